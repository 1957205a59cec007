/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <jansson.h>

#include "embark-json-strict-private.h"

const char *
embark_json_skip_string (const char *p, const char *end)
{
  for (p++; p < end; p++)
    {
      if (*p == '\\')
        p++;
      else if (*p == '"')
        return p + 1;
    }

  return end;
}

/* Nesting has to be known before a parser recurses. Brackets inside strings do not count. */
static gboolean
check_depth (const char *text, gsize length, EmbarkVerdict *verdict)
{
  const char *end = text + length;
  guint depth = 0, line = 1;
  const char *line_start = text;

  for (const char *p = text; p < end;)
    {
      if (*p == '"')
        {
          p = embark_json_skip_string (p, end);
          continue;
        }
      if (*p == '[' || *p == '{')
        depth++;
      else if ((*p == ']' || *p == '}') && depth > 0)
        depth--;
      else if (*p == '\n')
        {
          line++;
          line_start = p + 1;
        }
      if (depth > EMBARK_JSON_STRICT_DEPTH)
        {
          g_autofree char *before = g_utf8_make_valid (line_start, p - line_start);

          verdict->line = line;
          verdict->column = (guint) g_utf8_strlen (before, -1) + 1;
          verdict->problem = "nested too deep";
          return FALSE;
        }
      p++;
    }

  return TRUE;
}

/* In our words: Jansson's text repeats what it read, which may be a secret. */
static const char *
describe (enum json_error_code code)
{
  switch (code)
    {
    case json_error_duplicate_key:
      return "a name appears twice in one object";
    case json_error_numeric_overflow:
      return "a number is too large";
    case json_error_premature_end_of_input:
      return "the text ends too early";
    case json_error_end_of_input_expected:
      return "there is more after the end of the value";
    case json_error_invalid_utf8:
      return "the text is not valid UTF-8";
    case json_error_null_character:
    case json_error_null_byte_in_key:
      return "a string has a NUL character in it";
    case json_error_stack_overflow:
      return "nested too deep";
    case json_error_out_of_memory:
      return "not enough memory";
    case json_error_unknown:
    case json_error_invalid_argument:
    case json_error_cannot_open_file:
    case json_error_invalid_syntax:
    case json_error_invalid_format:
    case json_error_wrong_type:
    case json_error_null_value:
    case json_error_item_not_found:
    case json_error_index_out_of_range:
    default:
      return "a value, a comma or a bracket is missing or misplaced";
    }
}

gboolean
embark_json_read_strictly (const char *text, gsize length, EmbarkVerdict *verdict)
{
  json_error_t problem;
  json_t *root;

  if (!check_depth (text, length, verdict))
    return FALSE;
  /* Jansson takes a NUL for the end of the text. */
  if (memchr (text, '\0', length) != NULL)
    {
      verdict->problem = "the text has a NUL character in it";
      return FALSE;
    }
  root = json_loadb (text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
  if (root != NULL)
    {
      json_decref (root);
      return TRUE;
    }
  verdict->line = (guint) MAX (problem.line, 0);
  verdict->column = (guint) MAX (problem.column, 0);
  verdict->problem = describe (json_error_code (&problem));

  return FALSE;
}
