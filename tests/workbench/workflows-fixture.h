/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The view of workflows of an account in the sandbox, and what a user does in it. */

#pragma once

#include "embark-config-item.h"
#include "embark-config-switcher.h"
#include "embark-json.h"
#include "embark-workflows-view.h"
#include "workbench-fixture.h"

#define READY       "acme-robotics"
#define UNCONNECTED "maple-pine"

#define SYNC      "64d1fc268716dc5065128051"
#define NAME      "64da1d00c9ae95561bb0a301"
#define HEADERS   "64da1d00c9ae95561bb0a30d"
#define CREATE    "64da1d00c9ae95561bb0a311"
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

/* The account of a test in an environment of production, where read only is on. */
#define READ_ONLY "read-only"

static inline void
show_view_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  View *v = data;

  g_free (v->shown);
  v->shown = g_variant_dup_string (parameter, NULL);
}

static inline void
view_set_up (View *v, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "show-view", .activate = show_view_cb, .parameter_type = "s" },
  };
  const gboolean read_only = g_strcmp0 (data, READ_ONLY) == 0;
  const char *account_id = data != NULL && !read_only ? data : READY;
  g_autofree char *text = g_strdup_printf ("{\"account_id\":\"%s\"}", account_id);
  g_autoptr (JsonNode) json = embark_json_parse (text, -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  fixture_set_up (&v->base, read_only ? "production" : NULL);
  embark_workspace_set_read_only (v->base.workspace, read_only);
  v->onboarding = embark_onboarding_new (v->base.workspace, account);
  v->view = EMBARK_WORKFLOWS_VIEW (embark_workflows_view_new (v->onboarding));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), v);
  v->base.window = ui_show (GTK_WIDGET (v->view), 900, 700);
  gtk_widget_insert_action_group (GTK_WIDGET (v->base.window), "win", G_ACTION_GROUP (actions));
}

static inline gboolean
is_loaded (Fixture *f)
{
  View *v = (View *) f;
  EmbarkConfigForm *form = embark_workflows_view_get_form (v->view);

  return !embark_onboarding_get_loading (v->onboarding) && form != NULL
         && !embark_config_form_get_busy (form);
}

static inline void
view_load (View *v)
{
  embark_onboarding_refresh_async (v->onboarding, NULL, NULL, NULL);
  fixture_wait (&v->base, is_loaded);
}

static inline void
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

static inline EmbarkFieldRow *
get_row (View *v, const char *id)
{
  EmbarkFieldRow *row = embark_workflows_view_get_row (v->view, id);

  g_assert_nonnull (row);
  return row;
}

static inline EmbarkConfigField *
find_field (View *v, const char *id)
{
  GListModel *fields = embark_config_form_get_fields (embark_workflows_view_get_form (v->view));

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++)
    {
      g_autoptr (EmbarkConfigField) field = g_list_model_get_item (fields, i);

      if (g_str_equal (embark_field_get_id (embark_config_field_get_field (field)), id))
        return field; /* the list holds it */
    }
  g_assert_not_reached ();
}

static inline GtkTextBuffer *
get_buffer (View *v, const char *id)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (ui_find (GTK_WIDGET (get_row (v, id)), GTK_TYPE_TEXT_VIEW, NULL)));
}

/* As a user does: types, and presses Enter. */
static inline void
type_text (View *v, const char *id, const char *text)
{
  GtkWidget *entry = ui_find (GTK_WIDGET (get_row (v, id)), GTK_TYPE_TEXT, NULL);

  g_assert_nonnull (entry);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static inline void
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

static inline char *
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

static inline gboolean
is_saved (Fixture *f)
{
  return embark_field_row_get_state (get_row ((View *) f, awaited)) == EMBARK_FIELD_ROW_SAVED;
}

static inline void
wait_saved (View *v, const char *id)
{
  awaited = id;
  fixture_wait (&v->base, is_saved);
}

static inline EmbarkConfigItem *
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

static inline GtkSwitch *
find_switch (View *v, const char *id)
{
  return GTK_SWITCH (ui_find (GTK_WIDGET (find_item (v, id)), GTK_TYPE_SWITCH, NULL));
}

static inline gboolean
is_switched (Fixture *f)
{
  return !embark_config_item_get_saving (find_item ((View *) f, SYNC));
}

static inline gboolean
is_second (Fixture *f)
{
  EmbarkConfigForm *form = embark_workflows_view_get_form (((View *) f)->view);

  return !embark_config_form_get_is_own (form) && embark_config_form_get_config (form) != NULL
         && is_loaded (f);
}

static inline gboolean
is_own (Fixture *f)
{
  return embark_config_form_get_is_own (embark_workflows_view_get_form (((View *) f)->view)) && is_loaded (f);
}
