/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The samples of the platform's own records, each read as what it is. */

#include "config.h"

#include "embark-action.h"
#include "embark-application.h"
#include "embark-batch.h"
#include "embark-config-ref.h"
#include "embark-config.h"
#include "embark-event.h"
#include "embark-execution.h"
#include "embark-field.h"
#include "embark-json.h"
#include "embark-linked-account.h"
#include "embark-rule-options.h"
#include "embark-session-token.h"
#include "embark-webhook.h"
#include "embark-workflow-info.h"
#include "embark-workflow-version.h"

#define ACCOUNT     "user_12345"
#define EVENT       "6a314123d0aeb8165be4f175"
#define FIELD       "64da0b57c9ae95561bb0a24d"
#define OTHER_FIELD "64da0b57c9ae95561bb0a24f"
#define WORKFLOW    "64d1fac58716dc5065127ffe"
#define RUN_NAME    "Execution for workflow 6a106ba44480b80424a65289"
#define TOKEN       "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3ODIwMDAwMDB9.c2lnbmF0dXJl"

typedef gpointer (*MakeFunc) (JsonNode *node, GError **error);
typedef const char *(*GetFunc) (gpointer record);

static gpointer
make_config (JsonNode *node, GError **error)
{
  return embark_config_new_from_json (node, "asked", error);
}

static gpointer
make_execution (JsonNode *node, GError **error)
{
  return embark_execution_new_from_json (node, "asked", error);
}

static gpointer
make_token (JsonNode *node, GError **error)
{
  return embark_session_token_new_from_json (node, 0, error);
}

static const struct
{
  const char *folder;
  MakeFunc make;
  GetFunc get_id;
  GetFunc get_name; /* (nullable) */
} kinds[] = {
  { "action", (MakeFunc) embark_action_new_from_json, (GetFunc) embark_action_get_id,
    (GetFunc) embark_action_get_name },
  { "application", (MakeFunc) embark_application_new_from_json, (GetFunc) embark_application_get_slug,
    (GetFunc) embark_application_get_name },
  { "batch", (MakeFunc) embark_batch_new_from_json, (GetFunc) embark_batch_get_status, NULL },
  { "config", make_config, (GetFunc) embark_config_get_id, (GetFunc) embark_config_get_slug },
  { "config-ref", (MakeFunc) embark_config_ref_new_from_json, (GetFunc) embark_config_ref_get_id, NULL },
  { "event", (MakeFunc) embark_event_new_from_json, (GetFunc) embark_event_get_id,
    (GetFunc) embark_event_get_name },
  { "execution", make_execution, (GetFunc) embark_execution_get_id, (GetFunc) embark_execution_get_title },
  { "field", (MakeFunc) embark_field_new_from_json, (GetFunc) embark_field_get_id,
    (GetFunc) embark_field_get_name },
  { "linked-account", (MakeFunc) embark_linked_account_new_from_json, (GetFunc) embark_linked_account_get_id,
    (GetFunc) embark_linked_account_get_name },
  { "linked-account-page", (MakeFunc) embark_linked_account_new_from_json,
    (GetFunc) embark_linked_account_get_id, (GetFunc) embark_linked_account_get_name },
  { "rule-options", (MakeFunc) embark_rule_options_new_from_json, (GetFunc) embark_rule_options_get_rhs_type,
    (GetFunc) embark_rule_options_get_problem },
  { "session-token", make_token, (GetFunc) embark_session_token_get_token, NULL },
  { "webhook", (MakeFunc) embark_webhook_new_from_json, (GetFunc) embark_webhook_get_id,
    (GetFunc) embark_webhook_get_uri },
  { "workflow", (MakeFunc) embark_workflow_info_new_from_json, (GetFunc) embark_workflow_info_get_id,
    (GetFunc) embark_workflow_info_get_name },
  { "workflow-version", (MakeFunc) embark_workflow_version_new_from_json,
    (GetFunc) embark_workflow_version_get_id, NULL },
};

