/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "embark-call.h"
#include "embark-operation.h"

G_BEGIN_DECLS

  typedef enum
  {
    EMBARK_AUTH_NONE,              /* nothing */
    EMBARK_AUTH_KEY,               /* x-api-key */
    EMBARK_AUTH_KEY_ACCOUNT,       /* x-api-key and linked_account_id */
    EMBARK_AUTH_KEY_ACCOUNT_MAYBE, /* x-api-key, and linked_account_id where the call names an account */
    EMBARK_AUTH_BEARER,            /* the session token */
    EMBARK_AUTH_BEARER_KEY,        /* the session token; on 401 once more with key and account (register 1) */
  } EmbarkAuth;

  typedef enum
  {
    EMBARK_OPERATION_FLAG_NONE = 0,
    EMBARK_OPERATION_FLAG_NO_BODY = 1 << 0,       /* not even {} */
    EMBARK_OPERATION_FLAG_ACCOUNT_QUERY = 1 << 1, /* the account goes into the query as well */
    EMBARK_OPERATION_FLAG_ONE_OR_MANY = 1 << 2,   /* an object is taken for a list of one (register 17) */
    EMBARK_OPERATION_FLAG_ACTIONS = 1 << 3,       /* below EMBARK_API_ACTIONS_PREFIX */
    EMBARK_OPERATION_FLAG_ANY_STATUS = 1 << 4,    /* a 4xx or 5xx that does not look like the platform's own is an
                                                     answer: a Response node may set any (contract 13) */
  } EmbarkOperationFlags;

  typedef enum
  {
    EMBARK_RESULT_NODE,   /* whatever JSON came, or nothing */
    EMBARK_RESULT_RECORD, /* one record */
    EMBARK_RESULT_LIST,   /* an array of records */
    EMBARK_RESULT_PAGE,   /* contract 3.2; an array is taken for the only page */
  } EmbarkResultKind;

  /* Returns: (transfer full) (nullable): the record that @node is; @now: µs since 1970, the time of the
   * answer */
  typedef gpointer (*EmbarkMakeFunc) (JsonNode * node, EmbarkCall * call, gint64 now, GError * *error);

  typedef struct
  {
    const char *name;
    const char *method;
    const char *path; /* below EMBARK_API_PREFIX, or as the flags say */
    EmbarkAuth auth;
    EmbarkOperationFlags flags;
    EmbarkResultKind kind;
    EmbarkMakeFunc make; /* NULL for EMBARK_RESULT_NODE */
  } EmbarkOperationRow;

#define EMBARK_API_PREFIX         "/api/v2/public"
#define EMBARK_API_ACTIONS_PREFIX "/api/v2/integration-schema"

  const EmbarkOperationRow *embark_operation_get_row (EmbarkOperation operation);

G_END_DECLS
