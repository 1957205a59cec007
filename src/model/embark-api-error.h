/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkApiError:
 * @EMBARK_API_ERROR_FAILED: anything without a code of its own
 * @EMBARK_API_ERROR_OFFLINE: the server was not reached: no route, no name, refused, no TLS, no answer in time
 * @EMBARK_API_ERROR_LOST: the request went out and its answer was lost; what it did is not known
 * @EMBARK_API_ERROR_UNAUTHORIZED: the API key was refused
 * @EMBARK_API_ERROR_TOKEN: the session token was refused or has expired
 * @EMBARK_API_ERROR_FORBIDDEN: the key may not do this
 * @EMBARK_API_ERROR_NOT_FOUND: the record does not exist in this environment
 * @EMBARK_API_ERROR_ACCOUNT: the linked account does not exist in this environment
 * @EMBARK_API_ERROR_APP: the application is not enabled for this environment
 * @EMBARK_API_ERROR_EVENT: no event of that name
 * @EMBARK_API_ERROR_INVALID: the server refused what was sent
 * @EMBARK_API_ERROR_RATE_LIMITED: too many requests, also after waiting
 * @EMBARK_API_ERROR_SERVER: the server failed (5xx)
 * @EMBARK_API_ERROR_PROTOCOL: the answer is not what the contract describes (HTML, malformed JSON, a record without id)
 * @EMBARK_API_ERROR_UNSUPPORTED: 501
 * @EMBARK_API_ERROR_READ_ONLY: nothing was sent: the client may only read
 */
typedef enum
{
  EMBARK_API_ERROR_FAILED,
  EMBARK_API_ERROR_OFFLINE,
  EMBARK_API_ERROR_LOST,
  EMBARK_API_ERROR_UNAUTHORIZED,
  EMBARK_API_ERROR_TOKEN,
  EMBARK_API_ERROR_FORBIDDEN,
  EMBARK_API_ERROR_NOT_FOUND,
  EMBARK_API_ERROR_ACCOUNT,
  EMBARK_API_ERROR_APP,
  EMBARK_API_ERROR_EVENT,
  EMBARK_API_ERROR_INVALID,
  EMBARK_API_ERROR_RATE_LIMITED,
  EMBARK_API_ERROR_SERVER,
  EMBARK_API_ERROR_PROTOCOL,
  EMBARK_API_ERROR_UNSUPPORTED,
  EMBARK_API_ERROR_READ_ONLY,
} EmbarkApiError;

/* The message of an error of this domain is the server's own words where it sent some (plain text, at most 500
 * characters, control characters removed), else a short English description; sentences for people are made above. The
 * request id or trace id, when there is one, is kept beside it: embark_api_error_get_request_id(). */
#define EMBARK_API_ERROR (embark_api_error_quark ())
GQuark embark_api_error_quark (void);

/* Returns: (nullable): the id to quote to the platform's support, from X-Trace-ID or request_id */
const char *embark_api_error_get_request_id (const GError *error);
/* Returns: the HTTP status, 0 when there was no answer */
guint embark_api_error_get_status (const GError *error);
/* Returns: (nullable): the error code of the body (error, error_code or error_type, contract 3.1) */
const char *embark_api_error_get_server_code (const GError *error);
/* Returns: whether the message of @error is the server's own words, so that it may be quoted as such */
gboolean embark_api_error_has_server_words (const GError *error);
/* Returns: after how many seconds the server wants to be asked again; -1: it does not say */
gint64 embark_api_error_get_retry_after (const GError *error);
void embark_api_error_set_retry_after (GError *error, gint64 seconds);
/* Returns: (transfer none) (nullable): the whole body, of calls that keep it: a workflow that was waited for may answer with
 * any status, and with what looks like the platform's own refusal */
JsonNode *embark_api_error_get_answer (const GError *error);
/* @answer: (transfer none) (nullable) */
void embark_api_error_set_answer (GError *error, JsonNode *answer);
/* Returns: (transfer full): an error of this domain. Everything but @code and @message may be %NULL or 0. */
GError *embark_api_error_new (EmbarkApiError code, guint status, const char *server_code, const char *request_id,
                              const char *message);
/* Returns: (transfer full): the same for an answer that has no words to quote; @description is ours. */
GError *embark_api_error_new_described (EmbarkApiError code, guint status, const char *server_code,
                                        const char *request_id, const char *description);

G_END_DECLS
