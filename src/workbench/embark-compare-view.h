/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-run-detail.h"

G_BEGIN_DECLS

/**
 * EmbarkCompareView:
 *
 * Two runs of one workflow beside each other, node by node, and what differs in words. Signal `back`.
 */
#define EMBARK_TYPE_COMPARE_VIEW (embark_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkCompareView, embark_compare_view, EMBARK, COMPARE_VIEW, AdwBin)

/* Both runs are asked for with their nodes. @a, @b: (nullable): both or none; the earlier one
 * comes first */
void embark_compare_view_set_runs (EmbarkCompareView *self, EmbarkRunList *list, EmbarkExecution *a,
                                   EmbarkExecution *b);
void embark_compare_view_set_narrow (EmbarkCompareView *self, gboolean narrow);
/* Returns: whether both runs are there and were compared */
gboolean embark_compare_view_get_compared (EmbarkCompareView *self);

G_END_DECLS
