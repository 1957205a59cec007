/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-book.h"
#include "embark-webhook.h"

G_BEGIN_DECLS

/* What an address is worth as the target of a webhook. */
typedef enum
{
  EMBARK_WEBHOOK_URI_GOOD,
  EMBARK_WEBHOOK_URI_EMPTY,
  EMBARK_WEBHOOK_URI_WRONG, /* no http or https address of a host */
  EMBARK_WEBHOOK_URI_PLAIN, /* http: what it tells is sent in the clear */
} EmbarkWebhookUriState;

EmbarkWebhookUriState embark_webhook_uri_check (const char *uri);
/* Returns: (transfer full): the host of @uri, with its port when it has one; what can be shown, unlike the path and the
 * query, which often are the secret */
char *embark_webhook_uri_dup_host (const char *uri);
/* Returns: (array zero-terminated=1): the events that can be subscribed to (contract 16.3, register 27) */
const char *const *embark_webhook_known_events (void);

/**
 * EmbarkWebhookBook:
 *
 * The webhook subscriptions of a profile's environment (contract section 13): an EmbarkBook of EmbarkWebhook.
 */
#define EMBARK_TYPE_WEBHOOK_BOOK (embark_webhook_book_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWebhookBook, embark_webhook_book, EMBARK, WEBHOOK_BOOK, EmbarkBook)

EmbarkWebhookBook *embark_webhook_book_new (EmbarkWorkspace *workspace);
/* Returns: (transfer none) (nullable) */
EmbarkWebhook *embark_webhook_book_find (EmbarkWebhookBook *self, const char *id);

/**
 * embark_webhook_book_save_async:
 * @id: (nullable): the subscription to change, %NULL to create one
 * @body: the keys to set, as the contract names them; of a subscription that is changed the others stay
 *
 * A create whose answer was lost or cannot be read is looked for in the list before it counts as failed.
 */
void embark_webhook_book_save_async (EmbarkWebhookBook *self, const char *id, JsonNode *body, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): the subscription as the server has it now */
EmbarkWebhook *embark_webhook_book_save_finish (EmbarkWebhookBook *self, GAsyncResult *result, GError **error);

/* Switches a subscription; done by embark_webhook_book_save_finish(). */
void embark_webhook_book_set_enabled_async (EmbarkWebhookBook *self, const char *id, gboolean enabled,
                                            GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
/* @ids: (element-type utf8); @group: "" for none */
void embark_webhook_book_set_group_async (EmbarkWebhookBook *self, GPtrArray *ids, const char *group,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean embark_webhook_book_set_group_finish (EmbarkWebhookBook *self, GAsyncResult *result, GError **error);

/* A subscription that somebody else deleted meanwhile counts as deleted. */
void embark_webhook_book_delete_async (EmbarkWebhookBook *self, const char *id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_webhook_book_delete_finish (EmbarkWebhookBook *self, GAsyncResult *result, GError **error);

G_END_DECLS
