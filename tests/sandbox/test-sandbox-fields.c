/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fields of every type, and what their choices depend on (contract sections 9, 10 and 14). */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define ACCOUNT_SYNC  "64d1fc268716dc5065128051"
#define FIELD(digits) "64da1d00c9ae95561bb0a3" digits
#define KEEP_DAYS     FIELD ("09")
#define INTERVAL      FIELD ("0f")
#define CREATE        FIELD ("11")
#define REGION        FIELD ("15")
#define COUNTRY       FIELD ("17")
#define TERRITORIES   FIELD ("19")
#define QUEUE         FIELD ("1b")
#define CUSTOM        FIELD ("1f")
#define RULES         FIELD ("25")

static guint
call_field (Fixture *f, const char *method, const char *id, const char *body)
{
  g_autofree char *path = g_strdup_printf (API "/config/field/%s?workflow_id=" ACCOUNT_SYNC, id);

  return fixture_send (f, method, path, body, "key", embark_sandbox_get_api_key (f->sandbox), "account",
                       ACCOUNT, "slug", "salesforce", NULL);
}

static guint
ask_rule (Fixture *f, const char *id, const char *body)
{
  g_autofree char *path = g_strdup_printf (API "/config/rule-engine/%s?workflow_id=" ACCOUNT_SYNC, id);

  return fixture_send (f, "POST", path, body, "key", embark_sandbox_get_api_key (f->sandbox), "account",
                       ACCOUNT, "slug", "salesforce", NULL);
}

static JsonArray *
sync_fields (Fixture *f)
{
  return sandbox_arr (sandbox_find (sandbox_arr (fixture_object (f), "workflows"), "id", ACCOUNT_SYNC),
                      "fields");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  fixture_set_up (f, data);
  g_assert_cmpuint (fixture_call (f, "POST", API "/config", "{\"slug\":\"salesforce\"}"), ==, 200);
}

static void
assert_refused (Fixture *f, guint status, const char *code, const char *part)
{
  g_assert_cmpuint (f->status, ==, status);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "error_code"), ==, code);
  g_assert_nonnull (strstr (sandbox_str (fixture_object (f), "message"), part));
}

static void
test_every_type (Fixture *f, gconstpointer data)
{
  static const char *const types[] = { "text", "textarea", "email", "url",    "number",      "date",
                                       "json", "select",   "map",   "map_v2", "rule_engine", "week_grid" };
  JsonArray *fields = sync_fields (f);
  JsonObject *hidden;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      JsonObject *field = sandbox_find (fields, "field_type", types[i]);

      g_assert_nonnull (field);
      g_assert_nonnull (sandbox_str (field, "id"));
      g_assert_nonnull (sandbox_str (field, "name"));
    }
  g_assert_nonnull (sandbox_str (sandbox_item (fields, 0), "associated_page"));
  hidden = sandbox_find (fields, "name", "Schema version");
  g_assert_true (sandbox_bool (hidden, "hidden"));
  g_assert_true (sandbox_bool (hidden, "required"));
  /* How the sandbox knows a field is not told. */
  g_assert_null (strstr (f->text, "\"_"));
}

static void
test_original_types (Fixture *f, gconstpointer data)
{
  JsonObject *option;

  g_assert_cmpuint (call_field (f, "POST", INTERVAL, "{}"), ==, 200);
  g_assert_cmpint (sandbox_int (fixture_object (f), "value"), ==, 15);
  option = sandbox_find (sandbox_arr (fixture_object (f), "options"), "name", "Hour");
  g_assert_cmpint (sandbox_int (option, "value"), ==, 60);
  call_field (f, "PUT", INTERVAL, "{\"value\":60}");
  g_assert_cmpint (sandbox_int (fixture_object (f), "value"), ==, 60);

  call_field (f, "PUT", CREATE, "{\"value\":true}");
  g_assert_true (sandbox_bool (fixture_object (f), "value"));
  /* Whatever the type, what was saved comes back. */
  call_field (f, "PUT", FIELD ("27"), "{\"value\":{\"mon\":[1,2],\"x\":null}}");
  call_field (f, "GET", FIELD ("27"), NULL);
  g_assert_nonnull (strstr (f->text, "\"value\":{\"mon\":[1,2],\"x\":null}"));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (call_field (f, "PUT", KEEP_DAYS, "{\"value\":366}"), ==, 400);
  assert_refused (f, 400, "VALIDATION_ERROR", "Keep history for (days) must be from 0 to 365");
  call_field (f, "PUT", KEEP_DAYS, "{\"value\":\"ten\"}");
  assert_refused (f, 400, "VALIDATION_ERROR", "must be a number");
  /* A whole config is refused for one value, and nothing of it is kept. */
  fixture_call (f, "PUT", API "/config",
                "{\"slug\":\"salesforce\",\"workflows\":[{\"id\":\"" ACCOUNT_SYNC "\",\"fields\":{\"" INTERVAL
                "\":5,\"" KEEP_DAYS "\":-1}}]}");
  assert_refused (f, 400, "VALIDATION_ERROR", "must be from 0 to 365");
  call_field (f, "GET", INTERVAL, NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "value"), ==, 15);
  call_field (f, "GET", KEEP_DAYS, NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "value"), ==, 90);
  g_assert_cmpuint (call_field (f, "PUT", KEEP_DAYS, "{\"value\":365}"), ==, 200);
}

