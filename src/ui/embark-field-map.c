/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A choice for each label. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-cell.h"
#include "embark-field-editor.h"
#include "embark-text.h"
#include "embark-tooltip.h"

#define LABEL_CHARS    14
#define MAX_NAME_CHARS 300
/* More than these nobody fills in one by one: the value is shown as JSON. */
#define MAX_LINES 500

#define EMBARK_TYPE_FIELD_MAP (embark_field_map_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldMap, embark_field_map, EMBARK, FIELD_MAP, AdwBin)

struct _EmbarkFieldMap
{
  AdwBin parent_instance;

  GtkBox *box;         /* (unowned): the child */
  EmbarkField *field;  /* (owned) (nullable) */
  GHashTable *cells;   /* (owned) (element-type utf8 EmbarkFieldCell): by the label's value */
  GPtrArray *order;    /* (owned) (element-type utf8) */
  GtkSizeGroup *names; /* (owned) */
  JsonNode *value;     /* (owned) (nullable): as set */
};

static void embark_field_map_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldMap,
                               embark_field_map,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR, embark_field_map_editor_init))

static JsonNode *
get_member (JsonNode *value, const char *key)
{
  return value != NULL ? json_object_get_member (json_node_get_object (value), key) : NULL;
}

static GtkWidget *
new_line (EmbarkFieldMap *self, const char *name, GtkWidget *cell)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_CHARS);
  embark_tooltip_when_cut (GTK_LABEL (label));
  gtk_size_group_add_widget (self->names, label);
  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), arrow);
  gtk_box_append (GTK_BOX (line), cell);
  return line;
}

static void
add_line (EmbarkFieldMap *self, const char *key, const char *name, gboolean multiple)
{
  GtkWidget *cell;
  JsonNode *member = get_member (self->value, key);

  if (g_hash_table_contains (self->cells, key))
    return;

  cell = embark_field_cell_new ();
  embark_field_cell_set_label (EMBARK_FIELD_CELL (cell), name);
  embark_field_cell_set_value (EMBARK_FIELD_CELL (cell), member);
  embark_field_cell_configure (EMBARK_FIELD_CELL (cell), embark_field_get_options (self->field),
                               multiple || (member != NULL && JSON_NODE_HOLDS_ARRAY (member)), FALSE);
  g_signal_connect_object (cell, "changed", G_CALLBACK (embark_field_editor_emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "done", G_CALLBACK (embark_field_editor_emit_done), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->cells, g_strdup (key), cell);
  g_ptr_array_add (self->order, g_strdup (key));
  gtk_box_append (self->box, new_line (self, name, cell));
}

/* A line for each label, then for what is saved under labels that are gone. */
static void
build (EmbarkFieldMap *self)
{
  g_autoptr (GPtrArray) labels = embark_field_dup_labels (self->field);
  g_autoptr (GList) members = NULL;
  GtkWidget *child;

  g_hash_table_remove_all (self->cells);
  g_ptr_array_set_size (self->order, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);

  for (guint i = 0; i < MIN (labels->len, MAX_LINES); i++)
    {
      EmbarkOption *label = g_ptr_array_index (labels, i);
      g_autofree char *key = embark_field_value_to_text (embark_option_get_value (label));

      add_line (self, key, embark_option_get_name (label), embark_field_get_label_multiple (self->field, i));
    }
  if (self->value != NULL)
    members = json_object_get_members (json_node_get_object (self->value));
  for (GList *link = members; link != NULL; link = link->next)
    {
      g_autofree char *name = embark_text_clean (link->data, MAX_NAME_CHARS);

      add_line (self, link->data, name != NULL ? name : "", FALSE);
    }
}

static void
embark_field_map_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  EmbarkFieldMap *self = EMBARK_FIELD_MAP (editor);
  g_autoptr (GPtrArray) labels = NULL;
  gboolean same = self->field != NULL;
  guint n_known = 0;

  g_set_object (&self->field, field);
  labels = embark_field_dup_labels (field);
  for (guint i = 0; i < labels->len && same; i++)
    {
      g_autofree char *key =
          embark_field_value_to_text (embark_option_get_value (g_ptr_array_index (labels, i)));
      EmbarkFieldCell *cell = g_hash_table_lookup (self->cells, key);

      same = cell != NULL;
      n_known++;
    }

  if (!same || n_known == 0)
    {
      g_autoptr (JsonNode) shown = EMBARK_FIELD_EDITOR_GET_IFACE (editor)->dup_value (editor);

      /* What was chosen before the labels changed goes on as if it had been set. */
      g_clear_pointer (&self->value, json_node_unref);
      self->value = g_steal_pointer (&shown);
      build (self);
      return;
    }
  for (guint i = 0; i < labels->len; i++)
    {
      g_autofree char *key =
          embark_field_value_to_text (embark_option_get_value (g_ptr_array_index (labels, i)));
      EmbarkFieldCell *cell = g_hash_table_lookup (self->cells, key);
      JsonNode *member = get_member (self->value, key);

      embark_field_cell_configure (cell, embark_field_get_options (field),
                                   embark_field_get_label_multiple (field, i)
                                       || (member != NULL && JSON_NODE_HOLDS_ARRAY (member)),
                                   FALSE);
    }
}

