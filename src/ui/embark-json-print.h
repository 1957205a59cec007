/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON as text, without holding up the window: what is long is printed in a thread. */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Returns: whether printing @node takes no time to speak of; looks at no more of it than that takes */
gboolean embark_json_is_short (JsonNode *node);
/* @node must not be changed any more. */
void embark_json_print_async (JsonNode *node, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* Returns: (transfer full) */
char *embark_json_print_finish (GAsyncResult *result, GError **error);

G_END_DECLS
