/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-direct-run.h"
#include "embark-fire-send-private.h"
#include "embark-glib.h"
#include "embark-json.h"

struct _EmbarkDirectRun
{
  GObject parent_instance;

  EmbarkClient *client;       /* (owned) */
  EmbarkJournal *journal;     /* (owned) */
  EmbarkClock *clock;         /* (owned) */
  EmbarkFireTracker *tracker; /* (owned) (nullable) */
  EmbarkFire *fire;           /* (owned) */
  gboolean sync;
  gboolean wrapped;

  gboolean running;
  gint64 sent_at; /* monotonic */
  gint64 duration;
  guint status;
  JsonNode *answer; /* (owned) (nullable) */
  char *run_id;     /* (owned) (nullable) */
  gboolean errored;
};

enum
{
  PROP_0,
  PROP_FIRE,
  PROP_SYNC,
  PROP_RUNNING,
  PROP_STATUS,
  PROP_ANSWER,
  PROP_RUN_ID,
  PROP_ERRORED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkDirectRun, embark_direct_run, G_TYPE_OBJECT)

static void
embark_direct_run_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkDirectRun *self = EMBARK_DIRECT_RUN (object);

  switch (prop_id)
    {
    case PROP_FIRE:
      g_value_set_object (value, self->fire);
      break;
    case PROP_SYNC:
      g_value_set_boolean (value, self->sync);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_STATUS:
      g_value_set_uint (value, self->status);
      break;
    case PROP_ANSWER:
      g_value_set_boxed (value, self->answer);
      break;
    case PROP_RUN_ID:
      g_value_set_string (value, self->run_id);
      break;
    case PROP_ERRORED:
      g_value_set_boolean (value, self->errored);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_direct_run_finalize (GObject *object)
{
  EmbarkDirectRun *self = EMBARK_DIRECT_RUN (object);

  g_clear_object (&self->client);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_clear_object (&self->tracker);
  g_clear_object (&self->fire);
  g_clear_pointer (&self->answer, json_node_unref);
  g_free (self->run_id);

  G_OBJECT_CLASS (embark_direct_run_parent_class)->finalize (object);
}

static void
embark_direct_run_class_init (EmbarkDirectRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = embark_direct_run_get_property;
  object_class->finalize = embark_direct_run_finalize;

  properties[PROP_FIRE] = g_param_spec_object ("fire", NULL, NULL, EMBARK_TYPE_FIRE, flags);
  properties[PROP_SYNC] = g_param_spec_boolean ("sync", NULL, NULL, FALSE, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_STATUS] = g_param_spec_uint ("status", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ANSWER] = g_param_spec_boxed ("answer", NULL, NULL, JSON_TYPE_NODE, flags);
  properties[PROP_RUN_ID] = g_param_spec_string ("run-id", NULL, NULL, NULL, flags);
  properties[PROP_ERRORED] = g_param_spec_boolean ("errored", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_direct_run_init (EmbarkDirectRun *self)
{
  self->duration = -1;
}

/* ---- what came of it ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* It was in the journal before it left; what is lost is how it went. */
  if (!embark_journal_save_fire_finish (EMBARK_JOURNAL (source), result, &error))
    g_message ("What became of a workflow that was executed could not be written down: %s", error->message);
}

/* The fire has its state: it is written down, and everybody hears of it. */
static void
settle (EmbarkDirectRun *self)
{
  GObject *object = G_OBJECT (self);

  embark_journal_save_fire_async (self->journal, self->fire, NULL, saved_cb, NULL);
  self->running = FALSE;
  g_object_freeze_notify (object);
  for (guint i = PROP_RUNNING; i < N_PROPS; i++)
    g_object_notify_by_pspec (object, properties[i]);
  g_object_thaw_notify (object);
  if (self->tracker != NULL
      && (self->run_id != NULL || embark_fire_get_state (self->fire) == EMBARK_FIRE_UNKNOWN
          || embark_fire_get_state (self->fire) == EMBARK_FIRE_ACCEPTED))
    embark_fire_tracker_follow (self->tracker, self->fire);
  g_clear_object (&self->tracker);
}

/* What was waited for: the value that the workflow returns, without what the platform puts around it. */
static void
take_answer (EmbarkDirectRun *self, JsonNode *json)
{
  JsonObject *object = embark_json_node_object (json);
  gboolean wrapped = object != NULL && embark_json_get_id (object, "execution_id") != NULL
                     && json_object_has_member (object, "return_value");

  self->errored = embark_json_get_boolean (object, "errored", FALSE);
  if (json == NULL)
    return;
  self->answer = json_node_ref (wrapped ? json_object_get_member (object, "return_value") : json);
}

/* The platform took it and, where it is waited for, the workflow has ended. */
static void
take_reply (EmbarkDirectRun *self, EmbarkReply *reply)
{
  JsonNode *json = embark_reply_get_json (reply);
  JsonObject *object = embark_json_node_object (json);
  const gint64 now = embark_clock_get_real_time (self->clock);
  const char *id = self->sync ? embark_json_get_id (object, "execution_id") : embark_reply_get_run_id (reply);

  self->status = embark_reply_get_status (reply);
  self->run_id = g_strdup (id);
  if (self->sync)
    take_answer (self, json);
  embark_fire_set_answered_at (self->fire, now);
  embark_fire_set_request_id (self->fire, embark_reply_get_trace_id (reply));
  if (id != NULL)
    {
      const char *const ids[] = { id, NULL };

      embark_fire_set_run_ids (self->fire, ids);
      embark_fire_set_run_seen_at (self->fire, now);
      embark_fire_set_detail (self->fire,
                              _ ("Cobalt named this run when it was asked to execute the workflow."));
      embark_fire_set_state (self->fire, EMBARK_FIRE_RAN);
    }
  else if (self->sync)
    {
      /* It has answered, so it has run, whatever the run is called. */
      embark_fire_set_succeeded (self->fire, !self->errored && self->status < 400);
      embark_fire_set_ended_at (self->fire, now);
      embark_fire_set_detail (self->fire, _ ("The workflow answered, and its answer does not name the run."));
      embark_fire_set_state (self->fire, EMBARK_FIRE_RAN);
    }
  else
    embark_fire_set_state (self->fire, EMBARK_FIRE_ACCEPTED);
  settle (self);
}

static void
take_error (EmbarkDirectRun *self, const GError *error)
{
  self->status = embark_api_error_get_status (error);
  if (self->sync)
    take_answer (self, embark_api_error_get_answer (error));
  if (self->status != 0)
    embark_fire_set_answered_at (self->fire, embark_clock_get_real_time (self->clock));
  embark_fire_send_take_error (self->fire, error);
  if (self->sync && self->status == 0 && embark_fire_get_state (self->fire) == EMBARK_FIRE_UNKNOWN)
    embark_fire_set_detail (
        self->fire, _ ("The workflow was waited for and its answer did not come; it may still be running."));
  settle (self);
}

/* ---- sending ---- */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkDirectRun) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  self->duration = (embark_clock_get_monotonic_time (self->clock) - self->sent_at) / 1000;
  if (reply != NULL)
    take_reply (self, reply);
  else
    take_error (self, error);
}

