/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-clock.h"

struct _EmbarkClockSystem
{
  GObject parent_instance;

  GHashTable *timeouts; /* (owned) (element-type guint Timeout): those that wait */
  guint last_id;
};

typedef struct
{
  EmbarkClockSystem *clock; /* (unowned) (nullable): NULL once the clock has let go of it */
  GSource *source;          /* (unowned): the source owns this struct */
  GSourceFunc func;
  gpointer data;         /* (owned by notify) */
  GDestroyNotify notify; /* (nullable) */
  guint id;
} Timeout;

static void embark_clock_system_iface_init (EmbarkClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkClockSystem,
                               embark_clock_system,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_CLOCK, embark_clock_system_iface_init))

static gboolean
timeout_dispatch (gpointer data)
{
  Timeout *timeout = data;

  return timeout->func (timeout->data);
}

static void
timeout_free (gpointer data)
{
  Timeout *timeout = data;

  if (timeout->clock != NULL)
    g_hash_table_remove (timeout->clock->timeouts, GUINT_TO_POINTER (timeout->id));
  if (timeout->notify != NULL)
    timeout->notify (timeout->data);
  g_free (timeout);
}

/* GLib frees the struct at once, or after the callback that is running in it. */
static void
timeout_destroy (Timeout *timeout)
{
  timeout->clock = NULL;
  g_source_destroy (timeout->source);
}

static gint64
embark_clock_system_get_real_time (EmbarkClock *clock)
{
  return g_get_real_time ();
}

static gint64
embark_clock_system_get_monotonic_time (EmbarkClock *clock)
{
  return g_get_monotonic_time ();
}

static guint
embark_clock_system_add_timeout (
    EmbarkClock *clock, guint interval_ms, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  EmbarkClockSystem *self = EMBARK_CLOCK_SYSTEM (clock);
  g_autoptr (GSource) source = g_timeout_source_new (interval_ms);
  Timeout *timeout = g_new0 (Timeout, 1);

  do
    timeout->id = ++self->last_id;
  while (timeout->id == 0 || g_hash_table_contains (self->timeouts, GUINT_TO_POINTER (timeout->id)));
  timeout->clock = self;
  timeout->source = source;
  timeout->func = func;
  timeout->data = data;
  timeout->notify = notify;
  g_hash_table_insert (self->timeouts, GUINT_TO_POINTER (timeout->id), timeout);
  g_source_set_callback (source, timeout_dispatch, timeout, timeout_free);
  g_source_set_static_name (source, "[embark] clock");
  g_source_attach (source, g_main_context_get_thread_default ());

  return timeout->id;
}

static void
embark_clock_system_remove (EmbarkClock *clock, guint id)
{
  EmbarkClockSystem *self = EMBARK_CLOCK_SYSTEM (clock);
  gpointer timeout = NULL;

  if (g_hash_table_steal_extended (self->timeouts, GUINT_TO_POINTER (id), NULL, &timeout))
    timeout_destroy (timeout);
}

/* Timeouts end with their clock: whoever counts on one holds the clock. */
static void
embark_clock_system_finalize (GObject *object)
{
  EmbarkClockSystem *self = EMBARK_CLOCK_SYSTEM (object);
  GHashTableIter iter;
  gpointer timeout;

  /* From the start each time: what a timeout's data frees may touch the table. */
  for (g_hash_table_iter_init (&iter, self->timeouts); g_hash_table_iter_next (&iter, NULL, &timeout);
       g_hash_table_iter_init (&iter, self->timeouts))
    {
      g_hash_table_iter_steal (&iter);
      timeout_destroy (timeout);
    }
  g_clear_pointer (&self->timeouts, g_hash_table_unref);

  G_OBJECT_CLASS (embark_clock_system_parent_class)->finalize (object);
}

static void
embark_clock_system_class_init (EmbarkClockSystemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_clock_system_finalize;
}

static void
embark_clock_system_iface_init (EmbarkClockInterface *iface)
{
  iface->get_real_time = embark_clock_system_get_real_time;
  iface->get_monotonic_time = embark_clock_system_get_monotonic_time;
  iface->add_timeout = embark_clock_system_add_timeout;
  iface->remove = embark_clock_system_remove;
}

static void
embark_clock_system_init (EmbarkClockSystem *self)
{
  self->timeouts = g_hash_table_new (NULL, NULL);
}

EmbarkClock *
embark_clock_system_new (void)
{
  return g_object_new (EMBARK_TYPE_CLOCK_SYSTEM, NULL);
}
