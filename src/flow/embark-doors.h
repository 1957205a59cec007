/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkDoors:
 *
 * The three ways in which a client signs in: here, in the browser, by a link. When a sign-in is known to fail they are
 * insensitive, and the menu of the first has "Open Anyway". Signals: `here`, `browser`, `link-created` (EmbarkLinkRecord),
 * `link-failed` (GError pointer).
 */
#define EMBARK_TYPE_DOORS (embark_doors_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkDoors, embark_doors, EMBARK, DOORS, AdwBin)

/* @onboarding: (nullable) */
void embark_doors_set_onboarding (EmbarkDoors *self, EmbarkOnboarding *onboarding);
/* @blocked: preflight found what will make a sign-in fail */
void embark_doors_set_blocked (EmbarkDoors *self, gboolean blocked);
/* @connected: somebody is connected already: no door is suggested */
void embark_doors_set_connected (EmbarkDoors *self, gboolean connected);
/* @busy: an address for the browser is being made */
void embark_doors_set_busy (EmbarkDoors *self, gboolean busy);
/* Gives the focus to the first door. Returns: whether it took it */
gboolean embark_doors_focus (EmbarkDoors *self);
void embark_doors_set_narrow (EmbarkDoors *self, gboolean narrow);

G_END_DECLS
