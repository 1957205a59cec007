/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include "embark-paged-list.h"

G_BEGIN_DECLS

/**
 * EmbarkReply:
 *
 * A successful answer (2xx that the operation could read). Immutable.
 */
#define EMBARK_TYPE_REPLY (embark_reply_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkReply, embark_reply, EMBARK, REPLY, GObject)

guint embark_reply_get_status (EmbarkReply *self);
/* Returns: (nullable): X-Trace-ID */
const char *embark_reply_get_trace_id (EmbarkReply *self);
/* Returns: microseconds since 1970 by the Date header of the server, 0 without one: for the skew of the clocks */
gint64 embark_reply_get_server_time (EmbarkReply *self);
/* Returns: (transfer none) (nullable): the whole body; %NULL when it was empty */
JsonNode *embark_reply_get_json (EmbarkReply *self);
/* Returns: (transfer none) (nullable): the record, for operations that give one */
gpointer embark_reply_get_record (EmbarkReply *self);
/* Returns: (transfer none) (nullable) (element-type GObject): the records, for operations that give several. Records that
 * lack what they need are left out and counted: embark_reply_get_n_skipped(). */
GPtrArray *embark_reply_get_records (EmbarkReply *self);
guint embark_reply_get_n_skipped (EmbarkReply *self);
/* Returns: (transfer none) (nullable): the run that this answer says was started, under whichever of its names: id,
 * instanceId (register 10) or execution_id */
const char *embark_reply_get_run_id (EmbarkReply *self);
/* Paging (contract 3.2): more only if hasNextPage and the page was not empty */
gboolean embark_reply_get_has_more (EmbarkReply *self);
/* Returns: totalDocs, -1 when not said */
gint64 embark_reply_get_total (EmbarkReply *self);
/* Returns: (transfer full): records, has-more and total as a page for an EmbarkPagedList */
EmbarkPage *embark_reply_to_page (EmbarkReply *self);

G_END_DECLS
