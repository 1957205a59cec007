/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every call of the platform, in an order in which each finds what it needs: the path of a new client, then a
 * connected one's configs, fields, events, runs and workflows, then what the organisation has. */

#include "config.h"

#include <glib.h>

#include "steps.h"

/* A client that the sandbox's data has connected. */
#define CLIENT "acme-robotics"
#define NEW    "contract-1"
#define SLUG   "slug=salesforce"
#define FIELD  "config_id=" CLIENT "&workflow_id=$workflow"
#define AT(op) EMBARK_OPERATION_##op

/* clang-format off */
const Step steps[] = {
  /* The organisation and a new client (contract 5 to 8) */
  { AT (ACCOUNT_LIST), .query = "page=1&limit=5" },
  { AT (ACCOUNT_UPSERT), .body = "{\"account_id\":\"" NEW "\",\"linked_account_id\":\"" NEW "\",\"name\":\"Contract & Sons\",\"udf\":{\"plan\":\"pro\"}}" },
  { AT (ACCOUNT_CREATE), .body = "{\"account_id\":\"contract-2\",\"name\":\"Second\"}" },
  { AT (ACCOUNT_GET), .path = "account=" NEW },
  { AT (AUTH_STRUCTURE), .path = SLUG },
  { AT (APPLICATION_LIST), NEW },
  { AT (APPLICATION_GET), NEW, SLUG },
  { AT (OAUTH_URL), NEW, SLUG },
  { AT (SESSION_TOKEN), .query = "force_refresh=true", .body = "{\"linked_account_id\":\"" NEW "\"}" },
  { AT (CONNECT_URL), NEW, .body = "{\"name\":\"Lumen Desk\",\"color\":\"#1a5fb4\",\"base_color\":\"#1a5fb4\"}", .bearer = TRUE },
  { AT (HOSTED_PROPERTIES), NEW, .bearer = TRUE },
  { AT (ACCOUNT_ACTIVE), NEW, .bearer = TRUE },
  { AT (SESSION_TOKEN_REVOKE), NEW, .bearer = TRUE },
  { AT (SAVE_KEY_CREDENTIALS), NEW, SLUG, .query = "auth_type=keybased", .body = "{\"api_key\":\"pat-na1-contract\"}" },
  { AT (DEFAULT_APP_CREDENTIAL_SET), NEW, "key=region", .body = "{\"value\":\"eu\"}" },
  { AT (DEFAULT_APP_CREDENTIAL_DELETE), NEW, "key=region" },
  { AT (MIGRATE_TOKEN), NEW, .body = "{\"slug\":\"salesforce\",\"auth_object\":{\"oauth2\":{\"access_token\":\"a\",\"refresh_token\":\"b\",\"client_id\":\"c\",\"client_secret\":\"d\"}}}" },
  { AT (INTEGRATION_DELETE), NEW, SLUG },

  /* Configs and fields (9, 10) */
  { AT (CONFIG_ENSURE), CLIENT, .body = "{\"slug\":\"salesforce\"}", .keep = "workflow=workflows.?name:Two-Way Account Sync.id&toggled=workflows.?name:Create New Contact.id" },
  { AT (CONFIG_ENSURE), CLIENT, .body = "{\"slug\":\"salesforce\",\"config_id\":\"second\",\"labels\":{\"Account\":[{\"name\":\"Plan\",\"value\":\"plan\"}]}}" },
  { AT (CONFIG_LIST), CLIENT, SLUG },
  { AT (CONFIG_GET_DEFAULT), CLIENT, SLUG, .keep = "field=fields.?field_type:number.id" },
  { AT (CONFIG_GET), CLIENT, SLUG "&config=second" },
  { AT (CONFIG_UPDATE), CLIENT, .body = "{\"slug\":\"salesforce\",\"config_id\":\"second\",\"fields\":{\"$field\":7},\"workflows\":[{\"id\":\"$workflow\",\"enabled\":false,\"fields\":{}}]}" },
  { AT (FIELD_LIST), CLIENT, .headers = SLUG, .query = "config_id=" CLIENT, .keep = "rules=workflows.?name:Two-Way Account Sync.fields.?field_type:rule_engine.id&text=workflows.?name:Two-Way Account Sync.fields.?field_type:text.id" },
  { AT (FIELD_SET), CLIENT, "field=$text", .headers = SLUG, .query = FIELD, .body = "{\"value\":\"Nightly\"}" },
  { AT (FIELD_GET), CLIENT, "field=$text", .headers = SLUG, .query = FIELD, .body = "{}" },
  { AT (FIELD_CLEAR), CLIENT, "field=$text", .headers = SLUG, .query = FIELD },
  { AT (RULE_OPTIONS), CLIENT, "field=$rules", .headers = SLUG, .query = FIELD, .body = "{\"rule_column\":{\"name\":\"Type\",\"field_type\":\"select\"}}" },
  { AT (WORKFLOW_TOGGLE), CLIENT, SLUG "&config=" CLIENT "&workflow=$toggled", .body = "{\"enabled\":true}" },
  { AT (CONFIG_DELETE), CLIENT, SLUG "&config=second" },

  /* Events (11) */
  { AT (EVENT_LIST), .keep = "event=0._id" },
  { AT (EVENT_GET), .path = "event=$event" },
  { AT (EVENT_CREATE), .body = "{\"name\":\"contract-checked\",\"response\":\"{\\\"id\\\":1,\\\"who\\\":{\\\"email\\\":\\\"a@b.example\\\"}}\"}", .keep = "made=?name:contract-checked._id" },
  { AT (EVENT_UPDATE), .path = "event=$made", .body = "{\"name\":\"contract-checked\",\"response\":\"{\\\"id\\\":2}\"}" },
  { AT (EVENT_FIRE), CLIENT, SLUG, .headers = "config_id=" CLIENT, .body = "{\"event\":\"contact.created\",\"payload\":{\"first_name\":\"Ada\",\"last_name\":\"Lovelace\",\"email\":\"ada@acme.example\"}}" },
  { AT (EVENT_TRIGGER), CLIENT, .body = "{\"event\":\"contract-checked\",\"payload\":{\"id\":1}}" },
  { AT (EVENT_DELETE), .path = "event=$made" },

  /* Runs (12) */
  { AT (EXECUTION_LIST), CLIENT, .query = "page=1&limit=20&slug=salesforce&start_date=2020-01-01T00:00:00.000Z&end_date=2100-01-01T00:00:00.000Z&sortAsc=false", .keep = "run=docs.0._id" },
  { AT (EXECUTION_LIST), CLIENT, .query = "status=COMPLETED&execution_type=ASYNC&execution_source=Event", .keep = "batched=docs.?associated_workflow>name:Sync Opportunities._id" },
  { AT (EXECUTION_GET), CLIENT, "execution=$run" },
  { AT (EXECUTION_STOP), CLIENT, "execution=$run" },
  { AT (EXECUTION_RERUN), CLIENT, "execution=$run" },
  { AT (EXECUTION_GET), CLIENT, "execution=$batched", .keep = "node=nodes.?is_batch:true.node_id" },
  { AT (EXECUTION_BATCHES), CLIENT, "execution=$batched&node=$node", .query = "page=1&limit=5" },

  /* Workflows and actions (13) */
  { AT (WORKFLOW_LIST), .query = "page=1&limit=5&published=true" },
  { AT (WORKFLOW_LIST), CLIENT, .query = "page=1&limit=5&slug=salesforce" },
  { AT (WORKFLOW_ENABLED), CLIENT },
  { AT (WORKFLOW_GET), CLIENT, "workflow=$toggled" },
  { AT (WORKFLOW_VERSIONS), CLIENT, "workflow=$toggled", .query = "page=1&limit=5" },
  { AT (WORKFLOW_REQUEST_STRUCTURE), CLIENT, "workflow=$toggled" },
  { AT (WORKFLOW_EXECUTE), CLIENT, "workflow=$toggled", .headers = SLUG "&sync_execution=false", .body = "{\"first_name\":\"Ada\",\"last_name\":\"King\",\"email\":\"king@acme.example\"}" },
  { AT (SESSION_TOKEN), .query = "force_refresh=false", .body = "{\"linked_account_id\":\"" CLIENT "\"}" },
  { AT (WORKFLOW_CREATE), CLIENT, .body = "{\"name\":\"Private One\",\"description\":\"Made by the contract test\",\"slug\":\"salesforce\"}", .keep = "draft=workflow._id" },
  { AT (WORKFLOW_UPDATE), CLIENT, "workflow=$draft", .body = "{\"name\":\"Private Two\"}" },
  { AT (WORKFLOW_EDIT), CLIENT, "workflow=$draft" },
  { AT (WORKFLOW_PUBLISH), CLIENT, "workflow=$draft", .body = "{\"published\":true,\"description\":\"First\"}", .bearer = TRUE },
  { AT (WORKFLOW_DELETE), CLIENT, "workflow=$draft", .bearer = TRUE },
  { AT (ACTION_LIST), CLIENT, SLUG },
  { AT (ACTION_GET), CLIENT, SLUG "&action=get_entity_with_soql" },
  { AT (ACTION_EXECUTE), CLIENT, SLUG "&action=get_entity_with_soql", .body = "{\"q\":\"SELECT Id FROM Opportunity\"}" },

  /* Webhook subscriptions (13) */
  { AT (WEBHOOK_CREATE), .body = "{\"webhook_url\":\"https://hooks.lumen.example/cobalt\",\"webhook_events\":[\"Workflow Errored\",\"Connection Expired\"],\"is_enabled\":true,\"webhook_type\":\"default\",\"method\":\"POST\",\"description\":\"Contract\"}", .keep = "hook=_id" },
  { AT (WEBHOOK_LIST) },
  { AT (WEBHOOK_GET), .path = "webhook=$hook" },
  { AT (WEBHOOK_UPDATE), .path = "webhook=$hook", .body = "{\"is_enabled\":false}" },
  { AT (WEBHOOK_GROUP_EDIT), .body = "{\"webhookIds\":[\"$hook\"],\"group\":\"Operations\"}" },
  { AT (WEBHOOK_DELETE), .path = "webhook=$hook" },

  /* And away again */
  { AT (CONFIG_DELETE_DEFAULT), CLIENT, SLUG },
  { AT (ACCOUNT_DELETE), .path = "account=" NEW },
};
/* clang-format on */

const guint n_steps = G_N_ELEMENTS (steps);
