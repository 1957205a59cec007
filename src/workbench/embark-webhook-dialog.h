/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-book-dialog.h"
#include "embark-webhook-book.h"

G_BEGIN_DECLS

/**
 * EmbarkWebhookDialog:
 *
 * Creates a webhook subscription, or edits one: only what was changed is sent. What was typed is asked about before it is
 * lost; nothing that the list does meanwhile changes it. Signal `saved` (EmbarkWebhook): the dialog closes after it.
 */
#define EMBARK_TYPE_WEBHOOK_DIALOG (embark_webhook_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebhookDialog, embark_webhook_dialog, EMBARK, WEBHOOK_DIALOG, EmbarkBookDialog)

/* @parent: (nullable); @webhook: (nullable): %NULL for a new one */
EmbarkWebhookDialog *embark_webhook_dialog_new (EmbarkWebhookBook *book, GtkWindow *parent, EmbarkWebhook *webhook);

G_END_DECLS
