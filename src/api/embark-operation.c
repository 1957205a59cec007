/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-operation-private.h"

#include "embark-api-error.h"
#include "embark-action.h"
#include "embark-application.h"
#include "embark-batch.h"
#include "embark-call-private.h"
#include "embark-config-ref.h"
#include "embark-config.h"
#include "embark-event.h"
#include "embark-execution.h"
#include "embark-linked-account.h"
#include "embark-rule-options.h"
#include "embark-session-token.h"
#include "embark-webhook.h"
#include "embark-workflow-info.h"
#include "embark-workflow-version.h"

static gpointer
make_application (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_application_new_from_json (node, error);
}

static gpointer
make_account (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_linked_account_new_from_json (node, error);
}

/* What follows is done to the account that came: it has to be the one that was asked for. */
static gpointer
make_asked_account (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (node, error);

  if (account == NULL)
    return NULL;
  if (g_strcmp0 (embark_linked_account_get_id (account), embark_call_get_path (call, "account")) != 0)
    {
      g_propagate_error (error, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL,
                                                      "another linked account came than was asked for"));
      return NULL;
    }
  return g_steal_pointer (&account);
}

static gpointer
make_token (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_session_token_new_from_json (node, now, error);
}

static gpointer
make_config (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_config_new_from_json (node, embark_call_get_path (call, "slug"), error);
}

/* What is changed in it is saved in the config that was asked for. One that does not say which it is, is
 * taken: its id is optional. */
static gpointer
make_asked_config (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  const char *slug = embark_call_get_path (call, "slug");
  g_autoptr (EmbarkConfig) config = embark_config_new_from_json (node, slug, error);

  if (config == NULL)
    return NULL;
  if (g_strcmp0 (embark_config_get_slug (config), slug) != 0
      || (embark_config_get_id (config) != NULL
          && g_strcmp0 (embark_config_get_id (config), embark_call_get_path (call, "config")) != 0))
    {
      g_propagate_error (error, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, 0, NULL, NULL,
                                                      "another config came than was asked for"));
      return NULL;
    }
  return g_steal_pointer (&config);
}

static gpointer
make_event (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_event_new_from_json (node, error);
}

/* In a list every run has to name itself. */
static gpointer
make_listed_run (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_execution_new_from_json (node, NULL, error);
}

static gpointer
make_run (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_execution_new_from_json (node, embark_call_get_path (call, "execution"), error);
}

static gpointer
make_config_ref (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_config_ref_new_from_json (node, error);
}

static gpointer
make_field (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_field_new_from_json (node, error);
}

static gpointer
make_rule_options (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_rule_options_new_from_json (node, error);
}

static gpointer
make_batch (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_batch_new_from_json (node, error);
}

static gpointer
make_workflow (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_workflow_info_new_from_json (node, error);
}

static gpointer
make_version (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_workflow_version_new_from_json (node, error);
}

static gpointer
make_action (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_action_new_from_json (node, error);
}

static gpointer
make_webhook (JsonNode *node, EmbarkCall *call, gint64 now, GError **error)
{
  return embark_webhook_new_from_json (node, error);
}

