/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-fire-tracker.h"

static gboolean
says_otherwise (const char *wanted, const char *found)
{
  return wanted != NULL && *wanted != '\0' && found != NULL && *found != '\0' && !g_str_equal (wanted, found);
}

/**
 * embark_run_window_match:
 * @window: what was fired, where and when
 * @run: a run as the platform lists it
 *
 * The platform answers a fired event with no run id, so its runs are told by what they carry. In this order:
 * a run of another account or config is none of ours; one that names the same event occurrence is ours, one
 * that names another is not; what is older than the fire is not; and of the rest the event's name decides. A
 * run that does not name its event is only a maybe.
 */
EmbarkMatch
embark_run_window_match (const EmbarkRunWindow *window, EmbarkExecution *run)
{
  const char *event_id, *event;
  gint64 created_at;

  g_return_val_if_fail (window != NULL, EMBARK_MATCH_NO);
  g_return_val_if_fail (EMBARK_IS_EXECUTION (run), EMBARK_MATCH_NO);

  if (says_otherwise (window->account_id, embark_execution_get_account_id (run))
      || says_otherwise (window->config_id, embark_execution_get_config_id (run)))
    return EMBARK_MATCH_NO;

  event_id = embark_execution_get_event_id (run);
  if (window->event_id != NULL && event_id != NULL && *event_id != '\0')
    return g_str_equal (window->event_id, event_id) ? EMBARK_MATCH_YES : EMBARK_MATCH_NO;

  created_at = embark_execution_get_created_at (run);
  if (created_at == 0 || created_at < window->sent_at + window->skew - window->tolerance)
    return EMBARK_MATCH_NO;

  event = embark_execution_get_event_name (run);
  if (event == NULL || *event == '\0')
    return EMBARK_MATCH_MAYBE;
  return g_strcmp0 (event, window->event) == 0 ? EMBARK_MATCH_YES : EMBARK_MATCH_NO;
}
