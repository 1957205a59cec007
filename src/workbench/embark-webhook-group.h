/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-webhook-row.h"

G_BEGIN_DECLS

/* EmbarkWebhookGroup: the webhook subscriptions of one group, under its name, which can be changed for all of them. */
#define EMBARK_TYPE_WEBHOOK_GROUP (embark_webhook_group_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebhookGroup, embark_webhook_group, EMBARK, WEBHOOK_GROUP, AdwBin)

/* @name: (nullable): %NULL for those without a group */
GtkWidget *embark_webhook_group_new (EmbarkWebhookBook *book, const char *name);
/* Returns: (nullable) */
const char *embark_webhook_group_get_name (EmbarkWebhookGroup *self);
void embark_webhook_group_append (EmbarkWebhookGroup *self, EmbarkWebhookRow *row);
/* Lets go of the rows, for another group to take them. */
void embark_webhook_group_clear (EmbarkWebhookGroup *self);

G_END_DECLS
