/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-preflight.h"

G_BEGIN_DECLS

/**
 * EmbarkPreflightCard:
 *
 * What can be known before a login window opens: how many lines are well and when that was looked at, those that need
 * reading with why and who acts, and those that are well. Properties (notify): `blocked` (boolean, read-only).
 */
#define EMBARK_TYPE_PREFLIGHT_CARD (embark_preflight_card_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPreflightCard, embark_preflight_card, EMBARK, PREFLIGHT_CARD, AdwBin)

/* @preflight: (nullable): %NULL hides it */
void embark_preflight_card_set_preflight (EmbarkPreflightCard *self, EmbarkPreflight *preflight);
/* Runs it, unless it runs already. */
void embark_preflight_card_run (EmbarkPreflightCard *self);
/* The same, unless it ran before. */
void embark_preflight_card_run_once (EmbarkPreflightCard *self);
/* Stops what goes on: nobody looks any more. */
void embark_preflight_card_stop (EmbarkPreflightCard *self);
/* Returns: whether a line says that a sign-in will fail */
gboolean embark_preflight_card_get_blocked (EmbarkPreflightCard *self);
void embark_preflight_card_set_narrow (EmbarkPreflightCard *self, gboolean narrow);

G_END_DECLS
