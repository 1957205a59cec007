/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What no server should send, shown to every record under every key that it reads. */

#include "config.h"

#include <string.h>

#include "embark-action.h"
#include "embark-api-error.h"
#include "embark-application.h"
#include "embark-batch.h"
#include "embark-config-ref.h"
#include "embark-config.h"
#include "embark-event.h"
#include "embark-execution.h"
#include "embark-field.h"
#include "embark-json.h"
#include "embark-linked-account.h"
#include "embark-option.h"
#include "embark-rule-options.h"
#include "embark-session-token.h"
#include "embark-webhook.h"
#include "embark-workflow-info.h"
#include "embark-workflow-version.h"
#include "embark-workflow.h"

/* Under the address sanitizer every block costs a whole stack: there a tenth, which reads the same code. */
#ifdef __SANITIZE_ADDRESS__
#define HUGE_LETTERS  100000
#define HUGE_ELEMENTS 5000
#else
#define HUGE_LETTERS  1000000
#define HUGE_ELEMENTS 100000
#endif
/* Longer than any label is let be. */
#define LONGEST_LABEL 1000

typedef gpointer (*MakeFunc) (JsonNode *node, GError **error);
typedef const char *(*GetFunc) (gpointer record);

static gpointer
make_config (JsonNode *node, GError **error)
{
  return embark_config_new_from_json (node, "id", error);
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

/* Every record, the key that it cannot do without, how to ask for what stood there and for its name, and
 * every other key that it reads. */
static const struct
{
  const char *kind;
  MakeFunc make;
  const char *needed; /* (nullable) */
  GetFunc get_id;     /* (nullable) */
  GetFunc get_label;  /* (nullable): what a row shows */
  const char *keys;
} kinds[] = {
  { "application", (MakeFunc) embark_application_new_from_json, "slug", (GetFunc) embark_application_get_slug,
    (GetFunc) embark_application_get_name,
    "name connected connected_accounts reauth_required app_id auth_type auth_type_options auth_input_map" },
  { "linked-account", (MakeFunc) embark_linked_account_new_from_json, "account_id",
    (GetFunc) embark_linked_account_get_id, (GetFunc) embark_linked_account_get_display_name,
    "name environment integrations createdAt updatedAt udf linked_account_id" },
  { "session-token", make_token, "token", (GetFunc) embark_session_token_get_token, NULL,
    "expires_in refresh_token refresh_expires_in" },
  { "config", make_config, NULL, NULL, (GetFunc) embark_config_get_slug,
    "slug config_id field_errors fields workflows application_data_slots data_slots" },
  { "config-ref", (MakeFunc) embark_config_ref_new_from_json, "config_id", (GetFunc) embark_config_ref_get_id,
    NULL, "_id id tenant_config" },
  { "field", (MakeFunc) embark_field_new_from_json, "id", (GetFunc) embark_field_get_id,
    (GetFunc) embark_field_get_name,
    "_id name field_type required hidden multiple value defaultValue options labels mapping rule_columns "
    "help_text placeholder parent associated_page" },
  { "option", (MakeFunc) embark_option_new_from_json, "name", (GetFunc) embark_option_get_name,
    (GetFunc) embark_option_get_name, "value" },
  { "event", (MakeFunc) embark_event_new_from_json, "name", (GetFunc) embark_event_get_name,
    (GetFunc) embark_event_get_name, "_id id response raw_response json_schema" },
  { "execution", make_execution, "_id", (GetFunc) embark_execution_get_id,
    (GetFunc) embark_execution_get_title,
    "id name status associated_workflow associated_trigger_application trigger_application_event "
    "associated_event_id config_id linked_account_id createdAt completion_time nodes workflow_id" },
  { "execution-node", (MakeFunc) embark_execution_node_new_from_json, "node_id",
    (GetFunc) embark_execution_node_get_id, (GetFunc) embark_execution_node_get_name,
    "node_name node_type node_status attempts_made input_data latest_output execution_time" },
  { "rule-options", (MakeFunc) embark_rule_options_new_from_json, NULL, NULL, NULL,
    "options rule_column rhs operator error conditional_code_stdout" },
  { "batch", (MakeFunc) embark_batch_new_from_json, NULL, NULL, NULL, "batch_index status output" },
  { "workflow", (MakeFunc) embark_workflow_new_from_json, "id", (GetFunc) embark_workflow_get_id,
    (GetFunc) embark_workflow_get_name, "_id name description enabled fields data_slots" },
  { "workflow-info", (MakeFunc) embark_workflow_info_new_from_json, "_id",
    (GetFunc) embark_workflow_info_get_id, (GetFunc) embark_workflow_info_get_name,
    "id name description slug published config_id application createdAt updatedAt nodes edges" },
  { "workflow-version", (MakeFunc) embark_workflow_version_new_from_json, "_id",
    (GetFunc) embark_workflow_version_get_id, NULL, "id version createdAt" },
  { "action", (MakeFunc) embark_action_new_from_json, "action_id", (GetFunc) embark_action_get_id,
    (GetFunc) embark_action_get_name, "_id id name description tag" },
  { "webhook", (MakeFunc) embark_webhook_new_from_json, "_id", (GetFunc) embark_webhook_get_id, NULL,
    "id webhook_url description group slug method webhook_type webhook_body is_enabled webhook_events "
    "workflow_ids webhook_headers" },
};

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
read_options (GPtrArray *options)
{
  for (guint i = 0; i < options->len; i++)
    {
      g_assert_nonnull (embark_option_get_value (g_ptr_array_index (options, i)));
      check_text (embark_option_get_name (g_ptr_array_index (options, i)));
    }
}

static void
read_field (EmbarkField *field)
{
  g_autoptr (GPtrArray) labels = embark_field_dup_labels (field);
  g_autoptr (GPtrArray) left = embark_field_dup_options_of (embark_field_get_mapping (field, "lhs"));
  g_autoptr (GPtrArray) right = embark_field_dup_options_of (embark_field_get_mapping (field, "rhs"));

  read_options (labels);
  read_options (left);
  read_options (right);
  read_options (embark_field_get_options (field));
  for (guint i = 0; i <= labels->len; i++)
    embark_field_get_label_multiple (field, i);
  embark_field_get_rule_column (field, "a");
  embark_field_get_missing (field);
  embark_field_get_kind (field);
  check_text (embark_field_get_help_text (field));
  check_text (embark_field_get_placeholder (field));
}

static void
read_strings (GPtrArray *strings)
{
  for (guint i = 0; i < strings->len; i++)
    {
      g_assert_nonnull (g_ptr_array_index (strings, i));
      check_text (g_ptr_array_index (strings, i));
    }
}

static void
read_special (gpointer record)
{
  if (EMBARK_IS_FIELD (record))
    read_field (record);
  else if (EMBARK_IS_EVENT (record))
    {
      g_autofree char *sample = embark_event_dup_sample (record);

      g_assert_true (embark_json_check (sample, -1, NULL, NULL, NULL));
    }
  else if (EMBARK_IS_LINKED_ACCOUNT (record))
    embark_linked_account_get_connection (record, "salesforce");
  else if (EMBARK_IS_WORKFLOW (record))
    g_assert_cmpuint (embark_workflow_get_n_missing (record), <=, embark_workflow_get_fields (record)->len);
  else if (EMBARK_IS_CONFIG (record))
    read_strings (embark_config_get_field_errors (record));
  else if (EMBARK_IS_RULE_OPTIONS (record))
    {
      read_options (embark_rule_options_get_choices (record));
      read_options (embark_rule_options_get_operators (record));
      check_text (embark_rule_options_get_rhs_type (record));
      check_text (embark_rule_options_get_problem (record));
    }
  else if (EMBARK_IS_WEBHOOK (record))
    {
      read_strings (embark_webhook_get_events (record));
      read_strings (embark_webhook_get_workflow_ids (record));
      g_assert_nonnull (embark_webhook_get_uri (record));
      g_assert_nonnull (embark_webhook_get_method (record));
      g_assert_nonnull (embark_webhook_get_webhook_type (record));
    }
  else if (EMBARK_IS_EXECUTION_NODE (record))
    {
      g_autofree char *error = embark_execution_node_dup_error (record);
      g_autofree char *uri = embark_execution_node_dup_record_uri (record);

      g_assert_true (error == NULL || *error != '\0');
      g_assert_true (uri == NULL || *uri != '\0');
    }
}

/* Reads everything that the record offers to a binding, then what it offers besides. Nothing may warn. */
static void
read_all (gpointer record)
{
  guint n;
  g_autofree GParamSpec **specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (record), &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_value_init (&value, specs[i]->value_type);
      g_object_get_property (record, specs[i]->name, &value);
      if (G_VALUE_HOLDS_STRING (&value))
        check_text (g_value_get_string (&value));
    }
  read_special (record);
}

