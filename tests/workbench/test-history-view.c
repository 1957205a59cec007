/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The history of fired events: the real widgets, the real journal in a file, the sandbox; its clock held by
 * the test. */

#include "config.h"

#include <glib/gstdio.h>

#include "embark-history-pane.h"
#include "embark-history-view.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-problem-view.h"
#include "embark-run-row.h"
#include "workbench-fixture.h"

#define READY "acme-robotics"
#define EVENT "contact.created"
#define PAYLOAD                                                                                              \
  "{\"email\": \"dana@example.com\", \"first_name\":\"Dana\",\"last_name\":\"Whitfield\", \"n\":1.10}"

typedef struct
{
  Fixture base;
  char *folder; /* (owned) */
  char *path;   /* (owned): of the journal */
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
  EmbarkOnboarding *onboarding;
  EmbarkHistoryView *view;
  EmbarkFire *edited; /* (owned) (nullable) */
  char *opened;       /* (owned) (nullable) */
  EmbarkFire *fire;   /* (unowned) (nullable): what is waited for */
  const char *until;  /* what is waited for to be seen */
  gboolean done;
  guint n;
} View;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  ((View *) data)->done = TRUE;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((View *) data)->done = TRUE;
}

static gboolean
is_done (Fixture *f)
{
  return ((View *) f)->done;
}

/* Waits for what calls one of the above. */
static void
wait_done (View *v)
{
  fixture_wait (&v->base, is_done);
  v->done = FALSE;
}

static void
edit_cb (View *v, EmbarkFire *fire)
{
  g_set_object (&v->edited, fire);
}

static void
open_run_cb (View *v, const char *id)
{
  g_free (v->opened);
  v->opened = g_strdup (id);
}

/* As the program does when it starts: reads the journal that is there. */
static void
start (View *v, const char *account_id)
{
  g_autoptr (EmbarkProfile) profile =
      embark_profile_new ("p", "Test", embark_sandbox_get_base_uri (v->base.sandbox));
  g_autofree char *text = g_strdup_printf ("{\"account_id\":\"%s\"}", account_id != NULL ? account_id : "");
  g_autoptr (JsonNode) json = embark_json_parse (text, -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account =
      account_id != NULL ? embark_linked_account_new_from_json (json, NULL) : NULL;

  v->journal = embark_journal_new (v->path);
  embark_journal_open_async (v->journal, NULL, done_cb, v);
  wait_done (v);
  v->workspace = embark_workspace_new (profile, v->base.client, v->journal, EMBARK_CLOCK (v->base.clock));
  embark_workspace_set_api_key (v->workspace, embark_sandbox_get_api_key (v->base.sandbox));
  v->onboarding = embark_onboarding_new (v->workspace, account);
  v->view = g_object_new (EMBARK_TYPE_HISTORY_VIEW, NULL);
  g_signal_connect_swapped (v->view, "edit", G_CALLBACK (edit_cb), v);
  g_signal_connect_swapped (v->view, "open-run", G_CALLBACK (open_run_cb), v);
  embark_history_view_set_onboarding (v->view, v->onboarding);
  v->base.window = ui_show (GTK_WIDGET (v->view), 900, 700);
}

static void
refresh (View *v)
{
  embark_onboarding_refresh_async (v->onboarding, NULL, ended_cb, v);
  wait_done (v);
}

static void
stop (View *v)
{
  ui_close (g_steal_pointer (&v->base.window));
  embark_onboarding_set_visible (v->onboarding, FALSE);
  embark_fire_tracker_stop (embark_onboarding_get_tracker (v->onboarding));
  embark_journal_close_async (v->journal, ended_cb, v);
  wait_done (v);
  g_clear_object (&v->onboarding);
  g_clear_object (&v->workspace);
  g_clear_object (&v->journal);
}

static void
view_set_up (View *v, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&v->base, NULL);
  v->folder = g_dir_make_tmp ("embark-history-XXXXXX", &error);
  g_assert_no_error (error);
  v->path = g_build_filename (v->folder, "journal.sqlite", NULL);
  start (v, data != NULL ? NULL : READY);
}

static void
view_tear_down (View *v, gconstpointer data)
{
  stop (v);
  g_clear_object (&v->edited);
  g_clear_pointer (&v->opened, g_free);
  fixture_tear_down (&v->base, data);
  g_unlink (v->path);
  g_rmdir (v->folder);
  g_free (v->path);
  g_free (v->folder);
}

static GListModel *
get_list (View *v)
{
  return G_LIST_MODEL (gtk_list_view_get_model (
      GTK_LIST_VIEW (ui_find (GTK_WIDGET (v->view), GTK_TYPE_LIST_VIEW, "list-pane"))));
}

