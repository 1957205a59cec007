/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Profiles: opening, keeping and forgetting them, with the key that belongs to each. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-app-private.h"
#include "embark-app-sessions.h"
#include "embark-task.h"

/* A key is kept for a profile and an address: should the address ever change without the key, the old key
 * does not go to the new address. The address is no secret; a keyring shows it. (transfer full) */
static char *
secret_id (EmbarkProfile *profile, const char *base_uri)
{
  return g_strdup_printf ("%s %s", embark_profile_get_id (profile), base_uri);
}

static char *
secret_id_of (EmbarkProfile *profile)
{
  return secret_id (profile, embark_profile_get_base_uri (profile));
}

/* ---- opening a profile ---- */

typedef struct
{
  EmbarkProfile *profile;     /* (owned) */
  EmbarkWorkspace *workspace; /* (owned) (nullable) */
  GError *key_error;          /* (owned) (nullable) */
} OpenData;

static void
open_data_clear (OpenData *self)
{
  g_clear_object (&self->profile);
  g_clear_object (&self->workspace);
  g_clear_error (&self->key_error);
}

EMBARK_DEFINE_TASK_DATA (OpenData, open_data)

static EmbarkWorkspace *
make_workspace (EmbarkApp *self, EmbarkProfile *profile, const char *base_uri, const char *api_key)
{
  g_autoptr (EmbarkClient) client = embark_client_new (base_uri, self->session, self->clock);
  EmbarkWorkspace *workspace = embark_workspace_new (profile, client, self->journal, self->clock);

  /* What belongs to the Demo is never in a keyring. */
  embark_workspace_set_secret_stores (workspace, embark_profile_get_demo (profile) ? NULL : self->keyring,
                                      self->memory);
  embark_workspace_set_api_key (workspace, api_key);
  return workspace;
}

static void
open_with_key (GTask *task, const char *api_key)
{
  EmbarkApp *self = g_task_get_source_object (task);
  OpenData *data = embark_task_get_open_data (task);

  embark_app_keep_notes (self, data->profile);
  data->workspace =
      make_workspace (self, data->profile, embark_profile_get_base_uri (data->profile), api_key);
  g_task_return_boolean (task, TRUE);
}

static void
key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *data = embark_task_get_open_data (task);
  GError *error = NULL;
  g_autofree char *key = embark_secret_store_lookup_finish (EMBARK_SECRET_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  data->key_error = error;
  open_with_key (task, key);
}

static void
key_remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkApp *self = g_task_get_source_object (task);
  OpenData *data = embark_task_get_open_data (task);
  g_autofree char *key = embark_secret_store_lookup_finish (EMBARK_SECRET_STORE (source), result, NULL);

  if (key != NULL)
    open_with_key (task, key);
  else
    {
      g_autofree char *id = secret_id_of (data->profile);

      embark_secret_store_lookup_async (self->keyring, id, g_task_get_cancellable (task), key_found_cb,
                                        g_object_ref (task));
    }
}

