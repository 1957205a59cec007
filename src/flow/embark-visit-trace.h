/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-evidence.h"
#include "embark-web-host.h"

G_BEGIN_DECLS

/**
 * EmbarkVisitTrace:
 *
 * What a visit to the portal left behind, for the doctor and the journal: hosts, never addresses.
 */
typedef struct
{
  GString *hosts;           /* (owned): separated by " → " */
  char *last_host;          /* (owned) (nullable) */
  EmbarkEvidence *evidence; /* (owned): code, description, landmark, title, trouble, symptom */
  gboolean is_new_page;     /* an address was passed since the last title */
} EmbarkVisitTrace;

EmbarkVisitTrace *embark_visit_trace_new (void);
void embark_visit_trace_free (EmbarkVisitTrace *self);
void embark_visit_trace_clear (EmbarkVisitTrace *self);
/* As the signals of the view tell; each may be %NULL. A new code takes the place of what was known of one before. */
void embark_visit_trace_visited (EmbarkVisitTrace *self, const char *host, const char *code, const char *description,
                                 const char *landmark);
/* Only titles that mean something to the doctor are kept. */
void embark_visit_trace_titled (EmbarkVisitTrace *self, const char *title);
void embark_visit_trace_failed (EmbarkVisitTrace *self, EmbarkWebFailure failure);
void embark_visit_trace_refused (EmbarkVisitTrace *self, EmbarkWebRefusal refusal);
/* Returns: whether there is anything from which the doctor can tell why it failed */
gboolean embark_visit_trace_tells (EmbarkVisitTrace *self);

G_END_DECLS
