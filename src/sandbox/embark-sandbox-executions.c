/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs as the platform tells them (contract section 12). */

#include "config.h"

#include <string.h>

#include "embark-sandbox-crowd.h"
#include "embark-sandbox-private.h"

/* From the wish to stop to the end. */
#define STOPPING_FOR 600

static JsonObject *
named_reference (const char *id, const char *name)
{
  return sandbox_object ("s:_id", id, "s:name", name, "s:icon", "", NULL);
}

static int
percentage (JsonObject *run)
{
  JsonArray *nodes = sandbox_arr (run, "nodes");
  guint done = 0;

  for (guint i = 0; i < sandbox_length (nodes); i++)
    done += g_strcmp0 (sandbox_str (sandbox_item (nodes, i), "node_status"), "Success") == 0 ? 1 : 0;
  return sandbox_length (nodes) > 0 ? (int) (done * 100 / sandbox_length (nodes)) : 0;
}

static JsonObject *
execution_record (EmbarkSandbox *self, SandboxRequest *request, JsonObject *run)
{
  JsonObject *workflow = sandbox_workflow (self, sandbox_str (run, "workflow_id"));
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", SANDBOX_SALESFORCE);
  g_autofree char *name = g_strconcat ("Execution for workflow ", sandbox_str (run, "workflow_id"), NULL);
  g_autofree char *created = sandbox_iso (sandbox_int (run, "created"));
  gint64 finished = sandbox_int (run, "finished");
  g_autofree char *completed = finished != 0 ? sandbox_iso (finished) : NULL;
  JsonObject *record;

  record = sandbox_object (
      "s:_id", sandbox_str (run, "_id"), "s:name", name, "s:org_id", SANDBOX_ORGANISATION, "s:environment",
      request->environment, "s:status", sandbox_str (run, "status"), "o:associated_application",
      named_reference (sandbox_str (app, "app_id"), sandbox_str (app, "name")), "o:associated_workflow",
      named_reference (sandbox_str (run, "workflow_id"), sandbox_str (workflow, "name")),
      "s:trigger_application_event", sandbox_str (run, "event"), "s:associated_event_id",
      sandbox_str (run, "event_id"), "s:linked_account_id", sandbox_str (run, "account_id"), "s:config_id",
      sandbox_str (run, "config_id"), "s:type_of_execution", sandbox_bool (run, "sync") ? "SYNC" : "ASYNC",
      "s:execution_source", sandbox_str (run, "source"), "s:instance_tag", sandbox_str (run, "instance_tag"),
      "i:completion_percentage", percentage (run), "s:createdAt", created, "s:completion_time", completed,
      NULL);
  if (finished != 0)
    json_object_set_int_member (record, "instance_execution_time", finished - sandbox_int (run, "created"));
  return record;
}

static gboolean
has_in_list (const char *list, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (list, ",", -1);

  return g_strv_contains ((const char *const *) parts, value);
}

/* The two spellings of sources are one (register 15). */
static gboolean
same_source (const char *a, const char *b)
{
  g_autofree char *x = g_ascii_strdown (a, -1);
  g_autofree char *y = g_ascii_strdown (b != NULL ? b : "", -1);

  g_strdelimit (x, "_", ' ');
  g_strdelimit (y, "_", ' ');
  return g_str_equal (x, y);
}

static gboolean
unset (const char *filter)
{
  return filter == NULL || g_str_equal (filter, "All");
}

static gboolean
passes (EmbarkSandbox *self, SandboxRequest *request, JsonObject *run)
{
  JsonObject *workflow = sandbox_workflow (self, sandbox_str (run, "workflow_id"));
  const char *slug = sandbox_request_query (request, "slug");
  const char *status = sandbox_request_query (request, "status");
  const char *workflow_id = sandbox_request_query (request, "workflow_id");
  const char *workflow_name = sandbox_request_query (request, "workflow_name");
  const char *id = sandbox_request_query (request, "execution_id");
  const char *type = sandbox_request_query (request, "execution_type");
  const char *source = sandbox_request_query (request, "execution_source");

  return g_strcmp0 (sandbox_str (run, "account_id"), request->account_id) == 0
         && (unset (slug) || has_in_list (slug, SANDBOX_SALESFORCE))
         && (unset (status) || g_strcmp0 (status, sandbox_str (run, "status")) == 0)
         && (unset (workflow_id) || g_strcmp0 (workflow_id, sandbox_str (run, "workflow_id")) == 0)
         && (unset (workflow_name) || g_strcmp0 (workflow_name, sandbox_str (workflow, "name")) == 0)
         && (unset (id) || g_strcmp0 (id, sandbox_str (run, "_id")) == 0)
         && (unset (type) || g_str_equal (type, sandbox_bool (run, "sync") ? "SYNC" : "ASYNC"))
         && (unset (source) || same_source (source, sandbox_str (run, "source")));
}

