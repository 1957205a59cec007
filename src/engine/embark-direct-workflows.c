/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which workflows can be executed, and with what. */

#include "config.h"

#include "embark-direct-run.h"
#include "embark-json.h"
#include "embark-task.h"

#define PAGE_SIZE 100
#define MAX_PAGES 50

void
embark_request_structure_free (EmbarkRequestStructure *self)
{
  if (self == NULL)
    return;
  g_free (self->sample);
  g_clear_object (&self->schema);
  g_free (self);
}

/* ---- with what ---- */

/* Returns: (transfer full) (nullable): @node, or the JSON that it is the text of */
static JsonNode *
dup_json (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return embark_json_parse_reply (json_node_get_string (node), -1, NULL);
  return json_node_ref (node);
}

static EmbarkRequestStructure *
read_structure (JsonNode *json)
{
  static const char *const names[] = { "schema", "schema_interpreted", NULL };
  JsonObject *object = embark_json_node_object (json);
  g_autoptr (JsonNode) sample = dup_json (embark_json_get_node (object, "payload"));
  EmbarkRequestStructure *self = g_new0 (EmbarkRequestStructure, 1);

  if (sample != NULL)
    self->sample = embark_json_to_string (sample, TRUE);
  for (const char *const *name = names; *name != NULL && self->schema == NULL; name++)
    {
      g_autoptr (JsonNode) schema = dup_json (embark_json_get_node (object, *name));

      if (schema != NULL && embark_json_schema_is_one (schema))
        self->schema = embark_json_schema_new (schema);
    }
  return self;
}

static void
structure_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, read_structure (embark_reply_get_json (reply)),
                           (GDestroyNotify) embark_request_structure_free);
}

void
embark_request_structure_load_async (EmbarkWorkspace *workspace,
                                     const char *account_id,
                                     const char *workflow_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;
  g_autoptr (EmbarkCall) call = NULL;

  g_return_if_fail (EMBARK_IS_WORKSPACE (workspace));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (workflow_id != NULL);

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_request_structure_load_async);
  call = embark_call_new (EMBARK_OPERATION_WORKFLOW_REQUEST_STRUCTURE);
  embark_call_set_account (call, account_id);
  embark_call_set_path (call, "workflow", workflow_id);
  embark_client_send_async (embark_workspace_get_client (workspace), call, cancellable, structure_cb, task);
}

EmbarkRequestStructure *
embark_request_structure_load_finish (EmbarkWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_request_structure_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- which ---- */

typedef struct _Listing Listing;
struct _Listing
{
  char *account_id;     /* (owned) */
  GPtrArray *workflows; /* (owned) (element-type EmbarkWorkflowInfo) */
  guint page;
};

static void
listing_clear (Listing *self)
{
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->workflows, g_ptr_array_unref);
}

EMBARK_DEFINE_TASK_DATA (Listing, listing)

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (embark_workflow_info_get_name (*(EmbarkWorkflowInfo *const *) a),
                         embark_workflow_info_get_name (*(EmbarkWorkflowInfo *const *) b));
}

static void ask_for_page (GTask *task);

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Listing *listing = embark_task_get_listing (task);
  GError *error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  GPtrArray *records = reply != NULL ? embark_reply_get_records (reply) : NULL;

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  /* Whoever does not filter sends the others, too. */
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (embark_workflow_info_get_published (g_ptr_array_index (records, i)))
      g_ptr_array_add (listing->workflows, g_object_ref (g_ptr_array_index (records, i)));
  if (embark_reply_get_has_more (reply) && listing->page < MAX_PAGES)
    {
      ask_for_page (task);
      return;
    }
  g_ptr_array_sort (listing->workflows, compare_names);
  g_task_return_pointer (task, g_steal_pointer (&listing->workflows), (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

/* @task: (transfer full) */
static void
ask_for_page (GTask *task)
{
  EmbarkWorkspace *workspace = g_task_get_source_object (task);
  Listing *listing = embark_task_get_listing (task);
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_WORKFLOW_LIST);

  embark_call_set_account (call, listing->account_id);
  embark_call_set_query_int (call, "page", ++listing->page);
  embark_call_set_query_int (call, "limit", PAGE_SIZE);
  embark_call_set_query (call, "published", "true");
  embark_client_send_async (embark_workspace_get_client (workspace), call, g_task_get_cancellable (task),
                            page_cb, task);
}

void
embark_direct_workflows_load_async (EmbarkWorkspace *workspace,
                                    const char *account_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task;
  Listing *listing;

  g_return_if_fail (EMBARK_IS_WORKSPACE (workspace));
  g_return_if_fail (account_id != NULL);

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_direct_workflows_load_async);
  listing = listing_new ();
  listing->account_id = g_strdup (account_id);
  listing->workflows = g_ptr_array_new_with_free_func (g_object_unref);
  embark_task_set_listing (task, listing);
  ask_for_page (task);
}

GPtrArray *
embark_direct_workflows_load_finish (EmbarkWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_direct_workflows_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
