/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-event-book.h"
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkEventComposer:
 *
 * Makes the payload of an event, fires it for a linked account and shows what became of it. What is typed is kept for each
 * account and event while the composer lives. Actions: `compose.fire` (also Ctrl+Enter), `compose.fire-later` (u: seconds),
 * `compose.cancel-later`, `compose.fire-everywhere`, `compose.burst`, `compose.reset`,
 * `compose.preview`, `compose.variable` (s), `compose.open-file`, `compose.save-file`, `compose.save-template`,
 * `compose.copy-curl`, `compose.paste-curl`.
 * Signals: `open-run` (utf8: a run's id); `burst` (utf8 event, utf8 payload); `choose-event` (utf8 event, utf8 payload):
 * that event with that payload is wanted in the editor.
 */
#define EMBARK_TYPE_EVENT_COMPOSER (embark_event_composer_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEventComposer, embark_event_composer, EMBARK, EVENT_COMPOSER, AdwBin)

/* @onboarding: (nullable): for which account is fired */
void embark_event_composer_set_onboarding (EmbarkEventComposer *self, EmbarkOnboarding *onboarding);
/* Shows @event as it was left. A newer record of the same event leaves what is typed alone. */
void embark_event_composer_set_event (EmbarkEventComposer *self, EmbarkEvent *event);
/* Puts another payload in the place of what is typed; that can be undone. */
void embark_event_composer_set_payload (EmbarkEventComposer *self, const char *text);
/* At phone width everything stands below each other. */
void embark_event_composer_set_narrow (EmbarkEventComposer *self, gboolean narrow);
/* Fires what is in the editor: asks first where that is due, and says why when it cannot. */
void embark_event_composer_fire (EmbarkEventComposer *self);
/* Returns: (transfer none) (nullable): that of @book which was fired last for the account */
EmbarkEvent *embark_event_composer_find_last (EmbarkEventComposer *self, EmbarkEventBook *book);
/* Returns: (nullable): the fire whose verdict is shown */
EmbarkFire *embark_event_composer_get_fire (EmbarkEventComposer *self);

G_END_DECLS
