/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Private workflows, publishing, and starting one directly (contract sections 3.4, 12 and 13). */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define TWICE "{\"last_name\":\"Whitfield\",\"id\":7}"

static void
assert_refused (Fixture *f, guint status, const char *code, const char *part)
{
  g_assert_cmpuint (f->status, ==, status);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error_code"), ==, code);
  g_assert_nonnull (strstr (sandbox_str (fixture_object (f), "message"), part));
}

static char *
workflow_path (const char *id, const char *rest)
{
  return g_strconcat (API "/workflow/", id, rest, NULL);
}

static guint
call_workflow (Fixture *f, const char *method, const char *id, const char *rest, const char *body)
{
  g_autofree char *path = workflow_path (id, rest);

  return fixture_send (f, method, path, body, "key", embark_sandbox_get_api_key (f->sandbox), "account",
                       ACCOUNT, "slug", "salesforce", NULL);
}

/* Returns: (transfer full): the draft's id */
static char *
create (Fixture *f)
{
  g_assert_cmpuint (fixture_call (f, "POST", API "/workflow", "{\"name\":\"Nightly export\"}"), ==, 200);
  return g_strdup (sandbox_str (sandbox_obj (fixture_object (f), "workflow"), "_id"));
}

/* Returns: (transfer full): the published id, with the fixture's answer being the workflow */
static char *
publish (Fixture *f, const char *draft)
{
  g_autofree char *token = fixture_token (f, ACCOUNT);
  g_autofree char *path = workflow_path (draft, "/publish");

  g_assert_cmpuint (fixture_send (f, "PUT", path, "{\"published\":true}", "bearer", token, NULL), ==, 200);
  g_assert_true (sandbox_bool (fixture_object (f), "published"));
  return g_strdup (sandbox_str (fixture_object (f), "_id"));
}

static guint
count (Fixture *f, const char *path)
{
  g_assert_cmpuint (fixture_call (f, "GET", path, NULL), ==, 200);
  return (guint) sandbox_int (fixture_object (f), "totalDocs");
}

static void
test_life (Fixture *f, gconstpointer data)
{
  g_autofree char *draft = create (f);
  g_autofree char *token = fixture_token (f, ACCOUNT);
  g_autofree char *path = workflow_path (draft, "/publish");
  g_autofree char *id = NULL;
  g_autofree char *published_path = NULL;

  call_workflow (f, "GET", draft, "", NULL);
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "nodes")), ==, 2);
  g_assert_false (sandbox_bool (fixture_object (f), "published"));
  call_workflow (f, "POST", draft, "/execute", "{}");
  assert_refused (f, 400, "INVALID_WORKFLOW_ID", "not published");

  /* By key: not. The published id: not yet. */
  call_workflow (f, "PUT", draft, "/publish", "{\"published\":true}");
  g_assert_cmpuint (f->status, ==, 401);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error"), ==, "AUTH_SERVICE_ERROR");
  fixture_send (f, "PUT", path, "{\"published\":false}", "bearer", token, NULL);
  assert_refused (f, 400, "INVALID_WORKFLOW_ID", "not published");
  fixture_send (f, "PUT", path, "{}", "bearer", token, NULL);
  assert_refused (f, 400, "VALIDATION_ERROR", "boolean");

  id = publish (f, draft);
  g_assert_cmpstr (id, !=, draft);
  published_path = workflow_path (id, "/publish");
  fixture_send (f, "PUT", published_path, "{\"published\":true}", "bearer", token, NULL);
  assert_refused (f, 400, "INVALID_WORKFLOW_ID", "not a draft");
  g_assert_cmpuint (call_workflow (f, "GET", id, "/edit", NULL), ==, 200);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "_id"), ==, draft);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "associated_workflow"), ==, id);

  /* Now the config lists it, and only this account's. */
  fixture_call (f, "POST", API "/config", "{\"slug\":\"salesforce\"}");
  g_assert_nonnull (sandbox_find (sandbox_arr (fixture_object (f), "workflows"), "id", id));
  fixture_send (f, "POST", API "/config", "{\"slug\":\"salesforce\"}", "key",
                embark_sandbox_get_api_key (f->sandbox), "account", "acme-robotics", NULL);
  g_assert_null (sandbox_find (sandbox_arr (fixture_object (f), "workflows"), "id", id));

  g_clear_pointer (&id, g_free);
  id = publish (f, draft);
  g_free (path);
  path = g_strconcat (API "/workflow/versions/", id, NULL);
  g_assert_cmpuint (count (f, path), ==, 2);
  g_assert_cmpint (sandbox_int (sandbox_item (sandbox_arr (fixture_object (f), "docs"), 0), "version"), ==,
                   2);

  g_assert_cmpuint (fixture_send (f, "PUT", published_path, "{\"published\":false}", "bearer", token, NULL),
                    ==, 200);
  g_assert_false (sandbox_bool (fixture_object (f), "published"));
  fixture_call (f, "POST", API "/config", "{\"slug\":\"salesforce\"}");
  g_assert_null (sandbox_find (sandbox_arr (fixture_object (f), "workflows"), "id", id));
}

