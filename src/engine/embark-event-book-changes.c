/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Creating, changing and deleting: each is answered with the whole list. */

#include "config.h"

#include <string.h>

#include "embark-book-private.h"
#include "embark-event-book.h"
#include "embark-json.h"
#include "embark-task.h"

typedef struct _Save
{
  char *id;           /* (owned) (nullable): NULL to create */
  char *name;         /* (owned) */
  char *sample;       /* (owned) */
  JsonNode *schema;   /* (owned) (nullable) */
  gboolean was_there; /* an event of that name was known before */
  gboolean as_object; /* the sample goes out as an object */
  GError *error;      /* (owned) (nullable): why it is being looked up */
} Save;

static void
save_clear (Save *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->sample);
  g_clear_pointer (&self->schema, json_node_unref);
  g_clear_error (&self->error);
}

EMBARK_DEFINE_TASK_DATA (Save, save)

/* ---- saving ---- */

static JsonNode *
make_body (const Save *save)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "name", save->name);
  if (save->as_object)
    json_object_set_member (object, "response", embark_json_parse (save->sample, -1, NULL));
  else
    json_object_set_string_member (object, "response", save->sample);
  if (save->schema != NULL)
    json_object_set_member (object, "json_schema", json_node_copy (save->schema));
  return json_node_init_object (json_node_alloc (), object);
}

/* Returns: (transfer none) (nullable): the event as it is now in the list */
static EmbarkEvent *
find_saved (EmbarkEventBook *self, const Save *save)
{
  EmbarkEvent *event = embark_event_book_find_id (self, save->id);

  if (event != NULL && !g_str_equal (embark_event_get_name (event), save->name))
    return NULL;
  return event != NULL ? event : embark_event_book_find_name (self, save->name);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkEventBook *self = g_task_get_source_object (task);
  Save *save = embark_task_get_save (task);
  g_autoptr (GError) error = NULL;
  EmbarkEvent *event = NULL;

  if (embark_book_load_finish (EMBARK_BOOK (self), result, &error))
    event = find_saved (self, save);
  if (event != NULL && (save->id != NULL || !save->was_there))
    g_task_return_pointer (task, g_object_ref (event), g_object_unref);
  else if (save->error != NULL)
    g_task_return_error (task, g_steal_pointer (&save->error));
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_error (task, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL,
                                                     "the list lacks the event that was saved"));
}

static void send_save (EmbarkEventBook *self, GTask *task);

/* Whether @error refuses the sample, and nothing else: then nothing was done, and the other form may be
 * tried. */
static gboolean
is_about_sample (const GError *error)
{
  g_autofree char *words = NULL;

  if (error->domain != EMBARK_API_ERROR || embark_api_error_get_status (error) != 400)
    return FALSE;
  words = g_utf8_casefold (error->message, -1);
  return strstr (words, "response") != NULL && strstr (words, "already exists") == NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkEventBook *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Save *save = embark_task_get_save (task);
  g_autoptr (EmbarkReply) reply = embark_book_take_answer (EMBARK_BOOK (self), source, result, &save->error);
  GPtrArray *events = reply != NULL ? embark_reply_get_records (reply) : NULL;
  EmbarkEvent *event = NULL;

  if (save->error != NULL && is_about_sample (save->error) && !save->as_object)
    {
      save->as_object = TRUE;
      g_clear_error (&save->error);
      send_save (self, task);
      return;
    }
  if (save->error != NULL && !g_error_matches (save->error, EMBARK_API_ERROR, EMBARK_API_ERROR_LOST)
      && !g_error_matches (save->error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL))
    {
      g_task_return_error (task, g_steal_pointer (&save->error));
      return;
    }

  if (events != NULL)
    {
      embark_book_take (EMBARK_BOOK (self), events);
      event = find_saved (self, save);
    }
  if (event != NULL)
    g_task_return_pointer (task, g_object_ref (event), g_object_unref);
  else
    embark_book_load_async (EMBARK_BOOK (self), cancellable, looked_up_cb, g_steal_pointer (&task));
}

static void
send_save (EmbarkEventBook *self, GTask *task)
{
  const Save *save = embark_task_get_save (task);
  g_autoptr (EmbarkCall) call =
      embark_call_new (save->id != NULL ? EMBARK_OPERATION_EVENT_UPDATE : EMBARK_OPERATION_EVENT_CREATE);
  g_autoptr (JsonNode) body = make_body (save);

  if (save->id != NULL)
    embark_call_set_path (call, "event", save->id);
  embark_call_set_body (call, body);
  embark_book_send (EMBARK_BOOK (self), call, saved_cb, g_object_ref (task));
}

void
embark_event_book_save_async (EmbarkEventBook *self,
                              const char *id,
                              const char *name,
                              const char *sample,
                              JsonNode *schema,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (JsonNode) parsed = NULL;
  g_autoptr (GError) error = NULL;
  Save *save;

  g_return_if_fail (EMBARK_IS_EVENT_BOOK (self));
  g_return_if_fail (name != NULL && *name != '\0');
  g_return_if_fail (sample != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_event_book_save_async);
  parsed = embark_json_parse (sample, -1, &error);
  if (parsed == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  save = save_new ();
  save->id = g_strdup (id);
  save->name = g_strdup (name);
  save->sample = g_strdup (sample);
  save->schema = schema != NULL ? json_node_ref (schema) : NULL;
  save->was_there = embark_event_book_find_name (self, name) != NULL;
  embark_task_set_save (task, save);
  send_save (self, task);
}

EmbarkEvent *
embark_event_book_save_finish (EmbarkEventBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_event_book_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- deleting ---- */

static void
list_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkEventBook *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!embark_book_load_finish (EMBARK_BOOK (self), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (embark_event_book_find_id (self, g_task_get_task_data (task)) == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL,
                                                     "the event that was deleted is still listed"));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkEventBook *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_book_take_answer (EMBARK_BOOK (self), source, result, &error);
  GPtrArray *events = reply != NULL ? embark_reply_get_records (reply) : NULL;

  if (error != NULL && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND)
      && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_EVENT)
      && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (events != NULL)
    embark_book_take (EMBARK_BOOK (self), events);
  if (events != NULL && embark_event_book_find_id (self, g_task_get_task_data (task)) == NULL)
    g_task_return_boolean (task, TRUE);
  else
    embark_book_load_async (EMBARK_BOOK (self), cancellable, list_checked_cb, g_steal_pointer (&task));
}

void
embark_event_book_delete_async (EmbarkEventBook *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_EVENT_BOOK (self));
  g_return_if_fail (id != NULL && *id != '\0');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_event_book_delete_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  call = embark_call_new (EMBARK_OPERATION_EVENT_DELETE);
  embark_call_set_path (call, "event", id);
  embark_book_send (EMBARK_BOOK (self), call, deleted_cb, g_steal_pointer (&task));
}

gboolean
embark_event_book_delete_finish (EmbarkEventBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_event_book_delete_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
