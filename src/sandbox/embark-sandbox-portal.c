/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hosted portal (contract section 16.1). Its address holds a session token, which is all the access
 * control there is: as at the platform, whoever has the address may connect and disconnect.
 *
 * By keyboard alone, from the moment a page is shown:
 *   list of integrations   Enter (the Salesforce card has the focus)
 *   Salesforce             Enter (Connect, Reconnect or Try Again has the focus); Tab, Enter: Disconnect when
 * connected sign-in                USERNAME Tab PASSWORD Enter (the user name has the focus) consent Enter:
 * Allow; Tab Enter: Deny callback               nothing: the window closes itself, or the portal comes back
 * with its button focused
 */

#include "config.h"

#include "embark-sandbox-oauth.h"

/* Our own drawings. */
static const struct
{
  const char *slug;
  const char *drawing;
} drawings[] = {
  { "salesforce", "<svg viewBox=\"0 0 32 32\"><path d=\"M9 25a6 6 0 0 1-.600-12A8 8 0 0 1 23 11.500 7 7 0 0 "
                  "1 23 25z\"/></svg>" },
  { "hubspot", "<svg viewBox=\"0 0 32 32\"><circle cx=\"20\" cy=\"19\" r=\"5\"/><path d=\"M20 14V8M16 22l-6 "
               "5M16 17L8 10\"/></svg>" },
  { "slack", "<svg viewBox=\"0 0 32 32\"><path d=\"M12 6v20M20 6v20M6 12h20M6 20h20\"/></svg>" },
};

const char *
sandbox_drawing (const char *slug)
{
  for (guint i = 0; i < G_N_ELEMENTS (drawings); i++)
    if (g_str_equal (drawings[i].slug, slug))
      return drawings[i].drawing;
  return "";
}

#define DOT "<svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><circle cx=\"5\" cy=\"5\" r=\"4\"/></svg>"

static const char *
state_chip (JsonObject *account, const char *slug)
{
  JsonObject *connection = sandbox_connection (account, slug);

  if (sandbox_is_connected (account, slug))
    return "<span class=\"chip ok\">" DOT "Connected</span>";
  if (connection != NULL)
    return "<span class=\"chip warn\">" DOT "Expired</span>";
  if (sandbox_obj (account, "last_error") != NULL
      && g_strcmp0 (sandbox_str (sandbox_obj (account, "last_error"), "code"), "access_denied") != 0)
    return "<span class=\"chip bad\">" DOT "Refused</span>";
  return "<span class=\"chip\">Not connected</span>";
}

static void
refuse_link (EmbarkSandbox *self, SandboxRequest *request, const char *token)
{
  /* As if it were still the beginning of time, to hear of those that have ended. */
  g_autoptr (JsonObject) ever = sandbox_jwt_verify (token, self->secret, 0);
  const char *text = "It was not issued here. Ask the person who sent it for a new one.";

  if (ever != NULL && g_hash_table_contains (self->revoked, sandbox_str (ever, "jti")))
    text = "It was revoked. Ask the person who sent it for a new one.";
  else if (ever != NULL && request->claims == NULL)
    text = "It has expired. Ask the person who sent it for a new one.";
  else if (ever != NULL)
    text = "The account that it was for is gone.";
  if (ever != NULL)
    json_object_set_string_member (request->record, "link", sandbox_str (ever, "jti"));
  sandbox_reply_notice (self, request, 401, "This link is no longer valid", text);
}

gboolean
sandbox_portal_enter (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *token = sandbox_request_parameter (request, "token");

  request->claims = sandbox_check_token (self, token);
  if (request->claims != NULL)
    {
      request->auth = "bearer";
      request->token = g_strdup (token);
      request->environment =
          g_strcmp0 (sandbox_str (request->claims, "environment"), "production") == 0 ? "production" : "test";
      request->env = sandbox_environment (self, request->environment);
      request->account_id = g_strdup (sandbox_str (request->claims, "linked_account_id"));
      request->account = sandbox_account (request->env, request->account_id);
    }
  if (request->account == NULL)
    {
      refuse_link (self, request, token);
      return FALSE;
    }
  /* The id in the token opens nothing, and tells one link's visitors from another's. */
  json_object_set_string_member (request->record, "link", sandbox_str (request->claims, "jti"));
  return TRUE;
}

JsonObject *
sandbox_portal_app_of (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug",
                                  sandbox_request_parameter (request, "slug"));

  if (sandbox_application_is_live (self, app))
    return app;
  sandbox_reply_notice (self, request, 404, "No such integration",
                        "Go back to the list and choose another one.");
  return NULL;
}

