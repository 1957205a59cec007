/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Before a burst leaves: read-only refuses, production asks. */

#pragma once

#include <gtk/gtk.h>

#include "embark-burst.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

typedef void (*EmbarkBurstAskFunc) (GtkWidget *from, EmbarkBurst *burst);

/* Calls @func at once, after it was confirmed, or not at all. @n: how many events would leave; @from: must be in a window */
void embark_burst_ask (GtkWidget *from, EmbarkWorkspace *workspace, EmbarkBurst *burst, guint n,
                       GCancellable *cancellable, EmbarkBurstAskFunc func);

G_END_DECLS
