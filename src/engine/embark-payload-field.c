/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-json-path.h"
#include "embark-json.h"
#include "embark-payload-private.h"
#include "embark-text.h"

#define MAX_LABEL       200
#define MAX_DESCRIPTION 1000

struct _EmbarkPayloadField
{
  GObject parent_instance;

  EmbarkPayloadReading *reading; /* (owned) */
  guint node;

  /* Made when they are first asked for. */
  char *path;        /* (owned) (nullable) */
  char *label;       /* (owned) (nullable) */
  char *description; /* (owned) (nullable) */
  char *bounds;      /* (owned) (nullable) */
  char *constant;    /* (owned) (nullable) */
  GStrv choices;     /* (owned) (nullable) */
  char *json;        /* (owned) (nullable) */
  char *text;        /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_JSON,
  PROP_TEXT,
  PROP_FAULT,
  PROP_N_ITEMS,
  PROP_HAS_VARIABLES,
  PROP_ABSENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkPayloadField, embark_payload_field, G_TYPE_OBJECT)

static void
embark_payload_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkPayloadField *self = EMBARK_PAYLOAD_FIELD (object);

  switch (prop_id)
    {
    case PROP_JSON:
      g_value_set_string (value, embark_payload_field_get_json (self));
      break;
    case PROP_TEXT:
      g_value_set_string (value, embark_payload_field_get_text (self));
      break;
    case PROP_FAULT:
      g_value_set_string (value, embark_payload_field_get_fault (self));
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, embark_payload_field_get_n_items (self));
      break;
    case PROP_HAS_VARIABLES:
      g_value_set_boolean (value, embark_payload_field_get_has_variables (self));
      break;
    case PROP_ABSENT:
      g_value_set_boolean (value, embark_payload_field_get_absent (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_payload_field_finalize (GObject *object)
{
  EmbarkPayloadField *self = EMBARK_PAYLOAD_FIELD (object);

  g_clear_pointer (&self->reading, embark_payload_reading_unref);
  g_free (self->path);
  g_free (self->label);
  g_free (self->description);
  g_free (self->bounds);
  g_free (self->constant);
  g_strfreev (self->choices);
  g_free (self->json);
  g_free (self->text);

  G_OBJECT_CLASS (embark_payload_field_parent_class)->finalize (object);
}

static void
embark_payload_field_class_init (EmbarkPayloadFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = embark_payload_field_get_property;
  object_class->finalize = embark_payload_field_finalize;

  properties[PROP_JSON] = g_param_spec_string ("json", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_FAULT] = g_param_spec_string ("fault", NULL, NULL, NULL, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_HAS_VARIABLES] = g_param_spec_boolean ("has-variables", NULL, NULL, FALSE, flags);
  properties[PROP_ABSENT] = g_param_spec_boolean ("absent", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_payload_field_init (EmbarkPayloadField *self)
{
}

EmbarkPayloadField *
embark_payload_field_new (EmbarkPayloadReading *reading, guint node)
{
  EmbarkPayloadField *self = g_object_new (EMBARK_TYPE_PAYLOAD_FIELD, NULL);

  self->reading = embark_payload_reading_ref (reading);
  self->node = node;
  return self;
}

static const EmbarkPayloadNode *
node_of (EmbarkPayloadField *self)
{
  return embark_payload_reading_get_node (self->reading, self->node);
}

static const EmbarkJsonSpan *
span_of (EmbarkPayloadField *self)
{
  return embark_payload_reading_get_span (self->reading, self->node);
}

static gboolean
is_container (EmbarkPayloadField *self)
{
  return embark_payload_reading_is_container (self->reading, self->node);
}

EmbarkPayloadReading *
embark_payload_field_get_reading (EmbarkPayloadField *self)
{
  return self->reading;
}

guint
embark_payload_field_get_node (EmbarkPayloadField *self)
{
  return self->node;
}

/* ---- staying the same ---- */

gboolean
embark_payload_field_fits (EmbarkPayloadField *self, EmbarkPayloadReading *reading, guint i)
{
  const EmbarkPayloadNode *own = node_of (self);
  EmbarkPayloadNode *node = embark_payload_reading_get_node (reading, i);
  const gboolean container = embark_payload_reading_is_container (reading, i);

  if (own->hash != node->hash || own->depth != node->depth || own->index != node->index
      || own->schema != node->schema || g_strcmp0 (own->name, node->name) != 0
      || is_container (self) != container)
    return FALSE;
  /* What a field was before is remembered while its value does not tell. */
  if (node->guessed && !container)
    node->type = own->type;
  return own->type == node->type;
}

static gboolean
has_same_bytes (EmbarkPayloadField *self, EmbarkPayloadReading *reading, guint i)
{
  const EmbarkJsonSpan *own = span_of (self);
  const EmbarkJsonSpan *span = embark_payload_reading_get_span (reading, i);

  if (own == NULL || span == NULL)
    return own == span;
  return own->end - own->start == span->end - span->start
         && memcmp (self->reading->text + own->start, reading->text + span->start, span->end - span->start)
                == 0;
}

void
embark_payload_field_update (EmbarkPayloadField *self, EmbarkPayloadReading *reading, guint node)
{
  const gboolean same = is_container (self) || has_same_bytes (self, reading, node);
  const gboolean absent = embark_payload_field_get_absent (self);
  const gboolean variables = embark_payload_field_get_has_variables (self);
  const guint n = embark_payload_field_get_n_items (self);
  const gboolean same_fault =
      g_strcmp0 (node_of (self)->fault, embark_payload_reading_get_node (reading, node)->fault) == 0;
  EmbarkPayloadReading *old = self->reading;
  GObject *object = G_OBJECT (self);

  self->reading = embark_payload_reading_ref (reading);
  self->node = node;
  embark_payload_reading_unref (old);
  if (!same)
    {
      g_clear_pointer (&self->json, g_free);
      g_clear_pointer (&self->text, g_free);
      g_object_notify_by_pspec (object, properties[PROP_JSON]);
      g_object_notify_by_pspec (object, properties[PROP_TEXT]);
    }
  if (absent != embark_payload_field_get_absent (self))
    g_object_notify_by_pspec (object, properties[PROP_ABSENT]);
  if (variables != embark_payload_field_get_has_variables (self))
    g_object_notify_by_pspec (object, properties[PROP_HAS_VARIABLES]);
  if (n != embark_payload_field_get_n_items (self))
    g_object_notify_by_pspec (object, properties[PROP_N_ITEMS]);
  if (!same_fault)
    g_object_notify_by_pspec (object, properties[PROP_FAULT]);
}

/* ---- where it is ---- */

static void
append_path (GString *path, EmbarkPayloadReading *reading, guint i)
{
  const EmbarkPayloadNode *node = embark_payload_reading_get_node (reading, i);

  if (node->parent == EMBARK_JSON_SPAN_NONE)
    {
      g_string_append_c (path, '$');
      return;
    }
  append_path (path, reading, node->parent);
  if (node->name != NULL)
    embark_json_path_push_name (path, node->name);
  else
    embark_json_path_push_index (path, node->index);
}

const char *
embark_payload_field_get_path (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  if (self->path == NULL)
    {
      GString *path = g_string_new (NULL);

      append_path (path, self->reading, self->node);
      self->path = g_string_free (path, FALSE);
    }
  return self->path;
}

const char *
embark_payload_field_get_name (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  return node_of (self)->name;
}

const char *
embark_payload_field_get_label (EmbarkPayloadField *self)
{
  const EmbarkPayloadNode *node;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  node = node_of (self);
  if (self->label == NULL)
    self->label = embark_text_clean (embark_json_get_string (node->schema, "title", NULL), MAX_LABEL);
  if (self->label == NULL && node->name != NULL)
    self->label = embark_text_clean (node->name, MAX_LABEL);
  if (self->label == NULL && node->name != NULL)
    self->label = g_strdup ("“”");
  if (self->label == NULL && node->parent == EMBARK_JSON_SPAN_NONE)
    self->label = g_strdup (_ ("Payload"));
  if (self->label == NULL)
    /* Translators: an item of a list, counted from 1 */
    self->label = g_strdup_printf (_ ("Item %u"), node->index + 1);
  return self->label;
}

const char *
embark_payload_field_get_description (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  if (self->description == NULL)
    self->description = embark_text_clean (
        embark_json_get_string (node_of (self)->schema, "description", NULL), MAX_DESCRIPTION);
  return self->description;
}

guint
embark_payload_field_get_depth (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), 0);

  return node_of (self)->depth;
}

/* ---- what it wants ---- */

EmbarkPayloadType
embark_payload_field_get_payload_type (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), EMBARK_PAYLOAD_ANY);

  return node_of (self)->type;
}

