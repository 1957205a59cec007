/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-paged-list.h"

#include "embark-paged-items-private.h"

/* This many pages in a row without a single new item end the list: a server that ignores the page number
 * would otherwise be asked for ever. */
#define MAX_BARREN_PAGES 3

struct _EmbarkPagedList
{
  GObject parent_instance;

  GType item_type;
  EmbarkPageLoadFunc load;
  EmbarkPageFinishFunc finish;
  gpointer source;               /* (owned by source_destroy) (nullable) */
  GDestroyNotify source_destroy; /* (nullable) */

  EmbarkPagedItems items;
  GPtrArray *early;          /* (owned) (element-type GObject): put first while page 1 was on its way */
  GCancellable *cancellable; /* (owned) (nullable): of the page on its way */
  GError *error;             /* (owned) (nullable) */
  gint64 total;
  guint page;   /* the last one that came */
  guint barren; /* pages in a row that brought nothing new */
  gboolean has_more;
  gboolean loaded;
};

/* What waits for a page. It holds no reference: a list that nobody needs any more is disposed while it loads.
 */
typedef struct
{
  GWeakRef list;
  GCancellable *cancellable; /* (owned): tells whether the list still waits for this one */
} Load;

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_HAS_MORE,
  PROP_LOADED,
  PROP_TOTAL,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void embark_paged_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkPagedList,
                               embark_paged_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, embark_paged_list_model_init))

void
embark_page_free (EmbarkPage *page)
{
  g_clear_pointer (&page->items, g_ptr_array_unref);
  g_free (page);
}

static void
notify (EmbarkPagedList *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_has_more (EmbarkPagedList *self, gboolean has_more)
{
  has_more = !!has_more;
  if (self->has_more == has_more)
    return;
  self->has_more = has_more;
  notify (self, PROP_HAS_MORE);
}

static void
set_loaded (EmbarkPagedList *self, gboolean loaded)
{
  if (self->loaded == loaded)
    return;
  self->loaded = loaded;
  notify (self, PROP_LOADED);
}

static void
set_total (EmbarkPagedList *self, gint64 total)
{
  if (self->total == total)
    return;
  self->total = total;
  notify (self, PROP_TOTAL);
}

/* @error: (transfer full) (nullable) */
static void
set_error (EmbarkPagedList *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  notify (self, PROP_ERROR);
}

/* @cancellable: (transfer full) (nullable): %NULL when nothing is on its way */
static void
set_cancellable (EmbarkPagedList *self, GCancellable *cancellable)
{
  gboolean was_loading = self->cancellable != NULL;

  g_clear_object (&self->cancellable);
  self->cancellable = cancellable;
  if (was_loading != (cancellable != NULL))
    notify (self, PROP_LOADING);
}

static void
cancel (EmbarkPagedList *self)
{
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->cancellable);

  if (cancellable == NULL)
    return;
  g_cancellable_cancel (cancellable);
  /* A reload that begins at once must not show as "not loading" in between: the caller freezes notifications.
   */
  notify (self, PROP_LOADING);
}

/* Returns: the lowest position that changed; @n_new: how many items were not there before */
static guint
merge_page (EmbarkPagedList *self, EmbarkPage *page, guint *n_new)
{
  guint first = self->items.array->len;

  *n_new = 0;
  for (guint i = 0; i < page->items->len; i++)
    {
      gpointer item = g_ptr_array_index (page->items, i);
      guint index;

      if (embark_paged_items_find (&self->items, item, &index))
        {
          embark_paged_items_replace (&self->items, index, item);
          first = MIN (first, index);
        }
      else
        {
          embark_paged_items_insert (&self->items, self->items.array->len, item);
          (*n_new)++;
        }
    }

  return first;
}

/* What was put first while page 1 was on its way may have been missed by it: it stays in front. */
static void
restore_early (EmbarkPagedList *self)
{
  g_autoptr (GPtrArray) early = g_steal_pointer (&self->early);

  self->early = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < early->len; i++)
    {
      gpointer item = g_ptr_array_index (early, i);

      if (!embark_paged_items_find (&self->items, item, NULL))
        embark_paged_items_insert (&self->items, i, item);
    }
}

