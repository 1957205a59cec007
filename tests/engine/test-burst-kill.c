/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A burst whose program is killed in the middle of it: what the journal says afterwards, and what the server
 * saw. */

#include "config.h"

#include <signal.h>
#include <stdlib.h>

#include "burst-fixture.h"
#include "test-util.h"

/* Sanitizers make everything many times slower, and the moments stay the same. */
#if defined __SANITIZE_ADDRESS__
#define MANY 250
#else
#define MANY 1000
#endif

typedef struct
{
  guint n;          /* events */
  guint answered;   /* so many answers, and it is killed */
  const char *rate; /* events a second */
} Moment;

/* Runs the victim until it says that so many are answered, and kills it. Returns: how many it said last */
static guint
run_and_kill (Range *r, const Moment *moment, const char *round)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) victim = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *n = g_strdup_printf ("%u", moment->n);
  guint answered = 0;
  char *line;

  g_subprocess_launcher_setenv (launcher, "EMBARK_SANDBOX_API_KEY", r->key, TRUE);
  victim = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("EMBARK_BURST_VICTIM"), r->base,
                                        r->journal_path, n, moment->rate, round, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  while (answered < moment->answered
         && (line = g_data_input_stream_read_line_utf8 (output, NULL, NULL, &error)) != NULL)
    {
      answered = g_str_equal (line, "done") ? moment->n : (guint) atoi (line);
      g_free (line);
    }
  g_assert_no_error (error);
  g_subprocess_send_signal (victim, SIGKILL);
  g_assert_true (g_subprocess_wait (victim, NULL, NULL));
  return answered;
}

static void
test_kill (Range *r, gconstpointer data)
{
  const Moment *moment = data;
  g_autofree char *round = g_strdup_printf ("kill-%u-%s", moment->answered, moment->rate);
  g_autoptr (EmbarkBurst) burst = NULL;
  g_autoptr (GError) error = NULL;
  guint answered, unknown, accepted;

  range_close (r);
  answered = run_and_kill (r, moment, round);
  range_open (r);
  burst = range_load (r, NULL);
  /* Killed before it could note anything, it sent nothing. */
  if (burst == NULL)
    {
      g_autoptr (GArray) log = range_get_log (r, round, moment->n, 0);

      g_assert_cmpuint (moment->answered, ==, 0);
      g_assert_cmpuint (range_sum (log), ==, 0);
      return;
    }
  g_assert_cmpuint (embark_burst_get_n (burst), ==, moment->n);
  if (embark_burst_get_state (burst) == EMBARK_BURST_INTERRUPTED)
    range_check (r, burst, round);
  accepted = embark_burst_get_count (burst, EMBARK_BURST_EVENT_ACCEPTED);
  unknown = embark_burst_get_count (burst, EMBARK_BURST_EVENT_UNKNOWN);
  g_test_message ("%u answered when killed; %u accepted, %u unknown, %u not sent", answered, accepted,
                  unknown, embark_burst_get_count (burst, EMBARK_BURST_EVENT_NOT_SENT));
  g_assert_cmpuint (accepted + unknown, >=, moment->answered);

  /* Somebody has it go on: the rest is sent, and what is unknown is not. */
  embark_burst_set_rate (burst, 0, 1);
  g_assert_true (range_run (burst, &error));
  g_assert_no_error (error);
  range_check (r, burst, round);
  g_assert_cmpuint (embark_burst_get_count (burst, EMBARK_BURST_EVENT_UNKNOWN), ==, unknown);
  g_assert_cmpuint (embark_burst_get_count (burst, EMBARK_BURST_EVENT_ACCEPTED), ==, moment->n - unknown);
  g_clear_object (&burst);
  range_reopen (r);
  burst = range_load (r, NULL);
  g_assert_cmpint (embark_burst_get_state (burst), ==, EMBARK_BURST_ENDED);
  g_assert_cmpuint (embark_burst_get_count (burst, EMBARK_BURST_EVENT_UNKNOWN), ==, unknown);
  range_check (r, burst, round);
}

int
main (int argc, char **argv)
{
  /* A thousand where most is under way, fewer where it just begins or ends. */
  static const Moment moments[] = {
    { 100, 0, "0" },  { 100, 1, "0" },    { MANY, 120, "0" }, { MANY, MANY * 3 / 5, "0" },
    { 100, 90, "0" }, { 100, 30, "400" },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *path = g_strdup_printf ("/burst/kill/%s-%u", moments[i].rate, moments[i].answered);

      g_test_add (path, Range, &moments[i], range_set_up, test_kill, range_tear_down);
    }
  return g_test_run ();
}
