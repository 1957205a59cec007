/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The view of runs: the real widgets against the sandbox, its clock held by the test. */

#include "config.h"

#include "embark-compare-view.h"
#include "embark-json.h"
#include "embark-runs-saved.h"
#include "embark-runs-view.h"
#include "embark-saved-views.h"
#include "workbench-fixture.h"

#define READY "acme-robotics"

typedef struct
{
  Fixture base;
  EmbarkOnboarding *onboarding;
  EmbarkRunsView *view;
  char *opened;      /* (owned) (nullable): the address that win.open-dashboard was given */
  const char *until; /* what is waited for to be seen */
  guint n;           /* so many runs are waited for */
} View;

static void
open_dashboard_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  View *v = data;

  g_free (v->opened);
  v->opened = g_variant_dup_string (parameter, NULL);
}

static void
ignore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
}

static void
view_set_up (View *v, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "open-dashboard", .activate = open_dashboard_cb, .parameter_type = "s" },
    { .name = "show-view", .activate = ignore_cb, .parameter_type = "s" },
  };
  g_autoptr (JsonNode) json = embark_json_parse ("{\"account_id\":\"" READY "\"}", -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  fixture_set_up (&v->base, data);
  if (g_strcmp0 (data, "large") == 0)
    embark_sandbox_set_large (v->base.sandbox, EMBARK_SANDBOX_LARGE);
  v->onboarding = embark_onboarding_new (v->base.workspace, account);
  v->view = EMBARK_RUNS_VIEW (embark_runs_view_new (v->onboarding));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), v);
  v->base.window = ui_show (GTK_WIDGET (v->view), 900, 700);
  gtk_widget_insert_action_group (GTK_WIDGET (v->base.window), "win", G_ACTION_GROUP (actions));
}

static void
view_tear_down (View *v, gconstpointer data)
{
  gtk_widget_insert_action_group (GTK_WIDGET (v->base.window), "win", NULL);
  ui_close (g_steal_pointer (&v->base.window));
  embark_onboarding_set_visible (v->onboarding, FALSE);
  embark_fire_tracker_stop (embark_onboarding_get_tracker (v->onboarding));
  g_clear_object (&v->onboarding);
  g_clear_pointer (&v->opened, g_free);
  fixture_tear_down (&v->base, data);
}

static GListModel *
get_runs (View *v)
{
  return G_LIST_MODEL (embark_run_list_get_runs (embark_runs_view_get_list (v->view)));
}

static gboolean
is_loaded (Fixture *f)
{
  EmbarkPagedList *runs = embark_run_list_get_runs (embark_runs_view_get_list (((View *) f)->view));

  return embark_paged_list_get_loaded (runs) && !embark_paged_list_get_loading (runs);
}

static gboolean
has_runs (Fixture *f)
{
  View *v = (View *) f;

  return g_list_model_get_n_items (get_runs (v)) >= v->n;
}

static gboolean
sees_it (Fixture *f)
{
  View *v = (View *) f;

  return fixture_sees (GTK_WIDGET (v->view), v->until);
}

static gboolean
tick_cb (gpointer data)
{
  embark_clock_manual_advance (data, 50);
  return G_SOURCE_CONTINUE;
}

/* Time goes on meanwhile, since runs do with it; answers come in between. */
static void
wait_going_on (View *v, gboolean (*done) (Fixture *f))
{
  guint tick = g_timeout_add (1, tick_cb, v->base.clock);

  fixture_wait (&v->base, done);
  g_source_remove (tick);
}

static void
wait_for (View *v, const char *text)
{
  v->until = text;
  wait_going_on (v, sees_it);
}

static void
wait_for_runs (View *v, guint n)
{
  v->n = n;
  wait_going_on (v, has_runs);
}

static gboolean
is_ready (Fixture *f)
{
  return !embark_onboarding_get_loading (((View *) f)->onboarding);
}

/* Fires an event, as the page of the path does, which starts a run or two. */
static void
fire (View *v)
{
  embark_onboarding_refresh_async (v->onboarding, NULL, NULL, NULL);
  fixture_wait (&v->base, is_ready);
  embark_onboarding_fire (
      v->onboarding, "contact.created",
      "{\"email\":\"dana@example.com\",\"first_name\":\"Dana\",\"last_name\":\"Whitfield\"}");
}

static void
choose (View *v, guint position)
{
  GtkWidget *list = ui_find (GTK_WIDGET (v->view), GTK_TYPE_LIST_VIEW, NULL);

  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), position, TRUE);
  ui_settle ();
  g_assert_nonnull (embark_runs_view_get_detail (v->view));
}

static GtkWidget *
get_pane (View *v)
{
  return ui_find (GTK_WIDGET (v->view), g_type_from_name ("EmbarkRunPane"), NULL);
}

