/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a burst and is killed in the middle of it by test-burst-kill. Arguments: address, journal, how many
 * events, events a second (0: as many as go), a word for the payload; the key is in EMBARK_SANDBOX_API_KEY.
 * Prints how many were answered so far, a line each time that it is another number. */

#include "config.h"

#include <stdio.h>

#include "burst-fixture.h"
#include "test-util.h"

static guint
get_answered (EmbarkBurst *burst)
{
  return embark_burst_get_count (burst, EMBARK_BURST_EVENT_ACCEPTED)
         + embark_burst_get_count (burst, EMBARK_BURST_EVENT_REFUSED);
}

static gboolean
report_cb (gpointer data)
{
  static guint last = G_MAXUINT;
  guint answered = get_answered (data);

  if (answered == last)
    return G_SOURCE_CONTINUE;
  last = answered;
  printf ("%u\n", answered);
  fflush (stdout);
  return G_SOURCE_CONTINUE;
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
  g_autoptr (EmbarkBurst) burst = NULL;
  g_autofree char *payload = NULL;
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  if (argc != 6)
    return 2;
  client = embark_client_new (argv[1], session, clock);
  embark_client_set_api_key (client, g_getenv ("EMBARK_SANDBOX_API_KEY"));
  profile = embark_profile_new ("p", "Kestrel", argv[1]);
  journal = embark_journal_new (argv[2]);
  embark_journal_open_async (journal, NULL, wait_cb, &wait);
  if (!embark_journal_open_finish (journal, wait_for (&wait), &error))
    g_error ("%s", error->message);
  workspace = embark_workspace_new (profile, client, journal, clock);
  burst = embark_burst_new (workspace, BURST_ACCOUNT, "salesforce", NULL, BURST_EVENT);
  payload = g_strdup_printf ("{\"round\":\"%s\",\"n\":{{n}},\"id\":\"{{uuid}}\"}", argv[5]);
  embark_burst_set_payload (burst, payload);
  embark_burst_set_n (burst, (guint) atoi (argv[3]));
  embark_burst_set_rate (burst, (guint) atoi (argv[4]), 20);
  embark_burst_set_concurrency (burst, 8);
  g_timeout_add (1, report_cb, burst);
  wait_reset (&wait);
  embark_burst_run_async (burst, wait_cb, &wait);
  if (!embark_burst_run_finish (burst, wait_for (&wait), &error))
    g_error ("%s", error->message);
  printf ("done\n");
  return 0;
}
