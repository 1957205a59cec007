/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question to Salesforce's token endpoint: does it know this Client ID and Secret. */

#pragma once

#include <gio/gio.h>
#include "embark-clock.h"

G_BEGIN_DECLS

/**
 * EmbarkTokenVerdict:
 * @EMBARK_TOKEN_UNCLEAR: an answer that says none of the below; see its words
 * @EMBARK_TOKEN_ACCEPTED: only the code was refused: the pair is good
 * @EMBARK_TOKEN_ID_ONLY: the ID is known, but the endpoint refuses the code before it looks at the secret (a wrong one
 *   got the same answer), so nothing is proven of the secret
 * @EMBARK_TOKEN_ID_UNKNOWN: no app with this ID where it was asked: mistyped, created minutes ago, or the wrong login host
 * @EMBARK_TOKEN_SECRET_WRONG: the ID is known, the secret is another one
 * @EMBARK_TOKEN_FLOW_OFF: the app does not allow the authorization code flow
 * @EMBARK_TOKEN_NETWORK: nobody answered
 */
typedef enum
{
  EMBARK_TOKEN_UNCLEAR,
  EMBARK_TOKEN_ACCEPTED,
  EMBARK_TOKEN_ID_ONLY,
  EMBARK_TOKEN_ID_UNKNOWN,
  EMBARK_TOKEN_SECRET_WRONG,
  EMBARK_TOKEN_FLOW_OFF,
  EMBARK_TOKEN_NETWORK,
} EmbarkTokenVerdict;

/* What was answered; nothing secret is in it. */
typedef struct
{
  EmbarkTokenVerdict verdict;
  guint status; /* 0: no answer */
  char *code;   /* (nullable): the OAuth error code */
  char *words;  /* (nullable): the server's words, or why there was no answer; cleaned and cut */
} EmbarkTokenAnswer;

void embark_token_answer_free (EmbarkTokenAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkTokenAnswer, embark_token_answer_free)

/* Pure: what an answer with @status and @body (not NUL-terminated) says, at length. (transfer full) */
EmbarkTokenAnswer *embark_token_answer_new (guint status, const char *body, gsize length);

/**
 * embark_token_probe_check_host:
 * @text: what a person typed or picked: "login.salesforce.com", "acme.my.salesforce.com", an address of one of these, or
 *   an address on loopback
 *
 * Returns: (transfer full) (nullable): the origin to ask ("https://acme.my.salesforce.com"), or %NULL with a sentence in
 *   @error (EMBARK_API_ERROR, INVALID): only Salesforce's own hosts get to see a secret
 */
char *embark_token_probe_check_host (const char *text, GError **error);

/**
 * embark_token_probe_async:
 * @origin: from embark_token_probe_check_host()
 * @redirect_uri: (nullable): the callback address of the app
 * @clock: for the deadline
 *
 * Asks with a code that no server has given out, so nothing can come of it but a refusal. https only (plain http to
 * loopback), no redirect followed, no cookie, nothing logged, at most 64 KiB read, 20 s.
 */
void embark_token_probe_async (const char *origin, const char *client_id, const char *client_secret,
                               const char *redirect_uri, EmbarkClock *clock, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): also for a server that was not reached; %NULL when cancelled or when @origin may not be asked */
EmbarkTokenAnswer *embark_token_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
