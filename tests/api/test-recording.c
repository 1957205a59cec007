/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is remembered of a call: headers and bodies, within bounds and without secrets. */

#include "config.h"

#include <string.h>

#include "embark-exchange-private.h"
#include "embark-redact.h"
#include "embark-send-private.h"
#include "stub-server.h"

#define TYPED_SECRET "s3cret-of-the-app"

static EmbarkExchange *
get_last (Stub *stub)
{
  g_assert_cmpuint (stub->exchanges->len, >, 0);
  return g_ptr_array_index (stub->exchanges, stub->exchanges->len - 1);
}

static const char *
find_header (const char *const *headers, const char *name)
{
  for (guint i = 0; headers[i] != NULL; i += 2)
    if (g_ascii_strcasecmp (headers[i], name) == 0)
      return headers[i + 1];
  return NULL;
}

/* All that an exchange tells, in one text. */
static char *
dup_all (EmbarkExchange *exchange)
{
  GString *all = g_string_new (NULL);
  const char *const *lists[] = { embark_exchange_get_request_headers (exchange),
                                 embark_exchange_get_response_headers (exchange) };
  g_autofree GParamSpec **specs = NULL;
  EmbarkRecorded how;
  g_autofree char *request = embark_exchange_dup_request_body (exchange, &how);
  g_autofree char *response = embark_exchange_dup_response_body (exchange, &how);
  guint n;

  specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (exchange), &n);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT, text = G_VALUE_INIT;

      g_value_init (&value, specs[i]->value_type);
      g_object_get_property (G_OBJECT (exchange), specs[i]->name, &value);
      g_value_init (&text, G_TYPE_STRING);
      if (g_value_transform (&value, &text))
        g_string_append_printf (all, "%s\n", g_value_get_string (&text));
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i][j] != NULL; j++)
      g_string_append_printf (all, "%s\n", lists[i][j]);
  g_string_append_printf (all, "%s\n%s\n%s\n", embark_exchange_get_uri (exchange), request, response);
  return g_string_free (all, FALSE);
}

static void
assert_without (EmbarkExchange *exchange, const char *secret)
{
  g_autofree char *all = dup_all (exchange);

  if (strstr (all, secret) != NULL)
    g_error ("“%s” is in:\n%s", secret, all);
}

static EmbarkExchange *
call (Stub *stub, EmbarkCall *what, const StubReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) answer = NULL;

  stub_add (stub, reply);
  answer = stub_send (stub, what, &error);
  return get_last (stub);
}

static void
test_whole (Stub *stub, gconstpointer data)
{
  static const StubReply reply = { .status = 200,
                                   .body = "{\"n\":12345678901234567890.10,\"x\":\"y\"}",
                                   .header = "X-Note",
                                   .header_value = "hello" };
  EmbarkCall *what = stub_call (EMBARK_OPERATION_EVENT_FIRE);
  EmbarkExchange *exchange;
  g_autofree char *request = NULL, *response = NULL;
  EmbarkRecorded how;

  embark_call_set_body_text (what, "{ \"a\" : 1.50 }");
  exchange = call (stub, what, &reply);
  request = embark_exchange_dup_request_body (exchange, &how);
  g_assert_cmpint (how, ==, EMBARK_RECORDED_WHOLE);
  g_assert_cmpstr (request, ==, "{ \"a\" : 1.50 }");
  response = embark_exchange_dup_response_body (exchange, &how);
  g_assert_cmpint (how, ==, EMBARK_RECORDED_WHOLE);
  g_assert_cmpstr (response, ==, reply.body);
  g_assert_cmpuint (embark_exchange_get_sent (exchange), ==, strlen (request));
  g_assert_cmpuint (embark_exchange_get_size (exchange), ==, strlen (response));
  g_assert_cmpuint (embark_exchange_get_attempt (exchange), ==, 1);
  g_assert_true (embark_exchange_get_changes (exchange));
  g_assert_cmpstr (embark_exchange_get_operation (exchange), ==,
                   embark_operation_get_name (EMBARK_OPERATION_EVENT_FIRE));
  g_assert_cmpstr (embark_exchange_get_http_version (exchange), ==, "1.1");
  g_assert_cmpstr (find_header (embark_exchange_get_request_headers (exchange), "x-api-key"), ==,
                   EMBARK_REDACTED);
  g_assert_cmpstr (find_header (embark_exchange_get_request_headers (exchange), "Content-Type"), ==,
                   "application/json");
  g_assert_cmpstr (find_header (embark_exchange_get_response_headers (exchange), "X-Note"), ==, "hello");
  g_assert_true (g_str_has_prefix (embark_exchange_get_uri (exchange), "http://127.0.0.1:"));
  assert_without (exchange, STUB_KEY);
}

