/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page asks of the computer, and what it may not do to its user. */

#include "config.h"

#include <string.h>

#include "web-fixture.h"

static const WebRoute routes[] = {
  { "/start", 200, NULL, NULL, "<p id=p>start</p><input id=i type=file>" },
  { "/second", 200, NULL, NULL, "<p id=p>second</p>" },
  { "/stay", 200, NULL, NULL,
    "<script>onbeforeunload = e => { e.preventDefault(); return 'stay' }</script>" },
  { "/nagging", 200, NULL, NULL, "<script>for (let i = 0; i < 50; i++) alert(i)</script><p id=p>done</p>" },
  { "/ask", 200, NULL, NULL,
    "<script>onload = () => setTimeout(() => {"
    "  const type = location.search.slice(1).split('=')[0];"
    "  result = String(window[type]('<b>hello', 'typed')) })</script>" },
  { "/secret", 401, "WWW-Authenticate: Basic realm=\"x\"", NULL, "" },
  { "/kerberos", 401, "WWW-Authenticate: Negotiate", NULL, "<p id=p>sign in here</p>" },
  { "/digest", 401, "WWW-Authenticate: Negotiate, Digest realm=\"x\", nonce=\"y\"", NULL, "" },
  { "/form", 401, NULL, NULL, "<p id=p>form</p>" },
  { "/parts", 200, NULL, NULL, "<iframe src=/secret></iframe><p id=p>parts</p>" },
  { NULL },
};

static void
test_settings (WebFixture *f, gconstpointer data)
{
  WebKitWebView *web = web_fixture_page (f)->web;
  WebKitSettings *settings = webkit_web_view_get_settings (web);
  WebKitNetworkSession *session = webkit_web_view_get_network_session (web);

  g_assert_true (webkit_network_session_is_ephemeral (session));
  g_assert_false (webkit_network_session_get_persistent_credential_storage_enabled (session));
  g_assert_cmpint (webkit_network_session_get_tls_errors_policy (session), ==, WEBKIT_TLS_ERRORS_POLICY_FAIL);
  g_assert_true (webkit_settings_get_javascript_can_open_windows_automatically (settings));
  g_assert_false (webkit_settings_get_enable_developer_extras (settings));
  g_assert_false (webkit_settings_get_enable_page_cache (settings));
  g_assert_false (webkit_settings_get_enable_back_forward_navigation_gestures (settings));
  g_assert_false (webkit_settings_get_disable_web_security (settings));
}

/* Puts @promise's result into window.r. */
static void
assert_promise (WebFixture *f, const char *promise, const char *expected)
{
  g_autofree char *script = g_strdup_printf ("delete window.r; void Promise.resolve(%s).then(v => window.r = "
                                             "'granted ' + v, e => window.r = e.name)",
                                             promise);
  g_autofree char *result = NULL;

  g_free (web_fixture_evaluate (web_fixture_page (f), script));
  web_fixture_wait_script (f, web_fixture_page (f), "window.r !== undefined");
  result = web_fixture_evaluate (web_fixture_page (f), "window.r");
  g_test_message ("%s: %s", promise, result);
  g_assert_cmpstr (result, ==, expected);
}

/* Rule: camera, microphone, location and notes to the user are refused, in words where somebody waits for
 * them. */
static void
test_permissions (WebFixture *f, gconstpointer data)
{
  static const char *const media[] = { "video", "audio", "video: true, audio" };

  web_fixture_load_and_wait (f, "/start");

  assert_promise (
      f,
      "new Promise((y, n) => navigator.geolocation.getCurrentPosition(y, e => n({name: 'code' + e.code})))",
      "code1");
  g_assert_cmpuint (f->n_refused, ==, 1);
  assert_promise (f, "Notification.requestPermission()", "granted denied");
  assert_promise (f, "navigator.permissions.query({name: 'geolocation'}).then(s => s.state)",
                  "granted denied");

  /* A code to be scanned: the cameras are WebKit's own, as this machine may have none. */
  webkit_settings_set_enable_mock_capture_devices (webkit_web_view_get_settings (web_fixture_page (f)->web),
                                                   TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (media); i++)
    {
      g_autofree char *ask = g_strdup_printf ("navigator.mediaDevices.getUserMedia({%s: true})", media[i]);

      f->n_refused = 0;
      assert_promise (f, ask, "NotAllowedError");
      g_assert_cmpuint (f->n_refused, ==, 1);
      g_assert_cmpint (f->refusal, ==, EMBARK_WEB_REFUSAL_PERMISSION);
      g_assert_nonnull (strstr (f->refused_detail, "camera"));
    }
}

/* Rule: pages are not printed. */
static void
test_print (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/start");
  g_signal_emit_by_name (web_fixture_page (f)->web, "print", NULL, &(gboolean){ FALSE });
  g_assert_cmpuint (f->n_refused, ==, 1);
  g_free (web_fixture_evaluate (web_fixture_page (f), "window.print()"));
  g_assert_cmpuint (f->n_refused, ==, 2);
}

static gboolean
second_is_shown (WebFixture *f)
{
  return g_str_has_suffix (web_fixture_page (f)->shown_uri, "/second");
}

static void
test_before_unload (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/stay");
  g_free (web_fixture_evaluate (web_fixture_page (f), "void setTimeout(() => location.href = '/second', 0)"));
  web_fixture_wait (f, second_is_shown);
}

static gboolean
has_dialog (WebFixture *f)
{
  return web_fixture_page (f)->dialog != NULL;
}

static gboolean
has_no_dialog (WebFixture *f)
{
  return !has_dialog (f);
}

