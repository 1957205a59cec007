/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast the client's own parts are, against a sandbox that bench.py started. Prints "name value" lines.
 * The address is the argument; the key is in EMBARK_SANDBOX_API_KEY. */

#include "config.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "embark-import.h"
#include "embark-workspace.h"

#define ROUNDS      15
#define IMPORT_ROWS 10000
#define SETTLED     45 /* pages, after which what is made once has been made */

typedef struct
{
  SoupSession *session;       /* (owned) */
  EmbarkClient *client;       /* (owned) */
  EmbarkJournal *journal;     /* (owned) */
  EmbarkProfile *profile;     /* (owned) */
  EmbarkWorkspace *workspace; /* (owned) */
} Bench;

static EmbarkClock *system_clock;
static const char *base;
static const char *key;

static void
bench_init (Bench *b)
{
  b->session = embark_session_new ();
  b->client = embark_client_new (base, b->session, system_clock);
  embark_client_set_api_key (b->client, key);
  b->journal = embark_journal_new (":memory:");
  b->profile = embark_profile_new ("bench", "Bench", base);
  b->workspace = embark_workspace_new (b->profile, b->client, b->journal, system_clock);
}

static void
bench_clear (Bench *b)
{
  g_object_unref (b->workspace);
  g_object_unref (b->profile);
  g_object_unref (b->journal);
  g_object_unref (b->client);
  g_object_unref (b->session);
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static int
by_value (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values)
{
  qsort (values, ROUNDS, sizeof *values, by_value);
  return values[ROUNDS / 2];
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  if (bytes == NULL)
    g_error ("the bare call got no answer");
  *(gboolean *) data = TRUE;
}

/* The call alone: a session of its own, and nobody reads what it brings. */
static double
time_call (const char *query)
{
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autofree char *uri = g_strconcat (base, "/api/v2/public/linked-account", query, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  gboolean done = FALSE;
  gint64 start = g_get_monotonic_time ();

  soup_message_headers_replace (soup_message_get_request_headers (message), "x-api-key", key);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, answer_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  if (soup_message_get_status (message) != 200)
    g_error ("the bare call got %u", soup_message_get_status (message));
  return seconds_since (start);
}

static void
wait_for_list (EmbarkPagedList *list)
{
  while (embark_paged_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  if (embark_paged_list_get_error (list) != NULL)
    g_error ("the list: %s", embark_paged_list_get_error (list)->message);
}

static double
time_open (const char *search)
{
  Bench b;
  EmbarkPagedList *list;
  gint64 start = g_get_monotonic_time ();
  double taken;

  bench_init (&b);
  list = embark_workspace_get_accounts (b.workspace);
  if (search != NULL)
    {
      /* Of a profile that is open already. */
      embark_paged_list_load_more (list);
      wait_for_list (list);
      start = g_get_monotonic_time ();
      embark_workspace_set_search (b.workspace, search);
      /* It waits for more keys first, which counts. */
      while (!embark_paged_list_get_loading (list))
        g_main_context_iteration (NULL, TRUE);
    }
  else
    embark_paged_list_load_more (list);
  wait_for_list (list);
  taken = seconds_since (start);
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    g_error ("no rows");
  bench_clear (&b);
  return taken;
}

static void
bench_times (void)
{
  double calls[ROUNDS], opens[ROUNDS], search_calls[ROUNDS], searches[ROUNDS];

  time_call ("?page=1&limit=50");
  time_call ("?search=obsidian&page=1&limit=50");
  for (guint i = 0; i < ROUNDS; i++)
    {
      calls[i] = time_call ("?page=1&limit=50");
      opens[i] = time_open (NULL);
      search_calls[i] = time_call ("?search=obsidian&page=1&limit=50");
      searches[i] = time_open ("obsidian");
    }
  printf ("first-page-call %.6f\nfirst-rows %.6f\n", median (calls), median (opens));
  printf ("search-call %.6f\nsearch-rows %.6f\n", median (search_calls), median (searches));
}

static void
bench_memory (void)
{
  Bench b;
  EmbarkPagedList *list;
  gsize settled = 0;
  guint first = 0;
  guint n_items;

  bench_init (&b);
  list = embark_workspace_get_accounts (b.workspace);
  for (guint page = 1; page == 1 || embark_paged_list_get_has_more (list); page++)
    {
      embark_paged_list_load_more (list);
      wait_for_list (list);
      if (page != SETTLED)
        continue;
      malloc_trim (0);
      settled = mallinfo2 ().uordblks + mallinfo2 ().hblkhd;
      first = g_list_model_get_n_items (G_LIST_MODEL (list));
    }
  malloc_trim (0);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  printf ("accounts %u\nbytes-per-account %.0f\n", n_items,
          (double) (mallinfo2 ().uordblks + mallinfo2 ().hblkhd - settled) / (n_items - first));
  bench_clear (&b);
}

typedef gboolean (*Finish) (EmbarkImport *import, GAsyncResult *result, GError **error);

static gboolean import_done;

static void
import_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!((Finish) data) (EMBARK_IMPORT (source), result, &error))
    g_error ("the import: %s", error->message);
  import_done = TRUE;
}

static void
wait_for_import (void)
{
  while (!import_done)
    g_main_context_iteration (NULL, TRUE);
  import_done = FALSE;
}

static void
bench_import (void)
{
  Bench b;
  g_autoptr (EmbarkImport) import = NULL;
  g_autoptr (GString) text = g_string_new ("account_id,name,udf.plan\n");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "embark-bench.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gint64 start;

  for (guint i = 0; i < IMPORT_ROWS; i++)
    g_string_append_printf (text, "bench-%06u,Bench %u,gold\n", i, i);
  if (!g_file_set_contents (path, text->str, (gssize) text->len, NULL))
    g_error ("%s could not be written", path);
  bench_init (&b);
  import = embark_import_new (b.workspace);
  embark_import_set_rate (import, 0);
  embark_import_set_concurrency (import, 8);
  embark_import_load_async (import, file, NULL, import_cb, embark_import_load_finish);
  wait_for_import ();
  embark_import_check_async (import, NULL, import_cb, embark_import_check_finish);
  wait_for_import ();
  start = g_get_monotonic_time ();
  embark_import_run_async (import, NULL, import_cb, embark_import_run_finish);
  wait_for_import ();
  printf ("import-failed %u\nimport-rows-per-second %.0f\n",
          embark_import_get_count (import, EMBARK_IMPORT_FAILED), IMPORT_ROWS / seconds_since (start));
  g_file_delete (file, NULL, NULL);
  g_clear_object (&import);
  bench_clear (&b);
}

int
main (int argc, char **argv)
{
  key = g_getenv ("EMBARK_SANDBOX_API_KEY");
  if (argc != 2 || key == NULL)
    {
      fprintf (stderr, "usage: bench-engine ADDRESS, with EMBARK_SANDBOX_API_KEY set\n");
      return 2;
    }
  base = argv[1];
  system_clock = embark_clock_system_new ();
  bench_times ();
  bench_memory ();
  bench_import ();
  return 0;
}
