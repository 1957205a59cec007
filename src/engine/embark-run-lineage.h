/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkRunLineage:
 *
 * Which run repeats which, as far as it was started here, now or before a restart: the platform does not say it. Signal
 * `changed` (no arguments).
 */
#define EMBARK_TYPE_RUN_LINEAGE (embark_run_lineage_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunLineage, embark_run_lineage, EMBARK, RUN_LINEAGE, GObject)

/* Begins to read what the journal knows of the workspace's profile. */
EmbarkRunLineage *embark_run_lineage_new (EmbarkWorkspace *workspace);
/* @id was started as a rerun of @origin: kept in the journal too. */
void embark_run_lineage_note (EmbarkRunLineage *self, const char *origin, const char *id);
/* Returns: (nullable): the run that @id repeats */
const char *embark_run_lineage_get_origin (EmbarkRunLineage *self, const char *id);
/* Returns: (nullable): the newest run that repeats @id */
const char *embark_run_lineage_get_rerun (EmbarkRunLineage *self, const char *id);

G_END_DECLS
