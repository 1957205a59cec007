/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-diagnosis.h"

G_BEGIN_DECLS

/**
 * EmbarkCauseRow:
 *
 * One cause of a failed sign-in: its number, what is so, who has to act and, while it is open, the steps and the button for
 * what can be done from here. Signal `cure` (int EmbarkCure): the button.
 */
#define EMBARK_TYPE_CAUSE_ROW (embark_cause_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkCauseRow, embark_cause_row, EMBARK, CAUSE_ROW, GtkListBoxRow)

/* @cause: read now, not kept. @first: whether its owner is the one who must act now */
GtkWidget *embark_cause_row_new (const EmbarkCause *cause, guint number, gboolean first);
void embark_cause_row_set_open (EmbarkCauseRow *self, gboolean open);
gboolean embark_cause_row_get_open (EmbarkCauseRow *self);

G_END_DECLS