static gboolean
read_dates (SandboxRequest *request, gint64 *from, gint64 *until)
{
  const char *start = sandbox_request_query (request, "start_date");
  const char *end = sandbox_request_query (request, "end_date");

  if (start != NULL && !sandbox_parse_time (start, from))
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "start_date is not a date");
      return FALSE;
    }
  if (end != NULL && !sandbox_parse_time (end, until))
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "end_date is not a date");
      return FALSE;
    }
  /* A day as the end means all of it. */
  if (end != NULL && strlen (end) == 10)
    *until += 24 * 60 * 60 * 1000 - 1;
  return TRUE;
}

static int
by_created (gconstpointer a, gconstpointer b)
{
  gint64 x = sandbox_int (*(JsonObject *const *) a, "created");
  gint64 y = sandbox_int (*(JsonObject *const *) b, "created");

  return x < y ? 1 : x > y ? -1 : 0;
}

/* The past of --seed large, and what of it is asked for. */
typedef struct
{
  const char *status;    /* (unowned) (nullable) */
  gboolean is_wanted[8]; /* by the place of the workflow in the catalogue */
  GArray *numbers;       /* (unowned) (element-type guint) */
  gint64 from;
  gint64 until;
} Past;

static void
past_init (Past *past, EmbarkSandbox *self, SandboxRequest *request)
{
  const char *status = sandbox_request_query (request, "status");
  const char *workflow_id = sandbox_request_query (request, "workflow_id");
  const char *workflow_name = sandbox_request_query (request, "workflow_name");

  past->status = unset (status) ? NULL : status;
  for (guint i = 0; i < MIN (sandbox_length (sandbox_workflows (self)), G_N_ELEMENTS (past->is_wanted)); i++)
    {
      JsonObject *of = sandbox_item (sandbox_workflows (self), i);

      past->is_wanted[i] =
          (unset (workflow_id) || g_strcmp0 (workflow_id, sandbox_str (of, "id")) == 0)
          && (unset (workflow_name) || g_strcmp0 (workflow_name, sandbox_str (of, "name")) == 0);
    }
}

/* A hundred thousand times for one answer. */
static gboolean
past_run_cb (guint number, const char *status, guint workflow, gint64 created, gpointer data)
{
  Past *past = data;

  if (created < past->from)
    return FALSE;
  if (created <= past->until && past->is_wanted[workflow]
      && (past->status == NULL || g_str_equal (past->status, status)))
    g_array_append_val (past->numbers, number);
  return TRUE;
}

/* Returns: whether runs of the past can pass at all: they are all asynchronous, and by events */
static gboolean
past_may_pass (SandboxRequest *request)
{
  const char *slug = sandbox_request_query (request, "slug");
  const char *type = sandbox_request_query (request, "execution_type");
  const char *source = sandbox_request_query (request, "execution_source");

  return (unset (slug) || has_in_list (slug, SANDBOX_SALESFORCE))
         && (unset (type) || g_str_equal (type, "ASYNC")) && (unset (source) || same_source (source, "Event"))
         && unset (sandbox_request_query (request, "execution_id"));
}

/* Returns: (transfer full): the runs that are no part of the past, newest first */
static GPtrArray *
find_runs (EmbarkSandbox *self, SandboxRequest *request, gint64 from, gint64 until)
{
  JsonArray *runs = sandbox_arr (request->env, "runs");
  GPtrArray *found = g_ptr_array_new ();
  gint64 now = sandbox_now (self);

  for (guint i = 0; i < sandbox_length (runs); i++)
    {
      JsonObject *run = sandbox_item (runs, i);
      gint64 created = sandbox_int (run, "created");

      /* A run that the event has not become yet is not there. */
      if (created <= now && created >= from && created <= until && passes (self, request, run))
        g_ptr_array_add (found, run);
    }
  g_ptr_array_sort (found, by_created);
  return found;
}

