/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-template-private.h"

/* What stands between braces is a name, not half a file. */
#define MAX_NAME 200

G_DEFINE_QUARK (embark - template - error - quark, embark_template_error)

gboolean
embark_template_has_variables (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return strstr (text, "{{") != NULL;
}

/* As the characters of a JSON string (RFC 8259, section 7). */
static void
append_characters (GString *out, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '"' || *c == '\\')
      g_string_append_printf (out, "\\%c", *c);
    else if ((guchar) *c < 0x20)
      g_string_append_printf (out, "\\u%04x", (guint) (guchar) *c);
    else
      g_string_append_c (out, *c);
}

static void
append_value (GString *out, const EmbarkTemplateValue *value, gboolean in_string)
{
  if (value->is_raw)
    {
      g_string_append (out, value->text);
      return;
    }
  if (!in_string)
    g_string_append_c (out, '"');
  append_characters (out, value->text);
  if (!in_string)
    g_string_append_c (out, '"');
}

static void
find_place (const char *text, const char *at, guint *line, guint *column)
{
  const char *start = text;
  guint lines = 1;

  for (const char *c = text; c < at; c++)
    if (*c == '\n')
      {
        lines++;
        start = c + 1;
      }
  if (line != NULL)
    *line = lines;
  if (column != NULL)
    *column = (guint) g_utf8_strlen (start, at - start) + 1;
}

const char *
embark_template_skip (const char *open)
{
  /* It is looked for no further than a name may reach: a text of nothing but braces is not read over and
   * over. */
  const char *close = g_strstr_len (open, MAX_NAME + 2, "}}");

  return close != NULL && memchr (open, '\n', (gsize) (close - open)) == NULL ? close + 2 : NULL;
}

/* @out: (nullable): %NULL: it is only looked whether there is such a variable; @open: at "{{". Returns:
 * (nullable): behind "}}" */
static const char *
expand_one (GString *out,
            const char *open,
            gboolean in_string,
            const EmbarkTemplateContext *context,
            GRand *random,
            GError **error)
{
  const char *end = embark_template_skip (open);
  g_autofree char *name = NULL;
  char *arguments;
  EmbarkTemplateValue value = { NULL, FALSE };

  if (end == NULL)
    {
      g_set_error_literal (error, EMBARK_TEMPLATE_ERROR, EMBARK_TEMPLATE_ERROR_OPEN,
                           _ ("A variable begins here and does not end: }} is missing."));
      return NULL;
    }
  name = g_strstrip (g_strndup (open + 2, (gsize) (end - open - 4)));
  if (out == NULL && g_str_has_prefix (name, "row."))
    return end;
  arguments = g_str_has_prefix (name, "row.") ? NULL : strchr (name, ':');
  if (arguments != NULL)
    *arguments++ = '\0';
  if (!embark_template_make (name, arguments, context, random, &value, error))
    return NULL;
  if (out != NULL)
    append_value (out, &value, in_string);
  g_free (value.text);
  return end;
}

char *
embark_template_expand (
    const char *text, const EmbarkTemplateContext *context, guint *line, guint *column, GError **error)
{
  g_autoptr (GString) out = NULL;
  g_autoptr (GRand) random = NULL;
  gboolean in_string = FALSE;
  const char *c;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);

  out = g_string_sized_new (strlen (text) + 64);
  random = g_rand_new_with_seed (context->seed);
  for (c = text; *c != '\0';)
    {
      const char *next;

      if (c[0] == '{' && c[1] == '{' && (in_string || c[2] != '"'))
        {
          next = expand_one (out, c, in_string, context, random, error);
          if (next == NULL)
            {
              find_place (text, c, line, column);
              return NULL;
            }
          c = next;
          continue;
        }
      if (in_string && c[0] == '\\' && c[1] != '\0')
        g_string_append_c (out, *c++);
      else if (c[0] == '"')
        in_string = !in_string;
      g_string_append_c (out, *c++);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The braces become quotation marks where the variable stands in place of a value; what would end a string,
 * or cannot be in one, an x. */
static void
mask_one (char *open, const char *end, gboolean in_string)
{
  for (char *c = open; c < end; c++)
    if (*c == '"' || *c == '\\' || (guchar) *c < 0x20)
      *c = 'x';
  if (!in_string)
    {
      *open = '"';
      open[end - open - 1] = '"';
    }
}

char *
embark_template_mask (const char *text, guint *line, guint *column, GError **error)
{
  const EmbarkTemplateContext context = { .seed = 1 };
  g_autofree char *masked = NULL;
  g_autoptr (GRand) random = NULL;
  gboolean in_string = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  masked = g_strdup (text);
  random = g_rand_new_with_seed (context.seed);
  for (char *c = masked; *c != '\0'; c++)
    if (c[0] == '{' && c[1] == '{' && (in_string || c[2] != '"'))
      {
        const char *end = expand_one (NULL, c, in_string, &context, random, error);

        if (end == NULL)
          {
            find_place (text, text + (c - masked), line, column);
            return NULL;
          }
        mask_one (c, end, in_string);
        c += end - c - 1;
      }
    else if (in_string && c[0] == '\\' && c[1] != '\0')
      c++;
    else if (c[0] == '"')
      in_string = !in_string;
  return g_steal_pointer (&masked);
}
