/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-api-error.h"
#include "embark-application.h"
#include "embark-config.h"
#include "embark-event.h"
#include "embark-execution.h"
#include "embark-field.h"
#include "embark-json.h"
#include "embark-linked-account.h"
#include "embark-session-token.h"
#include "embark-workflow.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = embark_json_parse_reply (text, -1, &error);

  g_assert_no_error (error);
  return node;
}

static gpointer
make_config (JsonNode *node, GError **error)
{
  return embark_config_new_from_json (node, "asked", error);
}

static gpointer
make_execution (JsonNode *node, GError **error)
{
  return embark_execution_new_from_json (node, NULL, error);
}

static gpointer
make_token (JsonNode *node, GError **error)
{
  return embark_session_token_new_from_json (node, 0, error);
}

typedef gpointer (*MakeFunc) (JsonNode *node, GError **error);

/* Every record, its least form, and every key that it reads. */
static const struct
{
  MakeFunc make;
  const char *least; /* "" when nothing is needed */
  const char *keys;
} kinds[] = {
  { (MakeFunc) embark_application_new_from_json, "\"slug\":\"s\"",
    "name connected connected_accounts reauth_required type app_id" },
  { (MakeFunc) embark_linked_account_new_from_json, "\"account_id\":\"a\"",
    "name environment integrations createdAt udf" },
  { make_token, "\"token\":\"t\"", "expires_in refresh_token" },
  { make_config, "", "slug config_id field_errors fields workflows application_data_slots data_slots" },
  { (MakeFunc) embark_workflow_new_from_json, "\"id\":\"w\"", "name description enabled fields data_slots" },
  { (MakeFunc) embark_field_new_from_json, "\"id\":\"f\"",
    "name field_type required hidden value defaultValue options" },
  { (MakeFunc) embark_event_new_from_json, "\"name\":\"e\"", "_id response raw_response" },
  { make_execution, "\"_id\":\"x\"",
    "name status associated_workflow associated_trigger_application trigger_application_event "
    "associated_event_id "
    "config_id linked_account_id createdAt completion_time nodes workflow_id" },
  { (MakeFunc) embark_execution_node_new_from_json, "\"node_id\":\"1\"",
    "node_name node_type node_status attempts_made input_data latest_output execution_time" },
};

/* Reads everything that a record offers; nothing may warn or crash. */
static void
read_all (gpointer record)
{
  if (EMBARK_IS_EVENT (record))
    {
      g_autofree char *sample = embark_event_dup_sample (record);

      g_assert_true (embark_json_check (sample, -1, NULL, NULL, NULL));
    }
  if (EMBARK_IS_LINKED_ACCOUNT (record))
    embark_linked_account_get_connection (record, "salesforce");
  if (EMBARK_IS_FIELD (record))
    embark_field_get_missing (record);
  if (EMBARK_IS_WORKFLOW (record))
    embark_workflow_get_n_missing (record);
  if (EMBARK_IS_EXECUTION_NODE (record))
    {
      g_autofree char *error = embark_execution_node_dup_error (record);
      g_autofree char *uri = embark_execution_node_dup_record_uri (record);

      g_assert_true (error == NULL || *error != '\0');
      g_assert_true (uri == NULL || *uri != '\0');
    }
}

static void
test_wrong_types (void)
{
  static const char *const values[] = {
    "null",
    "true",
    "5",
    "-1",
    "1e300",
    "12345678901234567890",
    "\"\"",
    "\"x\"",
    "\"\\u202e\"",
    "[]",
    "{}",
    "[null,1,\"x\",[],{}]",
    "{\"a\":{\"b\":[]}}",
    "[{\"id\":5},{\"id\":\"\"},{\"key\":1},{\"key\":\"a.b\"},{\"key\":\"a\"}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (GStrv) keys = g_strsplit (kinds[i].keys, " ", -1);

      for (guint key = 0; keys[key] != NULL; key++)
        {
          for (gsize value = 0; value < G_N_ELEMENTS (values); value++)
            {
              g_autofree char *text = g_strdup_printf ("{%s%s\"%s\":%s}", kinds[i].least,
                                                       *kinds[i].least ? "," : "", keys[key], values[value]);
              g_autoptr (JsonNode) node = parse (text);
              g_autoptr (GError) error = NULL;
              g_autoptr (GObject) record = kinds[i].make (node, &error);

              g_assert_no_error (error);
              g_assert_nonnull (record);
              read_all (record);
            }
        }
    }
}

