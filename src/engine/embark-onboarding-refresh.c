/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One refresh: every question at once, each answer taken as it comes. */

#include "config.h"

#include "embark-authorize.h"
#include "embark-json.h"
#include "embark-onboarding-private.h"
#include "embark-workspace-private.h"

/* Somebody who waits for the refresh. */
typedef struct
{
  GTask *task;        /* (owned) (nullable): NULL once answered */
  GSource *cancelled; /* (owned) (nullable) */
  guint round;        /* the one whose answers are new enough */
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->cancelled != NULL)
    {
      g_source_destroy (waiter->cancelled);
      g_source_unref (waiter->cancelled);
    }
  g_clear_object (&waiter->task);
  g_free (waiter);
}

void
embark_onboarding_prepare_waiting (EmbarkOnboarding *self)
{
  self->waiting = g_ptr_array_new_with_free_func (waiter_free);
}

/* Whether the account is there and the key is good for it. */
static gboolean
is_answered_well (EmbarkOnboarding *self)
{
  return self->n_answered > 0 && self->account != NULL && self->account_state == EMBARK_ACCOUNT_EXISTS
         && self->errors[EMBARK_STEP_ACCOUNT] == NULL
         && embark_workspace_get_key_state (self->workspace) == EMBARK_KEY_ACCEPTED;
}

static void start_round (EmbarkOnboarding *self);

/* Returns: (transfer full) (element-type Waiter): those for whom the round was; the others stay */
static GPtrArray *
take_waiting (EmbarkOnboarding *self)
{
  GPtrArray *waiting = g_ptr_array_new_with_free_func (waiter_free);

  for (guint i = 0; i < self->waiting->len;)
    {
      Waiter *waiter = g_ptr_array_index (self->waiting, i);

      if (waiter->round <= self->round)
        g_ptr_array_add (waiting, g_ptr_array_steal_index (self->waiting, i));
      else
        i++;
    }
  return waiting;
}

static void
finish_round (EmbarkOnboarding *self)
{
  g_autoptr (EmbarkOnboarding) alive G_GNUC_UNUSED = g_object_ref (self);
  g_autoptr (GPtrArray) waiting = take_waiting (self);
  g_autoptr (GError) error = g_steal_pointer (&self->first_error);
  const gboolean failed = self->n_asked > 0 && self->n_answered == 0 && error != NULL;

  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->unsent, g_source_remove);
  self->refreshed_at = embark_clock_get_monotonic_time (embark_workspace_get_clock (self->workspace));
  if (is_answered_well (self))
    embark_onboarding_follow_open_fires (self);
  embark_onboarding_update (self);
  if (self->waiting->len > 0 && self->cancellable == NULL)
    start_round (self);
  else
    embark_onboarding_notify_loading (self);

  for (guint i = 0; i < waiting->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (waiting, i);

      if (failed)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        g_task_return_boolean (waiter->task, TRUE);
    }
}

static void make_config (EmbarkOnboarding *self);

static void
answered (EmbarkOnboarding *self)
{
  if (--self->pending > 0)
    {
      embark_onboarding_update (self);
      return;
    }
  if (self->config_absent && !embark_workspace_get_read_only (self->workspace)
      && self->app_state == EMBARK_APP_LIVE && self->account_state != EMBARK_ACCOUNT_GONE
      && !g_cancellable_is_cancelled (self->cancellable))
    make_config (self);
  else
    finish_round (self);
}

static void
history_answered (EmbarkOnboarding *self, EmbarkStepId step, const GError *error)
{
  /* What the server says of the event list is told first. */
  if (error != NULL && self->errors[step] == NULL)
    embark_onboarding_set_error (self, step, error);
  answered (self);
}

/* What holds for every answer of the server. Returns: (transfer full) (nullable): the reply */
static EmbarkReply *
take_answer (EmbarkOnboarding *self, GObject *source, GAsyncResult *result, EmbarkStepId step, GError **error)
{
  g_autoptr (GError) local = NULL;
  EmbarkReply *reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &local);

  if (reply != NULL || embark_api_error_get_status (local) != 0)
    self->n_answered++;
  else if (self->first_error == NULL)
    self->first_error = g_error_copy (local);
  if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      embark_workspace_note_answer (self->workspace, local);
      embark_onboarding_set_error (self, step, local);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return reply;
}

static void
ask (EmbarkOnboarding *self, EmbarkCall *call, GAsyncReadyCallback callback)
{
  self->pending++;
  self->n_asked++;
  embark_client_send_async (embark_workspace_get_client (self->workspace), call, self->cancellable, callback,
                            g_object_ref (self));
}

