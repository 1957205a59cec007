/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a visit tells of the pages it passes through, for whoever has to find out why a sign-in failed. */

#include "config.h"

#include <string.h>

#include "web-fixture.h"

static const WebRoute routes[] = {
  { "/start", 200, NULL, NULL, "<title>Start</title><p id=p>start</p>" },
  { "/deny", 302,
    "Location: {BASE}/callback?error=access_denied&error_description=end-user+denied%0aauthorization%E2%80%AE"
    "&state=s3cret",
    NULL, NULL },
  { "/callback", 302, "Location: {BASE}/start", NULL, NULL },
  /* Salesforce shows these errors itself, without a callback. */
  { "/setup/secur/RemoteAccessErrorPage.apexp", 200, NULL, NULL, "<title>Error Page</title>" },
  { "/_nc_external/identity/app/AppInstallErrorPage.apexp", 200, NULL, NULL, "<p>x</p>" },
  { "/_nc_external/identity/sso/ui/AuthorizationError", 200, NULL, NULL, "<p>x</p>" },
  { "/turned", 200, NULL, NULL, "<title>\xe2\x80\xae moc.elpmaxe\xe2\x81\xa6 &lt;b&gt;\n\n x</title>" },
  { "/secret-title", 200, NULL, NULL, "<script>document.title = 'See ' + location.href</script>" },
  { "/huge", 200, NULL, NULL, "<script>document.title = 'ab '.repeat(1000000)</script>" },
  { "/flood", 200, NULL, NULL,
    "<script>for (let i = 0; i < 5000; i++) document.title = 'Title ' + i;"
    "for (let i = 0; i < 50; i++) setTimeout(() => { document.title = 'Later ' + i }, i)</script>" },
  { "/loop", 302, "Location: {BASE}/loop", NULL, NULL },
  { "/agent", 200, NULL, NULL, "<p id=p>agent</p>" },
  { "/popup", 200, NULL, NULL,
    "<script>w = window.open('/setup/secur/RemoteAccessErrorPage.apexp?error=OAUTH_APP_BLOCKED')</script>" },
  { NULL },
};

static const char *const landmarks[] = { "RemoteAccessErrorPage", "AppInstallErrorPage", "AuthorizationError",
                                         NULL };

/* Rule: an error is told by its code and its words, wherever in an address it stands, and never by the
 * address. */
static void
test_callback (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/deny");
  g_assert_cmpstr (f->visited->str, ==, "127.0.0.1!access_denied 127.0.0.1 ");
  g_assert_cmpstr (f->description, ==, "end-user denied authorization");
  g_assert_null (f->landmark);
}

static void
test_error_pages (WebFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *path;
    const char *visited;
    const char *description;
    const char *landmark;
  } cases[] = {
    { "/setup/secur/"
      "RemoteAccessErrorPage.apexp?error=redirect_uri_mismatch&error_description=redirect_uri%20must"
      "%20match%20configuration",
      "127.0.0.1!redirect_uri_mismatch ", "redirect_uri must match configuration", "RemoteAccessErrorPage" },
    { "/setup/secur/RemoteAccessErrorPage.apexp#error=OAUTH_EC_APP_NOT_FOUND",
      "127.0.0.1!OAUTH_EC_APP_NOT_FOUND ", NULL, "RemoteAccessErrorPage" },
    { "/setup/secur/RemoteAccessErrorPage.apexp", "127.0.0.1 ", NULL, "RemoteAccessErrorPage" },
    { "/_nc_external/identity/app/AppInstallErrorPage.apexp?error_code=generic_error",
      "127.0.0.1!generic_error ", NULL, "AppInstallErrorPage" },
    { "/_nc_external/identity/sso/ui/AuthorizationError?ErrorCode=NO_ACCESS&ErrorDescription=Not+allowed",
      "127.0.0.1!NO_ACCESS ", "Not allowed", "AuthorizationError" },
  };

  embark_web_host_set_landmarks (EMBARK_WEB_HOST (f->view), landmarks);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_clear_pointer (&f->description, g_free);
      g_clear_pointer (&f->landmark, g_free);
      web_fixture_load_and_wait (f, cases[i].path);
      g_assert_cmpstr (f->visited->str, ==, cases[i].visited);
      g_assert_cmpstr (f->description, ==, cases[i].description);
      g_assert_cmpstr (f->landmark, ==, cases[i].landmark);
    }
}

static gboolean
has_landmark (WebFixture *f)
{
  return f->landmark != NULL;
}

static void
test_popup (WebFixture *f, gconstpointer data)
{
  embark_web_host_set_landmarks (EMBARK_WEB_HOST (f->view), landmarks);
  web_fixture_load (f, "/popup");
  web_fixture_wait (f, has_landmark);
  g_assert_nonnull (strstr (f->visited->str, "!OAUTH_APP_BLOCKED"));

  /* Taken back, they are not told any more. */
  embark_web_host_set_landmarks (EMBARK_WEB_HOST (f->view), NULL);
  g_clear_pointer (&f->landmark, g_free);
  web_fixture_load_and_wait (f, "/setup/secur/RemoteAccessErrorPage.apexp");
  g_assert_null (f->landmark);
}

static gboolean
has_title (WebFixture *f)
{
  return f->titles->len > 0;
}

