/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-config-form-private.h"
#include "embark-json.h"
#include "embark-text.h"

/* More of a value than this is not repeated in a sentence. */
#define MAX_VALUE 60

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkConfigField, embark_config_field, G_TYPE_OBJECT)

static void
embark_config_field_finalize (GObject *object)
{
  EmbarkConfigField *self = EMBARK_CONFIG_FIELD (object);

  g_clear_object (&self->field);
  g_clear_pointer (&self->config_id, g_free);
  g_clear_pointer (&self->workflow_id, g_free);
  g_clear_pointer (&self->saved, json_node_unref);
  g_clear_pointer (&self->draft, json_node_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->sent, json_node_unref);
  g_clear_pointer (&self->asked_for, json_node_unref);
  g_clear_pointer (&self->refusal, g_free);
  g_clear_pointer (&self->request_id, g_free);
  g_clear_pointer (&self->blocked, g_free);
  g_clear_pointer (&self->note, g_free);

  G_OBJECT_CLASS (embark_config_field_parent_class)->finalize (object);
}

static void
embark_config_field_class_init (EmbarkConfigFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_config_field_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
embark_config_field_init (EmbarkConfigField *self)
{
}

EmbarkConfigField *
embark_config_field_new (EmbarkField *field, const char *config_id, const char *workflow_id)
{
  EmbarkConfigField *self = g_object_new (EMBARK_TYPE_CONFIG_FIELD, NULL);

  self->field = g_object_ref (field);
  self->config_id = g_strdup (config_id);
  self->workflow_id = g_strdup (workflow_id);
  embark_config_field_set_saved (self, embark_field_get_value (field));
  return self;
}

void
embark_config_field_changed (EmbarkConfigField *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static JsonNode *
ref_node (JsonNode *node)
{
  return node != NULL ? json_node_ref (node) : NULL;
}

void
embark_config_field_set_saved (EmbarkConfigField *self, JsonNode *saved)
{
  JsonNode *copy = ref_node (saved);

  g_clear_pointer (&self->saved, json_node_unref);
  self->saved = copy;
}

void
embark_config_field_drop_draft (EmbarkConfigField *self)
{
  self->has_draft = FALSE;
  self->again = FALSE;
  g_clear_pointer (&self->draft, json_node_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->refusal, g_free);
  g_clear_pointer (&self->request_id, g_free);
}

gboolean
embark_config_field_is_empty (JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return json_object_get_size (json_node_get_object (value)) == 0;
  return json_node_get_value_type (value) == G_TYPE_STRING && *json_node_get_string (value) == '\0';
}

gboolean
embark_config_field_same (JsonNode *a, JsonNode *b)
{
  gboolean none = a == NULL || JSON_NODE_HOLDS_NULL (a);

  if (none || b == NULL || JSON_NODE_HOLDS_NULL (b))
    return none && (b == NULL || JSON_NODE_HOLDS_NULL (b));
  return json_node_equal (a, b);
}

static JsonArray *
get_options (EmbarkField *field)
{
  return embark_json_get_array (embark_json_node_object (embark_field_get_json (field)), "options");
}

gboolean
embark_config_field_wants_options (EmbarkField *field)
{
  const char *type = embark_field_get_field_type (field);

  return g_str_equal (type, "select") || g_str_equal (type, "map") || g_str_equal (type, "rule_engine");
}

gboolean
embark_config_field_has_options (EmbarkField *field)
{
  JsonArray *options = get_options (field);

  return options != NULL && json_array_get_length (options) > 0;
}

static JsonObject *
find_option (EmbarkField *field, JsonNode *value)
{
  JsonArray *options = get_options (field);
  guint n = options != NULL ? json_array_get_length (options) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *option = embark_json_node_object (json_array_get_element (options, i));
      JsonNode *own = embark_json_get_node (option, "value");

      if (own != NULL && json_node_equal (own, value))
        return option;
    }
  return NULL;
}

gboolean
embark_config_field_offers (EmbarkField *field, JsonNode *value)
{
  JsonArray *array;

  /* Only a choice among its own can be judged. */
  if (!g_str_equal (embark_field_get_field_type (field), "select") || embark_config_field_is_empty (value))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return find_option (field, value) != NULL;
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (find_option (field, json_array_get_element (array, i)) == NULL)
      return FALSE;
  return TRUE;
}

const char *
embark_config_field_get_parent_id (EmbarkField *field)
{
  return embark_json_get_id (embark_json_node_object (embark_field_get_json (field)), "parent");
}

/* Returns: (transfer full) (nullable): @value in a few words */
static char *
dup_words (EmbarkField *field, JsonNode *value)
{
  JsonObject *option = find_option (field, value);
  g_autofree char *text = option != NULL ? embark_json_dup_label (option, "name") : NULL;
  g_autofree char *clean = NULL;

  if (text == NULL && JSON_NODE_HOLDS_VALUE (value))
    text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_dup_string (value)
                                                             : embark_json_to_string (value, FALSE);
  if (text == NULL || g_utf8_strlen (text, -1) > MAX_VALUE)
    return NULL;
  clean = embark_text_clean (text, MAX_VALUE);
  if (clean == NULL)
    return NULL;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strdup_printf ("“%s”", clean);
  return g_steal_pointer (&clean);
}

char *
embark_config_field_dup_still (EmbarkConfigField *self)
{
  g_autofree char *words = NULL;

  if (embark_config_field_is_empty (self->saved))
    return g_strdup (_ ("The saved value is still empty."));
  words = JSON_NODE_HOLDS_VALUE (self->saved) ? dup_words (self->field, self->saved) : NULL;
  if (words == NULL)
    return g_strdup (_ ("The saved value is unchanged."));
  /* Translators: %s is the value of a field */
  return g_strdup_printf (_ ("The saved value is still %s."), words);
}

EmbarkField *
embark_config_field_get_field (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), NULL);

  return self->field;
}

