/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept of a visit, where, and for whom. */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "web-fixture.h"
#include "web-process.h"

/* Stands in address, cookie, page, title and storage: where it turns up, something of the visit did. */
#define MARKER "s3cretMARKERs3cret"

static const WebRoute routes[] = {
  /* One account's sign-in leaves what it can. */
  { "/sign-in", 200, "Set-Cookie: sid=" MARKER "; Path=/; Max-Age=3600", NULL,
    "<title>" MARKER "</title><script>localStorage.setItem('user', '" MARKER "');"
    "sessionStorage.setItem('user', '" MARKER "'); window.name = '" MARKER "'; indexedDB.open('" MARKER
    "', 1);"
    "history.pushState(null, '', '?" MARKER "');</script><p>" MARKER "</p><script src=/cached></script>" },
  { "/cached", 200, "Cache-Control: max-age=3600", "text/javascript", "window.cached = '" MARKER "'" },
  { "/whoami", 200, NULL, NULL,
    "<script>r = [document.cookie, localStorage.getItem('user'), sessionStorage.getItem('user'), "
    "window.name, "
    "history.length].join()</script><script src=/cached></script>" },
  { "/start", 200, "Set-Cookie: visit=one; Path=/", NULL, "<p id=p>start</p>" },
  { "/busy", 200, NULL, NULL,
    "<p id=p>busy</p><script>onload = () => setTimeout(() => { while (true); })</script>" },
  { "/file.zip", 200, NULL, "application/zip", "PK" },
  /* A portal inside a page of another site: {OTHER} is the same server under another name. */
  { "/outer", 200, NULL, NULL, "<iframe src='{OTHER}/inner'></iframe>" },
  { "/inner", 200, "Set-Cookie: lax=1; Path=/; SameSite=Lax", NULL,
    "<script>onmessage = e => { top.postMessage(e.data, '*') };"
    "fetch('/none').then(() => fetch('/api')).then(() => window.open('/login'))</script>" },
  { "/none", 200, "Set-Cookie: none=1; Path=/; SameSite=None; Secure", "text/plain", "ok" },
  { "/api", 200, NULL, "text/plain", "ok" },
  { "/login", 200, "Set-Cookie: login=1; Path=/; SameSite=Lax", NULL,
    "<script>onload = () => { location.href = '/callback' }</script>" },
  { "/callback", 200, NULL, NULL, "<script>opener.postMessage('connected', '*'); window.close()</script>" },
  { NULL },
};

static gboolean
has_request (WebFixture *f, const char *line)
{
  return strstr (f->requests->str, line) != NULL;
}

/* Rule: one session for each account and visit; the next one starts with nothing of it, says the server's
 * log. */
static void
test_two_accounts (WebFixture *f, gconstpointer data)
{
  WebFixture next = { 0 };
  g_autofree char *seen = NULL;

  web_fixture_load_and_wait (f, "/sign-in");
  web_fixture_load_and_wait (f, "/whoami");
  seen = web_fixture_evaluate (web_fixture_page (f), "r");
  g_assert_nonnull (strstr (seen, "sid=" MARKER "," MARKER "," MARKER));
  g_assert_true (has_request (f, "/whoami [sid=" MARKER "]"));
  embark_web_host_close (EMBARK_WEB_HOST (f->view));

  /* The next account's visit asks the same server. */
  g_string_truncate (f->requests, 0);
  web_fixture_init (&next, routes, NULL);
  g_free (next.base);
  next.base = g_strdup (f->base);
  web_fixture_load_and_wait (&next, "/whoami");
  g_clear_pointer (&seen, g_free);
  seen = web_fixture_evaluate (web_fixture_page (&next), "r");
  g_assert_cmpstr (seen, ==, ",,,,1");
  g_assert_true (has_request (f, "/whoami []"));
  /* Not out of a cache either: that would be the other account's. */
  g_assert_true (has_request (f, "/cached []"));
  g_assert_false (has_request (f, MARKER));
  web_fixture_clear (&next);
}

/* Rule: the process that shows the page can die; Retry goes on with the same cookies. */
static void
test_killed (WebFixture *f, gconstpointer data)
{
  g_autoptr (GArray) processes = NULL;

  web_fixture_load_and_wait (f, "/start");
  processes = web_process_find ();
  g_assert_cmpuint (processes->len, ==, 1);
  g_assert_cmpint (kill (g_array_index (processes, GPid, 0), SIGKILL), ==, 0);
  web_fixture_wait (f, web_fixture_has_failed);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_CRASHED);
  g_assert_nonnull (strstr (f->failed_detail, "stay signed in"));

  f->failure = -1;
  g_string_truncate (f->requests, 0);
  embark_web_host_reload (EMBARK_WEB_HOST (f->view));
  web_fixture_wait (f, web_fixture_is_shown);
  g_assert_true (has_request (f, "/start [visit=one]"));
}