/* clang-format off */
static const EmbarkOperationRow rows[EMBARK_N_OPERATIONS] = {
  [EMBARK_OPERATION_APPLICATION_LIST] = { "application.list", "GET", "/application",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_LIST, make_application },
  [EMBARK_OPERATION_APPLICATION_GET] = { "application.get", "GET", "/application/{slug}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_application },
  [EMBARK_OPERATION_AUTH_STRUCTURE] = { "application.auth-structure", "GET", "/auth-structure/{slug}",
    EMBARK_AUTH_NONE, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_OAUTH_URL] = { "application.oauth-url", "GET", "/linked-account/integration/oauth-url/{slug}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_SAVE_KEY_CREDENTIALS] = { "credentials.save", "PUT", "/linked-account/integration/save-key-credentials/{slug}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_DEFAULT_APP_CREDENTIAL_SET] = { "default-app.set", "PUT", "/linked-account/default-app/auth-credentials/{key}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_DEFAULT_APP_CREDENTIAL_DELETE] = { "default-app.delete", "DELETE", "/linked-account/default-app/auth-credentials/{key}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_MIGRATE_TOKEN] = { "credentials.migrate", "PUT", "/migrate-token",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_CONNECT_URL] = { "connect-url.create", "POST", "/connect-url",
    EMBARK_AUTH_BEARER_KEY, EMBARK_OPERATION_FLAG_ACCOUNT_QUERY, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_HOSTED_PROPERTIES] = { "connect-url.properties", "GET", "/hosted-properties",
    EMBARK_AUTH_BEARER, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_ACCOUNT_LIST] = { "linked-account.list", "GET", "/linked-account",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_PAGE, make_account },
  [EMBARK_OPERATION_ACCOUNT_CREATE] = { "linked-account.create", "POST", "/linked-account",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_ACCOUNT_UPSERT] = { "linked-account.upsert", "PUT", "/linked-account",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_ACCOUNT_GET] = { "linked-account.get", "GET", "/linked-account/{account}",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_asked_account },
  [EMBARK_OPERATION_ACCOUNT_DELETE] = { "linked-account.delete", "DELETE", "/linked-account/{account}",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_ACCOUNT_ACTIVE] = { "linked-account.active", "GET", "/session/active-linked-account",
    EMBARK_AUTH_BEARER, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_account },
  [EMBARK_OPERATION_INTEGRATION_DELETE] = { "integration.delete", "DELETE", "/linked-account/integration/{slug}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_ACCOUNT_QUERY, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_SESSION_TOKEN] = { "session-token.create", "POST", "/session-token",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_token },
  [EMBARK_OPERATION_SESSION_TOKEN_REVOKE] = { "session-token.revoke", "POST", "/session-token/revoke",
    EMBARK_AUTH_BEARER, EMBARK_OPERATION_FLAG_NO_BODY, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_CONFIG_ENSURE] = { "config.ensure", "POST", "/config",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_config },
  [EMBARK_OPERATION_CONFIG_UPDATE] = { "config.update", "PUT", "/config",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_config },
  [EMBARK_OPERATION_CONFIG_GET] = { "config.get", "GET", "/slug/{slug}/config/{config}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_asked_config },
  [EMBARK_OPERATION_CONFIG_GET_DEFAULT] = { "config.get-default", "GET", "/slug/{slug}/config",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_config },
  [EMBARK_OPERATION_CONFIG_DELETE] = { "config.delete", "DELETE", "/slug/{slug}/config/{config}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_CONFIG_DELETE_DEFAULT] = { "config.delete-default", "DELETE", "/slug/{slug}/config",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_CONFIG_LIST] = { "config.list", "GET", "/slug/{slug}/configs",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_ONE_OR_MANY, EMBARK_RESULT_LIST, make_config_ref },
  [EMBARK_OPERATION_WORKFLOW_TOGGLE] = { "workflow.toggle", "PATCH", "/slug/{slug}/config/{config}/workflows/{workflow}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_FIELD_LIST] = { "field.list", "POST", "/config/field",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NO_BODY, EMBARK_RESULT_RECORD, make_config },
  [EMBARK_OPERATION_FIELD_GET] = { "field.get", "POST", "/config/field/{field}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_field },
  [EMBARK_OPERATION_FIELD_SET] = { "field.set", "PUT", "/config/field/{field}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_FIELD_CLEAR] = { "field.clear", "DELETE", "/config/field/{field}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_RULE_OPTIONS] = { "field.rule-options", "POST", "/config/rule-engine/{field}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_rule_options },
  [EMBARK_OPERATION_EVENT_LIST] = { "event.list", "GET", "/application/event",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_LIST, make_event },
  [EMBARK_OPERATION_EVENT_CREATE] = { "event.create", "POST", "/application/event",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_LIST, make_event },
  [EMBARK_OPERATION_EVENT_GET] = { "event.get", "GET", "/application/event/{event}",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_event },
  [EMBARK_OPERATION_EVENT_UPDATE] = { "event.update", "PUT", "/application/event/{event}",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_LIST, make_event },
  [EMBARK_OPERATION_EVENT_DELETE] = { "event.delete", "DELETE", "/application/event/{event}",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_LIST, make_event },
  [EMBARK_OPERATION_EVENT_FIRE] = { "event.fire", "POST", "/event/{slug}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_EVENT_TRIGGER] = { "event.trigger", "POST", "/event/trigger",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_EXECUTION_LIST] = { "execution.list", "GET", "/execution",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_PAGE, make_listed_run },
  [EMBARK_OPERATION_EXECUTION_GET] = { "execution.get", "GET", "/execution/{execution}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_run },
  [EMBARK_OPERATION_EXECUTION_STOP] = { "execution.stop", "POST", "/execution/{execution}/stop",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NO_BODY, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_EXECUTION_RERUN] = { "execution.rerun", "POST", "/execution/{execution}/rerun",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NO_BODY, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_EXECUTION_BATCHES] = { "execution.batches", "GET", "/execution/{execution}/nodes/{node}/batches",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_PAGE, make_batch },
  [EMBARK_OPERATION_WORKFLOW_LIST] = { "workflow.list", "GET", "/workflow",
    EMBARK_AUTH_KEY_ACCOUNT_MAYBE, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_PAGE, make_workflow },
  [EMBARK_OPERATION_WORKFLOW_CREATE] = { "workflow.create", "POST", "/workflow",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_workflow },
  [EMBARK_OPERATION_WORKFLOW_GET] = { "workflow.get", "GET", "/workflow/{workflow}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_workflow },
  [EMBARK_OPERATION_WORKFLOW_UPDATE] = { "workflow.update", "PUT", "/workflow/{workflow}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_WORKFLOW_DELETE] = { "workflow.delete", "DELETE", "/workflow/{workflow}",
    EMBARK_AUTH_BEARER, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_WORKFLOW_EDIT] = { "workflow.edit", "GET", "/workflow/{workflow}/edit",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_WORKFLOW_PUBLISH] = { "workflow.publish", "PUT", "/workflow/{workflow}/publish",
    EMBARK_AUTH_BEARER, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_WORKFLOW_EXECUTE] = { "workflow.execute", "POST", "/workflow/{workflow}/execute",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_ANY_STATUS, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_WORKFLOW_ENABLED] = { "workflow.enabled", "GET", "/workflow/enabled",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_LIST, make_workflow },
  [EMBARK_OPERATION_WORKFLOW_REQUEST_STRUCTURE] = { "workflow.request-structure", "GET", "/workflow/request-structure/{workflow}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_WORKFLOW_VERSIONS] = { "workflow.versions", "GET", "/workflow/versions/{workflow}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_PAGE, make_version },
  [EMBARK_OPERATION_ACTION_LIST] = { "action.list", "GET", "/{slug}/actions",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_ACTIONS, EMBARK_RESULT_LIST, make_action },
  [EMBARK_OPERATION_ACTION_GET] = { "action.get", "GET", "/{slug}/actions/{action}",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_ACTIONS, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_ACTION_EXECUTE] = { "action.execute", "POST", "/{slug}/actions/{action}/execute",
    EMBARK_AUTH_KEY_ACCOUNT, EMBARK_OPERATION_FLAG_ACTIONS, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_WEBHOOK_LIST] = { "webhook.list", "GET", "/webhook",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_LIST, make_webhook },
  [EMBARK_OPERATION_WEBHOOK_CREATE] = { "webhook.create", "POST", "/webhook",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_webhook },
  [EMBARK_OPERATION_WEBHOOK_GET] = { "webhook.get", "GET", "/webhook/{webhook}",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_webhook },
  [EMBARK_OPERATION_WEBHOOK_UPDATE] = { "webhook.update", "PUT", "/webhook/{webhook}",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_RECORD, make_webhook },
  [EMBARK_OPERATION_WEBHOOK_DELETE] = { "webhook.delete", "DELETE", "/webhook/{webhook}",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
  [EMBARK_OPERATION_WEBHOOK_GROUP_EDIT] = { "webhook.group", "PUT", "/webhooks/group/edit",
    EMBARK_AUTH_KEY, EMBARK_OPERATION_FLAG_NONE, EMBARK_RESULT_NODE, NULL },
};
/* clang-format on */

const EmbarkOperationRow *
embark_operation_get_row (EmbarkOperation operation)
{
  g_return_val_if_fail ((guint) operation < EMBARK_N_OPERATIONS, NULL);

  return &rows[operation];
}

const char *
embark_operation_get_name (EmbarkOperation operation)
{
  g_return_val_if_fail ((guint) operation < EMBARK_N_OPERATIONS, NULL);

  return rows[operation].name;
}

const char *
embark_operation_get_method (EmbarkOperation operation)
{
  g_return_val_if_fail ((guint) operation < EMBARK_N_OPERATIONS, NULL);

  return rows[operation].method;
}

const char *
embark_operation_get_path (EmbarkOperation operation)
{
  g_return_val_if_fail ((guint) operation < EMBARK_N_OPERATIONS, NULL);

  return rows[operation].path;
}

gboolean
embark_operation_is_repeatable (EmbarkOperation operation)
{
  g_return_val_if_fail ((guint) operation < EMBARK_N_OPERATIONS, FALSE);

  return g_strcmp0 (rows[operation].method, "POST") != 0;
}

gboolean
embark_operation_changes (EmbarkOperation operation)
{
  static const EmbarkOperation harmless[] = {
    EMBARK_OPERATION_FIELD_LIST,
    EMBARK_OPERATION_FIELD_GET,
    EMBARK_OPERATION_RULE_OPTIONS,
    EMBARK_OPERATION_SESSION_TOKEN_REVOKE,
  };

  g_return_val_if_fail ((guint) operation < EMBARK_N_OPERATIONS, TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (harmless); i++)
    if (operation == harmless[i])
      return FALSE;
  return g_strcmp0 (rows[operation].method, "GET") != 0;
}
