/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Secrets that stand behind their name: name=value, name: value, "name": value, and the same inside other
 * strings. */

#include "config.h"

#include <string.h>

#include "embark-redact-private.h"
#include "embark-redact.h"

/* The whole line of these is a secret. */
static const char *const line_names[] = { "authorization", "proxy-authorization", "x-api-key", "cookie",
                                          "set-cookie" };

static gboolean
is_line_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (line_names); i++)
    {
      if (g_ascii_strcasecmp (line_names[i], name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Plain words that prose follows with a colon as well ("Status code: 400", "state: running"). */
static gboolean
is_prose_name (const char *name)
{
  return strpbrk (name, "_-") == NULL && g_ascii_strcasecmp (name, "apikey") != 0
         && g_ascii_strcasecmp (name, "clientsecret") != 0;
}

static const char *
skip_space (const char *p, const char *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;

  return p;
}

/* @p: where a quote may be, behind any number of backslashes. Returns: behind it; @quote: it, with its
 * backslashes */
static const char *
read_quote (const char *p, const char *end, const char **quote, gsize *quote_length)
{
  const char *start = p;

  while (p < end && *p == '\\')
    p++;
  if (p >= end || (*p != '"' && *p != '\'' && *p != '`'))
    {
      *quote_length = 0;
      return start;
    }
  *quote = start;
  *quote_length = (gsize) (p + 1 - start);

  return p + 1;
}

/* Returns: where the string that began with @quote ends: at the next such quote with exactly as many
 * backslashes */
static const char *
find_closing (const char *p, const char *end, const char *quote, gsize quote_length)
{
  char mark = quote[quote_length - 1];
  gsize backslashes = 0;

  for (; p < end; p++)
    {
      if (*p == mark && backslashes <= quote_length - 1)
        return p - backslashes;
      backslashes = *p == '\\' ? backslashes + 1 : 0;
      /* "\\" is a character of its own in a string that is not inside another. */
      if (quote_length == 1 && backslashes == 2)
        backslashes = 0;
    }

  return end;
}

/* Returns: behind the array or object that begins at @p; the end when it is cut off */
static const char *
skip_container (const char *p, const char *end)
{
  gsize depth = 0;

  for (; p < end; p++)
    {
      if (*p == '"')
        {
          const char *closing = find_closing (p + 1, end, p, 1);

          p = MIN (closing, end - 1);
        }
      else if (*p == '[' || *p == '{')
        {
          depth++;
        }
      else if ((*p == ']' || *p == '}') && --depth == 0)
        {
          return p + 1;
        }
    }

  return end;
}

static gboolean
is_literal (const char *value, const char *value_end)
{
  gsize length = (gsize) (value_end - value);

  return (length == 4 && (strncmp (value, "true", 4) == 0 || strncmp (value, "null", 4) == 0))
         || (length == 5 && strncmp (value, "false", 5) == 0);
}

/* "name": … */
static const char *
match_member (const char *p, const char *end, const char **value)
{
  const char *quote = NULL;
  gsize quote_length;

  p = skip_space (p, end);
  if (p >= end || *p != ':')
    return NULL;
  p = skip_space (p + 1, end);
  p = read_quote (p, end, &quote, &quote_length);
  *value = p;
  if (quote_length > 0)
    {
      p = find_closing (p, end, quote, quote_length);
      return p > *value ? p : NULL;
    }
  if (p < end && (*p == '[' || *p == '{'))
    return skip_container (p, end);
  while (p < end && !g_ascii_isspace (*p) && strchr (",}]\\\"", *p) == NULL)
    p++;

  return p > *value && !is_literal (*value, p) ? p : NULL;
}

/* Authorization: … */
static const char *
match_line (const char *text, const char *word, const char *p, const char *end, const char **value)
{
  char quote = word > text && (word[-1] == '\'' || word[-1] == '"' || word[-1] == '`') ? word[-1] : '\0';

  *value = p;
  while (p < end && *p != '\n' && *p != '\r' && (quote == '\0' || *p != quote))
    p++;

  return p > *value ? p : NULL;
}

/* name=value, also escaped in another address */
static const char *
match_parameter (const char *p, const char *end, gboolean escaped, const char **value)
{
  const char *quote = NULL;
  gsize quote_length;

  p = read_quote (p, end, &quote, &quote_length);
  *value = p;
  if (quote_length > 0)
    {
      p = find_closing (p, end, quote, quote_length);
      return p > *value ? p : NULL;
    }
  while (p < end && !g_ascii_isspace (*p) && strchr ("&#\"`<>\\", *p) == NULL)
    {
      gboolean is_escape;

      /* In an address inside another one the escaped "&" ends the value; in a plain one it belongs to it. */
      if (escaped
          && (embark_redact_read_char (p, end, '&', &is_escape) > 0
              || embark_redact_read_char (p, end, '#', &is_escape) > 0))
        break;
      p++;
    }

  return p > *value ? p : NULL;
}

/* name: value in prose; @strict: only what does not look like a word */
static const char *
match_prose (const char *name, const char *p, const char *end, const char **value)
{
  gboolean short_enough = g_ascii_strcasecmp (name, "code") == 0 || g_ascii_strcasecmp (name, "state") == 0;
  gboolean letters = TRUE;
  const char *quote = NULL;
  gsize quote_length, length;

  p = read_quote (p, end, &quote, &quote_length);
  *value = p;
  if (quote_length > 0)
    p = find_closing (p, end, quote, quote_length);
  while (quote_length == 0 && p < end && !g_ascii_isspace (*p) && strchr ("\"'`<>,;\\", *p) == NULL)
    p++;
  length = (gsize) (p - *value);
  if (length == 0)
    return NULL;
  if (!is_prose_name (name) || embark_redact_looks_random (*value, length))
    return p;
  for (gsize i = 0; i < length; i++)
    letters = letters && (g_ascii_isalpha ((*value)[i]) || (*value)[i] == '.');

  return !letters && !short_enough && length >= 4 ? p : NULL;
}

const char *
embark_redact_match_named (
    const char *text, const char *word, const char *word_end, const char *end, const char **value)
{
  g_autofree char *name = NULL;
  const char *p, *quote = NULL, *sign;
  gsize quote_length, sign_length;
  gboolean escaped;

  while (word < word_end && *word == '-')
    word++;
  if (word == word_end || word_end - word > 128)
    return NULL;
  name = g_strndup (word, (gsize) (word_end - word));
  if (!embark_redact_is_secret_name (name) && !is_line_name (name))
    return NULL;

  p = read_quote (word_end, end, &quote, &quote_length);
  if (quote_length > 0)
    return match_member (p, end, value);

  p += embark_redact_read_char (p, end, ']', &escaped);
  for (sign = p; sign < end && (*sign == ' ' || *sign == '\t'); sign++)
    ;
  sign_length = embark_redact_read_char (sign, end, '=', &escaped);
  if (sign_length > 0 && sign == p)
    return is_line_name (name) && !escaped ? match_line (text, word, p + sign_length, end, value)
                                           : match_parameter (p + sign_length, end, escaped, value);
  if (sign_length == 0)
    sign_length = embark_redact_read_char (sign, end, ':', &escaped);
  if (sign_length == 0)
    return NULL;
  for (p = sign + sign_length; p < end && (*p == ' ' || *p == '\t'); p++)
    ;

  return is_line_name (name) ? match_line (text, word, p, end, value) : match_prose (name, p, end, value);
}
