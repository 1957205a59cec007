/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-run-axis.h"
#include "embark-time.h"

double
embark_run_axis_choose_step (double length, int max_ticks)
{
  double unit = length > 120000 ? 60000 : 100;

  while (TRUE)
    {
      const double factors[] = { 1, 2, 5 };

      for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
        if (length / (unit * factors[i]) <= max_ticks)
          return unit * factors[i];
      unit *= 10;
    }
}

char *
embark_run_axis_dup_tick (double ms)
{
  if (ms >= 60000 && (gint64) ms % 60000 == 0)
    return g_strdup_printf (_ ("%d min"), (int) (ms / 60000));
  if (ms >= 1000 && (gint64) ms % 1000 == 0)
    return g_strdup_printf (_ ("%d s"), (int) (ms / 1000));
  return embark_time_dup_duration (ms);
}