static void
assert_options (Fixture *f, const char *id, const char *first)
{
  JsonArray *options;

  g_assert_cmpuint (call_field (f, "POST", id, "{}"), ==, 200);
  options = sandbox_arr (fixture_object (f), "options");
  if (first == NULL)
    g_assert_null (options);
  else
    g_assert_cmpstr (sandbox_str (sandbox_item (options, 0), "value"), ==, first);
}

static void
test_chain (Fixture *f, gconstpointer data)
{
  assert_options (f, COUNTRY, NULL);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "parent"), ==, REGION);
  assert_options (f, TERRITORIES, NULL);
  call_field (f, "PUT", REGION, "{\"value\":\"amer\"}");
  assert_options (f, COUNTRY, "US");
  assert_options (f, TERRITORIES, NULL);
  call_field (f, "PUT", COUNTRY, "{\"value\":\"US\"}");
  assert_options (f, TERRITORIES, "us-east");
  call_field (f, "PUT", TERRITORIES, "{\"value\":[\"us-east\",\"us-west\"]}");

  /* The same again changes nothing. */
  call_field (f, "PUT", REGION, "{\"value\":\"amer\"}");
  call_field (f, "GET", TERRITORIES, NULL);
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "value")), ==, 2);
  /* Another region: what was chosen below it is gone, all the way down. */
  call_field (f, "PUT", REGION, "{\"value\":\"apac\"}");
  call_field (f, "GET", COUNTRY, NULL);
  g_assert_false (json_object_has_member (fixture_object (f), "value"));
  assert_options (f, TERRITORIES, NULL);
  g_assert_false (json_object_has_member (fixture_object (f), "value"));
  /* And likewise when it is cleared. */
  call_field (f, "PUT", COUNTRY, "{\"value\":\"JP\"}");
  call_field (f, "DELETE", REGION, NULL);
  assert_options (f, COUNTRY, NULL);
  g_assert_false (json_object_has_member (fixture_object (f), "value"));
}

static void
test_datasource (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  JsonObject *error;

  fixture_call (f, "GET", API "/slug/salesforce/config", NULL);
  error = sandbox_item (sandbox_arr (fixture_object (f), "field_errors"), 0);
  g_assert_cmpstr (sandbox_str (error, "id"), ==, QUEUE);
  g_assert_cmpstr (sandbox_str (error, "name"), ==, "Queue for conflicts");
  g_assert_nonnull (strstr (sandbox_str (sandbox_obj (error, "error"), "message"), "not connected"));
  g_assert_null (sandbox_arr (sandbox_find (sync_fields (f), "id", QUEUE), "options"));
  call_field (f, "POST", QUEUE, "{}");
  assert_refused (f, 400, "SERVER_ERROR", "not connected");
  /* Saving asks for no choices. */
  g_assert_cmpuint (call_field (f, "PUT", QUEUE, "{\"value\":\"00G5g000001aQ1zEAE\"}"), ==, 200);

  /* Not asked for: no error. */
  fixture_send (f, "GET", API "/slug/salesforce/config", NULL, "key", key, "account", ACCOUNT,
                "disable_field_options", "true", NULL);
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "field_errors")), ==, 0);
  g_assert_nonnull (sandbox_arr (sandbox_find (sync_fields (f), "id", INTERVAL), "options"));

  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_call (f, "GET", API "/slug/salesforce/config", NULL);
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "field_errors")), ==, 0);
  g_assert_cmpuint (sandbox_length (sandbox_arr (sandbox_find (sync_fields (f), "id", QUEUE), "options")), ==,
                    3);
  call_field (f, "POST", QUEUE, "{\"value\":\"tier\"}");
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "options")), ==, 1);
  fixture_send (f, "GET", API "/slug/salesforce/config", NULL, "key", key, "account", ACCOUNT,
                "disable_field_options", "true", NULL);
  g_assert_null (sandbox_arr (sandbox_find (sync_fields (f), "id", QUEUE), "options"));
}

