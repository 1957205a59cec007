/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define HOSTILE "<b>&\\\"'</script> 🐟 \\u202eمرحبا"

static void
assert_error (Fixture *f, guint status, const char *key, const char *code, const char *part)
{
  g_assert_cmpuint (f->status, ==, status);
  g_assert_cmpint (sandbox_int (fixture_object (f), "status_code"), ==, status);
  g_assert_cmpstr (sandbox_str (fixture_object (f), key), ==, code);
  g_assert_nonnull (strstr (sandbox_str (fixture_object (f), "message"), part));
  g_assert_nonnull (fixture_header (f, "X-Trace-ID"));
}

static void
test_key (Fixture *f, gconstpointer data)
{
  g_autofree char *production = g_strconcat ("pk", embark_sandbox_get_api_key (f->sandbox) + 2, NULL);
  g_autofree char *other = g_strconcat ("xk", embark_sandbox_get_api_key (f->sandbox) + 2, NULL);
  JsonObject *first;

  fixture_send (f, "GET", API "/linked-account", NULL, NULL);
  assert_error (f, 401, "error", "SERVER_ERROR", "Invalid Credentials");
  fixture_send (f, "GET", API "/linked-account", NULL, "key", "tk_wrong", NULL);
  assert_error (f, 401, "error", "SERVER_ERROR", "Invalid Credentials");
  fixture_send (f, "GET", API "/linked-account", NULL, "key", other, NULL);
  assert_error (f, 401, "error", "SERVER_ERROR", "Invalid Credentials");
  /* The workflow side speaks of a bad key in the same way. */
  fixture_send (f, "GET", API "/execution", NULL, "key", "tk_wrong", "account", ACCOUNT, NULL);
  assert_error (f, 401, "error", "SERVER_ERROR", "Invalid Credentials");

  g_assert_cmpuint (fixture_call (f, "GET", API "/linked-account/", NULL), ==, 200);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 12);
  g_assert_cmpuint (fixture_send (f, "GET", API "/linked-account", NULL, "key", production, NULL), ==, 200);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 3);
  first = sandbox_item (sandbox_arr (fixture_object (f), "docs"), 0);
  g_assert_cmpstr (sandbox_str (first, "environment"), ==, "production");
  /* An account of the other data set is not there. */
  fixture_send (f, "GET", API "/application", NULL, "key", production, "account", ACCOUNT, NULL);
  assert_error (f, 400, "error", "INVALID_LINKED_ACCOUNT_ID", "No linked account found");
}

static void
test_account_required (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);

  fixture_send (f, "GET", API "/application", NULL, "key", key, NULL);
  assert_error (f, 400, "error", "INVALID_LINKED_ACCOUNT_ID", "required");
  fixture_send (f, "GET", API "/execution", NULL, "key", key, "account", "nobody", NULL);
  assert_error (f, 400, "error_code", "INVALID_LINKED_ACCOUNT_ID",
                "No linked account found for account id : nobody in environment test");
  /* In the query where the contract says so, and nowhere else. */
  g_assert_cmpuint (
      fixture_send (f, "GET", API "/application?linked_account_id=" ACCOUNT, NULL, "key", key, NULL), ==,
      200);
  g_assert_cmpuint (
      fixture_send (f, "GET", API "/execution?linked_account_id=" ACCOUNT, NULL, "key", key, NULL), ==, 400);
}

static void
test_paging (Fixture *f, gconstpointer data)
{
  JsonObject *page;

  fixture_call (f, "GET", API "/linked-account?limit=5&page=2", NULL);
  page = fixture_object (f);
  g_assert_cmpuint (sandbox_length (sandbox_arr (page, "docs")), ==, 5);
  g_assert_cmpint (sandbox_int (page, "totalPages"), ==, 3);
  g_assert_cmpint (sandbox_int (page, "pagingCounter"), ==, 6);
  g_assert_true (sandbox_bool (page, "hasNextPage"));
  g_assert_true (sandbox_bool (page, "hasPrevPage"));
  g_assert_cmpint (sandbox_int (page, "nextPage"), ==, 3);
  g_assert_cmpint (sandbox_int (page, "prevPage"), ==, 1);

  fixture_call (f, "GET", API "/linked-account?limit=5&page=3", NULL);
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "docs")), ==, 2);
  g_assert_false (sandbox_bool (fixture_object (f), "hasNextPage"));
  fixture_call (f, "GET", API "/linked-account?limit=-1&page=999999999999", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "limit"), ==, 10);

  /* By name in any case, and by id. */
  fixture_call (f, "GET", API "/linked-account?search=NORTHWIND", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 1);
  fixture_call (f, "GET", API "/linked-account?search=maple-p", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 1);
  fixture_call (f, "GET", API "/linked-account?search=%C5%8Dsaka", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 1);
}

