/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The configs of an account: which there are, which is shown, new ones, deleted ones; and the switches of the
 * one shown.
 */

#include "config.h"

#include "embark-config-form-private.h"
#include "embark-config-ref.h"
#include "embark-task.h"

typedef struct _Change Change;
struct _Change
{
  char *config_id;   /* (owned) */
  char *workflow_id; /* (owned) (nullable) */
  gboolean enabled;
};

static void
change_clear (Change *self)
{
  g_clear_pointer (&self->config_id, g_free);
  g_clear_pointer (&self->workflow_id, g_free);
}

EMBARK_DEFINE_TASK_DATA (Change, change)

static GTask *
new_task (EmbarkConfigForm *self,
          gpointer tag,
          const char *config_id,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Change *change = change_new ();

  g_task_set_source_tag (task, tag);
  /* Done is done, also for somebody who stopped listening. */
  g_task_set_check_cancellable (task, FALSE);
  change->config_id = g_strdup (config_id);
  embark_task_set_change (task, change);
  return task;
}

static EmbarkCall *
new_call (EmbarkConfigForm *self, EmbarkOperation operation)
{
  EmbarkCall *call = embark_call_new (operation);

  embark_call_set_account (call, embark_config_form_get_account_id (self));
  embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
  return call;
}

/* ---- the list ---- */

GListModel *
embark_config_form_get_configs (EmbarkConfigForm *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (self), NULL);

  return G_LIST_MODEL (self->configs);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConfigForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  GPtrArray *records = reply != NULL ? embark_reply_get_records (reply) : NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (records == NULL)
    {
      g_debug ("Listing the configs: %s", error != NULL ? error->message : "no list");
      return;
    }
  g_list_store_splice (self->configs, 0, g_list_model_get_n_items (G_LIST_MODEL (self->configs)),
                       records->pdata, records->len);
  embark_config_form_changed (self);
}

void
embark_config_form_list_configs (EmbarkConfigForm *self)
{
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));

  call = new_call (self, EMBARK_OPERATION_CONFIG_LIST);
  embark_client_send_async (embark_config_form_get_client (self), call, self->cancellable, listed_cb,
                            g_object_ref (self));
}

/* ---- which is shown ---- */

static void
keep_edits (EmbarkConfigForm *self)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model = G_LIST_MODEL (self->fields);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EmbarkConfigField) field = g_list_model_get_item (model, i);

      if (field->has_draft || field->saving)
        g_ptr_array_add (kept, g_steal_pointer (&field));
    }
  if (kept->len > 0)
    g_hash_table_replace (self->kept, g_strdup (self->config_id), g_steal_pointer (&kept));
}

void
embark_config_form_choose (EmbarkConfigForm *self, const char *config_id)
{
  EmbarkConfig *own = embark_onboarding_get_config (self->onboarding);
  char *copy;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (config_id != NULL);

  if (g_str_equal (config_id, self->config_id))
    return;
  keep_edits (self);
  g_cancellable_cancel (self->load);
  g_clear_object (&self->load);
  g_clear_error (&self->error);
  g_clear_object (&self->config);
  embark_config_form_drop_fields (self);
  copy = g_strdup (config_id);
  g_free (self->config_id);
  self->config_id = copy;
  if (embark_config_form_get_is_own (self) && own != NULL)
    embark_config_form_take_config (self, own);
  embark_config_form_reload (self);
  embark_config_form_changed (self);
}

/* ---- a new one ---- */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkConfigForm *self = g_task_get_source_object (task);
  Change *change = embark_task_get_change (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      embark_config_form_list_configs (self);
      embark_config_form_choose (self, change->config_id);
    }
  g_task_return_boolean (task, TRUE);
}

void
embark_config_form_create_async (EmbarkConfigForm *self,
                                 const char *config_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) body = NULL;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (config_id != NULL && *config_id != '\0');

  task = new_task (self, embark_config_form_create_async, config_id, cancellable, callback, user_data);
  object = json_object_new ();
  json_object_set_string_member (object, "slug", EMBARK_SLUG_SALESFORCE);
  json_object_set_string_member (object, "config_id", config_id);
  body = json_node_init_object (json_node_alloc (), object);
  call = new_call (self, EMBARK_OPERATION_CONFIG_ENSURE);
  embark_call_set_body (call, body);
  embark_client_send_async (embark_config_form_get_client (self), call, cancellable, created_cb,
                            g_steal_pointer (&task));
}

gboolean
embark_config_form_create_finish (EmbarkConfigForm *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_config_form_create_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- and one less ---- */

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkConfigForm *self = g_task_get_source_object (task);
  Change *change = embark_task_get_change (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  /* Somebody else deleted it: that is what was wanted. */
  if (reply == NULL && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      if (g_str_equal (self->config_id, change->config_id))
        embark_config_form_choose (self, embark_config_form_get_account_id (self));
      embark_config_form_list_configs (self);
    }
  g_hash_table_remove (self->kept, change->config_id);
  g_task_return_boolean (task, TRUE);
}

void
embark_config_form_delete_async (EmbarkConfigForm *self,
                                 const char *config_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (config_id != NULL);

  task = new_task (self, embark_config_form_delete_async, config_id, cancellable, callback, user_data);
  call = new_call (self, EMBARK_OPERATION_CONFIG_DELETE);
  embark_call_set_path (call, "config", config_id);
  embark_client_send_async (embark_config_form_get_client (self), call, cancellable, deleted_cb,
                            g_steal_pointer (&task));
}

gboolean
embark_config_form_delete_finish (EmbarkConfigForm *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_config_form_delete_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- switches ---- */

static void
own_toggled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (embark_onboarding_set_workflow_enabled_finish (EMBARK_ONBOARDING (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
toggled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkConfigForm *self = g_task_get_source_object (task);
  Change *change = embark_task_get_change (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->config != NULL && g_str_equal (self->config_id, change->config_id))
    {
      g_autoptr (EmbarkConfig) config =
          embark_config_with_workflow_enabled (self->config, change->workflow_id, change->enabled);

      self->serial++;
      embark_config_form_take_config (self, config);
    }
  g_task_return_boolean (task, TRUE);
}

void
embark_config_form_set_workflow_enabled_async (EmbarkConfigForm *self,
                                               const char *workflow_id,
                                               gboolean enabled,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;
  Change *change;

  g_return_if_fail (EMBARK_IS_CONFIG_FORM (self));
  g_return_if_fail (workflow_id != NULL);

  task = new_task (self, embark_config_form_set_workflow_enabled_async, self->config_id, cancellable,
                   callback, user_data);
  if (embark_config_form_get_is_own (self))
    {
      embark_onboarding_set_workflow_enabled_async (self->onboarding, workflow_id, enabled, cancellable,
                                                    own_toggled_cb, g_steal_pointer (&task));
      return;
    }
  change = embark_task_get_change (task);
  change->workflow_id = g_strdup (workflow_id);
  change->enabled = !!enabled;
  call = new_call (self, EMBARK_OPERATION_WORKFLOW_TOGGLE);
  embark_call_set_path (call, "config", self->config_id);
  embark_call_set_path (call, "workflow", workflow_id);
  embark_call_set_body_text (call, enabled ? "{\"enabled\":true}" : "{\"enabled\":false}");
  embark_client_send_async (embark_config_form_get_client (self), call, cancellable, toggled_cb,
                            g_steal_pointer (&task));
}

gboolean
embark_config_form_set_workflow_enabled_finish (EmbarkConfigForm *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_config_form_set_workflow_enabled_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
