/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The menu that chooses which runs a list asks for. */

#pragma once

#include <gtk/gtk.h>
#include "embark-run-list.h"

G_BEGIN_DECLS

#define EMBARK_TYPE_RUNS_FILTER (embark_runs_filter_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunsFilter, embark_runs_filter, EMBARK, RUNS_FILTER, GObject)

/* Gives @button its menu and @view the group of actions `run-filter`: status, source, workflow, hours (s, "" for all). */
EmbarkRunsFilter *embark_runs_filter_new (GtkWidget *view, GtkMenuButton *button);
/* Which list is asked. @list: (nullable) */
void embark_runs_filter_set_list (EmbarkRunsFilter *self, EmbarkRunList *list);
/* Returns: whether anything is left out */
gboolean embark_runs_filter_get_active (EmbarkRunsFilter *self);
/* Returns: (transfer full): what is asked for, to be kept */
JsonObject *embark_runs_filter_dup_json (EmbarkRunsFilter *self);
/* Asks for what was kept; what is not understood of it leaves nothing out. */
void embark_runs_filter_set_json (EmbarkRunsFilter *self, JsonObject *object);
/* Asks for all runs. */
void embark_runs_filter_clear (EmbarkRunsFilter *self);

G_END_DECLS