/* What only reads has no body, and changes nothing. */
static void
test_none (Stub *stub, gconstpointer data)
{
  static const StubReply reply = { .status = 200, .body = "{\"docs\":[]}" };
  EmbarkCall *what = stub_call (EMBARK_OPERATION_ACCOUNT_LIST);
  EmbarkExchange *exchange;
  EmbarkRecorded how;

  embark_call_set_query (what, "search", "kestrel");
  exchange = call (stub, what, &reply);
  g_assert_null (embark_exchange_dup_request_body (exchange, &how));
  g_assert_cmpint (how, ==, EMBARK_RECORDED_NONE);
  g_assert_false (embark_exchange_get_changes (exchange));
  g_assert_nonnull (strstr (embark_exchange_get_uri (exchange), "?search=kestrel"));
}

/* The key comes back in a header and in a body, cut off, in odd places: nothing of it is told. */
static void
test_secrets (Stub *stub, gconstpointer data)
{
  static const StubReply reply = {
    .status = 400,
    .body = "{\"message\":\"key " STUB_KEY " and " STUB_JWT "\",\"note\":\"odd" STUB_KEY "\","
            "\"token\":\"plain\",\"pair\":{\"name\":\"password\",\"value\":\"hush\"},"
            "\"hosted_url\":\"https://connect.example/connect/abcdefgh\"}",
    .header = "Location",
    .header_value = "https://x.example/?code=ABCDEF"
  };
  EmbarkCall *what = stub_call (EMBARK_OPERATION_EVENT_FIRE);
  EmbarkExchange *exchange;

  embark_call_set_body_text (what, "{\"client_secret\":\"" TYPED_SECRET
                                   "\",\"u\":\"https://a.example/?code=QWERTY1\"}");
  exchange = call (stub, what, &reply);
  assert_without (exchange, STUB_KEY);
  assert_without (exchange, STUB_JWT);
  assert_without (exchange, TYPED_SECRET);
  assert_without (exchange, "plain");
  assert_without (exchange, "hush");
  assert_without (exchange, "abcdefgh");
  assert_without (exchange, "ABCDEF");
  assert_without (exchange, "QWERTY1");
}

/* What names a call to the platform's support is shown, copied and written down, and so is the code of a
 * refusal: a server that sends the key back in them does not get it there. */
