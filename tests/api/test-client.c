/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told of a call, and where a key may go. */

#include "config.h"

#include "stub-server.h"

static void
test_exchange (Stub *stub, gconstpointer data)
{
  static const StubReply page = { "{\"docs\":[]}", NULL, "X-Trace-ID", "t1", 200 };
  EmbarkCall *call = stub_call (EMBARK_OPERATION_ACCOUNT_LIST);
  g_autoptr (EmbarkReply) reply = NULL;
  EmbarkExchange *exchange;
  g_autofree char *method = NULL, *operation = NULL;
  guint64 size;

  stub_add (stub, &page);
  embark_call_set_query (call, "search", "Acme & Sons");
  embark_call_set_query (call, "page", "1");
  reply = stub_send (stub, call, NULL);
  g_assert_nonnull (reply);
  g_assert_cmpuint (stub->exchanges->len, ==, 1);
  exchange = g_ptr_array_index (stub->exchanges, 0);
  g_assert_cmpstr (embark_exchange_get_method (exchange), ==, "GET");
  g_assert_cmpstr (embark_exchange_get_path (exchange), ==, "/api/v2/public/linked-account?page&search");
  g_assert_cmpstr (embark_exchange_get_operation (exchange), ==, "linked-account.list");
  g_assert_cmpuint (embark_exchange_get_status (exchange), ==, 200);
  g_assert_cmpuint (embark_exchange_get_size (exchange), ==, 11);
  g_assert_cmpstr (embark_exchange_get_trace_id (exchange), ==, "t1");
  g_assert_null (embark_exchange_get_error (exchange));
  g_assert_cmpfloat (embark_exchange_get_duration (exchange), >=, 0);
  g_assert_cmpint (embark_exchange_get_started_at (exchange), ==,
                   G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC);
  g_object_get (exchange, "method", &method, "operation", &operation, "size", &size, NULL);
  g_assert_cmpstr (method, ==, "GET");
  g_assert_cmpstr (operation, ==, "linked-account.list");
  g_assert_cmpuint (size, ==, 11);
}

static void
elsewhere_cb (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  *(gboolean *) data = TRUE;
  soup_server_message_set_status (message, 200, NULL);
}

/* A server that points elsewhere does not get the key sent there. */
static void
test_redirect (Stub *stub, gconstpointer data)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr (SoupServer) elsewhere = soup_server_new (NULL, NULL);
  gboolean reached = FALSE;
  g_autofree char *target = NULL;

  soup_server_add_handler (elsewhere, NULL, elsewhere_cb, &reached, NULL);
  g_assert_true (soup_server_listen_local (elsewhere, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  target = stub_get_base_uri (elsewhere);
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      StubReply reply = { "{}", NULL, "Location", target, statuses[i] };
      g_autoptr (GError) error = NULL, other = NULL;

      g_queue_clear (&stub->replies);
      stub_add (stub, &reply);
      g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_ACCOUNT_GET), &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_FIRE), &other));
      g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (reached);
  g_assert_cmpuint (stub->requests->len, ==, 10);
  soup_server_disconnect (elsewhere);
}

/* A file edited by hand may name anything. */
static void
test_bad_base_uri (Stub *stub, gconstpointer data)
{
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (stub->client);
  stub->client = embark_client_new ("http://example.com/?x", session, EMBARK_CLOCK (stub->clock));
  embark_client_set_api_key (stub->client, STUB_KEY);
  g_assert_null (embark_client_get_base_uri (stub->client));
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_ACCOUNT_LIST), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
}

/* A client that nobody holds any more lives until its call is done. */
static void
test_unref_while_sending (Stub *stub, gconstpointer data)
{
  static const StubReply ok = { "[]", NULL, NULL, NULL, 200 };
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (EmbarkCall) call = stub_call (EMBARK_OPERATION_EVENT_LIST);
  EmbarkClient *client = g_object_ref (stub->client);
  g_autoptr (EmbarkReply) reply = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  stub_add (stub, &ok);
  stub_start (stub, call, NULL);
  g_clear_object (&stub->client);
  g_object_add_weak_pointer (G_OBJECT (client), (gpointer *) &stub->client);
  stub->client = client;
  g_object_unref (client);
  g_assert_nonnull (stub->client);
  while (stub->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = g_steal_pointer (&stub->result);
  reply = embark_client_send_finish (client, result, NULL);
  g_assert_nonnull (reply);
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (stub->client);
  stub->client = embark_client_new ("https://h.example", session, EMBARK_CLOCK (stub->clock));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/api/client/exchange", Stub, NULL, stub_set_up, test_exchange, stub_tear_down);
  g_test_add ("/api/client/redirect", Stub, NULL, stub_set_up, test_redirect, stub_tear_down);
  g_test_add ("/api/client/bad-base-uri", Stub, NULL, stub_set_up, test_bad_base_uri, stub_tear_down);
  g_test_add ("/api/client/unref-while-sending", Stub, NULL, stub_set_up, test_unref_while_sending,
              stub_tear_down);
  return g_test_run ();
}
