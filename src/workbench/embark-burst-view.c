/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-ask.h"
#include "embark-burst-form.h"
#include "embark-burst-pane.h"
#include "embark-burst-row.h"
#include "embark-burst-view.h"
#include "embark-burst.h"
#include "embark-tab-out.h"
#include "embark-workbench-problem.h"

#define MAX_BURSTS 200

struct _EmbarkBurstView
{
  AdwBin parent_instance;

  GtkWidget *list_pane;
  GtkWidget *pane_line;
  GtkWidget *detail_pane;
  GtkButton *new_burst;
  EmbarkProblemView *problem;
  GtkStack *list_stack;
  GtkSpinner *spinner;
  GtkListView *list;
  GtkButton *back;
  GtkStack *detail_stack;
  EmbarkBurstForm *form;
  EmbarkBurstPane *pane;

  EmbarkWorkspace *workspace;    /* (owned) (nullable) */
  char *account_id;              /* (owned) (nullable) */
  GListStore *bursts;            /* (owned) (element-type EmbarkBurst): newest first */
  GtkSingleSelection *selection; /* (owned) */
  GCancellable *cancellable;     /* (owned) (nullable): of the account that is shown */
  EmbarkRemedy remedy;
  gboolean narrow;
  gboolean in_detail; /* at phone width: the list is left */
};

G_DEFINE_FINAL_TYPE (EmbarkBurstView, embark_burst_view, ADW_TYPE_BIN)

static void
update (EmbarkBurstView *self)
{
  gtk_widget_set_visible (self->list_pane, self->account_id != NULL && (!self->narrow || !self->in_detail));
  gtk_widget_set_hexpand (self->list_pane, self->narrow);
  gtk_widget_set_visible (self->detail_pane, self->account_id == NULL || !self->narrow || self->in_detail);
  gtk_widget_set_visible (self->pane_line, self->account_id != NULL && !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->back), self->narrow && self->account_id != NULL);
}

static void
set_list_state (EmbarkBurstView *self, const char *state)
{
  gtk_stack_set_visible_child_name (self->list_stack, state);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (state, "loading"));
}

static void
show_form (EmbarkBurstView *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  embark_burst_pane_set_burst (self->pane, NULL, NULL);
  gtk_stack_set_visible_child_name (self->detail_stack, "form");
}

static void
show_burst (EmbarkBurstView *self, EmbarkBurst *burst)
{
  embark_burst_pane_set_burst (self->pane, self->workspace, burst);
  gtk_stack_set_visible_child_name (self->detail_stack, "burst");
  self->in_detail = TRUE;
  update (self);
}

static void
selected_cb (EmbarkBurstView *self)
{
  EmbarkBurst *burst = gtk_single_selection_get_selected_item (self->selection);

  if (burst != NULL && burst != embark_burst_pane_get_burst (self->pane))
    show_burst (self, burst);
}

static void
activate_cb (GtkListView *list, guint position, EmbarkBurstView *self)
{
  g_autoptr (EmbarkBurst) burst = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (burst != NULL)
    show_burst (self, burst);
}

/* ---- those that were ---- */

/* One that was started while the list was read stands in it already. */
static void
take (EmbarkBurstView *self, GPtrArray *bursts)
{
  const guint n_new = g_list_model_get_n_items (G_LIST_MODEL (self->bursts));

  for (guint i = 0; i < bursts->len; i++)
    {
      EmbarkBurst *burst = g_ptr_array_index (bursts, i);
      gboolean known = FALSE;

      for (guint j = 0; j < n_new && !known; j++)
        {
          g_autoptr (EmbarkBurst) other = g_list_model_get_item (G_LIST_MODEL (self->bursts), j);

          known = g_str_equal (embark_burst_get_id (other), embark_burst_get_id (burst));
        }
      if (!known)
        g_list_store_append (self->bursts, burst);
    }
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkBurstView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bursts = embark_burst_list_finish (EMBARK_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->remedy = embark_workbench_show_problem (self->problem, error, TRUE);
  if (bursts != NULL)
    take (self, bursts);
  set_list_state (self, g_list_model_get_n_items (G_LIST_MODEL (self->bursts)) > 0 ? "list"
                        : bursts != NULL                                           ? "empty"
                                                                                   : "nothing");
}

static void
load (EmbarkBurstView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->bursts)) == 0)
    set_list_state (self, "loading");
  embark_burst_list_async (self->workspace, self->account_id, MAX_BURSTS, self->cancellable, listed_cb,
                           g_object_ref (self));
}

