/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-json-find.h"
#include "embark-json-item.h"
#include "embark-json.h"
#include "embark-task.h"

typedef struct
{
  JsonNode *node;          /* (owned) */
  char *text;              /* (owned): case-folded */
  gboolean is_ascii;       /* the text is */
  GArray *path;            /* (owned) (element-type guint): to what is looked at */
  GPtrArray *found;        /* (owned) (nullable) */
  GCancellable *cancelled; /* (unowned) (nullable): the task's */
} Find;

static void
find_clear (Find *self)
{
  g_clear_pointer (&self->node, json_node_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->path, g_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}

EMBARK_DEFINE_TASK_DATA (Find, find)

static gboolean
has_ascii (const char *text, const char *wanted)
{
  const char upper = g_ascii_toupper (*wanted);
  const gsize length = strlen (wanted);

  for (; *text != '\0'; text++)
    if ((*text == *wanted || *text == upper) && g_ascii_strncasecmp (text, wanted, length) == 0)
      return TRUE;
  return FALSE;
}

/* Folding costs an allocation a value, so that what is plain is compared as it stands. */
static gboolean
has_text (Find *self, const char *text)
{
  g_autofree char *folded = NULL;

  if (self->is_ascii)
    return has_ascii (text, self->text);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, self->text) != NULL;
}

static gboolean
value_has_text (Find *self, JsonNode *node)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return has_text (self, json_node_get_string (node));
  text = embark_json_to_string (node, FALSE);
  return has_text (self, text);
}

static gboolean
is_over (Find *self)
{
  return self->found->len >= EMBARK_JSON_FIND_MAX || g_cancellable_is_cancelled (self->cancelled);
}

static void look (Find *self, JsonNode *node, const char *name);

static void
look_at_child (Find *self, JsonNode *node, guint index, const char *name, JsonNode *child)
{
  const guint length = self->path->len;

  embark_json_item_append_positions (node, index, self->path);
  look (self, child, name);
  g_array_set_size (self->path, length);
}

/* No deeper than what the gate lets through. */
static void
look (Find *self, JsonNode *node, const char *name)
{
  if ((name != NULL && has_text (self, name)) || value_has_text (self, node))
    {
      GArray *path = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->path->len);

      if (self->path->len > 0)
        g_array_append_vals (path, self->path->data, self->path->len);
      g_ptr_array_add (self->found, path);
    }

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array) && !is_over (self); i++)
        look_at_child (self, node, i, NULL, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);
      guint i = 0;

      for (GList *l = names; l != NULL && !is_over (self); l = l->next, i++)
        look_at_child (self, node, i, l->data, json_object_get_member (object, l->data));
    }
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Find *self = embark_task_get_find (task);

  self->cancelled = cancellable;
  look (self, self->node, NULL);
  g_task_return_pointer (task, g_steal_pointer (&self->found), (GDestroyNotify) g_ptr_array_unref);
}

void
embark_json_find_async (JsonNode *node,
                        const char *text,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Find *self;

  g_return_if_fail (node != NULL);
  g_return_if_fail (text != NULL && *text != '\0');

  self = find_new ();
  self->node = json_node_ref (node);
  self->is_ascii = g_str_is_ascii (text);
  self->text = g_utf8_casefold (text, -1);
  self->path = g_array_new (FALSE, FALSE, sizeof (guint));
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_json_find_async);
  embark_task_set_find (task, self);
  g_task_run_in_thread (task, find_in_thread);
}

GPtrArray *
embark_json_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_json_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