/* What the first record of each sample says, and how many there are in it. */
static const struct
{
  const char *file; /* without .json */
  guint n;
  const char *id;
  const char *name;
} samples[] = {
  { "action/bare", 1, "delete_account", "delete_account" },
  { "action/list", 3, "get_entity_with_soql", "Get entity with SOQL" },
  { "action/list-empty", 0, NULL, NULL },
  { "action/single", 1, "get_accounts", "Get accounts" },
  { "application/identifier-object", 1, "salesforce", "Salesforce" },
  { "application/keybased", 1, "pipedrive", "Pipedrive" },
  { "application/v2", 1, "salesforce", "Salesforce" },
  { "application/v3-connected", 1, "salesforce", "Salesforce" },
  { "application/v3-not-connected", 1, "salesforce", "Salesforce" },
  { "application/v3-reauth", 1, "salesforce", "Salesforce" },
  { "batch/bare", 1, NULL, NULL },
  { "batch/page", 3, "Success", NULL },
  { "batch/page-empty", 0, NULL, NULL },
  { "batch/single", 1, "Success", NULL },
  { "config-ref/bare", 1, ACCOUNT, NULL },
  { "config-ref/list", 3, ACCOUNT, NULL },
  { "config-ref/list-empty", 0, NULL, NULL },
  { "config-ref/v2-full-config", 1, ACCOUNT, NULL },
  { "config/field-errors", 1, ACCOUNT, "salesforce" },
  { "config/full", 1, ACCOUNT, "salesforce" },
  { "config/legacy", 1, ACCOUNT, "salesforce" },
  { "config/no-config-id", 1, NULL, "salesforce" },
  { "config/slug-only", 1, NULL, "salesforce" },
  { "config/toggle", 1, NULL, "asked" },
  { "event/list", 2, EVENT, "candidate_created" },
  { "event/no-id", 1, NULL, "candidate_created" },
  { "event/response-object", 1, EVENT, "candidate_created" },
  { "event/response-string", 1, EVENT, "candidate_created" },
  { "event/single", 1, EVENT, "candidate_created" },
  { "event/v2-raw", 1, EVENT, "candidate_created" },
  { "execution/errored", 1, "6a314c54d4616e99e7fa5a03", RUN_NAME },
  { "execution/page", 1, "6a314c54d4616e99e7fa5a02", "Daily Sync" },
  { "execution/partially-successful", 1, "6a314c54d4616e99e7fa5a04", "6a314c54d4616e99e7fa5a04" },
  { "execution/v2-no-nodes", 1, "6a314c54d4616e99e7fa5a02", "Daily Sync" },
  { "execution/v3-no-id", 1, "asked", RUN_NAME },
  { "field/bare", 1, FIELD, FIELD },
  { "field/date", 1, FIELD, "Field" },
  { "field/dependent", 1, OTHER_FIELD, "Child" },
  { "field/email", 1, FIELD, "Field" },
  { "field/hidden", 1, OTHER_FIELD, "Hidden" },
  { "field/json", 1, FIELD, "Field" },
  { "field/map", 1, FIELD, "Field" },
  { "field/map-labels-object", 1, FIELD, "Map" },
  { "field/map-v2", 1, FIELD, "Field" },
  { "field/number", 1, FIELD, "Field" },
  { "field/rule-columns-array", 1, FIELD, "Rule" },
  { "field/rule-engine", 1, FIELD, "Field" },
  { "field/select", 1, FIELD, "Field" },
  { "field/select-multiple", 1, FIELD, "Field" },
  { "field/text", 1, FIELD, "Field" },
  { "field/textarea", 1, FIELD, "Field" },
  { "field/unknown", 1, OTHER_FIELD, "Colour" },
  { "field/url", 1, FIELD, "Field" },
  { "linked-account-page/empty", 0, NULL, NULL },
  { "linked-account-page/more", 1, ACCOUNT, "Acme Inc." },
  { "linked-account-page/page", 2, ACCOUNT, "Acme Inc." },
  { "linked-account/connected", 1, ACCOUNT, "Acme Inc." },
  { "linked-account/email-id", 1, "ada+test@example.com", NULL },
  { "linked-account/expired", 1, ACCOUNT, "Acme Inc." },
  { "linked-account/v2-created", 1, ACCOUNT, "Acme Inc." },
  { "linked-account/v2-key", 1, ACCOUNT, NULL },
  { "linked-account/v3-upsert", 1, ACCOUNT, "Acme Inc." },
  { "rule-options/empty", 1, NULL, NULL },
  { "rule-options/v2", 1, "text", "The data source failed" },
  { "rule-options/v2-select", 1, "select", NULL },
  { "rule-options/v3", 1, "select", NULL },
  { "session-token/published", 1, TOKEN, NULL },
  { "session-token/v2", 1, TOKEN, NULL },
  { "session-token/v3", 1, TOKEN, NULL },
  { "webhook/bare", 1, "6a313eda6d5528bdcf71ebb0", "" },
  { "webhook/custom", 1, "6a313eda6d5528bdcf71ebae", "http://your-app.com/webhooks" },
  { "webhook/list", 2, "6a313eda6d5528bdcf71ebac", "https://your-app.com/webhooks" },
  { "webhook/record", 1, "6a313eda6d5528bdcf71ebac", "https://your-app.com/webhooks" },
  { "webhook/v2-events", 1, "6a313eda6d5528bdcf71ebaf", "https://your-app.com/webhooks" },
  { "workflow-version/bare", 1, "64d1fac58716dc5065128004", NULL },
  { "workflow-version/page", 2, "64d1fac58716dc5065128002", NULL },
  { "workflow-version/single", 1, "64d1fac58716dc5065128003", NULL },
  { "workflow/bare", 1, WORKFLOW, WORKFLOW },
  { "workflow/created", 1, "64d1fac58716dc5065128000", "Create New Contact" },
  { "workflow/enabled", 1, WORKFLOW, "Sync Opportunities" },
  { "workflow/page", 2, WORKFLOW, "Sync Opportunities" },
  { "workflow/single", 1, WORKFLOW, "Sync Opportunities" },
};

