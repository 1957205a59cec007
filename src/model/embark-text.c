/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-text.h"

/* Marks, embeddings, overrides and isolates that change the direction of text, and what is not seen at all.
 */
static gboolean
is_hidden (gunichar c)
{
  return c == 0x061c || c == 0x200b || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

char *
embark_text_clean (const char *text, gsize max_chars)
{
  g_autofree char *valid = NULL;
  GString *clean;
  gsize length = 0;
  gboolean blank = FALSE;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  clean = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0x2028 || c == 0x2029 || c == 0x85)
        {
          blank = clean->len > 0;
          continue;
        }
      if (g_unichar_iscntrl (c) || is_hidden (c))
        continue;
      if (length + (blank ? 2 : 1) > max_chars)
        {
          /* In the place of the last character, so that the limit holds. */
          g_string_truncate (clean, (gsize) (g_utf8_prev_char (clean->str + clean->len) - clean->str));
          g_string_append (clean, "…");
          break;
        }
      if (blank)
        g_string_append_c (clean, ' ');
      g_string_append_unichar (clean, c);
      length += blank ? 2 : 1;
      blank = FALSE;
    }

  if (clean->len == 0)
    {
      g_string_free (clean, TRUE);
      return NULL;
    }

  return g_string_free (clean, FALSE);
}
