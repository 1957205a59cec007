/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How it goes into a fire that it could not be sent: the same for an event and for a workflow that is executed. */

#pragma once

#include "embark-fire.h"

G_BEGIN_DECLS

/* Whether @error leaves open what the platform did: the answer was lost, unreadable, or made by something in between. */
gboolean embark_fire_send_is_unknown (const GError *error);
/* It was not sent, or not taken. @detail: (transfer full): why, in words */
void embark_fire_send_refuse (EmbarkFire *fire, char *detail);
/* Refuses it when its payload is not JSON. Returns: whether it may go */
gboolean embark_fire_send_check (EmbarkFire *fire);
/* Refuses it because the journal did not take it first. */
void embark_fire_send_take_journal_error (EmbarkFire *fire, const GError *error);
/* What came instead of an answer: it is refused, or it is unknown what became of it. */
void embark_fire_send_take_error (EmbarkFire *fire, const GError *error);

G_END_DECLS
