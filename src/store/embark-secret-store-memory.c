/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-secret-store-libsecret.h"

struct _EmbarkSecretStoreMemory
{
  GObject parent_instance;

  GHashTable *secrets; /* (owned) (element-type utf8 utf8) */
};

static void embark_secret_store_memory_iface_init (EmbarkSecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkSecretStoreMemory,
                               embark_secret_store_memory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_SECRET_STORE,
                                                      embark_secret_store_memory_iface_init))

/* A key should not outlive its use in memory that is given back. */
static void
free_secret (gpointer data)
{
  char *secret = data;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static void
lookup_async (EmbarkSecretStore *store,
              const char *id,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  EmbarkSecretStoreMemory *self = EMBARK_SECRET_STORE_MEMORY (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lookup_async);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->secrets, id)), free_secret);
}

static char *
lookup_finish (EmbarkSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_async (EmbarkSecretStore *store,
             const char *id,
             const char *label,
             const char *secret,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  EmbarkSecretStoreMemory *self = EMBARK_SECRET_STORE_MEMORY (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_hash_table_replace (self->secrets, g_strdup (id), g_strdup (secret));
  g_task_return_boolean (task, TRUE);
}

static gboolean
store_finish (EmbarkSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
clear_async (EmbarkSecretStore *store,
             const char *id,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  EmbarkSecretStoreMemory *self = EMBARK_SECRET_STORE_MEMORY (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, clear_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_hash_table_remove (self->secrets, id);
  g_task_return_boolean (task, TRUE);
}

static gboolean
clear_finish (EmbarkSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
embark_secret_store_memory_iface_init (EmbarkSecretStoreInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
  iface->store_async = store_async;
  iface->store_finish = store_finish;
  iface->clear_async = clear_async;
  iface->clear_finish = clear_finish;
}

static void
embark_secret_store_memory_finalize (GObject *object)
{
  EmbarkSecretStoreMemory *self = EMBARK_SECRET_STORE_MEMORY (object);

  g_clear_pointer (&self->secrets, g_hash_table_unref);

  G_OBJECT_CLASS (embark_secret_store_memory_parent_class)->finalize (object);
}

static void
embark_secret_store_memory_class_init (EmbarkSecretStoreMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_secret_store_memory_finalize;
}

static void
embark_secret_store_memory_init (EmbarkSecretStoreMemory *self)
{
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_secret);
}

EmbarkSecretStore *
embark_secret_store_memory_new (void)
{
  return g_object_new (EMBARK_TYPE_SECRET_STORE_MEMORY, NULL);
}
