/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-health-private.h"
#include "embark-problem.h"

/* The largest page that the platform documents (contract 3.2): fewer round trips. */
#define PAGE_SIZE 100

struct _EmbarkHealthBoard
{
  GObject parent_instance;

  EmbarkWorkspace *workspace; /* (owned) */
  EmbarkPagedList *accounts;  /* (owned): what was read so far in this round */
  GListStore *rows;           /* (owned) (element-type EmbarkHealthRow) */
  GHashTable *by_id; /* (owned) (element-type utf8 EmbarkHealthRow): of @rows; keys are the accounts' */
  GHashTable *seen;  /* (owned) (element-type utf8 utf8): ids of this round */
  GHashTable
      *checks; /* (owned) (nullable) (element-type utf8 EmbarkCheckEntry): from the journal, until used */
  GCancellable *cancellable; /* (owned): ends with the board */

  guint counts[EMBARK_N_HEALTHS];
  guint counts_id; /* counts-changed is due */
  guint n_probed;
  guint n_to_probe;
  gboolean loading;
  gboolean loaded;
  gboolean probing;
  gboolean waiting;
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_LOADED,
  PROP_TOTAL,
  PROP_PROBING,
  PROP_N_PROBED,
  PROP_N_TO_PROBE,
  PROP_WAITING,
  N_PROPS
};

enum
{
  SIGNAL_COUNTS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void embark_health_board_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkHealthBoard,
                               embark_health_board,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, embark_health_board_list_model_init))

/* ---- a list of rows ---- */

static GType
embark_health_board_get_item_type (GListModel *model)
{
  return EMBARK_TYPE_HEALTH_ROW;
}

static guint
embark_health_board_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (EMBARK_HEALTH_BOARD (model)->rows));
}

static gpointer
embark_health_board_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (EMBARK_HEALTH_BOARD (model)->rows), position);
}

static void
embark_health_board_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = embark_health_board_get_item_type;
  iface->get_n_items = embark_health_board_get_n_items;
  iface->get_item = embark_health_board_get_item;
}

/* ---- how many stand how ---- */

static gboolean
counts_cb (gpointer data)
{
  EmbarkHealthBoard *self = data;
  GListModel *rows = G_LIST_MODEL (self->rows);

  self->counts_id = 0;
  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (EmbarkHealthRow) row = g_list_model_get_item (rows, i);

      self->counts[embark_health_row_get_health (row)]++;
    }
  g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

void
embark_health_board_queue_counts (EmbarkHealthBoard *self)
{
  /* Counting goes through all rows: while the list still grows it waits for the last page. */
  if (self->counts_id == 0 && !self->loading)
    self->counts_id = g_idle_add (counts_cb, self);
}

guint
embark_health_board_get_count (EmbarkHealthBoard *self, EmbarkHealth health)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), 0);
  g_return_val_if_fail (health < EMBARK_N_HEALTHS, 0);

  return self->counts[health];
}

/* ---- reading the list ---- */

/* What was found by a probe of an earlier day. */
static void
recall (EmbarkHealthBoard *self, EmbarkHealthRow *row, const char *id)
{
  EmbarkCheckEntry *check = self->checks != NULL ? g_hash_table_lookup (self->checks, id) : NULL;

  if (check != NULL && check->checked_at > embark_health_row_get_checked_at (row))
    embark_health_row_set_probed (row, check->checked_at, check->state == EMBARK_HEALTH_PROVED,
                                  check->blocker,
                                  (EmbarkOwner) CLAMP (check->owner, 0, EMBARK_OWNER_PLATFORM));
}

