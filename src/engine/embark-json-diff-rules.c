/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What counts as the same value. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "embark-json-diff-private.h"

const char *const embark_diff_volatile_names[] = {
  "id",          "_id",        "*_id",      "*id",        "created_at", "createdat", "updated_at",
  "updatedat",   "started_at", "startedat", "ended_at",   "endedat",    "timestamp", "*timestamp",
  "createddate", "*modstamp",  "trace*",    "etag",       "date",       "duration",  "*duration",
  "request_url", "url",        "*_url",     "session*id", NULL,
};

gboolean
embark_diff_is_volatile (const char *name, const EmbarkDiffRules *rules)
{
  g_autofree char *folded = NULL;

  if (rules == NULL || rules->names == NULL)
    return FALSE;
  folded = g_ascii_strdown (name, -1);
  for (guint i = 0; rules->names[i] != NULL; i++)
    {
      g_autofree char *pattern = g_ascii_strdown (rules->names[i], -1);

      if (g_pattern_match_simple (pattern, folded))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_time (const char *text)
{
  g_autoptr (GDateTime) time = NULL;

  /* GLib reads dates alone and much that is shorter, too. */
  if (strlen (text) < 16 || strlen (text) > 40 || strchr (text, 'T') == NULL)
    return FALSE;
  time = g_date_time_new_from_iso8601 (text, NULL);
  return time != NULL || g_str_has_suffix (text, "Z");
}

static gboolean
is_all (const char *text, gsize length, gboolean (*fits) (char))
{
  if (strlen (text) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!fits (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
fits_hex (char c)
{
  return g_ascii_isxdigit (c);
}

static gboolean
fits_alnum (char c)
{
  return g_ascii_isalnum (c);
}

/* Returns: a number for the shape of an id, 0: it is none */
static int
id_shape (const char *text)
{
  if (g_uuid_string_is_valid (text))
    return 1;
  if (is_all (text, 24, fits_hex))
    return 2;
  /* Salesforce: three letters or digits for the kind of record, then the instance; a number is near the
   * start. */
  if ((is_all (text, 15, fits_alnum) || is_all (text, 18, fits_alnum)) && strpbrk (text, "0123456789") != NULL
      && g_ascii_isdigit (text[0]))
    return 3;
  return 0;
}

static gboolean
same_text (const char *a, const char *b, const EmbarkDiffRules *rules)
{
  if (strcmp (a, b) == 0)
    return TRUE;
  if (rules == NULL)
    return FALSE;
  if (rules->ignore_times && is_time (a) && is_time (b))
    return TRUE;
  return rules->ignore_ids && id_shape (a) != 0 && id_shape (a) == id_shape (b);
}

static gboolean
same_number (JsonNode *a, JsonNode *b)
{
  if (json_node_get_value_type (a) == G_TYPE_INT64 && json_node_get_value_type (b) == G_TYPE_INT64)
    return json_node_get_int (a) == json_node_get_int (b);
  /* 2 and 2.0; what is beyond the exact range of a double was one before it came here. */
  return fpclassify (json_node_get_double (a) - json_node_get_double (b)) == FP_ZERO;
}

static gboolean
is_number (GType type)
{
  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

gboolean
embark_diff_same_scalar (JsonNode *a, JsonNode *b, const EmbarkDiffRules *rules)
{
  GType type_a, type_b;

  if (JSON_NODE_HOLDS_NULL (a) || JSON_NODE_HOLDS_NULL (b))
    return JSON_NODE_HOLDS_NULL (a) && JSON_NODE_HOLDS_NULL (b);
  type_a = json_node_get_value_type (a);
  type_b = json_node_get_value_type (b);
  if (is_number (type_a) && is_number (type_b))
    return same_number (a, b);
  if (type_a != type_b)
    return FALSE;
  if (type_a == G_TYPE_BOOLEAN)
    return json_node_get_boolean (a) == json_node_get_boolean (b);
  return same_text (json_node_get_string (a), json_node_get_string (b), rules);
}
