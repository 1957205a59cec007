/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-doctor.h"

G_BEGIN_DECLS

/**
 * EmbarkDoctorPage:
 *
 * Why a sign-in failed: what Salesforce did, the causes with who has to act and the steps, and the message to send them.
 * Signals: `again` (the way back to the doors), `cure` (int EmbarkCure): something to be done from here.
 */
#define EMBARK_TYPE_DOCTOR_PAGE (embark_doctor_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkDoctorPage, embark_doctor_page, EMBARK, DOCTOR_PAGE, AdwBin)

/* Shows what the doctor makes of @evidence (copied). @attempt: the how manieth it was, 0: not known. @now: when this is
 * read. */
void embark_doctor_page_set_evidence (EmbarkDoctorPage *self, const EmbarkEvidence *evidence, guint attempt, gint64 now);
/* The same for an earlier attempt: @id as the journal has it. */
void embark_doctor_page_recall (EmbarkDoctorPage *self, const char *id, const EmbarkEvidence *evidence, guint attempt,
                                gint64 now);
/* Returns: (transfer none) (nullable) */
EmbarkDiagnosis *embark_doctor_page_get_diagnosis (EmbarkDoctorPage *self);
/* Puts the focus on the first cause, once it is in sight. */
void embark_doctor_page_focus (EmbarkDoctorPage *self);
void embark_doctor_page_set_narrow (EmbarkDoctorPage *self, gboolean narrow);
/* "in this window", "in the browser", "by a link": of a door as the journal names it */
const char *embark_doctor_page_get_door_words (const char *door);

G_END_DECLS
