/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the whole text of @label as its tooltip while it is cut: where all of it can be read, a tooltip only covers what is
 * below it. */
void embark_tooltip_when_cut (GtkLabel *label);

G_END_DECLS
