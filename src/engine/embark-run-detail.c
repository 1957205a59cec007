/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-api-error.h"
#include "embark-batch.h"
#include "embark-run-detail.h"

#define BATCH_PAGE_SIZE 50
#define FIRST_MS        500
#define STEP_MS         500
#define MAX_MS          3000
#define MAX_FAILED_MS   30000
/* So often a run that was just started may be unknown. */
#define MAX_EARLY 10

struct _EmbarkRunDetail
{
  GObject parent_instance;

  EmbarkRunList *list;       /* (owned) */
  EmbarkExecution *run;      /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the question that is under way */
  GError *error;             /* (owned) (nullable) */
  guint timeout;
  guint n_asked;
  guint n_failed; /* in a row */
  gboolean loaded;
  gboolean live;
};

enum
{
  PROP_0,
  PROP_RUN,
  PROP_LOADING,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkRunDetail, embark_run_detail, G_TYPE_OBJECT)

static EmbarkClient *
client_of (EmbarkRunDetail *self)
{
  return embark_workspace_get_client (embark_run_list_get_workspace (self->list));
}

static EmbarkClock *
clock_of (EmbarkRunDetail *self)
{
  return embark_workspace_get_clock (embark_run_list_get_workspace (self->list));
}

static EmbarkCall *
new_call (EmbarkRunDetail *self, EmbarkOperation operation)
{
  EmbarkCall *call = embark_call_new (operation);

  embark_call_set_account (call, embark_run_list_get_account_id (self->list));
  embark_call_set_path (call, "execution", embark_execution_get_id (self->run));
  return call;
}

static gboolean
timeout_cb (gpointer user_data)
{
  EmbarkRunDetail *self = user_data;

  self->timeout = 0;
  embark_run_detail_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (EmbarkRunDetail *self)
{
  guint interval = MIN (FIRST_MS + self->n_asked * STEP_MS, MAX_MS);

  embark_clock_clear (clock_of (self), &self->timeout);
  if (!self->live
      || (self->loaded && embark_execution_status_is_terminal (embark_execution_get_status (self->run))))
    return;
  if (self->n_failed > 0 && self->error != NULL)
    interval = MIN (MAX_MS << MIN (self->n_failed, 4), MAX_FAILED_MS);
  self->timeout = embark_clock_add_timeout (clock_of (self), interval, timeout_cb, self, NULL);
}

static void
set_error (EmbarkRunDetail *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
take_run (EmbarkRunDetail *self, EmbarkExecution *run)
{
  EmbarkExecution *merged = embark_execution_merge (self->run, run);

  g_object_unref (self->run);
  self->run = merged;
  self->loaded = TRUE;
  embark_run_list_note (self->list, merged);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUN]);
}

/* The platform answers a rerun before the run is there to be asked for. */
static gboolean
is_early (EmbarkRunDetail *self, const GError *error)
{
  return g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND) && !self->loaded
         && self->n_asked <= MAX_EARLY
         && embark_run_list_get_origin (self->list, embark_execution_get_id (self->run)) != NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  EmbarkRunDetail *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_RUN_DETAIL (user_data);
  g_clear_object (&self->cancellable);
  g_object_freeze_notify (G_OBJECT (self));
  self->n_asked++;
  self->n_failed = reply != NULL ? 0 : self->n_failed + 1;
  if (reply != NULL)
    take_run (self, embark_reply_get_record (reply));
  set_error (self, is_early (self, error) ? NULL : error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  schedule (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
drop_question (EmbarkRunDetail *self)
{
  embark_clock_clear (clock_of (self), &self->timeout);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* ---- stopping and running again ---- */

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkRunDetail *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->n_asked = 0;
  embark_run_detail_refresh (self);
  g_task_return_boolean (task, TRUE);
}

void
embark_run_detail_stop_async (EmbarkRunDetail *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_RUN_DETAIL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_run_detail_stop_async);
  call = new_call (self, EMBARK_OPERATION_EXECUTION_STOP);
  embark_client_send_async (client_of (self), call, cancellable, stopped_cb, task);
}

gboolean
embark_run_detail_stop_finish (EmbarkRunDetail *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_run_detail_stop_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rerun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkRunDetail *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  const char *id;

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  id = embark_reply_get_run_id (reply);
  if (id != NULL)
    embark_run_list_note_rerun (self->list, embark_execution_get_id (self->run), id);
  embark_run_list_refresh (self->list);
  g_task_return_pointer (task, g_strdup (id != NULL ? id : ""), g_free);
}

void
embark_run_detail_rerun_async (EmbarkRunDetail *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_RUN_DETAIL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_run_detail_rerun_async);
  call = new_call (self, EMBARK_OPERATION_EXECUTION_RERUN);
  embark_client_send_async (client_of (self), call, cancellable, rerun_cb, task);
}

