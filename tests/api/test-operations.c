/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each operation puts on the wire: method, path, who authorizes it, and whether there is a body
 * (contract 2). The table is written from the contract and not from the client's. */

#include "config.h"

#include "stub-server.h"

typedef enum
{
  NOBODY,
  KEY,
  ACCOUNT, /* key and account */
  BEARER,
} Who;

typedef struct
{
  EmbarkOperation operation;
  const char *request; /* below /api/v2 */
  Who who;
  gboolean body;
} Row;

#define OP(name) EMBARK_OPERATION_##name

/* clang-format off */
static const Row rows[] = {
  { OP (APPLICATION_LIST), "GET /public/application", ACCOUNT, FALSE },
  { OP (APPLICATION_GET), "GET /public/application/salesforce", ACCOUNT, FALSE },
  { OP (AUTH_STRUCTURE), "GET /public/auth-structure/salesforce", NOBODY, FALSE },
  { OP (OAUTH_URL), "GET /public/linked-account/integration/oauth-url/salesforce", ACCOUNT, FALSE },
  { OP (SAVE_KEY_CREDENTIALS), "PUT /public/linked-account/integration/save-key-credentials/salesforce", ACCOUNT, TRUE },
  { OP (DEFAULT_APP_CREDENTIAL_SET), "PUT /public/linked-account/default-app/auth-credentials/k1", ACCOUNT, TRUE },
  { OP (DEFAULT_APP_CREDENTIAL_DELETE), "DELETE /public/linked-account/default-app/auth-credentials/k1", ACCOUNT, FALSE },
  { OP (MIGRATE_TOKEN), "PUT /public/migrate-token", ACCOUNT, TRUE },
  { OP (CONNECT_URL), "POST /public/connect-url?linked_account_id=user_12345", BEARER, TRUE },
  { OP (HOSTED_PROPERTIES), "GET /public/hosted-properties", BEARER, FALSE },
  { OP (ACCOUNT_LIST), "GET /public/linked-account", KEY, FALSE },
  { OP (ACCOUNT_CREATE), "POST /public/linked-account", KEY, TRUE },
  { OP (ACCOUNT_UPSERT), "PUT /public/linked-account", KEY, TRUE },
  { OP (ACCOUNT_GET), "GET /public/linked-account/user_12345", KEY, FALSE },
  { OP (ACCOUNT_DELETE), "DELETE /public/linked-account/user_12345", KEY, FALSE },
  { OP (ACCOUNT_ACTIVE), "GET /public/session/active-linked-account", BEARER, FALSE },
  { OP (INTEGRATION_DELETE), "DELETE /public/linked-account/integration/salesforce?linked_account_id=user_12345", ACCOUNT, FALSE },
  { OP (SESSION_TOKEN), "POST /public/session-token", KEY, TRUE },
  { OP (SESSION_TOKEN_REVOKE), "POST /public/session-token/revoke", BEARER, FALSE },
  { OP (CONFIG_ENSURE), "POST /public/config", ACCOUNT, TRUE },
  { OP (CONFIG_UPDATE), "PUT /public/config", ACCOUNT, TRUE },
  { OP (CONFIG_GET), "GET /public/slug/salesforce/config/c1", ACCOUNT, FALSE },
  { OP (CONFIG_GET_DEFAULT), "GET /public/slug/salesforce/config", ACCOUNT, FALSE },
  { OP (CONFIG_DELETE), "DELETE /public/slug/salesforce/config/c1", ACCOUNT, FALSE },
  { OP (CONFIG_DELETE_DEFAULT), "DELETE /public/slug/salesforce/config", ACCOUNT, FALSE },
  { OP (CONFIG_LIST), "GET /public/slug/salesforce/configs", ACCOUNT, FALSE },
  { OP (WORKFLOW_TOGGLE), "PATCH /public/slug/salesforce/config/c1/workflows/w1", ACCOUNT, TRUE },
  { OP (FIELD_LIST), "POST /public/config/field", ACCOUNT, FALSE },
  { OP (FIELD_GET), "POST /public/config/field/f1", ACCOUNT, TRUE },
  { OP (FIELD_SET), "PUT /public/config/field/f1", ACCOUNT, TRUE },
  { OP (FIELD_CLEAR), "DELETE /public/config/field/f1", ACCOUNT, FALSE },
  { OP (RULE_OPTIONS), "POST /public/config/rule-engine/f1", ACCOUNT, TRUE },
  { OP (EVENT_LIST), "GET /public/application/event", KEY, FALSE },
  { OP (EVENT_CREATE), "POST /public/application/event", KEY, TRUE },
  { OP (EVENT_GET), "GET /public/application/event/e1", KEY, FALSE },
  { OP (EVENT_UPDATE), "PUT /public/application/event/e1", KEY, TRUE },
  { OP (EVENT_DELETE), "DELETE /public/application/event/e1", KEY, FALSE },
  { OP (EVENT_FIRE), "POST /public/event/salesforce", ACCOUNT, TRUE },
  { OP (EVENT_TRIGGER), "POST /public/event/trigger", ACCOUNT, TRUE },
  { OP (EXECUTION_LIST), "GET /public/execution", ACCOUNT, FALSE },
  { OP (EXECUTION_GET), "GET /public/execution/6a314c54", ACCOUNT, FALSE },
  { OP (EXECUTION_STOP), "POST /public/execution/6a314c54/stop", ACCOUNT, FALSE },
  { OP (EXECUTION_RERUN), "POST /public/execution/6a314c54/rerun", ACCOUNT, FALSE },
  { OP (EXECUTION_BATCHES), "GET /public/execution/6a314c54/nodes/n1/batches", ACCOUNT, FALSE },
  { OP (WORKFLOW_LIST), "GET /public/workflow", ACCOUNT, FALSE },
  { OP (WORKFLOW_CREATE), "POST /public/workflow", ACCOUNT, TRUE },
  { OP (WORKFLOW_GET), "GET /public/workflow/w1", ACCOUNT, FALSE },
  { OP (WORKFLOW_UPDATE), "PUT /public/workflow/w1", ACCOUNT, TRUE },
  { OP (WORKFLOW_DELETE), "DELETE /public/workflow/w1", BEARER, FALSE },
  { OP (WORKFLOW_EDIT), "GET /public/workflow/w1/edit", ACCOUNT, FALSE },
  { OP (WORKFLOW_PUBLISH), "PUT /public/workflow/w1/publish", BEARER, TRUE },
  { OP (WORKFLOW_EXECUTE), "POST /public/workflow/w1/execute", ACCOUNT, TRUE },
  { OP (WORKFLOW_ENABLED), "GET /public/workflow/enabled", ACCOUNT, FALSE },
  { OP (WORKFLOW_REQUEST_STRUCTURE), "GET /public/workflow/request-structure/w1", ACCOUNT, FALSE },
  { OP (WORKFLOW_VERSIONS), "GET /public/workflow/versions/w1", ACCOUNT, FALSE },
  { OP (ACTION_LIST), "GET /integration-schema/salesforce/actions", ACCOUNT, FALSE },
  { OP (ACTION_GET), "GET /integration-schema/salesforce/actions/a1", ACCOUNT, FALSE },
  { OP (ACTION_EXECUTE), "POST /integration-schema/salesforce/actions/a1/execute", ACCOUNT, TRUE },
  { OP (WEBHOOK_LIST), "GET /public/webhook", KEY, FALSE },
  { OP (WEBHOOK_CREATE), "POST /public/webhook", KEY, TRUE },
  { OP (WEBHOOK_GET), "GET /public/webhook/h1", KEY, FALSE },
  { OP (WEBHOOK_UPDATE), "PUT /public/webhook/h1", KEY, TRUE },
  { OP (WEBHOOK_DELETE), "DELETE /public/webhook/h1", KEY, FALSE },
  { OP (WEBHOOK_GROUP_EDIT), "PUT /public/webhooks/group/edit", KEY, TRUE },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == EMBARK_N_OPERATIONS);

