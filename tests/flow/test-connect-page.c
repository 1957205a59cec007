/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-connect-page.h"
#include "embark-doctor-page.h"
#include "embark-link-door.h"
#include "embark-preflight-card.h"
#include "embark-qr-view.h"
#include "embark-secret-clip.h"
#include "flow-fixture.h"

#define ACCOUNT_OPEN "tern-analytics"

static GtkWidget *
find (Fixture *f, GType type)
{
  return ui_find (GTK_WIDGET (f->page), type, NULL);
}

static gboolean
is_summed_up (GtkWidget *root)
{
  GtkWidget *card = ui_find (root, EMBARK_TYPE_PREFLIGHT_CARD, NULL);

  return gtk_widget_get_visible (card) && !gtk_widget_get_visible (ui_find (card, GTK_TYPE_SPINNER, NULL))
         && strstr (gtk_label_get_text (GTK_LABEL (ui_find (card, GTK_TYPE_LABEL, "numeric"))), "checked at")
                != NULL;
}

static gboolean
is_checked (Fixture *f)
{
  return is_summed_up (GTK_WIDGET (f->page));
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

static guint
count_requests (Fixture *f, const char *path)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (f->sandbox);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    if (strstr (json_object_get_string_member (json_array_get_object_element (requests, i), "path"), path)
        != NULL)
      n++;
  return n;
}

static void
test_new_destroy (Fixture *f, gconstpointer data)
{
  fixture_check_finalize (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_refresh (f);
  fixture_check_finalize (f, EMBARK_TYPE_CONNECT_PAGE);
}

/* It is looked by itself whether a sign-in can work, once; and not for somebody who is connected. */
static void
test_preflight (Fixture *f, gconstpointer data)
{
  guint n;

  fixture_refresh (f);
  n = count_requests (f, "/oauth-url/");
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  g_assert_cmpuint (count_requests (f, "/oauth-url/"), ==, n + 1);
  embark_flow_page_hidden (f->page);
  embark_flow_page_shown (f->page);
  ui_settle ();
  g_assert_cmpuint (count_requests (f, "/oauth-url/"), ==, n + 1);
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (GTK_WIDGET (f->page), "Open _Here")));
  fixture_check_narrow (f);
}

static void
test_connected (Fixture *f, gconstpointer data)
{
  guint n;

  fixture_refresh (f);
  n = count_requests (f, "/oauth-url/");
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  ui_settle ();
  g_assert_cmpuint (count_requests (f, "/oauth-url/"), ==, n);
  g_assert_false (
      gtk_widget_has_css_class (ui_find_button (GTK_WIDGET (f->page), "Open _Here"), "suggested-action"));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (f->page), "Disconnect _First…")));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (f->page), "_Next: Workflows")));
}

/* What will fail keeps the doors shut, and whoever knows better opens them. */
static void
test_blocked (Fixture *f, gconstpointer data)
{
  GtkWidget *here;

  fixture_refresh (f);
  embark_sandbox_fail_next (f->sandbox, "GET", "/linked-account/integration/oauth-url", 400, 50);
  embark_sandbox_fail_next (f->sandbox, "GET", "/application/salesforce", 404, 50);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  here = ui_find_button (GTK_WIDGET (f->page), "Open _Here");
  g_assert_false (gtk_widget_is_sensitive (here));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (GTK_WIDGET (f->page), "Open in _Browser")));
  g_assert_false (gtk_widget_is_sensitive (find (f, EMBARK_TYPE_LINK_DOOR)));
  g_assert_false (gtk_widget_has_css_class (here, "suggested-action"));
  fixture_check_narrow (f);
}

/* A link is made, shown, copied, revoked; it is in the list of those that were issued. */
static void
test_link (Fixture *f, gconstpointer data)
{
  GtkWidget *door;
  GdkClipboard *clipboard;
  g_autofree char *uri = NULL;
  EmbarkQrView *expected = EMBARK_QR_VIEW (g_object_ref_sink (embark_qr_view_new ()));
  EmbarkQrView *shown;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  door = find (f, EMBARK_TYPE_LINK_DOOR);
  gtk_widget_activate_action (door, "link.create", NULL);
  fixture_wait (f, has_link);
  uri = embark_link_record_dup_uri (get_record (f));
  g_assert_nonnull (strstr (uri, "/connect/"));

  shown = EMBARK_QR_VIEW (find (f, EMBARK_TYPE_QR_VIEW));
  g_assert_true (embark_qr_view_set_text (expected, uri));
  g_assert_cmpuint (embark_qr_view_get_n_modules (shown), ==, embark_qr_view_get_n_modules (expected));
  for (guint y = 0; y < embark_qr_view_get_n_modules (shown); y++)
    for (guint x = 0; x < embark_qr_view_get_n_modules (shown); x++)
      g_assert_cmpint (embark_qr_view_get_module (shown, x, y), ==,
                       embark_qr_view_get_module (expected, x, y));
  g_assert_finalize_object (expected);
  fixture_check_narrow (f);
  embark_flow_page_set_narrow (f->page, FALSE);

  gtk_widget_activate_action (door, "link.copy", NULL);
  clipboard = gtk_widget_get_clipboard (door);
  g_assert_true (gdk_clipboard_is_local (clipboard));
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                        "x-kde-passwordManagerHint"));
  embark_clock_manual_advance (f->clock, (EMBARK_SECRET_CLIP_SECONDS + 1) * 1000);
  g_assert_null (gdk_clipboard_get_content (clipboard));

  gtk_widget_activate_action (door, "link.revoke", NULL);
  fixture_wait (f, has_no_link);
  g_assert_cmpuint (count_requests (f, "/session-token/revoke"), ==, 1);
  g_assert_true (ui_is_shown (ui_find_text (GTK_WIDGET (f->page), "Links that were issued")));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (f->page), "Create _Link")));
}

/* The page goes while the link is on its way. */
static void
test_closed_while_creating (Fixture *f, gconstpointer data)
{
  gpointer page;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  page = f->page;
  g_object_add_weak_pointer (G_OBJECT (f->page), &page);
  gtk_widget_activate_action (find (f, EMBARK_TYPE_LINK_DOOR), "link.create", NULL);
  ui_close (g_steal_pointer (&f->window));
  fixture_refresh (f);
  g_assert_null (page);
}

#define TEST(name, func, account)                                                                            \
  g_test_add ("/flow/connect-page/" name, Fixture, account, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("new-destroy", test_new_destroy, NULL);
  TEST ("preflight", test_preflight, ACCOUNT_OPEN);
  TEST ("connected", test_connected, NULL);
  TEST ("blocked", test_blocked, ACCOUNT_OPEN);
  TEST ("link", test_link, ACCOUNT_OPEN);
  TEST ("closed-while-creating", test_closed_while_creating, ACCOUNT_OPEN);
  return g_test_run ();
}
