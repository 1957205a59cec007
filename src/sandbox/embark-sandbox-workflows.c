/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Published workflows, and starting one directly (contract section 13). */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

static JsonObject *
salesforce (EmbarkSandbox *self)
{
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", SANDBOX_SALESFORCE);

  return sandbox_object ("s:_id", sandbox_str (app, "app_id"), "s:name", sandbox_str (app, "name"), "s:icon",
                         "", "s:description", sandbox_str (app, "description"), NULL);
}

/* Those of the whole company, and those of the account itself. */
static GPtrArray *
all_workflows (EmbarkSandbox *self, JsonObject *account)
{
  GPtrArray *list = g_ptr_array_new ();
  JsonArray *own = sandbox_arr (self->state, "workflows");

  for (guint i = 0; i < sandbox_length (sandbox_workflows (self)); i++)
    g_ptr_array_add (list, sandbox_item (sandbox_workflows (self), i));
  for (guint i = 0; account != NULL && i < sandbox_length (own); i++)
    {
      JsonObject *workflow = sandbox_item (own, i);

      /* A snapshot may be written by hand. */
      if (sandbox_str (workflow, "name") != NULL && sandbox_str (workflow, "draft") != NULL
          && sandbox_str (workflow, "createdAt") != NULL
          && g_strcmp0 (sandbox_str (workflow, "account_id"), sandbox_str (account, "account_id")) == 0
          && g_strcmp0 (sandbox_str (workflow, "environment"), sandbox_str (account, "environment")) == 0)
        g_ptr_array_add (list, workflow);
    }
  return list;
}

GPtrArray *
sandbox_visible_workflows (EmbarkSandbox *self, JsonObject *env, JsonObject *account)
{
  GPtrArray *list = all_workflows (self, account);

  for (guint i = list->len; i > 0; i--)
    if (sandbox_str (g_ptr_array_index (list, i - 1), "id") == NULL
        || !sandbox_workflow_is_published (env, g_ptr_array_index (list, i - 1)))
      g_ptr_array_remove_index (list, i - 1);
  return list;
}

JsonObject *
sandbox_visible_workflow (EmbarkSandbox *self, SandboxRequest *request, const char *id)
{
  g_autoptr (GPtrArray) list = sandbox_visible_workflows (self, request->env, request->account);
  JsonObject *workflow = sandbox_workflow (self, id);

  return workflow != NULL && g_ptr_array_find (list, workflow, NULL) ? workflow : NULL;
}

static const char *
id_of (JsonObject *workflow)
{
  return sandbox_str (workflow, "id") != NULL ? sandbox_str (workflow, "id")
                                              : sandbox_str (workflow, "draft");
}

static const char *
slug_of (JsonObject *workflow)
{
  /* Without an application of its own, one belongs to the company's. */
  if (sandbox_str (workflow, "account_id") != NULL)
    return sandbox_str (workflow, "slug") != NULL ? sandbox_str (workflow, "slug") : "lumen-desk";
  return SANDBOX_SALESFORCE;
}

static JsonObject *
workflow_record (EmbarkSandbox *self, SandboxRequest *request, JsonObject *workflow)
{
  JsonObject *settings = sandbox_obj (sandbox_workflow_state (request->env, workflow), "settings");
  JsonObject *record;

  record = sandbox_object ("s:_id", id_of (workflow), "s:name", sandbox_str (workflow, "name"),
                           "s:description", sandbox_str (workflow, "description"), "s:icon", "", "s:org_id",
                           SANDBOX_ORGANISATION, "s:workflow_alias", sandbox_str (workflow, "alias"),
                           "s:slug", slug_of (workflow), "s:environment", request->environment,
                           "s:linked_account_id", sandbox_str (workflow, "account_id"), "b:published",
                           sandbox_workflow_is_published (request->env, workflow), "o:application",
                           salesforce (self), "s:createdAt", sandbox_str (workflow, "createdAt"),
                           "s:updatedAt", sandbox_str (workflow, "updatedAt"), NULL);
  if (settings != NULL)
    json_object_set_object_member (record, "settings", sandbox_copy_object (settings));
  return record;
}

