/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compare-chooser.h"
#include "embark-run-row.h"

/* So many are offered. */
#define MAX_RUNS 50

struct _EmbarkCompareChooser
{
  GtkPopover parent_instance;

  GtkListBox *list;        /* (unowned): below the child */
  GtkLabel *none;          /* (unowned): as the list */
  GtkWidget *scroller;     /* (unowned): as the list */
  EmbarkRunDetail *detail; /* (owned) (nullable) */
  GPtrArray *runs;         /* (owned) (element-type EmbarkExecution): of the rows */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkCompareChooser, embark_compare_chooser, GTK_TYPE_POPOVER)

static void
fill (EmbarkCompareChooser *self)
{
  EmbarkExecution *own = self->detail != NULL ? embark_run_detail_get_run (self->detail) : NULL;
  EmbarkRunList *list = self->detail != NULL ? embark_run_detail_get_list (self->detail) : NULL;
  GListModel *all = list != NULL ? G_LIST_MODEL (embark_run_list_get_runs (list)) : NULL;
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  g_ptr_array_set_size (self->runs, 0);
  for (guint i = 0; all != NULL && i < g_list_model_get_n_items (all) && self->runs->len < MAX_RUNS; i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (all, i);
      GtkWidget *row;

      if (g_strcmp0 (embark_execution_get_workflow_id (run), embark_execution_get_workflow_id (own)) != 0
          || g_str_equal (embark_execution_get_id (run), embark_execution_get_id (own)))
        continue;
      row = embark_run_row_new ();
      embark_run_row_set_run (EMBARK_RUN_ROW (row), run,
                              embark_run_list_get_origin (list, embark_execution_get_id (run)) != NULL,
                              g_get_real_time ());
      gtk_list_box_append (self->list, row);
      g_ptr_array_add (self->runs, g_object_ref (run));
    }
  gtk_widget_set_visible (self->scroller, self->runs->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none), self->runs->len == 0);
}

static void
row_activated_cb (EmbarkCompareChooser *self, GtkListBoxRow *row)
{
  g_autoptr (EmbarkExecution) run =
      g_object_ref (g_ptr_array_index (self->runs, gtk_list_box_row_get_index (row)));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, run);
}

static void
embark_compare_chooser_show (GtkWidget *widget)
{
  fill (EMBARK_COMPARE_CHOOSER (widget));
  GTK_WIDGET_CLASS (embark_compare_chooser_parent_class)->show (widget);
}

static void
embark_compare_chooser_dispose (GObject *object)
{
  EmbarkCompareChooser *self = EMBARK_COMPARE_CHOOSER (object);

  g_clear_object (&self->detail);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  G_OBJECT_CLASS (embark_compare_chooser_parent_class)->dispose (object);
}

static void
embark_compare_chooser_class_init (EmbarkCompareChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_compare_chooser_dispose;
  GTK_WIDGET_CLASS (klass)->show = embark_compare_chooser_show;
  signals[CHOSEN] = g_signal_new ("chosen", EMBARK_TYPE_COMPARE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, EMBARK_TYPE_EXECUTION);
}

static void
embark_compare_chooser_init (EmbarkCompareChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "list-pane");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Runs to compare with"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "propagate-natural-height", TRUE, "max-content-height", 320, "width-request",
                                 280, "child", self->list, NULL);
  self->none = GTK_LABEL (gtk_label_new (_ ("No other run of this workflow is in the list.")));
  gtk_label_set_wrap (self->none, TRUE);
  gtk_label_set_max_width_chars (self->none, 30);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->none));
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

void
embark_compare_chooser_set_detail (EmbarkCompareChooser *self, EmbarkRunDetail *detail)
{
  g_return_if_fail (EMBARK_IS_COMPARE_CHOOSER (self));

  g_set_object (&self->detail, detail);
}