static void
do_action (View *v, const char *name)
{
  g_assert_true (gtk_widget_activate_action (get_pane (v), name, NULL));
  ui_settle ();
}

static void
open_first (View *v)
{
  guint before;

  fixture_wait (&v->base, is_loaded);
  before = g_list_model_get_n_items (get_runs (v));
  fire (v);
  wait_for_runs (v, before + 1);
  choose (v, 0);
}

static void
test_live (View *v, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (v->view);

  open_first (v);
  wait_for (v, "Completed");
  g_assert_true (fixture_sees (view, "Start"));
  g_assert_true (fixture_sees (view, "Input"));
  do_action (v, "run.open-dashboard");
  g_assert_true (g_str_has_prefix (v->opened, "/logs/"));
  g_assert_cmpstr (
      v->opened + strlen ("/logs/"), ==,
      embark_execution_get_id (embark_run_detail_get_run (embark_runs_view_get_detail (v->view))));
}

static gboolean
is_compared (Fixture *f)
{
  GtkWidget *view = ui_find (GTK_WIDGET (((View *) f)->view), EMBARK_TYPE_COMPARE_VIEW, NULL);

  return embark_compare_view_get_compared (EMBARK_COMPARE_VIEW (view));
}

static EmbarkExecution *
get_shown (View *v)
{
  return embark_run_detail_get_run (embark_runs_view_get_detail (v->view));
}

/* Keys that go to a widget which is hidden reach nobody, the window's shortcuts neither. */
static void
check_focus (View *v)
{
  GtkWidget *focus;

  ui_settle ();
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (v->view)));
  g_assert_true (focus == NULL || gtk_widget_get_mapped (focus));
}

/* The run is repeated, shown and known as a repetition; the two are compared. */
static void
test_rerun_and_compare (View *v, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (v->view);
  g_autofree char *origin = NULL;
  g_autofree char *words = NULL;
  GtkWidget *chooser;
  GtkWidget *back;

  open_first (v);
  wait_for (v, "Completed");
  origin = g_strdup (embark_execution_get_id (get_shown (v)));
  do_action (v, "run.rerun");
  g_assert_cmpstr (embark_execution_get_id (get_shown (v)), ==, origin);
  fixture_answer (&v->base, "_Run Again");
  words = g_strdup_printf ("Repeats run %s", origin);
  wait_for (v, words);
  wait_for (v, "Completed");
  g_assert_cmpstr (embark_execution_get_id (get_shown (v)), !=, origin);
  g_assert_cmpstr (embark_run_list_get_rerun (embark_runs_view_get_list (v->view), origin), ==,
                   embark_execution_get_id (get_shown (v)));
  g_assert_false (fixture_sees (view, "Cobalt does not have this record"));

  chooser = ui_find (view, g_type_from_name ("EmbarkCompareChooser"), NULL);
  gtk_popover_popup (GTK_POPOVER (chooser));
  ui_settle ();
  g_signal_emit_by_name (ui_find (chooser, GTK_TYPE_LIST_BOX, NULL), "row-activated",
                         ui_find (chooser, GTK_TYPE_LIST_BOX_ROW, NULL));
  fixture_wait (&v->base, is_compared);
  g_assert_true (fixture_sees (view, "Two runs of “Create New Contact”"));
  g_assert_false (fixture_sees (view, "Search runs"));
  check_focus (v);
  fixture_press (ui_find_button (view, "Only _Differences"));
  embark_runs_view_set_narrow (v->view, TRUE);
  ui_settle ();
  fixture_check_narrow (view);
  embark_runs_view_set_narrow (v->view, FALSE);
  back = ui_find (ui_find (view, EMBARK_TYPE_COMPARE_VIEW, NULL), GTK_TYPE_BUTTON, NULL);
  gtk_widget_grab_focus (back);
  fixture_press (back);
  check_focus (v);
  do_action (v, "run.origin");
  g_assert_cmpstr (embark_execution_get_id (get_shown (v)), ==, origin);
  /* And from the other side. */
  g_clear_pointer (&words, g_free);
  words = g_strdup_printf ("Repeated by run %s",
                           embark_run_list_get_rerun (embark_runs_view_get_list (v->view), origin));
  g_assert_true (fixture_sees (view, words));
  do_action (v, "run.repetition");
  g_assert_cmpstr (embark_execution_get_id (get_shown (v)), !=, origin);
}

/* What is not looked at asks nothing. */
static void
test_hidden (View *v, gconstpointer data)
{
  g_autoptr (JsonArray) before = NULL;
  g_autoptr (JsonArray) after = NULL;

  fixture_wait (&v->base, is_loaded);
  g_assert_true (embark_run_list_get_live (embark_runs_view_get_list (v->view)));
  g_assert_cmpuint (embark_clock_manual_get_n_pending (v->base.clock), >, 0);
  gtk_widget_set_visible (GTK_WIDGET (v->view), FALSE);
  ui_settle ();
  g_assert_false (embark_run_list_get_live (embark_runs_view_get_list (v->view)));
  before = embark_sandbox_dup_requests (v->base.sandbox);
  embark_clock_manual_advance (v->base.clock, 600000);
  ui_settle ();
  after = embark_sandbox_dup_requests (v->base.sandbox);
  g_assert_cmpuint (json_array_get_length (after), ==, json_array_get_length (before));
}

