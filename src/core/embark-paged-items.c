/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-paged-items-private.h"

void
embark_paged_items_forget (EmbarkPagedItems *self)
{
  g_clear_pointer (&self->positions, g_hash_table_unref);
}

static void
know_position (EmbarkPagedItems *self, guint index)
{
  if (self->positions != NULL)
    g_hash_table_replace (self->positions, g_ptr_array_index (self->array, index), GUINT_TO_POINTER (index));
}

static void
ensure_positions (EmbarkPagedItems *self)
{
  if (self->positions != NULL)
    return;
  self->positions = g_hash_table_new (self->hash, self->equal);
  /* Backwards: of two that are equal the first is the one. */
  for (guint i = self->array->len; i > 0; i--)
    know_position (self, i - 1);
}

gboolean
embark_paged_items_find (EmbarkPagedItems *self, gpointer item, guint *index)
{
  gpointer position;

  if (self->equal == NULL)
    return FALSE;
  if (self->hash == NULL)
    return g_ptr_array_find_with_equal_func (self->array, item, self->equal, index);
  ensure_positions (self);
  if (!g_hash_table_lookup_extended (self->positions, item, NULL, &position))
    return FALSE;
  if (index != NULL)
    *index = GPOINTER_TO_UINT (position);
  return TRUE;
}

void
embark_paged_items_replace (EmbarkPagedItems *self, guint index, gpointer item)
{
  GObject *old = g_ptr_array_index (self->array, index);

  g_ptr_array_index (self->array, index) = g_object_ref (item);
  know_position (self, index);
  /* Only now: it is a key until the new one takes its place. */
  g_object_unref (old);
}

void
embark_paged_items_insert (EmbarkPagedItems *self, guint index, gpointer item)
{
  if (index < self->array->len)
    embark_paged_items_forget (self);
  g_ptr_array_insert (self->array, (int) index, g_object_ref (item));
  know_position (self, index);
}

void
embark_paged_items_drop (EmbarkPagedItems *self)
{
  embark_paged_items_forget (self);
  g_ptr_array_set_size (self->array, 0);
}

void
embark_paged_items_clear (EmbarkPagedItems *self)
{
  embark_paged_items_forget (self);
  g_clear_pointer (&self->array, g_ptr_array_unref);
}