static gboolean
embark_field_map_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  EmbarkFieldMap *self = EMBARK_FIELD_MAP (editor);
  JsonNode *old = self->value;

  if (value != NULL
      && (!JSON_NODE_HOLDS_OBJECT (value) || json_object_get_size (json_node_get_object (value)) > MAX_LINES))
    return FALSE;

  self->value = value != NULL ? json_node_ref (value) : NULL;
  g_clear_pointer (&old, json_node_unref);
  build (self);
  return TRUE;
}

static JsonNode *
embark_field_map_dup_value (EmbarkFieldEditor *editor)
{
  EmbarkFieldMap *self = EMBARK_FIELD_MAP (editor);
  g_autoptr (GList) members = NULL;
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  /* The order that it came in, then what is new. */
  if (self->value != NULL)
    members = json_object_get_members (json_node_get_object (self->value));
  for (GList *link = members; link != NULL; link = link->next)
    {
      EmbarkFieldCell *cell = g_hash_table_lookup (self->cells, link->data);
      g_autoptr (JsonNode) member = cell != NULL ? embark_field_cell_dup_value (cell) : NULL;

      if (member != NULL)
        json_object_set_member (object, link->data, json_node_copy (member));
    }
  for (guint i = 0; i < self->order->len; i++)
    {
      const char *key = g_ptr_array_index (self->order, i);
      g_autoptr (JsonNode) member = embark_field_cell_dup_value (g_hash_table_lookup (self->cells, key));

      if (member != NULL && !json_object_has_member (object, key))
        json_object_set_member (object, key, json_node_copy (member));
    }

  if (self->value == NULL && json_object_get_size (object) == 0)
    g_clear_pointer (&node, json_node_unref);
  return node;
}

static char *
embark_field_map_dup_hint (EmbarkFieldEditor *editor)
{
  EmbarkFieldMap *self = EMBARK_FIELD_MAP (editor);
  GHashTableIter iter;
  gpointer cell;

  if (self->order->len == 0)
    return g_strdup (_ ("It has no labels yet: the product that embeds it names them."));

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, NULL, &cell))
    if (embark_field_cell_get_gone (cell))
      return g_strdup (
          _ ("A saved value is not among the choices any more. It stays until another is chosen."));
  return NULL;
}

static GtkWidget *
embark_field_map_get_control (EmbarkFieldEditor *editor)
{
  return GTK_WIDGET (editor);
}

static void
embark_field_map_dispose (GObject *object)
{
  EmbarkFieldMap *self = EMBARK_FIELD_MAP (object);

  g_clear_object (&self->field);
  g_clear_object (&self->names);
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  G_OBJECT_CLASS (embark_field_map_parent_class)->dispose (object);
}

static void
embark_field_map_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_BELOW;
  iface->set_field = embark_field_map_set_field;
  iface->set_value = embark_field_map_set_value;
  iface->dup_value = embark_field_map_dup_value;
  iface->dup_hint = embark_field_map_dup_hint;
  iface->get_control = embark_field_map_get_control;
}

static void
embark_field_map_class_init (EmbarkFieldMapClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_field_map_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
embark_field_map_init (EmbarkFieldMap *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->box = GTK_BOX (box);
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->order = g_ptr_array_new_with_free_func (g_free);
  self->names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
embark_field_map_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_MAP, NULL);
}
