/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each answer becomes. */

#include "config.h"

#include <string.h>

#include "embark-config.h"
#include "embark-execution.h"
#include "embark-linked-account.h"
#include "stub-server.h"

typedef struct
{
  EmbarkOperation operation;
  StubReply reply;
  EmbarkApiError error;
  const char *server_code;
  const char *request_id;
} Row;

#define JSON(status_code, text)                                                                              \
  {                                                                                                          \
    text, NULL, NULL, NULL, status_code                                                                      \
  }
#define E(name)  EMBARK_API_ERROR_##name
#define OP(name) EMBARK_OPERATION_##name

/* clang-format off */
static const Row rows[] = {
  /* contract 3.1, its samples and its drift */
  { OP (CONFIG_GET), JSON (404, "{\"status_code\":404,\"http_error_type\":\"NOT_FOUND\",\"error_code\":\"SERVER_ERROR\",\"message\":\"Config with config id user_12345 not found\",\"request_id\":\"89bd1675\"}"), E (NOT_FOUND), "SERVER_ERROR", "89bd1675" },
  { OP (CONFIG_GET), JSON (500, "{\"error_code\":\"SERVER_ERROR\",\"message\":\"Config not found\"}"), E (NOT_FOUND), "SERVER_ERROR", NULL },
  { OP (ACCOUNT_LIST), JSON (401, "{\"error\":\"SERVER_ERROR\",\"message\":\"Invalid Credentials\"}"), E (UNAUTHORIZED), "SERVER_ERROR", NULL },
  { OP (ACCOUNT_LIST), JSON (401, "{\"error\":\"INVALID_TOKEN\",\"message\":\"Invalid token\"}"), E (UNAUTHORIZED), "INVALID_TOKEN", NULL },
  { OP (SESSION_TOKEN_REVOKE), JSON (401, "{\"error\":\"INVALID_TOKEN\",\"message\":\"Invalid token\"}"), E (TOKEN), "INVALID_TOKEN", NULL },
  { OP (SESSION_TOKEN_REVOKE), JSON (500, "{\"message\":\"Authorization Token Missing\"}"), E (TOKEN), NULL, NULL },
  { OP (SESSION_TOKEN_REVOKE), JSON (401, ""), E (TOKEN), NULL, NULL },
  { OP (APPLICATION_LIST), JSON (400, "{\"error\":\"INVALID_LINKED_ACCOUNT_ID\",\"message\":\"No linked account found for account id : X in environment test\"}"), E (ACCOUNT), "INVALID_LINKED_ACCOUNT_ID", NULL },
  { OP (SESSION_TOKEN), JSON (500, "{\"message\":\"No linked account found for account id : X in environment test\"}"), E (ACCOUNT), NULL, NULL },
  { OP (ACCOUNT_UPSERT), JSON (400, "{\"error\":\"INVALID_LINKED_ACCOUNT_ID\",\"message\":\"linked_account_id required\"}"), E (INVALID), "INVALID_LINKED_ACCOUNT_ID", NULL },
  { OP (ACCOUNT_UPSERT), JSON (400, "{\"message\":\"Linked account with id a already exists in the test environment\"}"), E (INVALID), NULL, NULL },
  { OP (ACCOUNT_GET), JSON (404, "{\"message\":\"Not found\"}"), E (ACCOUNT), NULL, NULL },
  { OP (ACCOUNT_DELETE), JSON (500, "{\"message\":\"User not found\"}"), E (ACCOUNT), NULL, NULL },
  { OP (CONFIG_ENSURE), JSON (500, "{\"error_code\":\"INVALID_APP_ID\",\"message\":\"no such app\"}"), E (APP), "INVALID_APP_ID", NULL },
  { OP (APPLICATION_GET), JSON (404, "{\"http_error_type\":\"EXTERNAL_API_ERROR\",\"error\":\"EXTERNAL_API_FAILURE\",\"message\":\"Application with app_type 'x' not found for org 1\"}"), E (APP), "EXTERNAL_API_FAILURE", NULL },
  { OP (EVENT_FIRE), JSON (404, "{\"error_code\":\"INVALID_EVENT\",\"message\":\"Trigger not found\"}"), E (EVENT), "INVALID_EVENT", NULL },
  { OP (EVENT_FIRE), JSON (400, "{\"message\":\"Trigger with name x not found for application salesforce\"}"), E (EVENT), NULL, NULL },
  { OP (EVENT_FIRE), JSON (400, "{\"error_type\":\"BAD_REQUEST\",\"error_code\":\"INVALID_EVENT\",\"message\":\"Invalid event. Check events list in documentation.\"}"), E (EVENT), "INVALID_EVENT", NULL },
  { OP (EVENT_FIRE), JSON (403, "{\"message\":\"Workflow is private to another linked account\"}"), E (FORBIDDEN), NULL, NULL },
  { OP (EXECUTION_LIST), JSON (400, "{\"http_error_type\":\"VALIDATION_ERROR\",\"error_code\":\"BAD_REQUEST\",\"message\":\"bad page\"}"), E (INVALID), "BAD_REQUEST", NULL },
  { OP (EXECUTION_GET), JSON (404, "{\"error_code\":\"RESOURCE_NOT_FOUND\",\"message\":\"Execution not found\"}"), E (NOT_FOUND), "RESOURCE_NOT_FOUND", NULL },
  { OP (EXECUTION_STOP), JSON (501, "{\"message\":\"no\"}"), E (UNSUPPORTED), NULL, NULL },
  { OP (EVENT_FIRE), JSON (429, "{}"), E (RATE_LIMITED), NULL, NULL },
  { OP (EVENT_FIRE), JSON (503, "{}"), E (SERVER), NULL, NULL },
  { OP (EVENT_FIRE), { "<html>Bad gateway</html>", "text/html", NULL, NULL, 502 }, E (SERVER), NULL, NULL },
  { OP (ACCOUNT_LIST), JSON (500, "{\"error\":{\"message\":\"deep\"}}"), E (SERVER), NULL, NULL },
  { OP (EVENT_FIRE), JSON (400, "{\"message\":\"Server Error\",\"error\":\"Workflow ID and slug are required\"}"), E (INVALID), NULL, NULL },
  { OP (ACCOUNT_LIST), JSON (418, "{\"message\":\"teapot\"}"), E (FAILED), NULL, NULL },
  { OP (ACCOUNT_LIST), { "{\"message\":\"x\",\"request_id\":\"b\"}", NULL, "X-Trace-ID", "trace-1", 400 }, E (INVALID), NULL, "trace-1" },
  /* not what the contract describes */
  { OP (ACCOUNT_LIST), { "<!DOCTYPE html><p>Sign in", "text/html; charset=utf-8", NULL, NULL, 200 }, E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_LIST), { "<html>404</html>", "text/html", NULL, NULL, 404 }, E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_LIST), JSON (200, "{\"docs\":["), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_LIST), JSON (200, "[] []"), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_LIST), JSON (200, "{\"docs\":{}}"), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_LIST), JSON (200, "\"text\""), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_LIST), JSON (200, "null"), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_LIST), JSON (200, ""), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_LIST), JSON (204, NULL), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_GET), JSON (200, "{\"name\":\"x\"}"), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_GET), JSON (200, "{\"account_id\":5}"), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_GET), JSON (200, "{\"account_id\":\"a\",\"account_id\":\"b\"}"), E (PROTOCOL), NULL, NULL },
  { OP (SESSION_TOKEN), JSON (200, "{\"token\":\"two words\"}"), E (PROTOCOL), NULL, NULL },
  { OP (CONFIG_GET), JSON (200, "[]"), E (PROTOCOL), NULL, NULL },
  { OP (APPLICATION_GET), JSON (200, "{}"), E (PROTOCOL), NULL, NULL },
  { OP (EVENT_FIRE), JSON (200, "ok"), E (PROTOCOL), NULL, NULL },
  { OP (ACCOUNT_GET), { "", NULL, "Location", "/elsewhere", 302 }, E (PROTOCOL), NULL, NULL },
  /* a refusal in disguise */
  { OP (EVENT_FIRE), JSON (200, "{\"error\":\"no such thing\"}"), E (PROTOCOL), NULL, NULL },
  { OP (EVENT_FIRE), JSON (200, "{\"status_code\":404,\"message\":\"Trigger not found\"}"), E (EVENT), NULL, NULL },
};
/* clang-format on */

