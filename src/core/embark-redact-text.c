/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search for secrets in free text: log lines, error messages, addresses, JSON whole or cut off, JSON in
 * JSON, addresses in addresses. One pass from word to word; in doubt a value goes. */

#include "config.h"

#include <string.h>

#include "embark-redact-private.h"
#include "embark-redact.h"

/* The parts of a token after its header; five in all where it is encrypted. */
#define MAX_TOKEN_PARTS 4

/* An opaque value in prose is taken for a secret from these lengths on: with a digit or capitals inside, and
 * without. */
#define MIN_RANDOM 8
#define MIN_LONG   20

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

/* Returns: the bytes of an escaped character at @at (%2F, %252F, \u0026, \/), 0 when there is none; @c: what
 * it stands for */
static gsize
read_escape (const char *at, const char *end, char *c)
{
  const char *p = at;

  if (end - p >= 2 && p[0] == '\\' && p[1] == '/')
    {
      *c = '/';
      return 2;
    }
  if (end - p >= 6 && p[0] == '\\' && p[1] == 'u' && p[2] == '0' && p[3] == '0' && g_ascii_isxdigit (p[4])
      && g_ascii_isxdigit (p[5]))
    {
      *c = (char) (g_ascii_xdigit_value (p[4]) * 16 + g_ascii_xdigit_value (p[5]));
      return 6;
    }
  if (p >= end || *p != '%')
    return 0;
  p++;
  /* Escaped more than once: %25 is the percent sign of the next round. */
  while (end - p >= 4 && p[0] == '2' && p[1] == '5' && g_ascii_isxdigit (p[2]) && g_ascii_isxdigit (p[3]))
    p += 2;
  if (end - p < 2 || !g_ascii_isxdigit (p[0]) || !g_ascii_isxdigit (p[1]))
    return 0;
  *c = (char) (g_ascii_xdigit_value (p[0]) * 16 + g_ascii_xdigit_value (p[1]));

  return (gsize) (p + 2 - at);
}

/* Returns: the bytes of character @c at @at, plain or escaped; 0 when something else is there */
static gsize
read_char (const char *at, const char *end, char c, gboolean *escaped)
{
  char found;
  gsize length;

  if (at < end && *at == c)
    {
      *escaped = FALSE;
      return 1;
    }
  length = read_escape (at, end, &found);
  *escaped = TRUE;

  return length > 0 && found == c ? length : 0;
}

static const char *
skip_blanks (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;

  return p;
}

/* Returns: whether the character before @at, plain or escaped, is @c */
static gboolean
follows (const char *text, const char *at, char c)
{
  char escaped[4];

  if (at > text && at[-1] == c)
    return TRUE;
  g_snprintf (escaped, sizeof escaped, "%02x", (guint) (guchar) c);

  return at - text >= 3 && g_ascii_strncasecmp (at - 2, escaped, 2) == 0
         && (at[-3] == '%' || (at - text >= 5 && strncmp (at - 4, "25", 2) == 0)
             || (at - text >= 6 && strncmp (at - 6, "\\u00", 4) == 0));
}

/* Returns: whether a value in prose is a secret rather than a word */
static gboolean
looks_random (const char *value, gsize length)
{
  gboolean mixed = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (value[i]) || strchr ("+/=", value[i]) != NULL
          || (i > 0 && g_ascii_isupper (value[i])))
        mixed = TRUE;
    }

  return (mixed && length >= MIN_RANDOM) || length >= MIN_LONG;
}

/* A JSON Web Token: base64url parts, of which the first begins {"… */
static const char *
match_jwt (const char *word, const char *word_end, const char *end)
{
  const char *start = g_strstr_len (word, word_end - word, "eyJ"), *p = word_end;
  gsize header;

  if (start == NULL)
    return NULL;
  header = (gsize) (word_end - start);
  for (guint part = 0; part < MAX_TOKEN_PARTS && end - p >= 2 && *p == '.' && is_word (p[1]); part++)
    {
      p++;
      while (p < end && is_word (*p))
        p++;
    }

  /* At the start of a word the three letters are enough: a token may have been cut off. Inside one they are
   * not. */
  if (start == word || word[0] == '-' || word[0] == '_')
    return header >= 10 ? p : NULL;

  return header >= 16 && p - word_end > 10 ? p : NULL;
}

/* An API key: tk… or pk… (contract section 1), or the session id of Salesforce (00D…!…). */
static const char *
match_key (const char *word, const char *word_end, const char *end)
{
  const char *rest = word + 2, *p = word_end;
  gboolean digit = FALSE;

  if (word_end - word >= 15 && strncmp (word, "00D", 3) == 0 && p < end && *p == '!')
    {
      for (p++; p < end && (is_word (*p) || *p == '.'); p++)
        ;
      return p;
    }
  if (word_end - word < 8 || (strncmp (word, "tk", 2) != 0 && strncmp (word, "pk", 2) != 0))
    return NULL;
  while (end - p >= 2 && (*p == '.' || *p == '+' || *p == '/' || *p == '=') && g_ascii_isalnum (p[1]))
    {
      for (p++; p < end && is_word (*p); p++)
        ;
    }
  if (*rest == '_' || *rest == '-')
    return word_end - rest >= 7 ? p : NULL;
  for (const char *c = rest; c < word_end; c++)
    digit = digit || g_ascii_isdigit (*c);

  /* Without a separator "pkgconfig" and "tkinter" begin so, too. */
  return (digit && word_end - rest >= 10) || word_end - rest >= 24 ? p : NULL;
}

