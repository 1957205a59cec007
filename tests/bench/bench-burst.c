/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast a burst leaves, against a sandbox that bench.py started, with the journal in a file. Prints "name
 * value" lines. Arguments: the address, and a folder for the journal; the key is in EMBARK_SANDBOX_API_KEY.
 */

#include "config.h"

#include <stdio.h>

#include "embark-burst.h"
#include "turns.h"

#define N           5000
#define CONCURRENCY 16

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_journal_open_finish (EMBARK_JOURNAL (source), result, &error))
    g_error ("the journal: %s", error->message);
  *(gboolean *) data = TRUE;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_burst_run_finish (EMBARK_BURST (source), result, &error))
    g_error ("the burst: %s", error->message);
  *(gboolean *) data = TRUE;
}

static void
wait_for (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  *done = FALSE;
}

static void
run (EmbarkWorkspace *workspace)
{
  g_autoptr (EmbarkBurst) burst =
      embark_burst_new (workspace, "northwind-20418", "salesforce", NULL, "contact.created");
  gboolean done = FALSE;
  gint64 start;
  double seconds;

  embark_burst_set_payload (burst, "{\"n\":{{n}},\"email\":\"{{email}}\",\"last_name\":\"Bench\"}");
  embark_burst_set_n (burst, N);
  embark_burst_set_rate (burst, 0, 1);
  embark_burst_set_concurrency (burst, CONCURRENCY);
  turns_watch ();
  start = g_get_monotonic_time ();
  embark_burst_run_async (burst, ended_cb, &done);
  wait_for (&done);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  turns_print ("burst");
  printf ("burst-accepted %u\nburst-events-per-second %.0f\n",
          embark_burst_get_count (burst, EMBARK_BURST_EVENT_ACCEPTED), N / seconds);
  printf ("burst-p50 %.3f\nburst-p99 %.3f\n", embark_burst_get_latency (burst, 50),
          embark_burst_get_latency (burst, 99));
  embark_burst_unwatch_runs (burst);
}

int
main (int argc, char **argv)
{
  g_autoptr (EmbarkClock) clock = embark_clock_system_new ();
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (EmbarkClient) client = NULL;
  g_autoptr (EmbarkProfile) profile = NULL;
  g_autoptr (EmbarkJournal) journal = NULL;
  g_autoptr (EmbarkWorkspace) workspace = NULL;
  g_autofree char *path = NULL;
  gboolean done = FALSE;

  if (argc != 3 || g_getenv ("EMBARK_SANDBOX_API_KEY") == NULL)
    {
      fprintf (stderr, "usage: bench-burst ADDRESS FOLDER, with EMBARK_SANDBOX_API_KEY set\n");
      return 2;
    }
  path = g_build_filename (argv[2], "journal.db", NULL);
  client = embark_client_new (argv[1], session, clock);
  embark_client_set_api_key (client, g_getenv ("EMBARK_SANDBOX_API_KEY"));
  profile = embark_profile_new ("bench", "Bench", argv[1]);
  journal = embark_journal_new (path);
  embark_journal_open_async (journal, NULL, opened_cb, &done);
  wait_for (&done);
  workspace = embark_workspace_new (profile, client, journal, clock);
  run (workspace);
  return 0;
}
