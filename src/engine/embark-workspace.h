/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-client-credentials.h"
#include "embark-client.h"
#include "embark-clock.h"
#include "embark-facts.h"
#include "embark-journal.h"
#include "embark-linked-account.h"
#include "embark-paged-list.h"
#include "embark-profile.h"

G_BEGIN_DECLS

/* The integration that is onboarded. */
#define EMBARK_SLUG_SALESFORCE "salesforce"

/**
 * EmbarkWorkspace:
 *
 * One opened profile: its client, its linked accounts, what is known of its key. Properties (notify): `profile`,
 * `client`, `journal`, `clock` (construct-only), `key-state` (EmbarkKeyState as int), `environment` (nullable string),
 * `problem` (EmbarkProblem pointer of the last check, nullable), `checking` (boolean).
 */
#define EMBARK_TYPE_WORKSPACE (embark_workspace_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWorkspace, embark_workspace, EMBARK, WORKSPACE, GObject)

EmbarkWorkspace *embark_workspace_new (EmbarkProfile *profile, EmbarkClient *client, EmbarkJournal *journal,
                                       EmbarkClock *clock);
EmbarkProfile *embark_workspace_get_profile (EmbarkWorkspace *self);
EmbarkClient *embark_workspace_get_client (EmbarkWorkspace *self);
EmbarkJournal *embark_workspace_get_journal (EmbarkWorkspace *self);
EmbarkClock *embark_workspace_get_clock (EmbarkWorkspace *self);
EmbarkKeyState embark_workspace_get_key_state (EmbarkWorkspace *self);
/* Returns: (nullable): of the key's prefix */
const char *embark_workspace_get_environment (EmbarkWorkspace *self);
/* Returns: whether what is done here is done to real clients, so that it is asked about first */
gboolean embark_workspace_is_production (EmbarkWorkspace *self);
/* Whether nothing may be changed: wished for by the profile, and the key is one of production. The client refuses it
 * then, whoever asks. */
gboolean embark_workspace_get_read_only (EmbarkWorkspace *self);
/* Notes the wish in the profile; to keep it, save the EmbarkProfileStore. */
void embark_workspace_set_read_only (EmbarkWorkspace *self, gboolean read_only);
/* For what would ask a question first. Returns: whether it is allowed to change something; %FALSE sets
 * EMBARK_API_ERROR_READ_ONLY */
gboolean embark_workspace_may_change (EmbarkWorkspace *self, GError **error);
/* Returns: whether a question comes before a change: in production, unless it would be refused whatever the answer,
 * because of embark_workspace_get_read_only() */
gboolean embark_workspace_asks_first (EmbarkWorkspace *self);
/* Returns: whether the first record that was read named another environment than the key's prefix */
gboolean embark_workspace_get_environment_differs (EmbarkWorkspace *self);
/* Gives the client a key (or takes it away) and forgets what was known of the old one. */
void embark_workspace_set_api_key (EmbarkWorkspace *self, const char *api_key);

/* Gives the places for the Client ID and Secret of the company's Salesforce app. @keyring: (nullable): memory alone */
void embark_workspace_set_secret_stores (EmbarkWorkspace *self, EmbarkSecretStore *keyring, EmbarkSecretStore *memory);
/* Returns: (transfer none): those of the key's environment; another object after the key changed to another environment.
 * Without stores they live as long as the workspace. */
EmbarkClientCredentials *embark_workspace_get_client_credentials (EmbarkWorkspace *self);

/* Asks the server for one linked account: whether the key is accepted and which environment it names. A refused key is
 * no error here (see key-state); an unreachable server is. */
void embark_workspace_check_async (EmbarkWorkspace *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean embark_workspace_check_finish (EmbarkWorkspace *self, GAsyncResult *result, GError **error);

/* Returns: (transfer none): the linked accounts (EmbarkLinkedAccount), paged, of the current search */
EmbarkPagedList *embark_workspace_get_accounts (EmbarkWorkspace *self);
/* Returns: (transfer full): all linked accounts, whatever is searched for, in a list of its own with pages of @page_size */
EmbarkPagedList *embark_workspace_new_account_list (EmbarkWorkspace *self, guint page_size);
/* Searches on the server, 40 ms after the last change. @text: (nullable) */
void embark_workspace_set_search (EmbarkWorkspace *self, const char *text);
const char *embark_workspace_get_search (EmbarkWorkspace *self);

/* Creates the linked account, or renames it when it exists (PUT is repeatable, contract section 7), re-reads it and
 * puts it into the list. @name: (nullable). */
void embark_workspace_save_account_async (EmbarkWorkspace *self, const char *id, const char *name,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
EmbarkLinkedAccount *embark_workspace_save_account_finish (EmbarkWorkspace *self, GAsyncResult *result, GError **error);

/* The record was changed on the server since it was read. */
#define EMBARK_WORKSPACE_ERROR (embark_workspace_error_quark ())
GQuark embark_workspace_error_quark (void);
typedef enum
{
  EMBARK_WORKSPACE_ERROR_CONFLICT,
} EmbarkWorkspaceError;

/* Changes the name and the user-defined fields of @seen, the record as the user saw it. Reads it first: when its name or
 * fields are others by now, nothing is sent and the error is CONFLICT. @name: (nullable): %NULL changes nothing. @udf:
 * (nullable): all fields there shall be, sent whole; whether one that is left out goes away is the server's to say: look
 * at what comes back. */
void embark_workspace_edit_account_async (EmbarkWorkspace *self, EmbarkLinkedAccount *seen, const char *name,
                                          JsonObject *udf, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
/* Returns: (transfer full) (nullable): the record as it is now. @theirs: (out) (transfer full) (nullable): after a
 * CONFLICT the record that the server has */
EmbarkLinkedAccount *embark_workspace_edit_account_finish (EmbarkWorkspace *self, GAsyncResult *result,
                                                           EmbarkLinkedAccount **theirs, GError **error);
void embark_workspace_delete_account_async (EmbarkWorkspace *self, const char *id, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): which account @result is about */
char *embark_workspace_dup_deleted_id (EmbarkWorkspace *self, GAsyncResult *result);
gboolean embark_workspace_delete_account_finish (EmbarkWorkspace *self, GAsyncResult *result, GError **error);

/* Returns: (transfer none): every call made (EmbarkExchange), newest first, at most 2,000 */
GListModel *embark_workspace_get_exchanges (EmbarkWorkspace *self);

G_END_DECLS