const char *
embark_config_field_get_workflow_id (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), NULL);

  return self->workflow_id;
}

JsonNode *
embark_config_field_get_value (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), NULL);

  return self->has_draft ? self->draft : self->saved;
}

JsonNode *
embark_config_field_get_saved (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), NULL);

  return self->saved;
}

gboolean
embark_config_field_get_has_draft (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), FALSE);

  return self->has_draft;
}

const char *
embark_config_field_get_text (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), NULL);

  return self->text;
}

EmbarkConfigFieldState
embark_config_field_get_state (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), EMBARK_CONFIG_FIELD_IDLE);

  if (self->saving)
    return EMBARK_CONFIG_FIELD_SAVING;
  if (self->refusal != NULL)
    return EMBARK_CONFIG_FIELD_REFUSED;
  if (self->has_draft)
    return EMBARK_CONFIG_FIELD_EDITED;
  if (self->waiting)
    return EMBARK_CONFIG_FIELD_WAITING;
  if (self->loading)
    return EMBARK_CONFIG_FIELD_LOADING;
  if (self->blocked != NULL)
    return EMBARK_CONFIG_FIELD_BLOCKED;
  return self->ticked ? EMBARK_CONFIG_FIELD_SAVED : EMBARK_CONFIG_FIELD_IDLE;
}

const char *
embark_config_field_get_message (EmbarkConfigField *self)
{
  switch (embark_config_field_get_state (self))
    {
    case EMBARK_CONFIG_FIELD_REFUSED:
      return self->refusal;
    case EMBARK_CONFIG_FIELD_BLOCKED:
      return self->blocked;
    case EMBARK_CONFIG_FIELD_IDLE:
    case EMBARK_CONFIG_FIELD_SAVED:
    case EMBARK_CONFIG_FIELD_WAITING:
      return self->note;
    case EMBARK_CONFIG_FIELD_EDITED:
    case EMBARK_CONFIG_FIELD_LOADING:
    case EMBARK_CONFIG_FIELD_SAVING:
    default:
      return NULL;
    }
}

const char *
embark_config_field_get_request_id (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), NULL);

  return self->refusal != NULL ? self->request_id : NULL;
}

gboolean
embark_config_field_get_missing (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), FALSE);

  return embark_field_get_required (self->field) && !embark_field_get_hidden (self->field)
         && embark_config_field_is_empty (self->saved);
}

gboolean
embark_config_field_get_visible (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), FALSE);

  return !embark_field_get_hidden (self->field);
}

const char *
embark_config_field_get_page (EmbarkConfigField *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_FIELD (self), NULL);

  return embark_json_get_id (embark_json_node_object (embark_field_get_json (self->field)),
                             "associated_page");
}
