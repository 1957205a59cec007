/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-health-board.h"

G_BEGIN_DECLS

/**
 * EmbarkHealthWindow:
 *
 * How the connections of all linked accounts of a profile stand, in a window of its own beside the work. Signal `open`
 * (EmbarkLinkedAccount *account): that one is wanted.
 */
#define EMBARK_TYPE_HEALTH_WINDOW (embark_health_window_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkHealthWindow, embark_health_window, EMBARK, HEALTH_WINDOW, AdwWindow)

EmbarkHealthWindow *embark_health_window_new (EmbarkWorkspace *workspace, GtkWindow *parent);
/* Returns: (transfer none) */
EmbarkHealthBoard *embark_health_window_get_board (EmbarkHealthWindow *self);

G_END_DECLS
