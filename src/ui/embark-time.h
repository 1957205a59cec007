/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Times and durations as they are said everywhere in the window. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * embark_time_dup_duration:
 * @ms: milliseconds; negative counts as 0
 *
 * Returns: (transfer full): "184 ms", "2.4 s", "1 min 12 s", "3 h 5 min", in the user's language
 */
char *embark_time_dup_duration (double ms);

/**
 * embark_time_dup_clock:
 * @time: microseconds since 1970
 *
 * Returns: (transfer full): the time of day where the user is, "14:41:07"; "" for 0
 */
char *embark_time_dup_clock (gint64 time);

/**
 * embark_time_dup_moment:
 * @time: microseconds since 1970
 * @now: the time at which this is read, so that the day can be named
 *
 * Returns: (transfer full): "today 14:41:07", "yesterday 14:41:07", "3 Nov 14:41:07" or, of another year,
 *   "3 Nov 2025 14:41:07"; "" for 0
 */
char *embark_time_dup_moment (gint64 time, gint64 now);

G_END_DECLS