/* Returns: (transfer full): kind @i with "id" where it needs something, and @value under @key */
static char *
compose (gsize i, const char *key, const char *value)
{
  if (kinds[i].needed == NULL)
    return g_strdup_printf ("{\"%s\":%s}", key, value);
  return g_strdup_printf ("{\"%s\":\"id\",\"%s\":%s}", kinds[i].needed, key, value);
}

static void
check_record (gsize i, gpointer record, const GError *error)
{
  g_assert_no_error (error);
  g_assert_nonnull (record);
  if (kinds[i].get_id != NULL)
    g_assert_cmpstr (kinds[i].get_id (record), ==, "id");
  if (kinds[i].get_label != NULL)
    g_assert_cmpuint (strlen (kinds[i].get_label (record)), >, 0);
  read_all (record);
}

static void
test_wrong_types (void)
{
  static const char *const values[] = {
    "null",
    "true",
    "false",
    "0",
    "5",
    "-1",
    "2.5",
    "1e300",
    "1e400",
    "12345678901234567890",
    "\"\"",
    "\" \"",
    "\"x\"",
    "\"\\u202e\"",
    "[]",
    "{}",
    "[[]]",
    "[null,1,true,\"x\",\"\",[],{}]",
    "{\"a\":{\"b\":[]}}",
    "{\"\":null,\"rhs\":5,\"lhs\":[],\"operator\":{\"options\":5},\"message\":[],\"name\":{}}",
    "{\"rhs\":{\"type\":5,\"options\":[null,{\"value\":{}}]},\"operator\":{\"options\":{}},\"lhs\":{}}",
    "[{\"id\":5},{\"id\":\"\"},{\"key\":1},{\"key\":\"a.b\"},{\"key\":\"a\"},{\"name\":5,\"value\":[]}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (GStrv) keys = g_strsplit (kinds[i].keys, " ", -1);

      for (guint key = 0; keys[key] != NULL; key++)
        for (gsize value = 0; value < G_N_ELEMENTS (values); value++)
          {
            g_autofree char *text = compose (i, keys[key], values[value]);
            g_autoptr (GError) error = NULL;
            g_autoptr (JsonNode) node = embark_json_parse_reply (text, -1, &error);
            g_autoptr (GObject) record = NULL;

            g_test_message ("%s: %s", kinds[i].kind, text);
            g_assert_no_error (error);
            record = kinds[i].make (node, &error);
            check_record (i, record, error);
          }
    }
}

