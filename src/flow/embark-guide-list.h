/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-guide-row.h"

G_BEGIN_DECLS

/**
 * EmbarkGuideList:
 *
 * The ways to set the app up, one of them chosen, its steps as a checklist, and what changed at Salesforce lately.
 * Signal `open-address` (EmbarkGuideRow): the page of a step is asked for.
 */
#define EMBARK_TYPE_GUIDE_LIST (embark_guide_list_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkGuideList, embark_guide_list, EMBARK, GUIDE_LIST, AdwBin)

/* @profile: whose choice, ticks and notes it shows and keeps. Given once. */
void embark_guide_list_set_profile (EmbarkGuideList *self, EmbarkProfile *profile);
/* Shows how far each step is. */
void embark_guide_list_update (EmbarkGuideList *self, const EmbarkGuideSeen *seen);
void embark_guide_list_set_narrow (EmbarkGuideList *self, gboolean narrow);

G_END_DECLS
