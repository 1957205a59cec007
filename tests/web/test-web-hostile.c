/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages that mean harm: they cannot hold the window, pass for another host or outlive Cancel. */

#include "config.h"

#include <string.h>

#include "web-fixture.h"
#include "web-process.h"

/* The smallest sound there is: silence, but sound. */
#define SOUND "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA="

static const WebRoute routes[] = {
  { "/start", 200, NULL, NULL, "<p id=p>start</p>" },
  { "/second", 200, NULL, NULL, "<title>Login | Salesforce</title><p id=p>second</p>" },
  { "/windows", 200, NULL, NULL,
    "<script>n = 0; function next() { const w = window.open('/start'); n++; if (w) w.close(); "
    "setTimeout(next); }"
    "onload = next</script>" },
  { "/alerts", 200, NULL, NULL,
    "<script>onload = () => setTimeout(() => { while (true) alert('again'); })</script>" },
  { "/prompts", 200, NULL, NULL,
    "<script>onload = () => setTimeout(() => { while (true) prompt('again', 'x'.repeat(1000000)); "
    "})</script>" },
  { "/stay", 200, NULL, NULL,
    "<script>onbeforeunload = e => { e.preventDefault(); while (true); };"
    "onunload = onpagehide = () => { window.open('/second'); while (true); }</script>" },
  { "/long", 200, NULL, NULL,
    "<script>onload = () => setTimeout(() => alert('line\\n'.repeat(5000) + 'x'.repeat(5000)))</script>" },
  { "/reloading", 200, NULL, NULL, "<script>onload = () => setTimeout(() => location.reload())</script>" },
  { "/printing", 200, NULL, NULL,
    "<script>onload = () => setTimeout(() => { for (let i = 0; i < 40; i++) print(); done = true "
    "})</script>" },
  { "/sound", 200, NULL, NULL,
    "<audio id=a preload=none loop src='" SOUND "'></audio>"
    "<script>document.getElementById('a').play().then(() => r = 'played', e => r = e.name)</script>" },
  { "/opener", 200, NULL, NULL, "<p id=p>opener</p><script>w = window.open('/evil')</script>" },
  { "/evil", 200, NULL, NULL,
    "<script>function go(u) { try { opener.location = u; return 'asked' } catch (e) { return e.name } "
    "}</script>" },
  { "/cover", 200, NULL, NULL,
    "<p>Log in</p><script>window.open('{OTHER}/start', '', 'width=1,height=1')</script>" },
  { "/afterwards", 200, NULL, NULL,
    "<script>w = window.open('/start'); setInterval(() => { window.open('/second'); alert(1); print();"
    " document.title = Math.random(); history.pushState(null, '', '?' + Math.random()) })</script>" },
  { "/spoof", 200, NULL, NULL,
    "<title>login.salesforce.com</title><script>history.pushState(null, 'login.salesforce.com', "
    "'/login.salesforce.com');window.name = 'login.salesforce.com'</script>" },
  { NULL },
};

static guint
get_popups (WebFixture *f)
{
  guint popups = 0;

  g_object_get (f->view, "popups", &popups, NULL);
  return popups;
}

static guint
count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    n++;

  return n;
}

/* Closes as Cancel does, and waits until the page's process is gone. */
static void
cancel (WebFixture *f)
{
  g_autoptr (GArray) processes = web_process_find ();

  embark_web_host_close (EMBARK_WEB_HOST (f->view));
  for (guint i = 0; i < processes->len; i++)
    web_process_wait (g_array_index (processes, GPid, i));
}

static gboolean
has_refused_ten (WebFixture *f)
{
  return f->n_refused >= 10;
}

/* Rule: endless popups. Each closes the one before, so that never more than one is open: after ten that
 * nobody asked for, that is that, and it is not told for ever either. */
