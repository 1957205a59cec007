/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-fire-follow-private.h"
#include "embark-glib.h"
#include "embark-onboarding-private.h"

#define MAX_FIRES 100
/* How often it is looked whether the answer to what another page sent has come. */
#define REREAD_MS 2000

typedef struct
{
  EmbarkOnboarding *self; /* (owned) */
  EmbarkHistoryFunc answered;
} Question;

static Question *
question_new (EmbarkOnboarding *self, EmbarkHistoryFunc answered)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->answered = answered;
  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gboolean
may_change (EmbarkOnboarding *self, EmbarkFire *fire)
{
  return embark_fire_may_change (fire,
                                 embark_clock_get_real_time (embark_workspace_get_clock (self->workspace)));
}

/* Puts a fire that the journal has into the list, newest first, unless the list has it. */
static void
take_fire (EmbarkOnboarding *self, EmbarkFire *fire)
{
  GListModel *model = G_LIST_MODEL (self->fires);
  const guint n = g_list_model_get_n_items (model);
  guint position = n;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkFire) other = g_list_model_get_item (model, i);

      if (g_strcmp0 (embark_fire_get_id (other), embark_fire_get_id (fire)) == 0)
        {
          embark_fire_set_pinned (other, embark_fire_get_pinned (fire));
          /* Sent by another page of the same account, whose answer has come since. */
          if (embark_fire_get_state (other) != EMBARK_FIRE_SENDING
              || embark_fire_tracker_has (self->tracker, other)
              || embark_fire_get_state (fire) == EMBARK_FIRE_SENDING)
            return;
          g_list_store_splice (self->fires, i, 1, (gpointer *) &fire, 1);
          position = G_MAXUINT;
          break;
        }
      if (position == n && embark_fire_get_created_at (fire) > embark_fire_get_created_at (other))
        position = i;
    }
  if (position != G_MAXUINT)
    g_list_store_insert (self->fires, position, fire);
  if (may_change (self, fire))
    embark_fire_tracker_follow (self->tracker, fire);
  else
    embark_fire_tracker_note (self->tracker, fire);
}

void
embark_onboarding_take_fires (EmbarkOnboarding *self, GPtrArray *fires)
{
  for (guint i = 0; i < fires->len; i++)
    take_fire (self, g_ptr_array_index (fires, i));
}

void
embark_onboarding_follow_open_fires (EmbarkOnboarding *self)
{
  GListModel *model = G_LIST_MODEL (self->fires);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EmbarkFire) fire = g_list_model_get_item (model, i);

      if (may_change (self, fire))
        embark_fire_tracker_follow (self->tracker, fire);
    }
}

static void schedule_reread (EmbarkOnboarding *self);

static void
reread_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkOnboarding) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fires = embark_journal_list_fires_finish (EMBARK_JOURNAL (source), result, &error);

  if (fires == NULL)
    {
      /* A journal that cannot be read now can hardly be read in a moment; the next refresh tries again. */
      g_message ("The journal could not be read again: %s", error->message);
      return;
    }
  embark_onboarding_take_fires (self, fires);
  schedule_reread (self);
  embark_onboarding_update (self);
}

