/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define PERSON                                                                                               \
  "{\"first_name\":\"Dana\",\"last_name\":\"Whitfield\",\"email\":\"dana@northwind.example\",\"company\":"   \
  "\"Northwind\"}"

static void
set_up (Fixture *f, gconstpointer data)
{
  fixture_set_up (f, data);
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_enable (f, ACCOUNT, CREATE_CONTACT);
}

static JsonArray *
nodes_of (Fixture *f, const char *id)
{
  g_autofree char *path = g_strconcat (API "/execution/", id, NULL);

  g_assert_cmpuint (fixture_call (f, "GET", path, NULL), ==, 200);
  return sandbox_arr (fixture_object (f), "nodes");
}

static void
test_advances (Fixture *f, gconstpointer data)
{
  JsonArray *docs = fixture_fire (f, "contact.created", PERSON, 0);
  g_autofree char *id = NULL;
  g_autofree char *uri = NULL;
  JsonArray *nodes;
  JsonObject *output;

  /* Not at once, then queued, running, complete. */
  g_assert_cmpuint (sandbox_length (docs), ==, 0);
  embark_clock_manual_advance (f->clock, 200);
  fixture_call (f, "GET", API "/execution", NULL);
  docs = sandbox_arr (fixture_object (f), "docs");
  g_assert_cmpuint (sandbox_length (docs), ==, 1);
  g_assert_cmpstr (sandbox_str (sandbox_item (docs, 0), "status"), ==, "QUEUED");
  g_assert_cmpstr (sandbox_str (sandbox_item (docs, 0), "trigger_application_event"), ==, "contact.created");
  g_assert_nonnull (sandbox_str (sandbox_item (docs, 0), "associated_event_id"));
  id = g_strdup (sandbox_str (sandbox_item (docs, 0), "_id"));

  embark_clock_manual_advance (f->clock, 900);
  nodes = nodes_of (f, id);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "RUNNING");
  g_assert_cmpstr (sandbox_str (sandbox_item (nodes, 0), "node_status"), ==, "Success");
  g_assert_cmpstr (sandbox_str (sandbox_item (nodes, 2), "node_status"), ==, "Ready");
  g_assert_cmpstr (sandbox_str (sandbox_item (nodes, 3), "node_status"), ==, "Waiting");
  g_assert_cmpstr (sandbox_str (sandbox_obj (sandbox_item (nodes, 1), "latest_output"), "LastName"), ==,
                   "Whitfield");

  embark_clock_manual_advance (f->clock, 2000);
  nodes = nodes_of (f, id);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "COMPLETED");
  g_assert_cmpint (sandbox_int (fixture_object (f), "completion_percentage"), ==, 100);
  g_assert_cmpint (sandbox_int (fixture_object (f), "instance_execution_time"), <, 3000);
  output = sandbox_obj (sandbox_item (nodes, 2), "latest_output");
  g_assert_true (sandbox_bool (output, "success"));
  g_assert_true (g_str_has_prefix (sandbox_str (output, "id"), "003"));
  /* The record opens without a key. */
  uri = g_strdup (sandbox_str (output, "url"));
  g_assert_true (g_str_has_prefix (uri, embark_sandbox_get_base_uri (f->sandbox)));
  g_assert_cmpuint (fixture_send (f, "GET", uri, NULL, NULL), ==, 200);
  g_assert_nonnull (strstr (f->text, "Dana Whitfield"));
}

static void
test_missing_last_name (Fixture *f, gconstpointer data)
{
  static const char *const payloads[] = {
    "{\"first_name\":\"Dana\"}", "{\"last_name\":\" \"}", "{\"last_name\":17}", "[1]", "null", "\"text\""
  };

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      JsonArray *docs = fixture_fire (f, "contact.created", payloads[i], 5000);
      JsonArray *nodes = nodes_of (f, sandbox_str (sandbox_item (docs, 0), "_id"));
      JsonObject *node = sandbox_item (nodes, 2);
      JsonObject *problem = sandbox_item (sandbox_arr (node, "latest_output"), 0);

      g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "ERRORED");
      g_assert_cmpstr (sandbox_str (node, "node_status"), ==, "Errored");
      g_assert_cmpstr (sandbox_str (problem, "message"), ==, "Required fields are missing: [LastName]");
      g_assert_cmpstr (sandbox_str (problem, "errorCode"), ==, "REQUIRED_FIELD_MISSING");
      g_assert_cmpstr (json_array_get_string_element (sandbox_arr (problem, "fields"), 0), ==, "LastName");
      g_assert_cmpstr (sandbox_str (sandbox_item (nodes, 3), "node_status"), ==, "Waiting");
    }
}

