/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-json-path.h"

static gboolean
is_plain (const char *name)
{
  if (*name == '\0' || g_ascii_isdigit (*name))
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_')
      return FALSE;
  return TRUE;
}

gsize
embark_json_path_push_name (GString *path, const char *name)
{
  const gsize length = path->len;

  if (is_plain (name))
    {
      g_string_append_printf (path, ".%s", name);
      return length;
    }
  g_string_append (path, "['");
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '\'' || *c == '\\')
        g_string_append_c (path, '\\');
      g_string_append_c (path, *c);
    }
  g_string_append (path, "']");
  return length;
}

gsize
embark_json_path_push_index (GString *path, guint index)
{
  const gsize length = path->len;

  g_string_append_printf (path, "[%u]", index);
  return length;
}
