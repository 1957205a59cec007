/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform's calls as data: one row an operation, in embark-operation.c. To add a call, add a row. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  EMBARK_OPERATION_APPLICATION_LIST,              /* → list of EmbarkApplication */
  EMBARK_OPERATION_APPLICATION_GET,               /* {slug} → EmbarkApplication */
  EMBARK_OPERATION_AUTH_STRUCTURE,                /* {slug}, no key → node */
  EMBARK_OPERATION_OAUTH_URL,                     /* {slug} → node {auth_url} */
  EMBARK_OPERATION_SAVE_KEY_CREDENTIALS,          /* {slug} PUT ?auth_type → node */
  EMBARK_OPERATION_DEFAULT_APP_CREDENTIAL_SET,    /* {key} PUT {value} → node */
  EMBARK_OPERATION_DEFAULT_APP_CREDENTIAL_DELETE, /* {key} → node */
  EMBARK_OPERATION_MIGRATE_TOKEN,                 /* PUT {slug, auth_object} → node */
  EMBARK_OPERATION_CONNECT_URL,                   /* → node {hosted_url}; bearer, key on 401 (register 1) */
  EMBARK_OPERATION_HOSTED_PROPERTIES,             /* bearer → node */
  EMBARK_OPERATION_ACCOUNT_LIST,                  /* ?page&limit&search → page of EmbarkLinkedAccount */
  EMBARK_OPERATION_ACCOUNT_CREATE,                /* POST → node (register 18: re-read) */
  EMBARK_OPERATION_ACCOUNT_UPSERT,                /* PUT → node (register 18: re-read) */
  EMBARK_OPERATION_ACCOUNT_GET,                   /* {account} → EmbarkLinkedAccount */
  EMBARK_OPERATION_ACCOUNT_DELETE,                /* {account} → node */
  EMBARK_OPERATION_ACCOUNT_ACTIVE,                /* bearer → EmbarkLinkedAccount */
  EMBARK_OPERATION_INTEGRATION_DELETE,            /* {slug} → node */
  EMBARK_OPERATION_SESSION_TOKEN,                 /* POST ?force_refresh → EmbarkSessionToken */
  EMBARK_OPERATION_SESSION_TOKEN_REVOKE,          /* bearer → node */
  EMBARK_OPERATION_CONFIG_ENSURE,                 /* POST /config → EmbarkConfig */
  EMBARK_OPERATION_CONFIG_UPDATE,                 /* PUT /config → EmbarkConfig */
  EMBARK_OPERATION_CONFIG_GET,                    /* {slug} {config} → EmbarkConfig */
  EMBARK_OPERATION_CONFIG_GET_DEFAULT,            /* {slug} → EmbarkConfig */
  EMBARK_OPERATION_CONFIG_DELETE,                 /* {slug} {config} → node */
  EMBARK_OPERATION_CONFIG_DELETE_DEFAULT,         /* {slug} → node */
  EMBARK_OPERATION_CONFIG_LIST,                   /* {slug} → list of EmbarkConfigRef (register 17) */
  EMBARK_OPERATION_WORKFLOW_TOGGLE,               /* {slug} {config} {workflow} PATCH {enabled} → node */
  EMBARK_OPERATION_FIELD_LIST,                    /* POST, no body → EmbarkConfig */
  EMBARK_OPERATION_FIELD_GET,                     /* {field} POST {value?} → EmbarkField */
  EMBARK_OPERATION_FIELD_SET,                     /* {field} PUT {value} → node */
  EMBARK_OPERATION_FIELD_CLEAR,                   /* {field} DELETE → node */
  EMBARK_OPERATION_RULE_OPTIONS,                  /* {field} POST {rule_column} → EmbarkRuleOptions (register 5) */
  EMBARK_OPERATION_EVENT_LIST,                    /* → list of EmbarkEvent */
  EMBARK_OPERATION_EVENT_CREATE,                  /* POST → the whole list of EmbarkEvent */
  EMBARK_OPERATION_EVENT_GET,                     /* {event} → EmbarkEvent */
  EMBARK_OPERATION_EVENT_UPDATE,                  /* {event} PUT → the whole list of EmbarkEvent */
  EMBARK_OPERATION_EVENT_DELETE,                  /* {event} → the remaining list of EmbarkEvent */
  EMBARK_OPERATION_EVENT_FIRE,                    /* {slug} → node; never repeated */
  EMBARK_OPERATION_EVENT_TRIGGER,                 /* all integrations → node; never repeated */
  EMBARK_OPERATION_EXECUTION_LIST,                /* ?page&limit&start_date… → page of EmbarkExecution */
  EMBARK_OPERATION_EXECUTION_GET,                 /* {execution} → EmbarkExecution */
  EMBARK_OPERATION_EXECUTION_STOP,                /* {execution} → node; no body */
  EMBARK_OPERATION_EXECUTION_RERUN,               /* {execution} → node; no body; never repeated */
  EMBARK_OPERATION_EXECUTION_BATCHES,             /* {execution} {node} → page of EmbarkBatch */
  EMBARK_OPERATION_WORKFLOW_LIST,                 /* ?page&limit… → page of EmbarkWorkflowInfo */
  EMBARK_OPERATION_WORKFLOW_CREATE,               /* POST → EmbarkWorkflowInfo, a draft */
  EMBARK_OPERATION_WORKFLOW_GET,                  /* {workflow} → EmbarkWorkflowInfo */
  EMBARK_OPERATION_WORKFLOW_UPDATE,               /* {workflow} PUT → node */
  EMBARK_OPERATION_WORKFLOW_DELETE,               /* {workflow}, bearer → node */
  EMBARK_OPERATION_WORKFLOW_EDIT,                 /* {workflow} → node, the draft */
  EMBARK_OPERATION_WORKFLOW_PUBLISH,              /* {workflow}, bearer, PUT {published} → node (register 22) */
  EMBARK_OPERATION_WORKFLOW_EXECUTE,              /* {workflow}, header slug → node; never repeated (register 26) */
  EMBARK_OPERATION_WORKFLOW_ENABLED,              /* → list of EmbarkWorkflowInfo */
  EMBARK_OPERATION_WORKFLOW_REQUEST_STRUCTURE,    /* {workflow} → node */
  EMBARK_OPERATION_WORKFLOW_VERSIONS,             /* {workflow} → page of EmbarkWorkflowVersion */
  EMBARK_OPERATION_ACTION_LIST,                   /* {slug} → list of EmbarkAction */
  EMBARK_OPERATION_ACTION_GET,                    /* {slug} {action} → node, its parameters */
  EMBARK_OPERATION_ACTION_EXECUTE,                /* {slug} {action} POST → node */
  EMBARK_OPERATION_WEBHOOK_LIST,                  /* → list of EmbarkWebhook */
  EMBARK_OPERATION_WEBHOOK_CREATE,                /* POST → EmbarkWebhook */
  EMBARK_OPERATION_WEBHOOK_GET,                   /* {webhook} → EmbarkWebhook */
  EMBARK_OPERATION_WEBHOOK_UPDATE,                /* {webhook} PUT → EmbarkWebhook */
  EMBARK_OPERATION_WEBHOOK_DELETE,                /* {webhook} → node, the remaining ones */
  EMBARK_OPERATION_WEBHOOK_GROUP_EDIT,            /* PUT {webhookIds, group} → node */
  EMBARK_N_OPERATIONS,
} EmbarkOperation;

/* Returns: the name of @operation for logs and the activity list ("linked-account.list") */
const char *embark_operation_get_name (EmbarkOperation operation);
/* Returns: the HTTP method */
const char *embark_operation_get_method (EmbarkOperation operation);
/* Returns: the path template, with {names} */
const char *embark_operation_get_path (EmbarkOperation operation);
/* Returns: whether it may be sent again by itself (contract 3.1: GET, PUT, PATCH, DELETE) */
gboolean embark_operation_is_repeatable (EmbarkOperation operation);
/* Returns: whether a client that may only read refuses it. Some POSTs only ask; and taking a session token back, which
 * ends a way in, is never refused. */
gboolean embark_operation_changes (EmbarkOperation operation);

G_END_DECLS