/* Rule: Cancel ends the process, also one that never gives way. */
static void
test_close_ends_process (WebFixture *f, gconstpointer data)
{
  g_autoptr (GArray) processes = NULL;

  web_fixture_load_and_wait (f, data);
  processes = web_process_find ();
  g_assert_cmpuint (processes->len, ==, 1);
  embark_web_host_close (EMBARK_WEB_HOST (f->view));
  web_process_wait (g_array_index (processes, GPid, 0));
}

typedef void (*Visitor) (const char *path, gpointer data);

static void
visit_files (const char *path, Visitor visitor, gpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        visit_files (child, visitor, data);
      else
        visitor (child, data);
    }
}

static void
note_cb (const char *path, gpointer data)
{
  g_hash_table_add (data, g_strdup (path));
}

static void
search_cb (const char *path, gpointer data)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents (path, &text, &length, NULL))
    return;
  g_assert_null (g_strstr_len (text, length, MARKER));
  if (data != NULL && !g_hash_table_contains (data, path))
    g_test_message ("new: %s", path);
  /* Neither cookies nor a cache nor a store of pages, whatever is in it. */
  if (data != NULL && !g_hash_table_contains (data, path))
    for (const char *const *word =
             (const char *const[]){ "ookie", "ndexeddb", "torage", "WebKitCache", "hsts", NULL };
         *word != NULL; word++)
      g_assert_null (strstr (path, *word));
}

/* Rule: an ephemeral visit writes nothing of itself to the disk. */
static void
test_nothing_on_disk (WebFixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const places[] = { g_get_home_dir (), g_get_user_data_dir (), g_get_user_cache_dir (),
                                 g_get_user_config_dir (), g_get_user_runtime_dir () };
  g_autoptr (GArray) processes = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    visit_files (places[i], note_cb, before);
  web_fixture_load_and_wait (f, "/sign-in?token=" MARKER);
  web_fixture_load_and_wait (f, "/whoami");
  processes = web_process_find ();
  embark_web_host_close (EMBARK_WEB_HOST (f->view));
  web_process_wait (g_array_index (processes, GPid, 0));
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    visit_files (places[i], search_cb, before);
}

/* Rule: an address never is an argument that others on the machine can read, nor on a clipboard. */
static void
test_arguments (WebFixture *f, gconstpointer data)
{
  GdkClipboard *clipboards[2];

  web_fixture_load_and_wait (f, "/sign-in?token=" MARKER);
  g_assert_true (web_process_has_argument ("WebKit"));
  g_assert_false (web_process_has_argument (MARKER));
  clipboards[0] = gtk_widget_get_clipboard (GTK_WIDGET (f->view));
  clipboards[1] = gtk_widget_get_primary_clipboard (GTK_WIDGET (f->view));
  for (gsize i = 0; i < G_N_ELEMENTS (clipboards); i++)
    g_assert_false (gdk_clipboard_is_local (clipboards[i]));
}

