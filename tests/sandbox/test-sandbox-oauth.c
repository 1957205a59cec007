/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every way in which connecting fails, where it is met and what it says there. */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define CONSENT "/setup/secur/RemoteAccessAuthorizationPage.apexp"
#define ERRORS  "/setup/secur/RemoteAccessErrorPage.apexp?"
#define VERIFY  "/_ui/identity/verification/method/EmailVerificationFinishUi/e"
#define ACTION  "/api/v2/integration-schema/salesforce/actions/get_accounts/execute"

#define assert_has(f, needle) g_assert_nonnull (strstr ((f)->text, needle))

typedef struct
{
  const char *id;
  const char *at;
  const char *address; /* of the page that is met, or what the callback is told */
  const char *words;   /* on the page at the end of it */
  guint status;        /* of that page */
} Row;

#define ON_ERROR_PAGE(id, at, query, words)                                                                  \
  {                                                                                                          \
    id, at, ERRORS query, words, 200                                                                         \
  }

static const Row rows[] = {
  ON_ERROR_PAGE ("ec-app-not-found", "login", "error=OAUTH_EC_APP_NOT_FOUND&", "app is not installed"),
  ON_ERROR_PAGE ("cross-org-blocked", "login", "error=OAUTH_AUTHORIZATION_BLOCKED&", "Cross-org OAuth flows"),
  ON_ERROR_PAGE ("app-blocked", "login", "error=OAUTH_APP_BLOCKED&", "blocked by admin"),
  ON_ERROR_PAGE ("access-denied-app", "login", "error=OAUTH_APP_ACCESS_DENIED&", "not permitted"),
  ON_ERROR_PAGE ("approval-generic", "login", "error=OAUTH_APPROVAL_ERROR_GENERIC&", "unexpected error"),
  ON_ERROR_PAGE ("must-be-installed",
                 "login",
                 "error=invalid_client&error_description=app+must+be+installed+into+org&",
                 "OAUTH_APPROVAL_ERROR_GENERIC"),
  ON_ERROR_PAGE ("redirect-mismatch", "authorize", "error=redirect_uri_mismatch&", "must match"),
  ON_ERROR_PAGE ("redirect-missing", "authorize", "error=redirect_uri_missing&", "not provided"),
  ON_ERROR_PAGE ("client-id-unknown", "authorize", "error=invalid_client_id&", "client identifier invalid"),
  ON_ERROR_PAGE ("https-required",
                 "authorize",
                 "error=invalid_request&error_description=HTTPS+required&",
                 "HTTPS required"),
  ON_ERROR_PAGE ("must-use-get",
                 "authorize",
                 "error=invalid_request&error_description=Must+use+HTTP+GET&",
                 "Must use HTTP GET"),
  ON_ERROR_PAGE ("out-of-band",
                 "authorize",
                 "error=invalid_request&error_description=out-of-band+not+supported&",
                 "out-of-band"),
  ON_ERROR_PAGE ("inactive-user", "login", "error=inactive_user&", "user is inactive"),
  ON_ERROR_PAGE ("inactive-org", "login", "error=inactive_org&", "organization is inactive"),
  ON_ERROR_PAGE ("rate-limit", "login", "error=rate_limit_exceeded&", "too many login attempts"),
  { "response-type", "return", "error=unsupported_response_type&", "unsupported_response_type", 200 },
  { "pkce-required", "return", "error=invalid_request&error_description=missing+required+code+challenge&",
    "missing required code", 200 },
  { "scope", "return", "error=invalid_scope&", "invalid_scope", 200 },
  { "immediate", "return", "error=immediate_unsuccessful&", "immediate_unsuccessful", 200 },
  { "denied", "callback", "error=access_denied&", "Access was denied", 200 },
  { "state-lost", "callback", "code=", "valid challenge or state", 400 },
  { "server-error-after-allow", "callback", NULL, "Internal Server Error", 500 },
  { "install-error-page", "login", "/identity/app/AppInstallErrorPage.apexp?error_code=generic_error&state",
    "problem in installing", 200 },
  { "install-wrong-org", "login", "/identity/app/AppInstallErrorPage.apexp?error_code=generic_error&error_d",
    "Non sandbox app cannot be installed in a sandbox", 200 },

  { "grant-not-approved", "token", "error=invalid_grant&", "approved this consumer", 200 },
  { "grant-ip-restricted", "token", "error=invalid_grant&", "IP restricted or invalid login hours", 200 },
  { "grant-code-expired", "token", "error=invalid_grant&", "expired authorization code", 200 },
  { "app-access", "token", "error=invalid_app_access&", "not admin approved", 200 },
  { "client-secret", "token", "error=invalid_client&", "invalid client credentials", 200 },
  { "client-secret-named", "token", "error=invalid_client_credentials&", "invalid_client_credentials", 200 },
  { "grant-type", "token", "error=unsupported_grant_type&", "grant type not supported", 200 },

  { "verify-identity", "login", VERIFY, "Verify Your Identity", 200 },
  { "mfa-sso", "login", "/_ui/identity/verification/method/ToopherRegistrationUi/e?", "Authenticator", 200 },
  { "passkey", "login", "/_ui/identity/verification/method/WebAuthnVerificationUi/e?", "security key", 200 },
  { "google-rejects", "login", "/o/oauth2/v2/auth?error=disallowed_useragent&", "may not be secure", 403 },
  { "device-trust", "login", "/adfs/ls/wia?", "Unauthorized", 401 },
  { "device-trust-certificate", "login", "/common/DeviceAuthTls/reprocess?", "has no TLS", 403 },
  { "device-trust-policy", "login", "/common/reprocess?", "get there from here", 403 },
  { "white-page", "login", "/secur/frontdoor.jsp?", "<body></body>", 200 },
  { "sso-forced", "authorize", "/saml/authn-request.jsp?", "Single sign-on", 200 },
};

