/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-glib.h"
#include "embark-link-book-private.h"

#define MAX_RECORDS 200
/* By how much the platform's clock and this one may differ. */
#define SKEW (5 * 60 * G_USEC_PER_SEC)
/* A timeout cannot be set for longer than some weeks; once a day is enough to look again. */
#define MAX_WAIT_MS (24 * 60 * 60 * 1000)

struct _EmbarkLinkBook
{
  GObject parent_instance;

  EmbarkWorkspace *workspace; /* (owned) */
  char *account_id;           /* (owned) */
  GPtrArray *records;         /* (owned) (element-type EmbarkLinkRecord): newest first */
  char *portal;               /* (owned) (nullable) */
  gint64 connected_at;        /* of the newest connection known */
  guint timeout;              /* until the next one runs out */
  guint n_live;
  gboolean loaded;
};

enum
{
  PROP_0,
  PROP_LOADED,
  PROP_N_LIVE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void embark_link_book_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkLinkBook,
                               embark_link_book,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, embark_link_book_list_model_init))

static GType
embark_link_book_get_item_type (GListModel *model)
{
  return EMBARK_TYPE_LINK_RECORD;
}

static guint
embark_link_book_get_n_items (GListModel *model)
{
  return EMBARK_LINK_BOOK (model)->records->len;
}

static gpointer
embark_link_book_get_item (GListModel *model, guint position)
{
  EmbarkLinkBook *self = EMBARK_LINK_BOOK (model);

  return position < self->records->len ? g_object_ref (g_ptr_array_index (self->records, position)) : NULL;
}

static void
embark_link_book_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = embark_link_book_get_item_type;
  iface->get_n_items = embark_link_book_get_n_items;
  iface->get_item = embark_link_book_get_item;
}

static void
embark_link_book_dispose (GObject *object)
{
  EmbarkLinkBook *self = EMBARK_LINK_BOOK (object);

  if (self->workspace != NULL)
    embark_clock_clear (embark_workspace_get_clock (self->workspace), &self->timeout);

  G_OBJECT_CLASS (embark_link_book_parent_class)->dispose (object);
}

static void
embark_link_book_finalize (GObject *object)
{
  EmbarkLinkBook *self = EMBARK_LINK_BOOK (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->portal, g_free);

  G_OBJECT_CLASS (embark_link_book_parent_class)->finalize (object);
}

static void
embark_link_book_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkLinkBook *self = EMBARK_LINK_BOOK (object);

  switch (prop_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_N_LIVE:
      g_value_set_uint (value, self->n_live);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_link_book_class_init (EmbarkLinkBookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = embark_link_book_dispose;
  object_class->finalize = embark_link_book_finalize;
  object_class->get_property = embark_link_book_get_property;

  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, read);
  properties[PROP_N_LIVE] = g_param_spec_uint ("n-live", NULL, NULL, 0, G_MAXUINT, 0, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_link_book_init (EmbarkLinkBook *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
}

EmbarkLinkBook *
embark_link_book_new (EmbarkWorkspace *workspace, const char *account_id)
{
  EmbarkLinkBook *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_LINK_BOOK, NULL);
  self->workspace = g_object_ref (workspace);
  self->account_id = g_strdup (account_id);
  return self;
}

static gint64
now_of (EmbarkLinkBook *self)
{
  return embark_clock_get_real_time (embark_workspace_get_clock (self->workspace));
}

/* ---- the journal ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_journal_save_link_finish (EMBARK_JOURNAL (source), result, &error))
    g_message ("A connect link could not be written down: %s", error->message);
}

static void
write_down (EmbarkLinkBook *self, EmbarkLinkRecord *record)
{
  embark_journal_save_link_async (embark_workspace_get_journal (self->workspace),
                                  embark_link_record_get_entry (record), NULL, saved_cb, NULL);
}

/* ---- what time and the platform do to the records ---- */

static void schedule (EmbarkLinkBook *self);

static gboolean
timeout_cb (gpointer user_data)
{
  EmbarkLinkBook *self = user_data;

  self->timeout = 0;
  schedule (self);
  return G_SOURCE_REMOVE;
}

/* Takes out of life what has run out, and waits for the next one to do so. */
static void
schedule (EmbarkLinkBook *self)
{
  const gint64 now = now_of (self);
  gint64 next = G_MAXINT64;
  guint n_live = 0;

  for (guint i = 0; i < self->records->len; i++)
    {
      EmbarkLinkRecord *record = g_ptr_array_index (self->records, i);
      const gint64 expires_at = embark_link_record_get_expires_at (record);

      if (embark_link_record_get_state (record) != EMBARK_LINK_RECORD_LIVE)
        continue;
      if (expires_at <= now)
        {
          embark_link_record_end (record, EMBARK_LINK_RECORD_EXPIRED, expires_at, FALSE);
          write_down (self, record);
          continue;
        }
      n_live++;
      next = MIN (next, expires_at);
    }

  embark_clock_clear (embark_workspace_get_clock (self->workspace), &self->timeout);
  if (n_live > 0)
    self->timeout =
        embark_clock_add_timeout (embark_workspace_get_clock (self->workspace),
                                  (guint) MIN ((next - now) / 1000 + 1, MAX_WAIT_MS), timeout_cb, self, NULL);
  if (self->n_live != n_live)
    {
      self->n_live = n_live;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LIVE]);
    }
}

