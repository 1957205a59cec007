/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform's calls as data: one row an operation, in embark-operation.c. To add a call, add a row. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  EMBARK_OPERATION_APPLICATION_LIST,     /* → list of EmbarkApplication */
  EMBARK_OPERATION_APPLICATION_GET,      /* {slug} → EmbarkApplication */
  EMBARK_OPERATION_OAUTH_URL,            /* {slug} → node {auth_url} */
  EMBARK_OPERATION_CONNECT_URL,          /* → node {hosted_url}; bearer, key on 401 (register 1) */
  EMBARK_OPERATION_ACCOUNT_LIST,         /* ?page&limit&search → page of EmbarkLinkedAccount */
  EMBARK_OPERATION_ACCOUNT_UPSERT,       /* PUT → node (register 18: re-read) */
  EMBARK_OPERATION_ACCOUNT_GET,          /* {account} → EmbarkLinkedAccount */
  EMBARK_OPERATION_ACCOUNT_DELETE,       /* {account} → node */
  EMBARK_OPERATION_INTEGRATION_DELETE,   /* {slug} → node */
  EMBARK_OPERATION_SESSION_TOKEN,        /* POST ?force_refresh → EmbarkSessionToken */
  EMBARK_OPERATION_SESSION_TOKEN_REVOKE, /* bearer → node */
  EMBARK_OPERATION_CONFIG_ENSURE,        /* POST /config → EmbarkConfig */
  EMBARK_OPERATION_CONFIG_GET,           /* {slug} {config} → EmbarkConfig */
  EMBARK_OPERATION_FIELD_SET,            /* {field} PUT {value} → node */
  EMBARK_OPERATION_WORKFLOW_TOGGLE,      /* {slug} {config} {workflow} PATCH {enabled} → node */
  EMBARK_OPERATION_EVENT_LIST,           /* → list of EmbarkEvent */
  EMBARK_OPERATION_EVENT_FIRE,           /* {slug} → node; never repeated */
  EMBARK_OPERATION_EXECUTION_LIST,       /* ?page&limit&start_date… → page of EmbarkExecution */
  EMBARK_OPERATION_EXECUTION_GET,        /* {execution} → EmbarkExecution */
  EMBARK_OPERATION_EXECUTION_STOP,       /* {execution} → node; no body */
  EMBARK_OPERATION_EXECUTION_RERUN,      /* {execution} → node; no body; never repeated */
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

G_END_DECLS
