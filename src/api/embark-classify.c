/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-classify.h"

/* A row fits when every condition that it names does. The first that fits decides. */
typedef struct
{
  const char *code;  /* (nullable): exactly one of the codes */
  const char *text;  /* (nullable): part of the message, lower case */
  const char *text2; /* (nullable): another part */
  guint status;      /* 0: any */
  EmbarkApiError error;
} Rule;

static const Rule rules[] = {
  { NULL, NULL, NULL, 429, EMBARK_API_ERROR_RATE_LIMITED },
  { NULL, "rate limit", NULL, 0, EMBARK_API_ERROR_RATE_LIMITED },
  { NULL, "too many requests", NULL, 0, EMBARK_API_ERROR_RATE_LIMITED },
  { "NOT_IMPLEMENTED", NULL, NULL, 0, EMBARK_API_ERROR_UNSUPPORTED },
  { NULL, NULL, NULL, 501, EMBARK_API_ERROR_UNSUPPORTED },
  { "INVALID_TOKEN", NULL, NULL, 0, EMBARK_API_ERROR_TOKEN },
  { NULL, "invalid token", NULL, 0, EMBARK_API_ERROR_TOKEN },
  { NULL, "token missing", NULL, 0, EMBARK_API_ERROR_TOKEN },
  { NULL, "jwt expired", NULL, 0, EMBARK_API_ERROR_TOKEN },
  { NULL, "token expired", NULL, 401, EMBARK_API_ERROR_TOKEN },
  { "AUTH_SERVICE_ERROR", NULL, NULL, 0, EMBARK_API_ERROR_TOKEN },
  { NULL, "invalid credentials", NULL, 401, EMBARK_API_ERROR_UNAUTHORIZED },
  { NULL, "private to another linked account", NULL, 0, EMBARK_API_ERROR_FORBIDDEN },
  { "INVALID_LINKED_ACCOUNT_ID", "required", NULL, 0, EMBARK_API_ERROR_INVALID },
  { "INVALID_LINKED_ACCOUNT_ID", "already exists", NULL, 0, EMBARK_API_ERROR_INVALID },
  { NULL, "no linked account found", NULL, 0, EMBARK_API_ERROR_ACCOUNT },
  { NULL, "linked account", "not found", 0, EMBARK_API_ERROR_ACCOUNT },
  { NULL, "linked account", "does not exist", 0, EMBARK_API_ERROR_ACCOUNT },
  { NULL, "linked account", "already exists", 0, EMBARK_API_ERROR_INVALID },
  { "INVALID_LINKED_ACCOUNT_ID", NULL, NULL, 0, EMBARK_API_ERROR_ACCOUNT },
  { "INVALID_APP_ID", NULL, NULL, 0, EMBARK_API_ERROR_APP },
  { NULL, "application with app_type", NULL, 0, EMBARK_API_ERROR_APP },
  { NULL, "application", "not enabled", 0, EMBARK_API_ERROR_APP },
  { NULL, "trigger not found", NULL, 0, EMBARK_API_ERROR_EVENT },
  { NULL, "trigger with name", "not found", 0, EMBARK_API_ERROR_EVENT },
  { NULL, "invalid event.", NULL, 0, EMBARK_API_ERROR_EVENT },
  { "INVALID_EVENT", NULL, NULL, 0, EMBARK_API_ERROR_EVENT },
  { NULL, "event not found", NULL, 0, EMBARK_API_ERROR_EVENT },
  { "INVALID_WORKFLOW_ID", NULL, NULL, 0, EMBARK_API_ERROR_INVALID },
  { "VALIDATION_ERROR", NULL, NULL, 0, EMBARK_API_ERROR_INVALID },
  { "INVALID_EVENT_ID", "already exists", NULL, 0, EMBARK_API_ERROR_INVALID },
  { "RESOURCE_NOT_FOUND", NULL, NULL, 0, EMBARK_API_ERROR_NOT_FOUND },
  { "NOT_FOUND", NULL, NULL, 0, EMBARK_API_ERROR_NOT_FOUND },
  { NULL, "not found", NULL, 0, EMBARK_API_ERROR_NOT_FOUND },
  { NULL, "is required", NULL, 0, EMBARK_API_ERROR_INVALID },
  { NULL, "are required", NULL, 0, EMBARK_API_ERROR_INVALID },
};

static gboolean
has_code (const EmbarkRefusal *refusal, const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusal->codes); i++)
    {
      if (g_strcmp0 (refusal->codes[i], code) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
fits (const Rule *rule, const EmbarkRefusal *refusal, const char *message)
{
  return (rule->status == 0 || rule->status == refusal->status)
         && (rule->code == NULL || has_code (refusal, rule->code))
         && (rule->text == NULL || strstr (message, rule->text) != NULL)
         && (rule->text2 == NULL || strstr (message, rule->text2) != NULL);
}

static EmbarkApiError
from_status (const EmbarkRefusal *refusal)
{
  switch (refusal->status)
    {
    case 401:
    case 407:
      return EMBARK_API_ERROR_UNAUTHORIZED;
    case 403:
      return EMBARK_API_ERROR_FORBIDDEN;
    default:
      break;
    }
  if (refusal->status >= 500)
    return EMBARK_API_ERROR_SERVER;
  /* A page where JSON is due: another server, or another address of this one. */
  if (!refusal->is_json || refusal->status < 400)
    return EMBARK_API_ERROR_PROTOCOL;
  if (refusal->status == 404 || refusal->status == 410)
    return EMBARK_API_ERROR_NOT_FOUND;
  if (refusal->status == 400 || refusal->status == 409 || refusal->status == 413 || refusal->status == 415
      || refusal->status == 422)
    return EMBARK_API_ERROR_INVALID;

  return EMBARK_API_ERROR_FAILED;
}

/* What a "not found" is about, where the operation asks for one thing only. */
static EmbarkApiError
refine (EmbarkApiError error, const EmbarkRefusal *refusal)
{
  gboolean about_account = refusal->operation == EMBARK_OPERATION_ACCOUNT_GET
                           || refusal->operation == EMBARK_OPERATION_ACCOUNT_DELETE;
  gboolean about_app = refusal->operation == EMBARK_OPERATION_APPLICATION_GET;

  if (error == EMBARK_API_ERROR_NOT_FOUND && about_account)
    return EMBARK_API_ERROR_ACCOUNT;
  if (error == EMBARK_API_ERROR_NOT_FOUND && about_app)
    return EMBARK_API_ERROR_APP;
  /* Which of the two was refused is known by which of the two was shown. */
  if (error == EMBARK_API_ERROR_TOKEN && !refusal->with_token)
    return EMBARK_API_ERROR_UNAUTHORIZED;
  if (error == EMBARK_API_ERROR_UNAUTHORIZED && refusal->with_token)
    return EMBARK_API_ERROR_TOKEN;

  return error;
}

EmbarkApiError
embark_classify (const EmbarkRefusal *refusal)
{
  g_autofree char *message = g_ascii_strdown (refusal->message != NULL ? refusal->message : "", -1);

  for (gsize i = 0; refusal->is_json && i < G_N_ELEMENTS (rules); i++)
    {
      if (fits (&rules[i], refusal, message))
        return refine (rules[i].error, refusal);
    }
  if (refusal->status == 429)
    return EMBARK_API_ERROR_RATE_LIMITED;
  if (refusal->status == 501)
    return EMBARK_API_ERROR_UNSUPPORTED;

  return refine (from_status (refusal), refusal);
}
