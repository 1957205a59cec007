/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the nodes of a workflow do to the stand-in's records: one function a kind, one row a function. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-oauth.h"

/* How much Salesforce takes of a field. */
static const struct
{
  const char *name;
  const char *label;
  glong limit;
} limits[] = {
  { "FirstName", "First Name", 40 }, { "LastName", "Last Name", 80 },
  { "Email", "Email", 80 },          { "Title", "Title", 128 },
  { "Phone", "Phone", 40 },          { "Department", "Department", 80 },
  { "Company__c", "Company", 255 },  { "LeadSource", "Lead Source", 40 },
};

char *
sandbox_record_path (JsonObject *org, const char *id)
{
  return g_strdup_printf ("/org/%s/lightning/r/Contact/%s/view", sandbox_str (org, "token"), id);
}

static JsonObject *
record_error (char *message, const char *code, const char *field)
{
  JsonArray *fields = json_array_new ();
  JsonObject *error;

  if (field != NULL)
    json_array_add_string_element (fields, field);
  error = sandbox_object ("s:message", message, "s:errorCode", code, "a:fields", fields, NULL);
  g_free (message);
  return error;
}

static JsonArray *
one_error (char *message, const char *code, const char *field)
{
  JsonArray *errors = json_array_new ();

  json_array_add_object_element (errors, record_error (message, code, field));
  return errors;
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strchr (at + 1, '@') == NULL && strchr (at + 1, '.') != NULL
         && strpbrk (text, " \t\r\n<>,") == NULL;
}

JsonArray *
sandbox_contact_errors (JsonObject *values)
{
  const char *email = sandbox_str (values, "Email");

  if (is_blank (sandbox_str (values, "LastName")))
    return one_error (g_strdup ("Required fields are missing: [LastName]"), "REQUIRED_FIELD_MISSING",
                      "LastName");
  if (!is_blank (email) && !is_email (email))
    return one_error (g_strdup_printf ("Email: invalid email address: %s", email), "INVALID_EMAIL_ADDRESS",
                      "Email");
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      const char *text = sandbox_str (values, limits[i].name);

      if (text != NULL && g_utf8_strlen (text, -1) > limits[i].limit)
        return one_error (g_strdup_printf ("%s: data value too large: %s (max length=%ld)", limits[i].label,
                                           text, limits[i].limit),
                          "STRING_TOO_LONG", limits[i].name);
    }
  return NULL;
}

JsonObject *
sandbox_contact_add (EmbarkSandbox *self, JsonObject *org, JsonObject *values, gint64 time)
{
  JsonObject *contact = json_object_new ();
  g_autofree char *id = sandbox_new_record_id (self, "003");
  g_autofree char *at = sandbox_iso (time);

  json_object_set_string_member (contact, "Id", id);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      const char *text = sandbox_str (values, limits[i].name);

      if (!is_blank (text))
        json_object_set_string_member (contact, limits[i].name, text);
    }
  json_object_set_string_member (contact, "CreatedDate", at);
  json_object_set_string_member (contact, "LastModifiedDate", at);
  json_array_add_object_element (sandbox_ensure_arr (org, "contacts"), contact);
  return contact;
}

JsonObject *
sandbox_contact_record (JsonObject *contact)
{
  JsonObject *record = sandbox_copy_object (contact);
  g_autofree char *url =
      g_strconcat ("/services/data/v61.0/sobjects/Contact/", sandbox_str (contact, "Id"), NULL);

  json_object_set_object_member (record, "attributes",
                                 sandbox_object ("s:type", "Contact", "s:url", url, NULL));
  return record;
}

void
sandbox_contact_changed (EmbarkSandbox *self, JsonObject *org, JsonObject *contact, const char *what)
{
  static const char *const environments[] = { "test", "production" };
  JsonObject *workflow = sandbox_find (sandbox_workflows (self), "trigger", "Contact Updated");
  g_autoptr (JsonNode) payload = NULL;

  payload =
      sandbox_node_object (sandbox_object ("s:Id", sandbox_str (contact, "Id"), "s:change", what, NULL));
  for (guint e = 0; e < G_N_ELEMENTS (environments); e++)
    {
      JsonObject *env = sandbox_environment (self, environments[e]);
      JsonArray *accounts = sandbox_arr (env, "accounts");

      for (guint i = 0; i < sandbox_length (accounts); i++)
        {
          JsonObject *account = sandbox_item (accounts, i);
          JsonObject *connection = sandbox_connection (account, SANDBOX_SALESFORCE);
          const char *config_id = sandbox_str (account, "account_id");
          JsonObject *config = sandbox_config (account, SANDBOX_SALESFORCE, config_id);
          JsonObject *settings =
              sandbox_obj (sandbox_obj (config, "workflows"), sandbox_str (workflow, "id"));
          SandboxStart start = { .env = env,
                                 .account = account,
                                 .workflow = workflow,
                                 .config_id = config_id,
                                 .event = "Contact Updated",
                                 .source = "Event",
                                 .payload = payload,
                                 .time = sandbox_now (self) };

          if (g_strcmp0 (sandbox_str (connection, "org"), sandbox_str (org, "token")) == 0
              && sandbox_is_connected (account, SANDBOX_SALESFORCE) && sandbox_bool (settings, "enabled"))
            sandbox_start_run (self, &start);
        }
    }
}

