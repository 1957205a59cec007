/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <time.h>

#include "turns.h"

#define FRAME_US     (16 * 1000)
#define LONG_TURN_US (25 * 1000)
#define QUIET_US     (400 * 1000)

static gint64 woke;   /* monotonic µs: when the loop last woke */
static gint64 worked; /* µs of the processor that its thread had used by then */
static gint64 longest;
static gint64 longest_work;
static gint64 last_long; /* monotonic µs: when a turn last worked for more than a frame */

static gint64
get_thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
wake_up (void)
{
  woke = g_get_monotonic_time ();
  worked = get_thread_time ();
}

static int
poll_cb (GPollFD *fds, guint n, int timeout)
{
  const gint64 now = g_get_monotonic_time (), work = get_thread_time () - worked;
  int result;

  longest = MAX (longest, now - woke);
  longest_work = MAX (longest_work, work);
  if (work > FRAME_US)
    last_long = now;
  if (work > LONG_TURN_US && g_getenv ("BENCH_TURNS") != NULL)
    g_printerr ("a turn of %.1f ms ended at %.6f\n", (double) work / 1000, (double) now / G_USEC_PER_SEC);
  result = g_poll (fds, n, timeout);
  wake_up ();
  return result;
}

void
turns_watch (void)
{
  turns_begin ();
  g_main_context_set_poll_func (NULL, poll_cb);
}

void
turns_begin (void)
{
  longest = 0;
  longest_work = 0;
  wake_up ();
  last_long = woke;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
turns_settle (void)
{
  guint wake = g_timeout_add (50, wake_cb, NULL);

  while (g_get_monotonic_time () - last_long < QUIET_US)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);
}

void
turns_pass (guint milliseconds)
{
  const gint64 until = g_get_monotonic_time () + milliseconds * 1000;
  guint wake = g_timeout_add (4, wake_cb, NULL);

  while (g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);
}

double
turns_get_work (void)
{
  return (double) longest_work / G_USEC_PER_SEC;
}

void
turns_print (const char *name)
{
  printf ("%s-turn %.6f\n%s-work %.6f\n", name, (double) longest / G_USEC_PER_SEC, name, turns_get_work ());
}

void
turns_print_settled (const char *name)
{
  turns_settle ();
  turns_print (name);
  turns_begin ();
}
