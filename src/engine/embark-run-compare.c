/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-run-compare.h"
#include "embark-task.h"

struct _EmbarkComparedNode
{
  GObject parent_instance;

  EmbarkExecutionNode *a; /* (owned) (nullable) */
  EmbarkExecutionNode *b; /* (owned) (nullable) */
  GPtrArray *input;       /* (owned) (element-type EmbarkDiffEntry) */
  GPtrArray *output;      /* (owned) (element-type EmbarkDiffEntry) */
  gboolean truncated;
};

G_DEFINE_FINAL_TYPE (EmbarkComparedNode, embark_compared_node, G_TYPE_OBJECT)

static void
embark_compared_node_finalize (GObject *object)
{
  EmbarkComparedNode *self = EMBARK_COMPARED_NODE (object);

  g_clear_pointer (&self->input, g_ptr_array_unref);
  g_clear_pointer (&self->output, g_ptr_array_unref);
  g_clear_object (&self->a);
  g_clear_object (&self->b);
  G_OBJECT_CLASS (embark_compared_node_parent_class)->finalize (object);
}

static void
embark_compared_node_class_init (EmbarkComparedNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_compared_node_finalize;
}

static void
embark_compared_node_init (EmbarkComparedNode *self)
{
}

EmbarkExecutionNode *
embark_compared_node_get_a (EmbarkComparedNode *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARED_NODE (self), NULL);

  return self->a;
}

EmbarkExecutionNode *
embark_compared_node_get_b (EmbarkComparedNode *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARED_NODE (self), NULL);

  return self->b;
}

const char *
embark_compared_node_get_name (EmbarkComparedNode *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARED_NODE (self), NULL);

  return embark_execution_node_get_name (self->b != NULL ? self->b : self->a);
}

gboolean
embark_compared_node_get_status_differs (EmbarkComparedNode *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARED_NODE (self), FALSE);

  return self->a != NULL && self->b != NULL
         && g_strcmp0 (embark_execution_node_get_status_text (self->a),
                       embark_execution_node_get_status_text (self->b))
                != 0;
}

gboolean
embark_compared_node_get_attempts_differ (EmbarkComparedNode *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARED_NODE (self), FALSE);

  return self->a != NULL && self->b != NULL
         && embark_execution_node_get_attempts (self->a) != embark_execution_node_get_attempts (self->b);
}

GPtrArray *
embark_compared_node_get_input_diff (EmbarkComparedNode *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARED_NODE (self), NULL);

  return self->input;
}

GPtrArray *
embark_compared_node_get_output_diff (EmbarkComparedNode *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARED_NODE (self), NULL);

  return self->output;
}

gboolean
embark_compared_node_get_truncated (EmbarkComparedNode *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARED_NODE (self), FALSE);

  return self->truncated;
}

gboolean
embark_compared_node_get_differs (EmbarkComparedNode *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARED_NODE (self), FALSE);

  return self->a == NULL || self->b == NULL || self->input->len > 0 || self->output->len > 0
         || embark_compared_node_get_status_differs (self) || embark_compared_node_get_attempts_differ (self);
}

/* ---- which node is which ---- */

typedef const char *(*KeyFunc) (EmbarkExecutionNode *node);

/* Pairs each node of @b that has no partner yet with the first free one of @a that has the same key: a node
 * that ran several times is several records of one id. */
static void
pair_by (GPtrArray *a, GPtrArray *b, KeyFunc get_key, guint *origins, gboolean *taken)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal); /* to index + 1 of a */
  g_autofree guint *next = g_new0 (guint, a->len + 1); /* index + 1 of the next of that key */

  for (guint i = a->len; i-- > 0;)
    {
      const char *key = get_key (g_ptr_array_index (a, i));

      if (taken[i] || key == NULL || *key == '\0')
        continue;
      next[i] = GPOINTER_TO_UINT (g_hash_table_lookup (first, key));
      g_hash_table_insert (first, (gpointer) key, GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < b->len; i++)
    {
      const char *key = get_key (g_ptr_array_index (b, i));
      guint found = origins[i] == 0 && key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (first, key)) : 0;

      if (found == 0)
        continue;
      origins[i] = found;
      taken[found - 1] = TRUE;
      if (next[found - 1] != 0)
        g_hash_table_insert (first, (gpointer) key, GUINT_TO_POINTER (next[found - 1]));
      else
        g_hash_table_remove (first, key);
    }
}

