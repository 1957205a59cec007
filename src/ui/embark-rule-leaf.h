/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside src/ui: one condition of a rule. */

#pragma once

#include <adwaita.h>

#include "embark-rule-context.h"

G_BEGIN_DECLS

#define EMBARK_TYPE_RULE_LEAF (embark_rule_leaf_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRuleLeaf, embark_rule_leaf, EMBARK, RULE_LEAF, AdwBin)

/* @value: (nullable): an object that embark_rule_leaf_understands(); none: a new condition */
GtkWidget *embark_rule_leaf_new (EmbarkRuleContext *context, JsonNode *value);
gboolean embark_rule_leaf_understands (JsonNode *value);
/* Returns: (transfer full): untouched, the node that was given; members it does not know are kept */
JsonNode *embark_rule_leaf_dup_value (EmbarkRuleLeaf *self);
/* Returns: whether nothing that the user should fill in is empty */
gboolean embark_rule_leaf_get_complete (EmbarkRuleLeaf *self);
/* Looks again at what may be chosen. */
void embark_rule_leaf_update (EmbarkRuleLeaf *self);

G_END_DECLS
