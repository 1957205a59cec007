/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-bare-request-private.h"
#include "embark-task.h"
#include "embark-text.h"

#define MAX_WORDS 300
#define CHUNK     8192

void
embark_bare_reply_free (EmbarkBareReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->words);
  g_free (self);
}

typedef struct _Bare Bare;
struct _Bare
{
  SoupSession *session;   /* (owned) (nullable) */
  SoupMessage *message;   /* (owned) (nullable) */
  GInputStream *stream;   /* (owned) (nullable) */
  GByteArray *body;       /* (owned) */
  EmbarkClock *clock;     /* (owned) */
  GCancellable *deadline; /* (owned): of the request; also cancelled by the caller's */
  gulong cancelled_id;
  gsize max_body;
  guint timeout;
  gboolean late;
};

static void
bare_clear (Bare *self)
{
  embark_clock_clear (self->clock, &self->timeout);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->deadline);
}

EMBARK_DEFINE_TASK_DATA (Bare, bare)

static void
wipe (gpointer data)
{
  char *secret = data;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static void
finish (GTask *task, EmbarkBareReply *reply)
{
  Bare *self = embark_task_get_bare (task);

  embark_clock_clear (self->clock, &self->timeout);
  if (self->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  if (g_task_return_error_if_cancelled (task))
    embark_bare_reply_free (reply);
  else
    g_task_return_pointer (task, reply, (GDestroyNotify) embark_bare_reply_free);
}

static void
finish_unreached (GTask *task, const GError *error)
{
  Bare *self = embark_task_get_bare (task);
  EmbarkBareReply *reply = g_new0 (EmbarkBareReply, 1);

  reply->tls = error->domain == G_TLS_ERROR;
  reply->words = self->late ? g_strdup ("No answer in time") : embark_text_clean (error->message, MAX_WORDS);
  finish (task, reply);
}

/* @whole: whether all of the answer was read */
static void
finish_answered (GTask *task, gboolean whole)
{
  Bare *self = embark_task_get_bare (task);
  EmbarkBareReply *reply = g_new0 (EmbarkBareReply, 1);
  const char *date = soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  reply->status = soup_message_get_status (self->message);
  reply->server_time = time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
  if (whole)
    reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  finish (task, reply);
}

static void read_more (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Bare *self = embark_task_get_bare (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    {
      finish_unreached (task, error);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  if (size == 0 || self->body->len + size > self->max_body)
    {
      finish_answered (task, size == 0);
      return;
    }
  g_byte_array_append (self->body, data, (guint) size);
  read_more (task);
}

static void
read_more (GTask *task)
{
  Bare *self = embark_task_get_bare (task);

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->deadline, read_cb,
                                   g_object_ref (task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Bare *self = embark_task_get_bare (task);
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    finish_unreached (task, error);
  else if (self->max_body == 0)
    finish_answered (task, FALSE);
  else
    read_more (task);
}

static gboolean
late_cb (gpointer user_data)
{
  Bare *self = user_data;

  self->timeout = 0;
  self->late = TRUE;
  g_cancellable_cancel (self->deadline);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Takes @form. */
static SoupMessage *
make_message (const char *address, char *form)
{
  SoupMessage *message = soup_message_new (form != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET, address);
  g_autoptr (GBytes) bytes =
      form != NULL ? g_bytes_new_with_free_func (form, strlen (form), wipe, form) : NULL;

  if (message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (bytes != NULL)
    {
      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "application/json");
    }
  return message;
}

void
embark_bare_request_async (const char *address,
                           char *form,
                           gsize max_body,
                           guint deadline_ms,
                           EmbarkClock *clock,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Bare *self = bare_new ();

  g_task_set_source_tag (task, embark_bare_request_async);
  self->clock = g_object_ref (clock);
  self->max_body = max_body;
  self->body = g_byte_array_new ();
  self->message = make_message (address, form);
  embark_task_set_bare (task, self);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->message == NULL)
    {
      EmbarkBareReply *reply = g_new0 (EmbarkBareReply, 1);

      reply->words = g_strdup ("This is not a web address.");
      g_task_return_pointer (task, reply, (GDestroyNotify) embark_bare_reply_free);
      return;
    }
  self->session = soup_session_new_with_options ("user-agent", "Embark/" EMBARK_VERSION, NULL);
  /* Nobody is to be asked for a password. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  self->deadline = g_cancellable_new ();
  self->timeout = embark_clock_add_timeout (clock, deadline_ms, late_cb, self, NULL);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (self->deadline), g_object_unref);
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->deadline, sent_cb,
                           g_object_ref (task));
}

EmbarkBareReply *
embark_bare_request_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_bare_request_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
