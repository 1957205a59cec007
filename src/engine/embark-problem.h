/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a page can offer as the way on. */
typedef enum
{
  EMBARK_REMEDY_NONE,
  EMBARK_REMEDY_RETRY,
  EMBARK_REMEDY_REPLACE_KEY, /* go to step Environment */
  EMBARK_REMEDY_EDIT_PROFILE,
  EMBARK_REMEDY_GO_TO_APP,   /* step Salesforce app */
  EMBARK_REMEDY_GO_TO_ACCOUNT,
  EMBARK_REMEDY_GO_TO_CONNECT,
} EmbarkRemedy;

/**
 * EmbarkProblem:
 *
 * A GError made into words for a person: what happened, what it means and what to do. Plain text, never markup.
 */
typedef struct
{
  char *title;       /* what happened: "Cobalt refused the API key" */
  char *explanation; /* what it means and what to do, one or two sentences */
  char *quote;       /* (nullable): the server's own words */
  char *reason;      /* (nullable): the words of this machine (no route, no space), for the details */
  char *request_id;  /* (nullable): to quote to the platform's support */
  EmbarkRemedy remedy;
} EmbarkProblem;

/* Returns: (transfer full) (nullable): %NULL for G_IO_ERROR_CANCELLED and for no error. Knows EMBARK_API_ERROR,
 * EMBARK_JOURNAL_ERROR, EMBARK_SECRET_ERROR and G_IO_ERROR. */
EmbarkProblem *embark_problem_new (const GError *error);
void embark_problem_free (EmbarkProblem *self);
/* Returns: (transfer full): everything of it as lines of text, for Copy Details; passed through redaction */
char *embark_problem_to_text (const EmbarkProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkProblem, embark_problem_free)

G_END_DECLS