static void
demo_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *data = embark_task_get_open_data (task);
  GError *error = NULL;

  if (!embark_demo_server_start_finish (EMBARK_DEMO_SERVER (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  embark_profile_set_base_uri (data->profile, embark_demo_server_get_base_uri (EMBARK_DEMO_SERVER (source)));
  open_with_key (task, embark_demo_server_get_api_key (EMBARK_DEMO_SERVER (source)));
}

void
embark_app_open_profile_async (EmbarkApp *self,
                               EmbarkProfile *profile,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  OpenData *data;

  g_return_if_fail (EMBARK_IS_APP (self));
  g_return_if_fail (EMBARK_IS_PROFILE (profile));

  task = g_task_new (self, cancellable, callback, user_data);
  data = open_data_new ();
  g_task_set_source_tag (task, embark_app_open_profile_async);
  data->profile = g_object_ref (profile);
  embark_task_set_open_data (task, data);

  if (embark_profile_get_demo (profile))
    embark_demo_server_start_async (self->demo, cancellable, demo_started_cb, task);
  else
    {
      g_autofree char *id = secret_id_of (profile);

      embark_secret_store_lookup_async (self->memory, id, cancellable, key_remembered_cb, task);
    }
}

EmbarkWorkspace *
embark_app_open_profile_finish (EmbarkApp *self, GAsyncResult *result, GError **key_error, GError **error)
{
  OpenData *data;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  data = embark_task_get_open_data (G_TASK (result));
  if (key_error != NULL)
    *key_error = g_steal_pointer (&data->key_error);
  return g_steal_pointer (&data->workspace);
}

EmbarkWorkspace *
embark_app_try_profile (EmbarkApp *self, const char *base_uri, const char *api_key)
{
  g_autoptr (EmbarkProfile) profile = NULL;

  g_return_val_if_fail (EMBARK_IS_APP (self), NULL);

  profile = embark_profile_new (NULL, "", base_uri);
  return make_workspace (self, profile, base_uri, api_key);
}

/* ---- keeping and forgetting ---- */

static void
profile_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (embark_profile_store_save_finish (EMBARK_PROFILE_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

typedef struct
{
  EmbarkProfile *profile; /* (owned) */
  char *name;             /* (owned) */
  char *base_uri;         /* (owned) */
} SaveData;

static void
save_data_clear (SaveData *self)
{
  g_clear_object (&self->profile);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->base_uri, g_free);
}

EMBARK_DEFINE_TASK_DATA (SaveData, save_data)

/* Takes @task. The profile changes here and not before: until the new key is kept, the old one must not go to
 * the new address. */
static void
keep_profile (GTask *task)
{
  EmbarkApp *self = g_task_get_source_object (task);
  SaveData *data = embark_task_get_save_data (task);
  EmbarkProfile *profile = data->profile;

  embark_profile_set_name (profile, data->name);
  embark_profile_set_base_uri (profile, data->base_uri);
  if (embark_profile_store_find (self->profiles, embark_profile_get_id (profile)) == NULL)
    embark_profile_store_add (self->profiles, profile);
  embark_profile_store_save_async (self->profiles, g_task_get_cancellable (task), profile_saved_cb, task);
}

static void
key_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  embark_secret_store_clear_finish (EMBARK_SECRET_STORE (source), result, NULL);
}

static void
key_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkApp *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!embark_secret_store_store_finish (EMBARK_SECRET_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* A key of an earlier "this run only" must not win over the one that is kept now, and the key of an address
   * that the profile leaves is of no use any more. */
  if (EMBARK_SECRET_STORE (source) == self->keyring)
    {
      SaveData *data = embark_task_get_save_data (task);
      g_autofree char *id = secret_id (data->profile, data->base_uri);
      g_autofree char *old = secret_id_of (data->profile);

      embark_secret_store_clear_async (self->memory, id, NULL, key_cleared_cb, NULL);
      if (!g_str_equal (id, old))
        embark_secret_store_clear_async (self->keyring, old, NULL, key_cleared_cb, NULL);
    }
  keep_profile (g_steal_pointer (&task));
}

void
embark_app_save_profile_async (EmbarkApp *self,
                               EmbarkProfile *profile,
                               const char *name,
                               const char *base_uri,
                               const char *api_key,
                               gboolean this_run_only,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  SaveData *data;
  g_autofree char *label = NULL;
  g_autofree char *id = NULL;

  g_return_if_fail (EMBARK_IS_APP (self));
  g_return_if_fail (EMBARK_IS_PROFILE (profile));
  g_return_if_fail (name != NULL && base_uri != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_app_save_profile_async);
  data = save_data_new ();
  data->profile = g_object_ref (profile);
  data->name = g_strdup (name);
  data->base_uri = g_strdup (base_uri);
  embark_task_set_save_data (task, data);
  if (api_key == NULL)
    {
      keep_profile (task);
      return;
    }
  /* Translators: what a keyring manager calls the key; %s is the name of a profile */
  label = g_strdup_printf (_ ("Embark: API key of %s"), name);
  id = secret_id (profile, base_uri);
  embark_secret_store_store_async (this_run_only ? self->memory : self->keyring, id, label, api_key,
                                   cancellable, key_stored_cb, task);
}

gboolean
embark_app_save_profile_finish (EmbarkApp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
journal_forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (embark_journal_forget_profile_finish (EMBARK_JOURNAL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
client_forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* What cannot be reached any more cannot be used either. */
  if (!embark_client_credentials_forget_profile_finish (result, &error))
    g_message ("The Client ID and Secret of a profile are still in the keyring: %s", error->message);
}

static void
session_forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_app_forget_session_finish (result, &error))
    g_message ("A session of the dashboard is still on the disk: %s", error->message);
}

/* What else a profile has besides its key: the pair of its Salesforce app, and staff's sign-in to the
 * dashboard. */
static void
forget_belongings (EmbarkApp *self, EmbarkProfile *profile)
{
  embark_client_credentials_forget_profile_async (embark_profile_get_demo (profile) ? NULL : self->keyring,
                                                  self->memory, embark_profile_get_id (profile), NULL,
                                                  client_forgotten_cb, NULL);
  embark_app_forget_session_async (profile, session_forgotten_cb, NULL);
}

static void
forgotten_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkApp *self = g_task_get_source_object (task);
  const char *id = g_task_get_task_data (task);
  GError *error = NULL;

  if (!embark_profile_store_save_finish (EMBARK_PROFILE_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  embark_journal_forget_profile_async (self->journal, id, g_task_get_cancellable (task), journal_forgotten_cb,
                                       g_object_ref (task));
}

static void
key_forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkApp *self = g_task_get_source_object (task);
  const char *id = g_task_get_task_data (task);
  EmbarkProfile *profile = embark_profile_store_find (self->profiles, id);
  GError *error = NULL;

  /* The profile stays as long as its key could not be taken out: nobody would find the key again. */
  if (!embark_secret_store_clear_finish (EMBARK_SECRET_STORE (source), result, &error)
      && !g_error_matches (error, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_UNAVAILABLE))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  if (profile != NULL)
    {
      g_autofree char *secret = secret_id_of (profile);

      embark_secret_store_clear_async (self->memory, secret, NULL, key_cleared_cb, NULL);
      forget_belongings (self, profile);
      embark_profile_store_remove (self->profiles, profile);
    }
  embark_profile_store_save_async (self->profiles, NULL, forgotten_saved_cb, g_object_ref (task));
}

void
embark_app_remove_profile_async (EmbarkApp *self,
                                 EmbarkProfile *profile,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;
  g_autofree char *secret = NULL;

  g_return_if_fail (EMBARK_IS_APP (self));
  g_return_if_fail (EMBARK_IS_PROFILE (profile));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_app_remove_profile_async);
  g_task_set_task_data (task, g_strdup (embark_profile_get_id (profile)), g_free);
  secret = secret_id_of (profile);
  embark_secret_store_clear_async (self->keyring, secret, cancellable, key_forgotten_cb, task);
}

gboolean
embark_app_remove_profile_finish (EmbarkApp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
demo_reset_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkApp *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!embark_demo_server_reset_finish (EMBARK_DEMO_SERVER (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  embark_app_clear_notes (self->demo_profile);
  forget_belongings (self, self->demo_profile);
  embark_journal_forget_profile_async (self->journal, EMBARK_PROFILE_DEMO_ID, NULL, journal_forgotten_cb,
                                       g_object_ref (task));
}

void
embark_app_reset_demo_async (EmbarkApp *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_APP (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_app_reset_demo_async);
  embark_demo_server_reset_async (self->demo, cancellable, demo_reset_cb, task);
}

gboolean
embark_app_reset_demo_finish (EmbarkApp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
last_used_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* Nothing is lost but a convenience: the next start asks. */
  if (!embark_profile_store_save_finish (EMBARK_PROFILE_STORE (source), result, &error))
    g_debug ("Remembering the profile: %s", error->message);
}

void
embark_app_set_last_used (EmbarkApp *self, const char *profile_id)
{
  g_return_if_fail (EMBARK_IS_APP (self));

  if (g_strcmp0 (embark_profile_store_get_last_used (self->profiles), profile_id) == 0)
    return;
  embark_profile_store_set_last_used (self->profiles, profile_id);
  embark_profile_store_save_async (self->profiles, NULL, last_used_saved_cb, NULL);
}