static gboolean
is_filtered (Fixture *f)
{
  return is_loaded (f) && ((View *) f)->n != g_list_model_get_n_items (get_runs ((View *) f));
}

/* Filters are the server's to apply; the search looks among what is loaded, an id is asked for. */
static void
test_filter (View *v, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (v->view);
  GtkWidget *search = ui_find (view, GTK_TYPE_SEARCH_ENTRY, NULL);
  g_autoptr (EmbarkExecution) first = NULL;

  fixture_wait (&v->base, is_loaded);
  v->n = g_list_model_get_n_items (get_runs (v));
  g_assert_cmpuint (v->n, >, 1);
  gtk_widget_activate_action (ui_find (view, GTK_TYPE_LIST_VIEW, NULL), "run-filter.status", "s", "ERRORED");
  fixture_wait (&v->base, is_filtered);
  for (guint i = 0; i < g_list_model_get_n_items (get_runs (v)); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (get_runs (v), i);

      g_assert_cmpint (embark_execution_get_status (run), ==, EMBARK_EXECUTION_ERRORED);
    }

  gtk_editable_set_text (GTK_EDITABLE (search), "no such workflow");
  g_signal_emit_by_name (search, "search-changed");
  ui_settle ();
  g_assert_true (fixture_sees (view, "No Match"));
  gtk_widget_activate_action (view, "runs.clear-filter", NULL);
  v->n = 0;
  fixture_wait (&v->base, is_filtered);
  g_assert_false (fixture_sees (view, "No Match"));

  first = g_list_model_get_item (get_runs (v), 1);
  v->n = g_list_model_get_n_items (get_runs (v));
  gtk_editable_set_text (GTK_EDITABLE (search), embark_execution_get_id (first));
  g_signal_emit_by_name (search, "search-changed");
  fixture_wait (&v->base, is_filtered);
  g_assert_cmpuint (g_list_model_get_n_items (get_runs (v)), ==, 1);
}

static GtkWidget *
find_saved (View *v)
{
  return ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_RUNS_SAVED, NULL);
}

static void
save_as (View *v, const char *name)
{
  GtkWidget *entry = ui_find (find_saved (v), GTK_TYPE_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_emit_by_name (entry, "activate");
  ui_settle ();
}

static void
choose_saved (View *v, int position)
{
  GtkWidget *list = ui_find (find_saved (v), GTK_TYPE_LIST_BOX, NULL);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), position);

  g_assert_nonnull (row);
  g_signal_emit_by_name (list, "row-activated", row);
  ui_settle ();
}

static EmbarkExecutionStatus
get_filtered (View *v)
{
  EmbarkRunFilter *filter;

  g_object_get (embark_runs_view_get_list (v->view), "filter", &filter, NULL);
  return filter->status;
}

static gboolean
has_two_saved (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (g_object_get_data (G_OBJECT (f->window), "views"))) == 2;
}

/* What is filtered and searched is saved under a name, chosen again, renamed, deleted and put back; another
 * start of the program has it too. */
static void
test_saved (View *v, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (v->view);
  GtkWidget *search = ui_find (view, GTK_TYPE_SEARCH_ENTRY, NULL);
  GtkWidget *saved = find_saved (v);
  g_autoptr (EmbarkSavedViews) later = NULL;
  g_autoptr (EmbarkSavedView) first = NULL;

  fixture_wait (&v->base, is_loaded);
  gtk_popover_popup (GTK_POPOVER (saved));
  ui_settle ();
  gtk_widget_activate_action (ui_find (view, GTK_TYPE_LIST_VIEW, NULL), "run-filter.status", "s", "ERRORED");
  gtk_editable_set_text (GTK_EDITABLE (search), "contact");
  save_as (v, "  Failed <b>contacts</b> ");
  save_as (v, "Again");
  gtk_widget_activate_action (view, "runs.clear-filter", NULL);
  g_assert_cmpint (get_filtered (v), ==, EMBARK_EXECUTION_UNKNOWN);
  g_assert_true (fixture_sees (saved, "Failed <b>contacts</b>"));
  choose_saved (v, 1);
  g_assert_cmpint (get_filtered (v), ==, EMBARK_EXECUTION_ERRORED);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "contact");
  fixture_wait (&v->base, is_loaded);

  gtk_popover_popup (GTK_POPOVER (saved));
  ui_settle ();
  /* The buttons of the first row: rename, delete. */
  fixture_press (ui_find (ui_find (saved, GTK_TYPE_LIST_BOX_ROW, NULL), GTK_TYPE_BUTTON, NULL));
  save_as (v, "All that failed");
  g_assert_true (fixture_sees (saved, "All that failed"));
  g_assert_false (fixture_sees (saved, "Again"));
  fixture_press (gtk_widget_get_next_sibling (
      ui_find (ui_find (saved, GTK_TYPE_LIST_BOX_ROW, NULL), GTK_TYPE_BUTTON, NULL)));
  g_assert_false (fixture_sees (saved, "All that failed"));
  g_assert_true (fixture_sees (saved, "“All that failed” deleted"));
  fixture_press (ui_find_button (saved, "_Undo"));
  g_assert_true (fixture_sees (saved, "All that failed"));
  gtk_popover_popdown (GTK_POPOVER (saved));

  later = embark_saved_views_new (v->base.workspace, "runs");
  g_object_set_data (G_OBJECT (v->base.window), "views", later);
  fixture_wait (&v->base, has_two_saved);
  first = g_list_model_get_item (G_LIST_MODEL (later), 0);
  g_assert_cmpstr (embark_saved_view_get_name (first), ==, "All that failed");
  g_assert_nonnull (strstr (embark_saved_view_get_text (first), "ERRORED"));
}