static gboolean
reread_timeout_cb (gpointer user_data)
{
  EmbarkOnboarding *self = user_data;

  self->reread = 0;
  embark_journal_list_fires_async (embark_workspace_get_journal (self->workspace),
                                   embark_profile_get_id (embark_workspace_get_profile (self->workspace)),
                                   embark_linked_account_get_id (self->account), MAX_FIRES, NULL, reread_cb,
                                   g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Whether @fire is in the air, sent by another page of the account, which writes down what becomes of it. */
static gboolean
is_sent_elsewhere (EmbarkOnboarding *self, EmbarkFire *fire)
{
  return embark_fire_get_state (fire) == EMBARK_FIRE_SENDING
         && !embark_fire_tracker_has (self->tracker, fire);
}

/* Nothing tells when another page's answer comes, so the journal is asked until it has it. */
static void
schedule_reread (EmbarkOnboarding *self)
{
  GListModel *model = G_LIST_MODEL (self->fires);
  gboolean needed = FALSE;

  for (guint i = 0; !needed && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EmbarkFire) fire = g_list_model_get_item (model, i);

      needed = is_sent_elsewhere (self, fire);
    }
  embark_onboarding_stop_history (self);
  if (needed)
    self->reread = embark_clock_add_timeout (embark_workspace_get_clock (self->workspace), REREAD_MS,
                                             reread_timeout_cb, self, NULL);
}

void
embark_onboarding_stop_history (EmbarkOnboarding *self)
{
  if (self->workspace != NULL)
    embark_clock_clear (embark_workspace_get_clock (self->workspace), &self->reread);
}

static void
fires_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fires = embark_journal_list_fires_finish (EMBARK_JOURNAL (source), result, &error);

  /* Kept apart: the event list shares the step, and its answer would hide this. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&question->self->fires_error);
      question->self->fires_error = error != NULL ? g_error_copy (error) : NULL;
    }
  if (fires != NULL)
    {
      embark_onboarding_take_fires (question->self, fires);
      embark_onboarding_note_newest (question->self, fires, MAX_FIRES);
      schedule_reread (question->self);
    }
  question->answered (question->self, EMBARK_STEP_EVENT, error);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkOnboarding) self = user_data;
  const gint64 n = embark_journal_count_fires_finish (EMBARK_JOURNAL (source), result, NULL);

  /* When it fails, so does the reading beside it, which tells. */
  if (n >= 0)
    embark_onboarding_set_n_fires (self, (guint) MIN (n, G_MAXUINT));
}

static void
attempts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EmbarkOnboarding *self = question->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts =
      embark_journal_list_attempts_finish (EMBARK_JOURNAL (source), result, &error);

  if (attempts != NULL && attempts->len > 0)
    {
      const EmbarkAttempt *attempt = g_ptr_array_index (attempts, 0);

      /* One noted a moment ago may not be in the journal yet. */
      if (attempt->started_at >= self->attempt_at)
        {
          self->attempt_at = attempt->started_at;
          self->attempt_failed =
              g_strcmp0 (attempt->verdict, "failed") == 0 || g_strcmp0 (attempt->verdict, "denied") == 0;
          embark_set_str (&self->attempt_code, attempt->code);
          embark_set_str (&self->attempt_diagnosis, attempt->diagnosis);
        }
    }
  question->answered (self, EMBARK_STEP_CONNECT, error);
}

static void
handover_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  const gint64 time = embark_journal_get_milestone_finish (EMBARK_JOURNAL (source), result, &error);

  if (time >= 0)
    question->self->handover_at = time;
  question->answered (question->self, EMBARK_STEP_HANDOVER, error);
}

guint
embark_onboarding_load_history (EmbarkOnboarding *self, EmbarkHistoryFunc answered)
{
  EmbarkJournal *journal = embark_workspace_get_journal (self->workspace);
  const char *profile_id = embark_profile_get_id (embark_workspace_get_profile (self->workspace));
  const char *account_id;

  if (self->account == NULL)
    return 0;

  account_id = embark_linked_account_get_id (self->account);
  embark_journal_list_fires_async (journal, profile_id, account_id, MAX_FIRES, self->cancellable, fires_cb,
                                   question_new (self, answered));
  embark_journal_count_fires_async (journal, profile_id, account_id, self->cancellable, count_cb,
                                    g_object_ref (self));
  embark_journal_list_attempts_async (journal, profile_id, account_id, 1, self->cancellable, attempts_cb,
                                      question_new (self, answered));
  embark_journal_get_milestone_async (journal, profile_id, account_id, EMBARK_MILESTONE_HANDOVER,
                                      self->cancellable, handover_cb, question_new (self, answered));
  return 3;
}
