/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the views and dialogs of the workbench do with an error of the engine, or with a verdict. */

#pragma once

#include "embark-problem-view.h"
#include "embark-problem.h"
#include "embark-verdict-card.h"

G_BEGIN_DECLS

/**
 * embark_workbench_show_problem:
 * @error: (nullable): %NULL hides @view
 * @buttons: whether the view offers the way on
 *
 * Returns: the way on that its button stands for; EMBARK_REMEDY_RETRY is up to the caller, see
 * embark_workbench_follow_remedy()
 */
EmbarkRemedy embark_workbench_show_problem (EmbarkProblemView *view, const GError *error, gboolean buttons);
/* Returns: whether @remedy was done: by an action of the window that @from is in */
gboolean embark_workbench_follow_remedy (GtkWidget *from, EmbarkRemedy remedy);
/* Returns: whether @action was done, likewise; EMBARK_VERDICT_ACTION_FIRE_AGAIN is up to the caller */
gboolean embark_workbench_follow_verdict (GtkWidget *from, EmbarkVerdictAction action);
/* Says in a dialog of the window that @from is in what failed. */
void embark_workbench_report (GtkWidget *from, const GError *error);

G_END_DECLS
