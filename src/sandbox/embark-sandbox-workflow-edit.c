/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Making, changing and publishing workflows (contract section 13). Those that all accounts share stand in the
 * catalogue and are made by the company alone; those of one account stand in the document, in `workflows`.
 * A workflow that was published once has two ids: the draft's, which is edited and published, and the
 * published one, which runs. What can be changed of a shared one is kept by the data set, in
 * `workflow_states`. */

#include "config.h"

#include "embark-sandbox-private.h"

static gboolean
is_private (JsonObject *workflow)
{
  return sandbox_str (workflow, "account_id") != NULL;
}

JsonObject *
sandbox_workflow_state (JsonObject *env, JsonObject *workflow)
{
  return is_private (workflow)
             ? workflow
             : sandbox_ensure_obj (sandbox_ensure_obj (env, "workflow_states"), sandbox_str (workflow, "id"));
}

gboolean
sandbox_workflow_is_published (JsonObject *env, JsonObject *workflow)
{
  JsonObject *state = sandbox_workflow_state (env, workflow);

  return json_object_has_member (state, "published") ? sandbox_bool (state, "published")
                                                     : !is_private (workflow);
}

static const char *
draft_id (EmbarkSandbox *self, JsonObject *env, JsonObject *workflow)
{
  JsonObject *state = sandbox_workflow_state (env, workflow);

  if (sandbox_str (state, "draft") == NULL)
    {
      g_autofree char *id = sandbox_new_id (self);

      json_object_set_string_member (state, "draft", id);
    }
  return sandbox_str (state, "draft");
}

/* Also by the draft's id. Returns: (transfer none) (nullable): without a look at whose it is */
static JsonObject *
find_workflow (EmbarkSandbox *self, JsonObject *env, const char *id)
{
  JsonObject *workflow = sandbox_workflow (self, id);

  for (guint i = 0; workflow == NULL && i < sandbox_length (sandbox_workflows (self)); i++)
    {
      JsonObject *shared = sandbox_item (sandbox_workflows (self), i);

      if (g_strcmp0 (sandbox_str (sandbox_workflow_state (env, shared), "draft"), id) == 0)
        workflow = shared;
    }
  return workflow;
}

JsonObject *
sandbox_called_workflow (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *id = sandbox_request_parameter (request, "workflow");
  JsonObject *workflow = find_workflow (self, request->env, id);

  if (workflow != NULL && is_private (workflow)
      && g_strcmp0 (sandbox_str (workflow, "environment"), request->environment) != 0)
    workflow = NULL;
  if (workflow == NULL)
    {
      sandbox_reply_error (request, 404, "RESOURCE_NOT_FOUND", "Workflow with id %s not found", id);
      return NULL;
    }
  if (is_private (workflow) && g_strcmp0 (sandbox_str (workflow, "account_id"), request->account_id) != 0)
    {
      sandbox_reply_error (request, 403, "SERVER_ERROR", "Workflow is private to another linked account");
      return NULL;
    }
  return workflow;
}

/* The same, where only the account's own may be changed. */
static JsonObject *
own_workflow (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *workflow = sandbox_called_workflow (self, request);

  if (workflow == NULL || is_private (workflow))
    return workflow;
  sandbox_reply_error (request, 403, "SERVER_ERROR", "Workflow is shared by all linked accounts");
  return NULL;
}

static JsonArray *
versions_of (EmbarkSandbox *self, JsonObject *env, JsonObject *workflow)
{
  JsonObject *state = sandbox_workflow_state (env, workflow);
  JsonArray *versions = sandbox_ensure_arr (state, "versions");
  g_autofree char *id = NULL;

  /* A shared one was published before anybody asked. */
  if (is_private (workflow) || json_array_get_length (versions) > 0)
    return versions;
  id = sandbox_new_id (self);
  json_array_add_object_element (versions, sandbox_object ("i:version", 1, "s:_id", id, "s:name",
                                                           sandbox_str (workflow, "name"), "s:createdAt",
                                                           sandbox_str (workflow, "updatedAt"), NULL));
  return versions;
}

