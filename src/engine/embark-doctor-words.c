/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns filled with what the evidence knows. What is put in is cleaned, and never read as a pattern
 * itself. */

#include "config.h"

#include <string.h>

#include "embark-doctor-private.h"

#define MAX_NAME  120
#define MAX_QUOTE 300

static char *
last_host (const char *hosts)
{
  const char *last = hosts != NULL ? strrchr (hosts, ' ') : NULL;

  return embark_evidence_clean (last != NULL ? last + 1 : hosts, MAX_NAME);
}

static char *
time_of (DoctorBase *base, const EmbarkEvidence *evidence, const char *language)
{
  g_autoptr (GDateTime) time =
      evidence->time > 0 ? g_date_time_new_from_unix_utc (evidence->time / G_USEC_PER_SEC) : NULL;

  return time != NULL ? g_date_time_format (time, doctor_base_phrase (base, "time", language)) : NULL;
}

/* Returns: (transfer full) (nullable): what @name stands for, %NULL when that is not known */
static char *
value_of (DoctorBase *base, const char *name, const EmbarkEvidence *evidence, const char *language)
{
  if (g_str_equal (name, "client"))
    return embark_evidence_clean (
        evidence->account_name != NULL ? evidence->account_name : evidence->account_id, MAX_NAME);
  if (g_str_equal (name, "org"))
    return embark_evidence_clean (evidence->org, MAX_NAME);
  if (g_str_equal (name, "user"))
    return embark_evidence_clean (evidence->identifier, MAX_NAME);
  if (g_str_equal (name, "app"))
    return embark_evidence_clean (evidence->app_name, MAX_NAME);
  if (g_str_equal (name, "code"))
    return embark_evidence_clean (evidence->code, MAX_NAME);
  if (g_str_equal (name, "quote"))
    return embark_evidence_clean (evidence->description, MAX_QUOTE);
  if (g_str_equal (name, "hosts"))
    return embark_evidence_clean (evidence->hosts, MAX_QUOTE);
  if (g_str_equal (name, "host"))
    return last_host (evidence->hosts != NULL ? evidence->hosts : evidence->login_host);
  if (g_str_equal (name, "time"))
    return time_of (base, evidence, language);
  return NULL;
}

typedef struct
{
  DoctorBase *base;
  const EmbarkEvidence *evidence;
  const char *language;
} Filling;

/* Appends @p up to @end. Returns: whether every name in it was known */
static gboolean
fill_part (const Filling *filling, const char *p, const char *end, GString *text)
{
  gboolean all = TRUE;

  while (p < end)
    {
      const char *close = *p == '{' ? memchr (p, '}', (gsize) (end - p)) : NULL;
      g_autofree char *name = close != NULL ? g_strndup (p + 1, (gsize) (close - p - 1)) : NULL;
      g_autofree char *value = NULL;

      if (name == NULL)
        {
          g_string_append_c (text, *p++);
          continue;
        }
      value = value_of (filling->base, name, filling->evidence, filling->language);
      all = all && value != NULL;
      g_string_append (text,
                       value != NULL ? value : doctor_base_phrase (filling->base, name, filling->language));
      p = close + 1;
    }
  return all;
}

/* What stands for an unknown name is written small, and may begin a sentence; a known one keeps its letters.
 */
static char *
begin_sentence (const Filling *filling, const char *pattern, const char *text)
{
  const char *close = *pattern == '{' ? strchr (pattern, '}') : NULL;
  g_autofree char *name = close != NULL ? g_strndup (pattern + 1, (gsize) (close - pattern - 1)) : NULL;
  g_autofree char *value =
      name != NULL ? value_of (filling->base, name, filling->evidence, filling->language) : NULL;
  g_autofree char *first = NULL;

  if (name == NULL || value != NULL || *text == '\0')
    return g_strdup (text);
  first = g_utf8_strup (text, (gssize) (g_utf8_next_char (text) - text));
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

char *
doctor_fill (DoctorBase *base, const char *pattern, const EmbarkEvidence *evidence, const char *language)
{
  const Filling filling = { base, evidence, language };
  g_autoptr (GString) text = g_string_new (NULL);
  const char *p = pattern;

  while (*p != '\0')
    {
      const gsize plain = strcspn (p, "[");
      const char *close = p[plain] == '[' ? strchr (p + plain, ']') : NULL;
      gsize before;

      fill_part (&filling, p, p + plain, text);
      before = text->len;
      p += plain;
      if (close == NULL)
        {
          g_string_append (text, p);
          break;
        }
      if (!fill_part (&filling, p + 1, close, text))
        g_string_truncate (text, before);
      p = close + 1;
    }
  return begin_sentence (&filling, pattern, text->str);
}
