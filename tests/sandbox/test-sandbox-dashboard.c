/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dashboard, walked as somebody does who sets Salesforce up. */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define APP "/applications/salesforce"

static void
assert_has (Fixture *f, const char *part)
{
  if (strstr (f->text, part) == NULL)
    g_error ("“%s” is not on the page:\n%s", part, f->text);
}

static void
assert_leads_to (Fixture *f, const char *path)
{
  g_autofree char *location = fixture_path (f, fixture_header (f, "Location"));

  g_assert_true (g_str_has_prefix (location, path));
}

/* Returns: (transfer full): the cookie that signing in leaves behind */
static char *
sign_in (Fixture *f)
{
  const char *set;

  g_assert_cmpuint (
      fixture_send (f, "POST", "/login", "email=sam%40lumen.example&password=x&next=" APP, NULL), ==, 303);
  assert_leads_to (f, APP);
  set = fixture_header (f, "Set-Cookie");
  g_assert_true (g_str_has_prefix (set, "dashboard_session="));
  g_assert_nonnull (strstr (set, "; HttpOnly; SameSite=Lax; Max-Age="));
  return g_strndup (set, strcspn (set, ";"));
}

static guint
post (Fixture *f, const char *path, const char *cookie, const char *first, ...)
{
  g_autofree char *form = NULL;
  va_list args;

  va_start (args, first);
  form = soup_form_encode_valist (first, args);
  va_end (args);
  return fixture_send (f, "POST", path, form, "Cookie", cookie, NULL);
}

static void
test_set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *cookie = NULL;
  g_autofree char *proof = NULL;

  embark_sandbox_set_fresh_app (f->sandbox, TRUE);
  g_assert_cmpuint (
      fixture_send (f, "GET", "/lightning/setup/ManageExternalClientApplication/home", NULL, NULL), ==, 200);
  fixture_send (f, "GET", "/__sandbox/client", NULL, "key", embark_sandbox_get_api_key (f->sandbox), NULL);
  id = g_strdup (sandbox_str (sandbox_obj (fixture_object (f), "salesforce"), "client_id"));
  secret = g_strdup (sandbox_str (sandbox_obj (fixture_object (f), "salesforce"), "client_secret"));
  fixture_send (f, "GET", "/lightning/setup/NavigationMenus/home", NULL, NULL);
  assert_has (f, id);
  assert_has (f, secret);

  cookie = sign_in (f);
  g_assert_cmpuint (fixture_send (f, "GET", "/applications", NULL, "Cookie", cookie, NULL), ==, 200);
  assert_has (f, "Not live");
  assert_has (f, "href=\"" APP "\"");
  fixture_send (f, "GET", APP, NULL, "Cookie", cookie, NULL);
  assert_has (f, "Go Live");
  assert_has (f, "/api/v1/salesforce/callback");
  proof = fixture_input (f, "proof");
  g_assert_cmpuint (post (f, APP "/live", cookie, "proof", proof, "live", "on", NULL), ==, 303);
  g_assert_cmpuint (fixture_call (f, "GET", API "/application/salesforce", NULL), ==, 200);

  g_assert_cmpuint (post (f, APP, cookie, "proof", proof, "client_id", id, "client_secret", "", NULL), ==,
                    400);
  assert_has (f, "Enter the Client Id and the Client Secret");
  g_assert_cmpuint (
      post (f, APP, cookie, "proof", proof, "client_id", "3MVG9wrong", "client_secret", secret, NULL), ==,
      200);
  g_assert_cmpuint (fixture_sign_in (f, ACCOUNT, "dana@northwind.example"), ==, 303);
  g_assert_nonnull (strstr (fixture_header (f, "Location"), "error=invalid_client_id&"));
  g_free (id);
  fixture_send (f, "GET", "/__sandbox/client", NULL, "key", embark_sandbox_get_api_key (f->sandbox), NULL);
  id = g_strconcat ("  ", sandbox_str (sandbox_obj (fixture_object (f), "salesforce"), "client_id"), "\n",
                    NULL);
  g_assert_cmpuint (post (f, APP, cookie, "proof", proof, "client_id", id, "client_secret", "", NULL), ==,
                    200);
  assert_has (f, "Credentials saved");
  /* It is not shown again. */
  g_assert_null (strstr (f->text, secret));
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_null (strstr (fixture_header (f, "Location"), "error="));

  g_assert_cmpuint (post (f, APP "/live", cookie, "proof", proof, "live", "off", NULL), ==, 303);
  g_assert_cmpuint (fixture_call (f, "GET", API "/application/salesforce", NULL), ==, 404);
}

static void
test_session (Fixture *f, gconstpointer data)
{
  static const char *const inside[] = { "/applications",         APP,
                                        "/connections",          "/logs",
                                        "/settings/credentials", "/developer/events" };
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "state.json", NULL);
  g_autofree char *cookie = NULL;
  g_autofree char *other = NULL;
  g_autofree char *proof = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (fixture_send (f, "GET", "/", NULL, NULL), ==, 303);
  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    {
      g_assert_cmpuint (fixture_send (f, "GET", inside[i], NULL, NULL), ==, 303);
      assert_leads_to (f, "/login?next=");
      g_assert_cmpuint (fixture_follow (f), ==, 200);
      assert_has (f, inside[i]);
    }
  g_assert_cmpuint (fixture_send (f, "POST", "/login", "email=sam&password=x", NULL), ==, 400);
  g_assert_cmpuint (
      fixture_send (f, "POST", "/login", "email=a%40b&password=x&next=%2F%2Fevil.example", NULL), ==, 303);
  assert_leads_to (f, "/applications");

  cookie = sign_in (f);
  other = sign_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    g_assert_cmpuint (fixture_send (f, "GET", inside[i], NULL, "Cookie", cookie, NULL), ==, 200);

  /* A form of one session is none of another's. */
  fixture_send (f, "GET", APP, NULL, "Cookie", other, NULL);
  proof = fixture_input (f, "proof");
  g_assert_cmpuint (post (f, APP "/live", cookie, "proof", proof, "live", "off", NULL), ==, 400);
  g_assert_cmpuint (post (f, APP "/live", cookie, "live", "off", NULL), ==, 400);
  g_assert_cmpuint (fixture_call (f, "GET", API "/application/salesforce", NULL), ==, 200);

  /* Whoever comes back another day is still signed in, until they sign out. */
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (embark_sandbox_save (f->sandbox, path, &error));
  g_assert_true (embark_sandbox_load (f->sandbox, path, &error));
  g_assert_cmpuint (fixture_send (f, "GET", APP, NULL, "Cookie", cookie, NULL), ==, 200);
  g_assert_cmpuint (fixture_send (f, "POST", "/logout", "x=1", "Cookie", cookie, NULL), ==, 303);
  g_assert_cmpuint (fixture_send (f, "GET", APP, NULL, "Cookie", cookie, NULL), ==, 303);
  g_assert_cmpuint (fixture_send (f, "GET", APP, NULL, "Cookie", other, NULL), ==, 200);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/sandbox/dashboard/set-up", test_set_up);
  ADD ("/sandbox/dashboard/session", test_session);

  return g_test_run ();
}
