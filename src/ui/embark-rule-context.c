/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-rule-context.h"

struct _EmbarkRuleContext
{
  GObject parent_instance;

  EmbarkField *field; /* (owned) (nullable) */
  GHashTable
      *columns; /* (owned) (element-type utf8 EmbarkRuleOptions): a nullable value where none could be had */
  GHashTable *asked;    /* (owned) (element-type utf8) */
  GPtrArray *operators; /* (owned) (element-type EmbarkOption) */
  gboolean drafting;
};

enum
{
  CHANGED,
  ASK,
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkRuleContext, embark_rule_context, G_TYPE_OBJECT)

static void
unref_nullable (gpointer object)
{
  g_clear_object (&object);
}

static void
embark_rule_context_finalize (GObject *object)
{
  EmbarkRuleContext *self = EMBARK_RULE_CONTEXT (object);

  g_clear_object (&self->field);
  g_hash_table_unref (self->columns);
  g_hash_table_unref (self->asked);
  g_ptr_array_unref (self->operators);
  G_OBJECT_CLASS (embark_rule_context_parent_class)->finalize (object);
}

static void
embark_rule_context_class_init (EmbarkRuleContextClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = embark_rule_context_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[ASK] =
      g_signal_new ("ask", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ANSWERED] =
      g_signal_new ("answered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
add_operator (EmbarkRuleContext *self, const char *value, const char *name)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "value", value);
  json_node_take_object (node, object);
  g_ptr_array_add (self->operators, embark_option_new_from_json (node, NULL));
}

static void
embark_rule_context_init (EmbarkRuleContext *self)
{
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_nullable);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->operators = g_ptr_array_new_with_free_func (g_object_unref);
  add_operator (self, "eq", C_ ("rule", "is"));
  add_operator (self, "neq", C_ ("rule", "is not"));
  add_operator (self, "start_with", C_ ("rule", "starts with"));
  add_operator (self, "end_with", C_ ("rule", "ends with"));
  add_operator (self, "greater_or_equal", C_ ("rule", "is at least"));
  add_operator (self, "less_or_equal", C_ ("rule", "is at most"));
}

EmbarkRuleContext *
embark_rule_context_new (void)
{
  return g_object_new (EMBARK_TYPE_RULE_CONTEXT, NULL);
}

void
embark_rule_context_set_field (EmbarkRuleContext *self, EmbarkField *field)
{
  GHashTableIter iter;
  gpointer lhs, options;

  g_set_object (&self->field, field);
  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, &lhs, &options))
    if (options == NULL || !g_hash_table_contains (self->asked, lhs))
      {
        g_hash_table_remove (self->asked, lhs);
        g_hash_table_iter_remove (&iter);
      }
}

void
embark_rule_context_set_drafting (EmbarkRuleContext *self, gboolean drafting)
{
  self->drafting = drafting;
}

gboolean
embark_rule_context_get_drafting (EmbarkRuleContext *self)
{
  return self->drafting;
}

GPtrArray *
embark_rule_context_get_lefts (EmbarkRuleContext *self)
{
  return self->field != NULL ? embark_field_get_options (self->field) : NULL;
}

/* Reads what the field itself says. */
static void
read_column (EmbarkRuleContext *self, const char *lhs)
{
  JsonObject *object = self->field != NULL ? embark_field_get_rule_column (self->field, lhs) : NULL;
  g_autoptr (JsonNode) node = NULL;
  EmbarkRuleOptions *options;

  if (object == NULL)
    return;
  node = json_node_init_object (json_node_alloc (), object);
  options = embark_rule_options_new_from_json (node, NULL);
  if (options != NULL)
    g_hash_table_insert (self->columns, g_strdup (lhs), options);
}

EmbarkRuleOptions *
embark_rule_context_get_column (EmbarkRuleContext *self, const char *lhs)
{
  if (!g_hash_table_contains (self->columns, lhs))
    read_column (self, lhs);
  return g_hash_table_lookup (self->columns, lhs);
}

void
embark_rule_context_want_column (EmbarkRuleContext *self, const char *lhs)
{
  if (embark_rule_context_get_column (self, lhs) == NULL && !g_hash_table_contains (self->columns, lhs)
      && g_hash_table_add (self->asked, g_strdup (lhs)))
    g_signal_emit (self, signals[ASK], 0, lhs);
}

void
embark_rule_context_set_column (EmbarkRuleContext *self, const char *lhs, EmbarkRuleOptions *options)
{
  g_hash_table_insert (self->columns, g_strdup (lhs), options != NULL ? g_object_ref (options) : NULL);
  g_signal_emit (self, signals[ANSWERED], 0, lhs);
}

GPtrArray *
embark_rule_context_get_default_operators (EmbarkRuleContext *self)
{
  return self->operators;
}

char *
embark_rule_context_dup_problem (EmbarkRuleContext *self)
{
  GHashTableIter iter;
  gpointer lhs;
  gpointer options;

  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, &lhs, &options))
    if (options != NULL && embark_rule_options_get_problem (options) != NULL)
      /* Translators: the first %s is what a condition compares, the second is what the server says */
      return g_strdup_printf (_ ("The choices for “%s” could not be loaded: “%s”. Values can be typed."),
                              (const char *) lhs, embark_rule_options_get_problem (options));
  return NULL;
}

void
embark_rule_context_changed (EmbarkRuleContext *self, gboolean done)
{
  g_signal_emit (self, signals[CHANGED], 0, done);
}
