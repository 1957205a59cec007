/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "canned-server.h"
#include "embark-preflight.h"
#include "test-util.h"

#define CALLBACK "https://app.refold.ai/api/v1/salesforce/callback"
#define SECRETS                                                                                              \
  {                                                                                                          \
    "STATE-VALUE", "CHALLENGE-VALUE", "CLIENT-ID-VALUE", CANNED_KEY                                          \
  }

/* ---- what is read of an address ---- */

static void
test_authorize (void)
{
  static const struct
  {
    const char *address;
    const char *host; /* (nullable): none can be read */
    EmbarkLoginKind kind;
    gboolean client;
    const char *redirect;
    const char *scopes;
    EmbarkPkce pkce;
  } rows[] = {
    { "https://login.salesforce.com/services/oauth2/"
      "authorize?client_id=a&redirect_uri=https%3A%2F%2Fx.example%2Fcb"
      "&scope=api+refresh_token&code_challenge=c&code_challenge_method=S256&state=s",
      "login.salesforce.com", EMBARK_LOGIN_PRODUCTION, TRUE, "https://x.example/cb", "api refresh_token",
      EMBARK_PKCE_S256 },
    { "https://TEST.salesforce.com?client_id=undefined&code_challenge=c", "test.salesforce.com",
      EMBARK_LOGIN_SANDBOX, FALSE, NULL, "", EMBARK_PKCE_PLAIN },
    { "https://a.my.salesforce.com:8443/?client_id=&scope=a%20b%0A", "a.my.salesforce.com:8443",
      EMBARK_LOGIN_MY_DOMAIN, FALSE, NULL, "a b", EMBARK_PKCE_NONE },
    { "https://a--u.sandbox.my.salesforce.com/?client_id=null", "a--u.sandbox.my.salesforce.com",
      EMBARK_LOGIN_MY_DOMAIN_SANDBOX, FALSE, NULL, "", EMBARK_PKCE_NONE },
    { "http://127.0.0.1:5/?client_id=x&redirect_uri=http%3A%2F%2Fu%3Apw%40h.example%2Fcb%3Fa%3D1",
      "127.0.0.1:5", EMBARK_LOGIN_STAND_IN, TRUE, "http://h.example", "", EMBARK_PKCE_NONE },
    { "https://login.salesforce.com.evil.example/", "login.salesforce.com.evil.example", EMBARK_LOGIN_FOREIGN,
      FALSE, NULL, "", EMBARK_PKCE_NONE },
    { "javascript:alert(1)", NULL, 0, 0, NULL, NULL, 0 },
    { "file:///etc/passwd", NULL, 0, 0, NULL, NULL, 0 },
    { "https://", NULL, 0, 0, NULL, NULL, 0 },
    { "", NULL, 0, 0, NULL, NULL, 0 },
    { NULL, NULL, 0, 0, NULL, NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkAuthorize) read = embark_authorize_new (rows[i].address);
      g_autofree char *scopes = read != NULL ? g_strjoinv (" ", read->scopes) : NULL;

      g_assert_true ((read != NULL) == (rows[i].host != NULL));
      if (read == NULL)
        continue;
      g_assert_cmpstr (read->login_host, ==, rows[i].host);
      g_assert_cmpint (read->login_kind, ==, rows[i].kind);
      g_assert_cmpint (read->has_client_id, ==, rows[i].client);
      g_assert_cmpstr (read->redirect_uri, ==, rows[i].redirect);
      g_assert_cmpstr (scopes, ==, rows[i].scopes);
      g_assert_cmpint (read->pkce, ==, rows[i].pkce);
    }
}

/* ---- with canned answers ---- */

typedef struct
{
  Canned canned;
  EmbarkProfile *profile;
  EmbarkWorkspace *workspace;
  EmbarkPreflight *preflight;
} Desk;

#define GOOD_ADDRESS                                                                                         \
  "https://login.salesforce.com/services/oauth2/authorize?client_id=CLIENT-ID-VALUE&state=STATE-VALUE"       \
  "&redirect_uri=https%3A%2F%2Fapp.refold.ai%2Fapi%2Fv1%2Fsalesforce%2Fcallback&scope=api%20refresh_token"   \
  "&code_challenge=CHALLENGE-VALUE&code_challenge_method=S256"

