/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json.h"
#include "embark-runs-filter.h"

/* So many workflows are offered: those of the runs that were seen. */
#define MAX_WORKFLOWS 30

struct _EmbarkRunsFilter
{
  GObject parent_instance;

  GtkMenuButton *button;       /* (unowned): the view holds it, and the view this */
  EmbarkRunList *list;         /* (owned) (nullable) */
  GSimpleActionGroup *actions; /* (owned) */
  GMenu *workflows;            /* (owned) */
  GHashTable *names;           /* (owned): workflow id → its name */
};

G_DEFINE_FINAL_TYPE (EmbarkRunsFilter, embark_runs_filter, G_TYPE_OBJECT)

typedef struct
{
  const char *label;
  const char *value;
} Choice;

static const Choice statuses[] = {
  { N_ ("All _States"), "" },         { N_ ("_Running"), "RUNNING" },     { N_ ("_Queued"), "QUEUED" },
  { N_ ("_Completed"), "COMPLETED" }, { N_ ("_Errored"), "ERRORED" },     { N_ ("_Stopped"), "STOPPED" },
  { N_ ("_Timed Out"), "TIMED_OUT" }, { N_ ("_Duplicate"), "DUPLICATE" },
};

static const Choice sources[] = {
  { N_ ("Any _Source"), "" },
  { N_ ("_Event"), "Event" },
  { N_ ("_Schedule"), "SCHEDULE" },
  { N_ ("_API Call"), "API_CALL" },
};

static const Choice hours[] = {
  { N_ ("Any _Time"), "" },
  { N_ ("Last _Hour"), "1" },
  { N_ ("Last _24 Hours"), "24" },
  { N_ ("Last _7 Days"), "168" },
};

/* Actions, and members of what is kept. */
static const char *const parts[] = { "status", "source", "workflow", "hours" };

static const char *
get_state (EmbarkRunsFilter *self, const char *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), action);

  /* The action holds it. */
  return g_variant_get_string (state, NULL);
}

static char *
dup_word (const Choice *choices, guint n, const char *value)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (choices[i].value, value))
      {
        g_autoptr (GString) word = g_string_new (_ (choices[i].label));

        g_string_replace (word, "_", "", 0);
        return g_string_free (g_steal_pointer (&word), FALSE);
      }
  return g_strdup (value);
}

static void
update_button (EmbarkRunsFilter *self)
{
  g_autofree char *status = dup_word (statuses, G_N_ELEMENTS (statuses), get_state (self, "status"));
  g_autofree char *source = dup_word (sources, G_N_ELEMENTS (sources), get_state (self, "source"));
  g_autofree char *time = dup_word (hours, G_N_ELEMENTS (hours), get_state (self, "hours"));
  const char *workflow = g_hash_table_lookup (self->names, get_state (self, "workflow"));
  /* Translators: what a list of runs is filtered by: state, source, time, workflow */
  g_autofree char *text = g_strdup_printf (_ ("Filter: %s, %s, %s, %s"), status, source, time,
                                           workflow ? workflow : _ ("All Workflows"));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (embark_runs_filter_get_active (self))
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "accent");
}

static const char *
or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static void
apply (EmbarkRunsFilter *self)
{
  EmbarkRunFilter filter = { .status = embark_execution_status_from_string (get_state (self, "status")),
                             .source = or_null (get_state (self, "source")),
                             .workflow_id = or_null (get_state (self, "workflow")),
                             .hours = (guint) g_ascii_strtoull (get_state (self, "hours"), NULL, 10) };

  update_button (self);
  if (self->list != NULL)
    embark_run_list_set_filter (self->list, &filter);
}

static void
change_state_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_simple_action_set_state (action, value);
  apply (EMBARK_RUNS_FILTER (user_data));
}

/* ---- the menu ---- */

static void
append (GMenu *menu, const char *label, const char *action, const char *value)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", value);
  g_menu_append_item (menu, item);
}

static void
append_choices (GMenu *menu, const char *action, const Choice *choices, guint n)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < n; i++)
    append (section, _ (choices[i].label), action, choices[i].value);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static GMenuModel *
build_menu (EmbarkRunsFilter *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) source_menu = g_menu_new ();

  append_choices (menu, "run-filter.status", statuses, G_N_ELEMENTS (statuses));
  append_choices (menu, "run-filter.hours", hours, G_N_ELEMENTS (hours));
  append_choices (source_menu, "run-filter.source", sources, G_N_ELEMENTS (sources));
  g_menu_append_submenu (menu, _ ("S_tarted By"), G_MENU_MODEL (source_menu));
  g_menu_append_submenu (menu, _ ("_Workflow"), G_MENU_MODEL (self->workflows));
  return G_MENU_MODEL (menu);
}

