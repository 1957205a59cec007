/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Configs: which workflows of an account are on, and with which settings (contract section 9). */

#include "config.h"

#include "embark-sandbox-oauth.h"

static const char *
wanted_slug (EmbarkSandbox *self, SandboxRequest *request, const char *slug)
{
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", slug);

  if (slug != NULL && sandbox_application_is_live (self, app))
    return slug;
  if (slug == NULL)
    sandbox_reply_error (request, 400, "VALIDATION_ERROR", "slug is required");
  else
    sandbox_reply_error (request, 404, "INVALID_APP_ID", "Application with slug '%s' is not enabled", slug);
  return NULL;
}

/* The first of the two that is there: the newer and the older name (contract section 9). */
static JsonNode *
either (JsonObject *body, const char *name, const char *old_name)
{
  JsonNode *node = sandbox_node (body, name);

  return node != NULL ? node : sandbox_node (body, old_name);
}

/* Calls @take for every value in either form of `fields`: an object by id, or an array of field objects.
 * Returns: (transfer full) (nullable): what @take returned, which ends it */
static char *
each_value (const SandboxLevel *level,
            JsonNode *values,
            char *(*take) (const SandboxLevel *level, const char *id, JsonNode *value))
{
  g_autoptr (GList) names = NULL;
  char *stop = NULL;

  if (values != NULL && JSON_NODE_HOLDS_OBJECT (values))
    {
      names = json_object_get_members (json_node_get_object (values));
      for (GList *l = names; l != NULL && stop == NULL; l = l->next)
        stop = take (level, l->data, sandbox_node (json_node_get_object (values), l->data));
    }
  for (guint i = 0; values != NULL && JSON_NODE_HOLDS_ARRAY (values)
                    && i < json_array_get_length (json_node_get_array (values)) && stop == NULL;
       i++)
    {
      JsonObject *field = sandbox_item (json_node_get_array (values), i);

      if (sandbox_str (field, "id") != NULL && sandbox_node (field, "value") != NULL)
        stop = take (level, sandbox_str (field, "id"), sandbox_node (field, "value"));
    }
  return stop;
}

static char *
check_value (const SandboxLevel *level, const char *id, JsonNode *value)
{
  return sandbox_field_refusal (sandbox_find (level->fields, "id", id), value);
}

static char *
store_value (const SandboxLevel *level, const char *id, JsonNode *value)
{
  sandbox_field_store (level, id, value);
  return NULL;
}

/* The array is described as replacing everything, the object is not. */
static void
apply_values (const SandboxLevel *level, JsonNode *values, gboolean replace)
{
  g_autoptr (GList) names = NULL;

  if (replace && values != NULL && JSON_NODE_HOLDS_ARRAY (values))
    {
      names = json_object_get_members (level->values);
      for (GList *l = names; l != NULL; l = l->next)
        json_object_remove_member (level->values, l->data);
    }
  /* Once for parents and once for children, whose order is the caller's. */
  g_free (each_value (level, values, store_value));
  g_free (each_value (level, values, store_value));
}

static void
apply_enabled (SandboxRequest *request, JsonObject *config, JsonObject *workflow, JsonObject *change)
{
  JsonObject *settings =
      sandbox_ensure_obj (sandbox_ensure_obj (config, "workflows"), sandbox_str (workflow, "id"));

  if (json_object_has_member (change, "enabled"))
    json_object_set_boolean_member (settings, "enabled",
                                    sandbox_bool (change, "enabled")
                                        && sandbox_is_connected (request->account, SANDBOX_SALESFORCE));
}

/* Returns: whether every value is taken; else it was answered, and nothing was changed */
static gboolean
apply_body (EmbarkSandbox *self, SandboxRequest *request, JsonObject *config, JsonObject *body)
{
  JsonArray *workflows = sandbox_arr (body, "workflows");
  JsonNode *fields = either (body, "fields", "application_data_slots");
  JsonNode *labels = either (body, "labels", "map_fields_object");
  gboolean replace = g_str_equal (request->method, "PUT");
  SandboxLevel level;
  g_autofree char *refusal = NULL;

  for (int pass = 0; pass < 2; pass++)
    {
      sandbox_level_init (&level, self, request, config, NULL);
      if (pass == 0)
        refusal = each_value (&level, fields, check_value);
      else
        apply_values (&level, fields, replace);
      for (guint i = 0; i < sandbox_length (workflows) && refusal == NULL; i++)
        {
          JsonObject *change = sandbox_item (workflows, i);
          JsonObject *workflow = sandbox_visible_workflow (self, request, sandbox_str (change, "id"));
          JsonNode *values = either (change, "fields", "data_slots");

          if (workflow == NULL)
            continue;
          sandbox_level_init (&level, self, request, config, workflow);
          if (pass == 0)
            refusal = each_value (&level, values, check_value);
          else
            apply_values (&level, values, replace);
          if (pass == 1)
            apply_enabled (request, config, workflow, change);
        }
      if (refusal != NULL)
        {
          sandbox_reply_error (request, 400, "VALIDATION_ERROR", "%s", refusal);
          return FALSE;
        }
    }
  if (labels != NULL)
    json_object_set_member (config, "labels", sandbox_deep_copy (labels));
  return TRUE;
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
  if (apply_body (self, request, config, body))
    sandbox_reply_object (request, sandbox_config_dto (self, request, config));
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
  if (apply_body (self, request, config, body))
    sandbox_reply_object (request, sandbox_config_dto (self, request, config));
}

void
sandbox_config_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *config = existing_config (request, sandbox_request_parameter (request, "slug"),
                                        sandbox_request_parameter (request, "config"));

  if (config != NULL)
    sandbox_reply_object (request, sandbox_config_dto (self, request, config));
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
  JsonArray *list;

  if ((self->odd & SANDBOX_ODD_CONFIGS_OBJECT) != 0 && sandbox_length (configs) > 0)
    {
      sandbox_reply_object (request, sandbox_config_dto (self, request, sandbox_item (configs, 0)));
      return;
    }
  list = json_array_new ();
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
  JsonObject *workflow =
      sandbox_visible_workflow (self, request, sandbox_request_parameter (request, "workflow"));
  JsonObject *settings;
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

  settings = sandbox_ensure_obj (sandbox_ensure_obj (config, "workflows"), sandbox_str (workflow, "id"));
  json_object_set_boolean_member (settings, "enabled", json_node_get_boolean (enabled));
  list = json_array_new ();
  if (self->style_v2)
    json_array_add_object_element (list, sandbox_object ("s:id", sandbox_str (workflow, "id"), "b:enabled",
                                                         json_node_get_boolean (enabled), "a:data_slots",
                                                         json_array_new (), NULL));
  else
    json_array_add_object_element (list, sandbox_object ("s:id", sandbox_str (workflow, "id"), "s:name",
                                                         sandbox_str (workflow, "name"), "s:description",
                                                         sandbox_str (workflow, "description"), "b:enabled",
                                                         json_node_get_boolean (enabled), NULL));
  sandbox_reply_object (request, sandbox_object ("a:workflows", list, NULL));
}
