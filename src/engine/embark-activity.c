/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-activity-private.h"
#include "embark-activity.h"

/* So many attempts are listed. */
#define MAX_ATTEMPTS 200

struct _EmbarkActivity
{
  GObject parent_instance;

  EmbarkWorkspace *workspace; /* (owned) */
  GListModel *exchanges;      /* (owned) */
  GPtrArray *mirror;   /* (owned) (element-type EmbarkActivityEntry): of the calls, as they stand there */
  GListStore *entries; /* (owned) (element-type EmbarkActivityEntry): newest first */
  GHashTable
      *last_reads; /* (owned): what was read → EmbarkActivityEntry: the last time; not held: mirror is */
  GCancellable *cancellable; /* (owned) */
  GError *error;             /* (owned) (nullable) */
  gint64 cleared_at;
  gint64 newest_attempt; /* when the newest attempt that is listed began */
  gboolean reading;
  gboolean read_again;
};

static GType
embark_activity_get_item_type (GListModel *list)
{
  return EMBARK_TYPE_ACTIVITY_ENTRY;
}

static guint
embark_activity_get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (EMBARK_ACTIVITY (list)->entries));
}

static gpointer
embark_activity_get_item (GListModel *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (EMBARK_ACTIVITY (list)->entries), position);
}

static void
embark_activity_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = embark_activity_get_item_type;
  iface->get_n_items = embark_activity_get_n_items;
  iface->get_item = embark_activity_get_item;
}

enum
{
  PROP_0,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkActivity,
                               embark_activity,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, embark_activity_list_model_init))

/* ---- calls ---- */

/* From the end, since what goes is the oldest. */
static void
drop_entry (EmbarkActivity *self, EmbarkActivityEntry *entry)
{
  const char *key = embark_activity_entry_get_read_key (entry);
  guint i = g_list_model_get_n_items (G_LIST_MODEL (self->entries));

  if (key != NULL && g_hash_table_lookup (self->last_reads, key) == entry)
    g_hash_table_remove (self->last_reads, key);
  while (i-- > 0)
    {
      g_autoptr (EmbarkActivityEntry) item = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      if (item == entry)
        {
          g_list_store_remove (self->entries, i);
          return;
        }
    }
}

static EmbarkActivityEntry *
add_exchange (EmbarkActivity *self, EmbarkExchange *exchange)
{
  EmbarkActivityEntry *entry = embark_activity_entry_new_for_exchange (exchange);
  const char *key = embark_activity_entry_get_read_key (entry);

  if (key != NULL)
    {
      embark_activity_entry_compare (entry, g_hash_table_lookup (self->last_reads, key));
      g_hash_table_replace (self->last_reads, g_strdup (key), entry);
    }
  return entry;
}

static void
exchanges_changed_cb (EmbarkActivity *self, guint position, guint removed, guint added, GListModel *exchanges)
{
  const gboolean all = removed > 1 && removed == self->mirror->len;

  for (guint i = 0; !all && i < removed; i++)
    drop_entry (self, g_ptr_array_index (self->mirror, position + i));
  if (all)
    {
      g_hash_table_remove_all (self->last_reads);
      g_list_store_remove_all (self->entries);
      self->newest_attempt = 0;
    }
  if (removed > 0)
    g_ptr_array_remove_range (self->mirror, position, removed);
  /* The oldest of the new ones first: each is compared with what was before it. */
  for (guint i = added; i-- > 0;)
    {
      g_autoptr (EmbarkExchange) exchange = g_list_model_get_item (exchanges, position + i);
      g_autoptr (EmbarkActivityEntry) entry = add_exchange (self, exchange);

      g_list_store_insert (self->entries, 0, entry);
      g_ptr_array_insert (self->mirror, (int) position, g_steal_pointer (&entry));
    }
  if (all)
    embark_activity_refresh (self);
}

/* ---- attempts ---- */

/* Calls stand in the order in which they ended; an attempt stands above those that had ended before it. */
static void
add_attempt (EmbarkActivity *self, const EmbarkAttempt *attempt)
{
  g_autoptr (EmbarkActivityEntry) entry = embark_activity_entry_new_for_attempt (attempt);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  guint at = 0;

  for (; at < n; at++)
    {
      g_autoptr (EmbarkActivityEntry) other = g_list_model_get_item (G_LIST_MODEL (self->entries), at);

      if (embark_activity_entry_get_ended_at (other) <= attempt->ended_at)
        break;
    }
  g_list_store_insert (self->entries, at, entry);
}