static void
test_narrow (View *v, gconstpointer data)
{
  open_first (v);
  wait_for (v, "Completed");
  embark_runs_view_set_narrow (v->view, TRUE);
  ui_settle ();
  fixture_check_narrow (GTK_WIDGET (v->view));
  fixture_press (ui_find (get_pane (v), GTK_TYPE_BUTTON, NULL));
  g_assert_null (embark_runs_view_get_detail (v->view));
  fixture_check_narrow (GTK_WIDGET (v->view));
}

/* A run that goes on is stopped after a question. */
static void
test_stop (View *v, gconstpointer data)
{
  embark_sandbox_set_speed (v->base.sandbox, 0.1);
  open_first (v);
  do_action (v, "run.stop");
  fixture_answer (&v->base, "_Stop");
  wait_for (v, "Stopped");
}

/* A hundred thousand: what is scrolled to is loaded, and no more. */
static void
test_large (View *v, gconstpointer data)
{
  EmbarkRunList *list = embark_runs_view_get_list (v->view);
  GtkWidget *scrolled = gtk_widget_get_parent (ui_find (GTK_WIDGET (v->view), GTK_TYPE_LIST_VIEW, NULL));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  guint before;

  fixture_wait (&v->base, is_loaded);
  before = g_list_model_get_n_items (get_runs (v));
  g_assert_cmpint (embark_run_list_get_total (list), >=, 100000);
  g_assert_cmpuint (before, <, 1000);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  v->n = before + 1;
  fixture_wait (&v->base, has_runs);
  fixture_wait (&v->base, is_loaded);
  g_assert_cmpuint (g_list_model_get_n_items (get_runs (v)), <, before + 1000);
}

static gboolean
is_reported (Fixture *f)
{
  return embark_runs_view_get_detail (((View *) f)->view) != NULL
         && embark_run_detail_get_loaded (embark_runs_view_get_detail (((View *) f)->view));
}

/* In production the question names it; who only looks is not asked at all. */
static void
test_production (View *v, gconstpointer data)
{
  g_autoptr (JsonArray) before = NULL;
  g_autoptr (JsonArray) after = NULL;

  open_first (v);
  fixture_wait (&v->base, is_reported);
  wait_for (v, "Completed");
  before = embark_sandbox_dup_requests (v->base.sandbox);
  embark_workspace_set_read_only (v->base.workspace, TRUE);
  do_action (v, "run.rerun");
  g_assert_null (fixture_find_window (ADW_TYPE_MESSAGE_DIALOG));
  after = embark_sandbox_dup_requests (v->base.sandbox);
  g_assert_cmpuint (json_array_get_length (after), ==, json_array_get_length (before));
  embark_workspace_set_read_only (v->base.workspace, FALSE);
  do_action (v, "run.rerun");
  fixture_answer (&v->base, "_Cancel");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define TEST(name, func) g_test_add ("/runs-view/" name, View, NULL, view_set_up, func, view_tear_down)
  TEST ("live", test_live);
  TEST ("rerun-and-compare", test_rerun_and_compare);
  TEST ("hidden", test_hidden);
  TEST ("filter", test_filter);
  TEST ("saved", test_saved);
  TEST ("narrow", test_narrow);
  TEST ("stop", test_stop);
  g_test_add ("/runs-view/large", View, "large", view_set_up, test_large, view_tear_down);
  g_test_add ("/runs-view/production", View, "production", view_set_up, test_production, view_tear_down);
  return g_test_run ();
}
