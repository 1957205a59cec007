/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a view goes, what it tells of it, and what ends it. */

#include "config.h"

#include <string.h>

#include "web-fixture.h"

static const WebRoute routes[] = {
  { "/start", 200, "Set-Cookie: visit=one; Path=/", NULL, "<p id=p>start</p>" },
  { "/second", 200, NULL, NULL, "<p id=p>second</p>" },
  { "/hop", 302, "Location: {BASE}/callback?error=access_denied&state=s3cret", NULL, NULL },
  { "/callback", 302, "Location: {BASE}/second", NULL, NULL },
  { "/callback-page", 200, NULL, NULL, "<p id=p>callback</p>" },
  { "/spa", 200, NULL, NULL,
    "<script>history.pushState(null, '', '/spa2#error=OAUTH_APP_BLOCKED')</script>" },
  { "/flood", 200, NULL, NULL,
    "<script>for (let i = 0; i < 90; i++) history.pushState(null, '', '/flood#error=E' + i)</script>" },
  { "/to-file", 302, "Location: file:///etc/passwd", NULL, NULL },
  { "/to-script", 302, "Location: javascript:document.write(1)", NULL, NULL },
  { "/to-plain", 302, "Location: http://example.test/", NULL, NULL },
  { "/to-app", 302, "Location: salesforce1://x", NULL, NULL },
  { "/to-nowhere", 302, "Location: https://nowhere.invalid/", NULL, NULL },
  { "/script-plain", 200, NULL, NULL,
    "<script>onload = () => setTimeout(() => { location.href = 'http://example.test/';"
    " setTimeout(() => { location.href = 'http://example.test/'; setTimeout(() => { twice = true }, 50) }, "
    "50) })</script>"
    "<p id=p>here</p>"
    "<form id=f method=post action='http://example.test/'></form>" },
  { "/frame", 200, NULL, NULL,
    "<iframe src='http://example.test/'></iframe><iframe src='/to-plain'></iframe><p id=p>here</p>" },
  { "/file.zip", 200, NULL, "application/zip", "PK" },
  { "/attachment", 200, "Content-Disposition: attachment; filename=x.html", NULL, "<p>x</p>" },
  { "/links", 200, NULL, NULL,
    "<a id=zip href=/file.zip>z</a><a id=attachment href=/attachment>a</a><a id=save href=/second "
    "download=x.html>s</a>"
    "<a id=mail href='mailto:a@b.test'>m</a><p id=p>links</p>" },
  { NULL },
};

static char *
get_text (WebFixture *f)
{
  return web_fixture_evaluate (web_fixture_page (f), "document.getElementById('p').textContent");
}

