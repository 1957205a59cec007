/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of a command, as a POSIX shell (and bash's $'…') would make them, as far as that can be done
 * without being one. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-curl-private.h"

typedef struct
{
  const char *c;
  GPtrArray *words; /* (owned) (element-type utf8) */
  GString *word;    /* (owned) */
  gboolean in_word;
} Words;

gboolean
embark_curl_refuse (GError **error, EmbarkCurlError code, const char *words)
{
  g_set_error_literal (error, EMBARK_CURL_ERROR, (int) code, words);
  return FALSE;
}

static void
end_word (Words *self)
{
  if (self->in_word)
    g_ptr_array_add (self->words, g_strdup (self->word->str));
  g_string_truncate (self->word, 0);
  self->in_word = FALSE;
}

/* At "$" or "`", unquoted or in double quotes. */
static gboolean
take_dollar (Words *self, GError **error)
{
  const char *name = self->c + 1;
  gsize length = 0;
  const gboolean braces = *self->c == '$' && *name == '{';

  if (braces)
    name++;
  if (*self->c == '$' && (g_ascii_isalpha (*name) || *name == '_'))
    for (length = 1; g_ascii_isalnum (name[length]) || name[length] == '_'; length++)
      ;
  if (length > 0 && (!braces || name[length] == '}'))
    {
      g_string_append_c (self->word, EMBARK_CURL_VARIABLE_MARK);
      g_string_append_len (self->word, name, (gssize) length);
      g_string_append_c (self->word, EMBARK_CURL_VARIABLE_MARK);
      self->c = name + length + braces;
      return TRUE;
    }
  if (*self->c == '$' && (g_ascii_isspace (*name) || *name == '\0' || *name == '"' || *name == '/'))
    {
      g_string_append_c (self->word, *self->c++);
      return TRUE;
    }
  return embark_curl_refuse (
      error, EMBARK_CURL_ERROR_SHELL,
      _ ("The command has a part that a shell would work out, as in $(…) or `…`. Nothing is run here: put "
         "what it gives in its place."));
}

static gboolean
take_single (Words *self, GError **error)
{
  const char *end = strchr (self->c + 1, '\'');

  if (end == NULL)
    return embark_curl_refuse (error, EMBARK_CURL_ERROR_QUOTES,
                               _ ("A quotation mark ' is opened and not closed."));
  g_string_append_len (self->word, self->c + 1, end - self->c - 1);
  self->c = end + 1;
  return TRUE;
}

static gboolean
take_double (Words *self, GError **error)
{
  for (self->c++; *self->c != '"';)
    {
      if (*self->c == '\0')
        return embark_curl_refuse (error, EMBARK_CURL_ERROR_QUOTES,
                                   _ ("A quotation mark \" is opened and not closed."));
      if (*self->c == '$' || *self->c == '`')
        {
          if (!take_dollar (self, error))
            return FALSE;
          continue;
        }
      if (self->c[0] == '\\' && self->c[1] == '\n')
        {
          self->c += 2;
          continue;
        }
      if (self->c[0] == '\\' && self->c[1] != '\0' && strchr ("$`\"\\", self->c[1]) != NULL)
        self->c++;
      g_string_append_c (self->word, *self->c++);
    }
  self->c++;
  return TRUE;
}

/* Returns: behind the digits */
static const char *
take_number (GString *word, const char *c, guint base, guint most, gboolean unicode)
{
  guint32 value = 0;
  guint n = 0;

  for (; n < most; n++, c++)
    {
      const int digit = base == 16 ? g_ascii_xdigit_value (*c) : (*c >= '0' && *c <= '7' ? *c - '0' : -1);

      if (digit < 0)
        break;
      value = value * base + (guint32) digit;
    }
  if (n == 0)
    g_string_append (word, unicode ? "\\u" : "\\x");
  else if (value == EMBARK_CURL_VARIABLE_MARK)
    g_string_append (word, "\xef\xbf\xbd");
  else if (unicode && value != 0 && g_unichar_validate (value))
    g_string_append_unichar (word, value);
  else if (unicode)
    g_string_append (word, "\xef\xbf\xbd");
  else if ((value & 0xff) != 0)
    g_string_append_c (word, (char) (value & 0xff));
  return c;
}

/* $'…' of bash: what browsers write when there is a newline or a quotation mark in a value. */
static gboolean
take_ansi (Words *self, GError **error)
{
  static const char letters[] = "a\ab\be\033f\fn\nr\rt\tv\v\\\\''\"\"?\?";

  for (self->c += 2; *self->c != '\'';)
    {
      gboolean known = FALSE;

      if (*self->c == '\0')
        return embark_curl_refuse (error, EMBARK_CURL_ERROR_QUOTES,
                                   _ ("A quotation mark ' is opened and not closed."));
      if (*self->c != '\\' || self->c[1] == '\0')
        {
          g_string_append_c (self->word, *self->c++);
          continue;
        }
      self->c++;
      if (*self->c == 'x')
        self->c = take_number (self->word, self->c + 1, 16, 2, FALSE);
      else if (*self->c == 'u' || *self->c == 'U')
        self->c = take_number (self->word, self->c + 1, 16, *self->c == 'u' ? 4 : 8, TRUE);
      else if (*self->c >= '0' && *self->c <= '7')
        self->c = take_number (self->word, self->c, 8, 3, FALSE);
      else
        {
          for (guint i = 0; !known && i < sizeof letters - 1; i += 2)
            if (letters[i] == *self->c)
              {
                g_string_append_c (self->word, letters[i + 1]);
                known = TRUE;
              }
          if (!known)
            g_string_append_printf (self->word, "\\%c", *self->c);
          self->c++;
        }
    }
  self->c++;
  return TRUE;
}

static gboolean
take_escaped (Words *self, GError **error)
{
  if (self->c[1] == '\0')
    self->c++;
  else if (self->c[1] == '\n')
    self->c += 2;
  else if (self->c[1] == '\r' && self->c[2] == '\n')
    self->c += 3;
  else
    {
      self->in_word = TRUE;
      g_string_append_c (self->word, self->c[1]);
      self->c += 2;
    }
  return TRUE;
}

/* What only a shell acts on, or the command prompt of Windows. */
static gboolean
refuse_operator (const Words *self, GError **error)
{
  if (*self->c == '^')
    return embark_curl_refuse (
        error, EMBARK_CURL_ERROR_WINDOWS,
        _ ("This command is written for the Windows command prompt, with ^ before quotation "
           "marks. Copy it as "
           "cURL for bash instead."));
  return embark_curl_refuse (
      error, EMBARK_CURL_ERROR_SHELL,
      _ ("The command has one of | & ; < > ( ) outside quotation marks, which only a shell understands. Copy "
         "the call of curl alone, its address in quotation marks."));
}

static gboolean
take_plain (Words *self, GError **error)
{
  switch (*self->c)
    {
    case '\\':
      return take_escaped (self, error);
    case '^':
    case '|':
    case '&':
    case ';':
    case '<':
    case '>':
    case '(':
    case ')':
      return refuse_operator (self, error);
    default:
      self->in_word = TRUE;
      break;
    }
  if (*self->c == '\'')
    return take_single (self, error);
  if (*self->c == '"')
    return take_double (self, error);
  if (self->c[0] == '$' && self->c[1] == '\'')
    return take_ansi (self, error);
  if (*self->c == '$' || *self->c == '`')
    return take_dollar (self, error);
  g_string_append_c (self->word, *self->c++);
  return TRUE;
}

GPtrArray *
embark_curl_split (const char *text, GError **error)
{
  Words self = { .c = text, .words = g_ptr_array_new_with_free_func (g_free), .word = g_string_new (NULL) };
  gboolean good = TRUE;

  while (good && *self.c != '\0')
    if (g_ascii_isspace (*self.c))
      {
        /* A line that is not continued ends the command: what comes behind would be another one. */
        const gboolean end = *self.c == '\n' && (self.words->len > 0 || self.in_word);

        end_word (&self);
        self.c++;
        if (end)
          {
            self.c += strspn (self.c, " \t\r\n");
            if (*self.c != '\0')
              good = embark_curl_refuse (
                  error, EMBARK_CURL_ERROR_SHELL,
                  _ ("There is more than one command. Copy one, its lines continued with \\."));
          }
      }
    else
      good = take_plain (&self, error);
  end_word (&self);
  g_string_free (self.word, TRUE);
  if (!good)
    g_clear_pointer (&self.words, g_ptr_array_unref);
  return self.words;
}
