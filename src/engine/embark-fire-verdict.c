/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-fire-tracker.h"
#include "embark-fire-follow-private.h"

static char *
dup_duration (gint64 us)
{
  const gint64 ms = MAX (us, 0) / 1000;

  if (ms < 1000)
    /* Translators: a duration in milliseconds */
    return g_strdup_printf (_ ("%u ms"), (guint) ms);
  if (ms < 60 * 1000)
    /* Translators: a duration in seconds */
    return g_strdup_printf (_ ("%.1f s"), (double) ms / 1000.0);
  /* Translators: a duration in minutes and seconds */
  return g_strdup_printf (_ ("%u min %u s"), (guint) (ms / 60000), (guint) (ms / 1000 % 60));
}

static char *
dup_time (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("");
}

/* From the first start to the last end by the server's clock where the runs are known, else by ours. */
static gint64
get_duration (EmbarkFire *fire)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (fire));
  gint64 first = G_MAXINT64;
  gint64 last = 0;

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      if (embark_execution_get_created_at (run) > 0)
        first = MIN (first, embark_execution_get_created_at (run));
      last = MAX (last, embark_execution_get_completed_at (run));
    }
  if (last > 0 && first <= last)
    return last - first;
  return embark_fire_get_ended_at (fire) - embark_fire_get_created_at (fire);
}

/* How many runs ended in which way. */
typedef struct
{
  guint errored;
  guint timed_out;
  guint stopped;
  guint duplicate;
} Ends;

static Ends
count_ends (EmbarkFire *fire)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (fire));
  Ends ends = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      switch (embark_execution_get_status (run))
        {
        case EMBARK_EXECUTION_ERRORED:
          ends.errored++;
          break;
        case EMBARK_EXECUTION_TIMED_OUT:
          ends.timed_out++;
          break;
        case EMBARK_EXECUTION_STOPPED:
        case EMBARK_EXECUTION_TERMINATED:
          ends.stopped++;
          break;
        case EMBARK_EXECUTION_DUPLICATE:
          ends.duplicate++;
          break;
        case EMBARK_EXECUTION_UNKNOWN:
        case EMBARK_EXECUTION_QUEUED:
        case EMBARK_EXECUTION_RUNNING:
        case EMBARK_EXECUTION_COMPLETED:
        case EMBARK_EXECUTION_STOPPING:
        default:
          break;
        }
    }
  return ends;
}

/* Adds ", 1 errored" to @text; of a single run ", errored". */
static void
add_end (GString *text, guint n, guint n_runs, const char *alone, const char *counted)
{
  g_autofree char *number = g_strdup_printf ("%u", n);

  if (n == 0)
    return;
  g_string_append (text, ", ");
  if (n_runs == 1)
    {
      g_string_append (text, alone);
      return;
    }
  g_string_append (text, counted);
  g_string_replace (text, "%u", number, 1);
}

/* Whether every run that was seen has ended, while more of them are still waited for. */
static gboolean
all_ended (EmbarkFire *fire, guint n)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (fire));
  guint n_ended = 0;

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      n_ended += embark_execution_status_is_terminal (embark_execution_get_status (run));
    }
  return n > 0 && n_ended == n;
}

const char *
embark_fire_get_gone_sentence (void)
{
  return _ ("Cobalt no longer has the runs of this event, so how they ended is not known.");
}

static const struct
{
  EmbarkApiError code;
  const char *sentence;
} bars[] = {
  { EMBARK_API_ERROR_ACCOUNT,
    N_ ("Cobalt has this linked account no longer, so it cannot be asked for the runs "
        "of this event.") },
  { EMBARK_API_ERROR_UNAUTHORIZED,
    N_ ("Cobalt refused the API key, so it cannot be asked for the runs of this "
        "event. Enter a key that works, and refresh.") },
  { EMBARK_API_ERROR_FORBIDDEN,
    N_ ("The API key may not read the runs of this event. Enter a key that may, and "
        "refresh.") },
};

const char *
embark_fire_get_bar_sentence (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bars); i++)
    if (g_error_matches (error, EMBARK_API_ERROR, (int) bars[i].code))
      return _ (bars[i].sentence);
  return NULL;
}

gboolean
embark_fire_is_bar_sentence (const char *detail)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bars); i++)
    if (g_strcmp0 (detail, _ (bars[i].sentence)) == 0)
      return TRUE;
  return FALSE;
}