/* "Bearer …", "Basic …": @value is where the credentials begin. */
static const char *
match_scheme (const char *word, const char *word_end, const char *end, const char **value)
{
  gsize length = (gsize) (word_end - word), escape;
  const char *p = word_end;
  char c;

  if (!(length == 6 && g_ascii_strncasecmp (word, "bearer", 6) == 0)
      && !(length == 5 && g_ascii_strncasecmp (word, "basic", 5) == 0))
    return NULL;
  p = skip_blanks (p, end);
  if (p < end && *p == '+')
    p++;
  while ((escape = read_escape (p, end, &c)) > 0 && c == ' ')
    p += escape;
  if (p == word_end)
    return NULL;
  *value = p;
  while (p < end && !g_ascii_isspace (*p) && strchr ("\"'`,;<>()\\", *p) == NULL)
    p++;

  return looks_random (*value, (gsize) (p - *value)) ? p : NULL;
}

/* The secret segment of a connect address: /connect/SECRET, https://connect.host/SECRET */
static const char *
match_connect (const char *text, const char *word, const char *word_end, const char *end, const char **value)
{
  const char *p = word_end;
  gboolean escaped;
  gsize slash;
  char c;

  if (word_end - word != 7 || g_ascii_strncasecmp (word, "connect", 7) != 0)
    return NULL;
  if (p < end && *p == '.' && (follows (text, word, '/') || follows (text, word, '@')))
    {
      while (p < end && (is_word (*p) || *p == '.' || *p == ':'))
        p++;
    }
  else if (!follows (text, word, '/'))
    {
      return NULL;
    }
  slash = read_char (p, end, '/', &escaped);
  if (slash == 0)
    return NULL;
  p += slash;
  *value = p;
  while (p < end && !g_ascii_isspace (*p) && strchr ("/?#&\"'`<>\\)],;", *p) == NULL)
    {
      if (read_escape (p, end, &c) > 0 && strchr ("/?#&", c) != NULL)
        break;
      p++;
    }

  return p > *value ? p : NULL;
}

/* Returns: whether @p is behind the "://" of an address, as it is or as some write it in JSON */
static gboolean
is_authority (const char *text, const char *p)
{
  return (p - text >= 3 && strncmp (p - 3, "://", 3) == 0)
         || (p - text >= 5 && strncmp (p - 5, ":\\/\\/", 5) == 0);
}

/* USER:PASSWORD@ of an address; @p: behind "://" */
static const char *
match_userinfo (const char *p, const char *end)
{
  const char *at = NULL;

  for (; p < end && !g_ascii_isspace (*p) && strchr ("/?#\"'`<>\\", *p) == NULL; p++)
    {
      if (*p == '@')
        at = p;
    }

  return at;
}

/* Where an address begins at @p, who logs in there is left out of @out. */
static void
hide_userinfo (GString *out, const char *text, const char *end, const char **p)
{
  const char *found = is_authority (text, *p) ? match_userinfo (*p, end) : NULL;

  if (found == NULL)
    return;
  g_string_append (out, EMBARK_REDACTED);
  *p = found;
}

/* A private key as it stands in a file, whatever it is called: up to its last line, or as far as it goes. */
static const char *
match_private_key (const char *word, const char *word_end, const char *end, const char **value)
{
  static const char mark[] = "PRIVATE KEY-----";
  const char *found, *p;

  if (word_end - word != 10 || strncmp (word, "-----BEGIN", 10) != 0)
    return NULL;
  found = g_strstr_len (word_end, MIN (end - word_end, 40), mark);
  if (found == NULL)
    return NULL;
  *value = found + strlen (mark);
  for (p = *value; p < end && strchr ("\"'`<>", *p) == NULL && !g_str_has_prefix (p, "-----END"); p++)
    ;
  while (p > *value && p < end && *p != '-' && p[-1] == '\\')
    p--;
  return p > *value ? p : NULL;
}

static const char *
match_word (const char *text, const char *word, const char *word_end, const char *end, const char **value)
{
  const char *found;

  *value = word;
  if ((found = match_jwt (word, word_end, end)) != NULL || (found = match_key (word, word_end, end)) != NULL)
    return found;
  if ((found = match_scheme (word, word_end, end, value)) != NULL
      || (found = match_private_key (word, word_end, end, value)) != NULL
      || (found = match_connect (text, word, word_end, end, value)) != NULL)
    return found;

  return embark_redact_match_named (text, word, word_end, end, value);
}

gsize
embark_redact_read_char (const char *at, const char *end, char c, gboolean *escaped)
{
  return read_char (at, end, c, escaped);
}

gboolean
embark_redact_looks_random (const char *value, gsize length)
{
  return looks_random (value, length);
}

char *
embark_redact_text (const char *text)
{
  GString *out;
  const char *p = text, *end;

  if (text == NULL)
    return NULL;
  end = text + strlen (text);
  out = g_string_sized_new ((gsize) (end - text));

  while (p < end)
    {
      const char *word = p, *value, *found;
      gsize escape;
      char c;

      if ((escape = read_escape (p, end, &c)) > 0 && !is_word (c))
        {
          g_string_append_len (out, p, (gssize) escape);
          p += escape;
          hide_userinfo (out, text, end, &p);
          continue;
        }
      if (*p == '\\' && end - p >= 2 && strchr ("nrtbf", p[1]) != NULL)
        {
          g_string_append_len (out, p, 2);
          p += 2;
          continue;
        }
      if (!is_word (*p))
        {
          g_string_append_c (out, *p++);
          hide_userinfo (out, text, end, &p);
          continue;
        }

      while (p < end && is_word (*p))
        p++;
      found = match_word (text, word, p, end, &value);
      if (found != NULL)
        {
          g_string_append_len (out, word, value - word);
          g_string_append (out, EMBARK_REDACTED);
          p = found;
        }
      else
        {
          g_string_append_len (out, word, p - word);
        }
    }

  return g_string_free (out, FALSE);
}