static void
set_address (Desk *d, const char *address)
{
  g_autofree char *json = g_strdup_printf ("{\"auth_url\":\"%s\"}", address);

  canned_set (&d->canned, "GET", "/linked-account/integration/oauth-url/salesforce", 200, json);
}

static void
desk_set_up (Desk *d, gconstpointer data)
{
  canned_set_up (&d->canned, NULL);
  d->profile = embark_profile_new ("p", "Kestrel", embark_client_get_base_uri (d->canned.client));
  embark_profile_set_callback (d->profile, CALLBACK);
  d->workspace =
      embark_workspace_new (d->profile, d->canned.client, d->canned.journal, EMBARK_CLOCK (d->canned.clock));
  d->preflight = embark_preflight_new (d->workspace, "a b@c");
  canned_set (&d->canned, "GET", "/linked-account/a b@c", 200,
              "{\"account_id\":\"a b@c\",\"name\":\"Acme\",\"environment\":\"test\"}");
  canned_set (&d->canned, "GET", "/application/salesforce", 200, "{\"slug\":\"salesforce\"}");
  canned_set (&d->canned, "GET", "/connect/preflight", 200, "<html></html>");
  set_address (d, GOOD_ADDRESS);
}

static void
desk_tear_down (Desk *d, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (d->preflight);
  g_assert_finalize_object (d->workspace);
  g_assert_finalize_object (d->profile);
  canned_tear_down (&d->canned, NULL);
}

static void
run (EmbarkPreflight *preflight)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_preflight_run_async (preflight, NULL, wait_cb, &wait);
  g_assert_true (embark_preflight_get_running (preflight));
  g_assert_true (embark_preflight_run_finish (preflight, wait_for (&wait), &error));
  g_assert_no_error (error);
  g_assert_false (embark_preflight_get_running (preflight));
  g_assert_cmpuint (embark_preflight_count (preflight, EMBARK_PREFLIGHT_PENDING), ==, 0);
}

static EmbarkPreflightState
state_of (EmbarkPreflight *preflight, EmbarkPreflightCheck check)
{
  EmbarkPreflightLine *line = embark_preflight_get_line (preflight, check);

  g_assert_cmpstr (embark_preflight_line_get_reason (line), !=, "");
  return embark_preflight_line_get_state (line);
}

#define assert_line(d, check, state)                                                                         \
  g_assert_cmpstr (embark_preflight_state_get_nick (state_of ((d)->preflight, EMBARK_PREFLIGHT_##check)),    \
                   ==, state)

static void
assert_nothing_secret (Desk *d)
{
  static const char *const secrets[] = SECRETS;
  g_autofree char *text = embark_preflight_dup_text (d->preflight);

  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_assert_null (strstr (text, secrets[i]));
      for (int j = 0; j < EMBARK_N_PREFLIGHT; j++)
        {
          EmbarkPreflightLine *line = embark_preflight_get_line (d->preflight, (EmbarkPreflightCheck) j);
          const char *detail = embark_preflight_line_get_detail (line);

          g_assert_null (strstr (embark_preflight_line_get_reason (line), secrets[i]));
          g_assert_true (detail == NULL || strstr (detail, secrets[i]) == NULL);
        }
    }
  g_assert_null (strchr (text, '?'));
}

/* Whatever a reason says is to be done in a step can be gone to. */
static void
assert_steps (Desk *d)
{
  static const struct
  {
    const char *words;
    EmbarkStepId step;
  } steps[] = {
    { "tep 1", EMBARK_STEP_ENVIRONMENT },
    { "tep 2", EMBARK_STEP_APP },
    { "tep 3", EMBARK_STEP_ACCOUNT },
  };

  for (int i = 0; i < EMBARK_N_PREFLIGHT; i++)
    {
      EmbarkPreflightLine *line = embark_preflight_get_line (d->preflight, (EmbarkPreflightCheck) i);

      if (embark_preflight_line_get_state (line) == EMBARK_PREFLIGHT_OK)
        g_assert_cmpint (embark_preflight_line_get_step (line), ==, -1);
      else
        for (gsize k = 0; k < G_N_ELEMENTS (steps); k++)
          if (strstr (embark_preflight_line_get_reason (line), steps[k].words) != NULL)
            g_assert_cmpint (embark_preflight_line_get_step (line), ==, steps[k].step);
    }
}

static void
test_all_well (Desk *d, gconstpointer data)
{
  const EmbarkAuthorize *read;
  g_autofree char *text = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (d->preflight)), ==, EMBARK_N_PREFLIGHT);
  g_assert_cmpint (embark_preflight_get_verdict (d->preflight), ==, EMBARK_PREFLIGHT_PENDING);
  run (d->preflight);
  g_assert_cmpuint (embark_preflight_count (d->preflight, EMBARK_PREFLIGHT_OK), ==, EMBARK_N_PREFLIGHT);
  g_assert_cmpint (embark_preflight_get_verdict (d->preflight), ==, EMBARK_PREFLIGHT_OK);
  g_assert_cmpint (embark_preflight_get_finished_at (d->preflight), >, 0);
  read = embark_preflight_get_authorize (d->preflight);
  g_assert_cmpstr (read->login_host, ==, "login.salesforce.com");
  g_assert_cmpstr (read->redirect_host, ==, "app.refold.ai");
  g_assert_cmpint (read->pkce, ==, EMBARK_PKCE_S256);
  assert_nothing_secret (d);
  text = embark_preflight_dup_text (d->preflight);
  g_assert_nonnull (strstr (text, "a b@c"));
  g_assert_nonnull (strstr (text, "OK · Login host (login.salesforce.com)"));
  /* No door is opened by looking. */
  g_assert_cmpuint (canned_count (&d->canned, "POST"), ==, 0);
  g_assert_null (canned_header (&d->canned, "GET", "/connect/preflight", "x-api-key"));
}