static void
assert_title (WebFixture *f, const char *path, const char *expected)
{
  g_string_truncate (f->titles, 0);
  web_fixture_load (f, path);
  web_fixture_wait (f, has_title);
  g_assert_cmpstr (f->titles->str, ==, expected);
}

static void
test_titles (WebFixture *f, gconstpointer data)
{
  assert_title (f, "/start", "127.0.0.1: Start\n");
  assert_title (f, "/turned", "127.0.0.1: moc.elpmaxe <b> x\n");

  /* Pages put their own address there. */
  g_string_truncate (f->titles, 0);
  web_fixture_load (f, "/secret-title?token=s3cretS3CRETs3cret");
  web_fixture_wait (f, has_title);
  g_assert_nonnull (strstr (f->titles->str, "127.0.0.1: See "));
  g_assert_null (strstr (f->titles->str, "s3cret"));

  g_string_truncate (f->titles, 0);
  web_fixture_load (f, "/huge");
  web_fixture_wait (f, has_title);
  g_assert_cmpuint (f->titles->len, <=, strlen ("127.0.0.1: \n") + EMBARK_WEB_POLICY_MAX_TITLE);
}

static gboolean
has_last_title (WebFixture *f)
{
  return strstr (f->titles->str, "Later 49\n") != NULL;
}

/* Rule: a hostile page does not hold the window with its title; the last one counts. */
static void
test_title_flood (WebFixture *f, gconstpointer data)
{
  g_auto (GStrv) told = NULL;

  web_fixture_load (f, "/flood");
  web_fixture_wait (f, has_last_title);
  told = g_strsplit (f->titles->str, "\n", -1);
  g_test_message ("%s", f->titles->str);
  g_assert_cmpuint (g_strv_length (told), <, 10);
}

/* Rule: what redirects without end comes to an end, and says why. */
static void
test_redirects (WebFixture *f, gconstpointer data)
{
  guint asked = 0;

  web_fixture_load (f, "/loop?token=s3cret");
  web_fixture_wait (f, web_fixture_has_failed);
  for (const char *p = f->requests->str; (p = strstr (p, "/loop")) != NULL; p++)
    asked++;
  g_test_message ("%u requests: %d %s", asked, f->failure, f->failed_detail);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_REDIRECTS);
  g_assert_cmpstr (f->failed_host, ==, "127.0.0.1");
  g_assert_null (strstr (f->failed_detail, "s3cret"));
  g_assert_cmpuint (asked, <=, 30);

  web_fixture_load_and_wait (f, "/start");
}

/* "/hops/30": as many redirects, and then the page. */
static void
hops_cb (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  const guint left = (guint) g_ascii_strtoull (path + strlen ("/hops/"), NULL, 10);
  g_autofree char *next =
      left > 1 ? g_strdup_printf ("/hops/%u?state=s3cret", left - 1) : g_strdup ("/start");

  soup_server_message_set_redirect (message, 302, next);
}

/* Rule: a way that is long and ends is gone to its end, up to WebKit's bound; beyond it the view says so, and
 * is of use again. */
static void
test_many_redirects (WebFixture *f, gconstpointer data)
{
  soup_server_add_handler (f->server, "/hops", hops_cb, f, NULL);
  web_fixture_load_and_wait (f, "/hops/15");
  g_assert_true (g_str_has_suffix (web_fixture_page (f)->shown_uri, "/start"));
  g_assert_cmpint (f->failure, ==, -1);

  web_fixture_load (f, "/hops/30");
  web_fixture_wait (f, web_fixture_has_failed);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_REDIRECTS);
  g_assert_null (strstr (f->failed_detail, "s3cret"));
  web_fixture_load_and_wait (f, "/start");
}

static char *agent;

static void
agent_cb (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  g_free (agent);
  agent = g_strdup (
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "User-Agent"));
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<p>x</p>", 8);
  soup_server_message_set_status (message, 200, NULL);
}

/* Rule: the user agent is WebKit's own, to everybody. */
static void
test_user_agent (WebFixture *f, gconstpointer data)
{
  g_autoptr (WebKitSettings) untouched = webkit_settings_new ();
  WebKitSettings *settings = webkit_web_view_get_settings (web_fixture_page (f)->web);

  soup_server_add_handler (f->server, "/agent", agent_cb, f, NULL);
  web_fixture_load_and_wait (f, "/agent");
  g_assert_cmpstr (agent, ==, webkit_settings_get_user_agent (untouched));
  g_assert_cmpstr (webkit_settings_get_user_agent (settings), ==, webkit_settings_get_user_agent (untouched));
  /* WebKit passes for other browsers on single sites where this is on. */
  g_assert_false (webkit_settings_get_enable_site_specific_quirks (settings));
  g_clear_pointer (&agent, g_free);
}

static void
set_up (WebFixture *f, gconstpointer data)
{
  web_fixture_init (f, routes, NULL);
}

static void
tear_down (WebFixture *f, gconstpointer data)
{
  web_fixture_clear (f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add ("/web/evidence/" path, WebFixture, NULL, set_up, func, tear_down)
  ADD ("callback", test_callback);
  ADD ("error-pages", test_error_pages);
  ADD ("popup", test_popup);
  ADD ("titles", test_titles);
  ADD ("title-flood", test_title_flood);
  ADD ("redirects", test_redirects);
  ADD ("many-redirects", test_many_redirects);
  ADD ("user-agent", test_user_agent);
#undef ADD

  return g_test_run ();
}