static JsonNode *
load (const char *file)
{
  g_autofree char *name = g_strconcat (file, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "model", "samples", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  node = embark_json_parse_reply (text, (gssize) length, &error);
  g_assert_no_error (error);

  return node;
}

/* Returns: (transfer full) (element-type GObject): every record of a sample, be it a list, a page or one
 * alone */
static GPtrArray *
read_records (JsonNode *node, MakeFunc make)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node)
                        ? json_node_get_array (node)
                        : embark_json_get_array (json_node_get_object (node), "docs");

  for (guint i = 0; i < (list != NULL ? json_array_get_length (list) : 1); i++)
    {
      g_autoptr (GError) error = NULL;
      GObject *record = make (list != NULL ? json_array_get_element (list, i) : node, &error);

      g_assert_no_error (error);
      g_assert_nonnull (record);
      g_ptr_array_add (records, record);
    }

  return records;
}

/* Returns: (transfer full): the one record of a sample */
static gpointer
read_one (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (JsonNode) node = load (file);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].folder, folder))
      {
        g_autoptr (GPtrArray) records = read_records (node, kinds[i].make);

        g_assert_cmpuint (records->len, >, 0);
        return g_object_ref (g_ptr_array_index (records, 0));
      }
  g_assert_not_reached ();
}

