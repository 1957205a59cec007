/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkHistoryView:
 *
 * Every event that was fired for a linked account from here, newest first: payload, verdict, runs. Read from the journal,
 * so it is there after a restart; a fire under way moves on before one's eyes. Signals: `edit` (EmbarkFire): its payload is
 * wanted in the editor, to be fired again; `open-run` (utf8: a run's id).
 */
#define EMBARK_TYPE_HISTORY_VIEW (embark_history_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkHistoryView, embark_history_view, EMBARK, HISTORY_VIEW, AdwBin)

/* @onboarding: (nullable): whose fires are shown */
void embark_history_view_set_onboarding (EmbarkHistoryView *self, EmbarkOnboarding *onboarding);
/* At phone width the list and what is chosen in it take turns. */
void embark_history_view_set_narrow (EmbarkHistoryView *self, gboolean narrow);

G_END_DECLS