static void
test_addresses (Desk *d, gconstpointer data)
{
  static const struct
  {
    const char *address;
    const char *client, *host, *redirect, *scopes, *pkce;
  } rows[] = {
    { "https://login.salesforce.com/?state=STATE-VALUE", "blocker", "ok", "blocker", "warning", "warning" },
    { "https://login.salesforce.com/"
      "?client_id=undefined&redirect_uri=https%3A%2F%2Fapp.refold.ai%2Fapi%2Fv1%2Fsalesforce%2F"
      "callback%2F&scope=id&code_challenge=CHALLENGE-VALUE",
      "blocker", "ok", "blocker", "blocker", "warning" },
    { "https://login.evil.example/"
      "?client_id=CLIENT-ID-VALUE&redirect_uri=https%3A%2F%2Fapp.refold.ai%2Fapi%2Fv1%2F"
      "salesforce%2Fcallback%3Fa%3DSTATE-VALUE&scope=full%20offline_access",
      "ok", "warning", "warning", "ok", "warning" },
    { "http://login.salesforce.com/"
      "?client_id=CLIENT-ID-VALUE&redirect_uri=https%3A%2F%2Fapp.refold.ai%2Fapi%2Fv1%2F"
      "salesforce%2Fcallback&scope=api&code_challenge=CHALLENGE-VALUE&code_challenge_method=S256",
      "ok", "blocker", "ok", "warning", "ok" },
    { "https://x.my.salesforce.com/"
      "?client_id=CLIENT-ID-VALUE&redirect_uri=%F0%9F%A6%85&scope=api,refresh_token",
      "ok", "ok", "blocker", "ok", "warning" },
    { "javascript:alert(1)", "blocker", "skipped", "skipped", "skipped", "skipped" },
    { "", "blocker", "skipped", "skipped", "skipped", "skipped" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].address);
      set_address (d, rows[i].address);
      run (d->preflight);
      assert_line (d, CLIENT, rows[i].client);
      assert_line (d, LOGIN_HOST, rows[i].host);
      assert_line (d, REDIRECT, rows[i].redirect);
      assert_line (d, SCOPES, rows[i].scopes);
      assert_line (d, PKCE, rows[i].pkce);
      assert_steps (d);
      assert_nothing_secret (d);
    }
}

