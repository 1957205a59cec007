/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The doors of the connect page as a person uses them: by the keyboard, with a phone, with the programs of
 * the desktop. */

#include "config.h"

#include <glib/gstdio.h>

#include "embark-connect-page.h"
#include "embark-doctor-page.h"
#include "embark-link-door.h"
#include "embark-preflight-card.h"
#include "embark-qr-view.h"
#include "embark-visit.h"
#include "embark-web-host.h"
#include "flow-fixture.h"

#define ACCOUNT_OPEN "tern-analytics"

static char *opened_path; /* where the stand-in for browser and e-mail program writes what it was given */

static GtkWidget *
find (Fixture *f, GType type)
{
  return ui_find (GTK_WIDGET (f->page), type, NULL);
}

static gboolean
is_checked (Fixture *f)
{
  GtkWidget *card = find (f, EMBARK_TYPE_PREFLIGHT_CARD);

  return gtk_widget_get_visible (card) && !gtk_widget_get_visible (ui_find (card, GTK_TYPE_SPINNER, NULL))
         && strstr (gtk_label_get_text (GTK_LABEL (ui_find (card, GTK_TYPE_LABEL, "numeric"))), "checked at")
                != NULL;
}

static EmbarkLinkRecord *
get_record (Fixture *f)
{
  return embark_link_door_get_record (EMBARK_LINK_DOOR (find (f, EMBARK_TYPE_LINK_DOOR)));
}

static gboolean
has_link (Fixture *f)
{
  return get_record (f) != NULL;
}

static gboolean
has_no_link (Fixture *f)
{
  return get_record (f) == NULL;
}

static void
show (Fixture *f)
{
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
}

static gboolean
has_focus (Fixture *f, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (f->window);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Tab comes by every door, in either direction, and nothing keeps it. */
static void
test_tab (Fixture *f, gconstpointer data)
{
  static const char *const labels[] = { "Open _Here", "Open in _Browser", "Create _Link" };
  const GtkDirectionType direction = GPOINTER_TO_INT (data);

  show (f);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *door = ui_find_button (GTK_WIDGET (f->page), labels[i]);
      gboolean found = FALSE;

      gtk_window_set_focus (f->window, NULL);
      for (guint n = 0; n < 60 && !found && gtk_widget_child_focus (GTK_WIDGET (f->window), direction); n++)
        found = has_focus (f, door);
      g_assert_true (found);
    }
}

static void
test_tab_forward (Fixture *f, gconstpointer data)
{
  test_tab (f, GINT_TO_POINTER (GTK_DIR_TAB_FORWARD));
}

static void
test_tab_backward (Fixture *f, gconstpointer data)
{
  test_tab (f, GINT_TO_POINTER (GTK_DIR_TAB_BACKWARD));
}

/* What goes away hands the focus to what takes its place. */
static void
test_focus (Fixture *f, gconstpointer data)
{
  GtkWidget *here, *create;

  show (f);
  create = ui_find_button (GTK_WIDGET (f->page), "Create _Link");
  gtk_widget_grab_focus (create);
  g_signal_emit_by_name (create, "clicked");
  fixture_wait (f, has_link);
  g_assert_true (has_focus (f, ui_find_button (GTK_WIDGET (f->page), "_Copy")));
  gtk_widget_activate_action (find (f, EMBARK_TYPE_LINK_DOOR), "link.revoke", NULL);
  fixture_wait (f, has_no_link);
  ui_settle ();
  g_assert_true (has_focus (f, create));

  here = ui_find_button (GTK_WIDGET (f->page), "Open _Here");
  gtk_widget_grab_focus (here);
  g_signal_emit_by_name (here, "clicked");
  ui_settle ();
  g_assert_false (has_focus (f, here));
  g_signal_emit_by_name (find (f, EMBARK_TYPE_VISIT), "cancelled");
  ui_settle ();
  g_assert_true (has_focus (f, here));
}

/* ---- a phone ---- */

static GtkWindow *
find_large (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), "Connect Link") == 0)
        return window;
    }
  return NULL;
}

