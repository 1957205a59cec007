/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkBatch:
 *
 * One batch of a batch node (contract section 12). Immutable.
 */
#define EMBARK_TYPE_BATCH (embark_batch_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkBatch, embark_batch, EMBARK, BATCH, GObject)

EmbarkBatch *embark_batch_new_from_json (JsonNode *node, GError **error);
/* Returns: its number, -1 when not said */
gint64 embark_batch_get_index (EmbarkBatch *self);
/* Returns: (nullable): as it came */
const char *embark_batch_get_status (EmbarkBatch *self);
/* Returns: (transfer none) (nullable) */
JsonNode *embark_batch_get_output (EmbarkBatch *self);
JsonNode *embark_batch_get_json (EmbarkBatch *self);

G_END_DECLS
