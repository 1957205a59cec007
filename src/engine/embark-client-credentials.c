/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-client-credentials.h"
#include "embark-task.h"

typedef enum
{
  PART_ID,
  PART_SECRET,
  N_PARTS
} Part;

static const char *const part_names[N_PARTS] = { "client-id", "client-secret" };
/* The environments that a key can be of; "any" when it does not say. */
static const char *const environments[] = { "test", "production", "any" };

struct _EmbarkClientCredentials
{
  GObject parent_instance;

  EmbarkSecretStore *keyring; /* (owned) (nullable) */
  EmbarkSecretStore *memory;  /* (owned) */
  char *profile_id;           /* (owned) */
  char *environment;          /* (owned) */
  char *values[N_PARTS];      /* (owned) (nullable): secrets */
  EmbarkKept kept;
};

enum
{
  PROP_0,
  PROP_KEPT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkClientCredentials, embark_client_credentials, G_TYPE_OBJECT)

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static void
embark_client_credentials_finalize (GObject *object)
{
  EmbarkClientCredentials *self = EMBARK_CLIENT_CREDENTIALS (object);

  g_clear_object (&self->keyring);
  g_clear_object (&self->memory);
  g_free (self->profile_id);
  g_free (self->environment);
  for (gsize i = 0; i < N_PARTS; i++)
    wipe (self->values[i]);

  G_OBJECT_CLASS (embark_client_credentials_parent_class)->finalize (object);
}

static void
embark_client_credentials_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_KEPT:
      g_value_set_int (value, (int) EMBARK_CLIENT_CREDENTIALS (object)->kept);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_client_credentials_class_init (EmbarkClientCredentialsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = embark_client_credentials_finalize;
  object_class->get_property = embark_client_credentials_get_property;

  properties[PROP_KEPT] = g_param_spec_int ("kept", NULL, NULL, EMBARK_KEPT_NOWHERE, EMBARK_KEPT_KEYRING,
                                            EMBARK_KEPT_NOWHERE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_client_credentials_init (EmbarkClientCredentials *self)
{
}

EmbarkClientCredentials *
embark_client_credentials_new (EmbarkSecretStore *keyring,
                               EmbarkSecretStore *memory,
                               const char *profile_id,
                               const char *environment)
{
  EmbarkClientCredentials *self;

  g_return_val_if_fail (keyring == NULL || EMBARK_IS_SECRET_STORE (keyring), NULL);
  g_return_val_if_fail (EMBARK_IS_SECRET_STORE (memory), NULL);
  g_return_val_if_fail (profile_id != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_CLIENT_CREDENTIALS, NULL);
  self->keyring = keyring != NULL ? g_object_ref (keyring) : NULL;
  self->memory = g_object_ref (memory);
  self->profile_id = g_strdup (profile_id);
  self->environment = g_strdup (environment != NULL ? environment : "any");
  return self;
}

gboolean
embark_client_credentials_is_for (EmbarkClientCredentials *self, const char *environment)
{
  g_return_val_if_fail (EMBARK_IS_CLIENT_CREDENTIALS (self), FALSE);

  return g_str_equal (self->environment, environment != NULL ? environment : "any");
}

EmbarkKept
embark_client_credentials_get_kept (EmbarkClientCredentials *self)
{
  g_return_val_if_fail (EMBARK_IS_CLIENT_CREDENTIALS (self), EMBARK_KEPT_NOWHERE);

  return self->kept;
}

const char *
embark_client_credentials_get_client_id (EmbarkClientCredentials *self)
{
  g_return_val_if_fail (EMBARK_IS_CLIENT_CREDENTIALS (self), NULL);

  return self->values[PART_ID];
}

const char *
embark_client_credentials_get_client_secret (EmbarkClientCredentials *self)
{
  g_return_val_if_fail (EMBARK_IS_CLIENT_CREDENTIALS (self), NULL);

  return self->values[PART_SECRET];
}

/* ---- a walk: the same thing done to one store after the other, part by part ---- */

/* One thing to do, and where. */
typedef struct
{
  EmbarkSecretStore *store; /* (owned) */
  char *id;                 /* (owned) */
  Part part;
  gboolean keyring;
} Stop;

static void
stop_free (gpointer data)
{
  Stop *stop = data;

  g_object_unref (stop->store);
  g_free (stop->id);
  g_free (stop);
}

typedef struct _Walk Walk;
struct _Walk
{
  GQueue stops;          /* (element-type Stop): what is left to do */
  char *values[N_PARTS]; /* (owned) (nullable): what was found, or is to be kept */
  char *label;           /* (owned) (nullable) */
  EmbarkKept kept;
  gboolean absent_is_empty; /* an absent keyring holds nothing that would have to be taken out */
};

static void
walk_clear (Walk *self)
{
  g_queue_clear_full (&self->stops, stop_free);
  for (gsize i = 0; i < N_PARTS; i++)
    wipe (g_steal_pointer (&self->values[i]));
  g_clear_pointer (&self->label, g_free);
}

EMBARK_DEFINE_TASK_DATA (Walk, walk)

static void
add_stops (
    Walk *walk, EmbarkSecretStore *store, gboolean keyring, const char *profile_id, const char *environment)
{
  for (Part part = 0; store != NULL && part < N_PARTS; part++)
    {
      Stop *stop = g_new0 (Stop, 1);

      stop->store = g_object_ref (store);
      stop->id = g_strdup_printf ("%s %s %s", profile_id, environment, part_names[part]);
      stop->part = part;
      stop->keyring = keyring;
      g_queue_push_tail (&walk->stops, stop);
    }
}

static void
take (EmbarkClientCredentials *self, Walk *walk)
{
  for (gsize i = 0; i < N_PARTS; i++)
    {
      wipe (self->values[i]);
      self->values[i] = g_steal_pointer (&walk->values[i]);
    }
  if (self->values[PART_ID] == NULL && self->values[PART_SECRET] == NULL)
    walk->kept = EMBARK_KEPT_NOWHERE;
  self->kept = walk->kept;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEPT]);
}

