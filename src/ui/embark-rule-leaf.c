/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-rule-leaf.h"

#include "embark-field-cell.h"
#include "embark-field-editor.h"
#include "embark-json.h"

struct _EmbarkRuleLeaf
{
  AdwBin parent_instance;

  EmbarkFieldCell *left;       /* (unowned) */
  EmbarkFieldCell *comparison; /* (unowned) */
  EmbarkFieldCell *right;      /* (unowned) */

  EmbarkRuleContext *context; /* (owned) */
  JsonNode *value;            /* (owned) (nullable): as given */
  gboolean touched;
  gboolean drafted; /* nothing of it is saved: it has to be complete */
};

G_DEFINE_FINAL_TYPE (EmbarkRuleLeaf, embark_rule_leaf, ADW_TYPE_BIN)

/* Returns: (transfer full) (nullable) */
static char *
dup_lhs (EmbarkRuleLeaf *self)
{
  g_autoptr (JsonNode) left = embark_field_cell_dup_value (self->left);

  return left != NULL ? embark_field_value_to_text (left) : NULL;
}

static EmbarkRuleOptions *
get_column (EmbarkRuleLeaf *self)
{
  g_autofree char *lhs = dup_lhs (self);

  return lhs != NULL ? embark_rule_context_get_column (self->context, lhs) : NULL;
}

/* Returns: (transfer none): the members that the value had */
static JsonNode *
get_member (EmbarkRuleLeaf *self, const char *name)
{
  return embark_json_get_node (embark_json_node_object (self->value), name);
}

static gboolean
holds (GPtrArray *options, JsonNode *value)
{
  for (guint i = 0; i < options->len; i++)
    if (embark_field_value_equal (embark_option_get_value (g_ptr_array_index (options, i)), value))
      return TRUE;
  return FALSE;
}

/* What may stand beside the left side. */
static void
update_rest (EmbarkRuleLeaf *self)
{
  EmbarkRuleOptions *column = get_column (self);
  GPtrArray *operators = column != NULL ? embark_rule_options_get_operators (column) : NULL;
  GPtrArray *choices = column != NULL ? embark_rule_options_get_choices (column) : NULL;
  const char *type = column != NULL ? embark_rule_options_get_rhs_type (column) : NULL;
  g_autoptr (JsonNode) right = embark_field_cell_dup_value (self->right);

  if (operators == NULL || operators->len == 0)
    operators = embark_rule_context_get_default_operators (self->context);
  embark_field_cell_configure (self->comparison, operators, FALSE, FALSE);
  embark_field_cell_configure (self->right, choices, right != NULL && JSON_NODE_HOLDS_ARRAY (right),
                               g_strcmp0 (type, "number") == 0);
}

void
embark_rule_leaf_update (EmbarkRuleLeaf *self)
{
  embark_field_cell_configure (self->left, embark_rule_context_get_lefts (self->context), FALSE, FALSE);
  update_rest (self);
}

static void
ask (EmbarkRuleLeaf *self)
{
  g_autofree char *lhs = dup_lhs (self);

  if (lhs != NULL)
    embark_rule_context_want_column (self->context, lhs);
}

static void
answered_cb (EmbarkRuleLeaf *self, const char *lhs)
{
  g_autofree char *own = dup_lhs (self);

  if (g_strcmp0 (own, lhs) == 0)
    update_rest (self);
}

static void
changed_cb (EmbarkRuleLeaf *self)
{
  self->touched = TRUE;
  embark_rule_context_changed (self->context, FALSE);
}

static void
done_cb (EmbarkRuleLeaf *self)
{
  if (embark_rule_leaf_get_complete (self))
    embark_rule_context_changed (self->context, TRUE);
}

/* What stood beside the other left side is not kept where it cannot stand beside this one. */
static void
left_done_cb (EmbarkRuleLeaf *self)
{
  EmbarkRuleOptions *column = get_column (self);
  GPtrArray *operators = column != NULL ? embark_rule_options_get_operators (column) : NULL;
  GPtrArray *choices = column != NULL ? embark_rule_options_get_choices (column) : NULL;
  g_autoptr (JsonNode) operator= embark_field_cell_dup_value (self->comparison);
  g_autoptr (JsonNode) right = embark_field_cell_dup_value (self->right);

  if (operators != NULL && operators->len > 0 && operator!= NULL && !holds (operators, operator))
    embark_field_cell_set_value (self->comparison,
                                 embark_option_get_value (g_ptr_array_index (operators, 0)));
  if (choices != NULL && choices->len > 0 && right != NULL && !holds (choices, right))
    embark_field_cell_set_value (self->right, NULL);
  update_rest (self);
  ask (self);
  done_cb (self);
}

static void
embark_rule_leaf_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (embark_rule_leaf_parent_class)->map (widget);
  /* Not before somebody looks at it: each question is a request. */
  ask (EMBARK_RULE_LEAF (widget));
}

