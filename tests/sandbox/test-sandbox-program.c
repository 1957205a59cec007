/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program: what it prints, takes and leaves behind. Its path is in EMBARK_SANDBOX_PROGRAM. */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

typedef struct
{
  GSubprocess *process;     /* (owned) */
  GDataInputStream *output; /* (owned) */
  char *base;               /* (owned) */
} Running;

static GSubprocess *
spawn (const char *key, const char *const *options, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) g_getenv ("EMBARK_SANDBOX_PROGRAM"));
  for (guint i = 0; options[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) options[i]);
  g_ptr_array_add (argv, NULL);
  if (key != NULL)
    g_subprocess_launcher_setenv (launcher, "EMBARK_SANDBOX_API_KEY", key, TRUE);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, error);
}

static void
start (Running *running, const char *key, const char *const *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  running->process = spawn (key, options, &error);
  g_assert_no_error (error);
  running->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (running->process));
  line = g_data_input_stream_read_line_utf8 (running->output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "embark-sandbox ready http://127.0.0.1:"));
  running->base = g_strdup (line + strlen ("embark-sandbox ready "));
}

/* Returns: (transfer full): what it printed after the first line */
static char *
stop (Running *running, int signal_number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problems = NULL;
  g_autofree char *rest = NULL;
  g_autoptr (GString) output = g_string_new (NULL);
  char *line;

  g_subprocess_send_signal (running->process, signal_number);
  while ((line = g_data_input_stream_read_line_utf8 (running->output, NULL, NULL, NULL)) != NULL)
    {
      g_string_append_printf (output, "%s\n", line);
      g_free (line);
    }
  g_assert_true (g_subprocess_communicate_utf8 (running->process, NULL, NULL, &rest, &problems, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (problems, ==, "");
  g_assert_true (g_subprocess_get_successful (running->process));
  g_clear_object (&running->output);
  g_clear_object (&running->process);
  g_clear_pointer (&running->base, g_free);
  return g_string_free (g_steal_pointer (&output), FALSE);
}

static guint
put_account (Running *running, const char *key, const char *method, const char *path)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (running->base, "/api/v2/public/linked-account", path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"account_id\":\"kept\"}", 21);
  g_autoptr (GBytes) answer = NULL;

  if (g_str_equal (method, "PUT"))
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_replace (soup_message_get_request_headers (message), "x-api-key", key);
  /* The server is another process: there is nothing else to do meanwhile. */
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_nonnull (answer);
  return soup_message_get_status (message);
}

static void
test_own_key (void)
{
  const char *const options[] = { NULL };
  Running running = { 0 };
  g_autofree char *output = NULL;

  start (&running, NULL, options);
  output = stop (&running, SIGTERM);
  g_assert_true (g_str_has_prefix (output, "API key tk_"));
  g_assert_cmpuint (strlen (output), ==, strlen ("API key tk_") + 32 + 1);
}

static void
test_given_key (void)
{
  const char *const options[] = { "--seed", "3", "--speed=5", "--same-window", "--style=v2", NULL };
  Running running = { 0 };
  g_autofree char *output = NULL;

  start (&running, "tk_given_by_environment", options);
  g_assert_cmpuint (put_account (&running, "tk_given_by_environment", "GET", ""), ==, 200);
  g_assert_cmpuint (put_account (&running, "tk_other_by_environment", "GET", ""), ==, 401);
  output = stop (&running, SIGINT);
  g_assert_cmpstr (output, ==, "");
}

static void
test_state (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "state.json", NULL);
  const char *const options[] = { "--state", path, NULL };
  Running running = { 0 };
  GStatBuf info;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  start (&running, "tk_test_key", options);
  g_assert_cmpuint (put_account (&running, "tk_test_key", "PUT", ""), ==, 200);
  g_free (stop (&running, SIGTERM));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  start (&running, "tk_test_key", options);
  g_assert_cmpuint (put_account (&running, "tk_test_key", "GET", "/kept"), ==, 200);
  g_free (stop (&running, SIGTERM));
}

static void
test_fresh_app (void)
{
  static const char *const fresh[] = { "--fresh-app", NULL };
  static const char *const usual[] = { NULL };

  for (guint i = 0; i < 2; i++)
    {
      Running running = { 0 };
      g_autoptr (SoupSession) session = soup_session_new ();
      g_autofree char *uri = NULL;
      g_autoptr (SoupMessage) message = NULL;
      g_autoptr (GBytes) answer = NULL;

      start (&running, "tk_test_key", i == 0 ? fresh : usual);
      uri = g_strconcat (running.base, "/api/v2/public/application?linked_account_id=northwind-20418", NULL);
      message = soup_message_new ("GET", uri);
      soup_message_headers_replace (soup_message_get_request_headers (message), "x-api-key", "tk_test_key");
      answer = soup_session_send_and_read (session, message, NULL, NULL);
      g_assert_nonnull (answer);
      g_assert_cmpuint (soup_message_get_status (message), ==, 200);
      g_assert_true ((g_bytes_get_size (answer) == 2) == (i == 0));
      g_free (stop (&running, SIGTERM));
    }
}

static void
test_refused (void)
{
  static const char *const refused[][4] = {
    { "--port", "70000" },
    { "--speed", "0" },
    { "--style", "v4" },
    { "--popup", "--same-window" },
    { "--api-key", "sk_secret9" },
    { "--api-key", "tk_1" },
    { "--nonsense" },
    { "argument" },
    { "--state", "/dev/null" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) process = spawn (NULL, refused[i], &error);
      g_autofree char *output = NULL;
      g_autofree char *problems = NULL;

      g_assert_no_error (error);
      g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, &problems, &error));
      g_assert_false (g_subprocess_get_successful (process));
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_true (g_str_has_prefix (problems, "embark-sandbox: "));
      g_assert_null (strstr (problems, "secret"));
      g_assert_cmpstr (output, ==, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sandbox/program/own-key", test_own_key);
  g_test_add_func ("/sandbox/program/given-key", test_given_key);
  g_test_add_func ("/sandbox/program/state", test_state);
  g_test_add_func ("/sandbox/program/fresh-app", test_fresh_app);
  g_test_add_func ("/sandbox/program/refused", test_refused);

  return g_test_run ();
}
