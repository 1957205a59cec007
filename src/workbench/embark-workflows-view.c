/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-config-item.h"
#include "embark-config-pane.h"
#include "embark-config-switcher.h"
#include "embark-workbench-problem.h"
#include "embark-workflows-view.h"

/* The name of the pane of what all workflows share: no id is empty. */
#define SHARED ""

struct _EmbarkWorkflowsView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkSpinner *spinner;
  EmbarkProblemView *problem;
  GtkWidget *list_pane;
  GtkWidget *unconnected;
  GtkListBox *list;
  EmbarkConfigSwitcher *switcher;
  GtkWidget *line;
  GtkWidget *form_pane;
  GtkWidget *back;
  GtkStack *panes;

  EmbarkOnboarding *onboarding; /* (owned) */
  EmbarkConfigForm *form;       /* (owned) (nullable) */
  char *config_id;              /* (owned) (nullable): the config whose panes are there */
  char *chosen;                 /* (owned) (nullable): id of the chosen workflow; SHARED */
  EmbarkRemedy remedy;
  gboolean narrow;
  gboolean refocus;      /* the focus was in what went; it has to be somewhere again */
  gboolean showing_form; /* at phone width: which of the two panes is in front */
};

G_DEFINE_FINAL_TYPE (EmbarkWorkflowsView, embark_workflows_view, ADW_TYPE_BIN)

static EmbarkConfigItem *
get_item (EmbarkWorkflowsView *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  return row != NULL ? EMBARK_CONFIG_ITEM (row) : NULL;
}

static const char *
item_name (EmbarkConfigItem *item)
{
  const char *id = embark_config_item_get_workflow_id (item);

  return id != NULL ? id : SHARED;
}

static EmbarkConfigItem *
find_item (EmbarkWorkflowsView *self, const char *name)
{
  EmbarkConfigItem *item;

  for (guint i = 0; (item = get_item (self, i)) != NULL; i++)
    if (g_str_equal (item_name (item), name))
      return item;
  return NULL;
}

static void
update_panes (EmbarkWorkflowsView *self)
{
  GtkWidget *pane;

  gtk_widget_set_visible (self->list_pane, !self->narrow || !self->showing_form);
  gtk_widget_set_hexpand (self->list_pane, self->narrow);
  gtk_widget_set_visible (self->line, !self->narrow);
  gtk_widget_set_visible (self->form_pane, !self->narrow || self->showing_form);
  gtk_widget_set_visible (self->back, self->narrow);
  for (pane = gtk_widget_get_first_child (GTK_WIDGET (self->panes)); pane != NULL;
       pane = gtk_widget_get_next_sibling (pane))
    embark_config_pane_set_narrow (EMBARK_CONFIG_PANE (pane), self->narrow);
}

/* ---- the list ---- */

static gboolean
items_fit (EmbarkWorkflowsView *self, GPtrArray *workflows)
{
  for (guint i = 0; i < workflows->len; i++)
    {
      EmbarkConfigItem *item = get_item (self, i + 1);

      if (item == NULL
          || g_strcmp0 (embark_config_item_get_workflow_id (item),
                        embark_workflow_get_id (g_ptr_array_index (workflows, i)))
                 != 0)
        return FALSE;
    }
  return get_item (self, 0) != NULL && get_item (self, workflows->len + 1) == NULL;
}

/* A window notes where the focus has to go once something with the focus is hidden or removed; when both
 * happen before it draws, GTK 4.8 forgets to let go of what it noted first, and all that is in it stays
 * alive. */
static void
release_focus (EmbarkWorkflowsView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;
  gtk_root_set_focus (root, NULL);
  self->refocus = TRUE;
}

