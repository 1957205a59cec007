/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-import-item.h"
#include "embark-import-result.h"

#define ALL EMBARK_IMPORT_N_STATES

struct _EmbarkImportResult
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *words;
  GtkFlowBox *choices;
  GtkListView *list;

  EmbarkImport *import;                                 /* (owned) (nullable) */
  GtkToggleButton *toggles[EMBARK_IMPORT_N_STATES + 1]; /* (unowned): the choices’; the last is for all */
  GtkFilterListModel *model;                            /* (owned) */
  GtkCustomFilter *filter;                              /* (unowned): the model’s */
  guint shown;                                          /* a state, or ALL */
};

G_DEFINE_FINAL_TYPE (EmbarkImportResult, embark_import_result, ADW_TYPE_BIN)

static gboolean
filter_cb (gpointer item, gpointer data)
{
  EmbarkImportResult *self = data;

  return self->shown == ALL || embark_import_row_get_state (item) == self->shown;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, EmbarkImportResult *self)
{
  embark_import_item_set_row (EMBARK_IMPORT_ITEM (gtk_list_item_get_child (item)), self->import,
                              gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, EmbarkImportResult *self)
{
  embark_import_item_set_row (EMBARK_IMPORT_ITEM (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, embark_import_item_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
toggled_cb (GtkToggleButton *toggle, EmbarkImportResult *self)
{
  if (!gtk_toggle_button_get_active (toggle))
    return;
  for (guint i = 0; i <= ALL; i++)
    if (self->toggles[i] == toggle)
      self->shown = i;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
update_toggles (EmbarkImportResult *self)
{
  for (guint i = 0; i <= ALL; i++)
    {
      guint n = i == ALL ? g_list_model_get_n_items (G_LIST_MODEL (self->import))
                         : embark_import_get_count (self->import, i);
      g_autofree char *label = g_strdup_printf (
          "%s %'u", i == ALL ? C_ ("all rows of a table", "All") : embark_import_state_get_words (i), n);

      gtk_button_set_label (GTK_BUTTON (self->toggles[i]), label);
      gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->toggles[i])), n > 0);
    }
}

void
embark_import_result_refresh (EmbarkImportResult *self, const char *title, const char *words)
{
  g_return_if_fail (EMBARK_IS_IMPORT_RESULT (self));

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->words, words);
  update_toggles (self);
  self->shown = ALL;
  gtk_toggle_button_set_active (self->toggles[ALL], TRUE);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

void
embark_import_result_show_state (EmbarkImportResult *self, EmbarkImportState state)
{
  g_return_if_fail (EMBARK_IS_IMPORT_RESULT (self));

  gtk_toggle_button_set_active (self->toggles[state], TRUE);
}

void
embark_import_result_set_import (EmbarkImportResult *self, EmbarkImport *import)
{
  g_return_if_fail (EMBARK_IS_IMPORT_RESULT (self));

  g_set_object (&self->import, import);
  gtk_filter_list_model_set_model (self->model, G_LIST_MODEL (import));
}

static void
embark_import_result_dispose (GObject *object)
{
  EmbarkImportResult *self = EMBARK_IMPORT_RESULT (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_IMPORT_RESULT);
  g_clear_object (&self->model);
  g_clear_object (&self->import);
  G_OBJECT_CLASS (embark_import_result_parent_class)->dispose (object);
}

static void
embark_import_result_class_init (EmbarkImportResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_import_result_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/app/embark-import-result.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportResult, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportResult, words);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportResult, choices);
  gtk_widget_class_bind_template_child (widget_class, EmbarkImportResult, list);
}

static void
add_toggle (EmbarkImportResult *self, guint state)
{
  GtkWidget *toggle = gtk_toggle_button_new ();
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_widget_add_css_class (toggle, "choice");
  gtk_widget_add_css_class (toggle, "numeric");
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), toggle);
  gtk_flow_box_append (self->choices, child);
  self->toggles[state] = GTK_TOGGLE_BUTTON (toggle);
  if (state != ALL)
    gtk_toggle_button_set_group (self->toggles[state], self->toggles[ALL]);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_DEFAULT);
}

static void
embark_import_result_init (EmbarkImportResult *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->shown = ALL;
  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  self->model = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
  gtk_filter_list_model_set_incremental (self->model, TRUE);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_toggle (self, ALL);
  for (guint i = 0; i < ALL; i++)
    add_toggle (self, i);
  gtk_toggle_button_set_active (self->toggles[ALL], TRUE);

  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model))));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, selection);
}
