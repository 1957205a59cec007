/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-execution.h"

G_BEGIN_DECLS

/**
 * EmbarkRunView:
 *
 * A run: its state, its nodes on a time axis, and what went into and came out of the chosen one. The platform
 * tells how long a node took and not when it began, so bars stand one after the other. Properties: `run`
 * (EmbarkExecution, nullable), `narrow` (boolean), `node` (EmbarkExecutionNode, nullable, read-only: the chosen one). What
 * is long is printed in a thread. A button for the record that a node wrote activates
 * `win.open-record` (s).
 *
 * Setting a newer record of the same run keeps the chosen node and the focus.
 */
#define EMBARK_TYPE_RUN_VIEW (embark_run_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunView, embark_run_view, EMBARK, RUN_VIEW, AdwBin)

/* @run: (nullable) */
GtkWidget *embark_run_view_new (EmbarkExecution *run);
void embark_run_view_set_run (EmbarkRunView *self, EmbarkExecution *run);
EmbarkExecution *embark_run_view_get_run (EmbarkRunView *self);
void embark_run_view_set_narrow (EmbarkRunView *self, gboolean narrow);
/* Puts @widget at the end of the head. */
void embark_run_view_add_action (EmbarkRunView *self, GtkWidget *widget);
/* Returns: (transfer none) (nullable): the chosen node */
EmbarkExecutionNode *embark_run_view_get_node (EmbarkRunView *self);
/* Chooses the node at @position, as a click on its row does. */
void embark_run_view_select_node (EmbarkRunView *self, guint position);

G_END_DECLS
