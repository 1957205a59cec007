/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-json-print.h"
#include "embark-json.h"

/* What counts as short, in bytes as they will be, roughly. */
#define SHORT_BYTES 32768
/* What a member or an element costs beside its text. */
#define ITEM_BYTES 24

/* json-glib counts the references of objects and arrays without locking: one printer at a time. */
static GMutex printing;

/* Takes what @node costs off @budget. Returns: whether anything is left */
static gboolean
spend (JsonNode *node, gssize *budget)
{
  *budget -= ITEM_BYTES;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array) && *budget > 0; i++)
        spend (json_array_get_element (array, i), budget);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = NULL;

      if (json_object_get_size (object) > SHORT_BYTES / ITEM_BYTES)
        *budget = 0;
      else
        names = json_object_get_members (object);
      for (GList *l = names; l != NULL && *budget > 0; l = l->next)
        {
          *budget -= (gssize) strlen (l->data);
          spend (json_object_get_member (object, l->data), budget);
        }
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    *budget -= (gssize) strlen (json_node_get_string (node));
  return *budget > 0;
}

gboolean
embark_json_is_short (JsonNode *node)
{
  gssize budget = SHORT_BYTES;

  return node == NULL || spend (node, &budget);
}

static void
print_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  char *text = NULL;

  g_mutex_lock (&printing);
  if (!g_cancellable_is_cancelled (cancellable))
    text = embark_json_to_string (data, TRUE);
  g_mutex_unlock (&printing);
  g_task_return_pointer (task, text, g_free);
}

void
embark_json_print_async (JsonNode *node,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (node != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_json_print_async);
  g_task_set_task_data (task, json_node_ref (node), (GDestroyNotify) json_node_unref);
  g_task_run_in_thread (task, print_in_thread);
}

char *
embark_json_print_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_json_print_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
