/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkBook:
 *
 * The whole list of something that belongs to a profile's environment: a GListModel of records in the server's order.
 * What the server refuses leaves the list as it is. Properties (notify): `loading` (boolean), `loaded` (boolean: an
 * answer came at least once); `workspace` (construct-only).
 */
#define EMBARK_TYPE_BOOK (embark_book_get_type ())
G_DECLARE_DERIVABLE_TYPE (EmbarkBook, embark_book, EMBARK, BOOK, GObject)

EmbarkWorkspace *embark_book_get_workspace (EmbarkBook *self);
gboolean embark_book_get_loading (EmbarkBook *self);
gboolean embark_book_get_loaded (EmbarkBook *self);
/* Returns: (transfer none) (nullable): why the last load failed */
const GError *embark_book_get_error (EmbarkBook *self);

void embark_book_load_async (EmbarkBook *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean embark_book_load_finish (EmbarkBook *self, GAsyncResult *result, GError **error);

/* What a kind of book says of itself: see embark-book-private.h. */
struct _EmbarkBookClass
{
  GObjectClass parent_class;

  GType (*get_record_type) (void);
  guint list_operation; /* EmbarkOperation: answers the whole list */
  const char *(*get_id) (gpointer record);
  JsonNode *(*get_json) (gpointer record);
  /* Returns: (transfer full): the records of an answer that are taken; %NULL takes all */
  GPtrArray *(*choose) (GPtrArray *answer);
};

G_END_DECLS
