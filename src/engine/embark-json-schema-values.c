/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a schema says of a single number or text. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "embark-json-diff.h"
#include "embark-json-schema-private.h"
#include "embark-json.h"

/* A pattern is the server's: a long one, or one that tries without end, is not tried. */
#define MAX_PATTERN 500
#define MAX_TRIED   10000

gboolean
embark_schema_equal (JsonNode *a, JsonNode *b)
{
  return embark_json_alike (a, b, NULL);
}

/* ---- numbers ---- */

static gboolean
get_number (JsonObject *schema, const char *name, double *number)
{
  JsonNode *node = embark_json_get_node (schema, name);
  GType type =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *number = json_node_get_double (node);
  return TRUE;
}

void
embark_schema_check_number (EmbarkSchemaCheck *check, JsonObject *schema, double value)
{
  double limit;

  if (get_number (schema, "minimum", &limit) && value < limit)
    embark_schema_fault (check, g_strdup_printf (_ ("This has to be %g or more."), limit));
  if (get_number (schema, "maximum", &limit) && value > limit)
    embark_schema_fault (check, g_strdup_printf (_ ("This has to be %g or less."), limit));
  if (get_number (schema, "exclusiveMinimum", &limit) && value <= limit)
    embark_schema_fault (check, g_strdup_printf (_ ("This has to be more than %g."), limit));
  if (get_number (schema, "exclusiveMaximum", &limit) && value >= limit)
    embark_schema_fault (check, g_strdup_printf (_ ("This has to be less than %g."), limit));
  if (get_number (schema, "multipleOf", &limit) && limit > 0)
    {
      double times = value / limit;

      if (fabs (times - round (times)) > 1e-9)
        embark_schema_fault (check, g_strdup_printf (_ ("This has to be a multiple of %g."), limit));
    }
}

/* ---- texts ---- */

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strchr (at + 1, '@') == NULL && strchr (at + 1, '.') != NULL
         && at[1] != '.' && strpbrk (text, " \t\r\n<>,;") == NULL && !g_str_has_suffix (text, ".");
}

static gboolean
is_uri (const char *text)
{
  g_autofree char *scheme = g_uri_parse_scheme (text);

  return scheme != NULL && g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL);
}

static gboolean
is_date (const char *text)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) time = strlen (text) == 10 ? g_date_time_new_from_iso8601 (midnight, NULL) : NULL;

  return time != NULL && text[4] == '-' && text[7] == '-';
}

static gboolean
is_date_time (const char *text)
{
  /* Without a zone it is not one (RFC 3339): GLib then has none to give. */
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return time != NULL && strlen (text) >= 20 && text[4] == '-';
}

static gboolean
is_time (const char *text)
{
  g_autofree char *today = g_strconcat ("2000-01-01T", text, NULL);

  return is_date_time (today);
}

static const struct
{
  const char *name;
  gboolean (*fits) (const char *text);
  const char *words;
} formats[] = {
  { "email", is_email, N_ ("This has to be an e-mail address.") },
  { "uri", is_uri, N_ ("This has to be an address with its scheme, as in “https://example.com”.") },
  { "date", is_date, N_ ("This has to be a day, as in “2026-06-15”.") },
  { "date-time", is_date_time, N_ ("This has to be a time with its zone, as in “2026-06-15T12:00:00Z”.") },
  { "time", is_time, N_ ("This has to be a time of day with its zone, as in “12:00:00Z”.") },
  { "uuid", g_uuid_string_is_valid, N_ ("This has to be a UUID.") },
};

gboolean
embark_schema_knows_format (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, format))
      return TRUE;
  return FALSE;
}

/* Returns: (nullable) */
static GRegex *
compile (const char *pattern)
{
  if (strlen (pattern) > MAX_PATTERN)
    return NULL;
  return g_regex_new (pattern, G_REGEX_NO_AUTO_CAPTURE, 0, NULL);
}

gboolean
embark_schema_knows_pattern (const char *pattern)
{
  g_autoptr (GRegex) regex = compile (pattern);

  return regex != NULL;
}

/* PCRE gives up by itself after many steps: then nothing is said, as nothing is known. */
static void
check_pattern (EmbarkSchemaCheck *check, const char *pattern, const char *value)
{
  g_autoptr (GRegex) regex = compile (pattern);
  g_autoptr (GError) error = NULL;

  if (regex == NULL || strlen (value) > MAX_TRIED)
    return;
  if (!g_regex_match_full (regex, value, -1, 0, 0, NULL, &error) && error == NULL)
    /* Translators: %s is a regular expression */
    embark_schema_fault (check, g_strdup_printf (_ ("This has to fit the pattern “%s”."), pattern));
}

void
embark_schema_check_string (EmbarkSchemaCheck *check, JsonObject *schema, const char *value)
{
  const char *format = embark_json_get_string (schema, "format", NULL);
  const char *pattern = embark_json_get_string (schema, "pattern", NULL);
  const int length = (int) MIN (g_utf8_strlen (value, -1), G_MAXINT);
  const int least = (int) CLAMP (embark_json_get_int (schema, "minLength", 0), 0, G_MAXINT);
  const int most = (int) CLAMP (embark_json_get_int (schema, "maxLength", G_MAXINT), 0, G_MAXINT);

  if (length < least)
    embark_schema_fault (check, g_strdup_printf (_ ("This has to have at least %d characters."), least));
  if (length > most)
    embark_schema_fault (check, g_strdup_printf (_ ("This may have at most %d characters."), most));
  if (pattern != NULL)
    check_pattern (check, pattern, value);
  for (guint i = 0; format != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, format) && !formats[i].fits (value))
      embark_schema_fault (check, g_strdup (_ (formats[i].words)));
}
