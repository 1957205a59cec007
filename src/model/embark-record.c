/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-api-error.h"
#include "embark-json.h"
#include "embark-record-private.h"

JsonObject *
embark_record_get_object (JsonNode *node, const char *what, GError **error)
{
  JsonObject *object = embark_json_node_object (node);
  g_autofree char *message = NULL;

  if (object != NULL)
    return object;
  message = g_strdup_printf ("%s that is no JSON object", what);
  g_propagate_error (error, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL, message));

  return NULL;
}

void
embark_record_set_lacking (GError **error, const char *what, const char *member)
{
  g_autofree char *message = g_strdup_printf ("%s without %s", what, member);

  g_propagate_error (error, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL, message));
}

GPtrArray *
embark_record_list (JsonArray *array, EmbarkRecordFunc make)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      gpointer record = make (json_array_get_element (array, i), NULL);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }

  return records;
}
