/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Of what the platform lists, a fire takes what is its own. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-fire-follow-private.h"
#include "embark-json.h"

/* A list that does not say what started a run is believed after this long. */
#define MAYBE_US (6 * G_USEC_PER_SEC)
/* The server may be several machines, and a Date header has no fractions. */
#define TOLERANCE_US (2 * G_USEC_PER_SEC)
/* With no Date header the clocks may differ by this much. */
#define BLIND_TOLERANCE_US (60 * G_USEC_PER_SEC)

static EmbarkExecution *
find_run (EmbarkFireFollow *self, const char *id, guint *position)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (self->fire));

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      if (g_strcmp0 (embark_execution_get_id (run), id) == 0)
        {
          *position = i;
          return g_steal_pointer (&run);
        }
    }
  return NULL;
}

/* Puts @run into the list, or what is new of it. Returns: whether anything changed */
gboolean
embark_fire_follow_put_run (EmbarkFireFollow *self, EmbarkExecution *run)
{
  GListStore *runs = embark_fire_get_runs (self->fire);
  guint position = 0;
  g_autoptr (EmbarkExecution) old = find_run (self, embark_execution_get_id (run), &position);
  g_autoptr (EmbarkExecution) merged = NULL;

  if (old == NULL)
    {
      g_list_store_append (runs, run);
      return TRUE;
    }

  merged = embark_execution_merge (old, run);
  if (json_node_equal (embark_execution_get_json (old), embark_execution_get_json (merged)))
    return FALSE;
  g_list_store_splice (runs, position, 1, (gpointer *) &merged, 1);
  return TRUE;
}

static gboolean
has_run_id (EmbarkFire *fire, const char *id)
{
  return g_strv_contains (embark_fire_get_run_ids (fire), id);
}

static void
add_run_id (EmbarkFire *fire, const char *id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  g_strv_builder_addv (builder, (const char **) embark_fire_get_run_ids (fire));
  g_strv_builder_add (builder, id);
  ids = g_strv_builder_end (builder);
  embark_fire_set_run_ids (fire, (const char *const *) ids);
}

/* Says how the run was found, where that is worth a word. */
static void
note_how (EmbarkFireFollow *self, EmbarkMatch match)
{
  const EmbarkFireState state = embark_fire_get_state (self->fire);
  const gint64 waited =
      (embark_fire_get_run_seen_at (self->fire) - embark_fire_get_created_at (self->fire)) / G_USEC_PER_SEC;

  if (match == EMBARK_MATCH_MAYBE)
    embark_fire_set_detail (
        self->fire, _ ("Cobalt does not say which event started this run; it was taken for its time and "
                       "its linked account."));
  else if (state == EMBARK_FIRE_UNKNOWN)
    embark_fire_set_detail (
        self->fire, _ ("The answer was lost, but Cobalt lists a run of this event that began after it "
                       "was sent: it did arrive."));
  else if (state == EMBARK_FIRE_NOTHING_LISTENED)
    {
      /* Translators: %u: seconds */
      g_autofree char *text =
          g_strdup_printf (ngettext ("The run came late: it was listed %u second after the event was fired.",
                                     "The run came late: it was listed %u seconds after the event was fired.",
                                     (gulong) waited),
                           (guint) waited);

      embark_fire_set_detail (self->fire, text);
    }
}

/* A run that was not known yet is one of this fire's. */
static void
add_run (EmbarkFireFollow *self, EmbarkExecution *run, EmbarkMatch match)
{
  const char *id = embark_execution_get_id (run);
  const char *event_id = embark_execution_get_event_id (run);

  self->last_new_run = embark_clock_get_monotonic_time (self->clock);
  if (self->event_id == NULL && event_id != NULL && *event_id != '\0')
    self->event_id = g_strdup (event_id);
  embark_fire_tracker_claim (self->tracker, self->fire, id);
  add_run_id (self->fire, id);
  embark_fire_follow_put_run (self, run);

  if (embark_fire_get_run_seen_at (self->fire) == 0)
    embark_fire_set_run_seen_at (self->fire, embark_clock_get_real_time (self->clock));
  note_how (self, match);
  if (embark_execution_get_status (run) != EMBARK_EXECUTION_DUPLICATE)
    embark_fire_set_state (self->fire, EMBARK_FIRE_RAN);
  else if (embark_fire_get_state (self->fire) == EMBARK_FIRE_NOTHING_LISTENED)
    embark_fire_set_state (self->fire, EMBARK_FIRE_ACCEPTED);
  /* What was given as the verdict is none any more, and what the run does is followed closely. */
  embark_fire_set_ended_at (self->fire, 0);
  if (self->late)
    self->since = self->last_new_run;
  self->late = FALSE;
  embark_fire_follow_changed (self);
}

