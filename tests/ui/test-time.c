/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include "embark-time.h"

/* 2026-06-15 12:00:00 UTC */
#define NOON (G_GINT64_CONSTANT (1781524800) * G_USEC_PER_SEC)
#define HOUR (3600 * (gint64) G_USEC_PER_SEC)

static void
test_durations (void)
{
  static const struct
  {
    double ms;
    const char *text;
  } rows[] = {
    { 0, "0 ms" },
    { -5, "0 ms" },
    { 184, "184 ms" },
    { 999.4, "999 ms" },
    { 999.6, "1.0 s" },
    { 2400, "2.4 s" },
    { 41800, "41.8 s" },
    { 59949, "59.9 s" },
    { 59960, "1 min 0 s" },
    { 72000, "1 min 12 s" },
    { 3599000, "59 min 59 s" },
    { 3600000, "1 h 0 min" },
    { 11100000, "3 h 5 min" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = embark_time_dup_duration (rows[i].ms);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* What a server may send as a duration must not crash or overflow. */
static void
test_odd_durations (void)
{
  g_autofree char *nan = embark_time_dup_duration (g_ascii_strtod ("nan", NULL));
  g_autofree char *inf = embark_time_dup_duration (g_ascii_strtod ("inf", NULL));
  g_autofree char *huge = embark_time_dup_duration (1e300);

  g_assert_cmpstr (nan, ==, "0 ms");
  g_assert_true (g_str_has_suffix (inf, " min"));
  g_assert_cmpstr (huge, ==, inf);
}

static void
test_moments (void)
{
  static const struct
  {
    gint64 time;
    const char *text;
  } rows[] = {
    { NOON + 2 * HOUR, "today 14:00:00" },
    { NOON - 12 * HOUR, "today 00:00:00" },
    { NOON - 12 * HOUR - G_USEC_PER_SEC, "yesterday 23:59:59" },
    { NOON - 36 * HOUR - G_USEC_PER_SEC, "13 Jun 23:59:59" },
    { NOON + 24 * HOUR, "16 Jun 12:00:00" },
    { NOON - 365 * 24 * HOUR, "15 Jun 2025 12:00:00" },
    { 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = embark_time_dup_moment (rows[i].time, NOON);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_clock (void)
{
  g_autofree char *noon =
      embark_time_dup_clock (NOON + 41 * 60 * (gint64) G_USEC_PER_SEC + 7 * G_USEC_PER_SEC);
  g_autofree char *none = embark_time_dup_clock (0);
  g_autofree char *far_off = embark_time_dup_clock (G_MAXINT64);

  g_assert_cmpstr (noon, ==, "12:41:07");
  g_assert_cmpstr (none, ==, "");
  g_assert_nonnull (far_off);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/time/durations", test_durations);
  g_test_add_func ("/ui/time/odd-durations", test_odd_durations);
  g_test_add_func ("/ui/time/moments", test_moments);
  g_test_add_func ("/ui/time/clock", test_clock);
  return g_test_run ();
}
