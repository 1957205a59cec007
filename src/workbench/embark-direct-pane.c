/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-direct-pane-private.h"
#include "embark-json.h"
#include "embark-send.h"
#include "embark-time.h"

enum
{
  OPEN_RUN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkDirectPane, embark_direct_pane, ADW_TYPE_BIN)

static void
work_free (EmbarkDirectWork *work)
{
  g_free (work->text);
  g_free (work->sample);
  g_clear_pointer (&work->structure, embark_request_structure_free);
  g_clear_error (&work->error);
  g_clear_object (&work->run);
  g_free (work);
}

EmbarkWorkspace *
embark_direct_pane_get_workspace (EmbarkDirectPane *self)
{
  return self->onboarding != NULL ? embark_onboarding_get_workspace (self->onboarding) : NULL;
}

EmbarkLinkedAccount *
embark_direct_pane_get_account (EmbarkDirectPane *self)
{
  return self->onboarding != NULL ? embark_onboarding_get_account (self->onboarding) : NULL;
}

/* ---- what came of it ---- */

static const char *
get_run_id (EmbarkDirectPane *self)
{
  EmbarkDirectRun *run = self->work != NULL ? self->work->run : NULL;
  const char *id = run != NULL ? embark_direct_run_get_run_id (run) : NULL;

  /* One whose answer was lost may be found among the runs. */
  if (id == NULL && run != NULL)
    id = embark_fire_get_run_ids (embark_direct_run_get_fire (run))[0];
  return id;
}

static void
open_run_cb (EmbarkDirectPane *self)
{
  g_autofree char *id = g_strdup (get_run_id (self));

  if (id != NULL)
    g_signal_emit (self, signals[OPEN_RUN], 0, id);
}

static void
show_status (EmbarkDirectPane *self, EmbarkDirectRun *run)
{
  const guint status = embark_direct_run_get_status (run);
  const gboolean errored = embark_direct_run_get_errored (run);
  g_autofree char *words = g_strdup_printf ("HTTP %u", status);
  g_autofree char *took = embark_time_dup_duration ((double) embark_direct_run_get_duration (run));
  const char *note = NULL;

  embark_chip_set (self->status, status >= 400 || errored ? EMBARK_TONE_BAD : EMBARK_TONE_OK, words);
  gtk_label_set_text (self->took, took);
  if (errored)
    note = _ ("The workflow says that it failed.");
  else if (embark_direct_run_get_answer (run) == NULL)
    note = embark_direct_run_get_sync (run) ? _ ("The answer has no JSON that could be shown.")
                                            : _ ("The answer of the workflow was not waited for.");
  gtk_label_set_text (self->answer_words, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->answer_words), note != NULL);
}

static void
show_answer (EmbarkDirectPane *self)
{
  EmbarkDirectRun *run = self->work != NULL ? self->work->run : NULL;
  const gboolean answered =
      run != NULL && !embark_direct_run_get_running (run) && embark_direct_run_get_status (run) != 0;
  JsonNode *answer = answered ? embark_direct_run_get_answer (run) : NULL;
  g_autofree char *text = answer != NULL ? embark_json_to_string (answer, TRUE) : NULL;

  gtk_widget_set_visible (self->answer_box, answered);
  gtk_widget_set_visible (self->answer_card, answer != NULL);
  embark_json_view_set_text (self->answer, text);
  if (answered)
    show_status (self, run);
}

static void
update (EmbarkDirectPane *self)
{
  EmbarkDirectWork *work = self->work;
  const gboolean valid = embark_payload_pane_get_valid (self->pane);
  const gboolean known = work != NULL && (work->sample != NULL || work->text != NULL);
  const gboolean busy = work != NULL && work->run != NULL && embark_direct_run_get_running (work->run);

  gtk_stack_set_visible_child_name (self->body, known ? "form" : "loading");
  gtk_spinner_set_spinning (self->spinner, work != NULL && !known);
  self->remedy =
      embark_workbench_show_problem (self->problem, work != NULL && !work->asking ? work->error : NULL, TRUE);
  gtk_label_set_text (self->sync_words,
                      gtk_switch_get_active (self->sync)
                          ? _ ("The call ends when the workflow has, and what it answers is shown.")
                          : _ ("The call ends at once, with the run that it started; what the workflow "
                               "answers is not shown."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "direct.execute",
                                 known && valid && !busy && embark_direct_pane_get_account (self) != NULL);
  gtk_widget_set_visible (self->open_run, get_run_id (self) != NULL);
}

static void
run_changed_cb (EmbarkDirectPane *self)
{
  show_answer (self);
  update (self);
}

void
embark_direct_pane_show_run (EmbarkDirectPane *self)
{
  EmbarkDirectRun *run = self->work != NULL ? self->work->run : NULL;
  EmbarkFire *fire = run != NULL ? embark_direct_run_get_fire (run) : NULL;

  g_signal_group_set_target (self->run_signals, run);
  g_signal_group_set_target (self->fire_signals, fire);
  embark_verdict_card_set_fire (self->verdict, fire);
  run_changed_cb (self);
}

EmbarkDirectRun *
embark_direct_pane_get_run (EmbarkDirectPane *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_PANE (self), NULL);

  return self->work != NULL ? self->work->run : NULL;
}

