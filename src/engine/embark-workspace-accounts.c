/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-identity.h"
#include "embark-workspace-private.h"

void
embark_workspace_list_account (EmbarkWorkspace *self, EmbarkLinkedAccount *account)
{
  EmbarkPagedList *accounts = embark_workspace_get_accounts (self);

  if (embark_paged_list_find (accounts, account) != NULL)
    embark_paged_list_update (accounts, account);
  else
    embark_paged_list_prepend (accounts, account);
}

static void
reread_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  EmbarkLinkedAccount *account;

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  account = embark_reply_get_record (reply);
  embark_workspace_list_account (self, account);
  g_task_return_pointer (task, g_object_ref (account), g_object_unref);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  g_autoptr (EmbarkCall) call = NULL;

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* What a PUT answers is told in three ways (register 18): ask. */
  call = embark_call_new (EMBARK_OPERATION_ACCOUNT_GET);
  embark_call_set_account (call, g_task_get_task_data (task));
  embark_client_send_async (EMBARK_CLIENT (source), call, cancellable, reread_cb, g_steal_pointer (&task));
}

void
embark_workspace_save_account_async (EmbarkWorkspace *self,
                                     const char *id,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;
  g_autoptr (JsonNode) body = NULL;
  JsonObject *object;

  g_return_if_fail (EMBARK_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && *id != '\0');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_workspace_save_account_async);
  g_task_set_task_data (task, g_strdup (id), g_free);

  object = json_object_new ();
  json_object_set_string_member (object, "account_id", id);
  json_object_set_string_member (object, "linked_account_id", id);
  if (name != NULL && *name != '\0')
    json_object_set_string_member (object, "name", name);
  body = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);

  call = embark_call_new (EMBARK_OPERATION_ACCOUNT_UPSERT);
  embark_call_set_body (call, body);
  embark_client_send_async (embark_workspace_get_client (self), call, cancellable, saved_cb,
                            g_steal_pointer (&task));
}

EmbarkLinkedAccount *
embark_workspace_save_account_finish (EmbarkWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_workspace_save_account_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWorkspace *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* As whom it was connected is nobody's business any more. */
  embark_identity_note (self, g_task_get_task_data (task), NULL, NULL);
  embark_paged_list_reload (embark_workspace_get_accounts (self));
  g_task_return_boolean (task, TRUE);
}

void
embark_workspace_delete_account_async (EmbarkWorkspace *self,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && *id != '\0');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_workspace_delete_account_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  call = embark_call_new (EMBARK_OPERATION_ACCOUNT_DELETE);
  embark_call_set_account (call, id);
  embark_client_send_async (embark_workspace_get_client (self), call, cancellable, deleted_cb,
                            g_steal_pointer (&task));
}

char *
embark_workspace_dup_deleted_id (EmbarkWorkspace *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_workspace_delete_account_async), NULL);

  return g_strdup (g_task_get_task_data (G_TASK (result)));
}

gboolean
embark_workspace_delete_account_finish (EmbarkWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_workspace_delete_account_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
