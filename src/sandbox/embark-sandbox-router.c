/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every route of the sandbox, one row each. Order does not matter: a literal segment beats a parameter. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

#define PUBLIC  "/api/v2/public"
#define FRONT   "/api/v2/f-sdk"
#define CONTROL "/__sandbox"
#define SCHEMA  "/api/v2/integration-schema"
#define ORG     "/org/{org}/lightning"

#define VERIFICATION "/_ui/identity/verification/method"

/* What most rows ask for, in short. */
#define KEY         SANDBOX_KEY
#define KEY_ACCOUNT (SANDBOX_KEY | SANDBOX_ACCOUNT)
#define BEARER      (SANDBOX_BEARER | SANDBOX_ACCOUNT)
#define EITHER      (SANDBOX_KEY | SANDBOX_BEARER | SANDBOX_ACCOUNT)
#define FLOW        SANDBOX_FLOW
#define QUERY       SANDBOX_QUERY
#define PORTAL      (SANDBOX_PAGE | SANDBOX_SECRET)
#define STAFF       SANDBOX_PAGE
#define OPERATOR    (SANDBOX_KEY | SANDBOX_CONTROL)

static const SandboxRoute routes[] = {
  /* Applications and connecting (contract 5, 6) */
  { "GET", PUBLIC "/application", KEY_ACCOUNT | QUERY, sandbox_application_list },
  { "GET", PUBLIC "/application/{slug}", KEY_ACCOUNT | QUERY, sandbox_application_get },
  { "GET", FRONT "/application", BEARER, sandbox_application_list },
  { "GET", FRONT "/application/{slug}", BEARER, sandbox_application_get },
  { "GET", PUBLIC "/auth-structure/{slug}", 0, sandbox_auth_structure },
  { "GET", PUBLIC "/linked-account/integration/oauth-url/{slug}", KEY_ACCOUNT | QUERY, sandbox_oauth_url },
  { "GET", "/api/v1/{slug}/integrate", BEARER, sandbox_integrate },
  { "GET", "/api/v1/{slug}/callback", PORTAL, sandbox_oauth_callback },
  { "GET", "/api/v1/{slug}/callback/failed", PORTAL, sandbox_oauth_failed },
  { "PUT", PUBLIC "/linked-account/integration/save-key-credentials/{slug}", KEY_ACCOUNT,
    sandbox_save_credentials },
  { "POST", "/api/v2/app/{slug}/save", BEARER, sandbox_save_credentials },
  { "PUT", PUBLIC "/linked-account/default-app/auth-credentials/{key}", EITHER | QUERY,
    sandbox_default_app_set },
  { "DELETE", PUBLIC "/linked-account/default-app/auth-credentials/{key}", EITHER | QUERY,
    sandbox_default_app_delete },
  { "PUT", PUBLIC "/migrate-token", KEY_ACCOUNT, sandbox_migrate_token },
  { "GET", "/api/v3/org/basics", BEARER, sandbox_org_basics },
  { "POST", PUBLIC "/connect-url", KEY | SANDBOX_BEARER | QUERY | SANDBOX_ACCOUNT, sandbox_connect_url },
  { "GET", PUBLIC "/hosted-properties", BEARER, sandbox_hosted_properties },

  /* Linked accounts and session tokens (7, 8) */
  { "GET", PUBLIC "/linked-account", KEY, sandbox_account_list },
  { "POST", PUBLIC "/linked-account", KEY, sandbox_account_create },
  { "PUT", PUBLIC "/linked-account", KEY | SANDBOX_BEARER, sandbox_account_upsert },
  { "GET", PUBLIC "/linked-account/{id}", KEY | SANDBOX_BEARER, sandbox_account_get },
  { "DELETE", PUBLIC "/linked-account/{id}", KEY, sandbox_account_delete },
  { "GET", PUBLIC "/session/active-linked-account", BEARER, sandbox_account_active },
  { "DELETE", PUBLIC "/linked-account/integration/{slug}", KEY_ACCOUNT | QUERY, sandbox_integration_delete },
  { "DELETE", "/api/v1/linked-acc/integration/{slug}", BEARER, sandbox_integration_delete },
  { "POST", PUBLIC "/session-token", KEY, sandbox_token_mint },
  { "POST", PUBLIC "/session-token/revoke", BEARER, sandbox_token_revoke },

  /* Configs and their fields (9, 10) */
  { "POST", PUBLIC "/config", KEY_ACCOUNT | FLOW, sandbox_config_ensure },
  { "PUT", PUBLIC "/config", EITHER | FLOW, sandbox_config_update },
  { "GET", PUBLIC "/slug/{slug}/config", KEY_ACCOUNT | FLOW, sandbox_config_get },
  { "GET", PUBLIC "/slug/{slug}/config/{config}", KEY_ACCOUNT | FLOW, sandbox_config_get },
  { "DELETE", PUBLIC "/slug/{slug}/config", KEY_ACCOUNT | FLOW, sandbox_config_delete },
  { "DELETE", PUBLIC "/slug/{slug}/config/{config}", KEY_ACCOUNT | FLOW, sandbox_config_delete },
  { "GET", PUBLIC "/slug/{slug}/configs", EITHER | FLOW, sandbox_config_list },
  { "PATCH", PUBLIC "/slug/{slug}/config/{config}/workflows/{workflow}", EITHER | FLOW,
    sandbox_workflow_toggle },
  { "PUT", PUBLIC "/slug/{slug}/config/{config}/workflows/{workflow}", EITHER | FLOW,
    sandbox_workflow_toggle },
  { "POST", FRONT "/config", BEARER | FLOW, sandbox_config_ensure },
  { "PUT", FRONT "/config", BEARER | FLOW, sandbox_config_update },
  { "GET", FRONT "/slug/{slug}/config", BEARER | FLOW, sandbox_config_get },
  { "GET", FRONT "/slug/{slug}/config/{config}", BEARER | FLOW, sandbox_config_get },
  { "DELETE", FRONT "/slug/{slug}/config", BEARER | FLOW, sandbox_config_delete },
  { "DELETE", FRONT "/slug/{slug}/config/{config}", BEARER | FLOW, sandbox_config_delete },
  { "POST", PUBLIC "/config/field", EITHER | FLOW, sandbox_field_list },
  { "GET", PUBLIC "/config/field/{field}", EITHER | FLOW, sandbox_field_get },
  { "POST", PUBLIC "/config/field/{field}", EITHER | FLOW, sandbox_field_get },
  { "PUT", PUBLIC "/config/field/{field}", EITHER | FLOW, sandbox_field_set },
  { "DELETE", PUBLIC "/config/field/{field}", EITHER | FLOW, sandbox_field_clear },
  { "POST", PUBLIC "/config/rule-engine/{field}", EITHER | FLOW, sandbox_rule_options },

  /* Events (11) */
  { "GET", PUBLIC "/application/event", KEY, sandbox_event_list },
  { "POST", PUBLIC "/application/event", KEY, sandbox_event_create },
  { "GET", PUBLIC "/application/event/{event}", KEY, sandbox_event_get },
  { "PUT", PUBLIC "/application/event/{event}", KEY, sandbox_event_update },
  { "DELETE", PUBLIC "/application/event/{event}", KEY, sandbox_event_delete },
  { "POST", PUBLIC "/event", EITHER | FLOW, sandbox_event_fire },
  { "POST", PUBLIC "/event/trigger", EITHER | FLOW, sandbox_event_fire },
  { "POST", PUBLIC "/event/{slug}", EITHER | FLOW, sandbox_event_fire },
  { "POST", "/api/v1/event/trigger", EITHER | FLOW, sandbox_event_fire },

  /* Runs (12) */
  { "GET", PUBLIC "/execution", EITHER | FLOW, sandbox_execution_list },
  { "GET", PUBLIC "/execution/{execution}", EITHER | FLOW, sandbox_execution_get },
  { "POST", PUBLIC "/execution/{execution}/stop", EITHER | FLOW, sandbox_execution_stop },
  { "POST", PUBLIC "/execution/{execution}/rerun", EITHER | FLOW, sandbox_execution_rerun },
  { "GET", PUBLIC "/execution/{execution}/nodes/{node}/batches", EITHER | FLOW, sandbox_execution_batches },
  { "GET", "/api/v1/execution/{execution}/response", EITHER | FLOW, sandbox_execution_response },

  /* Workflows, actions and webhooks (13) */
  { "GET", PUBLIC "/workflow", KEY | SANDBOX_BEARER | SANDBOX_ACCOUNT_MAYBE | FLOW, sandbox_workflow_list },
  { "GET", PUBLIC "/workflow/enabled", EITHER | FLOW, sandbox_workflow_enabled },
  { "GET", PUBLIC "/workflow/request-structure/{workflow}", EITHER | FLOW, sandbox_workflow_structure },
  { "GET", PUBLIC "/workflow/versions/{workflow}", EITHER | FLOW, sandbox_workflow_versions },
  { "POST", PUBLIC "/workflow", EITHER | FLOW, sandbox_workflow_create },
  { "GET", PUBLIC "/workflow/{workflow}", EITHER | FLOW, sandbox_workflow_get },
  { "PUT", PUBLIC "/workflow/{workflow}", EITHER | FLOW, sandbox_workflow_update },
  { "DELETE", PUBLIC "/workflow/{workflow}", BEARER | FLOW, sandbox_workflow_delete },
  { "GET", PUBLIC "/workflow/{workflow}/edit", EITHER | FLOW, sandbox_workflow_edit },
  { "PUT", PUBLIC "/workflow/{workflow}/publish", EITHER | FLOW, sandbox_workflow_publish },
  { "POST", PUBLIC "/workflow/{workflow}/execute", EITHER | FLOW, sandbox_workflow_execute },
  { "POST", "/api/v1/workflow/{workflow}/execute", EITHER | FLOW, sandbox_workflow_execute },

  { "GET", SCHEMA "/{slug}/actions", EITHER | FLOW, sandbox_action_list },
  { "GET", SCHEMA "/{slug}/actions/{action}", EITHER | FLOW, sandbox_action_get },
  { "POST", SCHEMA "/{slug}/actions/{action}/execute", EITHER | FLOW, sandbox_action_execute },
  { "GET", PUBLIC "/webhook", KEY, sandbox_webhook_list },
  { "POST", PUBLIC "/webhook", KEY | SANDBOX_BEARER, sandbox_webhook_create },
  { "GET", PUBLIC "/webhook/{webhook}", KEY, sandbox_webhook_get },
  { "PUT", PUBLIC "/webhook/{webhook}", KEY | SANDBOX_BEARER, sandbox_webhook_update },
  { "DELETE", PUBLIC "/webhook/{webhook}", KEY | SANDBOX_BEARER, sandbox_webhook_delete },
  { "PUT", PUBLIC "/webhooks/group/edit", KEY, sandbox_webhook_group_edit },

  /* The hosted portal (16.1) */
  { "GET", "/connect/{token}", PORTAL, sandbox_portal_list },
  { "GET", "/connect/{token}/{slug}", PORTAL, sandbox_portal_app },
  { "GET", "/connect/{token}/{slug}/start", PORTAL, sandbox_portal_start },
  { "GET", "/connect/{token}/{slug}/configure", PORTAL, sandbox_portal_configure },
  { "POST", "/connect/{token}/{slug}/configure", PORTAL, sandbox_portal_configure_save },
  { "POST", "/connect/{token}/{slug}/disconnect", PORTAL, sandbox_portal_disconnect },

  /* The dashboard (16.5) */
  { "GET", "/", STAFF, sandbox_dashboard_home },
  { "GET", "/login", STAFF, sandbox_dashboard_login },
  { "POST", "/login", STAFF, sandbox_dashboard_sign_in },
  { "POST", "/logout", STAFF, sandbox_dashboard_sign_out },
  { "GET", "/apps", STAFF, sandbox_dashboard_home },
  { "GET", "/applications", STAFF, sandbox_dashboard_list },
  { "GET", "/applications/salesforce", STAFF, sandbox_dashboard_app },
  { "POST", "/applications/salesforce", STAFF, sandbox_dashboard_save },
  { "POST", "/applications/salesforce/live", STAFF, sandbox_dashboard_switch },
  { "GET", "/connections", STAFF, sandbox_dashboard_other },
  { "GET", "/developer/{page}", STAFF, sandbox_dashboard_other },
  { "GET", "/logs", STAFF, sandbox_dashboard_other },
  { "GET", "/settings/{page}", STAFF, sandbox_dashboard_other },

  /* The stand-in for Salesforce */
  { "GET", "/lightning/setup/{page}/home", STAFF, sandbox_setup_page },
  { "GET", "/services/oauth2/authorize", PORTAL, sandbox_oauth_authorize },
  { "POST", "/services/oauth2/login", PORTAL, sandbox_oauth_login },
  { "POST", "/services/oauth2/token", 0, sandbox_oauth_token },
  { "GET", "/setup/secur/RemoteAccessAuthorizationPage.apexp", PORTAL, sandbox_oauth_consent },
  { "POST", "/setup/secur/RemoteAccessAuthorizationPage.apexp", PORTAL, sandbox_oauth_decide },
  { "GET", "/setup/secur/RemoteAccessErrorPage.apexp", PORTAL, sandbox_oauth_error_page },
  { "GET", VERIFICATION "/EmailVerificationFinishUi/e", PORTAL, sandbox_obstacle },
  { "POST", VERIFICATION "/EmailVerificationFinishUi/e", PORTAL, sandbox_obstacle_verify },
  { "GET", VERIFICATION "/ToopherRegistrationUi/e", PORTAL, sandbox_obstacle },
  { "GET", VERIFICATION "/WebAuthnVerificationUi/e", PORTAL, sandbox_obstacle },
  { "GET", "/identity/app/AppInstallErrorPage.apexp", PORTAL, sandbox_obstacle },
  { "GET", "/secur/frontdoor.jsp", PORTAL, sandbox_obstacle },
  { "GET", "/saml/authn-request.jsp", PORTAL, sandbox_obstacle },

  /* The stand-in for those who sign people in for Salesforce */
  { "GET", "/o/oauth2/v2/auth", PORTAL, sandbox_obstacle },
  { "GET", "/adfs/ls/wia", PORTAL, sandbox_obstacle },
  { "GET", "/common/DeviceAuthTls/reprocess", PORTAL, sandbox_obstacle },
  { "GET", "/common/reprocess", PORTAL, sandbox_obstacle },
  { "GET", "/app/salesforce/{app}/sso/saml", PORTAL, sandbox_obstacle },

  /* Salesforce's records */
  { "GET", ORG "/o/Contact/list", PORTAL, sandbox_record_list },
  { "GET", ORG "/o/Contact/new", PORTAL, sandbox_record_form },
  { "POST", ORG "/o/Contact/new", PORTAL, sandbox_record_create },
  { "GET", ORG "/r/Contact/{contact}/view", PORTAL, sandbox_record_view },
  { "GET", ORG "/r/Contact/{contact}/edit", PORTAL, sandbox_record_form },
  { "POST", ORG "/r/Contact/{contact}/edit", PORTAL, sandbox_record_update },
  { "GET", ORG "/o/Opportunity/list", PORTAL, sandbox_opportunity_list },

  /* For tests and demonstrations */
  { "GET", CONTROL "/hostile", STAFF, sandbox_hostile_index },
  { "GET", CONTROL "/hostile/{page}", STAFF, sandbox_hostile_page },
  { "GET", CONTROL "/requests", OPERATOR, sandbox_control_requests },
  { "GET", CONTROL "/state", OPERATOR, sandbox_control_state },
  { "POST", CONTROL "/reset", OPERATOR, sandbox_control_reset },
  { "POST", CONTROL "/fault", OPERATOR, sandbox_control_fault },
  { "POST", CONTROL "/style", OPERATOR, sandbox_control_style },
  { "GET", CONTROL "/oauth-errors", OPERATOR, sandbox_control_oauth_errors },
  { "POST", CONTROL "/oauth-error", OPERATOR, sandbox_control_oauth_error },
  { "POST", CONTROL "/clock", OPERATOR, sandbox_control_clock },
  { "GET", CONTROL "/client", OPERATOR, sandbox_control_client },
  { "POST", CONTROL "/client", OPERATOR, sandbox_control_client },
  { "POST", CONTROL "/authorize", OPERATOR, sandbox_control_authorize },
  { "POST", CONTROL "/identifier", OPERATOR, sandbox_control_identifier },
  { "POST", CONTROL "/expire", OPERATOR | SANDBOX_ACCOUNT, sandbox_control_expire },
};

