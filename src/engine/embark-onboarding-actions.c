/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the path does to the server: switch a workflow, disconnect, note the handover. */

#include "config.h"

#include "embark-onboarding-private.h"
#include "embark-task.h"

typedef struct _Toggle Toggle;
struct _Toggle
{
  char *workflow_id; /* (owned) */
  gboolean enabled;
};

static void
toggle_clear (Toggle *self)
{
  g_clear_pointer (&self->workflow_id, g_free);
}

EMBARK_DEFINE_TASK_DATA (Toggle, toggle)

static void
toggled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkOnboarding *self = g_task_get_source_object (task);
  Toggle *toggle = embark_task_get_toggle (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* The newest config, which a refresh may have replaced meanwhile. */
  if (self->config != NULL)
    {
      g_autoptr (EmbarkConfig) config =
          embark_config_with_workflow_enabled (self->config, toggle->workflow_id, toggle->enabled);

      embark_onboarding_set_config (self, config);
      embark_onboarding_update (self);
    }
  /* A config that is on its way may be older than the switch. */
  if (self->cancellable != NULL)
    embark_onboarding_refresh_async (self, NULL, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

void
embark_onboarding_set_workflow_enabled_async (EmbarkOnboarding *self,
                                              const char *workflow_id,
                                              gboolean enabled,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) body = NULL;
  Toggle *toggle;
  const char *account_id, *config_id = NULL;

  g_return_if_fail (EMBARK_IS_ONBOARDING (self));
  g_return_if_fail (workflow_id != NULL);
  g_return_if_fail (self->account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_onboarding_set_workflow_enabled_async);
  /* Switched is switched, also for somebody who stopped listening. */
  g_task_set_check_cancellable (task, FALSE);
  toggle = toggle_new ();
  toggle->workflow_id = g_strdup (workflow_id);
  toggle->enabled = !!enabled;
  embark_task_set_toggle (task, toggle);

  account_id = embark_linked_account_get_id (self->account);
  if (self->config != NULL)
    config_id = embark_config_get_id (self->config);
  object = json_object_new ();
  json_object_set_boolean_member (object, "enabled", !!enabled);
  body = json_node_init_object (json_node_alloc (), object);

  call = embark_call_new (EMBARK_OPERATION_WORKFLOW_TOGGLE);
  embark_call_set_account (call, account_id);
  embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
  embark_call_set_path (call, "config", config_id != NULL ? config_id : account_id);
  embark_call_set_path (call, "workflow", workflow_id);
  embark_call_set_body (call, body);
  embark_client_send_async (embark_workspace_get_client (self->workspace), call, cancellable, toggled_cb,
                            g_steal_pointer (&task));
}

gboolean
embark_onboarding_set_workflow_enabled_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_onboarding_set_workflow_enabled_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  /* The connection is gone, whether or not it could be looked at again. */
  embark_onboarding_refresh_finish (EMBARK_ONBOARDING (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
disconnected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  EmbarkOnboarding *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  embark_onboarding_refresh_async (self, cancellable, refreshed_cb, g_steal_pointer (&task));
}

void
embark_onboarding_disconnect_async (EmbarkOnboarding *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_ONBOARDING (self));
  g_return_if_fail (self->account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_onboarding_disconnect_async);
  g_task_set_check_cancellable (task, FALSE);
  embark_connection_watcher_stop (self->watcher);
  call = embark_call_new (EMBARK_OPERATION_INTEGRATION_DELETE);
  embark_call_set_account (call, embark_linked_account_get_id (self->account));
  embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
  embark_client_send_async (embark_workspace_get_client (self->workspace), call, cancellable, disconnected_cb,
                            g_steal_pointer (&task));
}

gboolean
embark_onboarding_disconnect_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_onboarding_disconnect_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
milestone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkOnboarding *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!embark_journal_set_milestone_finish (EMBARK_JOURNAL (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->handover_at = *(gint64 *) g_task_get_task_data (task);
  embark_onboarding_update (self);
  g_task_return_boolean (task, TRUE);
}

void
embark_onboarding_mark_handover_async (EmbarkOnboarding *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  gint64 now;

  g_return_if_fail (EMBARK_IS_ONBOARDING (self));
  g_return_if_fail (self->account != NULL);

  now = embark_clock_get_real_time (embark_workspace_get_clock (self->workspace));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_onboarding_mark_handover_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_memdup2 (&now, sizeof now), g_free);
  embark_journal_set_milestone_async (embark_workspace_get_journal (self->workspace),
                                      embark_profile_get_id (embark_workspace_get_profile (self->workspace)),
                                      embark_linked_account_get_id (self->account), EMBARK_MILESTONE_HANDOVER,
                                      now, cancellable, milestone_cb, g_steal_pointer (&task));
}

gboolean
embark_onboarding_mark_handover_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_onboarding_mark_handover_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