/* Writes what is drawn of @widget to @path. */
static void
save_picture (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* The large code says whose it is and how long it lives, and a reader that is not ours reads the link in it.
 */
static void
test_scanned (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *scanned = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *large;

  show (f);
  gtk_widget_activate_action (find (f, EMBARK_TYPE_LINK_DOOR), "link.create", NULL);
  fixture_wait (f, has_link);
  gtk_widget_activate_action (find (f, EMBARK_TYPE_LINK_DOOR), "link.enlarge", NULL);
  ui_settle ();
  large = GTK_WIDGET (find_large ());
  g_assert_nonnull (ui_find_text (large, "Tern Analytics"));
  g_assert_nonnull (
      strstr (gtk_label_get_text (GTK_LABEL (ui_find (large, GTK_TYPE_LABEL, "numeric"))), " left"));

  path = g_build_filename (g_get_user_runtime_dir (), "code.png", NULL);
  save_picture (ui_find (large, EMBARK_TYPE_QR_VIEW, NULL), path);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "zbarimg", "--quiet", "--raw",
                              "--nodbus", path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &scanned, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  uri = embark_link_record_dup_uri (get_record (f));
  g_assert_cmpstr (g_strchomp (scanned), ==, uri);
  gtk_window_destroy (GTK_WINDOW (large));
}

/* ---- other programs ---- */

static gboolean
has_opened (Fixture *f)
{
  return g_file_test (opened_path, G_FILE_TEST_EXISTS);
}

/* Returns: (transfer full): what the browser or the e-mail program was started with */
static char *
take_opened (Fixture *f)
{
  char *text = NULL;

  fixture_wait (f, has_opened);
  g_assert_true (g_file_get_contents (opened_path, &text, NULL, NULL));
  g_unlink (opened_path);
  return g_strchomp (text);
}

static guint n_held; /* how often the window is held while nothing is being opened */

/* Whoever opens an address holds the window until it is told that the program was started; that comes after
 * what was opened. */
static gboolean
is_told (Fixture *f)
{
  return G_OBJECT (f->window)->ref_count <= n_held;
}

/* The doors are shut: what can be done next has the focus, and is scrolled to. */
static gboolean
waits_here (Fixture *f)
{
  return has_focus (f, ui_find_button (GTK_WIDGET (f->page), "_Stop Waiting"));
}

/* The browser is given the address, which stands nowhere in the window; who stops waiting ends it. */
static void
test_browser (Fixture *f, gconstpointer data)
{
  g_autofree char *opened = NULL;
  GtkWidget *stop;

  show (f);
  n_held = G_OBJECT (f->window)->ref_count;
  stop = ui_find_button (GTK_WIDGET (f->page), "_Stop Waiting");
  g_assert_false (ui_is_shown (stop));
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (f->page), "Open in _Browser"), "clicked");
  opened = take_opened (f);
  g_assert_true (g_str_has_prefix (opened, embark_sandbox_get_base_uri (f->sandbox)));
  g_assert_nonnull (strstr (opened, "/connect/"));
  g_assert_null (ui_find_text (GTK_WIDGET (f->page), opened));
  ui_settle ();
  g_assert_true (ui_is_shown (stop));
  fixture_wait (f, waits_here);
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (GTK_WIDGET (f->page), "Open _Here")));
  g_signal_emit_by_name (stop, "clicked");
  ui_settle ();
  g_assert_false (ui_is_shown (stop));
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (GTK_WIDGET (f->page), "Open _Here")));
  fixture_wait (f, is_told);
}

/* The e-mail program is given the whole letter, to nobody yet; the link goes no other way. */
static void
test_email (Fixture *f, gconstpointer data)
{
  g_autofree char *opened = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *escaped = NULL;

  show (f);
  n_held = G_OBJECT (f->window)->ref_count;
  gtk_widget_activate_action (find (f, EMBARK_TYPE_LINK_DOOR), "link.create", NULL);
  fixture_wait (f, has_link);
  gtk_widget_activate_action (find (f, EMBARK_TYPE_LINK_DOOR), "link.email", "s", "de");
  opened = take_opened (f);
  uri = embark_link_record_dup_uri (get_record (f));
  escaped = g_uri_escape_string (uri, NULL, FALSE);
  g_assert_true (g_str_has_prefix (opened, "mailto:?"));
  g_assert_nonnull (strstr (opened, "Guten%20Tag"));
  g_assert_nonnull (strstr (opened, escaped));
  g_assert_null (gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (f->page))));
  g_assert_null (ui_find_text (GTK_WIDGET (f->page), uri));
  fixture_wait (f, is_told);
}

/* ---- a view that looks done ---- */

static gboolean
is_waiting (Fixture *f)
{
  return embark_connection_watcher_get_state (embark_onboarding_get_watcher (f->onboarding))
             == EMBARK_WATCH_WAITING
         && ui_find_text (GTK_WIDGET (f->page), "Waiting for the client to sign in and allow access.")
                != NULL;
}

static gboolean
is_judged (Fixture *f)
{
  return ui_find_text (GTK_WIDGET (f->page),
                       "The window of the sign-in was closed, and nobody is connected. Start it anew above.")
         != NULL;
}

/* The sign-in window closed by itself as after a success, and Cobalt has nobody for a minute: then it is told
 * why. */
