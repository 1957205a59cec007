/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-fire.h"

G_BEGIN_DECLS

/**
 * EmbarkEarlierPopover:
 *
 * What was fired before, newest first: event, time and what became of it. Signal `chosen` (EmbarkFire): that
 * one is to be shown.
 */
#define EMBARK_TYPE_EARLIER_POPOVER (embark_earlier_popover_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEarlierPopover, embark_earlier_popover, EMBARK, EARLIER_POPOVER, GtkPopover)

GtkWidget *embark_earlier_popover_new (void);
/* @fires: (nullable): a list of EmbarkFire, of which only what the path fires is shown: events for one
 * application, no workflows that were executed and no events for all of them */
void embark_earlier_popover_set_fires (EmbarkEarlierPopover *self, GListModel *fires);
/* Returns: (transfer none) (nullable): those that are shown */
GListModel *embark_earlier_popover_get_fires (EmbarkEarlierPopover *self);

G_END_DECLS
