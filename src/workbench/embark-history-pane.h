/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkHistoryPane:
 *
 * One fire: the verdict and how it is known, its runs and its payload. Signals: `edit` (EmbarkFire), `open-run` (utf8: a
 * run's id), `back`.
 */
#define EMBARK_TYPE_HISTORY_PANE (embark_history_pane_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkHistoryPane, embark_history_pane, EMBARK, HISTORY_PANE, AdwBin)

/* @fire: (nullable); @onboarding: (nullable): whose fire it is */
void embark_history_pane_set_fire (EmbarkHistoryPane *self, EmbarkOnboarding *onboarding, EmbarkFire *fire);
EmbarkFire *embark_history_pane_get_fire (EmbarkHistoryPane *self);
void embark_history_pane_set_narrow (EmbarkHistoryPane *self, gboolean narrow);

G_END_DECLS