/* What a page hands on to the next. Returns: (transfer full): empty, or with its question mark */
char *
sandbox_portal_query (SandboxRequest *request)
{
  const char *config = sandbox_request_query (request, "config_id");
  gboolean same = g_strcmp0 (sandbox_request_query (request, "variant"), "same-window") == 0;
  g_autofree char *escaped = config != NULL ? g_uri_escape_string (config, NULL, FALSE) : NULL;

  return g_strconcat (same ? "?variant=same-window" : "", escaped != NULL ? (same ? "&" : "?") : "",
                      escaped != NULL ? "config_id=" : "", escaped, NULL);
}

/* An address that names a workflow leads to its settings. Returns: whether it does */
static gboolean
follow_deep_link (SandboxRequest *request)
{
  const char *workflow = sandbox_request_query (request, "workflow");
  g_autofree char *query = sandbox_portal_query (request);
  g_autofree char *escaped = workflow != NULL ? g_uri_escape_string (workflow, NULL, FALSE) : NULL;
  g_autofree char *path = NULL;

  if (workflow == NULL)
    return FALSE;
  path = g_strconcat ("/connect/", request->token, "/" SANDBOX_SALESFORCE "/configure", query,
                      *query != '\0' ? "&" : "?", "workflow=", escaped, NULL);
  sandbox_reply_redirect (request, path);
  return TRUE;
}

void
sandbox_portal_list (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *apps = sandbox_arr (self->catalogue, "applications");
  g_autoptr (GString) cards = g_string_new (NULL);
  g_autofree char *initials = NULL;
  g_autofree char *query = sandbox_portal_query (request);

  if (!sandbox_portal_enter (self, request) || follow_deep_link (request))
    return;

  for (guint i = 0; i < sandbox_length (apps); i++)
    {
      JsonObject *app = sandbox_item (apps, i);
      const char *slug = sandbox_str (app, "slug");
      g_autofree char *href = g_strconcat ("/connect/", request->token, "/", slug, query, NULL);
      g_autofree char *card = sandbox_render (
          sandbox_application_is_live (self, app) ? "portal-card.html" : "portal-card-off.html", "href", href,
          "slug", slug, "drawing", sandbox_drawing (slug), "name", sandbox_str (app, "name"), "description",
          sandbox_str (app, "description"), "chip", state_chip (request->account, slug), NULL);

      g_string_append (cards, card);
    }
  initials = sandbox_initials (sandbox_str (request->account, "name"));
  sandbox_reply_html (self, request, 200, "portal-list.html", "title", "Manage your integrations", "look",
                      "portal", "initials", initials, "account", sandbox_str (request->account, "name"),
                      "apps", cards->str, NULL);
}

static char *
app_banner (JsonObject *account, const char *slug)
{
  JsonObject *problem = sandbox_obj (account, "last_error");
  const char *code = sandbox_str (problem, "code");
  g_autofree char *description = sandbox_escape (sandbox_str (problem, "description"));
  g_autofree char *escaped = sandbox_escape (code);

  if (problem != NULL && g_strcmp0 (code, "access_denied") == 0)
    return g_strdup (
        "<div class=\"banner bad\" role=\"alert\"><h2>Access was denied</h2><p>Nothing was connected. "
        "Try again and choose Allow when Salesforce asks.</p></div>");
  if (problem != NULL)
    return g_strdup_printf (
        "<div class=\"banner bad\" role=\"alert\"><h2>Salesforce refused the connection</h2>"
        "<p>“%s” (<code>%s</code>)</p></div>",
        description, escaped);
  if (sandbox_connection (account, slug) != NULL && !sandbox_is_connected (account, slug))
    return g_strdup (
        "<div class=\"banner warn\"><h2>Salesforce ended this connection</h2><p>Sign in again to go on. "
        "Your settings are kept.</p></div>");
  return g_strdup ("");
}

static char *
app_details (JsonObject *account, const char *slug)
{
  JsonObject *connection = sandbox_connection (account, slug);
  JsonObject *who = sandbox_obj (connection, "identifier");
  g_autofree char *org = sandbox_escape (sandbox_str (who, "org_name"));
  g_autofree char *user = sandbox_escape (sandbox_str (who, "email"));
  g_autofree char *since = g_strndup (connection != NULL ? sandbox_str (connection, "connectedAt") : "", 10);

  if (connection == NULL)
    return g_strdup ("<p>" SANDBOX_COMPANY " will then be able to:</p><ul class=\"ticks\">"
                     "<li>create contacts in your Salesforce</li><li>read contacts and opportunities</li>"
                     "<li>keep both sides the same while you are away</li></ul>");
  return g_strdup_printf (
      "<dl class=\"facts\"><dt>Organization</dt><dd><bdi>%s</bdi></dd><dt>Signed in as</dt>"
      "<dd><bdi>%s</bdi></dd><dt>Since</dt><dd>%s</dd></dl>",
      org, user, since);
}

