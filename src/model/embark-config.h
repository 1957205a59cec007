/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-workflow.h"

G_BEGIN_DECLS

/**
 * EmbarkConfig:
 *
 * The settings of one integration for one linked account (contract section 9). Immutable.
 */
#define EMBARK_TYPE_CONFIG (embark_config_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConfig, embark_config, EMBARK, CONFIG, GObject)

/* Only an answer that is no object is refused: every key but slug may be absent, and legacy names are read too
 * (application_data_slots, data_slots). @slug: what was asked for, used when the answer does not repeat it. */
EmbarkConfig *embark_config_new_from_json (JsonNode *node, const char *slug, GError **error);

const char *embark_config_get_slug (EmbarkConfig *self);
/* Returns: (nullable) */
const char *embark_config_get_id (EmbarkConfig *self);
/* Returns: (transfer none) (element-type EmbarkWorkflow): only those with an id */
GPtrArray *embark_config_get_workflows (EmbarkConfig *self);
/* Returns: (transfer none) (element-type EmbarkField): the application level */
GPtrArray *embark_config_get_fields (EmbarkConfig *self);
/* Returns: (transfer none) (element-type utf8): one sentence a field that the platform reports as failed */
GPtrArray *embark_config_get_field_errors (EmbarkConfig *self);
/* Returns: (transfer full): a copy in which workflow @id has that state, after a toggle */
EmbarkConfig *embark_config_with_workflow_enabled (EmbarkConfig *self, const char *id, gboolean enabled);
JsonNode *embark_config_get_json (EmbarkConfig *self);

G_END_DECLS
