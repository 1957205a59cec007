/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>
#include "embark-call.h"
#include "embark-clock.h"
#include "embark-exchange.h"
#include "embark-reply.h"
#include "embark-api-error.h"

G_BEGIN_DECLS

/**
 * EmbarkClient:
 *
 * The platform's API behind one base address and key. Signal `exchange` (EmbarkExchange): a call, or one attempt of it,
 * ended. Everything is asynchronous and runs on the main context of the caller.
 */
#define EMBARK_TYPE_CLIENT (embark_client_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkClient, embark_client, EMBARK, CLIENT, GObject)

/**
 * embark_client_new:
 * @base_uri: address of the API; scheme optional (https), a trailing "/" is dropped (contract section 1)
 * @session: from embark_session_new()
 * @clock: for waiting between attempts
 */
EmbarkClient *embark_client_new (const char *base_uri, SoupSession *session, EmbarkClock *clock);
/* Returns: (transfer full) (nullable): @text made a base address, or %NULL with a sentence in @error (domain
 * EMBARK_API_ERROR, INVALID): http(s) only, http only to loopback, no user, query or fragment */
char *embark_client_normalize_base_uri (const char *text, GError **error);
const char *embark_client_get_base_uri (EmbarkClient *self);
/* @api_key: (nullable): held in memory only */
void embark_client_set_api_key (EmbarkClient *self, const char *api_key);
gboolean embark_client_has_api_key (EmbarkClient *self);
/* Returns: "test" for a key that begins with tk, "production" for pk, else %NULL (contract section 1) */
const char *embark_client_get_key_environment (EmbarkClient *self);

/* With @read_only every call that changes something ends with EMBARK_API_ERROR_READ_ONLY and is not sent, while the key is
 * one of production. */
void embark_client_set_read_only (EmbarkClient *self, gboolean read_only);
/* Returns: whether that is so now */
gboolean embark_client_get_read_only (EmbarkClient *self);

void embark_client_send_async (EmbarkClient *self, EmbarkCall *call, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): the answer, or %NULL with an error of EMBARK_API_ERROR or G_IO_ERROR_CANCELLED.
 * 429, 502, 503, 504 and network errors are tried again, at most 3 times, waiting Retry-After (cap 60 s) or 1, 2, 4 s
 * with jitter, for repeatable operations only (contract 3.1, 3.3). */
EmbarkReply *embark_client_send_finish (EmbarkClient *self, GAsyncResult *result, GError **error);

/* Returns: (transfer full): the one way a session is made: user agent, 30 s timeout, no cookies, no HTTP cache, a
 * logger that hides secrets (G_MESSAGES_DEBUG), enough connections */
SoupSession *embark_session_new (void);

G_END_DECLS
