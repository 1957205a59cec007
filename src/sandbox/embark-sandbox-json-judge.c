/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <jansson.h>

#include "embark-sandbox-json-judge.h"

gboolean
sandbox_json_judge (const char *text, gsize length, GError **error)
{
  json_error_t problem;
  json_t *value;

  /* Which json_loadb() takes for the end. */
  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a NUL byte in the text");
      return FALSE;
    }
  value = json_loadb (text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
  if (value == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line %d, column %d: %s", problem.line,
                   problem.column, problem.text);
      return FALSE;
    }
  json_decref (value);
  return TRUE;
}