static void
test_other_reasons (Fixture *f, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (81, 'x');
  g_autofree char *too_long = g_strdup_printf ("{\"last_name\":\"%s\"}", long_name);
  JsonArray *docs =
      fixture_fire (f, "contact.created", "{\"last_name\":\"W\",\"email\":\"no address\"}", 5000);
  JsonArray *nodes = nodes_of (f, sandbox_str (sandbox_item (docs, 0), "_id"));
  JsonObject *problem = sandbox_item (sandbox_arr (sandbox_item (nodes, 2), "latest_output"), 0);

  g_assert_cmpstr (sandbox_str (problem, "errorCode"), ==, "INVALID_EMAIL_ADDRESS");
  docs = fixture_fire (f, "contact.created", too_long, 5000);
  nodes = nodes_of (f, sandbox_str (sandbox_item (docs, 0), "_id"));
  problem = sandbox_item (sandbox_arr (sandbox_item (nodes, 2), "latest_output"), 0);
  g_assert_cmpstr (sandbox_str (problem, "errorCode"), ==, "STRING_TOO_LONG");

  /* A connection that ended: the run starts, and Salesforce refuses it. */
  g_assert_cmpuint (fixture_call (f, "POST", "/__sandbox/expire", "{}"), ==, 200);
  docs = fixture_fire (f, "contact.created", PERSON, 5000);
  nodes = nodes_of (f, sandbox_str (sandbox_item (docs, 0), "_id"));
  problem = sandbox_item (sandbox_arr (sandbox_item (nodes, 2), "latest_output"), 0);
  g_assert_cmpstr (sandbox_str (problem, "errorCode"), ==, "INVALID_SESSION_ID");
}

static void
test_nothing_listens (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);

  g_assert_cmpuint (sandbox_length (fixture_fire (f, "invoice.paid", "{}", 60000)), ==, 0);
  /* Off. */
  g_assert_cmpuint (sandbox_length (fixture_fire (f, "opportunities.sync", "{}", 60000)), ==, 0);
  /* A required field emptied. */
  fixture_send (f, "PUT", API "/config/field/64da0c11c9ae95561bb0a260?workflow_id=" CREATE_CONTACT,
                "{\"value\":\"\"}", "key", key, "account", ACCOUNT, "slug", "salesforce", NULL);
  g_assert_cmpuint (sandbox_length (fixture_fire (f, "contact.created", PERSON, 60000)), ==, 0);
}

static void
test_forms_of_firing (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *token = fixture_token (f, ACCOUNT);
  const char *body = "{\"event\":\"contact.created\",\"payload\":" PERSON "}";
  static const char *const paths[] = { API "/event/salesforce", API "/event/trigger", API "/event",
                                       "/api/v1/event/trigger" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpuint (fixture_call (f, "POST", paths[i], body), ==, 200);
  g_assert_cmpuint (fixture_send (f, "POST", API "/event/trigger", body, "bearer", token, NULL), ==, 200);
  g_assert_cmpuint (
      fixture_call (f, "POST", API "/event", "{\"trigger\":\"contact.created\",\"payload\":" PERSON "}"), ==,
      200);
  /* Another config, in which nothing is on. */
  g_assert_cmpuint (fixture_send (f, "POST", API "/event/salesforce", body, "key", key, "account", ACCOUNT,
                                  "config_id", "other", NULL),
                    ==, 200);
  g_assert_cmpuint (fixture_call (f, "POST", API "/event/salesforce",
                                  "{\"event\":\"contact.created\",\"config_id\":\"other\",\"payload\":" PERSON
                                  "}"),
                    ==, 200);
  embark_clock_manual_advance (f->clock, 5000);
  fixture_call (f, "GET", API "/execution", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 6);

  fixture_call (f, "POST", API "/event/salesforce", "{\"event\":\"Contact.created\",\"payload\":{}}");
  g_assert_cmpuint (f->status, ==, 404);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error_code"), ==, "INVALID_EVENT");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "message"), ==, "Trigger not found");
  g_assert_cmpuint (fixture_call (f, "POST", API "/event/salesforce", "{\"payload\":{}}"), ==, 400);
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *query;
    gint64 total;
  } rows[] = {
    { "status=COMPLETED", 1 },
    { "status=ERRORED", 1 },
    { "status=All", 2 },
    { "workflow_id=" CREATE_CONTACT, 2 },
    { "workflow_id=" SYNC_OPPORTUNITIES, 0 },
    { "workflow_name=Create%20New%20Contact", 2 },
    { "slug=hubspot,salesforce", 2 },
    { "slug=hubspot", 0 },
    { "execution_source=Event", 2 },
    { "execution_source=API_CALL", 0 },
    { "execution_type=SYNC", 0 },
    { "start_date=2026-06-15", 2 },
    { "start_date=2026-06-16", 0 },
    { "end_date=2026-06-15", 2 },
    { "end_date=2026-06-15T12:00:03Z", 1 },
  };

  fixture_fire (f, "contact.created", PERSON, 5000);
  fixture_fire (f, "contact.created", "{}", 5000);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat (API "/execution?", rows[i].query, NULL);

      g_test_message ("%s", rows[i].query);
      g_assert_cmpuint (fixture_call (f, "GET", path, NULL), ==, 200);
      g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, rows[i].total);
    }
  g_assert_cmpuint (fixture_call (f, "GET", API "/execution?start_date=yesterday", NULL), ==, 400);
  fixture_call (f, "GET", API "/execution", NULL);
  g_assert_cmpstr (sandbox_str (sandbox_item (sandbox_arr (fixture_object (f), "docs"), 0), "status"), ==,
                   "ERRORED");
  fixture_call (f, "GET", API "/execution?sortAsc=true", NULL);
  g_assert_cmpstr (sandbox_str (sandbox_item (sandbox_arr (fixture_object (f), "docs"), 0), "status"), ==,
                   "COMPLETED");
}

