/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkWebhook:
 *
 * A subscription to what happens on the platform (contract section 13, Webhook subscriptions). Immutable. Its headers may
 * hold secrets: they are in the JSON alone and never in a property.
 */
#define EMBARK_TYPE_WEBHOOK (embark_webhook_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebhook, embark_webhook, EMBARK, WEBHOOK, GObject)

EmbarkWebhook *embark_webhook_new_from_json (JsonNode *node, GError **error);
const char *embark_webhook_get_id (EmbarkWebhook *self);
/* Returns: where it is sent to; may be empty */
const char *embark_webhook_get_uri (EmbarkWebhook *self);
/* Returns: (nullable) */
const char *embark_webhook_get_description (EmbarkWebhook *self);
/* Returns: (nullable) */
const char *embark_webhook_get_group (EmbarkWebhook *self);
/* Returns: (nullable): the integration it is limited to */
const char *embark_webhook_get_slug (EmbarkWebhook *self);
/* Returns: POST, PUT, PATCH or what came */
const char *embark_webhook_get_method (EmbarkWebhook *self);
/* Returns: default, slack, custom or what came */
const char *embark_webhook_get_webhook_type (EmbarkWebhook *self);
/* Returns: (nullable): the template of a custom one */
const char *embark_webhook_get_body (EmbarkWebhook *self);
/* Returns: whether it is on */
gboolean embark_webhook_get_enabled (EmbarkWebhook *self);
/* Returns: (transfer none) (element-type utf8): as they came, unknown ones too */
GPtrArray *embark_webhook_get_events (EmbarkWebhook *self);
/* Returns: (transfer none) (element-type utf8) */
GPtrArray *embark_webhook_get_workflow_ids (EmbarkWebhook *self);
/* Returns: (transfer none) */
JsonNode *embark_webhook_get_json (EmbarkWebhook *self);
/* Returns: (transfer none) (nullable): what it sends along; secret */
JsonObject *embark_webhook_get_headers (EmbarkWebhook *self);

G_END_DECLS
