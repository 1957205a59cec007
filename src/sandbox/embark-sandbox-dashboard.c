/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform's dashboard, as far as an application has to be set up there (contract 16.5): a sign-in that
 * the browser remembers, the list of applications, and the one page on which Salesforce is switched on and
 * told its OAuth client. Where Salesforce shows that client is here too. Any password signs in: what is to be
 * had is a stand-in's, on this machine alone. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-oauth.h"

#define COOKIE        "dashboard_session"
#define MONTH         (30 * 24 * 60 * 60)
#define MAX_SESSIONS  20
#define MAX_CLIENT    512
#define APPLICATIONS  "/applications"
#define FOCUS         " autofocus"
#define MASKED_SECRET "••••••••••••••••"

static char *
digest_of (const char *purpose, const char *session)
{
  g_autofree char *text = g_strconcat (purpose, ":", session, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* Returns: (transfer full) (nullable): the session that the browser remembers, if it is one */
static char *
find_session (EmbarkSandbox *self, SandboxRequest *request)
{
  g_autofree char *session = sandbox_request_cookie (request, COOKIE);
  g_autofree char *digest = session != NULL ? digest_of ("session", session) : NULL;

  if (digest == NULL || sandbox_find (sandbox_arr (self->state, "dashboard"), "digest", digest) == NULL)
    return NULL;
  return g_steal_pointer (&session);
}

/* Only paths of the dashboard: an address in @next would lead away. */
static gboolean
is_own_path (const char *next)
{
  return next != NULL && next[0] == '/' && g_ascii_isalpha (next[1]) && strpbrk (next, "\\\r\n") == NULL;
}

static void
show_sign_in (EmbarkSandbox *self, SandboxRequest *request, const char *next, const char *banner)
{
  sandbox_reply_html (self, request, banner != NULL ? 400 : 200, "dashboard-login.html", "title",
                      "Sign in | Cobalt", "look", "staff", "next", is_own_path (next) ? next : APPLICATIONS,
                      "banner", banner, NULL);
}

/* Returns: (transfer full) (nullable): the session; else it was sent to sign in */
static char *
enter (EmbarkSandbox *self, SandboxRequest *request)
{
  char *session = find_session (self, request);

  if (session == NULL)
    {
      g_autofree char *query = soup_form_encode ("next", request->path, NULL);
      g_autofree char *location = g_strconcat ("/login?", query, NULL);

      sandbox_reply_redirect (request, location);
    }
  return session;
}

void
sandbox_dashboard_login (EmbarkSandbox *self, SandboxRequest *request)
{
  show_sign_in (self, request, sandbox_request_query (request, "next"), NULL);
}

void
sandbox_dashboard_sign_in (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *email = sandbox_request_form (request, "email");
  const char *password = sandbox_request_form (request, "password");
  const char *next = sandbox_request_form (request, "next");
  JsonArray *sessions = sandbox_ensure_arr (self->state, "dashboard");
  g_autofree char *session = NULL;
  g_autofree char *digest = NULL;

  if (email == NULL || strchr (email, '@') == NULL || password == NULL || *password == '\0')
    {
      show_sign_in (
          self, request, next,
          "<div class=\"banner bad\" role=\"alert\"><p>Enter an e-mail address and a password.</p></div>");
      return;
    }
  session = sandbox_random_hex (24);
  digest = digest_of ("session", session);
  json_array_add_object_element (sessions, sandbox_object ("s:digest", digest, NULL));
  if (sandbox_length (sessions) > MAX_SESSIONS)
    json_array_remove_element (sessions, 0);
  sandbox_set_cookie (request, COOKIE, session, MONTH);
  sandbox_reply_redirect (request, is_own_path (next) ? next : APPLICATIONS);
}

void
sandbox_dashboard_sign_out (EmbarkSandbox *self, SandboxRequest *request)
{
  g_autofree char *session = find_session (self, request);
  g_autofree char *digest = session != NULL ? digest_of ("session", session) : NULL;

  if (digest != NULL)
    sandbox_remove (sandbox_arr (self->state, "dashboard"), "digest", digest);
  sandbox_reply_redirect (request, "/login");
}

void
sandbox_dashboard_home (EmbarkSandbox *self, SandboxRequest *request)
{
  sandbox_reply_redirect (request, APPLICATIONS);
}

static char *
application_chip (EmbarkSandbox *self, JsonObject *app)
{
  return g_strdup (sandbox_application_is_live (self, app) ? "<span class=\"chip ok\">Live</span>"
                                                           : "<span class=\"chip\">Not live</span>");
}

void
sandbox_dashboard_list (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *apps = sandbox_arr (self->catalogue, "applications");
  g_autofree char *session = enter (self, request);
  g_autoptr (GString) cards = g_string_new (NULL);

  if (session == NULL)
    return;
  for (guint i = 0; i < sandbox_length (apps); i++)
    {
      JsonObject *app = sandbox_item (apps, i);
      const char *slug = sandbox_str (app, "slug");
      g_autofree char *href = g_strconcat (APPLICATIONS "/", slug, NULL);
      g_autofree char *chip = application_chip (self, app);
      g_autofree char *card = sandbox_render (
          g_str_equal (slug, SANDBOX_SALESFORCE) ? "portal-card.html" : "portal-card-off.html", "href", href,
          "slug", slug, "drawing", sandbox_drawing (slug), "name", sandbox_str (app, "name"), "description",
          sandbox_str (app, "description"), "chip", chip, NULL);

      g_string_append (cards, card);
    }
  sandbox_reply_html (self, request, 200, "dashboard-list.html", "title", "Integrations | Cobalt", "look",
                      "staff", "apps", cards->str, NULL);
}

static void
show_application (
    EmbarkSandbox *self, SandboxRequest *request, const char *session, guint status, const char *banner)
{
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", SANDBOX_SALESFORCE);
  JsonObject *told = sandbox_application_settings (self, SANDBOX_SALESFORCE);
  gboolean live = sandbox_application_is_live (self, app);
  const char *client_id = sandbox_str (told, "client_id");
  g_autofree char *chip = application_chip (self, app);
  g_autofree char *callback = sandbox_redirect_uri (self);
  g_autofree char *proof = digest_of ("proof", session);

  sandbox_reply_html (self, request, status, "dashboard-app.html", "title", "Salesforce | Cobalt", "look",
                      "staff", "banner", banner, "chip", chip, "drawing",
                      sandbox_drawing (SANDBOX_SALESFORCE), "proof", proof, "live", live ? "off" : "on",
                      "switch", live ? "Disable" : "Go Live", "emphasis", live ? "quiet" : "go", "callback",
                      callback, "scopes", SANDBOX_SCOPES, "client-id", client_id, "secret-hint",
                      sandbox_str (told, "client_secret") != NULL ? MASKED_SECRET : "", "focus-live",
                      live ? "" : FOCUS, "focus-id", live && client_id == NULL ? FOCUS : "", NULL);
}

void
sandbox_dashboard_app (EmbarkSandbox *self, SandboxRequest *request)
{
  g_autofree char *session = enter (self, request);

  if (session != NULL)
    show_application (self, request, session, 200, NULL);
}

/* Returns: (transfer full) (nullable): the session, when the form is one of its pages; else it was answered
 */
static char *
check_form (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *given = sandbox_request_form (request, "proof");
  g_autofree char *session = enter (self, request);
  g_autofree char *proof = session != NULL ? digest_of ("proof", session) : NULL;

  if (session == NULL)
    return NULL;
  if (given != NULL && sandbox_equal_secret (given, proof))
    return g_steal_pointer (&session);
  sandbox_reply_notice (self, request, 400, "This page is out of date", "Open it anew and try again.");
  return NULL;
}

void
sandbox_dashboard_switch (EmbarkSandbox *self, SandboxRequest *request)
{
  g_autofree char *session = check_form (self, request);

  if (session == NULL)
    return;
  json_object_set_boolean_member (sandbox_application_settings (self, SANDBOX_SALESFORCE), "live",
                                  g_strcmp0 (sandbox_request_form (request, "live"), "on") == 0);
  sandbox_reply_redirect (request, APPLICATIONS "/" SANDBOX_SALESFORCE);
}

/* What was pasted, without what comes along at its ends. Returns: (transfer full) (nullable) */
static char *
pasted (SandboxRequest *request, const char *name)
{
  const char *value = sandbox_request_form (request, name);
  g_autofree char *text = g_strstrip (g_strdup (value != NULL ? value : ""));

  return *text != '\0' && strlen (text) <= MAX_CLIENT ? g_steal_pointer (&text) : NULL;
}

void
sandbox_dashboard_save (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *told = sandbox_application_settings (self, SANDBOX_SALESFORCE);
  g_autofree char *session = check_form (self, request);
  g_autofree char *client_id = pasted (request, "client_id");
  g_autofree char *secret = pasted (request, "client_secret");

  if (session == NULL)
    return;
  /* An empty secret leaves the one that is there, which the page does not show again. */
  if (client_id == NULL || (secret == NULL && sandbox_str (told, "client_secret") == NULL))
    {
      show_application (
          self, request, session, 400,
          "<div class=\"banner bad\" role=\"alert\"><p>Enter the Client Id and the Client Secret.</p></div>");
      return;
    }
  json_object_set_string_member (told, "client_id", client_id);
  if (secret != NULL)
    json_object_set_string_member (told, "client_secret", secret);
  /* Not checked, as it is not at the platform: whoever mistyped learns it when somebody signs in. */
  show_application (self, request, session, 200,
                    "<div class=\"banner ok\" role=\"status\"><p>Credentials saved.</p></div>");
}

/* Parts of the dashboard that the stand-in leaves out. */
void
sandbox_dashboard_other (EmbarkSandbox *self, SandboxRequest *request)
{
  g_autofree char *session = enter (self, request);

  if (session != NULL)
    sandbox_reply_html (self, request, 200, "dashboard-other.html", "title", "Cobalt", "look", "staff", NULL);
}

/* Where Salesforce shows the app that was made there; its menu names the same page in several ways. */
void
sandbox_setup_page (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = sandbox_salesforce_app (self);
  g_autofree char *own = sandbox_redirect_uri (self);
  const char *callback = sandbox_str (app, "callback");

  sandbox_reply_html (self, request, 200, "setup-app.html", "title", "External Client Apps | Salesforce",
                      "look", "cloud", "client-id", sandbox_str (app, "client_id"), "client-secret",
                      sandbox_str (app, "client_secret"), "callback", callback != NULL ? callback : own,
                      NULL);
}