static guint
count_rows (View *v)
{
  return g_list_model_get_n_items (get_list (v));
}

static void
choose (View *v, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_list (v)), position, TRUE);
  ui_settle ();
}

/* Whether anything that is seen has @text in it. */
static gboolean
shows (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
sees_it (Fixture *f)
{
  View *v = (View *) f;

  return shows (GTK_WIDGET (v->view), v->until);
}

/* A list's rows come with the next frame. */
static void
wait_for (View *v, const char *text)
{
  v->until = text;
  fixture_wait (&v->base, sees_it);
}

static gboolean
tick_cb (gpointer data)
{
  embark_clock_manual_advance (data, 50);
  return G_SOURCE_CONTINUE;
}

static gboolean
has_verdict (Fixture *f)
{
  return embark_fire_get_ended_at (((View *) f)->fire) != 0;
}

/* Time goes on meanwhile, since runs do with it. */
static void
wait_for_verdict (View *v, EmbarkFire *fire)
{
  guint tick = g_timeout_add (1, tick_cb, v->base.clock);

  v->fire = fire;
  fixture_wait (&v->base, has_verdict);
  g_source_remove (tick);
}

static gboolean
is_accepted (Fixture *f)
{
  return embark_fire_get_state (((View *) f)->fire) != EMBARK_FIRE_SENDING;
}

static gboolean
has_rows (Fixture *f)
{
  View *v = (View *) f;

  return count_rows (v) >= v->n;
}

static void
wait_for_rows (View *v, guint n)
{
  v->n = n;
  fixture_wait (&v->base, has_rows);
}

static EmbarkFire *
get_fire (View *v, guint position)
{
  g_autoptr (EmbarkFire) fire = g_list_model_get_item (embark_onboarding_get_fires (v->onboarding), position);

  g_assert_nonnull (fire);
  return fire; /* the list holds it */
}

/* The sandbox dates its answers by the real clock, from which the tracker learns how clocks differ: its own
 * must not lag behind. */
static void
fire (View *v, const char *payload)
{
  gint64 ms;

  while ((ms = (g_get_real_time () - embark_clock_get_real_time (EMBARK_CLOCK (v->base.clock))) / 1000) > 0)
    embark_clock_manual_advance (v->base.clock, (guint) MIN (ms, G_MAXINT));
  embark_onboarding_fire (v->onboarding, EVENT, payload);
}

static void
search (View *v, const char *text)
{
  GtkWidget *entry = ui_find (GTK_WIDGET (v->view), GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
  ui_settle ();
}

static void
test_fired (View *v, gconstpointer data)
{
  g_autofree char *payload = NULL;
  GtkWidget *runs;

  refresh (v);
  wait_for (v, "Nothing Fired Yet");
  fire (v, PAYLOAD);
  ui_settle ();
  g_assert_cmpuint (count_rows (v), ==, 1);
  wait_for (v, "Under way");
  choose (v, 0);
  wait_for_verdict (v, get_fire (v, 0));
  wait_for (v, EVENT);
  wait_for (v, "Completed");
  wait_for (v, "1 event");
  payload = embark_json_view_dup_text (
      EMBARK_JSON_VIEW (ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_JSON_VIEW, NULL)));
  g_assert_cmpstr (payload, ==, PAYLOAD);

  runs = ui_find (GTK_WIDGET (v->view), GTK_TYPE_LIST_BOX, NULL);
  g_assert_true (ui_is_shown (runs));
  g_assert_nonnull (ui_find (runs, EMBARK_TYPE_RUN_ROW, NULL));
  g_signal_emit_by_name (runs, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (runs), 0));
  g_assert_cmpstr (v->opened, ==, embark_fire_get_run_ids (get_fire (v, 0))[0]);

  fixture_press (ui_find_button (GTK_WIDGET (v->view), "_Edit and Fire Again"));
  g_assert_true (v->edited == get_fire (v, 0));
  g_assert_false (ui_is_shown (ui_find_button (GTK_WIDGET (v->view), "Fire With _New Key")));
}

/* The program ends with an event under way and comes again: it is there with all that is known of it, it is
 * followed to its end, and it is not sent a second time. */
