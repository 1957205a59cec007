/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Making links and revoking them. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-connect-link-private.h"
#include "embark-link-book-private.h"
#include "embark-redact.h"
#include "embark-task.h"
#include "embark-text.h"

#define MAX_LABEL 120

static gint64
now_of (EmbarkLinkBook *self)
{
  return embark_clock_get_real_time (embark_workspace_get_clock (embark_link_book_get_workspace (self)));
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
  embark_link_book_changed (self, revoking->record);
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
  embark_client_send_async (embark_workspace_get_client (embark_link_book_get_workspace (self)), call,
                            cancellable, revoked_cb, task);
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

static EmbarkLinkRecord *
take_link (EmbarkLinkBook *self, Making *making, EmbarkConnectLink *link)
{
  EmbarkLinkEntry *entry = g_new0 (EmbarkLinkEntry, 1);
  EmbarkLinkRecord *record;

  entry->id = g_uuid_string_random ();
  entry->profile_id =
      g_strdup (embark_profile_get_id (embark_workspace_get_profile (embark_link_book_get_workspace (self))));
  entry->account_id = g_strdup (embark_link_book_get_account_id (self));
  entry->door = g_strdup (making->door);
  entry->label = g_strdup (making->label);
  entry->portal = embark_redact_uri (link->uri);
  entry->issued_at = now_of (self);
  entry->expires_at = link->expires_at;
  entry->baseline = embark_link_book_get_connected_at (self);
  entry->state = EMBARK_LINK_RECORD_LIVE;
  record = embark_link_record_new (entry);
  embark_link_record_set_secret (record, link->uri, link->token);
  embark_link_book_add (self, record);
  return record;
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
  if (link->expires_at <= now_of (self))
    {
      /* It would be over before anybody saw it, and nobody could be sent to it. */
      embark_connect_link_revoke_token (EMBARK_CLIENT (source), link->token);
      g_task_return_error (task,
                           embark_api_error_new (
                               EMBARK_API_ERROR_TOKEN, 0, NULL, NULL,
                               "The connect address has run out already: compare the clock of this machine"));
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
  embark_connect_link_mint_async (embark_workspace_get_client (embark_link_book_get_workspace (self)),
                                  embark_link_book_get_account_id (self), branding->name, branding->color,
                                  branding->background, cancellable, minted_cb, task);
}

EmbarkLinkRecord *
embark_link_book_create_finish (EmbarkLinkBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_link_book_create_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
