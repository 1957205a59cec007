/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json-item.h"
#include "embark-json-tree-row.h"

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = make_label ("json-name");
  GtkWidget *value = make_label ("json-value");

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  /* As much of a name as fits beside a little of its value. */
  gtk_label_set_width_chars (GTK_LABEL (value), 6);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), value);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  /* JSON reads from the left in every language. */
  gtk_widget_set_direction (expander, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  gtk_list_item_set_child (item, expander);
}

static char *
dup_size (EmbarkJsonItem *item)
{
  const guint size = embark_json_item_get_size (item);

  if (embark_json_item_get_kind (item) == EMBARK_JSON_ITEM_OBJECT)
    /* Translators: of a JSON object */
    return g_strdup_printf (ngettext ("{ %u member }", "{ %u members }", size), size);
  /* Translators: of a JSON array */
  return g_strdup_printf (ngettext ("[ %u element ]", "[ %u elements ]", size), size);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  static const char *const classes[] = { "json-size", "json-size", "json-string", "json-number",
                                         "json-number" };
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *expander = gtk_list_item_get_child (list_item);
  GtkWidget *name = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  GtkWidget *value = gtk_widget_get_next_sibling (name);
  g_autoptr (EmbarkJsonItem) item = gtk_tree_list_row_get_item (row);
  const EmbarkJsonItemKind kind = embark_json_item_get_kind (item);
  g_autofree char *name_text = embark_json_item_dup_name (item);
  g_autofree char *value_text = kind == EMBARK_JSON_ITEM_OBJECT || kind == EMBARK_JSON_ITEM_ARRAY
                                    ? dup_size (item)
                                    : embark_json_item_dup_value (item);
  g_autofree char *label = g_strdup_printf ("%s: %s", name_text, value_text);
  const char *css[] = { "json-value", classes[kind], NULL };

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), row);
  gtk_label_set_text (GTK_LABEL (name), name_text);
  gtk_label_set_text (GTK_LABEL (value), value_text);
  gtk_widget_set_css_classes (value, css);
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (item)), NULL);
}

GtkListItemFactory *
embark_json_tree_row_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