/* Rule: no full address in a log, however much is logged. */
static void
test_logs (void)
{
  if (g_test_subprocess ())
    {
      WebFixture f = { 0 };

      web_fixture_init (&f, routes, NULL);
      web_fixture_load_and_wait (&f, "/sign-in?token=" MARKER);
      web_fixture_load (&f, "/file.zip?token=" MARKER);
      web_fixture_wait (&f, web_fixture_has_refused);
      soup_server_disconnect (f.server);
      web_fixture_load (&f, "/whoami?token=" MARKER);
      web_fixture_wait (&f, web_fixture_has_failed);
      web_fixture_clear (&f);
      g_debug ("the visit is over");
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  /* It was listened. */
  g_test_trap_assert_stdout ("*the visit is over*");
  g_test_trap_assert_stderr_unmatched ("*" MARKER "*");
  g_test_trap_assert_stdout_unmatched ("*" MARKER "*");
}

static gboolean
has_connected (WebFixture *f)
{
  return strstr (f->closings->str, "untouched ") != NULL;
}

/* Rule: a portal in a frame of another site gets no cookies there, but its sign-in window does, knows its
 * opener, and tells it the end. */
static void
test_frame (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/outer");
  web_fixture_wait (f, has_connected);
  g_test_message ("%s", f->requests->str);
  /* The frame is another site's: what it sets is not kept, or not sent. */
  g_assert_true (has_request (f, "localhost /inner []"));
  g_assert_true (has_request (f, "localhost /api []"));
  /* On top of a window of its own it is nobody's guest. */
  g_assert_true (has_request (f, "localhost /callback [login=1]"));
  g_assert_cmpint (f->failure, ==, -1);
  g_assert_cmpuint (f->n_refused, ==, 0);
}

/* Returns: (transfer full): a folder that is not there yet */
static char *
make_folder (char **parent)
{
  g_autoptr (GError) error = NULL;

  *parent = g_dir_make_tmp ("embark-session-XXXXXX", &error);
  g_assert_no_error (error);
  return g_build_filename (*parent, "dashboard", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
visit_kept (WebFixture *f, const char *folder, const char *path)
{
  WebFixture kept = { 0 };
  g_autoptr (GArray) processes = NULL;

  web_fixture_init_kept (&kept, routes, folder);
  g_assert_false (webkit_network_session_is_ephemeral (web_fixture_page (&kept)->session));
  g_free (kept.base);
  kept.base = g_strdup (f->base);
  web_fixture_load_and_wait (&kept, path);

  /* As strict as any other: no files, no disguises. */
  web_fixture_load (&kept, "/file.zip");
  web_fixture_wait (&kept, web_fixture_has_refused);
  g_assert_cmpint (kept.refusal, ==, EMBARK_WEB_REFUSAL_DOWNLOAD);
  embark_web_host_load (EMBARK_WEB_HOST (kept.view), "http://example.test/");
  g_assert_cmpint (kept.failure, ==, EMBARK_WEB_FAILURE_BLOCKED);

  processes = web_process_find ();
  embark_web_host_close (EMBARK_WEB_HOST (kept.view));
  for (guint i = 0; i < processes->len; i++)
    web_process_wait (g_array_index (processes, GPid, i));
  web_fixture_clear (&kept);
}

/* Who signed in at the dashboard stays signed in, and no client's visit sees it. */
static void
test_kept (WebFixture *f, gconstpointer data)
{
  g_autofree char *parent = NULL;
  g_autofree char *cookies = NULL;
  g_autofree char *folder = make_folder (&parent);

  visit_kept (f, folder, "/sign-in");
  cookies = g_build_filename (folder, "cookies.sqlite", NULL);
  g_assert_true (g_file_test (cookies, G_FILE_TEST_IS_REGULAR));
  g_string_truncate (f->requests, 0);
  visit_kept (f, folder, "/whoami");
  g_assert_true (has_request (f, "/whoami [sid=" MARKER "]"));

  g_string_truncate (f->requests, 0);
  web_fixture_load_and_wait (f, "/whoami");
  g_assert_true (has_request (f, "/whoami []"));
  g_assert_true (webkit_network_session_is_ephemeral (web_fixture_page (f)->session));
  remove_folder (parent);
}

/* Two windows on one folder are one session: they would spoil each other's files. */
static void
test_kept_twice (WebFixture *f, gconstpointer data)
{
  g_autofree char *parent = NULL;
  g_autofree char *folder = make_folder (&parent);
  g_autofree char *same = g_build_filename (folder, "..", "dashboard", NULL);
  g_autofree char *other = g_build_filename (parent, "other", NULL);
  WebFixture views[3] = { 0 };
  const char *const folders[] = { folder, same, other };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    web_fixture_init_kept (&views[i], routes, folders[i]);
  g_assert_true (web_fixture_page (&views[0])->session == web_fixture_page (&views[1])->session);
  g_assert_false (web_fixture_page (&views[0])->session == web_fixture_page (&views[2])->session);

  /* Only the one whose page it is tells of a file. */
  web_fixture_load_and_wait (&views[0], "/start");
  g_free (web_fixture_evaluate (
      web_fixture_page (&views[0]),
      "const a = document.createElement('a'); a.href = '/start'; a.download = 'x'; a.click()"));
  web_fixture_wait (&views[0], web_fixture_has_refused);
  g_assert_cmpuint (views[1].n_refused, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    web_fixture_clear (&views[i]);
  remove_folder (parent);
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
  /* Only test_logs() has one. */
  if (g_test_subprocess ())
    g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  adw_init ();

#define ADD(path, data, func) g_test_add ("/web/session/" path, WebFixture, data, set_up, func, tear_down)
  ADD ("two-accounts", NULL, test_two_accounts);
  ADD ("killed", NULL, test_killed);
  ADD ("close-ends-process", "/start", test_close_ends_process);
  ADD ("close-ends-busy-process", "/busy", test_close_ends_process);
  ADD ("nothing-on-disk", NULL, test_nothing_on_disk);
  ADD ("arguments", NULL, test_arguments);
  ADD ("frame", NULL, test_frame);
  ADD ("kept", NULL, test_kept);
  ADD ("kept-twice", NULL, test_kept_twice);
#undef ADD
  g_test_add_func ("/web/session/logs", test_logs);

  return g_test_run ();
}
