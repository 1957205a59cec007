/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Redaction: a secret stays hidden whatever stands before and behind it. */

#include "config.h"

#include <string.h>

#include "fuzz.h"

#include "embark-redact.h"

#define SIGNATURE "dGhlLXNpZ25hdHVyZS1vZi1hLXNlc3Npb24tdG9rZW4"
#define TOKEN     "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3ODIwMDAwMDB9." SIGNATURE

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *half = g_strndup ((const char *) data, size / 2);
  g_autofree char *around = g_strdup_printf ("%s " TOKEN " %s", half, text);
  g_autofree char *hidden = embark_redact_text (around);
  G_GNUC_UNUSED g_autofree char *alone = embark_redact_text (text);
  G_GNUC_UNUSED g_autofree char *uri = embark_redact_uri (text);
  G_GNUC_UNUSED g_autofree char *key = embark_redact_key (text);

  g_assert_null (strstr (strstr (text, SIGNATURE) == NULL ? hidden : "", SIGNATURE));
  embark_redact_is_secret_name (text);
  embark_redact_is_secret_header (text);

  return 0;
}
