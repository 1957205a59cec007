/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Firing, and what the history shows of it: older fires page by page, and pins. */

#include "config.h"

#include "embark-onboarding-private.h"
#include "embark-task.h"

#define PAGE_SIZE 100

void
embark_onboarding_note_fire (EmbarkOnboarding *self, EmbarkFire *fire)
{
  g_return_if_fail (EMBARK_IS_ONBOARDING (self));
  g_return_if_fail (EMBARK_IS_FIRE (fire));

  g_list_store_insert (self->fires, 0, fire);
  embark_onboarding_set_n_fires (self, self->n_fires + 1);
  embark_onboarding_update (self);
}

static EmbarkFire *
fire (EmbarkOnboarding *self, const char *slug, const char *event, const char *payload)
{
  EmbarkProfile *profile = embark_workspace_get_profile (self->workspace);
  const char *config_id = NULL;
  g_autoptr (EmbarkFire) fire = NULL;

  if (self->config != NULL)
    config_id = embark_config_get_id (self->config);
  if (config_id == NULL)
    config_id = embark_linked_account_get_id (self->account);
  fire = embark_fire_new (NULL, embark_profile_get_id (profile), embark_linked_account_get_id (self->account),
                          slug, config_id, event, payload,
                          embark_clock_get_real_time (embark_workspace_get_clock (self->workspace)));
  embark_onboarding_note_fire (self, fire);
  embark_fire_tracker_send (self->tracker, fire);
  return fire; /* the list holds it */
}

EmbarkFire *
embark_onboarding_fire (EmbarkOnboarding *self, const char *event, const char *payload)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);
  g_return_val_if_fail (self->account != NULL, NULL);
  g_return_val_if_fail (event != NULL, NULL);

  return fire (self, EMBARK_SLUG_SALESFORCE, event, payload);
}

EmbarkFire *
embark_onboarding_fire_everywhere (EmbarkOnboarding *self, const char *event, const char *payload)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);
  g_return_val_if_fail (self->account != NULL, NULL);
  g_return_val_if_fail (event != NULL, NULL);

  return fire (self, NULL, event, payload);
}

guint
embark_onboarding_get_n_fires (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), 0);

  return self->n_fires;
}

gboolean
embark_onboarding_get_has_older_fires (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), FALSE);

  return self->has_older_fires;
}

const GError *
embark_onboarding_get_fires_error (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->fires_error;
}

void
embark_onboarding_note_newest (EmbarkOnboarding *self, GPtrArray *fires, guint limit)
{
  /* Read again later, it changes nothing about how far back the list goes. */
  if (self->oldest_fire != NULL || fires->len < limit)
    return;
  self->oldest_fire = g_object_ref (g_ptr_array_index (fires, limit - 1));
  embark_onboarding_set_has_older_fires (self, TRUE);
}

static void
older_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkOnboarding) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fires =
      embark_journal_list_older_fires_finish (EMBARK_JOURNAL (source), result, &error);
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->older_waiting);

  self->older_waiting = g_ptr_array_new_with_free_func (g_object_unref);
  if (fires != NULL)
    {
      embark_onboarding_take_fires (self, fires);
      if (fires->len > 0)
        g_set_object (&self->oldest_fire, g_ptr_array_index (fires, fires->len - 1));
      if (fires->len < PAGE_SIZE)
        embark_onboarding_set_has_older_fires (self, FALSE);
    }
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (fires != NULL)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

void
embark_onboarding_load_older_fires_async (EmbarkOnboarding *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EMBARK_IS_ONBOARDING (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_onboarding_load_older_fires_async);
  if (!self->has_older_fires)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_ptr_array_add (self->older_waiting, g_object_ref (task));
  if (self->older_waiting->len == 1)
    embark_journal_list_older_fires_async (embark_workspace_get_journal (self->workspace), self->oldest_fire,
                                           PAGE_SIZE, NULL, older_cb, g_object_ref (self));
}

gboolean
embark_onboarding_load_older_fires_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_onboarding_load_older_fires_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
pin_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkFire *fire = g_task_get_task_data (task);
  GError *error = NULL;

  if (embark_journal_pin_fire_finish (EMBARK_JOURNAL (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  embark_fire_set_pinned (fire, !embark_fire_get_pinned (fire));
  g_task_return_error (task, error);
}

void
embark_onboarding_pin_fire_async (EmbarkOnboarding *self,
                                  EmbarkFire *fire,
                                  gboolean pinned,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EMBARK_IS_ONBOARDING (self));
  g_return_if_fail (EMBARK_IS_FIRE (fire));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_onboarding_pin_fire_async);
  if (embark_fire_get_pinned (fire) == !!pinned)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_set_task_data (task, g_object_ref (fire), g_object_unref);
  embark_fire_set_pinned (fire, pinned);
  embark_journal_pin_fire_async (embark_workspace_get_journal (self->workspace), embark_fire_get_id (fire),
                                 pinned, NULL, pin_cb, g_steal_pointer (&task));
}

gboolean
embark_onboarding_pin_fire_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_onboarding_pin_fire_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