static void
test_notes (Desk *d, gconstpointer data)
{
  EmbarkPreflightLine *redirect = embark_preflight_get_line (d->preflight, EMBARK_PREFLIGHT_REDIRECT);

  /* Not noted is not wrong, and is said, with what was read. */
  embark_profile_set_callback (d->profile, NULL);
  run (d->preflight);
  assert_line (d, REDIRECT, "skipped");
  g_assert_cmpstr (embark_preflight_line_get_detail (redirect), ==, CALLBACK);
  g_assert_cmpint (embark_preflight_line_get_step (redirect), ==, EMBARK_STEP_APP);
  g_assert_cmpint (embark_preflight_get_verdict (d->preflight), ==, EMBARK_PREFLIGHT_OK);

  embark_profile_set_login_host (d->profile, "https://ACME.my.salesforce.com");
  run (d->preflight);
  assert_line (d, LOGIN_HOST, "warning");
  assert_steps (d);
  embark_profile_set_login_host (d->profile, "https://Login.salesforce.com");
  run (d->preflight);
  assert_line (d, LOGIN_HOST, "ok");

  /* A production key and the host of sandboxes do not go together. */
  embark_workspace_set_api_key (d->workspace, "pk_0123456789abcdef");
  embark_profile_set_login_host (d->profile, NULL);
  set_address (d, "https://test.salesforce.com/?client_id=x");
  run (d->preflight);
  assert_line (d, LOGIN_HOST, "warning");
  assert_line (d, KEY, "blocker"); /* the record is of test */
}

static void
test_key_and_account (Desk *d, gconstpointer data)
{
  static const char refused[] =
      "{\"status_code\":401,\"error\":\"SERVER_ERROR\",\"message\":\"Invalid Credentials\"}";
  static const char unknown[] =
      "{\"status_code\":400,\"error\":\"INVALID_LINKED_ACCOUNT_ID\","
      "\"message\":\"No linked account found for account id : a b@c in environment test\"}";
  static const char *const paths[] = { "/linked-account/a b@c", "/application/salesforce",
                                       "/linked-account/integration/oauth-url/salesforce" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    canned_set (&d->canned, "GET", paths[i], 401, refused);
  run (d->preflight);
  assert_line (d, KEY, "blocker");
  assert_line (d, ACCOUNT, "skipped");
  assert_line (d, APP, "skipped");
  assert_line (d, CLIENT, "skipped");
  assert_line (d, PKCE, "skipped");
  assert_line (d, PORTAL, "ok");
  g_assert_cmpint (embark_workspace_get_key_state (d->workspace), ==, EMBARK_KEY_REFUSED);

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    canned_set (&d->canned, "GET", paths[i], 400, unknown);
  run (d->preflight);
  assert_line (d, KEY, "ok");
  assert_line (d, ACCOUNT, "blocker");
  assert_line (d, APP, "skipped");
  assert_line (d, CLIENT, "skipped");
  assert_steps (d);

  embark_workspace_set_api_key (d->workspace, NULL);
  g_ptr_array_set_size (d->canned.requests, 0);
  run (d->preflight);
  assert_line (d, KEY, "blocker");
  assert_line (d, SCOPES, "skipped");
  assert_steps (d);
  g_assert_cmpuint (d->canned.requests->len, ==, 1); /* the portal alone */
}

static void
test_bad_answers (Desk *d, gconstpointer data)
{
  canned_set (&d->canned, "GET", "/linked-account/a b@c", 200, "{\"account_id\":7}");
  canned_set (&d->canned, "GET", "/application/salesforce", 200, "<html>");
  canned_set (
      &d->canned, "GET", "/linked-account/integration/oauth-url/salesforce", 500,
      "{\"message\":\"No credentials \\u202e found STATE-VALUE https://x.example/?code=STATE-VALUE\"}");
  canned_set (&d->canned, "GET", "/connect/preflight", 503, "");
  run (d->preflight);
  assert_line (d, ACCOUNT, "warning");
  assert_line (d, APP, "warning");
  assert_line (d, CLIENT, "blocker");
  assert_line (d, PORTAL, "warning");
  assert_line (d, CLOCK, "ok");

  canned_set (
      &d->canned, "GET", "/application/salesforce", 404,
      "{\"status_code\":404,\"http_error_type\":\"EXTERNAL_API_ERROR\",\"error\":\"EXTERNAL_API_FAILURE\","
      "\"message\":\"Application with app_type 'salesforce' not found for org 1\"}");
  canned_set (&d->canned, "GET", "/connect/preflight", 0, "");
  run (d->preflight);
  assert_line (d, APP, "blocker");
  assert_steps (d);
  assert_line (d, PORTAL, "blocker");
  g_assert_cmpint (embark_preflight_get_verdict (d->preflight), ==, EMBARK_PREFLIGHT_BLOCKER);
}

static void
test_offline (Desk *d, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };

  soup_server_disconnect (d->canned.server);
  embark_preflight_run_async (d->preflight, NULL, wait_cb, &wait);
  while (wait.result == NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      embark_clock_manual_advance (d->canned.clock, 100); /* the client tries again by the clock */
    }
  g_assert_true (embark_preflight_run_finish (d->preflight, wait.result, NULL));
  assert_line (d, KEY, "blocker");
  assert_line (d, ACCOUNT, "blocker");
  assert_line (d, PORTAL, "blocker");
  assert_line (d, CLOCK, "skipped");
}

