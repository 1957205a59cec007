/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bad input, faults on demand, snapshots, and the routes for tests. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "sandbox-fixture.h"

static void
test_bad_bodies (Fixture *f, gconstpointer data)
{
  static const char *const bodies[] = {
    "{",
    "{}{}",
    "[1,]",
    "{\"a\":1,\"a\":2}",
    "{\"a\":01}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":1e999}",
    "{\"a\":NaN}",
    "\"\\u0000\"",
  };
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", bodies[i]), ==, 400);
      g_assert_cmpstr (sandbox_str (fixture_object (f), "error"), ==, "VALIDATION_ERROR");
    }
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", deep->str), ==, 400);
  for (guint levels = 64; levels <= 65; levels++)
    {
      g_autofree char *open = g_strnfill (levels - 1, '[');
      g_autofree char *close = g_strnfill (levels - 1, ']');
      g_autofree char *body = g_strdup_printf ("{\"account_id\":\"deep\",\"x\":%s%s}", open, close);

      g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", body), ==, levels == 64 ? 200 : 400);
    }
  /* Right JSON of the wrong kind. */
  g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", "[]"), ==, 400);
  g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", "\"x\""), ==, 400);
  g_assert_cmpuint (
      fixture_call (f, "POST", API "/config", "{\"slug\":{},\"fields\":7,\"workflows\":[1,null]}"), ==, 400);
  g_assert_cmpuint (fixture_call (f, "POST", API "/config",
                                  "{\"slug\":\"salesforce\",\"fields\":[7,null],\"workflows\":[1,null]}"),
                    ==, 200);
  g_assert_cmpuint (fixture_call (f, "POST", API "/event/salesforce", "{\"event\":[1],\"payload\":1}"), ==,
                    400);
  /* A number that no 64 bits hold is JSON all the same. */
  g_assert_cmpuint (fixture_call (f, "POST", API "/event/salesforce",
                                  "{\"event\":\"invoice.paid\",\"payload\":{\"n\":12345678901234567890}}"),
                    ==, 200);
}

static void
test_size (Fixture *f, gconstpointer data)
{
  g_autofree char *fill = g_strnfill (1024 * 1024 - 100, 'x');
  g_autofree char *fits = g_strdup_printf ("{\"account_id\":\"big\",\"name\":\"%s\"}", fill);
  g_autofree char *too_big = g_strdup_printf ("{\"account_id\":\"big\",\"name\":\"%s%s\"}", fill, fill);

  g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", fits), ==, 200);
  g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", too_big), ==, 413);
  g_assert_cmpint (sandbox_int (fixture_object (f), "status_code"), ==, 413);
}

static void
test_unknown_paths (Fixture *f, gconstpointer data)
{
  static const char *const paths[] = { "/api",
                                       API "/nothing",
                                       API "/linked-account/a/b/c",
                                       "/%00",
                                       "/%ff%fe",
                                       "/__sandbox/nothing",
                                       "/connect/",
                                       "/org/x/lightning/r/Contact/y/view",
                                       "//x",
                                       "/connect/%2e%2e%2f/x" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      fixture_call (f, "GET", paths[i], NULL);
      g_test_message ("%s: %u", paths[i], f->status);
      g_assert_cmpuint (f->status, >=, 400);
      g_assert_cmpuint (f->status, <, 500);
    }
  fixture_call (f, "GET", API "/nothing", NULL);
  g_assert_cmpuint (f->status, ==, 404);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "http_error_type"), ==, "NOT_FOUND");
  g_assert_cmpuint (fixture_call (f, "PATCH", API "/linked-account", "{}"), ==, 404);
  g_assert_cmpuint (fixture_call (f, "HEAD", API "/linked-account", NULL), ==, 200);
}

static void
test_fail_next (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);

  embark_sandbox_fail_next (f->sandbox, "GET", "/linked-account", 503, 2);
  g_assert_cmpuint (fixture_call (f, "GET", API "/linked-account", NULL), ==, 503);
  g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", "{\"account_id\":\"x\"}"), ==, 200);
  g_assert_cmpuint (fixture_call (f, "GET", API "/linked-account/x", NULL), ==, 503);
  g_assert_cmpuint (fixture_call (f, "GET", API "/linked-account", NULL), ==, 200);

