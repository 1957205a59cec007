/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One request to a server that is not the platform's API: with a session of its own, so that it has no key, no cookie and
 * no logger; no redirect is followed, and there is a deadline. */

#pragma once

#include <libsoup/soup.h>

#include "embark-clock.h"

G_BEGIN_DECLS

typedef struct
{
  guint status;       /* 0: no answer */
  gint64 server_time; /* microseconds since 1970 by the Date header, 0 without one */
  GBytes *body;       /* (owned) (nullable): %NULL when there was more than was asked for */
  gboolean tls;       /* the certificate was not accepted */
  char *words;        /* (owned) (nullable): why there was no answer; cleaned and cut */
} EmbarkBareReply;

void embark_bare_reply_free (EmbarkBareReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkBareReply, embark_bare_reply_free)

/**
 * embark_bare_request_async:
 * @form: (transfer full) (nullable): a form to POST, wiped once it is sent; %NULL for a GET
 * @max_body: how much of an answer is read; 0: nothing
 */
void embark_bare_request_async (const char *address, char *form, gsize max_body, guint deadline_ms, EmbarkClock *clock,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): also for a server that was not reached; %NULL only when cancelled */
EmbarkBareReply *embark_bare_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