static void
test_endless_windows (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/windows");
  web_fixture_wait (f, has_refused_ten);
  web_fixture_wait_script (f, web_fixture_page (f), "n > 40");
  g_assert_cmpuint (f->n_refused, ==, 10);
  g_assert_cmpint (f->refusal, ==, EMBARK_WEB_REFUSAL_WINDOWS);
  g_assert_cmpuint (count (f->closings->str, "untouched"), ==, 10);
  g_assert_cmpuint (get_popups (f), ==, 0);
  cancel (f);
}

static gboolean
has_dialog (WebFixture *f)
{
  return web_fixture_page (f)->dialog != NULL;
}

/* Rule: alerts and prompts without end; Cancel works while one stands, and after they were given up on. */
static void
test_endless_dialogs (WebFixture *f, gconstpointer path)
{
  web_fixture_load (f, path);
  web_fixture_wait (f, has_dialog);
  if (g_str_equal (path, "/prompts"))
    {
      embark_web_dialog_answer (web_fixture_page (f)->dialog, TRUE);
      web_fixture_wait (f, has_dialog);
    }
  cancel (f);
  g_assert_null (web_fixture_page (f)->dialog);
}

/* Rule: a question on the way out, and scripts that do not let go. */
static void
test_stay (WebFixture *f, gconstpointer data)
{
  web_fixture_load_and_wait (f, "/stay");
  cancel (f);
  g_assert_cmpuint (get_popups (f), ==, 0);
  g_assert_false (g_hash_table_contains (f->cookies, "/second"));
}

static gboolean
is_laid_out (WebFixture *f)
{
  return has_dialog (f) && gtk_widget_get_height (GTK_WIDGET (web_fixture_page (f)->dialog)) > 0;
}

/* Rule: a dialog of 5000 lines is still one that can be answered: its buttons are in the window. */
static void
test_long_dialog (WebFixture *f, gconstpointer data)
{
  graphene_rect_t bounds;
  GtkWidget *dialog;

  web_fixture_load (f, "/long");
  web_fixture_wait (f, is_laid_out);
  dialog = GTK_WIDGET (web_fixture_page (f)->dialog);
  g_assert_true (
      gtk_widget_compute_bounds (gtk_window_get_focus (f->window), GTK_WIDGET (f->window), &bounds));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (f->window), dialog));
  g_assert_cmpfloat (bounds.origin.y, >, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <, 600);
  g_assert_cmpint (gtk_widget_get_height (dialog), <, 400);
}

static gboolean
has_come_often (WebFixture *f)
{
  return count (f->requests->str, "/reloading") > 5;
}

static void
test_endless_reload (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/reloading");
  web_fixture_wait (f, has_come_often);
  cancel (f);
}

/* Rule: print () without end. */
static void
test_endless_printing (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/printing");
  web_fixture_wait_script (f, web_fixture_page (f), "window.done === true");
  g_assert_cmpuint (f->n_refused, ==, 10);
  g_assert_cmpint (f->refusal, ==, EMBARK_WEB_REFUSAL_OTHER);
}

/* Rule: no sound by itself. */
static void
test_sound (WebFixture *f, gconstpointer data)
{
  g_autofree char *result = NULL;

  web_fixture_load (f, "/sound");
  web_fixture_wait_script (f, web_fixture_page (f), "window.r !== undefined");
  result = web_fixture_evaluate (web_fixture_page (f), "r");
  g_assert_cmpstr (result, ==, "NotAllowedError");
  g_assert_false (webkit_web_view_is_playing_audio (web_fixture_page (f)->web));
}

