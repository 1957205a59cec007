/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "embark-execution.h"
#include "embark-json-diff.h"

G_BEGIN_DECLS

/* So many differences of one node's data are listed. */
#define EMBARK_RUN_COMPARE_MAX_ENTRIES 500

/**
 * EmbarkComparedNode:
 *
 * One node of two runs beside each other. Immutable; holds both runs' nodes.
 */
#define EMBARK_TYPE_COMPARED_NODE (embark_compared_node_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkComparedNode, embark_compared_node, EMBARK, COMPARED_NODE, GObject)

/* Returns: (transfer none) (nullable): %NULL where only the other run has it */
EmbarkExecutionNode *embark_compared_node_get_a (EmbarkComparedNode *self);
EmbarkExecutionNode *embark_compared_node_get_b (EmbarkComparedNode *self);
/* Returns: the name, of b where both have one */
const char *embark_compared_node_get_name (EmbarkComparedNode *self);
gboolean embark_compared_node_get_status_differs (EmbarkComparedNode *self);
gboolean embark_compared_node_get_attempts_differ (EmbarkComparedNode *self);
/* Returns: (transfer none) (element-type EmbarkDiffEntry): empty where only one run has the node */
GPtrArray *embark_compared_node_get_input_diff (EmbarkComparedNode *self);
GPtrArray *embark_compared_node_get_output_diff (EmbarkComparedNode *self);
/* Returns: whether there are more differences than are listed */
gboolean embark_compared_node_get_truncated (EmbarkComparedNode *self);
/* Returns: whether anything but the time it took is another: also when only one run has it */
gboolean embark_compared_node_get_differs (EmbarkComparedNode *self);

/**
 * embark_run_compare:
 * @a: a run with its nodes
 * @b: another
 * @rules: (nullable): what of the data does not count
 *
 * Puts the nodes of two runs beside each other: those of one id first, then those of one name among what is left, in the
 * order of @b with what only @a has where it was. Reads only, so that it can be done in a thread.
 *
 * Returns: (transfer full) (element-type EmbarkComparedNode)
 */
GPtrArray *embark_run_compare (EmbarkExecution *a, EmbarkExecution *b, const EmbarkDiffRules *rules);

/* The same, in a thread. @rules is copied; its names must be static. */
void embark_run_compare_async (EmbarkExecution *a, EmbarkExecution *b, const EmbarkDiffRules *rules,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkComparedNode) */
GPtrArray *embark_run_compare_finish (GAsyncResult *result, GError **error);

G_END_DECLS
