/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-direct-run.h"
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkDirectPane:
 *
 * A workflow that a call starts: what it is called with, whether its answer is waited for, and what came of it. What is
 * typed is kept for each account and workflow while the pane lives. Nothing is executed again by itself. Actions:
 * `direct.execute` (also Ctrl+Enter). Signal `open-run` (utf8: a run's id).
 */
#define EMBARK_TYPE_DIRECT_PANE (embark_direct_pane_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkDirectPane, embark_direct_pane, EMBARK, DIRECT_PANE, AdwBin)

/* @onboarding: (nullable): for which account it is executed */
void embark_direct_pane_set_onboarding (EmbarkDirectPane *self, EmbarkOnboarding *onboarding);
/* Shows @workflow as it was left, and asks what it wants to be called with. */
void embark_direct_pane_set_workflow (EmbarkDirectPane *self, EmbarkWorkflowInfo *workflow);
/* Returns: (nullable) */
EmbarkWorkflowInfo *embark_direct_pane_get_workflow (EmbarkDirectPane *self);
/* Puts another payload in the place of what is typed, or of what is still being asked for. */
void embark_direct_pane_set_payload (EmbarkDirectPane *self, const char *text);
/* At phone width everything stands below each other, and there is a way back to the list (`events.back`). */
void embark_direct_pane_set_narrow (EmbarkDirectPane *self, gboolean narrow);
/* Executes it with what is in the editor: asks first where that is due, and says why when it cannot. */
void embark_direct_pane_execute (EmbarkDirectPane *self);
/* Returns: (nullable): the execution that is shown */
EmbarkDirectRun *embark_direct_pane_get_run (EmbarkDirectPane *self);

G_END_DECLS
