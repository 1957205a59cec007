/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What setting a field does to the text: as little as can be, in the style that the text has. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-json-path.h"
#include "embark-json.h"
#include "embark-payload-private.h"
#include "embark-template.h"

static const EmbarkJsonSpan *
span_at (EmbarkPayloadReading *reading, guint i)
{
  return &g_array_index (reading->spans, EmbarkJsonSpan, i);
}

static gboolean
refuse (GError **error, int code, const char *words)
{
  g_set_error_literal (error, EMBARK_PAYLOAD_ERROR, code, words);
  return FALSE;
}

/* ---- looking ---- */

EmbarkPayloadField *
embark_payload_form_dup_field (EmbarkPayloadForm *self, const char *path)
{
  guint64 hash;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  hash = embark_payload_hash (0, path);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (EmbarkPayloadField) field = g_list_model_get_item (G_LIST_MODEL (self), i);
      EmbarkPayloadReading *reading = embark_payload_field_get_reading (field);

      if (embark_payload_reading_get_node (reading, embark_payload_field_get_node (field))->hash == hash
          && g_str_equal (embark_payload_field_get_path (field), path))
        return g_steal_pointer (&field);
    }
  return NULL;
}

gboolean
embark_payload_form_get_place (
    EmbarkPayloadForm *self, EmbarkPayloadField *field, gsize *start, gsize *end, guint *line, guint *column)
{
  EmbarkPayloadReading *reading;
  const EmbarkJsonSpan *span;
  const char *begin;
  guint lines = 1;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), FALSE);
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (field), FALSE);

  reading = embark_payload_field_get_reading (field);
  span = embark_payload_reading_get_span (reading, embark_payload_field_get_node (field));
  if (span == NULL || !g_str_equal (reading->text, embark_payload_form_get_text (self)))
    return FALSE;
  begin = reading->text;
  for (const char *c = begin; c < reading->text + span->start; c++)
    if (*c == '\n')
      {
        lines++;
        begin = c + 1;
      }
  if (start != NULL)
    *start = span->start;
  if (end != NULL)
    *end = span->end;
  if (line != NULL)
    *line = lines;
  if (column != NULL)
    *column = (guint) g_utf8_strlen (begin, reading->text + span->start - begin) + 1;
  return TRUE;
}

char *
embark_payload_form_dup_json (EmbarkPayloadForm *self, EmbarkPayloadField *field)
{
  EmbarkPayloadReading *reading;
  const EmbarkJsonSpan *span;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), NULL);
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (field), NULL);

  reading = embark_payload_field_get_reading (field);
  span = embark_payload_reading_get_span (reading, embark_payload_field_get_node (field));
  return span != NULL ? g_strndup (reading->text + span->start, span->end - span->start) : NULL;
}

/* ---- the style of the text ---- */

/* Where the white space before @at begins. */
static gsize
find_space (const char *text, gsize at)
{
  while (at > 0 && strchr (" \t\r\n", text[at - 1]) != NULL)
    at--;
  return at;
}

/* Returns: (transfer full): the white space at the beginning of the line of @at */
static char *
dup_indent (const char *text, gsize at)
{
  gsize start = at;
  gsize end;

  while (start > 0 && text[start - 1] != '\n')
    start--;
  for (end = start; end < at && (text[end] == ' ' || text[end] == '\t'); end++)
    ;
  return g_strndup (text + start, end - start);
}

/* Returns: (transfer full): @json, on several lines with @indent where the text has its members on lines */
static char *
dup_styled (const char *json, const char *space)
{
  g_autofree char *pretty =
      strchr (space, '\n') != NULL ? embark_payload_format (json, NULL, NULL, NULL) : NULL;
  g_autofree char *line =
      g_strconcat ("\n", strrchr (space, '\n') != NULL ? strrchr (space, '\n') + 1 : "", NULL);
  g_auto (GStrv) lines = pretty != NULL ? g_strsplit (pretty, "\n", -1) : NULL;

  return lines != NULL ? g_strjoinv (line, lines) : g_strdup (json);
}

/* Returns: (transfer full): the white space before a member or item of @parent, which has some or is to get
 * its first */
