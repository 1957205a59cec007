/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The disagreement register (contract section 18): where the platform's documents contradict each other, both
 * variants are handled. A test a rule, by its number. Those that are no matter of this layer stand elsewhere:
 *
 * 2 and 3   fields are sent as an object, and one value as {value}: tests/contract/steps.c; the sandbox takes
 *           both forms: tests/sandbox/test-sandbox-fields.c; answers in both: below
 * 4         how a field is read, as far as the method goes: below with 12
 * 7         a token is minted anew rather than refreshed: tests/engine/test-connection-watcher.c
 * 11        the server decides about another rerun; its words come through: below with 10
 * 13        config_id as a header: tests/engine/test-fire-tracker.c; also in the body:
 *           tests/sandbox/test-sandbox-runs.c
 * 14        a sample payload as text, then as an object: tests/engine/test-event-book.c
 * 16        what is asked of the list of runs, and what of it is taken: tests/engine/test-fire-tracker.c,
 *           tests/engine/test-run-window.c
 * 20        from either form to a list of pairs: tests/engine/test-account-udf.c
 * 18 and 19 accounts are read again, and named by both keys: tests/engine/test-workspace.c
 * 23        the prefix: below with 12
 * 24        the portal's address is used as it came: tests/engine/test-connection-watcher.c
 * 27        seven events: tests/engine/test-webhook-book.c
 * 29        who is connected: below with 28 */

#include "config.h"

#include <string.h>

#include "embark-application.h"
#include "embark-config-ref.h"
#include "embark-config.h"
#include "embark-event.h"
#include "embark-execution.h"
#include "embark-field.h"
#include "embark-json.h"
#include "embark-linked-account.h"
#include "embark-rule-options.h"
#include "stub-server.h"

#define OP(name)           EMBARK_OPERATION_##name
#define JSON(status, text) ((StubReply){ text, NULL, NULL, NULL, status })

/* Returns: (transfer full): the answer to @operation when the server says @body */
static EmbarkReply *
ask (Stub *stub, EmbarkOperation operation, guint status, const char *body, GError **error)
{
  StubReply *answer = g_new (StubReply, 1);
  EmbarkReply *reply;

  *answer = JSON (status, body);
  g_queue_clear (&stub->replies);
  stub_add (stub, answer);
  reply = stub_send (stub, stub_call (operation), error);
  g_queue_clear (&stub->replies);
  g_free (answer);

  return reply;
}

static gpointer
record (Stub *stub, EmbarkOperation operation, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = ask (stub, operation, 200, body, &error);

  g_assert_no_error (error);
  g_assert_nonnull (embark_reply_get_record (reply));

  return g_object_ref (embark_reply_get_record (reply));
}

/* 1: connect-url: bearer and query; once more with the key on 401 */
static void
test_1 (Stub *stub, gconstpointer data)
{
  static const StubReply no = { "{\"error\":\"INVALID_TOKEN\",\"message\":\"Invalid token\"}", NULL, NULL,
                                NULL, 401 };
  static const StubReply yes = { "{\"hosted_url\":\"https://app.example/connect/x\"}", NULL, NULL, NULL,
                                 200 };
  g_autoptr (EmbarkReply) bearer = NULL, key = NULL;

  stub_add (stub, &yes);
  bearer = stub_send (stub, stub_call (OP (CONNECT_URL)), NULL);
  g_assert_nonnull (bearer);
  g_assert_nonnull (g_hash_table_lookup (stub->headers, "authorization"));
  g_assert_null (g_hash_table_lookup (stub->headers, "x-api-key"));
  g_queue_clear (&stub->replies);
  stub_add (stub, &no);
  stub_add (stub, &yes);
  key = stub_send (stub, stub_call (OP (CONNECT_URL)), NULL);
  g_assert_nonnull (key);
  g_assert_cmpstr (g_hash_table_lookup (stub->headers, "x-api-key"), ==, STUB_KEY);
  g_assert_cmpstr (g_hash_table_lookup (stub->headers, "linked_account_id"), ==, "user_12345");
  g_assert_true (g_str_has_suffix (stub_get_request (stub, 2), "?linked_account_id=user_12345"));
}

