/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-execution.h"

G_BEGIN_DECLS

/**
 * EmbarkRunTimeline:
 *
 * The rows of a run's timeline in a list box: the axis, then the nodes. Those that fit a screen are there at once, the
 * others come in pieces, so that a run of hundreds of nodes does not hold the window.
 */
typedef struct _EmbarkRunTimeline EmbarkRunTimeline;

typedef void (*EmbarkRunTimelineFunc) (gpointer data);

/* @list: is not held, has to live as long as this does; @chosen: the user chose a node */
EmbarkRunTimeline *embark_run_timeline_new (GtkListBox *list, EmbarkRunTimelineFunc chosen, gpointer data);
void embark_run_timeline_free (EmbarkRunTimeline *self);
/* @run: (nullable): the rows of another one begin anew, those of the same one stay where they are; @position: the node
 * that is chosen, -1 for none. It need not have its row yet. */
void embark_run_timeline_show (EmbarkRunTimeline *self, EmbarkExecution *run, int position);
void embark_run_timeline_set_narrow (EmbarkRunTimeline *self, gboolean narrow);
/* As if the user chose it. */
void embark_run_timeline_choose (EmbarkRunTimeline *self, guint position);
/* Returns: the position of the chosen node, -1 for none */
int embark_run_timeline_get_position (EmbarkRunTimeline *self);

/* Returns: the position of the node of @run that works; that after the last one when all have ended */
guint embark_run_timeline_find_working (EmbarkExecution *run);

G_END_DECLS
