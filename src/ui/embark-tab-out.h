/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list in which the arrows move: Tab leaves it, in either direction. GTK goes from row to row with it, and nobody gets
 * past ten thousand of them. Not for a list whose rows have controls of their own. */
void embark_tab_out (GtkWidget *list);

G_END_DECLS
