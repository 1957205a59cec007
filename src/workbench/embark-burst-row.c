/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-row.h"
#include "embark-burst-words.h"
#include "embark-time.h"

typedef struct
{
  GtkImage *state;
  GtkLabel *name;
  GtkLabel *detail;
} Row;

static void
show (GtkListItem *item)
{
  EmbarkBurst *burst = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  g_autofree char *when = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *label = NULL;

  if (burst == NULL || row == NULL)
    return;
  when = embark_time_dup_moment (embark_burst_get_created_at (burst), g_get_real_time ());
  summary = embark_burst_dup_summary (burst);
  detail = g_strdup_printf ("%s · %s", when, summary);
  embark_tone_apply_to_image (embark_burst_get_tone (burst), row->state);
  gtk_label_set_text (row->name, embark_burst_get_event (burst));
  gtk_label_set_text (row->detail, detail);
  /* Translators: a burst in a list for a screen reader: event, state, when and how far */
  label = g_strdup_printf (_ ("%s, %s, %s"), embark_burst_get_event (burst), embark_burst_state_word (burst),
                           detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (box, label);
}

static GtkLabel *
new_line (GtkBox *to)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (to, label);
  return GTK_LABEL (label);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Row *row = g_new0 (Row, 1);

  gtk_box_set_spacing (GTK_BOX (box), 9);
  row->state =
      GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->state));
  gtk_box_append (GTK_BOX (box), lines);
  row->name = new_line (GTK_BOX (lines));
  row->detail = new_line (GTK_BOX (lines));
  gtk_widget_add_css_class (GTK_WIDGET (row->detail), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (row->detail), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (row->detail), "numeric");
  gtk_list_item_set_child (item, box);
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GObject *burst = gtk_list_item_get_item (item);

  g_signal_connect_object (burst, "changed", G_CALLBACK (show), item, G_CONNECT_SWAPPED);
  g_signal_connect_object (burst, "notify::state", G_CALLBACK (show), item, G_CONNECT_SWAPPED);
  show (item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
}

GtkListItemFactory *
embark_burst_row_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