static void
test_change_and_delete (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *draft = create (f);
  g_autofree char *path = workflow_path (draft, "");
  g_autofree char *token = fixture_token (f, ACCOUNT);
  g_autofree char *id = NULL;
  g_autofree char *versions = NULL;
  g_autofree char *version = NULL;

  call_workflow (f, "PUT", draft, "",
                 "{\"name\":\"Weekly export\",\"workflow_alias\":\"weekly\",\"settings\":{\"timeout\":60}}");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "name"), ==, "Weekly export");
  g_assert_cmpint (sandbox_int (sandbox_obj (fixture_object (f), "settings"), "timeout"), ==, 60);
  g_assert_cmpuint (call_workflow (f, "GET", "weekly", "", NULL), ==, 200);

  fixture_send (f, "GET", path, NULL, "key", key, "account", "acme-robotics", NULL);
  assert_refused (f, 403, "SERVER_ERROR", "Workflow is private to another linked account");
  call_workflow (f, "GET", "64d1ffffffffffffffffffff", "", NULL);
  assert_refused (f, 404, "RESOURCE_NOT_FOUND", "not found");
  call_workflow (f, "PUT", CREATE_CONTACT, "", "{\"name\":\"Mine\"}");
  assert_refused (f, 403, "SERVER_ERROR", "shared");

  id = publish (f, draft);
  versions = g_strconcat (API "/workflow/versions/", id, NULL);
  fixture_call (f, "GET", versions, NULL);
  version =
      workflow_path (sandbox_str (sandbox_item (sandbox_arr (fixture_object (f), "docs"), 0), "_id"), "");
  fixture_send (f, "DELETE", version, NULL, "bearer", token, NULL);
  assert_refused (f, 400, "SERVER_ERROR", "Workflow is a version workflow.");
  g_assert_cmpuint (fixture_send (f, "DELETE", path, NULL, "key", key, "account", ACCOUNT, NULL), ==, 401);
  g_assert_cmpuint (fixture_send (f, "DELETE", path, NULL, "bearer", token, NULL), ==, 200);
  g_assert_true (sandbox_bool (fixture_object (f), "successfullyDeletedTriggers"));
  g_assert_cmpuint (call_workflow (f, "GET", id, "", NULL), ==, 404);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);

  g_free (create (f));
  g_assert_cmpuint (count (f, API "/workflow"), ==, 5);
  g_assert_nonnull (sandbox_obj (fixture_object (f), "schema"));
  g_assert_cmpuint (count (f, API "/workflow?scope=private"), ==, 1);
  g_assert_cmpuint (count (f, API "/workflow?published=false"), ==, 1);
  g_assert_cmpuint (count (f, API "/workflow?published=true"), ==, 4);
  g_assert_cmpuint (count (f, API "/workflow?name=%5Ecreate"), ==, 1);
  g_assert_cmpuint (count (f, API "/workflow?slug=slack,salesforce"), ==, 4);
  g_assert_cmpuint (count (f, API "/workflow?start_date=2026-06-01"), ==, 1);
  g_assert_cmpuint (fixture_call (f, "GET", API "/workflow?name=%5B", NULL), ==, 400);
  /* Of nobody: those of the company. */
  fixture_send (f, "GET", API "/workflow", NULL, "key", key, NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 4);
}

static void
test_execute (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *draft = create (f);
  g_autofree char *id = publish (f, draft);
  g_autofree char *path = workflow_path (id, "/execute");
  g_autofree char *answer = NULL;

  fixture_call (f, "POST", path, "{}");
  g_assert_cmpuint (f->status, ==, 400);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error"), ==, "Workflow ID and slug are required");
  call_workflow (f, "POST", id, "/execute", "{\"a\":1}");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "message"), ==, "Workflow execution started");
  answer =
      g_strdup_printf ("/api/v1/execution/%s/response", sandbox_str (fixture_object (f), "execution_id"));
  embark_clock_manual_advance (f->clock, 500);
  fixture_call (f, "GET", answer, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "RUNNING");
  embark_clock_manual_advance (f->clock, 5000);
  fixture_call (f, "GET", answer, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "COMPLETED");
  g_assert_cmpint (sandbox_int (sandbox_obj (fixture_object (f), "response"), "a"), ==, 1);

  /* At once, in both forms of the body; with the status that the workflow sets. */
  fixture_send (f, "POST", path, "{\"payload\":{\"a\":2}}", "key", key, "account", ACCOUNT, "slug",
                "salesforce", "sync_execution", "true", NULL);
  g_assert_cmpuint (f->status, ==, 200);
  g_assert_cmpint (sandbox_int (sandbox_obj (fixture_object (f), "return_value"), "a"), ==, 2);
  call_workflow (f, "PUT", id, "", "{\"settings\":{\"workflow_response\":{\"status_code\":418}}}");
  fixture_send (f, "POST", path, "{\"a\":3}", "key", key, "account", ACCOUNT, "slug", "salesforce",
                "sync_execution", "true", NULL);
  g_assert_cmpuint (f->status, ==, 418);
  g_assert_cmpint (sandbox_int (sandbox_obj (fixture_object (f), "return_value"), "a"), ==, 3);
  g_assert_cmpuint (count (f, API "/execution?execution_type=SYNC"), ==, 2);
  g_assert_cmpuint (count (f, API "/execution?execution_type=ASYNC"), ==, 1);

  /* One that fails says so and not by its status. */
  g_free (path);
  path = workflow_path (CREATE_CONTACT, "/execute");
  fixture_send (f, "POST", path, "{}", "key", key, "account", ACCOUNT, "slug", "salesforce", "sync_execution",
                "true", NULL);
  g_assert_cmpuint (f->status, ==, 200);
  g_assert_true (sandbox_bool (fixture_object (f), "errored"));
  g_assert_nonnull (sandbox_obj (fixture_object (f), "execution_error"));
}

