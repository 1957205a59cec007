/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "embark-glib.h"
#include "embark-profile-store.h"
#include "embark-task.h"

#define GENERAL_GROUP "Embark"
#define GROUP_PREFIX  "Profile "

struct _EmbarkProfileStore
{
  GObject parent_instance;

  GFile *file;         /* (owned) */
  GPtrArray *profiles; /* (owned) (element-type EmbarkProfile) */
  char *last_used;     /* (owned) (nullable) */
  GKeyFile *key_file;  /* (owned): as read, so that what a later version wrote survives */
  gboolean broken;     /* what is on the disk could not be read: keep it aside */
  GQueue saves;        /* (owned) (element-type GTask): the head is being written */
};

enum
{
  PROP_0,
  PROP_LAST_USED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

typedef struct _SaveData SaveData;
struct _SaveData
{
  char *path;     /* (owned) */
  char *contents; /* (owned) */
  gsize length;
  gboolean set_aside;
};

static void
save_data_clear (SaveData *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->contents, g_free);
}

EMBARK_DEFINE_TASK_DATA (SaveData, save_data)

static void embark_profile_store_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkProfileStore,
                               embark_profile_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      embark_profile_store_list_model_init))

static GType
embark_profile_store_get_item_type (GListModel *model)
{
  return EMBARK_TYPE_PROFILE;
}

static guint
embark_profile_store_get_n_items (GListModel *model)
{
  return EMBARK_PROFILE_STORE (model)->profiles->len;
}

static gpointer
embark_profile_store_get_item (GListModel *model, guint position)
{
  EmbarkProfileStore *self = EMBARK_PROFILE_STORE (model);

  if (position >= self->profiles->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->profiles, position));
}

static void
embark_profile_store_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = embark_profile_store_get_item_type;
  iface->get_n_items = embark_profile_store_get_n_items;
  iface->get_item = embark_profile_store_get_item;
}

static void
embark_profile_store_finalize (GObject *object)
{
  EmbarkProfileStore *self = EMBARK_PROFILE_STORE (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->last_used, g_free);
  g_clear_pointer (&self->key_file, g_key_file_unref);
  g_queue_clear_full (&self->saves, g_object_unref);

  G_OBJECT_CLASS (embark_profile_store_parent_class)->finalize (object);
}

