/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The view of workflows: the real widgets against the sandbox. */

#include "config.h"

#include "embark-config-item.h"
#include "embark-config-switcher.h"
#include "embark-json.h"
#include "embark-workflows-view.h"
#include "workbench-fixture.h"

#define READY       "acme-robotics"
#define UNCONNECTED "maple-pine"

#define SYNC      "64d1fc268716dc5065128051"
#define NAME      "64da1d00c9ae95561bb0a301"
#define HISTORY   "64da1d00c9ae95561bb0a309"
#define REGION    "64da1d00c9ae95561bb0a315"
#define COUNTRY   "64da1d00c9ae95561bb0a317"
#define TERRITORY "64da1d00c9ae95561bb0a319"
#define QUEUE     "64da1d00c9ae95561bb0a31b"

typedef struct
{
  Fixture base;
  EmbarkOnboarding *onboarding;
  EmbarkWorkflowsView *view;
  char *shown; /* (owned) (nullable): the view that was asked for */
} View;

static void
show_view_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  View *v = data;

  g_free (v->shown);
  v->shown = g_variant_dup_string (parameter, NULL);
}

static void
view_set_up (View *v, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "show-view", .activate = show_view_cb, .parameter_type = "s" },
  };
  const char *account_id = data != NULL ? data : READY;
  g_autofree char *text = g_strdup_printf ("{\"account_id\":\"%s\"}", account_id);
  g_autoptr (JsonNode) json = embark_json_parse (text, -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  fixture_set_up (&v->base, NULL);
  v->onboarding = embark_onboarding_new (v->base.workspace, account);
  v->view = EMBARK_WORKFLOWS_VIEW (embark_workflows_view_new (v->onboarding));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), v);
  v->base.window = ui_show (GTK_WIDGET (v->view), 900, 700);
  gtk_widget_insert_action_group (GTK_WIDGET (v->base.window), "win", G_ACTION_GROUP (actions));
}

static gboolean
is_loaded (Fixture *f)
{
  View *v = (View *) f;
  EmbarkConfigForm *form = embark_workflows_view_get_form (v->view);

  return !embark_onboarding_get_loading (v->onboarding) && form != NULL
         && !embark_config_form_get_busy (form);
}

static void
view_load (View *v)
{
  embark_onboarding_refresh_async (v->onboarding, NULL, NULL, NULL);
  fixture_wait (&v->base, is_loaded);
}

static void
view_tear_down (View *v, gconstpointer data)
{
  if (embark_workflows_view_get_form (v->view) != NULL)
    fixture_wait (&v->base, is_loaded);
  gtk_widget_insert_action_group (GTK_WIDGET (v->base.window), "win", NULL);
  ui_close (g_steal_pointer (&v->base.window));
  embark_onboarding_set_visible (v->onboarding, FALSE);
  g_clear_object (&v->onboarding);
  g_clear_pointer (&v->shown, g_free);
  fixture_tear_down (&v->base, data);
}

static EmbarkFieldRow *
get_row (View *v, const char *id)
{
  EmbarkFieldRow *row = embark_workflows_view_get_row (v->view, id);

  g_assert_nonnull (row);
  return row;
}

/* As a user does: types, and presses Enter. */
static void
type_text (View *v, const char *id, const char *text)
{
  GtkWidget *entry = ui_find (GTK_WIDGET (get_row (v, id)), GTK_TYPE_TEXT, NULL);

  g_assert_nonnull (entry);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
choose (View *v, const char *id, const char *label)
{
  GtkDropDown *drop = GTK_DROP_DOWN (ui_find (GTK_WIDGET (get_row (v, id)), GTK_TYPE_DROP_DOWN, NULL));
  GListModel *model = gtk_drop_down_get_model (drop);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      g_autofree char *text = NULL;

      g_object_get (item, "label", &text, NULL);
      if (g_strcmp0 (text, label) != 0)
        continue;
      gtk_drop_down_set_selected (drop, i);
      return;
    }
  g_error ("“%s” is not offered", label);
}

static char *
dup_shown (View *v, const char *id)
{
  g_autoptr (JsonNode) value = embark_field_row_dup_value (get_row (v, id));

  return embark_json_to_string (value, FALSE);
}

#define assert_shown(v, id, json)                                                                            \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *shown_ = dup_shown (v, id);                                                             \
    g_assert_cmpstr (shown_, ==, json);                                                                      \
  }                                                                                                          \
  G_STMT_END
#define assert_state(v, id, state)                                                                           \
  g_assert_cmpint (embark_field_row_get_state (get_row (v, id)), ==, EMBARK_FIELD_ROW_##state)

/* A row shows its tick for two seconds, which a slow machine spends on what comes after it: it is looked for
 * after each turn of the main loop. */
static const char *awaited;

static gboolean
is_saved (Fixture *f)
{
  return embark_field_row_get_state (get_row ((View *) f, awaited)) == EMBARK_FIELD_ROW_SAVED;
}

static void
wait_saved (View *v, const char *id)
{
  awaited = id;
  fixture_wait (&v->base, is_saved);
}

static EmbarkConfigItem *
find_item (View *v, const char *id)
{
  GtkListBox *list =
      GTK_LIST_BOX (gtk_widget_get_parent (ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_CONFIG_ITEM, NULL)));
  GtkListBoxRow *row;

  for (guint i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_strcmp0 (embark_config_item_get_workflow_id (EMBARK_CONFIG_ITEM (row)), id) == 0)
      return EMBARK_CONFIG_ITEM (row);
  g_assert_not_reached ();
}

static GtkSwitch *
find_switch (View *v, const char *id)
{
  return GTK_SWITCH (ui_find (GTK_WIDGET (find_item (v, id)), GTK_TYPE_SWITCH, NULL));
}

static gboolean
is_switched (Fixture *f)
{
  return !embark_config_item_get_saving (find_item ((View *) f, SYNC));
}

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
  assert_state (v, QUEUE, BLOCKED);
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

static gboolean
is_second (Fixture *f)
{
  EmbarkConfigForm *form = embark_workflows_view_get_form (((View *) f)->view);

  return !embark_config_form_get_is_own (form) && embark_config_form_get_config (form) != NULL
         && is_loaded (f);
}

static gboolean
is_own (Fixture *f)
{
  return embark_config_form_get_is_own (embark_workflows_view_get_form (((View *) f)->view)) && is_loaded (f);
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
  TEST ("draft", test_draft, NULL);
  TEST ("narrow", test_narrow, NULL);
  g_test_add ("/workbench/workflows-view/closed", View, NULL, view_set_up, test_closed, closed_tear_down);
  return g_test_run ();
}
