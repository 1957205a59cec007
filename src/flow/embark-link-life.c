/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-link-life.h"

char *
embark_link_life_dup (gint64 left)
{
  const int seconds = (int) CLAMP (left / G_USEC_PER_SEC, 0, G_MAXINT);
  const int minutes = seconds / 60;
  const int hours = minutes / 60;

  if (left <= 0)
    return g_strdup (_ ("No longer works"));
  if (hours >= 24)
    return g_strdup_printf (C_ ("life of a link", "%d d %d h left"), hours / 24, hours % 24);
  if (hours > 0)
    return g_strdup_printf (C_ ("life of a link", "%d h %d min left"), hours, minutes % 60);
  if (minutes > 0)
    return g_strdup_printf (C_ ("life of a link", "%d min left"), minutes);
  return g_strdup_printf (C_ ("life of a link", "%d s left"), seconds);
}