void
sandbox_execution_list (EmbarkSandbox *self, SandboxRequest *request)
{
  gboolean ascending = g_strcmp0 (sandbox_request_query (request, "sortAsc"), "true") == 0;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  Past past = { .numbers = numbers, .from = G_MININT64, .until = G_MAXINT64 };
  JsonArray *slice;
  gsize first, limit, total;

  if (!read_dates (request, &past.from, &past.until))
    return;
  found = find_runs (self, request, past.from, past.until);
  past_init (&past, self, request);
  if (past_may_pass (request))
    sandbox_crowd_each_run (request->env, request->account_id, past_run_cb, &past);

  total = found->len + numbers->len;
  slice = json_array_new ();
  sandbox_request_page (request, &first, &limit);
  for (gsize i = first; i < total && i < first + limit; i++)
    {
      gsize place = ascending ? total - 1 - i : i;
      g_autoptr (JsonObject) made =
          place >= found->len
              ? sandbox_crowd_run (self, request->env, g_array_index (numbers, guint, place - found->len))
              : NULL;

      json_array_add_object_element (
          slice, execution_record (self, request, made != NULL ? made : g_ptr_array_index (found, place)));
    }
  sandbox_reply_slice (request, slice, (guint) total, NULL);
}

static JsonObject *
named_run (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *id = sandbox_request_parameter (request, "execution");
  JsonObject *run = sandbox_find (sandbox_arr (request->env, "runs"), "_id", id);
  guint number;

  if (run == NULL && sandbox_crowd_parse_run (request->env, id, &number))
    {
      g_clear_pointer (&request->past_run, json_object_unref);
      run = request->past_run = sandbox_crowd_run (self, request->env, number);
    }
  if (run == NULL || g_strcmp0 (sandbox_str (run, "account_id"), request->account_id) != 0
      || sandbox_int (run, "created") > sandbox_now (self))
    {
      sandbox_reply_error (request, 404, "RESOURCE_NOT_FOUND", "Execution not found");
      return NULL;
    }
  return run;
}

/* Paths of record pages become addresses of this server, as it is reached now. */
static void
complete_addresses (EmbarkSandbox *self, JsonNode *node)
{
  g_autoptr (GList) names = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      complete_addresses (self, json_array_get_element (json_node_get_array (node), i));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  names = json_object_get_members (json_node_get_object (node));
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *member = sandbox_node (json_node_get_object (node), l->data);
      const char *text = JSON_NODE_HOLDS_VALUE (member) ? json_node_get_string (member) : NULL;
      g_autofree char *uri = NULL;

      if (!g_str_equal (l->data, "url") || text == NULL || !g_str_has_prefix (text, "/org/"))
        {
          complete_addresses (self, member);
          continue;
        }
      uri = g_strconcat (self->base_uri, text, NULL);
      json_node_set_string (member, uri);
    }
}

static JsonObject *
node_record (EmbarkSandbox *self, JsonObject *node)
{
  const char *status = sandbox_str (node, "node_status");
  gboolean ended = g_strcmp0 (status, "Success") == 0 || g_strcmp0 (status, "Errored") == 0;
  gboolean begun = sandbox_node (node, "input_data") != NULL;
  JsonObject *record;

  record = sandbox_object ("s:node_id", sandbox_str (node, "node_id"), "s:node_name",
                           sandbox_str (node, "node_name"), "s:node_type", sandbox_str (node, "node_type"),
                           "s:node_status", status, "b:is_batch", sandbox_bool (node, "is_batch"),
                           "i:attempts_made", begun ? 1 : 0, "i:maximum_attempts", 3, NULL);
  if (begun)
    json_object_set_member (record, "input_data", sandbox_deep_copy (sandbox_node (node, "input_data")));
  if (ended)
    {
      JsonNode *output = sandbox_deep_copy (sandbox_node (node, "latest_output"));

      complete_addresses (self, output);
      json_object_set_member (record, "latest_output", output);
      json_object_set_int_member (record, "execution_time",
                                  sandbox_int (node, "ends") - sandbox_int (node, "begins"));
    }
  if (ended && sandbox_node (node, "input_data") != NULL)
    complete_addresses (self, sandbox_node (record, "input_data"));
  return record;
}