static void
account_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkOnboarding) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = take_answer (self, source, result, EMBARK_STEP_ACCOUNT, &error);

  if (reply != NULL)
    {
      self->account_state = EMBARK_ACCOUNT_EXISTS;
      embark_onboarding_set_account (self, embark_reply_get_record (reply));
    }
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT)
           || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND))
    {
      self->account_state = EMBARK_ACCOUNT_GONE;
      embark_onboarding_set_application (self, NULL);
      embark_onboarding_set_config (self, NULL);
    }
  answered (self);
}

/* Both answers tell together whether the app is live with a client of its own. */
static void
judge_app (EmbarkOnboarding *self)
{
  if (self->asked == EMBARK_ASKED_ABSENT)
    self->app_state = EMBARK_APP_NOT_LIVE;
  else if (self->asked == EMBARK_ASKED_FOUND && self->seen_connected)
    self->app_state = EMBARK_APP_LIVE; /* without a client nobody could have connected */
  else if (self->asked == EMBARK_ASKED_FOUND && self->oauth == EMBARK_OAUTH_CLIENT)
    self->app_state = EMBARK_APP_LIVE;
  else if (self->asked == EMBARK_ASKED_FOUND && self->oauth == EMBARK_OAUTH_NO_CLIENT)
    self->app_state = EMBARK_APP_NO_CLIENT;
}

static void
application_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkOnboarding) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = take_answer (self, source, result, EMBARK_STEP_APP, &error);
  EmbarkApplication *application = reply != NULL ? embark_reply_get_record (reply) : NULL;
  const gboolean absent = g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_APP)
                          || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND);

  if (absent)
    embark_onboarding_set_error (self, EMBARK_STEP_APP, NULL); /* that is an answer, and the step tells it */
  if (self->own_application && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      embark_onboarding_set_error (self, EMBARK_STEP_CONNECT, absent ? NULL : error);
      if ((application != NULL && self->account_state != EMBARK_ACCOUNT_GONE) || absent)
        embark_onboarding_set_application (self, application);
    }
  if (application != NULL)
    {
      self->asked = EMBARK_ASKED_FOUND;
      self->seen_connected = embark_application_get_connected (application);
    }
  else if (absent)
    self->asked = EMBARK_ASKED_ABSENT;
  judge_app (self);
  answered (self);
}

/* Only whether there is a client id is of interest; the address itself carries a state and is not kept. */
static gboolean
has_client_id (JsonNode *json)
{
  const char *address = embark_json_get_string (embark_json_node_object (json), "auth_url", NULL);
  g_autoptr (EmbarkAuthorize) read = embark_authorize_new (address);

  return read != NULL && read->has_client_id;
}

static void
oauth_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkOnboarding) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  const guint status = error != NULL ? embark_api_error_get_status (error) : 0;

  if (reply != NULL || status != 0)
    self->n_answered++;
  if (reply != NULL)
    self->oauth =
        has_client_id (embark_reply_get_json (reply)) ? EMBARK_OAUTH_CLIENT : EMBARK_OAUTH_NO_CLIENT;
  /* How a missing client is told is not documented (contract section 5); an account or a key that is refused
   * is another matter, and so is a server that is down. */
  else if ((status == 400 || status == 404 || status == 422 || status == 500)
           && !g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT))
    self->oauth = EMBARK_OAUTH_NO_CLIENT;
  judge_app (self);
  answered (self);
}

static void
config_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkOnboarding) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = take_answer (self, source, result, EMBARK_STEP_WORKFLOWS, &error);

  self->config_absent = FALSE;
  if (reply != NULL)
    embark_onboarding_set_config (self, embark_reply_get_record (reply));
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND)
           || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_APP))
    {
      /* Not made yet, or the app is not live: both are told by other steps. */
      embark_onboarding_set_error (self, EMBARK_STEP_WORKFLOWS, NULL);
      embark_onboarding_set_config (self, NULL);
      self->config_absent = TRUE;
    }
  answered (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkOnboarding) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = take_answer (self, source, result, EMBARK_STEP_WORKFLOWS, &error);

  if (reply != NULL)
    embark_onboarding_set_config (self, embark_reply_get_record (reply));
  answered (self);
}

static void
make_config (EmbarkOnboarding *self)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_CONFIG_ENSURE);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) body = NULL;

  self->config_absent = FALSE;
  json_object_set_string_member (object, "slug", EMBARK_SLUG_SALESFORCE);
  body = json_node_init_object (json_node_alloc (), object);
  embark_call_set_account (call, embark_linked_account_get_id (self->account));
  embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
  embark_call_set_body (call, body);
  ask (self, call, made_cb);
}

static void
events_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkOnboarding) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = take_answer (self, source, result, EMBARK_STEP_EVENT, &error);

  if (reply != NULL && embark_reply_get_records (reply) != NULL)
    {
      GPtrArray *records = embark_reply_get_records (reply);

      g_list_store_splice (self->events, 0, g_list_model_get_n_items (G_LIST_MODEL (self->events)),
                           records->pdata, records->len);
    }
  answered (self);
}

