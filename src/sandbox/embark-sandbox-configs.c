/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Configs: which workflows of an account are on, and with which settings (contract section 9). */

#include "config.h"

#include "embark-sandbox-private.h"

static const char *
wanted_slug (EmbarkSandbox *self, SandboxRequest *request, const char *slug)
{
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", slug);

  if (slug != NULL && sandbox_bool (app, "live"))
    return slug;
  if (slug == NULL)
    sandbox_reply_error (request, 400, "VALIDATION_ERROR", "slug is required");
  else
    sandbox_reply_error (request, 404, "INVALID_APP_ID", "Application with slug '%s' is not enabled", slug);
  return NULL;
}

static void
apply_values (JsonObject *target, JsonNode *values)
{
  g_autoptr (GList) names = NULL;

  if (values == NULL)
    return;
  if (JSON_NODE_HOLDS_OBJECT (values))
    {
      names = json_object_get_members (json_node_get_object (values));
      for (GList *l = names; l != NULL; l = l->next)
        json_object_set_member (target, l->data,
                                sandbox_deep_copy (sandbox_node (json_node_get_object (values), l->data)));
      return;
    }
  /* The other form: an array of field objects (contract section 9, the biggest trap). */
  for (guint i = 0;
       JSON_NODE_HOLDS_ARRAY (values) && i < json_array_get_length (json_node_get_array (values)); i++)
    {
      JsonObject *field = sandbox_item (json_node_get_array (values), i);

      if (sandbox_str (field, "id") != NULL && sandbox_node (field, "value") != NULL)
        json_object_set_member (target, sandbox_str (field, "id"),
                                sandbox_deep_copy (sandbox_node (field, "value")));
    }
}

static JsonObject *
workflow_settings (JsonObject *config, const char *workflow_id)
{
  JsonObject *settings = sandbox_ensure_obj (sandbox_ensure_obj (config, "workflows"), workflow_id);

  sandbox_ensure_obj (settings, "fields");
  return settings;
}

static void
apply_body (EmbarkSandbox *self, SandboxRequest *request, JsonObject *config, JsonObject *body)
{
  JsonArray *workflows = sandbox_arr (body, "workflows");

  apply_values (sandbox_ensure_obj (config, "fields"), sandbox_node (body, "fields"));
  if (sandbox_node (body, "labels") != NULL)
    json_object_set_member (config, "labels", sandbox_deep_copy (sandbox_node (body, "labels")));
  for (guint i = 0; i < sandbox_length (workflows); i++)
    {
      JsonObject *change = sandbox_item (workflows, i);
      JsonObject *workflow = sandbox_workflow (self, sandbox_str (change, "id"));
      JsonObject *settings;

      if (workflow == NULL)
        continue;
      settings = workflow_settings (config, sandbox_str (workflow, "id"));
      apply_values (sandbox_obj (settings, "fields"), sandbox_node (change, "fields"));
      if (json_object_has_member (change, "enabled"))
        json_object_set_boolean_member (settings, "enabled",
                                        sandbox_bool (change, "enabled")
                                            && sandbox_is_connected (request->account, SANDBOX_SALESFORCE));
    }
}

static const char *
body_config_id (SandboxRequest *request, JsonObject *body)
{
  const char *id = sandbox_str (body, "config_id");

  return id != NULL && *id != '\0' ? id : request->account_id;
}

void
sandbox_config_ensure (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  const char *slug = wanted_slug (self, request, sandbox_str (body, "slug"));
  JsonObject *config;

  if (slug == NULL)
    return;
  config = sandbox_ensure_config (self, request->account, slug, body_config_id (request, body));
  apply_body (self, request, config, body);
  sandbox_reply_object (request, sandbox_config_dto (self, config));
}

static JsonObject *
existing_config (SandboxRequest *request, const char *slug, const char *id)
{
  JsonObject *config;

  if (id == NULL)
    id = request->account_id;
  config = sandbox_config (request->account, slug, id);
  if (config == NULL)
    sandbox_reply_error (request, 404, "SERVER_ERROR", "Config with config id %s not found", id);
  return config;
}

void
sandbox_config_update (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  const char *slug = wanted_slug (self, request, sandbox_str (body, "slug"));
  JsonObject *config = slug != NULL ? existing_config (request, slug, body_config_id (request, body)) : NULL;

  if (config == NULL)
    return;
  apply_body (self, request, config, body);
  sandbox_reply_object (request, sandbox_config_dto (self, config));
}

void
sandbox_config_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *config = existing_config (request, sandbox_request_parameter (request, "slug"),
                                        sandbox_request_parameter (request, "config"));

  if (config != NULL)
    sandbox_reply_object (request, sandbox_config_dto (self, config));
}

void
sandbox_config_delete (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *slug = sandbox_request_parameter (request, "slug");
  JsonObject *config = existing_config (request, slug, sandbox_request_parameter (request, "config"));
  g_autofree char *id = g_strdup (sandbox_str (config, "config_id"));

  if (config == NULL)
    return;
  sandbox_remove (sandbox_arr (sandbox_obj (request->account, "configs"), slug), "config_id", id);
  sandbox_reply_object (request, sandbox_object ("s:message", "Installation Deleted Success", NULL));
}

void
sandbox_config_list (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *configs =
      sandbox_arr (sandbox_obj (request->account, "configs"), sandbox_request_parameter (request, "slug"));
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sandbox_length (configs); i++)
    {
      JsonObject *config = sandbox_item (configs, i);

      json_array_add_object_element (list,
                                     sandbox_object ("s:_id", sandbox_str (config, "_id"), "s:config_id",
                                                     sandbox_str (config, "config_id"), NULL));
    }
  sandbox_reply_array (request, list);
}

void
sandbox_workflow_toggle (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *slug = sandbox_request_parameter (request, "slug");
  JsonObject *config = existing_config (request, slug, sandbox_request_parameter (request, "config"));
  JsonNode *enabled = sandbox_node (sandbox_request_object (request), "enabled");
  JsonObject *workflow = sandbox_workflow (self, sandbox_request_parameter (request, "workflow"));
  JsonArray *list;

  if (config == NULL)
    return;
  if (enabled == NULL || !JSON_NODE_HOLDS_VALUE (enabled)
      || json_node_get_value_type (enabled) != G_TYPE_BOOLEAN)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "enabled is required and must be a boolean");
      return;
    }
  if (workflow == NULL)
    {
      sandbox_reply_error (request, 404, "INVALID_WORKFLOW_ID", "No workflow with id %s exists on config",
                           sandbox_request_parameter (request, "workflow"));
      return;
    }
  if (!sandbox_is_connected (request->account, slug))
    {
      sandbox_reply_error (
          request, 400, "SERVER_ERROR",
          "Application %s is not connected for linked account %s. Connect it before changing workflows.",
          slug, request->account_id);
      return;
    }

  json_object_set_boolean_member (workflow_settings (config, sandbox_str (workflow, "id")), "enabled",
                                  json_node_get_boolean (enabled));
  list = json_array_new ();
  json_array_add_object_element (list, sandbox_object ("s:id", sandbox_str (workflow, "id"), "s:name",
                                                       sandbox_str (workflow, "name"), "s:description",
                                                       sandbox_str (workflow, "description"), "b:enabled",
                                                       json_node_get_boolean (enabled), NULL));
  sandbox_reply_object (request, sandbox_object ("a:workflows", list, NULL));
}
