/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-app.h"

G_BEGIN_DECLS

/**
 * EmbarkDashboardWindow:
 *
 * The platform's dashboard for staff, in a web session that is kept for one profile, so that who signed in stays signed
 * in. The session can be ended and forgotten. Signal `left`: the window closed, and what is known of the app is old.
 */
#define EMBARK_TYPE_DASHBOARD_WINDOW (embark_dashboard_window_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkDashboardWindow, embark_dashboard_window, EMBARK, DASHBOARD_WINDOW, AdwWindow)

EmbarkDashboardWindow *embark_dashboard_window_new (EmbarkApp *app, EmbarkProfile *profile, GtkWindow *parent);
/* @address: relative to the dashboard's origin, "/applications" */
void embark_dashboard_window_open (EmbarkDashboardWindow *self, const char *address);

G_END_DECLS
