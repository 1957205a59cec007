/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages that misbehave: that they are there and do what they are asked for, as far as it shows without a
 * browser. */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define HOSTILE "/__sandbox/hostile/"

static void
assert_has (Fixture *f, const char *part)
{
  if (strstr (f->text, part) == NULL)
    g_error ("“%s” is not on the page:\n%.2000s", part, f->text);
}

/* Returns: (transfer full): the names of all pages, as the index has them */
static GPtrArray *
names (Fixture *f)
{
  g_auto (GStrv) parts = NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpuint (fixture_send (f, "GET", "/__sandbox/hostile", NULL, NULL), ==, 200);
  parts = g_strsplit (f->text, "href=\"" HOSTILE, -1);
  for (guint i = 1; parts[i] != NULL; i++)
    g_ptr_array_add (found, g_strndup (parts[i], strcspn (parts[i], "\"")));
  return found;
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = names (f);

  g_assert_cmpuint (all->len, >=, 20);
  for (guint i = 0; i < all->len; i++)
    {
      const char *name = g_ptr_array_index (all, i);
      g_autofree char *path = g_strconcat (HOSTILE, name, NULL);

      g_test_message ("%s", name);
      if (g_str_equal (name, "endless"))
        continue;
      fixture_send (f, "GET", path, NULL, NULL);
      g_assert_cmpuint (f->status, ==,
                        g_str_has_prefix (name, "redirect") ? 302
                        : g_str_equal (name, "basic-auth")  ? 401
                                                            : 200);
      g_assert_null (fixture_header (f, "Content-Security-Policy"));
      g_assert_null (strstr (f->text, "{{"));
    }
  g_assert_cmpuint (fixture_send (f, "GET", HOSTILE "other", NULL, NULL), ==, 404);
}

static void
test_redirects (Fixture *f, gconstpointer data)
{
  static const char *const places[][2] = {
    { "http", "http://plain.example/login" },
    { "file", "file:///etc/passwd" },
    { "javascript", "javascript:document.title='run'" },
    { "data", "data:text/html,<title>run</title>" },
    { "app", "embark-test:open" },
  };
  guint hops = 0;

  fixture_send (f, "GET", HOSTILE "redirects", NULL, NULL);
  while (f->status == 302)
    {
      hops++;
      fixture_follow (f);
    }
  g_assert_cmpuint (hops, ==, 30);
  assert_has (f, "The end");
  fixture_send (f, "GET", HOSTILE "redirects?left=0", NULL, NULL);
  assert_has (f, "The end");

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_strconcat (HOSTILE "redirect?to=", places[i][0], NULL);
      g_autofree char *script = g_strconcat (path, "&by=script", NULL);
      g_autofree char *meta = g_strconcat (path, "&by=meta", NULL);
      g_autofree char *escaped = g_markup_escape_text (places[i][1], -1);

      g_assert_cmpuint (fixture_send (f, "GET", path, NULL, NULL), ==, 302);
      g_assert_cmpstr (fixture_header (f, "Location"), ==, places[i][1]);
      g_assert_cmpuint (fixture_send (f, "GET", script, NULL, NULL), ==, 200);
      assert_has (f, escaped);
      g_assert_cmpuint (fixture_send (f, "GET", meta, NULL, NULL), ==, 200);
      assert_has (f, "http-equiv=\"refresh\"");
    }
}

static void
test_details (Fixture *f, gconstpointer data)
{
  fixture_send (f, "GET", HOSTILE "huge-title", NULL, NULL);
  g_assert_cmpuint (strlen (f->text), >, 1024 * 1024);
  fixture_send (f, "GET", HOSTILE "direction", NULL, NULL);
  assert_has (f, "<title>\u202e");
  fixture_send (f, "GET", HOSTILE "deep?level=2", NULL, NULL);
  assert_has (f, "deep?level=1");
  fixture_send (f, "GET", HOSTILE "deep?level=0", NULL, NULL);
  assert_has (f, "if ('')");
  fixture_send (f, "GET", HOSTILE "download", NULL, NULL);
  g_assert_true (g_str_has_prefix (fixture_header (f, "Content-Disposition"), "attachment"));
  fixture_send (f, "GET", HOSTILE "frame?page=%2Fconnect%2Fx", NULL, NULL);
  assert_has (f, "src=\"/connect/x\"");
  fixture_send (f, "GET", HOSTILE "frame?page=%2F%2Fevil.example", NULL, NULL);
  g_assert_null (strstr (f->text, "evil"));
  fixture_send (f, "GET", HOSTILE "frame?page=%2F%22%3E", NULL, NULL);
  g_assert_null (strstr (f->text, "/\">"));
}