static char *
dup_space (EmbarkPayloadReading *reading, guint parent)
{
  const EmbarkJsonSpan *span = span_at (reading, parent);
  g_autofree char *indent = NULL;

  if (span->n > 0)
    {
      const gsize at = span_at (reading, parent + 1)->key_start;
      const gsize start = find_space (reading->text, at);

      return g_strndup (reading->text + start, at - start);
    }
  if (strchr (reading->text, '\n') == NULL)
    return g_strdup ("");
  indent = dup_indent (reading->text, span->start);
  return g_strconcat ("\n", indent, "  ", NULL);
}

/* Returns: (transfer full): what the text has between the name of a member and its value */
static char *
dup_colon (EmbarkPayloadReading *reading)
{
  for (guint i = 0; i < reading->spans->len; i++)
    {
      const EmbarkJsonSpan *span = span_at (reading, i);

      if (span->key_end > span->key_start)
        return g_strndup (reading->text + span->key_end, span->start - span->key_end);
    }
  return g_strdup (": ");
}

/* ---- putting in ---- */

/* Puts @entry behind the member or item @after of @parent, or first when that is NONE. */
static gboolean
insert (EmbarkPayloadForm *self,
        EmbarkPayloadReading *reading,
        guint parent,
        guint after,
        const char *name,
        const char *json,
        GError **error)
{
  const EmbarkJsonSpan *span = span_at (reading, parent);
  g_autofree char *space = dup_space (reading, parent);
  g_autofree char *colon = name != NULL ? dup_colon (reading) : g_strdup ("");
  g_autofree char *key = name != NULL ? embark_payload_encode (name) : g_strdup ("");
  g_autofree char *value = dup_styled (json, space);
  g_autofree char *text = NULL;

  if (span->n == 0)
    {
      g_autofree char *indent = dup_indent (reading->text, span->start);

      text = strchr (space, '\n') != NULL ? g_strconcat (space, key, colon, value, "\n", indent, NULL)
                                          : g_strconcat (key, colon, value, NULL);
      return embark_payload_form_replace (self, span->start + 1, span->end - 1, text, error);
    }
  if (after == EMBARK_JSON_SPAN_NONE)
    {
      const gsize at = span_at (reading, parent + 1)->key_start;

      text = g_strconcat (key, colon, value, ",", space, NULL);
      return embark_payload_form_replace (self, at, at, text, error);
    }
  text = g_strconcat (",", space, key, colon, value, NULL);
  return embark_payload_form_replace (self, span_at (reading, after)->end, span_at (reading, after)->end,
                                      text, error);
}

gboolean
embark_payload_form_set_json (EmbarkPayloadForm *self,
                              EmbarkPayloadField *field,
                              const char *json,
                              GError **error)
{
  EmbarkPayloadReading *reading;
  const EmbarkPayloadNode *node;
  const EmbarkJsonSpan *span;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), FALSE);
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (field), FALSE);
  g_return_val_if_fail (json != NULL, FALSE);

  reading = embark_payload_form_get_reading (self, field, error);
  if (reading == NULL)
    return FALSE;
  /* By itself first: "1, "x": 2" would fit into the text and be two. */
  if (!embark_payload_check (json, NULL, NULL, &cause))
    return refuse (error, EMBARK_PAYLOAD_ERROR_VALUE, cause->message);
  node = embark_payload_reading_get_node (reading, embark_payload_field_get_node (field));
  span = embark_payload_reading_get_span (reading, embark_payload_field_get_node (field));
  if (span != NULL)
    return embark_payload_form_replace (self, span->start, span->end, json, error);
  return insert (self, reading, embark_payload_reading_get_node (reading, node->parent)->span, node->after,
                 node->name, json, error);
}

/* Returns: whether @text is one variable and nothing else */
static gboolean
is_variable (const char *text)
{
  const char *end = g_str_has_prefix (text, "{{") && text[2] != '"' ? embark_template_skip (text) : NULL;

  return end != NULL && *end == '\0';
}

