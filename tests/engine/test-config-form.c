/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form of an account's settings against the sandbox. */

#include "config.h"

#include "canned-server.h"
#include "embark-config-form.h"
#include "embark-config-ref.h"
#include "embark-json.h"
#include "embark-rule-options.h"
#include "sandbox-fixture.h"
#include "test-util.h"

#define READY "acme-robotics"

#define SYNC      "64d1fc268716dc5065128051"
#define HISTORY   "64da1d00c9ae95561bb0a309"
#define NAME      "64da1d00c9ae95561bb0a301"
#define EVERY     "64da1d00c9ae95561bb0a30f"
#define CREATE    "64da1d00c9ae95561bb0a311"
#define REGION    "64da1d00c9ae95561bb0a315"
#define COUNTRY   "64da1d00c9ae95561bb0a317"
#define TERRITORY "64da1d00c9ae95561bb0a319"
#define QUEUE     "64da1d00c9ae95561bb0a31b"
#define RULE      "64da1d00c9ae95561bb0a325"
#define UNKNOWN   "64da1d00c9ae95561bb0a327"
#define HIDDEN    "64da1d00c9ae95561bb0a329"

typedef struct
{
  Fixture sandbox;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
  EmbarkOnboarding *onboarding;
  EmbarkConfigForm *form;
} Form;

static void
form_set_up (Form *f, gconstpointer data)
{
  g_autofree char *text = g_strdup_printf ("{\"account_id\":\"%s\"}", (const char *) data);
  g_autoptr (JsonNode) json = embark_json_parse (text, -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);
  g_autoptr (EmbarkProfile) profile = NULL;
  g_autoptr (SoupSession) session = embark_session_new ();
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  f->sandbox.clock = embark_clock_manual_new (g_get_real_time ());
  f->sandbox.sandbox = embark_sandbox_new (EMBARK_CLOCK (f->sandbox.clock), 7);
  f->sandbox.session = soup_session_new ();
  g_assert_true (embark_sandbox_listen (f->sandbox.sandbox, 0, &error));
  f->client = embark_client_new (embark_sandbox_get_base_uri (f->sandbox.sandbox), session,
                                 EMBARK_CLOCK (f->sandbox.clock));
  embark_client_set_api_key (f->client, embark_sandbox_get_api_key (f->sandbox.sandbox));
  f->journal = embark_journal_new (":memory:");
  embark_journal_open_async (f->journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (f->journal, wait_for (&wait), &error));
  profile = embark_profile_new ("p", "Test", embark_client_get_base_uri (f->client));
  f->workspace = embark_workspace_new (profile, f->client, f->journal, EMBARK_CLOCK (f->sandbox.clock));
  embark_workspace_set_api_key (f->workspace, embark_sandbox_get_api_key (f->sandbox.sandbox));
  f->onboarding = embark_onboarding_new (f->workspace, account);
  f->form = embark_config_form_new (f->onboarding);
  embark_onboarding_refresh_async (f->onboarding, NULL, NULL, NULL);
  canned_until (embark_config_form_get_config (f->form) != NULL);
  canned_until (!embark_onboarding_get_loading (f->onboarding) && !embark_config_form_get_busy (f->form));
}

static void
form_tear_down (Form *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };

  canned_until (!embark_config_form_get_busy (f->form));
  g_assert_finalize_object (f->form);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->onboarding);
  g_assert_finalize_object (f->workspace);
  embark_journal_close_async (f->journal, wait_cb, &wait);
  wait_for (&wait);
  wait_reset (&wait);
  g_clear_object (&f->journal);
  g_assert_finalize_object (f->client);
  fixture_tear_down (&f->sandbox, data);
}

static EmbarkConfigField *
find (Form *f, const char *id)
{
  GListModel *fields = embark_config_form_get_fields (f->form);

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++)
    {
      g_autoptr (EmbarkConfigField) field = g_list_model_get_item (fields, i);

      if (g_str_equal (embark_field_get_id (embark_config_field_get_field (field)), id))
        return field; /* the list holds it */
    }
  g_assert_not_reached ();
}

static void
enter (Form *f, const char *id, const char *json)
{
  g_autoptr (JsonNode) value = json != NULL ? embark_json_parse (json, -1, NULL) : NULL;

  embark_config_form_edit (f->form, find (f, id), value);
  embark_config_form_commit (f->form, find (f, id));
}

static void
settle (Form *f)
{
  canned_until (!embark_config_form_get_busy (f->form));
}

