/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-app.h"
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkWindow:
 *
 * Linked accounts on the left, the chosen one on the right; at phone width one of the two. Its actions are in
 * embark-window-actions.c.
 */
#define EMBARK_TYPE_WINDOW (embark_window_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWindow, embark_window, EMBARK, WINDOW, AdwApplicationWindow)

EmbarkWindow *embark_window_new (EmbarkApp *app);

G_END_DECLS