JsonObject *
sandbox_workflow_whole (EmbarkSandbox *self, SandboxRequest *request, JsonObject *workflow)
{
  JsonArray *plan = sandbox_arr (workflow, "nodes");
  JsonArray *nodes = json_array_new ();
  JsonArray *edges = json_array_new ();
  JsonObject *record;

  for (guint i = 0; i < sandbox_length (plan); i++)
    {
      JsonObject *node = sandbox_item (plan, i);

      json_array_add_object_element (nodes, sandbox_object ("s:node_id", sandbox_str (node, "id"), "s:name",
                                                            sandbox_str (node, "name"), "s:type",
                                                            sandbox_str (node, "type"), NULL));
      if (i > 0)
        json_array_add_object_element (edges, sandbox_object ("s:source",
                                                              sandbox_str (sandbox_item (plan, i - 1), "id"),
                                                              "s:target", sandbox_str (node, "id"), NULL));
    }
  record = workflow_record (self, request, workflow);
  json_object_set_array_member (record, "nodes", nodes);
  json_object_set_array_member (record, "edges", edges);
  return record;
}

static gboolean
in_list (const char *list, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (list, ",", -1);

  return g_strv_contains ((const char *const *) parts, value);
}

static gboolean
between (SandboxRequest *request, const char *created)
{
  const char *start = sandbox_request_query (request, "start_date");
  const char *end = sandbox_request_query (request, "end_date");
  gint64 at = 0;
  gint64 from = G_MININT64;
  gint64 until = G_MAXINT64;

  sandbox_parse_time (created, &at);
  if (start != NULL)
    sandbox_parse_time (start, &from);
  if (end != NULL && sandbox_parse_time (end, &until) && strlen (end) == 10)
    until += 24 * 60 * 60 * 1000 - 1;
  return at >= from && at <= until;
}

static gboolean
passes (EmbarkSandbox *self, SandboxRequest *request, JsonObject *workflow, GRegex *name)
{
  const char *slug = sandbox_request_query (request, "slug");
  const char *published = sandbox_request_query (request, "published");
  const char *application = sandbox_request_query (request, "application_id");
  gboolean private_only = g_strcmp0 (sandbox_request_query (request, "scope"), "private") == 0;
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", slug_of (workflow));

  return (name == NULL || g_regex_match (name, sandbox_str (workflow, "name"), 0, NULL))
         && (slug == NULL || in_list (slug, slug_of (workflow)))
         && (application == NULL || g_strcmp0 (application, sandbox_str (app, "app_id")) == 0)
         && (published == NULL
             || g_str_equal (published, "true") == sandbox_workflow_is_published (request->env, workflow))
         && (!private_only || sandbox_str (workflow, "account_id") != NULL)
         && between (request, sandbox_str (workflow, "createdAt"));
}

void
sandbox_workflow_list (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *name = sandbox_request_query (request, "name");
  g_autoptr (GRegex) regex = name != NULL ? g_regex_new (name, G_REGEX_CASELESS, 0, NULL) : NULL;
  g_autoptr (GPtrArray) list = all_workflows (self, request->account);
  JsonArray *docs;

  if (name != NULL && regex == NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "name is not a regular expression");
      return;
    }
  docs = json_array_new ();
  for (guint i = 0; i < list->len; i++)
    if (passes (self, request, g_ptr_array_index (list, i), regex))
      json_array_add_object_element (docs, workflow_record (self, request, g_ptr_array_index (list, i)));
  sandbox_reply_page_of (request, docs, json_object_new ());
}

void
sandbox_workflow_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *workflow = sandbox_called_workflow (self, request);

  if (workflow != NULL)
    sandbox_reply_object (request, sandbox_workflow_whole (self, request, workflow));
}

void
sandbox_workflow_enabled (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *configs = sandbox_arr (sandbox_obj (request->account, "configs"), SANDBOX_SALESFORCE);
  g_autoptr (GPtrArray) visible = sandbox_visible_workflows (self, request->env, request->account);
  JsonArray *list = json_array_new ();

  for (guint c = 0; c < sandbox_length (configs); c++)
    for (guint i = 0; i < visible->len; i++)
      {
        JsonObject *config = sandbox_item (configs, c);
        JsonObject *workflow = g_ptr_array_index (visible, i);
        const char *id = sandbox_str (workflow, "id");

        if (!sandbox_bool (sandbox_obj (sandbox_obj (config, "workflows"), id), "enabled"))
          continue;
        json_array_add_object_element (
            list, sandbox_object ("s:id", id, "s:name", sandbox_str (workflow, "name"), "s:description",
                                  sandbox_str (workflow, "description"), "s:icon", "", "s:config_id",
                                  sandbox_str (config, "config_id"), "o:application", salesforce (self),
                                  "s:createdAt", sandbox_str (workflow, "createdAt"), "s:updatedAt",
                                  sandbox_str (workflow, "updatedAt"), NULL));
      }
  sandbox_reply_array (request, list);
}