static void
assert_text (WebFixture *f, const char *expected)
{
  g_autofree char *text = get_text (f);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
page_is_visible (WebFixture *f)
{
  return gtk_widget_get_visible (GTK_WIDGET (web_fixture_page (f)->web));
}

static guint n_notifies;

static void
count_cb (void)
{
  n_notifies++;
}

static void
test_properties (WebFixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  gboolean loading = TRUE;
  int security = -1;

  g_object_get (f->view, "host", &host, "security", &security, "loading", &loading, NULL);
  g_assert_null (host);
  g_assert_cmpint (security, ==, EMBARK_WEB_SECURITY_NONE);
  g_assert_false (loading);

  n_notifies = 0;
  g_signal_connect (f->view, "notify::host", count_cb, NULL);
  g_signal_connect (f->view, "notify::security", count_cb, NULL);
  web_fixture_load_and_wait (f, "/start");
  web_fixture_load_and_wait (f, "/second");
  g_assert_cmpuint (n_notifies, ==, 2);

  g_object_get (f->view, "host", &host, "security", &security, NULL);
  g_assert_cmpstr (host, ==, "127.0.0.1");
  g_assert_cmpint (security, ==, EMBARK_WEB_SECURITY_LOOPBACK);
  g_assert_true (gtk_window_get_focus (f->window) == GTK_WIDGET (web_fixture_page (f)->web));
}

/* Rule: two visits at the same time share no cookie either. */
static void
test_two_views (WebFixture *f, gconstpointer data)
{
  WebFixture other = { 0 };

  web_fixture_init (&other, routes, NULL);
  web_fixture_load_and_wait (f, "/start");
  web_fixture_load_and_wait (f, "/second");
  g_assert_cmpstr (g_hash_table_lookup (f->cookies, "/second"), ==, "visit=one");

  /* The other view asks the same server. */
  g_free (other.base);
  other.base = g_strdup (f->base);
  web_fixture_load_and_wait (&other, "/second");
  g_assert_cmpstr (g_hash_table_lookup (f->cookies, "/second"), ==, "");
  web_fixture_clear (&other);
}

static void
test_visited (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/hop");
  g_assert_cmpstr (f->visited->str, ==, "127.0.0.1!access_denied 127.0.0.1 ");

  web_fixture_load_and_wait (f, "/callback-page?error=invalid_scope&code=s3cret");
  g_assert_cmpstr (f->visited->str, ==, "127.0.0.1!invalid_scope ");
}

static gboolean
has_code (WebFixture *f)
{
  return strstr (f->visited->str, "!OAUTH_APP_BLOCKED") != NULL;
}

static void
test_visited_without_load (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/spa");
  web_fixture_wait (f, has_code);
}

static gboolean
has_last_code (WebFixture *f)
{
  return strstr (f->visited->str, "!E89") != NULL;
}

/* What follows from each change must not hold the window; the last one counts. */
static void
test_address_flood (WebFixture *f, gconstpointer data)
{
  g_auto (GStrv) told = NULL;

  web_fixture_load (f, "/flood");
  web_fixture_wait (f, has_last_code);
  told = g_strsplit (f->visited->str, "!E", -1);
  g_test_message ("%s", f->visited->str);
  g_assert_cmpuint (g_strv_length (told), <, 45);
}

/* Rule: a redirect to http, to a file, to a script or to a program ends the way there, with words and no
 * white page. */
static void
test_refused_redirects (WebFixture *f, gconstpointer data)
{
  static const char *const paths[] = { "/to-file", "/to-script", "/to-plain", "/to-app" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_test_message ("%s", paths[i]);
      web_fixture_load_and_wait (f, "/start");
      assert_text (f, "start");
      web_fixture_load (f, paths[i]);
      web_fixture_wait (f, web_fixture_has_failed);
      g_test_message ("%d %s", f->failure, f->failed_detail);
      /* WebKit ends the process that follows a redirect to a file, before it asks anybody. */
      g_assert_cmpint (f->failure, ==, i == 0 ? EMBARK_WEB_FAILURE_CRASHED : EMBARK_WEB_FAILURE_BLOCKED);
      g_assert_false (page_is_visible (f));
      g_assert_null (strstr (f->visited->str, "example"));
    }

  g_assert_cmpuint (f->n_refused, ==, 0);
  web_fixture_load_and_wait (f, "/second");
  assert_text (f, "second");
  g_assert_true (page_is_visible (f));
}

static void
test_refused_start (WebFixture *f, gconstpointer data)
{
  static const char *const uris[] = { "file:///etc/passwd", "http://example.test/", "about:blank",
                                      "javascript:1", "x" };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      f->failure = -1;
      embark_web_host_load (EMBARK_WEB_HOST (f->view), uris[i]);
      g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_BLOCKED);
      f->failure = -1;
      embark_web_host_reload (EMBARK_WEB_HOST (f->view));
      g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_BLOCKED);
    }
}

static gboolean
has_refused_twice (WebFixture *f)
{
  return f->n_refused >= 2;
}

