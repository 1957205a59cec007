/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Credentials that are handed over instead of signed in with (contract section 5). None of them is kept: the
 * document remembers that they came, not what they are. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-oauth.h"

static void
reply_success (SandboxRequest *request, const char *message)
{
  sandbox_reply_object (request, sandbox_object ("b:success", TRUE, "s:message", message, NULL));
}

static JsonObject *
live_application (EmbarkSandbox *self, SandboxRequest *request, const char *slug)
{
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", slug);

  if (sandbox_application_is_live (self, app))
    return app;
  sandbox_reply_error (request, 404, "EXTERNAL_API_FAILURE",
                       "Application with app_type '%s' not found for org %s", slug != NULL ? slug : "",
                       SANDBOX_ORGANISATION);
  return NULL;
}

static char *
integration_user (SandboxRequest *request)
{
  g_autofree char *local = g_str_to_ascii (request->account_id, "C");

  g_strcanon (local, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-.", '-');
  return g_strdup_printf ("integration@%s.example", local);
}

/* PUT save-key-credentials, and the vendor's script's POST /api/v2/app/{slug}/save. */
void
sandbox_save_credentials (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = live_application (self, request, sandbox_request_parameter (request, "slug"));
  JsonObject *body = sandbox_request_object (request);
  g_autoptr (GList) names = body != NULL ? json_object_get_members (body) : NULL;
  gboolean good = names != NULL;
  const char *type = sandbox_request_query (request, "auth_type");
  g_autofree char *user = NULL;

  if (app == NULL)
    return;
  if (type != NULL && !g_str_equal (type, "keybased"))
    {
      sandbox_reply_error (request, 500, "SERVER_ERROR",
                           "Failed to verify credentials: %s takes no credentials of type %s",
                           sandbox_str (app, "name"), type);
      return;
    }
  for (GList *l = names; l != NULL; l = l->next)
    if (sandbox_str (body, l->data) == NULL || g_str_has_prefix (sandbox_str (body, l->data), "wrong"))
      good = FALSE;
  if (!good)
    {
      sandbox_reply_error (request, 500, "SERVER_ERROR",
                           "Failed to verify credentials: Request failed with status code 401");
      return;
    }
  user = integration_user (request);
  sandbox_connect (self, request->account, user, NULL, sandbox_now (self));
  sandbox_reply_object (request, sandbox_object ("b:success", TRUE, NULL));
}

void
sandbox_default_app_set (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *credentials = sandbox_ensure_obj (request->account, "default_app");
  const char *key = sandbox_request_parameter (request, "key");
  gboolean known = json_object_has_member (credentials, key);

  if (sandbox_node (sandbox_request_object (request), "value") == NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "value is required");
      return;
    }
  json_object_set_boolean_member (credentials, key, TRUE);
  sandbox_reply_object (request, sandbox_object ("b:success", TRUE, "s:message",
                                                 known ? "Auth credential updated successfully"
                                                       : "Auth credential added successfully",
                                                 "s:action", known ? "updated" : "added", NULL));
}

void
sandbox_default_app_delete (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *credentials = sandbox_obj (request->account, "default_app");
  const char *key = sandbox_request_parameter (request, "key");

  if (credentials == NULL || !json_object_has_member (credentials, key))
    {
      sandbox_reply_error (request, 404, "RESOURCE_NOT_FOUND", "Auth credential %s not found", key);
      return;
    }
  json_object_remove_member (credentials, key);
  reply_success (request, "Auth credential deleted successfully");
}

/* The tokens stand under the kind of sign-in in the newer documents, and by themselves in the older ones. */
void
sandbox_migrate_token (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  JsonObject *auth = sandbox_obj (body, "auth_object");
  JsonObject *tokens = sandbox_obj (auth, "oauth2") != NULL ? sandbox_obj (auth, "oauth2") : auth;
  g_autofree char *user = NULL;

  if (sandbox_str (body, "slug") == NULL || auth == NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "slug and auth_object are required");
      return;
    }
  /* A failure with status 200, as the platform has it. */
  if (!sandbox_application_is_live (self, sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug",
                                                        sandbox_str (body, "slug")))
      || sandbox_str (tokens, "access_token") == NULL)
    {
      sandbox_reply_object (request, sandbox_object ("s:error", "Token migration failed", NULL));
      return;
    }
  user = integration_user (request);
  sandbox_connect (self, request->account, user, NULL, sandbox_now (self));
  reply_success (request, "Token migrated successfully");
}

/* Its shape is published nowhere: the organisation, and the account that asks. */
void
sandbox_org_basics (EmbarkSandbox *self, SandboxRequest *request)
{
  sandbox_reply_object (request,
                        sandbox_object ("s:_id", SANDBOX_ORGANISATION, "s:name", SANDBOX_COMPANY,
                                        "s:environment", request->environment, "o:linked_account",
                                        sandbox_object ("s:account_id", request->account_id, "s:name",
                                                        sandbox_str (request->account, "name"), NULL),
                                        NULL));
}
