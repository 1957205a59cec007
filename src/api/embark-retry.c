/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libsoup/soup.h>

#include "embark-retry.h"

#define MAX_WAIT 60

gboolean
embark_retry_decide (const EmbarkRetryFacts *facts, guint *wait_ms)
{
  gboolean passing =
      facts->unreachable || facts->status == 429 || (facts->status >= 502 && facts->status <= 504);

  /* A plain 500 is a verdict, not a hiccup; a POST made again is a second event or run. */
  if (!passing || !facts->repeatable || facts->attempt > EMBARK_RETRY_MAX)
    return FALSE;

  if (facts->retry_after >= 0)
    *wait_ms = (guint) MIN (facts->retry_after, MAX_WAIT) * 1000;
  else
    *wait_ms = (1000u << (facts->attempt - 1)) + (guint) (CLAMP (facts->jitter, 0, 1) * 500);

  return TRUE;
}

gint64
embark_retry_parse_after (const char *value, gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds;
  date = soup_date_time_new_from_http_string (value);

  return date != NULL ? MAX (g_date_time_to_unix (date) - now / G_USEC_PER_SEC, 0) : -1;
}
