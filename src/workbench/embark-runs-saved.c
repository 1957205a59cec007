/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json.h"
#include "embark-runs-saved.h"
#include "embark-saved-views.h"
#include "embark-workbench-problem.h"

/* What the journal calls the list. */
#define SUBJECT "runs"

struct _EmbarkRunsSaved
{
  GtkPopover parent_instance;

  GtkListBox *list;
  GtkWidget *deleted_box;
  GtkLabel *deleted;
  GtkWidget *undo;
  GtkEditable *name;
  GtkWidget *save;

  EmbarkSavedViews *views;   /* (owned) (nullable) */
  EmbarkSavedView *renaming; /* (owned) (nullable): the one whose new name is typed */
  EmbarkRunsFilter *filter;  /* (unowned) (nullable): of the same view, as the next */
  GtkEditable *search;       /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EmbarkRunsSaved, embark_runs_saved, GTK_TYPE_POPOVER)

static G_DEFINE_QUARK (embark - runs - saved - view, view_of_row)

static char *
dup_name (EmbarkRunsSaved *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
}

static void
update (EmbarkRunsSaved *self)
{
  EmbarkSavedView *deleted = self->views != NULL ? embark_saved_views_get_deleted (self->views) : NULL;
  g_autofree char *name = dup_name (self);
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->save, self->views != NULL && *name != '\0');
  gtk_button_set_label (GTK_BUTTON (self->save), self->renaming != NULL ? _ ("_Rename") : _ ("_Save"));
  gtk_widget_set_visible (self->deleted_box, deleted != NULL);
  if (deleted == NULL)
    return;
  /* Translators: %s is the name of a saved view */
  text = g_strdup_printf (_ ("“%s” deleted"), embark_saved_view_get_name (deleted));
  gtk_label_set_text (self->deleted, text);
}

static void
set_renaming (EmbarkRunsSaved *self, EmbarkSavedView *view)
{
  g_set_object (&self->renaming, view);
  gtk_editable_set_text (self->name, view != NULL ? embark_saved_view_get_name (view) : "");
  update (self);
}

/* Returns: (transfer full): filter and search as they are kept */
static char *
dup_shown (EmbarkRunsSaved *self)
{
  g_autoptr (JsonObject) object = embark_runs_filter_dup_json (self->filter);
  g_autoptr (JsonNode) node = NULL;

  json_object_set_string_member (object, "search", gtk_editable_get_text (self->search));
  node = json_node_init_object (json_node_alloc (), object);
  return embark_json_to_string (node, FALSE);
}

static void
name_changed_cb (EmbarkRunsSaved *self)
{
  update (self);
}

static void
save_clicked_cb (EmbarkRunsSaved *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *text = NULL;

  if (self->views == NULL || *name == '\0')
    return;
  if (self->renaming != NULL)
    embark_saved_views_rename (self->views, self->renaming, name);
  else
    {
      text = dup_shown (self);
      embark_saved_views_save (self->views, name, text);
    }
  set_renaming (self, NULL);
}

static void
undo_clicked_cb (EmbarkRunsSaved *self)
{
  embark_saved_views_undo_delete (self->views);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
row_activated_cb (EmbarkRunsSaved *self, GtkListBoxRow *row)
{
  EmbarkSavedView *view = g_object_get_qdata (G_OBJECT (row), view_of_row_quark ());
  g_autoptr (JsonNode) node = embark_json_parse (embark_saved_view_get_text (view), -1, NULL);
  JsonObject *object = embark_json_node_object (node);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (object == NULL)
    return;
  embark_runs_filter_set_json (self->filter, object);
  gtk_editable_set_text (self->search, embark_json_get_string (object, "search", ""));
}

/* ---- rows ---- */

static EmbarkSavedView *
get_view (GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  return g_object_get_qdata (G_OBJECT (row), view_of_row_quark ());
}

static void
rename_clicked_cb (GtkWidget *button, EmbarkRunsSaved *self)
{
  set_renaming (self, get_view (button));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
delete_clicked_cb (GtkWidget *button, EmbarkRunsSaved *self)
{
  EmbarkSavedView *view = get_view (button);

  if (view == self->renaming)
    set_renaming (self, NULL);
  embark_saved_views_delete (self->views, view);
  update (self);
  gtk_widget_grab_focus (self->undo);
}

static void
add_button (GtkWidget *box, const char *icon, const char *words, GCallback clicked, EmbarkRunsSaved *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "small-round");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer data)
{
  EmbarkRunsSaved *self = data;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (embark_saved_view_get_name (item));
  g_autofree char *rename_words = NULL;
  g_autofree char *delete_words = NULL;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  /* Translators: %s is the name of a saved view */
  rename_words = g_strdup_printf (_ ("Rename “%s”"), embark_saved_view_get_name (item));
  /* Translators: %s is the name of a saved view */
  delete_words = g_strdup_printf (_ ("Delete “%s”"), embark_saved_view_get_name (item));
  add_button (box, "document-edit-symbolic", rename_words, G_CALLBACK (rename_clicked_cb), self);
  add_button (box, "user-trash-symbolic", delete_words, G_CALLBACK (delete_clicked_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_qdata_full (G_OBJECT (row), view_of_row_quark (), g_object_ref (item), g_object_unref);
  return row;
}

static void
failed_cb (EmbarkRunsSaved *self, const GError *error)
{
  embark_workbench_report (GTK_WIDGET (self), error);
}

static void
closed_cb (EmbarkRunsSaved *self)
{
  set_renaming (self, NULL);
}

/* ---- the class ---- */

static void
embark_runs_saved_dispose (GObject *object)
{
  EmbarkRunsSaved *self = EMBARK_RUNS_SAVED (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  g_signal_handlers_disconnect_by_func (self, closed_cb, self);
  g_clear_object (&self->views);
  g_clear_object (&self->renaming);
  gtk_popover_set_child (GTK_POPOVER (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_RUNS_SAVED);
  G_OBJECT_CLASS (embark_runs_saved_parent_class)->dispose (object);
}

static void
embark_runs_saved_class_init (EmbarkRunsSavedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_runs_saved_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-runs-saved.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsSaved, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsSaved, deleted_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsSaved, deleted);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsSaved, undo);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsSaved, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsSaved, save);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
embark_runs_saved_init (EmbarkRunsSaved *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), self);
  update (self);
}

void
embark_runs_saved_set_up (EmbarkRunsSaved *self,
                          EmbarkWorkspace *workspace,
                          EmbarkRunsFilter *filter,
                          GtkEditable *search)
{
  g_return_if_fail (EMBARK_IS_RUNS_SAVED (self));
  g_return_if_fail (self->views == NULL);

  self->filter = filter;
  self->search = search;
  self->views = embark_saved_views_new (workspace, SUBJECT);
  g_signal_connect_object (self->views, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->views), create_row_cb, self, NULL);
  update (self);
}
