/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EmbarkPagedList:
 *
 * A #GListModel whose items arrive page by page. It knows nothing of where a page comes from; its owner gives two
 * functions. Properties: `loading` (boolean), `has-more` (boolean), `loaded` (boolean: the first page came),
 * `total` (int64, -1 while unknown), `error` (GError, nullable: the last page failed; load_more tries it again).
 */
#define EMBARK_TYPE_PAGED_LIST (embark_paged_list_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPagedList, embark_paged_list, EMBARK, PAGED_LIST, GObject)

typedef struct
{
  GPtrArray *items;  /* (owned) (element-type GObject) */
  gboolean has_more;
  gint64 total;      /* -1: not said */
} EmbarkPage;

void embark_page_free (EmbarkPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkPage, embark_page_free)

/* Starts loading page number @page (from 1); must call @callback once, whose result @finish understands. */
typedef void (*EmbarkPageLoadFunc) (gpointer source, guint page, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer callback_data);
/* Returns: (transfer full) (nullable): the page, or %NULL with @error set */
typedef EmbarkPage *(*EmbarkPageFinishFunc) (gpointer source, GAsyncResult *result, GError **error);

/**
 * embark_paged_list_new:
 * @item_type: a GObject type
 * @load: starts a page
 * @finish: ends it
 * @source: (nullable): given to both
 * @source_destroy: (nullable): frees @source
 */
EmbarkPagedList *embark_paged_list_new (GType item_type, EmbarkPageLoadFunc load, EmbarkPageFinishFunc finish,
                                        gpointer source, GDestroyNotify source_destroy);

/* Loads the next page unless one is loading or there is none. */
void embark_paged_list_load_more (EmbarkPagedList *self);
/* Cancels what is loading and begins at page 1; the old items stay until the first page is there, then are replaced. */
void embark_paged_list_reload (EmbarkPagedList *self);
/* Cancels what is loading and drops all items. */
void embark_paged_list_clear (EmbarkPagedList *self);
/* Puts @item first (just created here, the server will list it somewhere); a later page that has it again, as @equal
 * says, replaces it instead of repeating it. */
void embark_paged_list_prepend (EmbarkPagedList *self, gpointer item);
/* @equal: (nullable): tells that two items are the same record, for prepend() and pages that overlap */
void embark_paged_list_set_equal_func (EmbarkPagedList *self, GEqualFunc equal);
/* @hash: (nullable): of what @equal compares; with both, a list of a hundred thousand is as quick as a short one */
void embark_paged_list_set_hash_func (EmbarkPagedList *self, GHashFunc hash);
/* Returns: (transfer none) (nullable): the item of the list that is equal to @item */
gpointer embark_paged_list_find (EmbarkPagedList *self, gpointer item);
/* Replaces the first item that is equal to @item; does nothing when there is none. */
void embark_paged_list_update (EmbarkPagedList *self, gpointer item);

gboolean embark_paged_list_get_loading (EmbarkPagedList *self);
gboolean embark_paged_list_get_loaded (EmbarkPagedList *self);
gboolean embark_paged_list_get_has_more (EmbarkPagedList *self);
gint64 embark_paged_list_get_total (EmbarkPagedList *self);
/* Returns: (transfer none) (nullable) */
const GError *embark_paged_list_get_error (EmbarkPagedList *self);

G_END_DECLS
