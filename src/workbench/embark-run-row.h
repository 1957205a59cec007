/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-run-list.h"

G_BEGIN_DECLS

/* EmbarkRunRow: a run in a list: its state, of which workflow, when, what started it and how long it took. */
#define EMBARK_TYPE_RUN_ROW (embark_run_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunRow, embark_run_row, EMBARK, RUN_ROW, AdwBin)

GtkWidget *embark_run_row_new (void);
/* @repeats: whether it was started here as a repetition of another; @now: microseconds since 1970 */
void embark_run_row_set_run (EmbarkRunRow *self, EmbarkExecution *run, gboolean repeats, gint64 now);
/* Returns: (transfer full): makes rows for the runs of a list */
GtkListItemFactory *embark_run_row_new_factory (void);
/* Which list knows what repeats what. */
void embark_run_row_factory_set_list (GtkListItemFactory *factory, EmbarkRunList *list);

/* Returns: (transfer full): what started a run, in words: an event's name, "schedule"; "" when it is not said */
char *embark_run_dup_cause (EmbarkExecution *run);
/* Returns: (transfer full) (nullable): how long a run took; %NULL when that is not known */
char *embark_run_dup_took (EmbarkExecution *run);

G_END_DECLS