/* Rule: the whole screen, the pointer, notes to the user: nothing that could pass for the desktop. */
static void
test_takeover (WebFixture *f, gconstpointer data)
{
  g_autofree char *result = NULL;

  web_fixture_load_and_wait (f, "/start");
  result = web_fixture_evaluate (
      web_fixture_page (f),
      "const e = document.documentElement; locked = undefined;"
      "document.addEventListener('pointerlockerror', () => locked = 'no');"
      "document.addEventListener('pointerlockchange', () => locked = 'yes');"
      "if (e.requestPointerLock) e.requestPointerLock(); else locked = 'no';"
      "if (e.requestFullscreen) e.requestFullscreen().catch(() => {});"
      "if (e.webkitRequestFullscreen) e.webkitRequestFullscreen();"
      "if (window.moveTo) { moveTo(0, 0); resizeTo(5000, 5000); } String(!!document.fullscreenElement)");
  g_assert_cmpstr (result, ==, "false");
  web_fixture_wait_script (f, web_fixture_page (f), "locked !== undefined");
  g_clear_pointer (&result, g_free);
  result = web_fixture_evaluate (web_fixture_page (f), "locked");
  g_assert_cmpstr (result, ==, "no");
  g_assert_false (gtk_window_is_fullscreen (f->window));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (f->view)), <=, 800);
}

/* Rule: what a window does to the page that opened it is judged like everything else, and the host line
 * follows. */
static void
test_opener_navigation (WebFixture *f, gconstpointer data)
{
  static const char *const uris[] = { "http://example.test/", "file:///etc/passwd", "salesforce1://x" };
  g_autofree char *moved = NULL;
  g_autofree char *script = NULL;
  g_autofree char *host = NULL;

  web_fixture_load_and_wait (f, "/opener");
  web_fixture_wait (f, web_fixture_has_popup);
  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autofree char *ask = g_strdup_printf ("go('%s')", uris[i]);
      g_autofree char *text = NULL;

      g_free (web_fixture_evaluate (web_fixture_popup (f, 0), ask));
      text = web_fixture_evaluate (web_fixture_page (f), "document.getElementById('p').textContent");
      g_assert_cmpstr (text, ==, "opener");
      g_assert_cmpint (f->failure, ==, -1);
    }

  script = g_strdup_printf ("go('http://localhost%s/second')", strrchr (f->base, ':'));
  moved = web_fixture_evaluate (web_fixture_popup (f, 0), script);
  web_fixture_wait_script (f, web_fixture_page (f), "document.getElementById('p').textContent == 'second'");
  g_assert_cmpstr (embark_web_page_get_host (web_fixture_page (f)), ==, "localhost");
  g_object_get (f->view, "host", &host, NULL);
  g_assert_cmpstr (host, ==, "localhost");
  g_clear_pointer (&host, g_free);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (web_fixture_popup (f, 0)))));
  g_object_get (f->view, "host", &host, NULL);
  g_assert_cmpstr (host, ==, "localhost");
}

/* Rule: the host line says the host; neither title, name, address nor history of a page come near it. */
static void
test_spoof (WebFixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;

  web_fixture_load_and_wait (f, "/spoof");
  g_object_get (f->view, "host", &host, NULL);
  g_assert_cmpstr (host, ==, "127.0.0.1");
  g_assert_null (gtk_window_get_title (f->window));
}

/* Rule: a window of a trusted host does not lend its name to the page that opened it. */
static void
test_cover (WebFixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;

  web_fixture_load_and_wait (f, "/cover");
  web_fixture_wait (f, web_fixture_has_popup);
  g_assert_cmpstr (embark_web_page_get_host (web_fixture_popup (f, 0)), ==, "localhost");
  g_object_get (f->view, "host", &host, NULL);
  g_assert_cmpstr (host, ==, "127.0.0.1");
}

static guint n_after;

static void
after_cb (void)
{
  n_after++;
}