/* Whether the connection made at @time may have come through @record. */
static gboolean
may_be_through (EmbarkLinkRecord *record, gint64 time)
{
  const EmbarkLinkEntry *entry = embark_link_record_get_entry (record);
  /* One that ran out meanwhile may have been used before that. */
  const gboolean out = entry->state == EMBARK_LINK_RECORD_LIVE
                       || (entry->state == EMBARK_LINK_RECORD_EXPIRED && time < entry->expires_at);

  return out && time != entry->baseline && time > entry->issued_at - SKEW && time < entry->expires_at + SKEW;
}

static void
mark_used (EmbarkLinkBook *self)
{
  EmbarkLinkRecord *newest = NULL;
  guint n = 0;

  for (guint i = 0; i < self->records->len; i++)
    {
      EmbarkLinkRecord *record = g_ptr_array_index (self->records, i);

      if (embark_link_record_get_used_at (record) == self->connected_at)
        return; /* told before */
      if (!may_be_through (record, self->connected_at))
        continue;
      n++;
      if (newest == NULL)
        newest = record;
    }
  if (newest == NULL)
    return;
  embark_link_record_end (newest, EMBARK_LINK_RECORD_USED, self->connected_at, n == 1);
  embark_link_book_changed (self, newest);
}

void
embark_link_book_note_application (EmbarkLinkBook *self, EmbarkApplication *application)
{
  gint64 connected_at = 0;

  g_return_if_fail (EMBARK_IS_LINK_BOOK (self));
  g_return_if_fail (application == NULL || EMBARK_IS_APPLICATION (application));

  if (application != NULL && embark_application_get_connected (application)
      && !embark_application_get_reauth_required (application))
    connected_at = embark_application_get_connected_at (application);
  if (connected_at == 0)
    return;
  self->connected_at = connected_at;
  if (self->loaded)
    mark_used (self);
}

/* ---- reading ---- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkLinkBook *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = embark_journal_list_links_finish (EMBARK_JOURNAL (source), result, &error);
  guint added = 0;

  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const EmbarkLinkEntry *entry = g_ptr_array_index (entries, i);

      /* Made meanwhile, or loaded before: what is here has the address. */
      if (embark_link_book_find (self, entry->id) != NULL)
        continue;
      g_ptr_array_add (self->records, embark_link_record_new (embark_link_entry_copy (entry)));
      added++;
      if (self->portal == NULL)
        self->portal = g_strdup (entry->portal);
    }
  if (added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), self->records->len - added, 0, added);
  schedule (self);
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  if (self->connected_at != 0)
    mark_used (self);
  g_task_return_boolean (task, TRUE);
}

void
embark_link_book_load_async (EmbarkLinkBook *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_LINK_BOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_link_book_load_async);
  embark_journal_list_links_async (embark_workspace_get_journal (self->workspace),
                                   embark_profile_get_id (embark_workspace_get_profile (self->workspace)),
                                   self->account_id, MAX_RECORDS, cancellable, listed_cb, task);
}

gboolean
embark_link_book_load_finish (EmbarkLinkBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_link_book_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
embark_link_book_get_loaded (EmbarkLinkBook *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_BOOK (self), FALSE);

  return self->loaded;
}

guint
embark_link_book_get_n_live (EmbarkLinkBook *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_BOOK (self), 0);

  return self->n_live;
}

EmbarkLinkRecord *
embark_link_book_find (EmbarkLinkBook *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_LINK_BOOK (self), NULL);

  for (guint i = 0; i < self->records->len; i++)
    if (g_strcmp0 (embark_link_record_get_id (g_ptr_array_index (self->records, i)), id) == 0)
      return g_ptr_array_index (self->records, i);
  return NULL;
}

const char *
embark_link_book_get_portal (EmbarkLinkBook *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_BOOK (self), NULL);

  return self->portal;
}

EmbarkWorkspace *
embark_link_book_get_workspace (EmbarkLinkBook *self)
{
  return self->workspace;
}

const char *
embark_link_book_get_account_id (EmbarkLinkBook *self)
{
  return self->account_id;
}

gint64
embark_link_book_get_connected_at (EmbarkLinkBook *self)
{
  return self->connected_at;
}

void
embark_link_book_add (EmbarkLinkBook *self, EmbarkLinkRecord *record)
{
  embark_set_str (&self->portal, embark_link_record_get_entry (record)->portal);
  g_ptr_array_insert (self->records, 0, g_object_ref (record));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  embark_link_book_changed (self, record);
}

void
embark_link_book_changed (EmbarkLinkBook *self, EmbarkLinkRecord *record)
{
  write_down (self, record);
  schedule (self);
}
