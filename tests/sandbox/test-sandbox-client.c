/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The OAuth client, the authorize address, who is connected, and the links that lead there. */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define OAUTH_URL API "/linked-account/integration/oauth-url/salesforce"
#define TOKEN     "/services/oauth2/token"

static guint
control (Fixture *f, const char *path, const char *body)
{
  return fixture_send (f, body != NULL ? "POST" : "GET", path, body, "key",
                       embark_sandbox_get_api_key (f->sandbox), NULL);
}

/* Returns: (transfer full): a member of one side of the client */
static char *
client (Fixture *f, const char *side, const char *name)
{
  g_assert_cmpuint (control (f, "/__sandbox/client", NULL), ==, 200);
  return g_strdup (sandbox_str (sandbox_obj (fixture_object (f), side), name));
}

static void
assert_token_error (Fixture *f,
                    const char *grant,
                    const char *client_id,
                    const char *secret,
                    const char *error,
                    const char *description)
{
  g_autofree char *form = soup_form_encode ("grant_type", grant, "client_id", client_id, "client_secret",
                                            secret, "code", "aPrxinvalid", "redirect_uri", "x", NULL);

  g_assert_cmpuint (fixture_send (f, "POST", TOKEN, form, NULL), ==, 400);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error"), ==, error);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error_description"), ==, description);
}