/* Rule: after Cancel nothing comes any more: no window, no dialog, no word. */
static void
test_afterwards (WebFixture *f, gconstpointer data)
{
  static const char *const signals[] = { "visited",      "titled",        "failed",         "refused",
                                         "popup-failed", "window-closed", "notify::popups", "notify::host" };

  web_fixture_load (f, "/afterwards");
  web_fixture_wait (f, has_dialog);
  g_assert_cmpuint (get_popups (f), ==, 2);
  cancel (f);
  n_after = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect (f->view, signals[i], after_cb, NULL);

  /* Its process is gone: all that it said is in these turns of the loop. */
  for (guint i = 0; i < 1000 && g_main_context_pending (NULL); i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (n_after, ==, 0);
  g_assert_cmpuint (get_popups (f), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 1);
}

static gboolean asked;

static void
never_cb (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  soup_server_message_pause (message);
  asked = TRUE;
}

static void
begun_cb (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), "text/html",
                                         NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, "<p id=p>begun</p>", 17);
  asked = TRUE;
}

static gboolean
is_asked (WebFixture *f)
{
  return asked;
}

static gboolean
is_slow (WebFixture *f)
{
  gboolean slow = FALSE;

  g_object_get (f->view, "slow", &slow, NULL);
  return slow;
}

/* Rule: a page that never comes, or never ends, is told of after a while, and Cancel works. */
static void
test_never (WebFixture *f, gconstpointer path)
{
  asked = FALSE;
  soup_server_add_handler (f->server, "/never", never_cb, NULL, NULL);
  soup_server_add_handler (f->server, "/begun", begun_cb, NULL, NULL);
  web_fixture_load_and_wait (f, "/start");
  g_assert_cmpuint (web_fixture_page (f)->patience, ==, 20);
  g_assert_false (is_slow (f));
  web_fixture_page (f)->patience = 0;
  web_fixture_load (f, path);
  web_fixture_wait (f, is_slow);
  web_fixture_wait (f, is_asked);

  /* What is there of it is shown; something else can be loaded instead. */
  web_fixture_load_and_wait (f, "/second");
  g_assert_false (is_slow (f));
  web_fixture_load (f, path);
  web_fixture_wait (f, is_slow);
  cancel (f);
  g_assert_false (is_slow (f));
}

static gboolean
is_quick (WebFixture *f)
{
  return !is_slow (f);
}

/* Rule: a page that came and then hangs is told of too, once somebody wants something of it. */
static void
test_hangs (WebFixture *f, gconstpointer data)
{
  gboolean loading = TRUE;

  web_fixture_load_and_wait (f, "/start");
  web_fixture_page (f)->patience = 1000; /* it is not the loading that takes long */
  webkit_web_view_evaluate_javascript (web_fixture_page (f)->web, "for (;;);", -1, NULL, NULL, NULL, NULL,
                                       NULL);
  g_object_get (f->view, "loading", &loading, NULL);
  g_assert_false (loading);
  g_assert_false (is_slow (f));
  embark_web_host_reload (EMBARK_WEB_HOST (f->view));
  web_fixture_wait (f, is_slow);

  cancel (f);
  web_fixture_wait (f, is_quick);
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

#define ADD(path, data, func) g_test_add ("/web/hostile/" path, WebFixture, data, set_up, func, tear_down)
  ADD ("endless-windows", NULL, test_endless_windows);
  ADD ("endless-alerts", "/alerts", test_endless_dialogs);
  ADD ("endless-prompts", "/prompts", test_endless_dialogs);
  ADD ("stay", NULL, test_stay);
  ADD ("long-dialog", NULL, test_long_dialog);
  ADD ("endless-reload", NULL, test_endless_reload);
  ADD ("endless-printing", NULL, test_endless_printing);
  ADD ("sound", NULL, test_sound);
  ADD ("takeover", NULL, test_takeover);
  ADD ("opener-navigation", NULL, test_opener_navigation);
  ADD ("spoof", NULL, test_spoof);
  ADD ("cover", NULL, test_cover);
  ADD ("afterwards", NULL, test_afterwards);
  ADD ("never-comes", "/never", test_never);
  ADD ("never-ends", "/begun", test_never);
  ADD ("hangs", NULL, test_hangs);
#undef ADD

  return g_test_run ();
}