/* ---- what it is called with ---- */

static void
show_payload (EmbarkDirectPane *self)
{
  EmbarkDirectWork *work = self->work;
  const gboolean nothing = work != NULL && work->structure != NULL && work->structure->sample == NULL
                           && work->structure->schema == NULL;

  gtk_label_set_text (self->note, nothing ? _ ("Cobalt does not say what this workflow is called with. Any "
                                               "JSON can be sent.")
                                          : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), nothing);
  if (work == NULL)
    return;
  self->loading = TRUE;
  gtk_switch_set_active (self->sync, work->sync);
  if (work->text != NULL || work->sample != NULL)
    embark_payload_pane_set_text (self->pane, work->text != NULL ? work->text : work->sample,
                                  work->structure != NULL ? work->structure->schema : NULL);
  self->loading = FALSE;
}

static void
payload_changed_cb (EmbarkDirectPane *self)
{
  EmbarkDirectWork *work = self->work;

  /* Before its own is known, what stands there is of another workflow. */
  if (work != NULL && !self->loading && (work->sample != NULL || work->text != NULL))
    {
      g_free (work->text);
      work->text = embark_payload_pane_dup_text (self->pane);
      if (g_strcmp0 (work->text, work->sample) == 0)
        g_clear_pointer (&work->text, g_free);
    }
  if (!self->loading)
    update (self);
}

static void
sync_cb (EmbarkDirectPane *self)
{
  if (self->work != NULL && !self->loading)
    self->work->sync = gtk_switch_get_active (self->sync);
  update (self);
}

/* Who asked for a structure: the answer may come when another workflow is shown. */
typedef struct
{
  EmbarkDirectPane *self; /* (owned) */
  char *key;              /* (owned) */
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_free (question->key);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
structure_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EmbarkDirectPane *self = question->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkRequestStructure) structure =
      embark_request_structure_load_finish (EMBARK_WORKSPACE (source), result, &error);
  EmbarkDirectWork *work = self->works != NULL ? g_hash_table_lookup (self->works, question->key) : NULL;
  g_autofree char *before = NULL;

  /* Called off: another question may stand already. */
  if (work == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  work->asking = FALSE;
  g_clear_error (&work->error);
  before = g_steal_pointer (&work->sample);
  if (structure == NULL)
    {
      work->error = g_steal_pointer (&error);
      /* What was known before is better than nothing, and without it anything can be sent still. */
      work->sample = before != NULL ? g_strdup (before) : g_strdup ("{}");
    }
  else
    {
      g_clear_pointer (&work->structure, embark_request_structure_free);
      work->structure = g_steal_pointer (&structure);
      if (work->structure->sample != NULL)
        work->sample = g_strdup (work->structure->sample);
      else
        work->sample =
            work->structure->schema != NULL ? embark_payload_make (work->structure->schema) : g_strdup ("{}");
    }
  if (work != self->work)
    return;
  /* Shown anew only where it is another: the cursor and the undo history would be lost. */
  if (g_strcmp0 (before, work->sample) != 0)
    show_payload (self);
  update (self);
}

static char *
dup_key (EmbarkDirectPane *self)
{
  return g_strdup_printf (
      "%s\n%s\n%s",
      embark_profile_get_id (embark_workspace_get_profile (embark_direct_pane_get_workspace (self))),
      embark_linked_account_get_id (embark_direct_pane_get_account (self)),
      embark_workflow_info_get_id (self->workflow));
}

static void
ask_for_structure (EmbarkDirectPane *self)
{
  Question *question;

  if (self->work == NULL || self->work->asking)
    return;
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->key = dup_key (self);
  self->work->asking = TRUE;
  embark_request_structure_load_async (embark_direct_pane_get_workspace (self),
                                       embark_linked_account_get_id (embark_direct_pane_get_account (self)),
                                       embark_workflow_info_get_id (self->workflow), self->cancellable,
                                       structure_cb, question);
}

static void
remedy_cb (EmbarkDirectPane *self)
{
  if (!embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy))
    ask_for_structure (self);
  update (self);
}

/* Another workflow or another account. */
static void
show_work (EmbarkDirectPane *self)
{
  g_autofree char *key = NULL;

  self->work = NULL;
  if (self->workflow != NULL && embark_direct_pane_get_account (self) != NULL)
    {
      key = dup_key (self);
      self->work = g_hash_table_lookup (self->works, key);
      if (self->work == NULL)
        {
          self->work = g_new0 (EmbarkDirectWork, 1);
          g_hash_table_insert (self->works, g_steal_pointer (&key), self->work);
        }
    }
  show_payload (self);
  embark_direct_pane_show_run (self);
  ask_for_structure (self);
}

/* ---- the actions ---- */

static void
verdict_action_cb (EmbarkDirectPane *self, int action)
{
  if (!embark_workbench_follow_verdict (GTK_WIDGET (self), action)
      && action == EMBARK_VERDICT_ACTION_FIRE_AGAIN)
    embark_direct_pane_execute_again (self);
}