static void
test_errors (Stub *stub, gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = NULL;

  stub_add (stub, &row->reply);
  reply = stub_send (stub, stub_call (row->operation), &error);
  g_assert_null (reply);
  g_assert_error (error, EMBARK_API_ERROR, (int) row->error);
  g_assert_cmpstr (embark_api_error_get_server_code (error), ==, row->server_code);
  g_assert_cmpstr (embark_api_error_get_request_id (error), ==, row->request_id);
  g_assert_cmpuint (embark_api_error_get_status (error), ==, row->reply.status);
  g_assert_cmpuint (stub->requests->len, ==, 1);
}

static void
test_page (Stub *stub, gconstpointer data)
{
  static const StubReply page = {
    "{\"docs\":[{\"account_id\":\"a\"},{\"name\":\"no id\"},7,{\"account_id\":\"b\"}],"
    "\"totalDocs\":32,\"page\":1,\"hasNextPage\":true}",
    NULL, "X-Trace-ID", "t1", 200
  };
  static const StubReply empty = { "{\"docs\":[],\"hasNextPage\":true}", NULL, NULL, NULL, 200 };
  static const StubReply array = { "[{\"account_id\":\"a\"}]", NULL, NULL, NULL, 200 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = NULL;
  g_autoptr (EmbarkPage) list = NULL;

  stub_add (stub, &page);
  stub_add (stub, &empty);
  stub_add (stub, &array);
  reply = stub_send (stub, stub_call (OP (ACCOUNT_LIST)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (embark_reply_get_records (reply)->len, ==, 2);
  g_assert_cmpuint (embark_reply_get_n_skipped (reply), ==, 2);
  g_assert_cmpint (embark_reply_get_total (reply), ==, 32);
  g_assert_true (embark_reply_get_has_more (reply));
  g_assert_cmpstr (embark_reply_get_trace_id (reply), ==, "t1");
  g_assert_cmpint (embark_reply_get_server_time (reply), >, 0);
  list = embark_reply_to_page (reply);
  g_assert_cmpuint (list->items->len, ==, 2);
  g_assert_true (list->has_more);
  g_clear_object (&reply);

  reply = stub_send (stub, stub_call (OP (ACCOUNT_LIST)), &error);
  g_assert_no_error (error);
  g_assert_false (embark_reply_get_has_more (reply));
  g_assert_cmpint (embark_reply_get_total (reply), ==, -1);
  g_clear_object (&reply);

  reply = stub_send (stub, stub_call (OP (ACCOUNT_LIST)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (embark_reply_get_records (reply)->len, ==, 1);
  g_assert_false (embark_reply_get_has_more (reply));
  g_assert_cmpint (embark_reply_get_total (reply), ==, 1);
}

static void
test_records (Stub *stub, gconstpointer data)
{
  static const StubReply config = { "{\"workflows\":[]}", NULL, NULL, NULL, 200 };
  static const StubReply run = { "{\"status\":\"COMPLETED\",\"big\":12345678901234567890}", NULL, NULL, NULL,
                                 200 };
  static const StubReply nothing = { NULL, NULL, NULL, NULL, 204 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = NULL;

  stub_add (stub, &config);
  stub_add (stub, &run);
  stub_add (stub, &nothing);
  reply = stub_send (stub, stub_call (OP (CONFIG_GET)), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_config_get_slug (embark_reply_get_record (reply)), ==, "salesforce");
  g_clear_object (&reply);
  reply = stub_send (stub, stub_call (OP (EXECUTION_GET)), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_execution_get_id (embark_reply_get_record (reply)), ==, "6a314c54");
  g_clear_object (&reply);
  reply = stub_send (stub, stub_call (OP (ACCOUNT_DELETE)), &error);
  g_assert_no_error (error);
  g_assert_null (embark_reply_get_json (reply));
  g_assert_cmpuint (embark_reply_get_status (reply), ==, 204);
}

/* What follows would be done to another client's account. */
static void
test_other_account (Stub *stub, gconstpointer data)
{
  static const StubReply own = { "{\"account_id\":\"user_12345\"}", NULL, NULL, NULL, 200 };
  static const StubReply other = { "{\"account_id\":\"somebody\"}", NULL, NULL, NULL, 200 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = NULL;

  stub_add (stub, &own);
  stub_add (stub, &other);
  reply = stub_send (stub, stub_call (OP (ACCOUNT_GET)), &error);
  g_assert_no_error (error);
  g_assert_nonnull (embark_reply_get_record (reply));
  g_clear_object (&reply);
  reply = stub_send (stub, stub_call (OP (ACCOUNT_GET)), &error);
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
}

/* Above 256 KiB the answer is read in a thread; what comes out is the same. */
static void
test_large (Stub *stub, gconstpointer data)
{
  GString *text = g_string_new ("{\"docs\":[");
  StubReply large = { NULL, NULL, NULL, NULL, 200 }, broken = { NULL, NULL, NULL, NULL, 200 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "%s{\"account_id\":\"account %u with a long name\"}", i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  g_assert_cmpuint (text->len, >, 256 * 1024);
  large.body = text->str;
  broken.body = text->str + 1;
  stub_add (stub, &large);
  stub_add (stub, &broken);
  reply = stub_send (stub, stub_call (OP (ACCOUNT_LIST)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (embark_reply_get_records (reply)->len, ==, 10000);
  g_clear_object (&reply);
  reply = stub_send (stub, stub_call (OP (ACCOUNT_LIST)), &error);
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
  g_string_free (text, TRUE);
}

/* What the server did not say is not told as its words. */
static void
test_words (Stub *stub, gconstpointer data)
{
  static const struct
  {
    StubReply reply;
    const char *message;
    gboolean theirs;
  } answers[] = {
    { JSON (400, "{\"message\":\"HTTP 400\"}"), "HTTP 400", TRUE },
    { JSON (400, "{}"), "HTTP 400", FALSE },
    { JSON (400, ""), "HTTP 400", FALSE },
    { JSON (400, "{\"message\":\"\\u0007\"}"), "no description", FALSE },
    { { "<html>Bad gateway</html>", "text/html", NULL, NULL, 502 }, "HTTP 502 with a web page", FALSE },
    { { "<html>Sign in</html>", "text/html", NULL, NULL, 200 }, "a web page came where JSON is due", FALSE },
    { { "", NULL, "Location", "/elsewhere", 302 }, "HTTP 302: the server points to another address", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) copy = NULL;

      g_queue_clear (&stub->replies);
      stub_add (stub, &answers[i].reply);
      g_assert_null (stub_send (stub, stub_call (OP (EVENT_FIRE)), &error));
      copy = g_error_copy (error);
      g_assert_cmpstr (copy->message, ==, answers[i].message);
      g_assert_cmpint (embark_api_error_has_server_words (error), ==, answers[i].theirs);
      g_assert_cmpint (embark_api_error_has_server_words (copy), ==, answers[i].theirs);
    }
}

/* A server that repeats what it was shown does not make us repeat it. */
static void
test_secrets (Stub *stub, gconstpointer data)
{
  static const StubReply echo = { "{\"message\":\"bad key opaque-key/value and Bearer " STUB_JWT
                                  " at https://h/connect/abc\\nnext\\u202eline\"}",
                                  NULL, NULL, NULL, 400 };
  g_autoptr (GError) error = NULL;
  EmbarkExchange *exchange;

  embark_client_set_api_key (stub->client, "opaque-key/value");
  stub_add (stub, &echo);
  g_assert_null (stub_send (stub, stub_call (OP (ACCOUNT_LIST)), &error));
  g_assert_cmpstr (error->message, ==, "bad key ••• and Bearer ••• at https://h/connect/••• nextline");
  exchange = g_ptr_array_index (stub->exchanges, 0);
  g_assert_cmpstr (embark_exchange_get_error (exchange), ==, error->message);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/answers/error/%" G_GSIZE_FORMAT, i);

      g_test_add (path, Stub, &rows[i], stub_set_up, test_errors, stub_tear_down);
    }
  g_test_add ("/api/answers/page", Stub, NULL, stub_set_up, test_page, stub_tear_down);
  g_test_add ("/api/answers/records", Stub, NULL, stub_set_up, test_records, stub_tear_down);
  g_test_add ("/api/answers/other-account", Stub, NULL, stub_set_up, test_other_account, stub_tear_down);
  g_test_add ("/api/answers/large", Stub, NULL, stub_set_up, test_large, stub_tear_down);
  g_test_add ("/api/answers/words", Stub, NULL, stub_set_up, test_words, stub_tear_down);
  g_test_add ("/api/answers/secrets", Stub, NULL, stub_set_up, test_secrets, stub_tear_down);
  return g_test_run ();
}
