/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>
#include "embark-json-view.h"

G_BEGIN_DECLS

/**
 * embark_run_data_show:
 * @view: where it is read
 * @copy: copies it
 * @none: says that there is nothing
 * @json: (nullable): what went into a node, or came out
 * @other: it is of another node than what is shown
 * @nothing: what @none says without @json
 * @cancellable: for what is long, which is printed in a thread and comes later
 */
void embark_run_data_show (EmbarkJsonView *view, GtkWidget *copy, GtkLabel *none, JsonNode *json, gboolean other,
                           const char *nothing, GCancellable *cancellable);

G_END_DECLS
