/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside src/ui. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A scrolled part of a page that is scrolled itself: the wheel goes on to the page where @scroller has nothing more to show
 * in its direction. GTK ends it at the inner one, so that the page would stop under the pointer. */
void embark_scroll_through (GtkScrolledWindow *scroller);

G_END_DECLS
