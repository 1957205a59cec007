/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What JSON hides by its structure rather than by the name of one member: pairs of a name and a value in an
 * object of their own, and members of which everything inside is a secret. The text is never parsed and
 * printed: it may be cut off, and what is shown is what was sent. */

#include "config.h"

#include <string.h>

#include "embark-redact.h"

/* Deeper, only names tell. */
#define MAX_DEPTH 128

typedef enum
{
  MEMBER_OTHER,
  MEMBER_NAME,   /* {"name": "password", … */
  MEMBER_VALUE,  /* … "value": "…"} */
  MEMBER_HIDDEN, /* everything in it */
} MemberKind;

typedef struct
{
  gsize start;
  gsize end;
} Span;

typedef struct
{
  gboolean object;
  gboolean hidden;      /* everything in it is */
  gboolean key_next;    /* a string would be the name of a member */
  gboolean secret_name; /* its member "name" names a secret */
  gboolean header_next; /* in an array: the element before was the name of a secret header */
  MemberKind kind;      /* of the member whose value comes next */
  Span value;           /* of its member "value"; the end is 0 until it was seen */
  gsize opened;         /* where it begins */
} Level;

typedef struct
{
  const char *text;
  const char *const *members; /* (nullable) */
  Level levels[MAX_DEPTH];
  guint depth;
  GArray *spans; /* (owned) (element-type Span) */
} Scan;

static gboolean
is_one_of (const char *const *names, const char *text, gsize length)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (names[i], text, length) == 0)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): the name that @content spells, as far as it is of plain letters */
static char *
dup_name (const Scan *scan, Span content)
{
  GString *name = g_string_new (NULL);
  const char *text = scan->text + content.start, *end = scan->text + content.end;

  while (text < end)
    if (end - text >= 6 && strncmp (text, "\\u00", 4) == 0 && g_ascii_isxdigit (text[4])
        && g_ascii_isxdigit (text[5]))
      {
        const int c = g_ascii_xdigit_value (text[4]) * 16 + g_ascii_xdigit_value (text[5]);

        g_string_append_c (name, (char) (c != 0 ? c : ' '));
        text += 6;
      }
    else
      g_string_append_c (name, *text++);
  return g_string_free (name, FALSE);
}

/* Headers as one list, name, value, name, value: what a library writes into the text of its errors. */
static gboolean
is_header (const char *name)
{
  static const char *const headers[] = { "authorization", "proxy-authorization",  "x-api-key", "cookie",
                                         "set-cookie",    "x-amz-security-token", NULL };

  return is_one_of (headers, name, strlen (name));
}

static MemberKind
classify (Scan *scan, const Span *content)
{
  static const char *const names[] = { "name", "key", "id", "field", "header", NULL };
  static const char *const values[] = { "value", NULL };
  const char *text = scan->text + content->start;
  const gsize length = content->end - content->start;
  g_autofree char *name = NULL;

  if (is_one_of (scan->members, text, length))
    return MEMBER_HIDDEN;
  /* Names that are found as they stand are left to the search through the text. */
  if (memchr (text, '\\', length) != NULL || memchr (text, ' ', length) != NULL)
    {
      name = dup_name (scan, *content);
      if (embark_redact_is_secret_name (name))
        return MEMBER_HIDDEN;
    }
  if (is_one_of (names, text, length))
    return MEMBER_NAME;
  return is_one_of (values, text, length) ? MEMBER_VALUE : MEMBER_OTHER;
}

static void
note_header (const Scan *scan, Level *level, Span content, gboolean string)
{
  const gboolean may_be = !level->object && string && !level->header_next;
  g_autofree char *name = may_be && content.end - content.start < 32 ? dup_name (scan, content) : NULL;

  level->header_next = name != NULL && is_header (name);
}

/* A value ended: @content is it, of a string without its quotes. */
static void
take_value (Scan *scan, Span content, gboolean string, gboolean container)
{
  Level *level = scan->depth > 0 ? &scan->levels[scan->depth - 1] : NULL;

  if (level == NULL)
    return;
  if (!container
      && (level->hidden || (level->object && level->kind == MEMBER_HIDDEN) || (string && level->header_next)))
    g_array_append_val (scan->spans, content);
  else if (level->object && level->kind == MEMBER_VALUE)
    level->value = content;
  else if (level->object && level->kind == MEMBER_NAME && string)
    {
      g_autofree char *name = dup_name (scan, content);

      level->secret_name = level->secret_name || embark_redact_is_secret_name (name);
    }
  note_header (scan, level, content, string);
}

