/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server wrote, made fit for a label: valid, bounded, without control characters. */

#include "config.h"

#include "fuzz.h"

#include "embark-text.h"

#define MAX_CHARS 200

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *clean = embark_text_clean (valid, MAX_CHARS);

  if (clean == NULL)
    return 0;
  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (clean, -1), <=, MAX_CHARS + 1);
  for (const char *c = clean; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)) && *c != '\n' && *c != '\t');

  return 0;
}