void
sandbox_workflow_structure (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *workflow = sandbox_called_workflow (self, request);
  JsonObject *event;

  if (workflow == NULL)
    return;
  event = sandbox_find (sandbox_arr (self->catalogue, "events"), "name", sandbox_str (workflow, "event"));
  sandbox_reply_object (request,
                        sandbox_object ("n:payload", sandbox_deep_copy (sandbox_node (event, "sample")),
                                        "n:schema", NULL, "n:schema_interpreted", NULL, NULL));
}

/* What the Response node said is the answer, with its status; without one, what the last node put out. */
static void
reply_sync (EmbarkSandbox *self, SandboxRequest *request, JsonObject *run)
{
  JsonArray *nodes = sandbox_arr (run, "nodes");
  gboolean errored = g_strcmp0 (sandbox_str (run, "status"), "COMPLETED") != 0;
  JsonObject *response = sandbox_obj (sandbox_item (nodes, sandbox_length (nodes) - 1), "latest_output");
  JsonObject *broken = sandbox_find (nodes, "node_status", "Errored");
  gint64 status = errored ? 500 : sandbox_int (response, "status");
  JsonObject *reply;

  reply = sandbox_object ("s:message", "Workflow executed", "s:execution_id", sandbox_str (run, "_id"),
                          "b:errored", errored, "l:status_code", status, "b:executed_by_thanos", FALSE, NULL);
  if (errored)
    json_object_set_object_member (reply, "execution_error",
                                   sandbox_object ("s:node", sandbox_str (broken, "node_name"), "n:output",
                                                   sandbox_deep_copy (sandbox_node (broken, "latest_output")),
                                                   NULL));
  else
    json_object_set_member (reply, "return_value", sandbox_deep_copy (sandbox_node (response, "body")));
  sandbox_reply_node (request, errored ? 200 : (guint) status, sandbox_node_object (reply));
}

static gboolean
may_execute (EmbarkSandbox *self, SandboxRequest *request, JsonObject *workflow)
{
  if (sandbox_request_header (request, "slug") == NULL)
    {
      sandbox_reply_node (request, 400,
                          sandbox_node_object (sandbox_object ("s:message", "Server Error", "s:error",
                                                               "Workflow ID and slug are required", NULL)));
      return FALSE;
    }
  if (sandbox_workflow_is_published (request->env, workflow))
    return TRUE;
  sandbox_reply_error (request, 400, "INVALID_WORKFLOW_ID", "Workflow is not published");
  return FALSE;
}

void
sandbox_workflow_execute (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *workflow = sandbox_called_workflow (self, request);
  JsonObject *body = sandbox_request_object (request);
  const char *config_id = sandbox_request_header (request, "config_id");
  gboolean sync = g_strcmp0 (sandbox_request_header (request, "sync_execution"), "true") == 0;
  /* Register 26: the payload itself, or wrapped. */
  JsonNode *payload = sandbox_node (body, "payload") != NULL ? sandbox_node (body, "payload") : request->body;
  JsonObject *run;
  SandboxStart start = { 0 };

  if (workflow == NULL || !may_execute (self, request, workflow))
    return;
  start = (SandboxStart){ .env = request->env,
                          .account = request->account,
                          .workflow = workflow,
                          .config_id = config_id != NULL ? config_id : request->account_id,
                          .source = "API Call",
                          .tag = sandbox_request_header (request, "instance_tag"),
                          .payload = payload,
                          .sync = sync,
                          .time = sandbox_now (self) };
  if (sync)
    {
      reply_sync (self, request, sandbox_complete_run (self, &start));
      return;
    }
  run = sandbox_start_run (self, &start);
  sandbox_reply_object (request, sandbox_object ("s:message", "Workflow execution started", "s:execution_id",
                                                 sandbox_str (run, "_id"), NULL));
}
