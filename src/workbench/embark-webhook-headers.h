/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkWebhookHeaders:
 *
 * The headers that a webhook sends along, a line each. Their values may be secrets: they are shown only when somebody asks
 * for one. Signal `changed`: something was typed, added or taken away.
 */
#define EMBARK_TYPE_WEBHOOK_HEADERS (embark_webhook_headers_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebhookHeaders, embark_webhook_headers, EMBARK, WEBHOOK_HEADERS, AdwBin)

/* @headers: (nullable) */
void embark_webhook_headers_set (EmbarkWebhookHeaders *self, JsonObject *headers);
/* Returns: (transfer full): what stands there now; lines without a name are left out, and a value that was not touched is
 * of the type it came with */
JsonNode *embark_webhook_headers_to_json (EmbarkWebhookHeaders *self);
/* Returns: (nullable): what is wrong with a name, in words */
const char *embark_webhook_headers_get_problem (EmbarkWebhookHeaders *self);

G_END_DECLS
