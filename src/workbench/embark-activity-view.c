/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-activity-view.h"
#include "embark-client.h"
#include "embark-time.h"

struct _EmbarkActivityView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkColumnView *calls;

  GtkColumnViewColumn *took;  /* (unowned): the view's */
  GtkColumnViewColumn *trace; /* (unowned): the view's */
  GListModel *exchanges;      /* (owned) (nullable) */
  guint top_id;
};

G_DEFINE_FINAL_TYPE (EmbarkActivityView, embark_activity_view, ADW_TYPE_BIN)

typedef char *(*CellFunc) (EmbarkExchange *exchange);

static char *
time_cell (EmbarkExchange *exchange)
{
  return embark_time_dup_clock (embark_exchange_get_started_at (exchange));
}

static char *
call_cell (EmbarkExchange *exchange)
{
  return g_strdup_printf ("%s %s", embark_exchange_get_method (exchange),
                          embark_exchange_get_path (exchange));
}

static char *
result_cell (EmbarkExchange *exchange)
{
  guint status = embark_exchange_get_status (exchange);

  if (status == 0)
    /* Translators: in the list of calls: the server gave none */
    return g_strdup (_ ("No answer"));
  return g_strdup_printf ("%u", status);
}

static char *
duration_cell (EmbarkExchange *exchange)
{
  return embark_time_dup_duration (embark_exchange_get_duration (exchange));
}

static char *
trace_cell (EmbarkExchange *exchange)
{
  return g_strdup (embark_exchange_get_trace_id (exchange));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  CellFunc cell = g_object_get_data (G_OBJECT (factory), "embark-cell");
  EmbarkExchange *exchange = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = cell (exchange);
  guint status = embark_exchange_get_status (exchange);

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (label, text);
  if (cell == result_cell && (status == 0 || status >= 400))
    {
      gtk_widget_add_css_class (label, "error-text");
      gtk_widget_set_tooltip_text (label, embark_exchange_get_error (exchange));
    }
  else
    gtk_widget_remove_css_class (label, "error-text");
}

static GtkColumnViewColumn *
add_column (EmbarkActivityView *self, const char *title, CellFunc cell, gboolean expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "embark-cell", cell);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->calls, column);
  g_object_unref (column);
  return column;
}

static void
update (EmbarkActivityView *self)
{
  gboolean empty = self->exchanges == NULL || g_list_model_get_n_items (self->exchanges) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

static gboolean
to_top_cb (gpointer data)
{
  EmbarkActivityView *self = data;

  self->top_id = 0;
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->calls)), 0);
  return G_SOURCE_REMOVE;
}

/* The list keeps the row that was on top where it is, so calls made while it was hidden would be out of
 * sight. */
static void
embark_activity_view_map (GtkWidget *widget)
{
  EmbarkActivityView *self = EMBARK_ACTIVITY_VIEW (widget);

  GTK_WIDGET_CLASS (embark_activity_view_parent_class)->map (widget);
  if (self->top_id == 0)
    self->top_id = g_idle_add (to_top_cb, self);
}

static void
embark_activity_view_dispose (GObject *object)
{
  EmbarkActivityView *self = EMBARK_ACTIVITY_VIEW (object);

  g_clear_handle_id (&self->top_id, g_source_remove);
  if (self->exchanges != NULL)
    g_signal_handlers_disconnect_by_data (self->exchanges, self);
  g_clear_object (&self->exchanges);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_ACTIVITY_VIEW);
  G_OBJECT_CLASS (embark_activity_view_parent_class)->dispose (object);
}

static void
embark_activity_view_class_init (EmbarkActivityViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_activity_view_dispose;
  widget_class->map = embark_activity_view_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-activity-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, calls);
}

static void
embark_activity_view_init (EmbarkActivityView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_column (self, _ ("Time"), time_cell, FALSE);
  add_column (self, _ ("Call"), call_cell, TRUE);
  add_column (self, _ ("Result"), result_cell, FALSE);
  self->took = add_column (self, _ ("Took"), duration_cell, FALSE);
  self->trace = add_column (self, _ ("Trace ID"), trace_cell, TRUE);
}

void
embark_activity_view_set_exchanges (EmbarkActivityView *self, GListModel *exchanges)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (EMBARK_IS_ACTIVITY_VIEW (self));

  if (self->exchanges == exchanges)
    return;
  if (self->exchanges != NULL)
    g_signal_handlers_disconnect_by_data (self->exchanges, self);
  g_clear_object (&self->exchanges);
  if (exchanges != NULL)
    {
      self->exchanges = g_object_ref (exchanges);
      g_signal_connect_swapped (exchanges, "items-changed", G_CALLBACK (update), self);
      selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (exchanges)));
    }
  gtk_column_view_set_model (self->calls, selection);
  update (self);
}

void
embark_activity_view_set_narrow (EmbarkActivityView *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_ACTIVITY_VIEW (self));

  gtk_column_view_column_set_visible (self->took, !narrow);
  gtk_column_view_column_set_visible (self->trace, !narrow);
}
