/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Having something read in many accounts' Salesforce: which action, then one call an account. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-health-private.h"
#include "embark-problem.h"
#include "embark-pump.h"
#include "embark-task.h"

/* A probe is a call to the client's Salesforce, which counts them: slow enough to be no load to anybody. */
#define PROBE_RATE        5
#define PROBE_CONCURRENCY 2
/* So many actions are looked at for one that needs nothing that we cannot know. */
#define MAX_CANDIDATES 3
/* So many accounts are asked which actions there are, when some are refused: the list is the same for all. */
#define MAX_ASKED 5
/* So many findings are written down together. */
#define SAVE_AT_ONCE 25

G_DEFINE_QUARK (embark_health_error_quark, embark_health_error)

typedef struct _Probe
{
  GPtrArray *rows;       /* (owned) (element-type EmbarkHealthRow) */
  GPtrArray *candidates; /* (owned) (nullable) (element-type utf8): ids of actions */
  JsonNode *body;        /* (owned) (nullable): what the chosen one is given */
  GPtrArray *unsaved;    /* (owned) (element-type EmbarkCheckEntry) */
  guint candidate;       /* of candidates */
  guint asked;           /* of rows: in whose name it is asked what actions there are */
  guint n_unanswered;
} Probe;

static void
probe_clear (Probe *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->unsaved, g_ptr_array_unref);
  g_clear_pointer (&self->body, json_node_unref);
}

EMBARK_DEFINE_TASK_DATA (Probe, probe)

static const char *
get_id (EmbarkHealthRow *row)
{
  return embark_linked_account_get_id (embark_health_row_get_account (row));
}

/* ---- what was found ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* What is shown is right all the same; it will be asked anew another day. */
  if (!embark_journal_save_checks_finish (EMBARK_JOURNAL (source), result, &error))
    g_debug ("Probes were not written down: %s", error->message);
}

static void
save (EmbarkHealthBoard *self, Probe *probe)
{
  if (probe->unsaved->len == 0)
    return;
  embark_journal_save_checks_async (embark_workspace_get_journal (embark_health_board_get_workspace (self)),
                                    probe->unsaved, NULL, saved_cb, NULL);
  g_ptr_array_unref (probe->unsaved);
  probe->unsaved = g_ptr_array_new_with_free_func ((GDestroyNotify) embark_check_entry_free);
}

static void
note (EmbarkHealthBoard *self, Probe *probe, EmbarkHealthRow *row, const EmbarkHealthFinding *finding)
{
  EmbarkWorkspace *workspace = embark_health_board_get_workspace (self);
  const gint64 now = embark_clock_get_real_time (embark_workspace_get_clock (workspace));
  const EmbarkCheckEntry check = {
    .profile_id = (char *) embark_profile_get_id (embark_workspace_get_profile (workspace)),
    .account_id = (char *) get_id (row),
    .state = finding->works ? EMBARK_HEALTH_PROVED : EMBARK_HEALTH_BROKEN,
    .checked_at = now,
    .blocker = finding->blocker,
    .owner = (int) finding->owner,
  };

  embark_health_row_set_probed (row, now, finding->works, finding->blocker, finding->owner);
  embark_health_board_queue_counts (self);
  g_ptr_array_add (probe->unsaved, embark_check_entry_copy (&check));
  if (probe->unsaved->len >= SAVE_AT_ONCE)
    save (self, probe);
}

/* ---- one call an account ---- */

static EmbarkCall *
make_execute (gpointer owner, guint job, gpointer data)
{
  Probe *probe = data;
  EmbarkCall *call = embark_call_new (EMBARK_OPERATION_ACTION_EXECUTE);

  embark_call_set_account (call, get_id (g_ptr_array_index (probe->rows, job)));
  embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
  embark_call_set_path (call, "action", g_ptr_array_index (probe->candidates, probe->candidate));
  embark_call_set_body (call, probe->body);
  embark_call_set_only_reads (call, TRUE);
  return call;
}

static void
executed (gpointer owner, guint job, EmbarkReply *reply, const GError *error, gpointer data)
{
  EmbarkHealthBoard *self = owner;
  Probe *probe = data;
  EmbarkHealthRow *row = g_ptr_array_index (probe->rows, job);
  g_auto (EmbarkHealthFinding) finding = { 0 };

  embark_health_row_set_checking (row, FALSE);
  embark_health_board_set_progress (self, embark_health_board_get_n_probed (self) + 1, probe->rows->len);
  if (reply != NULL)
    embark_health_judge (embark_reply_get_json (reply), &finding);
  else if (!embark_health_judge_error (error, &finding))
    {
      probe->n_unanswered++;
      return;
    }
  note (self, probe, row, &finding);
}

static void
waiting_cb (gpointer owner, gboolean waiting)
{
  embark_health_board_set_waiting (owner, waiting);
}

