/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The view of runs: the real widgets against the sandbox, its clock held by the test. */

#include "config.h"

#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-run-view.h"
#include "embark-runs-view.h"
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
    embark_sandbox_set_large (v->base.sandbox, TRUE);
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
  embark_onboarding_fire (v->onboarding, "contact.created",
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/runs-view/live", View, NULL, view_set_up, test_live, view_tear_down);
  return g_test_run ();
}
