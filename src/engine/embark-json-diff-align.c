/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which element of an array is which of another. */

#include "config.h"

#include <string.h>

#include "embark-json-diff-private.h"

/* So many elements are compared each with each; beyond it what has no identity is told by its place. */
#define MAX_PAIRS 1000000

/* Returns: (transfer full) (nullable): the value by which elements of an array tell themselves apart, as text
 */
static char *
dup_identity (JsonNode *element, const char *member)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonNode *value = object != NULL ? json_object_get_member (object, member) : NULL;

  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value))
    return NULL;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strconcat ("s", json_node_get_string (value), NULL);
  if (json_node_get_value_type (value) == G_TYPE_INT64)
    return g_strdup_printf ("i%" G_GINT64_FORMAT, json_node_get_int (value));
  return NULL;
}

/* Returns: (transfer full) (nullable) (element-type utf8 guint): index + 1 by identity; %NULL when an element
 * has none, or two have the same */
static GHashTable *
index_by (JsonArray *array, const char *member)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      char *identity = dup_identity (json_array_get_element (array, i), member);

      if (identity == NULL || !g_hash_table_insert (table, identity, GUINT_TO_POINTER (i + 1)))
        return NULL;
    }
  return g_steal_pointer (&table);
}

static gboolean
align_by (JsonArray *a, JsonArray *b, const char *member, guint *origins)
{
  g_autoptr (GHashTable) from = index_by (a, member);
  g_autoptr (GHashTable) to = from != NULL ? index_by (b, member) : NULL;
  guint n_found = 0;

  if (to == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (b); i++)
    {
      g_autofree char *identity = dup_identity (json_array_get_element (b, i), member);
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (from, identity));

      origins[i] = index > 0 ? index - 1 : EMBARK_DIFF_NONE;
      n_found += index > 0;
    }
  /* Ids that are made anew each time identify nothing across two runs. */
  return n_found > 0;
}

static void
align_by_value (JsonArray *a, JsonArray *b, const EmbarkDiffRules *rules, guint *origins, gboolean *taken)
{
  const guint n_a = json_array_get_length (a);
  const guint n_b = json_array_get_length (b);
  guint next = 0;

  if (n_a > 0 && n_b > MAX_PAIRS / n_a)
    return;
  for (guint i = 0; i < n_b; i++)
    /* Mostly they stand in the same order: the search begins where the last one ended. */
    for (guint k = 0; k < n_a && origins[i] == EMBARK_DIFF_NONE; k++)
      {
        const guint j = (next + k) % n_a;

        if (taken[j]
            || !embark_json_alike (json_array_get_element (a, j), json_array_get_element (b, i), rules))
          continue;
        origins[i] = j;
        taken[j] = TRUE;
        next = j + 1;
      }
}

/* What is left over on both sides is taken for one another in order: a changed element, rather than one that
 * went and another that came. */
static void
align_rest (guint n_a, guint n_b, guint *origins, gboolean *taken)
{
  guint j = 0;

  for (guint i = 0; i < n_b; i++)
    {
      if (origins[i] != EMBARK_DIFF_NONE)
        continue;
      while (j < n_a && taken[j])
        j++;
      if (j == n_a)
        return;
      origins[i] = j;
      taken[j] = TRUE;
    }
}

guint *
embark_diff_align (JsonArray *a, JsonArray *b, const EmbarkDiffRules *rules)
{
  static const char *const members[] = { "id", "Id", "_id", "node_id", "key", "name", "Name" };
  const guint n_a = json_array_get_length (a);
  const guint n_b = json_array_get_length (b);
  guint *origins = g_new (guint, MAX (n_b, 1));
  g_autofree gboolean *taken = g_new0 (gboolean, MAX (n_a, 1));

  for (guint m = 0; n_a > 0 && n_b > 0 && m < G_N_ELEMENTS (members); m++)
    if (align_by (a, b, members[m], origins))
      return origins;
  for (guint i = 0; i < n_b; i++)
    origins[i] = EMBARK_DIFF_NONE;
  align_by_value (a, b, rules, origins, taken);
  align_rest (n_a, n_b, origins, taken);
  return origins;
}

gboolean *
embark_diff_find_moved (const guint *origins, guint n)
{
  g_autofree guint *ends =
      g_new (guint, MAX (n, 1)); /* where the run of each length ends, lowest origin first */
  g_autofree guint *before = g_new (guint, MAX (n, 1));
  gboolean *moved = g_new0 (gboolean, MAX (n, 1));
  guint longest = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = longest;

      if (origins[i] == EMBARK_DIFF_NONE)
        continue;
      moved[i] = TRUE;
      while (low < high)
        {
          const guint middle = (low + high) / 2;

          if (origins[ends[middle]] < origins[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? ends[low - 1] : EMBARK_DIFF_NONE;
      ends[low] = i;
      longest = MAX (longest, low + 1);
    }
  for (guint i = longest > 0 ? ends[longest - 1] : EMBARK_DIFF_NONE; i != EMBARK_DIFF_NONE; i = before[i])
    moved[i] = FALSE;
  return moved;
}
