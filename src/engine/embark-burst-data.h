/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows that a burst takes its values from, and what is made of them. Pure; for any thread. */

#pragma once

#include <gio/gio.h>

#include "embark-template.h"

G_BEGIN_DECLS

/* Beyond this (bytes) a file is no list of events. */
#define EMBARK_BURST_DATA_MAX (64 * 1024 * 1024)

/**
 * EmbarkBurstData:
 *
 * Immutable once it was read.
 */
typedef struct _EmbarkBurstData EmbarkBurstData;

/* Reads a table with a line of column names, or a JSON array of objects: whatever the text begins with tells. For a thread.
 * @error: domain %EMBARK_BURST_ERROR, code DATA, or of the file */
EmbarkBurstData *embark_burst_data_read (GFile *file, GCancellable *cancellable, GError **error);
EmbarkBurstData *embark_burst_data_ref (EmbarkBurstData *self);
void embark_burst_data_unref (EmbarkBurstData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkBurstData, embark_burst_data_unref)

guint embark_burst_data_get_n_rows (EmbarkBurstData *self);
/* Returns: the SHA-256 of the file */
const char *embark_burst_data_get_sum (EmbarkBurstData *self);

/**
 * embark_burst_data_make_payload:
 * @self: (nullable): without data there are no rows
 * @template: (nullable): %NULL or empty: the row itself, or {}
 * @context: its row is set here
 * @index: of the event, from 0
 *
 * Returns: (transfer full) (nullable): JSON
 */
char *embark_burst_data_make_payload (EmbarkBurstData *self, const char *template, EmbarkTemplateContext context,
                                      guint index, GError **error);

G_END_DECLS
