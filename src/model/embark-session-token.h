/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkSessionToken:
 *
 * A bearer token for one linked account (contract section 8). A secret: it is never a property, never printed.
 */
#define EMBARK_TYPE_SESSION_TOKEN (embark_session_token_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkSessionToken, embark_session_token, EMBARK, SESSION_TOKEN, GObject)

/* @now: microseconds since 1970, the time of the answer. Life: expires_in, else the exp claim of the JWT, else 24 h
 * (contract 3.5). */
EmbarkSessionToken *embark_session_token_new_from_json (JsonNode *node, gint64 now, GError **error);
const char *embark_session_token_get_token (EmbarkSessionToken *self);
/* Returns: microseconds since 1970 */
gint64 embark_session_token_get_expires_at (EmbarkSessionToken *self);

G_END_DECLS
