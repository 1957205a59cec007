/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "embark-secret-store-libsecret.h"

struct _EmbarkSecretStoreLibsecret
{
  GObject parent_instance;

  EmbarkClock *clock; /* (owned) */
  guint deadline_ms;
  guint prompt_deadline_ms;
};

/* Attributes and labels are kept in the clear: the profile's id is all they carry. */
static const SecretSchema schema = {
  "dev.embark.Embark.ApiKey",
  SECRET_SCHEMA_NONE,
  { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* One call to libsecret. It ends for the caller at the deadline or when cancelled, whatever libsecret does:
 * its own answer, which may never come, is then of no interest. Referenced by the call, and by the task until
 * it is answered. */
typedef struct
{
  GTask *task;         /* (owned) (nullable): NULL once answered */
  EmbarkClock *clock;  /* (owned) (nullable): NULL once answered */
  GCancellable *inner; /* (owned): what libsecret gets */
  guint deadline;      /* clock timeout */
  GSource *cancelled;  /* (owned) (nullable): the caller's cancellable */
} Op;

static void
op_clear (gpointer data)
{
  Op *op = data;

  g_clear_object (&op->task);
  g_clear_object (&op->clock);
  g_clear_object (&op->inner);
}

static void
op_unref (Op *op)
{
  g_rc_box_release_full (op, op_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Op, op_unref)

/* Returns: (transfer full) (nullable): the task, if it still waits for its answer */
static GTask *
op_take_task (Op *op)
{
  if (op->task == NULL)
    return NULL;

  embark_clock_clear (op->clock, &op->deadline);
  g_clear_object (&op->clock);
  if (op->cancelled != NULL)
    {
      g_source_destroy (op->cancelled);
      g_clear_pointer (&op->cancelled, g_source_unref);
    }
  return g_steal_pointer (&op->task);
}

static gboolean
op_deadline_cb (gpointer user_data)
{
  g_autoptr (Op) op = g_rc_box_acquire (user_data);
  g_autoptr (GTask) task = NULL;

  op->deadline = 0; /* void after this */
  task = op_take_task (op);
  g_cancellable_cancel (op->inner);
  if (task != NULL)
    g_task_return_new_error (task, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_TIMED_OUT,
                             _ ("The keyring did not answer in time"));
  return G_SOURCE_REMOVE;
}

static gboolean
op_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (Op) op = g_rc_box_acquire (user_data);
  g_autoptr (GTask) task = op_take_task (op);

  g_cancellable_cancel (op->inner);
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", "Cancelled");
  return G_SOURCE_REMOVE;
}

/* Returns: (transfer full): to be given to libsecret's callback */
static Op *
op_new (EmbarkSecretStoreLibsecret *self,
        guint deadline_ms,
        gpointer tag,
        GCancellable *cancellable,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  Op *op = g_rc_box_new0 (Op);

  op->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (op->task, tag);
  op->clock = g_object_ref (self->clock);
  op->inner = g_cancellable_new ();
  op->deadline = embark_clock_add_timeout (self->clock, deadline_ms, op_deadline_cb, g_rc_box_acquire (op),
                                           (GDestroyNotify) op_unref);
  if (cancellable != NULL)
    {
      op->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (op->cancelled, G_SOURCE_FUNC (op_cancelled_cb), g_rc_box_acquire (op),
                             (GDestroyNotify) op_unref);
      g_source_attach (op->cancelled, g_main_context_get_thread_default ());
    }
  return op;
}

static EmbarkSecretError
dbus_error_code (const GError *error)
{
  switch (error->code)
    {
    case G_DBUS_ERROR_SERVICE_UNKNOWN:
    case G_DBUS_ERROR_NAME_HAS_NO_OWNER:
    case G_DBUS_ERROR_NO_SERVER:
    case G_DBUS_ERROR_DISCONNECTED:
    case G_DBUS_ERROR_ACCESS_DENIED:
    case G_DBUS_ERROR_AUTH_FAILED:
    case G_DBUS_ERROR_UNKNOWN_INTERFACE:
    case G_DBUS_ERROR_UNKNOWN_OBJECT:
    case G_DBUS_ERROR_UNKNOWN_METHOD:
      return EMBARK_SECRET_ERROR_UNAVAILABLE;
    case G_DBUS_ERROR_TIMEOUT:
    case G_DBUS_ERROR_TIMED_OUT:
      return EMBARK_SECRET_ERROR_TIMED_OUT;
    default:
      /* The bus could not start the service, in one of its many words. */
      if (error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED && error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY)
        return EMBARK_SECRET_ERROR_UNAVAILABLE;
      return EMBARK_SECRET_ERROR_FAILED;
    }
}

/* Whatever libsecret, GDBus or GIO said, in our four words. */
static GError *
map_error (const GError *error)
{
  EmbarkSecretError code = EMBARK_SECRET_ERROR_FAILED;
  g_autofree char *message = g_strdup (error->message);
  g_autoptr (GError) stripped = g_error_copy (error);

  if (error->domain == SECRET_ERROR)
    code = error->code == SECRET_ERROR_IS_LOCKED ? EMBARK_SECRET_ERROR_LOCKED : EMBARK_SECRET_ERROR_FAILED;
  else if (error->domain == G_DBUS_ERROR)
    code = dbus_error_code (error);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    code = EMBARK_SECRET_ERROR_TIMED_OUT;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = EMBARK_SECRET_ERROR_LOCKED; /* not by us: the user closed the prompt */
  else if (error->domain == G_IO_ERROR)
    code = EMBARK_SECRET_ERROR_UNAVAILABLE; /* no bus to speak to */

  if (g_dbus_error_strip_remote_error (stripped))
    {
      g_free (message);
      message = g_strdup (stripped->message);
    }
  return g_error_new_literal (EMBARK_SECRET_ERROR, (int) code, message);
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Op) op = user_data;
  g_autoptr (GTask) task = op_take_task (op);
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (task == NULL)
    ;
  else if (error != NULL)
    g_task_return_error (task, map_error (error));
  else
    g_task_return_pointer (task, g_strdup (secret), (GDestroyNotify) secret_password_free);
  secret_password_free (secret);
}

static void
lookup_async (EmbarkSecretStore *store,
              const char *id,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  EmbarkSecretStoreLibsecret *self = EMBARK_SECRET_STORE_LIBSECRET (store);
  Op *op = op_new (self, self->deadline_ms, lookup_async, cancellable, callback, user_data);

  secret_password_lookup (&schema, op->inner, lookup_cb, op, "profile", id, NULL);
}

static char *
lookup_finish (EmbarkSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Op) op = user_data;
  g_autoptr (GTask) task = op_take_task (op);
  g_autoptr (GError) error = NULL;
  gboolean stored = secret_password_store_finish (result, &error);

  if (task == NULL)
    return;
  if (error != NULL)
    g_task_return_error (task, map_error (error));
  else if (!stored)
    g_task_return_new_error (task, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_LOCKED,
                             _ ("The keyring was not unlocked"));
  else
    g_task_return_boolean (task, TRUE);
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
  EmbarkSecretStoreLibsecret *self = EMBARK_SECRET_STORE_LIBSECRET (store);
  Op *op = op_new (self, self->prompt_deadline_ms, store_async, cancellable, callback, user_data);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, op->inner, stored_cb, op,
                         "profile", id, NULL);
}

