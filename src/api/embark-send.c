/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One call from its first attempt to its answer. */

#include "config.h"

#include "embark-send-private.h"

#include "embark-call-private.h"
#include "embark-operation-private.h"
#include "embark-request.h"
#include "embark-response.h"
#include "embark-retry.h"
#include "embark-task.h"

/* Most answers are shorter; a longer block would be given back to the system with every answer. */
#define CHUNK (16 * 1024)

/* Seconds for one answer, however steadily it drips: the session's timeout is only for one without a byte. */
#define DEADLINE 120

typedef struct _Send
{
  EmbarkCall *call;         /* (owned) */
  SoupMessage *message;     /* (owned) (nullable): of the attempt under way */
  GInputStream *stream;     /* (owned) (nullable) */
  EmbarkResponse *response; /* (owned) (nullable) */
  EmbarkClock *clock;       /* (owned) */
  GSource *cancel_source;   /* (owned) (nullable): while it waits to try again */
  guint timeout_id;         /* while it waits to try again */
  guint attempt;            /* from 1; the change from token to key is no new one */
  gboolean with_key;
  gboolean sent; /* whether anything of the attempt under way may have reached the server */
  gsize size;
  EmbarkKeptBody *kept; /* (owned) (nullable): of the answer, when somebody wants to know */
  gint64 started_at;    /* µs since 1970 */
  gint64 answered_at;   /* µs since 1970 */
  gint64 started;       /* monotonic */
} Send;

static void
end_waiting (Send *self)
{
  embark_clock_clear (self->clock, &self->timeout_id);
  if (self->cancel_source != NULL)
    g_source_destroy (self->cancel_source);
  g_clear_pointer (&self->cancel_source, g_source_unref);
}

/* Nothing of one attempt may be left over in the next. */
static void
forget_attempt (Send *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->response, embark_response_free);
  g_clear_pointer (&self->kept, embark_kept_body_unref);
  self->sent = FALSE;
  self->size = 0;
}

static void
send_clear (Send *self)
{
  end_waiting (self);
  forget_attempt (self);
  g_clear_object (&self->call);
  g_clear_object (&self->clock);
}

EMBARK_DEFINE_TASK_DATA (Send, send)

static void start_attempt (GTask *task);

/* Returns: (transfer full): what must not be seen of a call, known by its value */
static GStrv
dup_secrets (EmbarkClient *client, EmbarkCall *call)
{
  const char *const secrets[] = { embark_client_get_api_key (client), embark_call_get_token (call) };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      if (secrets[i] != NULL)
        g_strv_builder_add (builder, secrets[i]);
    }
  return g_strv_builder_end (builder);
}

/* Of thousands of calls nobody may want to know each: then nothing is made of them. */
static void
keep_body (GTask *task)
{
  Send *self = embark_task_get_send (task);

  if (embark_client_is_watched (g_task_get_source_object (task)))
    self->kept = embark_kept_body_new (self->response->body->data, self->response->body->len,
                                       (const char *const *) self->response->secrets);
}

static void
report (GTask *task, const GError *error)
{
  EmbarkClient *client = g_task_get_source_object (task);
  Send *self = embark_task_get_send (task);
  GUri *uri = soup_message_get_uri (self->message);
  g_auto (GStrv) secrets = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (EmbarkKeptBody) request = NULL;
  g_autoptr (EmbarkExchange) exchange = NULL;
  EmbarkExchangeFacts facts;

  if (!embark_client_is_watched (client))
    return;
  path = g_uri_get_query (uri) != NULL ? g_strconcat (g_uri_get_path (uri), "?", g_uri_get_query (uri), NULL)
                                       : g_strdup (g_uri_get_path (uri));
  secrets = dup_secrets (client, self->call);
  body = embark_request_dup_body (self->call);
  if (body != NULL)
    request = embark_kept_body_new (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                    (const char *const *) secrets);
  facts = (EmbarkExchangeFacts){
    .operation = embark_call_get_operation (self->call),
    .changes = embark_call_changes (self->call),
    .path = path,
    .trace_id = self->response != NULL ? self->response->trace_id : NULL,
    .error = error != NULL ? error->message : NULL,
    .status = self->response != NULL ? self->response->status : 0,
    .attempt = self->attempt,
    .size = self->size,
    .sent = body != NULL ? g_bytes_get_size (body) : 0,
    .duration = (double) (embark_clock_get_monotonic_time (self->clock) - self->started) / 1000,
    .started_at = self->started_at,
    .message = self->message,
    .request = request,
    .response = self->response != NULL ? self->kept : NULL,
    .secrets = (const char *const *) secrets,
    .shelf = embark_client_get_shelf (client),
  };

  exchange = embark_exchange_new (&facts);
  embark_client_emit_exchange (client, exchange);
}

