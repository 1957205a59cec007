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

GPtrArray *
sandbox_visible_workflows (EmbarkSandbox *self, JsonObject *account)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < sandbox_length (sandbox_workflows (self)); i++)
    g_ptr_array_add (list, sandbox_item (sandbox_workflows (self), i));
  return list;
}

JsonObject *
sandbox_visible_workflow (EmbarkSandbox *self, SandboxRequest *request, const char *id)
{
  g_autoptr (GPtrArray) list = sandbox_visible_workflows (self, request->account);
  JsonObject *workflow = sandbox_workflow (self, id);

  return workflow != NULL && g_ptr_array_find (list, workflow, NULL) ? workflow : NULL;
}

static JsonObject *
workflow_record (EmbarkSandbox *self, JsonObject *workflow)
{
  return sandbox_object ("s:_id", sandbox_str (workflow, "id"), "s:name", sandbox_str (workflow, "name"),
                         "s:description", sandbox_str (workflow, "description"), "s:icon", "",
                         "s:workflow_alias", sandbox_str (workflow, "alias"), "s:slug", SANDBOX_SALESFORCE,
                         "b:published", TRUE, "o:application", salesforce (self), "s:createdAt",
                         sandbox_str (workflow, "createdAt"), "s:updatedAt",
                         sandbox_str (workflow, "updatedAt"), NULL);
}

void
sandbox_workflow_list (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *name = sandbox_request_query (request, "name");
  const char *slug = sandbox_request_query (request, "slug");
  g_autoptr (GRegex) regex = NULL;
  JsonArray *docs = json_array_new ();

  if (name != NULL)
    regex = g_regex_new (name, G_REGEX_CASELESS, 0, NULL);
  for (guint i = 0; i < sandbox_length (sandbox_workflows (self)); i++)
    {
      JsonObject *workflow = sandbox_item (sandbox_workflows (self), i);

      if ((regex == NULL || g_regex_match (regex, sandbox_str (workflow, "name"), 0, NULL))
          && (slug == NULL || strstr (slug, SANDBOX_SALESFORCE) != NULL)
          && g_strcmp0 (sandbox_request_query (request, "scope"), "private") != 0)
        json_array_add_object_element (docs, workflow_record (self, workflow));
    }
  sandbox_reply_page_of (request, docs, json_object_new ());
}

static JsonObject *
named_workflow (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *id = sandbox_request_parameter (request, "workflow");
  JsonObject *workflow = sandbox_workflow (self, id);

  if (workflow == NULL)
    sandbox_reply_error (request, 404, "RESOURCE_NOT_FOUND", "Workflow with id %s not found", id);
  return workflow;
}

void
sandbox_workflow_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *workflow = named_workflow (self, request);
  JsonArray *plan = sandbox_arr (workflow, "nodes");
  JsonArray *nodes;
  JsonArray *edges;
  JsonObject *record;

  if (workflow == NULL)
    return;
  nodes = json_array_new ();
  edges = json_array_new ();
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
  record = workflow_record (self, workflow);
  json_object_set_array_member (record, "nodes", nodes);
  json_object_set_array_member (record, "edges", edges);
  sandbox_reply_object (request, record);
}

void
sandbox_workflow_enabled (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *configs = sandbox_arr (sandbox_obj (request->account, "configs"), SANDBOX_SALESFORCE);
  JsonArray *list = json_array_new ();

  for (guint c = 0; c < sandbox_length (configs); c++)
    for (guint i = 0; i < sandbox_length (sandbox_workflows (self)); i++)
      {
        JsonObject *config = sandbox_item (configs, c);
        JsonObject *workflow = sandbox_item (sandbox_workflows (self), i);
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
  JsonObject *workflow = named_workflow (self, request);
  JsonObject *event;

  if (workflow == NULL)
    return;
  event = sandbox_find (sandbox_arr (self->catalogue, "events"), "name", sandbox_str (workflow, "event"));
  sandbox_reply_object (request,
                        sandbox_object ("n:payload", sandbox_deep_copy (sandbox_node (event, "sample")),
                                        "n:schema", NULL, "n:schema_interpreted", NULL, NULL));
}

void
sandbox_workflow_execute (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *workflow = named_workflow (self, request);
  JsonObject *body = sandbox_request_object (request);
  const char *config_id = sandbox_request_header (request, "config_id");
  /* Register 26: the payload itself, or wrapped. */
  JsonNode *payload = sandbox_node (body, "payload") != NULL ? sandbox_node (body, "payload") : request->body;
  JsonObject *run;
  SandboxStart start = { 0 };

  if (workflow == NULL)
    return;
  if (sandbox_request_header (request, "slug") == NULL)
    {
      sandbox_reply_node (request, 400,
                          sandbox_node_object (sandbox_object ("s:message", "Server Error", "s:error",
                                                               "Workflow ID and slug are required", NULL)));
      return;
    }
  start = (SandboxStart){ .env = request->env,
                          .account = request->account,
                          .workflow = workflow,
                          .config_id = config_id != NULL ? config_id : request->account_id,
                          .source = "API Call",
                          .tag = sandbox_request_header (request, "instance_tag"),
                          .payload = payload,
                          .time = sandbox_now (self) };
  run = sandbox_start_run (self, &start);
  sandbox_reply_object (request, sandbox_object ("s:message", "Workflow execution started", "s:execution_id",
                                                 sandbox_str (run, "_id"), NULL));
}
