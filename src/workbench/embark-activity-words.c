/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-activity-words.h"
#include "embark-time.h"

static const char *
get_door (const char *door)
{
  if (g_strcmp0 (door, "embedded") == 0)
    return _ ("Sign-in in this window");
  if (g_strcmp0 (door, "browser") == 0)
    return _ ("Sign-in in the browser");
  if (g_strcmp0 (door, "link") == 0)
    return _ ("Sign-in by a link");
  return _ ("Sign-in");
}

char *
embark_activity_dup_title (EmbarkActivityEntry *entry)
{
  EmbarkExchange *exchange = embark_activity_entry_get_exchange (entry);
  const char *path;

  if (exchange == NULL)
    return g_strdup (get_door (embark_activity_entry_get_attempt (entry)->door));
  path = embark_activity_entry_shorten (embark_exchange_get_path (exchange));
  return g_strdup_printf ("%s %s", embark_exchange_get_method (exchange), path);
}

static const char *
get_verdict (const char *verdict)
{
  if (g_strcmp0 (verdict, "connected") == 0)
    return _ ("Connected");
  if (g_strcmp0 (verdict, "denied") == 0)
    return _ ("Refused");
  if (g_strcmp0 (verdict, "cancelled") == 0)
    return _ ("Closed");
  return _ ("Failed");
}

char *
embark_activity_dup_result (EmbarkActivityEntry *entry)
{
  EmbarkExchange *exchange = embark_activity_entry_get_exchange (entry);

  if (exchange == NULL)
    return g_strdup (get_verdict (embark_activity_entry_get_attempt (entry)->verdict));
  if (embark_exchange_get_status (exchange) == 0)
    /* Translators: in the list of calls: the server gave none */
    return g_strdup (_ ("No answer"));
  return g_strdup_printf ("%u", embark_exchange_get_status (exchange));
}

EmbarkTone
embark_activity_get_tone (EmbarkActivityEntry *entry)
{
  const EmbarkAttempt *attempt = embark_activity_entry_get_attempt (entry);

  if (embark_activity_entry_get_failed (entry))
    return EMBARK_TONE_BAD;
  return attempt != NULL && g_strcmp0 (attempt->verdict, "cancelled") == 0 ? EMBARK_TONE_IDLE
                                                                           : EMBARK_TONE_OK;
}

char *
embark_activity_dup_facts (EmbarkActivityEntry *entry)
{
  EmbarkExchange *exchange = embark_activity_entry_get_exchange (entry);
  const EmbarkAttempt *attempt = embark_activity_entry_get_attempt (entry);
  g_autofree char *when = embark_time_dup_clock (embark_activity_entry_get_started_at (entry));
  g_autofree char *took = NULL, *size = NULL;

  if (attempt != NULL)
    {
      took = embark_time_dup_duration ((double) (attempt->ended_at - attempt->started_at) / 1000);
      return g_strjoin (" · ", when, took, attempt->code, NULL);
    }
  took = embark_time_dup_duration (embark_exchange_get_duration (exchange));
  size = g_format_size (embark_exchange_get_size (exchange));
  if (embark_exchange_get_attempt (exchange) > 1)
    {
      /* Translators: the how manieth time a call was tried */
      g_autofree char *again = g_strdup_printf (_ ("attempt %u"), embark_exchange_get_attempt (exchange));

      return g_strjoin (" · ", when, took, size, again, NULL);
    }
  return g_strjoin (" · ", when, took, size, NULL);
}

char *
embark_activity_dup_body_note (EmbarkRecorded how, gsize size)
{
  g_autofree char *words = g_format_size (size);

  switch (how)
    {
    case EMBARK_RECORDED_NONE:
      return g_strdup (_ ("No body"));
    case EMBARK_RECORDED_CUT:
      /* Translators: %s is a size, as in "3.2 MB" */
      return g_strdup_printf (_ ("Of %s, the first 64 KiB are kept."), words);
    case EMBARK_RECORDED_WITHHELD:
      return g_strdup (_ ("Not shown: all of it is a secret."));
    case EMBARK_RECORDED_DROPPED:
      return g_strdup (_ ("No longer kept: it made room for newer calls."));
    case EMBARK_RECORDED_BINARY:
      return g_strdup (_ ("Not shown: it is not text."));
    case EMBARK_RECORDED_WHOLE:
    default:
      return NULL;
    }
}
