/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "canned-server.h"
#include "embark-account-udf.h"
#include "embark-problem.h"
#include "embark-workspace.h"
#include "test-util.h"

#define ONE(id, environment)                                                                                 \
  "{\"docs\":[{\"_id\":\"1\",\"account_id\":\"" id "\",\"environment\":\"" environment                       \
  "\",\"name\":\"Kestrel\"}],"                                                                               \
  "\"totalDocs\":1,\"hasNextPage\":false}"
#define NONE "{\"docs\":[],\"totalDocs\":0,\"hasNextPage\":false}"

typedef struct
{
  Canned canned;
  EmbarkProfile *profile;
  EmbarkWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  canned_set_up (&f->canned, data);
  canned_set (&f->canned, "GET", "/linked-account", 200, ONE ("a", "test"));
  f->profile = embark_profile_new ("p", "Kestrel", embark_client_get_base_uri (f->canned.client));
  f->workspace =
      embark_workspace_new (f->profile, f->canned.client, f->canned.journal, EMBARK_CLOCK (f->canned.clock));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->workspace);
  g_assert_finalize_object (f->profile);
  canned_tear_down (&f->canned, data);
}

static gboolean
check (Fixture *f, GError **error)
{
  g_auto (Wait) wait = { NULL };
  gboolean checking = FALSE;

  embark_workspace_check_async (f->workspace, NULL, wait_cb, &wait);
  g_object_get (f->workspace, "checking", &checking, NULL);
  g_assert_cmpint (checking, ==, embark_client_has_api_key (f->canned.client));
  return embark_workspace_check_finish (f->workspace, wait_for (&wait), error);
}

static EmbarkProblem *
get_problem (Fixture *f)
{
  EmbarkProblem *problem = NULL;

  g_object_get (f->workspace, "problem", &problem, NULL);
  return problem;
}

static void
test_accepted (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_UNCHECKED);
  g_assert_true (check (f, &error));
  g_assert_no_error (error);
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_ACCEPTED);
  g_assert_cmpstr (embark_workspace_get_environment (f->workspace), ==, "test");
  g_assert_false (embark_workspace_get_environment_differs (f->workspace));
  g_assert_null (get_problem (f));
  g_assert_nonnull (canned_find (&f->canned, "GET /linked-account?limit=1"));

  canned_set (&f->canned, "GET", "/linked-account", 200, ONE ("a", "production"));
  g_assert_true (check (f, &error));
  g_assert_true (embark_workspace_get_environment_differs (f->workspace));
  /* An environment without accounts has nothing to say. */
  canned_set (&f->canned, "GET", "/linked-account", 200, NONE);
  g_assert_true (check (f, &error));
  g_assert_false (embark_workspace_get_environment_differs (f->workspace));
  g_assert_cmpuint (g_list_model_get_n_items (embark_workspace_get_exchanges (f->workspace)), ==, 3);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "GET", "/linked-account", 401,
              "{\"status_code\":401,\"error\":\"SERVER_ERROR\",\"message\":\"Invalid Credentials\"}");
  g_assert_true (check (f, &error));
  g_assert_no_error (error);
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_REFUSED);
  g_assert_cmpint (get_problem (f)->remedy, ==, EMBARK_REMEDY_REPLACE_KEY);
  g_assert_cmpstr (get_problem (f)->quote, ==, "Invalid Credentials");

  /* Another key: what was known is forgotten, the list too. */
  embark_workspace_set_api_key (f->workspace, "pk_fedcba9876543210");
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_UNCHECKED);
  g_assert_cmpstr (embark_workspace_get_environment (f->workspace), ==, "production");
  g_assert_null (get_problem (f));
  embark_workspace_set_api_key (f->workspace, NULL);
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_MISSING);
  g_assert_true (check (f, &error));
  g_assert_cmpuint (canned_count (&f->canned, "GET"), ==, 1);
}

static void
test_unreachable (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "GET", "/linked-account", 500, "{\"message\":\"oops\"}");
  g_assert_false (check (f, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_SERVER);
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_UNCHECKED);
  g_assert_cmpint (get_problem (f)->remedy, ==, EMBARK_REMEDY_RETRY);
}

/* The answer to a key that was replaced meanwhile is nobody's. */
static void
test_key_replaced (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };

  canned_set (&f->canned, "GET", "/linked-account", 401, "{\"message\":\"Invalid Credentials\"}");
  embark_workspace_check_async (f->workspace, NULL, wait_cb, &wait);
  embark_workspace_set_api_key (f->workspace, "tk_another_key_000000");
  embark_workspace_check_finish (f->workspace, wait_for (&wait), NULL);
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_UNCHECKED);
}