/* 17: the list of configs names them, or is one whole config */
static void
test_17 (Stub *stub, gconstpointer data)
{
  static const char *const bodies[] = { "[{\"_id\":\"x\",\"config_id\":\"c1\",\"tenant_config\":true}]",
                                        "{\"slug\":\"salesforce\",\"config_id\":\"c1\",\"fields\":[]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (EmbarkReply) reply = ask (stub, OP (CONFIG_LIST), 200, bodies[i], NULL);

      g_assert_nonnull (reply);
      g_assert_cmpuint (embark_reply_get_records (reply)->len, ==, 1);
      g_assert_cmpstr (embark_config_ref_get_id (g_ptr_array_index (embark_reply_get_records (reply), 0)), ==,
                       "c1");
    }
}

/* 5: choices of a rule's column, newer and older answer */
static void
test_5 (Stub *stub, gconstpointer data)
{
  g_autoptr (EmbarkRuleOptions) newer =
      record (stub, OP (RULE_OPTIONS), "{\"options\":[{\"name\":\"Won\",\"value\":\"won\"}]}");
  g_autoptr (EmbarkRuleOptions) older =
      record (stub, OP (RULE_OPTIONS),
              "{\"rule_column\":{\"rhs\":{\"name\":\"RHS\",\"type\":\"select\",\"options\":[{\"name\":"
              "\"Won\",\"value\":\"won\"}]},"
              "\"operator\":{\"options\":[{\"name\":\"is\",\"value\":\"eq\"}]}},\"error\":{\"message\":"
              "\"half of it\"}}");
  g_autoptr (EmbarkRuleOptions) bare = record (
      stub, OP (RULE_OPTIONS),
      "{\"operator\":{\"options\":[{\"name\":\"is\",\"value\":\"eq\"}]},\"options\":[{\"name\":\"Won\","
      "\"value\":\"won\"}]}");
  g_autoptr (EmbarkRuleOptions) half =
      record (stub, OP (RULE_OPTIONS),
              "{\"rule_column\":{\"operator\":{\"options\":[{\"name\":\"is\",\"value\":\"eq\"}]}},"
              "\"options\":[{\"name\":\"Won\",\"value\":\"won\"}]}");

  g_assert_cmpuint (embark_rule_options_get_choices (newer)->len, ==, 1);
  g_assert_cmpuint (embark_rule_options_get_operators (newer)->len, ==, 0);
  g_assert_cmpstr (embark_rule_options_get_rhs_type (newer), ==, "select");
  g_assert_null (embark_rule_options_get_problem (newer));
  g_assert_cmpuint (embark_rule_options_get_choices (older)->len, ==, 1);
  g_assert_cmpuint (embark_rule_options_get_operators (older)->len, ==, 1);
  g_assert_cmpstr (embark_rule_options_get_problem (older), ==, "half of it");
  g_assert_cmpuint (embark_rule_options_get_choices (bare)->len, ==, 1);
  g_assert_cmpuint (embark_rule_options_get_operators (bare)->len, ==, 1);
  g_assert_cmpuint (embark_rule_options_get_choices (half)->len, ==, 1);
  g_assert_cmpuint (embark_rule_options_get_operators (half)->len, ==, 1);
}

