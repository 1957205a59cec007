/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EmbarkListPieces:
 *
 * For a GtkListView that is filled at once: GTK makes the widgets of 200 rows in one turn, however few are seen. This
 * lists what can be seen first and the rest in pieces, between which the window draws and listens.
 */
typedef struct _EmbarkListPieces EmbarkListPieces;

EmbarkListPieces *embark_list_pieces_new (void);
void embark_list_pieces_free (EmbarkListPieces *self);
/* @model: (transfer none) (nullable) */
void embark_list_pieces_set_model (EmbarkListPieces *self, GListModel *model);
/* Not later: for who wants a row that may not be listed yet. */
void embark_list_pieces_complete (EmbarkListPieces *self);
/* Returns: (transfer none): what is listed so far */
GListModel *embark_list_pieces_get_list (EmbarkListPieces *self);

G_END_DECLS
