/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A rule: groups of conditions within each other. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-editor.h"
#include "embark-json.h"
#include "embark-rule-group.h"

#define EMBARK_TYPE_FIELD_RULES (embark_field_rules_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldRules, embark_field_rules, EMBARK, FIELD_RULES, AdwBin)

struct _EmbarkFieldRules
{
  AdwBin parent_instance;

  EmbarkRuleGroup *group;     /* (unowned): the child */
  EmbarkRuleContext *context; /* (owned) */
  gboolean had_value;
};

static void embark_field_rules_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldRules,
                               embark_field_rules,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR,
                                                      embark_field_rules_editor_init))

static void
changed_cb (EmbarkFieldRules *self, gboolean done)
{
  if (done)
    embark_field_editor_emit_done (EMBARK_FIELD_EDITOR (self));
  else
    embark_field_editor_emit_changed (EMBARK_FIELD_EDITOR (self));
}

static void
ask_cb (EmbarkFieldRules *self, const char *lhs)
{
  embark_field_editor_emit_rule_column (EMBARK_FIELD_EDITOR (self), lhs);
}

static void
embark_field_rules_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  EmbarkFieldRules *self = EMBARK_FIELD_RULES (editor);

  embark_rule_context_set_field (self->context, field);
  embark_rule_group_update (self->group);
}

static gboolean
embark_field_rules_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  EmbarkFieldRules *self = EMBARK_FIELD_RULES (editor);
  gboolean empty = embark_field_value_is_empty (value);
  GtkWidget *group;

  /* An empty object is a rule without conditions; an empty list or text is something else. */
  if (empty && value != NULL && !JSON_NODE_HOLDS_OBJECT (value))
    return FALSE;
  if (!empty && !embark_rule_group_understands (value, 0))
    return FALSE;

  self->had_value = value != NULL;
  group = embark_rule_group_new (self->context, value, 0);
  self->group = EMBARK_RULE_GROUP (group);
  adw_bin_set_child (ADW_BIN (self), group);
  return TRUE;
}

static JsonNode *
embark_field_rules_dup_value (EmbarkFieldEditor *editor)
{
  EmbarkFieldRules *self = EMBARK_FIELD_RULES (editor);

  if (!self->had_value && embark_rule_group_get_n_children (self->group) == 0)
    return NULL;
  return embark_rule_group_dup_value (self->group);
}

static gboolean
embark_field_rules_get_valid (EmbarkFieldEditor *editor, char **reason)
{
  if (embark_rule_group_get_complete (EMBARK_FIELD_RULES (editor)->group))
    return TRUE;

  *reason = g_strdup (_ ("A condition is not complete. Fill it in, or remove it."));
  return FALSE;
}

static char *
embark_field_rules_dup_text (EmbarkFieldEditor *editor)
{
  g_autoptr (JsonNode) value = embark_rule_group_dup_value (EMBARK_FIELD_RULES (editor)->group);

  return embark_json_to_string (value, FALSE);
}

static void
embark_field_rules_set_text (EmbarkFieldEditor *editor, const char *text)
{
  EmbarkFieldRules *self = EMBARK_FIELD_RULES (editor);
  g_autoptr (JsonNode) value = embark_json_parse (text, -1, NULL);
  GtkWidget *group;

  if (value == NULL || !embark_rule_group_understands (value, 0))
    return;
  embark_rule_context_set_drafting (self->context, TRUE);
  group = embark_rule_group_new (self->context, value, 0);
  embark_rule_context_set_drafting (self->context, FALSE);
  self->group = EMBARK_RULE_GROUP (group);
  adw_bin_set_child (ADW_BIN (self), group);
}

static char *
embark_field_rules_dup_hint (EmbarkFieldEditor *editor)
{
  return embark_rule_context_dup_problem (EMBARK_FIELD_RULES (editor)->context);
}

static GtkWidget *
embark_field_rules_get_control (EmbarkFieldEditor *editor)
{
  return GTK_WIDGET (editor);
}

static void
embark_field_rules_set_rule_options (EmbarkFieldEditor *editor, const char *lhs, EmbarkRuleOptions *options)
{
  embark_rule_context_set_column (EMBARK_FIELD_RULES (editor)->context, lhs, options);
}

static void
embark_field_rules_finalize (GObject *object)
{
  EmbarkFieldRules *self = EMBARK_FIELD_RULES (object);

  g_clear_object (&self->context);
  G_OBJECT_CLASS (embark_field_rules_parent_class)->finalize (object);
}

static void
embark_field_rules_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_BELOW;
  iface->set_field = embark_field_rules_set_field;
  iface->set_value = embark_field_rules_set_value;
  iface->dup_value = embark_field_rules_dup_value;
  iface->get_valid = embark_field_rules_get_valid;
  iface->dup_text = embark_field_rules_dup_text;
  iface->set_text = embark_field_rules_set_text;
  iface->dup_hint = embark_field_rules_dup_hint;
  iface->get_control = embark_field_rules_get_control;
  iface->set_rule_options = embark_field_rules_set_rule_options;
}

static void
embark_field_rules_class_init (EmbarkFieldRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_field_rules_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
embark_field_rules_init (EmbarkFieldRules *self)
{
  GtkWidget *group;

  self->context = embark_rule_context_new ();
  group = embark_rule_group_new (self->context, NULL, 0);
  self->group = EMBARK_RULE_GROUP (group);
  adw_bin_set_child (ADW_BIN (self), group);
  g_signal_connect_object (self->context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "ask", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_field_rules_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_RULES, NULL);
}
