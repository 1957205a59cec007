/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calls as an HTTP Archive (HAR 1.2), which browsers and other tools open. Without secrets. */

#pragma once

#include "embark-exchange.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/* @exchanges: (element-type EmbarkExchange): oldest first. Returns: (transfer full): the archive; may run in any thread */
char *embark_har_print (GPtrArray *exchanges);
/* Writes the archive to @file, which only its owner can read; one that is there is replaced as a whole. @exchanges is held,
 * and must not be changed any more. */
void embark_har_save_async (GPtrArray *exchanges, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean embark_har_save_finish (GAsyncResult *result, GError **error);
/* Returns: (transfer full): a name for the file: "embark-activity-2026-11-24.har". @time: µs since 1970 */
char *embark_har_dup_name (gint64 time);

G_END_DECLS
