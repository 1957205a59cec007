/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changing a linked account without taking back what somebody else changed meanwhile. */

#include "config.h"

#include "embark-workspace-private.h"

#include "embark-account-udf.h"
#include "embark-task.h"

typedef struct _Edit
{
  EmbarkLinkedAccount *seen;   /* (owned): as the user saw it */
  EmbarkLinkedAccount *theirs; /* (owned) (nullable): as the server has it, when that is another */
  char *name;                  /* (owned) (nullable) */
  JsonObject *udf;             /* (owned) (nullable) */
} Edit;

static void
edit_clear (Edit *self)
{
  g_clear_object (&self->seen);
  g_clear_object (&self->theirs);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->udf, json_object_unref);
}

EMBARK_DEFINE_TASK_DATA (Edit, edit)

G_DEFINE_QUARK (embark - workspace - error - quark, embark_workspace_error)

/* Its connection may change at any time and is not what is edited. */
static gboolean
is_same (EmbarkLinkedAccount *a, EmbarkLinkedAccount *b)
{
  g_autoptr (JsonObject) udf_a = embark_account_udf_get (a);
  g_autoptr (JsonObject) udf_b = embark_account_udf_get (b);

  return g_strcmp0 (embark_account_get_raw_name (a), embark_account_get_raw_name (b)) == 0
         && embark_account_udf_equal (udf_a, udf_b);
}

/* @task: (transfer full) */
static void
read_account (GTask *task, GAsyncReadyCallback callback)
{
  EmbarkWorkspace *self = g_task_get_source_object (task);
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_ACCOUNT_GET);

  embark_call_set_account (call, embark_linked_account_get_id (embark_task_get_edit (task)->seen));
  embark_client_send_async (embark_workspace_get_client (self), call, g_task_get_cancellable (task), callback,
                            task);
}

static void
reread_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  embark_workspace_list_account (self, embark_reply_get_record (reply));
  g_task_return_pointer (task, g_object_ref (embark_reply_get_record (reply)), g_object_unref);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply != NULL)
    read_account (g_steal_pointer (&task), reread_cb);
  else
    g_task_return_error (task, error);
}

static void
save (GTask *task)
{
  EmbarkWorkspace *self = g_task_get_source_object (task);
  Edit *edit = embark_task_get_edit (task);
  const char *id = embark_linked_account_get_id (edit->seen);
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_ACCOUNT_UPSERT);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  json_object_set_string_member (body, "account_id", id);
  json_object_set_string_member (body, "linked_account_id", id);
  if (edit->name != NULL)
    json_object_set_string_member (body, "name", edit->name);
  if (edit->udf != NULL)
    json_object_set_object_member (body, "udf", json_object_ref (edit->udf));
  node = json_node_init_object (json_node_alloc (), body);
  embark_call_set_body (call, node);
  embark_client_send_async (embark_workspace_get_client (self), call, g_task_get_cancellable (task), saved_cb,
                            task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Edit *edit = embark_task_get_edit (task);
  GError *error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (is_same (edit->seen, embark_reply_get_record (reply)))
    {
      save (g_steal_pointer (&task));
      return;
    }
  edit->theirs = g_object_ref (embark_reply_get_record (reply));
  g_task_return_new_error (task, EMBARK_WORKSPACE_ERROR, EMBARK_WORKSPACE_ERROR_CONFLICT,
                           "the record was changed meanwhile");
}

void
embark_workspace_edit_account_async (EmbarkWorkspace *self,
                                     EmbarkLinkedAccount *seen,
                                     const char *name,
                                     JsonObject *udf,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;
  Edit *edit;

  g_return_if_fail (EMBARK_IS_WORKSPACE (self));
  g_return_if_fail (EMBARK_IS_LINKED_ACCOUNT (seen));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_workspace_edit_account_async);
  edit = edit_new ();
  edit->seen = g_object_ref (seen);
  edit->name = g_strdup (name);
  edit->udf = udf != NULL ? json_object_ref (udf) : NULL;
  embark_task_set_edit (task, edit);
  read_account (task, read_cb);
}

EmbarkLinkedAccount *
embark_workspace_edit_account_finish (EmbarkWorkspace *self,
                                      GAsyncResult *result,
                                      EmbarkLinkedAccount **theirs,
                                      GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_workspace_edit_account_async), NULL);

  if (theirs != NULL)
    *theirs = g_steal_pointer (&embark_task_get_edit (G_TASK (result))->theirs);
  return g_task_propagate_pointer (G_TASK (result), error);
}
