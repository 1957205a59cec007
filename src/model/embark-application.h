/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkApplication:
 *
 * What the platform says of one integration for one linked account (contract section 5). Immutable.
 */
#define EMBARK_TYPE_APPLICATION (embark_application_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkApplication, embark_application, EMBARK, APPLICATION, GObject)

/* Returns: (transfer full): the record; %NULL with EMBARK_API_ERROR_PROTOCOL when @node is no object or has no slug */
EmbarkApplication *embark_application_new_from_json (JsonNode *node, GError **error);

const char *embark_application_get_slug (EmbarkApplication *self);
const char *embark_application_get_name (EmbarkApplication *self);
/* Whether some account is connected: `connected`, absent meaning no (register 28), or an active OAuth 2 connection. */
gboolean embark_application_get_connected (EmbarkApplication *self);
/* Meaningful only when connected: the connection exists but has to be made anew; also when every connection is expired. */
gboolean embark_application_get_reauth_required (EmbarkApplication *self);
/* Returns: (nullable): who is connected, as the platform names it (register 29); %NULL for "NA" */
const char *embark_application_get_identifier (EmbarkApplication *self);
/* Returns: microseconds since 1970 of the newest connection, 0 when unknown */
gint64 embark_application_get_connected_at (EmbarkApplication *self);
/* Returns: (transfer none): the record as it came */
JsonNode *embark_application_get_json (EmbarkApplication *self);

G_END_DECLS