static void
test_folder (gconstpointer data)
{
  const gsize kind = GPOINTER_TO_SIZE (data);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "model", "samples", kinds[kind].folder, NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autofree char *prefix = g_strconcat (kinds[kind].folder, "/", NULL);
  guint n_files = 0, n_read = 0;

  g_assert_nonnull (folder);
  while (g_dir_read_name (folder) != NULL)
    n_files++;
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GPtrArray) records = NULL;

      if (!g_str_has_prefix (samples[i].file, prefix))
        continue;
      g_test_message ("%s", samples[i].file);
      node = load (samples[i].file);
      records = read_records (node, kinds[kind].make);
      n_read++;
      g_assert_cmpuint (records->len, ==, samples[i].n);
      if (samples[i].n == 0)
        continue;
      g_assert_cmpstr (kinds[kind].get_id (g_ptr_array_index (records, 0)), ==, samples[i].id);
      if (kinds[kind].get_name != NULL)
        g_assert_cmpstr (kinds[kind].get_name (g_ptr_array_index (records, 0)), ==, samples[i].name);
    }
  /* None may lie there that this table does not know. */
  g_assert_cmpuint (n_read, ==, n_files);
}

static void
test_fields (void)
{
  static const struct
  {
    const char *file;
    EmbarkFieldKind kind;
    guint n_options, n_labels;
    gboolean multiple, missing;
  } rows[] = {
    { "field/text", EMBARK_FIELD_KIND_TEXT, 0, 0, FALSE, FALSE },
    { "field/textarea", EMBARK_FIELD_KIND_TEXTAREA, 0, 0, FALSE, FALSE },
    { "field/email", EMBARK_FIELD_KIND_EMAIL, 0, 0, FALSE, FALSE },
    { "field/url", EMBARK_FIELD_KIND_URL, 0, 0, FALSE, FALSE },
    { "field/number", EMBARK_FIELD_KIND_NUMBER, 0, 0, FALSE, FALSE },
    { "field/date", EMBARK_FIELD_KIND_DATE, 0, 0, FALSE, FALSE },
    { "field/json", EMBARK_FIELD_KIND_JSON, 0, 0, FALSE, FALSE },
    { "field/select", EMBARK_FIELD_KIND_SELECT, 3, 0, FALSE, FALSE },
    { "field/select-multiple", EMBARK_FIELD_KIND_SELECT, 2, 0, TRUE, FALSE },
    { "field/map", EMBARK_FIELD_KIND_MAP, 2, 2, FALSE, FALSE },
    { "field/map-labels-object", EMBARK_FIELD_KIND_MAP, 0, 1, FALSE, FALSE },
    { "field/map-v2", EMBARK_FIELD_KIND_MAP_V2, 0, 0, FALSE, FALSE },
    { "field/rule-engine", EMBARK_FIELD_KIND_RULE_ENGINE, 2, 0, FALSE, FALSE },
    { "field/rule-columns-array", EMBARK_FIELD_KIND_RULE_ENGINE, 0, 0, FALSE, FALSE },
    { "field/unknown", EMBARK_FIELD_KIND_UNKNOWN, 0, 0, FALSE, FALSE },
    { "field/hidden", EMBARK_FIELD_KIND_TEXT, 0, 0, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkField) field = read_one (rows[i].file);
      g_autoptr (GPtrArray) labels = embark_field_dup_labels (field);

      g_test_message ("%s", rows[i].file);
      g_assert_cmpint (embark_field_get_kind (field), ==, rows[i].kind);
      g_assert_cmpuint (embark_field_get_options (field)->len, ==, rows[i].n_options);
      g_assert_cmpuint (labels->len, ==, rows[i].n_labels);
      g_assert_cmpint (embark_field_get_multiple (field), ==, rows[i].multiple);
      g_assert_cmpint (embark_field_get_missing (field), ==, rows[i].missing);
    }
}

