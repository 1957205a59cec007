/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of a time axis, and what stands at them. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @length: of the axis in ms. Returns: the distance of the lines: 1, 2 or 5 times a power of ten, of minutes above a minute */
double embark_run_axis_choose_step (double length, int max_ticks);
/* Returns: (transfer full): "500 ms", "2 s", "3 min" */
char *embark_run_axis_dup_tick (double ms);

G_END_DECLS
