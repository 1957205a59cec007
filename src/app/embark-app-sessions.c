/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-app-sessions.h"

/* How long the process that wrote there has for its end, between two looks. */
#define LOOK_AFTER_MS 300
#define MAX_LOOKS     10

char *
embark_app_dup_session_folder (EmbarkProfile *profile)
{
  /* The id is read from a file: it must not name another folder, and "profile-.." does not. */
  g_autofree char *id = g_uri_escape_string (embark_profile_get_id (profile), NULL, FALSE);
  g_autofree char *name = g_strconcat ("profile-", id, NULL);

  return g_build_filename (g_get_user_data_dir (), "embark", "sessions", name, NULL);
}

static gboolean
delete_tree (GFile *file, GError **error)
{
  g_autoptr (GFileEnumerator) children = NULL;
  g_autoptr (GError) local_error = NULL;

  /* No link is followed: what it points to is not ours. */
  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY)
    children = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                          G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL)
    {
      GFile *child = NULL;

      if (!g_file_enumerator_iterate (children, NULL, &child, NULL, error))
        return FALSE;
      if (child == NULL)
        break;
      if (!delete_tree (child, error))
        return FALSE;
    }
  if (!g_file_delete (file, NULL, &local_error)
      && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/* One wish to forget. */
typedef struct
{
  char *folder; /* (owned) */
  guint n_looks;
} Forgetting;

static void
forgetting_free (gpointer data)
{
  Forgetting *forgetting = data;

  g_free (forgetting->folder);
  g_free (forgetting);
}

/* Returns by @task whether there was anything to delete. */
static void
delete_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_new_for_path (task_data);
  GError *error = NULL;

  if (g_file_query_file_type (folder, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_UNKNOWN)
    g_task_return_boolean (task, FALSE);
  else if (delete_tree (folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean look_cb (gpointer task);

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Forgetting *forgetting = g_task_get_task_data (task);
  GError *error = NULL;
  const gboolean found = g_task_propagate_boolean (G_TASK (result), &error) || error != NULL;

  if (!found)
    g_task_return_boolean (task, TRUE);
  else if (forgetting->n_looks < MAX_LOOKS)
    {
      g_clear_error (&error);
      g_timeout_add_full (G_PRIORITY_DEFAULT, LOOK_AFTER_MS, look_cb, g_steal_pointer (&task),
                          g_object_unref);
    }
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "It is written anew again and again");
}

/* The process that writes there hears of the view's end some time later, and may until then make a folder
 * that was deleted anew: it is gone when a later look finds nothing. */
static gboolean
look_cb (gpointer data)
{
  GTask *task = data;
  Forgetting *forgetting = g_task_get_task_data (task);
  g_autoptr (GTask) look = g_task_new (NULL, NULL, looked_cb, g_object_ref (task));

  forgetting->n_looks++;
  g_task_set_task_data (look, g_strdup (forgetting->folder), g_free);
  g_task_run_in_thread (look, delete_thread);
  return G_SOURCE_REMOVE;
}

void
embark_app_forget_session_async (EmbarkProfile *profile, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Forgetting *forgetting;

  g_return_if_fail (EMBARK_IS_PROFILE (profile));

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, embark_app_forget_session_async);
  forgetting = g_new0 (Forgetting, 1);
  forgetting->folder = embark_app_dup_session_folder (profile);
  g_task_set_task_data (task, forgetting, forgetting_free);
  look_cb (task);
}

gboolean
embark_app_forget_session_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_app_forget_session_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
