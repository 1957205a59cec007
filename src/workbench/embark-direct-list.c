/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-direct-list.h"
#include "embark-direct-run.h"
#include "embark-name-factory.h"
#include "embark-tab-out.h"
#include "embark-workbench-problem.h"

/* px: the events above have what is left. */
#define MAX_HEIGHT 220

struct _EmbarkDirectList
{
  AdwBin parent_instance;

  GtkWidget *spinner;            /* (unowned) */
  EmbarkProblemView *problem;    /* (unowned) */
  GtkWidget *empty;              /* (unowned) */
  GtkWidget *scrolled;           /* (unowned) */
  GtkListView *list;             /* (unowned) */
  GListStore *workflows;         /* (owned) */
  GtkSingleSelection *selection; /* (owned) */

  EmbarkOnboarding *onboarding; /* (owned) (nullable) */
  char *account_id;             /* (owned) (nullable): whose workflows are listed */
  char *chosen;                 /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned) (nullable): of what is asked now */
  GError *error;                /* (owned) (nullable) */
  gboolean loaded;
  EmbarkRemedy remedy;
  gboolean syncing; /* the selection follows, nobody chose */
};

enum
{
  CHOSEN,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkDirectList, embark_direct_list, ADW_TYPE_BIN)

static void
update (EmbarkDirectList *self)
{
  const gboolean loading = self->cancellable != NULL;
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->workflows));

  gtk_widget_set_visible (GTK_WIDGET (self), self->account_id != NULL);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), loading);
  gtk_widget_set_visible (self->spinner, loading);
  gtk_widget_set_visible (self->scrolled, n > 0);
  gtk_widget_set_visible (self->empty, self->loaded && n == 0);
  self->remedy = embark_workbench_show_problem (self->problem, loading ? NULL : self->error, TRUE);
}

static guint
find (EmbarkDirectList *self, const char *workflow_id)
{
  for (guint i = 0; workflow_id != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->workflows)); i++)
    {
      g_autoptr (EmbarkWorkflowInfo) workflow = g_list_model_get_item (G_LIST_MODEL (self->workflows), i);

      if (g_str_equal (embark_workflow_info_get_id (workflow), workflow_id))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
sync_selection (EmbarkDirectList *self)
{
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, find (self, self->chosen));
  self->syncing = FALSE;
}

static void
choose (EmbarkDirectList *self, EmbarkWorkflowInfo *workflow)
{
  g_autoptr (EmbarkWorkflowInfo) kept = g_object_ref (workflow);

  g_free (self->chosen);
  self->chosen = g_strdup (embark_workflow_info_get_id (kept));
  sync_selection (self);
  g_signal_emit (self, signals[CHOSEN], 0, kept);
}

static void
selected_cb (EmbarkDirectList *self)
{
  EmbarkWorkflowInfo *workflow = gtk_single_selection_get_selected_item (self->selection);

  /* What is told late, of a selection that only followed, chooses nothing. */
  if (!self->syncing && workflow != NULL
      && g_strcmp0 (embark_workflow_info_get_id (workflow), self->chosen) != 0)
    choose (self, workflow);
}

static void
activated_cb (EmbarkDirectList *self, guint position)
{
  g_autoptr (EmbarkWorkflowInfo) workflow = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (workflow != NULL)
    choose (self, workflow);
}

static void
say_workflow (gpointer item, char **name, char **caption)
{
  *name = g_strdup (embark_workflow_info_get_name (item));
  *caption = g_strdup (embark_workflow_info_get_description (item));
}

/* ---- asking ---- */