static JsonArray *
first_nodes (void)
{
  JsonArray *nodes = json_array_new ();

  json_array_add_object_element (nodes, sandbox_object ("s:id", "1", "s:name", "Start", "s:type", "start",
                                                        "s:kind", "start", "i:ms", 100, NULL));
  json_array_add_object_element (nodes, sandbox_object ("s:id", "2", "s:name", "Response", "s:type",
                                                        "response", "s:kind", "response", "i:ms", 80, NULL));
  return nodes;
}

void
sandbox_workflow_create (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  const char *name = sandbox_str (body, "name");
  const char *slug = sandbox_str (body, "slug");
  const char *description = sandbox_str (body, "description");
  g_autofree char *draft = sandbox_new_id (self);
  g_autofree char *at = sandbox_iso (sandbox_now (self));
  JsonObject *workflow;

  if (name == NULL || *name == '\0' || (slug == NULL && self->style_v2))
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "%s is required",
                           name == NULL || *name == '\0' ? "name" : "slug");
      return;
    }
  workflow = sandbox_object (
      "s:draft", draft, "s:account_id", request->account_id, "s:environment", request->environment, "s:name",
      name, "s:description", description != NULL ? description : "", "s:slug", slug, "b:published", FALSE,
      "a:nodes", first_nodes (), "a:fields", json_array_new (), "s:createdAt", at, "s:updatedAt", at, NULL);
  json_array_add_object_element (sandbox_ensure_arr (self->state, "workflows"), workflow);
  sandbox_reply_object (
      request, sandbox_object ("o:workflow", sandbox_workflow_whole (self, request, workflow), NULL));
}

static void
touch (EmbarkSandbox *self, JsonObject *workflow)
{
  g_autofree char *at = sandbox_iso (sandbox_now (self));

  json_object_set_string_member (workflow, "updatedAt", at);
}

