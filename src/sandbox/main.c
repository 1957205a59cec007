/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "embark-sandbox.h"

/* Changes within this time are written once. */
#define SAVE_AFTER 250

typedef struct
{
  EmbarkSandbox *sandbox; /* (owned) */
  GMainLoop *loop;        /* (owned) */
  char *state_path;       /* (owned) (nullable) */
  guint save_id;
  gboolean failed;
} Program;

static int option_port;
static char *option_seed;
static char *option_state;
static char *option_key;
static gboolean option_popup;
static gboolean option_same_window;
static double option_speed = 1;
static int option_token_lifetime;
static char *option_style;
static gboolean option_fresh_app;

static const GOptionEntry entries[] = {
  { "port", 'p', 0, G_OPTION_ARG_INT, &option_port,
    "Listen on this port of 127.0.0.1 (0, the default: a free one)", "N" },
  { "seed", 0, 0, G_OPTION_ARG_STRING, &option_seed,
    "Same seed, same data (default: 1); \"large\": with 100,000 linked accounts and 100,000 runs, or N of "
    "them",
    "N|large[:N]" },
  { "state", 0, 0, G_OPTION_ARG_FILENAME, &option_state,
    "Load this snapshot if it exists, and save to it after changes and at the end", "FILE" },
  { "api-key", 0, 0, G_OPTION_ARG_STRING, &option_key,
    "API key, tk… or pk…; other users of this machine can see arguments, so prefer EMBARK_SANDBOX_API_KEY "
    "(default: a "
    "random one, printed)",
    "KEY" },
  { "popup", 0, 0, G_OPTION_ARG_NONE, &option_popup,
    "The portal opens a window for the sign-in (the default)", NULL },
  { "same-window", 0, 0, G_OPTION_ARG_NONE, &option_same_window, "The portal signs in within its own window",
    NULL },
  { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &option_speed, "How many times faster than life runs go (default: 1)",
    "X" },
  { "style", 0, 0, G_OPTION_ARG_STRING, &option_style,
    "Which age of Cobalt’s documents the answers follow, v2 or v3 (default: v3)", "STYLE" },
  { "token-lifetime", 0, 0, G_OPTION_ARG_INT, &option_token_lifetime, "How long session tokens live",
    "SECONDS" },
  { "fresh-app", 0, 0, G_OPTION_ARG_NONE, &option_fresh_app,
    "Begin with a Salesforce app that is not live and has no OAuth client", NULL },
  G_OPTION_ENTRY_NULL,
};

static void
save (Program *program)
{
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&program->save_id, g_source_remove);
  if (program->state_path == NULL || embark_sandbox_save (program->sandbox, program->state_path, &error))
    return;
  g_printerr ("embark-sandbox: the state was not saved: %s\n", error->message);
  program->failed = TRUE;
}

static gboolean
save_cb (gpointer data)
{
  Program *program = data;

  program->save_id = 0;
  save (program);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (EmbarkSandbox *sandbox, gpointer data)
{
  Program *program = data;

  if (program->state_path != NULL && program->save_id == 0)
    program->save_id = g_timeout_add (SAVE_AFTER, save_cb, program);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* One descriptor a connection, and libsoup 3.2 keeps some longer than it should: take all that are allowed.
 */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

static gboolean
check_options (GError **error)
{
  if (option_port < 0 || option_port > 65535)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--port takes 0 to 65535");
  else if (option_speed <= 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--speed takes a number above 0");
  else if (option_popup && option_same_window)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--popup and --same-window exclude each other");
  else if (option_key != NULL
           && !(g_str_has_prefix (option_key, "tk") || g_str_has_prefix (option_key, "pk")))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "An API key begins with tk or pk");
  else if (option_key != NULL && strlen (option_key) < 8)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "An API key has at least 8 characters");
  else if (option_style != NULL && !g_str_equal (option_style, "v2") && !g_str_equal (option_style, "v3"))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--style takes v2 or v3");
  else if (option_token_lifetime < 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--token-lifetime takes a number above 0");
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse_options (int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context =
      g_option_context_new ("— a stand-in for Cobalt and Salesforce on this machine");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Unexpected argument: %s", (*argv)[1]);
      return FALSE;
    }
  if (option_key == NULL)
    option_key = g_strdup (g_getenv ("EMBARK_SANDBOX_API_KEY"));
  return check_options (error);
}

static gboolean
read_seed (guint64 *seed, guint64 *n_large, GError **error)
{
  if (option_seed == NULL)
    return TRUE;
  if (g_str_equal (option_seed, "large"))
    {
      *n_large = EMBARK_SANDBOX_LARGE;
      return TRUE;
    }
  if (g_str_has_prefix (option_seed, "large:"))
    return g_ascii_string_to_unsigned (option_seed + strlen ("large:"), 10, 1, EMBARK_SANDBOX_LARGE, n_large,
                                       error);
  return g_ascii_string_to_unsigned (option_seed, 10, 0, G_MAXUINT32, seed, error);
}

static gboolean
start (Program *program, GError **error)
{
  g_autoptr (EmbarkClock) clock = embark_clock_system_new ();
  guint64 seed = 1;
  guint64 n_large = 0;

  if (!read_seed (&seed, &n_large, error))
    return FALSE;
  program->state_path = g_strdup (option_state);
  program->sandbox = embark_sandbox_new (clock, (guint32) seed);
  if (n_large > 0)
    embark_sandbox_set_large (program->sandbox, (guint) n_large);
  if (option_fresh_app)
    embark_sandbox_set_fresh_app (program->sandbox, TRUE);
  if (option_key != NULL)
    embark_sandbox_set_api_key (program->sandbox, option_key);
  if (option_token_lifetime > 0)
    embark_sandbox_set_token_lifetime (program->sandbox, (guint) option_token_lifetime);
  if (option_style != NULL)
    embark_sandbox_set_style (program->sandbox, option_style);
  embark_sandbox_set_same_window (program->sandbox, option_same_window);
  embark_sandbox_set_speed (program->sandbox, option_speed);
  if (program->state_path != NULL && g_file_test (program->state_path, G_FILE_TEST_EXISTS)
      && !embark_sandbox_load (program->sandbox, program->state_path, error))
    return FALSE;
  return embark_sandbox_listen (program->sandbox, (guint) option_port, error);
}

int
main (int argc, char **argv)
{
  Program program = { 0 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse_options (&argc, &argv, &error))
    {
      g_printerr ("embark-sandbox: %s\n", error->message);
      return 2;
    }

  raise_descriptor_limit ();
  if (!start (&program, &error))
    {
      g_printerr ("embark-sandbox: %s\n", error->message);
      g_clear_object (&program.sandbox);
      return 1;
    }

  program.loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, quit_cb, program.loop);
  g_unix_signal_add (SIGINT, quit_cb, program.loop);
  g_signal_connect (program.sandbox, "changed", G_CALLBACK (changed_cb), &program);

  printf ("embark-sandbox ready %s\n", embark_sandbox_get_base_uri (program.sandbox));
  if (option_key == NULL)
    printf ("API key %s\n", embark_sandbox_get_api_key (program.sandbox));
  fflush (stdout);
  g_main_loop_run (program.loop);

  embark_sandbox_close (program.sandbox);
  save (&program);
  g_clear_object (&program.sandbox);
  g_main_loop_unref (program.loop);
  g_free (program.state_path);
  return program.failed ? 1 : 0;
}
