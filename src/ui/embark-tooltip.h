/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the whole text of @label as its tooltip while it is cut: where all of it can be read, a tooltip only covers what is
 * below it. */
void embark_tooltip_when_cut (GtkLabel *label);
/* For the rows of a list: gtk_widget_set_tooltip_text() asks the display where the pointer is, and waits for the answer,
 * for each row that comes into view; this waits until a tooltip is wanted. @widget: has no other tooltip; @text:
 * (nullable): %NULL for none */
void embark_tooltip_set_text (GtkWidget *widget, const char *text);

G_END_DECLS