/* What comes of a connection once it stands. */
static const struct
{
  const char *id;
  const char *words;
  guint uses; /* that go well */
} later[] = {
  { "grant-expired", "expired access/refresh token", 0 },
  { "grant-authentication-failure", "authentication failure", 0 },
  { "grants-exceeded", "expired access/refresh token", 0 },
  { "refresh-fails", "expired access/refresh token", 1 },
};

static gboolean
is_connected (Fixture *f, const char *account)
{
  JsonObject *app;

  fixture_send (f, "GET", API "/application/salesforce", NULL, "key", embark_sandbox_get_api_key (f->sandbox),
                "account", account, NULL);
  app = fixture_object (f);
  return sandbox_bool (app, "connected") && !sandbox_bool (app, "reauth_required");
}

static guint
control (Fixture *f, const char *path, const char *body)
{
  return fixture_send (f, body != NULL ? "POST" : "GET", path, body, "key",
                       embark_sandbox_get_api_key (f->sandbox), NULL);
}

static void
choose (Fixture *f, const char *id)
{
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\"}", id);

  g_assert_cmpuint (control (f, "/__sandbox/oauth-error", body), ==, 200);
}

static void
assert_location (Fixture *f, const char *needle)
{
  g_assert_cmpuint (f->status, ==, 303);
  if (strstr (fixture_header (f, "Location"), needle) == NULL)
    g_error ("%s is not in %s", needle, fixture_header (f, "Location"));
}

static guint
allow (Fixture *f)
{
  g_autofree char *state = NULL;
  g_autofree char *ticket = NULL;
  g_autofree char *form = NULL;

  g_assert_cmpuint (fixture_follow (f), ==, 200);
  state = fixture_input (f, "state");
  ticket = fixture_input (f, "ticket");
  form = soup_form_encode ("state", state, "ticket", ticket, "decision", "allow", NULL);
  return fixture_send (f, "POST", CONSENT, form, NULL);
}

/* From what the sign-in led to. */
static void
assert_refused (Fixture *f, const Row *row)
{
  if (g_str_equal (row->at, "callback") || g_str_equal (row->at, "token"))
    {
      assert_location (f, CONSENT);
      allow (f);
    }
  if (g_str_equal (row->at, "token"))
    fixture_follow (f);
  if (row->address != NULL)
    {
      assert_location (f, row->address);
      while (f->status == 303)
        fixture_follow (f);
    }
  g_assert_cmpuint (f->status, ==, row->status);
  assert_has (f, row->words);
  g_assert_cmpint (strstr (f->text, "Stand-in of the Embark sandbox") != NULL, ==,
                   !g_str_equal (row->id, "white-page"));
  g_assert_false (is_connected (f, ACCOUNT));
}