static void
test_accounts (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (
      fixture_call (f, "PUT", API "/linked-account",
                    "{\"account_id\":\"a/b@c.example\",\"name\":\"One\",\"udf\":{\"tier\":\"gold\"}}"),
      ==, 200);
  g_assert_true (sandbox_bool (fixture_object (f), "new_account"));
  fixture_call (f, "PUT", API "/linked-account",
                "{\"payload\":{\"linked_account_id\":\"a/b@c.example\",\"name\":\"Two\"}}");
  g_assert_false (sandbox_bool (fixture_object (f), "new_account"));
  fixture_call (f, "GET", API "/linked-account/a%2Fb%40c.example", NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "name"), ==, "Two");
  g_assert_cmpstr (sandbox_str (sandbox_item (sandbox_arr (fixture_object (f), "udf"), 0), "key_value"), ==,
                   "gold");

  fixture_call (f, "POST", API "/linked-account", "{\"account_id\":\"a/b@c.example\"}");
  assert_error (f, 400, "error", "INVALID_LINKED_ACCOUNT_ID", "already exists in the test environment");
  fixture_call (f, "PUT", API "/linked-account", "{\"account_id\":17}");
  assert_error (f, 400, "error", "INVALID_LINKED_ACCOUNT_ID", "linked_account_id required");
  fixture_call (f, "PUT", API "/linked-account", "{\"account_id\":\"x\",\"your_app\":{}}");
  assert_error (f, 500, "error", "SERVER_ERROR", "Valid App ID");

  fixture_call (f, "DELETE", API "/linked-account/a%2Fb%40c.example", NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "message"), ==, "User deleted successfully");
  fixture_call (f, "DELETE", API "/linked-account/a%2Fb%40c.example", NULL);
  assert_error (f, 404, "error", "INVALID_LINKED_ACCOUNT_ID", "No linked account");
}

static void
test_udf_filter (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *query;
    int total;
  } rows[] = { { "env_variable_name=plan", 2 },
               { "env_variable_name=plan&env_variable_value=gold", 1 },
               { "env_variable_name=plan&env_variable_value=silver", 0 },
               { "env_variable_name=seats&env_variable_value=12", 1 },
               { "env_variable_name=none", 0 },
               { "env_variable_name=plan&search=fjord", 1 } };

  fixture_call (f, "PUT", API "/linked-account",
                "{\"account_id\":\"" ACCOUNT "\",\"udf\":{\"plan\":\"gold\",\"seats\":12}}");
  fixture_call (f, "PUT", API "/linked-account",
                "{\"account_id\":\"fjord-logistics\",\"udf\":{\"plan\":\"free\"}}");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat (API "/linked-account?", rows[i].query, NULL);

      g_assert_cmpuint (fixture_call (f, "GET", path, NULL), ==, 200);
      g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, rows[i].total);
      g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "docs")), ==, rows[i].total);
    }
}

static void
test_hostile_name (Fixture *f, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (5000, 'n');
  g_autofree char *body = g_strdup_printf ("{\"account_id\":\"odd\",\"name\":\"" HOSTILE "%s\"}", long_name);
  g_autofree char *portal = NULL;
  g_autofree char *app = NULL;

  g_assert_cmpuint (fixture_call (f, "PUT", API "/linked-account", body), ==, 200);
  g_assert_nonnull (strstr (sandbox_str (fixture_object (f), "name"), "<b>&\"'</script> 🐟"));
  portal = fixture_portal (f, "odd");
  g_assert_cmpuint (fixture_send (f, "GET", portal, NULL, NULL), ==, 200);
  g_assert_null (strstr (f->text, "<b>&"));
  g_assert_nonnull (strstr (f->text, "&lt;b&gt;&amp;&quot;&apos;&lt;/script&gt;"));
  g_assert_nonnull (strstr (f->text, long_name));
  app = g_strconcat (portal, "/%3Cb%3E", NULL);
  g_assert_cmpuint (fixture_send (f, "GET", app, NULL, NULL), ==, 404);
  g_assert_null (strstr (f->text, "<b>"));
}

