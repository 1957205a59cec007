/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "embark-secret-store.h"

G_BEGIN_DECLS

/**
 * EmbarkShape:
 * @EMBARK_SHAPE_ODD: does not look like one, but Salesforce does not promise how they look: a warning
 * @EMBARK_SHAPE_WRONG: cannot be one
 */
typedef enum
{
  EMBARK_SHAPE_EMPTY,
  EMBARK_SHAPE_GOOD,
  EMBARK_SHAPE_ODD,
  EMBARK_SHAPE_WRONG,
} EmbarkShape;

/* Checks what was typed or pasted. @cleaned: (out) (optional) (transfer full): without the blanks and line breaks that
 * were pasted along; @changed: (out) (optional): whether any stood inside it (those around it are not worth a word);
 * @reason: (out) (optional) (nullable): one
 * sentence for a person, %NULL when there is nothing to say. */
EmbarkShape embark_client_id_check (const char *text, char **cleaned, gboolean *changed, const char **reason);
EmbarkShape embark_client_secret_check (const char *text, char **cleaned, gboolean *changed, const char **reason);

/* Where the pair is. */
typedef enum
{
  EMBARK_KEPT_NOWHERE,
  EMBARK_KEPT_MEMORY,  /* until the program ends */
  EMBARK_KEPT_KEYRING,
} EmbarkKept;

/**
 * EmbarkClientCredentials:
 *
 * Client ID and Secret of the company's Salesforce app, for one profile and one environment, in the keyring. Property
 * (notify): `kept` (EmbarkKept as int). The two values are secrets and never properties. See
 * embark_workspace_get_client_credentials().
 */
#define EMBARK_TYPE_CLIENT_CREDENTIALS (embark_client_credentials_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkClientCredentials, embark_client_credentials, EMBARK, CLIENT_CREDENTIALS, GObject)

/* @keyring: (nullable): %NULL keeps in memory only (the Demo); @environment: (nullable): "test", "production" */
EmbarkClientCredentials *embark_client_credentials_new (EmbarkSecretStore *keyring, EmbarkSecretStore *memory,
                                                        const char *profile_id, const char *environment);
/* Returns: whether these are those of @environment (nullable) */
gboolean embark_client_credentials_is_for (EmbarkClientCredentials *self, const char *environment);
EmbarkKept embark_client_credentials_get_kept (EmbarkClientCredentials *self);
/* Returns: (nullable): as loaded or saved last */
const char *embark_client_credentials_get_client_id (EmbarkClientCredentials *self);
const char *embark_client_credentials_get_client_secret (EmbarkClientCredentials *self);

/* Fetches the pair; that there is none is no error. A keyring that is locked or absent is (EMBARK_SECRET_ERROR). */
void embark_client_credentials_load_async (EmbarkClientCredentials *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_client_credentials_load_finish (EmbarkClientCredentials *self, GAsyncResult *result, GError **error);
/* Keeps the pair, cleaned as the checks do; an empty one of the two is taken out. @label: what a keyring manager shows,
 * the profile's name. @this_run_only: memory alone: the way on when the keyring refuses. After an error nothing changed. */
void embark_client_credentials_save_async (EmbarkClientCredentials *self, const char *client_id,
                                           const char *client_secret, const char *label, gboolean this_run_only,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean embark_client_credentials_save_finish (EmbarkClientCredentials *self, GAsyncResult *result, GError **error);
/* Takes both out of both stores. */
void embark_client_credentials_forget_async (EmbarkClientCredentials *self, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_client_credentials_forget_finish (EmbarkClientCredentials *self, GAsyncResult *result, GError **error);

/* Takes out everything of a profile that is removed, of every environment. @keyring: (nullable) */
void embark_client_credentials_forget_profile_async (EmbarkSecretStore *keyring, EmbarkSecretStore *memory,
                                                     const char *profile_id, GCancellable *cancellable,
                                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_client_credentials_forget_profile_finish (GAsyncResult *result, GError **error);

G_END_DECLS