/* A page that talks without end neither holds the window nor outlives its visit. */
static void
test_nagging (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/nagging");
  web_fixture_wait (f, has_dialog);
  web_fixture_load (f, "/second");
  g_assert_null (web_fixture_page (f)->dialog);
  web_fixture_wait (f, second_is_shown);

  web_fixture_load (f, "/nagging");
  for (int i = 0; i < 5; i++)
    {
      web_fixture_wait (f, has_dialog);
      embark_web_dialog_answer (web_fixture_page (f)->dialog, TRUE);
      g_assert_true (has_no_dialog (f));
    }
  web_fixture_wait_script (f, web_fixture_page (f), "document.getElementById('p') !== null");
  g_assert_null (web_fixture_page (f)->dialog);
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_questions (WebFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *type;
    gboolean answer;
    const char *expected;
  } cases[] = {
    { "alert", TRUE, "undefined" }, { "confirm", TRUE, "true" }, { "confirm", FALSE, "false" },
    { "prompt", TRUE, "typed" },    { "prompt", FALSE, "null" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ask?%s=s3cret", cases[i].type);
      GtkWidget *dialog;
      g_autofree char *result = NULL;

      web_fixture_load (f, path);
      web_fixture_wait (f, has_dialog);
      dialog = GTK_WIDGET (web_fixture_page (f)->dialog);
      g_assert_nonnull (find_label (dialog, "127.0.0.1"));
      g_assert_nonnull (find_label (dialog, "<b>hello"));
      /* The address of a sign-in is a secret. */
      g_assert_null (find_label (dialog, "s3cret"));
      g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (f->window), dialog));
      embark_web_dialog_answer (EMBARK_WEB_DIALOG (dialog), cases[i].answer);
      web_fixture_wait_script (f, web_fixture_page (f), "window.result !== undefined");
      result = web_fixture_evaluate (web_fixture_page (f), "window.result");
      g_assert_cmpstr (result, ==, cases[i].expected);
      g_assert_true (gtk_window_get_focus (f->window) == GTK_WIDGET (web_fixture_page (f)->web));
    }
}

/* Out of the page and into it, past the text view that WebKit keeps inside itself. */
static void
test_focus (WebFixture *f, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *before = gtk_button_new_with_label ("before");
  GtkWidget *after = gtk_button_new_with_label ("after");
  GtkWidget *web = GTK_WIDGET (web_fixture_page (f)->web);

  adw_window_set_content (ADW_WINDOW (f->window), NULL);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (f->view));
  gtk_box_append (GTK_BOX (box), after);
  adw_window_set_content (ADW_WINDOW (f->window), box);
  gtk_widget_grab_focus (before);

  /* Who loads a page is about to type into it. */
  web_fixture_load_and_wait (f, "/start");
  g_assert_true (gtk_window_get_focus (f->window) == web);

  gtk_widget_child_focus (GTK_WIDGET (f->window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (f->window) == after);
  gtk_widget_child_focus (GTK_WIDGET (f->window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (f->window) == web);
  gtk_widget_child_focus (GTK_WIDGET (f->window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (f->window) == before);
}

static void
test_accessible_name (WebFixture *f, gconstpointer data)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (web_fixture_page (f)->web),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Sign-in page");
}

/* Rule: HTTP authentication is refused in words, with the browser as the way on; no dialog stands over a
 * page. */
static void
test_http_auth (WebFixture *f, gconstpointer data)
{
  /* What comes with it is a white page: not shown. */
  web_fixture_load (f, "/secret?token=s3cret");
  web_fixture_wait (f, web_fixture_has_failed);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_HTTP_AUTH);
  g_assert_cmpstr (f->failed_host, ==, "127.0.0.1");
  g_assert_nonnull (strstr (f->failed_detail, "127.0.0.1 asks for a name and password"));
  g_assert_nonnull (strstr (f->failed_detail, "browser"));
  g_assert_null (strstr (f->failed_detail, "s3cret"));
  g_assert_cmpuint (f->n_refused, ==, 0);

  /* A page that signs in itself is a page, whatever its status. */
  web_fixture_load_and_wait (f, "/form");
  g_assert_cmpint (f->failure, ==, -1);
  web_fixture_load_and_wait (f, "/kerberos");
  g_assert_cmpint (f->failure, ==, -1);

  web_fixture_load (f, "/digest");
  web_fixture_wait (f, web_fixture_has_failed);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_HTTP_AUTH);
}

static void
test_http_auth_in_page (WebFixture *f, gconstpointer data)
{
  /* A part of the page asks: the rest of it goes on. */
  web_fixture_load (f, "/parts");
  web_fixture_wait (f, web_fixture_has_refused);
  g_assert_cmpint (f->refusal, ==, EMBARK_WEB_REFUSAL_HTTP_AUTH);
  web_fixture_wait (f, web_fixture_is_shown);
  g_assert_cmpint (f->failure, ==, -1);
}

/* Rule: a file is not handed to a page. */
static void
test_file_chooser (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/start");
  g_free (web_fixture_evaluate (web_fixture_page (f), "document.getElementById('i').click()"));
  web_fixture_wait (f, web_fixture_has_refused);
  g_assert_cmpint (f->refusal, ==, EMBARK_WEB_REFUSAL_FILE_CHOOSER);
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

#define ADD(path, func) g_test_add ("/web/requests/" path, WebFixture, NULL, set_up, func, tear_down)
  ADD ("settings", test_settings);
  ADD ("permissions", test_permissions);
  ADD ("print", test_print);
  ADD ("before-unload", test_before_unload);
  ADD ("nagging", test_nagging);
  ADD ("questions", test_questions);
  ADD ("focus", test_focus);
  ADD ("accessible-name", test_accessible_name);
  ADD ("http-auth", test_http_auth);
  ADD ("http-auth-in-page", test_http_auth_in_page);
  ADD ("file-chooser", test_file_chooser);
#undef ADD

  return g_test_run ();
}
