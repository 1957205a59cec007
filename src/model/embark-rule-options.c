/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-rule-options.h"

#include "embark-json.h"
#include "embark-option.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_PROBLEM 2000

struct _EmbarkRuleOptions
{
  GObject parent_instance;

  GPtrArray *operators; /* (owned) (element-type EmbarkOption) */
  GPtrArray *choices;   /* (owned) (element-type EmbarkOption) */
  char *rhs_type;       /* (owned) (nullable) */
  char *problem;        /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EmbarkRuleOptions, embark_rule_options, G_TYPE_OBJECT)

static void
embark_rule_options_finalize (GObject *object)
{
  EmbarkRuleOptions *self = EMBARK_RULE_OPTIONS (object);

  g_clear_pointer (&self->operators, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_free (self->rhs_type);
  g_free (self->problem);

  G_OBJECT_CLASS (embark_rule_options_parent_class)->finalize (object);
}

static void
embark_rule_options_class_init (EmbarkRuleOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_rule_options_finalize;
}

static void
embark_rule_options_init (EmbarkRuleOptions *self)
{
}

static GPtrArray *
read_options (JsonObject *object)
{
  return embark_record_list (embark_json_get_array (object, "options"),
                             (EmbarkRecordFunc) embark_option_new_from_json);
}

/* Returns: (transfer full) (nullable): an error is an object with a message, or the message */
static char *
read_problem (JsonObject *object)
{
  JsonObject *inner = embark_json_get_object (object, "error");

  return embark_text_clean (inner != NULL ? embark_json_get_string (inner, "message", NULL)
                                          : embark_json_get_string (object, "error", NULL),
                            MAX_PROBLEM);
}

EmbarkRuleOptions *
embark_rule_options_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "rule options", error);
  JsonObject *column, *rhs;
  EmbarkRuleOptions *self;

  if (object == NULL)
    return NULL;

  column = embark_json_get_object (object, "rule_column");
  /* What a field says of its own column has no such container, and any of the parts may be absent. */
  if (column == NULL)
    column = object;
  rhs = embark_json_get_object (column, "rhs");
  self = g_object_new (EMBARK_TYPE_RULE_OPTIONS, NULL);
  self->operators = read_options (embark_json_get_object (column, "operator"));
  if (rhs != NULL)
    self->choices = read_options (rhs);
  else
    self->choices = read_options (embark_json_get_array (column, "options") != NULL ? column : object);
  self->rhs_type = embark_json_dup_label (rhs, "type");
  if (self->rhs_type == NULL && self->choices->len > 0)
    self->rhs_type = g_strdup ("select");
  self->problem = read_problem (object);

  return self;
}

GPtrArray *
embark_rule_options_get_operators (EmbarkRuleOptions *self)
{
  g_return_val_if_fail (EMBARK_IS_RULE_OPTIONS (self), NULL);

  return self->operators;
}

GPtrArray *
embark_rule_options_get_choices (EmbarkRuleOptions *self)
{
  g_return_val_if_fail (EMBARK_IS_RULE_OPTIONS (self), NULL);

  return self->choices;
}

const char *
embark_rule_options_get_rhs_type (EmbarkRuleOptions *self)
{
  g_return_val_if_fail (EMBARK_IS_RULE_OPTIONS (self), NULL);

  return self->rhs_type;
}

const char *
embark_rule_options_get_problem (EmbarkRuleOptions *self)
{
  g_return_val_if_fail (EMBARK_IS_RULE_OPTIONS (self), NULL);

  return self->problem;
}