static void
take (EmbarkDirectList *self, GPtrArray *workflows)
{
  self->syncing = TRUE;
  g_list_store_splice (self->workflows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->workflows)),
                       workflows != NULL ? workflows->pdata : NULL, workflows != NULL ? workflows->len : 0);
  self->syncing = FALSE;
  self->loaded = workflows != NULL;
  sync_selection (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkDirectList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) workflows =
      embark_direct_workflows_load_finish (EMBARK_WORKSPACE (source), result, &error);

  /* Called off: another question stands, or nobody is there to be told. */
  if (workflows == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  if (workflows != NULL)
    take (self, workflows);
  else
    self->error = g_steal_pointer (&error);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
call_off (EmbarkDirectList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
embark_direct_list_refresh (EmbarkDirectList *self)
{
  g_return_if_fail (EMBARK_IS_DIRECT_LIST (self));

  if (self->account_id == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  embark_direct_workflows_load_async (embark_onboarding_get_workspace (self->onboarding), self->account_id,
                                      self->cancellable, loaded_cb, g_object_ref (self));
  update (self);
}

static void
remedy_cb (EmbarkDirectList *self)
{
  if (!embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy))
    embark_direct_list_refresh (self);
}

static void
account_cb (EmbarkDirectList *self)
{
  EmbarkLinkedAccount *account =
      self->onboarding != NULL ? embark_onboarding_get_account (self->onboarding) : NULL;
  const char *id = account != NULL ? embark_linked_account_get_id (account) : NULL;

  if (g_strcmp0 (id, self->account_id) == 0)
    return;
  call_off (self);
  g_clear_error (&self->error);
  g_free (self->account_id);
  self->account_id = g_strdup (id);
  take (self, NULL);
  if (gtk_widget_get_mapped (gtk_widget_get_parent (GTK_WIDGET (self))))
    embark_direct_list_refresh (self);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- the class ---- */

static void
embark_direct_list_dispose (GObject *object)
{
  EmbarkDirectList *self = EMBARK_DIRECT_LIST (object);

  call_off (self);
  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  g_clear_object (&self->onboarding);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->workflows);
  g_clear_error (&self->error);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (embark_direct_list_parent_class)->dispose (object);
}

static void
embark_direct_list_class_init (EmbarkDirectListClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_direct_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  EMBARK_TYPE_WORKFLOW_INFO);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_head (EmbarkDirectList *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _ ("Workflows Started by a Call"), "xalign", 0.f,
                                   "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  self->spinner = gtk_spinner_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Loading workflows"), -1);
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_widget_add_css_class (title, "dim-label");
  g_object_set (head, "margin-start", 12, "margin-end", 12, "margin-top", 9, "margin-bottom", 3, NULL);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->spinner);
  return head;
}

static GtkWidget *
make_list (EmbarkDirectList *self)
{
  g_autoptr (GtkListItemFactory) factory = embark_name_factory_new (say_workflow);
  GtkWidget *list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), NULL);

  self->list = GTK_LIST_VIEW (list);
  gtk_list_view_set_factory (self->list, factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Workflows Started by a Call"), -1);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_widget_add_css_class (list, "list-pane");
  embark_tab_out (list);
  g_signal_connect_swapped (list, "activate", G_CALLBACK (activated_cb), self);
  self->scrolled =
      g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                    "propagate-natural-height", TRUE, "max-content-height", MAX_HEIGHT, "child", list, NULL);
  return self->scrolled;
}

static void
embark_direct_list_init (EmbarkDirectList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->workflows = g_list_store_new (EMBARK_TYPE_WORKFLOW_INFO);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->workflows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);

  self->problem = EMBARK_PROBLEM_VIEW (embark_problem_view_new ());
  g_object_set (self->problem, "margin-start", 9, "margin-end", 9, "margin-bottom", 6, NULL);
  g_signal_connect_swapped (self->problem, "remedy", G_CALLBACK (remedy_cb), self);
  self->empty = g_object_new (
      GTK_TYPE_LABEL, "label", _ ("No workflow of this account is published, so a call can start none."),
      "xalign", 0.f, "wrap", TRUE, "margin-start", 12, "margin-end", 12, "margin-bottom", 12, NULL);
  gtk_widget_add_css_class (self->empty, "caption");
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_box_append (GTK_BOX (box), make_list (self));
  adw_bin_set_child (ADW_BIN (self), box);
  update (self);
}

void
embark_direct_list_set_onboarding (EmbarkDirectList *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_DIRECT_LIST (self));

  if (self->onboarding == onboarding)
    return;
  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  /* The same id in another environment is another account. */
  call_off (self);
  g_set_object (&self->onboarding, onboarding);
  g_clear_pointer (&self->account_id, g_free);
  take (self, NULL);
  if (onboarding != NULL)
    g_signal_connect_object (onboarding, "notify::account", G_CALLBACK (account_cb), self, G_CONNECT_SWAPPED);
  account_cb (self);
  update (self);
}

void
embark_direct_list_select (EmbarkDirectList *self, const char *workflow_id)
{
  g_return_if_fail (EMBARK_IS_DIRECT_LIST (self));

  g_free (self->chosen);
  self->chosen = g_strdup (workflow_id);
  sync_selection (self);
}

EmbarkWorkflowInfo *
embark_direct_list_find (EmbarkDirectList *self, const char *workflow_id)
{
  guint position;
  g_autoptr (EmbarkWorkflowInfo) workflow = NULL;

  g_return_val_if_fail (EMBARK_IS_DIRECT_LIST (self), NULL);

  position = find (self, workflow_id);
  if (position == GTK_INVALID_LIST_POSITION)
    return NULL;
  workflow = g_list_model_get_item (G_LIST_MODEL (self->workflows), position);
  return workflow; /* the list holds it */
}
