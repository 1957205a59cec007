/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-time.h"

char *
embark_time_dup_duration (double ms)
{
  gint64 seconds;

  if (!(ms > 0)) /* also what is not a number */
    ms = 0;
  if (ms < 999.5)
    /* Translators: a duration in milliseconds */
    return g_strdup_printf (_ ("%d ms"), (int) (ms + 0.5));
  if (ms < 59950)
    /* Translators: a duration in seconds */
    return g_strdup_printf (_ ("%.1f s"), ms / 1000);

  /* Beyond this nobody reads the number, and it must not overflow. */
  seconds = (gint64) (MIN (ms, 1e15) / 1000 + 0.5);
  if (seconds < 3600)
    /* Translators: a duration, minutes and seconds */
    return g_strdup_printf (_ ("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));

  /* Translators: a duration, hours and minutes */
  return g_strdup_printf (_ ("%d h %d min"), (int) (seconds / 3600), (int) (seconds % 3600 / 60));
}

static GDateTime *
to_local (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static char *
format (GDateTime *when, const char *pattern)
{
  char *text = g_date_time_format (when, pattern);

  return text != NULL ? text : g_strdup ("");
}

char *
embark_time_dup_clock (gint64 time)
{
  g_autoptr (GDateTime) when = NULL;

  if (time == 0)
    return g_strdup ("");
  when = to_local (time);
  if (when == NULL)
    return g_strdup ("");

  /* Translators: a time of day, see the manual of g_date_time_format() */
  return format (when, C_ ("time", "%H:%M:%S"));
}

static gboolean
same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b)
         && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

char *
embark_time_dup_moment (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) when = NULL;
  g_autoptr (GDateTime) today = NULL;
  g_autoptr (GDateTime) yesterday = NULL;

  if (time == 0)
    return g_strdup ("");
  when = to_local (time);
  today = to_local (now);
  if (when == NULL || today == NULL)
    return g_strdup ("");

  yesterday = g_date_time_add_days (today, -1);
  if (same_day (when, today))
    /* Translators: a moment, see the manual of g_date_time_format() */
    return format (when, C_ ("time", "today %H:%M:%S"));
  if (yesterday != NULL && same_day (when, yesterday))
    return format (when, C_ ("time", "yesterday %H:%M:%S"));
  if (g_date_time_get_year (when) == g_date_time_get_year (today))
    /* Translators: day and month, and time */
    return format (when, C_ ("time", "%-e %b %H:%M:%S"));

  /* Translators: day, month and year, and time */
  return format (when, C_ ("time", "%-e %b %Y %H:%M:%S"));
}