static void
remedy_cb (EmbarkBurstView *self)
{
  if (!embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy))
    load (self);
}

/* ---- a new one ---- */

static void
new_cb (EmbarkBurstView *self)
{
  show_form (self);
  self->in_detail = TRUE;
  update (self);
  gtk_widget_child_focus (GTK_WIDGET (self->form), GTK_DIR_TAB_FORWARD);
}

static void
back_cb (EmbarkBurstView *self)
{
  self->in_detail = FALSE;
  show_form (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_burst));
}

static void
asked_cb (GtkWidget *from, EmbarkBurst *burst)
{
  EmbarkBurstView *self = EMBARK_BURST_VIEW (from);

  /* Another account may be shown by now. */
  if (g_strcmp0 (self->account_id, embark_burst_get_account_id (burst)) != 0)
    return;
  g_list_store_insert (self->bursts, 0, burst);
  set_list_state (self, "list");
  gtk_single_selection_set_selected (self->selection, 0);
  show_burst (self, burst);
  embark_burst_pane_run (self->pane);
}

static void
start_cb (EmbarkBurstView *self, EmbarkBurst *burst)
{
  embark_burst_ask (GTK_WIDGET (self), self->workspace, burst, embark_burst_get_n (burst), self->cancellable,
                    asked_cb);
}

void
embark_burst_view_prepare (
    EmbarkBurstView *self, const char *event, const char *slug, const char *config_id, const char *payload)
{
  g_return_if_fail (EMBARK_IS_BURST_VIEW (self));

  if (self->account_id == NULL)
    return;
  embark_burst_form_fill (self->form, event, slug, config_id, payload);
  new_cb (self);
}

/* ---- the account ---- */

static void
drop (EmbarkBurstView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  embark_burst_pane_set_burst (self->pane, NULL, NULL);
  embark_burst_form_set_account (self->form, NULL, NULL);
  g_list_store_remove_all (self->bursts);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->account_id, g_free);
}

void
embark_burst_view_set_account (EmbarkBurstView *self, EmbarkWorkspace *workspace, const char *account_id)
{
  g_return_if_fail (EMBARK_IS_BURST_VIEW (self));

  if (self->workspace == workspace && g_strcmp0 (self->account_id, account_id) == 0)
    return;
  drop (self);
  self->in_detail = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (workspace == NULL || account_id == NULL)
    {
      gtk_stack_set_visible_child_name (self->detail_stack, "account");
      set_list_state (self, "nothing");
      update (self);
      return;
    }
  self->workspace = g_object_ref (workspace);
  self->account_id = g_strdup (account_id);
  self->cancellable = g_cancellable_new ();
  embark_burst_form_set_account (self->form, workspace, account_id);
  show_form (self);
  load (self);
  update (self);
}

void
embark_burst_view_set_narrow (EmbarkBurstView *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_BURST_VIEW (self));

  self->narrow = narrow;
  update (self);
}

/* ---- the class ---- */

static void
embark_burst_view_dispose (GObject *object)
{
  EmbarkBurstView *self = EMBARK_BURST_VIEW (object);

  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->selection, self);
      drop (self);
    }
  g_clear_object (&self->selection);
  g_clear_object (&self->bursts);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_BURST_VIEW);
  G_OBJECT_CLASS (embark_burst_view_parent_class)->dispose (object);
}

static void
embark_burst_view_class_init (EmbarkBurstViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_burst_view_dispose;
  g_type_ensure (EMBARK_TYPE_BURST_FORM);
  g_type_ensure (EMBARK_TYPE_BURST_PANE);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-burst-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, list_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, pane_line);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, detail_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, new_burst);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, list_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, back);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, form);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstView, pane);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
}

static void
embark_burst_view_init (EmbarkBurstView *self)
{
  g_autoptr (GtkListItemFactory) factory = embark_burst_row_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->bursts = g_list_store_new (EMBARK_TYPE_BURST);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->bursts));
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  embark_tab_out (GTK_WIDGET (self->list));
  g_signal_connect (self->list, "activate", G_CALLBACK (activate_cb), self);
  gtk_stack_set_visible_child_name (self->detail_stack, "account");
  set_list_state (self, "nothing");
  update (self);
}
