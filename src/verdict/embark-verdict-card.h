/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-chip.h"
#include "embark-clock.h"
#include "embark-facts.h"
#include "embark-fire.h"

G_BEGIN_DECLS

/* The way on that a verdict offers. */
typedef enum
{
  EMBARK_VERDICT_ACTION_NONE,
  EMBARK_VERDICT_ACTION_GO_TO_ENVIRONMENT,
  EMBARK_VERDICT_ACTION_GO_TO_APP,
  EMBARK_VERDICT_ACTION_GO_TO_ACCOUNT,
  EMBARK_VERDICT_ACTION_GO_TO_CONNECT,
  EMBARK_VERDICT_ACTION_GO_TO_WORKFLOWS,
  EMBARK_VERDICT_ACTION_FIRE_AGAIN,
} EmbarkVerdictAction;

/* What to offer for a fire in @state: a pure function. @facts: (nullable) */
EmbarkVerdictAction embark_verdict_get_action (EmbarkFireState state, EmbarkFacts *facts);
/* The state of a fire in colour. */
EmbarkTone embark_verdict_get_tone (EmbarkFire *fire);

/**
 * EmbarkVerdictCard:
 *
 * What became of a fired event: one sentence, one line how we know, the way on, and the four stages it went
 * through. It follows the fire by itself. Properties: `fire` (EmbarkFire, nullable), `narrow` (boolean).
 * Signal `action` (int EmbarkVerdictAction): the button was pressed.
 */
#define EMBARK_TYPE_VERDICT_CARD (embark_verdict_card_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkVerdictCard, embark_verdict_card, EMBARK, VERDICT_CARD, AdwBin)

GtkWidget *embark_verdict_card_new (void);
void embark_verdict_card_set_fire (EmbarkVerdictCard *self, EmbarkFire *fire);
EmbarkFire *embark_verdict_card_get_fire (EmbarkVerdictCard *self);
/* @facts: (nullable): what decides where the button leads */
void embark_verdict_card_set_facts (EmbarkVerdictCard *self, EmbarkFacts *facts);
/* @clock: (nullable): without one it does not count the seconds of what goes on */
void embark_verdict_card_set_clock (EmbarkVerdictCard *self, EmbarkClock *clock);
void embark_verdict_card_set_narrow (EmbarkVerdictCard *self, gboolean narrow);

G_END_DECLS