/* Who came back with what is told by names. */
static void
test_record (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  JsonObject *record;
  guint n;

  fixture_send (f, "GET", HOSTILE "cookies", NULL, NULL);
  assert_has (f, "This is a first visit");
  g_assert_true (g_str_has_prefix (fixture_header (f, "Set-Cookie"), "hostile_"));
  fixture_send (f, "GET", HOSTILE "cookies", NULL, "Cookie", "hostile_kept=aa11bb", NULL);
  assert_has (f, "You have been here before");
  fixture_send (f, "GET", HOSTILE "basic-auth", NULL, NULL);
  g_assert_true (g_str_has_prefix (fixture_header (f, "WWW-Authenticate"), "Basic realm="));
  g_assert_cmpuint (
      fixture_send (f, "GET", HOSTILE "basic-auth", NULL, "Authorization", "Basic c2VjcmV0", NULL), ==, 200);

  fixture_send (f, "GET", "/__sandbox/requests", NULL, "key", key, NULL);
  g_assert_null (strstr (f->text, "aa11bb"));
  g_assert_null (strstr (f->text, "c2VjcmV0"));
  n = sandbox_length (fixture_array (f));
  record = sandbox_item (fixture_array (f), n - 4);
  g_assert_cmpstr (sandbox_str (record, "path"), ==, HOSTILE "cookies");
  g_assert_false (sandbox_bool (record, "cookie_sent"));
  record = sandbox_item (fixture_array (f), n - 3);
  g_assert_true (sandbox_bool (record, "cookie_sent"));
  g_assert_cmpstr (json_array_get_string_element (sandbox_arr (record, "cookies"), 0), ==, "hostile_kept");
  g_assert_false (sandbox_bool (sandbox_item (fixture_array (f), n - 2), "authorization_sent"));
  g_assert_true (sandbox_bool (sandbox_item (fixture_array (f), n - 1), "authorization_sent"));
}

typedef struct
{
  GInputStream *stream; /* (owned) (nullable) */
  GBytes *bytes;        /* (owned) (nullable) */
  GError *error;        /* (owned) (nullable) */
  gboolean done;
} Reading;

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;

  reading->stream = soup_session_send_finish (SOUP_SESSION (source), result, &reading->error);
  reading->done = TRUE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->bytes, g_bytes_unref);
  g_clear_error (&reading->error);
  reading->bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &reading->error);
  reading->done = TRUE;
}

static void
wait_for (Reading *reading)
{
  while (!reading->done)
    g_main_context_iteration (NULL, TRUE);
  reading->done = FALSE;
}

/* A page of which the beginning comes, and after that neither more nor an end. */
static void
test_endless (Fixture *f, gconstpointer data)
{
  g_autofree char *uri = g_strconcat (embark_sandbox_get_base_uri (f->sandbox), HOSTILE "endless", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reading reading = { 0 };

  soup_session_send_async (f->session, message, G_PRIORITY_DEFAULT, NULL, sent_cb, &reading);
  wait_for (&reading);
  g_assert_no_error (reading.error);
  /* What there is comes in pieces; after it comes nothing, though others are served meanwhile. */
  do
    {
      if (reading.bytes != NULL)
        g_assert_cmpuint (g_bytes_get_size (reading.bytes), >, 0);
      reading.done = FALSE;
      g_input_stream_read_bytes_async (reading.stream, 65536, G_PRIORITY_DEFAULT, cancellable, read_cb,
                                       &reading);
      for (guint i = 0; i < 20; i++)
        g_assert_cmpuint (fixture_send (f, "GET", HOSTILE "blank", NULL, NULL), ==, 200);
      g_assert_no_error (reading.error);
    }
  while (reading.done);
  g_assert_nonnull (reading.bytes);
  g_cancellable_cancel (cancellable);
  wait_for (&reading);
  g_assert_error (reading.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&reading.error);
  g_clear_object (&reading.stream);
  g_clear_pointer (&reading.bytes, g_bytes_unref);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/sandbox/hostile/pages", test_pages);
  ADD ("/sandbox/hostile/redirects", test_redirects);
  ADD ("/sandbox/hostile/details", test_details);
  ADD ("/sandbox/hostile/record", test_record);
  ADD ("/sandbox/hostile/endless", test_endless);

  return g_test_run ();
}
