/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkWorkflowInfo:
 *
 * A workflow as the workflow calls tell it (contract section 13), wrapped in {workflow} or not; its place in a config is
 * an EmbarkWorkflow. Immutable.
 */
#define EMBARK_TYPE_WORKFLOW_INFO (embark_workflow_info_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWorkflowInfo, embark_workflow_info, EMBARK, WORKFLOW_INFO, GObject)

EmbarkWorkflowInfo *embark_workflow_info_new_from_json (JsonNode *node, GError **error);
const char *embark_workflow_info_get_id (EmbarkWorkflowInfo *self);
/* Returns: the name, else the id */
const char *embark_workflow_info_get_name (EmbarkWorkflowInfo *self);
/* Returns: (nullable) */
const char *embark_workflow_info_get_description (EmbarkWorkflowInfo *self);
/* Returns: (nullable): the integration it belongs to */
const char *embark_workflow_info_get_slug (EmbarkWorkflowInfo *self);
/* Returns: whether a version of it can run */
gboolean embark_workflow_info_get_published (EmbarkWorkflowInfo *self);
/* Returns: (nullable): the config it is switched on in, where the answer says so */
const char *embark_workflow_info_get_config_id (EmbarkWorkflowInfo *self);
/* Returns: microseconds since 1970, 0 when not said */
gint64 embark_workflow_info_get_created_at (EmbarkWorkflowInfo *self);
/* Returns: microseconds since 1970, 0 when not said */
gint64 embark_workflow_info_get_updated_at (EmbarkWorkflowInfo *self);
/* Returns: (transfer none): all of it, nodes and edges included */
JsonNode *embark_workflow_info_get_json (EmbarkWorkflowInfo *self);

G_END_DECLS