static void
test_refused (void)
{
  static const char *const no_objects[] = { "null", "[]", "5", "\"x\"", "true" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (JsonNode) empty = parse ("{}");
      g_autoptr (GError) error = NULL, none = NULL;
      g_autoptr (GObject) record = kinds[i].make (empty, &error);

      if (*kinds[i].least != '\0')
        g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      else
        g_assert_nonnull (record);
      for (gsize k = 0; k < G_N_ELEMENTS (no_objects); k++)
        {
          g_autoptr (JsonNode) node = parse (no_objects[k]);
          g_autoptr (GError) other = NULL;

          g_assert_null (kinds[i].make (node, &other));
          g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
        }
      g_assert_null (kinds[i].make (NULL, &none));
      g_assert_error (none, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
    }
}

static void
test_huge (void)
{
  g_autofree char *letters = g_strnfill (1000000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"account_id\":\"%s\",\"name\":\"%s\"}", letters, letters);
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (node, NULL);

  g_assert_cmpuint (strlen (embark_linked_account_get_id (account)), ==, 1000000);
  g_assert_cmpint (g_utf8_strlen (embark_linked_account_get_name (account), -1), <=, 300);
}

static void
test_application (void)
{
  static const struct
  {
    const char *members;
    gboolean connected, reauth;
    const char *identifier;
    gint64 connected_at;
  } rows[] = {
    { "\"connected\":true,\"connected_accounts\":[{\"identifier\":\"NA\",\"connectedAt\":\"2026-04-28T12:13:"
      "25.968Z\","
      "\"status\":\"active\",\"auth_type\":\"oauth2\"}],\"reauth_required\":false",
      TRUE, FALSE, NULL, G_GINT64_CONSTANT (1777378405968000) },
    { "\"app_id\":\"x\"", FALSE, FALSE, NULL, 0 },
    { "\"connected\":false,\"reauth_required\":true", FALSE, FALSE, NULL, 0 },
    { "\"connected\":true,\"reauth_required\":true", TRUE, TRUE, NULL, 0 },
    { "\"connected_accounts\":[{\"status\":\"active\",\"auth_type\":\"oauth2\",\"identifier\":{\"org\":1}}]",
      TRUE, FALSE, "{\"org\":1}", 0 },
    { "\"connected_accounts\":[{\"status\":\"active\",\"auth_type\":\"keybased\"}]", FALSE, FALSE, NULL, 0 },
    { "\"connected\":true,\"connected_accounts\":[{\"status\":\"expired\"},{\"status\":\"expired\"}]", TRUE,
      TRUE, NULL, 0 },
    { "\"connected\":true,\"connected_accounts\":[{\"status\":\"expired\",\"identifier\":\"old\","
      "\"connectedAt\":\"2026-06-16\"},"
      "{\"identifier\":\"a\",\"connectedAt\":\"2026-06-14\"},{\"identifier\":\"b\",\"connectedAt\":\"2026-06-"
      "15\"}]",
      TRUE, FALSE, "b", G_GINT64_CONSTANT (1781481600000000) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"name\":\"Salesforce\",\"slug\":\"salesforce\",%s}", rows[i].members);
      g_autoptr (JsonNode) node = parse (text);
      g_autoptr (EmbarkApplication) application = embark_application_new_from_json (node, NULL);

      g_assert_cmpstr (embark_application_get_slug (application), ==, "salesforce");
      g_assert_cmpstr (embark_application_get_name (application), ==, "Salesforce");
      g_assert_cmpint (embark_application_get_connected (application), ==, rows[i].connected);
      g_assert_cmpint (embark_application_get_reauth_required (application), ==, rows[i].reauth);
      g_assert_cmpstr (embark_application_get_identifier (application), ==, rows[i].identifier);
      g_assert_cmpint (embark_application_get_connected_at (application), ==, rows[i].connected_at);
      g_assert_true (embark_application_get_json (application) == node);
    }
}

static void
test_account (void)
{
  static const struct
  {
    const char *members;
    EmbarkConnectionState state;
  } rows[] = {
    { "\"udf\":[]", EMBARK_CONNECTION_UNKNOWN },
    { "\"integrations\":5", EMBARK_CONNECTION_UNKNOWN },
    { "\"integrations\":null", EMBARK_CONNECTION_NONE },
    { "\"integrations\":[]", EMBARK_CONNECTION_NONE },
    { "\"integrations\":[{\"type\":\"hubspot\"}]", EMBARK_CONNECTION_NONE },
    { "\"integrations\":[7,{\"type\":\"salesforce\",\"app_id\":null}]", EMBARK_CONNECTION_ACTIVE },
    { "\"integrations\":[{\"type\":\"salesforce\",\"reauth_required\":true}]", EMBARK_CONNECTION_EXPIRED },
    { "\"integrations\":[{\"type\":\"salesforce\",\"refresh_token_expired\":true},{\"type\":\"salesforce\"}]",
      EMBARK_CONNECTION_ACTIVE },
  };
  g_autoptr (JsonNode) sample =
      parse ("{\"_id\":\"6a3134fd\",\"account_id\":\"user_12345\",\"environment\":\"test\",\"name\":\"Acme "
             "Inc.\",\"udf\":[],"
             "\"createdAt\":\"2026-06-16T11:35:25.951Z\",\"__v\":0,\"new_account\":false}");
  g_autoptr (JsonNode) other_node = parse ("{\"linked_account_id\":\"user_12345\",\"name\":\"\"}");
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (sample, NULL);
  g_autoptr (EmbarkLinkedAccount) other = embark_linked_account_new_from_json (other_node, NULL);
  g_autofree char *shown = NULL;

  g_assert_cmpstr (embark_linked_account_get_id (account), ==, "user_12345");
  g_assert_cmpstr (embark_linked_account_get_name (account), ==, "Acme Inc.");
  g_assert_cmpstr (embark_linked_account_get_environment (account), ==, "test");
  g_assert_cmpint (embark_linked_account_get_created_at (account), ==, G_GINT64_CONSTANT (1781609725951000));
  g_assert_null (embark_linked_account_get_name (other));
  g_object_get (other, "display-name", &shown, NULL);
  g_assert_cmpstr (shown, ==, "user_12345");
  g_assert_true (embark_linked_account_same_id (account, other));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"account_id\":\"a\",%s}", rows[i].members);
      g_autoptr (JsonNode) node = parse (text);
      g_autoptr (EmbarkLinkedAccount) row = embark_linked_account_new_from_json (node, NULL);

      g_assert_cmpint (embark_linked_account_get_connection (row, "salesforce"), ==, rows[i].state);
    }
}

