/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events composed and fired by the widgets, against the sandbox, whose clock the test holds. */

#include "config.h"

#include <glib/gstdio.h>

#include "embark-event-composer.h"
#include "embark-events-page.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-payload-fields.h"
#include "embark-payload-pane.h"
#include "embark-verdict-card.h"
#include "workbench-fixture.h"

#define ACCOUNT       "acme-robotics"
#define OTHER_ACCOUNT "northwind-20418"
#define EVENT         "contact.created"
#define PAYLOAD       "{\n  \"email\": \"{{email}}\",\n  \"n\": 1.10,\n  \"ok\": true\n}"

typedef struct
{
  Fixture base;
  EmbarkOnboarding *onboarding;
  EmbarkEventsPage *page;
  EmbarkEventComposer *composer;
  EmbarkPayloadPane *pane;
  EmbarkFire *fire; /* (unowned) (nullable): what is waited for */
  char *opened;     /* (owned) (nullable) */
  gboolean done;
} Page;

static void
open_run_cb (Page *p, const char *id)
{
  g_free (p->opened);
  p->opened = g_strdup (id);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Page *) data)->done = TRUE;
}

static gboolean
is_done (Fixture *f)
{
  return ((Page *) f)->done;
}

static EmbarkOnboarding *
open_account (Page *p, const char *id)
{
  g_autofree char *text = g_strdup_printf ("{\"account_id\":\"%s\"}", id);
  g_autoptr (JsonNode) json = embark_json_parse (text, -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);
  EmbarkOnboarding *onboarding = embark_onboarding_new (p->base.workspace, account);

  p->done = FALSE;
  embark_onboarding_refresh_async (onboarding, NULL, refreshed_cb, p);
  fixture_wait (&p->base, is_done);
  return onboarding;
}

static void
close_account (Page *p)
{
  embark_events_page_set_onboarding (p->page, NULL);
  embark_onboarding_set_visible (p->onboarding, FALSE);
  embark_fire_tracker_stop (embark_onboarding_get_tracker (p->onboarding));
  g_clear_object (&p->onboarding);
}

static void
page_set_up (Page *p, gconstpointer data)
{
  fixture_set_up (&p->base, data);
  p->page = g_object_new (EMBARK_TYPE_EVENTS_PAGE, NULL);
  p->composer = embark_events_view_get_composer (embark_events_page_get_view (p->page));
  p->pane = EMBARK_PAYLOAD_PANE (ui_find (GTK_WIDGET (p->composer), EMBARK_TYPE_PAYLOAD_PANE, NULL));
  g_signal_connect_swapped (p->page, "open-run", G_CALLBACK (open_run_cb), p);
  embark_events_page_set_workspace (p->page, p->base.workspace);
  p->base.book = EMBARK_BOOK (embark_events_view_get_book (embark_events_page_get_view (p->page)));
  p->base.window = ui_show (GTK_WIDGET (p->page), 1000, 760);
  fixture_wait (&p->base, fixture_is_loaded);
  p->onboarding = open_account (p, ACCOUNT);
  embark_events_page_set_onboarding (p->page, p->onboarding);
  g_assert_true (embark_events_page_compose (p->page, EVENT, NULL));
  ui_settle ();
}

static void
page_tear_down (Page *p, gconstpointer data)
{
  if (p->onboarding != NULL)
    close_account (p);
  p->base.book = NULL;
  fixture_tear_down (&p->base, data);
  g_clear_pointer (&p->opened, g_free);
}

static GtkTextBuffer *
get_buffer (Page *p)
{
  EmbarkJsonView *view = EMBARK_JSON_VIEW (ui_find (GTK_WIDGET (p->pane), EMBARK_TYPE_JSON_VIEW, NULL));

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (embark_json_view_get_text_view (view)));
}

static void
type (Page *p, const char *text)
{
  gtk_text_buffer_set_text (get_buffer (p), text, -1);
  ui_settle ();
}

static char *
dup_text (Page *p)
{
  return embark_payload_pane_dup_text (p->pane);
}

/* The sandbox dates its answers by the real clock, from which the tracker learns how clocks differ: ours must
 * not lag behind. */
