/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which runs are the consequence of which fire. Pure: what is known goes in, who owns what comes out. */

#include "config.h"

#include "embark-fire-tracker.h"

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
says_otherwise (const char *wanted, const char *found)
{
  return is_set (wanted) && is_set (found) && !g_str_equal (wanted, found);
}

/* Whether the run can be the consequence by what started it. */
static EmbarkMatch
match_cause (const EmbarkRunWindow *window, EmbarkExecution *run)
{
  const char *event = embark_execution_get_event_name (run);

  if (window->workflow_id != NULL)
    {
      /* Executed directly: no event has started it, and it names its workflow. */
      if (says_otherwise (window->workflow_id, embark_execution_get_workflow_id (run))
          || is_set (embark_execution_get_event_id (run)))
        return EMBARK_MATCH_NO;
      return is_set (embark_execution_get_workflow_id (run)) && !is_set (event) ? EMBARK_MATCH_YES
                                                                                : EMBARK_MATCH_MAYBE;
    }
  if (!is_set (event))
    return EMBARK_MATCH_MAYBE;
  return g_strcmp0 (event, window->event) == 0 ? EMBARK_MATCH_YES : EMBARK_MATCH_NO;
}

/**
 * embark_run_window_match:
 * @window: what was fired, where and when
 * @run: a run as the platform lists it
 *
 * The platform answers a fired event with no run id, so its runs are told by what they carry. In this order:
 * a run that is this fire's already stays so; one of another account or config is none of ours, and one that
 * somebody started again is nobody's consequence; one that names the same event occurrence is ours, one that
 * names another is not; what is older than the fire is not; and of the rest the event's name decides. A run
 * that does not name its event is only a maybe, as is one that does not name its occurrence where others do.
 */
EmbarkMatch
embark_run_window_match (const EmbarkRunWindow *window, EmbarkExecution *run)
{
  const char *event_id, *id;
  gint64 created_at;
  EmbarkMatch match;

  g_return_val_if_fail (window != NULL, EMBARK_MATCH_NO);
  g_return_val_if_fail (EMBARK_IS_EXECUTION (run), EMBARK_MATCH_NO);

  id = embark_execution_get_id (run);
  if (window->run_ids != NULL && id != NULL && g_strv_contains (window->run_ids, id))
    return EMBARK_MATCH_YES;
  if (says_otherwise (window->account_id, embark_execution_get_account_id (run))
      || says_otherwise (window->config_id, embark_execution_get_config_id (run))
      || (window->reruns != NULL && id != NULL && g_hash_table_contains (window->reruns, id)))
    return EMBARK_MATCH_NO;

  event_id = embark_execution_get_event_id (run);
  if (is_set (window->event_id) && is_set (event_id))
    return g_str_equal (window->event_id, event_id) ? EMBARK_MATCH_YES : EMBARK_MATCH_NO;

  created_at = embark_execution_get_created_at (run);
  if (created_at == 0 || created_at < window->sent_at + window->skew - window->tolerance)
    return EMBARK_MATCH_NO;

  match = match_cause (window, run);
  return match == EMBARK_MATCH_YES && is_set (window->event_id) ? EMBARK_MATCH_MAYBE : match;
}

/* What becomes known of a fire while runs are given out. */
typedef struct
{
  EmbarkRunWindow window;
  gboolean has_runs;
  EmbarkMatch match; /* with the run that is given out now */
} Candidate;

static gboolean
names_same (const Candidate *candidate, EmbarkExecution *run)
{
  return is_set (candidate->window.event_id)
         && g_strcmp0 (candidate->window.event_id, embark_execution_get_event_id (run)) == 0;
}

/* Returns: (nullable): the last fire that was sent before the run began; when all were sent after it, within
 * what clocks tell, the first of them */
static Candidate *
find_last_before (Candidate *candidates, guint n, gint64 created_at)
{
  Candidate *before = NULL;
  Candidate *first = NULL;

  for (guint i = 0; i < n; i++)
    {
      Candidate *candidate = &candidates[i];
      const gint64 sent_at = candidate->window.sent_at;

      if (candidate->match == EMBARK_MATCH_NO)
        continue;
      if (first == NULL || sent_at < first->window.sent_at)
        first = candidate;
      if (sent_at + candidate->window.skew <= created_at
          && (before == NULL || sent_at > before->window.sent_at))
        before = candidate;
    }
  return before != NULL ? before : first;
}

/* Of fires that were sent so close together that clocks do not tell which was first before the run, the
 * oldest that has none yet chooses first: runs are given out oldest first. */