static void
test_proof (Fixture *f, gconstpointer data)
{
  g_autofree char *id = client (f, "salesforce", "client_id");
  g_autofree char *secret = client (f, "salesforce", "client_secret");
  g_autofree char *pair = g_strconcat (id, ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *basic = g_strconcat ("Basic ", encoded, NULL);
  const char *code = "authorization_code";

  g_assert_cmpuint (strlen (id), ==, 85);
  g_assert_cmpuint (strlen (secret), ==, 64);
  assert_token_error (f, code, "3MVG9other", secret, "invalid_client_id", "client identifier invalid");
  assert_token_error (f, code, id, "wrong", "invalid_client", "invalid client credentials");
  assert_token_error (f, code, id, secret, "invalid_grant", "invalid authorization code");
  assert_token_error (f, "refresh_token", id, secret, "invalid_grant", "expired access/refresh token");
  assert_token_error (f, "urn:other", id, secret, "unsupported_grant_type", "grant type not supported");
  g_assert_cmpuint (
      fixture_send (f, "POST", TOKEN, "grant_type=authorization_code", "Authorization", basic, NULL), ==,
      400);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error"), ==, "invalid_grant");
  g_assert_cmpuint (
      fixture_send (f, "POST", TOKEN, "grant_type=authorization_code", "Authorization", "Basic !", NULL), ==,
      400);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error"), ==, "invalid_client_id");
  g_assert_cmpuint (fixture_send (f, "POST", TOKEN, NULL, NULL), ==, 400);
  g_assert_cmpuint (fixture_send (f, "POST", TOKEN, "{\"grant_type\":\"authorization_code\"}", NULL), ==,
                    400);

  /* The flow is switched off at the app, and then any row of the table. */
  control (f, "/__sandbox/client", "{\"salesforce\":{\"code_grant\":false}}");
  assert_token_error (f, code, id, secret, "unsupported_grant_type", "grant type not supported");
  control (f, "/__sandbox/oauth-error", "{\"id\":\"grant-ip-restricted\"}");
  assert_token_error (f, code, id, secret, "invalid_grant", "IP restricted or invalid login hours");
}

/* The record of requests says what was asked and answered, and not with what. */
static void
test_proof_record (Fixture *f, gconstpointer data)
{
  g_autofree char *secret = client (f, "salesforce", "client_secret");
  JsonObject *record;

  assert_token_error (f, "authorization_code", "3MVG9other", secret, "invalid_client_id",
                      "client identifier invalid");
  control (f, "/__sandbox/requests", NULL);
  record = sandbox_item (fixture_array (f), sandbox_length (fixture_array (f)) - 1);
  g_assert_cmpstr (sandbox_str (record, "path"), ==, TOKEN);
  g_assert_cmpstr (sandbox_str (record, "grant_type"), ==, "authorization_code");
  g_assert_cmpstr (sandbox_str (record, "error"), ==, "invalid_client_id");
  g_assert_null (strstr (f->text, secret));
  g_assert_null (strstr (f->text, "3MVG9"));
}

/* Both sides must agree for anybody to be connected. */
static void
test_two_sides (Fixture *f, gconstpointer data)
{
  g_autofree char *id = client (f, "salesforce", "client_id");

  control (f, "/__sandbox/client", "{\"platform\":{\"client_id\":\"3MVG9typo\"}}");
  g_assert_cmpuint (fixture_sign_in (f, ACCOUNT, "dana@northwind.example"), ==, 303);
  g_assert_nonnull (strstr (fixture_header (f, "Location"), "error=invalid_client_id&"));

  g_free (id);
  id = client (f, "salesforce", "client_id");
  control (f, "/__sandbox/client", "{\"salesforce\":{\"client_id\":\"3MVG9typo\"}}");
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  control (f, "/__sandbox/client", "{\"platform\":{\"client_secret\":\"typo\"}}");
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_nonnull (strstr (fixture_header (f, "Location"), "/salesforce?error=invalid_client&"));

  control (f, "/__sandbox/client", "{\"salesforce\":{\"callback\":\"https://other.example/cb\"}}");
  g_assert_cmpuint (fixture_sign_in (f, ACCOUNT, "dana@northwind.example"), ==, 303);
  g_assert_nonnull (strstr (fixture_header (f, "Location"), "error=redirect_uri_mismatch&"));
  control (f, "/__sandbox/client",
           "{\"salesforce\":{\"callback\":null,\"client_secret\":\"typo\"},\"platform\":{}}");
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_null (strstr (fixture_header (f, "Location"), "error="));
  g_assert_cmpuint (control (f, "/__sandbox/client", "{\"salesforce\":{\"client_id\":null}}"), ==, 400);
  g_assert_cmpuint (control (f, "/__sandbox/client", "{\"platform\":{\"live\":1}}"), ==, 400);
}

static void
test_fresh (Fixture *f, gconstpointer data)
{
  g_autofree char *id = client (f, "salesforce", "client_id");
  g_autofree char *secret = client (f, "salesforce", "client_secret");
  g_autofree char *portal = NULL;
  g_autofree char *body = NULL;

  embark_sandbox_set_fresh_app (f->sandbox, TRUE);
  g_assert_null (client (f, "platform", "client_id"));
  g_assert_cmpuint (fixture_call (f, "GET", API "/application/salesforce", NULL), ==, 404);
  g_assert_cmpuint (fixture_call (f, "GET", API "/application", NULL), ==, 200);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 0);
  g_assert_cmpuint (fixture_call (f, "GET", OAUTH_URL, NULL), ==, 404);
  portal = fixture_portal (f, ACCOUNT);
  fixture_send (f, "GET", portal, NULL, NULL);
  g_assert_null (strstr (f->text, "/salesforce\" autofocus"));

  control (f, "/__sandbox/client", "{\"platform\":{\"live\":true}}");
  g_assert_cmpuint (fixture_call (f, "GET", API "/application/salesforce", NULL), ==, 200);
  g_assert_cmpuint (fixture_call (f, "GET", OAUTH_URL, NULL), ==, 500);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "message"), ==,
                   "Auth credentials not found for application salesforce");
  body = g_strdup_printf ("{\"platform\":{\"client_id\":\"%s\",\"client_secret\":\"%s\"}}", id, secret);
  control (f, "/__sandbox/client", body);
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_null (strstr (fixture_header (f, "Location"), "error="));

  control (f, "/__sandbox/client", "{\"fresh\":true}");
  g_assert_cmpuint (fixture_call (f, "GET", API "/application/salesforce", NULL), ==, 404);
  embark_sandbox_set_fresh_app (f->sandbox, FALSE);
  g_assert_cmpuint (fixture_call (f, "GET", API "/application/salesforce", NULL), ==, 200);
}

static GUri *
authorize (Fixture *f, const char *switches, GHashTable **query)
{
  g_autoptr (GUri) uri = NULL;

  g_assert_cmpuint (control (f, "/__sandbox/authorize", switches), ==, 200);
  g_assert_cmpuint (fixture_call (f, "GET", OAUTH_URL, NULL), ==, 200);
  uri = g_uri_parse (sandbox_str (fixture_object (f), "auth_url"), SOUP_HTTP_URI_FLAGS, NULL);
  g_assert_nonnull (uri);
  *query = soup_form_decode (g_uri_get_query (uri));
  return g_steal_pointer (&uri);
}

