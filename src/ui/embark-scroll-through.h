/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A scrolled part of a page that is scrolled itself: the wheel goes on to the page where @scroller has nothing more to show
 * in its direction. GTK ends it at the inner one, so that the page would stop under the pointer. */
void embark_scroll_through (GtkScrolledWindow *scroller);
/* For a list that loads more when its end comes near. Returns: whether less than @ahead pixels are left below what is
 * seen */
gboolean embark_scroll_is_near_end (GtkScrolledWindow *scroller, double ahead);

G_END_DECLS
