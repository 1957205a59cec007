/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-clock.h"

struct _EmbarkClockManual
{
  GObject parent_instance;

  GPtrArray *timeouts; /* (owned) (element-type Timeout): those that wait */
  gint64 start;        /* µs since 1970 */
  gint64 now;          /* µs since the clock was made */
  guint last_id;
};

typedef struct
{
  guint id;
  guint interval; /* ms */
  gint64 due;     /* µs, on the scale of now */
  GSourceFunc func;
  gpointer data;         /* (owned by notify) */
  GDestroyNotify notify; /* (nullable) */
  gboolean running;
  gboolean removed; /* while it ran: freed when it comes back */
} Timeout;

static void embark_clock_manual_iface_init (EmbarkClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkClockManual,
                               embark_clock_manual,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_CLOCK, embark_clock_manual_iface_init))

static void
timeout_free (Timeout *timeout)
{
  if (timeout->notify != NULL)
    timeout->notify (timeout->data);
  g_free (timeout);
}

static gint64
embark_clock_manual_get_real_time (EmbarkClock *clock)
{
  EmbarkClockManual *self = EMBARK_CLOCK_MANUAL (clock);

  return self->start + self->now;
}

/* Not zero at the start: a caller may use 0 for "never". */
static gint64
embark_clock_manual_get_monotonic_time (EmbarkClock *clock)
{
  return EMBARK_CLOCK_MANUAL (clock)->now + G_USEC_PER_SEC;
}

static guint
embark_clock_manual_add_timeout (
    EmbarkClock *clock, guint interval_ms, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  EmbarkClockManual *self = EMBARK_CLOCK_MANUAL (clock);
  Timeout *timeout = g_new0 (Timeout, 1);

  timeout->id = ++self->last_id;
  timeout->interval = interval_ms;
  timeout->due = self->now + (gint64) interval_ms * 1000;
  timeout->func = func;
  timeout->data = data;
  timeout->notify = notify;
  g_ptr_array_add (self->timeouts, timeout);

  return timeout->id;
}

static void
embark_clock_manual_remove (EmbarkClock *clock, guint id)
{
  EmbarkClockManual *self = EMBARK_CLOCK_MANUAL (clock);

  for (guint i = 0; i < self->timeouts->len; i++)
    {
      Timeout *timeout = g_ptr_array_index (self->timeouts, i);

      if (timeout->id != id)
        continue;
      g_ptr_array_remove_index (self->timeouts, i);
      if (timeout->running)
        timeout->removed = TRUE;
      else
        timeout_free (timeout);
      return;
    }
}

/* Returns: (nullable): the timeout that is due first, at @limit at the latest; of two at one time, the older
 */
static Timeout *
find_next (EmbarkClockManual *self, gint64 limit)
{
  Timeout *next = NULL;

  for (guint i = 0; i < self->timeouts->len; i++)
    {
      Timeout *timeout = g_ptr_array_index (self->timeouts, i);

      if (timeout->running || timeout->due > limit)
        continue;
      if (next == NULL || timeout->due < next->due || (timeout->due == next->due && timeout->id < next->id))
        next = timeout;
    }

  return next;
}

static void
run_timeout (EmbarkClockManual *self, Timeout *timeout)
{
  gboolean again;

  timeout->running = TRUE;
  again = timeout->func (timeout->data);
  timeout->running = FALSE;

  if (timeout->removed)
    {
      timeout_free (timeout);
    }
  else if (again)
    {
      /* At least a millisecond, or an interval of 0 would never let the clock get on. */
      timeout->due = self->now + (gint64) MAX (timeout->interval, 1) * 1000;
    }
  else
    {
      g_ptr_array_remove (self->timeouts, timeout);
      timeout_free (timeout);
    }
}

static void
embark_clock_manual_finalize (GObject *object)
{
  EmbarkClockManual *self = EMBARK_CLOCK_MANUAL (object);

  while (self->timeouts->len > 0)
    timeout_free (g_ptr_array_steal_index (self->timeouts, self->timeouts->len - 1));
  g_clear_pointer (&self->timeouts, g_ptr_array_unref);

  G_OBJECT_CLASS (embark_clock_manual_parent_class)->finalize (object);
}

static void
embark_clock_manual_class_init (EmbarkClockManualClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_clock_manual_finalize;
}

static void
embark_clock_manual_iface_init (EmbarkClockInterface *iface)
{
  iface->get_real_time = embark_clock_manual_get_real_time;
  iface->get_monotonic_time = embark_clock_manual_get_monotonic_time;
  iface->add_timeout = embark_clock_manual_add_timeout;
  iface->remove = embark_clock_manual_remove;
}

static void
embark_clock_manual_init (EmbarkClockManual *self)
{
  self->timeouts = g_ptr_array_new ();
}

EmbarkClockManual *
embark_clock_manual_new (gint64 real_time)
{
  EmbarkClockManual *self = g_object_new (EMBARK_TYPE_CLOCK_MANUAL, NULL);

  self->start = real_time;
  return self;
}

void
embark_clock_manual_advance (EmbarkClockManual *self, guint ms)
{
  g_autoptr (EmbarkClockManual) alive = NULL;
  gint64 target;
  Timeout *timeout;

  g_return_if_fail (EMBARK_IS_CLOCK_MANUAL (self));

  alive = g_object_ref (self);
  target = self->now + (gint64) ms * 1000;
  while ((timeout = find_next (self, target)) != NULL)
    {
      self->now = MAX (self->now, timeout->due);
      run_timeout (self, timeout);
    }
  self->now = MAX (self->now, target);
}

guint
embark_clock_manual_get_n_pending (EmbarkClockManual *self)
{
  g_return_val_if_fail (EMBARK_IS_CLOCK_MANUAL (self), 0);

  return self->timeouts->len;
}
