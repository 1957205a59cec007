/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-rule-group.h"

#include "embark-field-editor.h"
#include "embark-json.h"
#include "embark-rule-leaf.h"

/* Deeper than this nobody reads a rule as boxes in boxes: it is shown as JSON. */
#define MAX_DEPTH 8
/* Nor more conditions than these: each is a row of widgets. */
#define MAX_CONDITIONS 200

struct _EmbarkRuleGroup
{
  AdwBin parent_instance;

  GtkDropDown *logic; /* (unowned) */
  GtkBox *head;       /* (unowned) */
  GtkBox *children;   /* (unowned): lines with a leaf or a group first */
  GtkButton *add;     /* (unowned) */
  GtkButton *nest;    /* (unowned) */

  EmbarkRuleContext *context; /* (owned) */
  guint depth;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (EmbarkRuleGroup, embark_rule_group, ADW_TYPE_BIN)

static void
remove_line (EmbarkRuleGroup *self, GtkWidget *line)
{
  GtkWidget *next = gtk_widget_get_next_sibling (line);

  /* The focus stays in the rule. */
  gtk_widget_child_focus (next != NULL ? next : GTK_WIDGET (self->add), GTK_DIR_TAB_FORWARD);
  gtk_box_remove (self->children, line);
  embark_rule_context_changed (self->context, FALSE);
  embark_rule_context_changed (self->context, TRUE);
}

static void
remove_cb (GtkWidget *button)
{
  GtkWidget *line = g_object_get_data (G_OBJECT (button), "line");

  remove_line (EMBARK_RULE_GROUP (gtk_widget_get_ancestor (line, EMBARK_TYPE_RULE_GROUP)), line);
}

static GtkWidget *
new_remove_button (const char *tooltip, GtkWidget *line)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_object_set_data (G_OBJECT (button), "line", line);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), NULL);
  return button;
}

static GtkWidget *
add_child (EmbarkRuleGroup *self, GtkWidget *child)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_hexpand (child, TRUE);
  gtk_box_append (GTK_BOX (line), child);
  if (EMBARK_IS_RULE_GROUP (child))
    gtk_box_append (EMBARK_RULE_GROUP (child)->head, new_remove_button (_ ("Remove This Group"), line));
  else
    gtk_box_append (GTK_BOX (line), new_remove_button (_ ("Remove This Condition"), line));
  gtk_box_append (self->children, line);
  return line;
}

static void
add_cb (EmbarkRuleGroup *self)
{
  GtkWidget *line = add_child (self, embark_rule_leaf_new (self->context, NULL));

  gtk_widget_child_focus (line, GTK_DIR_TAB_FORWARD);
  embark_rule_context_changed (self->context, FALSE);
}

static void
nest_cb (EmbarkRuleGroup *self)
{
  GtkWidget *group = embark_rule_group_new (self->context, NULL, self->depth + 1);

  add_child (EMBARK_RULE_GROUP (group), embark_rule_leaf_new (self->context, NULL));
  add_child (self, group);
  gtk_widget_child_focus (GTK_WIDGET (EMBARK_RULE_GROUP (group)->children), GTK_DIR_TAB_FORWARD);
  embark_rule_context_changed (self->context, FALSE);
}

static void
logic_cb (EmbarkRuleGroup *self)
{
  if (self->setting)
    return;
  embark_rule_context_changed (self->context, FALSE);
  embark_rule_context_changed (self->context, TRUE);
}

static void
embark_rule_group_dispose (GObject *object)
{
  EmbarkRuleGroup *self = EMBARK_RULE_GROUP (object);

  self->setting = TRUE;
  g_clear_object (&self->context);
  G_OBJECT_CLASS (embark_rule_group_parent_class)->dispose (object);
}

static void
embark_rule_group_class_init (EmbarkRuleGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_rule_group_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
new_button (const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "small-button");
  return button;
}

