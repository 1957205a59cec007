/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Getters that trust nothing: absent, null and the wrong type are the same. The gate itself is
 * embark-json-gate.c. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "embark-json.h"
#include "embark-text.h"

/* How far into an answer is looked for its error. */
#define MAX_ERROR_LEVELS 4

#define MAX_LABEL 300

static JsonNode *
get_value (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
embark_json_get_string (JsonObject *object, const char *name, const char *fallback)
{
  JsonNode *node = get_value (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : fallback;
}

const char *
embark_json_get_id (JsonObject *object, const char *name)
{
  const char *text = embark_json_get_string (object, name, NULL);

  return text != NULL && *text != '\0' ? text : NULL;
}

char *
embark_json_dup_label (JsonObject *object, const char *name)
{
  return embark_text_clean (embark_json_get_string (object, name, NULL), MAX_LABEL);
}

gboolean
embark_json_get_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = get_value (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node)
                                                                           : fallback;
}

gint64
embark_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = get_value (object, name);
  double real;

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return fallback;
  /* 5.0 is 5; beyond 2^53 a double does not tell which integer was meant. */
  real = json_node_get_double (node);

  return fabs (real) <= 9007199254740992.0 && real == floor (real) ? (gint64) real : fallback;
}

double
embark_json_get_double (JsonObject *object, const char *name, double fallback)
{
  JsonNode *node = get_value (object, name);

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (double) json_node_get_int (node);

  return json_node_get_value_type (node) == G_TYPE_DOUBLE ? json_node_get_double (node) : fallback;
}

JsonObject *
embark_json_node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonObject *
embark_json_get_object (JsonObject *object, const char *name)
{
  return embark_json_node_object (embark_json_get_node (object, name));
}

JsonArray *
embark_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = embark_json_get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonNode *
embark_json_get_node (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/* "Tue, 16 Jun 2026 13:15:00 GMT" */
static GDateTime *
parse_rfc1123 (char *text)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  g_auto (GStrv) parts = NULL;
  g_auto (GStrv) clock = NULL;
  char *comma = strchr (text, ',');
  const char *month;

  if (comma == NULL || strlen (text) > 64)
    return NULL;
  parts = g_strsplit (g_strstrip (comma + 1), " ", -1);
  if (g_strv_length (parts) != 5 || strlen (parts[1]) != 3
      || (strcmp (parts[4], "GMT") != 0 && strcmp (parts[4], "UTC") != 0 && strcmp (parts[4], "+0000") != 0))
    return NULL;
  month = strstr (months, parts[1]);
  clock = g_strsplit (parts[3], ":", -1);
  if (month == NULL || (month - months) % 3 != 0 || g_strv_length (clock) != 3)
    return NULL;

  return g_date_time_new_utc ((int) g_ascii_strtoull (parts[2], NULL, 10), (int) (month - months) / 3 + 1,
                              (int) g_ascii_strtoull (parts[0], NULL, 10),
                              (int) g_ascii_strtoull (clock[0], NULL, 10),
                              (int) g_ascii_strtoull (clock[1], NULL, 10), g_ascii_strtod (clock[2], NULL));
}

gint64
embark_json_get_time (JsonObject *object, const char *name)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = g_strdup (embark_json_get_string (object, name, NULL));
  gint64 seconds;

  if (text == NULL)
    return 0;
  g_strstrip (text);
  time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL && strlen (text) == 10)
    {
      g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);

      time = g_date_time_new_from_iso8601 (midnight, utc);
    }
  if (time == NULL)
    time = parse_rfc1123 (text);
  if (time == NULL)
    return 0;
  seconds = g_date_time_to_unix (time);

  return seconds > 0 ? seconds * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : 0;
}

/* json-glib writes 0.10000000000000001 for 0.1, and 2e+22.0, which is no number, for 2e22. The shortest form
 * that reads back the same stays a double: 3.0 is not 3. Never longer than what it stands for: it is written
 * in place. Returns: behind what was written */