static void
test_authorize_switches (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *switches;
    const char *host;
    const char *name;
    const char *value;
  } rows[] = {
    { "{}", "127.0.0.1", "code_challenge_method", "S256" },
    { "{\"host\":\"production\"}", "login.salesforce.com", "response_type", "code" },
    { "{\"host\":\"sandbox\"}", "test.salesforce.com", "response_type", "code" },
    { "{\"host\":\"my-domain\"}", "northwind-traders.my.salesforce.com", "response_type", "code" },
    { "{\"host\":\"localhost\"}", "localhost", "response_type", "code" },
    { "{\"host\":\"https://x.my.salesforce.com\"}", "x.my.salesforce.com", "response_type", "code" },
    { "{\"client_id\":null}", "127.0.0.1", "client_id", NULL },
    { "{\"client_id\":\"3MVG9other\"}", "127.0.0.1", "client_id", "3MVG9other" },
    { "{\"redirect_uri\":\"https://other.example/cb\"}", "127.0.0.1", "redirect_uri",
      "https://other.example/cb" },
    { "{\"redirect_uri\":null}", "127.0.0.1", "redirect_uri", NULL },
    { "{\"scope\":\"refresh_token\"}", "127.0.0.1", "scope", "refresh_token" },
    { "{\"scope\":\"api\"}", "127.0.0.1", "scope", "api" },
    { "{\"scope\":null}", "127.0.0.1", "scope", NULL },
    { "{\"code_challenge\":null}", "127.0.0.1", "code_challenge", NULL },
    { "{\"code_challenge\":null}", "127.0.0.1", "code_challenge_method", NULL },
    { "{\"code_challenge_method\":\"plain\"}", "127.0.0.1", "code_challenge_method", "plain" },
    { "{}", "127.0.0.1", "scope", "api refresh_token offline_access" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GHashTable) query = NULL;
      g_autoptr (GUri) uri = authorize (f, rows[i].switches, &query);

      g_test_message ("%s", rows[i].switches);
      g_assert_cmpstr (g_uri_get_host (uri), ==, rows[i].host);
      g_assert_cmpstr (g_uri_get_path (uri), ==, "/services/oauth2/authorize");
      g_assert_cmpstr (g_hash_table_lookup (query, rows[i].name), ==, rows[i].value);
      g_assert_nonnull (g_hash_table_lookup (query, "state"));
    }
}

static void
test_authorize_fails (Fixture *f, gconstpointer data)
{
  static const char *const refused[] = {
    "{\"host\":\"nowhere\"}", "{\"client_id\":1}", "{\"other\":\"x\"}",
    "{\"portal\":null}",      "{\"live\":\"no\"}",
  };
  g_autofree char *portal = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpuint (control (f, "/__sandbox/authorize", refused[i]), ==, 400);

  control (f, "/__sandbox/authorize", "{\"credentials\":false}");
  g_assert_cmpuint (fixture_call (f, "GET", OAUTH_URL, NULL), ==, 500);
  control (f, "/__sandbox/authorize", "{\"live\":false}");
  g_assert_cmpuint (fixture_call (f, "GET", API "/application/salesforce", NULL), ==, 404);
  g_assert_cmpuint (fixture_call (f, "GET", OAUTH_URL, NULL), ==, 404);

  control (f, "/__sandbox/authorize", "{\"portal\":\"unreachable\"}");
  portal = fixture_portal (f, ACCOUNT);
  g_assert_true (g_str_has_prefix (portal, "http://127.0.0.1:1/connect/"));
  g_free (portal);
  control (f, "/__sandbox/authorize", "{\"portal\":\"other-host\"}");
  portal = fixture_portal (f, ACCOUNT);
  g_assert_true (g_str_has_prefix (portal, "http://localhost:"));
  g_assert_cmpuint (fixture_send (f, "GET", portal, NULL, NULL), ==, 200);
  g_free (portal);
  control (f, "/__sandbox/authorize", "{\"portal\":\"down\"}");
  portal = fixture_portal (f, ACCOUNT);
  g_assert_cmpuint (fixture_send (f, "GET", portal, NULL, NULL), ==, 0);
  g_assert_nonnull (f->error);

  control (f, "/__sandbox/authorize", "{}");
  g_assert_cmpuint (fixture_send (f, "GET", portal, NULL, NULL), ==, 200);
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_null (strstr (fixture_header (f, "Location"), "error="));
}