static void
test_duplicate (Fixture *f, gconstpointer data)
{
  JsonArray *docs;

  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_enable (f, ACCOUNT, CREATE_CONTACT);
  g_assert_cmpuint (
      call_workflow (f, "PUT", CREATE_CONTACT, "", "{\"settings\":{\"dedup_key\":\"{event:id}\"}}"), ==, 200);
  fixture_fire (f, "contact.created", TWICE, 60 * 1000);
  docs = fixture_fire (f, "contact.created", TWICE, 60 * 1000);
  g_assert_cmpuint (sandbox_length (docs), ==, 2);
  g_assert_cmpstr (sandbox_str (sandbox_item (docs, 0), "status"), ==, "DUPLICATE");
  g_assert_cmpstr (sandbox_str (sandbox_item (docs, 1), "status"), ==, "COMPLETED");
  docs = fixture_fire (f, "contact.created", "{\"last_name\":\"Whitfield\",\"id\":8}", 60 * 1000);
  g_assert_cmpstr (sandbox_str (sandbox_item (docs, 0), "status"), ==, "COMPLETED");
  /* Counted from the first, and over after five minutes. */
  embark_clock_manual_advance (f->clock, 3 * 60 * 1000);
  docs = fixture_fire (f, "contact.created", TWICE, 60 * 1000);
  g_assert_cmpstr (sandbox_str (sandbox_item (docs, 0), "status"), ==, "COMPLETED");
}

static void
test_account_gone (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *draft = create (f);
  g_autofree char *id = publish (f, draft);
  JsonArray *runs;

  /* Its run goes on without it. */
  call_workflow (f, "POST", id, "/execute", "{}");
  g_assert_cmpuint (fixture_call (f, "DELETE", API "/linked-account/" ACCOUNT, NULL), ==, 200);
  embark_clock_manual_advance (f->clock, 5000);
  g_assert_cmpuint (fixture_send (f, "GET", "/__sandbox/state", NULL, "key", key, NULL), ==, 200);
  runs = sandbox_arr (sandbox_obj (sandbox_obj (fixture_object (f), "environments"), "test"), "runs");
  g_assert_cmpstr (sandbox_str (sandbox_item (runs, sandbox_length (runs) - 1), "status"), ==, "COMPLETED");
}

static void
test_multipart (Fixture *f, gconstpointer data)
{
  g_autofree char *uri = g_strconcat (embark_sandbox_get_base_uri (f->sandbox), API "/event/trigger", NULL);
  SoupMultipart *parts = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  SoupMessage *message;

  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_enable (f, ACCOUNT, CREATE_CONTACT);
  soup_multipart_append_form_string (parts, "event", "contact.created");
  soup_multipart_append_form_string (parts, "payload", "{\"last_name\":\"Formby\"}");
  message = soup_message_new_from_multipart (uri, parts);
  soup_multipart_free (parts);
  soup_message_headers_replace (soup_message_get_request_headers (message), "x-api-key",
                                embark_sandbox_get_api_key (f->sandbox));
  soup_message_headers_replace (soup_message_get_request_headers (message), "linked_account_id", ACCOUNT);
  fixture_send_message (f, message);
  g_assert_true (fixture_wait (f));
  g_assert_cmpuint (f->status, ==, 200);
  embark_clock_manual_advance (f->clock, 5000);
  g_assert_cmpuint (count (f, API "/execution?status=COMPLETED"), ==, 1);
}

#define ADD(path, test)                                                                                      \
  g_test_add ("/sandbox/workflows/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("life", test_life);
  ADD ("change-and-delete", test_change_and_delete);
  ADD ("list", test_list);
  ADD ("execute", test_execute);
  ADD ("duplicate", test_duplicate);
  ADD ("account-gone", test_account_gone);
  ADD ("multipart", test_multipart);

  return g_test_run ();
}
