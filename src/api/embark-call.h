/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include "embark-operation.h"
#include "embark-session-token.h"

G_BEGIN_DECLS

/**
 * EmbarkCall:
 *
 * One call to be made: an operation with its parameters. Filled by its maker, then given to embark_client_send_async().
 */
#define EMBARK_TYPE_CALL (embark_call_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkCall, embark_call, EMBARK, CALL, GObject)

EmbarkCall *embark_call_new (EmbarkOperation operation);
EmbarkOperation embark_call_get_operation (EmbarkCall *self);
/* The linked account the call is for (header linked_account_id, and {account} where the path has it). */
void embark_call_set_account (EmbarkCall *self, const char *account_id);
/* A value for {name} in the path; percent-encoded here, exactly once. */
void embark_call_set_path (EmbarkCall *self, const char *name, const char *value);
/* A query parameter; %NULL takes it away. */
void embark_call_set_query (EmbarkCall *self, const char *name, const char *value);
void embark_call_set_query_int (EmbarkCall *self, const char *name, gint64 value);
/* A header, for example "config_id" or "slug". */
void embark_call_set_header (EmbarkCall *self, const char *name, const char *value);
/* @body: (transfer none): the JSON body */
void embark_call_set_body (EmbarkCall *self, JsonNode *body);
/* The body as text that is sent byte for byte (what a user typed). */
void embark_call_set_body_text (EmbarkCall *self, const char *json);
/* The look of a connect page, under both sets of keys that the platform's documents name (register 25). Each may be
 * %NULL: then the platform's own is used. @color and @background: "#rrggbb" */
void embark_call_set_branding (EmbarkCall *self, const char *name, const char *color, const char *background);
/* What a workflow is executed with: @json as it is, or @wrapped as {"payload":…}, which some documents show (register
 * 26). The text of @json, which has to be valid, is kept byte for byte. */
void embark_call_set_payload (EmbarkCall *self, const char *json, gboolean wrapped);
/* The maker vouches that the call only reads, although its operation can do more: a client that may only read makes it. */
void embark_call_set_only_reads (EmbarkCall *self, gboolean only_reads);
/* Returns: whether a client that may only read refuses it */
gboolean embark_call_changes (EmbarkCall *self);
/* For operations that want a bearer token. */
void embark_call_set_token (EmbarkCall *self, EmbarkSessionToken *token);

G_END_DECLS
