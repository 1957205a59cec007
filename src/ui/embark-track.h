/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EmbarkTrack:
 *
 * One line of a timeline: bars, hair lines and marks at fractions (0 to 1) of its width, from the side where
 * reading starts. They are children and not drawing, so that CSS colours them (node `embarktrack`, its
 * children `box`). What it shows is for the eye; the row that it stands in says the same in words.
 */
#define EMBARK_TYPE_TRACK (embark_track_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkTrack, embark_track, EMBARK, TRACK, GtkWidget)

GtkWidget *embark_track_new (void);
/* Takes everything off. */
void embark_track_clear (EmbarkTrack *self);
/* A bar @from to @to; @css_class is `ok`, `bad`, `warn`, `wait`, `now` or `ghost`, (nullable) for grey. */
void embark_track_add_bar (EmbarkTrack *self, double from, double to, const char *css_class);
/* A hair line over the whole height. */
void embark_track_add_grid (EmbarkTrack *self, double at);
/* A short text that begins at @at, as on an axis. */
void embark_track_add_mark (EmbarkTrack *self, double at, const char *text);
/* Returns: how many bars there are, without lines and marks */
guint embark_track_get_n_bars (EmbarkTrack *self);

G_END_DECLS
