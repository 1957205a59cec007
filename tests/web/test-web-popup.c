/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The windows that a page opens. */

#include "config.h"

#include <string.h>

#include "web-fixture.h"

static const WebRoute routes[] = {
  /* As the platform's SDK does it: the window is opened after an awaited call, outside of any click. */
  { "/portal", 200, "Set-Cookie: visit=one; Path=/", NULL,
    "<title>Portal</title><script>fetch('/api').then(r => r.text()).then(() => {"
    "window.w = window.open('/login', 'login', 'width=420,height=520'); });</script>" },
  { "/api", 200, NULL, "text/plain", "ok" },
  { "/login", 200, "Set-Cookie: login=two; Path=/", NULL,
    "<title>Any title the page likes</title><p>Sign in</p>" },
  { "/callback", 200, NULL, NULL, "<script>window.opener.done = true; window.close();</script>" },
  { "/blank", 200, NULL, NULL,
    "<a id=a href='/login' target=_blank rel=noopener>x</a><a id=f href='http://example.test/' "
    "target=_blank>y</a>" },
  { "/empty", 200, NULL, NULL,
    "<script>w = window.open(); w.document.write('<p id=p>filled</p>'); w.document.close();</script>" },
  { "/nest", 200, NULL, NULL, "<script>window.open('/nest')</script>" },
  { "/many", 200, NULL, NULL, "<script>for (let i = 0; i < 9; i++) window.open('/login', 'w' + i)</script>" },
  { "/bad", 200, NULL, NULL,
    "<script>r = ['file:///etc/passwd', 'http://example.test/', 'data:text/html,x', 'https://a@b.test/']"
    ".map(u => { try { return window.open(u) === null } catch (e) { return e.name } }).join()</script>" },
  { "/trap", 200, NULL, NULL,
    "<script>w = window.open('/login'); fetch('/api').then(() => w.close())</script>" },
  { "/unseen", 200, NULL, NULL,
    "<script>for (let i = 0; i < 3; i++) window.open('/login').close()</script>" },
  { "/level1", 200, "Set-Cookie: one=1; Path=/", NULL, "<script>window.open('/level2')</script>" },
  { "/level2", 200, "Set-Cookie: two=2; Path=/", NULL, "<script>window.open('/level3')</script>" },
  { "/level3", 200, "Set-Cookie: three=3; Path=/", NULL, "<script>window.open('/level4')</script>" },
  { "/level4", 200, NULL, NULL, "<script>window.open('/level5')</script>" },
  { "/goodbye", 200, NULL, NULL, "<script>onload = () => setTimeout(() => window.close())</script>" },
  { "/dead", 200, NULL, NULL, "<script>w = window.open('/away')</script>" },
  { "/away", 302, "Location: http://example.test/", NULL, NULL },
  { NULL },
};

/* Rule: a window that the SDK opens after an awaited call is a related view in a window of its own, with its
 * opener. */
static void
test_after_fetch (WebFixture *f, gconstpointer data)
{
  EmbarkWebPage *popup;
  GtkWindow *window;
  g_autofree char *opener = NULL;

  web_fixture_load_and_wait (f, "/portal");
  web_fixture_wait (f, web_fixture_has_popup);
  popup = web_fixture_popup (f, 0);

  opener = web_fixture_evaluate (popup, "window.opener !== null && window.opener.location.pathname");
  g_assert_cmpstr (opener, ==, "/portal");
  g_assert_cmpstr (g_hash_table_lookup (f->cookies, "/login"), ==, "visit=one");

  window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (popup)));
  g_assert_cmpstr (gtk_window_get_title (window), ==, "127.0.0.1");
  g_assert_true (gtk_window_get_transient_for (window) == f->window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
}

static gboolean
has_closed (WebFixture *f)
{
  return f->closings->len > 0;
}

static gboolean
is_touched (WebFixture *f)
{
  return web_fixture_popup (f, 0)->touched;
}

static gboolean
is_laid_out (WebFixture *f)
{
  GtkWidget *web = GTK_WIDGET (web_fixture_popup (f, 0)->web);

  return gtk_widget_get_mapped (web) && gtk_widget_get_width (web) > 0;
}

/* Rule: window.close() by script is how a sign-in ends. */
static void
test_closed_when_done (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/portal");
  web_fixture_wait (f, web_fixture_has_popup);
  web_fixture_wait (f, is_laid_out);
  g_assert_false (web_fixture_popup (f, 0)->touched);

  /* The first can come before the window has been laid out, and meet nothing. */
  for (int i = 0; i < 20 && !is_touched (f); i++)
    web_fixture_click (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (web_fixture_popup (f, 0)))));
  web_fixture_wait (f, is_touched);
  g_free (web_fixture_evaluate (web_fixture_popup (f, 0),
                                "void setTimeout(() => location.href = '/callback', 0)"));
  web_fixture_wait (f, has_closed);
  g_assert_cmpstr (f->closings->str, ==, "page ");
}

