/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-webhook-book.h"

G_BEGIN_DECLS

/**
 * EmbarkWebhookRow:
 *
 * A webhook subscription in a list: the host it goes to, what it tells of, and a switch that moves back when the server
 * refuses. The rest of the address is not shown: it often is the secret.
 */
#define EMBARK_TYPE_WEBHOOK_ROW (embark_webhook_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebhookRow, embark_webhook_row, EMBARK, WEBHOOK_ROW, AdwActionRow)

GtkWidget *embark_webhook_row_new (EmbarkWebhookBook *book, EmbarkWebhook *webhook);
EmbarkWebhook *embark_webhook_row_get_webhook (EmbarkWebhookRow *self);
/* A newer record of the same subscription. */
void embark_webhook_row_set_webhook (EmbarkWebhookRow *self, EmbarkWebhook *webhook);

G_END_DECLS