static void
test_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonArray) list = NULL;

  g_assert_cmpuint (control (f, "/__sandbox/oauth-errors", NULL), ==, 200);
  list = json_array_ref (fixture_array (f));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      JsonObject *told = sandbox_find (list, "id", rows[i].id);
      g_autofree char *user = NULL;

      g_test_message ("%s", rows[i].id);
      g_assert_nonnull (told);
      g_assert_cmpstr (sandbox_str (told, "at"), ==, rows[i].at);
      g_assert_true (g_hash_table_add (seen, (gpointer) rows[i].id));
      choose (f, rows[i].id);
      fixture_sign_in (f, ACCOUNT, "dana@northwind.example");
      assert_refused (f, &rows[i]);
      /* By the name of who signs in; what would have come before the sign-in comes after it then. */
      user = g_strconcat (sandbox_str (told, "user"), "@northwind.example", NULL);
      fixture_sign_in (f, ACCOUNT, user);
      assert_refused (f, &rows[i]);
    }
  /* A switch is for one sign-in. */
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_true (is_connected (f, ACCOUNT));
}

/* No two rows may be taken for one another, and none be left out of these tests. */
static void
test_list (Fixture *f, gconstpointer data)
{
  static const char *const elsewhere[] = { "idle-30-days", "invalid-session", "rest-api-off" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  control (f, "/__sandbox/oauth-errors", NULL);
  for (guint i = 0; i < sandbox_length (fixture_array (f)); i++)
    {
      JsonObject *row = sandbox_item (fixture_array (f), i);

      g_assert_nonnull (sandbox_str (row, "text"));
      g_assert_true (json_object_has_member (row, "code"));
      g_assert_nonnull (sandbox_str (row, "section"));
      g_assert_true (g_hash_table_add (seen, g_strdup (sandbox_str (row, "id"))));
      g_assert_true (g_hash_table_add (seen, g_strconcat (sandbox_str (row, "user"), "@", NULL)));
    }
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==,
                    G_N_ELEMENTS (rows) + G_N_ELEMENTS (later) + G_N_ELEMENTS (elsewhere));
  g_assert_cmpuint (control (f, "/__sandbox/oauth-error", "{\"code\":\"nope\"}"), ==, 400);
  g_assert_cmpuint (control (f, "/__sandbox/oauth-error", "{\"id\":\"invalid_grant\"}"), ==, 400);
  g_assert_cmpuint (control (f, "/__sandbox/oauth-error", "{\"code\":\"invalid_grant\"}"), ==, 200);
  g_assert_cmpuint (control (f, "/__sandbox/oauth-error", "{\"code\":null}"), ==, 200);
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_true (is_connected (f, ACCOUNT));
}

