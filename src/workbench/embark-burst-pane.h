/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-burst.h"

G_BEGIN_DECLS

/**
 * EmbarkBurstPane:
 *
 * One burst: how far it is, its figures, its chart, what was refused and why, and what can be done with it.
 */
#define EMBARK_TYPE_BURST_PANE (embark_burst_pane_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkBurstPane, embark_burst_pane, EMBARK, BURST_PANE, AdwBin)

/* @workspace, @burst: (nullable) */
void embark_burst_pane_set_burst (EmbarkBurstPane *self, EmbarkWorkspace *workspace, EmbarkBurst *burst);
/* Returns: (transfer none) (nullable) */
EmbarkBurst *embark_burst_pane_get_burst (EmbarkBurstPane *self);
/* Sends the shown burst, which was asked for already. */
void embark_burst_pane_run (EmbarkBurstPane *self);

G_END_DECLS