static void
accounts_changed_cb (
    EmbarkHealthBoard *self, guint position, guint removed, guint added, GListModel *accounts)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (EmbarkLinkedAccount) account = g_list_model_get_item (accounts, i);
      const char *id = embark_linked_account_get_id (account);
      EmbarkHealthRow *row = g_hash_table_lookup (self->by_id, id);

      g_hash_table_add (self->seen, g_strdup (id));
      if (row != NULL)
        {
          embark_health_row_set_account (row, account);
          continue;
        }
      row = embark_health_row_new (account);
      recall (self, row, id);
      g_hash_table_insert (self->by_id, g_strdup (id), row);
      g_ptr_array_add (fresh, row);
    }
  if (fresh->len > 0)
    g_list_store_splice (self->rows, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), 0, fresh->pdata,
                         fresh->len);
  embark_health_board_queue_counts (self);
}

/* In one go: whoever shows the list is told once. */
static void
drop_unseen (EmbarkHealthBoard *self)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkHealthRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      const char *id = embark_linked_account_get_id (embark_health_row_get_account (row));

      if (g_hash_table_contains (self->seen, id))
        g_ptr_array_add (seen, g_steal_pointer (&row));
      else
        g_hash_table_remove (self->by_id, id);
    }
  if (seen->len < n)
    g_list_store_splice (self->rows, 0, n, seen->pdata, seen->len);
}

static void
set_loading (EmbarkHealthBoard *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* The list of accounts stopped loading: with a page, or with an error. */
static void
page_cb (EmbarkHealthBoard *self)
{
  if (!self->loading || embark_paged_list_get_loading (self->accounts))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  if (embark_paged_list_get_error (self->accounts) != NULL)
    {
      set_loading (self, FALSE);
      embark_health_board_queue_counts (self);
      return;
    }
  if (embark_paged_list_get_has_more (self->accounts))
    {
      embark_paged_list_load_more (self->accounts);
      return;
    }
  drop_unseen (self);
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  set_loading (self, FALSE);
  embark_health_board_queue_counts (self);
}

static void
take_checks (EmbarkHealthBoard *self, GPtrArray *checks)
{
  g_clear_pointer (&self->checks, g_hash_table_unref);
  self->checks =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) embark_check_entry_free);
  for (guint i = 0; i < checks->len; i++)
    {
      EmbarkCheckEntry *check = g_ptr_array_index (checks, i);

      g_hash_table_insert (self->checks, g_strdup (check->account_id), embark_check_entry_copy (check));
    }
}

static void
checks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkHealthBoard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) checks = embark_journal_list_checks_finish (EMBARK_JOURNAL (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (checks != NULL)
    take_checks (self, checks);
  else
    g_debug ("Earlier probes are not known: %s", error->message);
  g_hash_table_remove_all (self->seen);
  embark_paged_list_reload (self->accounts);
}

void
embark_health_board_load (EmbarkHealthBoard *self)
{
  g_return_if_fail (EMBARK_IS_HEALTH_BOARD (self));

  if (self->loading)
    return;
  set_loading (self, TRUE);
  if (embark_paged_list_get_error (self->accounts) != NULL && embark_paged_list_get_loaded (self->accounts))
    embark_paged_list_load_more (self->accounts); /* where it broke off */
  else
    embark_journal_list_checks_async (embark_workspace_get_journal (self->workspace),
                                      embark_profile_get_id (embark_workspace_get_profile (self->workspace)),
                                      self->cancellable, checks_cb, g_object_ref (self));
}

/* ---- what is asked ---- */

EmbarkWorkspace *
embark_health_board_get_workspace (EmbarkHealthBoard *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), NULL);

  return self->workspace;
}

gboolean
embark_health_board_get_loading (EmbarkHealthBoard *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), FALSE);

  return self->loading;
}

gboolean
embark_health_board_get_loaded (EmbarkHealthBoard *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), FALSE);

  return self->loaded;
}

gint64
embark_health_board_get_total (EmbarkHealthBoard *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), -1);

  return embark_paged_list_get_total (self->accounts);
}

const GError *
embark_health_board_get_error (EmbarkHealthBoard *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), NULL);

  return embark_paged_list_get_error (self->accounts);
}