#define assert_value(f, id, json)                                                                            \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *text_ = embark_json_to_string (embark_config_field_get_value (find (f, id)), FALSE);    \
    g_assert_cmpstr (text_, ==, json);                                                                       \
  }                                                                                                          \
  G_STMT_END
#define assert_saved(f, id, json)                                                                            \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *text_ = embark_json_to_string (embark_config_field_get_saved (find (f, id)), FALSE);    \
    g_assert_cmpstr (text_, ==, json);                                                                       \
  }                                                                                                          \
  G_STMT_END
#define assert_state(f, id, state)                                                                           \
  g_assert_cmpint (embark_config_field_get_state (find (f, id)), ==, EMBARK_CONFIG_FIELD_##state)

static guint
count_requests (Form *f, const char *method, const char *part)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (f->sandbox.sandbox);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (g_str_equal (json_object_get_string_member (request, "method"), method)
          && strstr (json_object_get_string_member (request, "path"), part) != NULL)
        n++;
    }
  return n;
}

/* The next answer to @method @path is @body. */
static void
answer_next (Form *f, const char *method, const char *path, const char *body)
{
  g_autofree char *fault = g_strdup_printf (
      "{\"method\":\"%s\",\"path\":\"%s\",\"status\":200,\"count\":1,\"body\":%s}", method, path, body);

  g_assert_cmpuint (fixture_send (&f->sandbox, "POST", "/__sandbox/fault", fault, "key",
                                  embark_sandbox_get_api_key (f->sandbox.sandbox), NULL),
                    ==, 200);
}

/* JSON types go there and come back; the guided path has the config that was read afterwards. */
static void
test_saved (Form *f, gconstpointer data)
{
  enter (f, HISTORY, "30");
  enter (f, CREATE, "true");
  enter (f, EVERY, "1440");
  assert_state (f, HISTORY, SAVING);
  settle (f);
  assert_state (f, HISTORY, SAVED);
  assert_saved (f, HISTORY, "30");
  assert_saved (f, CREATE, "true");
  assert_saved (f, EVERY, "1440");
  g_assert_cmpuint (count_requests (f, "PUT", HISTORY), ==, 1);
  g_assert_true (embark_onboarding_get_config (f->onboarding) == embark_config_form_get_config (f->form));

  /* What is as it was is not sent. */
  enter (f, HISTORY, "30");
  g_assert_false (embark_config_form_get_busy (f->form));
}

static void
test_refused (Form *f, gconstpointer data)
{
  guint n_refused;

  enter (f, HISTORY, "900");
  settle (f);
  assert_state (f, HISTORY, REFUSED);
  g_assert_cmpstr (
      embark_config_field_get_message (find (f, HISTORY)), ==,
      "Cobalt refused: “Keep history for (days) must be from 0 to 365”. The saved value is still "
      "90.");
  g_assert_nonnull (embark_config_field_get_request_id (find (f, HISTORY)));
  assert_value (f, HISTORY, "900");
  assert_saved (f, HISTORY, "90");

  /* No reload takes it away, the form's own nor the path's. */
  embark_config_form_reload (f->form);
  settle (f);
  embark_onboarding_refresh_async (f->onboarding, NULL, NULL, NULL);
  canned_until (!embark_onboarding_get_loading (f->onboarding));
  settle (f);
  assert_state (f, HISTORY, REFUSED);
  assert_value (f, HISTORY, "900");
  embark_config_form_count (f->form, SYNC, NULL, &n_refused, NULL, NULL);
  g_assert_cmpuint (n_refused, ==, 1);

  embark_config_form_revert (f->form, find (f, HISTORY));
  assert_state (f, HISTORY, IDLE);
  assert_value (f, HISTORY, "90");
}

/* Required is judged here: the platform would take it. */
static void
test_required (Form *f, gconstpointer data)
{
  enter (f, NAME, "\"\"");
  assert_state (f, NAME, REFUSED);
  g_assert_cmpstr (embark_config_field_get_message (find (f, NAME)), ==,
                   "A value is required. The saved value is still “Account sync”.");
  g_assert_cmpuint (count_requests (f, "PUT", NAME), ==, 0);
}

