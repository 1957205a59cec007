/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-onboarding.h"
#include "embark-workflow-info.h"

G_BEGIN_DECLS

/**
 * EmbarkDirectList:
 *
 * The workflows that a call can start for a linked account; not visible without one. It asks the server when it is told to
 * and when the account is another. Signals: `chosen` (EmbarkWorkflowInfo); `changed`: they are others.
 */
#define EMBARK_TYPE_DIRECT_LIST (embark_direct_list_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkDirectList, embark_direct_list, EMBARK, DIRECT_LIST, AdwBin)

/* @onboarding: (nullable) */
void embark_direct_list_set_onboarding (EmbarkDirectList *self, EmbarkOnboarding *onboarding);
/* Asks the server again. */
void embark_direct_list_refresh (EmbarkDirectList *self);
/* Shows that one as the chosen one, or with %NULL none; emits nothing. */
void embark_direct_list_select (EmbarkDirectList *self, const char *workflow_id);
/* Returns: (transfer none) (nullable) */
EmbarkWorkflowInfo *embark_direct_list_find (EmbarkDirectList *self, const char *workflow_id);

G_END_DECLS
