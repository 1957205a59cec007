/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Routes for tests and demonstrations, under /__sandbox/ and with the API key:
 *
 *   GET  requests     [ { method, path, query: [names], account, auth, status, time, event, payload } ]
 *   GET  state        the whole document (embark-sandbox-state.c says its shape), of both environments
 *   POST reset        back to the seed
 *   POST fault        { method?, path, status?, count?, body?, retry_after?, delay_ms?, malformed?, drop? }
 *   POST style        { style?: "v2" | "v3", odd?: ["account-created", "configs-object", "event-keys"] }
 *   GET  oauth-errors [ { id, section, code, text, at, user } ]: the ways in which connecting can fail
 *   POST oauth-error  { id } or { code }: the next sign-in ends with it; null takes it back
 *   POST expire       with linked_account_id: its Salesforce connection must sign in again
 *   POST authorize    what is wrong with the authorize address (embark-sandbox-authorize.c)
 *   GET, POST client  the OAuth client as both sides have it (embark-sandbox-client.c)
 *   GET  hostile      pages that misbehave, without the key (embark-sandbox-hostile.c)
 *   POST identifier   { form }: how the API names who is connected (embark-sandbox-applications.c)
 */

#include "config.h"

#include "embark-sandbox-oauth.h"

#define DEEP        100000
#define MAX_ADVANCE (366 * 24 * 60 * 60 * (gint64) 1000)
#define HUGE_TEXT   (16 * 1024 * 1024)

static void
reply_done (SandboxRequest *request)
{
  sandbox_reply_object (request, sandbox_object ("b:success", TRUE, NULL));
}

void
sandbox_control_requests (EmbarkSandbox *self, SandboxRequest *request)
{
  sandbox_reply_array (request, embark_sandbox_dup_requests (self));
}

void
sandbox_control_state (EmbarkSandbox *self, SandboxRequest *request)
{
  sandbox_reply_node (request, 200, embark_sandbox_dup_state (self));
}

void
sandbox_control_reset (EmbarkSandbox *self, SandboxRequest *request)
{
  embark_sandbox_reset (self);
  /* The request's own data set went with the old document. */
  request->env = NULL;
  request->account = NULL;
  reply_done (request);
}

static guint
number (JsonObject *body, const char *name, gint64 fallback, gint64 limit)
{
  if (sandbox_node (body, name) == NULL)
    return (guint) fallback;
  return (guint) CLAMP (sandbox_int (body, name), 0, limit);
}

/* Bodies that a name stands for. Each is complete JSON, and each has taken some client down. */
static char *
named_body (const char *kind)
{
  if (g_strcmp0 (kind, "endless-paging") == 0)
    return g_strdup (
        "{\"docs\":[{\"_id\":\"6a31\",\"id\":\"6a31\",\"account_id\":\"again\",\"name\":\"Again\"}],"
        "\"totalDocs\":1,\"limit\":1,\"page\":1,\"hasNextPage\":true,\"nextPage\":2}");
  if (g_strcmp0 (kind, "empty-page") == 0)
    return g_strdup (
        "{\"docs\":[],\"totalDocs\":0,\"limit\":10,\"page\":1,\"hasNextPage\":true,\"nextPage\":0}");
  if (g_strcmp0 (kind, "deep") == 0)
    {
      g_autofree char *open = g_strnfill (DEEP, '[');
      g_autofree char *close = g_strnfill (DEEP, ']');

      return g_strconcat (open, close, NULL);
    }
  if (g_strcmp0 (kind, "huge") == 0)
    {
      g_autofree char *text = g_strnfill (HUGE_TEXT, 'x');

      return g_strdup_printf ("{\"message\":\"%s\"}", text);
    }
  if (g_strcmp0 (kind, "web-page") == 0)
    return g_strdup ("<!doctype html><title>502 Bad Gateway</title>");
  return NULL;
}

static const char *const kinds[] = { "endless-paging", "empty-page", "deep", "huge", "web-page", NULL };

/* Faults: {"path", "method"?, "count"?, "status"?, "body"?, "kind"? (see above), "retry_after"? (seconds),
 * "delay_ms"?, "malformed"?, "drop"?, "cut"?}. */
void
sandbox_control_fault (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  const char *path = sandbox_str (body, "path");
  const char *kind = sandbox_str (body, "kind");
  JsonNode *answer = sandbox_node (body, "body");
  guint status = number (body, "status", 0, 599);
  guint count = number (body, "count", 1, 1000000);
  SandboxFault *fault;

  if (path == NULL || (status != 0 && status < 200) || count == 0
      || (kind != NULL && (!g_strv_contains (kinds, kind) || answer != NULL)))
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR",
                           "path is required; status is 200 to 599; count is above 0; kind is known");
      return;
    }
  embark_sandbox_fail_next (self, sandbox_str (body, "method"), path, status, count);
  fault = g_ptr_array_index (self->faults, self->faults->len - 1);
  if (answer != NULL)
    fault->body = sandbox_str (body, "body") != NULL ? g_strdup (sandbox_str (body, "body"))
                                                     : sandbox_json_print (answer, FALSE);
  fault->retry_after = number (body, "retry_after", 0, 86400);
  fault->delay = number (body, "delay_ms", 0, 600000);
  fault->malformed = sandbox_bool (body, "malformed");
  fault->drop = sandbox_bool (body, "drop");
  fault->cut = sandbox_bool (body, "cut");
  if (kind != NULL)
    fault->body = named_body (kind);
  if (status == 0 && (fault->malformed || fault->body != NULL))
    fault->status = 200;
  reply_done (request);
}

void
sandbox_control_oauth_error (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  const char *id = sandbox_str (body, "id");
  const char *code = sandbox_str (body, "code");
  const char *name = id != NULL ? id : code;

  if ((id != NULL && sandbox_oauth_error (id) == NULL) || !embark_sandbox_set_oauth_error (self, name))
    sandbox_reply_error (request, 400, "VALIDATION_ERROR", "No OAuth error is called %s", name);
  else
    reply_done (request);
}

void
sandbox_control_oauth_errors (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *list = json_array_new ();
  guint n_rows;
  const SandboxOauthError *rows = sandbox_oauth_errors (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      JsonObject *row =
          sandbox_object ("s:id", rows[i].id, "s:section", rows[i].section, "s:text", rows[i].description,
                          "s:at", sandbox_error_place_name (rows[i].place), "s:user", rows[i].user, NULL);

      if (rows[i].code != NULL)
        json_object_set_string_member (row, "code", rows[i].code);
      else
        json_object_set_null_member (row, "code");
      json_array_add_object_element (list, row);
    }
  sandbox_reply_array (request, list);
}

void
sandbox_control_expire (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *connection = sandbox_connection (request->account, SANDBOX_SALESFORCE);

  if (connection == NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "Salesforce is not connected");
      return;
    }
  json_object_set_string_member (connection, "status", "expired");
  reply_done (request);
}

/* Puts the clock forward, so that nobody has to wait for a token to end or a run to move on. */
void
sandbox_control_clock (EmbarkSandbox *self, SandboxRequest *request)
{
  gint64 by = sandbox_int (sandbox_request_object (request), "advance_ms");

  if (by <= 0 || by > MAX_ADVANCE)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "advance_ms is above 0 and at most a year");
      return;
    }
  self->ahead += by;
  sandbox_advance (self);
  reply_done (request);
}
