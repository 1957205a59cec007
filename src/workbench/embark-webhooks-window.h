/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-webhook-book.h"

G_BEGIN_DECLS

/**
 * EmbarkWebhooksWindow:
 *
 * The webhook subscriptions of an environment, by group. Actions: `webhooks.new`, `webhooks.refresh`.
 */
#define EMBARK_TYPE_WEBHOOKS_WINDOW (embark_webhooks_window_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebhooksWindow, embark_webhooks_window, EMBARK, WEBHOOKS_WINDOW, AdwWindow)

/* @parent: (nullable) */
EmbarkWebhooksWindow *embark_webhooks_window_new (EmbarkWorkspace *workspace, GtkWindow *parent);
EmbarkWebhookBook *embark_webhooks_window_get_book (EmbarkWebhooksWindow *self);

G_END_DECLS