char *
embark_run_detail_rerun_finish (EmbarkRunDetail *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_run_detail_rerun_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- batches ---- */

typedef struct
{
  EmbarkClient *client; /* (owned) */
  char *account_id;     /* (owned) */
  char *run_id;         /* (owned) */
  char *node_id;        /* (owned) */
} BatchSource;

static void
batch_source_free (gpointer data)
{
  BatchSource *source = data;

  g_object_unref (source->client);
  g_free (source->account_id);
  g_free (source->run_id);
  g_free (source->node_id);
  g_free (source);
}

static void
load_batches (gpointer data,
              guint page,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer callback_data)
{
  BatchSource *source = data;
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_EXECUTION_BATCHES);

  embark_call_set_account (call, source->account_id);
  embark_call_set_path (call, "execution", source->run_id);
  embark_call_set_path (call, "node", source->node_id);
  embark_call_set_query_int (call, "page", page);
  embark_call_set_query_int (call, "limit", BATCH_PAGE_SIZE);
  embark_client_send_async (source->client, call, cancellable, callback, callback_data);
}

static EmbarkPage *
load_batches_finish (gpointer data, GAsyncResult *result, GError **error)
{
  BatchSource *source = data;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (source->client, result, error);

  return reply != NULL ? embark_reply_to_page (reply) : NULL;
}

EmbarkPagedList *
embark_run_detail_new_batches (EmbarkRunDetail *self, EmbarkExecutionNode *node)
{
  BatchSource *source;

  g_return_val_if_fail (EMBARK_IS_RUN_DETAIL (self), NULL);
  g_return_val_if_fail (EMBARK_IS_EXECUTION_NODE (node), NULL);

  source = g_new0 (BatchSource, 1);
  source->client = g_object_ref (client_of (self));
  source->account_id = g_strdup (embark_run_list_get_account_id (self->list));
  source->run_id = g_strdup (embark_execution_get_id (self->run));
  source->node_id = g_strdup (embark_execution_node_get_id (node));
  return embark_paged_list_new (EMBARK_TYPE_BATCH, load_batches, load_batches_finish, source,
                                batch_source_free);
}

/* ---- the class ---- */

static void
embark_run_detail_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkRunDetail *self = EMBARK_RUN_DETAIL (object);

  switch (prop_id)
    {
    case PROP_RUN:
      g_value_set_object (value, self->run);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, embark_run_detail_get_loading (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_run_detail_dispose (GObject *object)
{
  EmbarkRunDetail *self = EMBARK_RUN_DETAIL (object);

  if (self->list != NULL)
    drop_question (self);
  g_clear_object (&self->list);
  g_clear_object (&self->run);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (embark_run_detail_parent_class)->dispose (object);
}

static void
embark_run_detail_class_init (EmbarkRunDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = embark_run_detail_get_property;
  object_class->dispose = embark_run_detail_dispose;

  properties[PROP_RUN] = g_param_spec_object ("run", NULL, NULL, EMBARK_TYPE_EXECUTION, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_run_detail_init (EmbarkRunDetail *self)
{
}

EmbarkRunDetail *
embark_run_detail_new (EmbarkRunList *list, EmbarkExecution *run)
{
  EmbarkRunDetail *self;

  g_return_val_if_fail (EMBARK_IS_RUN_LIST (list), NULL);
  g_return_val_if_fail (EMBARK_IS_EXECUTION (run), NULL);

  self = g_object_new (EMBARK_TYPE_RUN_DETAIL, NULL);
  self->list = g_object_ref (list);
  self->run = g_object_ref (run);
  return self;
}

EmbarkRunList *
embark_run_detail_get_list (EmbarkRunDetail *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_DETAIL (self), NULL);

  return self->list;
}

EmbarkExecution *
embark_run_detail_get_run (EmbarkRunDetail *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_DETAIL (self), NULL);

  return self->run;
}

gboolean
embark_run_detail_get_loading (EmbarkRunDetail *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_DETAIL (self), FALSE);

  return self->cancellable != NULL && !self->loaded;
}

gboolean
embark_run_detail_get_loaded (EmbarkRunDetail *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_DETAIL (self), FALSE);

  return self->loaded;
}

const GError *
embark_run_detail_get_error (EmbarkRunDetail *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_DETAIL (self), NULL);

  return self->error;
}

void
embark_run_detail_set_live (EmbarkRunDetail *self, gboolean live)
{
  g_return_if_fail (EMBARK_IS_RUN_DETAIL (self));

  if (self->live == !!live)
    return;
  self->live = !!live;
  if (!live)
    drop_question (self);
  else if (!self->loaded || !embark_execution_status_is_terminal (embark_execution_get_status (self->run)))
    embark_run_detail_refresh (self);
}

void
embark_run_detail_refresh (EmbarkRunDetail *self)
{
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_RUN_DETAIL (self));

  drop_question (self);
  self->cancellable = g_cancellable_new ();
  call = new_call (self, EMBARK_OPERATION_EXECUTION_GET);
  embark_client_send_async (client_of (self), call, self->cancellable, loaded_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}