static void
test_rules (Fixture *f, gconstpointer data)
{
  JsonObject *column;

  /* By the column's name, as in the newer documents; by the left-hand side, as in the older ones. */
  g_assert_cmpuint (
      ask_rule (f, RULES, "{\"rule_column\":{\"name\":\"Industry\",\"field_type\":\"select\"}}"), ==, 200);
  g_assert_cmpuint (sandbox_length (sandbox_arr (fixture_object (f), "options")), ==, 3);
  g_assert_cmpuint (ask_rule (f, RULES, "{\"rule_column\":{\"lhs\":\"Industry\"}}"), ==, 200);
  column = sandbox_obj (fixture_object (f), "rule_column");
  g_assert_cmpstr (sandbox_str (sandbox_obj (column, "rhs"), "type"), ==, "select");
  g_assert_cmpuint (sandbox_length (sandbox_arr (sandbox_obj (column, "operator"), "options")), ==, 2);
  g_assert_nonnull (sandbox_arr (fixture_object (f), "conditional_code_stdout"));

  /* This one is looked up at Salesforce, and is not among the field's columns. */
  call_field (f, "GET", RULES, NULL);
  g_assert_null (sandbox_find (sandbox_arr (fixture_object (f), "rule_columns"), "lhs", "Rating"));
  g_assert_nonnull (sandbox_find (sandbox_arr (fixture_object (f), "rule_columns"), "lhs", "Industry"));
  ask_rule (f, RULES, "{\"rule_column\":{\"lhs\":\"Rating\"}}");
  g_assert_cmpuint (f->status, ==, 200);
  g_assert_nonnull (sandbox_str (sandbox_obj (fixture_object (f), "error"), "message"));
  ask_rule (f, RULES, "{\"rule_column\":{\"name\":\"Rating\",\"field_type\":\"select\"}}");
  assert_refused (f, 400, "SERVER_ERROR", "not connected");
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  ask_rule (f, RULES, "{\"rule_column\":{\"lhs\":\"Rating\"}}");
  g_assert_false (json_object_has_member (fixture_object (f), "error"));
  column = sandbox_obj (sandbox_obj (fixture_object (f), "rule_column"), "rhs");
  g_assert_cmpuint (sandbox_length (sandbox_arr (column, "options")), ==, 3);

  ask_rule (f, RULES, "{}");
  assert_refused (f, 400, "VALIDATION_ERROR", "rule_column is required");
  ask_rule (f, REGION, "{\"rule_column\":{}}");
  assert_refused (f, 400, "SERVER_ERROR", "is not of type rule engine or has undefined columns");
  ask_rule (f, "0000", "{\"rule_column\":{}}");
  assert_refused (f, 400, "SERVER_ERROR", "Field with id 0000 not found");
}

static void
test_labels (Fixture *f, gconstpointer data)
{
  JsonArray *labels;

  g_assert_cmpuint (sandbox_length (sandbox_arr (sandbox_find (sync_fields (f), "id", CUSTOM), "labels")), ==,
                    0);
  fixture_call (
      f, "PUT", API "/config",
      "{\"slug\":\"salesforce\",\"labels\":{\"customer\":[{\"name\":\"Tier\",\"value\":\"tier\"}]}}");
  labels = sandbox_arr (sandbox_find (sync_fields (f), "id", CUSTOM), "labels");
  g_assert_cmpstr (sandbox_str (sandbox_item (labels, 0), "value"), ==, "tier");
  /* Under its older name; and the form that the vendor's script always sends. */
  fixture_call (
      f, "PUT", API "/config",
      "{\"slug\":\"salesforce\",\"map_fields_object\":{\"customer\":[{\"name\":\"A\",\"value\":\"a\"},"
      "{\"name\":\"B\",\"value\":\"b\"}]}}");
  labels = sandbox_arr (sandbox_find (sync_fields (f), "id", CUSTOM), "labels");
  g_assert_cmpuint (sandbox_length (labels), ==, 2);
  g_assert_cmpuint (fixture_call (f, "PUT", API "/config", "{\"slug\":\"salesforce\",\"labels\":[]}"), ==,
                    200);
}