#define FAULT(body)                                                                                          \
  g_assert_cmpuint (fixture_send (f, "POST", "/__sandbox/fault", body, "key", key, NULL), ==, 200)
  FAULT ("{\"path\":\"/execution\",\"status\":429,\"retry_after\":7}");
  g_assert_cmpuint (fixture_call (f, "GET", API "/execution", NULL), ==, 429);
  g_assert_cmpstr (fixture_header (f, "Retry-After"), ==, "7");
  FAULT ("{\"path\":\"/execution\",\"malformed\":true}");
  g_assert_cmpuint (fixture_call (f, "GET", API "/execution", NULL), ==, 200);
  g_assert_null (f->json);
  FAULT ("{\"path\":\"/execution\",\"status\":502,\"body\":\"<html>Bad gateway</html>\"}");
  g_assert_cmpuint (fixture_call (f, "GET", API "/execution", NULL), ==, 502);
  g_assert_cmpstr (f->text, ==, "<html>Bad gateway</html>");
  FAULT ("{\"path\":\"/execution\",\"body\":{\"docs\":[],\"hasNextPage\":true}}");
  fixture_call (f, "GET", API "/execution", NULL);
  g_assert_true (sandbox_bool (fixture_object (f), "hasNextPage"));
  g_assert_cmpuint (fixture_send (f, "POST", "/__sandbox/fault", "{\"status\":500}", "key", key, NULL), ==,
                    400);
}

static void
test_drop (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);

  FAULT ("{\"method\":\"PUT\",\"path\":\"/linked-account\",\"drop\":true,\"count\":10}");
  /* A PUT that got no answer is sent again by libsoup; it is done each time. */
  fixture_call (f, "PUT", API "/linked-account", "{\"account_id\":\"lost\"}");
  g_assert_nonnull (f->error);
  g_assert_cmpuint (fixture_call (f, "GET", API "/linked-account/lost", NULL), ==, 200);
}

