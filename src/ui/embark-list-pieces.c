/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-list-pieces.h"

#define FIRST_ROWS 30
#define PIECE_ROWS 15
/* From this many on GTK makes no more widgets. */
#define GTK_ROWS 250

struct _EmbarkListPieces
{
  GtkSliceListModel *slice; /* (owned) */
  guint grow_id;
};

EmbarkListPieces *
embark_list_pieces_new (void)
{
  EmbarkListPieces *self = g_new0 (EmbarkListPieces, 1);

  self->slice = gtk_slice_list_model_new (NULL, 0, G_MAXUINT);
  return self;
}

void
embark_list_pieces_free (EmbarkListPieces *self)
{
  g_clear_handle_id (&self->grow_id, g_source_remove);
  g_clear_object (&self->slice);
  g_free (self);
}

static gboolean
grow_cb (gpointer data)
{
  EmbarkListPieces *self = data;
  GListModel *model = gtk_slice_list_model_get_model (self->slice);
  const guint size = gtk_slice_list_model_get_size (self->slice) + PIECE_ROWS;

  if (size < MIN (GTK_ROWS, g_list_model_get_n_items (model)))
    {
      gtk_slice_list_model_set_size (self->slice, size);
      return G_SOURCE_CONTINUE;
    }
  self->grow_id = 0;
  embark_list_pieces_complete (self);
  return G_SOURCE_REMOVE;
}

void
embark_list_pieces_set_model (EmbarkListPieces *self, GListModel *model)
{
  g_clear_handle_id (&self->grow_id, g_source_remove);
  gtk_slice_list_model_set_model (self->slice, NULL);
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  if (model != NULL && g_list_model_get_n_items (model) > FIRST_ROWS)
    {
      gtk_slice_list_model_set_size (self->slice, FIRST_ROWS);
      self->grow_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, grow_cb, self, NULL);
    }
  gtk_slice_list_model_set_model (self->slice, model);
}

void
embark_list_pieces_complete (EmbarkListPieces *self)
{
  g_clear_handle_id (&self->grow_id, g_source_remove);
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
}

GListModel *
embark_list_pieces_get_list (EmbarkListPieces *self)
{
  return G_LIST_MODEL (self->slice);
}
