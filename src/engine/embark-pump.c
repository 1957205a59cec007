/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Many calls: a bounded number at a time and a second, with waiting for what may pass. */

#include "config.h"

#include "embark-pump.h"
#include "embark-task.h"

/* What the client itself tried again to no end is tried again after 5, 10, 20, 40 and 60 s, and then no more.
 */
#define PAUSE_MS     5000
#define PAUSE_MAX_MS 60000
#define MAX_PAUSES   5

/* What is under way when it is cancelled may take so long to say how it ended (ms). */
#define GRACE_MS 5000

typedef struct _Pump
{
  EmbarkPumpWork work;
  EmbarkClient *client;   /* (owned) */
  EmbarkClock *clock;     /* (owned) */
  GCancellable *calls;    /* (owned): ends the calls under way */
  GSource *cancel_source; /* (owned) (nullable) */
  GError *error;          /* (owned) (nullable): ends it */
  guint next;             /* of work.jobs; those to be tried again stand at its end */
  guint n_in_flight;
  guint n_pauses; /* one after the other */
  gboolean paused;
  gboolean cancelled;
  gboolean ended;
  gint64 next_at; /* monotonic µs: no call before */
  guint timer;    /* for next_at, or the end of the pause */
  guint grace;
} Pump;

typedef struct
{
  GTask *task; /* (owned) */
  guint job;
} Job;

static void
pump_clear (Pump *self)
{
  if (self->clock != NULL)
    {
      embark_clock_clear (self->clock, &self->timer);
      embark_clock_clear (self->clock, &self->grace);
    }
  if (self->cancel_source != NULL)
    g_source_destroy (self->cancel_source);
  g_clear_pointer (&self->cancel_source, g_source_unref);
  g_clear_pointer (&self->work.jobs, g_array_unref);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_object (&self->calls);
  g_clear_error (&self->error);
}

EMBARK_DEFINE_TASK_DATA (Pump, pump)

static void step (GTask *task);

static void
say_waiting (GTask *task, gboolean waiting)
{
  Pump *self = embark_task_get_pump (task);

  if (self->work.waiting != NULL)
    self->work.waiting (g_task_get_source_object (task), waiting);
}

static gboolean
timer_cb (gpointer data)
{
  GTask *task = data;
  Pump *self = embark_task_get_pump (task);

  self->timer = 0;
  self->paused = FALSE;
  say_waiting (task, FALSE);
  step (task);
  return G_SOURCE_REMOVE;
}

static gboolean
grace_cb (gpointer data)
{
  Pump *self = embark_task_get_pump (data);

  self->grace = 0;
  g_cancellable_cancel (self->calls);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  GTask *task = data;
  Pump *self = embark_task_get_pump (task);

  self->cancelled = TRUE;
  self->grace = embark_clock_add_timeout (self->clock, GRACE_MS, grace_cb, task, NULL);
  step (task);
  return G_SOURCE_REMOVE;
}

/* Passes by itself, or would meet every call alike: what the job asked for has nothing to do with it. */
static gboolean
is_general (const GError *error, gboolean *passing)
{
  *passing = g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_RATE_LIMITED)
             || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE)
             || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_LOST);
  return *passing || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
pause_pump (GTask *task, const GError *error)
{
  Pump *self = embark_task_get_pump (task);
  guint wait_ms;

  /* Those under way together meet the same trouble: it counts once. */
  if (self->paused || self->error != NULL || self->cancelled)
    return;
  if (self->n_pauses >= MAX_PAUSES)
    {
      self->error = g_error_copy (error);
      return;
    }
  wait_ms = MIN (PAUSE_MS << self->n_pauses, PAUSE_MAX_MS);
  self->n_pauses++;
  self->paused = TRUE;
  embark_clock_clear (self->clock, &self->timer);
  self->timer = embark_clock_add_timeout (self->clock, wait_ms, timer_cb, task, NULL);
  say_waiting (task, TRUE);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&job->task);
  Pump *self = embark_task_get_pump (task);
  guint number = job->job;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  gboolean passing = FALSE;

  g_free (job);
  self->n_in_flight--;
  if (error != NULL && is_general (error, &passing))
    {
      g_array_append_val (self->work.jobs, number);
      if (passing)
        pause_pump (task, error);
      else if (self->error == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        self->error = g_steal_pointer (&error);
    }
  else
    {
      self->n_pauses = 0;
      self->work.done (g_task_get_source_object (task), number, reply, error, self->work.data);
    }
  step (task);
}

static void
start_call (GTask *task, guint job)
{
  Pump *self = embark_task_get_pump (task);
  g_autoptr (EmbarkCall) call = self->work.make (g_task_get_source_object (task), job, self->work.data);
  Job *data = g_new0 (Job, 1);

  data->task = g_object_ref (task);
  data->job = job;
  self->n_in_flight++;
  embark_client_send_async (self->client, call, self->calls, called_cb, data);
}

/* Returns: whether a call may go out now; else it is looked at again when it may */
static gboolean
take_turn (GTask *task)
{
  Pump *self = embark_task_get_pump (task);
  gint64 now;

  if (self->work.rate == 0)
    return TRUE;
  now = embark_clock_get_monotonic_time (self->clock);
  if (now < self->next_at)
    {
      guint wait_ms = (guint) ((self->next_at - now + 999) / 1000);

      if (self->timer == 0)
        self->timer = embark_clock_add_timeout (self->clock, wait_ms, timer_cb, task, NULL);
      return FALSE;
    }
  self->next_at = MAX (self->next_at, now) + G_USEC_PER_SEC / self->work.rate;
  return TRUE;
}

static void
end (GTask *task)
{
  Pump *self = embark_task_get_pump (task);

  embark_clock_clear (self->clock, &self->timer);
  embark_clock_clear (self->clock, &self->grace);
  if (self->cancel_source != NULL)
    g_source_destroy (self->cancel_source);
  say_waiting (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Starts what may start now, or ends. */
static void
step (GTask *task)
{
  /* The last call under way may hold the last reference. */
  G_GNUC_UNUSED g_autoptr (GTask) held = g_object_ref (task);
  Pump *self = embark_task_get_pump (task);
  gboolean stopped = self->cancelled || self->error != NULL;

  while (!stopped && !self->paused && self->next < self->work.jobs->len
         && self->n_in_flight < self->work.concurrency)
    {
      if (!take_turn (task))
        return;
      start_call (task, g_array_index (self->work.jobs, guint, self->next++));
    }
  if (self->ended || self->n_in_flight > 0 || (!stopped && self->next < self->work.jobs->len))
    return;
  self->ended = TRUE;
  end (task);
  g_object_unref (task);
}

void
embark_pump_async (gpointer owner,
                   EmbarkWorkspace *workspace,
                   EmbarkPumpWork work,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (owner, cancellable, callback, user_data);
  Pump *pump = pump_new ();

  g_task_set_source_tag (task, embark_pump_async);
  pump->work = work;
  pump->client = g_object_ref (embark_workspace_get_client (workspace));
  pump->clock = g_object_ref (embark_workspace_get_clock (workspace));
  pump->calls = g_cancellable_new ();
  embark_task_set_pump (task, pump);
  /* The task is held by its being unfinished, until step() ends it. */
  if (cancellable != NULL)
    {
      pump->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (pump->cancel_source, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (pump->cancel_source, g_main_context_get_thread_default ());
    }
  step (task);
}

gboolean
embark_pump_finish (gpointer owner, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_pump_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