/* Returns: 0 when the row does not fit, else a number that is greater the earlier its literals stand */
static guint64
match (const SandboxRoute *route, GPtrArray *segments)
{
  g_auto (GStrv) pattern = g_strsplit (route->pattern + 1, "/", -1);
  guint64 score = 1;

  if (g_strv_length (pattern) != segments->len)
    return 0;
  for (guint i = 0; pattern[i] != NULL; i++)
    {
      const char *segment = g_ptr_array_index (segments, i);

      if (pattern[i][0] == '{')
        score = score * 2;
      else if (g_str_equal (pattern[i], segment))
        score = score * 2 + 1;
      else
        return 0;
    }
  return score;
}

static void
bind_parameters (SandboxRequest *request)
{
  g_auto (GStrv) pattern = g_strsplit (request->route->pattern + 1, "/", -1);

  for (guint i = 0; pattern[i] != NULL; i++)
    if (pattern[i][0] == '{')
      {
        g_autofree char *name = g_strndup (pattern[i] + 1, strlen (pattern[i]) - 2);

        /* Interned: there are a handful of parameter names, and the table owns nothing. */
        g_hash_table_insert (request->parameters, (gpointer) g_intern_string (name),
                             g_ptr_array_index (request->segments, i));
      }
}

static void
find_route (SandboxRequest *request)
{
  const char *method = g_str_equal (request->method, "HEAD") ? "GET" : request->method;
  guint64 best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      guint64 score = g_str_equal (routes[i].method, method) ? match (&routes[i], request->segments) : 0;

      if (score > best)
        {
          best = score;
          request->route = &routes[i];
        }
    }
  if (request->route != NULL)
    bind_parameters (request);
}

/* Only this machine's own names: a page of another site that points its name at 127.0.0.1 must find nobody.
 */
static gboolean
host_is_loopback (SandboxRequest *request)
{
  const char *host = sandbox_request_header (request, "Host");
  g_autofree char *name = g_strdup (host != NULL ? host : "");
  char *end;

  if (name[0] == '[')
    return g_str_has_prefix (name, "[::1]");
  end = strchr (name, ':');
  if (end != NULL)
    *end = '\0';
  return g_str_equal (name, "127.0.0.1") || g_ascii_strcasecmp (name, "localhost") == 0;
}

void
sandbox_route (EmbarkSandbox *self, SandboxRequest *request)
{
  request->style_v2 = self->style_v2;
  request->odd = self->odd;
  if (!host_is_loopback (request))
    {
      sandbox_reply_error (request, 421, "SERVER_ERROR", "This server answers to loopback names only");
      return;
    }

  find_route (request);
  if (request->route == NULL)
    {
      sandbox_reply_error (request, 404, "SERVER_ERROR", "Cannot %s this path", request->method);
      return;
    }
  if (!sandbox_authenticate (self, request) || !sandbox_request_read_body (request))
    return;

  request->route->handler (self, request);
}
