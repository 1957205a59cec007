/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every widget has that sends something: its key, and its guard against sending twice. */

#pragma once

#include <gtk/gtk.h>

#include "embark-clock.h"

G_BEGIN_DECLS

/* Ctrl+Enter anywhere in the window calls @func with @widget, which stays out of it (%FALSE) while it cannot be seen. */
void embark_send_bind_key (GtkWidget *widget, GtkShortcutFunc func);
/* @pressed_at: (inout): monotonic, when was last pressed, 0: never. Returns: whether this press is the second one of a
 * double click, or a key that is held and repeats: no second order */
gboolean embark_send_is_same_press (gint64 *pressed_at, EmbarkClock *clock);

G_END_DECLS
