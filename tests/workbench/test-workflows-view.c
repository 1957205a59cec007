/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The view of workflows: the real widgets against the sandbox. */

#include "config.h"

#include "workflows-fixture.h"

static void
test_states (View *v, gconstpointer data)
{
  embark_onboarding_refresh_async (v->onboarding, NULL, NULL, NULL);
  g_assert_true (gtk_widget_get_mapped (ui_find_text (GTK_WIDGET (v->view), "Loading workflows…")));
  fixture_wait (&v->base, is_loaded);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_item (v, SYNC))));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (v->view), "Shared settings"));
}

static void
test_error (View *v, gconstpointer data)
{
  embark_sandbox_fail_next (v->base.sandbox, "GET", "/slug", 500, 1);
  embark_onboarding_refresh_async (v->onboarding, NULL, NULL, NULL);
  fixture_wait (&v->base, is_loaded);
  fixture_press (ui_find_button (GTK_WIDGET (v->view), "_Try Again"));
  fixture_wait (&v->base, is_loaded);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_item (v, SYNC))));
}

static void
test_unconnected (View *v, gconstpointer data)
{
  GtkWidget *button;

  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  /* No fault of the field's: it waits, as calmly as one that depends on another, and what is empty is
   * counted. */
  assert_state (v, QUEUE, WAITING);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (get_row (v, QUEUE)),
                                  "Its choices come from Salesforce, once it is connected."));
  g_assert_false (ui_is_shown (ui_find_button (GTK_WIDGET (get_row (v, QUEUE)), "Undo")));
  g_assert_null (ui_find_text (GTK_WIDGET (v->view), "1 field needs attention"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (v->view), "1 required field empty"));
  button = ui_find_button (GTK_WIDGET (v->view), "_Connect Salesforce");
  g_assert_true (ui_is_shown (button));
  gtk_widget_activate_action (GTK_WIDGET (v->view), "workflows.connect", NULL);
  g_assert_cmpstr (v->shown, ==, "onboarding");

  /* Nobody can switch it on: the switch goes back and says why. */
  gtk_switch_set_active (find_switch (v, SYNC), TRUE);
  g_assert_true (embark_config_item_get_saving (find_item (v, SYNC)));
  fixture_wait (&v->base, is_switched);
  g_assert_false (gtk_switch_get_active (find_switch (v, SYNC)));
  g_assert_false (gtk_switch_get_state (find_switch (v, SYNC)));
  g_assert_nonnull (ui_find (GTK_WIDGET (find_item (v, SYNC)), GTK_TYPE_LABEL, "error-text"));
}

static void
test_switched (View *v, gconstpointer data)
{
  view_load (v);
  gtk_switch_set_active (find_switch (v, SYNC), TRUE);
  fixture_wait (&v->base, is_switched);
  g_assert_true (gtk_switch_get_state (find_switch (v, SYNC)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_switch (v, SYNC)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Two-Way Account Sync");
}

static void
test_saved (View *v, gconstpointer data)
{
  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  assert_shown (v, HISTORY, "90");
  type_text (v, HISTORY, "30");
  assert_state (v, HISTORY, SAVING);
  wait_saved (v, HISTORY);
  fixture_wait (&v->base, is_loaded);
  assert_shown (v, HISTORY, "30");
  g_assert_nonnull (ui_find_text (GTK_WIDGET (v->view), "All saved"));
}

static void
test_refused (View *v, gconstpointer data)
{
  GtkWidget *entry;

  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  type_text (v, HISTORY, "900");
  fixture_wait (&v->base, is_loaded);
  assert_state (v, HISTORY, REFUSED);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (v->view), "1 field needs attention"));

  /* What was typed stays where it is, whoever reloads. */
  embark_workflows_view_refresh (v->view);
  fixture_wait (&v->base, is_loaded);
  assert_state (v, HISTORY, REFUSED);
  entry = ui_find (GTK_WIDGET (get_row (v, HISTORY)), GTK_TYPE_TEXT, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "900");

  /* Put right, it is saved. */
  type_text (v, HISTORY, "300");
  wait_saved (v, HISTORY);
  fixture_wait (&v->base, is_loaded);
  assert_shown (v, HISTORY, "300");
}

