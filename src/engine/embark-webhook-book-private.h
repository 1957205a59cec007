/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-webhook-book.h"

G_BEGIN_DECLS

/* Puts @webhook in the place of the one with its id, or at the end. */
void embark_webhook_book_put (EmbarkWebhookBook *self, EmbarkWebhook *webhook);
/* A change was answered: a list that was asked for before it is older than it. */
void embark_webhook_book_note_change (EmbarkWebhookBook *self);

G_END_DECLS