/* 6: expires_in, then the token's own exp, then a day */
static void
test_6 (Stub *stub, gconstpointer data)
{
  const gint64 start = G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC;
  g_autoptr (EmbarkSessionToken) said =
      record (stub, OP (SESSION_TOKEN), "{\"token\":\"" STUB_JWT "\",\"expires_in\":60}");
  g_autoptr (EmbarkSessionToken) own = record (stub, OP (SESSION_TOKEN), "{\"token\":\"" STUB_JWT "\"}");
  g_autoptr (EmbarkSessionToken) none = record (stub, OP (SESSION_TOKEN), "{\"token\":\"opaque\"}");

  g_assert_cmpint (embark_session_token_get_expires_at (said), ==, start + 60 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (embark_session_token_get_expires_at (own), ==,
                   G_GINT64_CONSTANT (2000000000) * G_USEC_PER_SEC);
  g_assert_cmpint (embark_session_token_get_expires_at (none), ==,
                   start + 24 * 3600 * (gint64) G_USEC_PER_SEC);
}

/* 8: the code of an error under any of its names */
static void
test_8 (Stub *stub, gconstpointer data)
{
  static const char *const names[] = { "error", "error_code", "error_type" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"message\":\"x\",\"%s\":\"VALIDATION_ERROR\"}", names[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (stub, OP (CONFIG_ENSURE), 400, body, &error));
      g_assert_cmpstr (embark_api_error_get_server_code (error), ==, "VALIDATION_ERROR");
    }
}

/* 9: what is not found is told with three statuses */
static void
test_9 (Stub *stub, gconstpointer data)
{
  static const guint statuses[] = { 400, 404, 500 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (stub, OP (SESSION_TOKEN), statuses[i],
                          "{\"message\":\"No linked account found for account id : x in environment test\"}",
                          &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT);
    }
}

/* 10, 11: a rerun names its run in two ways, or says why there is none */
static void
test_10 (Stub *stub, gconstpointer data)
{
  g_autoptr (EmbarkReply) newer =
      ask (stub, OP (EXECUTION_RERUN), 200, "{\"status\":\"success\",\"id\":\"r1\"}", NULL);
  g_autoptr (EmbarkReply) older =
      ask (stub, OP (EXECUTION_RERUN), 200, "{\"message\":\"Execution queued\",\"instanceId\":\"r2\"}", NULL);
  g_autoptr (EmbarkReply) started = ask (stub, OP (WORKFLOW_EXECUTE), 200, "{\"execution_id\":\"r3\"}", NULL);
  g_autoptr (EmbarkReply) none = ask (stub, OP (EXECUTION_RERUN), 200, "{\"status\":\"success\"}", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (embark_reply_get_run_id (newer), ==, "r1");
  g_assert_cmpstr (embark_reply_get_run_id (older), ==, "r2");
  g_assert_cmpstr (embark_reply_get_run_id (started), ==, "r3");
  g_assert_null (embark_reply_get_run_id (none));
  g_assert_null (ask (stub, OP (EXECUTION_RERUN), 400, "{\"message\":\"Only one replay per run\"}", &error));
  g_assert_cmpstr (error->message, ==, "Only one replay per run");
}

/* 12, 23, 4: with a slug by the slug's path, without by the other; all below /public. A field is read by
 * POST. */
static void
test_12 (Stub *stub, gconstpointer data)
{
  g_autoptr (EmbarkReply) slug = ask (stub, OP (EVENT_FIRE), 200, "{}", NULL);
  g_autoptr (EmbarkReply) all = ask (stub, OP (EVENT_TRIGGER), 200, "{}", NULL);
  g_autoptr (EmbarkReply) field = ask (stub, OP (FIELD_GET), 200, "{\"id\":\"f1\"}", NULL);

  g_assert_cmpstr (stub_get_request (stub, 0), ==, "POST /api/v2/public/event/salesforce");
  g_assert_cmpstr (stub_get_request (stub, 1), ==, "POST /api/v2/public/event/trigger");
  g_assert_cmpstr (stub_get_request (stub, 2), ==, "POST /api/v2/public/config/field/f1");
  g_assert_nonnull (slug);
  g_assert_nonnull (all);
  g_assert_nonnull (field);
}

/* 20: user-defined fields come as a list; some answers hold them as an object all the same */
static void
test_20 (Stub *stub, gconstpointer data)
{
  static const char *const udfs[] = { "[{\"key_name\":\"plan\",\"key_value\":\"pro\"}]", "{\"plan\":\"pro\"}",
                                      "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (udfs); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"account_id\":\"user_12345\",\"udf\":%s}", udfs[i]);
      g_autoptr (EmbarkLinkedAccount) account = record (stub, OP (ACCOUNT_GET), body);
      JsonObject *object = json_node_get_object (embark_linked_account_get_json (account));
      g_autofree char *udf = embark_json_to_string (json_object_get_member (object, "udf"), FALSE);

      g_assert_cmpstr (embark_linked_account_get_id (account), ==, "user_12345");
      /* What is edited is made of it in the engine: tests/engine/test-workspace.c */
      g_assert_cmpstr (udf, ==, udfs[i]);
    }
}

/* 21: the switch is a PATCH; its answer is a list of workflows or the bare one */
static void
test_21 (Stub *stub, gconstpointer data)
{
  g_autoptr (EmbarkReply) list =
      ask (stub, OP (WORKFLOW_TOGGLE), 200, "{\"workflows\":[{\"id\":\"w1\",\"enabled\":true}]}", NULL);
  g_autoptr (EmbarkReply) bare =
      ask (stub, OP (WORKFLOW_TOGGLE), 200, "{\"id\":\"w1\",\"enabled\":true}", NULL);

  g_assert_nonnull (
      embark_json_get_array (embark_json_node_object (embark_reply_get_json (list)), "workflows"));
  g_assert_cmpstr (embark_json_get_id (embark_json_node_object (embark_reply_get_json (bare)), "id"), ==,
                   "w1");
  g_assert_true (g_str_has_prefix (stub_get_request (stub, 0), "PATCH "));
}

/* 22: published by the session token; the draft's id is told in two places */
static void
test_22 (Stub *stub, gconstpointer data)
{
  g_autoptr (EmbarkReply) made =
      ask (stub, OP (WORKFLOW_CREATE), 200, "{\"workflow\":{\"_id\":\"draft\"}}", NULL);
  g_autoptr (EmbarkReply) bare = ask (stub, OP (WORKFLOW_CREATE), 200, "{\"_id\":\"draft\"}", NULL);
  g_autoptr (EmbarkReply) published = ask (stub, OP (WORKFLOW_PUBLISH), 200, "{}", NULL);
  g_autofree char *one = NULL, *other = NULL;

  g_assert_nonnull (published);

  g_object_get (embark_reply_get_record (made), "id", &one, NULL);
  g_object_get (embark_reply_get_record (bare), "id", &other, NULL);
  g_assert_cmpstr (one, ==, "draft");
  g_assert_cmpstr (other, ==, "draft");
  g_assert_cmpstr (g_hash_table_lookup (stub->headers, "authorization"), ==, "Bearer " STUB_JWT);
}

/* 26: what is executed is sent raw or as {payload}, as the caller says; a Response node's status is no error
 */
static void
test_26 (Stub *stub, gconstpointer data)
{
  static const StubReply teapot = { "{\"brewing\":true}", NULL, NULL, NULL, 418 };
  static const StubReply own = {
    "{\"message\":\"Server Error\",\"error\":\"Workflow ID and slug are required\"}", NULL, NULL, NULL, 400
  };
  static const char *const bodies[] = { "{\"a\":1.10}", "{\"payload\":{\"a\":1.10}}" };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      EmbarkCall *call = stub_call (OP (WORKFLOW_EXECUTE));
      g_autoptr (EmbarkReply) reply = NULL;

      g_queue_clear (&stub->replies);
      stub_add (stub, &teapot);
      embark_call_set_header (call, "sync_execution", "true");
      embark_call_set_payload (call, "{\"a\":1.10}", i == 1);
      reply = stub_send (stub, call, NULL);
      g_assert_nonnull (reply);
      g_assert_cmpuint (embark_reply_get_status (reply), ==, 418);
      g_assert_cmpstr (stub->body, ==, bodies[i]);
    }
  g_queue_clear (&stub->replies);
  stub_add (stub, &own);
  g_assert_null (stub_send (stub, stub_call (OP (WORKFLOW_EXECUTE)), &error));
  g_assert_cmpstr (error->message, ==, "Workflow ID and slug are required");
}