static void
test_delay (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *uri = g_strconcat (embark_sandbox_get_base_uri (f->sandbox), API "/linked-account", NULL);
  SoupMessage *message = soup_message_new ("GET", uri);

  FAULT ("{\"path\":\"/linked-account\",\"delay_ms\":5000}");
  soup_message_headers_replace (soup_message_get_request_headers (message), "x-api-key", key);
  fixture_send_message (f, message);
  while (embark_clock_manual_get_n_pending (f->clock) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (f->text);
  embark_clock_manual_advance (f->clock, 4999);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (f->text);
  embark_clock_manual_advance (f->clock, 1);
  g_assert_true (fixture_wait (f));
  g_assert_cmpuint (f->status, ==, 200);
}

static void
test_requests (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *portal = fixture_portal (f, ACCOUNT);
  g_autofree char *token = g_strdup (portal + strlen ("/connect/"));
  JsonObject *fired;
  JsonObject *page;

  fixture_send (f, "GET", portal, NULL, NULL);
  fixture_call (f, "POST", API "/event/salesforce", "{\"event\":\"invoice.paid\",\"payload\":{\"n\":1}}");
  fixture_call (f, "GET", API "/execution?status=COMPLETED&page=1", NULL);
  g_assert_cmpuint (fixture_send (f, "GET", "/__sandbox/requests", NULL, NULL), ==, 401);
  fixture_send (f, "GET", "/__sandbox/requests", NULL, "key", key, NULL);
  fired = sandbox_find (fixture_array (f), "path", API "/event/salesforce");
  g_assert_cmpstr (sandbox_str (fired, "method"), ==, "POST");
  g_assert_cmpstr (sandbox_str (fired, "account"), ==, ACCOUNT);
  g_assert_cmpstr (sandbox_str (fired, "auth"), ==, "key");
  g_assert_cmpint (sandbox_int (fired, "status"), ==, 200);
  g_assert_cmpstr (sandbox_str (fired, "event"), ==, "invoice.paid");
  g_assert_cmpint (sandbox_int (sandbox_obj (fired, "payload"), "n"), ==, 1);
  page = sandbox_find (fixture_array (f), "path", "/connect/{token}");
  g_assert_nonnull (page);
  g_assert_null (strstr (f->text, token));
  g_assert_null (strstr (f->text, key));
  g_assert_null (strstr (f->text, "COMPLETED"));
  g_assert_null (sandbox_find (fixture_array (f), "path", "/__sandbox/requests"));
}

static void
test_snapshot (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "snapshot.json", NULL);
  g_autofree char *bad = g_build_filename (g_get_user_cache_dir (), "bad.json", NULL);
  g_autoptr (EmbarkSandbox) other = embark_sandbox_new (EMBARK_CLOCK (f->clock), 99);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autofree char *text_before = NULL;
  g_autofree char *text_after = NULL;
  GStatBuf info;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_true (embark_sandbox_save (f->sandbox, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (embark_sandbox_load (other, path, &error));
  before = embark_sandbox_dup_state (f->sandbox);
  after = embark_sandbox_dup_state (other);
  text_before = sandbox_json_print (before, FALSE);
  text_after = sandbox_json_print (after, FALSE);
  g_assert_cmpstr (text_before, ==, text_after);
  g_assert_null (strstr (text_before, embark_sandbox_get_api_key (f->sandbox)));

  g_assert_true (g_file_set_contents (bad, "{\"version\":1", -1, NULL));
  g_assert_false (embark_sandbox_load (other, bad, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (bad, "{\"version\":2,\"environments\":{}}", -1, NULL));
  g_assert_false (embark_sandbox_load (other, bad, NULL));
  g_assert_false (embark_sandbox_load (other, "/nonexistent/file", &error));
  g_clear_error (&error);
  /* What has the right frame and nonsense in it is read as far as it makes sense. */
  g_assert_true (
      g_file_set_contents (bad,
                           "{\"version\":1,\"orgs\":7,\"environments\":{\"test\":{\"accounts\":[1,"
                           "{}],\"runs\":[null,{},{\"nodes\":{}},{\"workflow_id\":\"" CREATE_CONTACT
                           "\",\"nodes\":[null,7,{}]}],\"events\":5}}}",
                           -1, NULL));
  g_assert_true (embark_sandbox_load (f->sandbox, bad, &error));
  g_assert_cmpuint (fixture_call (f, "GET", API "/linked-account", NULL), ==, 200);
  g_assert_cmpuint (fixture_call (f, "GET", API "/application/event", NULL), ==, 200);
  g_assert_cmpuint (fixture_call (f, "GET", "/__sandbox/state", NULL), ==, 200);
}

/* The tokens of orgs are random on purpose; everything else is the seed's. */
static char *
seeded_text (EmbarkClock *clock, guint32 seed)
{
  g_autoptr (EmbarkSandbox) sandbox = embark_sandbox_new (clock, seed);
  g_autoptr (JsonNode) state = embark_sandbox_dup_state (sandbox);
  g_autofree char *text = sandbox_json_print (state, FALSE);
  g_autoptr (GRegex) org = g_regex_new ("\"(token|org)\":\"[0-9a-f]{24}\"|/org/[0-9a-f]{24}", 0, 0, NULL);

  return g_regex_replace_literal (org, text, -1, 0, "ORG", 0, NULL);
}

static void
test_seed (Fixture *f, gconstpointer data)
{
  g_autofree char *one = seeded_text (EMBARK_CLOCK (f->clock), 7);
  g_autofree char *same = seeded_text (EMBARK_CLOCK (f->clock), 7);
  g_autofree char *other = seeded_text (EMBARK_CLOCK (f->clock), 8);

  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other);
  /* Nothing in the past still runs. */
  g_assert_null (strstr (one, "RUNNING"));
  g_assert_null (strstr (one, "QUEUED"));
  g_assert_nonnull (strstr (one, "REQUIRED_FIELD_MISSING"));
}

static void
test_reset (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *token = fixture_token (f, ACCOUNT);

  fixture_call (f, "PUT", API "/linked-account", "{\"account_id\":\"extra\"}");
  g_assert_cmpuint (fixture_send (f, "POST", "/__sandbox/reset", "{}", "key", key, NULL), ==, 200);
  fixture_call (f, "GET", API "/linked-account", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 12);
  /* Tokens of before do not open what is there now. */
  g_assert_cmpuint (fixture_send (f, "GET", "/api/v2/f-sdk/application", NULL, "bearer", token, NULL), ==,
                    401);
}

static void
test_descriptors (Fixture *f, gconstpointer data)
{
  struct rlimit limit;
  struct rlimit low;

  fixture_call (f, "GET", API "/linked-account", NULL);
  g_assert_null (fixture_header (f, "Connection"));
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  /* So few that those of this test are most of them. */
  low = limit;
  low.rlim_cur = 10;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &low), ==, 0);
  fixture_call (f, "GET", API "/linked-account", NULL);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  g_assert_cmpuint (f->status, ==, 200);
  g_assert_cmpstr (fixture_header (f, "Connection"), ==, "close");
}