static void
act (Page *p, const char *action)
{
  gint64 ms;

  while ((ms = (g_get_real_time () - embark_clock_get_real_time (EMBARK_CLOCK (p->base.clock))) / 1000) > 0)
    embark_clock_manual_advance (p->base.clock, (guint) MIN (ms, G_MAXINT));
  gtk_widget_activate_action (GTK_WIDGET (p->composer), action, NULL);
  ui_settle ();
}

/* The entry whose title is @name. */
static GtkWidget *
find_row (GtkWidget *root, const char *name)
{
  if (ADW_IS_PREFERENCES_ROW (root)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
tick_cb (gpointer data)
{
  embark_clock_manual_advance (data, 50);
  return G_SOURCE_CONTINUE;
}

static gboolean
has_ended (Fixture *f)
{
  Page *p = (Page *) f;
  EmbarkFire *fire = embark_event_composer_get_fire (p->composer);

  return fire != NULL && embark_fire_get_ended_at (fire) != 0;
}

/* Time goes on meanwhile, since runs do with it. */
static void
wait_for_verdict (Page *p)
{
  guint tick = g_timeout_add (1, tick_cb, p->base.clock);

  fixture_wait (&p->base, has_ended);
  g_source_remove (tick);
}

static guint
n_fires (Page *p)
{
  return g_list_model_get_n_items (embark_onboarding_get_fires (p->onboarding));
}

static void
test_fire (Page *p, gconstpointer data)
{
  EmbarkFire *fire;
  GtkWidget *button;

  type (p, "{\"email\": \"{{email}}\", \"first_name\": \"Dana\", \"last_name\": \"Whitfield\", \"n\": 1.10}");
  act (p, "compose.fire");
  fire = embark_event_composer_get_fire (p->composer);
  g_assert_nonnull (fire);
  /* What was sent is kept, not what stands in the editor; the number as it was typed. */
  g_assert_null (strstr (embark_fire_get_payload (fire), "{{"));
  g_assert_nonnull (strstr (embark_fire_get_payload (fire), "\"n\": 1.10}"));
  wait_for_verdict (p);
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_RAN);
  ui_settle ();
  button = ui_find_button (GTK_WIDGET (p->composer), "_Open Run");
  g_assert_nonnull (button);
  fixture_press (button);
  g_assert_cmpstr (p->opened, ==, embark_fire_get_run_ids (fire)[0]);
}

static void
test_form (Page *p, gconstpointer data)
{
  GtkWidget *row;
  g_autofree char *text = NULL;
  g_autofree char *undone = NULL;

  type (p, PAYLOAD);
  row = find_row (GTK_WIDGET (p->pane), "email");
  g_assert_nonnull (row);
  g_assert_true (fixture_sees (row, "{{email}}"));
  gtk_editable_set_text (GTK_EDITABLE (row), "dana \"d\" ä@nwind.test");
  ui_settle ();
  text = dup_text (p);
  g_assert_cmpstr (text, ==,
                   "{\n  \"email\": \"dana \\\"d\\\" ä@nwind.test\",\n  \"n\": 1.10,\n  \"ok\": true\n}");
  /* Setting an entry's text empties it first. */
  gtk_text_buffer_undo (get_buffer (p));
  gtk_text_buffer_undo (get_buffer (p));
  ui_settle ();
  undone = dup_text (p);
  g_assert_cmpstr (undone, ==, PAYLOAD);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "{{email}}");

  row = find_row (GTK_WIDGET (p->pane), "ok");
  gtk_switch_set_active (GTK_SWITCH (ui_find (row, GTK_TYPE_SWITCH, NULL)), FALSE);
  ui_settle ();
  g_free (g_steal_pointer (&text));
  text = dup_text (p);
  g_assert_nonnull (strstr (text, "\"ok\": false"));
  g_assert_nonnull (strstr (text, "\"n\": 1.10"));
}