/* Beside the button that connects. */
static char *
app_links (EmbarkSandbox *self, SandboxRequest *request, const char *slug, const char *query)
{
  g_autofree char *back = sandbox_escape (sandbox_theme_return (self, request));
  g_autofree char *company = sandbox_escape (sandbox_theme_company (self, request));
  g_autofree char *escaped = sandbox_escape (query);
  GString *links = g_string_new (NULL);

  if (sandbox_connection (request->account, slug) == NULL)
    return g_string_free (links, FALSE);
  g_string_append_printf (
      links,
      "<form method=\"post\" action=\"/connect/%s/%s/disconnect\"><button class=\"button quiet\">"
      "Disconnect</button></form><a class=\"button\" href=\"/connect/%s/%s/configure%s\">Configure</a>",
      request->token, slug, request->token, slug, escaped);
  if (*back != '\0' && sandbox_is_connected (request->account, slug))
    g_string_append_printf (links, "<a href=\"%s\">Back to %s</a>", back, company);
  return g_string_free (links, FALSE);
}

void
sandbox_portal_app (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = sandbox_portal_enter (self, request) ? sandbox_portal_app_of (self, request) : NULL;
  const char *slug = sandbox_str (app, "slug");
  gboolean same =
      self->same_window || g_strcmp0 (sandbox_request_query (request, "variant"), "same-window") == 0;
  JsonObject *connection = sandbox_connection (request->account, slug != NULL ? slug : "");
  gboolean failed = sandbox_obj (request->account, "last_error") != NULL;
  g_autofree char *query = NULL;
  g_autofree char *list = NULL;
  g_autofree char *start = NULL;
  g_autofree char *more = NULL;
  g_autofree char *banner = NULL;
  g_autofree char *details = NULL;

  if (app == NULL)
    return;

  query = sandbox_portal_query (request);
  list = g_strconcat ("/connect/", request->token, query, NULL);
  start = g_strconcat ("/connect/", request->token, "/", slug, "/start", NULL);
  banner = app_banner (request->account, slug);
  details = app_details (request->account, slug);
  more = app_links (self, request, slug, query);
  sandbox_reply_html (self, request, 200, "portal-app.html", "title", sandbox_str (app, "name"), "look",
                      "portal", "slug", slug, "variant", same ? "same-window" : "new-window", "connected-at",
                      sandbox_is_connected (request->account, slug) ? sandbox_str (connection, "connectedAt")
                                                                    : "",
                      "list", list, "drawing", sandbox_drawing (slug), "name", sandbox_str (app, "name"),
                      "tag", sandbox_str (app, "tag"), "chip", state_chip (request->account, slug), "banner",
                      banner, "details", details, "start", start, "emphasis",
                      sandbox_is_connected (request->account, slug) ? "" : "go", "action",
                      failed               ? "Try Again"
                      : connection != NULL ? "Reconnect"
                                           : "Connect",
                      "more", more, NULL);
}

/* Without script, and in the same window: straight to the sign-in page. */
void
sandbox_portal_start (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = sandbox_portal_enter (self, request) ? sandbox_portal_app_of (self, request) : NULL;
  g_autofree char *portal = NULL;
  g_autofree char *uri = NULL;

  if (app == NULL)
    return;
  portal = g_strconcat ("/connect/", request->token, "/", sandbox_str (app, "slug"), NULL);
  uri = sandbox_authorize_uri (self, request->environment, request->account_id, portal, FALSE);
  if (uri != NULL)
    sandbox_reply_redirect (request, uri);
  else
    sandbox_reply_notice (self, request, 500, "This did not work",
                          "Salesforce has not been set up for this integration yet.");
}

void
sandbox_portal_disconnect (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = sandbox_portal_enter (self, request) ? sandbox_portal_app_of (self, request) : NULL;
  JsonObject *connections = sandbox_obj (request->account, "connections");
  g_autofree char *back = NULL;

  if (app == NULL)
    return;
  if (connections != NULL && json_object_has_member (connections, sandbox_str (app, "slug")))
    json_object_remove_member (connections, sandbox_str (app, "slug"));
  back = g_strconcat ("/connect/", request->token, "/", sandbox_str (app, "slug"), NULL);
  sandbox_reply_redirect (request, back);
}