EmbarkPayloadType
embark_payload_field_get_kind (EmbarkPayloadField *self)
{
  const EmbarkJsonSpan *span;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), EMBARK_PAYLOAD_ANY);

  span = span_of (self);
  if (span == NULL)
    return EMBARK_PAYLOAD_ANY;
  switch (span->kind)
    {
    case EMBARK_JSON_SPAN_OBJECT:
      return EMBARK_PAYLOAD_OBJECT;
    case EMBARK_JSON_SPAN_ARRAY:
      return EMBARK_PAYLOAD_ARRAY;
    case EMBARK_JSON_SPAN_INTEGER:
      return EMBARK_PAYLOAD_INTEGER;
    case EMBARK_JSON_SPAN_NUMBER:
      return EMBARK_PAYLOAD_NUMBER;
    case EMBARK_JSON_SPAN_BOOLEAN:
      return EMBARK_PAYLOAD_BOOLEAN;
    case EMBARK_JSON_SPAN_NULL:
      return EMBARK_PAYLOAD_NULL;
    case EMBARK_JSON_SPAN_STRING:
    default:
      return self->reading->text[span->start] == '"' ? EMBARK_PAYLOAD_STRING : EMBARK_PAYLOAD_ANY;
    }
}

gboolean
embark_payload_field_get_absent (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), TRUE);

  return span_of (self) == NULL;
}