/* Rule, the reconnect trap: a portal that takes the account for connected already closes the window before
 * anybody could sign in. The owner hears that nobody did anything in it, and must not take it for a sign-in.
 */
static void
test_reconnect_trap (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/trap");
  web_fixture_wait (f, has_closed);
  g_assert_cmpstr (f->closings->str, ==, "untouched ");
  g_assert_null (web_fixture_popup (f, 0));
  g_assert_cmpint (f->failure, ==, -1);
}

static gboolean
has_closed_three (WebFixture *f)
{
  return strcmp (f->closings->str, "untouched untouched untouched ") == 0;
}

/* Closed before they are shown, they leave nothing behind either. */
static void
test_closed_unseen (WebFixture *f, gconstpointer data)
{
  guint popups = 9;

  web_fixture_load (f, "/unseen");
  web_fixture_wait (f, has_closed_three);
  g_object_get (f->view, "popups", &popups, NULL);
  g_assert_cmpuint (popups, ==, 0);
}

/* Rule: the hosted page may end itself as the SDK's window does; the owner of the view hears of it. */
static void
test_view_closed (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/goodbye");
  web_fixture_wait (f, has_closed);
  g_assert_cmpstr (f->closings->str, ==, "untouched(view) ");
  web_fixture_load_and_wait (f, "/blank");
}

static guint n_popup_notifies;

static void
popups_cb (void)
{
  n_popup_notifies++;
}

static guint
get_popups (WebFixture *f)
{
  guint popups = 0;

  g_object_get (f->view, "popups", &popups, NULL);
  return popups;
}

static void
test_closed_by_script (WebFixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  GtkWidget *window;
  WebKitWebView *web;
  int security = -1;

  n_popup_notifies = 0;
  g_signal_connect (f->view, "notify::popups", popups_cb, NULL);
  web_fixture_load_and_wait (f, "/portal");
  web_fixture_wait (f, web_fixture_has_popup);
  g_assert_cmpuint (get_popups (f), ==, 1);
  g_object_get (f->view, "host", &host, "security", &security, NULL);
  g_assert_cmpstr (host, ==, "127.0.0.1");
  g_assert_cmpint (security, ==, EMBARK_WEB_SECURITY_LOOPBACK);

  window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (web_fixture_popup (f, 0))));
  web = web_fixture_popup (f, 0)->web;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (G_OBJECT (web), (gpointer *) &web);
  g_free (web_fixture_evaluate (web_fixture_popup (f, 0),
                                "void setTimeout(() => location.href = '/callback', 0)"));
  web_fixture_wait (f, web_fixture_has_no_popup);
  g_assert_cmpuint (get_popups (f), ==, 0);
  g_assert_cmpuint (n_popup_notifies, ==, 2);
  web_fixture_wait_script (f, web_fixture_page (f), "window.done === true && window.w.closed");
  g_assert_null (window);
  g_assert_null (web);
}

static void
test_closed_by_user (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/portal");
  web_fixture_wait (f, web_fixture_has_popup);

  /* A page that asks to be kept is not asked. */
  g_free (web_fixture_evaluate (web_fixture_popup (f, 0), "void (window.onbeforeunload = () => 'stay')"));
  gtk_widget_activate_action (
      gtk_widget_get_first_child (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (web_fixture_popup (f, 0))))),
      "window.close", NULL);
  web_fixture_wait (f, web_fixture_has_no_popup);
  web_fixture_wait_script (f, web_fixture_page (f), "window.w.closed");
  /* Rule: perhaps given up, perhaps done: told apart from an end by the page, so that the API is asked once
   * more. */
  g_assert_cmpstr (f->closings->str, ==, "user ");
}

/* Rule: target=_blank is a window like any other. */
static void
test_target_blank (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/blank");
  g_free (web_fixture_evaluate (web_fixture_page (f), "document.getElementById('f').click()"));
  web_fixture_wait (f, web_fixture_has_refused);
  g_assert_null (web_fixture_popup (f, 0));
  g_free (web_fixture_evaluate (web_fixture_page (f), "document.getElementById('a').click()"));
  web_fixture_wait (f, web_fixture_has_popup);
  g_assert_cmpint (f->failure, ==, -1);
}

static gboolean
has_any_popup (WebFixture *f)
{
  return web_fixture_popup (f, 0) != NULL;
}

static void
test_empty (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/empty");
  web_fixture_wait (f, has_any_popup);
  web_fixture_wait_script (f, web_fixture_popup (f, 0), "document.getElementById('p') !== null");
  g_assert_cmpstr (
      gtk_window_get_title (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (web_fixture_popup (f, 0))))), ==,
      "New window");
}