static Candidate *
find_first_waiting (Candidate *candidates, guint n, Candidate *last)
{
  Candidate *found = last;

  for (guint i = 0; i < n; i++)
    {
      Candidate *candidate = &candidates[i];

      if (candidate->match != EMBARK_MATCH_NO && !candidate->has_runs
          && ABS (candidate->window.sent_at - last->window.sent_at) <= last->window.tolerance
          && (found->has_runs || candidate->window.sent_at < found->window.sent_at))
        found = candidate;
    }
  return found;
}

/* Leaves those candidates that @keep says, when there is any. */
static void
prefer (Candidate *candidates, guint n, gboolean (*keep) (const Candidate *candidate))
{
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    any = any || (candidates[i].match != EMBARK_MATCH_NO && keep (&candidates[i]));
  for (guint i = 0; any && i < n; i++)
    if (!keep (&candidates[i]))
      candidates[i].match = EMBARK_MATCH_NO;
}

static gboolean
is_sure (const Candidate *candidate)
{
  return candidate->match == EMBARK_MATCH_YES;
}

static gboolean
is_in_time (const Candidate *candidate)
{
  return !candidate->window.late;
}

/* Returns: (nullable): whose consequence @run is */
static Candidate *
choose (Candidate *candidates, guint n, EmbarkExecution *run)
{
  const char *id = embark_execution_get_id (run);
  Candidate *last;

  for (guint i = 0; i < n; i++)
    {
      Candidate *candidate = &candidates[i];

      candidate->match = embark_run_window_match (&candidate->window, run);
      if (candidate->window.run_ids != NULL && id != NULL && g_strv_contains (candidate->window.run_ids, id))
        return candidate;
    }
  for (guint i = 0; i < n; i++)
    if (candidates[i].match != EMBARK_MATCH_NO && names_same (&candidates[i], run))
      return &candidates[i];

  prefer (candidates, n, is_sure);
  prefer (candidates, n, is_in_time);
  last = find_last_before (candidates, n, embark_execution_get_created_at (run));
  if (last == NULL || !is_set (embark_execution_get_event_id (run)))
    return last;
  return find_first_waiting (candidates, n, last);
}

static int
compare_age (gconstpointer a, gconstpointer b, gpointer runs)
{
  EmbarkExecution *const *array = runs;
  const gint64 x = embark_execution_get_created_at (array[*(const guint *) a]);
  const gint64 y = embark_execution_get_created_at (array[*(const guint *) b]);

  return x < y ? -1 : x > y;
}

/**
 * embark_run_window_assign:
 * @windows: the fires that are on their way at once
 * @runs: what the platform lists
 * @owners: (out caller-allocates): for each run the index of its fire, -1 when it is of none
 * @matches: (out caller-allocates): how sure that is
 *
 * Each run goes to one fire at most. Runs are given out oldest first, and what the first one tells of its
 * fire (the occurrence of its event) counts for the next. A run that several fires could have started goes to
 * the one whose event it names; then to one that is still waited for rather than to one that nothing answered
 * in time; then to the last one that was sent before the run began.
 */
void
embark_run_window_assign (const EmbarkRunWindow *windows,
                          guint n_windows,
                          EmbarkExecution *const *runs,
                          guint n_runs,
                          int *owners,
                          EmbarkMatch *matches)
{
  g_autofree Candidate *candidates = g_new0 (Candidate, n_windows);
  g_autofree guint *order = g_new (guint, n_runs);

  for (guint i = 0; i < n_windows; i++)
    {
      candidates[i].window = windows[i];
      candidates[i].has_runs = windows[i].run_ids != NULL && windows[i].run_ids[0] != NULL;
    }
  for (guint i = 0; i < n_runs; i++)
    order[i] = i;
  /* Those that began at the same moment stay as they are listed. */
  g_qsort_with_data (order, (int) n_runs, sizeof *order, compare_age, (gpointer) runs);

  for (guint i = 0; i < n_runs; i++)
    {
      EmbarkExecution *run = runs[order[i]];
      Candidate *owner = choose (candidates, n_windows, run);

      owners[order[i]] = owner != NULL ? (int) (owner - candidates) : -1;
      matches[order[i]] = owner != NULL ? owner->match : EMBARK_MATCH_NO;
      if (owner == NULL || owner->match != EMBARK_MATCH_YES)
        continue;
      owner->has_runs = TRUE;
      if (!is_set (owner->window.event_id) && is_set (embark_execution_get_event_id (run)))
        owner->window.event_id = embark_execution_get_event_id (run);
    }
}
