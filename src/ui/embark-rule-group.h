/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside src/ui: conditions and groups of which all or any hold. */

#pragma once

#include <adwaita.h>

#include "embark-rule-context.h"

G_BEGIN_DECLS

#define EMBARK_TYPE_RULE_GROUP (embark_rule_group_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRuleGroup, embark_rule_group, EMBARK, RULE_GROUP, AdwBin)

/* @value: (nullable): what embark_rule_group_understands(); @depth: 0 for the outermost */
GtkWidget *embark_rule_group_new (EmbarkRuleContext *context, JsonNode *value, guint depth);
/* Returns: whether it can be given back as it came */
gboolean embark_rule_group_understands (JsonNode *value, guint depth);
/* Returns: (transfer full) */
JsonNode *embark_rule_group_dup_value (EmbarkRuleGroup *self);
guint embark_rule_group_get_n_children (EmbarkRuleGroup *self);
gboolean embark_rule_group_get_complete (EmbarkRuleGroup *self);
void embark_rule_group_update (EmbarkRuleGroup *self);

G_END_DECLS
