/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkRuleOptions:
 *
 * What may stand beside a column of a rule (contract section 10, register 5). Both answers are read: {options} gives the
 * choices of the right side; {rule_column:{rhs,operator}} gives these and the operators. Immutable.
 */
#define EMBARK_TYPE_RULE_OPTIONS (embark_rule_options_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRuleOptions, embark_rule_options, EMBARK, RULE_OPTIONS, GObject)

EmbarkRuleOptions *embark_rule_options_new_from_json (JsonNode *node, GError **error);
/* Returns: (transfer none) (element-type EmbarkOption): empty where the default operators are meant */
GPtrArray *embark_rule_options_get_operators (EmbarkRuleOptions *self);
/* Returns: (transfer none) (element-type EmbarkOption): the choices of the right side; empty where it is free text */
GPtrArray *embark_rule_options_get_choices (EmbarkRuleOptions *self);
/* Returns: (nullable): the right side's type as it came ("text", "select") */
const char *embark_rule_options_get_rhs_type (EmbarkRuleOptions *self);
/* Returns: (nullable): why the platform could not load the choices, in its own words */
const char *embark_rule_options_get_problem (EmbarkRuleOptions *self);

G_END_DECLS