static void
test_trace (Stub *stub, gconstpointer data)
{
  g_autofree char *value = g_strdup_printf ("id-" STUB_KEY "-%01000u", 7);
  const StubReply replies[] = {
    { .status = 200, .body = "{}", .header = "X-Trace-ID", .header_value = value },
    { .status = 400, .body = "{\"message\":\"no\"}", .header = "X-Trace-ID", .header_value = "id-" STUB_KEY },
    { .status = 400, .body = "{\"message\":\"no\",\"request_id\":\"id-" STUB_KEY "\"}" },
    { .status = 400, .body = "{\"message\":\"no\",\"error_code\":\"" STUB_KEY "\",\"request_id\":\"id-\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      EmbarkCall *what = stub_call (EMBARK_OPERATION_EVENT_FIRE);
      g_autoptr (EmbarkReply) answer = NULL;
      g_autoptr (GError) error = NULL;
      const char *told;

      embark_call_set_body_text (what, "{}");
      g_queue_clear (&stub->replies); /* the last one would be given again */
      stub_add (stub, &replies[i]);
      answer = stub_send (stub, what, &error);
      assert_without (get_last (stub), STUB_KEY);
      told = i == 0 ? embark_reply_get_trace_id (answer) : embark_api_error_get_request_id (error);
      g_assert_true (g_str_has_prefix (told, "id-"));
      g_assert_null (strstr (told, STUB_KEY));
      g_assert_cmpuint (strlen (told), <, 200);
      g_assert_cmpstr (i > 0 ? embark_api_error_get_server_code (error) : NULL, !=, STUB_KEY);
    }
}

typedef struct
{
  EmbarkOperation operation;
  guint status;
  EmbarkRecorded request;
  EmbarkRecorded response;
} Withheld;

static void
test_withheld (Stub *stub, gconstpointer data)
{
  static const Withheld rows[] = {
    { EMBARK_OPERATION_SESSION_TOKEN, 200, EMBARK_RECORDED_WHOLE, EMBARK_RECORDED_WITHHELD },
    { EMBARK_OPERATION_SESSION_TOKEN, 401, EMBARK_RECORDED_WHOLE, EMBARK_RECORDED_WHOLE },
    { EMBARK_OPERATION_CONNECT_URL, 200, EMBARK_RECORDED_WHOLE, EMBARK_RECORDED_WITHHELD },
    { EMBARK_OPERATION_OAUTH_URL, 200, EMBARK_RECORDED_NONE, EMBARK_RECORDED_WITHHELD },
    { EMBARK_OPERATION_SAVE_KEY_CREDENTIALS, 200, EMBARK_RECORDED_WITHHELD, EMBARK_RECORDED_WITHHELD },
    { EMBARK_OPERATION_SAVE_KEY_CREDENTIALS, 400, EMBARK_RECORDED_WITHHELD, EMBARK_RECORDED_WITHHELD },
    { EMBARK_OPERATION_DEFAULT_APP_CREDENTIAL_SET, 200, EMBARK_RECORDED_WITHHELD, EMBARK_RECORDED_WITHHELD },
    { EMBARK_OPERATION_MIGRATE_TOKEN, 200, EMBARK_RECORDED_WITHHELD, EMBARK_RECORDED_WITHHELD },
  };
  /* No name tells that it is one. */
  StubReply reply = { .body = "{\"message\":\""
                              "odd"
                              "\",\"link\":\"unnamed\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EmbarkCall *what = stub_call (rows[i].operation);
      EmbarkExchange *exchange;
      g_autofree char *request = NULL, *response = NULL;
      g_autoptr (EmbarkSessionToken) token = stub_make_token ();
      EmbarkRecorded how;

      reply.status = rows[i].status;
      embark_call_set_path (what, "slug", "salesforce");
      embark_call_set_path (what, "key", "client_id");
      embark_call_set_token (what, token);
      if (rows[i].request != EMBARK_RECORDED_NONE)
        embark_call_set_body_text (what, "{\"value\":\"unnamed\"}");
      exchange = call (stub, what, &reply);
      request = embark_exchange_dup_request_body (exchange, &how);
      g_assert_cmpint (how, ==, rows[i].request);
      response = embark_exchange_dup_response_body (exchange, &how);
      g_assert_cmpint (how, ==, rows[i].response);
      if (rows[i].response == EMBARK_RECORDED_WITHHELD)
        g_assert_null (response);
      assert_without (exchange, STUB_KEY);
      assert_without (exchange, STUB_JWT);
    }
}

static void
test_webhook (Stub *stub, gconstpointer data)
{
  static const StubReply reply = { .status = 200,
                                   .body = "[{\"webhook_headers\":{\"X-Door\":\"open sesame\"}}]" };
  EmbarkExchange *exchange = call (stub, stub_call (EMBARK_OPERATION_WEBHOOK_LIST), &reply);
  EmbarkRecorded how;
  g_autofree char *response = embark_exchange_dup_response_body (exchange, &how);

  g_assert_cmpstr (response, ==, "[{\"webhook_headers\":{\"X-Door\":\"" EMBARK_REDACTED "\"}}]");
}

static void
test_no_answer (Stub *stub, gconstpointer data)
{
  static const StubReply reply = { .status = 0 };
  EmbarkExchange *exchange = call (stub, stub_call (EMBARK_OPERATION_EVENT_CREATE), &reply);
  EmbarkRecorded how;

  g_assert_cmpuint (embark_exchange_get_status (exchange), ==, 0);
  g_assert_null (embark_exchange_dup_response_body (exchange, &how));
  g_assert_cmpint (how, ==, EMBARK_RECORDED_NONE);
  g_assert_null (embark_exchange_get_response_headers (exchange)[0]);
  g_assert_nonnull (embark_exchange_get_request_headers (exchange)[0]);
}

/* A body is cut, and neither in a character nor in a secret. */
static void
test_cut (void)
{
  const char *const secrets[] = { "0123456789", NULL };

  for (guint before = 0; before < 40; before++)
    {
      g_autofree char *filler = g_strnfill (EMBARK_EXCHANGE_MAX_BODY - before, 'x');
      g_autofree char *known = g_strconcat (filler, " 0123456789 more", NULL);
      g_autofree char *looks_so = g_strconcat (filler, " " STUB_KEY " more", NULL);
      g_autofree char *umlauts = g_strconcat (filler, " äöüäöüäöüäöüäöüäöüäöüäöü", NULL);
      const char *const texts[] = { known, looks_so, umlauts };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_autoptr (EmbarkKeptBody) kept =
              embark_kept_body_new (texts[i], strlen (texts[i]), i == 0 ? secrets : NULL);
          EmbarkRecorded how;
          g_autofree char *text = embark_kept_body_dup_text (kept, NULL, &how);

          g_assert_cmpuint (embark_kept_body_get_size (kept), <=, EMBARK_EXCHANGE_MAX_BODY);
          g_assert_null (strstr (text, "012"));
          g_assert_null (strstr (text, "tk_"));
          g_assert_null (strstr (text, "\xef\xbf\xbd"));
        }
    }
}

