/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EmbarkDemoServer:
 *
 * The stand-in for Cobalt and Salesforce behind the Demo profile, in a thread of its own so that it is a server like any
 * other: the window speaks HTTP to it. It listens on loopback only and its key is made anew at every start.
 */
#define EMBARK_TYPE_DEMO_SERVER (embark_demo_server_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkDemoServer, embark_demo_server, EMBARK, DEMO_SERVER, GObject)

EmbarkDemoServer *embark_demo_server_new (void);
/* Starts it; once it runs, further calls succeed at once. */
void embark_demo_server_start_async (EmbarkDemoServer *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean embark_demo_server_start_finish (EmbarkDemoServer *self, GAsyncResult *result, GError **error);
/* Puts everything back to how it was at the start; connect addresses and tokens of before are void. */
void embark_demo_server_reset_async (EmbarkDemoServer *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean embark_demo_server_reset_finish (EmbarkDemoServer *self, GAsyncResult *result, GError **error);
/* Returns: (nullable): "http://127.0.0.1:PORT" once it runs */
const char *embark_demo_server_get_base_uri (EmbarkDemoServer *self);
/* Returns: (nullable): the key it accepts, once it runs; a secret like every key */
const char *embark_demo_server_get_api_key (EmbarkDemoServer *self);

G_END_DECLS
