/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-run-detail.h"

G_BEGIN_DECLS

/**
 * EmbarkRunPane:
 *
 * One run and what can be done with it. Actions: `run.stop`, `run.rerun`, `run.copy-id`, `run.copy-link`,
 * `run.open-dashboard`, `run.export`, `run.origin`, `run.repetition`, `run.back`. Signals: `back`; `show-run` (string: id): another run is
 * to be shown; `compare` (EmbarkExecution): another run of the same workflow was chosen.
 * It activates the action `win.open-dashboard` (s, an address behind the origin) of whatever it is in.
 */
#define EMBARK_TYPE_RUN_PANE (embark_run_pane_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunPane, embark_run_pane, EMBARK, RUN_PANE, AdwBin)

/* @detail: (nullable) */
void embark_run_pane_set_detail (EmbarkRunPane *self, EmbarkRunDetail *detail);
void embark_run_pane_set_narrow (EmbarkRunPane *self, gboolean narrow);

G_END_DECLS
