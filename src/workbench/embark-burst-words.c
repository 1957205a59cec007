/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-words.h"
#include "embark-import-csv.h"

const char *
embark_burst_event_word (EmbarkBurstEventState state)
{
  switch (state)
    {
    case EMBARK_BURST_EVENT_IN_FLIGHT:
      return _ ("In flight");
    case EMBARK_BURST_EVENT_ACCEPTED:
      return _ ("Accepted");
    case EMBARK_BURST_EVENT_DUPLICATE:
      return _ ("Duplicate");
    case EMBARK_BURST_EVENT_REFUSED:
      return _ ("Refused");
    case EMBARK_BURST_EVENT_UNKNOWN:
      return _ ("Unknown");
    case EMBARK_BURST_EVENT_NOT_SENT:
    case EMBARK_BURST_N_EVENT_STATES:
    default:
      return _ ("Not sent");
    }
}

const char *
embark_burst_run_word (EmbarkExecutionStatus status)
{
  switch (status)
    {
    case EMBARK_EXECUTION_QUEUED:
      return _ ("Queued");
    case EMBARK_EXECUTION_RUNNING:
      return _ ("Running");
    case EMBARK_EXECUTION_COMPLETED:
      return _ ("Completed");
    case EMBARK_EXECUTION_ERRORED:
      return _ ("Errored");
    case EMBARK_EXECUTION_STOPPING:
      return _ ("Stopping");
    case EMBARK_EXECUTION_STOPPED:
      return _ ("Stopped");
    case EMBARK_EXECUTION_TIMED_OUT:
      return _ ("Timed out");
    case EMBARK_EXECUTION_TERMINATED:
      return _ ("Terminated");
    case EMBARK_EXECUTION_DUPLICATE:
      return _ ("Duplicate");
    case EMBARK_EXECUTION_UNKNOWN:
    default:
      return _ ("Other");
    }
}

gboolean
embark_burst_is_running (EmbarkBurst *burst)
{
  const EmbarkBurstState state = embark_burst_get_state (burst);

  return state != EMBARK_BURST_NEW && state != EMBARK_BURST_ENDED && state != EMBARK_BURST_INTERRUPTED;
}

const char *
embark_burst_state_word (EmbarkBurst *burst)
{
  switch (embark_burst_get_state (burst))
    {
    case EMBARK_BURST_PREPARING:
      return _ ("Getting ready");
    case EMBARK_BURST_RUNNING:
      return _ ("Running");
    case EMBARK_BURST_WAITING:
      return _ ("Waiting");
    case EMBARK_BURST_STOPPING:
      return _ ("Stopping");
    case EMBARK_BURST_INTERRUPTED:
      return _ ("Interrupted");
    case EMBARK_BURST_ENDED:
      if (embark_burst_get_count (burst, EMBARK_BURST_EVENT_NOT_SENT) > 0)
        return _ ("Stopped");
      return embark_burst_get_count (burst, EMBARK_BURST_EVENT_REFUSED) > 0 ? _ ("Some refused") : _ ("Done");
    case EMBARK_BURST_NEW:
    default:
      return _ ("New");
    }
}

EmbarkTone
embark_burst_get_tone (EmbarkBurst *burst)
{
  if (embark_burst_get_state (burst) == EMBARK_BURST_WAITING)
    return EMBARK_TONE_WARN;
  if (embark_burst_is_running (burst))
    return EMBARK_TONE_NOW;
  if (embark_burst_get_error (burst) != NULL
      || embark_burst_get_count (burst, EMBARK_BURST_EVENT_REFUSED) > 0)
    return EMBARK_TONE_BAD;
  if (embark_burst_get_state (burst) == EMBARK_BURST_NEW)
    return EMBARK_TONE_IDLE;
  return embark_burst_get_count (burst, EMBARK_BURST_EVENT_ACCEPTED) == embark_burst_get_n (burst)
             ? EMBARK_TONE_OK
             : EMBARK_TONE_WARN;
}

char *
embark_burst_dup_summary (EmbarkBurst *burst)
{
  /* Translators: %1$'u: how many events were accepted; %2$'u: of how many */
  return g_strdup_printf (_ ("%1$'u of %2$'u accepted"),
                          embark_burst_get_count (burst, EMBARK_BURST_EVENT_ACCEPTED),
                          embark_burst_get_n (burst));
}

char *
embark_burst_dup_csv (EmbarkBurst *burst)
{
  GString *text = g_string_new ("number,state,reason\r\n");
  static const char *const states[] = {
    "not sent", "in flight", "accepted", "duplicate", "refused", "unknown"
  };

  for (guint i = 0; i < embark_burst_get_n (burst); i++)
    {
      const char *words = embark_burst_get_event_words (burst, i);

      g_string_append_printf (text, "%u,%s,", i + 1, states[embark_burst_get_event_state (burst, i)]);
      /* A reason is the server's text: a table program must not compute it. */
      embark_csv_append (text, words != NULL ? words : "", TRUE);
      g_string_append (text, "\r\n");
    }
  return g_string_free (text, FALSE);
}
