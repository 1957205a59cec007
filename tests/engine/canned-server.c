/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "canned-server.h"
#include "test-util.h"

typedef struct
{
  guint status;
  char *json; /* (owned) */
} CannedAnswer;

static void
canned_answer_free (gpointer data)
{
  CannedAnswer *answer = data;

  g_free (answer->json);
  g_free (answer);
}

static void
note_header (const char *name, const char *value, gpointer data)
{
  gpointer *context = data;
  Canned *self = context[0];
  g_autofree char *lower = g_ascii_strdown (name, -1);

  g_hash_table_replace (self->headers, g_strconcat (context[1], " ", lower, NULL), g_strdup (value));
}

static void
server_cb (
    SoupServer *server, SoupServerMessage *message, const char *full_path, GHashTable *query, gpointer data)
{
  Canned *self = data;
  const char *path = g_str_has_prefix (full_path, CANNED_API) ? full_path + strlen (CANNED_API) : full_path;
  g_autofree char *key = g_strconcat (soup_server_message_get_method (message), " ", path, NULL);
  const char *text = g_uri_get_query (soup_server_message_get_uri (message));
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  CannedAnswer *answer = g_hash_table_lookup (self->answers, key);
  gpointer context[] = { self, key };
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (
      embark_clock_get_real_time (EMBARK_CLOCK (self->clock)) / G_USEC_PER_SEC);
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  g_ptr_array_add (self->requests, text != NULL ? g_strconcat (key, "?", text, NULL) : g_strdup (key));
  g_hash_table_replace (self->bodies, g_strdup (key),
                        g_strndup (body->data != NULL ? body->data : "", body->length));
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), note_header, context);

  if (answer == NULL)
    {
      soup_server_message_set_status (message, 404, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                        "{\"message\":\"No canned answer\"}", 30);
      return;
    }
  if (answer->status == 0)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", date);
  soup_message_headers_append (soup_server_message_get_response_headers (message), "X-Trace-ID", "trace-1");
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->json,
                                    strlen (answer->json));
}

void
canned_set_up (Canned *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };
  g_autofree char *base_uri = NULL;
  GSList *uris;

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, canned_answer_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, server_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  base_uri = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  self->clock = embark_clock_manual_new (G_GINT64_CONSTANT (1781524800700000));
  self->session = embark_session_new ();
  self->client = embark_client_new (base_uri, self->session, EMBARK_CLOCK (self->clock));
  embark_client_set_api_key (self->client, CANNED_KEY);
  self->journal = embark_journal_new (":memory:");
  embark_journal_open_async (self->journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (self->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

void
canned_tear_down (Canned *self, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };

  embark_journal_close_async (self->journal, wait_cb, &wait);
  g_assert_true (embark_journal_close_finish (self->journal, wait_for (&wait), NULL));
  wait_reset (&wait); /* it holds the journal */
  soup_session_abort (self->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (embark_clock_manual_get_n_pending (self->clock), ==, 0);
  g_assert_finalize_object (self->client);
  g_assert_finalize_object (self->journal);
  g_object_unref (self->session);
  g_assert_finalize_object (self->clock);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_hash_table_unref (self->bodies);
  g_hash_table_unref (self->headers);
}

void
canned_set (Canned *self, const char *method, const char *path, guint status, const char *json)
{
  CannedAnswer *answer = g_new0 (CannedAnswer, 1);

  answer->status = status;
  answer->json = g_strdup (json != NULL ? json : "{}");
  g_hash_table_replace (self->answers, g_strconcat (method, " ", path, NULL), answer);
}

guint
canned_count (Canned *self, const char *prefix)
{
  guint n = 0;

  for (guint i = 0; i < self->requests->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->requests, i), prefix);
  return n;
}

const char *
canned_find (Canned *self, const char *prefix)
{
  for (guint i = 0; i < self->requests->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (self->requests, i), prefix))
      return g_ptr_array_index (self->requests, i);
  return NULL;
}

const char *
canned_body (Canned *self, const char *method, const char *path)
{
  g_autofree char *key = g_strconcat (method, " ", path, NULL);

  return g_hash_table_lookup (self->bodies, key);
}

const char *
canned_header (Canned *self, const char *method, const char *path, const char *name)
{
  g_autofree char *key = g_strconcat (method, " ", path, " ", name, NULL);

  return g_hash_table_lookup (self->headers, key);
}

gboolean
canned_wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

char *
canned_time (Canned *self, int ms)
{
  const gint64 us = embark_clock_get_real_time (EMBARK_CLOCK (self->clock)) + ms * G_GINT64_CONSTANT (1000);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", text, (int) (us / 1000 % 1000));
}
