/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a connect link is made: shared by the watcher and the link book. */

#pragma once

#include "embark-connection-watcher.h"

G_BEGIN_DECLS

/* Mints a session token of its own (force_refresh) and a connect address with it. The last three: see
 * embark_call_set_branding(). */
void embark_connect_link_mint_async (EmbarkClient *client, const char *account_id, const char *name, const char *color,
                                     const char *background, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Returns: (transfer full) (nullable) */
EmbarkConnectLink *embark_connect_link_mint_finish (GAsyncResult *result, GError **error);
/* Revokes without waiting for the answer. */
void embark_connect_link_revoke_token (EmbarkClient *client, EmbarkSessionToken *token);

G_END_DECLS