static void
test_verify (Fixture *f, gconstpointer data)
{
  g_autofree char *state = NULL;
  g_autofree char *ticket = NULL;
  g_autofree char *form = NULL;

  fixture_sign_in (f, ACCOUNT, "verify@northwind.example");
  g_assert_cmpuint (fixture_follow (f), ==, 200);
  assert_has (f, "<bdi>verify@northwind.example</bdi>");
  state = fixture_input (f, "state");
  ticket = fixture_input (f, "ticket");
  form = soup_form_encode ("state", state, "ticket", ticket, "code", "12345x", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", VERIFY, form, NULL), ==, 400);
  assert_has (f, "Invalid or expired verification code");
  g_free (form);
  form = soup_form_encode ("state", state, "ticket", "made up", "code", "123456", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", VERIFY, form, NULL), ==, 400);
  g_free (form);
  form = soup_form_encode ("state", state, "ticket", ticket, "code", "123456", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", VERIFY, form, NULL), ==, 303);
  g_assert_cmpuint (fixture_decide (f, "allow"), ==, 303);
  g_assert_true (is_connected (f, ACCOUNT));
}

static void
test_headers (Fixture *f, gconstpointer data)
{
  fixture_sign_in (f, ACCOUNT, "kerberos@northwind.example");
  g_assert_cmpuint (fixture_follow (f), ==, 401);
  g_assert_cmpstr (fixture_header (f, "WWW-Authenticate"), ==, "Negotiate");
  g_assert_cmpstr (fixture_header (f, "X-Frame-Options"), ==, "DENY");
  /* Without a sign-in there is no such page. */
  g_assert_cmpuint (fixture_send (f, "GET", "/adfs/ls/wia?state=made-up", NULL, NULL), ==, 400);
}

static void
test_window_token_error (Fixture *f, gconstpointer data)
{
  g_autofree char *token = fixture_token (f, ACCOUNT);
  g_autofree char *path = NULL;
  g_autofree char *state = NULL;
  g_autofree char *form = NULL;

  choose (f, "app-access");
  fixture_send (f, "GET", "/api/v1/salesforce/integrate?window=new", NULL, "bearer", token, NULL);
  path = fixture_path (f, sandbox_str (fixture_object (f), "auth_url"));
  fixture_send (f, "GET", path, NULL, NULL);
  state = fixture_input (f, "state");
  form = soup_form_encode ("state", state, "username", "dana@northwind.example", "password", "x", NULL);
  fixture_send (f, "POST", "/services/oauth2/login", form, NULL);
  g_assert_cmpuint (fixture_decide (f, "allow"), ==, 303);
  assert_location (f,
                   "/api/v1/salesforce/callback/failed?error=invalid_app_access&error_description=user+is");
  g_assert_cmpuint (fixture_follow (f), ==, 200);
  assert_has (f, "user is not admin approved to access this app");
  g_assert_false (is_connected (f, ACCOUNT));
  fixture_send (f, "GET", "/api/v1/salesforce/callback/failed?error=x&error_description=call+us", NULL, NULL);
  g_assert_null (strstr (f->text, "call us"));
}

/* Returns: what Salesforce said of a read, %NULL when it answered it */
static const char *
probe (Fixture *f)
{
  g_assert_cmpuint (fixture_call (f, "POST", ACTION, "{}"), ==, 200);
  return sandbox_str (sandbox_obj (fixture_object (f), "data"), "message");
}

static void
test_refresh (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    {
      g_test_message ("%s", later[i].id);
      choose (f, later[i].id);
      fixture_connect (f, ACCOUNT, "dana@northwind.example");
      g_assert_true (is_connected (f, ACCOUNT));
      for (guint use = 0; use < later[i].uses; use++)
        g_assert_null (probe (f));
      g_assert_true (is_connected (f, ACCOUNT));
      g_assert_cmpstr (probe (f), ==, later[i].words);
      g_assert_false (is_connected (f, ACCOUNT));
      g_assert_true (sandbox_bool (fixture_object (f), "reauth_required"));

      /* Without anybody's doing, once the access token is over. */
      choose (f, later[i].id);
      fixture_connect (f, ACCOUNT, "dana@northwind.example");
      embark_clock_manual_advance (f->clock, 5 * 60 * 60 * 1000);
      g_assert_false (is_connected (f, ACCOUNT));
    }
}

static void
test_idle (Fixture *f, gconstpointer data)
{
  const guint day = 24 * 60 * 60 * 1000;

  choose (f, "idle-30-days");
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  for (guint month = 0; month < 2; month++)
    {
      embark_clock_manual_advance (f->clock, 29 * day);
      g_assert_null (probe (f));
    }
  embark_clock_manual_advance (f->clock, 29 * day);
  g_assert_true (is_connected (f, ACCOUNT));
  embark_clock_manual_advance (f->clock, 2 * day);
  g_assert_false (is_connected (f, ACCOUNT));
  g_assert_cmpstr (probe (f), ==, "expired access/refresh token");
}

static void
test_runs_fail (Fixture *f, gconstpointer data)
{
  JsonArray *runs;
  g_autofree char *path = NULL;
  JsonArray *nodes;

  fixture_connect (f, ACCOUNT, "authfailure@northwind.example");
  fixture_enable (f, ACCOUNT, CREATE_CONTACT);
  runs = fixture_fire (f, "contact.created",
                       "{\"first_name\":\"Ada\",\"last_name\":\"L\",\"email\":\"a@b.example\"}", 10000);
  g_assert_cmpuint (sandbox_length (runs), ==, 1);
  g_assert_cmpstr (sandbox_str (sandbox_item (runs, 0), "status"), ==, "ERRORED");
  path = g_strconcat (API "/execution/", sandbox_str (sandbox_item (runs, 0), "_id"), NULL);
  fixture_call (f, "GET", path, NULL);
  nodes = sandbox_arr (fixture_object (f), "nodes");
  assert_has (f, "authentication failure");
  g_assert_cmpstr (sandbox_str (sandbox_find (nodes, "node_status", "Errored"), "node_id"), ==, "3");
}

/* It looks connected, and nothing works. */
static void
test_use (Fixture *f, gconstpointer data)
{
  choose (f, "rest-api-off");
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (probe (f), ==, "The REST API is not enabled for this Organization");
      g_assert_true (is_connected (f, ACCOUNT));
    }
  choose (f, "invalid-session");
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_cmpstr (probe (f), ==, "Session expired or invalid");
  g_assert_true (is_connected (f, ACCOUNT));
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_null (probe (f));
}

/* A sixth grant of one user to one app ends the first. */
static void
test_five_grants (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  JsonArray *grants;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *account = g_strdup_printf ("granted-%u", i);
      g_autofree char *body = g_strdup_printf ("{\"account_id\":\"%s\",\"name\":\"x\"}", account);

      fixture_send (f, "PUT", API "/linked-account", body, "key", key, NULL);
      fixture_connect (f, account, i % 2 == 0 ? "Dana@Northwind.example" : "dana@northwind.example");
      g_assert_true (is_connected (f, "granted-0") == (i < 5));
    }
  g_assert_true (is_connected (f, "granted-1"));
  g_assert_true (is_connected (f, "granted-5"));
  control (f, "/__sandbox/state", NULL);
  grants = sandbox_arr (fixture_object (f), "grants");
  g_assert_cmpuint (sandbox_length (grants), ==, 5);
  g_assert_cmpstr (sandbox_str (sandbox_item (grants, 0), "account"), ==, "granted-1");
  /* Another user's are another count. */
  fixture_connect (f, "granted-0", "owen@northwind.example");
  g_assert_true (is_connected (f, "granted-0"));
  g_assert_true (is_connected (f, "granted-1"));
}

static void
test_authorize_checks (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *address;
  } changes[] = {
    { "response_type=code", "response_type=token", "/callback?error=unsupported_response_type&" },
    { "client_id=3", "client_id=4", ERRORS "error=invalid_client_id&" },
    { "%2Fcallback&", "%2Fcallback%2F&", ERRORS "error=redirect_uri_mismatch&" },
    { "redirect_uri=", "redirect=", ERRORS "error=redirect_uri_missing&" },
    { "scope=api+", "scope=", "/callback?error=invalid_scope&" },
    { "code_challenge=", "challenge=", "/callback?error=invalid_request&" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = NULL;
      g_autoptr (GString) changed = NULL;

      fixture_call (f, "GET", API "/linked-account/integration/oauth-url/salesforce", NULL);
      path = fixture_path (f, sandbox_str (fixture_object (f), "auth_url"));
      changed = g_string_new (path);
      g_assert_cmpuint (g_string_replace (changed, changes[i].from, changes[i].to, 1), ==, 1);
      fixture_send (f, "GET", changed->str, NULL, NULL);
      assert_location (f, changes[i].address);
    }
  g_assert_cmpuint (fixture_send (f, "GET", "/services/oauth2/authorize?state=made-up", NULL, NULL), ==, 400);
  /* The words on the error page are not the address's. */
  fixture_send (f, "GET", ERRORS "error=%3Cb%3E&error_description=call+us", NULL, NULL);
  g_assert_null (strstr (f->text, "call us"));
  g_assert_null (strstr (f->text, "<b>"));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/sandbox/oauth/rows", test_rows);
  ADD ("/sandbox/oauth/list", test_list);
  ADD ("/sandbox/oauth/verify", test_verify);
  ADD ("/sandbox/oauth/headers", test_headers);
  ADD ("/sandbox/oauth/window-token-error", test_window_token_error);
  ADD ("/sandbox/oauth/refresh", test_refresh);
  ADD ("/sandbox/oauth/idle", test_idle);
  ADD ("/sandbox/oauth/runs-fail", test_runs_fail);
  ADD ("/sandbox/oauth/use", test_use);
  ADD ("/sandbox/oauth/five-grants", test_five_grants);
  ADD ("/sandbox/oauth/authorize-checks", test_authorize_checks);

  return g_test_run ();
}