/* 2: the fields of a config as a list, or by id as they are sent */
static void
test_2 (Stub *stub, gconstpointer data)
{
  static const char *const bodies[] = { "{\"fields\":[{\"id\":\"f1\",\"value\":7}]}",
                                        "{\"fields\":{\"f1\":7}}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (EmbarkConfig) config = record (stub, OP (CONFIG_GET), bodies[i]);
      GPtrArray *fields = embark_config_get_fields (config);

      g_assert_cmpuint (fields->len, ==, 1);
      g_assert_cmpstr (embark_field_get_id (g_ptr_array_index (fields, 0)), ==, "f1");
      g_assert_cmpint (json_node_get_int (embark_field_get_value (g_ptr_array_index (fields, 0))), ==, 7);
    }
}

/* 15: one source of a run, two spellings */
static void
test_15 (Stub *stub, gconstpointer data)
{
  g_assert_true (embark_execution_same_source ("API_CALL", "API Call"));
  g_assert_true (embark_execution_same_source ("Schedule", "SCHEDULE"));
  g_assert_false (embark_execution_same_source ("Event", "Schedule"));
  g_assert_false (embark_execution_same_source ("API", "API Call"));
  g_assert_false (embark_execution_same_source (NULL, "Event"));
}

/* 25: both sets of theming keys */
static void
test_25 (Stub *stub, gconstpointer data)
{
  static const StubReply yes = { "{\"hosted_url\":\"https://app.example/connect/x\"}", NULL, NULL, NULL,
                                 200 };
  static const char *const pairs[] = {
    "color", "button_color", "#112233", "bgColor", "base_color", "#ffffff"
  };
  EmbarkCall *call = stub_call (OP (CONNECT_URL));
  g_autoptr (EmbarkReply) reply = NULL;
  g_autoptr (JsonNode) body = NULL;

  stub_add (stub, &yes);
  embark_call_set_branding (call, "Lumen \"Desk\"", "#112233", "#ffffff");
  reply = stub_send (stub, call, NULL);
  body = embark_json_parse (stub->body, -1, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i += 3)
    for (gsize key = i; key < i + 2; key++)
      g_assert_cmpstr (embark_json_get_string (embark_json_node_object (body), pairs[key], NULL), ==,
                       pairs[i + 2]);
  g_assert_cmpstr (embark_json_get_string (embark_json_node_object (body), "name", NULL), ==,
                   "Lumen \"Desk\"");
}

