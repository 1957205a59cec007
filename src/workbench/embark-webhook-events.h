/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EmbarkWebhookEvents:
 *
 * What a webhook tells of: a check for each event that can be subscribed to, and for those that came and are not known.
 * Signal `changed`.
 */
#define EMBARK_TYPE_WEBHOOK_EVENTS (embark_webhook_events_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebhookEvents, embark_webhook_events, EMBARK, WEBHOOK_EVENTS, AdwBin)

/* @chosen: (element-type utf8) (nullable) */
void embark_webhook_events_set (EmbarkWebhookEvents *self, GPtrArray *chosen);
/* Returns: (transfer full) (element-type utf8): those that are checked; those that came keep their order */
GPtrArray *embark_webhook_events_get (EmbarkWebhookEvents *self);

G_END_DECLS