static void
refuse (gsize i, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = text != NULL ? embark_json_parse_reply (text, -1, NULL) : NULL;

  g_test_message ("%s: %s", kinds[i].kind, text != NULL ? text : "(nothing)");
  g_assert_true (text == NULL || node != NULL);
  g_assert_null (kinds[i].make (node, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
}

/* What is no record at all, and one in which that is absent, null or of the wrong type which it needs. */
static void
test_refused (void)
{
  static const char *const no_objects[] = { NULL, "null", "[]", "[{}]", "5", "\"x\"", "true" };
  static const char *const no_ids[] = { "null", "true", "\"\"", "[]", "{}", "[\"id\"]" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      /* An option may be the bare value, and whatever stands under its name is one. */
      if (kinds[i].make == (MakeFunc) embark_option_new_from_json)
        {
          refuse (i, NULL);
          refuse (i, "{}");
          continue;
        }
      for (gsize k = 0; k < G_N_ELEMENTS (no_objects); k++)
        refuse (i, no_objects[k]);
      if (kinds[i].needed == NULL)
        continue;
      refuse (i, "{}");
      for (gsize k = 0; k < G_N_ELEMENTS (no_ids); k++)
        {
          g_autofree char *text = g_strdup_printf ("{\"%s\":%s}", kinds[i].needed, no_ids[k]);

          refuse (i, text);
        }
    }
}

/* Returns: (transfer full): as many times @element as is too many */
static char *
repeat (const char *element, const char *open, const char *close)
{
  GString *text = g_string_new (open);

  for (guint n = 0; n < HUGE_ELEMENTS; n++)
    {
      g_string_append_c (text, n > 0 ? ',' : ' ');
      g_string_append_printf (text, *open == '{' ? "\"k%u\":%s" : "%.0u%s", *open == '{' ? n : 0, element);
    }
  g_string_append (text, close);

  return g_string_free (text, FALSE);
}

static void
show_huge (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) value = embark_json_parse_reply (text, -1, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (GStrv) keys = g_strsplit (kinds[i].keys, " ", -1);

      for (guint key = 0; keys[key] != NULL; key++)
        {
          g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
          g_autoptr (JsonObject) object = json_object_new ();
          g_autoptr (GObject) record = NULL;

          /* The value is read once only, which is what takes long; every record sees it sealed, as a
           * parser's. */
          if (kinds[i].needed != NULL)
            json_object_set_string_member (object, kinds[i].needed, "id");
          json_object_set_member (object, keys[key], json_node_copy (value));
          json_node_set_object (node, object);
          json_node_seal (node);
          record = kinds[i].make (node, &error);
          check_record (i, record, error);
          if (kinds[i].get_label != NULL && kinds[i].make != make_config)
            g_assert_cmpint (g_utf8_strlen (kinds[i].get_label (record), -1), <=, LONGEST_LABEL);
        }
    }
}

static void
test_huge_string (void)
{
  g_autofree char *letters = g_strnfill (HUGE_LETTERS, 'x');
  g_autofree char *text = g_strdup_printf ("\"%s\"", letters);

  show_huge (text);
}

static void
test_huge_array (void)
{
  static const char *const elements[] = {
    "5",
    "{\"id\":\"a\",\"name\":\"b\",\"value\":1,\"key\":\"c\",\"node_id\":\"d\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      g_autofree char *text = repeat (elements[i], "[", "]");

      show_huge (text);
    }
}

static void
test_huge_object (void)
{
  g_autofree char *text = repeat ("5", "{", "}");

  show_huge (text);
}

static void
test_huge_needed (void)
{
  g_autofree char *letters = g_strnfill (HUGE_LETTERS, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"%s\":\"%s\"}", kinds[i].needed, letters);
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GObject) record = NULL;
      g_autoptr (GError) error = NULL;

      if (kinds[i].needed == NULL)
        continue;
      node = embark_json_parse_reply (text, -1, &error);
      g_assert_no_error (error);
      record = kinds[i].make (node, &error);
      g_assert_no_error (error);
      read_all (record);
    }
}

