/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-preflight.h"

G_BEGIN_DECLS

/* Returns: (transfer floating): a line that has to be read: what is so, why, what was seen, and who acts */
GtkWidget *embark_preflight_row_new_open (EmbarkPreflightLine *line, gboolean narrow);
/* Returns: (transfer floating): a line that is well, or is not known yet: its title, the rest as tooltip and for a screen
 * reader */
GtkWidget *embark_preflight_row_new_short (EmbarkPreflightLine *line);
/* Returns: whether a line has to be read */
gboolean embark_preflight_row_is_open (EmbarkPreflightLine *line);

G_END_DECLS
