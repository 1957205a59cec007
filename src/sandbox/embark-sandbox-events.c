/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Event definitions, and firing them (contract section 11). */

#include "config.h"

#include "embark-sandbox-private.h"

static const char *
type_name (JsonNode *value)
{
  if (JSON_NODE_HOLDS_OBJECT (value))
    return "object";
  if (JSON_NODE_HOLDS_ARRAY (value))
    return "array";
  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) == G_TYPE_STRING)
    return "text";
  return json_node_get_value_type (value) == G_TYPE_BOOLEAN ? "boolean" : "number";
}

static void
add_keys (JsonArray *list, const char *prefix, JsonNode *value)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  json_array_add_object_element (list, sandbox_object ("s:key", prefix, "s:type", type_name (value), NULL));
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *key = g_strconcat (prefix, ".", (const char *) l->data, NULL);

      add_keys (list, key, sandbox_node (object, l->data));
    }
}

static void
set_sample (JsonObject *event, JsonNode *sample)
{
  JsonArray *response = json_array_new ();
  g_autofree char *raw = sandbox_json_print (sample, FALSE);

  json_array_add_object_element (response, sandbox_object ("s:key", "event", "s:type", "text", NULL));
  add_keys (response, "payload", sample);
  json_object_set_array_member (event, "response", response);
  json_object_set_string_member (event, "raw_response", raw);
}

JsonObject *
sandbox_event_new (EmbarkSandbox *self, const char *name, JsonNode *sample)
{
  g_autofree char *id = sandbox_new_id (self);
  g_autofree char *at = sandbox_iso (sandbox_now (self));
  JsonObject *event = sandbox_object ("s:_id", id, "s:name", name, "s:createdAt", at, NULL);

  set_sample (event, sample);
  return event;
}

/* The sample itself is shown by the older documents alone, but is told unless that is asked for. */
static JsonObject *
event_record (SandboxRequest *request, JsonObject *event)
{
  JsonObject *record = sandbox_copy_object (event);

  if ((request->odd & SANDBOX_ODD_EVENT_KEYS) != 0)
    json_object_remove_member (record, "raw_response");
  return record;
}

static void
reply_all (SandboxRequest *request)
{
  JsonArray *events = sandbox_arr (request->env, "events");
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sandbox_length (events); i++)
    json_array_add_object_element (list, event_record (request, sandbox_item (events, i)));
  sandbox_reply_array (request, list);
}

void
sandbox_event_list (EmbarkSandbox *self, SandboxRequest *request)
{
  reply_all (request);
}

static JsonObject *
named_event (SandboxRequest *request)
{
  JsonObject *event = sandbox_find (sandbox_arr (request->env, "events"), "_id",
                                    sandbox_request_parameter (request, "event"));

  if (event == NULL)
    sandbox_reply_error (request, 404, "RESOURCE_NOT_FOUND", "Event not found");
  return event;
}

void
sandbox_event_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *event = named_event (request);

  if (event != NULL)
    sandbox_reply_object (request, event_record (request, event));
}

/* Returns: (transfer full) (nullable): the sample, in either of the forms that the documents show; else it
 * was answered */
static JsonNode *
read_sample (SandboxRequest *request, const char **name)
{
  JsonObject *body = sandbox_request_object (request);
  JsonNode *response = sandbox_node (body, "response");
  const char *text = sandbox_str (body, "response");
  JsonNode *sample = NULL;

  *name = sandbox_str (body, "name");
  /* The older documents know the object alone; the newer ones take text, and here the object too. */
  if (*name == NULL || **name == '\0' || response == NULL || JSON_NODE_HOLDS_NULL (response)
      || (request->style_v2 && text != NULL))
    {
      sandbox_reply_error (request, 400, "INVALID_EVENT",
                           request->style_v2 ? "Event name and response is required"
                                             : "name and response are required");
      return NULL;
    }
  sample = text != NULL ? sandbox_json_parse (text, strlen (text), NULL) : sandbox_deep_copy (response);
  if (sample == NULL)
    sandbox_reply_error (request, 400, "INVALID_EVENT", "response is not JSON");
  return sample;
}

static void
set_schema (SandboxRequest *request, JsonObject *event)
{
  JsonObject *schema = sandbox_obj (sandbox_request_object (request), "json_schema");

  if (schema != NULL)
    json_object_set_object_member (event, "json_schema", sandbox_copy_object (schema));
}

void
sandbox_event_create (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *events = sandbox_arr (request->env, "events");
  const char *name = NULL;
  g_autoptr (JsonNode) sample = read_sample (request, &name);

  if (sample == NULL)
    return;
  if (sandbox_find (events, "name", name) != NULL)
    {
      sandbox_reply_error (request, 400, "INVALID_EVENT_ID", "Trigger with name %s already exists", name);
      return;
    }
  json_array_add_object_element (events, sandbox_event_new (self, name, sample));
  set_schema (request, sandbox_find (events, "name", name));
  reply_all (request);
}

