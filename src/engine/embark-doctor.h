/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "embark-diagnosis.h"

G_BEGIN_DECLS

typedef enum
{
  EMBARK_DOCTOR_ERROR_NOT_JSON,  /* the knowledge base cannot be read */
  EMBARK_DOCTOR_ERROR_NOT_KNOWN, /* it is JSON, and not a knowledge base */
} EmbarkDoctorError;

#define EMBARK_DOCTOR_ERROR (embark_doctor_error_quark ())
GQuark embark_doctor_error_quark (void);

/* Something a person on a call can say they see. */
typedef struct
{
  char *id;          /* for EmbarkEvidence.symptom */
  char *text;        /* a sentence */
  EmbarkPhase phase; /* EMBARK_PHASE_VIEW or EMBARK_PHASE_AFTER: two groups in a list */
} EmbarkSymptom;

void embark_symptom_free (EmbarkSymptom *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkSymptom, embark_symptom_free)

/* A message ready to be sent. Plain text, cleaned, without a secret. */
typedef struct
{
  char *subject;
  char *body;
} EmbarkDoctorMessage;

void embark_doctor_message_free (EmbarkDoctorMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkDoctorMessage, embark_doctor_message_free)
/* Returns: (transfer full): a mailto: address with @address (nullable: the user fills it in), subject and body */
char *embark_doctor_message_dup_mailto (const EmbarkDoctorMessage *self, const char *address);
/* Returns: (transfer full): subject, blank line, body: for the clipboard */
char *embark_doctor_message_dup_text (const EmbarkDoctorMessage *self);

/**
 * EmbarkDoctor:
 *
 * Says why a connection failed, from evidence and a knowledge base that is data (data/diagnostics.json). The order in
 * which it looks: code, then description, then landmark, host and title, then trouble, then the symptom a person
 * picked, then "success and still not connected after a minute". Immutable; all functions are pure and quick.
 *
 * A language is "en" or "de"; another one, or %NULL, is the user's if there are texts in it, else English.
 */
#define EMBARK_TYPE_DOCTOR (embark_doctor_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkDoctor, embark_doctor, EMBARK, DOCTOR, GObject)

/* Returns: (transfer none): the one with the program's own knowledge base; made when first asked for, main thread only */
EmbarkDoctor *embark_doctor_get_default (void);
/* Returns: (transfer full): with the knowledge base @bytes */
EmbarkDoctor *embark_doctor_new (GBytes *bytes, GError **error);

/* Returns: (transfer full) */
EmbarkDiagnosis *embark_doctor_diagnose (EmbarkDoctor *self, const EmbarkEvidence *evidence, const char *language);
/* Returns: (transfer full) (nullable): the diagnosis of an earlier attempt by what embark_diagnosis_get_id() gave, for
 * the history; @evidence: (nullable): what is still known of it. %NULL when no row is called so any more */
EmbarkDiagnosis *embark_doctor_recall (EmbarkDoctor *self, const char *id, const EmbarkEvidence *evidence,
                                       const char *language);
/* Returns: (transfer full) (nullable): what the facts say of the last attempt to connect, in the user's language; %NULL when
 * they neither hold a code nor what was diagnosed then */
EmbarkDiagnosis *embark_doctor_diagnose_link (EmbarkDoctor *self, const EmbarkFactsData *facts);
/* Returns: (transfer full): the message to whoever owns cause @index of @diagnosis, in @language, whatever the language
 * of the diagnosis; with the evidence list when that is the client's admin */
EmbarkDoctorMessage *embark_doctor_dup_message (EmbarkDoctor *self, EmbarkDiagnosis *diagnosis, guint index,
                                                const char *language);

/* Returns: parts of paths that mean something, for embark_web_host_set_landmarks() */
const char *const *embark_doctor_get_landmarks (EmbarkDoctor *self);
/* Returns: parts of titles that mean something, lower case */
const char *const *embark_doctor_get_title_patterns (EmbarkDoctor *self);
/* Returns: whether a title says something the doctor knows, so that it is worth keeping as evidence */
gboolean embark_doctor_knows_title (EmbarkDoctor *self, const char *title);
/* Returns: (transfer full) (element-type EmbarkSymptom): in the order to offer them */
GPtrArray *embark_doctor_list_symptoms (EmbarkDoctor *self, const char *language);
/* Returns: the languages there are texts in: "en", "de", %NULL */
const char *const *embark_doctor_get_languages (EmbarkDoctor *self);

G_END_DECLS