void
sandbox_execution_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *run = named_run (self, request);
  JsonArray *nodes = json_array_new ();
  JsonObject *record;

  if (run == NULL)
    {
      json_array_unref (nodes);
      return;
    }
  for (guint i = 0; i < sandbox_length (sandbox_arr (run, "nodes")); i++)
    json_array_add_object_element (nodes, node_record (self, sandbox_item (sandbox_arr (run, "nodes"), i)));
  record = execution_record (self, request, run);
  json_object_set_array_member (record, "nodes", nodes);
  sandbox_reply_object (request, record);
}

void
sandbox_execution_stop (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *run = named_run (self, request);

  if (run == NULL)
    return;
  if (!sandbox_run_is_over (run) && sandbox_int (run, "stop") == 0)
    {
      json_object_set_int_member (run, "stop", sandbox_now (self) + STOPPING_FOR);
      json_object_set_string_member (run, "status", "STOPPING");
    }
  sandbox_reply_object (request, sandbox_object ("s:message", "Stopping instance", NULL));
}

void
sandbox_execution_rerun (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *run = named_run (self, request);
  g_autofree char *id = g_strdup (sandbox_str (run, "_id"));
  SandboxStart start = { 0 };

  if (run == NULL)
    return;
  start = (SandboxStart){ .env = request->env,
                          .account = request->account,
                          .workflow = sandbox_workflow (self, sandbox_str (run, "workflow_id")),
                          .config_id = sandbox_str (run, "config_id"),
                          .event = sandbox_str (run, "event"),
                          .source = sandbox_str (run, "source"),
                          .tag = sandbox_str (run, "instance_tag"),
                          .rerun_of = id,
                          .payload = sandbox_node (run, "payload"),
                          .time = sandbox_now (self) };
  if (start.workflow == NULL)
    {
      sandbox_reply_error (request, 400, "INVALID_WORKFLOW_ID", "The workflow of this execution is gone");
      return;
    }
  run = sandbox_start_run (self, &start);
  if (self->style_v2)
    sandbox_reply_object (request, sandbox_object ("s:message", "Execution queued", "s:instanceId",
                                                   sandbox_str (run, "_id"), NULL));
  else
    sandbox_reply_object (request,
                          sandbox_object ("s:status", "success", "s:id", sandbox_str (run, "_id"), NULL));
}

void
sandbox_execution_batches (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *run = named_run (self, request);
  JsonObject *node =
      sandbox_find (sandbox_arr (run, "nodes"), "node_id", sandbox_request_parameter (request, "node"));
  JsonObject *input;
  JsonArray *deals;
  const char *wanted;
  JsonArray *docs;

  if (run == NULL)
    return;
  if (!sandbox_bool (node, "is_batch"))
    {
      sandbox_reply_error (request, 501, "SERVER_ERROR", "Batches are not available for this node");
      return;
    }

  docs = json_array_new ();
  input = sandbox_obj (node, "input_data");
  deals = sandbox_arr (input, "deals");
  wanted = sandbox_request_query (request, "status");
  for (guint i = 0; i < sandbox_length (deals); i++)
    if (unset (wanted) || g_strcmp0 (wanted, sandbox_str (node, "node_status")) == 0)
      json_array_add_object_element (
          docs, sandbox_object ("i:batch_index", (int) i, "s:status", sandbox_str (node, "node_status"),
                                "n:output", sandbox_deep_copy (json_array_get_element (deals, i)), NULL));
  sandbox_reply_page_of (request, docs, NULL);
}

/* An older call, which knows three states. */
void
sandbox_execution_response (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *run = named_run (self, request);
  JsonArray *nodes = sandbox_arr (run, "nodes");
  const char *status = sandbox_str (run, "status");
  JsonObject *last;

  if (run == NULL)
    return;
  last = sandbox_length (nodes) > 0 ? sandbox_item (nodes, sandbox_length (nodes) - 1) : NULL;
  if (g_strcmp0 (status, "COMPLETED") != 0)
    status = sandbox_run_is_over (run) ? "ERRORED" : "RUNNING";
  sandbox_reply_object (
      request, sandbox_object ("n:response",
                               sandbox_deep_copy (sandbox_node (sandbox_obj (last, "latest_output"), "body")),
                               "s:status", status, NULL));
}
