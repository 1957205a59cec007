/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-doctor.h"

G_BEGIN_DECLS

/**
 * EmbarkDoctorLetter:
 *
 * The message to whoever owns a cause: to change, in one language or another, to copy, to send. What was changed is kept
 * while one looks at another cause or language.
 */
#define EMBARK_TYPE_DOCTOR_LETTER (embark_doctor_letter_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkDoctorLetter, embark_doctor_letter, EMBARK, DOCTOR_LETTER, AdwBin)

/* Begins anew, with the first cause. @account: (nullable): the client's name */
void embark_doctor_letter_set_diagnosis (EmbarkDoctorLetter *self, EmbarkDiagnosis *diagnosis, const char *account);
void embark_doctor_letter_set_cause (EmbarkDoctorLetter *self, guint index);

G_END_DECLS