static EmbarkCall *
make_call (EmbarkDirectRun *self)
{
  EmbarkCall *call = embark_call_new (EMBARK_OPERATION_WORKFLOW_EXECUTE);
  const char *slug = embark_fire_get_slug (self->fire);
  const char *config_id = embark_fire_get_config_id (self->fire);
  const char *payload = embark_fire_get_payload (self->fire);

  embark_call_set_account (call, embark_fire_get_account_id (self->fire));
  embark_call_set_path (call, "workflow", embark_fire_get_workflow_id (self->fire));
  if (slug != NULL && *slug != '\0')
    embark_call_set_header (call, "slug", slug);
  if (config_id != NULL && *config_id != '\0')
    embark_call_set_header (call, "config_id", config_id);
  embark_call_set_header (call, "sync_execution", self->sync ? "true" : "false");
  embark_call_set_payload (call, payload != NULL ? payload : "{}", self->wrapped);
  return call;
}

static void
journaled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkDirectRun) self = user_data;
  g_autoptr (EmbarkCall) call = NULL;
  g_autoptr (GError) error = NULL;

  if (!embark_journal_save_fire_finish (EMBARK_JOURNAL (source), result, &error))
    {
      embark_fire_send_take_journal_error (self->fire, error);
      settle (self);
      return;
    }
  call = make_call (self);
  self->sent_at = embark_clock_get_monotonic_time (self->clock);
  /* Not to be cancelled: whoever goes away now would not know whether it left. */
  embark_client_send_async (self->client, call, NULL, sent_cb, g_object_ref (self));
}

EmbarkDirectRun *
embark_direct_run_start (EmbarkWorkspace *workspace,
                         EmbarkFireTracker *tracker,
                         const EmbarkDirectOrder *order)
{
  EmbarkDirectRun *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (tracker == NULL || EMBARK_IS_FIRE_TRACKER (tracker), NULL);
  g_return_val_if_fail (order != NULL && order->account_id != NULL && order->workflow_id != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_DIRECT_RUN, NULL);
  self->client = g_object_ref (embark_workspace_get_client (workspace));
  self->journal = g_object_ref (embark_workspace_get_journal (workspace));
  self->clock = g_object_ref (embark_workspace_get_clock (workspace));
  g_set_object (&self->tracker, tracker);
  self->sync = order->sync;
  self->wrapped = order->wrapped;
  self->running = TRUE;
  self->fire = embark_fire_new (NULL, embark_profile_get_id (embark_workspace_get_profile (workspace)),
                                order->account_id, order->slug, order->config_id, "", order->payload,
                                embark_clock_get_real_time (self->clock));
  embark_fire_set_workflow_id (self->fire, order->workflow_id);
  if (!embark_fire_send_check (self->fire))
    settle (self);
  else
    embark_journal_save_fire_async (self->journal, self->fire, NULL, journaled_cb, g_object_ref (self));
  return self;
}

/* ---- what is known of it ---- */

EmbarkFire *
embark_direct_run_get_fire (EmbarkDirectRun *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_RUN (self), NULL);

  return self->fire;
}

gboolean
embark_direct_run_get_sync (EmbarkDirectRun *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_RUN (self), FALSE);

  return self->sync;
}

gboolean
embark_direct_run_get_running (EmbarkDirectRun *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_RUN (self), FALSE);

  return self->running;
}

guint
embark_direct_run_get_status (EmbarkDirectRun *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_RUN (self), 0);

  return self->status;
}

JsonNode *
embark_direct_run_get_answer (EmbarkDirectRun *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_RUN (self), NULL);

  return self->answer;
}

const char *
embark_direct_run_get_run_id (EmbarkDirectRun *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_RUN (self), NULL);

  return self->run_id;
}

gboolean
embark_direct_run_get_errored (EmbarkDirectRun *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_RUN (self), FALSE);

  return self->errored;
}

gint64
embark_direct_run_get_duration (EmbarkDirectRun *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_RUN (self), -1);

  return self->duration;
}