gboolean
embark_payload_field_get_required (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), FALSE);

  return node_of (self)->required;
}

gboolean
embark_payload_field_get_removable (EmbarkPayloadField *self)
{
  const EmbarkPayloadNode *node;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), FALSE);

  node = node_of (self);
  if (span_of (self) == NULL || node->parent == EMBARK_JSON_SPAN_NONE)
    return FALSE;
  return node->name != NULL
         || node->index + 1 == embark_payload_reading_get_span (self->reading, node->parent)->n;
}

gboolean
embark_payload_field_get_nullable (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), FALSE);

  return node_of (self)->nullable;
}

const char *const *
embark_payload_field_get_choices (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  if (self->choices == NULL)
    self->choices = embark_payload_schema_dup_choices (node_of (self)->schema);
  return (const char *const *) self->choices;
}

int
embark_payload_field_get_choice (EmbarkPayloadField *self)
{
  const char *const *choices = embark_payload_field_get_choices (self);
  const char *json;
  g_autoptr (JsonNode) value = NULL;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), -1);

  json = embark_payload_field_get_json (self);
  if (choices == NULL || json == NULL)
    return -1;
  value = embark_json_parse (json, -1, NULL);
  for (int i = 0; value != NULL && choices[i] != NULL; i++)
    {
      g_autoptr (JsonNode) choice = embark_json_parse (choices[i], -1, NULL);

      if (choice != NULL && json_node_equal (choice, value))
        return i;
    }
  return -1;
}

const char *
embark_payload_field_get_constant (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  if (self->constant == NULL)
    self->constant = embark_payload_schema_dup_constant (node_of (self)->schema);
  return self->constant;
}

const char *
embark_payload_field_get_format (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  return embark_json_get_string (node_of (self)->schema, "format", NULL);
}

const char *
embark_payload_field_get_bounds (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  if (self->bounds == NULL)
    self->bounds = embark_payload_schema_dup_bounds (node_of (self)->schema);
  return self->bounds;
}

gboolean
embark_payload_field_get_minimum (EmbarkPayloadField *self, double *minimum)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), FALSE);

  return embark_payload_schema_get_limit (node_of (self)->schema, FALSE, minimum);
}

gboolean
embark_payload_field_get_maximum (EmbarkPayloadField *self, double *maximum)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), FALSE);

  return embark_payload_schema_get_limit (node_of (self)->schema, TRUE, maximum);
}

/* ---- what it has ---- */

const char *
embark_payload_field_get_json (EmbarkPayloadField *self)
{
  const EmbarkJsonSpan *span;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  span = span_of (self);
  if (span == NULL || is_container (self))
    return NULL;
  if (self->json == NULL)
    self->json = g_strndup (self->reading->text + span->start, span->end - span->start);
  return self->json;
}

const char *
embark_payload_field_get_text (EmbarkPayloadField *self)
{
  const char *json;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  json = embark_payload_field_get_json (self);
  if (json == NULL)
    return "";
  /* In a place for any JSON, a string has to keep its quotes to stay one. */
  if (*json != '"' || node_of (self)->type != EMBARK_PAYLOAD_STRING)
    return json;
  if (self->text == NULL)
    self->text = embark_payload_decode (json, strlen (json));
  return self->text;
}

gboolean
embark_payload_field_get_has_variables (EmbarkPayloadField *self)
{
  const EmbarkJsonSpan *span;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), FALSE);

  span = span_of (self);
  return span != NULL && !is_container (self)
         && embark_payload_has_variables (self->reading->text + span->start, span->end - span->start);
}

guint
embark_payload_field_get_n_items (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), 0);

  return is_container (self) ? span_of (self)->n : 0;
}

const char *
embark_payload_field_get_fault (EmbarkPayloadField *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_FIELD (self), NULL);

  return node_of (self)->fault;
}
