/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "embark-doctor.h"

G_BEGIN_DECLS

/* What a row is matched by, taken out of the knowledge base once; its texts stay where they are. */
typedef struct
{
  const char *id;          /* (unowned): in @source */
  gboolean hedged;
  guint phases;            /* bits: 1 << EmbarkPhase */
  char **codes;            /* these (owned) (nullable), case folded */
  char **texts;
  char **hosts;
  char **landmarks;
  char **titles;
  char **troubles;
  int success_seconds;     /* 0: does not count */
  JsonObject *source;      /* (owned) */
} DoctorRow;

typedef struct
{
  JsonNode *root;          /* (owned) */
  JsonObject *base;        /* (unowned): in @root */
  GPtrArray *rows;         /* (owned) (element-type DoctorRow) */
  char **landmarks;        /* (owned) */
  char **titles;           /* (owned) */
  char **languages;        /* (owned) */
} DoctorBase;

/* What fits. */
typedef struct
{
  GPtrArray *rows;         /* (owned) (element-type DoctorRow): unowned ones */
  EmbarkCertainty certainty;
  gboolean besides_code;   /* there was a code, and it is not known */
  gboolean by_words;       /* code and description alone, what Salesforce said itself, lead to one row */
} DoctorMatch;

/* embark-doctor-base.c. Returns: (transfer full) (nullable) */
DoctorBase *doctor_base_new (GBytes *bytes, GError **error);
void doctor_base_free (DoctorBase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DoctorBase, doctor_base_free)
DoctorRow *doctor_base_find (DoctorBase *self, const char *id);
/* Returns: the rows that a symptom stands for; %NULL when there is none of this name */
JsonArray *doctor_base_symptom_rows (DoctorBase *self, const char *symptom);
/* Returns: the language to use for @language */
const char *doctor_base_language (DoctorBase *self, const char *language);
const char *doctor_base_phrase (DoctorBase *self, const char *name, const char *language);
/* Returns: the text @name of @object; "" when there is none */
const char *doctor_text (JsonObject *object, const char *name, const char *language);
const char *doctor_text_at (JsonArray *array, guint index, const char *language);
guint doctor_length (JsonArray *array);
EmbarkPhase doctor_phase_from_nick (const char *nick);
EmbarkOwner doctor_owner_from_nick (const char *nick);
const char *doctor_owner_nick (EmbarkOwner owner);

/* embark-doctor-match.c */
void doctor_match (DoctorBase *base, const EmbarkEvidence *evidence, DoctorMatch *match);
gboolean doctor_row_has_title (const DoctorRow *row, const char *folded_title);
/* Returns: (nullable): what the evidence says about a fact that a check may ask for */
const char *doctor_fact (const EmbarkEvidence *evidence, const char *fact);

/* Returns: (transfer full) (nullable): @text to compare with patterns */
char *doctor_fold (const char *text);
/* Returns: (nullable): the check of the cause @source that the evidence answers */
JsonObject *doctor_check (JsonObject *source, const EmbarkEvidence *evidence);

/* embark-doctor-words.c. Returns: (transfer full): @pattern with its {names} replaced by what the evidence knows; a part
 * in brackets is left out when a name in it is not known */
char *doctor_fill (DoctorBase *base, const char *pattern, const EmbarkEvidence *evidence, const char *language);

typedef struct
{
  EmbarkCause cause;
  JsonObject *source;      /* (owned): the cause */
  JsonObject *row;         /* (owned): the row, for its messages */
} DiagnosisCause;

struct _EmbarkDiagnosis
{
  gatomicrefcount ref_count;
  EmbarkEvidence *evidence; /* (owned) */
  EmbarkCertainty certainty;
  char *id;
  char *title;
  char *text;
  char *code;
  char *quote;
  char *language;
  char **admin_evidence;
  GPtrArray *rows;          /* (owned) (element-type EmbarkDiagnosisRow) */
  GPtrArray *causes;        /* (owned) (element-type DiagnosisCause) */
};

/* embark-doctor-message.c. Returns: (transfer full) */
EmbarkDoctorMessage *doctor_message_new (DoctorBase *base, EmbarkDiagnosis *diagnosis, guint index, const char *language);

/* embark-diagnosis.c */
EmbarkDiagnosis *diagnosis_new (const EmbarkEvidence *evidence);
EmbarkDiagnosisRow *diagnosis_add_row (EmbarkDiagnosis *self);
DiagnosisCause *diagnosis_cause_new (JsonObject *source, JsonObject *row);
EmbarkCure cure_from_nick (const char *nick);

G_END_DECLS