static void
test_wrong (Page *p, gconstpointer data)
{
  GtkWidget *list =
      ui_find (ui_find (GTK_WIDGET (p->pane), EMBARK_TYPE_PAYLOAD_FIELDS, NULL), GTK_TYPE_LIST_BOX, NULL);
  GtkWidget *fire = ui_find_button (GTK_WIDGET (p->composer), "_Fire");
  const guint before = n_fires (p);

  type (p, PAYLOAD);
  g_assert_true (gtk_widget_is_sensitive (fire));
  type (p, "{\n  \"email\": \"a\"\n  \"n\": 1\n}");
  g_assert_false (embark_payload_pane_get_valid (p->pane));
  g_assert_true (g_str_has_prefix (
      gtk_label_get_text (GTK_LABEL (ui_find (GTK_WIDGET (p->pane), GTK_TYPE_LABEL, "error-text"))),
      "Line 3: "));
  /* The form is as it was, and cannot be used. */
  g_assert_nonnull (find_row (list, "ok"));
  g_assert_false (gtk_widget_is_sensitive (list));
  g_assert_false (gtk_widget_is_sensitive (fire));
  act (p, "compose.fire");
  g_assert_cmpuint (n_fires (p), ==, before);
  type (p, PAYLOAD);
  g_assert_true (gtk_widget_is_sensitive (list));
  g_assert_true (gtk_widget_is_sensitive (fire));
}

static void
test_drafts (Page *p, gconstpointer data)
{
  g_autofree char *other = NULL;
  g_autofree char *back = NULL;
  g_autofree char *elsewhere = NULL;

  type (p, "{\"half\": ");
  g_assert_true (embark_events_page_compose (p->page, "contact.updated", NULL));
  ui_settle ();
  other = dup_text (p);
  g_assert_null (strstr (other, "half"));
  close_account (p);
  p->onboarding = open_account (p, OTHER_ACCOUNT);
  embark_events_page_set_onboarding (p->page, p->onboarding);
  g_assert_true (embark_events_page_compose (p->page, EVENT, NULL));
  elsewhere = dup_text (p);
  g_assert_null (strstr (elsewhere, "half"));
  close_account (p);
  p->onboarding = open_account (p, ACCOUNT);
  embark_events_page_set_onboarding (p->page, p->onboarding);
  back = dup_text (p);
  g_assert_cmpstr (back, ==, "{\"half\": ");
}

static void
test_production (Page *p, gconstpointer data)
{
  const guint before = n_fires (p);

  type (p, PAYLOAD);
  act (p, "compose.fire");
  g_assert_true (fixture_is_asked (&p->base));
  g_assert_cmpuint (n_fires (p), ==, before);
  fixture_answer (&p->base, "_Fire");
  ui_settle ();
  g_assert_cmpuint (n_fires (p), ==, before + 1);
  wait_for_verdict (p);
}

static void
test_later (Page *p, gconstpointer data)
{
  const guint before = n_fires (p);

  type (p, PAYLOAD);
  gtk_widget_activate_action (GTK_WIDGET (p->composer), "compose.fire-later", "u", 10u);
  ui_settle ();
  g_assert_true (fixture_sees (GTK_WIDGET (p->composer), "“contact.created” is fired in 10 seconds"));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (GTK_WIDGET (p->composer), "_Fire")));
  fixture_press (ui_find_button (GTK_WIDGET (p->composer), "_Do Not Fire"));
  embark_clock_manual_advance (p->base.clock, 11000);
  ui_settle ();
  g_assert_cmpuint (n_fires (p), ==, before);

  gtk_widget_activate_action (GTK_WIDGET (p->composer), "compose.fire-later", "u", 10u);
  embark_clock_manual_advance (p->base.clock, 9000);
  g_assert_cmpuint (n_fires (p), ==, before);
  embark_clock_manual_advance (p->base.clock, 1000);
  g_assert_cmpuint (n_fires (p), ==, before + 1);
  wait_for_verdict (p);
}

static void
test_read_only (Page *p, gconstpointer data)
{
  const guint before = n_fires (p);

  embark_workspace_set_read_only (p->base.workspace, TRUE);
  type (p, PAYLOAD);
  act (p, "compose.fire");
  g_assert_cmpuint (n_fires (p), ==, before);
}

/* Read only was turned on while the question stood: the answer sends nothing, and nothing is noted down as
 * fired. */
static void
test_read_only_meanwhile (Page *p, gconstpointer data)
{
  const guint before = n_fires (p);

  type (p, PAYLOAD);
  act (p, "compose.fire");
  g_assert_true (fixture_is_asked (&p->base));
  embark_workspace_set_read_only (p->base.workspace, TRUE);
  fixture_answer (&p->base, "_Fire");
  ui_settle ();
  g_assert_cmpuint (n_fires (p), ==, before);
}

