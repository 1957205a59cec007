/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The items of a paged list, and where each of them stands. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *array;      /* (owned) (element-type GObject) */
  GHashTable *positions; /* (owned) (nullable): item (unowned) → where it stands; only while it is right */
  GEqualFunc equal;      /* (nullable) */
  GHashFunc hash;        /* (nullable) */
} EmbarkPagedItems;

gboolean embark_paged_items_find (EmbarkPagedItems *self, gpointer item, guint *index);
void embark_paged_items_replace (EmbarkPagedItems *self, guint index, gpointer item);
void embark_paged_items_insert (EmbarkPagedItems *self, guint index, gpointer item);
/* Takes all items away. */
void embark_paged_items_drop (EmbarkPagedItems *self);
/* What moves items calls this; the next search finds out anew where they stand. */
void embark_paged_items_forget (EmbarkPagedItems *self);
void embark_paged_items_clear (EmbarkPagedItems *self);

G_END_DECLS
