/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes out: address, headers, body. */

#include "config.h"

#include "embark-json.h"
#include "stub-server.h"

static const StubReply ok = { "{}", NULL, NULL, NULL, 200 };

static const char *
header (Stub *stub, const char *name)
{
  return g_hash_table_lookup (stub->headers, name);
}

static void
send_ok (Stub *stub, EmbarkCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = stub_send (stub, call, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

static void
test_get (Stub *stub, gconstpointer data)
{
  EmbarkCall *call = stub_call (EMBARK_OPERATION_OAUTH_URL);

  stub_add (stub, &ok);
  embark_call_set_query (call, "b", "x y&z=ä");
  embark_call_set_query_int (call, "a", 5);
  embark_call_set_query (call, "c", "gone");
  embark_call_set_query (call, "c", NULL);
  send_ok (stub, call);
  g_assert_cmpstr (
      stub_get_request (stub, 0), ==,
      "GET /api/v2/public/linked-account/integration/oauth-url/salesforce?a=5&b=x%20y%26z%3D%C3%A4");
  g_assert_cmpstr (header (stub, "x-api-key"), ==, STUB_KEY);
  g_assert_cmpstr (header (stub, "linked_account_id"), ==, "user_12345");
  g_assert_null (header (stub, "authorization"));
  g_assert_null (header (stub, "content-type"));
  g_assert_cmpstr (stub->body, ==, "");
}

static void
test_key_only (Stub *stub, gconstpointer data)
{
  stub_add (stub, &ok);
  send_ok (stub, stub_call (EMBARK_OPERATION_ACCOUNT_DELETE));
  g_assert_cmpstr (stub_get_request (stub, 0), ==, "DELETE /api/v2/public/linked-account/user_12345");
  g_assert_null (header (stub, "linked_account_id"));
  g_assert_null (header (stub, "content-type"));
}

static void
test_bodies (Stub *stub, gconstpointer data)
{
  static const struct
  {
    EmbarkOperation operation;
    const char *request;
    const char *body;
  } rows[] = {
    { EMBARK_OPERATION_ACCOUNT_UPSERT, "PUT /api/v2/public/linked-account", "{}" },
    { EMBARK_OPERATION_CONNECT_URL, "POST /api/v2/public/connect-url?linked_account_id=user_12345", "{}" },
    { EMBARK_OPERATION_WORKFLOW_TOGGLE, "PATCH /api/v2/public/slug/salesforce/config/user_12345/workflows/w1",
      "{}" },
    { EMBARK_OPERATION_FIELD_SET, "PUT /api/v2/public/config/field/f1", "{}" },
    { EMBARK_OPERATION_EVENT_FIRE, "POST /api/v2/public/event/salesforce", "{}" },
    { EMBARK_OPERATION_EXECUTION_STOP, "POST /api/v2/public/execution/6a314c54/stop", "" },
    { EMBARK_OPERATION_EXECUTION_RERUN, "POST /api/v2/public/execution/6a314c54/rerun", "" },
    { EMBARK_OPERATION_SESSION_TOKEN_REVOKE, "POST /api/v2/public/session-token/revoke", "" },
    { EMBARK_OPERATION_INTEGRATION_DELETE,
      "DELETE /api/v2/public/linked-account/integration/salesforce?linked_account_id=user_12345", "" },
  };

  stub_add (stub, &ok);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      send_ok (stub, stub_call (rows[i].operation));
      g_assert_cmpstr (stub_get_request (stub, (guint) i), ==, rows[i].request);
      g_assert_cmpstr (stub->body, ==, rows[i].body);
      g_assert_cmpstr (header (stub, "content-type"), ==, *rows[i].body != '\0' ? "application/json" : NULL);
    }
}

/* What a user typed goes out byte for byte. */
static void
test_body_text (Stub *stub, gconstpointer data)
{
  static const char text[] =
      "{ \"n\" : 12345678901234567890, \"e\":1.50e+01 ,\n\"b\":1, \"a\":\"\\u00e4ä\" }";
  EmbarkCall *call = stub_call (EMBARK_OPERATION_EVENT_FIRE);
  g_autoptr (JsonNode) node = embark_json_parse ("{\"b\":1,\"a\":[0.5]}", -1, NULL);

  stub_add (stub, &ok);
  embark_call_set_body_text (call, text);
  embark_call_set_header (call, "config_id", "c1");
  send_ok (stub, call);
  g_assert_cmpstr (stub->body, ==, text);
  g_assert_cmpstr (header (stub, "config_id"), ==, "c1");

  call = stub_call (EMBARK_OPERATION_EVENT_FIRE);
  embark_call_set_path (call, "slug", NULL);
  embark_call_set_body (call, node);
  send_ok (stub, call);
  g_assert_cmpstr (stub_get_request (stub, 1), ==, "POST /api/v2/public/event/trigger");
  g_assert_cmpstr (stub->body, ==, "{\"b\":1,\"a\":[0.5]}");
}

static void
test_ids (Stub *stub, gconstpointer data)
{
  static const struct
  {
    const char *id;
    const char *encoded;
  } rows[] = {
    { "user_12345", "user_12345" },
    { "a@example.com", "a%40example.com" },
    { "a/b", "a%2Fb" },
    { "100%", "100%25" },
    { "a%2Fb", "a%252Fb" },
    { "two words+plus", "two%20words%2Bplus" },
    { "?q=1#f", "%3Fq%3D1%23f" },
    { "../x", "..%2Fx" },
    { "ä\"<>\\{}", "%C3%A4%22%3C%3E%5C%7B%7D" },
  };

  stub_add (stub, &ok);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *request = g_strconcat ("DELETE /api/v2/public/linked-account/", rows[i].encoded, NULL);
      EmbarkCall *call = stub_call (EMBARK_OPERATION_ACCOUNT_DELETE);

      embark_call_set_account (call, rows[i].id);
      send_ok (stub, call);
      g_assert_cmpstr (stub_get_request (stub, (guint) i), ==, request);
    }
}