static gboolean
fits_type (const char *json, EmbarkPayloadType type, gboolean nullable)
{
  const gsize length = strlen (json);
  g_autoptr (GArray) spans = embark_json_spans_scan (json, length);
  EmbarkJsonSpanKind kind;

  if (spans->len == 0)
    return FALSE;
  kind = g_array_index (spans, EmbarkJsonSpan, 0).kind;
  if (nullable && kind == EMBARK_JSON_SPAN_NULL)
    return TRUE;
  switch (type)
    {
    case EMBARK_PAYLOAD_OBJECT:
      return kind == EMBARK_JSON_SPAN_OBJECT;
    case EMBARK_PAYLOAD_ARRAY:
      return kind == EMBARK_JSON_SPAN_ARRAY;
    case EMBARK_PAYLOAD_STRING:
      return kind == EMBARK_JSON_SPAN_STRING;
    case EMBARK_PAYLOAD_INTEGER:
      return kind == EMBARK_JSON_SPAN_INTEGER;
    case EMBARK_PAYLOAD_NUMBER:
      return kind == EMBARK_JSON_SPAN_NUMBER || kind == EMBARK_JSON_SPAN_INTEGER;
    case EMBARK_PAYLOAD_BOOLEAN:
      return kind == EMBARK_JSON_SPAN_BOOLEAN;
    case EMBARK_PAYLOAD_NULL:
      return kind == EMBARK_JSON_SPAN_NULL;
    case EMBARK_PAYLOAD_ANY:
    default:
      return TRUE;
    }
}

static const char *
words_for (EmbarkPayloadType type)
{
  switch (type)
    {
    case EMBARK_PAYLOAD_OBJECT:
      return _ ("This has to be an object, as in {\"name\": \"Ada\"}.");
    case EMBARK_PAYLOAD_ARRAY:
      return _ ("This has to be a list, as in [1, 2].");
    case EMBARK_PAYLOAD_INTEGER:
      return _ ("This has to be a whole number, as in 42.");
    case EMBARK_PAYLOAD_NUMBER:
      return _ ("This has to be a number, as in 4.5.");
    case EMBARK_PAYLOAD_BOOLEAN:
      return _ ("This has to be true or false.");
    case EMBARK_PAYLOAD_NULL:
      return _ ("This has to be null.");
    case EMBARK_PAYLOAD_STRING:
    case EMBARK_PAYLOAD_ANY:
    default:
      return _ ("This has to be JSON: a text stands in quotation marks.");
    }
}

gboolean
embark_payload_form_set_entry (EmbarkPayloadForm *self,
                               EmbarkPayloadField *field,
                               const char *entry,
                               GError **error)
{
  const EmbarkPayloadType type = embark_payload_field_get_payload_type (field);
  g_autofree char *json = NULL;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), FALSE);
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (field), FALSE);
  g_return_val_if_fail (entry != NULL, FALSE);

  if (type == EMBARK_PAYLOAD_STRING)
    {
      json = embark_payload_encode (entry);
      return embark_payload_form_set_json (self, field, json, error);
    }
  json = g_strstrip (g_strdup (entry));
  if (is_variable (json))
    return embark_payload_form_set_json (self, field, json, error);
  if (!embark_payload_check (json, NULL, NULL, NULL)
      || !fits_type (json, type, embark_payload_field_get_nullable (field)))
    return refuse (error, EMBARK_PAYLOAD_ERROR_VALUE, words_for (type));
  return embark_payload_form_set_json (self, field, json, error);
}

gboolean
embark_payload_form_add (EmbarkPayloadForm *self, EmbarkPayloadField *field, GError **error)
{
  EmbarkPayloadReading *reading;
  const EmbarkPayloadNode *node;
  g_autofree char *json = NULL;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), FALSE);
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (field), FALSE);

  reading = embark_payload_form_get_reading (self, field, error);
  if (reading == NULL)
    return FALSE;
  node = embark_payload_reading_get_node (reading, embark_payload_field_get_node (field));
  if (node->span != EMBARK_JSON_SPAN_NONE)
    return TRUE;
  json = embark_payload_schema_make (node->schema);
  return embark_payload_form_set_json (self, field, json, error);
}

/* Returns: the last value in @parent, which has some */
static guint
find_last (EmbarkPayloadReading *reading, guint parent)
{
  const guint end = span_at (reading, parent)->next;
  guint i = parent + 1;

  while (span_at (reading, i)->next < end)
    i = span_at (reading, i)->next;
  return i;
}

