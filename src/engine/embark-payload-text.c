/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of a payload: JSON in which variables may stand. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-json.h"
#include "embark-payload-private.h"
#include "embark-template.h"

#define SPACES 2

G_DEFINE_QUARK (embark - payload - error - quark, embark_payload_error)

char *
embark_payload_mask (const char *text, guint *line, guint *column, GError **error)
{
  g_autofree char *masked = embark_template_mask (text, line, column, error);

  if (masked == NULL || !embark_json_check (masked, -1, line, column, error))
    return NULL;
  return g_steal_pointer (&masked);
}

gboolean
embark_payload_check (const char *text, guint *line, guint *column, GError **error)
{
  g_autofree char *masked = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  masked = embark_payload_mask (text, line, column, error);
  return masked != NULL;
}

gboolean
embark_payload_has_variables (const char *text, gsize length)
{
  return g_strstr_len (text, (gssize) length, "{{") != NULL;
}

guint64
embark_payload_hash (guint64 hash, const char *text)
{
  if (hash == 0)
    hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

/* ---- strings ---- */

char *
embark_payload_decode (const char *json, gsize length)
{
  g_autoptr (GString) out = g_string_sized_new (length);
  g_autofree char *copy = g_strndup (json, length);
  const char *end = copy + length;
  const char *done = copy;

  if (length >= 2 && *copy == '"')
    {
      done++;
      end--;
    }
  for (const char *c = done; c <= end; c++)
    {
      const char *behind = c + 1 < end && c[0] == '{' && c[1] == '{' ? embark_template_skip (c) : NULL;
      g_autofree char *part = NULL;

      if (c < end && *c == '\\' && c + 1 < end)
        {
          c++;
          continue;
        }
      if (c < end && (behind == NULL || behind > end))
        continue;
      part = embark_json_spans_decode (done, (gsize) (c - done));
      g_string_append (out, part);
      if (c == end)
        break;
      g_string_append_len (out, c, behind - c);
      done = behind;
      c = behind - 1;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_escaped (GString *out, char c)
{
  static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";

  for (guint i = 0; i < sizeof letters - 1; i += 2)
    if (letters[i] == c)
      {
        g_string_append_printf (out, "\\%c", letters[i + 1]);
        return;
      }
  if ((guchar) c < 0x20)
    g_string_append_printf (out, "\\u%04x", (guint) (guchar) c);
  else
    g_string_append_c (out, c);
}

char *
embark_payload_encode (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 2);

  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0';)
    {
      const char *behind = c[0] == '{' && c[1] == '{' ? embark_template_skip (c) : NULL;

      if (behind != NULL)
        g_string_append_len (out, c, behind - c);
      else
        append_escaped (out, *c);
      c = behind != NULL ? behind : c + 1;
    }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

char *
embark_payload_choice_dup_label (const char *json)
{
  g_return_val_if_fail (json != NULL, NULL);

  return *json == '"' ? embark_json_spans_decode (json, strlen (json)) : g_strdup (json);
}

/* ---- indentation ---- */

static void
append_line (GString *out, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth * SPACES; i++)
    g_string_append_c (out, ' ');
}

/* What ends before @next, or all that is open when @next is %NULL. */
static void
append_ends (GString *out, GArray *spans, guint *open, guint i)
{
  while (*open != EMBARK_JSON_SPAN_NONE && g_array_index (spans, EmbarkJsonSpan, *open).next <= i)
    {
      const EmbarkJsonSpan *span = &g_array_index (spans, EmbarkJsonSpan, *open);

      if (span->n > 0)
        append_line (out, span->depth);
      g_string_append_c (out, span->kind == EMBARK_JSON_SPAN_OBJECT ? '}' : ']');
      *open = span->parent;
    }
}

char *
embark_payload_format (const char *text, guint *line, guint *column, GError **error)
{
  g_autofree char *masked = NULL;
  g_autoptr (GArray) spans = NULL;
  g_autoptr (GString) out = NULL;
  guint open = EMBARK_JSON_SPAN_NONE;

  g_return_val_if_fail (text != NULL, NULL);

  masked = embark_payload_mask (text, line, column, error);
  if (masked == NULL)
    return NULL;
  spans = embark_json_spans_scan (masked, strlen (masked));
  out = g_string_sized_new (strlen (masked) * 2);
  for (guint i = 0; i < spans->len; i++)
    {
      const EmbarkJsonSpan *span = &g_array_index (spans, EmbarkJsonSpan, i);

      append_ends (out, spans, &open, i);
      if (span->index > 0)
        g_string_append_c (out, ',');
      if (span->depth > 0)
        append_line (out, span->depth);
      g_string_append_len (out, text + span->key_start, (gssize) (span->key_end - span->key_start));
      if (span->key_end > span->key_start)
        g_string_append (out, ": ");
      if (span->kind == EMBARK_JSON_SPAN_OBJECT || span->kind == EMBARK_JSON_SPAN_ARRAY)
        {
          g_string_append_c (out, text[span->start]);
          open = i;
        }
      else
        g_string_append_len (out, text + span->start, (gssize) (span->end - span->start));
    }
  append_ends (out, spans, &open, spans->len);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