static void
test_token (void)
{
  const gint64 now = G_GINT64_CONSTANT (1000) * G_USEC_PER_SEC;
  static const struct
  {
    const char *text;
    gint64 seconds; /* from now; -1: refused */
  } rows[] = {
    { "{\"token\":\"eyJ.x\",\"refresh_token\":\"eyJ\",\"expires_in\":599747}", 599747 },
    { "{\"token\":\"eyJ.x\"}", 86400 },
    { "{\"token\":\"eyJ.x\",\"expires_in\":\"soon\"}", 86400 },
    { "{\"token\":\"eyJ.x\",\"expires_in\":-5}", 86400 },
    /* {"exp":5000} without padding, and {"exp":"x"} */
    { "{\"token\":\"eyJhIjoxfQ.eyJleHAiOjUwMDB9.x\"}", 4000 },
    { "{\"token\":\"eyJhIjoxfQ.eyJleHAiOiJ4In0.x\"}", 86400 },
    { "{\"token\":\"a.!!!.c\"}", 86400 },
    { "{\"token\":\"a..c\"}", 86400 },
    { "{\"token\":\"\"}", -1 },
    { "{\"token\":\"a\\r\\nb\"}", -1 },
    { "{\"token\":\"a b\"}", -1 },
    { "{\"token\":\"ä\"}", -1 },
    { "{\"token\":5}", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = parse (rows[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (EmbarkSessionToken) token = embark_session_token_new_from_json (node, now, &error);

      if (rows[i].seconds < 0)
        g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      else
        g_assert_cmpint (embark_session_token_get_expires_at (token), ==,
                         now + rows[i].seconds * G_USEC_PER_SEC);
    }
}

static void
test_token_far (void)
{
  g_autoptr (JsonNode) node = parse ("{\"token\":\"t\",\"expires_in\":9223372036854775807}");
  g_autoptr (EmbarkSessionToken) token =
      embark_session_token_new_from_json (node, G_GINT64_CONSTANT (1781609725951000), NULL);

  g_assert_cmpint (embark_session_token_get_expires_at (token), >, G_GINT64_CONSTANT (1781609725951000));
}

static void
test_field (void)
{
  static const struct
  {
    const char *members;
    gboolean missing;
    const char *value; /* as JSON */
  } rows[] = {
    { "\"required\":true", TRUE, "null" },
    { "\"required\":true,\"value\":null", TRUE, "null" },
    { "\"required\":true,\"value\":\"\"", TRUE, "\"\"" },
    { "\"required\":true,\"value\":[]", TRUE, "[]" },
    { "\"required\":true,\"value\":{}", TRUE, "{}" },
    { "\"required\":true,\"value\":0", FALSE, "0" },
    { "\"required\":true,\"value\":false", FALSE, "false" },
    { "\"required\":true,\"value\":\"x\"", FALSE, "\"x\"" },
    { "\"required\":true,\"value\":[1]", FALSE, "[1]" },
    { "\"required\":true,\"defaultValue\":5", FALSE, "5" },
    { "\"required\":true,\"value\":null,\"defaultValue\":5", FALSE, "5" },
    { "\"required\":true,\"hidden\":true", FALSE, "null" },
    { "\"required\":\"true\"", FALSE, "null" },
    { "\"name\":\"N\"", FALSE, "null" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"id\":\"f\",\"field_type\":\"select\",%s}", rows[i].members);
      g_autoptr (JsonNode) node = parse (text);
      g_autoptr (EmbarkField) field = embark_field_new_from_json (node, NULL);
      g_autofree char *value = embark_json_to_string (embark_field_get_value (field), FALSE);

      g_assert_cmpint (embark_field_get_missing (field), ==, rows[i].missing);
      g_assert_cmpstr (value, ==, rows[i].value);
      g_assert_cmpstr (embark_field_get_field_type (field), ==, "select");
    }
}

static void
test_config (void)
{
  g_autoptr (JsonNode) node = parse (
      "{\"slug\":\"salesforce\",\"config_id\":\"user_12345\","
      "\"field_errors\":[{\"id\":\"f1\",\"name\":\"Owner\",\"error\":{\"message\":\"token "
      "revoked\"}},{\"id\":\"f2\"},5],"
      "\"fields\":[{\"id\":\"f1\",\"name\":\"Select\",\"field_type\":\"select\",\"required\":true},{\"name\":"
      "\"no id\"}],"
      "\"workflows\":[{\"id\":\"w1\",\"name\":\"Sync Opportunities\",\"description\":\"\",\"enabled\":false,"
      "\"fields\":[{\"id\":\"a\",\"required\":true},{\"id\":\"b\",\"required\":true,\"value\":1}]},{\"name\":"
      "\"no id\"}]}");
  g_autoptr (JsonNode) legacy = parse ("{\"application_data_slots\":[{\"id\":\"x\"}],\"workflows\":[{\"id\":"
                                       "\"w\",\"data_slots\":[{\"id\":\"y\"}]}]}");
  g_autoptr (EmbarkConfig) config = embark_config_new_from_json (node, "asked", NULL);
  g_autoptr (EmbarkConfig) old = embark_config_new_from_json (legacy, "asked", NULL);
  g_autoptr (EmbarkConfig) on = embark_config_with_workflow_enabled (config, "w1", TRUE);
  EmbarkWorkflow *workflow = g_ptr_array_index (embark_config_get_workflows (config), 0);
  g_autofree char *name = NULL;
  gboolean enabled;

  g_assert_cmpstr (embark_config_get_slug (config), ==, "salesforce");
  g_assert_cmpstr (embark_config_get_id (config), ==, "user_12345");
  g_assert_cmpuint (embark_config_get_fields (config)->len, ==, 1);
  g_assert_cmpuint (embark_config_get_workflows (config)->len, ==, 1);
  g_assert_cmpuint (embark_config_get_field_errors (config)->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (embark_config_get_field_errors (config), 0), ==,
                   "Owner: token revoked");
  g_assert_cmpstr (g_ptr_array_index (embark_config_get_field_errors (config), 1), ==, "f2: failed");
  g_object_get (workflow, "name", &name, "enabled", &enabled, NULL);
  g_assert_cmpstr (name, ==, "Sync Opportunities");
  g_assert_false (enabled);
  g_assert_null (embark_workflow_get_description (workflow));
  g_assert_cmpuint (embark_workflow_get_n_missing (workflow), ==, 1);
  g_assert_true (embark_workflow_get_enabled (g_ptr_array_index (embark_config_get_workflows (on), 0)));
  g_assert_false (embark_workflow_get_enabled (workflow));
  g_assert_cmpstr (embark_config_get_slug (old), ==, "asked");
  g_assert_cmpuint (embark_config_get_fields (old)->len, ==, 1);
  workflow = g_ptr_array_index (embark_config_get_workflows (old), 0);
  g_assert_cmpstr (embark_workflow_get_name (workflow), ==, "w");
  g_assert_cmpuint (embark_workflow_get_fields (workflow)->len, ==, 1);
}

static void
test_event (void)
{
  static const struct
  {
    const char *members;
    const char *sample; /* without white space */
  } rows[] = {
    { "\"response\":[{\"key\":\"event\",\"type\":\"text\"},{\"key\":\"payload\",\"type\":\"object\"},"
      "{\"key\":\"payload.email\",\"type\":\"text\"},{\"key\":\"payload.age\",\"type\":\"number\"}]",
      "{\"email\":\"\",\"age\":0}" },
    { "\"response\":[{\"key\":\"payload.email\",\"type\":\"text\"}]", "{\"payload\":{\"email\":\"\"}}" },
    { "\"response\":[{\"key\":\"event\",\"type\":\"text\"},{\"key\":\"payload\",\"type\":\"text\"}]",
      "{\"event\":\"\",\"payload\":\"\"}" },
    { "\"response\":[{\"key\":\"a.b.c\",\"type\":\"boolean\"},{\"key\":\"a\",\"type\":\"text\"},{\"key\":"
      "\"l\",\"type\":\"array\"}]",
      "{\"a\":{\"b\":{\"c\":false}},\"l\":[]}" },
    { "\"response\":[{\"key\":\"a\",\"type\":\"text\"},{\"key\":\"a.b\",\"type\":\"text\"},{\"key\":\"x..y\"}"
      ",{\"type\":\"text\"}]",
      "{\"a\":{\"b\":\"\"},\"x..y\":\"\"}" },
    { "\"response\":\"{\\\"a\\\": 1}\"", "{\"a\":1}" },
    { "\"response\":{\"a\":1}", "{\"a\":1}" },
    { "\"raw_response\":\"{\\\"b\\\":2}\",\"response\":[{\"key\":\"a\",\"type\":\"text\"}]", "{\"b\":2}" },
    { "\"raw_response\":\"not json\",\"response\":\"5\"", "{}" },
    { "\"response\":[]", "{}" },
    { "\"x\":1", "{}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"_id\":\"6a31\",\"name\":\"candidate_created\",%s}", rows[i].members);
      g_autoptr (JsonNode) node = parse (text);
      g_autoptr (EmbarkEvent) event = embark_event_new_from_json (node, NULL);
      g_autofree char *sample = embark_event_dup_sample (event);
      g_autoptr (JsonNode) parsed = parse (sample);
      g_autofree char *compact = embark_json_to_string (parsed, FALSE);

      g_assert_cmpstr (compact, ==, rows[i].sample);
      g_assert_cmpstr (embark_event_get_id (event), ==, "6a31");
      g_assert_cmpstr (embark_event_get_name (event), ==, "candidate_created");
    }
}

/* A key made of dots only nests as deep as it can be printed. */
static void
test_event_deep (void)
{
  g_autoptr (GString) key = g_string_new ("a");
  g_autofree char *text = NULL, *sample = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (EmbarkEvent) event = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (key, ".a");
  text = g_strdup_printf ("{\"name\":\"e\",\"response\":[{\"key\":\"%s\",\"type\":\"text\"}]}", key->str);
  node = parse (text);
  event = embark_event_new_from_json (node, NULL);
  sample = embark_event_dup_sample (event);
  g_assert_true (embark_json_check (sample, -1, NULL, NULL, NULL));
}

static void
test_execution (void)
{
  g_autoptr (JsonNode) listed = parse (
      "{\"_id\":\"6a314c54\",\"name\":\"Execution for workflow 6a10\",\"status\":\"COMPLETED\","
      "\"associated_workflow\":{\"_id\":\"6a106ba4\",\"name\":\"Daily Sync\",\"icon\":\"\"},"
      "\"trigger_application_event\":\"Schedule\",\"linked_account_id\":\"user_12345\",\"config_id\":\"c\","
      "\"associated_event_id\":\"ev1\",\"completion_time\":\"2026-06-16T13:15:02Z\",\"createdAt\":\"2026-06-"
      "16T13:15:00.887Z\"}");
  g_autoptr (JsonNode) single = parse ("{\"name\":\"Execution for workflow 6a106\",\"status\":\"SOMETHING "
                                       "new\",\"completion_time\":\"2026-06-16T13:15:02Z\","
                                       "\"nodes\":[{\"node_id\":\"1\",\"node_name\":\"Start\",\"node_type\":"
                                       "\"start\",\"node_status\":\"Success\","
                                       "\"attempts_made\":1,\"execution_time\":403,\"latest_output\":{"
                                       "\"message\":\"Workflow started successfully\"}},"
                                       "{\"node_id\":2,\"node_status\":\"Errored\"},{}]}");
  g_autoptr (EmbarkExecution) run = embark_execution_new_from_json (listed, NULL, NULL);
  g_autoptr (EmbarkExecution) asked = embark_execution_new_from_json (single, "asked", NULL);
  EmbarkExecutionNode *node;

  g_assert_cmpstr (embark_execution_get_id (run), ==, "6a314c54");
  g_assert_cmpstr (embark_execution_get_title (run), ==, "Daily Sync");
  g_assert_cmpint (embark_execution_get_status (run), ==, EMBARK_EXECUTION_COMPLETED);
  g_assert_cmpstr (embark_execution_get_workflow_id (run), ==, "6a106ba4");
  g_assert_cmpstr (embark_execution_get_event_name (run), ==, "Schedule");
  g_assert_cmpstr (embark_execution_get_event_id (run), ==, "ev1");
  g_assert_cmpstr (embark_execution_get_config_id (run), ==, "c");
  g_assert_cmpstr (embark_execution_get_account_id (run), ==, "user_12345");
  g_assert_cmpint (embark_execution_get_created_at (run), ==, G_GINT64_CONSTANT (1781615700887000));
  g_assert_cmpint (embark_execution_get_completed_at (run), ==, G_GINT64_CONSTANT (1781615702000000));
  g_assert_cmpuint (embark_execution_get_nodes (run)->len, ==, 0);

  g_assert_cmpstr (embark_execution_get_id (asked), ==, "asked");
  g_assert_cmpint (embark_execution_get_status (asked), ==, EMBARK_EXECUTION_UNKNOWN);
  g_assert_cmpstr (embark_execution_get_status_text (asked), ==, "SOMETHING new");
  g_assert_cmpint (embark_execution_get_completed_at (asked), ==, 0);
  g_assert_cmpuint (embark_execution_get_nodes (asked)->len, ==, 2);
  node = g_ptr_array_index (embark_execution_get_nodes (asked), 0);
  g_assert_cmpint (embark_execution_node_get_status (node), ==, EMBARK_NODE_SUCCESS);
  g_assert_cmpfloat (embark_execution_node_get_duration (node), ==, 403);
  g_assert_cmpuint (embark_execution_node_get_attempts (node), ==, 1);
  g_assert_null (embark_execution_node_dup_error (node));
  g_assert_null (embark_execution_node_get_input (node));
  node = g_ptr_array_index (embark_execution_get_nodes (asked), 1);
  g_assert_cmpstr (embark_execution_node_get_id (node), ==, "2");
  g_assert_cmpfloat (embark_execution_node_get_duration (node), <, 0);
}

static void
test_statuses (void)
{
  g_assert_cmpint (embark_execution_status_from_string ("TIMED_OUT"), ==, EMBARK_EXECUTION_TIMED_OUT);
  g_assert_cmpint (embark_execution_status_from_string ("queued"), ==, EMBARK_EXECUTION_QUEUED);
  g_assert_cmpint (embark_execution_status_from_string ("partially successful"), ==,
                   EMBARK_EXECUTION_UNKNOWN);
  g_assert_cmpint (embark_execution_status_from_string (NULL), ==, EMBARK_EXECUTION_UNKNOWN);
  g_assert_true (embark_execution_status_is_terminal (EMBARK_EXECUTION_DUPLICATE));
  g_assert_true (embark_execution_status_is_terminal (EMBARK_EXECUTION_TERMINATED));
  g_assert_false (embark_execution_status_is_terminal (EMBARK_EXECUTION_STOPPING));
  g_assert_false (embark_execution_status_is_terminal (EMBARK_EXECUTION_UNKNOWN));
}

static void
test_node_output (void)
{
  static const struct
  {
    const char *status;
    const char *output;
    const char *error;
    const char *uri;
  } rows[] = {
    { "Errored", "{\"message\":\"no\\nsuch field\"}", "no such field", NULL },
    { "Errored", "{\"error\":{\"message\":\"inner\"}}", "inner", NULL },
    { "Errored", "{\"error\":\"invalid_grant\",\"error_description\":\"expired\"}", "expired", NULL },
    { "Errored", "[{\"message\":\"first\",\"errorCode\":\"X\"},{\"message\":\"second\"}]", "first", NULL },
    { "Errored_and_Skipped", "\"just text\"", "just text", NULL },
    { "Errored", "{\"response\":{\"data\":[{\"message\":\"far\"}]}}", "far", NULL },
    { "Errored", "{\"x\":1}", NULL, NULL },
    { "Errored", "null", NULL, NULL },
    { "Success", "{\"message\":\"fine\",\"url\":\"https://x.my.salesforce.com/006\"}", NULL,
      "https://x.my.salesforce.com/006" },
    { "Success", "{\"url\":\"/services/data\",\"record_url\":\"https://h/1\"}", NULL, "https://h/1" },
    { "Success", "{\"records\":[{\"a\":1},{\"link\":\"http://h/2\"}]}", NULL, "http://h/2" },
    { "Success", "{\"url\":\"javascript:alert(1)\",\"link\":\"file:///etc/passwd\"}", NULL, NULL },
    { "Success", "{\"url\":\"https://user:pw@h/\"}", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"node_id\":\"1\",\"node_status\":\"%s\",\"latest_output\":%s}", rows[i].status, rows[i].output);
      g_autoptr (JsonNode) json = parse (text);
      g_autoptr (EmbarkExecutionNode) node = embark_execution_node_new_from_json (json, NULL);
      g_autofree char *error = embark_execution_node_dup_error (node);
      g_autofree char *uri = embark_execution_node_dup_record_uri (node);

      g_assert_cmpstr (error, ==, rows[i].error);
      g_assert_cmpstr (uri, ==, rows[i].uri);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/records/wrong-types", test_wrong_types);
  g_test_add_func ("/model/records/refused", test_refused);
  g_test_add_func ("/model/records/huge", test_huge);
  g_test_add_func ("/model/application", test_application);
  g_test_add_func ("/model/linked-account", test_account);
  g_test_add_func ("/model/session-token", test_token);
  g_test_add_func ("/model/session-token/far", test_token_far);
  g_test_add_func ("/model/field", test_field);
  g_test_add_func ("/model/config", test_config);
  g_test_add_func ("/model/event", test_event);
  g_test_add_func ("/model/event/deep", test_event_deep);
  g_test_add_func ("/model/execution", test_execution);
  g_test_add_func ("/model/execution/statuses", test_statuses);
  g_test_add_func ("/model/execution/node-output", test_node_output);
  return g_test_run ();
}