static void
test_wire (Stub *stub, gconstpointer data)
{
  const Row *row = data;
  static const StubReply answer = { "{\"message\":\"whatever\"}", NULL, NULL, NULL, 418 };
  g_auto (GStrv) parts = g_strsplit (row->request, " ", 2);
  g_autofree char *request = g_strconcat (parts[0], " /api/v2", parts[1], NULL);
  EmbarkCall *call = stub_call (row->operation);
  g_autoptr (GError) error = NULL;

  stub_add (stub, &answer);
  embark_call_set_path (call, "config", "c1");
  g_assert_null (stub_send (stub, call, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_FAILED);
  g_assert_cmpstr (stub_get_request (stub, 0), ==, request);

  g_assert_cmpstr (g_hash_table_lookup (stub->headers, "x-api-key"), ==,
                   row->who == KEY || row->who == ACCOUNT ? STUB_KEY : NULL);
  g_assert_cmpstr (g_hash_table_lookup (stub->headers, "linked_account_id"), ==,
                   row->who == ACCOUNT ? "user_12345" : NULL);
  g_assert_cmpstr (g_hash_table_lookup (stub->headers, "authorization"), ==,
                   row->who == BEARER ? "Bearer " STUB_JWT : NULL);
  g_assert_cmpstr (g_hash_table_lookup (stub->headers, "content-type"), ==,
                   row->body ? "application/json" : NULL);
  g_assert_cmpstr (stub->body != NULL && *stub->body != '\0' ? stub->body : NULL, ==,
                   row->body ? "{}" : NULL);
}

/* Names are for the activity list and for bug reports: each is somebody's alone. */
static void
test_names (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (EmbarkOperation operation = 0; operation < EMBARK_N_OPERATIONS; operation++)
    g_assert_true (g_hash_table_add (names, (gpointer) embark_operation_get_name (operation)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path =
          g_strconcat ("/api/operations/", embark_operation_get_name (rows[i].operation), NULL);

      g_test_add (path, Stub, &rows[i], stub_set_up, test_wire, stub_tear_down);
    }
  g_test_add_func ("/api/operations/names", test_names);

  return g_test_run ();
}