static void
test_tokens (Fixture *f, gconstpointer data)
{
  g_autofree char *first = fixture_token (f, ACCOUNT);
  g_autofree char *second = fixture_token (f, ACCOUNT);
  g_auto (GStrv) parts = g_strsplit (first, ".", -1);
  g_autofree char *forged = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpint (sandbox_int (fixture_object (f), "expires_in"), ==, 599747);
  fixture_call (f, "POST", API "/session-token", "{\"linked_account_id\":\"" ACCOUNT "\"}");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "token"), ==, second);

  g_assert_cmpuint (
      fixture_send (f, "GET", API "/session/active-linked-account", NULL, "bearer", first, NULL), ==, 200);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "account_id"), ==, ACCOUNT);
  forged = g_strdup_printf ("%s.%s.%s", parts[0], parts[1], "AAAA");
  fixture_send (f, "GET", API "/session/active-linked-account", NULL, "bearer", forged, NULL);
  assert_error (f, 401, "error", "INVALID_TOKEN", "Invalid token");
  fixture_send (f, "GET", API "/session/active-linked-account", NULL, NULL);
  assert_error (f, 401, "error", "INVALID_TOKEN", "Authorization Token Missing");

  fixture_send (f, "POST", API "/session-token/revoke", NULL, "bearer", second, NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "revoked_count"), ==, 1);
  fixture_send (f, "GET", API "/session/active-linked-account", NULL, "bearer", second, NULL);
  assert_error (f, 401, "error", "INVALID_TOKEN", "Invalid token");
  fixture_call (f, "POST", API "/session-token", "{\"linked_account_id\":\"ghost\"}");
  assert_error (f, 400, "error", "INVALID_LINKED_ACCOUNT_ID", "ghost");
  fixture_call (f, "POST", API "/session-token", "{}");
  assert_error (f, 400, "error", "SERVER_ERROR", "required");
}

static void
test_token_expires (Fixture *f, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autofree char *page = NULL;

  embark_sandbox_set_token_lifetime (f->sandbox, 60);
  token = fixture_token (f, ACCOUNT);
  page = g_strconcat ("/connect/", token, NULL);
  embark_clock_manual_advance (f->clock, 59 * 1000);
  g_assert_cmpuint (fixture_send (f, "GET", page, NULL, NULL), ==, 200);
  embark_clock_manual_advance (f->clock, 1000);
  g_assert_cmpuint (fixture_send (f, "GET", page, NULL, NULL), ==, 401);
  g_assert_nonnull (strstr (f->text, "no longer valid"));
  fixture_send (f, "GET", "/api/v2/f-sdk/application", NULL, "bearer", token, NULL);
  assert_error (f, 401, "error", "INVALID_TOKEN", "Invalid token");
}

static void
test_connect_url (Fixture *f, gconstpointer data)
{
  g_autofree char *token = fixture_token (f, ACCOUNT);
  const char *key = embark_sandbox_get_api_key (f->sandbox);

  /* Bearer, or key with the account in header or query (register 1). */
  g_assert_cmpuint (fixture_send (f, "POST", API "/connect-url?linked_account_id=" ACCOUNT,
                                  "{\"name\":\"X\"}", "bearer", token, NULL),
                    ==, 200);
  g_assert_nonnull (strstr (sandbox_str (fixture_object (f), "hosted_url"), token));
  fixture_send (f, "GET", API "/hosted-properties", NULL, "bearer", token, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "name"), ==, "X");
  g_assert_cmpuint (fixture_send (f, "POST", API "/connect-url", "{}", "key", key, "account", ACCOUNT, NULL),
                    ==, 200);
  g_assert_cmpuint (
      fixture_send (f, "POST", API "/connect-url?linked_account_id=" ACCOUNT, "{}", "key", key, NULL), ==,
      200);
  g_assert_cmpuint (fixture_send (f, "POST", API "/connect-url?linked_account_id=acme-robotics", "{}",
                                  "bearer", token, NULL),
                    ==, 400);
}

static void
test_application (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  JsonObject *account;

  fixture_call (f, "GET", API "/application/salesforce", NULL);
  g_assert_false (json_object_has_member (fixture_object (f), "connected"));
  fixture_send (f, "GET", API "/application/salesforce", NULL, "key", key, "account", "blue-finch-77", NULL);
  g_assert_true (sandbox_bool (fixture_object (f), "connected"));
  g_assert_true (sandbox_bool (fixture_object (f), "reauth_required"));
  account = sandbox_item (sandbox_arr (fixture_object (f), "connected_accounts"), 0);
  g_assert_cmpstr (sandbox_str (account, "status"), ==, "expired");
  g_assert_cmpstr (sandbox_str (account, "identifier"), ==,
                   "owen.achebe@bluefinch.example (Blue Finch Health)");

  fixture_call (f, "GET", API "/application?tags=Chat,CRM&ecosystem=false&auth_type=oauth2", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 1);
  fixture_call (f, "GET", API "/application?tags=Chat", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 0);
  fixture_call (f, "GET", API "/application?auth_type=keybased", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 0);

  fixture_call (f, "GET", API "/application/zendesk", NULL);
  assert_error (f, 404, "error", "EXTERNAL_API_FAILURE", "zendesk");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "http_error_type"), ==, "EXTERNAL_API_ERROR");
  g_assert_cmpuint (fixture_send (f, "GET", API "/auth-structure/salesforce", NULL, NULL), ==, 200);
  g_assert_cmpuint (fixture_send (f, "GET", API "/auth-structure/nothing", NULL, NULL), ==, 500);
}

