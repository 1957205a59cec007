/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Applications, their sign-in address, and the shape of their credentials (contract section 5). */

#include "config.h"

#include "embark-sandbox-oauth.h"

/* Text, or an object (register 29), or a text that names nobody. Returns: (transfer full) */
static JsonNode *
identifier (EmbarkSandbox *self, JsonObject *who)
{
  g_autofree char *text =
      g_strdup_printf ("%s (%s)", sandbox_str (who, "email"), sandbox_str (who, "org_name"));
  const char *form = self->identifier != NULL ? self->identifier : self->style_v2 ? "object" : "text";

  if (g_str_equal (form, "object"))
    return sandbox_node_object (sandbox_copy_object (who));
  if (g_str_equal (form, "email"))
    return sandbox_node_string (sandbox_str (who, "email"));
  return sandbox_node_string (g_str_equal (form, "none") ? "NA" : text);
}

/* {"form": "text" (user and org), "email", "object" or "none"}; null is the style's own again. */
void
sandbox_control_identifier (EmbarkSandbox *self, SandboxRequest *request)
{
  static const char *const forms[] = { "text", "email", "object", "none", NULL };
  const char *form = sandbox_str (sandbox_request_object (request), "form");

  if (form != NULL && !g_strv_contains (forms, form))
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "form is text, email, object or none");
      return;
    }
  g_free (self->identifier);
  self->identifier = g_strdup (form);
  sandbox_reply_object (request, sandbox_object ("b:success", TRUE, NULL));
}

static JsonObject *
application_record (EmbarkSandbox *self, JsonObject *app, JsonObject *account)
{
  const char *slug = sandbox_str (app, "slug");
  JsonObject *connection = sandbox_connection (account, slug);
  JsonObject *who = sandbox_obj (connection, "identifier");
  JsonArray *tags = json_array_new ();
  JsonArray *accounts;
  JsonObject *record;

  json_array_add_string_element (tags, sandbox_str (app, "tag"));
  record =
      sandbox_object ("s:_id", sandbox_str (app, "app_id"), "s:name", sandbox_str (app, "name"), "s:type",
                      slug, "s:slug", slug, "s:app_id", sandbox_str (app, "app_id"), "s:icon", "",
                      "s:description", sandbox_str (app, "description"), "a:tags", tags, "s:auth_type",
                      "oauth2", "o:auth_type_options", sandbox_object ("a:oauth2", json_array_new (), NULL),
                      "a:auth_input_map", json_array_new (), "b:ecosystem", FALSE, NULL);
  /* Not connected: false in the older documents, missing in the newer ones (register 28). */
  if (connection == NULL && self->style_v2)
    json_object_set_boolean_member (record, "connected", FALSE);
  if (connection == NULL)
    return record;

  accounts = json_array_new ();
  json_array_add_object_element (
      accounts, sandbox_object ("n:identifier", identifier (self, who), "s:connectedAt",
                                sandbox_str (connection, "connectedAt"), "s:status",
                                sandbox_str (connection, "status"), "s:auth_type", "oauth2", NULL));
  json_object_set_boolean_member (record, "connected", TRUE);
  json_object_set_array_member (record, "connected_accounts", accounts);
  json_object_set_boolean_member (record, "reauth_required",
                                  g_strcmp0 (sandbox_str (connection, "status"), "expired") == 0);
  return record;
}

static JsonObject *
live_application (EmbarkSandbox *self, const char *slug)
{
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", slug);

  return sandbox_application_is_live (self, app) ? app : NULL;
}

static gboolean
passes (SandboxRequest *request, JsonObject *app)
{
  const char *slug = sandbox_request_query (request, "slug");
  const char *tags = sandbox_request_query (request, "tags");
  const char *ecosystem = sandbox_request_query (request, "ecosystem");
  const char *type = sandbox_request_query (request, "auth_type");
  g_auto (GStrv) wanted = g_strsplit (tags != NULL ? tags : "", ",", -1);

  return (slug == NULL || g_strcmp0 (slug, sandbox_str (app, "slug")) == 0)
         && (tags == NULL || g_strv_contains ((const char *const *) wanted, sandbox_str (app, "tag")))
         && (ecosystem == NULL || !g_str_equal (ecosystem, "true"))
         && (type == NULL || g_str_equal (type, "oauth2"));
}

void
sandbox_application_list (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *apps = sandbox_arr (self->catalogue, "applications");
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sandbox_length (apps); i++)
    {
      JsonObject *app = sandbox_item (apps, i);

      if (sandbox_application_is_live (self, app) && passes (request, app))
        json_array_add_object_element (list, application_record (self, app, request->account));
    }
  sandbox_reply_array (request, list);
}

static JsonObject *
named_application (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *slug = sandbox_request_parameter (request, "slug");
  JsonObject *app = live_application (self, slug);

  if (app == NULL)
    sandbox_reply_error (request, 404, "EXTERNAL_API_FAILURE",
                         "Application with app_type '%s' not found for org %s", slug, SANDBOX_ORGANISATION);
  return app;
}

void
sandbox_application_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = named_application (self, request);

  if (app != NULL)
    sandbox_reply_object (request, application_record (self, app, request->account));
}

void
sandbox_auth_structure (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *slug = sandbox_request_parameter (request, "slug");
  JsonObject *structure;

  if (sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", slug) == NULL)
    {
      sandbox_reply_error (request, 500, "SERVER_ERROR", "Schema not found for integration type: %s", slug);
      return;
    }
  structure = sandbox_object ("s:access_token", "string", "s:refresh_token", "string", "s:client_id",
                              "string", "s:client_secret", "string", "o:callback_url",
                              sandbox_object ("s:type", "string", "b:required", FALSE, NULL), NULL);
  sandbox_reply_object (request, sandbox_object ("o:oauth2", structure, NULL));
}

/* How it fails without credentials is not documented (contract 5). */
static void
reply_address (SandboxRequest *request, const char *uri)
{
  if (uri != NULL)
    sandbox_reply_object (request, sandbox_object ("s:auth_url", uri, NULL));
  else
    sandbox_reply_error (request, 500, "SERVER_ERROR", "Auth credentials not found for application %s",
                         sandbox_request_parameter (request, "slug"));
}

void
sandbox_oauth_url (EmbarkSandbox *self, SandboxRequest *request)
{
  g_autofree char *uri = NULL;

  if (named_application (self, request) == NULL)
    return;
  uri = sandbox_authorize_uri (self, request->environment, request->account_id, NULL, FALSE);
  reply_address (request, uri);
}

/* What the platform's own script calls before it opens the sign-in window. */
void
sandbox_integrate (EmbarkSandbox *self, SandboxRequest *request)
{
  g_autofree char *portal = NULL;
  g_autofree char *uri = NULL;

  if (named_application (self, request) == NULL)
    return;
  portal = g_strconcat ("/connect/", request->token, "/", sandbox_request_parameter (request, "slug"), NULL);
  uri = sandbox_authorize_uri (self, request->environment, request->account_id, portal,
                               g_strcmp0 (sandbox_request_query (request, "window"), "new") == 0);
  reply_address (request, uri);
}
