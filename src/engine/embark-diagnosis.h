/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-evidence.h"
#include "embark-plan.h"

G_BEGIN_DECLS

typedef enum
{
  EMBARK_CERTAINTY_UNKNOWN, /* no row fits; the code is quoted */
  EMBARK_CERTAINTY_SEVERAL, /* two or more rows fit equally; all are given */
  EMBARK_CERTAINTY_LIKELY,  /* one row fits, by a symptom, or its source says "often" */
  EMBARK_CERTAINTY_CERTAIN, /* one row fits, by what Salesforce said itself */
} EmbarkCertainty;

/* What can be done at the press of a button. (EmbarkRemedy is the way on of an EmbarkProblem.) */
typedef enum
{
  EMBARK_CURE_NONE,
  EMBARK_CURE_FRESH_SESSION, /* open the sign-in again, in a session of its own */
  EMBARK_CURE_OTHER_HOST,    /* open it again on the other login host, or the org's own address */
  EMBARK_CURE_BROWSER,       /* open it in the system browser */
  EMBARK_CURE_RECONNECT,     /* disconnect, then connect again */
  EMBARK_CURE_PREFLIGHT,     /* run preflight */
  EMBARK_CURE_CREDENTIALS,   /* go to the app's Client ID and Client Secret */
} EmbarkCure;

/* What the evidence says about a cause. */
typedef enum
{
  EMBARK_STANDING_OPEN,      /* nothing known for or against it */
  EMBARK_STANDING_CONFIRMED, /* what was read speaks for it */
  EMBARK_STANDING_RULED_OUT, /* what was read speaks against it */
} EmbarkStanding;

/* One cause of a row. Owned by the diagnosis. */
typedef struct
{
  char *statement;         /* what is so, a sentence */
  EmbarkOwner owner;       /* who has to act */
  char **steps;            /* what to do, in order; at least one */
  EmbarkCure cure;
  EmbarkStanding standing;
  char *check;             /* (nullable): a sentence: what was read that confirms it or rules it out */
  guint row;               /* the row it belongs to, for embark_diagnosis_get_row() */
} EmbarkCause;

/* One row of the knowledge base that fits. Owned by the diagnosis. */
typedef struct
{
  char *id;                /* "app-blocked" */
  char *title;             /* what happened, a phrase without full stop */
  char *text;              /* what that means, one or two sentences */
  gboolean hedged;         /* its source is thin: say "often", "check first" */
} EmbarkDiagnosisRow;

/**
 * EmbarkDiagnosis:
 *
 * What the doctor makes of the evidence. Immutable, reference counted; all texts are in the language it was asked for.
 */
#define EMBARK_TYPE_DIAGNOSIS (embark_diagnosis_get_type ())
GType embark_diagnosis_get_type (void);
typedef struct _EmbarkDiagnosis EmbarkDiagnosis;

EmbarkDiagnosis *embark_diagnosis_ref (EmbarkDiagnosis *self);
void embark_diagnosis_unref (EmbarkDiagnosis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkDiagnosis, embark_diagnosis_unref)

/* Returns: what to keep in the journal: the row's id, several of them separated by a comma, or "unknown" */
const char *embark_diagnosis_get_id (EmbarkDiagnosis *self);
EmbarkCertainty embark_diagnosis_get_certainty (EmbarkDiagnosis *self);
/* Returns: the headline: the row's title, or, for several or none, one that says so */
const char *embark_diagnosis_get_title (EmbarkDiagnosis *self);
/* Returns: one to three sentences: what that means, and how sure it is */
const char *embark_diagnosis_get_text (EmbarkDiagnosis *self);
/* Returns: (nullable): the code, cleaned */
const char *embark_diagnosis_get_code (EmbarkDiagnosis *self);
/* Returns: (nullable): what Salesforce said besides, cleaned and redacted */
const char *embark_diagnosis_get_quote (EmbarkDiagnosis *self);
/* Returns: who has to act first: the owner of the first cause that is not ruled out */
EmbarkOwner embark_diagnosis_get_owner (EmbarkDiagnosis *self);
/* Returns: the language of its texts, "en" or "de" */
const char *embark_diagnosis_get_language (EmbarkDiagnosis *self);

/* The rows that fit, best first: one, several, or none. */
guint embark_diagnosis_get_n_rows (EmbarkDiagnosis *self);
const EmbarkDiagnosisRow *embark_diagnosis_get_row (EmbarkDiagnosis *self, guint index);
/* Returns: whether @id is among the rows */
gboolean embark_diagnosis_has_row (EmbarkDiagnosis *self, const char *id);

/* The causes, row after row; in a row confirmed ones first, ruled out ones last, else in the order to check them.
 * There is at least one, for an unknown code too. */
guint embark_diagnosis_get_n_causes (EmbarkDiagnosis *self);
const EmbarkCause *embark_diagnosis_get_cause (EmbarkDiagnosis *self, guint index);

/* Returns: what a Salesforce admin can look up and send back: sentences, %NULL-terminated */
const char *const *embark_diagnosis_get_admin_evidence (EmbarkDiagnosis *self);

/* "unknown", "several", "likely", "certain" */
const char *embark_certainty_get_nick (EmbarkCertainty certainty);
/* Returns: what a button says, in Header Case and in the user's language, "Open a Fresh Sign-in"; %NULL for none */
const char *embark_cure_get_label (EmbarkCure cure);

G_END_DECLS
