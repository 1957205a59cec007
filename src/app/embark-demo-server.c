/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-clock.h"
#include "embark-demo-server.h"
#include "embark-sandbox.h"

/* The Demo shows the same company at every start. */
#define DEMO_SEED 2025

struct _EmbarkDemoServer
{
  GObject parent_instance;

  GThread *thread;        /* (owned) (nullable) */
  GMainContext *context;  /* (owned): the thread's */
  GMainLoop *loop;        /* (owned): the thread's */
  EmbarkSandbox *sandbox; /* touched by the thread alone */
  char *base_uri;         /* (owned) (nullable): set before the start is told */
  char *api_key;          /* (owned) (nullable): likewise */
};

G_DEFINE_FINAL_TYPE (EmbarkDemoServer, embark_demo_server, G_TYPE_OBJECT)

static gboolean
start_in_thread (gpointer data)
{
  GTask *task = data;
  EmbarkDemoServer *self = g_task_get_source_object (task);
  g_autoptr (EmbarkClock) clock = NULL;
  GError *error = NULL;

  if (self->sandbox != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return G_SOURCE_REMOVE;
    }

  clock = embark_clock_system_new ();
  self->sandbox = embark_sandbox_new (clock, DEMO_SEED);
  if (embark_sandbox_listen (self->sandbox, 0, &error))
    {
      self->base_uri = g_strdup (embark_sandbox_get_base_uri (self->sandbox));
      self->api_key = g_strdup (embark_sandbox_get_api_key (self->sandbox));
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_clear_object (&self->sandbox);
      g_task_return_error (task, error);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
reset_in_thread (gpointer data)
{
  GTask *task = data;
  EmbarkDemoServer *self = g_task_get_source_object (task);

  if (self->sandbox != NULL)
    embark_sandbox_reset (self->sandbox);
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
quit_in_thread (gpointer data)
{
  EmbarkDemoServer *self = data;

  if (self->sandbox != NULL)
    embark_sandbox_close (self->sandbox);
  g_clear_object (&self->sandbox);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  GMainLoop *loop = data;
  GMainContext *context = g_main_loop_get_context (loop);

  g_main_context_push_thread_default (context);
  g_main_loop_run (loop);
  /* What the server left to be done when it closed. */
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  g_main_loop_unref (loop);
  return NULL;
}

static void
embark_demo_server_dispose (GObject *object)
{
  EmbarkDemoServer *self = EMBARK_DEMO_SERVER (object);

  if (self->thread != NULL)
    {
      g_main_context_invoke (self->context, quit_in_thread, self);
      g_thread_join (g_steal_pointer (&self->thread));
    }
  G_OBJECT_CLASS (embark_demo_server_parent_class)->dispose (object);
}

static void
embark_demo_server_finalize (GObject *object)
{
  EmbarkDemoServer *self = EMBARK_DEMO_SERVER (object);

  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->base_uri);
  g_free (self->api_key);
  G_OBJECT_CLASS (embark_demo_server_parent_class)->finalize (object);
}

static void
embark_demo_server_class_init (EmbarkDemoServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = embark_demo_server_dispose;
  object_class->finalize = embark_demo_server_finalize;
}

static void
embark_demo_server_init (EmbarkDemoServer *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

EmbarkDemoServer *
embark_demo_server_new (void)
{
  return g_object_new (EMBARK_TYPE_DEMO_SERVER, NULL);
}

static void
invoke (EmbarkDemoServer *self, GTask *task, GSourceFunc func)
{
  if (self->thread == NULL)
    self->thread = g_thread_new ("embark-demo", run, g_main_loop_ref (self->loop));
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, func, task, g_object_unref);
}

void
embark_demo_server_start_async (EmbarkDemoServer *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_DEMO_SERVER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_demo_server_start_async);
  invoke (self, task, start_in_thread);
}

gboolean
embark_demo_server_start_finish (EmbarkDemoServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
embark_demo_server_reset_async (EmbarkDemoServer *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_DEMO_SERVER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_demo_server_reset_async);
  invoke (self, task, reset_in_thread);
}

gboolean
embark_demo_server_reset_finish (EmbarkDemoServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
embark_demo_server_get_base_uri (EmbarkDemoServer *self)
{
  g_return_val_if_fail (EMBARK_IS_DEMO_SERVER (self), NULL);

  return self->base_uri;
}

const char *
embark_demo_server_get_api_key (EmbarkDemoServer *self)
{
  g_return_val_if_fail (EMBARK_IS_DEMO_SERVER (self), NULL);

  return self->api_key;
}
