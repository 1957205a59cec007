/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EmbarkSecretError:
 * @EMBARK_SECRET_ERROR_FAILED: the store answered with an error
 * @EMBARK_SECRET_ERROR_UNAVAILABLE: there is no store to ask (no Secret Service, no session bus)
 * @EMBARK_SECRET_ERROR_LOCKED: the store is locked and was not unlocked
 * @EMBARK_SECRET_ERROR_TIMED_OUT: the store did not answer within the deadline
 */
typedef enum
{
  EMBARK_SECRET_ERROR_FAILED,
  EMBARK_SECRET_ERROR_UNAVAILABLE,
  EMBARK_SECRET_ERROR_LOCKED,
  EMBARK_SECRET_ERROR_TIMED_OUT,
} EmbarkSecretError;

#define EMBARK_SECRET_ERROR (embark_secret_error_quark ())
GQuark embark_secret_error_quark (void);

/**
 * EmbarkSecretStore:
 *
 * The port behind which API keys are kept, one secret for a profile's id.
 */
#define EMBARK_TYPE_SECRET_STORE (embark_secret_store_get_type ())
G_DECLARE_INTERFACE (EmbarkSecretStore, embark_secret_store, EMBARK, SECRET_STORE, GObject)

struct _EmbarkSecretStoreInterface
{
  GTypeInterface parent;

  void (*lookup_async) (EmbarkSecretStore *self, const char *id, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data);
  char *(*lookup_finish) (EmbarkSecretStore *self, GAsyncResult *result, GError **error);
  void (*store_async) (EmbarkSecretStore *self, const char *id, const char *label, const char *secret,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*store_finish) (EmbarkSecretStore *self, GAsyncResult *result, GError **error);
  void (*clear_async) (EmbarkSecretStore *self, const char *id, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*clear_finish) (EmbarkSecretStore *self, GAsyncResult *result, GError **error);
};

void embark_secret_store_lookup_async (EmbarkSecretStore *self, const char *id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): the secret; %NULL without @error set when none is kept under that id */
char *embark_secret_store_lookup_finish (EmbarkSecretStore *self, GAsyncResult *result, GError **error);
/* @label: what a keyring manager shows to the user; never a secret */
void embark_secret_store_store_async (EmbarkSecretStore *self, const char *id, const char *label, const char *secret,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_secret_store_store_finish (EmbarkSecretStore *self, GAsyncResult *result, GError **error);
/* Clearing what is not there is no error. */
void embark_secret_store_clear_async (EmbarkSecretStore *self, const char *id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_secret_store_clear_finish (EmbarkSecretStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