/* 28, 29: not connected is false or absent; who is connected is text, an object, "NA" or nothing */
static void
test_28 (Stub *stub, gconstpointer data)
{
  static const struct
  {
    const char *body;
    gboolean connected;
    const char *who;
  } variants[] = {
    { "{\"slug\":\"salesforce\"}", FALSE, NULL },
    { "{\"slug\":\"salesforce\",\"connected\":false}", FALSE, NULL },
    { "{\"slug\":\"salesforce\",\"connected\":true,\"connected_accounts\":[{\"identifier\":\"a@b.example\"}]"
      "}",
      TRUE, "a@b.example" },
    { "{\"slug\":\"salesforce\",\"connected\":true,\"connected_accounts\":[{\"identifier\":{\"email\":\"a@b."
      "example\"}}]}",
      TRUE, "a@b.example" },
    { "{\"slug\":\"salesforce\",\"connected\":true,\"connected_accounts\":[{\"identifier\":\"NA\"}]}", TRUE,
      NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      g_autoptr (EmbarkApplication) app = record (stub, OP (APPLICATION_GET), variants[i].body);

      g_assert_cmpint (embark_application_get_connected (app), ==, variants[i].connected);
      g_assert_cmpstr (embark_application_get_identifier (app), ==, variants[i].who);
    }
}

/* 30: labels and columns in either container */
static void
test_30 (Stub *stub, gconstpointer data)
{
  static const char *const bodies[] = {
    "{\"id\":\"f\",\"labels\":[{\"name\":\"Stage\",\"value\":\"s\",\"multiple\":true}],\"rule_columns\":[{"
    "\"lhs\":\"s\"}]}",
    "{\"id\":\"f\",\"labels\":{\"Deal\":[{\"name\":\"Stage\",\"value\":\"s\",\"multiple\":true}]},\"rule_"
    "columns\":{\"s\":{}}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (EmbarkField) field = record (stub, OP (FIELD_GET), bodies[i]);
      g_autoptr (GPtrArray) labels = embark_field_dup_labels (field);

      g_assert_cmpuint (labels->len, ==, 1);
      g_assert_cmpstr (embark_option_get_name (g_ptr_array_index (labels, 0)), ==, "Stage");
      g_assert_true (embark_field_get_label_multiple (field, 0));
      g_assert_nonnull (embark_field_get_rule_column (field, "s"));
      g_assert_null (embark_field_get_rule_column (field, "t"));
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Stub *stub, gconstpointer data);
  } tests[] = {
    { "1-connect-url", test_1 },  { "2-config-fields", test_2 }, { "15-source", test_15 },
    { "25-theming", test_25 },    { "5-rule-options", test_5 },  { "6-token-lifetime", test_6 },
    { "8-error-code", test_8 },   { "9-not-found", test_9 },     { "10-rerun", test_10 },
    { "12-event-path", test_12 }, { "17-config-list", test_17 }, { "20-udf", test_20 },
    { "21-toggle", test_21 },     { "22-publish", test_22 },     { "26-execute", test_26 },
    { "28-connected", test_28 },  { "30-containers", test_30 },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/api/register/", tests[i].path, NULL);

      g_test_add (path, Stub, NULL, stub_set_up, tests[i].test, stub_tear_down);
    }

  return g_test_run ();
}