/* Typing goes on while a save and the reload after it come in. */
static void
test_typing (View *v, gconstpointer data)
{
  GtkWidget *entry;

  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  type_text (v, NAME, "one");
  entry = ui_find (GTK_WIDGET (get_row (v, NAME)), GTK_TYPE_TEXT, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "one more");
  fixture_wait (&v->base, is_loaded);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "one more");
  assert_state (v, NAME, EDITED);
  g_signal_emit_by_name (entry, "activate");
  wait_saved (v, NAME);
  fixture_wait (&v->base, is_loaded);
  assert_shown (v, NAME, "\"one more\"");
}

static void
test_chain (View *v, gconstpointer data)
{
  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  assert_state (v, COUNTRY, WAITING);
  assert_state (v, TERRITORY, WAITING);
  choose (v, REGION, "Europe");
  fixture_wait (&v->base, is_loaded);
  assert_state (v, TERRITORY, WAITING);
  choose (v, COUNTRY, "Norway");
  fixture_wait (&v->base, is_loaded);
  assert_shown (v, COUNTRY, "\"NO\"");
  assert_state (v, TERRITORY, IDLE);

  choose (v, REGION, "Asia Pacific");
  fixture_wait (&v->base, is_loaded);
  assert_shown (v, COUNTRY, "null");
  assert_state (v, TERRITORY, WAITING);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (v->view),
                                  "Its earlier value was cleared: it does not fit “Sales region” any more."));
}

static void
test_configs (View *v, gconstpointer data)
{
  GtkWidget *switcher, *entry;

  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  switcher = ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_CONFIG_SWITCHER, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (ui_find (switcher, GTK_TYPE_MENU_BUTTON, NULL)));
  ui_settle ();
  g_assert_false (ui_is_shown (ui_find_button (switcher, "_Delete This Configuration…")));
  entry = ui_find (switcher, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "  <b>second</b> ");
  fixture_press (ui_find_button (switcher, "_Create"));
  fixture_wait (&v->base, is_second);
  g_assert_nonnull (ui_find_text (switcher, "<b>second</b>"));
  assert_shown (v, HISTORY, "90");
  type_text (v, HISTORY, "7");
  fixture_wait (&v->base, is_loaded);

  embark_config_form_choose (embark_workflows_view_get_form (v->view), READY);
  fixture_wait (&v->base, is_own);
  assert_shown (v, HISTORY, "90");
  embark_config_form_choose (embark_workflows_view_get_form (v->view), "<b>second</b>");
  fixture_wait (&v->base, is_second);
  assert_shown (v, HISTORY, "7");

  g_signal_emit_by_name (ui_find_button (switcher, "_Delete This Configuration…"), "clicked");
  fixture_answer (&v->base, "_Delete");
  fixture_wait (&v->base, is_own);
  g_assert_null (ui_find_text (switcher, "<b>second</b>"));
}

/* What would be refused whatever the answer is not asked about. */
static void
test_read_only (View *v, gconstpointer data)
{
  GtkWidget *switcher;

  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  gtk_switch_set_active (find_switch (v, SYNC), TRUE);
  g_assert_false (fixture_is_asked (&v->base));
  fixture_wait (&v->base, is_switched);
  g_assert_false (gtk_switch_get_active (find_switch (v, SYNC)));
  g_assert_nonnull (ui_find (GTK_WIDGET (find_item (v, SYNC)), GTK_TYPE_LABEL, "error-text"));

  embark_workspace_set_read_only (v->base.workspace, FALSE);
  embark_config_form_create_async (embark_workflows_view_get_form (v->view), "second", NULL, NULL, NULL);
  fixture_wait (&v->base, is_second);
  embark_workspace_set_read_only (v->base.workspace, TRUE);
  switcher = ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_CONFIG_SWITCHER, NULL);
  g_signal_emit_by_name (ui_find_button (switcher, "_Delete This Configuration…"), "clicked");
  g_assert_false (fixture_is_asked (&v->base));
  g_assert_true (is_second (&v->base));
}

