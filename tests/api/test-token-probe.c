/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "test-util.h"
#include "embark-api-error.h"
#include "embark-token-probe.h"

#define ID     "3MVG9LumenDeskSandbox7QpXk2vYtRw0aBcDeFgHiJkLmNoPq"
#define SECRET "0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C4B5A69788796A5B4C3D2E1F0"

typedef struct
{
  SoupServer *server;
  EmbarkClockManual *clock;
  char *origin;
  const char *answer;       /* (nullable): what is answered, %NULL: nothing at all */
  const char *other_answer; /* (nullable): to another secret */
  const char *location;
  guint status;
  guint n_asked;
  guint n_elsewhere;
  char *form; /* (owned): of the first request */
  gboolean saw_cookie;
  SoupServerMessage *held; /* (owned) (nullable): the one that gets no answer */
  gboolean held_is_gone;
} Fixture;

static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  ((Fixture *) data)->held_is_gone = TRUE;
}

static void
server_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *f = data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *form = g_strndup (body->data, body->length);
  const char *answer = f->answer;

  if (!g_str_equal (path, "/services/oauth2/token"))
    {
      f->n_elsewhere++;
      soup_server_message_set_status (message, 404, NULL);
      return;
    }
  f->n_asked++;
  g_assert_cmpstr (soup_server_message_get_method (message), ==, "POST");
  f->saw_cookie =
      f->saw_cookie
      || soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Cookie") != NULL;
  if (f->other_answer != NULL && strstr (form, SECRET) == NULL)
    answer = f->other_answer;
  if (f->form == NULL)
    f->form = g_steal_pointer (&form);
  if (answer == NULL)
    {
      f->held = g_object_ref (message);
      g_signal_connect (message, "finished", G_CALLBACK (finished_cb), f);
      soup_server_message_pause (message);
      return;
    }
  soup_server_message_set_status (message, f->status, NULL);
  soup_message_headers_replace (headers, "Set-Cookie", "sid=1; Path=/");
  if (f->location != NULL)
    soup_message_headers_replace (headers, "Location", f->location);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer, strlen (answer));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  f->status = 400;
  f->clock = embark_clock_manual_new (G_USEC_PER_SEC);
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, server_cb, f, NULL);
  soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  f->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (f->saw_cookie);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->clock), ==, 0);
  soup_server_disconnect (f->server);
  g_clear_object (&f->held);
  g_clear_object (&f->server);
  g_assert_finalize_object (f->clock);
  g_free (f->origin);
  g_free (f->form);
}

static EmbarkTokenAnswer *
ask (Fixture *f)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  EmbarkTokenAnswer *answer;

  embark_token_probe_async (f->origin, ID, SECRET, "https://app.example/callback", EMBARK_CLOCK (f->clock),
                            NULL, wait_cb, &wait);
  answer = embark_token_probe_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
  if (answer->words != NULL)
    {
      g_assert_null (strstr (answer->words, SECRET));
      g_assert_null (strstr (answer->words, ID));
      g_assert_cmpint (g_utf8_strlen (answer->words, -1), <=, 310);
    }
  return answer;
}

#define GRANT  "{\"error\":\"invalid_grant\",\"error_description\":\"invalid authorization code\"}"
#define ID_NO  "{\"error\":\"invalid_client_id\",\"error_description\":\"client identifier invalid\"}"
#define KEY_NO "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}"

