/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the HTTP request of a call: address, headers, body (contract section 2). */

#pragma once

#include <libsoup/soup.h>

#include "embark-operation-private.h"

G_BEGIN_DECLS

  /**
   * embark_request_new:
   * @base_uri: (nullable): without "/" at its end; %NULL when the one that was given is none
   * @api_key: (nullable)
   * @with_key: use the key where the operation wants a token first
   *
   * Returns: (transfer full) (nullable): the message, or %NULL with an error of EMBARK_API_ERROR: what was
   * given cannot be sent
   */
  SoupMessage *embark_request_new (const char *base_uri, const char *api_key, EmbarkCall *call,
                                   gboolean with_key, GError **error);
  /* Returns: (transfer full) (nullable): the body that goes with @call */
  GBytes *embark_request_dup_body (EmbarkCall *call);

G_END_DECLS
