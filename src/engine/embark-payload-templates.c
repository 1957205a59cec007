/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-glib.h"
#include "embark-payload-templates-private.h"
#include "embark-task.h"

/* A longer name is a payload that went into the wrong entry. */
#define MAX_NAME 200

G_DEFINE_QUARK (embark - payload - templates - error - quark, embark_payload_templates_error)

struct _EmbarkPayloadTemplates
{
  GObject parent_instance;

  EmbarkJournal *journal; /* (owned) */
  EmbarkClock *clock;     /* (owned) */
  char *profile_id;       /* (owned) */
  GPtrArray *items;       /* (owned) (element-type EmbarkPayloadTemplate): by name */
};

static GType
get_item_type (GListModel *model)
{
  return EMBARK_TYPE_PAYLOAD_TEMPLATE;
}

static guint
get_n_items (GListModel *model)
{
  return EMBARK_PAYLOAD_TEMPLATES (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  EmbarkPayloadTemplates *self = EMBARK_PAYLOAD_TEMPLATES (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkPayloadTemplates,
                               embark_payload_templates,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
embark_payload_templates_finalize (GObject *object)
{
  EmbarkPayloadTemplates *self = EMBARK_PAYLOAD_TEMPLATES (object);

  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_free (self->profile_id);
  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (embark_payload_templates_parent_class)->finalize (object);
}

static void
embark_payload_templates_class_init (EmbarkPayloadTemplatesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_payload_templates_finalize;
}

static void
embark_payload_templates_init (EmbarkPayloadTemplates *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

EmbarkPayloadTemplates *
embark_payload_templates_new (EmbarkJournal *journal, const char *profile_id, EmbarkClock *clock)
{
  EmbarkPayloadTemplates *self;

  g_return_val_if_fail (EMBARK_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (profile_id != NULL, NULL);
  g_return_val_if_fail (EMBARK_IS_CLOCK (clock), NULL);

  self = g_object_new (EMBARK_TYPE_PAYLOAD_TEMPLATES, NULL);
  self->journal = g_object_ref (journal);
  self->clock = g_object_ref (clock);
  self->profile_id = g_strdup (profile_id);
  return self;
}

/* ---- the list ---- */

static int
compare_names (const EmbarkKeptEntry *a, const EmbarkKeptEntry *b)
{
  g_autofree char *x = g_utf8_casefold (a->name, -1);
  g_autofree char *y = g_utf8_casefold (b->name, -1);
  const int order = g_utf8_collate (x, y);

  return order != 0 ? order : g_strcmp0 (a->id, b->id);
}

static gboolean
find_item (EmbarkPayloadTemplates *self, const char *id, guint *position)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (embark_payload_template_get_id (g_ptr_array_index (self->items, i)), id) == 0)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

static void
take_away (EmbarkPayloadTemplates *self, const char *id)
{
  guint position;

  if (!find_item (self, id, &position))
    return;
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* Puts @item, which is not in the list, where its name belongs. */
static void
put (EmbarkPayloadTemplates *self, EmbarkPayloadTemplate *item)
{
  guint position = 0;

  while (position < self->items->len
         && compare_names (embark_payload_template_get_entry (g_ptr_array_index (self->items, position)),
                           embark_payload_template_get_entry (item))
                < 0)
    position++;
  g_ptr_array_insert (self->items, (int) position, g_object_ref (item));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static gboolean
has_name (EmbarkPayloadTemplate *item, const char *event, const char *folded)
{
  g_autofree char *own = g_utf8_casefold (embark_payload_template_get_name (item), -1);

  return g_str_equal (own, folded) && g_str_equal (embark_payload_template_get_event (item), event);
}

EmbarkPayloadTemplate *
embark_payload_templates_find (EmbarkPayloadTemplates *self, const char *event, const char *name)
{
  g_autofree char *bare = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_TEMPLATES (self), NULL);
  g_return_val_if_fail (event != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  bare = g_strstrip (g_strdup (name));
  folded = g_utf8_casefold (bare, -1);
  for (guint i = 0; i < self->items->len; i++)
    if (has_name (g_ptr_array_index (self->items, i), event, folded))
      return g_ptr_array_index (self->items, i);
  return NULL;
}

/* @item: (nullable): that is to have the name */
static gboolean
check_name (EmbarkPayloadTemplates *self,
            const char *event,
            const char *name,
            EmbarkPayloadTemplate *item,
            GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (name));
  EmbarkPayloadTemplate *other = embark_payload_templates_find (self, event, name);

  if (*bare == '\0' || g_utf8_strlen (bare, -1) > MAX_NAME)
    {
      g_set_error_literal (error, EMBARK_PAYLOAD_TEMPLATES_ERROR, EMBARK_PAYLOAD_TEMPLATES_ERROR_NAME,
                           *bare == '\0' ? _ ("A template needs a name.")
                                         : _ ("The name is too long. Choose a shorter one."));
      return FALSE;
    }
  if (other != NULL && other != item)
    {
      g_set_error (error, EMBARK_PAYLOAD_TEMPLATES_ERROR, EMBARK_PAYLOAD_TEMPLATES_ERROR_TAKEN,
                   /* Translators: %s: the name of a saved payload */
                   _ ("There is a template “%s” for this event already. Choose another name."),
                   embark_payload_template_get_name (other));
      return FALSE;
    }
  return TRUE;
}

/* ---- reading ---- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkPayloadTemplates *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = embark_journal_list_kept_finish (EMBARK_JOURNAL (source), result, &error);
  const guint n_old = self->items->len;

  if (entries == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_ptr_array_set_size (self->items, 0);
  if (n_old > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, 0);
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (EmbarkPayloadTemplate) item = embark_payload_template_new (g_ptr_array_index (entries, i));

      put (self, item);
    }
  g_task_return_boolean (task, TRUE);
}

void
embark_payload_templates_load_async (EmbarkPayloadTemplates *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_PAYLOAD_TEMPLATES (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_payload_templates_load_async);
  embark_journal_list_kept_async (self->journal, self->profile_id, EMBARK_KEPT_TEMPLATE, cancellable,
                                  listed_cb, task);
}

gboolean
embark_payload_templates_load_finish (EmbarkPayloadTemplates *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_payload_templates_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- writing ---- */

typedef struct _Change Change;
struct _Change
{
  EmbarkKeptEntry *entry;      /* (owned): as it shall be */
  EmbarkPayloadTemplate *item; /* (owned) (nullable): NULL for a new one */
};

static void
change_clear (Change *self)
{
  g_clear_pointer (&self->entry, embark_kept_entry_free);
  g_clear_object (&self->item);
}

EMBARK_DEFINE_TASK_DATA (Change, change)

/* What is written down is in the list, once, at its place. */
static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkPayloadTemplates *self = g_task_get_source_object (task);
  Change *change = embark_task_get_change (task);
  g_autoptr (GError) error = NULL;
  const char *old_name;

  if (!embark_journal_save_kept_finish (EMBARK_JOURNAL (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (change->item == NULL)
    change->item = embark_payload_template_new (change->entry);
  old_name = embark_payload_template_get_name (change->item);
  if (g_strcmp0 (old_name, change->entry->name) != 0)
    take_away (self, change->entry->id);
  embark_payload_template_update (change->item, change->entry);
  {
    guint position;

    if (!find_item (self, change->entry->id, &position))
      put (self, change->item);
  }
  g_task_return_pointer (task, g_object_ref (change->item), g_object_unref);
}

/* @task: (transfer full); @entry: (transfer full) */
static void
write_entry (EmbarkPayloadTemplates *self, GTask *task, EmbarkKeptEntry *entry, EmbarkPayloadTemplate *item)
{
  Change *change = change_new ();

  entry->changed_at = embark_clock_get_real_time (self->clock);
  g_strstrip (entry->name);
  change->entry = entry;
  g_set_object (&change->item, item);
  embark_task_set_change (task, change);
  /* Whoever goes away does not leave half of it: it is written, or it is not. */
  g_task_set_check_cancellable (task, FALSE);
  embark_journal_save_kept_async (self->journal, entry, NULL, saved_cb, task);
}

void
embark_payload_templates_save_async (EmbarkPayloadTemplates *self,
                                     const char *event,
                                     const char *name,
                                     const char *text,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;
  EmbarkKeptEntry entry = { .kind = EMBARK_KEPT_TEMPLATE };
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;

  g_return_if_fail (EMBARK_IS_PAYLOAD_TEMPLATES (self));
  g_return_if_fail (event != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_payload_templates_save_async);
  if (!check_name (self, event, name, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  entry.id = id;
  entry.profile_id = self->profile_id;
  entry.name = (char *) name;
  entry.subject = (char *) event;
  entry.text = (char *) text;
  write_entry (self, task, embark_kept_entry_copy (&entry), NULL);
}

EmbarkPayloadTemplate *
embark_payload_templates_save_finish (EmbarkPayloadTemplates *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_payload_templates_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
embark_payload_templates_change_async (EmbarkPayloadTemplates *self,
                                       EmbarkPayloadTemplate *item,
                                       const char *name,
                                       const char *text,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task;
  EmbarkKeptEntry *entry;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (EMBARK_IS_PAYLOAD_TEMPLATES (self));
  g_return_if_fail (EMBARK_IS_PAYLOAD_TEMPLATE (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_payload_templates_change_async);
  if (name != NULL && !check_name (self, embark_payload_template_get_event (item), name, item, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  entry = embark_kept_entry_copy (embark_payload_template_get_entry (item));
  if (name != NULL)
    embark_set_str (&entry->name, name);
  if (text != NULL)
    embark_set_str (&entry->text, text);
  write_entry (self, task, entry, item);
}

/* Returns: whether it went well */
static gboolean
finish_change (GAsyncResult *result, GError **error)
{
  g_autoptr (EmbarkPayloadTemplate) item = g_task_propagate_pointer (G_TASK (result), error);

  return item != NULL;
}

gboolean
embark_payload_templates_change_finish (EmbarkPayloadTemplates *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_payload_templates_change_async), FALSE);

  return finish_change (result, error);
}

/* ---- deleting, and undoing it ---- */

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkPayloadTemplates *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!embark_journal_forget_kept_finish (EMBARK_JOURNAL (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  take_away (self, embark_payload_template_get_id (g_task_get_task_data (task)));
  g_task_return_boolean (task, TRUE);
}

void
embark_payload_templates_delete_async (EmbarkPayloadTemplates *self,
                                       EmbarkPayloadTemplate *item,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_PAYLOAD_TEMPLATES (self));
  g_return_if_fail (EMBARK_IS_PAYLOAD_TEMPLATE (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_payload_templates_delete_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_object_ref (item), g_object_unref);
  embark_journal_forget_kept_async (self->journal, embark_payload_template_get_id (item), NULL, forgotten_cb,
                                    task);
}

gboolean
embark_payload_templates_delete_finish (EmbarkPayloadTemplates *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_payload_templates_delete_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
embark_payload_templates_restore_async (EmbarkPayloadTemplates *self,
                                        EmbarkPayloadTemplate *item,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task;
  EmbarkKeptEntry *entry;
  const char *event;

  g_return_if_fail (EMBARK_IS_PAYLOAD_TEMPLATES (self));
  g_return_if_fail (EMBARK_IS_PAYLOAD_TEMPLATE (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_payload_templates_restore_async);
  entry = embark_kept_entry_copy (embark_payload_template_get_entry (item));
  event = embark_payload_template_get_event (item);
  for (guint i = 2; embark_payload_templates_find (self, event, entry->name) != NULL
                    && embark_payload_templates_find (self, event, entry->name) != item;
       i++)
    {
      g_free (entry->name);
      /* Translators: the name of a saved payload that is taken, and a number */
      entry->name = g_strdup_printf (_ ("%1$s (%2$u)"), embark_payload_template_get_name (item), i);
    }
  write_entry (self, task, entry, item);
}

gboolean
embark_payload_templates_restore_finish (EmbarkPayloadTemplates *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_payload_templates_restore_async), FALSE);

  return finish_change (result, error);
}
