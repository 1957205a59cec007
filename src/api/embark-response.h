/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer means: status, content type and body become a reply or one error (contract 3.1). No network
 * here. */

#pragma once

#include "embark-api-error.h"
#include "embark-reply-private.h"

G_BEGIN_DECLS

  /* An answer as it came. */
  typedef struct
  {
    guint status;
    char *content_type;  /* (owned) (nullable) */
    char *trace_id;      /* (owned) (nullable) */
    gint64 server_time;  /* µs since 1970, 0: not said */
    GByteArray *body;    /* (owned) (nullable) */
    gboolean with_token; /* whether the call showed a session token rather than the key */
    GStrv secrets;       /* (owned) (nullable): what must not come back in the text of an error */
  } EmbarkResponse;

  EmbarkResponse *embark_response_new (void);
  void embark_response_free (EmbarkResponse * response);
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkResponse, embark_response_free)

  /* Returns: (transfer full) (nullable): @text, what the server says in a header, for one line and without the
   * secrets of @response */
  char *embark_response_dup_header (const EmbarkResponse * response, const char *text);

  /* Returns: (transfer full) (nullable): the reply, or %NULL with an error of EMBARK_API_ERROR; may run in
   * any thread.
   * @now: µs since 1970 */
  EmbarkReply *embark_response_read (EmbarkResponse * response, EmbarkCall * call, gint64 now,
                                     GError * *error);
  /* Returns: (transfer full): what @cause, an error of the network, means. @sent: whether the request was on
   * its way; what it did is then unknown, unless it may be @repeatable anyway. G_IO_ERROR_CANCELLED stays
   * what it is. */
  GError *embark_response_error_from_network (const GError *cause, gboolean sent, gboolean repeatable);
  /* Returns: whether the reason may pass, so that trying again makes sense */
  gboolean embark_response_is_passing (const GError *cause);

G_END_DECLS