/* Edited while it saves: one call after the other, and the last word counts. */
static void
test_edited_meanwhile (Form *f, gconstpointer data)
{
  enter (f, NAME, "\"one\"");
  enter (f, NAME, "\"two\"");
  enter (f, NAME, "\"three\"");
  settle (f);
  assert_saved (f, NAME, "\"three\"");
  assert_state (f, NAME, SAVED);
  g_assert_cmpuint (count_requests (f, "PUT", NAME), ==, 2);

  /* Not finished yet: nothing is sent, and the answer to the earlier one leaves it alone. */
  enter (f, NAME, "\"four\"");
  {
    g_autoptr (JsonNode) value = embark_json_parse ("\"fo\"", -1, NULL);

    embark_config_form_edit (f->form, find (f, NAME), value);
  }
  settle (f);
  assert_saved (f, NAME, "\"four\"");
  assert_value (f, NAME, "\"fo\"");
  assert_state (f, NAME, EDITED);
}

static void
test_cleared (Form *f, gconstpointer data)
{
  enter (f, CREATE, "true");
  settle (f);
  enter (f, CREATE, NULL);
  settle (f);
  g_assert_cmpuint (count_requests (f, "DELETE", CREATE), ==, 1);
  assert_saved (f, CREATE, "false"); /* its default */
}

/* Three deep: each waits for the one above, and what does not fit any more goes and says so. */
static void
test_chain (Form *f, gconstpointer data)
{
  assert_state (f, COUNTRY, WAITING);
  g_assert_cmpstr (embark_config_field_get_message (find (f, COUNTRY)), ==, "Choose “Sales region” first.");
  assert_state (f, TERRITORY, WAITING);

  enter (f, REGION, "\"emea\"");
  settle (f);
  assert_state (f, COUNTRY, IDLE);
  assert_state (f, TERRITORY, WAITING);
  g_assert_cmpuint (count_requests (f, "POST", COUNTRY), ==, 1);
  enter (f, COUNTRY, "\"NO\"");
  settle (f);
  enter (f, TERRITORY, "[\"no-all\"]");
  settle (f);
  assert_saved (f, TERRITORY, "[\"no-all\"]");

  enter (f, REGION, "\"apac\"");
  settle (f);
  assert_saved (f, REGION, "\"apac\"");
  assert_saved (f, COUNTRY, "null");
  assert_saved (f, TERRITORY, "null");
  g_assert_cmpstr (embark_config_field_get_message (find (f, COUNTRY)), ==,
                   "Its earlier value was cleared: it does not fit “Sales region” any more.");
  assert_state (f, TERRITORY, WAITING);
}

static void
test_chain_fails (Form *f, gconstpointer data)
{
  embark_sandbox_fail_next (f->sandbox.sandbox, "POST", "/config/field/" COUNTRY, 400, 1);
  enter (f, REGION, "\"emea\"");
  settle (f);
  assert_state (f, REGION, SAVED);
  assert_state (f, COUNTRY, BLOCKED);
  g_assert_nonnull (embark_config_field_get_message (find (f, COUNTRY)));
  embark_config_form_load_options (f->form, find (f, COUNTRY));
  assert_state (f, COUNTRY, LOADING);
  settle (f);
  assert_state (f, COUNTRY, IDLE);
}

/* An answer about another field than was asked for. */
static void
test_swapped (Form *f, gconstpointer data)
{
  answer_next (f, "POST", "/config/field/" COUNTRY,
               "{\"id\":\"" HISTORY "\",\"name\":\"Other\",\"field_type\":\"select\"}");
  enter (f, REGION, "\"emea\"");
  settle (f);
  assert_state (f, COUNTRY, BLOCKED);
  g_assert_cmpstr (embark_field_get_name (embark_config_field_get_field (find (f, COUNTRY))), !=, "Other");
}

/* An answer about another config than was asked for: what is changed next would be saved in the one that is
 * named. */
