/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events that come twice (contract 3.4): a workflow may name what tells them apart, and for five minutes the
 * second becomes a run that does nothing. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

#define WINDOW (5 * 60 * 1000)

/* Returns: (transfer full) (nullable): what the setting makes of this event: "{event:order.id}" takes a
 * member of the payload, else the header of that name */
char *
sandbox_dedup_key (SandboxRequest *request, JsonObject *workflow, JsonNode *payload)
{
  const char *pattern =
      sandbox_str (sandbox_obj (sandbox_workflow_state (request->env, workflow), "settings"), "dedup_key");
  g_autofree char *path = NULL;
  g_auto (GStrv) parts = NULL;
  JsonNode *node = payload;

  if (pattern == NULL || !g_str_has_prefix (pattern, "{event:") || !g_str_has_suffix (pattern, "}"))
    return NULL;
  path = g_strndup (pattern + strlen ("{event:"), strlen (pattern) - strlen ("{event:}"));
  parts = g_strsplit (path, ".", 16);
  for (guint i = 0; parts[i] != NULL && node != NULL; i++)
    node = JSON_NODE_HOLDS_OBJECT (node) ? sandbox_node (json_node_get_object (node), parts[i]) : NULL;
  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    return sandbox_json_print (node, FALSE);
  return g_strdup (*path != '\0' ? sandbox_request_header (request, path) : NULL);
}

void
sandbox_mark_duplicate (JsonObject *env, JsonObject *run, const char *key)
{
  JsonArray *runs = sandbox_arr (env, "runs");

  json_object_set_string_member (run, "dedup", key);
  for (guint i = sandbox_length (runs); i > 0; i--)
    {
      JsonObject *other = sandbox_item (runs, i - 1);

      if (other != run && g_strcmp0 (sandbox_str (other, "dedup"), key) == 0
          && g_strcmp0 (sandbox_str (other, "status"), "DUPLICATE") != 0
          && g_strcmp0 (sandbox_str (other, "workflow_id"), sandbox_str (run, "workflow_id")) == 0
          && g_strcmp0 (sandbox_str (other, "account_id"), sandbox_str (run, "account_id")) == 0
          && g_strcmp0 (sandbox_str (other, "config_id"), sandbox_str (run, "config_id")) == 0
          && sandbox_int (run, "created") - sandbox_int (other, "created") < WINDOW)
        {
          json_object_set_string_member (run, "status", "DUPLICATE");
          json_object_set_int_member (run, "finished", sandbox_int (run, "created"));
          return;
        }
    }
}
