/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A grid of pairs to add and remove: each left side once. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-cell.h"
#include "embark-field-editor.h"
#include "embark-json.h"

/* More than these nobody reads one by one: the value is shown as JSON. */
#define MAX_PAIRS 500

#define EMBARK_TYPE_FIELD_PAIRS (embark_field_pairs_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldPairs, embark_field_pairs, EMBARK, FIELD_PAIRS, AdwBin)

struct _EmbarkFieldPairs
{
  AdwBin parent_instance;

  GtkBox *box;       /* (unowned): the lines */
  GtkButton *add;    /* (unowned) */
  GPtrArray *lefts;  /* (owned) (nullable) (element-type EmbarkOption) */
  GPtrArray *rights; /* (owned) (nullable) (element-type EmbarkOption) */
  char *left_name;   /* (owned) (nullable) */
  char *right_name;  /* (owned) (nullable) */
  gboolean multiple;
  gboolean had_value;
};

static void embark_field_pairs_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldPairs,
                               embark_field_pairs,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR,
                                                      embark_field_pairs_editor_init))

static EmbarkFieldCell *
line_get_left (GtkWidget *line)
{
  return EMBARK_FIELD_CELL (gtk_widget_get_first_child (line));
}

static EmbarkFieldCell *
line_get_right (GtkWidget *line)
{
  return g_object_get_data (G_OBJECT (line), "right");
}

/* Returns: (transfer full) (nullable): the member's name that the left side is */
static char *
line_dup_key (GtkWidget *line)
{
  g_autoptr (JsonNode) left = embark_field_cell_dup_value (line_get_left (line));

  return left != NULL ? embark_field_value_to_text (left) : NULL;
}

/* Returns: (transfer full): a member's name as the option that it stands for, which may be a number */
static JsonNode *
node_of_key (EmbarkFieldPairs *self, const char *key)
{
  for (guint i = 0; self->lefts != NULL && i < self->lefts->len; i++)
    {
      JsonNode *value = embark_option_get_value (g_ptr_array_index (self->lefts, i));
      g_autofree char *text = embark_field_value_to_text (value);

      if (g_str_equal (text, key))
        return json_node_ref (value);
    }
  return embark_field_string_node (key);
}

static void
remove_cb (GtkButton *button, EmbarkFieldPairs *self)
{
  GtkWidget *line = gtk_widget_get_parent (GTK_WIDGET (button));
  GtkWidget *next = gtk_widget_get_next_sibling (line);

  /* The focus stays in the grid. */
  gtk_widget_child_focus (next != NULL ? next : GTK_WIDGET (self->add), GTK_DIR_TAB_FORWARD);
  gtk_box_remove (self->box, line);
  embark_field_editor_emit_changed (EMBARK_FIELD_EDITOR (self));
  embark_field_editor_emit_done (EMBARK_FIELD_EDITOR (self));
}

static void
configure_line (EmbarkFieldPairs *self, GtkWidget *line)
{
  g_autoptr (JsonNode) right = embark_field_cell_dup_value (line_get_right (line));

  embark_field_cell_set_label (line_get_left (line),
                               self->left_name != NULL ? self->left_name : _ ("Left side"));
  embark_field_cell_set_label (line_get_right (line),
                               self->right_name != NULL ? self->right_name : _ ("Right side"));
  embark_field_cell_configure (line_get_left (line), self->lefts, FALSE, FALSE);
  embark_field_cell_configure (line_get_right (line), self->rights,
                               self->multiple || (right != NULL && JSON_NODE_HOLDS_ARRAY (right)), FALSE);
}

static void
connect_cell (EmbarkFieldPairs *self, GtkWidget *cell)
{
  gtk_widget_set_hexpand (cell, TRUE);
  g_signal_connect_object (cell, "changed", G_CALLBACK (embark_field_editor_emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "done", G_CALLBACK (embark_field_editor_emit_done), self, G_CONNECT_SWAPPED);
}

/* @key: (nullable): for a new line */
static GtkWidget *
add_line (EmbarkFieldPairs *self, const char *key, JsonNode *value)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *left = embark_field_cell_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  GtkWidget *right = embark_field_cell_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autoptr (JsonNode) left_value = key != NULL ? node_of_key (self, key) : NULL;

  gtk_box_set_homogeneous (GTK_BOX (line), FALSE);
  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_widget_set_tooltip_text (button, _ ("Remove This Pair"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_box_append (GTK_BOX (line), left);
  gtk_box_append (GTK_BOX (line), arrow);
  gtk_box_append (GTK_BOX (line), right);
  gtk_box_append (GTK_BOX (line), button);
  g_object_set_data (G_OBJECT (line), "right", right);

  embark_field_cell_set_value (EMBARK_FIELD_CELL (left), left_value);
  embark_field_cell_set_value (EMBARK_FIELD_CELL (right), value);
  configure_line (self, line);
  connect_cell (self, left);
  connect_cell (self, right);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  gtk_box_append (self->box, line);
  return line;
}

static void
add_cb (EmbarkFieldPairs *self)
{
  GtkWidget *line = add_line (self, NULL, NULL);

  gtk_widget_child_focus (line, GTK_DIR_TAB_FORWARD);
  embark_field_editor_emit_changed (EMBARK_FIELD_EDITOR (self));
}

static GPtrArray *
take_options (JsonObject *side)
{
  return side != NULL ? embark_field_dup_options_of (side) : NULL;
}

static void
embark_field_pairs_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  EmbarkFieldPairs *self = EMBARK_FIELD_PAIRS (editor);
  JsonObject *lhs = embark_field_get_mapping (field, "lhs");
  JsonObject *rhs = embark_field_get_mapping (field, "rhs");

  g_clear_pointer (&self->lefts, g_ptr_array_unref);
  g_clear_pointer (&self->rights, g_ptr_array_unref);
  g_free (self->left_name);
  g_free (self->right_name);
  self->lefts = take_options (lhs);
  self->rights = take_options (rhs);
  self->left_name = embark_json_dup_label (lhs, "name");
  self->right_name = embark_json_dup_label (rhs, "name");
  self->multiple = embark_json_get_boolean (rhs, "multiple", FALSE);
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->box)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    configure_line (self, line);
}

