/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkLinkList:
 *
 * The connect links that were issued for an account: by which door, for whom, when, what became of each, and Revoke where
 * that can still be done. It hides itself while there is none.
 */
#define EMBARK_TYPE_LINK_LIST (embark_link_list_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkLinkList, embark_link_list, EMBARK, LINK_LIST, AdwBin)

/* @onboarding: (nullable) */
void embark_link_list_set_onboarding (EmbarkLinkList *self, EmbarkOnboarding *onboarding);

G_END_DECLS
