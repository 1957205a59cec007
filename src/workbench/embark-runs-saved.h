/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-runs-filter.h"
#include "embark-saved-popover.h"

G_BEGIN_DECLS

/**
 * EmbarkRunsSaved:
 *
 * The popover with the saved views of a list of runs: one is chosen, renamed, deleted and put back; what is shown at the
 * moment, filter and search, is saved under a name.
 */
#define EMBARK_TYPE_RUNS_SAVED (embark_runs_saved_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunsSaved, embark_runs_saved, EMBARK, RUNS_SAVED, EmbarkSavedPopover)

/* @search: the entry that is searched in. It is not held: the popover belongs to the same view. */
void embark_runs_saved_set_up (EmbarkRunsSaved *self, EmbarkWorkspace *workspace, EmbarkRunsFilter *filter,
                               GtkEditable *search);

G_END_DECLS
