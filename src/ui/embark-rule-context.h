/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside src/ui: what the groups and conditions of one rule share. */

#pragma once

#include "embark-field.h"
#include "embark-rule-options.h"

G_BEGIN_DECLS

/**
 * EmbarkRuleContext:
 *
 * What may stand on the left, and what beside it. Signals:
 * - `changed` (gboolean done): the user changed the rule, or with @done: is done with a change
 * - `ask` (const char *lhs): the field does not say what may stand beside @lhs
 * - `answered` (const char *lhs)
 */
#define EMBARK_TYPE_RULE_CONTEXT (embark_rule_context_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRuleContext, embark_rule_context, EMBARK, RULE_CONTEXT, GObject)

EmbarkRuleContext *embark_rule_context_new (void);
/* What @field itself says takes the place of what the one before said. Answers that were asked for stay; those that could not
 * be had are asked for again. */
void embark_rule_context_set_field (EmbarkRuleContext *self, EmbarkField *field);
/* Conditions that are made meanwhile are edits, not saved ones. */
void embark_rule_context_set_drafting (EmbarkRuleContext *self, gboolean drafting);
gboolean embark_rule_context_get_drafting (EmbarkRuleContext *self);
/* Returns: (transfer none) (nullable) (element-type EmbarkOption) */
GPtrArray *embark_rule_context_get_lefts (EmbarkRuleContext *self);
/* Returns: (transfer none) (nullable): what is known of @lhs. */
EmbarkRuleOptions *embark_rule_context_get_column (EmbarkRuleContext *self, const char *lhs);
/* Asks for it, once, if it is not known. */
void embark_rule_context_want_column (EmbarkRuleContext *self, const char *lhs);
/* @options: (nullable): could not be had */
void embark_rule_context_set_column (EmbarkRuleContext *self, const char *lhs, EmbarkRuleOptions *options);
/* Returns: (transfer none): the operators that hold where a column names none */
GPtrArray *embark_rule_context_get_default_operators (EmbarkRuleContext *self);
/* Returns: (transfer full) (nullable): what the platform says about columns that it could not load */
char *embark_rule_context_dup_problem (EmbarkRuleContext *self);
void embark_rule_context_changed (EmbarkRuleContext *self, gboolean done);

G_END_DECLS