static gboolean
waited_cb (gpointer data)
{
  GTask *task = data;
  Send *self = embark_task_get_send (task);

  /* The clock forgets the timeout by itself. */
  self->timeout_id = 0;
  end_waiting (self);
  start_attempt (task);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  GTask *task = data;

  end_waiting (embark_task_get_send (task));
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);

  return G_SOURCE_REMOVE;
}

/* The task is held by its being unfinished: whichever of the two sources comes first takes that reference
 * over. */
static void
wait_and_retry (GTask *task, guint wait_ms)
{
  Send *self = embark_task_get_send (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->attempt++;
  if (cancellable != NULL)
    {
      self->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (self->cancel_source, g_main_context_get_thread_default ());
    }
  self->timeout_id = embark_clock_add_timeout (self->clock, wait_ms, waited_cb, task, NULL);
}

/* @error: (transfer full); @cause: (nullable): of the network, when there was no answer; @task: (transfer
 * full) */
static void
fail (GTask *task, GError *error, const GError *cause)
{
  Send *self = embark_task_get_send (task);
  const EmbarkOperationRow *row = embark_operation_get_row (embark_call_get_operation (self->call));
  guint wait_ms, status = self->response != NULL ? self->response->status : 0;
  const char *after = NULL;
  EmbarkRetryFacts facts;

  report (task, error);
  if (status == 401 && row->auth == EMBARK_AUTH_BEARER_KEY && !self->with_key)
    {
      self->with_key = TRUE;
      g_error_free (error);
      start_attempt (task);
      return;
    }

  if (status > 0)
    after = soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Retry-After");
  facts = (EmbarkRetryFacts){
    .repeatable = embark_operation_is_repeatable (embark_call_get_operation (self->call)),
    .attempt = self->attempt,
    .status = status,
    .unreachable = cause != NULL && embark_response_is_passing (cause),
    .retry_after = embark_retry_parse_after (after, embark_clock_get_real_time (self->clock)),
    .jitter = g_random_double (),
  };
  if (error->domain == EMBARK_API_ERROR)
    embark_api_error_set_retry_after (error, facts.retry_after);
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)) && embark_retry_decide (&facts, &wait_ms))
    {
      g_error_free (error);
      wait_and_retry (task, wait_ms);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
fail_from_network (GTask *task, const GError *cause)
{
  Send *self = embark_task_get_send (task);
  gboolean repeatable = embark_operation_is_repeatable (embark_call_get_operation (self->call));

  /* A status without the rest of the answer is no answer. */
  g_clear_pointer (&self->response, embark_response_free);
  fail (task, embark_response_error_from_network (cause, self->sent, repeatable), cause);
}

/* @reply: (transfer full) (nullable); @error: (transfer full) (nullable) */
static void
finish (GTask *task, EmbarkReply *reply, GError *error)
{
  if (reply == NULL)
    {
      fail (task, error, NULL);
      return;
    }
  report (task, NULL);
  g_task_return_pointer (task, reply, g_object_unref);
  g_object_unref (task);
}

/* Runs in a thread: touches only what nobody else does until it is done. It holds nothing: the thread may let
 * go of its task after the caller did, and the client must not be finalized there. */
static void
read_in_thread (GTask *reading, gpointer source, gpointer data, GCancellable *cancellable)
{
  Send *self = data;
  GError *error = NULL;
  EmbarkReply *reply = embark_response_read (self->response, self->call, self->answered_at, &error);

  if (reply != NULL)
    g_task_return_pointer (reading, reply, g_object_unref);
  else
    g_task_return_error (reading, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  EmbarkReply *reply = g_task_propagate_pointer (G_TASK (result), &error);

  finish (task, reply, error);
}

static void
read_response (GTask *task)
{
  Send *self = embark_task_get_send (task);
  g_autoptr (GTask) reading = NULL;
  GError *error = NULL;
  EmbarkReply *reply;

  self->answered_at = embark_clock_get_real_time (self->clock);
  keep_body (task);
  if (self->size <= EMBARK_SEND_INLINE_BODY)
    {
      reply = embark_response_read (self->response, self->call, self->answered_at, &error);
      finish (task, reply, error);
      return;
    }
  reading = g_task_new (NULL, g_task_get_cancellable (task), read_cb, task);
  g_task_set_task_data (reading, self, NULL);
  g_task_run_in_thread (reading, read_in_thread);
}

static void read_chunk (GTask *task);

/* Not tried again: whoever waits has waited long enough. */
static void
fail_from_deadline (GTask *task)
{
  Send *self = embark_task_get_send (task);
  gboolean repeatable = embark_operation_is_repeatable (embark_call_get_operation (self->call));
  g_autoptr (GError) cause =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the answer did not come to an end");

  g_clear_pointer (&self->response, embark_response_free);
  fail (task, embark_response_error_from_network (cause, self->sent, repeatable), NULL);
}

/* Takes the next part of an answer, of which none is the end. Returns: whether to read on; else @task has
 * come to its end */
static gboolean
take_chunk (GTask *task, const void *data, gsize length)
{
  Send *self = embark_task_get_send (task);

  if (length == 0)
    {
      read_response (task);
      return FALSE;
    }
  self->size += length;
  if (embark_clock_get_monotonic_time (self->clock) - self->started > DEADLINE * G_USEC_PER_SEC)
    {
      fail_from_deadline (task);
      return FALSE;
    }
  if (self->size > EMBARK_SEND_MAX_BODY)
    {
      fail (task,
            embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, self->response->status, NULL,
                                  self->response->trace_id, "the answer is too large"),
            NULL);
      return FALSE;
    }
  g_byte_array_append (self->response->body, data, (guint) length);
  return TRUE;
}

static void
chunk_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &cause);

  if (chunk == NULL)
    fail_from_network (task, cause);
  else if (take_chunk (task, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk)))
    read_chunk (task);
}