static void
embark_profile_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkProfileStore *self = EMBARK_PROFILE_STORE (object);

  switch (prop_id)
    {
    case PROP_LAST_USED:
      g_value_set_string (value, self->last_used);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_profile_store_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkProfileStore *self = EMBARK_PROFILE_STORE (object);

  switch (prop_id)
    {
    case PROP_LAST_USED:
      embark_profile_store_set_last_used (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_profile_store_class_init (EmbarkProfileStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = embark_profile_store_finalize;
  object_class->get_property = embark_profile_store_get_property;
  object_class->set_property = embark_profile_store_set_property;

  properties[PROP_LAST_USED] = g_param_spec_string (
      "last-used", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_profile_store_init (EmbarkProfileStore *self)
{
  self->profiles = g_ptr_array_new_with_free_func (g_object_unref);
  self->key_file = g_key_file_new ();
  g_queue_init (&self->saves);
}

EmbarkProfileStore *
embark_profile_store_new (GFile *file)
{
  EmbarkProfileStore *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (EMBARK_TYPE_PROFILE_STORE, NULL);
  self->file = g_object_ref (file);
  return self;
}

/* What was noted while the app was set up, each a string of the profile under a key of its own. */
static const struct
{
  const char *key;
  const char *(*get) (EmbarkProfile *profile);
  void (*set) (EmbarkProfile *profile, const char *value);
} notes[] = {
  { "Callback", embark_profile_get_callback, embark_profile_set_callback },
  { "Guide", embark_profile_get_guide, embark_profile_set_guide },
  { "LoginHost", embark_profile_get_login_host, embark_profile_set_login_host },
  { "BrandName", embark_profile_get_brand_name, embark_profile_set_brand_name },
  { "BrandColor", embark_profile_get_brand_color, embark_profile_set_brand_color },
  { "BrandBackground", embark_profile_get_brand_background, embark_profile_set_brand_background },
};

static void
take_notes (EmbarkProfile *profile, GKeyFile *key_file, const char *group)
{
  g_auto (GStrv) ticks = g_key_file_get_string_list (key_file, group, "Ticks", NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autofree char *value = g_key_file_get_string (key_file, group, notes[i].key, NULL);

      notes[i].set (profile, value);
    }
  embark_profile_set_ticks (profile, (const char *const *) ticks);
  embark_profile_set_read_only (profile, g_key_file_get_boolean (key_file, group, "ReadOnly", NULL));
}

static void
put_string (GKeyFile *key_file, const char *group, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (key_file, group, key, value);
  else
    g_key_file_remove_key (key_file, group, key, NULL);
}

static void
put_notes (EmbarkProfile *profile, GKeyFile *key_file, const char *group)
{
  const char *const *ticks = embark_profile_get_ticks (profile);

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    put_string (key_file, group, notes[i].key, notes[i].get (profile));
  if (ticks[0] != NULL)
    g_key_file_set_string_list (key_file, group, "Ticks", ticks, g_strv_length ((char **) ticks));
  else
    g_key_file_remove_key (key_file, group, "Ticks", NULL);
  put_string (key_file, group, "ReadOnly", embark_profile_get_read_only (profile) ? "true" : NULL);
}

/* Puts what the key file says in the place of what was there. Groups that are not understood are left in the
 * file. */
static void
take_key_file (EmbarkProfileStore *self, GKeyFile *key_file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (key_file, NULL);
  g_autofree char *last_used = g_key_file_get_string (key_file, GENERAL_GROUP, "LastUsed", NULL);
  guint removed = self->profiles->len;

  g_ptr_array_set_size (self->profiles, 0);
  for (gsize i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *base_uri = NULL;
      const char *id;

      if (!g_str_has_prefix (groups[i], GROUP_PREFIX))
        continue;
      id = groups[i] + strlen (GROUP_PREFIX);
      name = g_key_file_get_string (key_file, groups[i], "Name", NULL);
      base_uri = g_key_file_get_string (key_file, groups[i], "BaseUri", NULL);
      /* A profile without an address is not guessed: its key must not go to another host. */
      if (*id == '\0' || g_str_equal (id, EMBARK_PROFILE_DEMO_ID) || base_uri == NULL || *base_uri == '\0')
        continue;
      g_ptr_array_add (self->profiles,
                       embark_profile_new (id, name != NULL && *name != '\0' ? name : base_uri, base_uri));
      take_notes (g_ptr_array_index (self->profiles, self->profiles->len - 1), key_file, groups[i]);
    }

  g_key_file_unref (self->key_file);
  self->key_file = g_key_file_ref (key_file);
  self->broken = FALSE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, self->profiles->len);
  embark_profile_store_set_last_used (self, last_used);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkProfileStore *self = g_task_get_source_object (task);
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        {
          take_key_file (self, key_file);
          g_task_return_boolean (task, TRUE);
          return;
        }
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        self->broken = TRUE;
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* An empty file is what a full disk leaves behind; to g_key_file_load_from_data() it is no error. */
  if (!g_utf8_validate (contents, (gssize) length, NULL)
      || (length > 0
          && !g_key_file_load_from_data (key_file, contents, length,
                                         G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &error)))
    {
      self->broken = TRUE;
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               _ ("The list of profiles cannot be read: %s. The file is kept as “%s.broken” "
                                  "when a profile is saved."),
                               error != NULL ? error->message : _ ("it is not text"),
                               g_file_peek_path (self->file));
      return;
    }

  take_key_file (self, key_file);
  g_task_return_boolean (task, TRUE);
}

void
embark_profile_store_load_async (EmbarkProfileStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EMBARK_IS_PROFILE_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_profile_store_load_async);
  g_file_load_contents_async (self->file, cancellable, loaded_cb, g_steal_pointer (&task));
}

gboolean
embark_profile_store_load_finish (EmbarkProfileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_profile_store_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
update_key_file (EmbarkProfileStore *self)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->key_file, NULL);

  for (gsize i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], GROUP_PREFIX)
        && embark_profile_store_find (self, groups[i] + strlen (GROUP_PREFIX)) == NULL)
      {
        g_autofree char *base_uri = g_key_file_get_string (self->key_file, groups[i], "BaseUri", NULL);

        /* One that was never shown was not removed either. */
        if (base_uri != NULL && *base_uri != '\0')
          g_key_file_remove_group (self->key_file, groups[i], NULL);
      }

  for (guint i = 0; i < self->profiles->len; i++)
    {
      EmbarkProfile *profile = g_ptr_array_index (self->profiles, i);
      g_autofree char *group = g_strconcat (GROUP_PREFIX, embark_profile_get_id (profile), NULL);

      g_key_file_set_string (self->key_file, group, "Name", embark_profile_get_name (profile));
      g_key_file_set_string (self->key_file, group, "BaseUri", embark_profile_get_base_uri (profile));
      put_notes (profile, self->key_file, group);
    }

  if (self->last_used != NULL)
    g_key_file_set_string (self->key_file, GENERAL_GROUP, "LastUsed", self->last_used);
  else
    g_key_file_remove_key (self->key_file, GENERAL_GROUP, "LastUsed", NULL);
}

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaveData *data = task_data;
  g_autofree char *folder = g_path_get_dirname (data->path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                               _ ("The folder “%s” cannot be made: %s."), folder, g_strerror (saved_errno));
      return;
    }

  if (data->set_aside)
    {
      g_autofree char *aside = g_strconcat (data->path, ".broken", NULL);

      if (g_rename (data->path, aside) != 0 && errno != ENOENT)
        {
          int saved_errno = errno;

          g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                                   _ ("The damaged file “%s” cannot be moved aside: %s."), data->path,
                                   g_strerror (saved_errno));
          return;
        }
    }

  if (!g_file_set_contents_full (data->path, data->contents, (gssize) data->length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* The mode above is for a new file only. */
  g_chmod (data->path, 0600);
  g_task_return_boolean (task, TRUE);
}

static void start_next_save (EmbarkProfileStore *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkProfileStore *self = user_data; /* held by the task in the queue */
  g_autoptr (GTask) task = g_queue_pop_head (&self->saves);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    self->broken = FALSE;

  /* Before the answer: its receiver may save again, which must find the line as it is. */
  start_next_save (self);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* What is written is what holds when its turn comes: a save in line is never older than the one before it. */
static void
start_next_save (EmbarkProfileStore *self)
{
  GTask *task = g_queue_peek_head (&self->saves);
  g_autoptr (GTask) work = NULL;
  g_autoptr (SaveData) data = NULL;

  if (task == NULL)
    return;

  update_key_file (self);
  data = save_data_new ();
  data->path = g_file_get_path (self->file);
  data->contents = g_key_file_to_data (self->key_file, &data->length, NULL);
  data->set_aside = self->broken;

  /* Without a source: the thread may let go of its task last, and the store must not be finalized there. */
  work = g_task_new (NULL, NULL, written_cb, self);
  g_task_set_source_tag (work, start_next_save);
  embark_task_set_save_data (work, g_steal_pointer (&data));
  g_task_run_in_thread (work, save_thread);
}

void
embark_profile_store_save_async (EmbarkProfileStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_PROFILE_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_profile_store_save_async);
  /* Written or not: the answer has to be true, also after a cancellation that came too late. */
  g_task_set_check_cancellable (task, FALSE);
  g_queue_push_tail (&self->saves, task);
  if (self->saves.length == 1)
    start_next_save (self);
}

gboolean
embark_profile_store_save_finish (EmbarkProfileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_profile_store_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
embark_profile_store_add (EmbarkProfileStore *self, EmbarkProfile *profile)
{
  g_return_if_fail (EMBARK_IS_PROFILE_STORE (self));
  g_return_if_fail (EMBARK_IS_PROFILE (profile));
  g_return_if_fail (!embark_profile_get_demo (profile));

  if (embark_profile_store_find (self, embark_profile_get_id (profile)) != NULL)
    return;
  g_ptr_array_add (self->profiles, g_object_ref (profile));
  g_list_model_items_changed (G_LIST_MODEL (self), self->profiles->len - 1, 0, 1);
}

void
embark_profile_store_remove (EmbarkProfileStore *self, EmbarkProfile *profile)
{
  guint position;

  g_return_if_fail (EMBARK_IS_PROFILE_STORE (self));

  if (!g_ptr_array_find (self->profiles, profile, &position))
    return;
  g_ptr_array_remove_index (self->profiles, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

EmbarkProfile *
embark_profile_store_find (EmbarkProfileStore *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE_STORE (self), NULL);

  for (guint i = 0; i < self->profiles->len; i++)
    {
      EmbarkProfile *profile = g_ptr_array_index (self->profiles, i);

      if (g_strcmp0 (embark_profile_get_id (profile), id) == 0)
        return profile;
    }
  return NULL;
}

const char *
embark_profile_store_get_last_used (EmbarkProfileStore *self)
{
  g_return_val_if_fail (EMBARK_IS_PROFILE_STORE (self), NULL);

  return self->last_used;
}

void
embark_profile_store_set_last_used (EmbarkProfileStore *self, const char *id)
{
  g_return_if_fail (EMBARK_IS_PROFILE_STORE (self));

  if (embark_set_str (&self->last_used, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_USED]);
}