static void
test_verdicts (void)
{
  static const struct
  {
    guint status;
    const char *body;
    EmbarkTokenVerdict verdict;
  } rows[] = {
    { 400, GRANT, EMBARK_TOKEN_ACCEPTED },
    { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"expired authorization code\"}",
      EMBARK_TOKEN_ACCEPTED },
    { 400, "{\"error\":\"invalid_grant\"}", EMBARK_TOKEN_ACCEPTED },
    { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"ip restricted or invalid login hours\"}",
      EMBARK_TOKEN_UNCLEAR },
    { 400, ID_NO, EMBARK_TOKEN_ID_UNKNOWN },
    { 401, "{\"error\":\"invalid_client\",\"error_description\":\"client identifier invalid\"}",
      EMBARK_TOKEN_ID_UNKNOWN },
    { 400, KEY_NO, EMBARK_TOKEN_SECRET_WRONG },
    { 401, "{\"error\":\"invalid_client_credentials\"}", EMBARK_TOKEN_SECRET_WRONG },
    { 400, "{\"error\":\"invalid_client\",\"error_description\":\"app must be installed into org\"}",
      EMBARK_TOKEN_UNCLEAR },
    { 400, "{\"error\":\"unsupported_grant_type\",\"error_description\":\"grant type not supported\"}",
      EMBARK_TOKEN_FLOW_OFF },
    { 200, GRANT, EMBARK_TOKEN_UNCLEAR }, /* a success that is none */
    { 302, KEY_NO, EMBARK_TOKEN_UNCLEAR },
    { 503, GRANT, EMBARK_TOKEN_UNCLEAR },
    { 400, "{\"error\":7,\"error_description\":{}}", EMBARK_TOKEN_UNCLEAR },
    { 400, "[]", EMBARK_TOKEN_UNCLEAR },
    { 400, "", EMBARK_TOKEN_UNCLEAR },
    { 400, "<html>invalid_grant</html>", EMBARK_TOKEN_UNCLEAR },
    { 400, "{\"error\":\"\\u0000\\u202einvalid_grant\"}", EMBARK_TOKEN_UNCLEAR },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkTokenAnswer) answer =
          embark_token_answer_new (rows[i].status, rows[i].body, strlen (rows[i].body));

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      if (answer->verdict != rows[i].verdict)
        g_error ("row %" G_GSIZE_FORMAT ": %d", i, (int) answer->verdict);
      g_assert_cmpuint (answer->status, ==, rows[i].status);
      g_assert_true (answer->code != NULL || answer->words != NULL);
    }
}

static void
test_hosts (void)
{
  static const struct
  {
    const char *text;
    const char *origin; /* (nullable): refused */
  } rows[] = {
    { "login.salesforce.com", "https://login.salesforce.com" },
    { " https://test.salesforce.com/ ", "https://test.salesforce.com" },
    { "ACME.my.salesforce.com", "https://acme.my.salesforce.com" },
    { "https://acme--uat.sandbox.my.salesforce.com", "https://acme--uat.sandbox.my.salesforce.com" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "http://localhost:8080/", "http://localhost:8080" },
    { "http://[::1]:8080", "http://[::1]:8080" },
    { "http://127.0.0.1:8080/services", NULL },
    { "http://login.salesforce.com", NULL },
    { "https://login.salesforce.com:8443", NULL },
    { "https://login.salesforce.com/services", NULL },
    { "https://login.salesforce.com@evil.example", NULL },
    { "https://user:password@login.salesforce.com", NULL },
    { "login.salesforce.com.evil.example", NULL },
    { "evilmy.salesforce.com", NULL },
    { ".my.salesforce.com", NULL },
    { "evil.example/.my.salesforce.com", NULL },
    { "evil.example?.my.salesforce.com", NULL },
    { "evil.example#.my.salesforce.com", NULL },
    { "evil.example\\.my.salesforce.com", NULL },
    { "169.254.169.254", NULL },
    { "127.0.0.1.evil.example", NULL },
    { "ftp://login.salesforce.com", NULL },
    { "javascript:alert(1)", NULL },
    { "", NULL },
    { "   ", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *origin = embark_token_probe_check_host (rows[i].text, &error);

      g_assert_cmpstr (origin, ==, rows[i].origin);
      g_assert_true ((origin == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
    }
}

static void
test_accepted (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkTokenAnswer) answer = NULL;
  g_autoptr (GHashTable) form = NULL;

  f->answer = GRANT;
  f->other_answer = KEY_NO;
  answer = ask (f);
  g_assert_cmpint (answer->verdict, ==, EMBARK_TOKEN_ACCEPTED);
  g_assert_cmpstr (answer->code, ==, "invalid_grant");
  g_assert_cmpuint (f->n_asked, ==, 2);
  form = soup_form_decode (f->form);
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "authorization_code");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, ID);
  g_assert_cmpstr (g_hash_table_lookup (form, "client_secret"), ==, SECRET);
  g_assert_cmpstr (g_hash_table_lookup (form, "redirect_uri"), ==, "https://app.example/callback");
  g_assert_nonnull (g_hash_table_lookup (form, "code"));
}

/* A server that repeats what it was told, where the text is cut. */
static void
test_repeated (Fixture *f, gconstpointer data)
{
  g_autofree char *before = g_strnfill (280, 'x');
  g_autofree char *body =
      g_strdup_printf ("{\"error\":\"invalid_client\",\"error_description\":\"%s %s\"}", before, SECRET);
  g_autofree char *half = g_strndup (SECRET, 8);
  g_autoptr (EmbarkTokenAnswer) answer = NULL;

  f->answer = body;
  answer = ask (f);
  g_assert_null (strstr (answer->words, half));
  g_assert_cmpint (g_utf8_strlen (answer->words, -1), >, 280);
}

