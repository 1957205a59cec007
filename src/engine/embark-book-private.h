/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a kind of book needs to change what it lists. */

#pragma once

#include "embark-book.h"

G_BEGIN_DECLS

/* Returns: (transfer none) (nullable): the record with @id; the list holds it. @position: (nullable): where it is, or
 * the number of records */
gpointer embark_book_find (EmbarkBook *self, const char *id, guint *position);
/* Takes a whole list for what there is now, and tells the workspace that its key is good. */
void embark_book_take (EmbarkBook *self, GPtrArray *answer);
/* Puts @record in the place of the one with its id, or at the end. */
void embark_book_put (EmbarkBook *self, gpointer record);
/* Sends a change. Takes @task, which is what @callback is called with. */
void embark_book_send (EmbarkBook *self, EmbarkCall *call, GAsyncReadyCallback callback, GTask *task);
/* Returns: (transfer full) (nullable): the answer to a change. A list that was asked for before it is older than it, and
 * what it says of the key is told like any other answer. */
EmbarkReply *embark_book_take_answer (EmbarkBook *self, GObject *source, GAsyncResult *result, GError **error);

G_END_DECLS