static void
test_restart (View *v, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  refresh (v);
  fire (v, PAYLOAD);
  wait_for_verdict (v, get_fire (v, 0));
  first = g_strdup (embark_fire_get_id (get_fire (v, 0)));
  choose (v, 0);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (ui_find (ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_HISTORY_PANE, NULL),
                                  GTK_TYPE_TOGGLE_BUTTON, NULL)),
      TRUE);
  g_assert_true (embark_fire_get_pinned (get_fire (v, 0)));
  fire (v, "{\"email\":\"second@example.com\",\"last_name\":\"B\"}");
  second = g_strdup (embark_fire_get_id (get_fire (v, 0)));
  v->fire = get_fire (v, 0);
  fixture_wait (&v->base, is_accepted);
  g_assert_cmpint (embark_fire_get_state (v->fire), ==, EMBARK_FIRE_ACCEPTED);
  stop (v);

  start (v, READY);
  g_assert_cmpuint (count_rows (v), ==, 0);
  refresh (v);
  g_assert_cmpuint (count_rows (v), ==, 2);
  g_assert_cmpstr (embark_fire_get_id (get_fire (v, 0)), ==, second);
  g_assert_cmpstr (embark_fire_get_id (get_fire (v, 1)), ==, first);
  g_assert_true (embark_fire_get_pinned (get_fire (v, 1)));
  g_assert_cmpint (embark_fire_get_state (get_fire (v, 1)), ==, EMBARK_FIRE_RAN);
  wait_for_verdict (v, get_fire (v, 0));
  g_assert_cmpint (embark_fire_get_state (get_fire (v, 0)), ==, EMBARK_FIRE_RAN);
  /* The run of the first is not taken for the second's. */
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (get_fire (v, 0))), ==, 1);
  g_assert_cmpstr (embark_fire_get_run_ids (get_fire (v, 0))[0], !=,
                   embark_fire_get_run_ids (get_fire (v, 1))[0]);
  /* What was kept by its id is read when it is looked at. */
  choose (v, 1);
  v->fire = get_fire (v, 1);
  while (g_list_model_get_n_items (G_LIST_MODEL (embark_fire_get_runs (v->fire))) == 0)
    g_main_context_iteration (NULL, TRUE);
  ui_settle ();
  g_assert_nonnull (
      ui_find (ui_find (GTK_WIDGET (v->view), GTK_TYPE_LIST_BOX, NULL), EMBARK_TYPE_RUN_ROW, NULL));
}

static void
save_many (View *v, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *event = g_strdup_printf ("old.%u", i);
      g_autoptr (EmbarkFire) fire =
          embark_fire_new (NULL, "p", READY, "salesforce", READY, event, "{}", 1000000 * (i + 1));

      embark_fire_set_state (fire, i % 10 == 0 ? EMBARK_FIRE_REFUSED : EMBARK_FIRE_NOTHING_LISTENED);
      embark_fire_set_answered_at (fire, 5);
      embark_fire_set_ended_at (fire, 6);
      embark_fire_set_pinned (fire, i == 3);
      embark_journal_save_fire_async (v->journal, fire, NULL, NULL, NULL);
    }
}

/* The newest come first, the older ones when the list is scrolled to its end; a pinned one is there at once.
 */
static void
test_older (View *v, gconstpointer data)
{
  GtkWidget *scrolled;
  GtkAdjustment *adjustment;

  save_many (v, 250);
  refresh (v);
  g_assert_cmpuint (count_rows (v), ==, 101);
  wait_for (v, "250 events");
  wait_for (v, "old.249");
  scrolled = gtk_widget_get_ancestor (ui_find (GTK_WIDGET (v->view), GTK_TYPE_LIST_VIEW, "list-pane"),
                                      GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  while (count_rows (v) < 250)
    {
      const guint before = count_rows (v);

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
      wait_for_rows (v, before + 1);
    }
  g_assert_false (embark_onboarding_get_has_older_fires (v->onboarding));
  g_assert_cmpuint (count_rows (v), ==, 250);
}

static void
test_filter (View *v, gconstpointer data)
{
  GtkWidget *pinned = ui_find (GTK_WIDGET (v->view), GTK_TYPE_TOGGLE_BUTTON, NULL);
  GtkDropDown *verdict = GTK_DROP_DOWN (ui_find (GTK_WIDGET (v->view), GTK_TYPE_DROP_DOWN, NULL));

  save_many (v, 250);
  refresh (v);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pinned), TRUE);
  ui_settle ();
  g_assert_cmpuint (count_rows (v), ==, 1);
  wait_for (v, "old.3");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pinned), FALSE);

  /* Looked for among the older ones, too: there are fewer than fill the list. */
  search (v, "OLD.42");
  wait_for_rows (v, 1);
  wait_for (v, "old.42");
  search (v, "no such thing");
  while (embark_onboarding_get_has_older_fires (v->onboarding))
    g_main_context_iteration (NULL, TRUE);
  ui_settle ();
  wait_for (v, "No Match");
  fixture_press (ui_find_button (GTK_WIDGET (v->view), "_Show All Events"));
  g_assert_cmpuint (count_rows (v), ==, 250);

  for (guint i = 0; i < g_list_model_get_n_items (gtk_drop_down_get_model (verdict)); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (verdict)), i),
                     "Refused"))
      gtk_drop_down_set_selected (verdict, i);
  ui_settle ();
  g_assert_cmpuint (count_rows (v), ==, 25);
  wait_for (v, "25 of 250 events");
}

