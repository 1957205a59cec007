/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EmbarkClock:
 *
 * The port through which everything below the window asks for time and waits, so that a test holds the clock instead
 * of sleeping.
 */
#define EMBARK_TYPE_CLOCK (embark_clock_get_type ())
G_DECLARE_INTERFACE (EmbarkClock, embark_clock, EMBARK, CLOCK, GObject)

struct _EmbarkClockInterface
{
  GTypeInterface parent;

  gint64 (*get_real_time) (EmbarkClock *self);
  gint64 (*get_monotonic_time) (EmbarkClock *self);
  guint (*add_timeout) (EmbarkClock *self, guint interval_ms, GSourceFunc func, gpointer data, GDestroyNotify notify);
  void (*remove) (EmbarkClock *self, guint id);
};

/* Microseconds since 1970, as g_get_real_time(). */
gint64 embark_clock_get_real_time (EmbarkClock *self);
/* Microseconds on a clock that never goes back, as g_get_monotonic_time(). */
gint64 embark_clock_get_monotonic_time (EmbarkClock *self);
/**
 * embark_clock_add_timeout:
 * @interval_ms: milliseconds until the first call, and between calls while @func returns %G_SOURCE_CONTINUE
 * @func: called in the thread-default main context of the caller
 * @data: (closure): given to @func
 * @notify: (nullable): frees @data once the timeout is gone
 *
 * Returns: an id for embark_clock_remove(), never 0; it is void once @func returned %G_SOURCE_REMOVE
 */
guint embark_clock_add_timeout (
  EmbarkClock *self, guint interval_ms, GSourceFunc func, gpointer data, GDestroyNotify notify);
void embark_clock_remove (EmbarkClock *self, guint id);
/* Removes the timeout in @id_pointer, if any, and sets it to 0. */
void embark_clock_clear (EmbarkClock *self, guint *id_pointer);

/* The machine's clock. */
#define EMBARK_TYPE_CLOCK_SYSTEM (embark_clock_system_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkClockSystem, embark_clock_system, EMBARK, CLOCK_SYSTEM, GObject)
EmbarkClock *embark_clock_system_new (void);

/* A clock that stands still until it is told to move. */
#define EMBARK_TYPE_CLOCK_MANUAL (embark_clock_manual_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkClockManual, embark_clock_manual, EMBARK, CLOCK_MANUAL, GObject)
/* @real_time: microseconds since 1970 at which it stands */
EmbarkClockManual *embark_clock_manual_new (gint64 real_time);
/* Moves the clock by @ms milliseconds and runs, in order of their time, the timeouts that fall due on the way. */
void embark_clock_manual_advance (EmbarkClockManual *self, guint ms);
/* Returns: how many timeouts wait; 0 says that nothing polls any more */
guint embark_clock_manual_get_n_pending (EmbarkClockManual *self);

G_END_DECLS
