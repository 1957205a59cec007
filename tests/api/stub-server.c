/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "stub-server.h"

#include "embark-json.h"

static void
copy_header (const char *name, const char *value, gpointer data)
{
  g_hash_table_replace (data, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
record (Stub *stub, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

  g_ptr_array_add (stub->requests,
                   g_strdup_printf ("%s %s%s%s", soup_server_message_get_method (message),
                                    g_uri_get_path (uri), g_uri_get_query (uri) != NULL ? "?" : "",
                                    g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : ""));
  g_hash_table_remove_all (stub->headers);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header,
                                stub->headers);
  g_free (stub->body);
  stub->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
handler_cb (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Stub *stub = user_data;
  const StubReply *reply;

  record (stub, message);
  if (stub->hold)
    {
      stub->held = message;
      soup_server_message_pause (message);
      return;
    }
  g_assert_false (g_queue_is_empty (&stub->replies));
  reply = stub->replies.length > 1 ? g_queue_pop_head (&stub->replies) : g_queue_peek_head (&stub->replies);
  if (reply->status == 0)
    {
      g_autoptr (GIOStream) connection = soup_server_message_steal_connection (message);

      g_io_stream_close (connection, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, reply->status, NULL);
  if (reply->header != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), reply->header,
                                 reply->header_value);
  if (reply->body != NULL)
    soup_server_message_set_response (message,
                                      reply->content_type != NULL ? reply->content_type : "application/json",
                                      SOUP_MEMORY_STATIC, reply->body, strlen (reply->body));
}

static void
exchange_cb (EmbarkClient *client, EmbarkExchange *exchange, Stub *stub)
{
  g_ptr_array_add (stub->exchanges, g_object_ref (exchange));
}

char *
stub_get_base_uri (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  char *uri = g_uri_to_string (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return uri;
}

void
stub_set_up (Stub *stub, gconstpointer data)
{
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autofree char *base_uri = NULL;
  g_autoptr (GError) error = NULL;

  stub->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (stub->server, NULL, handler_cb, stub, NULL);
  soup_server_listen_local (stub->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  g_queue_init (&stub->replies);
  stub->requests = g_ptr_array_new_with_free_func (g_free);
  stub->exchanges = g_ptr_array_new_with_free_func (g_object_unref);
  stub->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  stub->clock = embark_clock_manual_new (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC);
  base_uri = stub_get_base_uri (stub->server);
  stub->client = embark_client_new (base_uri, session, EMBARK_CLOCK (stub->clock));
  embark_client_set_api_key (stub->client, STUB_KEY);
  g_signal_connect (stub->client, "exchange", G_CALLBACK (exchange_cb), stub);
}

void
stub_tear_down (Stub *stub, gconstpointer data)
{
  g_clear_object (&stub->result);
  g_assert_finalize_object (stub->client);
  g_assert_finalize_object (stub->clock);
  soup_server_disconnect (stub->server);
  g_clear_object (&stub->server);
  g_queue_clear (&stub->replies);
  g_ptr_array_unref (stub->requests);
  g_ptr_array_unref (stub->exchanges);
  g_hash_table_unref (stub->headers);
  g_free (stub->body);
}

void
stub_add (Stub *stub, const StubReply *reply)
{
  g_queue_push_tail (&stub->replies, (gpointer) reply);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Stub *stub = user_data;

  g_assert_null (stub->result);
  stub->result = g_object_ref (result);
  g_main_context_wakeup (NULL);
}

void
stub_start (Stub *stub, EmbarkCall *call, GCancellable *cancellable)
{
  g_clear_object (&stub->result);
  embark_client_send_async (stub->client, call, cancellable, done_cb, stub);
}

EmbarkReply *
stub_finish (Stub *stub, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  while (stub->result == NULL)
    {
      if (embark_clock_manual_get_n_pending (stub->clock) > 0)
        {
          embark_clock_manual_advance (stub->clock, 100);
          stub->waited += 100;
        }
      else
        {
          g_main_context_iteration (NULL, TRUE);
        }
    }
  result = g_steal_pointer (&stub->result);

  return embark_client_send_finish (stub->client, result, error);
}

EmbarkReply *
stub_send (Stub *stub, EmbarkCall *call, GError **error)
{
  g_autoptr (EmbarkCall) owned = call;

  stub_start (stub, owned, NULL);

  return stub_finish (stub, error);
}

const char *
stub_get_request (Stub *stub, guint index)
{
  g_assert_cmpuint (index, <, stub->requests->len);

  return g_ptr_array_index (stub->requests, index);
}

EmbarkSessionToken *
stub_make_token (void)
{
  g_autoptr (JsonNode) node = embark_json_parse ("{\"token\":\"" STUB_JWT "\"}", -1, NULL);

  return embark_session_token_new_from_json (node, 0, NULL);
}

EmbarkCall *
stub_call (EmbarkOperation operation)
{
  EmbarkCall *call = embark_call_new (operation);
  g_autoptr (EmbarkSessionToken) token = stub_make_token ();

  embark_call_set_account (call, "user_12345");
  embark_call_set_path (call, "slug", "salesforce");
  embark_call_set_path (call, "execution", "6a314c54");
  embark_call_set_path (call, "field", "f1");
  embark_call_set_path (call, "workflow", "w1");
  embark_call_set_path (call, "event", "e1");
  embark_call_set_path (call, "node", "n1");
  embark_call_set_path (call, "action", "a1");
  embark_call_set_path (call, "webhook", "h1");
  embark_call_set_path (call, "key", "k1");
  embark_call_set_token (call, token);

  return call;
}
