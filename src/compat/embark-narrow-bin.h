/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EmbarkNarrowBin:
 *
 * Holds one child and tells, by its property `narrow`, whether there is less room than `threshold` (px). It asks for no
 * more than 360 px whatever its child wants, so that a window can become narrow at all (AdwBreakpointBin is 1.4).
 * Properties: `child`, `threshold` (int), `narrow` (boolean, read-only, notifies from an idle).
 */
#define EMBARK_TYPE_NARROW_BIN (embark_narrow_bin_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkNarrowBin, embark_narrow_bin, EMBARK, NARROW_BIN, GtkWidget)

GtkWidget *embark_narrow_bin_new (void);
void embark_narrow_bin_set_child (EmbarkNarrowBin *self, GtkWidget *child);
gboolean embark_narrow_bin_get_narrow (EmbarkNarrowBin *self);

G_END_DECLS
