/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-client.h"
#include "embark-exchange-private.h"

G_BEGIN_DECLS

/* Answers above this are not read to their end: the service has none such. */
#define EMBARK_SEND_MAX_BODY (64 * 1024 * 1024)
/* Answers above this are parsed in a thread of their own. */
#define EMBARK_SEND_INLINE_BODY (256 * 1024)

  SoupSession *embark_client_get_session (EmbarkClient * self);
  EmbarkClock *embark_client_get_clock (EmbarkClient * self);
  /* Returns: (nullable) */
  const char *embark_client_get_api_key (EmbarkClient * self);
  /* Returns: (transfer full): as embark_session_new(), with so many connections */
  SoupSession *embark_session_new_wide (guint connections);
  /* Returns: (transfer none) */
  EmbarkShelf *embark_client_get_shelf (EmbarkClient * self);
  /* Returns: whether somebody wants to know of its exchanges */
  gboolean embark_client_is_watched (EmbarkClient * self);
  void embark_client_emit_exchange (EmbarkClient * self, EmbarkExchange * exchange);

  /* @task: (transfer full): of an #EmbarkClient; returns an #EmbarkReply */
  void embark_send_start (GTask * task, EmbarkCall * call);

G_END_DECLS
