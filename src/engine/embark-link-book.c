/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-connect-link-private.h"
#include "embark-glib.h"
#include "embark-link-record-private.h"
#include "embark-redact.h"
#include "embark-task.h"
#include "embark-text.h"

#define MAX_RECORDS 200
#define MAX_LABEL   120
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
  write_down (self, newest);
  schedule (self);
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

/* ---- making ---- */

typedef struct _Making Making;
struct _Making
{
  char *door;                 /* (owned) */
  char *label;                /* (owned) (nullable) */
  EmbarkLinkRecord *replaces; /* (owned) (nullable) */
};

static void
making_clear (Making *self)
{
  g_clear_pointer (&self->door, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_object (&self->replaces);
}

EMBARK_DEFINE_TASK_DATA (Making, making)

static void send_revoke (EmbarkLinkBook *self, EmbarkLinkRecord *record, EmbarkLinkRecordState state, GTask *task);

static EmbarkLinkRecord *
take_link (EmbarkLinkBook *self, Making *making, EmbarkConnectLink *link)
{
  EmbarkLinkEntry *entry = g_new0 (EmbarkLinkEntry, 1);
  EmbarkLinkRecord *record;

  entry->id = g_uuid_string_random ();
  entry->profile_id = g_strdup (embark_profile_get_id (embark_workspace_get_profile (self->workspace)));
  entry->account_id = g_strdup (self->account_id);
  entry->door = g_strdup (making->door);
  entry->label = g_strdup (making->label);
  entry->portal = embark_redact_uri (link->uri);
  entry->issued_at = now_of (self);
  entry->expires_at = link->expires_at;
  entry->baseline = self->connected_at;
  entry->state = EMBARK_LINK_RECORD_LIVE;
  embark_set_str (&self->portal, entry->portal);
  record = embark_link_record_new (entry);
  embark_link_record_set_secret (record, link->uri, link->token);
  g_ptr_array_insert (self->records, 0, record);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  write_down (self, record);
  schedule (self);
  return g_object_ref (record);
}

static void
minted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkLinkBook *self = g_task_get_source_object (task);
  Making *making = embark_task_get_making (task);
  GError *error = NULL;
  g_autoptr (EmbarkConnectLink) link = embark_connect_link_mint_finish (result, &error);

  if (link == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      /* Nobody wants it any more, and nobody would know of it. */
      embark_connect_link_revoke_token (EMBARK_CLIENT (source), link->token);
      g_task_return_error_if_cancelled (task);
      return;
    }
  if (making->replaces != NULL && embark_link_record_can_revoke (making->replaces))
    send_revoke (self, making->replaces, EMBARK_LINK_RECORD_REPLACED, NULL);
  g_task_return_pointer (task, take_link (self, making, link), g_object_unref);
}

void
embark_link_book_create_async (EmbarkLinkBook *self,
                               const char *door,
                               const char *label,
                               const EmbarkBranding *branding,
                               EmbarkLinkRecord *replaces,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  static const EmbarkBranding none = { NULL, NULL, NULL };
  g_autofree char *redacted = NULL;
  GTask *task;
  Making *making;

  g_return_if_fail (EMBARK_IS_LINK_BOOK (self));
  g_return_if_fail (door != NULL);

  making = making_new ();
  making->door = g_strdup (door);
  /* What was meant to be pasted elsewhere may land in a field for a name. */
  redacted = label != NULL ? embark_redact_text (label) : NULL;
  making->label = embark_text_clean (redacted, MAX_LABEL);
  making->replaces = replaces != NULL ? g_object_ref (replaces) : NULL;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_link_book_create_async);
  embark_task_set_making (task, making);
  if (branding == NULL)
    branding = &none;
  embark_connect_link_mint_async (embark_workspace_get_client (self->workspace), self->account_id,
                                  branding->name, branding->color, branding->background, cancellable,
                                  minted_cb, task);
}

EmbarkLinkRecord *
embark_link_book_create_finish (EmbarkLinkBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_link_book_create_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- revoking ---- */

typedef struct _Revoking Revoking;
struct _Revoking
{
  EmbarkLinkRecord *record; /* (owned) */
  EmbarkLinkRecordState state;
};

static void
revoking_clear (Revoking *self)
{
  g_clear_object (&self->record);
}

EMBARK_DEFINE_TASK_DATA (Revoking, revoking)

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkLinkBook *self = g_task_get_source_object (task);
  Revoking *revoking = embark_task_get_revoking (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  embark_link_record_set_busy (revoking->record, FALSE);
  /* A token that the platform does not take any more opens nothing. */
  if (reply == NULL && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_TOKEN))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        embark_link_record_set_error (revoking->record, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  embark_link_record_set_error (revoking->record, NULL);
  if (embark_link_record_get_state (revoking->record) == EMBARK_LINK_RECORD_USED)
    embark_link_record_forget_secret (revoking->record);
  else
    embark_link_record_end (revoking->record, revoking->state, now_of (self), FALSE);
  write_down (self, revoking->record);
  schedule (self);
  g_task_return_boolean (task, TRUE);
}

/* Takes @task (nullable: nobody waits for it). */
static void
send_revoke (EmbarkLinkBook *self, EmbarkLinkRecord *record, EmbarkLinkRecordState state, GTask *task)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_SESSION_TOKEN_REVOKE);
  Revoking *revoking = revoking_new ();
  GCancellable *cancellable;

  if (task == NULL)
    task = g_task_new (self, NULL, NULL, NULL);
  cancellable = g_task_get_cancellable (task);
  /* Revoked is revoked, also for somebody who stopped listening. */
  g_task_set_check_cancellable (task, FALSE);
  revoking->record = g_object_ref (record);
  revoking->state = state;
  embark_task_set_revoking (task, revoking);
  embark_link_record_set_busy (record, TRUE);
  embark_call_set_token (call, embark_link_record_get_token (record));
  embark_client_send_async (embark_workspace_get_client (self->workspace), call, cancellable, revoked_cb,
                            task);
}

void
embark_link_book_revoke_async (EmbarkLinkBook *self,
                               EmbarkLinkRecord *record,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_LINK_BOOK (self));
  g_return_if_fail (EMBARK_IS_LINK_RECORD (record));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_link_book_revoke_async);
  if (embark_link_record_can_revoke (record))
    {
      send_revoke (self, record, EMBARK_LINK_RECORD_REVOKED, task);
      return;
    }
  if (embark_link_record_get_state (record) == EMBARK_LINK_RECORD_LIVE
      && !embark_link_record_get_busy (record))
    g_task_return_new_error (
        task, EMBARK_LINK_ERROR, EMBARK_LINK_ERROR_NO_TOKEN,
        _ ("This link was made before the program was restarted and cannot be revoked from here."));
  else
    g_task_return_new_error (task, EMBARK_LINK_ERROR, EMBARK_LINK_ERROR_OVER, _ ("This link works no more."));
  g_object_unref (task);
}

gboolean
embark_link_book_revoke_finish (EmbarkLinkBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_link_book_revoke_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
