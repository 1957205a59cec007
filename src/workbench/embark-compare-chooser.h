/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-run-detail.h"

G_BEGIN_DECLS

/**
 * EmbarkCompareChooser:
 *
 * A popover with the other runs of the same workflow, of those that are listed. Signal `chosen` (EmbarkExecution).
 */
#define EMBARK_TYPE_COMPARE_CHOOSER (embark_compare_chooser_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkCompareChooser, embark_compare_chooser, EMBARK, COMPARE_CHOOSER, GtkPopover)

/* Fills it anew. @detail: (nullable) */
void embark_compare_chooser_set_detail (EmbarkCompareChooser *self, EmbarkRunDetail *detail);

G_END_DECLS
