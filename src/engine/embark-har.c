/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "embark-har.h"
#include "embark-task.h"

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value != NULL ? value : "");
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_double (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_empty_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
}

static void
add_pair (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_begin_object (builder);
  add_string (builder, "name", name);
  add_string (builder, "value", value);
  json_builder_end_object (builder);
}

static void
add_headers (JsonBuilder *builder, const char *const *headers)
{
  json_builder_set_member_name (builder, "headers");
  json_builder_begin_array (builder);
  for (guint i = 0; headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    add_pair (builder, headers[i], headers[i + 1]);
  json_builder_end_array (builder);
}

static const char *
find_header (const char *const *headers, const char *name)
{
  for (guint i = 0; headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    if (g_ascii_strcasecmp (headers[i], name) == 0)
      return headers[i + 1];
  return NULL;
}

static void
add_query (JsonBuilder *builder, const char *uri)
{
  const char *query = strchr (uri, '?');
  g_auto (GStrv) parameters = query != NULL ? g_strsplit (query + 1, "&", -1) : NULL;

  json_builder_set_member_name (builder, "queryString");
  json_builder_begin_array (builder);
  for (guint i = 0; parameters != NULL && parameters[i] != NULL; i++)
    {
      char *value = strchr (parameters[i], '=');
      g_autofree char *plain_name = NULL, *plain = NULL;

      if (value != NULL)
        *value++ = '\0';
      plain_name = g_uri_unescape_string (parameters[i], NULL);
      plain = value != NULL ? g_uri_unescape_string (value, NULL) : NULL;
      add_pair (builder, plain_name != NULL ? plain_name : parameters[i], plain != NULL ? plain : value);
    }
  json_builder_end_array (builder);
}

/* Returns: (nullable): why a body is not there as it was */
static const char *
explain (EmbarkRecorded how)
{
  switch (how)
    {
    case EMBARK_RECORDED_CUT:
      return "cut after 64 KiB";
    case EMBARK_RECORDED_WITHHELD:
      return "withheld: all of it is a secret";
    case EMBARK_RECORDED_DROPPED:
      return "not kept: it made room for newer ones";
    case EMBARK_RECORDED_BINARY:
      return "not kept: it was no text";
    case EMBARK_RECORDED_NONE:
    case EMBARK_RECORDED_WHOLE:
    default:
      return NULL;
    }
}

/* The text of a body, where there is any, and what is to be said of it. */
static void
add_text (JsonBuilder *builder, const char *text, EmbarkRecorded how)
{
  const char *comment = explain (how);

  if (text != NULL)
    add_string (builder, "text", text);
  if (comment != NULL)
    add_string (builder, "comment", comment);
}

static void
add_request (JsonBuilder *builder, EmbarkExchange *exchange)
{
  const char *const *headers = embark_exchange_get_request_headers (exchange);
  g_autofree char *version = g_strconcat ("HTTP/", embark_exchange_get_http_version (exchange), NULL);
  EmbarkRecorded how;
  g_autofree char *body = embark_exchange_dup_request_body (exchange, &how);

  json_builder_set_member_name (builder, "request");
  json_builder_begin_object (builder);
  add_string (builder, "method", embark_exchange_get_method (exchange));
  add_string (builder, "url", embark_exchange_get_uri (exchange));
  add_string (builder, "httpVersion", version);
  add_empty_array (builder, "cookies");
  add_headers (builder, headers);
  add_query (builder, embark_exchange_get_uri (exchange));
  if (how != EMBARK_RECORDED_NONE)
    {
      const char *type = find_header (headers, "Content-Type");

      json_builder_set_member_name (builder, "postData");
      json_builder_begin_object (builder);
      add_string (builder, "mimeType", type != NULL ? type : "application/json");
      add_empty_array (builder, "params");
      add_text (builder, body != NULL ? body : "", how);
      json_builder_end_object (builder);
    }
  add_int (builder, "headersSize", -1);
  add_int (builder, "bodySize", (gint64) embark_exchange_get_sent (exchange));
  json_builder_end_object (builder);
}

static void
add_response (JsonBuilder *builder, EmbarkExchange *exchange)
{
  const char *const *headers = embark_exchange_get_response_headers (exchange);
  const guint status = embark_exchange_get_status (exchange);
  g_autofree char *version = g_strconcat ("HTTP/", embark_exchange_get_http_version (exchange), NULL);
  const char *type = find_header (headers, "Content-Type");
  EmbarkRecorded how;
  g_autofree char *body = embark_exchange_dup_response_body (exchange, &how);

  json_builder_set_member_name (builder, "response");
  json_builder_begin_object (builder);
  add_int (builder, "status", status);
  add_string (builder, "statusText", embark_exchange_get_status_text (exchange));
  add_string (builder, "httpVersion", status > 0 ? version : "");
  add_empty_array (builder, "cookies");
  add_headers (builder, headers);
  json_builder_set_member_name (builder, "content");
  json_builder_begin_object (builder);
  add_int (builder, "size", (gint64) embark_exchange_get_size (exchange));
  add_string (builder, "mimeType", type != NULL ? type : "x-unknown");
  add_text (builder, body, how);
  json_builder_end_object (builder);
  /* Where a redirection leads may be a secret. */
  add_string (builder, "redirectURL", "");
  add_int (builder, "headersSize", -1);
  add_int (builder, "bodySize", status > 0 ? (gint64) embark_exchange_get_size (exchange) : -1);
  if (embark_exchange_get_error (exchange) != NULL)
    add_string (builder, "_error", embark_exchange_get_error (exchange));
  json_builder_end_object (builder);
}

/* Returns: (transfer full): "2026-11-24T14:41:07.123Z" */
static char *
dup_time (gint64 time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *text = seconds != NULL ? g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S") : NULL;

  return g_strdup_printf ("%s.%03dZ", text != NULL ? text : "1970-01-01T00:00:00",
                          (int) (time % G_USEC_PER_SEC / 1000));
}

static void
add_entry (JsonBuilder *builder, EmbarkExchange *exchange)
{
  g_autofree char *time = dup_time (embark_exchange_get_started_at (exchange));
  const double duration = MAX (embark_exchange_get_duration (exchange), 0);

  json_builder_begin_object (builder);
  add_string (builder, "startedDateTime", time);
  add_double (builder, "time", duration);
  add_request (builder, exchange);
  add_response (builder, exchange);
  json_builder_set_member_name (builder, "cache");
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "timings");
  json_builder_begin_object (builder);
  add_double (builder, "send", 0);
  add_double (builder, "wait", duration);
  add_double (builder, "receive", 0);
  json_builder_end_object (builder);
  add_string (builder, "_operation", embark_exchange_get_operation (exchange));
  add_int (builder, "_attempt", embark_exchange_get_attempt (exchange));
  if (embark_exchange_get_trace_id (exchange) != NULL)
    add_string (builder, "_traceId", embark_exchange_get_trace_id (exchange));
  json_builder_end_object (builder);
}

char *
embark_har_print (GPtrArray *exchanges)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (exchanges != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "log");
  json_builder_begin_object (builder);
  add_string (builder, "version", "1.2");
  json_builder_set_member_name (builder, "creator");
  json_builder_begin_object (builder);
  add_string (builder, "name", "Embark");
  add_string (builder, "version", EMBARK_VERSION);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "entries");
  json_builder_begin_array (builder);
  for (guint i = 0; i < exchanges->len; i++)
    add_entry (builder, g_ptr_array_index (exchanges, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

typedef struct _Save
{
  GPtrArray *exchanges; /* (owned) */
  GFile *file;          /* (owned) */
} Save;

static void
save_clear (Save *self)
{
  g_clear_pointer (&self->exchanges, g_ptr_array_unref);
  g_clear_object (&self->file);
}

EMBARK_DEFINE_TASK_DATA (Save, save)

/* Searching thousands of bodies for secrets takes seconds: not in the thread that draws. */
static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Save *self = data;
  g_autofree char *text = embark_har_print (self->exchanges);
  GError *error = NULL;

  /* Of a file that was there, neither the permissions nor what it is a link to are taken over. */
  if (g_file_replace_contents (self->file, text, strlen (text), NULL, FALSE,
                               G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable,
                               &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
embark_har_save_async (GPtrArray *exchanges,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Save *self;

  g_return_if_fail (exchanges != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_har_save_async);
  self = save_new ();
  self->exchanges = g_ptr_array_ref (exchanges);
  self->file = g_object_ref (file);
  embark_task_set_save (task, self);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
embark_har_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_har_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
embark_har_dup_name (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autofree char *day = local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;

  return day != NULL ? g_strdup_printf ("embark-activity-%s.har", day) : g_strdup ("embark-activity.har");
}
