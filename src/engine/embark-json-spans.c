/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-json-spans.h"

typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  GArray *spans;   /* (unowned) (element-type EmbarkJsonSpan) */
  guint open;      /* the object or array that is being read, EMBARK_JSON_SPAN_NONE: none */
  gsize key_start; /* of the name that was read last and has no value yet */
  gsize key_end;   /* 0: none */
} Scan;

#define SPAN(scan, i) (&g_array_index ((scan)->spans, EmbarkJsonSpan, i))

/* Returns: behind the closing quote; 0 when there is none */
static gsize
skip_string (const Scan *scan, gsize at)
{
  for (at++; at < scan->length; at++)
    if (scan->text[at] == '\\')
      at++;
    else if (scan->text[at] == '"')
      return at + 1;
  return 0;
}

static gsize
skip_word (const Scan *scan, gsize at)
{
  while (at < scan->length && scan->text[at] != '\0' && strchr (" \t\r\n,:[]{}\"", scan->text[at]) == NULL)
    at++;
  return at;
}

static gboolean
is_in_object (const Scan *scan)
{
  return scan->open != EMBARK_JSON_SPAN_NONE && SPAN (scan, scan->open)->kind == EMBARK_JSON_SPAN_OBJECT;
}

static EmbarkJsonSpanKind
kind_of_word (const char *text, gsize length)
{
  switch (*text)
    {
    case 't':
    case 'f':
      return EMBARK_JSON_SPAN_BOOLEAN;
    case 'n':
      return EMBARK_JSON_SPAN_NULL;
    default:
      for (gsize i = 0; i < length; i++)
        if (text[i] == '.' || text[i] == 'e' || text[i] == 'E')
          return EMBARK_JSON_SPAN_NUMBER;
      return EMBARK_JSON_SPAN_INTEGER;
    }
}

/* Returns: whether a value may stand here */
static gboolean
add_span (Scan *scan, EmbarkJsonSpanKind kind, gsize end)
{
  EmbarkJsonSpan span = { .kind = kind,
                          .parent = scan->open,
                          .key_start = scan->at,
                          .key_end = scan->at,
                          .start = scan->at,
                          .end = end };

  if (scan->open == EMBARK_JSON_SPAN_NONE ? scan->spans->len > 0
                                          : is_in_object (scan) == (scan->key_end == 0))
    return FALSE;
  if (scan->key_end > 0)
    {
      span.key_start = scan->key_start;
      span.key_end = scan->key_end;
      scan->key_end = 0;
    }
  if (scan->open != EMBARK_JSON_SPAN_NONE)
    {
      EmbarkJsonSpan *parent = SPAN (scan, scan->open);

      span.depth = parent->depth + 1;
      span.index = parent->n++;
    }
  span.next = scan->spans->len + 1;
  g_array_append_val (scan->spans, span);
  return TRUE;
}

static gboolean
open_one (Scan *scan, EmbarkJsonSpanKind kind)
{
  if (!add_span (scan, kind, 0))
    return FALSE;
  scan->open = scan->spans->len - 1;
  scan->at++;
  return TRUE;
}

static gboolean
close_one (Scan *scan, EmbarkJsonSpanKind kind)
{
  EmbarkJsonSpan *span;

  if (scan->open == EMBARK_JSON_SPAN_NONE || scan->key_end > 0)
    return FALSE;
  span = SPAN (scan, scan->open);
  if (span->kind != kind)
    return FALSE;
  span->end = ++scan->at;
  span->next = scan->spans->len;
  scan->open = span->parent;
  return TRUE;
}

static gboolean
take_string (Scan *scan)
{
  const gsize end = skip_string (scan, scan->at);

  if (end == 0)
    return FALSE;
  if (is_in_object (scan) && scan->key_end == 0)
    {
      scan->key_start = scan->at;
      scan->key_end = end;
    }
  else if (!add_span (scan, EMBARK_JSON_SPAN_STRING, end))
    return FALSE;
  scan->at = end;
  return TRUE;
}

static gboolean
take_word (Scan *scan)
{
  const gsize end = skip_word (scan, scan->at);

  if (end == scan->at || !add_span (scan, kind_of_word (scan->text + scan->at, end - scan->at), end))
    return FALSE;
  scan->at = end;
  return TRUE;
}

static gboolean
take_token (Scan *scan)
{
  switch (scan->text[scan->at])
    {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case ',':
    case ':':
      scan->at++;
      return TRUE;
    case '{':
      return open_one (scan, EMBARK_JSON_SPAN_OBJECT);
    case '[':
      return open_one (scan, EMBARK_JSON_SPAN_ARRAY);
    case '}':
      return close_one (scan, EMBARK_JSON_SPAN_OBJECT);
    case ']':
      return close_one (scan, EMBARK_JSON_SPAN_ARRAY);
    case '"':
      return take_string (scan);
    default:
      return take_word (scan);
    }
}

GArray *
embark_json_spans_scan (const char *text, gsize length)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (EmbarkJsonSpan));
  Scan scan = { .text = text, .length = length, .spans = spans, .open = EMBARK_JSON_SPAN_NONE };
  gboolean good = TRUE;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  while (good && scan.at < length)
    good = take_token (&scan);
  if (!good || scan.open != EMBARK_JSON_SPAN_NONE || scan.key_end > 0)
    g_array_set_size (spans, 0);
  return g_steal_pointer (&spans);
}

/* ---- what a string means ---- */

/* Returns: whether there are four hexadecimal digits at @text */
static gboolean
read_unit (const char *text, const char *end, gunichar *unit)
{
  *unit = 0;
  if (end - text < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      const int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE;
      *unit = *unit << 4 | (gunichar) digit;
    }
  return TRUE;
}

/* @text: behind "\u". Returns: behind what was read */
static const char *
decode_unicode (GString *out, const char *text, const char *end)
{
  gunichar unit, low;

  if (!read_unit (text, end, &unit))
    {
      g_string_append_unichar (out, 0xfffd);
      return text;
    }
  text += 4;
  if (unit >= 0xd800 && unit < 0xdc00 && end - text >= 6 && text[0] == '\\' && text[1] == 'u'
      && read_unit (text + 2, end, &low) && low >= 0xdc00 && low < 0xe000)
    {
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      text += 6;
    }
  /* A string of C holds no NUL. */
  g_string_append_unichar (out, unit != 0 && g_unichar_validate (unit) ? unit : 0xfffd);
  return text;
}

char *
embark_json_spans_decode (const char *text, gsize length)
{
  static const char escapes[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
  g_autoptr (GString) out = g_string_sized_new (length);
  const char *end;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  end = text + length;
  if (length >= 2 && text[0] == '"' && end[-1] == '"')
    {
      text++;
      end--;
    }
  while (text < end)
    {
      if (*text != '\\' || text + 1 == end)
        {
          g_string_append_c (out, *text++);
          continue;
        }
      text += 2;
      if (text[-1] == 'u')
        {
          text = decode_unicode (out, text, end);
          continue;
        }
      for (guint i = 0; i < sizeof escapes - 1; i += 2)
        if (escapes[i] == text[-1])
          g_string_append_c (out, escapes[i + 1]);
    }
  if (!g_utf8_validate_len (out->str, out->len, NULL))
    return g_utf8_make_valid (out->str, (gssize) out->len);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
