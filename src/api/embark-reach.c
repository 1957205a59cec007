/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-bare-request-private.h"
#include "embark-reach.h"

#define DEADLINE_MS 15000

void
embark_reach_free (EmbarkReach *self)
{
  g_free (self->words);
  g_free (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (EmbarkBareReply) reply = embark_bare_request_finish (result, &error);
  EmbarkReach *reach;

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  reach = g_new0 (EmbarkReach, 1);
  reach->status = reply->status;
  reach->server_time = reply->server_time;
  reach->tls = reply->tls;
  reach->words = g_steal_pointer (&reply->words);
  g_task_return_pointer (task, reach, (GDestroyNotify) embark_reach_free);
}

void
embark_reach_async (const char *address,
                    EmbarkClock *clock,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (address != NULL);
  g_return_if_fail (EMBARK_IS_CLOCK (clock));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_reach_async);
  embark_bare_request_async (address, NULL, 0, DEADLINE_MS, clock, cancellable, answered_cb, task);
}

EmbarkReach *
embark_reach_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_reach_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