static void
test_depth (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/nest");
  web_fixture_wait (f, web_fixture_has_refused);
  g_assert_cmpuint (get_popups (f), ==, EMBARK_WEB_POLICY_MAX_DEPTH);
}

/* Rule: three deep, each knows its opener, they share the visit's session, and the fourth is refused in
 * words. */
static void
test_three_deep (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/level1");
  web_fixture_wait (f, web_fixture_has_refused);
  g_assert_cmpuint (get_popups (f), ==, 3);
  g_assert_cmpint (f->refusal, ==, EMBARK_WEB_REFUSAL_WINDOWS);
  for (guint i = 0; i < 3; i++)
    {
      EmbarkWebPage *popup = web_fixture_popup (f, i);
      g_autofree char *path = NULL;
      g_autofree char *expected = g_strdup_printf ("/level%u /level%u", i + 2, i + 1);

      g_assert_cmpuint (embark_web_page_get_depth (popup), ==, i + 1);
      path = web_fixture_evaluate (popup, "location.pathname + ' ' + window.opener.location.pathname");
      g_assert_cmpstr (path, ==, expected);
    }
  g_assert_cmpstr (g_hash_table_lookup (f->cookies, "/level4"), ==, "one=1; two=2; three=3");
  g_assert_false (g_hash_table_contains (f->cookies, "/level5"));

  /* The one below goes on when the ones above are gone. */
  g_free (web_fixture_evaluate (web_fixture_popup (f, 2), "void setTimeout(() => window.close())"));
  web_fixture_wait (f, has_closed);
  g_assert_cmpuint (get_popups (f), ==, 2);
}

static gboolean
has_refused_four (WebFixture *f)
{
  return f->n_refused == 4;
}

static void
test_many (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/many");
  web_fixture_wait (f, has_refused_four);
  g_assert_cmpuint (get_popups (f), ==, EMBARK_WEB_POLICY_MAX_POPUPS);

  /* A new visit starts without them. */
  web_fixture_load (f, "/blank");
  g_assert_cmpuint (get_popups (f), ==, 0);
}

/* Rule: the setting that lets pages open windows is held by the policy. */
static void
test_bad_addresses (WebFixture *f, gconstpointer data)
{
  g_autofree char *results = NULL;

  web_fixture_load_and_wait (f, "/bad");
  results = web_fixture_evaluate (web_fixture_page (f), "r");
  g_assert_cmpstr (results, ==, "true,true,true,true");
  g_assert_cmpuint (get_popups (f), ==, 0);
  g_assert_cmpuint (f->n_refused, ==, 4);
}

static void
test_failed_popup (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/dead");
  web_fixture_wait (f, web_fixture_has_popup_failed);
  g_assert_cmpint (f->popup_failure, ==, EMBARK_WEB_FAILURE_BLOCKED);
  /* The view goes on, and the window stays to say what happened. */
  g_assert_cmpint (f->failure, ==, -1);
  g_assert_cmpuint (get_popups (f), ==, 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (web_fixture_popup (f, 0)->web)));
}

static WebKitWebView *ended_web;

static gboolean
is_ended (WebFixture *f)
{
  return ended_web == NULL;
}

static void
test_close_ends_all (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/portal");
  web_fixture_wait (f, web_fixture_has_popup);
  ended_web = web_fixture_page (f)->web;
  g_object_add_weak_pointer (G_OBJECT (ended_web), (gpointer *) &ended_web);
  embark_web_host_close (EMBARK_WEB_HOST (f->view));
  g_assert_cmpuint (get_popups (f), ==, 0);
  /* The owner knows: it did so. */
  g_assert_cmpstr (f->closings->str, ==, "");
  g_assert_null (web_fixture_page (f)->session);
  web_fixture_wait (f, is_ended);

  /* Of no further use, and no harm either. */
  web_fixture_load (f, "/portal");
  embark_web_host_reload (EMBARK_WEB_HOST (f->view));
  embark_web_host_close (EMBARK_WEB_HOST (f->view));
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

#define ADD(path, func) g_test_add ("/web/popup/" path, WebFixture, NULL, set_up, func, tear_down)
  ADD ("after-fetch", test_after_fetch);
  ADD ("closed-by-script", test_closed_by_script);
  ADD ("closed-by-user", test_closed_by_user);
  ADD ("closed-when-done", test_closed_when_done);
  ADD ("reconnect-trap", test_reconnect_trap);
  ADD ("closed-unseen", test_closed_unseen);
  ADD ("view-closed", test_view_closed);
  ADD ("target-blank", test_target_blank);
  ADD ("empty", test_empty);
  ADD ("depth", test_depth);
  ADD ("three-deep", test_three_deep);
  ADD ("many", test_many);
  ADD ("bad-addresses", test_bad_addresses);
  ADD ("failed", test_failed_popup);
  ADD ("close-ends-all", test_close_ends_all);
#undef ADD

  return g_test_run ();
}