void
sandbox_event_update (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *event = named_event (request);
  const char *name = NULL;
  g_autoptr (JsonNode) sample = event != NULL ? read_sample (request, &name) : NULL;

  if (sample == NULL)
    return;
  if (sandbox_find (sandbox_arr (request->env, "events"), "name", name) != NULL
      && sandbox_find (sandbox_arr (request->env, "events"), "name", name) != event)
    {
      sandbox_reply_error (request, 400, "INVALID_EVENT_ID", "Trigger with name %s already exists", name);
      return;
    }
  json_object_set_string_member (event, "name", name);
  set_sample (event, sample);
  set_schema (request, event);
  reply_all (request);
}

void
sandbox_event_delete (EmbarkSandbox *self, SandboxRequest *request)
{
  if (named_event (request) == NULL)
    return;
  sandbox_remove (sandbox_arr (request->env, "events"), "_id", sandbox_request_parameter (request, "event"));
  reply_all (request);
}

static gboolean
required_are_set (JsonArray *fields, JsonObject *values)
{
  for (guint i = 0; i < sandbox_length (fields); i++)
    {
      JsonObject *field = sandbox_item (fields, i);
      JsonNode *value = sandbox_field_value (values, field);

      if (!sandbox_bool (field, "required"))
        continue;
      if (value == NULL || JSON_NODE_HOLDS_NULL (value)
          || (JSON_NODE_HOLDS_VALUE (value) && g_strcmp0 (json_node_get_string (value), "") == 0)
          || (JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) == 0))
        return FALSE;
    }
  return TRUE;
}

/* What keeps a workflow silent although the event was taken (contract 16.6): not connected, off, or a
 * required field empty. A connection that expired does not: those runs start and fail. */
static gboolean
listens (
    EmbarkSandbox *self, SandboxRequest *request, JsonObject *workflow, JsonObject *config, const char *event)
{
  JsonObject *settings = sandbox_obj (sandbox_obj (config, "workflows"), sandbox_str (workflow, "id"));

  return g_strcmp0 (sandbox_str (workflow, "event"), event) == 0
         && sandbox_connection (request->account, SANDBOX_SALESFORCE) != NULL
         && sandbox_bool (settings, "enabled")
         && required_are_set (sandbox_arr (self->catalogue, "fields"), sandbox_obj (config, "fields"))
         && required_are_set (sandbox_arr (workflow, "fields"), sandbox_obj (settings, "fields"));
}

static void
start_listeners (
    EmbarkSandbox *self, SandboxRequest *request, const char *event, JsonNode *payload, const char *config_id)
{
  JsonObject *config = sandbox_config (request->account, SANDBOX_SALESFORCE, config_id);
  g_autofree char *event_id = sandbox_new_id (self);
  g_autoptr (GPtrArray) visible = sandbox_visible_workflows (self, request->env, request->account);

  for (guint i = 0; i < visible->len; i++)
    {
      JsonObject *workflow = g_ptr_array_index (visible, i);
      g_autofree char *key = sandbox_dedup_key (request, workflow, payload);
      JsonObject *run;
      SandboxStart start = { .env = request->env,
                             .account = request->account,
                             .workflow = workflow,
                             .config_id = config_id,
                             .event = event,
                             .event_id = event_id,
                             .source = "Event",
                             .tag = sandbox_request_header (request, "instance_tag"),
                             .payload = payload,
                             .time = sandbox_now (self) };

      if (!listens (self, request, workflow, config, event))
        continue;
      run = sandbox_start_run (self, &start);
      if (key != NULL)
        sandbox_mark_duplicate (request->env, run, key);
    }
}

void
sandbox_event_fire (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  const char *slug = sandbox_request_parameter (request, "slug");
  const char *event = sandbox_str (body, "event");
  const char *config_id = sandbox_request_header (request, "config_id");
  const char *form_payload = sandbox_request_form (request, "payload");
  g_autoptr (JsonNode) payload = NULL;

  if (event == NULL)
    event = sandbox_str (body, "trigger");
  if (event == NULL)
    event = sandbox_request_form (request, "event");
  if (form_payload != NULL)
    payload = sandbox_json_parse (form_payload, strlen (form_payload), NULL);
  if (payload == NULL)
    payload = sandbox_deep_copy (sandbox_node (body, "payload"));
  if (config_id == NULL)
    config_id = sandbox_str (body, "config_id");
  if (config_id == NULL)
    config_id = request->account_id;

  json_object_set_string_member (request->record, "event", event != NULL ? event : "");
  json_object_set_member (request->record, "payload", sandbox_deep_copy (payload));
  if (event == NULL || *event == '\0')
    {
      sandbox_reply_error (request, 400, "INVALID_EVENT",
                           "Invalid event. Check events list in documentation.");
      return;
    }
  if (slug == NULL)
    slug = sandbox_request_header (request, "slug");
  if (sandbox_find (sandbox_arr (request->env, "events"), "name", event) == NULL
      || (slug != NULL && sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", slug) == NULL))
    {
      if (self->style_v2 && slug != NULL)
        sandbox_reply_error (request, 404, "INVALID_EVENT",
                             "Trigger with name %s not found for application %s", event, slug);
      else
        sandbox_reply_error (request, 404, "INVALID_EVENT", "Trigger not found");
      return;
    }
  if (slug == NULL || g_str_equal (slug, SANDBOX_SALESFORCE))
    start_listeners (self, request, event, payload, config_id);
  sandbox_reply_object (request, sandbox_object ("s:message", "Webhook Fired Success", NULL));
}