static void
execute_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_direct_pane_execute (EMBARK_DIRECT_PANE (widget));
}

static gboolean
execute_shortcut_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  embark_direct_pane_execute (EMBARK_DIRECT_PANE (widget));
  return TRUE;
}

/* ---- the class ---- */

static void
embark_direct_pane_dispose (GObject *object)
{
  EmbarkDirectPane *self = EMBARK_DIRECT_PANE (object);

  self->work = NULL;
  g_cancellable_cancel (self->cancellable);
  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  g_clear_object (&self->onboarding);
  g_clear_object (&self->run_signals);
  g_clear_object (&self->fire_signals);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_DIRECT_PANE);
  g_clear_object (&self->workflow);
  g_clear_pointer (&self->works, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_direct_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-direct-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, back);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, caption);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, execute);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, body);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, note);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, sync_label);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, sync_words);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, sync);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, verdict);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, open_run);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, answer_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, status);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, took);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, answer_words);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, answer_card);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDirectPane, answer);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, sync_cb);
  gtk_widget_class_bind_template_callback (widget_class, payload_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, verdict_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_run_cb);
}

static void
embark_direct_pane_class_init (EmbarkDirectPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_direct_pane_dispose;
  signals[OPEN_RUN] = g_signal_new ("open-run", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (EMBARK_TYPE_CHIP);
  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  g_type_ensure (EMBARK_TYPE_PAYLOAD_PANE);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_VERDICT_CARD);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "direct.execute", NULL, execute_action);
}

static void
embark_direct_pane_init (EmbarkDirectPane *self)
{
  self->works = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) work_free);
  self->cancellable = g_cancellable_new ();
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->loading = FALSE;
  self->run_signals = g_signal_group_new (EMBARK_TYPE_DIRECT_RUN);
  g_signal_group_connect_swapped (self->run_signals, "notify", G_CALLBACK (run_changed_cb), self);
  self->fire_signals = g_signal_group_new (EMBARK_TYPE_FIRE);
  g_signal_group_connect_swapped (self->fire_signals, "notify", G_CALLBACK (update), self);
  embark_send_bind_key (GTK_WIDGET (self), execute_shortcut_cb);
  run_changed_cb (self);
}

static void
facts_changed_cb (EmbarkDirectPane *self)
{
  embark_verdict_card_set_facts (self->verdict, embark_onboarding_get_facts (self->onboarding));
}

/* What is under way is called off, so nobody waits for it. */
static void
call_off (EmbarkDirectPane *self)
{
  GHashTableIter iter;
  gpointer work;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_hash_table_iter_init (&iter, self->works);
  while (g_hash_table_iter_next (&iter, NULL, &work))
    ((EmbarkDirectWork *) work)->asking = FALSE;
}

void
embark_direct_pane_set_onboarding (EmbarkDirectPane *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_DIRECT_PANE (self));

  if (self->onboarding == onboarding)
    return;
  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  call_off (self);
  g_set_object (&self->onboarding, onboarding);
  if (onboarding != NULL)
    {
      embark_verdict_card_set_clock (
          self->verdict, embark_workspace_get_clock (embark_onboarding_get_workspace (onboarding)));
      g_signal_connect_object (onboarding, "notify::facts", G_CALLBACK (facts_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (onboarding, "notify::account", G_CALLBACK (show_work), self,
                               G_CONNECT_SWAPPED);
      facts_changed_cb (self);
    }
  show_work (self);
}

void
embark_direct_pane_set_workflow (EmbarkDirectPane *self, EmbarkWorkflowInfo *workflow)
{
  const char *caption;

  g_return_if_fail (EMBARK_IS_DIRECT_PANE (self));
  g_return_if_fail (EMBARK_IS_WORKFLOW_INFO (workflow));

  g_set_object (&self->workflow, workflow);
  caption = embark_workflow_info_get_description (workflow);
  gtk_label_set_text (self->name, embark_workflow_info_get_name (workflow));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), embark_workflow_info_get_name (workflow));
  gtk_label_set_text (self->caption, caption != NULL ? caption : embark_workflow_info_get_id (workflow));
  show_work (self);
}

EmbarkWorkflowInfo *
embark_direct_pane_get_workflow (EmbarkDirectPane *self)
{
  g_return_val_if_fail (EMBARK_IS_DIRECT_PANE (self), NULL);

  return self->workflow;
}

void
embark_direct_pane_set_payload (EmbarkDirectPane *self, const char *text)
{
  g_return_if_fail (EMBARK_IS_DIRECT_PANE (self));

  if (self->work == NULL)
    return;
  if (self->work->sample == NULL && self->work->text == NULL)
    {
      self->work->text = g_strdup (text);
      show_payload (self);
    }
  else
    embark_payload_pane_replace (self->pane, text);
  update (self);
}

void
embark_direct_pane_set_narrow (EmbarkDirectPane *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_DIRECT_PANE (self));

  gtk_widget_set_visible (self->back, narrow);
  embark_payload_pane_set_stacked (self->pane, narrow);
  embark_verdict_card_set_narrow (self->verdict, narrow);
}
