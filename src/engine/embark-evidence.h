/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Which part of connecting the evidence comes from. */
typedef enum
{
  EMBARK_PHASE_UNKNOWN,
  EMBARK_PHASE_AUTHORIZE, /* the sign-in; an address of it may tell of the token endpoint all the same */
  EMBARK_PHASE_TOKEN,     /* the token endpoint: the first exchange, or a renewal */
  EMBARK_PHASE_AFTER,     /* it says connected, and something does not work */
  EMBARK_PHASE_VIEW,      /* a page, before any OAuth code */
} EmbarkPhase;

/* Something preflight or a proof may have found out. */
typedef enum
{
  EMBARK_KNOWN_NOT, /* nobody looked, or it could not be told */
  EMBARK_KNOWN_NO,
  EMBARK_KNOWN_YES,
} EmbarkKnown;

/**
 * EmbarkEvidence:
 *
 * What is known about one attempt that did not lead to a connection. Plain data: fill in what there is, leave the rest.
 * The texts may come from outside as they are; the doctor cleans and redacts what it quotes. Make it with
 * embark_evidence_new(), since zero means something for @success_seconds, and set its strings with embark_set_str().
 */
typedef struct
{
  /* What the attempt showed. */
  char *door;              /* (nullable): "embedded", "browser" or "link" */
  char *hosts;             /* (nullable): the hosts passed through, separated by " → ", as in the journal */
  char *code;              /* (nullable): OAuth error code of an address, or of the platform's answer */
  char *description;       /* (nullable): the text that came with it */
  char *landmark;          /* (nullable): the one of embark_doctor_get_landmarks() that the last address contained, for it
                              says where the flow stopped and not where it passed through */
  char *title;             /* (nullable): title of the last page */
  char *trouble;           /* (nullable): "tls", "network", "crashed", "http-auth", "client-certificate", "download",
                              "windows", "redirects", "scheme", "plain-http", "permission", "file-chooser", "blank" */
  char *symptom;           /* (nullable): id of an EmbarkSymptom that a person picked */
  EmbarkPhase phase;       /* where it happened, if known */
  int success_seconds;     /* since the view showed success; -1: it did not */

  /* What preflight and the proof of the credentials read. */
  char *login_host;        /* (nullable): host of the authorize address */
  EmbarkKnown pkce;        /* it has a code_challenge */
  EmbarkKnown scopes;      /* it asks for api and refresh_token */
  EmbarkKnown redirect;    /* its redirect address is the one noted for the app */
  EmbarkKnown client_id;   /* its client id is the one noted for the app, and Salesforce knows it */
  EmbarkKnown client_secret; /* Salesforce accepted the pair */

  /* Whose it was: for messages. */
  char *account_name;      /* (nullable): the client's name */
  char *account_id;        /* (nullable) */
  char *identifier;        /* (nullable): the user who signed in */
  char *org;               /* (nullable): the org's name or id */
  char *app_name;          /* (nullable): the name under which Salesforce knows the app */
  gint64 time;             /* microseconds since 1970, 0: not known */
} EmbarkEvidence;

#define EMBARK_TYPE_EVIDENCE (embark_evidence_get_type ())
GType embark_evidence_get_type (void);

/* Returns: (transfer full): nothing is known */
EmbarkEvidence *embark_evidence_new (void);
/* Returns: (transfer full): with @code (nullable) and nothing else */
EmbarkEvidence *embark_evidence_new_for_code (const char *code);
EmbarkEvidence *embark_evidence_copy (const EmbarkEvidence *self);
void embark_evidence_free (EmbarkEvidence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkEvidence, embark_evidence_free)

/* Returns: (transfer full) (nullable): @text as a sentence may quote it: valid UTF-8 on one line, without control
 * characters, direction overrides and secrets, at most @max_chars characters (then with "…"); %NULL for nothing */
char *embark_evidence_clean (const char *text, guint max_chars);

G_END_DECLS