static void
set_dedup (View *v, const char *workflow_id)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_WORKFLOW_UPDATE);

  embark_call_set_account (call, READY);
  embark_call_set_path (call, "workflow", workflow_id);
  embark_call_set_body_text (call, "{\"settings\":{\"dedup_key\":\"{event:email}\"}}");
  embark_client_send_async (v->base.client, call, NULL, ended_cb, v);
  wait_done (v);
}

/* A repetition names what it repeats, and offers the payload with another key and nothing else changed. */
static void
test_duplicate (View *v, gconstpointer data)
{
  g_autoptr (EmbarkExecution) run = NULL;
  const char *payload;

  refresh (v);
  fire (v, PAYLOAD);
  wait_for_verdict (v, get_fire (v, 0));
  run = g_list_model_get_item (G_LIST_MODEL (embark_fire_get_runs (get_fire (v, 0))), 0);
  set_dedup (v, embark_execution_get_workflow_id (run));
  fire (v, PAYLOAD);
  wait_for_verdict (v, get_fire (v, 0));
  fire (v, PAYLOAD);
  wait_for_verdict (v, get_fire (v, 0));
  g_assert_cmpint (embark_fire_get_state (get_fire (v, 0)), ==, EMBARK_FIRE_DUPLICATE);
  g_assert_cmpstr (embark_fire_get_dedup_key (get_fire (v, 0)), ==, "email");
  g_assert_cmpstr (embark_fire_get_repeats (get_fire (v, 0)), ==, embark_fire_get_id (get_fire (v, 1)));
  choose (v, 0);
  wait_for (v, "Dropped as duplicate");
  wait_for (v, "“email” is the same");
  fixture_press (ui_find_button (GTK_WIDGET (v->view), "Fire With _New Key"));
  payload = embark_fire_get_payload (v->edited);
  g_assert_true (v->edited != get_fire (v, 0));
  g_assert_null (strstr (payload, "dana@example.com"));
  g_assert_true (g_str_has_prefix (payload, "{\"email\": \""));
  g_assert_true (
      g_str_has_suffix (payload, "\", \"first_name\":\"Dana\",\"last_name\":\"Whitfield\", \"n\":1.10}"));
}

static void
test_no_account (View *v, gconstpointer data)
{
  refresh (v);
  wait_for (v, "No Linked Account Yet");
}

/* A journal that cannot be read says so, and is read again when asked to. */
static void
test_bad_journal (View *v, gconstpointer data)
{
  save_many (v, 3);
  embark_journal_close_async (v->journal, ended_cb, v);
  wait_done (v);
  refresh (v);
  g_assert_cmpuint (count_rows (v), ==, 0);
  g_assert_true (ui_is_shown (ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_PROBLEM_VIEW, NULL)));
  embark_journal_open_async (v->journal, NULL, ended_cb, v);
  wait_done (v);
  refresh (v);
  g_assert_cmpuint (count_rows (v), ==, 3);
  g_assert_false (ui_is_shown (ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_PROBLEM_VIEW, NULL)));
}

static void
test_narrow (View *v, gconstpointer data)
{
  GtkWidget *list = ui_find (GTK_WIDGET (v->view), GTK_TYPE_LIST_VIEW, "list-pane");

  save_many (v, 3);
  refresh (v);
  embark_history_view_set_narrow (v->view, TRUE);
  ui_settle ();
  g_assert_true (ui_is_shown (list));
  fixture_check_narrow (GTK_WIDGET (v->view));
  choose (v, 1);
  g_assert_false (ui_is_shown (list));
  fixture_check_narrow (GTK_WIDGET (v->view));
  gtk_widget_activate_action (ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_HISTORY_PANE, NULL), "fire.back",
                              NULL);
  ui_settle ();
  g_assert_true (ui_is_shown (list));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func, data)                                                                                \
  g_test_add ("/history-view/" name, View, data, view_set_up, func, view_tear_down)
  ADD ("fired", test_fired, NULL);
  ADD ("restart", test_restart, NULL);
  ADD ("older", test_older, NULL);
  ADD ("filter", test_filter, NULL);
  ADD ("duplicate", test_duplicate, NULL);
  ADD ("no-account", test_no_account, GINT_TO_POINTER (TRUE));
  ADD ("bad-journal", test_bad_journal, NULL);
  ADD ("narrow", test_narrow, NULL);

  return g_test_run ();
}
