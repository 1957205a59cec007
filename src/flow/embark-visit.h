/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-chip.h"
#include "embark-evidence.h"

G_BEGIN_DECLS

/**
 * EmbarkVisit:
 *
 * One visit to the portal in the embedded view: host and lock above it, the view or what went wrong, and below it the
 * line that says what Cobalt says. It knows nothing of Cobalt: its owner polls and tells it.
 *
 * Signals: `cancelled` (the visit is over, whether connected or not), `external` (go on in the browser), `again` (begin
 * anew with a fresh address), `progress` (a page was reached: a good moment to ask Cobalt), `next`, `doctor` (somebody asks
 * why it does not work, or said what is on the screen), `closed` (int EmbarkWebClosing: a window of it was closed),
 * `slow` (the page takes long to answer, or does no longer: embark_visit_get_slow()).
 */
#define EMBARK_TYPE_VISIT (embark_visit_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkVisit, embark_visit, EMBARK, VISIT, AdwBin)

/* Shows that an address is being made; forgets the visit before. */
void embark_visit_begin (EmbarkVisit *self);
/* Opens the view at @uri, a secret. When there is no embedded view on this machine the visit says so. */
void embark_visit_open (EmbarkVisit *self, const char *uri);
/* Shows a problem in the place of the view. */
void embark_visit_fail (EmbarkVisit *self, const char *title, const char *explanation, const char *quote,
                        const char *request_id, const char *details);
/* The line below. @tone: EMBARK_TONE_NOW shows a spinner. */
void embark_visit_set_status (EmbarkVisit *self, EmbarkTone tone, const char *text);
/* @seconds: since the door was opened; negative hides it */
void embark_visit_set_seconds (EmbarkVisit *self, int seconds);
/* Returns: whether the page has been loading for long, or hangs; `progress` is told when that changes */
gboolean embark_visit_get_slow (EmbarkVisit *self);
/* After success: Cancel becomes Close, and the way on is offered. */
void embark_visit_set_connected (EmbarkVisit *self, const char *text);
/* Ends the visit: the view goes with its session. */
void embark_visit_close (EmbarkVisit *self);
/* Shows the button "See Why" beside the status. */
void embark_visit_set_can_tell_why (EmbarkVisit *self, gboolean can_tell);
/* Returns: (transfer none): what was seen: hosts, code, description, landmark, title, trouble, symptom */
const EmbarkEvidence *embark_visit_get_evidence (EmbarkVisit *self);
/* @seconds: since the view showed success while Cobalt says nobody is connected; -1: it did not */
void embark_visit_set_success_seconds (EmbarkVisit *self, int seconds);
/* Returns: whether the evidence says anything of why it fails */
gboolean embark_visit_tells (EmbarkVisit *self);
void embark_visit_set_narrow (EmbarkVisit *self, gboolean narrow);

G_END_DECLS