/* What the gate keeps from every record: nested too deeply, a key twice, bytes that are no UTF-8, NUL. */
static void
test_gate (void)
{
  g_autofree char *opened = g_strnfill (200, '[');
  g_autofree char *closed = g_strnfill (200, ']');
  g_autofree char *deep = g_strconcat (opened, closed, NULL);
  g_autofree char *bottomless = g_strnfill (HUGE_LETTERS, '[');
  const char *const values[] = {
    deep,
    bottomless,
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":1}",
    "[{\"a\":{\"b\":1,\"b\":1}}]",
    "\"\xff\"",
    "\"\xc3\"",
    "\"\xc0\xaf\"",
    "\"\xed\xa0\x80\"",
    "\"\xf4\x90\x80\x80\"",
    "{\"\xff\":1}",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "{\"a\\u0000\":1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (GStrv) keys = g_strsplit (kinds[i].keys, " ", -1);

      for (guint key = 0; keys[key] != NULL; key++)
        {
          g_autofree char *twice = g_strdup_printf ("{\"%s\":\"id\",\"%s\":\"other\"}", keys[key], keys[key]);

          g_assert_null (embark_json_parse_reply (twice, -1, NULL));
          for (gsize value = 0; value < G_N_ELEMENTS (values); value++)
            {
              g_autofree char *text = compose (i, keys[key], values[value]);
              g_autoptr (GError) error = NULL;

              g_assert_null (embark_json_parse_reply (text, -1, &error));
              g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
              check_text (error->message);
            }
        }
    }
}