static JsonObject *
node_config (const SandboxNode *node)
{
  JsonObject *config =
      sandbox_config (node->account, SANDBOX_SALESFORCE, sandbox_str (node->run, "config_id"));

  return sandbox_obj (sandbox_obj (config, "workflows"), sandbox_str (node->workflow, "id"));
}

static JsonNode *
setting (const SandboxNode *node, const char *name)
{
  JsonObject *field = sandbox_find (sandbox_arr (node->workflow, "fields"), "name", name);

  return sandbox_field_value (sandbox_obj (node_config (node), "fields"), field);
}

static JsonNode *
start (const SandboxNode *node, JsonObject *org, gboolean *failed)
{
  return sandbox_deep_copy (node->input);
}

static JsonNode *
respond (const SandboxNode *node, JsonObject *org, gboolean *failed)
{
  /* The account may be gone, and with it the way to its data set. */
  JsonObject *env = node->account != NULL
                        ? sandbox_environment (node->self, sandbox_str (node->account, "environment"))
                        : NULL;
  JsonObject *settings =
      env != NULL ? sandbox_obj (sandbox_workflow_state (env, node->workflow), "settings") : NULL;
  gint64 status = sandbox_int (sandbox_obj (settings, "workflow_response"), "status_code");

  return sandbox_node_object (sandbox_object ("l:status",
                                              status >= 200 && status < 600 ? status : (gint64) 200, "n:body",
                                              sandbox_deep_copy (node->input), NULL));
}

static JsonNode *
map_contact (const SandboxNode *node, JsonObject *org, gboolean *failed)
{
  JsonObject *payload = JSON_NODE_HOLDS_OBJECT (node->input) ? json_node_get_object (node->input) : NULL;
  JsonNode *mapping = setting (node, "Field mapping");
  JsonNode *source = setting (node, "Lead source");
  JsonObject *contact = json_object_new ();
  JsonObject *pairs =
      mapping != NULL && JSON_NODE_HOLDS_OBJECT (mapping) ? json_node_get_object (mapping) : NULL;
  g_autoptr (GList) names = pairs != NULL ? json_object_get_members (pairs) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (sandbox_str (pairs, l->data) != NULL && sandbox_node (payload, l->data) != NULL)
      json_object_set_member (contact, sandbox_str (pairs, l->data),
                              sandbox_deep_copy (sandbox_node (payload, l->data)));
  if (source != NULL)
    json_object_set_member (contact, "LeadSource", sandbox_deep_copy (source));
  return sandbox_node_object (contact);
}

static JsonNode *
create_contact (const SandboxNode *node, JsonObject *org, gboolean *failed)
{
  JsonObject *values = JSON_NODE_HOLDS_OBJECT (node->input) ? json_node_get_object (node->input) : NULL;
  JsonArray *errors = sandbox_contact_errors (values);
  JsonObject *contact;
  g_autofree char *url = NULL;

  if (errors != NULL)
    {
      *failed = TRUE;
      return sandbox_node_array (errors);
    }
  contact = sandbox_contact_add (node->self, org, values, node->time);
  url = sandbox_record_path (org, sandbox_str (contact, "Id"));
  return sandbox_node_object (sandbox_object ("s:id", sandbox_str (contact, "Id"), "b:success", TRUE,
                                              "a:errors", json_array_new (), "s:url", url, NULL));
}

static JsonNode *
get_contact (const SandboxNode *node, JsonObject *org, gboolean *failed)
{
  JsonObject *input = JSON_NODE_HOLDS_OBJECT (node->input) ? json_node_get_object (node->input) : NULL;
  JsonObject *contact = sandbox_find (sandbox_arr (org, "contacts"), "Id", sandbox_str (input, "Id"));

  if (contact == NULL)
    {
      *failed = TRUE;
      return sandbox_node_array (
          one_error (g_strdup ("The requested resource does not exist"), "NOT_FOUND", NULL));
    }
  return sandbox_node_object (sandbox_contact_record (contact));
}

