/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-batch.h"
#include "embark-json-print.h"
#include "embark-json-view.h"
#include "embark-run-batches.h"
#include "embark-scroll-through.h"
#include "embark-workbench-problem.h"

/* The next page is asked for when less than this is left below (px). */
#define LOAD_AHEAD 200

struct _EmbarkRunBatches
{
  AdwBin parent_instance;

  GtkLabel *title;
  EmbarkProblemView *problem;
  GtkWidget *box;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  EmbarkJsonView *output;

  EmbarkPagedList *batches;      /* (owned) (nullable) */
  GtkSingleSelection *selection; /* (owned) */
  GCancellable *printing;        /* (owned) (nullable) */
  char *node_id;                 /* (owned) (nullable): whose batches they are */
  EmbarkRunDetail *detail;       /* (owned) (nullable): of which run */
};

G_DEFINE_FINAL_TYPE (EmbarkRunBatches, embark_run_batches, ADW_TYPE_BIN)

static void
update (EmbarkRunBatches *self)
{
  const GError *error = NULL;
  gboolean loading = FALSE;
  gint64 n = 0;
  g_autofree char *text = NULL;

  if (self->batches == NULL)
    return;
  loading = embark_paged_list_get_loading (self->batches);
  error = loading ? NULL : embark_paged_list_get_error (self->batches);
  n = MAX (embark_paged_list_get_total (self->batches),
           g_list_model_get_n_items (G_LIST_MODEL (self->batches)));
  if (embark_paged_list_get_loaded (self->batches))
    text = g_strdup_printf (ngettext ("%'u batch", "%'u batches", (guint) n), (guint) n);
  else
    text = g_strdup (loading ? _ ("Loading batches…") : _ ("Batches"));
  gtk_label_set_text (self->title, text);
  embark_workbench_show_problem (self->problem, error, TRUE);
  gtk_widget_set_visible (self->box, g_list_model_get_n_items (G_LIST_MODEL (self->batches)) > 0);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkJsonView) output = user_data;
  g_autofree char *text = embark_json_print_finish (result, NULL);

  if (text != NULL)
    embark_json_view_set_text (output, text);
}

static void
selected_cb (EmbarkRunBatches *self)
{
  EmbarkBatch *batch = gtk_single_selection_get_selected_item (self->selection);
  JsonNode *output = batch != NULL ? embark_batch_get_output (batch) : NULL;

  g_cancellable_cancel (self->printing);
  g_clear_object (&self->printing);
  gtk_widget_set_visible (GTK_WIDGET (self->output), output != NULL);
  if (output == NULL)
    return;
  self->printing = g_cancellable_new ();
  embark_json_print_async (output, self->printing, printed_cb, g_object_ref (self->output));
}

static void
scrolled_cb (EmbarkRunBatches *self)
{
  if (self->batches != NULL && embark_scroll_is_near_end (self->scroller, LOAD_AHEAD)
      && embark_paged_list_get_loaded (self->batches) && embark_paged_list_get_error (self->batches) == NULL)
    embark_paged_list_load_more (self->batches);
}

static void
remedy_cb (EmbarkRunBatches *self)
{
  if (self->batches != NULL)
    embark_paged_list_load_more (self->batches);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item,
                           g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "ellipsize", PANGO_ELLIPSIZE_END,
                                         "margin-top", 3, "margin-bottom", 3, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  EmbarkBatch *batch = gtk_list_item_get_item (item);
  gint64 index = embark_batch_get_index (batch);
  const char *status = embark_batch_get_status (batch);
  /* Batches are counted from 0. */
  guint number = index >= 0 ? (guint) index + 1 : gtk_list_item_get_position (item) + 1;
  /* Translators: a batch of a run: its number and its status in the platform's word */
  g_autofree char *text = status != NULL ? g_strdup_printf (_ ("Batch %u · %s"), number, status)
                                         : g_strdup_printf (_ ("Batch %u"), number);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
drop_batches (EmbarkRunBatches *self)
{
  if (self->batches != NULL)
    g_signal_handlers_disconnect_by_data (self->batches, self);
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->batches);
  g_clear_pointer (&self->node_id, g_free);
  g_clear_object (&self->detail);
}

static void
embark_run_batches_dispose (GObject *object)
{
  EmbarkRunBatches *self = EMBARK_RUN_BATCHES (object);

  g_cancellable_cancel (self->printing);
  g_clear_object (&self->printing);
  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->selection, self);
      drop_batches (self);
    }
  g_clear_object (&self->selection);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_RUN_BATCHES);
  G_OBJECT_CLASS (embark_run_batches_parent_class)->dispose (object);
}

static void
embark_run_batches_class_init (EmbarkRunBatchesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_run_batches_dispose;
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-run-batches.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunBatches, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunBatches, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunBatches, box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunBatches, scroller);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunBatches, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunBatches, output);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
}

static void
embark_run_batches_init (EmbarkRunBatches *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
embark_run_batches_set_node (EmbarkRunBatches *self, EmbarkRunDetail *detail, EmbarkExecutionNode *node)
{
  g_return_if_fail (EMBARK_IS_RUN_BATCHES (self));

  if (detail == NULL || node == NULL || !embark_execution_node_get_is_batch (node))
    {
      drop_batches (self);
      return;
    }
  /* The node is another object with each answer, and its batches are more: those that are there stay. */
  if (self->detail == detail && g_strcmp0 (self->node_id, embark_execution_node_get_id (node)) == 0)
    {
      if (!embark_paged_list_get_loading (self->batches))
        embark_paged_list_reload (self->batches);
      return;
    }

  drop_batches (self);
  self->detail = g_object_ref (detail);
  self->node_id = g_strdup (embark_execution_node_get_id (node));
  self->batches = embark_run_detail_new_batches (detail, node);
  g_signal_connect_object (self->batches, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->batches));
  embark_paged_list_load_more (self->batches);
  update (self);
}