/* Returns: the array that @field is, when it can be changed; NONE and an error when not */
static guint
find_array (EmbarkPayloadForm *self, EmbarkPayloadField *field, GError **error)
{
  EmbarkPayloadReading *reading = embark_payload_form_get_reading (self, field, error);
  const EmbarkJsonSpan *span;

  if (reading == NULL)
    return EMBARK_JSON_SPAN_NONE;
  span = embark_payload_reading_get_span (reading, embark_payload_field_get_node (field));
  if (span == NULL || span->kind != EMBARK_JSON_SPAN_ARRAY)
    {
      refuse (error, EMBARK_PAYLOAD_ERROR_GONE, _ ("This is not a list."));
      return EMBARK_JSON_SPAN_NONE;
    }
  return embark_payload_reading_get_node (reading, embark_payload_field_get_node (field))->span;
}

gboolean
embark_payload_form_add_item (EmbarkPayloadForm *self, EmbarkPayloadField *array, GError **error)
{
  EmbarkPayloadReading *reading;
  JsonObject *schema;
  g_autofree char *json = NULL;
  guint span, last;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), FALSE);
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (array), FALSE);

  span = find_array (self, array, error);
  if (span == EMBARK_JSON_SPAN_NONE)
    return FALSE;
  reading = embark_payload_field_get_reading (array);
  schema = embark_payload_schema_of_items (
      embark_payload_reading_get_node (reading, embark_payload_field_get_node (array))->schema);
  last = span_at (reading, span)->n > 0 ? find_last (reading, span) : EMBARK_JSON_SPAN_NONE;
  if (schema != NULL || last == EMBARK_JSON_SPAN_NONE)
    {
      json = schema != NULL ? embark_payload_schema_make (schema) : g_strdup ("\"\"");
      return insert (self, reading, span, last, NULL, json, error);
    }
  json = g_strndup (reading->text + span_at (reading, last)->start,
                    span_at (reading, last)->end - span_at (reading, last)->start);
  {
    g_autofree char *space = dup_space (reading, span);
    g_autofree char *text = g_strconcat (",", space, json, NULL);

    return embark_payload_form_replace (self, span_at (reading, last)->end, span_at (reading, last)->end,
                                        text, error);
  }
}

/* ---- taking out ---- */

static gboolean
take_out (EmbarkPayloadForm *self, EmbarkPayloadReading *reading, guint i, GError **error)
{
  const EmbarkJsonSpan *span = span_at (reading, i);
  const EmbarkJsonSpan *parent = span_at (reading, span->parent);
  guint before = span->parent + 1;

  if (parent->n == 1)
    return embark_payload_form_replace (self, parent->start + 1, parent->end - 1, "", error);
  if (span->next < parent->next)
    return embark_payload_form_replace (self, span->key_start, span_at (reading, span->next)->key_start, "",
                                        error);
  while (span_at (reading, before)->next < i)
    before = span_at (reading, before)->next;
  return embark_payload_form_replace (self, span_at (reading, before)->end, span->end, "", error);
}

gboolean
embark_payload_form_remove (EmbarkPayloadForm *self, EmbarkPayloadField *field, GError **error)
{
  EmbarkPayloadReading *reading;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), FALSE);
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (field), FALSE);

  reading = embark_payload_form_get_reading (self, field, error);
  if (reading == NULL)
    return FALSE;
  if (!embark_payload_field_get_removable (field))
    return refuse (error, EMBARK_PAYLOAD_ERROR_GONE, _ ("This cannot be taken out."));
  return take_out (self, reading,
                   embark_payload_reading_get_node (reading, embark_payload_field_get_node (field))->span,
                   error);
}

gboolean
embark_payload_form_remove_item (EmbarkPayloadForm *self, EmbarkPayloadField *array, GError **error)
{
  guint span;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FORM (self), FALSE);
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (array), FALSE);

  span = find_array (self, array, error);
  if (span == EMBARK_JSON_SPAN_NONE)
    return FALSE;
  if (span_at (embark_payload_field_get_reading (array), span)->n == 0)
    return refuse (error, EMBARK_PAYLOAD_ERROR_GONE, _ ("The list is empty."));
  return take_out (self, embark_payload_field_get_reading (array),
                   find_last (embark_payload_field_get_reading (array), span), error);
}