static void
offer_workflow (EmbarkRunsFilter *self, const char *id, const char *name)
{
  g_autoptr (GString) label = NULL;

  if (id == NULL || *id == '\0' || g_hash_table_contains (self->names, id))
    return;
  g_hash_table_insert (self->names, g_strdup (id), g_strdup (name));
  /* In a menu one underscore marks the letter that follows, and is not shown. */
  label = g_string_new (name);
  g_string_replace (label, "_", "__", 0);
  append (self->workflows, label->str, "run-filter.workflow", id);
}

static void
runs_changed_cb (EmbarkRunsFilter *self, guint position, guint removed, guint added, GListModel *runs)
{
  for (guint i = position; i < position + added && g_hash_table_size (self->names) < MAX_WORKFLOWS; i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      offer_workflow (self, embark_execution_get_workflow_id (run), embark_execution_get_title (run));
    }
}

/* ---- the class ---- */

static void
drop_list (EmbarkRunsFilter *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (embark_run_list_get_runs (self->list), self);
  g_clear_object (&self->list);
}

static void
embark_runs_filter_dispose (GObject *object)
{
  EmbarkRunsFilter *self = EMBARK_RUNS_FILTER (object);

  drop_list (self);
  g_clear_object (&self->actions);
  g_clear_object (&self->workflows);
  g_clear_pointer (&self->names, g_hash_table_unref);
  G_OBJECT_CLASS (embark_runs_filter_parent_class)->dispose (object);
}

static void
embark_runs_filter_class_init (EmbarkRunsFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_runs_filter_dispose;
}

static void
embark_runs_filter_init (EmbarkRunsFilter *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->actions = g_simple_action_group_new ();
  self->workflows = g_menu_new ();
  append (self->workflows, _ ("_All Workflows"), "run-filter.workflow", "");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GSimpleAction) action =
          g_simple_action_new_stateful (parts[i], G_VARIANT_TYPE_STRING, g_variant_new_string (""));

      g_signal_connect_object (action, "change-state", G_CALLBACK (change_state_cb), self, 0);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
}

EmbarkRunsFilter *
embark_runs_filter_new (GtkWidget *view, GtkMenuButton *button)
{
  EmbarkRunsFilter *self = g_object_new (EMBARK_TYPE_RUNS_FILTER, NULL);
  g_autoptr (GMenuModel) menu = build_menu (self);

  self->button = button;
  gtk_widget_insert_action_group (view, "run-filter", G_ACTION_GROUP (self->actions));
  gtk_menu_button_set_menu_model (button, menu);
  update_button (self);
  return self;
}

void
embark_runs_filter_set_list (EmbarkRunsFilter *self, EmbarkRunList *list)
{
  g_return_if_fail (EMBARK_IS_RUNS_FILTER (self));

  drop_list (self);
  if (list == NULL)
    return;
  self->list = g_object_ref (list);
  g_signal_connect_object (embark_run_list_get_runs (list), "items-changed", G_CALLBACK (runs_changed_cb),
                           self, G_CONNECT_SWAPPED);
  apply (self);
}

gboolean
embark_runs_filter_get_active (EmbarkRunsFilter *self)
{
  g_return_val_if_fail (EMBARK_IS_RUNS_FILTER (self), FALSE);

  return *get_state (self, "status") != '\0' || *get_state (self, "source") != '\0'
         || *get_state (self, "workflow") != '\0' || *get_state (self, "hours") != '\0';
}

JsonObject *
embark_runs_filter_dup_json (EmbarkRunsFilter *self)
{
  JsonObject *object;
  const char *name;

  g_return_val_if_fail (EMBARK_IS_RUNS_FILTER (self), NULL);

  object = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    json_object_set_string_member (object, parts[i], get_state (self, parts[i]));
  name = g_hash_table_lookup (self->names, get_state (self, "workflow"));
  if (name != NULL)
    json_object_set_string_member (object, "workflow_name", name);
  return object;
}

void
embark_runs_filter_set_json (EmbarkRunsFilter *self, JsonObject *object)
{
  const char *workflow = embark_json_get_string (object, "workflow", NULL);

  g_return_if_fail (EMBARK_IS_RUNS_FILTER (self));

  /* No run of it may have been seen yet. */
  offer_workflow (self, workflow, embark_json_get_string (object, "workflow_name", workflow));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), parts[i]);
      const char *value = embark_json_get_string (object, parts[i], "");

      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (value));
    }
  apply (self);
}

void
embark_runs_filter_clear (EmbarkRunsFilter *self)
{
  g_return_if_fail (EMBARK_IS_RUNS_FILTER (self));

  embark_runs_filter_set_json (self, NULL);
}
