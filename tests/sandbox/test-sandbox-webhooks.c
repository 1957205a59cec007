/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Webhook subscriptions, actions, and credentials handed over (contract sections 5 and 13). */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define HOOK                                                                                                 \
  "{\"webhook_url\":\"https://hooks.lumendesk.example/cobalt\",\"webhook_events\":[\"Workflow Errored\"]}"
#define ACTIONS "/api/v2/integration-schema/salesforce/actions"

static void
assert_refused (Fixture *f, guint status, const char *key, const char *code, const char *part)
{
  g_assert_cmpuint (f->status, ==, status);
  g_assert_cmpstr (sandbox_str (fixture_object (f), key), ==, code);
  g_assert_nonnull (strstr (sandbox_str (fixture_object (f), "message"), part));
}

static char *
create (Fixture *f)
{
  g_assert_cmpuint (fixture_call (f, "POST", API "/webhook", HOOK), ==, 200);
  return g_strdup (sandbox_str (fixture_object (f), "_id"));
}

static void
test_webhooks (Fixture *f, gconstpointer data)
{
  g_autofree char *production = g_strconcat ("pk", embark_sandbox_get_api_key (f->sandbox) + 2, NULL);
  g_autofree char *id = create (f);
  g_autofree char *path = g_strconcat (API "/webhook/", id, NULL);
  g_autofree char *second = NULL;

  g_assert_true (sandbox_bool (fixture_object (f), "is_enabled"));
  g_assert_cmpstr (sandbox_str (fixture_object (f), "method"), ==, "POST");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "environment"), ==, "test");
  second = create (f);
  fixture_call (f, "GET", API "/webhook", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 2);
  fixture_send (f, "GET", API "/webhook", NULL, "key", production, NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 0);

  fixture_call (f, "PUT", path,
                "{\"is_enabled\":false,\"webhook_events\":[\"Workflow Timed Out\",\"Connection Expired\"]}");
  g_assert_false (sandbox_bool (fixture_object (f), "is_enabled"));
  fixture_call (f, "GET", path, NULL);
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "webhook_events")), ==, 2);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "webhook_url"), ==,
                   "https://hooks.lumendesk.example/cobalt");

  g_assert_cmpuint (fixture_call (f, "DELETE", path, NULL), ==, 200);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 1);
  /* Not 404. */
  fixture_call (f, "GET", path, NULL);
  assert_refused (f, 400, "error", "RESOURCE_NOT_FOUND", "Webhook not found");
}

static void
test_webhooks_refused (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *body;
    const char *code;
  } rows[] = {
    { "{}", "VALIDATION_ERROR" },
    { "{\"url\":\"https://a.example\",\"events\":[]}", "VALIDATION_ERROR" },
    { "{\"webhook_url\":\"https://a.example\",\"webhook_events\":[]}", "VALIDATION_ERROR" },
    { "{\"webhook_url\":\"https://a.example\",\"webhook_events\":[\"Workflow Exploded\"]}", "INVALID_EVENT" },
    { "{\"webhook_url\":\"https://a.example\",\"webhook_events\":[7]}", "INVALID_EVENT" },
    { "{\"webhook_url\":\"ftp://a.example\",\"webhook_events\":[\"Workflow Errored\"]}", "VALIDATION_ERROR" },
    { "{\"webhook_url\":\"https://a.example\",\"webhook_events\":[\"Workflow Errored\"],\"method\":\"GET\"}",
      "VALIDATION_ERROR" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fixture_call (f, "POST", API "/webhook", rows[i].body);
      assert_refused (f, 400, "error", rows[i].code, "");
    }
  fixture_call (f, "GET", API "/webhook", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 0);
}

static void
test_group (Fixture *f, gconstpointer data)
{
  g_autofree char *id = create (f);
  g_autofree char *body = g_strdup_printf ("{\"webhookIds\":[\"%s\"],\"group\":\"ops\"}", id);
  g_autofree char *bad = g_strdup_printf ("{\"webhookIds\":[\"%s\",\"none\"],\"group\":\"dev\"}", id);

  g_assert_cmpuint (fixture_call (f, "PUT", API "/webhooks/group/edit", body), ==, 200);
  g_assert_cmpstr (sandbox_str (sandbox_item (fixture_array (f), 0), "group"), ==, "ops");
  fixture_call (f, "PUT", API "/webhooks/group/edit", bad);
  assert_refused (f, 400, "error", "RESOURCE_NOT_FOUND", "Webhook not found");
  fixture_call (f, "GET", API "/webhook", NULL);
  g_assert_cmpstr (sandbox_str (sandbox_item (fixture_array (f), 0), "group"), ==, "ops");
  g_assert_cmpuint (fixture_call (f, "PUT", API "/webhooks/group/edit", "{}"), ==, 400);
}