static gboolean
store_finish (EmbarkSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Op) op = user_data;
  g_autoptr (GTask) task = op_take_task (op);
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (task == NULL)
    return;
  if (error != NULL)
    g_task_return_error (task, map_error (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
clear_async (EmbarkSecretStore *store,
             const char *id,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  EmbarkSecretStoreLibsecret *self = EMBARK_SECRET_STORE_LIBSECRET (store);
  Op *op = op_new (self, self->deadline_ms, clear_async, cancellable, callback, user_data);

  secret_password_clear (&schema, op->inner, cleared_cb, op, "profile", id, NULL);
}

static gboolean
clear_finish (EmbarkSecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
embark_secret_store_libsecret_iface_init (EmbarkSecretStoreInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
  iface->store_async = store_async;
  iface->store_finish = store_finish;
  iface->clear_async = clear_async;
  iface->clear_finish = clear_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkSecretStoreLibsecret,
                               embark_secret_store_libsecret,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_SECRET_STORE,
                                                      embark_secret_store_libsecret_iface_init))

static void
embark_secret_store_libsecret_finalize (GObject *object)
{
  EmbarkSecretStoreLibsecret *self = EMBARK_SECRET_STORE_LIBSECRET (object);

  g_clear_object (&self->clock);

  G_OBJECT_CLASS (embark_secret_store_libsecret_parent_class)->finalize (object);
}

static void
embark_secret_store_libsecret_class_init (EmbarkSecretStoreLibsecretClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_secret_store_libsecret_finalize;
}

static void
embark_secret_store_libsecret_init (EmbarkSecretStoreLibsecret *self)
{
}

EmbarkSecretStore *
embark_secret_store_libsecret_new (EmbarkClock *clock, guint deadline_ms, guint prompt_deadline_ms)
{
  EmbarkSecretStoreLibsecret *self;

  g_return_val_if_fail (EMBARK_IS_CLOCK (clock), NULL);

  self = g_object_new (EMBARK_TYPE_SECRET_STORE_LIBSECRET, NULL);
  self->clock = g_object_ref (clock);
  self->deadline_ms = deadline_ms;
  self->prompt_deadline_ms = prompt_deadline_ms;
  return EMBARK_SECRET_STORE (self);
}