/* The code is looked at before the secret is: then the secret is not proven. */
static void
test_id_only (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkTokenAnswer) answer = NULL;

  f->answer = GRANT;
  answer = ask (f);
  g_assert_cmpint (answer->verdict, ==, EMBARK_TOKEN_ID_ONLY);
  g_assert_cmpuint (f->n_asked, ==, 2);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkTokenAnswer) unknown = NULL;
  g_autoptr (EmbarkTokenAnswer) wrong = NULL;

  f->answer = ID_NO;
  unknown = ask (f);
  g_assert_cmpint (unknown->verdict, ==, EMBARK_TOKEN_ID_UNKNOWN);
  f->answer = KEY_NO;
  wrong = ask (f);
  g_assert_cmpint (wrong->verdict, ==, EMBARK_TOKEN_SECRET_WRONG);
  g_assert_cmpstr (wrong->words, ==, "invalid client credentials");
  g_assert_cmpuint (f->n_asked, ==, 2);
}

static void
test_hostile (Fixture *f, gconstpointer data)
{
  g_autofree char *big = g_strnfill (200 * 1024, 'x');
  g_autofree char *huge =
      g_strdup_printf ("{\"error\":\"invalid_grant\",\"error_description\":\"code %s\"}", big);
  const struct
  {
    guint status;
    const char *answer;
  } rows[] = {
    { 400, huge },
    { 400, "{\"error\":\"x\",\"error_description\":\"you sent " SECRET " for " ID "\"}" },
    { 400, "{\"error\":\"" SECRET
           "\",\"error_description\":\"<b>bold</b> \\u202e\\u0007 eyJhbGciOiJIUzI1NiJ9.e30.sig\"}" },
    { 302, "moved" },
    { 307, "moved" },
    { 200, "{\"access_token\":\"00D000000000001!AQ4AQFakeTokenFakeToken\"}" },
  };

  f->location = "/elsewhere";
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkTokenAnswer) answer = NULL;

      f->status = rows[i].status;
      f->answer = rows[i].answer;
      answer = ask (f);
      g_assert_cmpint (answer->verdict, ==, EMBARK_TOKEN_UNCLEAR);
      g_assert_true (answer->code == NULL || strstr (answer->code, SECRET) == NULL);
      g_assert_true (answer->words == NULL || strstr (answer->words, "eyJ") == NULL);
    }
  g_assert_cmpuint (f->n_elsewhere, ==, 0);
}

static void
test_silent (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkTokenAnswer) answer = NULL;

  embark_token_probe_async (f->origin, ID, SECRET, NULL, EMBARK_CLOCK (f->clock), NULL, wait_cb, &wait);
  while (f->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->clock), ==, 1);
  embark_clock_manual_advance (f->clock, 20000);
  answer = embark_token_probe_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->verdict, ==, EMBARK_TOKEN_NETWORK);
  g_assert_cmpuint (answer->status, ==, 0);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_auto (Wait) again = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  embark_token_probe_async (f->origin, ID, SECRET, NULL, EMBARK_CLOCK (f->clock), cancellable, wait_cb,
                            &wait);
  while (f->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_null (embark_token_probe_finish (wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  embark_token_probe_async (f->origin, ID, SECRET, NULL, EMBARK_CLOCK (f->clock), cancellable, wait_cb,
                            &again);
  g_assert_null (embark_token_probe_finish (wait_for (&again), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_nobody (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkTokenAnswer) answer = NULL;

  soup_server_disconnect (f->server);
  answer = ask (f);
  g_assert_cmpint (answer->verdict, ==, EMBARK_TOKEN_NETWORK);
  g_assert_nonnull (answer->words);
}

/* Whoever calls: a secret goes to no other host. */
static void
test_other_host (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_token_probe_async ("https://evil.example", ID, SECRET, NULL, EMBARK_CLOCK (f->clock), NULL, wait_cb,
                            &wait);
  g_assert_null (embark_token_probe_finish (wait_for (&wait), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/token-probe/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/token-probe/verdicts", test_verdicts);
  g_test_add_func ("/token-probe/hosts", test_hosts);
  ADD ("repeated", test_repeated);
  ADD ("accepted", test_accepted);
  ADD ("id-only", test_id_only);
  ADD ("refused", test_refused);
  ADD ("hostile", test_hostile);
  ADD ("silent", test_silent);
  ADD ("cancelled", test_cancelled);
  ADD ("nobody", test_nobody);
  ADD ("other-host", test_other_host);
#undef ADD
  return g_test_run ();
}
