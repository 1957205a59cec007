/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-secret-store.h"

G_DEFINE_QUARK (embark_secret_error_quark, embark_secret_error)

G_DEFINE_INTERFACE (EmbarkSecretStore, embark_secret_store, G_TYPE_OBJECT)

static void
embark_secret_store_default_init (EmbarkSecretStoreInterface *iface)
{
}

void
embark_secret_store_lookup_async (EmbarkSecretStore *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_SECRET_STORE (self));
  g_return_if_fail (id != NULL);

  EMBARK_SECRET_STORE_GET_IFACE (self)->lookup_async (self, id, cancellable, callback, user_data);
}

char *
embark_secret_store_lookup_finish (EmbarkSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (EMBARK_IS_SECRET_STORE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return EMBARK_SECRET_STORE_GET_IFACE (self)->lookup_finish (self, result, error);
}

void
embark_secret_store_store_async (EmbarkSecretStore *self,
                                 const char *id,
                                 const char *label,
                                 const char *secret,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_SECRET_STORE (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (secret != NULL);

  EMBARK_SECRET_STORE_GET_IFACE (self)->store_async (self, id, label, secret, cancellable, callback,
                                                     user_data);
}

gboolean
embark_secret_store_store_finish (EmbarkSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (EMBARK_IS_SECRET_STORE (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return EMBARK_SECRET_STORE_GET_IFACE (self)->store_finish (self, result, error);
}

void
embark_secret_store_clear_async (EmbarkSecretStore *self,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_SECRET_STORE (self));
  g_return_if_fail (id != NULL);

  EMBARK_SECRET_STORE_GET_IFACE (self)->clear_async (self, id, cancellable, callback, user_data);
}

gboolean
embark_secret_store_clear_finish (EmbarkSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (EMBARK_IS_SECRET_STORE (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return EMBARK_SECRET_STORE_GET_IFACE (self)->clear_finish (self, result, error);
}