static void
test_script_navigation (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/script-plain");
  web_fixture_wait (f, web_fixture_has_refused);
  assert_text (f, "here");
  g_assert_nonnull (strstr (f->refused_detail, "example.test"));
  g_assert_cmpint (f->refusal, ==, EMBARK_WEB_REFUSAL_PLAIN_HTTP);

  /* Once a page, and again when a form is sent. */
  web_fixture_wait_script (f, web_fixture_page (f), "window.twice === true");
  g_assert_cmpuint (f->n_refused, ==, 1);
  g_free (web_fixture_evaluate (web_fixture_page (f), "document.getElementById('f').submit()"));
  web_fixture_wait (f, has_refused_twice);
  assert_text (f, "here");
  g_assert_cmpuint (f->n_refused, ==, 2);
  g_assert_cmpint (f->failure, ==, -1);
}

static void
test_frames (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/frame");
  assert_text (f, "here");
  g_assert_cmpint (f->failure, ==, -1);
  g_assert_true (page_is_visible (f));
}

/* Rule: a file is not saved, and neither is a program of the desktop opened. */
static void
test_downloads (WebFixture *f, gconstpointer data)
{
  static const char *const links[] = { "zip", "attachment", "save", "mail" };

  web_fixture_load_and_wait (f, "/links");
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *script = g_strdup_printf ("document.getElementById('%s').click()", links[i]);

      g_test_message ("%s", links[i]);
      f->n_refused = 0;
      g_free (web_fixture_evaluate (web_fixture_page (f), script));
      web_fixture_wait (f, web_fixture_has_refused);
      g_assert_cmpint (f->refusal, ==,
                       g_str_equal (links[i], "mail") ? EMBARK_WEB_REFUSAL_SCHEME
                                                      : EMBARK_WEB_REFUSAL_DOWNLOAD);
      assert_text (f, "links");
      g_assert_true (page_is_visible (f));
      g_assert_cmpint (f->failure, ==, -1);
    }
}

static void
test_download_at_start (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/file.zip");
  web_fixture_wait (f, web_fixture_has_failed);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_BLOCKED);
}

static void
test_network (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/to-nowhere");
  web_fixture_wait (f, web_fixture_has_failed);
  g_test_message ("%s", f->failed_detail);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_NETWORK);
  g_assert_cmpstr (f->failed_host, ==, "nowhere.invalid");
  g_assert_nonnull (strstr (f->failed_detail, "nowhere.invalid"));
}

static void
test_refused_connection (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/start");
  soup_server_disconnect (f->server);
  web_fixture_load (f, "/second?token=s3cret");
  web_fixture_wait (f, web_fixture_has_failed);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_NETWORK);
  g_assert_cmpstr (f->failed_host, ==, "127.0.0.1");
  g_test_message ("%s", f->failed_detail);
  g_assert_null (strstr (f->failed_detail, "s3cret"));
}

static void
test_crash (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/start");
  webkit_web_view_terminate_web_process (web_fixture_page (f)->web);
  web_fixture_wait (f, web_fixture_has_failed);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_CRASHED);
  g_assert_false (page_is_visible (f));

  f->failure = -1;
  g_hash_table_remove_all (f->cookies);
  embark_web_host_reload (EMBARK_WEB_HOST (f->view));
  web_fixture_wait (f, web_fixture_is_shown);
  g_assert_true (page_is_visible (f));
  g_assert_cmpstr (g_hash_table_lookup (f->cookies, "/start"), ==, "visit=one");
  assert_text (f, "start");
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

#define ADD(path, func) g_test_add ("/web/navigation/" path, WebFixture, NULL, set_up, func, tear_down)
  ADD ("properties", test_properties);
  ADD ("two-views", test_two_views);
  ADD ("visited", test_visited);
  ADD ("visited-without-load", test_visited_without_load);
  ADD ("address-flood", test_address_flood);
  ADD ("refused-redirects", test_refused_redirects);
  ADD ("refused-start", test_refused_start);
  ADD ("script-navigation", test_script_navigation);
  ADD ("frames", test_frames);
  ADD ("downloads", test_downloads);
  ADD ("download-at-start", test_download_at_start);
  ADD ("network", test_network);
  ADD ("refused-connection", test_refused_connection);
  ADD ("crash", test_crash);
#undef ADD

  return g_test_run ();
}
