/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Single calls to the connected application, which make a cheap test of the connection (contract 13). */

#include "config.h"

#include <string.h>

#include "embark-sandbox-oauth.h"

typedef struct
{
  const char *id;
  const char *name;
  const char *description;
  const char *tag;
  struct
  {
    const char *name;
    const char *label;
    gboolean required;
  } inputs[4]; /* text, ended by one without name */
} Action;

static const Action actions[] = {
  { "get_entity_with_soql",
    "Get entity with SOQL",
    "Runs a query and gives what it finds.",
    "Query",
    { { "q", "SOQL query", TRUE } } },
  { "get_accounts", "Get Accounts", "Lists accounts.", "Account", { { "limit", "Limit", FALSE } } },
  { "create_contact",
    "Create Contact",
    "Creates a contact.",
    "Contact",
    { { "LastName", "Last Name", TRUE },
      { "FirstName", "First Name", FALSE },
      { "Email", "Email", FALSE } } },
  { "httprequest",
    "HTTP Request",
    "Calls an address of Salesforce’s API.",
    NULL,
    { { "url", "URL", TRUE }, { "method", "Method", FALSE } } },
};

static gboolean
check_application (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *slug = sandbox_request_parameter (request, "slug");

  if (g_str_equal (slug, SANDBOX_SALESFORCE))
    return TRUE;
  sandbox_reply_error (request, 404, "INVALID_APP_ID", "Application with slug '%s' is not enabled", slug);
  return FALSE;
}

static const Action *
named_action (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *id = sandbox_request_parameter (request, "action");

  if (!check_application (self, request))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].id, id))
      return &actions[i];
  sandbox_reply_error (request, 404, "RESOURCE_NOT_FOUND", "Action %s not found in Application %s", id,
                       sandbox_request_parameter (request, "slug"));
  return NULL;
}

void
sandbox_action_list (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *list;

  if (!check_application (self, request))
    return;
  list = json_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    json_array_add_object_element (
        list, sandbox_object ("s:name", actions[i].name, "s:action_id", actions[i].id, "s:description",
                              actions[i].description, "s:tag", actions[i].tag, NULL));
  sandbox_reply_array (request, list);
}

void
sandbox_action_get (EmbarkSandbox *self, SandboxRequest *request)
{
  const Action *action = named_action (self, request);
  JsonArray *list;

  if (action == NULL)
    return;
  list = json_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (action->inputs) && action->inputs[i].name != NULL; i++)
    json_array_add_object_element (list, sandbox_object ("s:name", action->inputs[i].name, "s:label",
                                                         action->inputs[i].label, "b:required",
                                                         action->inputs[i].required, "s:type", "text", NULL));
  sandbox_reply_array (request, list);
}

static JsonObject *
one_record (const char *type, const char *id, const char *name)
{
  return sandbox_object ("o:attributes", sandbox_object ("s:type", type, NULL), "s:Id", id, "s:Name", name,
                         NULL);
}

static JsonObject *
perform (EmbarkSandbox *self, SandboxRequest *request, const Action *action, JsonObject *org, guint *status)
{
  JsonObject *input = sandbox_request_object (request);
  JsonArray *records = json_array_new ();
  JsonArray *errors = g_str_equal (action->id, "create_contact") ? sandbox_contact_errors (input) : NULL;
  JsonArray *deals = sandbox_arr (org, "opportunities");

  if (g_str_equal (action->id, "create_contact"))
    {
      json_array_unref (records);
      *status = errors != NULL ? 400 : 201;
      if (errors != NULL)
        return sandbox_object ("a:errors", errors, NULL);
      return sandbox_object ("s:id",
                             sandbox_str (sandbox_contact_add (self, org, input, sandbox_now (self)), "Id"),
                             "b:success", TRUE, "a:errors", json_array_new (), NULL);
    }
  if (g_str_equal (action->id, "get_entity_with_soql"))
    for (guint i = 0; i < sandbox_length (deals); i++)
      json_array_add_object_element (records,
                                     one_record ("Opportunity", sandbox_str (sandbox_item (deals, i), "Id"),
                                                 sandbox_str (sandbox_item (deals, i), "Name")));
  else
    json_array_add_object_element (
        records, one_record ("Account", sandbox_str (org, "id"), sandbox_str (org, "name")));
  return sandbox_object ("i:totalSize", (int) json_array_get_length (records), "b:done", TRUE, "a:records",
                         records, NULL);
}

void
sandbox_action_execute (EmbarkSandbox *self, SandboxRequest *request)
{
  const Action *action = named_action (self, request);
  JsonObject *connection = sandbox_connection (request->account, SANDBOX_SALESFORCE);
  JsonObject *org = sandbox_org (self, sandbox_str (connection, "org"));
  const char *message;
  const char *code;
  JsonObject *data;
  guint status = 200;

  if (action == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (action->inputs) && action->inputs[i].name != NULL; i++)
    if (action->inputs[i].required
        && sandbox_node (sandbox_request_object (request), action->inputs[i].name) == NULL)
      {
        sandbox_reply_error (request, 400, "VALIDATION_ERROR", "%s is required", action->inputs[i].name);
        return;
      }
  if (org == NULL)
    {
      sandbox_reply_error (request, 400, "SERVER_ERROR",
                           "Application %s is not connected for linked account %s", SANDBOX_SALESFORCE,
                           request->account_id);
      return;
    }
  if (!sandbox_connection_use (self, request->account, sandbox_now (self), &message, &code))
    {
      status = 401;
      data = sandbox_object ("s:message", message, "s:errorCode", code, NULL);
    }
  else
    {
      data = perform (self, request, action, org, &status);
    }
  /* What Salesforce said is told within; the call itself went well. */
  sandbox_reply_object (request,
                        sandbox_object ("o:data", data, "s:node_status", status < 300 ? "Success" : "Errored",
                                        "i:http_status", (int) status, NULL));
}
