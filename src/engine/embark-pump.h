/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-workspace.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the call of @job */
typedef EmbarkCall *(*EmbarkPumpMakeFunc) (gpointer owner, guint job, gpointer data);
/* @job ended: with @reply, or with what the server says against it. */
typedef void (*EmbarkPumpDoneFunc) (gpointer owner, guint job, EmbarkReply *reply, const GError *error, gpointer data);
/* Whether it waits for what passes by itself. */
typedef void (*EmbarkPumpWaitingFunc) (gpointer owner, gboolean waiting);

typedef struct
{
  GArray *jobs; /* (owned) (element-type guint) */
  guint rate;        /* calls a second at most; 0: as many as go */
  guint concurrency; /* calls at a time */
  EmbarkPumpMakeFunc make;
  EmbarkPumpDoneFunc done;
  EmbarkPumpWaitingFunc waiting; /* (nullable) */
  gpointer data;                 /* (unowned): must live as long as the pump runs */
} EmbarkPumpWork;

/**
 * embark_pump_async:
 * @owner: a GObject, given to the functions of @work and held until the end
 * @workspace: whose client and clock are used
 * @work: taken
 *
 * Makes many calls, so many at a time and so many a second. What may pass (no network, too many calls) is waited for
 * and tried again; what every call would meet (a refused key) ends it. Only for calls that may be repeated.
 */
void embark_pump_async (gpointer owner, EmbarkWorkspace *workspace, EmbarkPumpWork work, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_pump_finish (gpointer owner, GAsyncResult *result, GError **error);

G_END_DECLS
