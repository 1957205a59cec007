/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EmbarkSymptomPopover:
 *
 * What somebody can say they see, to choose from. Signal `chosen` (const char *id): for EmbarkEvidence.symptom.
 */
#define EMBARK_TYPE_SYMPTOM_POPOVER (embark_symptom_popover_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkSymptomPopover, embark_symptom_popover, EMBARK, SYMPTOM_POPOVER, GtkPopover)

/* Makes @scrolled as high as its wrapped lines need at its width, at most @max: its natural height is that of lines that do
 * not wrap. */
void embark_popover_fit_height (GtkScrolledWindow *scrolled, int max);

G_END_DECLS