static void
test_swapped_config (Form *f, gconstpointer data)
{
  EmbarkConfig *before = embark_config_form_get_config (f->form);

  answer_next (f, "GET", "/slug",
               "{\"config_id\":\"other\",\"slug\":\"salesforce\",\"fields\":[],\"workflows\":[]}");
  embark_config_form_reload (f->form);
  settle (f);
  g_assert_error (embark_config_form_get_error (f->form), EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
  g_assert_true (embark_config_form_get_config (f->form) == before);
  assert_saved (f, HISTORY, "90");
  answer_next (f, "GET", "/slug", "{\"slug\":\"hubspot\",\"fields\":[],\"workflows\":[]}");
  embark_config_form_reload (f->form);
  settle (f);
  g_assert_error (embark_config_form_get_error (f->form), EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
  embark_config_form_reload (f->form);
  settle (f);
  g_assert_no_error (embark_config_form_get_error (f->form));
}

/* What is no value yet stays as it was written, whoever reloads, and is never sent. */
static void
test_held (Form *f, gconstpointer data)
{
  EmbarkConfigField *field = find (f, HISTORY);
  guint n_refused;

  embark_config_form_hold (f->form, field, "nine", NULL);
  assert_state (f, HISTORY, EDITED);
  g_assert_cmpuint (embark_config_form_count_edits (f->form, SYNC), ==, 1);
  embark_config_form_commit (f->form, field);
  g_assert_false (embark_config_form_get_busy (f->form));
  embark_config_form_hold (f->form, field, "ninety", "Not a number.");
  assert_state (f, HISTORY, REFUSED);
  embark_config_form_count (f->form, SYNC, NULL, &n_refused, NULL, NULL);
  g_assert_cmpuint (n_refused, ==, 1);
  embark_config_form_reload (f->form);
  settle (f);
  embark_config_form_create_async (f->form, "other", NULL, NULL, NULL);
  canned_until (!embark_config_form_get_is_own (f->form));
  settle (f);
  g_assert_null (embark_config_field_get_text (find (f, HISTORY)));
  embark_config_form_choose (f->form, READY);
  settle (f);
  g_assert_cmpstr (embark_config_field_get_text (find (f, HISTORY)), ==, "ninety");
  assert_value (f, HISTORY, "90");

  enter (f, HISTORY, "91");
  settle (f);
  g_assert_null (embark_config_field_get_text (find (f, HISTORY)));
  assert_saved (f, HISTORY, "91");
  g_assert_cmpuint (count_requests (f, "PUT", HISTORY), ==, 1);
}

/* Choices that wait for the connection are no fault of the form's; required and empty is. */
static void
test_unconnected (Form *f, gconstpointer data)
{
  guint n_refused, n_missing;

  assert_state (f, QUEUE, BLOCKED);
  g_assert_true (embark_config_form_get_unconnected (f->form));
  embark_config_form_count (f->form, SYNC, NULL, &n_refused, &n_missing, NULL);
  g_assert_cmpuint (n_refused, ==, 0);
  g_assert_cmpuint (n_missing, ==, 1);
}

/* A field that depends on itself, and two that depend on each other: nobody waits, and nothing is asked for.
 */
static void
test_ring (Form *f, gconstpointer data)
{
  static const char fields[] =
      "{\"id\":\"c\",\"slug\":\"salesforce\",\"fields\":["
      "{\"id\":\"a\",\"name\":\"A\",\"field_type\":\"select\",\"parent\":\"a\",\"value\":1},"
      "{\"id\":\"b\",\"name\":\"B\",\"field_type\":\"select\",\"parent\":\"c\"},"
      "{\"id\":\"c\",\"name\":\"C\",\"field_type\":\"select\",\"parent\":\"b\",\"value\":1},"
      "{\"id\":\"d\",\"name\":\"D\",\"field_type\":\"text\",\"parent\":\"b\"}]}";

  answer_next (f, "GET", "/slug", fields);
  embark_config_form_reload (f->form);
  settle (f);
  for (const char *id = "abcd"; *id != '\0'; id++)
    {
      const char one[] = { *id, '\0' };

      assert_state (f, one, IDLE);
    }
  g_assert_cmpuint (count_requests (f, "POST", "/config/field/a"), ==, 0);
  g_assert_cmpuint (count_requests (f, "POST", "/config/field/b"), ==, 0);
}

static void
test_datasource (Form *f, gconstpointer data)
{
  assert_state (f, QUEUE, BLOCKED);
  g_assert_nonnull (strstr (embark_config_field_get_message (find (f, QUEUE)), "not connected"));
  embark_config_form_load_options (f->form, find (f, QUEUE));
  settle (f);
  assert_state (f, QUEUE, BLOCKED);

  fixture_connect (&f->sandbox, data, "dana@kestrel.example");
  embark_config_form_load_options (f->form, find (f, QUEUE));
  settle (f);
  assert_state (f, QUEUE, IDLE);
  enter (f, QUEUE, "\"00G5g000001aQ2AEAU\"");
  settle (f);
  assert_state (f, QUEUE, SAVED);
}

/* Of a type nobody knows, or hidden: left as it is. */
static void
test_untouched (Form *f, gconstpointer data)
{
  assert_value (f, UNKNOWN, "{\"mon\":[22,23,0,1],\"sun\":[]}");
  g_assert_false (embark_config_field_get_visible (find (f, HIDDEN)));
  enter (f, UNKNOWN, "1");
  enter (f, HIDDEN, "\"x\"");
  g_assert_false (embark_config_form_get_busy (f->form));
  assert_value (f, UNKNOWN, "{\"mon\":[22,23,0,1],\"sun\":[]}");
  assert_value (f, HIDDEN, "\"2026-04\"");
}

static void
test_rule (Form *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkRuleOptions) options = NULL;

  embark_config_form_load_rule_async (f->form, find (f, RULE), "Rating", NULL, wait_cb, &wait);
  options = embark_config_form_load_rule_finish (f->form, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (embark_rule_options_get_choices (options)->len, ==, 3);
  g_assert_cmpuint (embark_rule_options_get_operators (options)->len, ==, 2);
}

static gboolean
toggle (Form *f, const char *workflow, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_config_form_set_workflow_enabled_async (f->form, workflow, TRUE, NULL, wait_cb, &wait);
  return embark_config_form_set_workflow_enabled_finish (f->form, wait_for (&wait), error);
}

static gboolean
is_on (Form *f, const char *id)
{
  GPtrArray *workflows = embark_config_get_workflows (embark_config_form_get_config (f->form));

  for (guint i = 0; i < workflows->len; i++)
    if (g_str_equal (embark_workflow_get_id (g_ptr_array_index (workflows, i)), id))
      return embark_workflow_get_enabled (g_ptr_array_index (workflows, i));
  g_assert_not_reached ();
}

static void
test_configs (Form *f, gconstpointer data)
{
  GListModel *configs = embark_config_form_get_configs (f->form);
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_config_form_list_configs (f->form);
  canned_until (g_list_model_get_n_items (configs) == 1);
  enter (f, HISTORY, "900");
  settle (f);

  embark_config_form_create_async (f->form, "second / one", NULL, wait_cb, &wait);
  g_assert_true (embark_config_form_create_finish (f->form, wait_for (&wait), &error));
  g_assert_no_error (error);
  canned_until (embark_config_form_get_config (f->form) != NULL && g_list_model_get_n_items (configs) == 2);
  settle (f);
  g_assert_cmpstr (embark_config_form_get_config_id (f->form), ==, "second / one");
  g_assert_false (embark_config_form_get_is_own (f->form));
  assert_saved (f, HISTORY, "90");
  assert_state (f, HISTORY, IDLE);
  enter (f, HISTORY, "10");
  settle (f);
  g_assert_true (toggle (f, SYNC, &error));
  g_assert_no_error (error);
  g_assert_true (is_on (f, SYNC));

  /* The account's own one has none of that, and what was refused there waits. */
  embark_config_form_choose (f->form, READY);
  settle (f);
  assert_saved (f, HISTORY, "90");
  assert_value (f, HISTORY, "900");
  assert_state (f, HISTORY, REFUSED);
  g_assert_false (is_on (f, SYNC));
  embark_config_form_choose (f->form, "second / one");
  settle (f);
  assert_saved (f, HISTORY, "10");
  g_assert_true (is_on (f, SYNC));

  wait_reset (&wait);
  embark_config_form_delete_async (f->form, "second / one", NULL, wait_cb, &wait);
  g_assert_true (embark_config_form_delete_finish (f->form, wait_for (&wait), &error));
  g_assert_no_error (error);
  g_assert_true (embark_config_form_get_is_own (f->form));
  canned_until (g_list_model_get_n_items (configs) == 1);
}

static void
test_toggle_refused (Form *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  embark_sandbox_fail_next (f->sandbox.sandbox, "PATCH", "/slug", 400, 1);
  g_assert_false (toggle (f, SYNC, &error));
  g_assert_nonnull (error);
  g_assert_false (is_on (f, SYNC));
}

#define TEST(name, func, account)                                                                            \
  g_test_add ("/engine/config-form/" name, Form, account, form_set_up, func, form_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("saved", test_saved, READY);
  TEST ("refused", test_refused, READY);
  TEST ("required", test_required, READY);
  TEST ("edited-meanwhile", test_edited_meanwhile, READY);
  TEST ("cleared", test_cleared, READY);
  TEST ("chain", test_chain, READY);
  TEST ("chain-fails", test_chain_fails, READY);
  TEST ("swapped", test_swapped, READY);
  TEST ("swapped-config", test_swapped_config, READY);
  TEST ("held", test_held, READY);
  TEST ("unconnected", test_unconnected, "maple-pine");
  TEST ("ring", test_ring, READY);
  TEST ("datasource", test_datasource, "maple-pine");
  TEST ("untouched", test_untouched, READY);
  TEST ("rule", test_rule, READY);
  TEST ("configs", test_configs, READY);
  TEST ("toggle-refused", test_toggle_refused, READY);
  return g_test_run ();
}