static void
embark_rule_leaf_finalize (GObject *object)
{
  EmbarkRuleLeaf *self = EMBARK_RULE_LEAF (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->value, json_node_unref);
  G_OBJECT_CLASS (embark_rule_leaf_parent_class)->finalize (object);
}

static void
embark_rule_leaf_class_init (EmbarkRuleLeafClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = embark_rule_leaf_finalize;
  widget_class->map = embark_rule_leaf_map;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static EmbarkFieldCell *
add_cell (EmbarkRuleLeaf *self, GtkWidget *flow, const char *label)
{
  GtkWidget *cell = embark_field_cell_new ();
  GtkWidget *child = gtk_flow_box_child_new ();

  embark_field_cell_set_label (EMBARK_FIELD_CELL (cell), label);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), cell);
  gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
  g_signal_connect_object (cell, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return EMBARK_FIELD_CELL (cell);
}

static void
embark_rule_leaf_init (EmbarkRuleLeaf *self)
{
  GtkWidget *flow = gtk_flow_box_new ();

  /* Three beside each other, or below each other where there is no room. */
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  self->left = add_cell (self, flow, _ ("What to compare"));
  self->comparison = add_cell (self, flow, _ ("Comparison"));
  self->right = add_cell (self, flow, _ ("Value"));
  adw_bin_set_child (ADW_BIN (self), flow);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Condition"), -1);
  g_signal_connect_object (self->left, "done", G_CALLBACK (left_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->right, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_rule_leaf_new (EmbarkRuleContext *context, JsonNode *value)
{
  EmbarkRuleLeaf *self = g_object_new (EMBARK_TYPE_RULE_LEAF, NULL);
  g_autoptr (JsonNode) equals = embark_field_string_node ("eq");

  self->context = g_object_ref (context);
  self->value = value != NULL ? json_node_ref (value) : NULL;
  self->drafted = self->touched = embark_rule_context_get_drafting (context);
  embark_field_cell_set_value (self->left, get_member (self, "lhs"));
  embark_field_cell_set_value (self->comparison, value != NULL ? get_member (self, "operator") : equals);
  embark_field_cell_set_value (self->right, get_member (self, "rhs"));
  embark_rule_leaf_update (self);
  g_signal_connect_object (context, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

static gboolean
is_plain (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node);
}

gboolean
embark_rule_leaf_understands (JsonNode *value)
{
  JsonObject *object = embark_json_node_object (value);
  JsonNode *right = embark_json_get_node (object, "rhs");
  JsonArray *array;

  if (object == NULL || !is_plain (embark_json_get_node (object, "lhs"))
      || !is_plain (embark_json_get_node (object, "operator")))
    return FALSE;
  if (is_plain (right))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (right))
    return FALSE;

  array = json_node_get_array (right);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!is_plain (json_array_get_element (array, i)))
      return FALSE;
  return TRUE;
}

static void
put (JsonObject *object, const char *name, EmbarkFieldCell *cell)
{
  g_autoptr (JsonNode) value = embark_field_cell_dup_value (cell);

  if (value != NULL)
    json_object_set_member (object, name, json_node_copy (value));
  else if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
}

/* The type belongs to the column: it changes when the left side does. */
static void
put_type (EmbarkRuleLeaf *self, JsonObject *object)
{
  EmbarkRuleOptions *column = get_column (self);
  g_autoptr (JsonNode) left = embark_field_cell_dup_value (self->left);
  const char *type = column != NULL ? embark_rule_options_get_rhs_type (column) : NULL;

  if (self->value != NULL && embark_field_value_equal (left, get_member (self, "lhs")))
    return;
  json_object_set_string_member (object, "type", type != NULL ? type : "text");
}

JsonNode *
embark_rule_leaf_dup_value (EmbarkRuleLeaf *self)
{
  JsonNode *node;
  JsonObject *object;
  g_autoptr (GList) members = NULL;

  if (self->value != NULL && !self->touched)
    return json_node_ref (self->value);

  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_node_take_object (node, object);
  if (self->value != NULL)
    members = json_object_get_members (json_node_get_object (self->value));
  for (GList *link = members; link != NULL; link = link->next)
    json_object_set_member (
        object, link->data,
        json_node_copy (json_object_get_member (json_node_get_object (self->value), link->data)));
  put (object, "lhs", self->left);
  put (object, "operator", self->comparison);
  put (object, "rhs", self->right);
  put_type (self, object);
  return node;
}

gboolean
embark_rule_leaf_get_complete (EmbarkRuleLeaf *self)
{
  EmbarkFieldCell *cells[] = { self->left, self->comparison, self->right };
  static const char *const names[] = { "lhs", "operator", "rhs" };

  if (self->value != NULL && !self->touched)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (JsonNode) value = embark_field_cell_dup_value (cells[i]);

      /* A saved condition may lack something on purpose. */
      if (value == NULL && (self->value == NULL || self->drafted || get_member (self, names[i]) != NULL))
        return FALSE;
    }
  return TRUE;
}