EmbarkRunWindow
embark_fire_follow_get_window (EmbarkFireFollow *self)
{
  return (EmbarkRunWindow){
    .event = embark_fire_get_event (self->fire),
    .config_id = embark_fire_get_config_id (self->fire),
    .account_id = embark_fire_get_account_id (self->fire),
    .workflow_id = embark_fire_get_workflow_id (self->fire),
    .event_id = self->event_id,
    .run_ids = embark_fire_get_run_ids (self->fire),
    .reruns = self->reruns,
    .late = self->late,
    .sent_at = embark_fire_get_created_at (self->fire),
    .skew = self->skew,
    .tolerance = self->skew_known ? TOLERANCE_US : BLIND_TOLERANCE_US,
  };
}

static gboolean
is_known (EmbarkFireFollow *self, EmbarkExecution *run)
{
  return has_run_id (self->fire, embark_execution_get_id (run));
}

/* Whether a match of this kind is taken by now. */
static gboolean
is_believed (EmbarkFireFollow *self, EmbarkMatch match)
{
  if (match != EMBARK_MATCH_MAYBE)
    return match == EMBARK_MATCH_YES;
  /* Of an event that may never have arrived, a guess would make a certainty. */
  return embark_fire_get_state (self->fire) != EMBARK_FIRE_UNKNOWN
         && embark_clock_get_monotonic_time (self->clock) - self->since >= MAYBE_US;
}

gboolean
embark_fire_follow_finds_new (EmbarkFireFollow *self)
{
  for (guint i = 0; i < self->found->len; i++)
    if (!is_known (self, g_ptr_array_index (self->found, i)))
      return TRUE;
  return FALSE;
}

/* What is new about the runs that are known already. Returns: whether it is still looked */
static gboolean
update_known (EmbarkFireFollow *self)
{
  for (guint i = 0; i < self->found->len; i++)
    {
      EmbarkExecution *run = g_ptr_array_index (self->found, i);

      if (is_known (self, run) && !g_hash_table_contains (self->settled, embark_execution_get_id (run))
          && embark_fire_follow_put_run (self, run))
        embark_fire_follow_changed (self);
      if (self->tracker == NULL) /* whoever heard of it ended the looking */
        return FALSE;
    }
  return TRUE;
}

void
embark_fire_follow_take_found (EmbarkFireFollow *self)
{
  /* One that was executed directly and named its run has no other. */
  const gboolean complete =
      embark_fire_get_workflow_id (self->fire) != NULL && embark_fire_get_run_ids (self->fire)[0] != NULL;
  g_autoptr (GArray) windows = NULL;
  g_autofree int *owners = NULL;
  g_autofree EmbarkMatch *matches = NULL;

  if (!update_known (self) || complete || self->found->len == 0)
    return;

  embark_fire_tracker_drop_claimed (self->tracker, self->found);
  windows = embark_fire_tracker_get_windows (self->tracker, self);
  owners = g_new (int, self->found->len);
  matches = g_new (EmbarkMatch, self->found->len);
  embark_run_window_assign ((const EmbarkRunWindow *) (gpointer) windows->data, windows->len,
                            (EmbarkExecution *const *) self->found->pdata, self->found->len, owners, matches);
  for (guint i = 0; i < self->found->len && self->tracker != NULL; i++)
    {
      EmbarkExecution *run = g_ptr_array_index (self->found, i);

      if (owners[i] == 0 && !is_known (self, run) && is_believed (self, matches[i]))
        add_run (self, run, matches[i]);
    }
}
