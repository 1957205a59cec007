/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a call is made again by itself (contract 3.1, 3.3). Pure functions. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many times again, after the first. */
#define EMBARK_RETRY_MAX 3

  typedef struct
  {
    gboolean repeatable;
    guint attempt;        /* the one that failed, from 1 */
    guint status;         /* 0: no answer */
    gboolean unreachable; /* no answer, for a reason that may pass */
    gint64 retry_after;   /* seconds, -1: not said */
    double jitter;        /* 0 to 1 */
  } EmbarkRetryFacts;

  /* Returns: whether to try again after @wait_ms milliseconds */
  gboolean embark_retry_decide (const EmbarkRetryFacts *facts, guint *wait_ms);
  /* Returns: the seconds of a Retry-After header: a number or a date, as of @now (µs since 1970); -1 when
   * unreadable */
  gint64 embark_retry_parse_after (const char *value, gint64 now);

G_END_DECLS
