/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-clock.h"

G_DEFINE_INTERFACE (EmbarkClock, embark_clock, G_TYPE_OBJECT)

static void
embark_clock_default_init (EmbarkClockInterface *iface)
{
}

gint64
embark_clock_get_real_time (EmbarkClock *self)
{
  g_return_val_if_fail (EMBARK_IS_CLOCK (self), 0);

  return EMBARK_CLOCK_GET_IFACE (self)->get_real_time (self);
}

gint64
embark_clock_get_monotonic_time (EmbarkClock *self)
{
  g_return_val_if_fail (EMBARK_IS_CLOCK (self), 0);

  return EMBARK_CLOCK_GET_IFACE (self)->get_monotonic_time (self);
}

guint
embark_clock_add_timeout (
    EmbarkClock *self, guint interval_ms, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  g_return_val_if_fail (EMBARK_IS_CLOCK (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  return EMBARK_CLOCK_GET_IFACE (self)->add_timeout (self, interval_ms, func, data, notify);
}

void
embark_clock_remove (EmbarkClock *self, guint id)
{
  g_return_if_fail (EMBARK_IS_CLOCK (self));
  g_return_if_fail (id != 0);

  EMBARK_CLOCK_GET_IFACE (self)->remove (self, id);
}

void
embark_clock_clear (EmbarkClock *self, guint *id_pointer)
{
  guint id;

  g_return_if_fail (id_pointer != NULL);

  id = *id_pointer;
  *id_pointer = 0;
  if (id != 0)
    embark_clock_remove (self, id);
}
