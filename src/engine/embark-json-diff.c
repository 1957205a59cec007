/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-json-diff-private.h"
#include "embark-json-path.h"

typedef struct
{
  const EmbarkDiffRules *rules;
  GPtrArray *entries; /* (nullable): %NULL: only whether there is any */
  GString *path;
  guint max_entries;
  gboolean truncated;
  gboolean differs;
} Diff;

static void diff_values (Diff *diff, JsonNode *a, JsonNode *b);

static void
entry_free (gpointer data)
{
  EmbarkDiffEntry *entry = data;

  g_free (entry->path);
  g_free (entry);
}

/* Returns: (nullable): the entry, to be filled in further */
static EmbarkDiffEntry *
report (Diff *diff, EmbarkDiffKind kind, JsonNode *a, JsonNode *b)
{
  EmbarkDiffEntry *entry;

  diff->differs = TRUE;
  if (diff->entries == NULL)
    return NULL;
  if (diff->entries->len >= diff->max_entries)
    {
      diff->truncated = TRUE;
      return NULL;
    }
  entry = g_new0 (EmbarkDiffEntry, 1);
  entry->kind = kind;
  entry->path = g_strdup (diff->path->str);
  entry->a = a;
  entry->b = b;
  g_ptr_array_add (diff->entries, entry);
  return entry;
}

static gboolean
is_over (Diff *diff)
{
  return diff->truncated || (diff->entries == NULL && diff->differs);
}

/* ---- objects and arrays ---- */

static void
diff_members (Diff *diff, JsonObject *a, JsonObject *b)
{
  g_autoptr (GList) names_a = json_object_get_members (a);
  g_autoptr (GList) names_b = json_object_get_members (b);

  for (GList *l = names_a; l != NULL && !is_over (diff); l = l->next)
    if (!json_object_has_member (b, l->data) && !embark_diff_is_volatile (l->data, diff->rules))
      {
        const gsize length = embark_json_path_push_name (diff->path, l->data);

        report (diff, EMBARK_DIFF_REMOVED, json_object_get_member (a, l->data), NULL);
        g_string_truncate (diff->path, length);
      }
  for (GList *l = names_b; l != NULL && !is_over (diff); l = l->next)
    {
      JsonNode *before = json_object_get_member (a, l->data);
      JsonNode *after = json_object_get_member (b, l->data);
      gsize length;

      if (embark_diff_is_volatile (l->data, diff->rules))
        continue;
      length = embark_json_path_push_name (diff->path, l->data);
      if (before == NULL)
        report (diff, EMBARK_DIFF_ADDED, NULL, after);
      else
        diff_values (diff, before, after);
      g_string_truncate (diff->path, length);
    }
}

static void
diff_element (Diff *diff, JsonArray *a, JsonArray *b, guint origin, guint index, gboolean moved)
{
  JsonNode *after = json_array_get_element (b, index);
  JsonNode *before = origin != EMBARK_DIFF_NONE ? json_array_get_element (a, origin) : NULL;
  const gsize length = embark_json_path_push_index (diff->path, index);

  if (before == NULL)
    {
      report (diff, EMBARK_DIFF_ADDED, NULL, after);
    }
  else
    {
      EmbarkDiffEntry *entry = moved ? report (diff, EMBARK_DIFF_MOVED, before, after) : NULL;

      if (entry != NULL)
        {
          entry->from = origin;
          entry->to = index;
        }
      diff_values (diff, before, after);
    }
  g_string_truncate (diff->path, length);
}

static void
diff_elements (Diff *diff, JsonArray *a, JsonArray *b)
{
  const guint n_a = json_array_get_length (a);
  const guint n_b = json_array_get_length (b);
  g_autofree guint *origins = embark_diff_align (a, b, diff->rules);
  g_autofree gboolean *moved = embark_diff_find_moved (origins, n_b);
  g_autofree gboolean *stayed = g_new0 (gboolean, MAX (n_a, 1));

  for (guint i = 0; i < n_b; i++)
    if (origins[i] != EMBARK_DIFF_NONE)
      stayed[origins[i]] = TRUE;
  for (guint i = 0; i < n_a && !is_over (diff); i++)
    if (!stayed[i])
      {
        const gsize length = embark_json_path_push_index (diff->path, i);

        report (diff, EMBARK_DIFF_REMOVED, json_array_get_element (a, i), NULL);
        g_string_truncate (diff->path, length);
      }
  for (guint i = 0; i < n_b && !is_over (diff); i++)
    diff_element (diff, a, b, origins[i], i, moved[i]);
}

static void
diff_values (Diff *diff, JsonNode *a, JsonNode *b)
{
  const JsonNodeType type = json_node_get_node_type (a);

  if (is_over (diff) || a == b)
    return;
  if (type == JSON_NODE_OBJECT && JSON_NODE_HOLDS_OBJECT (b))
    diff_members (diff, json_node_get_object (a), json_node_get_object (b));
  else if (type == JSON_NODE_ARRAY && JSON_NODE_HOLDS_ARRAY (b))
    diff_elements (diff, json_node_get_array (a), json_node_get_array (b));
  else if (type == JSON_NODE_OBJECT || type == JSON_NODE_ARRAY || JSON_NODE_HOLDS_OBJECT (b)
           || JSON_NODE_HOLDS_ARRAY (b) || !embark_diff_same_scalar (a, b, diff->rules))
    report (diff, EMBARK_DIFF_CHANGED, a, b);
}

/* ---- what is asked ---- */

GPtrArray *
embark_json_diff (
    JsonNode *a, JsonNode *b, const EmbarkDiffRules *rules, guint max_entries, gboolean *truncated)
{
  g_autoptr (GString) path = g_string_new ("$");
  Diff diff = { .rules = rules, .path = path, .max_entries = max_entries };

  diff.entries = g_ptr_array_new_with_free_func (entry_free);
  if (a != NULL && b != NULL)
    diff_values (&diff, a, b);
  else if (a != NULL || b != NULL)
    report (&diff, a != NULL ? EMBARK_DIFF_REMOVED : EMBARK_DIFF_ADDED, a, b);
  if (truncated != NULL)
    *truncated = diff.truncated;
  return diff.entries;
}

gboolean
embark_json_alike (JsonNode *a, JsonNode *b, const EmbarkDiffRules *rules)
{
  g_autoptr (GString) path = NULL;
  Diff diff = { .rules = rules };

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  path = g_string_new (NULL);
  diff.path = path;
  diff_values (&diff, a, b);
  return !diff.differs;
}
