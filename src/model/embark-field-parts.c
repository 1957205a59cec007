/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a map or a rule consists of. Kept apart from the field itself: only their editors ask. */

#include "config.h"

#include "embark-field.h"

#include "embark-json.h"
#include "embark-record-private.h"

#define LABEL_MULTIPLES "embark-label-multiples"

GPtrArray *
embark_field_dup_options_of (JsonObject *side)
{
  return embark_record_list (embark_json_get_array (side, "options"),
                             (EmbarkRecordFunc) embark_option_new_from_json);
}

/* Returns: (transfer full): the labels as an array, whichever container they came in (register 30). An object
 * holds lists by the name of what is mapped, or a label by each value. */
static JsonArray *
collect_labels (JsonObject *object)
{
  JsonArray *labels = json_array_new ();
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);

      if (JSON_NODE_HOLDS_ARRAY (node))
        {
          for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
            json_array_add_element (labels,
                                    json_node_copy (json_array_get_element (json_node_get_array (node), i)));
        }
      else if (JSON_NODE_HOLDS_OBJECT (node))
        {
          json_array_add_element (labels, json_node_copy (node));
        }
      else if (JSON_NODE_HOLDS_VALUE (node))
        {
          JsonObject *label = json_object_new ();

          json_object_set_string_member (label, "value", l->data);
          json_object_set_member (label, "name", json_node_copy (node));
          json_array_add_object_element (labels, label);
        }
    }

  return labels;
}

/* Returns: (transfer full) (nullable) */
static JsonArray *
get_labels (EmbarkField *self)
{
  JsonObject *object = embark_json_node_object (embark_field_get_json (self));
  JsonArray *array = embark_json_get_array (object, "labels");

  if (array != NULL)
    return json_array_ref (array);
  object = embark_json_get_object (object, "labels");

  return object != NULL ? collect_labels (object) : NULL;
}

GPtrArray *
embark_field_dup_labels (EmbarkField *self)
{
  g_autoptr (JsonArray) labels = NULL;

  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  labels = get_labels (self);

  return embark_record_list (labels, (EmbarkRecordFunc) embark_option_new_from_json);
}

/* Returns: (transfer full): a byte a label, counted as embark_field_dup_labels() counts: without those that
 * are none */
static GByteArray *
collect_multiples (EmbarkField *self)
{
  g_autoptr (JsonArray) labels = get_labels (self);
  GByteArray *multiples = g_byte_array_new ();

  for (guint i = 0; labels != NULL && i < json_array_get_length (labels); i++)
    {
      JsonNode *node = json_array_get_element (labels, i);
      g_autoptr (EmbarkOption) option = embark_option_new_from_json (node, NULL);
      guint8 multiple = embark_json_get_boolean (embark_json_node_object (node), "multiple", FALSE);

      if (option != NULL)
        g_byte_array_append (multiples, &multiple, 1);
    }

  return multiples;
}

gboolean
embark_field_get_label_multiple (EmbarkField *self, guint index)
{
  GByteArray *multiples;

  g_return_val_if_fail (EMBARK_IS_FIELD (self), FALSE);

  /* Kept, since an editor asks for each label in turn: reading them all each time would take forever for
   * many. */
  multiples = g_object_get_data (G_OBJECT (self), LABEL_MULTIPLES);
  if (multiples == NULL)
    {
      multiples = collect_multiples (self);
      g_object_set_data_full (G_OBJECT (self), LABEL_MULTIPLES, multiples,
                              (GDestroyNotify) g_byte_array_unref);
    }

  return index < multiples->len && multiples->data[index] != 0;
}

JsonObject *
embark_field_get_mapping (EmbarkField *self, const char *side)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);
  g_return_val_if_fail (side != NULL, NULL);

  return embark_json_get_object (
      embark_json_get_object (embark_json_node_object (embark_field_get_json (self)), "mapping"), side);
}

JsonObject *
embark_field_get_rule_column (EmbarkField *self, const char *lhs)
{
  static const char *const names[] = { "lhs", "value", "name", NULL };
  JsonObject *object;
  JsonArray *array;

  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);
  g_return_val_if_fail (lhs != NULL, NULL);

  object = embark_json_node_object (embark_field_get_json (self));
  array = embark_json_get_array (object, "rule_columns");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *column = embark_json_node_object (json_array_get_element (array, i));

      for (const char *const *name = names; *name != NULL; name++)
        if (g_strcmp0 (embark_json_get_string (column, *name, NULL), lhs) == 0)
          return column;
    }

  return embark_json_get_object (embark_json_get_object (object, "rule_columns"), lhs);
}