static void
test_config (Fixture *f, gconstpointer data)
{
  JsonObject *dto;
  JsonArray *workflows;

  fixture_call (f, "GET", API "/slug/salesforce/config", NULL);
  assert_error (f, 404, "error_code", "SERVER_ERROR", "Config with config id " ACCOUNT " not found");
  fixture_call (f, "POST", API "/config", "{\"slug\":\"pipedrive\"}");
  assert_error (f, 404, "error_code", "INVALID_APP_ID", "pipedrive");
  g_assert_cmpuint (fixture_call (f, "POST", API "/config", "{\"slug\":\"salesforce\",\"labels\":[]}"), ==,
                    200);
  dto = fixture_object (f);
  g_assert_cmpstr (sandbox_str (dto, "config_id"), ==, ACCOUNT);
  workflows = sandbox_arr (dto, "workflows");
  g_assert_cmpuint (sandbox_length (workflows), ==, 4);
  for (guint i = 0; i < 3; i++)
    {
      JsonArray *fields = sandbox_arr (sandbox_item (workflows, i), "fields");

      g_assert_false (sandbox_bool (sandbox_item (workflows, i), "enabled"));
      /* Nothing required is empty in those that a demonstration begins with. */
      for (guint n = 0; n < sandbox_length (fields); n++)
        g_assert_true (!sandbox_bool (sandbox_item (fields, n), "required")
                       || json_object_has_member (sandbox_item (fields, n), "value"));
    }
  fixture_call (f, "GET", API "/slug/salesforce/configs", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 1);

  /* Both forms of fields. */
  fixture_call (
      f, "PUT", API "/config",
      "{\"slug\":\"salesforce\",\"fields\":{\"64da0b57c9ae95561bb0a24d\":\"none\"},\"workflows\":[]}");
  g_assert_cmpstr (sandbox_str (sandbox_item (sandbox_arr (fixture_object (f), "fields"), 0), "value"), ==,
                   "none");
  fixture_call (f, "PUT", API "/config",
                "{\"slug\":\"salesforce\",\"fields\":[{\"id\":\"64da0b57c9ae95561bb0a24d\",\"value\":"
                "\"C044U7Q0811\"}]}");
  g_assert_cmpstr (sandbox_str (sandbox_item (sandbox_arr (fixture_object (f), "fields"), 0), "value"), ==,
                   "C044U7Q0811");
  g_assert_cmpuint (fixture_call (f, "DELETE", API "/slug/salesforce/config/" ACCOUNT, NULL), ==, 200);
  g_assert_cmpuint (fixture_call (f, "DELETE", API "/slug/salesforce/config/" ACCOUNT, NULL), ==, 404);
}

static void
test_fields (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  const char *path = API "/config/field/64da0c11c9ae95561bb0a260?workflow_id=" CREATE_CONTACT;

  fixture_call (f, "POST", API "/config", "{\"slug\":\"salesforce\"}");
#define FIELD(method, body)                                                                                  \
  fixture_send (f, method, path, body, "key", key, "account", ACCOUNT, "slug", "salesforce", NULL)
  g_assert_cmpuint (FIELD ("POST", "{}"), ==, 200);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "value"), ==, "Lumen Desk");
  FIELD ("PUT", "{\"value\":\"Partner\"}");
  FIELD ("GET", NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "value"), ==, "Partner");
  FIELD ("PUT", "{}");
  assert_error (f, 400, "error_code", "VALIDATION_ERROR", "value is required");
  FIELD ("DELETE", NULL);
  g_assert_false (json_object_has_member (fixture_object (f), "value"));
  fixture_call (f, "GET", path, NULL);
  assert_error (f, 400, "error_code", "VALIDATION_ERROR", "slug is required");
  path = API "/config/field/0000";
  FIELD ("GET", NULL);
  assert_error (f, 400, "error_code", "SERVER_ERROR", "Field with id 0000 not found");
}

