/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include "embark-field.h"

G_BEGIN_DECLS

/**
 * EmbarkWorkflow:
 *
 * A workflow as a config lists it (contract section 9). Immutable. Properties: `id`, `name`, `description`, `enabled`.
 */
#define EMBARK_TYPE_WORKFLOW (embark_workflow_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWorkflow, embark_workflow, EMBARK, WORKFLOW, GObject)

EmbarkWorkflow *embark_workflow_new_from_json (JsonNode *node, GError **error);
const char *embark_workflow_get_id (EmbarkWorkflow *self);
/* Returns: the name, else the id */
const char *embark_workflow_get_name (EmbarkWorkflow *self);
/* Returns: (nullable) */
const char *embark_workflow_get_description (EmbarkWorkflow *self);
gboolean embark_workflow_get_enabled (EmbarkWorkflow *self);
/* Returns: (transfer none) (element-type EmbarkField) */
GPtrArray *embark_workflow_get_fields (EmbarkWorkflow *self);
/* Returns: how many visible required fields have no value */
guint embark_workflow_get_n_missing (EmbarkWorkflow *self);
EmbarkWorkflow *embark_workflow_with_enabled (EmbarkWorkflow *self, gboolean enabled);

G_END_DECLS
