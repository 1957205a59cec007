/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages, walked by their own links and forms. */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

static void
assert_has (Fixture *f, const char *part)
{
  if (strstr (f->text, part) == NULL)
    g_error ("“%s” is not on the page:\n%s", part, f->text);
}

static void
assert_page_headers (Fixture *f)
{
  const char *policy = fixture_header (f, "Content-Security-Policy");

  g_assert_nonnull (policy);
  g_assert_true (g_str_has_prefix (policy, "default-src 'none'"));
  g_assert_null (strstr (policy, "unsafe"));
  /* A page of its own owner may show the portal in itself. */
  g_assert_cmpstr (fixture_header (f, "X-Frame-Options"), ==,
                   strstr (policy, "frame-ancestors 'self'") != NULL ? "SAMEORIGIN" : "DENY");
  g_assert_cmpstr (fixture_header (f, "Referrer-Policy"), ==, "no-referrer");
  g_assert_cmpstr (fixture_header (f, "Cache-Control"), ==, "no-store");
}

static gboolean
is_connected (Fixture *f, const char *account)
{
  JsonArray *accounts;

  fixture_send (f, "GET", API "/application/salesforce", NULL, "key", embark_sandbox_get_api_key (f->sandbox),
                "account", account, NULL);
  accounts = sandbox_arr (fixture_object (f), "connected_accounts");
  return sandbox_bool (fixture_object (f), "connected") && sandbox_length (accounts) == 1
         && g_strcmp0 (sandbox_str (sandbox_item (accounts, 0), "status"), "active") == 0;
}