static void
test_stop_and_rerun (Fixture *f, gconstpointer data)
{
  JsonArray *docs = fixture_fire (f, "contact.created", PERSON, 700);
  g_autofree char *path = g_strconcat (API "/execution/", sandbox_str (sandbox_item (docs, 0), "_id"), NULL);
  g_autofree char *stop = g_strconcat (path, "/stop", NULL);
  g_autofree char *rerun = g_strconcat (path, "/rerun", NULL);
  g_autofree char *again = NULL;

  fixture_call (f, "POST", stop, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "message"), ==, "Stopping instance");
  fixture_call (f, "GET", path, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "STOPPING");
  embark_clock_manual_advance (f->clock, 5000);
  fixture_call (f, "GET", path, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "STOPPED");

  fixture_call (f, "POST", rerun, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "success");
  again = g_strconcat (API "/execution/", sandbox_str (fixture_object (f), "id"), NULL);
  embark_clock_manual_advance (f->clock, 5000);
  fixture_call (f, "GET", again, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "COMPLETED");
  fixture_call (f, "GET", path, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "STOPPED");
  g_assert_cmpuint (fixture_call (f, "GET", API "/execution/000", NULL), ==, 404);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error_code"), ==, "RESOURCE_NOT_FOUND");
}

static void
test_sync (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *batches = NULL;
  JsonArray *docs;
  JsonObject *output;

  fixture_enable (f, ACCOUNT, SYNC_OPPORTUNITIES);
  docs = fixture_fire (f, "opportunities.sync", "{}", 5000);
  id = g_strdup (sandbox_str (sandbox_item (docs, 0), "_id"));
  output = sandbox_obj (sandbox_item (nodes_of (f, id), 1), "latest_output");
  /* Six are seeded, of which one is in a stage that the settings leave out. */
  g_assert_cmpint (sandbox_int (output, "totalSize"), ==, 5);
  batches = g_strconcat (API "/execution/", id, "/nodes/4/batches?limit=2", NULL);
  g_assert_cmpuint (fixture_call (f, "GET", batches, NULL), ==, 200);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 5);
  g_free (batches);
  batches = g_strconcat (API "/execution/", id, "/nodes/1/batches", NULL);
  g_assert_cmpuint (fixture_call (f, "GET", batches, NULL), ==, 501);
}

static void
test_execute (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *path = NULL;

  fixture_call (f, "POST", API "/workflow/" CREATE_CONTACT "/execute", PERSON);
  g_assert_cmpuint (f->status, ==, 400);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error"), ==, "Workflow ID and slug are required");
  fixture_send (f, "POST", API "/workflow/create-new-contact/execute", "{\"payload\":" PERSON "}", "key", key,
                "account", ACCOUNT, "slug", "salesforce", NULL);
  path = g_strconcat (API "/execution/", sandbox_str (fixture_object (f), "execution_id"), NULL);
  embark_clock_manual_advance (f->clock, 5000);
  fixture_call (f, "GET", path, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "status"), ==, "COMPLETED");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "execution_source"), ==, "API Call");
  fixture_call (f, "GET", API "/workflow", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, 4);
  g_assert_cmpuint (fixture_call (f, "GET", API "/workflow/" CREATE_CONTACT, NULL), ==, 200);
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "nodes")), ==, 4);
  fixture_call (f, "GET", API "/workflow/request-structure/" CREATE_CONTACT, NULL);
  g_assert_cmpstr (sandbox_str (sandbox_obj (fixture_object (f), "payload"), "last_name"), ==, "Whitfield");
}

static void
test_speed (Fixture *f, gconstpointer data)
{
  JsonArray *docs;

  embark_sandbox_set_speed (f->sandbox, 10);
  docs = fixture_fire (f, "contact.created", PERSON, 300);
  g_assert_cmpstr (sandbox_str (sandbox_item (docs, 0), "status"), ==, "COMPLETED");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/sandbox/runs/advances", test_advances);
  ADD ("/sandbox/runs/missing-last-name", test_missing_last_name);
  ADD ("/sandbox/runs/other-reasons", test_other_reasons);
  ADD ("/sandbox/runs/nothing-listens", test_nothing_listens);
  ADD ("/sandbox/runs/forms-of-firing", test_forms_of_firing);
  ADD ("/sandbox/runs/filters", test_filters);
  ADD ("/sandbox/runs/stop-and-rerun", test_stop_and_rerun);
  ADD ("/sandbox/runs/sync", test_sync);
  ADD ("/sandbox/runs/execute", test_execute);
  ADD ("/sandbox/runs/speed", test_speed);

  return g_test_run ();
}
