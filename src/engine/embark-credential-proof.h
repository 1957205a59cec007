/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-plan.h"
#include "embark-token-probe.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkProof:
 *
 * What Salesforce says of a Client ID and Secret, in words for a person. Nothing secret is in it.
 */
typedef struct
{
  EmbarkTokenVerdict verdict;
  char *title;       /* "Salesforce accepts this ID and secret" */
  char *explanation; /* what it means and what to do */
  char *quote;       /* (nullable): the server's words */
  char *code;        /* (nullable): the error code */
  char *login_host;  /* who was asked */
  EmbarkOwner owner; /* who has to act, unless the pair is good */
  gint64 asked_at;
} EmbarkProof;

void embark_proof_free (EmbarkProof *self);
/* Returns: whether nothing is left to do */
gboolean embark_proof_is_good (const EmbarkProof *self);
/* Returns: whether the host answered as Salesforce's token endpoint does, whatever it said of the pair */
gboolean embark_proof_is_of_endpoint (const EmbarkProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkProof, embark_proof_free)

/* Returns: (transfer full): where to ask by default: the login host noted in the profile, else the stand-in of a server on
 * loopback (the Demo, the sandbox), else "login.salesforce.com" */
char *embark_credential_proof_dup_default_host (EmbarkWorkspace *workspace);
/* Returns: (transfer full) (array zero-terminated=1): hosts to choose from, the default first; a My Domain is typed */
char **embark_credential_proof_dup_hosts (EmbarkWorkspace *workspace);

/**
 * embark_credential_proof_async:
 * @login_host: (nullable): %NULL asks the default one
 *
 * Asks Salesforce's token endpoint with a deliberately invalid code; the callback address noted in the profile goes along.
 */
void embark_credential_proof_async (EmbarkWorkspace *workspace, const char *login_host, const char *client_id,
                                    const char *client_secret, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Returns: (transfer full) (nullable): %NULL when cancelled, or when @login_host is none that may be asked (the message of
 * EMBARK_API_ERROR_INVALID says why) */
EmbarkProof *embark_credential_proof_finish (GAsyncResult *result, GError **error);

G_END_DECLS