void
sandbox_workflow_update (EmbarkSandbox *self, SandboxRequest *request)
{
  static const struct
  {
    const char *name;
    const char *member;
  } texts[] = { { "name", "name" }, { "description", "description" }, { "workflow_alias", "alias" } };
  JsonObject *body = sandbox_request_object (request);
  JsonObject *changed = sandbox_obj (body, "settings");
  gboolean names = FALSE;
  JsonObject *workflow;
  g_autoptr (GList) members = changed != NULL ? json_object_get_members (changed) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    names = names || sandbox_str (body, texts[i].name) != NULL;
  /* How one data set runs a shared workflow may be set; what it is called may not. */
  workflow = names ? own_workflow (self, request) : sandbox_called_workflow (self, request);
  if (workflow == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (sandbox_str (body, texts[i].name) != NULL)
      json_object_set_string_member (workflow, texts[i].member, sandbox_str (body, texts[i].name));
  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (sandbox_ensure_obj (sandbox_workflow_state (request->env, workflow), "settings"),
                            l->data, sandbox_deep_copy (sandbox_node (changed, l->data)));
  if (is_private (workflow))
    touch (self, workflow);
  sandbox_reply_object (request, sandbox_workflow_whole (self, request, workflow));
}

void
sandbox_workflow_delete (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *id = sandbox_request_parameter (request, "workflow");
  JsonObject *workflow = NULL;

  for (guint i = 0; i < sandbox_length (sandbox_arr (self->state, "workflows")); i++)
    if (sandbox_find (sandbox_arr (sandbox_item (sandbox_arr (self->state, "workflows"), i), "versions"),
                      "_id", id)
        != NULL)
      {
        sandbox_reply_error (request, 400, "SERVER_ERROR", "Workflow is a version workflow.");
        return;
      }
  workflow = own_workflow (self, request);
  if (workflow == NULL)
    return;
  sandbox_remove (sandbox_arr (self->state, "workflows"), "draft", sandbox_str (workflow, "draft"));
  if (self->style_v2)
    sandbox_reply_object (request, sandbox_object ("b:success", TRUE, "b:triggers_deregistered", TRUE, NULL));
  else
    sandbox_reply_object (request, sandbox_object ("s:message", "Workflow deleted successfully",
                                                   "b:successfullyDeletedTriggers", TRUE, NULL));
}

void
sandbox_workflow_edit (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *workflow = sandbox_called_workflow (self, request);
  JsonObject *record;

  if (workflow == NULL)
    return;
  record = sandbox_workflow_whole (self, request, workflow);
  json_object_set_string_member (record, "_id", draft_id (self, request->env, workflow));
  if (sandbox_str (workflow, "id") != NULL)
    json_object_set_string_member (record, "associated_workflow", sandbox_str (workflow, "id"));
  json_object_set_boolean_member (record, "published", FALSE);
  sandbox_reply_object (request, record);
}

static void
publish (EmbarkSandbox *self, SandboxRequest *request, JsonObject *workflow)
{
  JsonObject *state = sandbox_workflow_state (request->env, workflow);
  JsonArray *versions = versions_of (self, request->env, workflow);
  g_autofree char *version_id = sandbox_new_id (self);
  g_autofree char *at = sandbox_iso (sandbox_now (self));

  if (sandbox_str (workflow, "id") == NULL)
    {
      g_autofree char *id = sandbox_new_id (self);

      json_object_set_string_member (workflow, "id", id);
    }
  json_array_add_object_element (
      versions, sandbox_object ("i:version", (int) json_array_get_length (versions) + 1, "s:_id", version_id,
                                "s:name", sandbox_str (workflow, "name"), "s:description",
                                sandbox_str (sandbox_request_object (request), "description"), "s:createdAt",
                                at, NULL));
  json_object_set_boolean_member (state, "published", TRUE);
}

void
sandbox_workflow_publish (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *id = sandbox_request_parameter (request, "workflow");
  JsonNode *wanted = sandbox_node (sandbox_request_object (request), "published");
  JsonObject *workflow;
  gboolean on;

  if (request->claims == NULL && !self->style_v2)
    {
      sandbox_reply_error (request, 401, "AUTH_SERVICE_ERROR", "Authorization Token Missing");
      return;
    }
  if (wanted == NULL || !JSON_NODE_HOLDS_VALUE (wanted)
      || json_node_get_value_type (wanted) != G_TYPE_BOOLEAN)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "published is required and must be a boolean");
      return;
    }
  on = json_node_get_boolean (wanted);
  workflow = sandbox_called_workflow (self, request);
  if (workflow == NULL)
    return;
  /* The draft goes public; what is public is taken back. */
  if (g_strcmp0 (id, on ? sandbox_str (sandbox_workflow_state (request->env, workflow), "draft")
                        : sandbox_str (workflow, "id"))
      != 0)
    {
      sandbox_reply_error (request, 400, "INVALID_WORKFLOW_ID", "Workflow with id %s cannot be %s", id,
                           on ? "published: it is not a draft" : "unpublished: it is not published");
      return;
    }
  if (on)
    publish (self, request, workflow);
  else
    json_object_set_boolean_member (sandbox_workflow_state (request->env, workflow), "published", FALSE);
  if (is_private (workflow))
    touch (self, workflow);
  sandbox_reply_object (request, sandbox_workflow_whole (self, request, workflow));
}

void
sandbox_workflow_versions (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *workflow = sandbox_called_workflow (self, request);
  JsonArray *versions = workflow != NULL ? versions_of (self, request->env, workflow) : NULL;
  JsonArray *docs;

  if (workflow == NULL)
    return;
  docs = json_array_new ();
  /* The newest first. */
  for (guint i = json_array_get_length (versions); i > 0; i--)
    if (sandbox_item (versions, i - 1) != NULL)
      json_array_add_object_element (docs, sandbox_copy_object (sandbox_item (versions, i - 1)));
  sandbox_reply_page_of (request, docs, NULL);
}