EmbarkHealthRow *
embark_health_board_find (EmbarkHealthBoard *self, const char *account_id)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  return g_hash_table_lookup (self->by_id, account_id);
}

gboolean
embark_health_board_get_probing (EmbarkHealthBoard *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), FALSE);

  return self->probing;
}

guint
embark_health_board_get_n_probed (EmbarkHealthBoard *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), 0);

  return self->n_probed;
}

guint
embark_health_board_get_n_to_probe (EmbarkHealthBoard *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), 0);

  return self->n_to_probe;
}

gboolean
embark_health_board_get_waiting (EmbarkHealthBoard *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_BOARD (self), FALSE);

  return self->waiting;
}

void
embark_health_board_set_progress (EmbarkHealthBoard *self, guint n_probed, guint n_to_probe)
{
  if (self->n_to_probe != n_to_probe)
    {
      self->n_to_probe = n_to_probe;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TO_PROBE]);
    }
  if (self->n_probed != n_probed)
    {
      self->n_probed = n_probed;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PROBED]);
    }
}

void
embark_health_board_set_probing (EmbarkHealthBoard *self, gboolean probing)
{
  if (self->probing == probing)
    return;
  self->probing = probing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBING]);
}

void
embark_health_board_set_waiting (EmbarkHealthBoard *self, gboolean waiting)
{
  if (self->waiting == waiting)
    return;
  self->waiting = waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

/* ---- the class ---- */

static void
rows_changed_cb (EmbarkHealthBoard *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
embark_health_board_dispose (GObject *object)
{
  EmbarkHealthBoard *self = EMBARK_HEALTH_BOARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->counts_id, g_source_remove);
  if (self->accounts != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->accounts, self);
      embark_paged_list_clear (self->accounts);
    }
  G_OBJECT_CLASS (embark_health_board_parent_class)->dispose (object);
}

static void
embark_health_board_finalize (GObject *object)
{
  EmbarkHealthBoard *self = EMBARK_HEALTH_BOARD (object);

  g_clear_object (&self->accounts);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->checks, g_hash_table_unref);
  G_OBJECT_CLASS (embark_health_board_parent_class)->finalize (object);
}

static void
embark_health_board_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkHealthBoard *self = EMBARK_HEALTH_BOARD (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, embark_health_board_get_total (self));
      break;
    case PROP_PROBING:
      g_value_set_boolean (value, self->probing);
      break;
    case PROP_N_PROBED:
      g_value_set_uint (value, self->n_probed);
      break;
    case PROP_N_TO_PROBE:
      g_value_set_uint (value, self->n_to_probe);
      break;
    case PROP_WAITING:
      g_value_set_boolean (value, self->waiting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_health_board_class_init (EmbarkHealthBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = embark_health_board_dispose;
  object_class->finalize = embark_health_board_finalize;
  object_class->get_property = embark_health_board_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_PROBING] = g_param_spec_boolean ("probing", NULL, NULL, FALSE, flags);
  properties[PROP_N_PROBED] = g_param_spec_uint ("n-probed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_TO_PROBE] = g_param_spec_uint ("n-to-probe", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_COUNTS_CHANGED] = g_signal_new ("counts-changed", G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
embark_health_board_init (EmbarkHealthBoard *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_list_store_new (EMBARK_TYPE_HEALTH_ROW);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

EmbarkHealthBoard *
embark_health_board_new (EmbarkWorkspace *workspace)
{
  EmbarkHealthBoard *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (EMBARK_TYPE_HEALTH_BOARD, NULL);
  self->workspace = g_object_ref (workspace);
  self->accounts = embark_workspace_new_account_list (workspace, PAGE_SIZE);
  g_signal_connect_object (self->accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->accounts, "notify::loading", G_CALLBACK (page_cb), self, G_CONNECT_SWAPPED);
  return self;
}
