/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkLinkedAccount:
 *
 * One client of the company in one environment (contract section 7). Immutable. Properties for bindings: `id`, `name`,
 * `display-name` (name, else id).
 */
#define EMBARK_TYPE_LINKED_ACCOUNT (embark_linked_account_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkLinkedAccount, embark_linked_account, EMBARK, LINKED_ACCOUNT, GObject)

/**
 * EmbarkConnectionState:
 * @EMBARK_CONNECTION_UNKNOWN: the record does not say
 */
typedef enum
{
  EMBARK_CONNECTION_UNKNOWN,
  EMBARK_CONNECTION_NONE,
  EMBARK_CONNECTION_ACTIVE,
  EMBARK_CONNECTION_EXPIRED,
} EmbarkConnectionState;

/* %NULL with EMBARK_API_ERROR_PROTOCOL when there is no account_id (nor linked_account_id) string in it. */
EmbarkLinkedAccount *embark_linked_account_new_from_json (JsonNode *node, GError **error);

const char *embark_linked_account_get_id (EmbarkLinkedAccount *self);
/* Returns: (nullable) */
const char *embark_linked_account_get_name (EmbarkLinkedAccount *self);
const char *embark_linked_account_get_display_name (EmbarkLinkedAccount *self);
/* Returns: (nullable): "test", "production" or whatever came */
const char *embark_linked_account_get_environment (EmbarkLinkedAccount *self);
gint64 embark_linked_account_get_created_at (EmbarkLinkedAccount *self);
/* From integrations[]: whether an integration of that type is connected; null or an empty list means none. */
EmbarkConnectionState embark_linked_account_get_connection (EmbarkLinkedAccount *self, const char *slug);
/* Returns: when an integration of that type was last made or renewed, microseconds since 1970; 0: the record does not say */
gint64 embark_linked_account_get_connected_at (EmbarkLinkedAccount *self, const char *slug);
JsonNode *embark_linked_account_get_json (EmbarkLinkedAccount *self);
/* Keeps the record as text from now on: a parsed one takes ten times the room, and a list may have a hundred thousand.
 * What embark_linked_account_get_json() gave before must not be used any more. */
void embark_linked_account_compact (EmbarkLinkedAccount *self);
/* GEqualFunc by id. */
gboolean embark_linked_account_same_id (gconstpointer a, gconstpointer b);
/* GHashFunc of the id. */
guint embark_linked_account_hash_id (gconstpointer account);

G_END_DECLS