static char *
copy_number (char *to, const char **from)
{
  const char *text = *from;
  const gsize length = strspn (text, "0123456789+-.e");
  const gboolean is_exponent = memchr (text, 'e', length) != NULL;
  gsize n = length;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  *from += length;
  if (is_exponent && length > 2 && strncmp (text + length - 2, ".0", 2) == 0)
    n -= 2;
  if (is_exponent || memchr (text, '.', length) != NULL)
    {
      value = g_ascii_strtod (text, NULL);
      for (guint digits = 15; digits < 17; digits++)
        {
          g_autofree char *format = g_strdup_printf ("%%.%ug", digits);

          g_ascii_formatd (buffer, sizeof buffer, format, value);
          if (g_ascii_strtod (buffer, NULL) != value)
            continue;
          if (strpbrk (buffer, ".e") == NULL)
            g_strlcat (buffer, ".0", sizeof buffer);
          if (strlen (buffer) < n)
            {
              n = strlen (buffer);
              text = buffer;
            }
          break;
        }
    }
  memmove (to, text, n);

  return to + n;
}

/* json-glib writes "key" : value where everybody else writes "key": value. Done in place; strings stay as
 * they are. */
static char *
tidy (char *text)
{
  gboolean in_string = FALSE;
  const char *from = text;
  char *to = text;

  while (*from != '\0')
    {
      if (!in_string && (g_ascii_isdigit (*from) || *from == '-'))
        {
          to = copy_number (to, &from);
          continue;
        }
      if (in_string && *from == '\\' && from[1] != '\0')
        *to++ = *from++;
      else if (*from == '"')
        in_string = !in_string;
      else if (!in_string && from[0] == ' ' && from[1] == ':')
        from++;
      *to++ = *from++;
    }
  *to = '\0';

  return text;
}

char *
embark_json_to_string (JsonNode *node, gboolean pretty)
{
  if (node == NULL)
    return g_strdup ("null");

  return tidy (json_to_string (node, pretty));
}

/* Returns: (nullable): the first of @names that is a string with something in it */
static const char *
first_string (JsonObject *object, const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const char *text = embark_json_get_string (object, *names, NULL);

      if (text != NULL && *text != '\0')
        return text;
    }
  return NULL;
}

/* Who and where, when an identifier that is an object says so under one of the usual names. */
static char *
name_identifier (JsonObject *object)
{
  static const char *const whos[] = { "email", "username", "user_name", "user", "name", NULL };
  static const char *const wheres[] = { "org_name", "organization_name", "company", "instance_url", NULL };
  const char *who = first_string (object, whos);
  const char *where = first_string (object, wheres);

  if (who != NULL && where != NULL)
    return g_strdup_printf ("%s, %s", who, where);
  return g_strdup (who != NULL ? who : where);
}

/* Looks into @node as far as such answers are nested. @bare: whether a text that stands alone is what is
 * looked for */
static const char *
find_in_error (JsonNode *node, const char *const *names, gboolean bare, guint level)
{
  static const char *const containers[] = { "error", "errors", "response", "data", "body" };
  JsonObject *object = node != NULL ? embark_json_node_object (node) : NULL;

  if (node == NULL || level > MAX_ERROR_LEVELS)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      return json_array_get_length (array) > 0
                 ? find_in_error (json_array_get_element (array, 0), names, bare, level + 1)
                 : NULL;
    }
  if (object == NULL)
    return bare && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                   && *json_node_get_string (node) != '\0'
               ? json_node_get_string (node)
               : NULL;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *text = embark_json_get_id (object, names[i]);

      if (text != NULL)
        return text;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (containers); i++)
    {
      const char *text = find_in_error (embark_json_get_node (object, containers[i]), names, bare, level + 1);

      if (text != NULL)
        return text;
    }
  return NULL;
}

const char *
embark_json_find_error_text (JsonNode *node)
{
  static const char *const names[] = {
    "error_description", "message", "errorMessage", "detail", "error", NULL
  };

  return find_in_error (node, names, TRUE, 0);
}

const char *
embark_json_find_error_code (JsonNode *node)
{
  static const char *const names[] = { "errorCode", "statusCode", "error_code", "error", "code", NULL };

  return find_in_error (node, names, FALSE, 0);
}

char *
embark_json_stringify_identifier (JsonNode *node)
{
  const char *text;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      char *name = name_identifier (json_node_get_object (node));

      return name != NULL ? name : embark_json_to_string (node, FALSE);
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return embark_json_to_string (node, FALSE);
  text = json_node_get_string (node);

  return *text == '\0' || strcmp (text, "NA") == 0 ? NULL : g_strdup (text);
}
