/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Creating, changing, switching, grouping and deleting webhook subscriptions. */

#include "config.h"

#include "embark-book-private.h"
#include "embark-json.h"
#include "embark-task.h"
#include "embark-webhook-book.h"
#include "embark-workspace-private.h"

typedef struct _Save
{
  char *id;          /* (owned) (nullable): NULL to create */
  char *uri;         /* (owned) (nullable): of one that is created */
  GHashTable *known; /* (owned) (element-type utf8): the ids there were before */
  GError *error;     /* (owned) (nullable): why it is being looked up */
} Save;

static void
save_clear (Save *self)
{
  g_free (self->id);
  g_free (self->uri);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_error (&self->error);
}

EMBARK_DEFINE_TASK_DATA (Save, save)

/* Whether an answer that failed with @error may have been a yes all the same. */
static gboolean
is_doubtful (const GError *error)
{
  return g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_LOST)
         || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
}

/* ---- saving ---- */

/* Returns: (transfer none) (nullable): the subscription that was saved, in the list as it is now */
static EmbarkWebhook *
find_saved (EmbarkWebhookBook *self, const Save *save)
{
  if (save->id != NULL)
    return embark_webhook_book_find (self, save->id);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (EmbarkWebhook) webhook = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (!g_hash_table_contains (save->known, embark_webhook_get_id (webhook))
          && g_strcmp0 (embark_webhook_get_uri (webhook), save->uri) == 0)
        return webhook; /* the list holds it */
    }
  return NULL;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWebhookBook *self = g_task_get_source_object (task);
  Save *save = embark_task_get_save (task);
  EmbarkWebhook *webhook = NULL;

  /* A change whose answer was lost is asked for again by its own: only what was created is proved by being
   * there. */
  if (embark_book_load_finish (EMBARK_BOOK (self), result, NULL)
      && (save->id == NULL || !g_error_matches (save->error, EMBARK_API_ERROR, EMBARK_API_ERROR_LOST)))
    webhook = find_saved (self, save);
  if (webhook != NULL)
    g_task_return_pointer (task, g_object_ref (webhook), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&save->error));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWebhookBook *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Save *save = embark_task_get_save (task);
  g_autoptr (EmbarkReply) reply = embark_book_take_answer (EMBARK_BOOK (self), source, result, &save->error);
  EmbarkWebhook *webhook = reply != NULL ? embark_reply_get_record (reply) : NULL;

  /* An answer about another one says nothing of this one: the list tells. */
  if (webhook != NULL && save->id != NULL && g_strcmp0 (embark_webhook_get_id (webhook), save->id) != 0)
    webhook = NULL;
  if (webhook == NULL && save->error == NULL)
    save->error = embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL,
                                        "another webhook came than was saved");
  if (webhook != NULL)
    {
      embark_workspace_note_answer (embark_book_get_workspace (EMBARK_BOOK (self)), NULL);
      embark_book_put (EMBARK_BOOK (self), webhook);
      g_task_return_pointer (task, g_object_ref (webhook), g_object_unref);
    }
  else if (is_doubtful (save->error))
    embark_book_load_async (EMBARK_BOOK (self), cancellable, looked_up_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&save->error));
}

void
embark_webhook_book_save_async (EmbarkWebhookBook *self,
                                const char *id,
                                JsonNode *body,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (EmbarkCall) call =
      embark_call_new (id != NULL ? EMBARK_OPERATION_WEBHOOK_UPDATE : EMBARK_OPERATION_WEBHOOK_CREATE);
  GTask *task;
  Save *save;

  g_return_if_fail (EMBARK_IS_WEBHOOK_BOOK (self));
  g_return_if_fail (body != NULL && JSON_NODE_HOLDS_OBJECT (body));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_webhook_book_save_async);
  save = save_new ();
  save->id = g_strdup (id);
  save->uri = g_strdup (embark_json_get_string (json_node_get_object (body), "webhook_url", NULL));
  save->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (EmbarkWebhook) webhook = g_list_model_get_item (G_LIST_MODEL (self), i);

      g_hash_table_add (save->known, g_strdup (embark_webhook_get_id (webhook)));
    }
  embark_task_set_save (task, save);
  if (id != NULL)
    embark_call_set_path (call, "webhook", id);
  embark_call_set_body (call, body);
  embark_book_send (EMBARK_BOOK (self), call, saved_cb, task);
}

EmbarkWebhook *
embark_webhook_book_save_finish (EmbarkWebhookBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_webhook_book_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
embark_webhook_book_set_enabled_async (EmbarkWebhookBook *self,
                                       const char *id,
                                       gboolean enabled,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) body = json_node_init_object (json_node_alloc (), object);

  g_return_if_fail (id != NULL && *id != '\0');

  json_object_set_boolean_member (object, "is_enabled", enabled);
  embark_webhook_book_save_async (self, id, body, cancellable, callback, user_data);
}

/* ---- the others: whatever they answer, the list tells what was done ---- */

static void
grouped_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (embark_book_load_finish (EMBARK_BOOK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
grouped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWebhookBook *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_book_take_answer (EMBARK_BOOK (self), source, result, &error);

  if (reply == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    embark_book_load_async (EMBARK_BOOK (self), cancellable, grouped_list_cb, g_steal_pointer (&task));
}

void
embark_webhook_book_set_group_async (EmbarkWebhookBook *self,
                                     GPtrArray *ids,
                                     const char *group,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_WEBHOOK_GROUP_EDIT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) body = json_node_init_object (json_node_alloc (), object);
  JsonArray *array = json_array_new ();
  GTask *task;

  g_return_if_fail (EMBARK_IS_WEBHOOK_BOOK (self));
  g_return_if_fail (ids != NULL && ids->len > 0);

  for (guint i = 0; i < ids->len; i++)
    json_array_add_string_element (array, ids->pdata[i]);
  json_object_set_array_member (object, "webhookIds", array);
  json_object_set_string_member (object, "group", group);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_webhook_book_set_group_async);
  embark_call_set_body (call, body);
  embark_book_send (EMBARK_BOOK (self), call, grouped_cb, task);
}

gboolean
embark_webhook_book_set_group_finish (EmbarkWebhookBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_webhook_book_set_group_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
deleted_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWebhookBook *self = EMBARK_WEBHOOK_BOOK (source);
  g_autoptr (GError) error = NULL;

  if (!embark_book_load_finish (EMBARK_BOOK (self), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (embark_webhook_book_find (self, g_task_get_task_data (task)) == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL,
                                                     "the webhook that was deleted is still listed"));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkWebhookBook *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_book_take_answer (EMBARK_BOOK (self), source, result, &error);

  if (reply == NULL && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND)
      && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    embark_book_load_async (EMBARK_BOOK (self), cancellable, deleted_list_cb, g_steal_pointer (&task));
}

void
embark_webhook_book_delete_async (EmbarkWebhookBook *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_WEBHOOK_DELETE);
  GTask *task;

  g_return_if_fail (EMBARK_IS_WEBHOOK_BOOK (self));
  g_return_if_fail (id != NULL && *id != '\0');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_webhook_book_delete_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  embark_call_set_path (call, "webhook", id);
  embark_book_send (EMBARK_BOOK (self), call, deleted_cb, task);
}

gboolean
embark_webhook_book_delete_finish (EmbarkWebhookBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_webhook_book_delete_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
