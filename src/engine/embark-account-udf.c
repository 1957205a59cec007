/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-account-udf.h"

#include "embark-json.h"

static void
add_pairs (JsonObject *udf, JsonArray *pairs)
{
  for (guint i = 0; i < json_array_get_length (pairs); i++)
    {
      JsonObject *pair = embark_json_node_object (json_array_get_element (pairs, i));
      const char *key = embark_json_get_id (pair, "key_name");

      if (key != NULL && json_object_has_member (pair, "key_value"))
        json_object_set_member (udf, key, json_node_copy (json_object_get_member (pair, "key_value")));
    }
}

JsonObject *
embark_account_udf_get (EmbarkLinkedAccount *account)
{
  JsonObject *object = json_node_get_object (embark_linked_account_get_json (account));
  JsonArray *pairs = embark_json_get_array (object, "udf");
  JsonObject *direct = embark_json_get_object (object, "udf");
  JsonObject *udf = json_object_new ();
  g_autoptr (GList) names = direct != NULL ? json_object_get_members (direct) : NULL;

  if (pairs != NULL)
    add_pairs (udf, pairs);
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (udf, l->data, json_node_copy (json_object_get_member (direct, l->data)));
  return udf;
}

char *
embark_account_udf_to_text (JsonNode *value)
{
  if (value != NULL && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (value));
  return embark_json_to_string (value, FALSE);
}

gboolean
embark_account_udf_equal (JsonObject *a, JsonObject *b)
{
  g_autoptr (GList) names = json_object_get_members (a);

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *other = json_object_get_member (b, l->data);

      if (other == NULL || !json_node_equal (json_object_get_member (a, l->data), other))
        return FALSE;
    }
  return TRUE;
}

const char *
embark_account_get_raw_name (EmbarkLinkedAccount *account)
{
  return embark_json_get_string (json_node_get_object (embark_linked_account_get_json (account)), "name",
                                 NULL);
}