static void
take_page (EmbarkPagedList *self, EmbarkPage *page)
{
  guint before = self->items.array->len, first, n_new;

  if (self->page == 0)
    {
      embark_paged_items_drop (&self->items);
      merge_page (self, page, &n_new);
      restore_early (self);
      first = 0;
    }
  else
    {
      first = merge_page (self, page, &n_new);
    }

  self->page++;
  self->barren = n_new > 0 ? 0 : self->barren + 1;
  set_cancellable (self, NULL);
  set_loaded (self, TRUE);
  set_has_more (self, page->has_more && page->items->len > 0 && self->barren < MAX_BARREN_PAGES);
  set_total (self, page->total);
  if (before > first || self->items.array->len > first)
    g_list_model_items_changed (G_LIST_MODEL (self), first, before - first, self->items.array->len - first);
}

static void
page_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Load *load = user_data;
  g_autoptr (EmbarkPagedList) self = g_weak_ref_get (&load->list);
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&load->cancellable);
  g_autoptr (EmbarkPage) page = NULL;
  g_autoptr (GError) error = NULL;

  g_weak_ref_clear (&load->list);
  g_free (load);
  if (self == NULL)
    return;

  page = self->finish (self->source, result, &error);
  if (self->cancellable != cancellable)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  if (page != NULL)
    {
      take_page (self, page);
    }
  else
    {
      set_cancellable (self, NULL);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        set_error (self, g_steal_pointer (&error));
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
start (EmbarkPagedList *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Load *load = g_new0 (Load, 1);

  g_weak_ref_init (&load->list, self);
  load->cancellable = g_object_ref (cancellable);
  set_error (self, NULL);
  set_cancellable (self, g_object_ref (cancellable));
  self->load (self->source, self->page + 1, cancellable, page_loaded_cb, load);
}

static GType
embark_paged_list_get_item_type (GListModel *model)
{
  return EMBARK_PAGED_LIST (model)->item_type;
}

static guint
embark_paged_list_get_n_items (GListModel *model)
{
  return EMBARK_PAGED_LIST (model)->items.array->len;
}

static gpointer
embark_paged_list_get_item (GListModel *model, guint position)
{
  EmbarkPagedList *self = EMBARK_PAGED_LIST (model);

  return position < self->items.array->len ? g_object_ref (g_ptr_array_index (self->items.array, position))
                                           : NULL;
}

static void
embark_paged_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkPagedList *self = EMBARK_PAGED_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, self->total);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_paged_list_dispose (GObject *object)
{
  EmbarkPagedList *self = EMBARK_PAGED_LIST (object);
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->cancellable);

  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);

  G_OBJECT_CLASS (embark_paged_list_parent_class)->dispose (object);
}

static void
embark_paged_list_finalize (GObject *object)
{
  EmbarkPagedList *self = EMBARK_PAGED_LIST (object);

  embark_paged_items_clear (&self->items);
  g_clear_pointer (&self->early, g_ptr_array_unref);
  g_clear_error (&self->error);
  if (self->source_destroy != NULL)
    self->source_destroy (self->source);

  G_OBJECT_CLASS (embark_paged_list_parent_class)->finalize (object);
}

static void
embark_paged_list_class_init (EmbarkPagedListClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_paged_list_get_property;
  object_class->dispose = embark_paged_list_dispose;
  object_class->finalize = embark_paged_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, TRUE, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_paged_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = embark_paged_list_get_item_type;
  iface->get_n_items = embark_paged_list_get_n_items;
  iface->get_item = embark_paged_list_get_item;
}

static void
embark_paged_list_init (EmbarkPagedList *self)
{
  self->items.array = g_ptr_array_new_with_free_func (g_object_unref);
  self->early = g_ptr_array_new_with_free_func (g_object_unref);
  self->has_more = TRUE;
  self->total = -1;
}

EmbarkPagedList *
embark_paged_list_new (GType item_type,
                       EmbarkPageLoadFunc load,
                       EmbarkPageFinishFunc finish,
                       gpointer source,
                       GDestroyNotify source_destroy)
{
  EmbarkPagedList *self;

  g_return_val_if_fail (g_type_is_a (item_type, G_TYPE_OBJECT), NULL);
  g_return_val_if_fail (load != NULL && finish != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_PAGED_LIST, NULL);
  self->item_type = item_type;
  self->load = load;
  self->finish = finish;
  self->source = source;
  self->source_destroy = source_destroy;

  return self;
}

