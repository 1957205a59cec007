/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkOnboardingView:
 *
 * The guided path of one linked account: the bar of steps over the chosen step's page. Properties: `onboarding`
 * (construct-only), `narrow` (boolean), `step` (int, EmbarkStepId). Actions: `flow.go-to` (int32), `flow.next`,
 * `flow.previous`, `flow.refresh`.
 */
#define EMBARK_TYPE_ONBOARDING_VIEW (embark_onboarding_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkOnboardingView, embark_onboarding_view, EMBARK, ONBOARDING_VIEW, AdwBin)

GtkWidget *embark_onboarding_view_new (EmbarkOnboarding *onboarding);
EmbarkOnboarding *embark_onboarding_view_get_onboarding (EmbarkOnboardingView *self);
EmbarkStepId embark_onboarding_view_get_step (EmbarkOnboardingView *self);
void embark_onboarding_view_set_step (EmbarkOnboardingView *self, EmbarkStepId step);
/* Goes to the page that fires events, with the event of that name chosen. */
void embark_onboarding_view_choose_event (EmbarkOnboardingView *self, const char *name);

G_END_DECLS