/* Salesforce renews nothing for an app that did not ask for it. */
static void
test_no_refresh_scope (Fixture *f, gconstpointer data)
{
  control (f, "/__sandbox/authorize", "{\"scope\":\"api\"}");
  fixture_sign_in (f, ACCOUNT, "dana@northwind.example");
  fixture_follow (f);
  g_assert_nonnull (strstr (f->text, "Manage user data via APIs"));
  g_assert_null (strstr (f->text, "Perform requests at any time"));
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_call (f, "GET", API "/application/salesforce", NULL);
  g_assert_false (sandbox_bool (fixture_object (f), "reauth_required"));
  embark_clock_manual_advance (f->clock, 3 * 60 * 60 * 1000);
  fixture_call (f, "GET", API "/application/salesforce", NULL);
  g_assert_true (sandbox_bool (fixture_object (f), "reauth_required"));
}

/* Returns: (transfer none): how @account's connection is named */
static JsonNode *
identifier (Fixture *f, const char *account)
{
  fixture_send (f, "GET", API "/application/salesforce", NULL, "key", embark_sandbox_get_api_key (f->sandbox),
                "account", account, NULL);
  return sandbox_node (sandbox_item (sandbox_arr (fixture_object (f), "connected_accounts"), 0),
                       "identifier");
}

static void
test_identifiers (Fixture *f, gconstpointer data)
{
  g_autofree char *org = NULL;
  JsonNode *node;

  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_connect (f, "kestrel-sons", "owen@northwind.example");
  g_assert_cmpstr (json_node_get_string (identifier (f, ACCOUNT)), ==, "dana@northwind.example (Northwind)");
  g_assert_cmpuint (control (f, "/__sandbox/identifier", "{\"form\":\"email\"}"), ==, 200);
  g_assert_cmpstr (json_node_get_string (identifier (f, ACCOUNT)), ==, "dana@northwind.example");
  g_assert_cmpuint (control (f, "/__sandbox/identifier", "{\"form\":\"none\"}"), ==, 200);
  g_assert_cmpstr (json_node_get_string (identifier (f, ACCOUNT)), ==, "NA");
  g_assert_cmpuint (control (f, "/__sandbox/identifier", "{\"form\":\"object\"}"), ==, 200);

  /* Two accounts in one org, which is what nobody meant. */
  node = identifier (f, ACCOUNT);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  org = g_strdup (sandbox_str (json_node_get_object (node), "organization_id"));
  node = identifier (f, "kestrel-sons");
  g_assert_cmpstr (sandbox_str (json_node_get_object (node), "organization_id"), ==, org);
  g_assert_cmpstr (sandbox_str (json_node_get_object (node), "email"), ==, "owen@northwind.example");
  fixture_connect (f, "kestrel-sons", "owen@kestrel.example");
  node = identifier (f, "kestrel-sons");
  g_assert_cmpstr (sandbox_str (json_node_get_object (node), "organization_id"), !=, org);

  g_assert_cmpuint (control (f, "/__sandbox/identifier", "{\"form\":\"x\"}"), ==, 400);
  g_assert_cmpuint (control (f, "/__sandbox/identifier", "{\"form\":null}"), ==, 200);
  g_assert_true (JSON_NODE_HOLDS_VALUE (identifier (f, ACCOUNT)));
}

static void
assert_link (Fixture *f, const char *portal, guint status, const char *words)
{
  g_assert_cmpuint (fixture_send (f, "GET", portal, NULL, NULL), ==, status);
  if (strstr (f->text, words) == NULL)
    g_error ("“%s” is not on the page:\n%s", words, f->text);
}

static void
test_links (Fixture *f, gconstpointer data)
{
  g_autofree char *first = fixture_portal (f, ACCOUNT);
  g_autofree char *second = fixture_portal (f, ACCOUNT);
  const char *token = first + strlen ("/connect/");
  g_autofree char *made_up = g_strconcat (first, "x", NULL);

  g_assert_cmpstr (first, !=, second);
  assert_link (f, first, 200, "Manage your integrations");
  assert_link (f, second, 200, "Manage your integrations");
  assert_link (f, made_up, 401, "It was not issued here");
  g_assert_cmpuint (fixture_send (f, "POST", API "/session-token/revoke", NULL, "bearer", token, NULL), ==,
                    200);
  assert_link (f, first, 401, "It was revoked");
  assert_link (f, second, 200, "Manage your integrations");
  embark_clock_manual_advance (f->clock, 600000 * G_GUINT64_CONSTANT (1000));
  assert_link (f, second, 401, "It has expired");
  assert_link (f, first, 401, "It was revoked");
}

