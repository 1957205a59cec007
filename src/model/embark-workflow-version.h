/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkWorkflowVersion:
 *
 * A published version of a workflow (contract section 13). Immutable.
 */
#define EMBARK_TYPE_WORKFLOW_VERSION (embark_workflow_version_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWorkflowVersion, embark_workflow_version, EMBARK, WORKFLOW_VERSION, GObject)

EmbarkWorkflowVersion *embark_workflow_version_new_from_json (JsonNode *node, GError **error);
const char *embark_workflow_version_get_id (EmbarkWorkflowVersion *self);
/* Returns: its number, 0 when not said */
gint64 embark_workflow_version_get_version (EmbarkWorkflowVersion *self);
/* Returns: microseconds since 1970, 0 when not said */
gint64 embark_workflow_version_get_created_at (EmbarkWorkflowVersion *self);

G_END_DECLS
