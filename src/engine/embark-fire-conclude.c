/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The end of a round: is there a verdict? */

#include "config.h"

#include "embark-fire-follow-private.h"

/* Runs of one event come close together: this long after the newest one no other is expected. */
#define LOOKOUT_US (3 * G_USEC_PER_SEC)

typedef struct
{
  guint n;
  guint n_open;
  guint n_completed;
  guint n_duplicate;
  gint64 last_completed_at;
} Tally;

static Tally
count_runs (EmbarkFireFollow *self)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (self->fire));
  Tally tally = { .n = g_list_model_get_n_items (runs) };

  for (guint i = 0; i < tally.n; i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);
      const EmbarkExecutionStatus status = embark_execution_get_status (run);

      tally.n_open += !g_hash_table_contains (self->settled, embark_execution_get_id (run));
      tally.n_completed += status == EMBARK_EXECUTION_COMPLETED;
      tally.n_duplicate += status == EMBARK_EXECUTION_DUPLICATE;
      tally.last_completed_at = MAX (tally.last_completed_at, embark_execution_get_completed_at (run));
    }
  return tally;
}

static void
give_verdict_on_runs (EmbarkFireFollow *self, const Tally *tally)
{
  const gint64 now = embark_clock_get_real_time (self->clock);
  const gint64 completed_at = tally->last_completed_at - self->skew;
  gboolean by_server = tally->last_completed_at > 0 && self->skew_known && completed_at <= now
                       && completed_at >= embark_fire_get_created_at (self->fire);

  if (tally->n_duplicate == tally->n)
    embark_fire_set_state (self->fire, EMBARK_FIRE_DUPLICATE);
  else
    embark_fire_set_state (self->fire, EMBARK_FIRE_RAN);
  embark_fire_set_succeeded (self->fire,
                             tally->n_completed > 0 && tally->n_completed + tally->n_duplicate == tally->n);
  embark_fire_set_ended_at (self->fire, by_server ? completed_at : now);
  embark_fire_follow_changed (self);
}

/* Whether every run that is known by its id is no longer on the server: there is nothing more to wait for. */
static gboolean
are_runs_gone (EmbarkFireFollow *self, const Tally *tally)
{
  const char *const *ids = embark_fire_get_run_ids (self->fire);

  for (gsize i = 0; ids[i] != NULL; i++)
    if (!g_hash_table_contains (self->settled, ids[i]))
      return FALSE;
  return ids[0] != NULL && tally->n == 0;
}

/* A deleted account or a revoked key stays so: the fire is left without a verdict, until it is followed
 * again. */
static void
give_up (EmbarkFireFollow *self)
{
  /* Of a run that was seen, how it was found is worth more; and a verdict on silence stands. */
  if (self->late
      || (embark_fire_get_state (self->fire) == EMBARK_FIRE_RAN
          && embark_fire_get_detail (self->fire) != NULL))
    return;
  embark_fire_set_detail (self->fire, self->barred);
  embark_fire_follow_changed (self);
}

/* Whether runs that come late are still looked for. */
static gboolean
waits_for_late (EmbarkFireFollow *self)
{
  return embark_fire_may_change (self->fire, embark_clock_get_real_time (self->clock));
}

/* No run came, and the time in which one could have is over. */
static void
give_verdict_on_silence (EmbarkFireFollow *self)
{
  if (embark_fire_get_state (self->fire) == EMBARK_FIRE_ACCEPTED)
    {
      g_autofree char *why = embark_silence_dup_sentence (embark_fire_tracker_ask_silence (self->tracker));

      embark_fire_set_detail (self->fire, why);
      embark_fire_set_state (self->fire, EMBARK_FIRE_NOTHING_LISTENED);
    }
  self->late = TRUE;
  embark_fire_set_ended_at (self->fire, embark_clock_get_real_time (self->clock));
  embark_fire_follow_changed (self);
}

void
embark_fire_follow_conclude (EmbarkFireFollow *self)
{
  g_autoptr (EmbarkFireFollow) alive G_GNUC_UNUSED = embark_fire_follow_ref (self);
  const gint64 now = embark_clock_get_monotonic_time (self->clock);
  const Tally tally = count_runs (self);
  gboolean verdict = self->show_only;

  self->n_rounds++;
  self->n_failures = self->listed ? 0 : self->n_failures + 1;

  if (!verdict && tally.n > 0 && tally.n_open == 0 && now - self->last_new_run >= LOOKOUT_US)
    {
      if (tally.n_duplicate > 0 && !self->explained)
        {
          embark_fire_follow_explain (self);
          return;
        }
      give_verdict_on_runs (self, &tally);
      verdict = TRUE;
    }
  else if (!verdict && are_runs_gone (self, &tally))
    {
      embark_fire_set_detail (self->fire, embark_fire_get_gone_sentence ());
      embark_fire_set_ended_at (self->fire, embark_clock_get_real_time (self->clock));
      embark_fire_follow_changed (self);
      verdict = TRUE;
    }
  /* Only a list that came after the deadline shows that there is nothing. */
  else if (!verdict && g_strv_length ((char **) embark_fire_get_run_ids (self->fire)) == 0 && self->listed
           && now >= self->deadline_at)
    {
      if (!self->late)
        give_verdict_on_silence (self);
      verdict = !waits_for_late (self);
    }
  else if (!verdict && self->barred != NULL)
    give_up (self);

  if (self->tracker == NULL)
    return;
  if (verdict || self->barred != NULL)
    embark_fire_follow_end (self);
  else
    embark_fire_look_schedule (self);
}
