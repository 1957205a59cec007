/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-json.h"

/* So many values are freed at once without anybody noticing. */
#define FEW 100
/* Longer than this no turn is held up by it. */
#define BUDGET_US 4000

/* (element-type JsonNode) (owned): what is still to be freed; belongs to who has the default main context */
static GPtrArray *waiting;

/* Returns: whether @node has no more values than @left, which they are taken off */
static gboolean
is_few (JsonNode *node, guint *left)
{
  if (*left == 0)
    return FALSE;
  (*left)--;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      const guint length = json_array_get_length (array);

      for (guint i = 0; i < length; i++)
        if (!is_few (json_array_get_element (array, i), left))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) members = NULL;

      if (json_object_get_size (json_node_get_object (node)) > *left)
        return FALSE;
      members = json_object_get_values (json_node_get_object (node));
      for (GList *l = members; l != NULL; l = l->next)
        if (!is_few (l->data, left))
          return FALSE;
    }
  return TRUE;
}

/* What is in @node outlives it, and is freed next. */
static void
keep_content (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_ptr_array_add (waiting, json_node_ref (json_array_get_element (array, i)));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) members = json_object_get_values (json_node_get_object (node));

      for (GList *l = members; l != NULL; l = l->next)
        g_ptr_array_add (waiting, json_node_ref (l->data));
    }
}

static gboolean
release_cb (gpointer data)
{
  const gint64 until = g_get_monotonic_time () + BUDGET_US;

  while (waiting->len > 0 && g_get_monotonic_time () < until)
    {
      JsonNode *node = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);
      guint left = FEW;

      if (!is_few (node, &left))
        keep_content (node);
      json_node_unref (node);
    }
  return waiting->len > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
embark_json_release (JsonNode *node)
{
  guint left = FEW;

  if (node == NULL)
    return;
  /* Whoever has the context has the list; where another thread has it, nobody looks at a window here. */
  if (is_few (node, &left) || !g_main_context_acquire (NULL))
    {
      json_node_unref (node);
      return;
    }

  if (waiting == NULL)
    waiting = g_ptr_array_new ();
  if (waiting->len == 0)
    g_idle_add_full (G_PRIORITY_LOW, release_cb, NULL, NULL);
  g_ptr_array_add (waiting, node);
  g_main_context_release (NULL);
}
