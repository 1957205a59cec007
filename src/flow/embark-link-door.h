/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkLinkDoor:
 *
 * The third door: a link to send. Before there is one, a button makes it; then its QR code, how long it lives, Copy, E-mail
 * and Revoke. Signals: `created` (EmbarkLinkRecord): one was made here; `failed` (GError pointer): none was.
 */
#define EMBARK_TYPE_LINK_DOOR (embark_link_door_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkLinkDoor, embark_link_door, EMBARK, LINK_DOOR, AdwBin)

/* @onboarding: (nullable) */
void embark_link_door_set_onboarding (EmbarkLinkDoor *self, EmbarkOnboarding *onboarding);
void embark_link_door_set_narrow (EmbarkLinkDoor *self, gboolean narrow);
/* Returns: (transfer none) (nullable): the link that is shown */
EmbarkLinkRecord *embark_link_door_get_record (EmbarkLinkDoor *self);
/* Returns: the look that the profile has for its connect pages; its strings are the profile's */
EmbarkBranding embark_link_door_get_branding (EmbarkOnboarding *onboarding);

G_END_DECLS