static char *
dup_ran (EmbarkFire *fire)
{
  const guint n = g_strv_length ((char **) embark_fire_get_run_ids (fire));
  const Ends ends = count_ends (fire);
  g_autofree char *duration = NULL;
  g_autofree char *runs = NULL;
  g_autoptr (GString) text = NULL;

  /* Executed directly and waited for: it answered, whatever its run is called. */
  if (n == 0 && embark_fire_get_workflow_id (fire) != NULL)
    return g_strdup (embark_fire_get_succeeded (fire) ? _ ("Ran, and answered")
                                                      : _ ("Ran, and answered with an error"));
  if (embark_fire_get_ended_at (fire) == 0 && all_ended (fire, n))
    return g_strdup_printf (ngettext ("Ran: %u run, looking for more", "Ran: %u runs, looking for more", n),
                            n);
  if (embark_fire_get_ended_at (fire) == 0)
    return g_strdup_printf (ngettext ("Running: %u run", "Running: %u runs", n), n);

  /* Translators: the first half of “Ran: 2 runs, 1 errored” */
  runs = g_strdup_printf (ngettext ("Ran: %u run", "Ran: %u runs", n), n);
  if (embark_fire_get_succeeded (fire) && ends.duplicate == 0)
    {
      duration = dup_duration (get_duration (fire));
      /* Translators: %1$s: “Ran: 1 run”, %2$s: a duration */
      return g_strdup_printf (_ ("%1$s, completed in %2$s"), runs, duration);
    }
  /* Nobody knows how it ended: that it failed would be made up. */
  if (ends.errored + ends.timed_out + ends.stopped == 0
      && g_strcmp0 (embark_fire_get_detail (fire), embark_fire_get_gone_sentence ()) == 0)
    /* Translators: %s: “Ran: 1 run”; Cobalt keeps runs for a while only */
    return g_strdup_printf (_ ("%s, not listed any more"), runs);

  text = g_string_new (runs);
  /* Translators: the second half of “Ran: 1 run, errored” and “Ran: 3 runs, 1 errored”; so with the next */
  add_end (text, ends.errored, n, _ ("errored"), _ ("%u errored"));
  add_end (text, ends.timed_out, n, _ ("timed out"), _ ("%u timed out"));
  add_end (text, ends.stopped, n, _ ("stopped"), _ ("%u stopped"));
  add_end (text, ends.duplicate, n, _ ("dropped as duplicate"), _ ("%u dropped as duplicate"));
  /* Its runs were not read since it was found in the journal. */
  if (g_strcmp0 (text->str, runs) == 0)
    g_string_append_printf (text, ", %s", n == 1 ? _ ("not completed") : _ ("not all completed"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
embark_fire_dup_verdict (EmbarkFire *fire)
{
  g_return_val_if_fail (EMBARK_IS_FIRE (fire), NULL);

  switch (embark_fire_get_state (fire))
    {
    case EMBARK_FIRE_SENDING:
      /* Translators: the event is being sent at this moment */
      return g_strdup (_ ("Sending"));
    case EMBARK_FIRE_ACCEPTED:
      /* Translators: verdict on a fired event: accepted, and no run was seen so far */
      return g_strdup (_ ("Not yet"));
    case EMBARK_FIRE_RAN:
      return dup_ran (fire);
    case EMBARK_FIRE_NOTHING_LISTENED:
      /* Translators: verdict on a fired event: accepted, and no workflow ran */
      return g_strdup (_ ("Nothing listened"));
    case EMBARK_FIRE_DUPLICATE:
      return g_strdup (_ ("Dropped as duplicate"));
    case EMBARK_FIRE_REFUSED:
      if (embark_fire_get_answered_at (fire) == 0)
        return g_strdup (_ ("Nothing was sent"));
      if (embark_fire_get_detail (fire) == NULL)
        return g_strdup (_ ("Refused"));
      /* Translators: %s: the server's own words */
      return g_strdup_printf (_ ("Refused: “%s”"), embark_fire_get_detail (fire));
    case EMBARK_FIRE_UNKNOWN:
      return g_strdup (_ ("Unknown: the answer was lost"));
    default:
      return g_strdup ("");
    }
}

char *
embark_fire_dup_evidence (EmbarkFire *fire)
{
  g_autofree char *answered = NULL;
  g_autofree char *seen = NULL;
  const char *open;

  g_return_val_if_fail (EMBARK_IS_FIRE (fire), NULL);

  answered = dup_time (embark_fire_get_answered_at (fire));
  switch (embark_fire_get_state (fire))
    {
    case EMBARK_FIRE_SENDING:
      return g_strdup (_ ("It is in the journal and on its way to Cobalt."));
    case EMBARK_FIRE_ACCEPTED:
      if (embark_fire_get_detail (fire) != NULL)
        return g_strdup (embark_fire_get_detail (fire));
      /* Translators: %s: a time of day */
      return g_strdup_printf (_ ("Cobalt took the event at %s and is asked for its runs."), answered);
    case EMBARK_FIRE_RAN:
      seen = dup_time (embark_fire_get_run_seen_at (fire));
      if (embark_fire_get_detail (fire) != NULL)
        return g_strdup (embark_fire_get_detail (fire));
      /* Translators: %s: a time of day */
      return g_strdup_printf (
          _ ("Cobalt listed the first run at %s, with this event and this linked account."), seen);
    case EMBARK_FIRE_NOTHING_LISTENED:
      if (embark_fire_get_detail (fire) != NULL)
        return g_strdup (embark_fire_get_detail (fire));
      /* Translators: %1$s: a time of day, %2$u: seconds */
      return g_strdup_printf (_ ("Cobalt took the event at %1$s, and no run came in %2$u s."), answered,
                              EMBARK_FIRE_RUN_DEADLINE_MS / 1000);
    case EMBARK_FIRE_DUPLICATE:
      if (embark_fire_get_detail (fire) != NULL)
        return g_strdup (embark_fire_get_detail (fire));
      return g_strdup (_ ("Cobalt listed it as a repetition of an earlier event; no workflow ran."));
    case EMBARK_FIRE_REFUSED:
      if (embark_fire_get_answered_at (fire) == 0)
        return g_strdup (embark_fire_get_detail (fire) != NULL ? embark_fire_get_detail (fire) : "");
      /* Translators: %s: a time of day */
      return g_strdup_printf (_ ("Cobalt answered at %s; nothing ran."), answered);
    case EMBARK_FIRE_UNKNOWN:
      open = _ ("It may or may not have run, so it is never fired again by itself. Look at the runs first.");
      if (embark_fire_get_detail (fire) != NULL)
        return g_strdup_printf ("%s %s", embark_fire_get_detail (fire), open);
      return g_strdup (open);
    default:
      return g_strdup ("");
    }
}

/* What is told of a fire that nothing answered: why, and what to do. */
char *
embark_silence_dup_sentence (EmbarkSilence silence)
{
  switch (silence)
    {
    case EMBARK_SILENCE_NOT_CONNECTED:
      return g_strdup (_ (
          "Cobalt took the event, but Salesforce is not connected for this linked account. Connect it, and "
          "fire again."));
    case EMBARK_SILENCE_NO_WORKFLOW:
      return g_strdup (
          _ ("Cobalt took the event, but no workflow is on. Switch on the one that listens to it, and fire "
             "again."));
    case EMBARK_SILENCE_FIELD_MISSING:
      return g_strdup (
          _ ("Cobalt took the event, but a required field of a workflow is empty. Fill it in, and fire "
             "again."));
    case EMBARK_SILENCE_UNEXPLAINED:
    default:
      return g_strdup (_ (
          "Cobalt took the event, but no run came. Either no workflow listens to an event of this name, or "
          "the one that does is not published or is hidden from this linked account. Check it in the "
          "dashboard."));
    }
}

gboolean
embark_fire_may_change (EmbarkFire *fire, gint64 now)
{
  const gint64 age = now - embark_fire_get_created_at (fire);
  gboolean open, silent;

  g_return_val_if_fail (EMBARK_IS_FIRE (fire), FALSE);

  open = embark_fire_get_ended_at (fire) == 0;
  silent =
      embark_fire_get_run_ids (fire)[0] == NULL && age < EMBARK_FIRE_LATE_LIMIT_MS * G_GINT64_CONSTANT (1000);
  switch (embark_fire_get_state (fire))
    {
    case EMBARK_FIRE_ACCEPTED:
    case EMBARK_FIRE_RAN:
      return open;
    case EMBARK_FIRE_UNKNOWN:
      return open || silent;
    case EMBARK_FIRE_NOTHING_LISTENED:
      return silent;
    case EMBARK_FIRE_SENDING:
    case EMBARK_FIRE_DUPLICATE:
    case EMBARK_FIRE_REFUSED:
    default:
      return FALSE;
    }
}

char *
embark_fire_dup_warning (EmbarkFire *fire)
{
  const char *slug;

  g_return_val_if_fail (EMBARK_IS_FIRE (fire), NULL);

  slug = embark_fire_get_slug (fire);
  if ((slug != NULL && *slug != '\0') || embark_fire_get_workflow_id (fire) != NULL)
    return NULL;
  return g_strdup (
      _ ("Fired without an application: it starts every workflow of this linked account that listens "
         "to the event, of whichever application."));
}
