/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform's documents disagree by age. What is told differently by kind stands where it is told (it asks
 * style_v2); here is what differs in every error: its members, and the statuses that drifted (contract 3.1).
 */

#include "config.h"

#include "embark-sandbox-private.h"

static const struct
{
  SandboxHandler handler;
  guint status; /* in the newer documents */
  guint old;    /* in the older ones */
} drifts[] = {
  { sandbox_token_mint, 400, 500 },      { sandbox_account_get, 404, 400 },
  { sandbox_account_delete, 404, 500 },  { sandbox_application_get, 404, 500 },
  { sandbox_config_ensure, 404, 500 },   { sandbox_config_update, 404, 500 },
  { sandbox_workflow_toggle, 400, 500 }, { sandbox_event_get, 404, 400 },
  { sandbox_event_update, 404, 400 },    { sandbox_event_delete, 404, 400 },
  { sandbox_event_fire, 404, 400 },      { sandbox_hosted_properties, 401, 500 },
};

guint
sandbox_style_status (SandboxRequest *request, guint status)
{
  if (!request->style_v2 || request->route == NULL)
    return status;
  for (guint i = 0; i < G_N_ELEMENTS (drifts); i++)
    if (drifts[i].handler == request->route->handler && drifts[i].status == status)
      return drifts[i].old;
  return status;
}

JsonObject *
sandbox_style_error (
    SandboxRequest *request, guint status, const char *type, const char *code, const char *message)
{
  gboolean flow = request->route != NULL && (request->route->flags & SANDBOX_FLOW) != 0;
  g_autofree char *id = NULL;

  if (!request->style_v2)
    /* A bad key is `error` on both sides. */
    return sandbox_object ("i:status_code", (int) status, "s:http_error_type", type,
                           flow && status != 401 ? "s:error_code" : "s:error", code, "s:message", message,
                           NULL);
  id = g_uuid_string_random ();
  /* One of their samples has the two the wrong way round. */
  if (request->route != NULL && request->route->handler == sandbox_execution_list && status == 400)
    return sandbox_object ("i:status_code", (int) status, "s:http_error_type", code, "s:error_code", type,
                           "s:message", message, "s:request_id", id, NULL);
  return sandbox_object ("i:status_code", (int) status, flow ? "s:http_error_type" : "s:error_type", type,
                         "s:error_code", code, "s:message", message, "s:request_id", id, NULL);
}

gboolean
embark_sandbox_set_style (EmbarkSandbox *self, const char *style)
{
  if (g_strcmp0 (style, "v2") != 0 && g_strcmp0 (style, "v3") != 0)
    return FALSE;
  self->style_v2 = g_str_equal (style, "v2");
  return TRUE;
}

static const struct
{
  const char *name;
  SandboxOddities flag;
} oddities[] = {
  { "account-created", SANDBOX_ODD_ACCOUNT_CREATED },
  { "configs-object", SANDBOX_ODD_CONFIGS_OBJECT },
  { "event-keys", SANDBOX_ODD_EVENT_KEYS },
};

/* Returns: 0 when there is none of that name */
static guint
oddity (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (oddities); i++)
    if (g_strcmp0 (oddities[i].name, name) == 0)
      return oddities[i].flag;
  return 0;
}

void
sandbox_control_style (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  JsonArray *odd = sandbox_arr (body, "odd");
  guint flags = 0;

  for (guint i = 0; i < sandbox_length (odd); i++)
    {
      JsonNode *node = json_array_get_element (odd, i);
      guint flag = JSON_NODE_HOLDS_VALUE (node) ? oddity (json_node_get_string (node)) : 0;

      flags |= flag;
      if (flag == 0)
        {
          sandbox_reply_error (request, 400, "VALIDATION_ERROR",
                               "odd holds account-created, configs-object and event-keys");
          return;
        }
    }
  if (sandbox_node (body, "style") != NULL && !embark_sandbox_set_style (self, sandbox_str (body, "style")))
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "style is v2 or v3");
      return;
    }
  if (odd != NULL)
    self->odd = flags;
  sandbox_reply_object (request, sandbox_object ("b:success", TRUE, NULL));
}