/* ---- fetching: memory first, since what is kept for this run only is newer ---- */

static void look_up_next (GTask *task);

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = embark_task_get_walk (task);
  Stop *stop = g_queue_peek_head (&walk->stops);
  GError *error = NULL;
  char *secret = embark_secret_store_lookup_finish (EMBARK_SECRET_STORE (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (secret != NULL)
    {
      walk->values[stop->part] = secret;
      walk->kept = stop->keyring ? EMBARK_KEPT_KEYRING : EMBARK_KEPT_MEMORY;
    }
  stop_free (g_queue_pop_head (&walk->stops));
  look_up_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
look_up_next (GTask *task)
{
  g_autoptr (GTask) held = task;
  EmbarkClientCredentials *self = g_task_get_source_object (task);
  Walk *walk = embark_task_get_walk (task);
  Stop *stop = g_queue_peek_head (&walk->stops);
  GCancellable *cancellable = g_task_get_cancellable (task);

  /* A pair is of one place. */
  if (stop != NULL && stop->keyring && walk->kept == EMBARK_KEPT_MEMORY)
    stop = NULL;
  if (stop == NULL)
    {
      take (self, walk);
      g_task_return_boolean (task, TRUE);
      return;
    }
  embark_secret_store_lookup_async (stop->store, stop->id, cancellable, looked_up_cb,
                                    g_steal_pointer (&held));
}

static GTask *
start_walk (EmbarkClientCredentials *self,
            gpointer tag,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Walk *walk = walk_new ();

  g_task_set_source_tag (task, tag);
  g_queue_init (&walk->stops);
  embark_task_set_walk (task, walk);
  return task;
}

void
embark_client_credentials_load_async (EmbarkClientCredentials *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task;
  Walk *walk;

  g_return_if_fail (EMBARK_IS_CLIENT_CREDENTIALS (self));

  task = start_walk (self, embark_client_credentials_load_async, cancellable, callback, user_data);
  walk = embark_task_get_walk (task);
  add_stops (walk, self->memory, FALSE, self->profile_id, self->environment);
  add_stops (walk, self->keyring, TRUE, self->profile_id, self->environment);
  look_up_next (task);
}

gboolean
embark_client_credentials_load_finish (EmbarkClientCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_client_credentials_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- taking out ---- */

static void clear_next (GTask *task);

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = embark_task_get_walk (task);
  g_autoptr (GError) error = NULL;

  if (!embark_secret_store_clear_finish (EMBARK_SECRET_STORE (source), result, &error)
      && !(walk->absent_is_empty
           && g_error_matches (error, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_UNAVAILABLE)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  stop_free (g_queue_pop_head (&walk->stops));
  clear_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
clear_next (GTask *task)
{
  g_autoptr (GTask) held = task;
  EmbarkClientCredentials *self = g_task_get_source_object (task);
  Walk *walk = embark_task_get_walk (task);
  Stop *stop = g_queue_peek_head (&walk->stops);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (stop == NULL)
    {
      if (self != NULL)
        take (self, walk);
      g_task_return_boolean (task, TRUE);
      return;
    }
  embark_secret_store_clear_async (stop->store, stop->id, cancellable, cleared_cb, g_steal_pointer (&held));
}

void
embark_client_credentials_forget_async (EmbarkClientCredentials *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task;
  Walk *walk;

  g_return_if_fail (EMBARK_IS_CLIENT_CREDENTIALS (self));

  task = start_walk (self, embark_client_credentials_forget_async, cancellable, callback, user_data);
  walk = embark_task_get_walk (task);
  walk->absent_is_empty = TRUE;
  add_stops (walk, self->keyring, TRUE, self->profile_id, self->environment);
  add_stops (walk, self->memory, FALSE, self->profile_id, self->environment);
  clear_next (task);
}

gboolean
embark_client_credentials_forget_finish (EmbarkClientCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_client_credentials_forget_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
embark_client_credentials_forget_profile_async (EmbarkSecretStore *keyring,
                                                EmbarkSecretStore *memory,
                                                const char *profile_id,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data)
{
  GTask *task;
  Walk *walk;

  g_return_if_fail (keyring == NULL || EMBARK_IS_SECRET_STORE (keyring));
  g_return_if_fail (EMBARK_IS_SECRET_STORE (memory));
  g_return_if_fail (profile_id != NULL);

  task = start_walk (NULL, embark_client_credentials_forget_profile_async, cancellable, callback, user_data);
  walk = embark_task_get_walk (task);
  walk->absent_is_empty = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (environments); i++)
    {
      add_stops (walk, keyring, TRUE, profile_id, environments[i]);
      add_stops (walk, memory, FALSE, profile_id, environments[i]);
    }
  clear_next (task);
}

gboolean
embark_client_credentials_forget_profile_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_client_credentials_forget_profile_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- keeping ---- */

static void keep_next (GTask *task);

static void
tidied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  embark_secret_store_clear_finish (EMBARK_SECRET_STORE (source), result, NULL);
}

/* What is in memory would win over what is in the keyring now. */
static void
tidy_memory (EmbarkClientCredentials *self)
{
  for (Part part = 0; part < N_PARTS; part++)
    {
      g_autofree char *id =
          g_strdup_printf ("%s %s %s", self->profile_id, self->environment, part_names[part]);

      embark_secret_store_clear_async (self->memory, id, NULL, tidied_cb, NULL);
    }
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = embark_task_get_walk (task);
  Stop *stop = g_queue_peek_head (&walk->stops);
  GError *error = NULL;
  gboolean ok;

  if (walk->values[stop->part] != NULL)
    ok = embark_secret_store_store_finish (EMBARK_SECRET_STORE (source), result, &error);
  else
    ok = embark_secret_store_clear_finish (EMBARK_SECRET_STORE (source), result, &error);
  if (!ok)
    {
      g_task_return_error (task, error);
      return;
    }
  stop_free (g_queue_pop_head (&walk->stops));
  keep_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
keep_next (GTask *task)
{
  g_autoptr (GTask) held = task;
  EmbarkClientCredentials *self = g_task_get_source_object (task);
  Walk *walk = embark_task_get_walk (task);
  Stop *stop = g_queue_peek_head (&walk->stops);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *secret;

  if (stop == NULL)
    {
      if (walk->kept == EMBARK_KEPT_KEYRING)
        tidy_memory (self);
      take (self, walk);
      g_task_return_boolean (task, TRUE);
      return;
    }
  secret = walk->values[stop->part];
  if (secret != NULL)
    {
      g_autofree char *label =
          /* Translators: what a keyring manager calls it; %s is the name of a profile */
          g_strdup_printf (stop->part == PART_ID ? _ ("Embark: Salesforce Client ID of %s")
                                                 : _ ("Embark: Salesforce Client Secret of %s"),
                           walk->label);

      embark_secret_store_store_async (stop->store, stop->id, label, secret, cancellable, kept_cb,
                                       g_steal_pointer (&held));
    }
  else
    embark_secret_store_clear_async (stop->store, stop->id, cancellable, kept_cb, g_steal_pointer (&held));
}

void
embark_client_credentials_save_async (EmbarkClientCredentials *self,
                                      const char *client_id,
                                      const char *client_secret,
                                      const char *label,
                                      gboolean this_run_only,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  const gboolean keyring = !this_run_only && self->keyring != NULL;
  GTask *task;
  Walk *walk;

  g_return_if_fail (EMBARK_IS_CLIENT_CREDENTIALS (self));

  task = start_walk (self, embark_client_credentials_save_async, cancellable, callback, user_data);
  walk = embark_task_get_walk (task);
  if (embark_client_id_check (client_id, &walk->values[PART_ID], NULL, NULL) == EMBARK_SHAPE_EMPTY)
    g_clear_pointer (&walk->values[PART_ID], g_free);
  if (embark_client_secret_check (client_secret, &walk->values[PART_SECRET], NULL, NULL)
      == EMBARK_SHAPE_EMPTY)
    g_clear_pointer (&walk->values[PART_SECRET], g_free);
  walk->label = g_strdup (label != NULL ? label : self->profile_id);
  walk->kept = keyring ? EMBARK_KEPT_KEYRING : EMBARK_KEPT_MEMORY;
  add_stops (walk, keyring ? self->keyring : self->memory, keyring, self->profile_id, self->environment);
  keep_next (task);
}

gboolean
embark_client_credentials_save_finish (EmbarkClientCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_client_credentials_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