static void
restore_focus (EmbarkWorkflowsView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (self->refocus && row != NULL && root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  self->refocus = FALSE;
}

static void
remove_all (EmbarkWorkflowsView *self)
{
  EmbarkConfigItem *item;
  GtkWidget *pane;

  release_focus (self);
  while ((item = get_item (self, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (item));
  while ((pane = gtk_widget_get_first_child (GTK_WIDGET (self->panes))) != NULL)
    gtk_stack_remove (self->panes, pane);
}

static void
rebuild_items (EmbarkWorkflowsView *self, GPtrArray *workflows)
{
  g_autofree char *chosen = g_strdup (self->chosen != NULL ? self->chosen : SHARED);
  EmbarkConfigItem *item;

  remove_all (self);
  gtk_list_box_append (self->list, embark_config_item_new (self->form, NULL));
  for (guint i = 0; i < workflows->len; i++)
    gtk_list_box_append (self->list, embark_config_item_new (self->form, g_ptr_array_index (workflows, i)));
  item = find_item (self, chosen);
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (item != NULL ? item : get_item (self, 0)));
}

static EmbarkConfigPane *
get_pane (EmbarkWorkflowsView *self, const char *name)
{
  GtkWidget *pane = gtk_stack_get_child_by_name (self->panes, name);

  return pane != NULL ? EMBARK_CONFIG_PANE (pane) : NULL;
}

/* Panes are made when they are first looked at, and stay: edits stand in their rows. */
static void
show_chosen (EmbarkWorkflowsView *self)
{
  EmbarkConfigItem *item = self->chosen != NULL ? find_item (self, self->chosen) : NULL;
  EmbarkConfigPane *pane;

  if (item == NULL)
    return;
  pane = get_pane (self, self->chosen);
  if (pane == NULL)
    {
      pane =
          EMBARK_CONFIG_PANE (embark_config_pane_new (self->form, embark_config_item_get_workflow_id (item)));
      embark_config_pane_set_narrow (pane, self->narrow);
      gtk_stack_add_named (self->panes, GTK_WIDGET (pane), self->chosen);
      embark_config_pane_update (pane, embark_config_item_get_workflow (item));
    }
  gtk_stack_set_visible_child (self->panes, GTK_WIDGET (pane));
}

static void
selected_cb (EmbarkWorkflowsView *self, GtkListBoxRow *row)
{
  char *name;

  if (row == NULL || self->form == NULL)
    return;
  name = g_strdup (item_name (EMBARK_CONFIG_ITEM (row)));
  g_free (self->chosen);
  self->chosen = name;
  show_chosen (self);
}

static void
activated_cb (EmbarkWorkflowsView *self)
{
  self->showing_form = TRUE;
  update_panes (self);
}

/* ---- what is shown ---- */

static void
update_items (EmbarkWorkflowsView *self, EmbarkConfig *config)
{
  GPtrArray *workflows = embark_config_get_workflows (config);
  const char *id = embark_config_form_get_config_id (self->form);
  EmbarkConfigItem *item;

  if (g_strcmp0 (self->config_id, id) != 0 || !items_fit (self, workflows))
    {
      g_free (self->config_id);
      self->config_id = g_strdup (id);
      rebuild_items (self, workflows);
    }
  for (guint i = 0; (item = get_item (self, i)) != NULL; i++)
    {
      EmbarkConfigPane *pane = get_pane (self, item_name (item));

      embark_config_item_update (item, i > 0 ? g_ptr_array_index (workflows, i - 1) : NULL);
      if (pane != NULL)
        embark_config_pane_update (pane, embark_config_item_get_workflow (item));
    }
}

static void
update (EmbarkWorkflowsView *self)
{
  const EmbarkFactsData *facts = embark_facts_get (embark_onboarding_get_facts (self->onboarding));
  EmbarkConfig *config = self->form != NULL ? embark_config_form_get_config (self->form) : NULL;
  const GError *error = self->form != NULL ? embark_config_form_get_error (self->form) : NULL;
  const char *page = "none";

  if (config != NULL)
    {
      page = "form";
      update_items (self, config);
    }
  else if (error != NULL)
    {
      page = "error";
      self->remedy = embark_workbench_show_problem (self->problem, error, TRUE);
    }
  else if (self->form != NULL && embark_config_form_get_loading (self->form))
    page = "loading";
  gtk_widget_set_visible (self->unconnected,
                          facts->link != EMBARK_LINK_CONNECTED && facts->link != EMBARK_LINK_UNKNOWN);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) != 0)
    release_focus (self);
  gtk_stack_set_visible_child_name (self->stack, page);
  if (g_str_equal (page, "form"))
    restore_focus (self);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
}

static void
field_changed_cb (EmbarkWorkflowsView *self, EmbarkConfigField *field)
{
  const char *id = embark_config_field_get_workflow_id (field);
  EmbarkConfigItem *item = find_item (self, id != NULL ? id : SHARED);

  if (item != NULL)
    embark_config_item_update (item, embark_config_item_get_workflow (item));
}

static void
ensure_form (EmbarkWorkflowsView *self)
{
  if (self->form != NULL || embark_onboarding_get_account (self->onboarding) == NULL
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->form = embark_config_form_new (self->onboarding);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "field-changed", G_CALLBACK (field_changed_cb), self,
                           G_CONNECT_SWAPPED);
  embark_config_switcher_set_form (self->switcher, self->form);
  embark_config_form_list_configs (self->form);
}

