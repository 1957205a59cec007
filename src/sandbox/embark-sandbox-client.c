/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The OAuth client, as each side has it: what Salesforce knows of the app that was made there, and what the
 * platform was told of it in its dashboard. Connecting works when they agree. In the document:
 *
 *   salesforce_app: { client_id, client_secret, callback?, code_grant },
 *   applications: { SLUG: { live, client_id?, client_secret? } }
 */

#include "config.h"

#include "embark-sandbox-oauth.h"

JsonObject *
sandbox_salesforce_app (EmbarkSandbox *self)
{
  JsonObject *app = sandbox_ensure_obj (self->state, "salesforce_app");

  /* A snapshot may be older than this. */
  if (sandbox_str (app, "client_id") == NULL)
    {
      g_autofree char *text = g_strdup_printf ("client:%" G_GINT64_FORMAT, sandbox_int (self->state, "seed"));
      g_autofree char *digits = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      g_autofree char *secret = g_ascii_strup (digits, -1);

      json_object_set_string_member (app, "client_id", SANDBOX_CLIENT_ID);
      json_object_set_string_member (app, "client_secret", secret);
      json_object_set_boolean_member (app, "code_grant", TRUE);
    }
  return app;
}

JsonObject *
sandbox_application_settings (EmbarkSandbox *self, const char *slug)
{
  JsonObject *all = sandbox_ensure_obj (self->state, "applications");
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", slug);
  JsonObject *settings = sandbox_obj (all, slug);

  if (settings != NULL)
    return settings;
  settings = sandbox_ensure_obj (all, slug);
  json_object_set_boolean_member (settings, "live", sandbox_bool (app, "live") && !self->fresh_app);
  if (g_str_equal (slug, SANDBOX_SALESFORCE) && !self->fresh_app)
    {
      JsonObject *known = sandbox_salesforce_app (self);

      json_object_set_string_member (settings, "client_id", sandbox_str (known, "client_id"));
      json_object_set_string_member (settings, "client_secret", sandbox_str (known, "client_secret"));
    }
  return settings;
}

void
sandbox_client_seed (EmbarkSandbox *self)
{
  sandbox_application_settings (self, SANDBOX_SALESFORCE);
}

static gboolean
is_switched_off (EmbarkSandbox *self, const char *name)
{
  return sandbox_node (self->authorize, name) != NULL && !sandbox_bool (self->authorize, name);
}

gboolean
sandbox_application_is_live (EmbarkSandbox *self, JsonObject *app)
{
  const char *slug = sandbox_str (app, "slug");

  if (slug == NULL || (g_str_equal (slug, SANDBOX_SALESFORCE) && is_switched_off (self, "live")))
    return FALSE;
  return sandbox_bool (sandbox_application_settings (self, slug), "live");
}

gboolean
sandbox_has_client (EmbarkSandbox *self)
{
  JsonObject *told = sandbox_application_settings (self, SANDBOX_SALESFORCE);

  return sandbox_str (told, "client_id") != NULL && sandbox_str (told, "client_secret") != NULL
         && !is_switched_off (self, "credentials");
}

char *
sandbox_redirect_uri (EmbarkSandbox *self)
{
  return g_strconcat (self->base_uri, "/api/v1/" SANDBOX_SALESFORCE "/callback", NULL);
}

const SandboxOauthError *
sandbox_check_client (EmbarkSandbox *self, const char *client_id, const char *client_secret)
{
  JsonObject *app = sandbox_salesforce_app (self);

  if (g_strcmp0 (client_id, sandbox_str (app, "client_id")) != 0)
    return sandbox_oauth_error ("client-id-unknown");
  if (client_secret == NULL || !sandbox_equal_secret (client_secret, sandbox_str (app, "client_secret")))
    return sandbox_oauth_error ("client-secret");
  if (!sandbox_bool (app, "code_grant"))
    return sandbox_oauth_error ("grant-type");
  return NULL;
}

static gboolean
is_text_or_null (JsonObject *side, const char *name)
{
  JsonNode *node = sandbox_node (side, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) || sandbox_str (side, name) != NULL;
}

static gboolean
is_flag (JsonObject *side, const char *name)
{
  JsonNode *node = sandbox_node (side, name);

  return node == NULL || json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

/* Null takes a member away. */
static void
copy_member (JsonObject *from, JsonObject *to, const char *name)
{
  JsonNode *node = sandbox_node (from, name);

  if (node == NULL)
    return;
  if (JSON_NODE_HOLDS_NULL (node))
    json_object_remove_member (to, name);
  else
    json_object_set_member (to, name, json_node_copy (node));
}

/* {"salesforce": {"client_id"?, "client_secret"?, "callback"?, "code_grant"?}, "platform": {"live"?,
 * "client_id"?, "client_secret"?}, "fresh"?}: changes what is named, and answers both sides as they are then.
 */
void
sandbox_control_client (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  JsonObject *salesforce = sandbox_obj (body, "salesforce");
  JsonObject *platform = sandbox_obj (body, "platform");
  JsonObject *known = sandbox_salesforce_app (self);
  JsonObject *told = sandbox_application_settings (self, SANDBOX_SALESFORCE);

  if (sandbox_str (salesforce, "client_id") == NULL && sandbox_node (salesforce, "client_id") != NULL)
    salesforce = NULL;
  if ((salesforce == NULL && sandbox_node (body, "salesforce") != NULL)
      || (sandbox_str (salesforce, "client_secret") == NULL
          && sandbox_node (salesforce, "client_secret") != NULL)
      || !is_text_or_null (salesforce, "callback") || !is_flag (salesforce, "code_grant")
      || !is_flag (platform, "live") || !is_text_or_null (platform, "client_id")
      || !is_text_or_null (platform, "client_secret"))
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR",
                           "salesforce and platform are objects; live and code_grant are true or false, the "
                           "rest is text");
      return;
    }
  copy_member (salesforce, known, "client_id");
  copy_member (salesforce, known, "client_secret");
  copy_member (salesforce, known, "callback");
  copy_member (salesforce, known, "code_grant");
  if (sandbox_bool (body, "fresh"))
    {
      json_object_set_boolean_member (told, "live", FALSE);
      json_object_remove_member (told, "client_id");
      json_object_remove_member (told, "client_secret");
    }
  copy_member (platform, told, "live");
  copy_member (platform, told, "client_id");
  copy_member (platform, told, "client_secret");
  sandbox_reply_object (request, sandbox_object ("o:salesforce", sandbox_copy_object (known), "o:platform",
                                                 sandbox_copy_object (told), NULL));
}
