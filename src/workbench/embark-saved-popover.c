/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-saved-popover.h"

typedef struct
{
  GtkLabel *title;
  GtkListBox *list;
  GtkLabel *none;
  GtkWidget *deleted_box;
  GtkLabel *deleted;
  GtkWidget *undo;
  GtkEntry *name;
  GtkWidget *save;
  GtkLabel *refusal;

  GListModel *model;   /* (owned) (nullable) */
  GObject *renaming;   /* (owned) (nullable): what gets the name that is typed */
  gboolean taken;      /* the name is another one's: saving once more takes its place */
  gboolean busy;       /* it is saved at the moment */
  gboolean forgetting; /* somebody asked to delete: undoing is what comes next */
} EmbarkSavedPopoverPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EmbarkSavedPopover, embark_saved_popover, GTK_TYPE_POPOVER)

static G_DEFINE_QUARK (embark - saved - popover - item, item_of_row)

static EmbarkSavedPopoverPrivate *
get_private (EmbarkSavedPopover *self)
{
  return embark_saved_popover_get_instance_private (self);
}

static char *
dup_name (EmbarkSavedPopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (get_private (self)->name))));
}

static void
update (EmbarkSavedPopover *self)
{
  EmbarkSavedPopoverPrivate *priv = get_private (self);
  g_autofree char *name = dup_name (self);
  const char *label = _ ("_Save");

  if (priv->renaming != NULL)
    label = _ ("_Rename");
  else if (priv->taken)
    label = _ ("_Replace");
  gtk_widget_set_sensitive (priv->save, priv->model != NULL && *name != '\0');
  gtk_button_set_label (GTK_BUTTON (priv->save), label);
}

static void
show_refusal (EmbarkSavedPopover *self, const char *words, gboolean taken)
{
  EmbarkSavedPopoverPrivate *priv = get_private (self);

  gtk_label_set_text (priv->refusal, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->refusal), words != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (priv->name), GTK_ACCESSIBLE_STATE_INVALID,
                               words != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (words != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (priv->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (priv->name), "error");
  priv->taken = taken;
  update (self);
}

static void
set_renaming (EmbarkSavedPopover *self, gpointer item)
{
  EmbarkSavedPopoverPrivate *priv = get_private (self);

  g_set_object (&priv->renaming, item);
  gtk_editable_set_text (GTK_EDITABLE (priv->name),
                         item != NULL ? EMBARK_SAVED_POPOVER_GET_CLASS (self)->get_name (item) : "");
  show_refusal (self, NULL, FALSE);
}

static void
name_changed_cb (EmbarkSavedPopover *self)
{
  show_refusal (self, NULL, FALSE);
}

static void
save_clicked_cb (EmbarkSavedPopover *self)
{
  EmbarkSavedPopoverPrivate *priv = get_private (self);
  g_autofree char *name = dup_name (self);

  if (priv->model == NULL || priv->busy || *name == '\0')
    return;
  priv->busy = TRUE;
  if (priv->renaming != NULL)
    EMBARK_SAVED_POPOVER_GET_CLASS (self)->rename (self, priv->renaming, name);
  else
    EMBARK_SAVED_POPOVER_GET_CLASS (self)->save (self, name, priv->taken);
}

static void
undo_clicked_cb (EmbarkSavedPopover *self)
{
  EMBARK_SAVED_POPOVER_GET_CLASS (self)->undo (self);
}

static void
row_activated_cb (EmbarkSavedPopover *self, GtkListBoxRow *row)
{
  g_autoptr (GObject) item = g_object_ref (g_object_get_qdata (G_OBJECT (row), item_of_row_quark ()));

  gtk_popover_popdown (GTK_POPOVER (self));
  EMBARK_SAVED_POPOVER_GET_CLASS (self)->choose (self, item);
}

/* ---- rows ---- */

static gpointer
get_item (GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  return g_object_get_qdata (G_OBJECT (row), item_of_row_quark ());
}

static void
rename_clicked_cb (GtkWidget *button, EmbarkSavedPopover *self)
{
  set_renaming (self, get_item (button));
  gtk_widget_grab_focus (GTK_WIDGET (get_private (self)->name));
}

static void
delete_clicked_cb (GtkWidget *button, EmbarkSavedPopover *self)
{
  EmbarkSavedPopoverPrivate *priv = get_private (self);
  g_autoptr (GObject) item = g_object_ref (get_item (button));

  if (item == priv->renaming)
    set_renaming (self, NULL);
  priv->forgetting = TRUE;
  EMBARK_SAVED_POPOVER_GET_CLASS (self)->remove (self, item);
}

static void
add_button (GtkWidget *box, const char *icon, const char *words, GCallback clicked, EmbarkSavedPopover *self)
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
  EmbarkSavedPopover *self = data;
  const char *name = EMBARK_SAVED_POPOVER_GET_CLASS (self)->get_name (item);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (name);
  g_autofree char *rename_words = NULL;
  g_autofree char *delete_words = NULL;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, name);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  /* Translators: %s is the name under which something was saved */
  rename_words = g_strdup_printf (_ ("Rename “%s”"), name);
  /* Translators: %s is the name under which something was saved */
  delete_words = g_strdup_printf (_ ("Delete “%s”"), name);
  add_button (box, "document-edit-symbolic", rename_words, G_CALLBACK (rename_clicked_cb), self);
  add_button (box, "user-trash-symbolic", delete_words, G_CALLBACK (delete_clicked_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_qdata_full (G_OBJECT (row), item_of_row_quark (), g_object_ref (item), g_object_unref);
  return row;
}

static void
closed_cb (EmbarkSavedPopover *self)
{
  set_renaming (self, NULL);
}

/* ---- the class ---- */

static void
embark_saved_popover_dispose (GObject *object)
{
  EmbarkSavedPopover *self = EMBARK_SAVED_POPOVER (object);
  EmbarkSavedPopoverPrivate *priv = get_private (self);

  if (priv->list != NULL)
    gtk_list_box_bind_model (priv->list, NULL, NULL, NULL, NULL);
  g_signal_handlers_disconnect_by_func (self, closed_cb, self);
  g_clear_object (&priv->model);
  g_clear_object (&priv->renaming);
  /* The template is not this object's class's own, and cannot be disposed of by name. */
  gtk_popover_set_child (GTK_POPOVER (self), NULL);
  G_OBJECT_CLASS (embark_saved_popover_parent_class)->dispose (object);
}

static void
embark_saved_popover_class_init (EmbarkSavedPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_saved_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-saved-popover.ui");
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkSavedPopover, title);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkSavedPopover, list);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkSavedPopover, none);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkSavedPopover, deleted_box);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkSavedPopover, deleted);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkSavedPopover, undo);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkSavedPopover, name);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkSavedPopover, save);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkSavedPopover, refusal);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
embark_saved_popover_init (EmbarkSavedPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), self);
  update (self);
}

