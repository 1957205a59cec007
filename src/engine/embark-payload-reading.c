/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the text of a payload, and its schema, to the fields that there are to be. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-json-path.h"
#include "embark-json.h"
#include "embark-payload-private.h"

typedef struct
{
  EmbarkPayloadReading *reading; /* (unowned) */
  GHashTable *required;          /* (owned) (element-type JsonObject GHashTable): by schema */
  GString *step;                 /* (owned): the end of a path */
} Builder;

static void
node_clear (gpointer data)
{
  EmbarkPayloadNode *node = data;

  g_free (node->name);
}

static void
fault_free (gpointer data)
{
  EmbarkSchemaFault *fault = data;

  g_free (fault->path);
  g_free (fault->words);
  g_free (fault);
}

static const EmbarkJsonSpan *
span_at (EmbarkPayloadReading *self, guint i)
{
  return &g_array_index (self->spans, EmbarkJsonSpan, i);
}

EmbarkPayloadNode *
embark_payload_reading_get_node (EmbarkPayloadReading *self, guint i)
{
  return &g_array_index (self->nodes, EmbarkPayloadNode, i);
}

const EmbarkJsonSpan *
embark_payload_reading_get_span (EmbarkPayloadReading *self, guint i)
{
  const EmbarkPayloadNode *node = embark_payload_reading_get_node (self, i);

  return node->span != EMBARK_JSON_SPAN_NONE ? span_at (self, node->span) : NULL;
}

gboolean
embark_payload_reading_is_container (EmbarkPayloadReading *self, guint i)
{
  const EmbarkJsonSpan *span = embark_payload_reading_get_span (self, i);

  return span != NULL && (span->kind == EMBARK_JSON_SPAN_OBJECT || span->kind == EMBARK_JSON_SPAN_ARRAY);
}

/* ---- one field ---- */

/* What the value itself tells of its type. Whole numbers of a sample need not stay whole. */
static EmbarkPayloadType
type_of_span (EmbarkPayloadReading *self, const EmbarkJsonSpan *span)
{
  switch (span->kind)
    {
    case EMBARK_JSON_SPAN_OBJECT:
      return EMBARK_PAYLOAD_OBJECT;
    case EMBARK_JSON_SPAN_ARRAY:
      return EMBARK_PAYLOAD_ARRAY;
    case EMBARK_JSON_SPAN_INTEGER:
    case EMBARK_JSON_SPAN_NUMBER:
      return EMBARK_PAYLOAD_NUMBER;
    case EMBARK_JSON_SPAN_BOOLEAN:
      return EMBARK_PAYLOAD_BOOLEAN;
    case EMBARK_JSON_SPAN_NULL:
      return EMBARK_PAYLOAD_NULL;
    case EMBARK_JSON_SPAN_STRING:
    default:
      /* A variable without quotes may become anything. */
      return self->text[span->start] == '"' ? EMBARK_PAYLOAD_STRING : EMBARK_PAYLOAD_ANY;
    }
}

static void
choose_type (EmbarkPayloadReading *self, EmbarkPayloadNode *node)
{
  const EmbarkPayloadWish wish = embark_payload_wish (node->schema);
  EmbarkPayloadType own = EMBARK_PAYLOAD_ANY;

  node->nullable = wish.nullable;
  node->type = wish.type;
  if (node->span != EMBARK_JSON_SPAN_NONE)
    own = type_of_span (self, span_at (self, node->span));
  if (wish.type != EMBARK_PAYLOAD_ANY || wish.several)
    return;
  node->guessed = own == EMBARK_PAYLOAD_NULL || own == EMBARK_PAYLOAD_ANY;
  node->type = node->guessed ? EMBARK_PAYLOAD_ANY : own;
}

/* Returns: whether there is room for it */
static gboolean
add_node (Builder *builder, EmbarkPayloadNode *node)
{
  GArray *nodes = builder->reading->nodes;
  const EmbarkPayloadNode *parent = node->parent != EMBARK_JSON_SPAN_NONE
                                        ? embark_payload_reading_get_node (builder->reading, node->parent)
                                        : NULL;

  if (nodes->len >= EMBARK_PAYLOAD_MAX_FIELDS)
    {
      builder->reading->truncated = TRUE;
      node_clear (node);
      return FALSE;
    }
  g_string_truncate (builder->step, 0);
  if (parent == NULL)
    g_string_append_c (builder->step, '$');
  else if (node->name != NULL)
    embark_json_path_push_name (builder->step, node->name);
  else
    embark_json_path_push_index (builder->step, node->index);
  node->hash = embark_payload_hash (parent != NULL ? parent->hash : 0, builder->step->str);
  node->depth = parent != NULL ? parent->depth + 1 : 0;
  choose_type (builder->reading, node);
  g_array_append_val (nodes, *node);
  return TRUE;
}

/* ---- objects and arrays ---- */