static void
open_level (Scan *scan, gsize at)
{
  const Level *above = scan->depth > 0 ? &scan->levels[scan->depth - 1] : NULL;
  Level level = { .object = scan->text[at] == '{', .opened = at };

  level.key_next = level.object;
  level.hidden = above != NULL && (above->hidden || (above->object && above->kind == MEMBER_HIDDEN));
  scan->levels[scan->depth++] = level;
}

static void
close_level (Scan *scan, gsize end)
{
  const Level *level = &scan->levels[scan->depth - 1];
  const Span whole = { level->opened, end };

  if (level->secret_name && level->value.end > level->value.start)
    g_array_append_val (scan->spans, level->value);
  scan->depth--;
  take_value (scan, whole, FALSE, TRUE);
}

/* Returns: where the string that begins at @at ends, its closing quote not included */
static gsize
find_string_end (const char *text, gsize at)
{
  for (at++; text[at] != '\0' && text[at] != '"'; at++)
    if (text[at] == '\\' && text[at + 1] != '\0')
      at++;
  return at;
}

static gsize
take_string (Scan *scan, gsize at)
{
  const Span content = { at + 1, find_string_end (scan->text, at) };
  Level *level = scan->depth > 0 ? &scan->levels[scan->depth - 1] : NULL;

  if (level != NULL && level->object && level->key_next)
    {
      level->kind = classify (scan, &content);
      level->key_next = FALSE;
    }
  else
    take_value (scan, content, TRUE, FALSE);
  return scan->text[content.end] == '"' ? content.end + 1 : content.end;
}

static gsize
take_literal (Scan *scan, gsize at)
{
  const Span content = { at, at + MAX (strcspn (scan->text + at, " \t\r\n,:{}[]\""), 1) };

  take_value (scan, content, FALSE, FALSE);
  return content.end;
}

static void
scan_text (Scan *scan)
{
  gsize at = 0;

  while (scan->text[at] != '\0')
    switch (scan->text[at])
      {
      case '{':
      case '[':
        if (scan->depth == MAX_DEPTH)
          return;
        open_level (scan, at++);
        break;
      case '}':
      case ']':
        at++;
        if (scan->depth > 0)
          close_level (scan, at);
        break;
      case '"':
        at = take_string (scan, at);
        break;
      case ',':
        at++;
        if (scan->depth > 0)
          scan->levels[scan->depth - 1].key_next = scan->levels[scan->depth - 1].object;
        break;
      case ' ':
      case '\t':
      case '\r':
      case '\n':
      case ':':
        at++;
        break;
      default:
        at = take_literal (scan, at);
      }
}

/* What was cut off inside an object never came to its end: whether it was a pair is known all the same. */
static void
end_scan (Scan *scan)
{
  const gsize end = strlen (scan->text);

  while (scan->depth > 0)
    close_level (scan, end);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *one = a, *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

/* Returns: (transfer full): the text, with the mark in place of every span; a string keeps its quotes */
static char *
replace_spans (Scan *scan)
{
  GString *out = g_string_sized_new (strlen (scan->text));
  gsize at = 0;

  g_array_sort (scan->spans, compare_spans);
  for (guint i = 0; i < scan->spans->len; i++)
    {
      const Span *span = &g_array_index (scan->spans, Span, i);
      const gboolean quoted = span->start > 0 && scan->text[span->start - 1] == '"';

      if (span->start < at || span->end == span->start)
        continue;
      g_string_append_len (out, scan->text + at, (gssize) (span->start - at));
      g_string_append (out, quoted ? EMBARK_REDACTED : "\"" EMBARK_REDACTED "\"");
      at = span->end;
    }
  g_string_append (out, scan->text + at);
  return g_string_free (out, FALSE);
}

char *
embark_redact_json (const char *text, const char *const *members)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree Scan *scan = NULL;
  g_autofree char *replaced = NULL;

  if (text == NULL)
    return NULL;
  spans = g_array_new (FALSE, FALSE, sizeof (Span));
  scan = g_new0 (Scan, 1);
  scan->text = text;
  scan->members = members;
  scan->spans = spans;
  scan_text (scan);
  end_scan (scan);
  replaced = replace_spans (scan);
  return embark_redact_text (replaced);
}
