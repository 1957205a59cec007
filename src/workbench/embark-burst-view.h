/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkBurstView:
 *
 * Bursts of a linked account: those that were, and the one that is made or runs now: its table, its chart, its stop.
 */
#define EMBARK_TYPE_BURST_VIEW (embark_burst_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkBurstView, embark_burst_view, EMBARK, BURST_VIEW, AdwBin)

/* @workspace: (nullable); @account_id: (nullable) */
void embark_burst_view_set_account (EmbarkBurstView *self, EmbarkWorkspace *workspace, const char *account_id);
/* At phone width the list and what is chosen in it take turns. */
void embark_burst_view_set_narrow (EmbarkBurstView *self, gboolean narrow);
/* Begins a new burst with what stands in the editor. @slug, @config_id: (nullable); @payload: JSON with variables */
void embark_burst_view_prepare (EmbarkBurstView *self, const char *event, const char *slug, const char *config_id,
                                const char *payload);

G_END_DECLS