static void add_value (Builder *builder, guint span, guint parent, JsonObject *schema, gboolean required);

/* Returns: (transfer none): the names that @schema requires */
static GHashTable *
get_required (Builder *builder, JsonObject *schema)
{
  GHashTable *names = g_hash_table_lookup (builder->required, schema);
  JsonArray *list = embark_json_get_array (schema, "required");

  if (names != NULL)
    return names;
  names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_hash_table_add (names, (gpointer) json_node_get_string (node));
    }
  g_hash_table_insert (builder->required, schema, names);
  return names;
}

/* Returns: (transfer full): the name of a member; of one that is a variable without quotes, the variable */
static char *
dup_key (EmbarkPayloadReading *self, guint i)
{
  const EmbarkJsonSpan *span = span_at (self, i);

  return embark_payload_decode (self->text + span->key_start, span->key_end - span->key_start);
}

/* The members that @schema names and the object @span lacks: by the span of the member that they come behind
 * in the order of the schema, or by the object's own when there is none. Returns: (transfer full)
 * (element-type guint GPtrArray) */
static GHashTable *
find_absent (Builder *builder, guint span, JsonObject *schema)
{
  EmbarkPayloadReading *self = builder->reading;
  JsonObject *properties = embark_json_get_object (schema, "properties");
  g_autoptr (GHashTable) present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) absent =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GList) names = properties != NULL ? json_object_get_members (properties) : NULL;
  guint last = span;

  for (guint i = span + 1; i < span_at (self, span)->next; i = span_at (self, i)->next)
    g_hash_table_insert (present, dup_key (self, i), GUINT_TO_POINTER (i));
  for (GList *l = names; l != NULL; l = l->next)
    {
      const guint at = GPOINTER_TO_UINT (g_hash_table_lookup (present, l->data));
      GPtrArray *list = g_hash_table_lookup (absent, GUINT_TO_POINTER (last));

      if (at != 0)
        {
          last = at;
          continue;
        }
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (absent, GUINT_TO_POINTER (last), list);
        }
      g_ptr_array_add (list, l->data);
    }
  return g_steal_pointer (&absent);
}

/* Adds those that come behind the span @after. */
static void
add_absent (Builder *builder, GHashTable *absent, guint after, guint parent, gboolean first)
{
  GPtrArray *names = g_hash_table_lookup (absent, GUINT_TO_POINTER (after));
  JsonObject *schema = embark_payload_reading_get_node (builder->reading, parent)->schema;

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      EmbarkPayloadNode node = { .name = g_strdup (name),
                                 .span = EMBARK_JSON_SPAN_NONE,
                                 .after = first ? EMBARK_JSON_SPAN_NONE : after,
                                 .parent = parent,
                                 .schema = embark_payload_schema_of_member (schema, name),
                                 .required = g_hash_table_contains (get_required (builder, schema), name) };

      if (!add_node (builder, &node))
        return;
    }
}

static void
add_members (Builder *builder, guint span, guint parent, JsonObject *schema)
{
  EmbarkPayloadReading *self = builder->reading;
  g_autoptr (GHashTable) absent =
      embark_json_get_object (schema, "properties") != NULL ? find_absent (builder, span, schema) : NULL;

  if (absent != NULL)
    add_absent (builder, absent, span, parent, TRUE);
  for (guint i = span + 1; i < span_at (self, span)->next && !self->truncated; i = span_at (self, i)->next)
    {
      g_autofree char *name = schema != NULL ? dup_key (self, i) : NULL;

      add_value (builder, i, parent, schema != NULL ? embark_payload_schema_of_member (schema, name) : NULL,
                 schema != NULL && g_hash_table_contains (get_required (builder, schema), name));
      if (absent != NULL && !self->truncated)
        add_absent (builder, absent, i, parent, FALSE);
    }
}

static void
add_items (Builder *builder, guint span, guint parent, JsonObject *schema)
{
  EmbarkPayloadReading *self = builder->reading;
  JsonObject *items = embark_payload_schema_of_items (schema);

  for (guint i = span + 1; i < span_at (self, span)->next && !self->truncated; i = span_at (self, i)->next)
    add_value (builder, i, parent, items, FALSE);
}

/* As deep as the gate lets a text be. */
static void
add_value (Builder *builder, guint span, guint parent, JsonObject *schema, gboolean required)
{
  EmbarkPayloadReading *self = builder->reading;
  const EmbarkJsonSpan *place = span_at (self, span);
  EmbarkPayloadNode node = { .span = span,
                             .after = EMBARK_JSON_SPAN_NONE,
                             .parent = parent,
                             .index = place->index,
                             .schema = schema,
                             .required = required };
  guint own;

  if (place->key_end > place->key_start)
    {
      node.name = dup_key (self, span);
      node.index = 0; /* which one it is does not make it another */
    }
  if (!add_node (builder, &node))
    return;
  own = self->nodes->len - 1;
  if (place->kind == EMBARK_JSON_SPAN_OBJECT)
    add_members (builder, span, own, schema);
  else if (place->kind == EMBARK_JSON_SPAN_ARRAY)
    add_items (builder, span, own, schema);
}

