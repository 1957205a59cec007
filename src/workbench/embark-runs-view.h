/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-onboarding.h"
#include "embark-run-detail.h"

G_BEGIN_DECLS

/**
 * EmbarkRunsView:
 *
 * The runs of a linked account: a live list, and beside it the one that is chosen. It asks the server while it is shown and
 * not otherwise. Actions: `runs.load-more`, `runs.clear-filter`; in the group `run-filter` the stateful
 * `status`, `source`, `workflow` and `hours` (s, "" for all).
 * It activates the actions `win.show-view` (s) and `win.open-dashboard` (s) of whatever it is in.
 */
#define EMBARK_TYPE_RUNS_VIEW (embark_runs_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunsView, embark_runs_view, EMBARK, RUNS_VIEW, AdwBin)

GtkWidget *embark_runs_view_new (EmbarkOnboarding *onboarding);
/* Returns: (transfer none) (nullable): %NULL before the view was shown for an account that exists */
EmbarkRunList *embark_runs_view_get_list (EmbarkRunsView *self);
/* Returns: (transfer none) (nullable): the run that is shown */
EmbarkRunDetail *embark_runs_view_get_detail (EmbarkRunsView *self);
/* Shows a run, listed or not. */
void embark_runs_view_show_run (EmbarkRunsView *self, const char *id);
/* At phone width the list and the run take turns. */
void embark_runs_view_set_narrow (EmbarkRunsView *self, gboolean narrow);
/* Asks the server again. */
void embark_runs_view_refresh (EmbarkRunsView *self);

G_END_DECLS