/* ---- all at once ---- */

typedef struct
{
  EmbarkClockManual *clock;
  SoupServer *server;
  GPtrArray *held; /* (element-type SoupServerMessage): in the order they came */
  guint wanted;
} Slow;

static void
slow_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Slow *slow = data;
  const char *answer = "{}";

  if (g_str_has_suffix (path, "oauth-url/salesforce"))
    answer = "{\"auth_url\":\"" GOOD_ADDRESS "\"}";
  else if (g_str_has_suffix (path, "application/salesforce"))
    answer = "{\"slug\":\"salesforce\"}";
  else if (g_str_has_suffix (path, "linked-account/a"))
    answer = "{\"account_id\":\"a\",\"environment\":\"test\"}";
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer, strlen (answer));
  g_ptr_array_add (slow->held, g_object_ref (message));
  soup_server_message_pause (message);
}

/* Nothing is answered until every question is there: were one asked after an answer, none would ever come. */
static void
test_at_once (void)
{
  Slow slow = { .clock = embark_clock_manual_new (g_get_real_time ()),
                .held = g_ptr_array_new_with_free_func (g_object_unref) };
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (EmbarkJournal) journal = embark_journal_new (":memory:");
  g_autoptr (EmbarkClient) client = NULL;
  g_autoptr (EmbarkProfile) profile = NULL;
  g_autoptr (EmbarkWorkspace) workspace = NULL;
  g_autoptr (EmbarkPreflight) preflight = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *base = NULL;
  g_auto (Wait) wait = { NULL };
  g_auto (Wait) second = { NULL };
  GSList *uris;

  embark_journal_open_async (journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (journal, wait_for (&wait), &error));
  wait_reset (&wait);
  slow.server = soup_server_new (NULL, NULL);
  soup_server_add_handler (slow.server, NULL, slow_cb, &slow, NULL);
  soup_server_listen_local (slow.server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (slow.server);
  base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  client = embark_client_new (base, session, EMBARK_CLOCK (slow.clock));
  embark_client_set_api_key (client, CANNED_KEY);
  profile = embark_profile_new ("p", "Kestrel", base);
  workspace = embark_workspace_new (profile, client, journal, EMBARK_CLOCK (slow.clock));
  preflight = embark_preflight_new (workspace, "a");

  embark_preflight_run_async (preflight, NULL, wait_cb, &wait);
  embark_preflight_run_async (preflight, NULL, wait_cb, &second); /* one run, two who wait */
  canned_until (slow.held->len == 4);
  /* Lines become known one by one, as answers come. */
  for (guint i = 0; i < slow.held->len; i++)
    {
      const guint before = embark_preflight_count (preflight, EMBARK_PREFLIGHT_PENDING);

      g_assert_null (wait.result);
      soup_server_message_unpause (g_ptr_array_index (slow.held, i));
      canned_until (embark_preflight_count (preflight, EMBARK_PREFLIGHT_PENDING) < before);
    }
  g_assert_true (embark_preflight_run_finish (preflight, wait_for (&wait), &error));
  g_assert_true (embark_preflight_run_finish (preflight, wait_for (&second), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (slow.held->len, ==, 4);
  g_assert_cmpuint (embark_preflight_count (preflight, EMBARK_PREFLIGHT_PENDING), ==, 0);

  wait_reset (&wait);
  wait_reset (&second);
  soup_session_abort (session);
  soup_server_disconnect (slow.server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (slow.held);
  g_object_unref (slow.server);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (slow.clock), ==, 0);
  g_object_unref (slow.clock);
}

static void
test_cancelled (Desk *d, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_preflight_run_async (d->preflight, cancellable, wait_cb, &wait);
  g_cancellable_cancel (cancellable);
  g_assert_false (embark_preflight_run_finish (d->preflight, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (embark_preflight_get_running (d->preflight));
  g_assert_cmpint (embark_preflight_get_verdict (d->preflight), ==, EMBARK_PREFLIGHT_PENDING);
  wait_reset (&wait);
  run (d->preflight); /* and once more */
  g_assert_cmpint (embark_preflight_get_verdict (d->preflight), ==, EMBARK_PREFLIGHT_OK);
}

/* Who goes takes nothing away from who still waits, whoever of them came first. */
static void
test_one_gone (Desk *d, gconstpointer data)
{
  for (guint gone = 0; gone < 2; gone++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GCancellable) other = g_cancellable_new ();
      g_auto (Wait) leaves = { NULL };
      g_auto (Wait) stays = { NULL };
      g_autoptr (GError) error = NULL;

      embark_preflight_run_async (d->preflight, gone == 0 ? cancellable : other, wait_cb,
                                  gone == 0 ? &leaves : &stays);
      embark_preflight_run_async (d->preflight, gone == 0 ? other : cancellable, wait_cb,
                                  gone == 0 ? &stays : &leaves);
      g_cancellable_cancel (cancellable);
      g_assert_false (embark_preflight_run_finish (d->preflight, wait_for (&leaves), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_true (embark_preflight_get_running (d->preflight));
      g_assert_true (embark_preflight_run_finish (d->preflight, wait_for (&stays), &error));
      g_assert_no_error (error);
      g_assert_cmpint (embark_preflight_get_verdict (d->preflight), ==, EMBARK_PREFLIGHT_OK);
    }
}

/* Once all have gone nothing is asked any more; who comes then is told of a run of its own. */
static void
test_all_gone (Desk *d, gconstpointer data)
{
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) second = g_cancellable_new ();
  g_auto (Wait) one = { NULL };
  g_auto (Wait) two = { NULL };
  g_auto (Wait) late = { NULL };
  g_autoptr (GError) error = NULL;

  embark_preflight_run_async (d->preflight, first, wait_cb, &one);
  embark_preflight_run_async (d->preflight, second, wait_cb, &two);
  g_cancellable_cancel (second);
  g_cancellable_cancel (first);
  g_assert_false (embark_preflight_run_finish (d->preflight, wait_for (&one), NULL));
  g_assert_false (embark_preflight_run_finish (d->preflight, wait_for (&two), NULL));
  g_assert_false (embark_preflight_get_running (d->preflight));
  embark_preflight_run_async (d->preflight, NULL, wait_cb, &late);
  g_assert_true (embark_preflight_get_running (d->preflight));
  g_assert_true (embark_preflight_run_finish (d->preflight, wait_for (&late), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (embark_preflight_count (d->preflight, EMBARK_PREFLIGHT_OK), ==, EMBARK_N_PREFLIGHT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/preflight/" name, Desk, NULL, desk_set_up, function, desk_tear_down)
  g_test_add_func ("/preflight/authorize", test_authorize);
  ADD ("all-well", test_all_well);
  ADD ("addresses", test_addresses);
  ADD ("notes", test_notes);
  ADD ("key-and-account", test_key_and_account);
  ADD ("bad-answers", test_bad_answers);
  ADD ("offline", test_offline);
  ADD ("cancelled", test_cancelled);
  ADD ("one-gone", test_one_gone);
  ADD ("all-gone", test_all_gone);
#undef ADD
  g_test_add_func ("/preflight/at-once", test_at_once);
  return g_test_run ();
}
