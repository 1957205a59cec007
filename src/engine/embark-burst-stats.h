/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long answers took and how many came when, in a fixed small room. Pure. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A histogram: each power of two of microseconds in 16 steps, so a bucket is 6 % wide. */
#define EMBARK_BURST_STEPS   16
#define EMBARK_BURST_BUCKETS (32 * EMBARK_BURST_STEPS)
/* When there are more seconds than this, two become one. */
#define EMBARK_BURST_SECONDS 600

typedef struct
{
  guint32 buckets[EMBARK_BURST_BUCKETS];
  guint n;
  gint64 max; /* µs */
  guint32 seconds[EMBARK_BURST_SECONDS];
  guint n_seconds;
  guint width; /* how many seconds one of them is */
} EmbarkBurstStats;

void embark_burst_stats_init (EmbarkBurstStats *self);
/* An answer came @at µs after the beginning, and took @latency µs. */
void embark_burst_stats_add (EmbarkBurstStats *self, gint64 at, gint64 latency);
/* Returns: µs within which @percent of the answers came; 0: there are none */
gint64 embark_burst_stats_get (const EmbarkBurstStats *self, double percent);
/* Returns: (transfer full): the latencies, for the journal */
GBytes *embark_burst_stats_save (const EmbarkBurstStats *self);
/* Takes back what was saved; what is not understood is left out. */
void embark_burst_stats_load (EmbarkBurstStats *self, GBytes *bytes);

G_END_DECLS