/* What went to every application goes there again, and what went to one to that one. */
static void
test_again (Page *p, gconstpointer data)
{
  const char *const actions[] = { "compose.fire", "compose.fire-everywhere" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      EmbarkFire *first;
      EmbarkFire *again;

      type (p, PAYLOAD);
      embark_clock_manual_advance (p->base.clock, 2000);
      act (p, actions[i]);
      if (i == 1)
        fixture_answer (&p->base, "_Fire");
      ui_settle ();
      first = embark_event_composer_get_fire (p->composer);
      g_assert_nonnull (first);
      g_assert_cmpint (embark_fire_get_slug (first) == NULL, ==, i == 1);
      wait_for_verdict (p);
      g_signal_emit_by_name (ui_find (GTK_WIDGET (p->composer), EMBARK_TYPE_VERDICT_CARD, NULL), "action",
                             EMBARK_VERDICT_ACTION_FIRE_AGAIN);
      fixture_answer (&p->base, "_Fire");
      ui_settle ();
      again = embark_event_composer_get_fire (p->composer);
      g_assert_true (again != first);
      g_assert_cmpstr (embark_fire_get_payload (again), ==, embark_fire_get_payload (first));
      g_assert_cmpstr (embark_fire_get_slug (again), ==, embark_fire_get_slug (first));
      wait_for_verdict (p);
    }
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller); /* the widget holds it */
    }
  return NULL;
}

static void
drop_file (Page *p, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GSList) files = g_slist_prepend (NULL, file);
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  g_signal_emit_by_name (find_drop_target (GTK_WIDGET (p->composer)), "drop", &value, 1.0, 1.0, &taken);
  g_assert_true (taken);
}

static gboolean
was_dropped (Fixture *f)
{
  g_autofree char *text = dup_text ((Page *) f);

  return strstr (text, "dropped") != NULL;
}

/* A mark of the byte order is no part of the payload: with it, what looks right could not be fired. */
static void
test_dropped_mark (Page *p, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("embark-drop-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "payload.json", NULL);

  g_assert_true (g_file_set_contents (path, "\xef\xbb\xbf{\"a\": \"dropped\"}", -1, NULL));
  drop_file (p, path);
  fixture_wait (&p->base, was_dropped);
  g_assert_true (embark_payload_pane_get_valid (p->pane));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
has_read (Fixture *f)
{
  g_autofree char *text = dup_text ((Page *) f);

  return strstr (text, "from a file") != NULL;
}

/* A command of this very payload leads back to it; of another event it leads there; what is none changes
 * nothing. */
static void
test_curl (Page *p, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (p->composer));

  gdk_clipboard_set_text (clipboard,
                          "curl -X POST 'http://127.0.0.1:1/v1/x' --data '{\"a\": \"from a file\"}'");
  act (p, "compose.paste-curl");
  fixture_wait (&p->base, has_read);
  g_assert_cmpuint (n_fires (p), ==, 0);
}

static void
test_parts (Page *p, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (p->page), "events-page.show", "s", "history");
  ui_settle ();
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (p->composer)));
  g_assert_true (embark_events_page_compose (p->page, EVENT, PAYLOAD));
  ui_settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (p->composer)));
  g_assert_false (embark_events_page_compose (p->page, "no.such.event", NULL));
  embark_events_page_set_narrow (p->page, TRUE);
  fixture_check_narrow (GTK_WIDGET (p->page));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, data, func) g_test_add (path, Page, data, page_set_up, func, page_tear_down)
  ADD ("/workbench/events-page/fire", NULL, test_fire);
  ADD ("/workbench/events-page/form", NULL, test_form);
  ADD ("/workbench/events-page/wrong", NULL, test_wrong);
  ADD ("/workbench/events-page/drafts", NULL, test_drafts);
  ADD ("/workbench/events-page/production", "production", test_production);
  ADD ("/workbench/events-page/later", NULL, test_later);
  ADD ("/workbench/events-page/read-only", "production", test_read_only);
  ADD ("/workbench/events-page/read-only-meanwhile", "production", test_read_only_meanwhile);
  ADD ("/workbench/events-page/again", NULL, test_again);
  ADD ("/workbench/events-page/dropped-mark", NULL, test_dropped_mark);
  ADD ("/workbench/events-page/curl", NULL, test_curl);
  ADD ("/workbench/events-page/parts", NULL, test_parts);
  return g_test_run ();
}