static gboolean
embark_field_pairs_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  EmbarkFieldPairs *self = EMBARK_FIELD_PAIRS (editor);
  g_autoptr (GList) members = NULL;
  GtkWidget *child;

  if (value != NULL
      && (!JSON_NODE_HOLDS_OBJECT (value) || json_object_get_size (json_node_get_object (value)) > MAX_PAIRS))
    return FALSE;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  self->had_value = value != NULL;
  if (value != NULL)
    members = json_object_get_members (json_node_get_object (value));
  for (GList *link = members; link != NULL; link = link->next)
    add_line (self, link->data, json_object_get_member (json_node_get_object (value), link->data));
  return TRUE;
}

static JsonNode *
embark_field_pairs_dup_value (EmbarkFieldEditor *editor)
{
  EmbarkFieldPairs *self = EMBARK_FIELD_PAIRS (editor);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->box)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      g_autofree char *key = line_dup_key (line);
      g_autoptr (JsonNode) right = embark_field_cell_dup_value (line_get_right (line));

      /* A line that is still being filled in is no pair yet. */
      if (key != NULL && right != NULL)
        json_object_set_member (object, key, json_node_copy (right));
    }

  if (!self->had_value && json_object_get_size (object) == 0)
    g_clear_pointer (&node, json_node_unref);
  return node;
}

static gboolean
embark_field_pairs_get_valid (EmbarkFieldEditor *editor, char **reason)
{
  EmbarkFieldPairs *self = EMBARK_FIELD_PAIRS (editor);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->box)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      char *key = line_dup_key (line);

      if (key != NULL && !g_hash_table_add (seen, key))
        {
          *reason = g_strdup (_ ("The same left side stands in two pairs. Each can stand in one."));
          return FALSE;
        }
    }
  return TRUE;
}

static char *
embark_field_pairs_dup_hint (EmbarkFieldEditor *editor)
{
  EmbarkFieldPairs *self = EMBARK_FIELD_PAIRS (editor);

  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->box)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    if (embark_field_cell_get_gone (line_get_left (line))
        || embark_field_cell_get_gone (line_get_right (line)))
      return g_strdup (
          _ ("A saved value is not among the choices any more. It stays until another is chosen."));
  return NULL;
}

static GtkWidget *
embark_field_pairs_get_control (EmbarkFieldEditor *editor)
{
  return GTK_WIDGET (editor);
}

static void
embark_field_pairs_finalize (GObject *object)
{
  EmbarkFieldPairs *self = EMBARK_FIELD_PAIRS (object);

  g_clear_pointer (&self->lefts, g_ptr_array_unref);
  g_clear_pointer (&self->rights, g_ptr_array_unref);
  g_free (self->left_name);
  g_free (self->right_name);
  G_OBJECT_CLASS (embark_field_pairs_parent_class)->finalize (object);
}

static void
embark_field_pairs_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_BELOW;
  iface->set_field = embark_field_pairs_set_field;
  iface->set_value = embark_field_pairs_set_value;
  iface->dup_value = embark_field_pairs_dup_value;
  iface->get_valid = embark_field_pairs_get_valid;
  iface->dup_hint = embark_field_pairs_dup_hint;
  iface->get_control = embark_field_pairs_get_control;
}

static void
embark_field_pairs_class_init (EmbarkFieldPairsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_field_pairs_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
embark_field_pairs_init (EmbarkFieldPairs *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add Pair"));

  self->box = GTK_BOX (box);
  self->add = GTK_BUTTON (add);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_widget_add_css_class (add, "small-button");
  gtk_box_append (GTK_BOX (outer), box);
  gtk_box_append (GTK_BOX (outer), add);
  adw_bin_set_child (ADW_BIN (self), outer);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_field_pairs_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_PAIRS, NULL);
}
