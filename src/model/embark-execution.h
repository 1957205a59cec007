/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkExecutionStatus: contract section 15
 */
typedef enum
{
  EMBARK_EXECUTION_UNKNOWN,
  EMBARK_EXECUTION_QUEUED,
  EMBARK_EXECUTION_RUNNING,
  EMBARK_EXECUTION_COMPLETED,
  EMBARK_EXECUTION_ERRORED,
  EMBARK_EXECUTION_STOPPING,
  EMBARK_EXECUTION_STOPPED,
  EMBARK_EXECUTION_TIMED_OUT,
  EMBARK_EXECUTION_TERMINATED,
  EMBARK_EXECUTION_DUPLICATE,
} EmbarkExecutionStatus;

/* Returns: whether a run in this status will not change any more */
gboolean embark_execution_status_is_terminal (EmbarkExecutionStatus status);
EmbarkExecutionStatus embark_execution_status_from_string (const char *text);

typedef enum
{
  EMBARK_NODE_UNKNOWN,
  EMBARK_NODE_READY,
  EMBARK_NODE_WAITING,
  EMBARK_NODE_SUCCESS,
  EMBARK_NODE_ERRORED,
  EMBARK_NODE_SKIPPED, /* Errored_and_Skipped */
  EMBARK_NODE_STOPPED,
  EMBARK_NODE_REJECTED,
  EMBARK_NODE_TIMED_OUT,
} EmbarkNodeStatus;

/**
 * EmbarkExecutionNode:
 *
 * One node of a run: what went in, what came out. Immutable.
 */
#define EMBARK_TYPE_EXECUTION_NODE (embark_execution_node_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkExecutionNode, embark_execution_node, EMBARK, EXECUTION_NODE, GObject)

EmbarkExecutionNode *embark_execution_node_new_from_json (JsonNode *node, GError **error);
const char *embark_execution_node_get_id (EmbarkExecutionNode *self);
const char *embark_execution_node_get_name (EmbarkExecutionNode *self);
const char *embark_execution_node_get_node_type (EmbarkExecutionNode *self);
EmbarkNodeStatus embark_execution_node_get_status (EmbarkExecutionNode *self);
/* Returns: the status as it came, for values this version does not know */
const char *embark_execution_node_get_status_text (EmbarkExecutionNode *self);
guint embark_execution_node_get_attempts (EmbarkExecutionNode *self);
/* Returns: milliseconds; negative when the node has not ended */
double embark_execution_node_get_duration (EmbarkExecutionNode *self);
/* Returns: whether its work is done in batches, which are asked for one page at a time */
gboolean embark_execution_node_get_is_batch (EmbarkExecutionNode *self);
/* Returns: (transfer none) (nullable) */
JsonNode *embark_execution_node_get_input (EmbarkExecutionNode *self);
JsonNode *embark_execution_node_get_output (EmbarkExecutionNode *self);
/* Returns: (transfer full) (nullable): the sentence of a failed node, from its output (message, error.message,
 * error_description, first element of an array of such…) */
char *embark_execution_node_dup_error (EmbarkExecutionNode *self);
/* Returns: (transfer full) (nullable): the first http(s) address under url, record_url or link in the output, else
 * %NULL. Data from the server: show its host before opening it. */
char *embark_execution_node_dup_record_uri (EmbarkExecutionNode *self);

/**
 * EmbarkExecution:
 *
 * A run (contract section 12). Immutable. Property: `id`.
 */
#define EMBARK_TYPE_EXECUTION (embark_execution_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkExecution, embark_execution, EMBARK, EXECUTION, GObject)

/* @id: (nullable): what was asked for, since the single-run answer may lack its own id */
EmbarkExecution *embark_execution_new_from_json (JsonNode *node, const char *id, GError **error);
const char *embark_execution_get_id (EmbarkExecution *self);
/* Returns: the workflow name, else the name of the run */
const char *embark_execution_get_title (EmbarkExecution *self);
EmbarkExecutionStatus embark_execution_get_status (EmbarkExecution *self);
const char *embark_execution_get_status_text (EmbarkExecution *self);
/* Returns: (nullable) */
const char *embark_execution_get_workflow_id (EmbarkExecution *self);
const char *embark_execution_get_event_name (EmbarkExecution *self);
const char *embark_execution_get_event_id (EmbarkExecution *self);
const char *embark_execution_get_config_id (EmbarkExecution *self);
const char *embark_execution_get_account_id (EmbarkExecution *self);
gint64 embark_execution_get_created_at (EmbarkExecution *self);
/* Returns: microseconds since 1970, 0 while it runs or when unknown */
gint64 embark_execution_get_completed_at (EmbarkExecution *self);
/* Returns: (transfer none) (element-type EmbarkExecutionNode): empty where the answer had none */
GPtrArray *embark_execution_get_nodes (EmbarkExecution *self);
JsonNode *embark_execution_get_json (EmbarkExecution *self);

/* Both together are one run: a list says when it began and of which workflow, the answer for the single run has its nodes
 * and may lack the rest. What @newer says counts. Returns: (transfer full) */
EmbarkExecution *embark_execution_merge (EmbarkExecution *older, EmbarkExecution *newer);

/* Returns: whether two sources of a run are the same one: "API_CALL" in one document is "API Call" in another (register
 * 15). For filtering once more what a server that knows the other spelling did not filter. */
gboolean embark_execution_same_source (const char *a, const char *b);

G_END_DECLS
