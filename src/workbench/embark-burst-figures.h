/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-burst.h"

G_BEGIN_DECLS

/**
 * EmbarkBurstFigures:
 *
 * The table of a burst: its events by what became of them, how long answers took, its runs by status. As many columns as
 * fit.
 */
#define EMBARK_TYPE_BURST_FIGURES (embark_burst_figures_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkBurstFigures, embark_burst_figures, EMBARK, BURST_FIGURES, AdwBin)

void embark_burst_figures_show (EmbarkBurstFigures *self, EmbarkBurst *burst);
/* Returns: (transfer none) (nullable): what stands behind @name ("Accepted"), as it is shown */
const char *embark_burst_figures_get (EmbarkBurstFigures *self, const char *name);

G_END_DECLS