static void
test_whole_path (Fixture *f, gconstpointer data)
{
  g_autofree char *portal = fixture_portal (f, ACCOUNT);
  g_autofree char *href = g_strdup_printf ("href=\"%s/salesforce\" autofocus", portal);
  g_autofree char *app = g_strconcat (portal, "/salesforce", NULL);
  g_autofree char *token = g_strdup (portal + strlen ("/connect/"));
  g_autofree char *path = NULL;
  g_autofree char *state = NULL;
  g_autofree char *form = NULL;

  g_assert_cmpuint (fixture_send (f, "GET", portal, NULL, NULL), ==, 200);
  assert_page_headers (f);
  assert_has (f, "Manage your integrations");
  assert_has (f, "Stand-in of the Embark sandbox");
  assert_has (f, href);
  g_assert_cmpuint (fixture_send (f, "GET", app, NULL, NULL), ==, 200);
  assert_page_headers (f);
  assert_has (f, "autofocus>Connect<");
  assert_has (f, "data-variant=\"new-window\"");

  /* What the page's script does: ask, then open. */
  fixture_send (f, "GET", "/api/v1/salesforce/integrate?window=new", NULL, "bearer", token, NULL);
  path = fixture_path (f, sandbox_str (fixture_object (f), "auth_url"));
  g_assert_cmpuint (fixture_send (f, "GET", path, NULL, NULL), ==, 200);
  assert_page_headers (f);
  assert_has (f, "any password works");
  assert_has (f, "dana.whitfield@northwind-traders.example");
  state = fixture_input (f, "state");
  form = soup_form_encode ("state", state, "username", "dana@northwind.example", "password", "", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", "/services/oauth2/login", form, NULL), ==, 400);
  assert_has (f, "check your username and password");
  g_free (form);
  form = soup_form_encode ("state", state, "username", "dana@northwind.example", "password", "pw", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", "/services/oauth2/login", form, NULL), ==, 303);
  g_assert_false (is_connected (f, ACCOUNT));

  g_assert_cmpuint (fixture_send (f, "POST", "/services/oauth2/login", form, NULL), ==, 303);
  g_assert_cmpuint (fixture_decide (f, "allow"), ==, 200);
  assert_page_headers (f);
  assert_has (f, "You can close this window");
  assert_has (f, "window.opener");
  g_assert_true (is_connected (f, ACCOUNT));
  fixture_send (f, "GET", app, NULL, NULL);
  assert_has (f, "dana@northwind.example");
  assert_has (f, "<dd><bdi>Northwind</bdi></dd>");
  assert_has (f, "Disconnect");
}

static void
test_consent_words (Fixture *f, gconstpointer data)
{
  fixture_sign_in (f, ACCOUNT, "dana+<b>@northwind.example");
  g_assert_cmpuint (fixture_follow (f), ==, 200);
  assert_page_headers (f);
  assert_has (f, "Manage user data via APIs");
  assert_has (f, "Perform requests at any time");
  assert_has (f, "dana+&lt;b&gt;@northwind.example");
  g_assert_null (strstr (f->text, "<b>@"));
}

static void
test_same_window (Fixture *f, gconstpointer data)
{
  g_autofree char *portal = fixture_portal (f, ACCOUNT);
  g_autofree char *by_query = g_strconcat (portal, "/salesforce?variant=same-window", NULL);
  g_autofree char *app = g_strconcat (portal, "/salesforce", NULL);

  fixture_send (f, "GET", by_query, NULL, NULL);
  assert_has (f, "data-variant=\"same-window\"");
  embark_sandbox_set_same_window (f->sandbox, TRUE);
  fixture_send (f, "GET", app, NULL, NULL);
  assert_has (f, "data-variant=\"same-window\"");
  /* Back on the portal at the end. */
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_cmpuint (fixture_follow (f), ==, 200);
  assert_has (f, "Connected");
}

static void
test_deny (Fixture *f, gconstpointer data)
{
  fixture_sign_in (f, ACCOUNT, "dana@northwind.example");
  g_assert_cmpuint (fixture_decide (f, "deny"), ==, 303);
  fixture_follow (f);
  assert_has (f, "Access was denied");
  assert_has (f, "autofocus>Try Again<");
  g_assert_false (is_connected (f, ACCOUNT));
  /* And then allow. */
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_follow (f);
  g_assert_null (strstr (f->text, "Access was denied"));
  g_assert_true (is_connected (f, ACCOUNT));
}

static void
test_code_once (Fixture *f, gconstpointer data)
{
  g_autofree char *callback = NULL;
  g_autofree char *state = NULL;
  g_autofree char *ticket = NULL;
  g_autofree char *form = NULL;
  g_autoptr (GString) wrong = NULL;

  fixture_sign_in (f, ACCOUNT, "dana@northwind.example");
  fixture_follow (f);
  state = fixture_input (f, "state");
  ticket = fixture_input (f, "ticket");
  form = soup_form_encode ("state", state, "ticket", ticket, "decision", "allow", NULL);
  fixture_send (f, "POST", "/setup/secur/RemoteAccessAuthorizationPage.apexp", form, NULL);
  callback = fixture_path (f, fixture_header (f, "Location"));
  /* A second press of Allow. */
  g_assert_cmpuint (fixture_send (f, "POST", "/setup/secur/RemoteAccessAuthorizationPage.apexp", form, NULL),
                    ==, 400);

  wrong = g_string_new (callback);
  g_string_replace (wrong, "code=", "code=0", 1);
  g_assert_cmpuint (fixture_send (f, "GET", wrong->str, NULL, NULL), ==, 400);
  g_assert_false (is_connected (f, ACCOUNT));
  g_assert_cmpuint (fixture_send (f, "GET", callback, NULL, NULL), ==, 303);
  g_assert_true (is_connected (f, ACCOUNT));
  g_assert_cmpuint (fixture_send (f, "GET", callback, NULL, NULL), ==, 400);
}

static void
test_sign_in_expires (Fixture *f, gconstpointer data)
{
  fixture_sign_in (f, ACCOUNT, "dana@northwind.example");
  embark_clock_manual_advance (f->clock, 11 * 60 * 1000);
  g_assert_cmpuint (fixture_follow (f), ==, 400);
  assert_has (f, "This sign-in is over");
}

static void
test_reconnect (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *portal = fixture_portal (f, "blue-finch-77");
  g_autofree char *app = g_strconcat (portal, "/salesforce", NULL);
  g_autofree char *disconnect = g_strconcat (app, "/disconnect", NULL);

  fixture_send (f, "GET", app, NULL, NULL);
  assert_has (f, "Expired");
  assert_has (f, "autofocus>Reconnect<");
  fixture_connect (f, "blue-finch-77", "owen.achebe@bluefinch.example");
  g_assert_true (is_connected (f, "blue-finch-77"));
  g_assert_false (sandbox_bool (fixture_object (f), "reauth_required"));
  g_assert_cmpuint (
      fixture_send (f, "POST", "/__sandbox/expire", "{}", "key", key, "account", "blue-finch-77", NULL), ==,
      200);
  g_assert_false (is_connected (f, "blue-finch-77"));
  g_assert_cmpuint (fixture_send (f, "POST", disconnect, "x=1", NULL), ==, 303);
  is_connected (f, "blue-finch-77");
  g_assert_false (json_object_has_member (fixture_object (f), "connected"));
}

static void
test_host (Fixture *f, gconstpointer data)
{
  g_autofree char *portal = fixture_portal (f, ACCOUNT);

  g_assert_cmpuint (fixture_send (f, "GET", portal, NULL, "Host", "evil.example", NULL), ==, 421);
  g_assert_cmpuint (fixture_send (f, "GET", portal, NULL, "Host", "127.0.0.1.evil.example", NULL), ==, 421);
  g_assert_cmpuint (fixture_send (f, "GET", portal, NULL, "Host", "localhost:99", NULL), ==, 200);
}

/* Returns: (transfer full): path of the record pages of the org that ACCOUNT is connected to */
static char *
org_base (Fixture *f)
{
  JsonObject *env;
  JsonObject *account;

  fixture_send (f, "GET", "/__sandbox/state", NULL, "key", embark_sandbox_get_api_key (f->sandbox), NULL);
  env = sandbox_obj (sandbox_obj (fixture_object (f), "environments"), "test");
  account = sandbox_find (sandbox_arr (env, "accounts"), "account_id", ACCOUNT);
  return g_strdup_printf (
      "/org/%s/lightning",
      sandbox_str (sandbox_obj (sandbox_obj (account, "connections"), "salesforce"), "org"));
}

static void
test_records (Fixture *f, gconstpointer data)
{
  g_autofree char *base = NULL;
  g_autofree char *list = NULL;
  g_autofree char *new = NULL;
  g_autofree char *proof = NULL;
  g_autofree char *form = NULL;
  g_autofree char *record = NULL;
  g_autofree char *edit = NULL;

  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  base = org_base (f);
  list = g_strconcat (base, "/o/Contact/list", NULL);
  new = g_strconcat (base, "/o/Contact/new", NULL);
  g_assert_cmpuint (fixture_send (f, "GET", new, NULL, NULL), ==, 200);
  assert_page_headers (f);
  proof = fixture_input (f, "proof");

  g_assert_cmpuint (fixture_send (f, "POST", new, "LastName=X", NULL), ==, 400);
  form = soup_form_encode ("proof", proof, "FirstName", "<i>", "LastName", "  ", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", new, form, NULL), ==, 400);
  assert_has (f, "Required fields are missing: [LastName]");
  assert_has (f, "value=\"&lt;i&gt;\"");
  g_free (form);
  form = soup_form_encode ("proof", proof, "FirstName", "<i>", "LastName", "O'Hara & \"Co\"", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", new, form, NULL), ==, 303);
  record = fixture_path (f, fixture_header (f, "Location"));
  g_assert_cmpuint (fixture_follow (f), ==, 200);
  assert_page_headers (f);
  assert_has (f, "&lt;i&gt; O&apos;Hara &amp; &quot;Co&quot;");
  g_assert_null (strstr (f->text, "<i>"));
  fixture_send (f, "GET", list, NULL, NULL);
  assert_has (f, "&lt;i&gt; O&apos;Hara");
  g_assert_null (strstr (f->text, "<i>"));

  edit = g_strndup (record, strlen (record) - strlen ("/view"));
  g_free (list);
  list = g_strconcat (edit, "/edit", NULL);
  g_free (form);
  form = soup_form_encode ("proof", proof, "LastName", "Smith", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", list, form, NULL), ==, 303);
  fixture_follow (f);
  assert_has (f, "<bdi>Smith</bdi>");
  g_assert_null (strstr (f->text, "&lt;i&gt;"));
  g_assert_cmpuint (fixture_send (f, "GET", "/org/0000/lightning/o/Contact/list", NULL, NULL), ==, 404);
}

static void
test_two_way (Fixture *f, gconstpointer data)
{
  g_autofree char *base = NULL;
  g_autofree char *new = NULL;
  g_autofree char *proof = NULL;
  g_autofree char *form = NULL;
  g_autofree char *path = NULL;
  JsonObject *run;
  JsonObject *output;

  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  base = org_base (f);
  new = g_strconcat (base, "/o/Contact/new", NULL);
  fixture_send (f, "GET", new, NULL, NULL);
  proof = fixture_input (f, "proof");
  form = soup_form_encode ("proof", proof, "LastName", "Before", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", new, form, NULL), ==, 303);
  embark_clock_manual_advance (f->clock, 5000);
  fixture_call (f, "GET", API "/execution", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 0);

  fixture_enable (f, ACCOUNT, CONTACT_UPDATED);
  g_free (form);
  form = soup_form_encode ("proof", proof, "LastName", "After", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", new, form, NULL), ==, 303);
  embark_clock_manual_advance (f->clock, 5000);
  fixture_call (f, "GET", API "/execution", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 1);
  run = sandbox_item (sandbox_arr (fixture_object (f), "docs"), 0);
  g_assert_cmpstr (sandbox_str (run, "status"), ==, "COMPLETED");
  path = g_strconcat (API "/execution/", sandbox_str (run, "_id"), NULL);
  fixture_call (f, "GET", path, NULL);
  output = sandbox_obj (sandbox_item (sandbox_arr (fixture_object (f), "nodes"), 1), "latest_output");
  g_assert_cmpstr (sandbox_str (output, "LastName"), ==, "After");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/sandbox/portal/whole-path", test_whole_path);
  ADD ("/sandbox/portal/consent-words", test_consent_words);
  ADD ("/sandbox/portal/same-window", test_same_window);
  ADD ("/sandbox/portal/deny", test_deny);
  ADD ("/sandbox/portal/code-once", test_code_once);
  ADD ("/sandbox/portal/sign-in-expires", test_sign_in_expires);
  ADD ("/sandbox/portal/reconnect", test_reconnect);
  ADD ("/sandbox/portal/host", test_host);
  ADD ("/sandbox/portal/records", test_records);
  ADD ("/sandbox/portal/two-way", test_two_way);

  return g_test_run ();
}
