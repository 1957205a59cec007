/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns of the health board's table: what a cell says of its row, and how a column is sorted. */

#pragma once

#include <gtk/gtk.h>

#include "embark-health-board.h"

G_BEGIN_DECLS

/* Fills @view, whose model has EmbarkHealthRow items. @clock: names the day of a probe */
void embark_health_columns_add (GtkColumnView *view, EmbarkClock *clock);
/* In a narrow table only how it stands and whose it is have room; the second then says what is in the way, too. */
void embark_health_columns_set_narrow (GtkColumnView *view, gboolean narrow);

G_END_DECLS
