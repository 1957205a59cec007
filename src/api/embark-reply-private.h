/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-operation-private.h"
#include "embark-reply.h"

G_BEGIN_DECLS

  /**
   * embark_reply_new:
   * @status: the HTTP status
   * @trace_id: (nullable)
   * @server_time: µs since 1970, 0 when not said
   * @json: (transfer full) (nullable): the body
   * @call: what was asked
   * @now: µs since 1970
   *
   * Returns: (transfer full) (nullable): the answer as its operation reads it, or %NULL with
   * EMBARK_API_ERROR_PROTOCOL
   */
  EmbarkReply *embark_reply_new (guint status, const char *trace_id, gint64 server_time, JsonNode *json,
                                 EmbarkCall *call, gint64 now, GError **error);

G_END_DECLS