static EmbarkComparedNode *
compare_nodes (EmbarkExecutionNode *a, EmbarkExecutionNode *b, const EmbarkDiffRules *rules)
{
  EmbarkComparedNode *self = g_object_new (EMBARK_TYPE_COMPARED_NODE, NULL);
  gboolean more_input = FALSE;
  gboolean more_output = FALSE;

  g_set_object (&self->a, a);
  g_set_object (&self->b, b);
  if (a == NULL || b == NULL)
    {
      self->input = g_ptr_array_new ();
      self->output = g_ptr_array_new ();
      return self;
    }
  self->input = embark_json_diff (embark_execution_node_get_input (a), embark_execution_node_get_input (b),
                                  rules, EMBARK_RUN_COMPARE_MAX_ENTRIES, &more_input);
  self->output = embark_json_diff (embark_execution_node_get_output (a), embark_execution_node_get_output (b),
                                   rules, EMBARK_RUN_COMPARE_MAX_ENTRIES, &more_output);
  self->truncated = more_input || more_output;
  return self;
}

GPtrArray *
embark_run_compare (EmbarkExecution *a, EmbarkExecution *b, const EmbarkDiffRules *rules)
{
  GPtrArray *nodes_a, *nodes_b;
  g_autofree guint *origins = NULL;
  g_autofree gboolean *taken = NULL;
  GPtrArray *compared;
  guint left = 0;

  g_return_val_if_fail (EMBARK_IS_EXECUTION (a) && EMBARK_IS_EXECUTION (b), NULL);

  nodes_a = embark_execution_get_nodes (a);
  nodes_b = embark_execution_get_nodes (b);
  origins = g_new0 (guint, nodes_b->len + 1);
  taken = g_new0 (gboolean, nodes_a->len + 1);
  pair_by (nodes_a, nodes_b, embark_execution_node_get_id, origins, taken);
  pair_by (nodes_a, nodes_b, embark_execution_node_get_name, origins, taken);

  compared = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < nodes_b->len; i++)
    {
      /* What only a has stands before what came after it there. */
      for (; origins[i] > 0 && left < origins[i] - 1; left++)
        if (!taken[left])
          g_ptr_array_add (compared, compare_nodes (g_ptr_array_index (nodes_a, left), NULL, rules));
      g_ptr_array_add (compared,
                       compare_nodes (origins[i] > 0 ? g_ptr_array_index (nodes_a, origins[i] - 1) : NULL,
                                      g_ptr_array_index (nodes_b, i), rules));
    }
  for (; left < nodes_a->len; left++)
    if (!taken[left])
      g_ptr_array_add (compared, compare_nodes (g_ptr_array_index (nodes_a, left), NULL, rules));
  return compared;
}

/* ---- in a thread ---- */

typedef struct _Comparison
{
  EmbarkExecution *a; /* (owned) */
  EmbarkExecution *b; /* (owned) */
  EmbarkDiffRules rules;
  gboolean has_rules;
} Comparison;

static void
comparison_clear (Comparison *self)
{
  g_clear_object (&self->a);
  g_clear_object (&self->b);
}

EMBARK_DEFINE_TASK_DATA (Comparison, comparison)

static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Comparison *comparison = task_data;

  g_task_return_pointer (
      task,
      embark_run_compare (comparison->a, comparison->b, comparison->has_rules ? &comparison->rules : NULL),
      (GDestroyNotify) g_ptr_array_unref);
}

void
embark_run_compare_async (EmbarkExecution *a,
                          EmbarkExecution *b,
                          const EmbarkDiffRules *rules,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Comparison *comparison;

  g_return_if_fail (EMBARK_IS_EXECUTION (a) && EMBARK_IS_EXECUTION (b));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_run_compare_async);
  comparison = comparison_new ();
  comparison->a = g_object_ref (a);
  comparison->b = g_object_ref (b);
  comparison->has_rules = rules != NULL;
  if (rules != NULL)
    comparison->rules = *rules;
  embark_task_set_comparison (task, comparison);
  g_task_run_in_thread (task, compare_thread);
}

GPtrArray *
embark_run_compare_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_run_compare_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