static void
test_search (Fixture *f, gconstpointer data)
{
  EmbarkPagedList *accounts = embark_workspace_get_accounts (f->workspace);

  embark_paged_list_load_more (accounts);
  canned_until (embark_paged_list_get_loaded (accounts));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 1);
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_ACCEPTED);

  canned_set (&f->canned, "GET", "/linked-account", 200, NONE);
  embark_workspace_set_search (f->workspace, "K");
  embark_clock_manual_advance (f->canned.clock, 200);
  embark_workspace_set_search (f->workspace, "Ke & <b>");
  embark_clock_manual_advance (f->canned.clock, 249);
  g_assert_cmpuint (canned_count (&f->canned, "GET"), ==, 1);
  embark_clock_manual_advance (f->canned.clock, 1);
  canned_until (g_list_model_get_n_items (G_LIST_MODEL (accounts)) == 0);
  g_assert_cmpuint (canned_count (&f->canned, "GET"), ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (f->canned.requests, 1), "search=Ke%20%26%20%3Cb%3E"));
  g_assert_cmpstr (embark_workspace_get_search (f->workspace), ==, "Ke & <b>");
}

/* A list that a view still holds is no way to a workspace that is gone. */
static void
test_list_outlives (Fixture *f, gconstpointer data)
{
  EmbarkWorkspace *workspace =
      embark_workspace_new (f->profile, f->canned.client, f->canned.journal, EMBARK_CLOCK (f->canned.clock));
  g_autoptr (EmbarkPagedList) accounts = g_object_ref (embark_workspace_get_accounts (workspace));

  embark_paged_list_load_more (accounts);
  g_assert_finalize_object (workspace);
  embark_paged_list_reload (accounts);
  canned_until (embark_paged_list_get_loaded (accounts));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 1);
}

static void
test_save_and_delete (Fixture *f, gconstpointer data)
{
  const char *name = "<b>&\"🦅";
  EmbarkPagedList *accounts = embark_workspace_get_accounts (f->workspace);
  g_auto (Wait) wait = { NULL };
  g_autoptr (EmbarkLinkedAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  embark_paged_list_load_more (accounts);
  canned_until (embark_paged_list_get_loaded (accounts));
  canned_set (&f->canned, "PUT", "/linked-account", 200, "{\"success\":true}");
  canned_set (
      &f->canned, "GET", "/linked-account/b@x.example", 200,
      "{\"_id\":\"2\",\"account_id\":\"b@x.example\",\"name\":\"<b>&\\\"🦅\",\"environment\":\"test\"}");
  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&account);
      wait_reset (&wait);
      embark_workspace_save_account_async (f->workspace, "b@x.example", name, NULL, wait_cb, &wait);
      account = embark_workspace_save_account_finish (f->workspace, wait_for (&wait), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (embark_linked_account_get_name (account), ==, name);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 2);
    }
  g_assert_nonnull (
      strstr (canned_body (&f->canned, "PUT", "/linked-account"), "\"account_id\":\"b@x.example\""));
  g_assert_nonnull (
      strstr (canned_body (&f->canned, "PUT", "/linked-account"), "\"linked_account_id\":\"b@x.example\""));

  wait_reset (&wait);
  canned_set (&f->canned, "DELETE", "/linked-account/b@x.example", 200,
              "{\"message\":\"User deleted successfully\"}");
  embark_workspace_delete_account_async (f->workspace, "b@x.example", NULL, wait_cb, &wait);
  g_assert_true (embark_workspace_delete_account_finish (f->workspace, wait_for (&wait), &error));
  g_assert_no_error (error);
  canned_until (g_list_model_get_n_items (G_LIST_MODEL (accounts)) == 1);

  wait_reset (&wait);
  canned_set (&f->canned, "PUT", "/linked-account", 400, "{\"message\":\"Linked account creation failed\"}");
  embark_workspace_save_account_async (f->workspace, "c", NULL, NULL, wait_cb, &wait);
  g_assert_null (embark_workspace_save_account_finish (f->workspace, wait_for (&wait), &error));
  g_assert_cmpint (error->domain, ==, EMBARK_API_ERROR);
  g_assert_null (strstr (canned_body (&f->canned, "PUT", "/linked-account"), "\"name\""));
}

#define RECORD(name, udf) "{\"_id\":\"2\",\"account_id\":\"b\",\"name\":\"" name "\",\"udf\":[" udf "]}"
#define PAIR(key, value)  "{\"key_name\":\"" key "\",\"key_value\":" value "}"