static void
embark_rule_group_init (EmbarkRuleGroup *self)
{
  const char *const words[] = { _ ("All of these"), _ ("Any of these"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *logic = gtk_drop_down_new_from_strings (words);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->logic = GTK_DROP_DOWN (logic);
  self->head = GTK_BOX (head);
  self->children = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->add = GTK_BUTTON (new_button (_ ("Add Condition")));
  self->nest = GTK_BUTTON (new_button (_ ("Add Group")));
  gtk_widget_set_halign (logic, GTK_ALIGN_START);
  gtk_widget_set_hexpand (logic, TRUE);
  gtk_widget_add_css_class (logic, "small-drop");
  gtk_accessible_update_property (GTK_ACCESSIBLE (logic), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Which conditions must hold"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Conditions"), -1);
  gtk_box_append (self->head, logic);
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (self->add));
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (self->nest));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->children));
  gtk_box_append (GTK_BOX (box), foot);
  gtk_widget_add_css_class (box, "rule-group");
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (logic, "notify::selected", G_CALLBACK (logic_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->nest, "clicked", G_CALLBACK (nest_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
is_group (JsonNode *value)
{
  JsonObject *object = embark_json_node_object (value);

  return object != NULL
         && (json_object_has_member (object, "conditions") || json_object_has_member (object, "logic"));
}

GtkWidget *
embark_rule_group_new (EmbarkRuleContext *context, JsonNode *value, guint depth)
{
  EmbarkRuleGroup *self = g_object_new (EMBARK_TYPE_RULE_GROUP, NULL);
  JsonObject *object = embark_json_node_object (value);
  JsonArray *conditions = embark_json_get_array (object, "conditions");

  self->context = g_object_ref (context);
  self->depth = depth;
  self->setting = TRUE;
  gtk_drop_down_set_selected (self->logic,
                              g_str_equal (embark_json_get_string (object, "logic", "AND"), "OR") ? 1 : 0);
  self->setting = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->nest), depth + 1 < MAX_DEPTH);
  for (guint i = 0; conditions != NULL && i < json_array_get_length (conditions); i++)
    {
      JsonNode *child = json_array_get_element (conditions, i);

      add_child (self, is_group (child) ? embark_rule_group_new (context, child, depth + 1)
                                        : embark_rule_leaf_new (context, child));
    }
  return GTK_WIDGET (self);
}

static gboolean
understands (JsonNode *value, guint depth, guint *n_left)
{
  JsonObject *object = embark_json_node_object (value);
  JsonArray *conditions = embark_json_get_array (object, "conditions");
  const char *logic = embark_json_get_string (object, "logic", "");

  if (object == NULL || depth >= MAX_DEPTH || json_object_get_size (object) != 2 || conditions == NULL
      || (!g_str_equal (logic, "AND") && !g_str_equal (logic, "OR")))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (conditions); i++)
    {
      JsonNode *child = json_array_get_element (conditions, i);

      if (*n_left == 0)
        return FALSE;
      (*n_left)--;
      if (is_group (child) ? !understands (child, depth + 1, n_left) : !embark_rule_leaf_understands (child))
        return FALSE;
    }
  return TRUE;
}

gboolean
embark_rule_group_understands (JsonNode *value, guint depth)
{
  guint n_left = MAX_CONDITIONS;

  return understands (value, depth, &n_left);
}

JsonNode *
embark_rule_group_dup_value (EmbarkRuleGroup *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *conditions = json_array_new ();

  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->children)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *child = gtk_widget_get_first_child (line);
      g_autoptr (JsonNode) value = EMBARK_IS_RULE_GROUP (child)
                                       ? embark_rule_group_dup_value (EMBARK_RULE_GROUP (child))
                                       : embark_rule_leaf_dup_value (EMBARK_RULE_LEAF (child));

      json_array_add_element (conditions, json_node_copy (value));
    }
  json_object_set_string_member (object, "logic",
                                 gtk_drop_down_get_selected (self->logic) == 1 ? "OR" : "AND");
  json_object_set_array_member (object, "conditions", conditions);
  json_node_take_object (node, object);
  return node;
}

guint
embark_rule_group_get_n_children (EmbarkRuleGroup *self)
{
  guint n_children = 0;

  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->children)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    n_children++;
  return n_children;
}

gboolean
embark_rule_group_get_complete (EmbarkRuleGroup *self)
{
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->children)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *child = gtk_widget_get_first_child (line);

      if (EMBARK_IS_RULE_GROUP (child) ? !embark_rule_group_get_complete (EMBARK_RULE_GROUP (child))
                                       : !embark_rule_leaf_get_complete (EMBARK_RULE_LEAF (child)))
        return FALSE;
    }
  return TRUE;
}

void
embark_rule_group_update (EmbarkRuleGroup *self)
{
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->children)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *child = gtk_widget_get_first_child (line);

      if (EMBARK_IS_RULE_GROUP (child))
        embark_rule_group_update (EMBARK_RULE_GROUP (child));
      else
        embark_rule_leaf_update (EMBARK_RULE_LEAF (child));
    }
}
