/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-run-list.h"

G_BEGIN_DECLS

/* Says below a list of runs how many there are and how fresh that is. @runs: (nullable) */
void embark_runs_foot_show (EmbarkRunList *runs, GtkImage *icon, GtkLabel *label);
/* Returns: (transfer full): why none of the runs that were loaded is shown */
char *embark_runs_foot_dup_no_match (EmbarkPagedList *runs);

G_END_DECLS
