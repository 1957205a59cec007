/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fields of a config, of the application or of one workflow (contract sections 10 and 14). */

#include "config.h"

#include "embark-sandbox-private.h"

static gboolean
wants_no_options (SandboxRequest *request)
{
  return g_strcmp0 (sandbox_request_header (request, "disable_field_options"), "true") == 0;
}

/* Of the application's fields when @workflow is %NULL. */
void
sandbox_level_init (SandboxLevel *level,
                    EmbarkSandbox *self,
                    SandboxRequest *request,
                    JsonObject *config,
                    JsonObject *workflow)
{
  JsonObject *settings;

  *level = (SandboxLevel){
    .self = self, .account = request->account, .config = config, .without_options = wants_no_options (request)
  };
  if (workflow == NULL)
    {
      level->fields = sandbox_arr (self->catalogue, "fields");
      level->values = sandbox_ensure_obj (config, "fields");
      return;
    }
  settings = sandbox_ensure_obj (sandbox_ensure_obj (config, "workflows"), sandbox_str (workflow, "id"));
  level->fields = sandbox_arr (workflow, "fields");
  level->values = sandbox_ensure_obj (settings, "fields");
}

static JsonObject *
workflow_dto (const SandboxLevel *level, JsonObject *workflow, JsonArray *errors)
{
  const char *id = sandbox_str (workflow, "id");
  JsonObject *settings = sandbox_obj (sandbox_obj (level->config, "workflows"), id);

  return sandbox_object ("s:id", id, "s:name", sandbox_str (workflow, "name"), "s:description",
                         sandbox_str (workflow, "description"), "s:icon", "", "b:enabled",
                         sandbox_bool (settings, "enabled"), "s:associated_page",
                         sandbox_str (workflow, "associated_page"), "a:fields",
                         sandbox_field_list_records (level, errors), NULL);
}

JsonObject *
sandbox_config_dto (EmbarkSandbox *self, SandboxRequest *request, JsonObject *config)
{
  g_autoptr (GPtrArray) listed = sandbox_visible_workflows (self, request->env, request->account);
  JsonArray *workflows = json_array_new ();
  JsonArray *errors = json_array_new ();
  JsonArray *fields;
  SandboxLevel level;

  sandbox_level_init (&level, self, request, config, NULL);
  fields = sandbox_field_list_records (&level, errors);
  for (guint i = 0; i < listed->len; i++)
    {
      JsonObject *workflow = g_ptr_array_index (listed, i);

      sandbox_level_init (&level, self, request, config, workflow);
      json_array_add_object_element (workflows, workflow_dto (&level, workflow, errors));
    }
  return sandbox_object ("s:slug", sandbox_str (config, "slug"), "s:config_id",
                         sandbox_str (config, "config_id"), "a:field_errors", errors, "a:fields", fields,
                         "a:workflows", workflows, NULL);
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

JsonObject *
sandbox_called_field (EmbarkSandbox *self, SandboxRequest *request, SandboxLevel *level)
{
  JsonObject *config = called_config (request);
  const char *workflow_id = sandbox_request_query (request, "workflow_id");
  const char *id = sandbox_request_parameter (request, "field");
  JsonObject *workflow = workflow_id != NULL ? sandbox_visible_workflow (self, request, workflow_id) : NULL;
  JsonObject *field;

  if (config == NULL)
    return NULL;
  if (workflow_id != NULL && workflow == NULL)
    {
      sandbox_reply_error (request, 404, "INVALID_WORKFLOW_ID", "No workflow with id %s exists on config",
                           workflow_id);
      return NULL;
    }
  sandbox_level_init (level, self, request, config, workflow);
  field = sandbox_find (level->fields, "id", id);
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
  dto = sandbox_config_dto (self, request, config);
  json_object_remove_member (dto, "config_id");
  sandbox_reply_object (request, dto);
}

void
sandbox_field_get (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxLevel level;
  JsonObject *field = sandbox_called_field (self, request, &level);
  /* What the data source is asked for. */
  const char *search = sandbox_str (sandbox_request_object (request), "value");
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *problem = NULL;

  if (field == NULL)
    return;
  record = sandbox_field_record (&level, field, search, &problem);
  if (problem != NULL)
    sandbox_reply_error (request, self->style_v2 ? 500 : 400, "SERVER_ERROR", "%s", problem);
  else
    sandbox_reply_object (request, g_steal_pointer (&record));
}

void
sandbox_field_set (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxLevel level;
  JsonObject *field = sandbox_called_field (self, request, &level);
  JsonNode *value = sandbox_node (sandbox_request_object (request), "value");
  g_autofree char *refusal = NULL;

  if (field == NULL)
    return;
  if (value == NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "value is required");
      return;
    }
  refusal = sandbox_field_refusal (field, value);
  if (refusal != NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "%s", refusal);
      return;
    }
  sandbox_field_store (&level, sandbox_str (field, "id"), value);
  sandbox_reply_object (request, sandbox_field_record (&level, field, NULL, NULL));
}

void
sandbox_field_clear (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxLevel level;
  JsonObject *field = sandbox_called_field (self, request, &level);
  JsonObject *record;

  if (field == NULL)
    return;
  sandbox_field_store (&level, sandbox_str (field, "id"), NULL);
  record = sandbox_field_record (&level, field, NULL, NULL);
  if (json_object_has_member (record, "value"))
    json_object_remove_member (record, "value");
  sandbox_reply_object (request, record);
}