/* A NUL byte ends nothing: what stands behind it would be unseen by one reader and seen by the other. */
static void
test_nul_bytes (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } rows[] = {
    { "\0", 1 },
    { "{}\0", 3 },
    { "\0{}", 3 },
    { "{}\0{}", 5 },
    { "[1\0]", 4 },
    { "\"a\0b\"", 5 },
    { "{\"a\0\":1}", 8 },
    { "[\"a\"\0]", 6 },
    { "1\0", 2 },
    { "tru\0", 4 },
    { "[1e\0"
      "5]",
      6 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL, other = NULL;

      g_assert_null (embark_json_parse (rows[i].bytes, (gssize) rows[i].length, &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      g_assert_null (embark_json_parse_reply (rows[i].bytes, (gssize) rows[i].length, &other));
      g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      g_assert_false (embark_json_check (rows[i].bytes, (gssize) rows[i].length, NULL, NULL, NULL));
    }
}

/* What is written is JSON again, and the same number. */
static void
test_numbers (void)
{
  static const char *const numbers[] = {
    "2e22",     "2e+22",   "-2e22",   "1.5e300", "1e-7", "-1e-300",
    "1E5",      "0.1",     "-0.0",    "1e21",    "1e17", "1e16",
    "1e15",     "5e-324",  "2.5e-22", "1e0",     "1e00", "1.7976931348623157e308",
    "123456.7", "0.00001", "1e-5",    "1e20",    "0e0",  "3",
    "100000.0",
  };
  static const char *const shapes[] = { "%s", "[%s]", "[%s,%s]", "{\"e+1.0\":%s,\"2e+22.0\":\"2e+22.0\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (gsize shape = 0; shape < G_N_ELEMENTS (shapes); shape++)
      for (guint pretty = 0; pretty <= 1; pretty++)
        {
          g_auto (GStrv) parts = g_strsplit (shapes[shape], "%s", -1);
          g_autofree char *text = g_strjoinv (numbers[i], parts);
          g_autoptr (GError) error = NULL;
          g_autoptr (JsonNode) node = embark_json_parse_reply (text, -1, &error);
          g_autofree char *printed = NULL;
          g_autoptr (JsonNode) again = NULL;

          g_assert_no_error (error);
          printed = embark_json_to_string (node, pretty != 0);
          g_test_message ("%s: %s", text, printed);
          again = embark_json_parse (printed, -1, &error);
          g_assert_no_error (error);
          g_assert_true (json_node_equal (node, again));
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/bad-input/wrong-types", test_wrong_types);
  g_test_add_func ("/model/bad-input/refused", test_refused);
  g_test_add_func ("/model/bad-input/huge-string", test_huge_string);
  g_test_add_func ("/model/bad-input/huge-array", test_huge_array);
  g_test_add_func ("/model/bad-input/huge-object", test_huge_object);
  g_test_add_func ("/model/bad-input/huge-needed", test_huge_needed);
  g_test_add_func ("/model/bad-input/gate", test_gate);
  g_test_add_func ("/model/bad-input/nul-bytes", test_nul_bytes);
  g_test_add_func ("/model/bad-input/numbers", test_numbers);
  return g_test_run ();
}