static void
test_toggle (Fixture *f, gconstpointer data)
{
  const char *path = API "/slug/salesforce/config/" ACCOUNT "/workflows/" CREATE_CONTACT;

  fixture_call (f, "POST", API "/config", "{\"slug\":\"salesforce\"}");
  fixture_call (f, "PATCH", path, "{\"enabled\":true}");
  assert_error (f, 400, "error_code", "SERVER_ERROR", "is not connected");
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_call (f, "PATCH", path, "{\"enabled\":\"yes\"}");
  assert_error (f, 400, "error_code", "VALIDATION_ERROR", "boolean");
  /* The other verb of register 21. */
  g_assert_cmpuint (fixture_call (f, "PUT", path, "{\"enabled\":false}"), ==, 200);
  g_assert_cmpuint (fixture_call (f, "PATCH", path, "{\"enabled\":true}"), ==, 200);
  fixture_call (f, "GET", API "/workflow/enabled", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 1);
  g_assert_cmpstr (sandbox_str (sandbox_item (fixture_array (f), 0), "name"), ==, "Create New Contact");
}

static void
test_events (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  JsonObject *made;

  fixture_call (f, "GET", API "/application/event", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 4);
  /* As text, and as an object (contract 11). */
  fixture_call (f, "POST", API "/application/event",
                "{\"name\":\"deal.won\",\"response\":\"{\\\"deal\\\":{\\\"id\\\":1}}\"}");
  made = sandbox_find (fixture_array (f), "name", "deal.won");
  g_assert_cmpuint (sandbox_length (sandbox_arr (made, "response")), ==, 4);
  id = g_strdup (sandbox_str (made, "_id"));
  fixture_call (f, "POST", API "/application/event", "{\"name\":\"deal.lost\",\"response\":{}}");
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 6);
  fixture_call (f, "POST", API "/application/event", "{\"name\":\"deal.won\",\"response\":{}}");
  assert_error (f, 400, "error", "INVALID_EVENT_ID", "Trigger with name deal.won already exists");
  fixture_call (f, "POST", API "/application/event", "{\"name\":\"x\"}");
  assert_error (f, 400, "error", "INVALID_EVENT", "name and response are required");

  path = g_strconcat (API "/application/event/", id, NULL);
  g_assert_cmpuint (fixture_call (f, "PUT", path, "{\"name\":\"deal.won2\",\"response\":{\"a\":1}}"), ==,
                    200);
  fixture_call (f, "GET", path, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "name"), ==, "deal.won2");
  g_assert_cmpuint (fixture_call (f, "DELETE", path, NULL), ==, 200);
  fixture_call (f, "GET", path, NULL);
  assert_error (f, 404, "error", "RESOURCE_NOT_FOUND", "Event not found");
}

static void
test_front (Fixture *f, gconstpointer data)
{
  g_autofree char *token = fixture_token (f, ACCOUNT);

  fixture_send (f, "GET", "/api/v2/f-sdk/application", NULL, "bearer", token, NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 1);
  g_assert_cmpuint (
      fixture_send (f, "POST", "/api/v2/f-sdk/config", "{\"slug\":\"salesforce\"}", "bearer", token, NULL),
      ==, 200);
  g_assert_cmpuint (
      fixture_send (f, "GET", "/api/v2/f-sdk/slug/salesforce/config", NULL, "bearer", token, NULL), ==, 200);
  /* By key the public twin is right, and the other way round. */
  g_assert_cmpuint (fixture_call (f, "GET", "/api/v2/f-sdk/application", NULL), ==, 401);
  g_assert_cmpuint (fixture_send (f, "GET", API "/application", NULL, "bearer", token, NULL), ==, 401);
  g_assert_cmpuint (
      fixture_send (f, "DELETE", "/api/v1/linked-acc/integration/salesforce", NULL, "bearer", token, NULL),
      ==, 200);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/sandbox/api/key", test_key);
  ADD ("/sandbox/api/account-required", test_account_required);
  ADD ("/sandbox/api/paging", test_paging);
  ADD ("/sandbox/api/accounts", test_accounts);
  ADD ("/sandbox/api/udf-filter", test_udf_filter);
  ADD ("/sandbox/api/hostile-name", test_hostile_name);
  ADD ("/sandbox/api/tokens", test_tokens);
  ADD ("/sandbox/api/token-expires", test_token_expires);
  ADD ("/sandbox/api/connect-url", test_connect_url);
  ADD ("/sandbox/api/application", test_application);
  ADD ("/sandbox/api/config", test_config);
  ADD ("/sandbox/api/fields", test_fields);
  ADD ("/sandbox/api/toggle", test_toggle);
  ADD ("/sandbox/api/events", test_events);
  ADD ("/sandbox/api/front", test_front);

  return g_test_run ();
}