/* An edit that was not saved yet is still one after the rows were built anew: Enter saves it. */
static void
test_draft (View *v, gconstpointer data)
{
  GtkWidget *entry;
  EmbarkConfigForm *form;

  view_load (v);
  form = embark_workflows_view_get_form (v->view);
  embark_workflows_view_select (v->view, SYNC);
  gtk_editable_set_text (GTK_EDITABLE (ui_find (GTK_WIDGET (get_row (v, HISTORY)), GTK_TYPE_TEXT, NULL)),
                         "45");
  assert_state (v, HISTORY, EDITED);
  embark_config_form_create_async (form, "other", NULL, NULL, NULL);
  fixture_wait (&v->base, is_second);
  assert_shown (v, HISTORY, "90");
  embark_config_form_choose (form, READY);
  fixture_wait (&v->base, is_own);

  assert_state (v, HISTORY, EDITED);
  g_assert_true (embark_field_row_get_edited (get_row (v, HISTORY)));
  entry = ui_find (GTK_WIDGET (get_row (v, HISTORY)), GTK_TYPE_TEXT, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "45");
  g_signal_emit_by_name (entry, "activate");
  assert_state (v, HISTORY, SAVING);
  wait_saved (v, HISTORY);
  fixture_wait (&v->base, is_loaded);
  assert_shown (v, HISTORY, "45");
}

static void
test_narrow (View *v, gconstpointer data)
{
  view_load (v);
  embark_workflows_view_set_narrow (v->view, TRUE);
  embark_workflows_view_select (v->view, SYNC);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (find_item (v, SYNC))));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_row (v, HISTORY))));
  fixture_check_narrow (GTK_WIDGET (v->view));
  gtk_widget_activate_action (GTK_WIDGET (v->view), "workflows.back", NULL);
  ui_settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_item (v, SYNC))));
  fixture_check_narrow (GTK_WIDGET (v->view));
}

/* The view goes while everything is on its way. */
static void
test_closed (View *v, gconstpointer data)
{
  view_load (v);
  embark_workflows_view_select (v->view, SYNC);
  type_text (v, HISTORY, "31");
  gtk_switch_set_active (find_switch (v, SYNC), FALSE);
  g_object_ref (v->view);
  gtk_window_set_child (v->base.window, NULL);
  ui_settle ();
}

static void
closed_tear_down (View *v, gconstpointer data)
{
  gpointer view = v->view;

  g_object_add_weak_pointer (G_OBJECT (view), &view);
  g_object_unref (v->view);
  g_assert_null (view);
  ui_close (g_steal_pointer (&v->base.window));
  embark_onboarding_set_visible (v->onboarding, FALSE);
  g_clear_object (&v->onboarding);
  fixture_tear_down (&v->base, data);
}

#define TEST(name, func, account)                                                                            \
  g_test_add ("/workbench/workflows-view/" name, View, account, view_set_up, func, view_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("states", test_states, NULL);
  TEST ("error", test_error, NULL);
  TEST ("unconnected", test_unconnected, UNCONNECTED);
  TEST ("switched", test_switched, NULL);
  TEST ("saved", test_saved, NULL);
  TEST ("refused", test_refused, NULL);
  TEST ("typing", test_typing, NULL);
  TEST ("chain", test_chain, NULL);
  TEST ("configs", test_configs, NULL);
  TEST ("read-only", test_read_only, READ_ONLY);
  TEST ("draft", test_draft, NULL);
  TEST ("narrow", test_narrow, NULL);
  g_test_add ("/workbench/workflows-view/closed", View, NULL, view_set_up, test_closed, closed_tear_down);
  return g_test_run ();
}