static void
ask_for_app (EmbarkOnboarding *self, const char *account_id)
{
  static const struct
  {
    EmbarkOperation operation;
    GAsyncReadyCallback callback;
  } questions[] = {
    { EMBARK_OPERATION_APPLICATION_GET, application_cb },
    { EMBARK_OPERATION_OAUTH_URL, oauth_cb },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (EmbarkCall) call = embark_call_new (questions[i].operation);

      embark_call_set_account (call, account_id);
      embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
      ask (self, call, questions[i].callback);
    }
}

static void
ask_for_account (EmbarkOnboarding *self, const char *account_id)
{
  g_autoptr (EmbarkCall) account = embark_call_new (EMBARK_OPERATION_ACCOUNT_GET);
  g_autoptr (EmbarkCall) config = embark_call_new (EMBARK_OPERATION_CONFIG_GET);
  g_autoptr (EmbarkCall) events = embark_call_new (EMBARK_OPERATION_EVENT_LIST);

  embark_call_set_account (account, account_id);
  ask (self, account, account_cb);
  embark_call_set_account (config, account_id);
  embark_call_set_path (config, "slug", EMBARK_SLUG_SALESFORCE);
  embark_call_set_path (config, "config", account_id);
  ask (self, config, config_cb);
  ask (self, events, events_cb);
}

static gboolean
sent_cb (gpointer user_data)
{
  EmbarkOnboarding *self = user_data;

  self->unsent = 0;
  return G_SOURCE_REMOVE;
}

static void
start_round (EmbarkOnboarding *self)
{
  g_autoptr (EmbarkLinkedAccount) first = NULL;
  GListModel *accounts = G_LIST_MODEL (embark_workspace_get_accounts (self->workspace));

  self->cancellable = g_cancellable_new ();
  self->round++;
  /* What is asked for before the main loop turns again knows of nothing that this round does not. */
  g_clear_handle_id (&self->unsent, g_source_remove);
  self->unsent = g_idle_add_full (G_PRIORITY_HIGH, sent_cb, self, NULL);
  self->pending = 1;
  self->n_asked = 0;
  self->n_answered = 0;
  self->config_absent = FALSE;
  self->asked = EMBARK_ASKED_UNKNOWN;
  self->oauth = EMBARK_OAUTH_UNKNOWN;
  self->seen_connected = FALSE;
  self->own_application = self->account != NULL;
  embark_onboarding_set_error (self, EMBARK_STEP_HANDOVER, NULL);
  embark_onboarding_notify_loading (self);

  if (embark_workspace_get_key_state (self->workspace) != EMBARK_KEY_MISSING)
    {
      if (self->account != NULL)
        {
          ask_for_account (self, embark_linked_account_get_id (self->account));
          ask_for_app (self, embark_linked_account_get_id (self->account));
        }
      /* The app is the environment's: any account tells. */
      else if ((first = g_list_model_get_item (accounts, 0)) != NULL)
        ask_for_app (self, embark_linked_account_get_id (first));
    }
  self->pending += embark_onboarding_load_history (self, history_answered);
  answered (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (EmbarkOnboarding) self = g_object_ref (g_task_get_source_object (task));

  for (guint i = 0; i < self->waiting->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (self->waiting, i);
      g_autoptr (GTask) held = NULL;

      if (waiter->task != task)
        continue;
      held = g_object_ref (task);
      g_ptr_array_remove_index (self->waiting, i);
      /* Nobody waits any more: what is asked is of no interest. */
      if (self->waiting->len == 0 && self->cancellable != NULL)
        g_cancellable_cancel (self->cancellable);
      g_task_return_new_error (held, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      break;
    }
  return G_SOURCE_REMOVE;
}

void
embark_onboarding_drop_waiting (EmbarkOnboarding *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    ((Waiter *) g_ptr_array_index (self->waiting, i))->round = self->round;
  g_clear_handle_id (&self->unsent, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
embark_onboarding_refresh_async (EmbarkOnboarding *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Waiter *waiter;

  g_return_if_fail (EMBARK_IS_ONBOARDING (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_onboarding_refresh_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  waiter = g_new0 (Waiter, 1);
  waiter->task = g_object_ref (task);
  waiter->round = self->round;
  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable) || self->unsent == 0)
    waiter->round++; /* no round under way will do */
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (waiter->cancelled, g_main_context_get_thread_default ());
    }
  g_ptr_array_add (self->waiting, waiter);
  if (self->cancellable == NULL)
    start_round (self);
}

gboolean
embark_onboarding_refresh_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_onboarding_refresh_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