/* A short answer came together with its headers: it is read without going round the main loop for each part.
 * Of a long one, only so much that nothing else waits for it. */
static void
read_what_is_there (GTask *task)
{
  Send *self = embark_task_get_send (task);
  char buffer[CHUNK];

  if (G_IS_POLLABLE_INPUT_STREAM (self->stream)
      && g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (self->stream)))
    while (self->size < sizeof buffer)
      {
        g_autoptr (GError) cause = NULL;
        gssize length =
            g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (self->stream), buffer,
                                                      sizeof buffer, g_task_get_cancellable (task), &cause);

        if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
          break;
        if (length < 0)
          {
            fail_from_network (task, cause);
            return;
          }
        if (!take_chunk (task, buffer, (gsize) length))
          return;
      }
  read_chunk (task);
}

static void
read_chunk (GTask *task)
{
  Send *self = embark_task_get_send (task);

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   chunk_read_cb, task);
}

static EmbarkResponse *
make_response (GTask *task)
{
  EmbarkClient *client = g_task_get_source_object (task);
  Send *self = embark_task_get_send (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *date = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  EmbarkResponse *response = embark_response_new ();

  response->status = soup_message_get_status (self->message);
  response->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  response->server_time = time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
  response->body = g_byte_array_new ();
  response->with_token =
      soup_message_headers_get_one (soup_message_get_request_headers (self->message), "Authorization")
      != NULL;
  response->secrets = dup_secrets (client, self->call);
  /* It is shown, copied and written down. */
  response->trace_id =
      embark_response_dup_header (response, soup_message_headers_get_one (headers, "X-Trace-ID"));

  return response;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Send *self = embark_task_get_send (task);
  g_autoptr (GError) cause = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &cause);
  if (self->stream == NULL)
    {
      fail_from_network (task, cause);
      return;
    }
  self->response = make_response (task);
  read_what_is_there (task);
}

/* From the first line on the server may act on it. */
static void
wrote_cb (Send *self)
{
  self->sent = TRUE;
}

/* @task: (transfer full) */
static void
start_attempt (GTask *task)
{
  EmbarkClient *client = g_task_get_source_object (task);
  Send *self = embark_task_get_send (task);
  GError *error = NULL;

  forget_attempt (self);
  self->message = embark_request_new (embark_client_get_base_uri (client), embark_client_get_api_key (client),
                                      self->call, self->with_key, &error);
  if (self->message == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  self->started = embark_clock_get_monotonic_time (self->clock);
  self->started_at = embark_clock_get_real_time (self->clock);
  g_signal_connect_swapped (self->message, "wrote-headers", G_CALLBACK (wrote_cb), self);
  g_signal_connect_swapped (self->message, "wrote-body-data", G_CALLBACK (wrote_cb), self);
  soup_session_send_async (embark_client_get_session (client), self->message, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), sent_cb, task);
}

void
embark_send_start (GTask *task, EmbarkCall *call)
{
  EmbarkClient *client = g_task_get_source_object (task);
  const EmbarkOperationRow *row = embark_operation_get_row (embark_call_get_operation (call));
  Send *self = send_new ();

  self->call = g_object_ref (call);
  self->clock = g_object_ref (embark_client_get_clock (client));
  self->attempt = 1;
  self->with_key = row->auth == EMBARK_AUTH_BEARER_KEY && embark_call_get_token (call) == NULL;
  embark_task_set_send (task, self);
  start_attempt (task);
}
