/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The only place that asks for GLib's version: what the floor (2.74) lacks is filled in here. */

#pragma once

#include <gio/gio.h>

/* Marks what the executable offers to the module that it opens at run time; everything else stays hidden. */
#define EMBARK_EXPORT __attribute__ ((visibility ("default")))

G_BEGIN_DECLS

/**
 * embark_set_str:
 * @field: (inout) (nullable): the string to replace, owned by the caller's struct
 * @value: (nullable): the new value; copied
 *
 * g_set_str() is 2.76.
 *
 * Returns: whether the value changed, so that a setter notifies only then
 */
static inline gboolean
embark_set_str (char **field, const char *value)
{
  char *copy;

  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  copy = g_strdup (value);
  g_free (*field);
  *field = copy;
  return TRUE;
}

G_END_DECLS