/* Ends the task, however. @error: (transfer full) (nullable) */
static void
end (GTask *task, GError *error)
{
  EmbarkHealthBoard *self = g_task_get_source_object (task);
  Probe *probe = embark_task_get_probe (task);

  save (self, probe);
  for (guint i = 0; i < probe->rows->len; i++)
    embark_health_row_set_checking (g_ptr_array_index (probe->rows, i), FALSE);
  embark_health_board_set_probing (self, FALSE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
pumped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  embark_pump_finish (source, result, &error);
  end (task, error);
}

/* @task: (transfer full) */
static void
execute_all (GTask *task)
{
  EmbarkHealthBoard *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Probe *probe = embark_task_get_probe (task);
  EmbarkPumpWork work = {
    .jobs = g_array_new (FALSE, FALSE, sizeof (guint)),
    .rate = PROBE_RATE,
    .concurrency = PROBE_CONCURRENCY,
    .make = make_execute,
    .done = executed,
    .waiting = waiting_cb,
    .data = probe,
  };

  for (guint i = 0; i < probe->rows->len; i++)
    g_array_append_val (work.jobs, i);
  embark_pump_async (self, embark_health_board_get_workspace (self), work, cancellable, pumped_cb, task);
}

/* ---- which action ---- */

static void ask_for_parameters (GTask *task);

static void
got_parameters_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Probe *probe = embark_task_get_probe (task);
  GError *error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      end (task, error);
      return;
    }
  probe->body = embark_health_make_body (embark_reply_get_json (reply));
  if (probe->body != NULL)
    {
      execute_all (g_steal_pointer (&task));
      return;
    }
  probe->candidate++;
  ask_for_parameters (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
ask_for_parameters (GTask *task)
{
  EmbarkHealthBoard *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Probe *probe = embark_task_get_probe (task);
  g_autoptr (EmbarkCall) call = NULL;

  if (probe->candidate >= MIN (probe->candidates->len, MAX_CANDIDATES))
    {
      g_autoptr (GTask) ended = task;

      end (ended, g_error_new_literal (EMBARK_HEALTH_ERROR, EMBARK_HEALTH_ERROR_NO_ACTION,
                                       _ ("Cobalt offers no action of Salesforce that only reads.")));
      return;
    }
  call = embark_call_new (EMBARK_OPERATION_ACTION_GET);
  embark_call_set_account (call, get_id (g_ptr_array_index (probe->rows, probe->asked)));
  embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
  embark_call_set_path (call, "action", g_ptr_array_index (probe->candidates, probe->candidate));
  embark_client_send_async (embark_workspace_get_client (embark_health_board_get_workspace (self)), call,
                            cancellable, got_parameters_cb, task);
}

static void ask_for_actions (GTask *task);

static void
got_actions_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Probe *probe = embark_task_get_probe (task);
  GError *error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  g_auto (EmbarkHealthFinding) finding = { 0 };

  if (reply == NULL && probe->asked + 1 < MIN (probe->rows->len, MAX_ASKED)
      && embark_health_judge_error (error, &finding))
    {
      /* This account is refused, which says nothing of the others. */
      g_error_free (error);
      probe->asked++;
      ask_for_actions (g_steal_pointer (&task));
      return;
    }
  if (reply == NULL)
    {
      end (task, error);
      return;
    }
  probe->candidates = embark_health_choose_actions (embark_reply_get_records (reply));
  ask_for_parameters (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
ask_for_actions (GTask *task)
{
  EmbarkHealthBoard *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Probe *probe = embark_task_get_probe (task);
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_ACTION_LIST);

  embark_call_set_account (call, get_id (g_ptr_array_index (probe->rows, probe->asked)));
  embark_call_set_path (call, "slug", EMBARK_SLUG_SALESFORCE);
  embark_client_send_async (embark_workspace_get_client (embark_health_board_get_workspace (self)), call,
                            cancellable, got_actions_cb, task);
}

gboolean
embark_health_board_can_probe (EmbarkHealthRow *row)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_ROW (row), FALSE);

  return embark_health_row_get_health (row) != EMBARK_HEALTH_NOT_CONNECTED;
}

void
embark_health_board_probe_async (EmbarkHealthBoard *self,
                                 GPtrArray *rows,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;
  Probe *probe;

  g_return_if_fail (EMBARK_IS_HEALTH_BOARD (self));
  g_return_if_fail (!embark_health_board_get_probing (self));

  task = g_task_new (self, cancellable, callback, user_data);
  probe = probe_new ();
  g_task_set_source_tag (task, embark_health_board_probe_async);
  probe->unsaved = g_ptr_array_new_with_free_func ((GDestroyNotify) embark_check_entry_free);
  probe->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    if (embark_health_board_can_probe (g_ptr_array_index (rows, i)))
      g_ptr_array_add (probe->rows, g_object_ref (g_ptr_array_index (rows, i)));
  embark_task_set_probe (task, probe);
  embark_health_board_set_progress (self, 0, probe->rows->len);
  if (probe->rows->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  embark_health_board_set_probing (self, TRUE);
  for (guint i = 0; i < probe->rows->len; i++)
    embark_health_row_set_checking (g_ptr_array_index (probe->rows, i), TRUE);
  ask_for_actions (task);
}

gboolean
embark_health_board_probe_finish (EmbarkHealthBoard *self,
                                  GAsyncResult *result,
                                  guint *n_unanswered,
                                  GError **error)
{
  Probe *probe;

  g_return_val_if_fail (g_async_result_is_tagged (result, embark_health_board_probe_async), FALSE);

  probe = embark_task_get_probe (G_TASK (result));
  if (n_unanswered != NULL)
    *n_unanswered = probe->n_unanswered;
  return g_task_propagate_boolean (G_TASK (result), error);
}
