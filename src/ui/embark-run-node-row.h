/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-chip.h"
#include "embark-execution.h"
#include "embark-track.h"

G_BEGIN_DECLS

/* Where a node stands on the time axis of its run, in fractions of it. */
typedef struct
{
  double from;
  double to;
} EmbarkRunSpan;

/* Whose turn it is in a run. The platform's words for a node that has not ended (Ready, Waiting) do not tell
 * whether it works or waits for others, so its place does: the first one that has not ended works. */
typedef enum
{
  EMBARK_RUN_TURN_OVER, /* the run has ended */
  EMBARK_RUN_TURN_NOW,
  EMBARK_RUN_TURN_LATER,
} EmbarkRunTurn;

/**
 * EmbarkRunNodeRow:
 *
 * One line of a run's timeline: a node with its state, its bar and how long it took; without a node it is the
 * axis.
 */
#define EMBARK_TYPE_RUN_NODE_ROW (embark_run_node_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunNodeRow, embark_run_node_row, EMBARK, RUN_NODE_ROW, GtkListBoxRow)

/* @names, @notes: what keeps the columns of all rows equally wide */
GtkWidget *embark_run_node_row_new (GtkSizeGroup *names, GtkSizeGroup *notes);
/* @node: (nullable): %NULL for the axis, which cannot be chosen. Empties the track and puts the bar on it;
 * hair lines and marks are the caller's. */
void embark_run_node_row_set_node (EmbarkRunNodeRow *self,
                                   EmbarkExecutionNode *node,
                                   const EmbarkRunSpan *span,
                                   EmbarkRunTurn turn);
/* Returns: (nullable) */
EmbarkExecutionNode *embark_run_node_row_get_node (EmbarkRunNodeRow *self);
EmbarkTrack *embark_run_node_row_get_track (EmbarkRunNodeRow *self);
void embark_run_node_row_set_narrow (EmbarkRunNodeRow *self, gboolean narrow);

/* The state of a node in colour and in words ("failed"). */
gboolean embark_run_node_has_ended (EmbarkExecutionNode *node);
EmbarkTone embark_run_node_get_tone (EmbarkExecutionNode *node, EmbarkRunTurn turn);
const char *embark_run_node_get_word (EmbarkExecutionNode *node, EmbarkRunTurn turn);
/* The state of a run. */
EmbarkTone embark_run_get_tone (EmbarkExecution *run);
const char *embark_run_get_word (EmbarkExecution *run);

G_END_DECLS
