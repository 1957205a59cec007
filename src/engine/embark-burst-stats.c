/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "embark-burst-stats.h"

void
embark_burst_stats_init (EmbarkBurstStats *self)
{
  memset (self, 0, sizeof *self);
  self->width = 1;
}

/* The highest bits: where the first one stands, and the four behind it. */
static guint
find_bucket (gint64 latency)
{
  const guint64 value = (guint64) CLAMP (latency, 0, G_MAXUINT32);
  const guint bits = value == 0 ? 0 : g_bit_storage ((gulong) value);
  guint bucket;

  if (bits <= 5)
    return (guint) value;
  bucket = (bits - 4) * EMBARK_BURST_STEPS + (guint) ((value >> (bits - 5)) & (EMBARK_BURST_STEPS - 1));
  return MIN (bucket, EMBARK_BURST_BUCKETS - 1);
}

/* Returns: the middle of a bucket */
static gint64
get_middle (guint bucket)
{
  const guint bits = bucket / EMBARK_BURST_STEPS + 4;
  gint64 low;

  if (bucket < 2 * EMBARK_BURST_STEPS)
    return bucket;
  low = (gint64) (EMBARK_BURST_STEPS + bucket % EMBARK_BURST_STEPS) << (bits - 5);
  return low + ((gint64) 1 << (bits - 5)) / 2;
}

static void
halve_seconds (EmbarkBurstStats *self)
{
  for (guint i = 0; i < EMBARK_BURST_SECONDS; i += 2)
    self->seconds[i / 2] = self->seconds[i] + self->seconds[i + 1];
  memset (self->seconds + EMBARK_BURST_SECONDS / 2, 0, sizeof self->seconds / 2);
  self->n_seconds = (self->n_seconds + 1) / 2;
  self->width *= 2;
}

void
embark_burst_stats_add (EmbarkBurstStats *self, gint64 at, gint64 latency)
{
  const guint second = (guint) CLAMP (at / G_USEC_PER_SEC, 0, G_MAXINT);

  self->buckets[find_bucket (latency)]++;
  self->n++;
  self->max = MAX (self->max, latency);
  while (second / self->width >= EMBARK_BURST_SECONDS)
    halve_seconds (self);
  self->seconds[second / self->width]++;
  self->n_seconds = MAX (self->n_seconds, second / self->width + 1);
}

gint64
embark_burst_stats_get (const EmbarkBurstStats *self, double percent)
{
  const guint wanted = MAX ((guint) ceil (self->n * CLAMP (percent, 0, 100) / 100), 1);
  guint sum = 0;

  if (self->n == 0)
    return 0;
  if (percent >= 100)
    return self->max;
  for (guint i = 0; i < EMBARK_BURST_BUCKETS; i++)
    {
      sum += self->buckets[i];
      if (sum >= wanted)
        return MIN (get_middle (i), self->max);
    }
  return self->max;
}

GBytes *
embark_burst_stats_save (const EmbarkBurstStats *self)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const guint64 max = GUINT64_TO_LE ((guint64) self->max);

  g_byte_array_append (bytes, (const guint8 *) &max, sizeof max);
  for (guint i = 0; i < EMBARK_BURST_BUCKETS; i++)
    if (self->buckets[i] > 0)
      {
        const guint32 pair[] = { GUINT32_TO_LE (i), GUINT32_TO_LE (self->buckets[i]) };

        g_byte_array_append (bytes, (const guint8 *) pair, sizeof pair);
      }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

void
embark_burst_stats_load (EmbarkBurstStats *self, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint64 max;
  guint32 pair[2];

  if (length < sizeof max)
    return;
  memcpy (&max, data, sizeof max);
  self->max = (gint64) MIN (GUINT64_FROM_LE (max), (guint64) G_MAXINT64);
  for (gsize at = sizeof max; at + sizeof pair <= length; at += sizeof pair)
    {
      memcpy (pair, data + at, sizeof pair);
      if (GUINT32_FROM_LE (pair[0]) >= EMBARK_BURST_BUCKETS)
        continue;
      self->buckets[GUINT32_FROM_LE (pair[0])] += GUINT32_FROM_LE (pair[1]);
      self->n += GUINT32_FROM_LE (pair[1]);
    }
}