/* Every named fault is an answer that some client has died of. */
static void
test_kinds (Fixture *f, gconstpointer data)
{
  static const char *const kinds[] = { "endless-paging", "empty-page", "deep", "huge", "web-page" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *fault = g_strdup_printf ("{\"path\":\"/linked-account\",\"kind\":\"%s\"}", kinds[i]);

      g_assert_cmpuint (fixture_call (f, "POST", "/__sandbox/fault", fault), ==, 200);
      g_assert_cmpuint (fixture_call (f, "GET", API "/linked-account", NULL), ==, 200);
      if (i < 2)
        g_assert_true (sandbox_bool (fixture_object (f), "hasNextPage"));
    }
  g_assert_cmpuint (strlen (f->text), <, 100);
  g_assert_cmpuint (fixture_call (f, "POST", "/__sandbox/fault", "{\"path\":\"/\",\"kind\":\"new\"}"), ==,
                    400);

  g_assert_cmpuint (
      fixture_call (f, "POST", "/__sandbox/fault", "{\"path\":\"/linked-account\",\"cut\":true,\"count\":5}"),
      ==, 200);
  fixture_call (f, "GET", API "/linked-account", NULL);
  g_assert_true (f->error != NULL || f->json == NULL);
}

static void
test_clock (Fixture *f, gconstpointer data)
{
  g_autofree char *token = fixture_token (f, ACCOUNT);

  g_assert_cmpuint (
      fixture_send (f, "GET", API "/session/active-linked-account", NULL, "bearer", token, NULL), ==, 200);
  g_assert_cmpuint (fixture_call (f, "POST", "/__sandbox/clock", "{\"advance_ms\":0}"), ==, 400);
  g_assert_cmpuint (fixture_call (f, "POST", "/__sandbox/clock", "{\"advance_ms\":864000000}"), ==, 200);
  g_assert_cmpuint (
      fixture_send (f, "GET", API "/session/active-linked-account", NULL, "bearer", token, NULL), ==, 401);
}

static void
test_new_destroy (void)
{
  g_autoptr (EmbarkClockManual) clock = embark_clock_manual_new (0);
  EmbarkSandbox *sandbox = embark_sandbox_new (EMBARK_CLOCK (clock), 1);

  g_assert_null (embark_sandbox_get_base_uri (sandbox));
  g_assert_true (g_str_has_prefix (embark_sandbox_get_api_key (sandbox), "tk_"));
  g_assert_cmpuint (embark_clock_manual_get_n_pending (clock), ==, 0);
  g_assert_finalize_object (sandbox);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/sandbox/robust/kinds", test_kinds);
  ADD ("/sandbox/robust/clock", test_clock);
  g_test_add_func ("/sandbox/robust/new-destroy", test_new_destroy);
  ADD ("/sandbox/robust/bad-bodies", test_bad_bodies);
  ADD ("/sandbox/robust/size", test_size);
  ADD ("/sandbox/robust/unknown-paths", test_unknown_paths);
  ADD ("/sandbox/robust/fail-next", test_fail_next);
  ADD ("/sandbox/robust/drop", test_drop);
  ADD ("/sandbox/robust/delay", test_delay);
  ADD ("/sandbox/robust/requests", test_requests);
  ADD ("/sandbox/robust/snapshot", test_snapshot);
  ADD ("/sandbox/robust/seed", test_seed);
  ADD ("/sandbox/robust/reset", test_reset);
  ADD ("/sandbox/robust/descriptors", test_descriptors);

  return g_test_run ();
}
