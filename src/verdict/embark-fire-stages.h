/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-clock.h"
#include "embark-fire.h"

G_BEGIN_DECLS

/* EmbarkFireStages: the four stages that a fired event goes through, and how far this one came. */
#define EMBARK_TYPE_FIRE_STAGES (embark_fire_stages_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFireStages, embark_fire_stages, EMBARK, FIRE_STAGES, AdwBin)

/* @clock: (nullable): says for how long the stage that goes on has been doing so */
void embark_fire_stages_show (EmbarkFireStages *self, EmbarkFire *fire, EmbarkClock *clock);
void embark_fire_stages_set_narrow (EmbarkFireStages *self, gboolean narrow);

G_END_DECLS