static void
test_actions (Fixture *f, gconstpointer data)
{
  fixture_call (f, "GET", ACTIONS, NULL);
  g_assert_nonnull (sandbox_find (fixture_array (f), "action_id", "get_entity_with_soql"));
  fixture_call (f, "GET", ACTIONS "/get_entity_with_soql", NULL);
  g_assert_cmpstr (sandbox_str (sandbox_item (fixture_array (f), 0), "name"), ==, "q");
  fixture_call (f, "GET", ACTIONS "/no_such_action", NULL);
  assert_refused (f, 404, "error_code", "RESOURCE_NOT_FOUND",
                  "Action no_such_action not found in Application salesforce");
  fixture_call (f, "POST", ACTIONS "/get_entity_with_soql/execute", "{}");
  assert_refused (f, 400, "error_code", "VALIDATION_ERROR", "q is required");
  fixture_call (f, "POST", ACTIONS "/get_accounts/execute", "{}");
  assert_refused (f, 400, "error_code", "SERVER_ERROR", "not connected");

  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_call (f, "POST", ACTIONS "/get_entity_with_soql/execute", "{\"q\":\"SELECT Id FROM Opportunity\"}");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "node_status"), ==, "Success");
  g_assert_cmpint (sandbox_int (sandbox_obj (fixture_object (f), "data"), "totalSize"), ==, 6);
  fixture_call (f, "POST", ACTIONS "/create_contact/execute", "{\"LastName\":\"\"}");
  g_assert_cmpint (sandbox_int (fixture_object (f), "http_status"), ==, 400);
  fixture_call (f, "POST", "/__sandbox/expire", "{}");
  fixture_call (f, "POST", ACTIONS "/get_accounts/execute", "{}");
  g_assert_cmpuint (f->status, ==, 200);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "node_status"), ==, "Errored");
}

static void
test_credentials (Fixture *f, gconstpointer data)
{
  const char *path = API "/linked-account/integration/save-key-credentials/salesforce?auth_type=keybased";
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *token = fixture_token (f, ACCOUNT);

  fixture_call (f, "PUT", path, "{\"api_key\":\"wrong\"}");
  assert_refused (f, 500, "error", "SERVER_ERROR", "Failed to verify credentials: ");
  g_assert_cmpuint (fixture_call (f, "PUT", path, "{\"api_key\":\"s3cr3t-value\"}"), ==, 200);
  g_assert_true (sandbox_bool (fixture_object (f), "success"));
  fixture_call (f, "GET", API "/application/salesforce", NULL);
  g_assert_true (sandbox_bool (fixture_object (f), "connected"));
  g_assert_cmpuint (
      fixture_send (f, "POST", "/api/v2/app/salesforce/save", "{\"api_key\":\"x\"}", "bearer", token, NULL),
      ==, 200);

  path = API "/linked-account/default-app/auth-credentials/token";
  fixture_call (f, "PUT", path, "{\"value\":\"s3cr3t-value\"}");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "action"), ==, "added");
  /* None of it was kept. */
  fixture_send (f, "GET", "/__sandbox/state", NULL, "key", key, NULL);
  g_assert_null (strstr (f->text, "s3cr3t"));
  fixture_call (f, "PUT", path, "{\"value\":1}");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "action"), ==, "updated");
  g_assert_cmpuint (fixture_call (f, "DELETE", path, NULL), ==, 200);
  fixture_call (f, "DELETE", path, NULL);
  assert_refused (f, 404, "error", "RESOURCE_NOT_FOUND", "token");
  g_assert_cmpuint (fixture_send (f, "GET", "/api/v3/org/basics", NULL, "bearer", token, NULL), ==, 200);
}

static void
test_migrate (Fixture *f, gconstpointer data)
{
  fixture_call (f, "PUT", API "/migrate-token", "{\"slug\":\"salesforce\"}");
  g_assert_cmpuint (f->status, ==, 400);
  /* Fails with status 200. */
  g_assert_cmpuint (
      fixture_call (f, "PUT", API "/migrate-token", "{\"slug\":\"salesforce\",\"auth_object\":{}}"), ==, 200);
  g_assert_nonnull (sandbox_str (fixture_object (f), "error"));
  /* Under the kind of sign-in, and flat. */
  fixture_call (f, "PUT", API "/migrate-token",
                "{\"slug\":\"salesforce\",\"auth_object\":{\"oauth2\":{\"access_token\":\"a\"}}}");
  g_assert_true (sandbox_bool (fixture_object (f), "success"));
  fixture_call (f, "GET", API "/application/salesforce", NULL);
  g_assert_true (sandbox_bool (fixture_object (f), "connected"));
  fixture_call (f, "PUT", API "/migrate-token",
                "{\"slug\":\"salesforce\",\"auth_object\":{\"access_token\":\"a\"}}");
  g_assert_true (sandbox_bool (fixture_object (f), "success"));
}

#define ADD(path, test) g_test_add ("/sandbox/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("webhooks/life", test_webhooks);
  ADD ("webhooks/refused", test_webhooks_refused);
  ADD ("webhooks/group", test_group);
  ADD ("actions", test_actions);
  ADD ("credentials", test_credentials);
  ADD ("migrate-token", test_migrate);

  return g_test_run ();
}
