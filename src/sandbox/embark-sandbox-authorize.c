/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The address at which a sign-in begins. By default everything about it is right; switches make it wrong in
 * one way or another, for what is looked at before anybody opens it. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-oauth.h"

/* Nobody listens there: the portal's address then leads nowhere. */
#define NOWHERE "http://127.0.0.1:1"

static const struct
{
  const char *name;
  const char *origin;
} hosts[] = {
  { "production", "https://login.salesforce.com" },
  { "sandbox", "https://test.salesforce.com" },
  { "my-domain", "https://northwind-traders.my.salesforce.com" },
  { "my-domain-sandbox", "https://northwind-traders--uat.sandbox.my.salesforce.com" },
};

/* Parameters of the address that a switch may replace, or with null leave out. */
static const char *const parameters[] = {
  "response_type", "client_id", "redirect_uri", "scope", "code_challenge", "code_challenge_method", NULL,
};

const char *
sandbox_authorize_switch (EmbarkSandbox *self, const char *name)
{
  return sandbox_str (self->authorize, name);
}

static void
append (EmbarkSandbox *self, GString *query, const char *name, const char *value)
{
  JsonNode *other = sandbox_node (self->authorize, name);
  g_autofree char *pair = NULL;

  if (other != NULL)
    value = sandbox_str (self->authorize, name);
  if (value == NULL)
    return;
  pair = soup_form_encode (name, value, NULL);
  g_string_append_printf (query, "%s%s", query->len > 0 ? "&" : "", pair);
}

/* Returns: (transfer full): scheme, host and port of the sign-in page */
static char *
origin (EmbarkSandbox *self)
{
  const char *host = sandbox_authorize_switch (self, "host");

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_strcmp0 (host, hosts[i].name) == 0)
      return g_strdup (hosts[i].origin);
  /* The same server by its other name: a host that is not the one expected, and answers. */
  if (g_strcmp0 (host, "localhost") == 0)
    return g_strdup_printf ("http://localhost:%u", self->port);
  return g_strdup (host != NULL && strstr (host, "://") != NULL ? host : self->base_uri);
}

char *
sandbox_authorize_address (EmbarkSandbox *self, const char *state, const char *challenge)
{
  const char *client = sandbox_str (sandbox_application_settings (self, SANDBOX_SALESFORCE), "client_id");
  g_autofree char *callback = sandbox_redirect_uri (self);
  g_autofree char *begin = origin (self);
  g_autoptr (GString) query = g_string_new (NULL);
  gboolean plain = sandbox_node (self->authorize, "code_challenge") != NULL
                   && sandbox_authorize_switch (self, "code_challenge") == NULL;

  append (self, query, "response_type", "code");
  append (self, query, "client_id", client);
  append (self, query, "redirect_uri", callback);
  append (self, query, "scope", SANDBOX_SCOPES);
  append (self, query, "state", state);
  append (self, query, "code_challenge", challenge);
  append (self, query, "code_challenge_method", plain ? NULL : "S256");
  return g_strconcat (begin, "/services/oauth2/authorize?", query->str, NULL);
}

/* Where the connect page is to be found. */
char *
sandbox_portal_origin (EmbarkSandbox *self)
{
  const char *portal = sandbox_authorize_switch (self, "portal");

  if (g_strcmp0 (portal, "unreachable") == 0)
    return g_strdup (NOWHERE);
  if (g_strcmp0 (portal, "other-host") == 0)
    return g_strdup_printf ("http://localhost:%u", self->port);
  return g_strdup (self->base_uri);
}

gboolean
sandbox_portal_is_down (EmbarkSandbox *self)
{
  return g_strcmp0 (sandbox_authorize_switch (self, "portal"), "down") == 0;
}

static gboolean
is_good_switch (const char *name, JsonNode *node)
{
  static const char *const portals[] = { "up", "down", "unreachable", "other-host", NULL };
  gboolean null = JSON_NODE_HOLDS_NULL (node);
  const char *text = !null && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  if (g_strv_contains (parameters, name))
    return null || text != NULL;
  if (g_str_equal (name, "portal"))
    return text != NULL && g_strv_contains (portals, text);
  if (g_str_equal (name, "credentials") || g_str_equal (name, "live"))
    return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
  if (!g_str_equal (name, "host") || text == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_str_equal (text, hosts[i].name))
      return TRUE;
  return g_str_equal (text, "localhost") || g_str_equal (text, "here") || strstr (text, "://") != NULL;
}

/* {"host"?: "here", "localhost", "production", "sandbox", "my-domain", "my-domain-sandbox" or an origin;
 * "client_id"?, "redirect_uri"?, "scope"?, "response_type"?, "code_challenge"?, "code_challenge_method"?:
 * text, or null to leave it out; "credentials"?: false, and there is no address at all; "live"?: false, and
 * there is no application; "portal"?: "up", "down", "unreachable" or "other-host"}. Each call begins from
 * what is right;
 * {} puts everything right again. */
void
sandbox_control_authorize (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  g_autoptr (GList) names = body != NULL ? json_object_get_members (body) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (!is_good_switch (l->data, sandbox_node (body, l->data)))
      {
        sandbox_reply_error (request, 400, "VALIDATION_ERROR", "%s is no switch, or does not take this",
                             (const char *) l->data);
        return;
      }
  g_clear_pointer (&self->authorize, json_object_unref);
  if (body != NULL)
    self->authorize = sandbox_copy_object (body);
  sandbox_reply_object (request, sandbox_object ("b:success", TRUE, NULL));
}
