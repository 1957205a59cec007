/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EmbarkBurstChart:
 *
 * How many answers came when: columns from the side where reading starts. They are children and not drawing, so that CSS
 * colours them (node `embarkburstchart`, its children `box`). For a screen reader it is an image that says the same in
 * words.
 */
#define EMBARK_TYPE_BURST_CHART (embark_burst_chart_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkBurstChart, embark_burst_chart, EMBARK, BURST_CHART, GtkWidget)

/* More columns than this are put together. */
#define EMBARK_BURST_CHART_MAX 60

/* @values: (array length=n) (nullable): answers in each @seconds */
void embark_burst_chart_set (EmbarkBurstChart *self, const guint32 *values, guint n, guint seconds);
/* Returns: the same in words: "1,000 answers in 12 seconds: 83 a second, 101 at most" */
const char *embark_burst_chart_get_words (EmbarkBurstChart *self);
/* Returns: how many columns there are */
guint embark_burst_chart_get_n_columns (EmbarkBurstChart *self);

G_END_DECLS