static void
set_error (EmbarkActivity *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts =
      embark_journal_list_attempts_finish (EMBARK_JOURNAL (source), result, &error);
  EmbarkActivity *self;
  gint64 newest;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_ACTIVITY (user_data);
  self->reading = FALSE;
  set_error (self, error);
  newest = self->newest_attempt;
  for (guint i = attempts != NULL ? attempts->len : 0; i-- > 0;)
    {
      const EmbarkAttempt *attempt = g_ptr_array_index (attempts, i);

      if (attempt->started_at <= newest || attempt->ended_at <= self->cleared_at)
        continue;
      add_attempt (self, attempt);
      self->newest_attempt = MAX (self->newest_attempt, attempt->started_at);
    }
  if (self->read_again)
    {
      self->read_again = FALSE;
      embark_activity_refresh (self);
    }
}

void
embark_activity_refresh (EmbarkActivity *self)
{
  g_return_if_fail (EMBARK_IS_ACTIVITY (self));

  if (self->reading)
    {
      self->read_again = TRUE;
      return;
    }
  self->reading = TRUE;
  embark_journal_list_attempts_async (embark_workspace_get_journal (self->workspace),
                                      embark_profile_get_id (embark_workspace_get_profile (self->workspace)),
                                      NULL, MAX_ATTEMPTS, self->cancellable, listed_cb, self);
}

/* ---- the class ---- */

static void
entries_changed_cb (EmbarkActivity *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
embark_activity_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ERROR)
    g_value_set_boxed (value, EMBARK_ACTIVITY (object)->error);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
embark_activity_dispose (GObject *object)
{
  g_cancellable_cancel (EMBARK_ACTIVITY (object)->cancellable);

  G_OBJECT_CLASS (embark_activity_parent_class)->dispose (object);
}

static void
embark_activity_finalize (GObject *object)
{
  EmbarkActivity *self = EMBARK_ACTIVITY (object);

  g_clear_pointer (&self->last_reads, g_hash_table_unref);
  g_clear_pointer (&self->mirror, g_ptr_array_unref);
  g_clear_object (&self->entries);
  g_clear_object (&self->exchanges);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (embark_activity_parent_class)->finalize (object);
}

static void
embark_activity_class_init (EmbarkActivityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = embark_activity_dispose;
  object_class->finalize = embark_activity_finalize;
  object_class->get_property = embark_activity_get_property;

  properties[PROP_ERROR] =
      g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_activity_init (EmbarkActivity *self)
{
  self->entries = g_list_store_new (EMBARK_TYPE_ACTIVITY_ENTRY);
  self->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  self->last_reads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->entries, "items-changed", G_CALLBACK (entries_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

EmbarkActivity *
embark_activity_new (EmbarkWorkspace *workspace)
{
  EmbarkActivity *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (EMBARK_TYPE_ACTIVITY, NULL);
  self->workspace = g_object_ref (workspace);
  self->exchanges = g_object_ref (embark_workspace_get_exchanges (workspace));
  g_signal_connect_object (self->exchanges, "items-changed", G_CALLBACK (exchanges_changed_cb), self,
                           G_CONNECT_SWAPPED);
  exchanges_changed_cb (self, 0, 0, g_list_model_get_n_items (self->exchanges), self->exchanges);
  return self;
}

EmbarkWorkspace *
embark_activity_get_workspace (EmbarkActivity *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY (self), NULL);

  return self->workspace;
}

const GError *
embark_activity_get_error (EmbarkActivity *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY (self), NULL);

  return self->error;
}

void
embark_activity_clear (EmbarkActivity *self)
{
  g_return_if_fail (EMBARK_IS_ACTIVITY (self));

  self->cleared_at = embark_clock_get_real_time (embark_workspace_get_clock (self->workspace));
  /* The workspace makes it one. */
  g_list_store_remove_all (G_LIST_STORE (self->exchanges));
  /* Where there were no calls, or one, nothing was taken away as a whole. */
  g_hash_table_remove_all (self->last_reads);
  g_list_store_remove_all (self->entries);
}