static void
test_not_stored (Fixture *f, gconstpointer data)
{
  GtkWidget *visit, *why;

  show (f);
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (f->page), "Open _Here"), "clicked");
  fixture_wait (f, is_waiting);
  visit = find (f, EMBARK_TYPE_VISIT);
  why = ui_find_button (visit, "See _Why");
  g_signal_emit_by_name (visit, "closed", EMBARK_WEB_CLOSING_PAGE);
  embark_clock_manual_advance (f->clock, 58 * 1000);
  ui_settle ();
  g_assert_false (gtk_widget_get_visible (why));
  embark_clock_manual_advance (f->clock, 3 * 1000);
  ui_settle ();
  g_assert_true (gtk_widget_get_visible (why));
  g_signal_emit_by_name (why, "clicked");
  ui_settle ();
  g_assert_true (ui_is_shown (ui_find_text (GTK_WIDGET (f->page), "Causes, most likely first")));
}

/* A page that turns slow is no new step of the sign-in: what a closed window meant stays. */
static void
test_slow (Fixture *f, gconstpointer data)
{
  GtkWidget *visit;

  show (f);
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (f->page), "Open _Here"), "clicked");
  fixture_wait (f, is_waiting);
  visit = find (f, EMBARK_TYPE_VISIT);
  g_signal_emit_by_name (visit, "closed", EMBARK_WEB_CLOSING_USER);
  fixture_wait (f, is_judged);
  g_signal_emit_by_name (visit, "slow");
  ui_settle ();
  g_assert_true (is_judged (f));
}

/* ---- what is done from the doctor's page ---- */

static gboolean
is_told_of_hosts (Fixture *f)
{
  return ui_find_text (GTK_WIDGET (f->page),
                       "On Salesforce’s page, press “Use Custom Domain” and enter the org’s own address")
         != NULL;
}

/* Nobody came through, so there is nothing to disconnect, and nobody is asked about it. */
static void
test_reconnect (Fixture *f, gconstpointer data)
{
  show (f);
  g_signal_emit_by_name (find (f, EMBARK_TYPE_DOCTOR_PAGE), "cure", EMBARK_CURE_RECONNECT);
  fixture_wait (f, is_waiting);
  g_assert_true (ui_is_shown (find (f, EMBARK_TYPE_VISIT)));
}

/* How one gets to another host is told for as long as it takes, and not at the next sign-in. */
static void
test_other_host (Fixture *f, gconstpointer data)
{
  show (f);
  g_signal_emit_by_name (find (f, EMBARK_TYPE_DOCTOR_PAGE), "cure", EMBARK_CURE_OTHER_HOST);
  fixture_wait (f, is_told_of_hosts);
  g_signal_emit_by_name (find (f, EMBARK_TYPE_VISIT), "progress");
  embark_clock_manual_advance (f->clock, 30 * 1000);
  ui_settle ();
  g_assert_true (is_told_of_hosts (f));
  g_signal_emit_by_name (find (f, EMBARK_TYPE_VISIT), "cancelled");
  ui_settle ();
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (f->page), "Open _Here"), "clicked");
  fixture_wait (f, is_waiting);
  g_assert_false (is_told_of_hosts (f));
}

/* ---- the desktop of the test ---- */

static void
write_file (const char *folder, const char *name, const char *text, int mode)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

/* One program for web pages and e-mail, which notes what it is given. The home is the test's own. */
static void
install_handler (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *entry = g_strdup_printf (
      "[Desktop Entry]\nType=Application\nName=Handler\nExec=%s/handler %%u\nMimeType=x-scheme-handler/http;"
      "x-scheme-handler/mailto;\n",
      folder);
  g_autofree char *script = NULL;

  opened_path = g_build_filename (folder, "opened", NULL);
  script = g_strdup_printf ("#!/bin/sh\nprintf '%%s\\n' \"$1\" >'%s.part' && mv '%s.part' '%s'\n",
                            opened_path, opened_path, opened_path);
  write_file (folder, "handler", script, 0700);
  write_file (folder, "handler.desktop", entry, 0600);
  write_file (g_get_user_config_dir (), "mimeapps.list",
              "[Default Applications]\nx-scheme-handler/http=handler.desktop\n"
              "x-scheme-handler/mailto=handler.desktop\n",
              0600);
}

#define TEST(name, func)                                                                                     \
  g_test_add ("/flow/connect-doors/" name, Fixture, ACCOUNT_OPEN, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  install_handler ();
  adw_init ();
  TEST ("tab", test_tab_forward);
  TEST ("tab-back", test_tab_backward);
  TEST ("focus", test_focus);
  TEST ("scanned", test_scanned);
  TEST ("browser", test_browser);
  TEST ("email", test_email);
  TEST ("not-stored", test_not_stored);
  TEST ("slow", test_slow);
  TEST ("reconnect", test_reconnect);
  TEST ("other-host", test_other_host);
  return g_test_run ();
}
