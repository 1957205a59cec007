/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the platform's documents disagree by age (contract sections 3.1 and 18): each in both ways. */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

static void
set_style (Fixture *f, const char *body)
{
  g_assert_cmpuint (fixture_call (f, "POST", "/__sandbox/style", body), ==, 200);
}

typedef struct
{
  const char *method;
  const char *path;
  const char *body;
  guint newer;
  guint older;
} Row;

/* One condition, two statuses. */
static const Row rows[] = {
  { "POST", API "/session-token", "{\"linked_account_id\":\"nobody\"}", 400, 500 },
  { "GET", API "/linked-account/nobody", NULL, 404, 400 },
  { "DELETE", API "/linked-account/nobody", NULL, 404, 500 },
  { "POST", API "/config", "{\"slug\":\"slack\"}", 404, 500 },
  { "GET", API "/application/event/none", NULL, 404, 400 },
  { "POST", API "/event/salesforce", "{\"event\":\"none\"}", 404, 400 },
  { "GET", API "/execution/none", NULL, 404, 404 },
  { "GET", API "/webhook/none", NULL, 400, 400 },
};

static void
test_statuses (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      set_style (f, "{\"style\":\"v3\"}");
      fixture_call (f, rows[i].method, rows[i].path, rows[i].body);
      g_assert_cmpuint (f->status, ==, rows[i].newer);
      g_assert_false (json_object_has_member (fixture_object (f), "request_id"));
      set_style (f, "{\"style\":\"v2\"}");
      fixture_call (f, rows[i].method, rows[i].path, rows[i].body);
      g_assert_cmpuint (f->status, ==, rows[i].older);
      g_assert_cmpint (sandbox_int (fixture_object (f), "status_code"), ==, rows[i].older);
      g_assert_nonnull (sandbox_str (fixture_object (f), "request_id"));
      g_assert_nonnull (sandbox_str (fixture_object (f), "error_code"));
      g_assert_false (json_object_has_member (fixture_object (f), "error"));
    }
  fixture_call (f, "GET", API "/execution?start_date=x", NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error_code"), ==, "BAD_REQUEST");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "http_error_type"), ==, "VALIDATION_ERROR");
}

static void
test_older_shapes (Fixture *f, gconstpointer data)
{
  g_autofree char *rerun = NULL;
  JsonArray *docs;

  set_style (f, "{\"style\":\"v2\"}");
  fixture_call (f, "POST", API "/session-token", "{\"linked_account_id\":\"" ACCOUNT "\"}");
  g_assert_cmpuint (json_object_get_size (fixture_object (f)), ==, 1);
  fixture_call (f, "PUT", API "/linked-account", "{\"account_id\":\"" ACCOUNT "\"}");
  g_assert_false (json_object_has_member (fixture_object (f), "new_account"));
  fixture_call (f, "GET", API "/application/salesforce", NULL);
  g_assert_true (json_object_has_member (fixture_object (f), "connected"));
  g_assert_false (sandbox_bool (fixture_object (f), "connected"));
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_call (f, "GET", API "/application/salesforce", NULL);
  g_assert_nonnull (
      sandbox_obj (sandbox_item (sandbox_arr (fixture_object (f), "connected_accounts"), 0), "identifier"));

  fixture_enable (f, ACCOUNT, CREATE_CONTACT);
  g_assert_nonnull (
      sandbox_arr (sandbox_item (sandbox_arr (fixture_object (f), "workflows"), 0), "data_slots"));
  docs = fixture_fire (f, "contact.created", "{\"last_name\":\"W\"}", 5000);
  rerun = g_strconcat (API "/execution/", sandbox_str (sandbox_item (docs, 0), "_id"), "/rerun", NULL);
  fixture_call (f, "POST", rerun, NULL);
  g_assert_nonnull (sandbox_str (fixture_object (f), "instanceId"));
  set_style (f, "{\"style\":\"v3\"}");
  fixture_call (f, "POST", rerun, NULL);
  g_assert_nonnull (sandbox_str (fixture_object (f), "id"));

  /* An event's sample as text is news to the older ones. */
  set_style (f, "{\"style\":\"v2\"}");
  g_assert_cmpuint (
      fixture_call (f, "POST", API "/application/event", "{\"name\":\"x\",\"response\":\"{}\"}"), ==, 400);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "message"), ==, "Event name and response is required");
  g_assert_cmpuint (fixture_call (f, "POST", API "/application/event", "{\"name\":\"x\",\"response\":{}}"),
                    ==, 200);
  g_assert_cmpuint (
      fixture_call (f, "POST", API "/webhook",
                    "{\"webhook_url\":\"https://a.example\",\"webhook_events\":[\"Workflow Stopped\"]}"),
      ==, 400);
}

static void
test_older_rules (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  const char *query = "?workflow_id=64d1fc268716dc5065128051";
  g_autofree char *field = g_strconcat (API "/config/field/64da1d00c9ae95561bb0a325", query, NULL);
  g_autofree char *rule = g_strconcat (API "/config/rule-engine/64da1d00c9ae95561bb0a325", query, NULL);

  set_style (f, "{\"style\":\"v2\"}");
  fixture_call (f, "POST", API "/config", "{\"slug\":\"salesforce\"}");
  fixture_send (f, "POST", field, "{}", "key", key, "account", ACCOUNT, "slug", "salesforce", NULL);
  g_assert_nonnull (sandbox_obj (sandbox_obj (fixture_object (f), "rule_columns"), "Industry"));
  fixture_send (f, "POST", rule, "{\"rule_column\":{\"name\":\"Industry\"}}", "key", key, "account", ACCOUNT,
                "slug", "salesforce", NULL);
  g_assert_nonnull (sandbox_obj (fixture_object (f), "rule_column"));
}

static void
test_odd (Fixture *f, gconstpointer data)
{
  set_style (f, "{\"odd\":[\"account-created\",\"configs-object\",\"event-keys\"]}");
  fixture_call (f, "POST", API "/linked-account", "{\"account_id\":\"odd-one\"}");
  g_assert_cmpstr (f->text, ==, "{\"success\":true}");
  fixture_call (f, "POST", API "/config", "{\"slug\":\"salesforce\"}");
  fixture_call (f, "GET", API "/slug/salesforce/configs", NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "config_id"), ==, ACCOUNT);
  g_assert_nonnull (sandbox_arr (fixture_object (f), "workflows"));
  fixture_call (f, "GET", API "/application/event", NULL);
  g_assert_false (json_object_has_member (sandbox_item (fixture_array (f), 0), "raw_response"));
  set_style (f, "{\"odd\":[]}");
  fixture_call (f, "GET", API "/slug/salesforce/configs", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 1);
  g_assert_cmpuint (fixture_call (f, "POST", "/__sandbox/style", "{\"odd\":[\"x\"]}"), ==, 400);
  g_assert_cmpuint (fixture_call (f, "POST", "/__sandbox/style", "{\"style\":\"v4\"}"), ==, 400);
}

#define ADD(path, test)                                                                                      \
  g_test_add ("/sandbox/style/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("statuses", test_statuses);
  ADD ("older-shapes", test_older_shapes);
  ADD ("older-rules", test_older_rules);
  ADD ("odd", test_odd);

  return g_test_run ();
}