static void
test_forms_of_fields (Fixture *f, gconstpointer data)
{
  JsonArray *fields;

  /* An object adds; the order of parent and child does not matter. */
  fixture_call (f, "PUT", API "/config",
                "{\"slug\":\"salesforce\",\"workflows\":[{\"id\":\"" ACCOUNT_SYNC "\",\"fields\":{\"" COUNTRY
                "\":\"JP\",\"" REGION "\":\"apac\"}}]}");
  fixture_call (f, "PUT", API "/config",
                "{\"slug\":\"salesforce\",\"workflows\":[{\"id\":\"" ACCOUNT_SYNC
                "\",\"data_slots\":{\"" INTERVAL "\":5}}]}");
  fields = sync_fields (f);
  g_assert_cmpstr (sandbox_str (sandbox_find (fields, "id", COUNTRY), "value"), ==, "JP");
  g_assert_cmpint (sandbox_int (sandbox_find (fields, "id", INTERVAL), "value"), ==, 5);

  /* An array replaces. */
  fixture_call (f, "PUT", API "/config",
                "{\"slug\":\"salesforce\",\"workflows\":[{\"id\":\"" ACCOUNT_SYNC
                "\",\"fields\":[{\"id\":\"" INTERVAL
                "\",\"value\":1440}]}],\"application_data_slots\":[{\"id\":\"64da0b57c9ae95561bb0a255\","
                "\"value\":\"ops@customer.example\"}]}");
  fields = sync_fields (f);
  g_assert_false (json_object_has_member (sandbox_find (fields, "id", COUNTRY), "value"));
  g_assert_cmpint (sandbox_int (sandbox_find (fields, "id", INTERVAL), "value"), ==, 1440);
  fields = sandbox_arr (fixture_object (f), "fields");
  g_assert_cmpstr (sandbox_str (sandbox_find (fields, "field_type", "email"), "value"), ==,
                   "ops@customer.example");
}

static void
test_several_configs (Fixture *f, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);

  fixture_call (f, "POST", API "/config", "{\"slug\":\"salesforce\",\"config_id\":\"second\"}");
  g_assert_cmpstr (sandbox_str (fixture_object (f), "config_id"), ==, "second");
  fixture_send (f, "PUT", API "/config/field/" INTERVAL "?config_id=second&workflow_id=" ACCOUNT_SYNC,
                "{\"value\":5}", "key", key, "account", ACCOUNT, "slug", "salesforce", NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "value"), ==, 5);
  call_field (f, "GET", INTERVAL, NULL);
  g_assert_cmpint (sandbox_int (fixture_object (f), "value"), ==, 15);
  fixture_call (f, "GET", API "/slug/salesforce/configs", NULL);
  g_assert_cmpuint (sandbox_length (fixture_array (f)), ==, 2);
  /* Without a body, as the specification has it, and with one. */
  g_assert_cmpuint (fixture_send (f, "POST", API "/config/field", NULL, "key", key, "account", ACCOUNT,
                                  "slug", "salesforce", NULL),
                    ==, 200);
  g_assert_cmpuint (fixture_send (f, "POST", API "/config/field", "{}", "key", key, "account", ACCOUNT,
                                  "slug", "salesforce", NULL),
                    ==, 200);
  g_assert_nonnull (sync_fields (f));
}

#define ADD(path, test) g_test_add ("/sandbox/fields/" path, Fixture, NULL, set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("every-type", test_every_type);
  ADD ("original-types", test_original_types);
  ADD ("refused", test_refused);
  ADD ("chain", test_chain);
  ADD ("datasource", test_datasource);
  ADD ("rules", test_rules);
  ADD ("labels", test_labels);
  ADD ("forms-of-fields", test_forms_of_fields);
  ADD ("several-configs", test_several_configs);

  return g_test_run ();
}