/* What no request can carry is refused before anything is sent. */
static void
test_refused (Stub *stub, gconstpointer data)
{
  static const char *const ids[] = { "", ".", ".." };
  static const char *const headers[] = { "a\r\nx-evil: 1", "a\n", "", "a\x7f" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      EmbarkCall *call = stub_call (EMBARK_OPERATION_ACCOUNT_DELETE);

      embark_call_set_account (call, ids[i]);
      g_assert_null (stub_send (stub, call, &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (GError) error = NULL, other = NULL;
      EmbarkCall *call = stub_call (EMBARK_OPERATION_EVENT_FIRE);

      embark_call_set_account (call, headers[i]);
      g_assert_null (stub_send (stub, call, &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
      call = stub_call (EMBARK_OPERATION_EVENT_FIRE);
      embark_call_set_header (call, "slug", headers[i]);
      g_assert_null (stub_send (stub, call, &other));
      g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
    }
  g_assert_cmpuint (stub->requests->len, ==, 0);
}

static void
test_lacking_auth (Stub *stub, gconstpointer data)
{
  g_autoptr (GError) error = NULL, other = NULL, bad = NULL;
  EmbarkCall *call = stub_call (EMBARK_OPERATION_SESSION_TOKEN_REVOKE);

  embark_call_set_token (call, NULL);
  g_assert_null (stub_send (stub, call, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_TOKEN);
  embark_client_set_api_key (stub->client, "tk\nx: y");
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_ACCOUNT_LIST), &bad));
  g_assert_error (bad, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);
  embark_client_set_api_key (stub->client, NULL);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_ACCOUNT_LIST), &other));
  g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (stub->requests->len, ==, 0);
}

/* Register 1: the token first, the key once on 401 and then only. */
static void
test_connect_url (Stub *stub, gconstpointer data)
{
  static const StubReply refused = { "{\"error\":\"INVALID_TOKEN\",\"message\":\"Invalid token\"}", NULL,
                                     NULL, NULL, 401 };
  static const StubReply broken = { "{}", NULL, NULL, NULL, 500 };
  g_autoptr (GError) error = NULL, other = NULL;

  stub_add (stub, &ok);
  send_ok (stub, stub_call (EMBARK_OPERATION_CONNECT_URL));
  g_assert_cmpstr (header (stub, "authorization"), ==, "Bearer " STUB_JWT);
  g_assert_null (header (stub, "x-api-key"));

  stub_add (stub, &refused);
  stub_add (stub, &ok);
  g_queue_pop_head (&stub->replies);
  send_ok (stub, stub_call (EMBARK_OPERATION_CONNECT_URL));
  g_assert_cmpuint (stub->requests->len, ==, 3);
  g_assert_cmpstr (header (stub, "x-api-key"), ==, STUB_KEY);
  g_assert_cmpstr (header (stub, "linked_account_id"), ==, "user_12345");
  g_assert_null (header (stub, "authorization"));

  g_queue_clear (&stub->replies);
  stub_add (stub, &refused);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_CONNECT_URL), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (stub->requests->len, ==, 5);

  g_queue_clear (&stub->replies);
  stub_add (stub, &broken);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_CONNECT_URL), &other));
  g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_SERVER);
  g_assert_cmpuint (stub->requests->len, ==, 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/api/call/get", Stub, NULL, stub_set_up, test_get, stub_tear_down);
  g_test_add ("/api/call/key-only", Stub, NULL, stub_set_up, test_key_only, stub_tear_down);
  g_test_add ("/api/call/bodies", Stub, NULL, stub_set_up, test_bodies, stub_tear_down);
  g_test_add ("/api/call/body-text", Stub, NULL, stub_set_up, test_body_text, stub_tear_down);
  g_test_add ("/api/call/ids", Stub, NULL, stub_set_up, test_ids, stub_tear_down);
  g_test_add ("/api/call/refused", Stub, NULL, stub_set_up, test_refused, stub_tear_down);
  g_test_add ("/api/call/lacking-auth", Stub, NULL, stub_set_up, test_lacking_auth, stub_tear_down);
  g_test_add ("/api/call/connect-url", Stub, NULL, stub_set_up, test_connect_url, stub_tear_down);
  return g_test_run ();
}