static gboolean
holds_text (JsonNode *list, const char *text)
{
  JsonArray *array = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  for (guint i = 0; i < sandbox_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (item) && g_strcmp0 (json_node_get_string (item), text) == 0)
        return TRUE;
    }
  return FALSE;
}

static double
node_number (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strtod (json_node_get_string (node), NULL);
  return json_node_get_double (node);
}

static JsonNode *
query_opportunities (const SandboxNode *node, JsonObject *org, gboolean *failed)
{
  JsonArray *all = sandbox_arr (org, "opportunities");
  JsonNode *stages = setting (node, "Stages");
  JsonNode *after = setting (node, "Closing after");
  double smallest = node_number (setting (node, "Smallest amount"));
  const char *day = after != NULL && JSON_NODE_HOLDS_VALUE (after) ? json_node_get_string (after) : NULL;
  JsonArray *records = json_array_new ();

  for (guint i = 0; i < sandbox_length (all); i++)
    {
      JsonObject *record = sandbox_item (all, i);

      if (holds_text (stages, sandbox_str (record, "StageName"))
          && sandbox_double (record, "Amount") >= smallest
          && (is_blank (day) || g_strcmp0 (sandbox_str (record, "CloseDate"), day) > 0))
        json_array_add_object_element (records, sandbox_copy_object (record));
    }
  return sandbox_node_object (sandbox_object ("i:totalSize", (int) json_array_get_length (records), "b:done",
                                              TRUE, "a:records", records, NULL));
}

static JsonNode *
shape_opportunities (const SandboxNode *node, JsonObject *org, gboolean *failed)
{
  JsonObject *input = JSON_NODE_HOLDS_OBJECT (node->input) ? json_node_get_object (node->input) : NULL;
  JsonArray *records = sandbox_arr (input, "records");
  JsonArray *deals = json_array_new ();

  for (guint i = 0; i < sandbox_length (records); i++)
    {
      JsonObject *record = sandbox_item (records, i);

      json_array_add_object_element (deals,
                                     sandbox_object ("s:crm_id", sandbox_str (record, "Id"), "s:deal_name",
                                                     sandbox_str (record, "Name"), "d:deal_value",
                                                     sandbox_double (record, "Amount"), "s:stage",
                                                     sandbox_str (record, "StageName"), "s:expected_close",
                                                     sandbox_str (record, "CloseDate"), NULL));
    }
  return sandbox_node_object (sandbox_object ("a:deals", deals, NULL));
}

static JsonNode *
send_on (const SandboxNode *node, JsonObject *org, gboolean *failed)
{
  JsonObject *input = JSON_NODE_HOLDS_OBJECT (node->input) ? json_node_get_object (node->input) : NULL;
  JsonArray *deals = sandbox_arr (input, "deals");

  return sandbox_node_object (sandbox_object ("i:status", 200, "i:accepted",
                                              deals != NULL ? (int) json_array_get_length (deals) : 1,
                                              "n:sent", sandbox_deep_copy (node->input), NULL));
}

static const struct
{
  const char *kind;
  gboolean needs_org; /* it calls Salesforce */
  JsonNode *(*perform) (const SandboxNode *node, JsonObject *org, gboolean *failed);
} kinds[] = {
  { "start", FALSE, start },
  { "map-contact", FALSE, map_contact },
  { "create-contact", TRUE, create_contact },
  { "get-contact", TRUE, get_contact },
  { "query-opportunities", TRUE, query_opportunities },
  { "shape-opportunities", FALSE, shape_opportunities },
  { "send", FALSE, send_on },
  { "response", FALSE, respond },
};

JsonNode *
sandbox_node_perform (const char *kind, const SandboxNode *node, gboolean *failed)
{
  JsonObject *connection = sandbox_connection (node->account, SANDBOX_SALESFORCE);
  JsonObject *org = sandbox_org (node->self, sandbox_str (connection, "org"));
  const char *message;
  const char *code;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i].kind, kind) != 0)
        continue;
      if (kinds[i].needs_org
          && (!sandbox_connection_use (node->self, node->account, node->time, &message, &code)
              || org == NULL))
        {
          *failed = TRUE;
          return sandbox_node_array (one_error (g_strdup (message), code, NULL));
        }
      return kinds[i].perform (node, org, failed);
    }
  *failed = TRUE;
  return sandbox_node_array (one_error (g_strdup_printf ("No node of kind %s", kind), "UNKNOWN_NODE", NULL));
}
