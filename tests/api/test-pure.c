/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What needs no server: the table of operations, addresses, the decision to try again. */

#include "config.h"

#include "embark-client.h"
#include "embark-retry.h"
#include "stub-server.h"

static void
test_operations (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < EMBARK_N_OPERATIONS; i++)
    {
      g_assert_nonnull (embark_operation_get_name (i));
      g_assert_true (g_hash_table_add (names, (gpointer) embark_operation_get_name (i)));
      g_assert_true (g_str_has_prefix (embark_operation_get_path (i), "/"));
      g_assert_cmpint (embark_operation_is_repeatable (i), ==,
                       !g_str_equal (embark_operation_get_method (i), "POST"));
    }
  g_assert_cmpstr (embark_operation_get_name (EMBARK_OPERATION_ACCOUNT_LIST), ==, "linked-account.list");
  g_assert_false (embark_operation_is_repeatable (EMBARK_OPERATION_EVENT_FIRE));
  g_assert_false (embark_operation_is_repeatable (EMBARK_OPERATION_EXECUTION_RERUN));
  g_assert_true (embark_operation_is_repeatable (EMBARK_OPERATION_WORKFLOW_TOGGLE));
}

static void
test_base_uri (void)
{
  static const struct
  {
    const char *text;
    const char *expected; /* NULL: refused */
  } rows[] = {
    { "https://app.refold.ai", "https://app.refold.ai" },
    { " https://App.Refold.AI/ ", "https://app.refold.ai" },
    { "app.refold.ai", "https://app.refold.ai" },
    { "https://h.example:443//", "https://h.example" },
    { "https://h.example:8443/sub/path/", "https://h.example:8443/sub/path" },
    { "http://localhost:3000", "http://localhost:3000" },
    { "http://127.0.0.1:80", "http://127.0.0.1" },
    { "http://[::1]:3000/", "http://[::1]:3000" },
    { "https://bücher.example", "https://xn--bcher-kva.example" },
    { "http://app.refold.ai", NULL },
    { "http://127.0.0.1.example.com", NULL },
    { "ftp://app.refold.ai", NULL },
    { "https://user:pw@app.refold.ai", NULL },
    { "https://app.refold.ai/?a=b", NULL },
    { "https://app.refold.ai/#x", NULL },
    { "https://", NULL },
    { "https:///path", NULL },
    { "https://a%0ab/", NULL },
    { "https://a b/", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *uri = embark_client_normalize_base_uri (rows[i].text, &error);

      g_assert_cmpstr (uri, ==, rows[i].expected);
      if (rows[i].expected == NULL)
        g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
      else
        g_assert_no_error (error);
    }
}

static void
test_retry (void)
{
  static const struct
  {
    EmbarkRetryFacts facts;
    gboolean retry;
    guint from, to;
  } rows[] = {
    { { TRUE, 1, 503, FALSE, -1, 0 }, TRUE, 1000, 1000 },
    { { TRUE, 2, 502, FALSE, -1, 0.5 }, TRUE, 2000, 2500 },
    { { TRUE, 3, 504, FALSE, -1, 1 }, TRUE, 4500, 4500 },
    { { TRUE, 4, 503, FALSE, -1, 0 }, FALSE, 0, 0 },
    { { TRUE, 1, 429, FALSE, 7, 0.5 }, TRUE, 7000, 7000 },
    { { TRUE, 1, 429, FALSE, 0, 0.5 }, TRUE, 0, 0 },
    { { TRUE, 1, 429, FALSE, 100000, 0 }, TRUE, 60000, 60000 },
    { { TRUE, 1, 0, TRUE, -1, 0 }, TRUE, 1000, 1000 },
    { { TRUE, 1, 0, FALSE, -1, 0 }, FALSE, 0, 0 },
    { { TRUE, 1, 500, FALSE, -1, 0 }, FALSE, 0, 0 },
    { { TRUE, 1, 501, FALSE, -1, 0 }, FALSE, 0, 0 },
    { { TRUE, 1, 505, FALSE, -1, 0 }, FALSE, 0, 0 },
    { { TRUE, 1, 404, FALSE, -1, 0 }, FALSE, 0, 0 },
    { { FALSE, 1, 503, FALSE, -1, 0 }, FALSE, 0, 0 },
    { { FALSE, 1, 429, FALSE, 1, 0 }, FALSE, 0, 0 },
    { { FALSE, 1, 0, TRUE, -1, 0 }, FALSE, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint wait_ms = 0;

      g_assert_cmpint (embark_retry_decide (&rows[i].facts, &wait_ms), ==, rows[i].retry);
      g_assert_cmpuint (wait_ms, >=, rows[i].from);
      g_assert_cmpuint (wait_ms, <=, rows[i].to);
    }
}

static void
test_retry_after (void)
{
  const gint64 now = G_GINT64_CONSTANT (784111770) * G_USEC_PER_SEC;

  g_assert_cmpint (embark_retry_parse_after (NULL, now), ==, -1);
  g_assert_cmpint (embark_retry_parse_after ("soon", now), ==, -1);
  g_assert_cmpint (embark_retry_parse_after ("-5", now), ==, -1);
  g_assert_cmpint (embark_retry_parse_after ("99999999999999999999", now), ==, -1);
  g_assert_cmpint (embark_retry_parse_after ("120", now), ==, 120);
  g_assert_cmpint (embark_retry_parse_after ("Sun, 06 Nov 1994 08:49:37 GMT", now), ==, 7);
  g_assert_cmpint (embark_retry_parse_after ("Sun, 06 Nov 1994 08:49:00 GMT", now), ==, 0);
}

static void
test_key_environment (void)
{
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (EmbarkClock) clock = embark_clock_system_new ();
  g_autoptr (EmbarkClient) client = embark_client_new ("app.refold.ai/", session, clock);

  g_assert_cmpstr (embark_client_get_base_uri (client), ==, "https://app.refold.ai");
  g_assert_false (embark_client_has_api_key (client));
  g_assert_null (embark_client_get_key_environment (client));
  embark_client_set_api_key (client, " tk_abc\n");
  g_assert_cmpstr (embark_client_get_key_environment (client), ==, "test");
  embark_client_set_api_key (client, "pk_abc");
  g_assert_cmpstr (embark_client_get_key_environment (client), ==, "production");
  embark_client_set_api_key (client, "other");
  g_assert_null (embark_client_get_key_environment (client));
  g_assert_true (embark_client_has_api_key (client));
  embark_client_set_api_key (client, "  ");
  g_assert_false (embark_client_has_api_key (client));
}

static void
test_session (void)
{
  g_autoptr (SoupSession) session = embark_session_new ();

  g_assert_cmpuint (soup_session_get_timeout (session), ==, 30);
  g_assert_true (g_str_has_prefix (soup_session_get_user_agent (session), "Embark/"));
  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_COOKIE_JAR));
  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_CACHE));
  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_AUTH_MANAGER));
  g_assert_cmpuint (soup_session_get_max_conns_per_host (session), >=, 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/operations", test_operations);
  g_test_add_func ("/api/base-uri", test_base_uri);
  g_test_add_func ("/api/retry/decide", test_retry);
  g_test_add_func ("/api/retry/after", test_retry_after);
  g_test_add_func ("/api/key-environment", test_key_environment);
  g_test_add_func ("/api/session", test_session);
  return g_test_run ();
}
