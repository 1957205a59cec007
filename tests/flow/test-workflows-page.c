/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-workflow-row.h"
#include "embark-workflows-page.h"
#include "flow-fixture.h"

static EmbarkWorkflowRow *
get_row (Fixture *f, guint position)
{
  GtkWidget *list = gtk_widget_get_ancestor (ui_find (GTK_WIDGET (f->page), EMBARK_TYPE_WORKFLOW_ROW, NULL),
                                             GTK_TYPE_LIST_BOX);

  return EMBARK_WORKFLOW_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), position));
}

static GtkSwitch *
get_switch (Fixture *f, guint position)
{
  return GTK_SWITCH (ui_find (GTK_WIDGET (get_row (f, position)), GTK_TYPE_SWITCH, NULL));
}

static gboolean
is_saved (Fixture *f)
{
  return !embark_workflow_row_get_saving (get_row (f, 0));
}

static guint
get_n_enabled (Fixture *f)
{
  return embark_facts_get (embark_onboarding_get_facts (f->onboarding))->n_enabled;
}

static void
test_new_destroy (Fixture *f, gconstpointer data)
{
  fixture_check_finalize (f, EMBARK_TYPE_WORKFLOWS_PAGE);
  fixture_refresh (f);
  fixture_check_finalize (f, EMBARK_TYPE_WORKFLOWS_PAGE);
}

static void
test_loading (Fixture *f, gconstpointer data)
{
  GtkWidget *label;

  fixture_show (f, EMBARK_TYPE_WORKFLOWS_PAGE);
  label = ui_find_text (GTK_WIDGET (f->page), "Loading workflows…");
  g_assert_true (gtk_widget_get_mapped (label));
  fixture_refresh (f);
  g_assert_false (gtk_widget_get_mapped (label));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_row (f, 0))));
}

static void
test_list (Fixture *f, gconstpointer data)
{
  GtkWidget *next;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_WORKFLOWS_PAGE);
  for (guint i = 0; i < 3; i++)
    {
      EmbarkWorkflow *workflow = embark_workflow_row_get_workflow (get_row (f, i));

      g_assert_true (gtk_switch_get_state (get_switch (f, i)));
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_switch (f, i)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           embark_workflow_get_name (workflow));
    }

  next = ui_find_button (GTK_WIDGET (f->page), "_Next: Test Event");
  g_assert_true (ui_is_shown (next));
  g_assert_true (gtk_widget_has_css_class (next, "suggested-action"));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (f->page), "_Fill In Fields")));
  g_assert_false (gtk_widget_has_css_class (ui_find_button (GTK_WIDGET (f->page), "_Fill In Fields"),
                                            "suggested-action"));
  g_signal_emit_by_name (next, "clicked");
  g_assert_cmpint (f->went_to, ==, EMBARK_STEP_EVENT);
  fixture_check_narrow (f);
}

static void
test_switched (Fixture *f, gconstpointer data)
{
  GtkWidget *next;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_WORKFLOWS_PAGE);
  next = ui_find_button (GTK_WIDGET (f->page), "_Next: Test Event");
  g_assert_false (ui_is_shown (next));

  gtk_switch_set_active (get_switch (f, 0), TRUE);
  g_assert_true (embark_workflow_row_get_saving (get_row (f, 0)));
  g_assert_false (gtk_switch_get_state (get_switch (f, 0)));
  fixture_wait (f, is_saved);
  g_assert_true (gtk_switch_get_state (get_switch (f, 0)));
  g_assert_cmpuint (get_n_enabled (f), ==, 1);
  g_assert_true (ui_is_shown (next));
}

/* Turned on and off again while it saves: the last word counts. */
static void
test_turned_back (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_WORKFLOWS_PAGE);
  gtk_switch_set_active (get_switch (f, 0), TRUE);
  gtk_switch_set_active (get_switch (f, 0), FALSE);
  fixture_wait (f, is_saved);
  g_assert_false (gtk_switch_get_state (get_switch (f, 0)));
  g_assert_false (gtk_switch_get_active (get_switch (f, 0)));
  g_assert_cmpuint (get_n_enabled (f), ==, 0);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_WORKFLOWS_PAGE);
  embark_sandbox_fail_next (f->sandbox, "PATCH", "/slug", 400, 1);
  gtk_switch_set_active (get_switch (f, 0), TRUE);
  fixture_wait (f, is_saved);
  g_assert_false (gtk_switch_get_active (get_switch (f, 0)));
  g_assert_false (gtk_switch_get_state (get_switch (f, 0)));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_row (f, 0)), "refused"));
  g_assert_true (
      g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (get_row (f, 0))), "It is still off."));

  /* Tried again it works, and nothing speaks of the refusal any more. */
  gtk_switch_set_active (get_switch (f, 0), TRUE);
  fixture_wait (f, is_saved);
  g_assert_true (gtk_switch_get_state (get_switch (f, 0)));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_row (f, 0)), "refused"));
}

/* What would be refused whatever the answer is not asked about. */
static void
test_read_only (Fixture *f, gconstpointer data)
{
  guint before;

  fixture_read_only (f);
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_WORKFLOWS_PAGE);
  before = g_list_model_get_n_items (gtk_window_get_toplevels ());
  gtk_switch_set_active (get_switch (f, 0), FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, before);
  fixture_wait (f, is_saved);
  g_assert_true (gtk_switch_get_active (get_switch (f, 0)));
  g_assert_true (
      g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (get_row (f, 0))), "It is still on."));
}

/* The page goes while the server is asked. */
static void
test_closed_while_saving (Fixture *f, gconstpointer data)
{
  gpointer page;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_WORKFLOWS_PAGE);
  page = f->page;
  g_object_add_weak_pointer (G_OBJECT (f->page), &page);
  gtk_switch_set_active (get_switch (f, 0), TRUE);
  ui_close (g_steal_pointer (&f->window));
  fixture_refresh (f);
  g_assert_null (page);
}

static void
test_unreachable (Fixture *f, gconstpointer data)
{
  embark_sandbox_close (f->sandbox);
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_WORKFLOWS_PAGE);
  g_assert_true (gtk_widget_get_mapped (ui_find_button (GTK_WIDGET (f->page), "_Try Again")));
  g_assert_false (gtk_widget_get_mapped (ui_find_text (GTK_WIDGET (f->page), "Loading workflows…")));
}

#define TEST(name, func, account)                                                                            \
  g_test_add ("/flow/workflows-page/" name, Fixture, account, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("new-destroy", test_new_destroy, NULL);
  TEST ("loading", test_loading, NULL);
  TEST ("list", test_list, NULL);
  TEST ("switched", test_switched, ACCOUNT_IDLE);
  TEST ("turned-back", test_turned_back, ACCOUNT_IDLE);
  TEST ("refused", test_refused, ACCOUNT_IDLE);
  TEST ("read-only", test_read_only, NULL);
  TEST ("closed-while-saving", test_closed_while_saving, ACCOUNT_IDLE);
  TEST ("unreachable", test_unreachable, NULL);
  return g_test_run ();
}