static void
onboarding_changed_cb (EmbarkWorkflowsView *self)
{
  ensure_form (self);
  update (self);
}

/* ---- actions ---- */

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWorkflowsView *self = EMBARK_WORKFLOWS_VIEW (widget);

  self->showing_form = FALSE;
  update_panes (self);
  if (gtk_list_box_get_selected_row (self->list) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.show-view", "s", "onboarding");
}

static void
remedy_cb (EmbarkWorkflowsView *self)
{
  if (!embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy))
    embark_workflows_view_refresh (self);
}

/* ---- the class ---- */

static void
embark_workflows_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (embark_workflows_view_parent_class)->map (widget);
  onboarding_changed_cb (EMBARK_WORKFLOWS_VIEW (widget));
}

static void
embark_workflows_view_dispose (GObject *object)
{
  EmbarkWorkflowsView *self = EMBARK_WORKFLOWS_VIEW (object);

  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  /* A row that had the focus may be held a moment longer; the form is not. */
  if (self->switcher != NULL)
    {
      embark_config_switcher_set_form (self->switcher, NULL);
      remove_all (self);
    }
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_WORKFLOWS_VIEW);
  g_clear_object (&self->onboarding);
  G_OBJECT_CLASS (embark_workflows_view_parent_class)->dispose (object);
}

static void
embark_workflows_view_finalize (GObject *object)
{
  EmbarkWorkflowsView *self = EMBARK_WORKFLOWS_VIEW (object);

  g_clear_pointer (&self->config_id, g_free);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (embark_workflows_view_parent_class)->finalize (object);
}

static void
embark_workflows_view_class_init (EmbarkWorkflowsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_workflows_view_dispose;
  object_class->finalize = embark_workflows_view_finalize;
  widget_class->map = embark_workflows_view_map;

  g_type_ensure (EMBARK_TYPE_CONFIG_SWITCHER);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-workflows-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, list_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, unconnected);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, switcher);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, line);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, form_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, back);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsView, panes);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_install_action (widget_class, "workflows.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "workflows.connect", NULL, connect_action);
}

static void
embark_workflows_view_init (EmbarkWorkflowsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_workflows_view_new (EmbarkOnboarding *onboarding)
{
  EmbarkWorkflowsView *self;

  g_return_val_if_fail (EMBARK_IS_ONBOARDING (onboarding), NULL);

  self = g_object_new (EMBARK_TYPE_WORKFLOWS_VIEW, NULL);
  self->onboarding = g_object_ref (onboarding);
  g_signal_connect_object (onboarding, "notify::account", G_CALLBACK (onboarding_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (onboarding, "notify::facts", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

EmbarkConfigForm *
embark_workflows_view_get_form (EmbarkWorkflowsView *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOWS_VIEW (self), NULL);

  return self->form;
}

void
embark_workflows_view_select (EmbarkWorkflowsView *self, const char *workflow_id)
{
  EmbarkConfigItem *item;

  g_return_if_fail (EMBARK_IS_WORKFLOWS_VIEW (self));

  item = find_item (self, workflow_id != NULL ? workflow_id : SHARED);
  if (item == NULL)
    return;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (item));
  activated_cb (self);
}

void
embark_workflows_view_set_narrow (EmbarkWorkflowsView *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_WORKFLOWS_VIEW (self));

  self->narrow = !!narrow;
  update_panes (self);
}

void
embark_workflows_view_refresh (EmbarkWorkflowsView *self)
{
  g_return_if_fail (EMBARK_IS_WORKFLOWS_VIEW (self));

  if (self->form == NULL)
    return;
  embark_config_form_list_configs (self->form);
  /* The path looks at the account's own config, and at much else. */
  if (embark_config_form_get_is_own (self->form))
    embark_onboarding_refresh_async (self->onboarding, NULL, NULL, NULL);
  else
    embark_config_form_reload (self->form);
}

EmbarkFieldRow *
embark_workflows_view_get_row (EmbarkWorkflowsView *self, const char *field_id)
{
  EmbarkConfigPane *pane;

  g_return_val_if_fail (EMBARK_IS_WORKFLOWS_VIEW (self), NULL);

  pane = self->chosen != NULL ? get_pane (self, self->chosen) : NULL;
  return pane != NULL ? embark_config_pane_get_row (pane, field_id) : NULL;
}
