/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks for a text in a JSON document, names and values alike, in a thread. */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* After so many the search ends. */
#define EMBARK_JSON_FIND_MAX 1000

/* @node: must not be changed any more. @text: what is looked for, whatever its case */
void embark_json_find_async (JsonNode *node, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
/* Returns: (transfer full) (element-type GArray): of each find the positions (guint) that lead to it from the document's
 * row on, as embark_json_item_append_positions() has them */
GPtrArray *embark_json_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