/* Returns: (transfer full): the id in the token at the end of @portal */
static char *
link_id (const char *portal)
{
  g_auto (GStrv) parts = g_strsplit (portal, ".", 3);
  g_autofree char *padded = g_strconcat (parts[1], "===", NULL);
  g_autofree guchar *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;

  padded[(strlen (parts[1]) + 3) / 4 * 4] = '\0';
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  text = g_base64_decode (padded, &length);
  node = sandbox_json_parse ((const char *) text, length, NULL);
  g_assert_nonnull (node);
  return g_strdup (sandbox_str (json_node_get_object (node), "jti"));
}

static void
test_link_use (Fixture *f, gconstpointer data)
{
  g_autofree char *first = fixture_portal (f, ACCOUNT);
  g_autofree char *second = fixture_portal (f, ACCOUNT);
  g_autofree char *id = link_id (second);
  guint uses = 0;

  fixture_send (f, "GET", first, NULL, NULL);
  fixture_send (f, "GET", second, NULL, NULL);
  control (f, "/__sandbox/requests", NULL);
  for (guint i = 0; i < sandbox_length (fixture_array (f)); i++)
    if (g_strcmp0 (sandbox_str (sandbox_item (fixture_array (f), i), "link"), id) == 0)
      {
        uses++;
        g_assert_cmpstr (sandbox_str (sandbox_item (fixture_array (f), i), "path"), ==, "/connect/{token}");
        g_assert_nonnull (sandbox_str (sandbox_item (fixture_array (f), i), "time"));
      }
  g_assert_cmpuint (uses, ==, 1);
  g_assert_null (strstr (f->text, first + strlen ("/connect/")));
}

/* Cookies come with the sign-in, and the record says whose a request was without telling how. */
static void
test_cookies (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  JsonObject *record;

  fixture_call (f, "GET", OAUTH_URL, NULL);
  path = fixture_path (f, sandbox_str (fixture_object (f), "auth_url"));
  g_assert_cmpuint (fixture_send (f, "GET", path, NULL, NULL), ==, 200);
  g_assert_true (g_str_has_prefix (fixture_header (f, "Set-Cookie"), "BrowserId="));
  g_assert_nonnull (strstr (fixture_header (f, "Set-Cookie"), "HttpOnly"));
  fixture_send (f, "GET", path, NULL, "Cookie", "a=1; BrowserId=knownbrowser; sid=verysecret", NULL);
  g_assert_null (fixture_header (f, "Set-Cookie"));

  control (f, "/__sandbox/requests", NULL);
  record = sandbox_item (fixture_array (f), sandbox_length (fixture_array (f)) - 1);
  g_assert_true (sandbox_bool (record, "cookie_sent"));
  g_assert_cmpuint (sandbox_length (sandbox_arr (record, "cookies")), ==, 3);
  g_assert_cmpstr (json_array_get_string_element (sandbox_arr (record, "cookies"), 2), ==, "sid");
  g_assert_null (strstr (f->text, "verysecret"));
  record = sandbox_item (fixture_array (f), sandbox_length (fixture_array (f)) - 2);
  g_assert_true (json_object_has_member (record, "cookie_sent"));
  g_assert_false (sandbox_bool (record, "cookie_sent"));

  fixture_sign_in (f, ACCOUNT, "dana@northwind.example");
  g_assert_true (g_str_has_prefix (fixture_header (f, "Set-Cookie"), "sid="));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/sandbox/client/proof", test_proof);
  ADD ("/sandbox/client/proof-record", test_proof_record);
  ADD ("/sandbox/client/two-sides", test_two_sides);
  ADD ("/sandbox/client/fresh", test_fresh);
  ADD ("/sandbox/client/authorize-switches", test_authorize_switches);
  ADD ("/sandbox/client/authorize-fails", test_authorize_fails);
  ADD ("/sandbox/client/no-refresh-scope", test_no_refresh_scope);
  ADD ("/sandbox/client/identifiers", test_identifiers);
  ADD ("/sandbox/client/links", test_links);
  ADD ("/sandbox/client/link-use", test_link_use);
  ADD ("/sandbox/client/cookies", test_cookies);

  return g_test_run ();
}
