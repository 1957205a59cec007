/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-webhook-group.h"
#include "embark-workbench-problem.h"

struct _EmbarkWebhookGroup
{
  AdwBin parent_instance;

  GtkLabel *heading;     /* (unowned): in the bin */
  GtkMenuButton *rename; /* (unowned): in the bin */
  GtkEditable *entry;    /* (unowned): in the button's popover */
  GtkWidget *apply;      /* (unowned): in the button's popover */
  GtkListBox *list;      /* (unowned): in the bin */

  EmbarkWebhookBook *book;   /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *name;                /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EmbarkWebhookGroup, embark_webhook_group, ADW_TYPE_BIN)

static void
activated_cb (EmbarkWebhookGroup *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (
      GTK_WIDGET (self), "webhooks.edit", "s",
      embark_webhook_get_id (embark_webhook_row_get_webhook (EMBARK_WEBHOOK_ROW (row))));
}

static char *
typed (EmbarkWebhookGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
entry_changed_cb (EmbarkWebhookGroup *self)
{
  g_autofree char *text = typed (self);

  gtk_widget_set_sensitive (self->apply, g_strcmp0 (text, self->name != NULL ? self->name : "") != 0);
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_webhook_book_set_group_finish (EMBARK_WEBHOOK_BOOK (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    embark_workbench_report (GTK_WIDGET (user_data), error);
}

static void
apply_cb (EmbarkWebhookGroup *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = typed (self);
  GtkListBoxRow *row;

  if (!gtk_widget_get_sensitive (self->apply))
    return;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    g_ptr_array_add (
        ids, g_strdup (embark_webhook_get_id (embark_webhook_row_get_webhook (EMBARK_WEBHOOK_ROW (row)))));
  gtk_menu_button_popdown (self->rename);
  if (ids->len > 0)
    embark_webhook_book_set_group_async (self->book, ids, text, self->cancellable, renamed_cb, self);
}

static void
embark_webhook_group_dispose (GObject *object)
{
  EmbarkWebhookGroup *self = EMBARK_WEBHOOK_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (embark_webhook_group_parent_class)->dispose (object);
}

static void
embark_webhook_group_finalize (GObject *object)
{
  EmbarkWebhookGroup *self = EMBARK_WEBHOOK_GROUP (object);

  g_free (self->name);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_webhook_group_parent_class)->finalize (object);
}

static void
embark_webhook_group_class_init (EmbarkWebhookGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_webhook_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_webhook_group_finalize;
}

static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
make_popover (EmbarkWebhookGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *entry = gtk_entry_new ();

  self->entry = GTK_EDITABLE (entry);
  self->apply = gtk_button_new_with_mnemonic (_ ("_Change"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Name of the group"));
  set_label (entry, _ ("Name of the group"));
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->apply, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), self->apply);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
embark_webhook_group_init (EmbarkWebhookGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->cancellable = g_cancellable_new ();
  self->heading = GTK_LABEL (
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  self->rename = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->rename, "document-edit-symbolic");
  gtk_menu_button_set_popover (self->rename, make_popover (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->rename), _ ("Change the Group of All These"));
  set_label (GTK_WIDGET (self->rename), _ ("Change the Group of All These"));
  gtk_widget_add_css_class (GTK_WIDGET (self->rename), "flat");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->rename));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
embark_webhook_group_new (EmbarkWebhookBook *book, const char *name)
{
  EmbarkWebhookGroup *self = g_object_new (EMBARK_TYPE_WEBHOOK_GROUP, NULL);

  self->book = g_object_ref (book);
  self->name = g_strdup (name);
  gtk_label_set_text (self->heading, name != NULL ? name : _ ("Without a group"));
  set_label (GTK_WIDGET (self->list), gtk_label_get_text (self->heading));
  gtk_editable_set_text (self->entry, name != NULL ? name : "");
  entry_changed_cb (self);
  return GTK_WIDGET (self);
}

const char *
embark_webhook_group_get_name (EmbarkWebhookGroup *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK_GROUP (self), NULL);

  return self->name;
}

void
embark_webhook_group_append (EmbarkWebhookGroup *self, EmbarkWebhookRow *row)
{
  g_return_if_fail (EMBARK_IS_WEBHOOK_GROUP (self));

  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

void
embark_webhook_group_clear (EmbarkWebhookGroup *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (EMBARK_IS_WEBHOOK_GROUP (self));

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}
