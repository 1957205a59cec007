/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Webhook subscriptions of the company, by data set (contract section 13). They are kept and told; nothing is
 * delivered. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

static const char *const events[] = { "Connection Created", "Connection Deleted",
                                      "Connection Expired", "Workflow Completed",
                                      "Workflow Errored",   "Workflow Stopped",
                                      "Workflow Timed Out", NULL };
/* The older documents know these five (register 27). */
static const char *const old_events[] = { "Connection Created", "Connection Deleted", "Connection Expired",
                                          "Workflow Completed", "Workflow Errored",   NULL };

static JsonArray *
webhooks (SandboxRequest *request)
{
  return sandbox_ensure_arr (request->env, "webhooks");
}

static void
reply_all (SandboxRequest *request)
{
  webhooks (request);
  sandbox_reply_node (request, 200, sandbox_deep_copy (sandbox_node (request->env, "webhooks")));
}

void
sandbox_webhook_list (EmbarkSandbox *self, SandboxRequest *request)
{
  reply_all (request);
}

static JsonObject *
named_webhook (SandboxRequest *request)
{
  JsonObject *webhook =
      sandbox_find (webhooks (request), "_id", sandbox_request_parameter (request, "webhook"));

  /* Not 404, as the platform has it. */
  if (webhook == NULL)
    sandbox_reply_error (request, 400, "RESOURCE_NOT_FOUND", "Webhook not found");
  return webhook;
}

void
sandbox_webhook_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *webhook = named_webhook (request);

  if (webhook != NULL)
    sandbox_reply_object (request, sandbox_copy_object (webhook));
}

static gboolean
refuse (SandboxRequest *request, const char *code, const char *message)
{
  sandbox_reply_error (request, 400, code, "%s", message);
  return FALSE;
}

static gboolean
check_events (EmbarkSandbox *self, SandboxRequest *request, JsonNode *node)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (sandbox_length (list) == 0)
    return refuse (request, "VALIDATION_ERROR", "webhook_events needs at least one event");
  for (guint i = 0; i < sandbox_length (list); i++)
    {
      JsonNode *item = json_array_get_element (list, i);
      const char *name = JSON_NODE_HOLDS_VALUE (item) ? json_node_get_string (item) : NULL;

      if (name == NULL || !g_strv_contains (self->style_v2 ? old_events : events, name))
        return refuse (request, "INVALID_EVENT", "Invalid event. Check events list in documentation.");
    }
  return TRUE;
}

static gboolean
is_one_of (JsonObject *body, const char *name, const char *const *values)
{
  return sandbox_node (body, name) == NULL
         || (sandbox_str (body, name) != NULL && g_strv_contains (values, sandbox_str (body, name)));
}

static gboolean
check_url (SandboxRequest *request, const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (scheme != NULL && (g_str_equal (scheme, "https") || g_str_equal (scheme, "http"))
      && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    return TRUE;
  return refuse (request, "VALIDATION_ERROR", "webhook_url must be an http or https address");
}

static gboolean
check_body (EmbarkSandbox *self, SandboxRequest *request, JsonObject *body, gboolean is_new)
{
  static const char *const types[] = { "default", "slack", "custom", NULL };
  static const char *const methods[] = { "POST", "PUT", "PATCH", NULL };

  if (is_new && (sandbox_node (body, "webhook_url") == NULL || sandbox_node (body, "webhook_events") == NULL))
    return refuse (request, "VALIDATION_ERROR", "webhook_url and webhook_events are required");
  if (sandbox_node (body, "webhook_url") != NULL && !check_url (request, sandbox_str (body, "webhook_url")))
    return FALSE;
  if (sandbox_node (body, "webhook_events") != NULL
      && !check_events (self, request, sandbox_node (body, "webhook_events")))
    return FALSE;
  if (!is_one_of (body, "webhook_type", types))
    return refuse (request, "VALIDATION_ERROR", "webhook_type must be default, slack or custom");
  if (!is_one_of (body, "method", methods))
    return refuse (request, "VALIDATION_ERROR", "method must be POST, PUT or PATCH");
  if (sandbox_node (body, "webhook_headers") != NULL && sandbox_obj (body, "webhook_headers") == NULL)
    return refuse (request, "VALIDATION_ERROR", "webhook_headers must be an object");
  if (sandbox_node (body, "workflow_ids") != NULL && sandbox_arr (body, "workflow_ids") == NULL)
    return refuse (request, "VALIDATION_ERROR", "workflow_ids must be an array");
  return TRUE;
}

static void
apply_body (EmbarkSandbox *self, JsonObject *webhook, JsonObject *body)
{
  static const char *const members[] = {
    "webhook_url", "webhook_events", "is_enabled",   "webhook_type", "webhook_headers",     "webhook_body",
    "method",      "slug",           "workflow_ids", "description",  "webhook_description", "group"
  };
  g_autofree char *at = sandbox_iso (sandbox_now (self));

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *node = sandbox_node (body, members[i]);

      if (node != NULL && JSON_NODE_HOLDS_NULL (node) && json_object_has_member (webhook, members[i]))
        json_object_remove_member (webhook, members[i]);
      else if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        json_object_set_member (webhook, members[i], sandbox_deep_copy (node));
    }
  json_object_set_string_member (webhook, "updatedAt", at);
}

void
sandbox_webhook_create (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  g_autofree char *id = NULL;
  g_autofree char *at = sandbox_iso (sandbox_now (self));
  JsonObject *webhook;

  if (!check_body (self, request, body, TRUE))
    return;
  id = sandbox_new_id (self);
  webhook = sandbox_object ("s:_id", id, "s:org_id", SANDBOX_ORGANISATION, "s:environment",
                            request->environment, "b:is_enabled", TRUE, "a:workflow_ids", json_array_new (),
                            "s:method", "POST", "s:webhook_type", "default", "s:createdAt", at, NULL);
  apply_body (self, webhook, body);
  json_array_add_object_element (webhooks (request), webhook);
  sandbox_reply_object (request, sandbox_copy_object (webhook));
}

void
sandbox_webhook_update (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *webhook = named_webhook (request);
  JsonObject *body = sandbox_request_object (request);

  if (webhook == NULL || !check_body (self, request, body, FALSE))
    return;
  apply_body (self, webhook, body);
  sandbox_reply_object (request, sandbox_copy_object (webhook));
}

void
sandbox_webhook_delete (EmbarkSandbox *self, SandboxRequest *request)
{
  if (named_webhook (request) == NULL)
    return;
  sandbox_remove (webhooks (request), "_id", sandbox_request_parameter (request, "webhook"));
  reply_all (request);
}

void
sandbox_webhook_group_edit (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  JsonArray *ids = sandbox_arr (body, "webhookIds");
  const char *group = sandbox_str (body, "group");

  if (sandbox_length (ids) == 0)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "webhookIds is required");
      return;
    }
  /* All of them or none. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < sandbox_length (ids); i++)
      {
        JsonNode *id = json_array_get_element (ids, i);
        JsonObject *webhook = sandbox_find (webhooks (request), "_id",
                                            JSON_NODE_HOLDS_VALUE (id) ? json_node_get_string (id) : NULL);

        if (webhook == NULL)
          {
            sandbox_reply_error (request, 400, "RESOURCE_NOT_FOUND", "Webhook not found");
            return;
          }
        if (pass == 1 && group != NULL)
          json_object_set_string_member (webhook, "group", group);
        else if (pass == 1 && json_object_has_member (webhook, "group"))
          json_object_remove_member (webhook, "group");
      }
  reply_all (request);
}