void
embark_paged_list_load_more (EmbarkPagedList *self)
{
  g_autoptr (EmbarkPagedList) alive = NULL;

  g_return_if_fail (EMBARK_IS_PAGED_LIST (self));

  if (self->cancellable != NULL || !self->has_more)
    return;
  alive = g_object_ref (self);
  g_object_freeze_notify (G_OBJECT (self));
  start (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
embark_paged_list_reload (EmbarkPagedList *self)
{
  g_autoptr (EmbarkPagedList) alive = NULL;
  gboolean was_loading;

  g_return_if_fail (EMBARK_IS_PAGED_LIST (self));

  alive = g_object_ref (self);
  was_loading = self->cancellable != NULL;
  g_object_freeze_notify (G_OBJECT (self));
  if (was_loading)
    {
      /* Straight from one load to the next: `loading` does not change. */
      g_cancellable_cancel (self->cancellable);
    }
  else
    {
      g_ptr_array_set_size (self->early, 0);
    }
  self->page = 0;
  self->barren = 0;
  set_has_more (self, TRUE);
  start (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
embark_paged_list_clear (EmbarkPagedList *self)
{
  guint n_items;

  g_return_if_fail (EMBARK_IS_PAGED_LIST (self));

  n_items = self->items.array->len;
  g_object_freeze_notify (G_OBJECT (self));
  cancel (self);
  embark_paged_items_drop (&self->items);
  g_ptr_array_set_size (self->early, 0);
  self->page = 0;
  self->barren = 0;
  set_error (self, NULL);
  set_loaded (self, FALSE);
  set_has_more (self, TRUE);
  set_total (self, -1);
  if (n_items > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_items, 0);
  g_object_thaw_notify (G_OBJECT (self));
}

void
embark_paged_list_prepend (EmbarkPagedList *self, gpointer item)
{
  guint index;

  g_return_if_fail (EMBARK_IS_PAGED_LIST (self));
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (item, self->item_type));

  if (self->cancellable != NULL && self->page == 0)
    g_ptr_array_insert (self->early, 0, g_object_ref (item));

  if (embark_paged_items_find (&self->items, item, &index))
    {
      embark_paged_items_forget (&self->items);
      g_ptr_array_remove_index (self->items.array, index);
      g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 0);
    }
  else if (self->total >= 0)
    {
      set_total (self, self->total + 1);
    }
  embark_paged_items_insert (&self->items, 0, item);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
}

void
embark_paged_list_set_equal_func (EmbarkPagedList *self, GEqualFunc equal)
{
  g_return_if_fail (EMBARK_IS_PAGED_LIST (self));

  self->items.equal = equal;
  embark_paged_items_forget (&self->items);
}

void
embark_paged_list_set_hash_func (EmbarkPagedList *self, GHashFunc hash)
{
  g_return_if_fail (EMBARK_IS_PAGED_LIST (self));

  self->items.hash = hash;
  embark_paged_items_forget (&self->items);
}

gpointer
embark_paged_list_find (EmbarkPagedList *self, gpointer item)
{
  guint index;

  g_return_val_if_fail (EMBARK_IS_PAGED_LIST (self), NULL);

  return embark_paged_items_find (&self->items, item, &index) ? g_ptr_array_index (self->items.array, index)
                                                              : NULL;
}

void
embark_paged_list_update (EmbarkPagedList *self, gpointer item)
{
  guint index;

  g_return_if_fail (EMBARK_IS_PAGED_LIST (self));
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (item, self->item_type));

  if (!embark_paged_items_find (&self->items, item, &index))
    return;
  embark_paged_items_replace (&self->items, index, item);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 1);
}

gboolean
embark_paged_list_get_loading (EmbarkPagedList *self)
{
  g_return_val_if_fail (EMBARK_IS_PAGED_LIST (self), FALSE);

  return self->cancellable != NULL;
}

gboolean
embark_paged_list_get_loaded (EmbarkPagedList *self)
{
  g_return_val_if_fail (EMBARK_IS_PAGED_LIST (self), FALSE);

  return self->loaded;
}

gboolean
embark_paged_list_get_has_more (EmbarkPagedList *self)
{
  g_return_val_if_fail (EMBARK_IS_PAGED_LIST (self), FALSE);

  return self->has_more;
}

gint64
embark_paged_list_get_total (EmbarkPagedList *self)
{
  g_return_val_if_fail (EMBARK_IS_PAGED_LIST (self), -1);

  return self->total;
}

const GError *
embark_paged_list_get_error (EmbarkPagedList *self)
{
  g_return_val_if_fail (EMBARK_IS_PAGED_LIST (self), NULL);

  return self->error;
}