static EmbarkLinkedAccount *
edit (Fixture *f, EmbarkLinkedAccount *seen, const char *name, EmbarkLinkedAccount **theirs, GError **error)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (JsonObject) udf = embark_account_udf_get (seen);

  json_object_set_string_member (udf, "plan", "gold");
  embark_workspace_edit_account_async (f->workspace, seen, name, udf, NULL, wait_cb, &wait);
  return embark_workspace_edit_account_finish (f->workspace, wait_for (&wait), theirs, error);
}

/* What somebody else changed is not taken back, and the fields are sent whole, as they came. */
static void
test_edit (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) json = json_from_string (RECORD ("Kestrel", PAIR ("seats", "25")), NULL);
  g_autoptr (EmbarkLinkedAccount) seen = embark_linked_account_new_from_json (json, NULL);
  g_autoptr (EmbarkLinkedAccount) theirs = NULL;
  g_autoptr (EmbarkLinkedAccount) account = NULL;
  g_autoptr (EmbarkLinkedAccount) again = NULL;
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "PUT", "/linked-account", 200, "{\"success\":true}");
  canned_set (&f->canned, "GET", "/linked-account/b", 200, RECORD ("Kestrel", PAIR ("seats", "26")));
  g_assert_null (edit (f, seen, "Other", &theirs, &error));
  g_assert_error (error, EMBARK_WORKSPACE_ERROR, EMBARK_WORKSPACE_ERROR_CONFLICT);
  g_assert_cmpuint (canned_count (&f->canned, "PUT"), ==, 0);
  g_clear_error (&error);

  /* With what is there now in view, it is sent. */
  account = edit (f, theirs, "Other", &again, &error);
  g_assert_no_error (error);
  g_assert_nonnull (account);
  g_assert_null (again);
  g_assert_nonnull (strstr (canned_body (&f->canned, "PUT", "/linked-account"), "\"name\":\"Other\""));
  g_assert_nonnull (strstr (canned_body (&f->canned, "PUT", "/linked-account"),
                            "\"udf\":{\"seats\":26,\"plan\":\"gold\"}"));

  canned_set (&f->canned, "GET", "/linked-account/b", 404, "{\"message\":\"No linked account found\"}");
  g_assert_null (edit (f, seen, "Other", NULL, &error));
  g_assert_cmpint (error->domain, ==, EMBARK_API_ERROR);
}

/* With a key of production nothing that changes leaves this machine; looking goes on, and so does a call
 * whose maker vouches that it only reads. */
static void
test_read_only (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_auto (Wait) probe = { NULL };
  g_autoptr (EmbarkCall) execute = embark_call_new (EMBARK_OPERATION_ACTION_EXECUTE);
  g_autoptr (EmbarkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  embark_workspace_set_read_only (f->workspace, TRUE);
  g_assert_true (embark_profile_get_read_only (f->profile));
  g_assert_false (embark_workspace_get_read_only (f->workspace)); /* a test key */
  g_assert_true (embark_workspace_may_change (f->workspace, NULL));

  embark_workspace_set_api_key (f->workspace, "pk_0123456789abcdef");
  g_assert_true (embark_workspace_get_read_only (f->workspace));
  g_assert_false (embark_workspace_may_change (f->workspace, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_READ_ONLY);
  g_clear_error (&error);
  embark_workspace_delete_account_async (f->workspace, "a", NULL, wait_cb, &wait);
  g_assert_false (embark_workspace_delete_account_finish (f->workspace, wait_for (&wait), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_cmpuint (canned_count (&f->canned, "DELETE"), ==, 0);
  g_assert_true (check (f, &error));
  g_assert_no_error (error);

  canned_set (&f->canned, "POST", "/api/v2/integration-schema/salesforce/actions/get/execute", 200, "{}");
  embark_call_set_account (execute, "a");
  embark_call_set_path (execute, "slug", EMBARK_SLUG_SALESFORCE);
  embark_call_set_path (execute, "action", "get");
  embark_call_set_only_reads (execute, TRUE);
  embark_client_send_async (f->canned.client, execute, NULL, wait_cb, &probe);
  reply = embark_client_send_finish (f->canned.client, wait_for (&probe), &error);
  g_assert_no_error (error);
  g_assert_nonnull (reply);

  embark_workspace_set_read_only (f->workspace, FALSE);
  g_assert_true (embark_workspace_may_change (f->workspace, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/workspace/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("accepted", test_accepted);
  ADD ("refused", test_refused);
  ADD ("unreachable", test_unreachable);
  ADD ("key-replaced", test_key_replaced);
  ADD ("search", test_search);
  ADD ("list-outlives", test_list_outlives);
  ADD ("save-and-delete", test_save_and_delete);
  ADD ("edit", test_edit);
  ADD ("read-only", test_read_only);

  return g_test_run ();
}
