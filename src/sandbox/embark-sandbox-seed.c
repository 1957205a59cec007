/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The data that a sandbox begins with: a company with a dozen linked accounts in every state, and some
 * history. What it is made of stands in pages/catalogue.json; ids come from the seed, dates from the clock.
 */

#include "config.h"

#include "embark-sandbox-oauth.h"

#define MINUTE (60 * 1000)
#define DAY    (24 * 60 * (gint64) MINUTE)

JsonObject *
sandbox_catalogue_new (void)
{
  g_autoptr (GBytes) bytes = sandbox_resource ("catalogue.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  node = sandbox_json_parse (data, length, &error);
  if (node == NULL)
    g_error ("catalogue.json: %s", error->message);
  return json_object_ref (json_node_get_object (node));
}

static void
seed_events (EmbarkSandbox *self, JsonObject *env)
{
  JsonArray *events = sandbox_arr (self->catalogue, "events");

  for (guint i = 0; i < sandbox_length (events); i++)
    {
      JsonObject *event = sandbox_item (events, i);

      json_array_add_object_element (
          sandbox_arr (env, "events"),
          sandbox_event_new (self, sandbox_str (event, "name"), sandbox_node (event, "sample")));
    }
}

void
sandbox_seed_org (EmbarkSandbox *self, JsonObject *org, gint64 now)
{
  JsonArray *people = sandbox_arr (self->catalogue, "people");
  JsonArray *deals = sandbox_arr (self->catalogue, "deals");
  guint first = sandbox_random (self, sandbox_length (people));

  if (sandbox_length (sandbox_arr (org, "contacts")) > 0)
    return;

  for (guint i = 0; i < 4; i++)
    {
      /* One after the other, so that nobody is there twice. */
      g_autoptr (JsonObject) values =
          sandbox_copy_object (sandbox_item (people, (first + i) % sandbox_length (people)));
      g_autofree char *local = g_str_to_ascii (sandbox_str (values, "FirstName"), "C");
      g_autofree char *lower = g_ascii_strdown (local, -1);
      g_autofree char *email = g_strdup_printf ("%s@%s", lower, sandbox_str (org, "domain"));

      json_object_set_string_member (values, "Email", email);
      json_object_set_string_member (values, "LeadSource", i % 2 == 0 ? "Web" : "Partner");
      sandbox_contact_add (self, org, values,
                           now - (gint64) ((4 - i) * 9 + 3) * DAY - sandbox_random (self, 600) * MINUTE);
    }
  for (guint i = 0; i < sandbox_length (deals); i++)
    {
      JsonObject *deal = sandbox_copy_object (sandbox_item (deals, i));
      g_autofree char *id = sandbox_new_record_id (self, "006");
      g_autofree char *close_date = sandbox_iso (now + (gint64) (sandbox_random (self, 90) + 5) * DAY);

      close_date[10] = '\0';
      json_object_set_string_member (deal, "Id", id);
      json_object_set_string_member (deal, "CloseDate", close_date);
      json_array_add_object_element (sandbox_ensure_arr (org, "opportunities"), deal);
    }
}

/* Earlier runs: they are started in the past, and move on to their end when the sandbox is first asked. */
static void
seed_runs (EmbarkSandbox *self, JsonObject *env, JsonObject *account, guint count, gint64 now)
{
  JsonArray *people = sandbox_arr (self->catalogue, "people");

  for (guint i = 0; i < count; i++)
    {
      guint which = i % 3 == 0 ? 0 : 1;
      JsonObject *workflow = sandbox_item (sandbox_workflows (self), which);
      JsonObject *person = sandbox_item (people, sandbox_random (self, sandbox_length (people)));
      gint64 age = (gint64) (count - i) * 7 * 60 * MINUTE + sandbox_random (self, 5 * 60) * MINUTE;
      g_autofree char *event_id = sandbox_new_id (self);
      g_autofree char *local = g_str_to_ascii (sandbox_str (person, "FirstName"), "C");
      g_autofree char *lower = g_ascii_strdown (local, -1);
      g_autofree char *email = g_strdup_printf ("%s.%u@client.example", lower, i + 1);
      JsonObject *payload = json_object_new ();
      g_autoptr (JsonNode) node = NULL;
      SandboxStart start = { 0 };

      if (which == 1)
        {
          json_object_set_string_member (payload, "first_name", sandbox_str (person, "FirstName"));
          /* One of them shows how a run fails. */
          json_object_set_string_member (payload, "last_name",
                                         i == 4 ? "" : sandbox_str (person, "LastName"));
          json_object_set_string_member (payload, "email", email);
          json_object_set_string_member (payload, "company", sandbox_str (account, "name"));
        }
      node = sandbox_node_object (payload);
      start = (SandboxStart){ .env = env,
                              .account = account,
                              .workflow = workflow,
                              .config_id = sandbox_str (account, "account_id"),
                              .event = sandbox_str (workflow, "event"),
                              .event_id = event_id,
                              .source = "Event",
                              .payload = node,
                              .time = now - age };
      sandbox_start_run (self, &start);
    }
}

static void
seed_workflows (EmbarkSandbox *self, JsonObject *account, guint enabled)
{
  JsonObject *config =
      sandbox_ensure_config (self, account, SANDBOX_SALESFORCE, sandbox_str (account, "account_id"));

  for (guint i = 0; i < enabled; i++)
    {
      /* Creating contacts first: it is what most of them began with. */
      JsonObject *workflow = sandbox_item (sandbox_workflows (self), (i + 1) % 3);

      json_object_set_boolean_member (
          sandbox_ensure_obj (sandbox_ensure_obj (config, "workflows"), sandbox_str (workflow, "id")),
          "enabled", TRUE);
    }
}

static JsonObject *
seed_account (EmbarkSandbox *self, JsonObject *env, const char *environment, JsonObject *plan, gint64 now)
{
  gint64 born = now - sandbox_int (plan, "days") * DAY - sandbox_random (self, 8 * 60) * MINUTE;
  g_autofree char *id = sandbox_new_id (self);
  g_autofree char *at = sandbox_iso (born);
  const SandboxOauthError *row = sandbox_oauth_error_of_code (sandbox_str (plan, "error"), NULL);
  JsonObject *account;

  account = sandbox_object ("s:_id", id, "s:account_id", sandbox_str (plan, "id"), "s:name",
                            sandbox_str (plan, "name"), "s:environment", environment, "a:udf",
                            json_array_new (), "s:createdAt", at, "s:updatedAt", at, NULL);
  sandbox_add_account (env, account);
  if (sandbox_str (plan, "user") != NULL)
    {
      sandbox_connect (self, account, sandbox_str (plan, "user"), sandbox_str (plan, "org"),
                       born + 40 * MINUTE);
      if (sandbox_int (plan, "enabled") > 0)
        seed_workflows (self, account, (guint) sandbox_int (plan, "enabled"));
    }
  if (row != NULL)
    json_object_set_object_member (
        account, "last_error", sandbox_object ("s:code", row->code, "s:description", row->description, NULL));
  return account;
}

static void
seed_environment (EmbarkSandbox *self, const char *name, const char *plan_name)
{
  JsonObject *env = sandbox_environment (self, name);
  JsonArray *plans = sandbox_arr (self->catalogue, plan_name);
  gint64 now = sandbox_now (self);

  seed_events (self, env);
  for (guint i = 0; i < sandbox_length (plans); i++)
    seed_account (self, env, name, sandbox_item (plans, i), now);
  for (guint i = 0; i < sandbox_length (plans); i++)
    {
      JsonObject *plan = sandbox_item (plans, i);

      seed_runs (self, env, sandbox_account (env, sandbox_str (plan, "id")),
                 (guint) sandbox_int (plan, "runs"), now);
    }
  sandbox_advance (self);

  /* Only now, so that the runs before it ended well. */
  for (guint i = 0; i < sandbox_length (plans); i++)
    if (sandbox_bool (sandbox_item (plans, i), "expired"))
      json_object_set_string_member (
          sandbox_connection (sandbox_account (env, sandbox_str (sandbox_item (plans, i), "id")),
                              SANDBOX_SALESFORCE),
          "status", "expired");
}

void
sandbox_seed (EmbarkSandbox *self)
{
  sandbox_ensure_arr (self->state, "orgs");
  seed_environment (self, "test", "accounts");
  seed_environment (self, "production", "production");
}