void
embark_saved_popover_set_words (EmbarkSavedPopover *self,
                                const char *title,
                                const char *none,
                                const char *name)
{
  EmbarkSavedPopoverPrivate *priv = get_private (self);

  gtk_label_set_text (priv->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_label_set_text (priv->none, none);
  gtk_entry_set_placeholder_text (priv->name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->name), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
embark_saved_popover_set_model (EmbarkSavedPopover *self, GListModel *model)
{
  EmbarkSavedPopoverPrivate *priv = get_private (self);

  g_return_if_fail (EMBARK_IS_SAVED_POPOVER (self));

  if (!g_set_object (&priv->model, model))
    return;
  priv->busy = FALSE;
  gtk_list_box_bind_model (priv->list, model, create_row_cb, self, NULL);
  set_renaming (self, NULL);
}

GtkEntry *
embark_saved_popover_get_entry (EmbarkSavedPopover *self)
{
  g_return_val_if_fail (EMBARK_IS_SAVED_POPOVER (self), NULL);

  return get_private (self)->name;
}

void
embark_saved_popover_done (EmbarkSavedPopover *self, const GError *refusal, gboolean taken)
{
  g_return_if_fail (EMBARK_IS_SAVED_POPOVER (self));

  get_private (self)->busy = FALSE;
  if (refusal == NULL)
    set_renaming (self, NULL);
  else
    show_refusal (self, refusal->message, taken);
}

void
embark_saved_popover_set_deleted (EmbarkSavedPopover *self, const char *name)
{
  EmbarkSavedPopoverPrivate *priv = get_private (self);
  const gboolean forgetting = priv->forgetting;
  const gboolean undone = name == NULL && gtk_widget_has_focus (priv->undo);
  g_autofree char *text = NULL;

  priv->forgetting = FALSE;
  if (name != NULL)
    {
      /* Translators: %s is the name under which something was saved */
      text = g_strdup_printf (_ ("“%s” deleted"), name);
      gtk_label_set_text (priv->deleted, text);
    }
  gtk_widget_set_visible (priv->deleted_box, name != NULL);
  if (name != NULL && forgetting && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (priv->undo);
  else if (undone)
    gtk_widget_grab_focus (GTK_WIDGET (priv->list));
}
