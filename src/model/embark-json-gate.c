/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The gate before json-glib, which accepts much that is not JSON, wraps numbers and does not survive deep
 * nesting. */

#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "embark-api-error.h"
#include "embark-json-strict-private.h"
#include "embark-json.h"

G_STATIC_ASSERT (EMBARK_JSON_MAX_DEPTH == EMBARK_JSON_STRICT_DEPTH);

static GError *
verdict_to_error (const EmbarkVerdict *verdict)
{
  g_autofree char *message = NULL;

  if (verdict->line > 0)
    message = g_strdup_printf ("not valid JSON at line %u, column %u: %s", verdict->line, verdict->column,
                               verdict->problem);
  else
    message = g_strdup_printf ("not valid JSON: %s", verdict->problem);

  return embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL, message);
}

static JsonNode *
parse_checked (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  if (json_parser_load_from_data (parser, text, (gssize) length, NULL))
    root = json_parser_steal_root (parser);
  if (root == NULL)
    g_propagate_error (error,
                       embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL, "not valid JSON"));

  return root;
}

/* Returns: where the number at @p ends, %NULL when it is none by the grammar (Jansson will say so); @integer:
 * whether it has neither fraction nor exponent */
static const char *
scan_number (const char *p, const char *end, gboolean *integer)
{
  *integer = TRUE;
  if (p < end && *p == '-')
    p++;
  if (p >= end || !g_ascii_isdigit (*p))
    return NULL;
  if (*p == '0')
    p++;
  else
    while (p < end && g_ascii_isdigit (*p))
      p++;
  if (p < end && *p == '.')
    {
      *integer = FALSE;
      if (++p >= end || !g_ascii_isdigit (*p))
        return NULL;
      while (p < end && g_ascii_isdigit (*p))
        p++;
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      *integer = FALSE;
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      if (p >= end || !g_ascii_isdigit (*p))
        return NULL;
      while (p < end && g_ascii_isdigit (*p))
        p++;
    }

  return p < end && (g_ascii_isalnum (*p) || *p == '.') ? NULL : p;
}

static gboolean
fits (const char *number, gsize length, gboolean integer)
{
  g_autofree char *text = g_strndup (number, length);

  errno = 0;
  if (integer)
    {
      g_ascii_strtoll (text, NULL, 10);
      return errno != ERANGE;
    }

  return isfinite (g_ascii_strtod (text, NULL));
}

/* Returns: (transfer full) (nullable): @text with the numbers that fit nowhere as strings; %NULL when there
 * are none */
static GString *
quote_numbers (const char *text, gsize length)
{
  const char *end = text + length, *done = text, *p = text;
  GString *quoted = NULL;

  while (p < end)
    {
      const char *number_end;
      gboolean integer;

      if (*p == '"')
        {
          p = embark_json_skip_string (p, end);
          continue;
        }
      if (*p != '-' && !g_ascii_isdigit (*p))
        {
          p++;
          continue;
        }
      number_end = scan_number (p, end, &integer);
      /* Short ones always fit: no exponent of more than two digits, no integer of more than 18. */
      if (number_end != NULL && number_end - p > 4 && (!integer || number_end - p > 18)
          && !fits (p, (gsize) (number_end - p), integer))
        {
          if (quoted == NULL)
            quoted = g_string_sized_new (length + 16);
          g_string_append_len (quoted, done, p - done);
          g_string_append_c (quoted, '"');
          g_string_append_len (quoted, p, number_end - p);
          g_string_append_c (quoted, '"');
          done = number_end;
        }
      while (p < end && (g_ascii_isalnum (*p) || *p == '.' || *p == '-' || *p == '+'))
        p++;
    }
  if (quoted != NULL)
    g_string_append_len (quoted, done, end - done);

  return quoted;
}

JsonNode *
embark_json_parse (const char *text, gssize length, GError **error)
{
  gsize size;
  EmbarkVerdict verdict = { 0 };

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (!embark_json_read_strictly (text != NULL ? text : "", size, &verdict))
    {
      g_propagate_error (error, verdict_to_error (&verdict));
      return NULL;
    }

  return parse_checked (text, size, error);
}

JsonNode *
embark_json_parse_reply (const char *text, gssize length, GError **error)
{
  gsize size;
  GString *quoted;
  JsonNode *node;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      size -= 3;
    }
  quoted = quote_numbers (text, size);
  if (quoted == NULL)
    return embark_json_parse (text, (gssize) size, error);
  node = embark_json_parse (quoted->str, (gssize) quoted->len, error);
  g_string_free (quoted, TRUE);

  return node;
}

gboolean
embark_json_check (const char *text, gssize length, guint *line, guint *column, GError **error)
{
  EmbarkVerdict verdict = { 0 };
  gboolean valid;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  valid = embark_json_read_strictly (text != NULL ? text : "", length < 0 ? strlen (text) : (gsize) length,
                                     &verdict);
  if (line != NULL)
    *line = verdict.line;
  if (column != NULL)
    *column = verdict.column;
  if (!valid)
    g_propagate_error (error, verdict_to_error (&verdict));

  return valid;
}
