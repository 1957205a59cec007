/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Of a body, so much is remembered. */
#define EMBARK_EXCHANGE_MAX_BODY (64 * 1024)
/* Of all bodies of one client, so much: those of the oldest calls go first. */
#define EMBARK_EXCHANGE_MAX_BODIES (16 * 1024 * 1024)

/* What is remembered of a body. */
typedef enum
{
  EMBARK_RECORDED_NONE,     /* there was none */
  EMBARK_RECORDED_WHOLE,
  EMBARK_RECORDED_CUT,      /* its beginning */
  EMBARK_RECORDED_WITHHELD, /* nothing: all of it is a secret */
  EMBARK_RECORDED_DROPPED,  /* nothing any more: it made room for newer ones */
  EMBARK_RECORDED_BINARY,   /* nothing: it was no text */
} EmbarkRecorded;

/**
 * EmbarkExchange:
 *
 * What is told of a call once it ended, with nothing secret in it: see EmbarkClient::exchange. It lives in memory alone.
 * Immutable, but that its bodies may be let go; may be read in any thread.
 * Properties: `method`, `path` (without query values), `status` (0: no answer), `duration` (ms), `size` (bytes),
 * `trace-id` (nullable), `started-at` (µs since 1970), `error` (nullable string), `operation` (its name), `attempt`.
 */
#define EMBARK_TYPE_EXCHANGE (embark_exchange_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkExchange, embark_exchange, EMBARK, EXCHANGE, GObject)

const char *embark_exchange_get_method (EmbarkExchange *self);
const char *embark_exchange_get_path (EmbarkExchange *self);
const char *embark_exchange_get_operation (EmbarkExchange *self);
guint embark_exchange_get_status (EmbarkExchange *self);
/* Returns: what the status is called, "" when there was no answer */
const char *embark_exchange_get_status_text (EmbarkExchange *self);
double embark_exchange_get_duration (EmbarkExchange *self);
/* Returns: bytes of the answer's body */
gsize embark_exchange_get_size (EmbarkExchange *self);
/* Returns: bytes of the request's body */
gsize embark_exchange_get_sent (EmbarkExchange *self);
const char *embark_exchange_get_trace_id (EmbarkExchange *self);
gint64 embark_exchange_get_started_at (EmbarkExchange *self);
const char *embark_exchange_get_error (EmbarkExchange *self);
/* Returns: from 1; the change from token to key is no new one */
guint embark_exchange_get_attempt (EmbarkExchange *self);
/* Returns: whether the call changes something on the platform */
gboolean embark_exchange_get_changes (EmbarkExchange *self);
/* Returns: the whole address, without its secrets */
const char *embark_exchange_get_uri (EmbarkExchange *self);
/* Returns: "1.1" or "2", as it was spoken */
const char *embark_exchange_get_http_version (EmbarkExchange *self);
/* Returns: (transfer none) (array zero-terminated=1): name, value, name, value…; of what is secret the value is
 * EMBARK_REDACTED */
const char *const *embark_exchange_get_request_headers (EmbarkExchange *self);
/* Returns: (transfer none) (array zero-terminated=1): none when there was no answer */
const char *const *embark_exchange_get_response_headers (EmbarkExchange *self);
/* @how: (out): what is there. Takes longer the larger the body is: not on the main loop for many of them.
 * Returns: (transfer full) (nullable): the text without its secrets, %NULL when nothing is remembered */
char *embark_exchange_dup_request_body (EmbarkExchange *self, EmbarkRecorded *how);
char *embark_exchange_dup_response_body (EmbarkExchange *self, EmbarkRecorded *how);

G_END_DECLS