static void
test_binary (void)
{
  g_autoptr (EmbarkKeptBody) kept = embark_kept_body_new ("a\0b", 3, NULL);
  g_autoptr (EmbarkKeptBody) broken = embark_kept_body_new ("a\xff", 2, NULL);
  EmbarkRecorded how;
  g_autofree char *text = embark_kept_body_dup_text (broken, NULL, &how);

  g_assert_cmpint (how, ==, EMBARK_RECORDED_WHOLE);
  g_assert_cmpstr (text, ==, "a\xef\xbf\xbd");
  g_assert_null (embark_kept_body_dup_text (kept, NULL, &how));
  g_assert_cmpint (how, ==, EMBARK_RECORDED_BINARY);
  g_assert_null (embark_kept_body_new ("", 0, NULL));
}

static EmbarkExchange *
make_exchange (EmbarkShelf *shelf, const char *text)
{
  g_autoptr (EmbarkKeptBody) request = embark_kept_body_new (text, strlen (text), NULL);
  const EmbarkExchangeFacts facts = { .operation = EMBARK_OPERATION_EVENT_FIRE,
                                      .path = "/x",
                                      .status = 200,
                                      .sent = strlen (text),
                                      .request = request,
                                      .shelf = shelf };

  return embark_exchange_new (&facts);
}

/* Two thousand calls with the largest bodies: no more is kept than there is room for, the newest. */
static void
test_bounded (void)
{
  g_autoptr (EmbarkShelf) shelf = embark_shelf_new (EMBARK_EXCHANGE_MAX_BODIES);
  g_autoptr (GPtrArray) exchanges = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = g_strnfill (EMBARK_EXCHANGE_MAX_BODY, ' ');
  const guint n = 2000, n_fit = EMBARK_EXCHANGE_MAX_BODIES / EMBARK_EXCHANGE_MAX_BODY;

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (exchanges, make_exchange (shelf, text));
      g_assert_cmpuint (embark_shelf_get_size (shelf), <=, EMBARK_EXCHANGE_MAX_BODIES);
    }
  for (guint i = 0; i < n; i++)
    {
      EmbarkRecorded how;
      G_GNUC_UNUSED g_autofree char *body =
          embark_exchange_dup_request_body (g_ptr_array_index (exchanges, i), &how);

      g_assert_cmpint (how, ==, i < n - n_fit ? EMBARK_RECORDED_DROPPED : EMBARK_RECORDED_WHOLE);
    }
  /* What nobody holds any more makes room. */
  g_ptr_array_set_size (exchanges, (int) (n - 10));
  g_assert_cmpuint (embark_shelf_get_size (shelf), ==, (gsize) (n_fit - 10) * EMBARK_EXCHANGE_MAX_BODY);
  g_ptr_array_set_size (exchanges, 0);
  g_assert_cmpuint (embark_shelf_get_size (shelf), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/api/recording/whole", Stub, NULL, stub_set_up, test_whole, stub_tear_down);
  g_test_add ("/api/recording/none", Stub, NULL, stub_set_up, test_none, stub_tear_down);
  g_test_add ("/api/recording/secrets", Stub, NULL, stub_set_up, test_secrets, stub_tear_down);
  g_test_add ("/api/recording/trace", Stub, NULL, stub_set_up, test_trace, stub_tear_down);
  g_test_add ("/api/recording/withheld", Stub, NULL, stub_set_up, test_withheld, stub_tear_down);
  g_test_add ("/api/recording/webhook", Stub, NULL, stub_set_up, test_webhook, stub_tear_down);
  g_test_add ("/api/recording/no-answer", Stub, NULL, stub_set_up, test_no_answer, stub_tear_down);
  g_test_add_func ("/api/recording/cut", test_cut);
  g_test_add_func ("/api/recording/binary", test_binary);
  g_test_add_func ("/api/recording/bounded", test_bounded);
  return g_test_run ();
}
