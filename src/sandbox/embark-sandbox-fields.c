/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fields of a config, of the application or of one workflow (contract sections 10 and 14). */

#include "config.h"

#include "embark-sandbox-private.h"

/* The definition with the value that holds now. */
static JsonObject *
field_record (JsonObject *field, JsonObject *values, gboolean with_value)
{
  JsonObject *record = sandbox_copy_object (field);
  JsonNode *value = sandbox_field_value (values, field);

  if (with_value && value != NULL)
    json_object_set_member (record, "value", sandbox_deep_copy (value));
  return record;
}

static JsonArray *
field_records (JsonArray *fields, JsonObject *values)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sandbox_length (fields); i++)
    json_array_add_object_element (list, field_record (sandbox_item (fields, i), values, TRUE));
  return list;
}

JsonObject *
sandbox_config_dto (EmbarkSandbox *self, JsonObject *config)
{
  JsonArray *workflows = json_array_new ();

  for (guint i = 0; i < sandbox_length (sandbox_workflows (self)); i++)
    {
      JsonObject *workflow = sandbox_item (sandbox_workflows (self), i);
      JsonObject *settings = sandbox_obj (sandbox_obj (config, "workflows"), sandbox_str (workflow, "id"));

      json_array_add_object_element (
          workflows,
          sandbox_object ("s:id", sandbox_str (workflow, "id"), "s:name", sandbox_str (workflow, "name"),
                          "s:description", sandbox_str (workflow, "description"), "s:icon", "", "b:enabled",
                          sandbox_bool (settings, "enabled"), "a:fields",
                          field_records (sandbox_arr (workflow, "fields"), sandbox_obj (settings, "fields")),
                          NULL));
    }
  return sandbox_object (
      "s:slug", sandbox_str (config, "slug"), "s:config_id", sandbox_str (config, "config_id"),
      "a:field_errors", json_array_new (), "a:fields",
      field_records (sandbox_arr (self->catalogue, "fields"), sandbox_obj (config, "fields")), "a:workflows",
      workflows, NULL);
}

static JsonObject *
called_config (SandboxRequest *request)
{
  const char *slug = sandbox_request_header (request, "slug");
  const char *id = sandbox_request_query (request, "config_id");
  JsonObject *config;

  if (slug == NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "slug is required");
      return NULL;
    }
  if (id == NULL)
    id = request->account_id;
  config = sandbox_config (request->account, slug, id);
  if (config == NULL)
    sandbox_reply_error (request, 404, "SERVER_ERROR", "Config with config id %s not found", id);
  return config;
}

/* Finds the field that the path names. Returns: its definition; @values are those of its level */
static JsonObject *
called_field (EmbarkSandbox *self, SandboxRequest *request, JsonObject **values)
{
  JsonObject *config = called_config (request);
  const char *workflow_id = sandbox_request_query (request, "workflow_id");
  const char *id = sandbox_request_parameter (request, "field");
  JsonObject *workflow;
  JsonObject *field;

  if (config == NULL)
    return NULL;

  if (workflow_id == NULL)
    {
      field = sandbox_find (sandbox_arr (self->catalogue, "fields"), "id", id);
      *values = sandbox_ensure_obj (config, "fields");
    }
  else
    {
      workflow = sandbox_workflow (self, workflow_id);
      if (workflow == NULL)
        {
          sandbox_reply_error (request, 404, "INVALID_WORKFLOW_ID", "No workflow with id %s exists on config",
                               workflow_id);
          return NULL;
        }
      field = sandbox_find (sandbox_arr (workflow, "fields"), "id", id);
      *values = sandbox_ensure_obj (
          sandbox_ensure_obj (sandbox_ensure_obj (config, "workflows"), sandbox_str (workflow, "id")),
          "fields");
    }
  if (field == NULL)
    sandbox_reply_error (request, 400, "SERVER_ERROR", "Field with id %s not found", id);
  return field;
}

void
sandbox_field_list (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *config = called_config (request);
  JsonObject *dto;

  if (config == NULL)
    return;
  dto = sandbox_config_dto (self, config);
  json_object_remove_member (dto, "config_id");
  sandbox_reply_object (request, dto);
}

void
sandbox_field_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *values = NULL;
  JsonObject *field = called_field (self, request, &values);

  if (field != NULL)
    sandbox_reply_object (request, field_record (field, values, TRUE));
}

void
sandbox_field_set (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *values = NULL;
  JsonObject *field = called_field (self, request, &values);
  JsonNode *value = sandbox_node (sandbox_request_object (request), "value");

  if (field == NULL)
    return;
  if (value == NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "value is required");
      return;
    }
  json_object_set_member (values, sandbox_str (field, "id"), sandbox_deep_copy (value));
  sandbox_reply_object (request, field_record (field, values, TRUE));
}

void
sandbox_field_clear (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *values = NULL;
  JsonObject *field = called_field (self, request, &values);

  if (field == NULL)
    return;
  json_object_remove_member (values, sandbox_str (field, "id"));
  sandbox_reply_object (request, field_record (field, values, FALSE));
}