static void
test_field_parts (void)
{
  g_autoptr (EmbarkField) map = read_one ("field/map"), grid = read_one ("field/map-v2");
  g_autoptr (EmbarkField) rule = read_one ("field/rule-engine"), child = read_one ("field/dependent");
  g_autoptr (EmbarkField) list = read_one ("field/rule-columns-array"), select = read_one ("field/select");
  g_autoptr (EmbarkField) json = read_one ("field/json");
  g_autoptr (GPtrArray) left = embark_field_dup_options_of (embark_field_get_mapping (grid, "lhs"));
  g_autofree char *value = embark_json_to_string (embark_field_get_value (json), FALSE);
  EmbarkOption *option = g_ptr_array_index (embark_field_get_options (select), 1);

  g_assert_false (embark_field_get_label_multiple (map, 0));
  g_assert_true (embark_field_get_label_multiple (map, 1));
  g_assert_false (embark_field_get_label_multiple (map, 2));
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_nonnull (embark_field_get_rule_column (rule, "StageName"));
  g_assert_null (embark_field_get_rule_column (rule, "Amount"));
  g_assert_nonnull (embark_field_get_rule_column (list, "StageName"));
  g_assert_cmpstr (embark_field_get_parent (child), ==, FIELD);
  g_assert_false (embark_field_get_has_options (child));
  g_assert_true (embark_field_get_has_options (select));
  g_assert_cmpint (json_node_get_int (embark_option_get_value (option)), ==, 2);
  g_assert_cmpstr (value, ==, "{\"a\":[1,null,true,{\"b\":2e+22}]}");
}

static void
test_new_records (void)
{
  g_autoptr (EmbarkWebhook) custom = read_one ("webhook/custom"), bare = read_one ("webhook/bare");
  g_autoptr (EmbarkWorkflowInfo) single = read_one ("workflow/single"), on = read_one ("workflow/enabled");
  g_autoptr (EmbarkWorkflowVersion) version = read_one ("workflow-version/single");
  g_autoptr (EmbarkBatch) batch = read_one ("batch/single"), no_batch = read_one ("batch/bare");
  g_autoptr (EmbarkRuleOptions) v2 = read_one ("rule-options/v2-select"), v3 = read_one ("rule-options/v3");
  g_autoptr (EmbarkConfigRef) ref = read_one ("config-ref/bare");

  g_assert_cmpuint (embark_webhook_get_events (custom)->len, ==, 7);
  g_assert_cmpuint (embark_webhook_get_workflow_ids (custom)->len, ==, 1);
  g_assert_cmpstr (embark_webhook_get_method (custom), ==, "PUT");
  g_assert_cmpstr (embark_webhook_get_webhook_type (custom), ==, "custom");
  g_assert_cmpstr (embark_webhook_get_group (custom), ==, "ops");
  g_assert_nonnull (embark_webhook_get_headers (custom));
  g_assert_cmpuint (embark_webhook_get_events (bare)->len, ==, 0);
  g_assert_null (embark_webhook_get_headers (bare));
  g_assert_true (embark_workflow_info_get_published (single));
  g_assert_cmpstr (embark_workflow_info_get_slug (single), ==, "salesforce");
  g_assert_cmpint (embark_workflow_info_get_created_at (single), ==, G_GINT64_CONSTANT (1781609725951000));
  g_assert_cmpstr (embark_workflow_info_get_config_id (on), ==, ACCOUNT);
  g_assert_cmpint (embark_workflow_version_get_version (version), ==, 3);
  g_assert_cmpint (embark_workflow_version_get_created_at (version), >, 0);
  g_assert_cmpint (embark_batch_get_index (batch), ==, 7);
  g_assert_nonnull (embark_batch_get_output (batch));
  g_assert_cmpint (embark_batch_get_index (no_batch), ==, -1);
  g_assert_null (embark_batch_get_output (no_batch));
  g_assert_cmpuint (embark_rule_options_get_choices (v2)->len, ==, 1);
  g_assert_cmpuint (embark_rule_options_get_operators (v2)->len, ==, 2);
  g_assert_cmpuint (embark_rule_options_get_choices (v3)->len, ==, 2);
  g_assert_cmpuint (embark_rule_options_get_operators (v3)->len, ==, 0);
  g_assert_false (embark_config_ref_get_tenant (ref));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/model/samples/", kinds[i].folder, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_folder);
    }
  g_test_add_func ("/model/samples/of-fields", test_fields);
  g_test_add_func ("/model/samples/field-parts", test_field_parts);
  g_test_add_func ("/model/samples/new-records", test_new_records);
  return g_test_run ();
}
