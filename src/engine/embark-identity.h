/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-application.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkIdentity:
 *
 * Who signed in and to which org, as far as `identifier` of a connection tells (contract section 5: a string, an object,
 * or "NA"). Plain text, cleaned and cut, never markup. Plain data.
 */
typedef struct
{
  char *text; /* all of it in one line: "mara@acme.example, Acme" */
  char *user; /* (nullable): user name, e-mail address or user id */
  char *org;  /* (nullable): org id, else My Domain host, else name, in the form that two of the same org share */
  char *host; /* (nullable): My Domain host, also beside an org id */
} EmbarkIdentity;

typedef enum
{
  EMBARK_SAME_ORG_NO,    /* as far as can be told */
  EMBARK_SAME_ORG_MAYBE, /* the names are the same, and names are anybody's */
  EMBARK_SAME_ORG_YES,
} EmbarkSameOrg;

/* Returns: (transfer full) (nullable): %NULL for nothing, "NA" and what has no text in it */
EmbarkIdentity *embark_identity_new (JsonNode *identifier);
/* Returns: (transfer full) (nullable): of the newest connection */
EmbarkIdentity *embark_identity_new_for_application (EmbarkApplication *application);
EmbarkIdentity *embark_identity_copy (const EmbarkIdentity *self);
void embark_identity_free (EmbarkIdentity *self);
/* Whether both are of one org: by id, by host or, where they do not tell that in a way that can be compared, by the same
 * user name. */
EmbarkSameOrg embark_identity_compare_org (const EmbarkIdentity *a, const EmbarkIdentity *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkIdentity, embark_identity_free)

/* Writes down that @account_id is connected as @identity; %NULL forgets what was known. Done by the onboarding on each
 * connect. */
void embark_identity_note (EmbarkWorkspace *workspace, const char *account_id, const char *account_name,
                           const EmbarkIdentity *identity);
/* Looks for other linked accounts of the profile whose last known connection is of the same org; an org's id and its host
 * are one where any account was seen with both. What this program never
 * saw connected it cannot know. */
void embark_identity_guard_check_async (EmbarkWorkspace *workspace, const char *account_id,
                                        const EmbarkIdentity *identity, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (array zero-terminated=1): their names, else their ids; empty when there is none; %NULL with
 * @error when the journal cannot be read. @how: (out) (optional): whether they are of the same org, or may be; those that
 * may be are named only where none is for sure */
char **embark_identity_guard_check_finish (GAsyncResult *result, EmbarkSameOrg *how, GError **error);

G_END_DECLS