/* ---- what the schema has against it ---- */

/* Returns: (transfer full) (element-type guint64 guint) */
static GHashTable *
index_nodes (EmbarkPayloadReading *self)
{
  GHashTable *index = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->nodes->len; i++)
    g_hash_table_insert (index, &embark_payload_reading_get_node (self, i)->hash, GUINT_TO_POINTER (i + 1));
  return index;
}

/* What a variable becomes is judged when it is sent. */
static gboolean
is_judged (EmbarkPayloadReading *self, guint node)
{
  const EmbarkJsonSpan *span = embark_payload_reading_get_span (self, node);

  return span == NULL || span->kind == EMBARK_JSON_SPAN_OBJECT || span->kind == EMBARK_JSON_SPAN_ARRAY
         || !embark_payload_has_variables (self->text + span->start, span->end - span->start);
}

static void
note_faults (EmbarkPayloadReading *self, GPtrArray *faults)
{
  g_autoptr (GHashTable) index = faults->len > 0 ? index_nodes (self) : NULL;

  for (guint i = 0; i < faults->len; i++)
    {
      EmbarkSchemaFault *fault = g_ptr_array_index (faults, i);
      const guint64 hash = embark_payload_hash (0, fault->path);
      const guint at = GPOINTER_TO_UINT (g_hash_table_lookup (index, &hash));
      EmbarkSchemaFault *copy;

      if (at > 0 && !is_judged (self, at - 1))
        continue;
      copy = g_new0 (EmbarkSchemaFault, 1);
      copy->path = g_strdup (fault->path);
      copy->words = g_strdup (fault->words);
      g_ptr_array_add (self->faults, copy);
      if (at > 0 && embark_payload_reading_get_node (self, at - 1)->fault == NULL)
        embark_payload_reading_get_node (self, at - 1)->fault = copy->words;
    }
}

/* A member that is missing is told at its own place, too. */
static void
note_missing (EmbarkPayloadReading *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      EmbarkPayloadNode *node = embark_payload_reading_get_node (self, i);

      if (node->required && node->span == EMBARK_JSON_SPAN_NONE && node->fault == NULL)
        node->fault = _ ("This is required.");
    }
}

static void
check (EmbarkPayloadReading *self)
{
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  if (self->schema == NULL)
    return;
  json = embark_json_parse (self->masked, (gssize) self->length, NULL);
  if (json == NULL)
    return;
  faults = embark_json_schema_check (self->schema, json);
  note_faults (self, faults);
  note_missing (self);
}

/* ---- the whole ---- */

static void
build (EmbarkPayloadReading *self)
{
  Builder builder = { .reading = self,
                      .required =
                          g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref),
                      .step = g_string_new (NULL) };

  self->spans = embark_json_spans_scan (self->masked, self->length);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (EmbarkPayloadNode));
  g_array_set_clear_func (self->nodes, node_clear);
  if (self->spans->len > 0)
    add_value (&builder, 0, EMBARK_JSON_SPAN_NONE,
               self->schema != NULL ? embark_json_node_object (embark_json_schema_get_json (self->schema))
                                    : NULL,
               FALSE);
  g_hash_table_unref (builder.required);
  g_string_free (builder.step, TRUE);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

EmbarkPayloadReading *
embark_payload_reading_new (const char *text, EmbarkJsonSchema *schema)
{
  EmbarkPayloadReading *self = g_atomic_rc_box_new0 (EmbarkPayloadReading);

  self->text = g_strdup (text);
  self->length = strlen (text);
  self->faults = g_ptr_array_new_with_free_func (fault_free);
  g_set_object (&self->schema, schema);
  if (is_blank (text))
    g_set_error_literal (&self->error, EMBARK_PAYLOAD_ERROR, EMBARK_PAYLOAD_ERROR_FROZEN,
                         _ ("Empty: {} is the least that can be sent"));
  else
    self->masked = embark_payload_mask (text, &self->line, &self->column, &self->error);
  if (self->masked != NULL)
    {
      build (self);
      check (self);
    }
  return self;
}

EmbarkPayloadReading *
embark_payload_reading_ref (EmbarkPayloadReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
reading_clear (gpointer data)
{
  EmbarkPayloadReading *self = data;

  g_free (self->text);
  g_free (self->masked);
  g_clear_object (&self->schema);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->nodes, g_array_unref);
  g_ptr_array_unref (self->faults);
  g_clear_error (&self->error);
}

void
embark_payload_reading_unref (EmbarkPayloadReading *self)
{
  g_atomic_rc_box_release_full (self, reading_clear);
}
