/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "canned-server.h"
#include "embark-json.h"
#include "embark-onboarding.h"
#include "test-util.h"

#define ACCOUNT  "{\"_id\":\"1\",\"account_id\":\"a\",\"name\":\"Kestrel\",\"environment\":\"test\"}"
#define APP_LIVE "{\"slug\":\"salesforce\",\"name\":\"Salesforce\",\"connected\":false}"
#define APP_CONNECTED(reauth)                                                                                \
  "{\"slug\":\"salesforce\",\"connected\":true,\"reauth_required\":" reauth                                  \
  ",\"connected_accounts\":[{\"identifier\":"                                                                \
  "\"dana@k.example\",\"status\":\"active\",\"auth_type\":\"oauth2\",\"connectedAt\":\"2026-06-15T12:00:00." \
  "000Z\"}]}"
#define OAUTH_URL "/linked-account/integration/oauth-url/salesforce"
#define CONFIG                                                                                               \
  "{\"slug\":\"salesforce\",\"config_id\":\"a\",\"field_errors\":[],\"fields\":[],\"workflows\":[{\"id\":"   \
  "\"w1\",\"name\":"                                                                                         \
  "\"Create\",\"enabled\":true,\"fields\":[{\"id\":\"f\",\"name\":\"F\",\"field_type\":\"text\","            \
  "\"required\":true}]},"                                                                                    \
  "{\"id\":\"w2\",\"name\":\"Sync\",\"enabled\":false,\"fields\":[]}]}"
#define CONFIG_BOTH                                                                                          \
  "{\"slug\":\"salesforce\",\"config_id\":\"a\",\"workflows\":[{\"id\":\"w1\",\"enabled\":true},{\"id\":"    \
  "\"w2\",\"enabled\":true}]}"

typedef struct
{
  Canned canned;
  EmbarkWorkspace *workspace;
  EmbarkOnboarding *onboarding;
} Fixture;

static EmbarkLinkedAccount *
make_account (void)
{
  g_autoptr (JsonNode) node = embark_json_parse (ACCOUNT, -1, NULL);

  return embark_linked_account_new_from_json (node, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkProfile) profile = embark_profile_new ("p", "Kestrel", NULL);
  g_autoptr (EmbarkLinkedAccount) account = data == NULL ? make_account () : NULL;

  canned_set_up (&f->canned, data);
  canned_set (&f->canned, "GET", "/linked-account", 200, "{\"docs\":[" ACCOUNT "],\"hasNextPage\":false}");
  canned_set (&f->canned, "GET", "/linked-account/a", 200, ACCOUNT);
  canned_set (&f->canned, "GET", "/application/salesforce", 200, APP_LIVE);
  canned_set (&f->canned, "GET", OAUTH_URL, 200,
              "{\"auth_url\":\"https://login.example/authorize?client_id=3MVG9&state=very-secret-state\"}");
  canned_set (&f->canned, "GET", "/slug/salesforce/config/a", 200, CONFIG);
  canned_set (&f->canned, "GET", "/application/event", 200, "[{\"_id\":\"e\",\"name\":\"contact.created\"}]");
  f->workspace =
      embark_workspace_new (profile, f->canned.client, f->canned.journal, EMBARK_CLOCK (f->canned.clock));
  f->onboarding = embark_onboarding_new (f->workspace, account);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->onboarding);
  g_assert_finalize_object (f->workspace);
  canned_tear_down (&f->canned, data);
}

static gboolean
refresh (Fixture *f, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_onboarding_refresh_async (f->onboarding, NULL, wait_cb, &wait);
  return embark_onboarding_refresh_finish (f->onboarding, wait_for (&wait), error);
}

static const EmbarkFactsData *
facts (Fixture *f)
{
  return embark_facts_get (embark_onboarding_get_facts (f->onboarding));
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *) data;
}

static void
test_facts (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_plans = 0, n_loading = 0;

  g_signal_connect (f->onboarding, "notify::plan", G_CALLBACK (count_cb), &n_plans);
  g_signal_connect (f->onboarding, "notify::loading", G_CALLBACK (count_cb), &n_loading);
  g_assert_cmpint (facts (f)->app, ==, EMBARK_APP_UNKNOWN);
  g_assert_cmpint (facts (f)->link, ==, EMBARK_LINK_UNKNOWN);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_loading, ==, 2);
  g_assert_false (embark_onboarding_get_loading (f->onboarding));
  g_assert_cmpint (facts (f)->key, ==, EMBARK_KEY_ACCEPTED);
  g_assert_cmpint (facts (f)->app, ==, EMBARK_APP_LIVE);
  g_assert_cmpint (facts (f)->account, ==, EMBARK_ACCOUNT_EXISTS);
  g_assert_cmpstr (facts (f)->account_name, ==, "Kestrel");
  g_assert_cmpint (facts (f)->link, ==, EMBARK_LINK_NONE);
  g_assert_true (facts (f)->config_known);
  g_assert_cmpuint (facts (f)->n_workflows, ==, 2);
  g_assert_cmpuint (facts (f)->n_enabled, ==, 1);
  g_assert_cmpuint (facts (f)->n_missing, ==, 1);
  g_assert_false (facts (f)->fire_known);
  g_assert_cmpuint (g_list_model_get_n_items (embark_onboarding_get_events (f->onboarding)), ==, 1);
  g_assert_cmpint (embark_plan_get_current (embark_onboarding_get_plan (f->onboarding)), ==,
                   EMBARK_STEP_CONNECT);
  for (guint i = 0; i < EMBARK_N_STEPS; i++)
    g_assert_null (embark_onboarding_get_error (f->onboarding, i));

  /* The same answers again change nothing. */
  n_plans = 0;
  g_assert_true (refresh (f, &error));
  g_assert_cmpuint (n_plans, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (embark_onboarding_get_events (f->onboarding)), ==, 1);
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 0);
}

static void
test_app_states (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint app_status;
    const char *app;
    guint oauth_status;
    const char *oauth;
    EmbarkAppState state;
    EmbarkLinkState link;
  } rows[] = {
    { 404,
      "{\"error\":\"EXTERNAL_API_FAILURE\",\"http_error_type\":\"EXTERNAL_API_ERROR\",\"message\":"
      "\"Application with "
      "app_type 'salesforce' not found for org 1\"}",
      400, "{\"message\":\"x\"}", EMBARK_APP_NOT_LIVE, EMBARK_LINK_UNKNOWN },
    { 200, APP_LIVE, 500, "{\"message\":\"No credentials\"}", EMBARK_APP_NO_CLIENT, EMBARK_LINK_NONE },
    { 200, APP_LIVE, 200, "{\"auth_url\":\"https://l.example/?client_id=&state=1\"}", EMBARK_APP_NO_CLIENT,
      EMBARK_LINK_NONE },
    { 200, APP_LIVE, 200, "{\"auth_url\":7}", EMBARK_APP_NO_CLIENT, EMBARK_LINK_NONE },
    { 200, APP_LIVE, 200, "{\"auth_url\":\"https://l.example/?client_id=x\"}", EMBARK_APP_LIVE,
      EMBARK_LINK_NONE },
    { 200, APP_CONNECTED ("false"), 500, "{}", EMBARK_APP_LIVE, EMBARK_LINK_CONNECTED },
    { 200, APP_CONNECTED ("true"), 500, "{}", EMBARK_APP_LIVE, EMBARK_LINK_EXPIRED },
    /* What the server cannot say now leaves what it said before. */
    { 500, "{\"message\":\"oops\"}", 500, "{}", EMBARK_APP_LIVE, EMBARK_LINK_EXPIRED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("row %zu", i);
      canned_set (&f->canned, "GET", "/application/salesforce", rows[i].app_status, rows[i].app);
      canned_set (&f->canned, "GET", OAUTH_URL, rows[i].oauth_status, rows[i].oauth);
      g_assert_true (refresh (f, &error));
      g_assert_no_error (error);
      g_assert_cmpint (facts (f)->app, ==, rows[i].state);
      g_assert_cmpint (facts (f)->link, ==, rows[i].link);
    }
  g_assert_error ((GError *) embark_onboarding_get_error (f->onboarding, EMBARK_STEP_APP), EMBARK_API_ERROR,
                  EMBARK_API_ERROR_SERVER);
}

static void
test_config_is_made (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "GET", "/slug/salesforce/config/a", 404,
              "{\"error_code\":\"SERVER_ERROR\",\"message\":\"Config with config id a not found\"}");
  canned_set (&f->canned, "POST", "/config", 200, CONFIG);
  g_assert_true (refresh (f, &error));
  g_assert_true (facts (f)->config_known);
  g_assert_cmpuint (canned_count (&f->canned, "POST /config"), ==, 1);
  g_assert_cmpstr (canned_body (&f->canned, "POST", "/config"), ==, "{\"slug\":\"salesforce\"}");
  g_assert_null (embark_onboarding_get_error (f->onboarding, EMBARK_STEP_WORKFLOWS));

  /* Where the app is not live there is nothing to make. */
  canned_set (&f->canned, "GET", "/application/salesforce", 404,
              "{\"error\":\"EXTERNAL_API_FAILURE\",\"message\":\"x\"}");
  g_assert_true (refresh (f, &error));
  g_assert_cmpuint (canned_count (&f->canned, "POST /config"), ==, 1);
  g_assert_false (facts (f)->config_known);
}

static void
test_gone (Fixture *f, gconstpointer data)
{
  const char *gone =
      "{\"status_code\":404,\"error\":\"RESOURCE_NOT_FOUND\",\"message\":\"No linked account found for "
      "account id : a in environment test\"}";
  g_autoptr (GError) error = NULL;

  g_assert_true (refresh (f, &error));
  canned_set (&f->canned, "GET", "/linked-account/a", 404, gone);
  canned_set (&f->canned, "GET", "/application/salesforce", 400, gone);
  canned_set (&f->canned, "GET", OAUTH_URL, 400, gone);
  canned_set (&f->canned, "GET", "/slug/salesforce/config/a", 400, gone);
  g_assert_true (refresh (f, &error));
  g_assert_cmpint (facts (f)->account, ==, EMBARK_ACCOUNT_GONE);
  g_assert_cmpint (facts (f)->app, ==, EMBARK_APP_LIVE);
  g_assert_null (embark_onboarding_get_config (f->onboarding));
}

static void
test_one_refresh (Fixture *f, gconstpointer data)
{
  g_auto (Wait) first = { NULL };
  g_auto (Wait) second = { NULL };
  g_auto (Wait) third = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  embark_onboarding_refresh_async (f->onboarding, NULL, wait_cb, &first);
  g_assert_true (embark_onboarding_get_loading (f->onboarding));
  embark_onboarding_refresh_async (f->onboarding, NULL, wait_cb, &second);
  embark_onboarding_refresh_async (f->onboarding, cancellable, wait_cb, &third);
  g_cancellable_cancel (cancellable);
  g_assert_false (embark_onboarding_refresh_finish (f->onboarding, wait_for (&third), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (embark_onboarding_refresh_finish (f->onboarding, wait_for (&first), &error));
  g_assert_true (embark_onboarding_refresh_finish (f->onboarding, wait_for (&second), &error));
  g_assert_cmpuint (canned_count (&f->canned, "GET /linked-account/a"), ==, 1);

  /* The only one who waits goes away: so does what was asked. */
  g_cancellable_reset (cancellable);
  wait_reset (&third);
  embark_onboarding_refresh_async (f->onboarding, cancellable, wait_cb, &third);
  g_cancellable_cancel (cancellable);
  g_assert_false (embark_onboarding_refresh_finish (f->onboarding, wait_for (&third), &error));
  canned_until (!embark_onboarding_get_loading (f->onboarding));
  g_assert_cmpint (facts (f)->app, ==, EMBARK_APP_LIVE);
}

/* Whoever asks while answers are on the way may know of something newer than they are. */
static void
test_late_refresh (Fixture *f, gconstpointer data)
{
  g_auto (Wait) first = { NULL };
  g_auto (Wait) second = { NULL };
  g_auto (Wait) toggled = { NULL };
  g_autoptr (GError) error = NULL;

  embark_onboarding_refresh_async (f->onboarding, NULL, wait_cb, &first);
  canned_until (canned_count (&f->canned, "GET /application/salesforce") == 1);
  g_assert_true (embark_onboarding_get_loading (f->onboarding));
  canned_set (&f->canned, "GET", "/application/salesforce", 200, APP_CONNECTED ("false"));
  embark_onboarding_refresh_async (f->onboarding, NULL, wait_cb, &second);
  g_assert_true (embark_onboarding_refresh_finish (f->onboarding, wait_for (&first), &error));
  g_assert_true (embark_onboarding_refresh_finish (f->onboarding, wait_for (&second), &error));
  g_assert_cmpint (facts (f)->link, ==, EMBARK_LINK_CONNECTED);
  g_assert_cmpuint (canned_count (&f->canned, "GET /application/salesforce"), ==, 2);
  g_assert_false (embark_onboarding_get_loading (f->onboarding));

  /* A switch that the server took while an older config was on its way. */
  canned_set (&f->canned, "PATCH", "/slug/salesforce/config/a/workflows/w2", 200, "{}");
  embark_onboarding_set_workflow_enabled_async (f->onboarding, "w2", TRUE, NULL, wait_cb, &toggled);
  canned_until (canned_count (&f->canned, "PATCH") == 1);
  embark_onboarding_refresh_async (f->onboarding, NULL, NULL, NULL);
  canned_until (canned_count (&f->canned, "GET /slug/salesforce/config/a") == 3);
  canned_set (&f->canned, "GET", "/slug/salesforce/config/a", 200, CONFIG_BOTH);
  g_assert_true (embark_onboarding_set_workflow_enabled_finish (f->onboarding, wait_for (&toggled), &error));
  canned_until (!embark_onboarding_get_loading (f->onboarding));
  g_assert_cmpuint (facts (f)->n_enabled, ==, 2);
}

static void
test_offline (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  soup_server_disconnect (f->canned.server);
  g_clear_object (&f->canned.server);
  embark_onboarding_refresh_async (f->onboarding, NULL, wait_cb, &wait);
  while (wait.result == NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      if (!g_main_context_pending (NULL) && embark_clock_manual_get_n_pending (f->canned.clock) > 0)
        embark_clock_manual_advance (f->canned.clock, 1000);
    }
  g_assert_false (embark_onboarding_refresh_finish (f->onboarding, wait.result, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE);
  g_assert_cmpint (facts (f)->key, ==, EMBARK_KEY_UNCHECKED);
}

static void
test_without_account (Fixture *f, gconstpointer data)
{
  EmbarkPagedList *accounts = embark_workspace_get_accounts (f->workspace);
  g_autoptr (GError) error = NULL;

  /* No account at all: nothing to ask with. */
  g_assert_true (refresh (f, &error));
  g_assert_cmpuint (f->canned.requests->len, ==, 0);
  g_assert_cmpint (facts (f)->app, ==, EMBARK_APP_UNKNOWN);
  g_assert_cmpint (facts (f)->account, ==, EMBARK_ACCOUNT_NONE);

  embark_paged_list_load_more (accounts);
  canned_until (embark_paged_list_get_loaded (accounts));
  canned_set (&f->canned, "GET", "/application/salesforce", 200, APP_CONNECTED ("false"));
  g_assert_true (refresh (f, &error));
  g_assert_cmpint (facts (f)->app, ==, EMBARK_APP_LIVE);
  /* Another account's connection is not this one's. */
  g_assert_cmpint (facts (f)->link, ==, EMBARK_LINK_UNKNOWN);
  g_assert_null (embark_onboarding_get_application (f->onboarding));
  g_assert_null (embark_onboarding_get_watcher (f->onboarding));
}

static void
test_key_refused (Fixture *f, gconstpointer data)
{
  static const char *const paths[] = { "/linked-account/a", "/application/salesforce", OAUTH_URL,
                                       "/slug/salesforce/config/a", "/application/event" };
  g_autoptr (GError) error = NULL;

  g_assert_true (refresh (f, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    canned_set (&f->canned, "GET", paths[i], 401,
                "{\"status_code\":401,\"error\":\"SERVER_ERROR\",\"message\":\"Invalid "
                "Credentials\"}");
  g_assert_true (refresh (f, &error));
  g_assert_cmpint (facts (f)->key, ==, EMBARK_KEY_REFUSED);
  g_assert_cmpint (facts (f)->app, ==, EMBARK_APP_LIVE);
  g_assert_cmpint (embark_plan_get_current (embark_onboarding_get_plan (f->onboarding)), ==,
                   EMBARK_STEP_ENVIRONMENT);
}

static void
test_attempts (Fixture *f, gconstpointer data)
{
  EmbarkConnectionWatcher *watcher = embark_onboarding_get_watcher (f->onboarding);
  g_autoptr (EmbarkLinkedAccount) account = make_account ();
  EmbarkOnboarding *again;
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (refresh (f, &error));
  embark_connection_watcher_start (watcher, NULL);
  g_assert_cmpint (facts (f)->link, ==, EMBARK_LINK_WAITING);
  embark_connection_watcher_stop (watcher);
  g_assert_cmpint (facts (f)->link, ==, EMBARK_LINK_NONE);

  embark_onboarding_note_attempt (f->onboarding, "embedded", "a → b", NULL, "denied", 7);
  g_assert_cmpint (facts (f)->link, ==, EMBARK_LINK_REFUSED);
  g_assert_cmpstr (facts (f)->link_code, ==, "access_denied");
  embark_connection_watcher_start (watcher, NULL);
  g_assert_cmpint (facts (f)->link, ==, EMBARK_LINK_WAITING);
  embark_connection_watcher_stop (watcher);
  embark_onboarding_note_attempt (f->onboarding, "embedded", "a → b", "invalid_scope", "failed", 8);

  /* Another start of the program remembers it. */
  again = embark_onboarding_new (f->workspace, account);
  embark_onboarding_refresh_async (again, NULL, wait_cb, &wait);
  g_assert_true (embark_onboarding_refresh_finish (again, wait_for (&wait), &error));
  g_assert_cmpint (embark_facts_get (embark_onboarding_get_facts (again))->link, ==, EMBARK_LINK_REFUSED);
  g_assert_cmpstr (embark_facts_get (embark_onboarding_get_facts (again))->link_code, ==, "invalid_scope");
  wait_reset (&wait);
  g_assert_finalize_object (again);

  embark_onboarding_note_attempt (f->onboarding, "embedded", "a → b", NULL, "cancelled", 9);
  g_assert_cmpint (facts (f)->link, ==, EMBARK_LINK_NONE);

  embark_connection_watcher_start (watcher, embark_onboarding_get_application (f->onboarding));
  canned_set (&f->canned, "GET", "/application/salesforce", 200, APP_CONNECTED ("false"));
  embark_connection_watcher_poll_now (watcher);
  canned_until (facts (f)->link == EMBARK_LINK_CONNECTED);
  g_assert_cmpstr (facts (f)->link_identifier, ==, "dana@k.example");
  canned_until (!embark_onboarding_get_loading (f->onboarding));
}

/* Fires of an earlier run of the program: shown, and followed where they had no verdict. */
static void
test_history (Fixture *f, gconstpointer data)
{
  GListModel *fires = embark_onboarding_get_fires (f->onboarding);
  g_autoptr (EmbarkFire) old =
      embark_fire_new ("1", "p", "a", "salesforce", "a", "contact.created", "{}", 1000);
  g_autoptr (EmbarkFire) lost =
      embark_fire_new ("2", "p", "a", "salesforce", "a", "contact.created", "{}", 2000);
  g_autoptr (EmbarkFire) first = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;

  embark_fire_set_state (old, EMBARK_FIRE_RAN);
  embark_fire_set_succeeded (old, TRUE);
  embark_fire_set_ended_at (old, 1500);
  embark_fire_set_state (lost, EMBARK_FIRE_UNKNOWN);
  canned_set (&f->canned, "GET", "/execution", 200, "{\"docs\":[]}");
  for (guint i = 0; i < 2; i++)
    {
      g_auto (Wait) wait = { NULL };

      embark_journal_save_fire_async (f->canned.journal, i == 0 ? old : lost, NULL, wait_cb, &wait);
      g_assert_true (embark_journal_save_fire_finish (f->canned.journal, wait_for (&wait), &error));
    }

  g_assert_true (refresh (f, &error));
  g_assert_cmpuint (g_list_model_get_n_items (fires), ==, 2);
  first = g_list_model_get_item (fires, 0);
  g_assert_cmpstr (embark_fire_get_id (first), ==, "2");
  g_assert_true (facts (f)->proven);
  g_assert_cmpint (facts (f)->fire, ==, EMBARK_FIRE_UNKNOWN);
  canned_until (embark_fire_get_ended_at (first) != 0);
  g_assert_cmpint (embark_fire_get_state (first), ==, EMBARK_FIRE_UNKNOWN);
  g_assert_true (refresh (f, &error));
  g_assert_cmpuint (g_list_model_get_n_items (fires), ==, 2);

  summary = embark_onboarding_dup_summary (f->onboarding);
  g_assert_nonnull (strstr (summary, "Kestrel"));
  g_assert_nonnull (strstr (summary, "Create: on"));
  g_assert_nonnull (strstr (summary, "Sync: off"));
  g_assert_nonnull (strstr (summary, "Unknown: the answer was lost"));
  g_assert_nonnull (strstr (summary, "Salesforce is not connected."));
  g_assert_null (strstr (summary, "very-secret-state"));
  g_assert_null (strstr (summary, CANNED_KEY));
}

static EmbarkFire *
save_fire (Fixture *f, const char *id, EmbarkFireState state)
{
  EmbarkFire *fire = embark_fire_new (id, "p", "a", "salesforce", "a", "contact.created", "{}",
                                      embark_clock_get_real_time (EMBARK_CLOCK (f->canned.clock)));
  g_auto (Wait) wait = { NULL };

  embark_fire_set_state (fire, state);
  embark_journal_save_fire_async (f->canned.journal, fire, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_save_fire_finish (f->canned.journal, wait_for (&wait), NULL));
  return fire;
}

/* A key that was revoked ends the following; one that works takes it up again. */
static void
test_follow_again (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkFire) saved G_GNUC_UNUSED = save_fire (f, "1", EMBARK_FIRE_ACCEPTED);
  g_autoptr (EmbarkFire) fire = NULL;
  g_autoptr (GError) error = NULL;
  guint n_polls;

  canned_set (&f->canned, "GET", "/linked-account/a", 401, "{\"message\":\"Invalid Credentials\"}");
  canned_set (&f->canned, "GET", "/execution", 401, "{\"message\":\"Invalid Credentials\"}");
  g_assert_true (refresh (f, &error));
  fire = g_list_model_get_item (embark_onboarding_get_fires (f->onboarding), 0);
  embark_clock_manual_advance (f->canned.clock, 2000);
  canned_until (embark_fire_get_detail (fire) != NULL);
  n_polls = canned_count (&f->canned, "GET /execution?");
  g_assert_true (refresh (f, &error));
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->canned.clock), ==, 0);
  g_assert_cmpuint (canned_count (&f->canned, "GET /execution?"), ==, n_polls);

  canned_set (&f->canned, "GET", "/linked-account/a", 200, ACCOUNT);
  canned_set (&f->canned, "GET", "/execution", 200, "{\"docs\":[]}");
  g_assert_true (refresh (f, &error));
  canned_until (canned_count (&f->canned, "GET /execution?") == n_polls + 1
                && embark_clock_manual_get_n_pending (f->canned.clock) > 0);
  g_assert_null (embark_fire_get_detail (fire));
}

/* An event that another page of the same account has in the air: its answer is waited for in the journal. */
static void
test_sent_elsewhere (Fixture *f, gconstpointer data)
{
  GListModel *fires = embark_onboarding_get_fires (f->onboarding);
  g_autoptr (EmbarkFire) saved = save_fire (f, "1", EMBARK_FIRE_SENDING);
  g_autoptr (EmbarkFire) fire = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  g_assert_true (refresh (f, &error));
  fire = g_list_model_get_item (fires, 0);
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_SENDING);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (embark_clock_manual_get_n_pending (f->canned.clock), ==, 1);
      canned_advance (&f->canned, 2000, FALSE);
    }
  g_assert_cmpuint (canned_count (&f->canned, "GET /execution?"), ==, 0);

  canned_set (&f->canned, "GET", "/execution", 200, "{\"docs\":[]}");
  embark_fire_set_state (saved, EMBARK_FIRE_ACCEPTED);
  embark_journal_save_fire_async (f->canned.journal, saved, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_save_fire_finish (f->canned.journal, wait_for (&wait), &error));
  canned_advance (&f->canned, 2000, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (fires), ==, 1);
  g_set_object (&fire, NULL);
  fire = g_list_model_get_item (fires, 0);
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_ACCEPTED);
  g_assert_cmpint (facts (f)->fire, ==, EMBARK_FIRE_ACCEPTED);
  canned_until (canned_count (&f->canned, "GET /execution?") > 0
                && embark_clock_manual_get_n_pending (f->canned.clock) > 0);
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 0);

  /* Then the journal is not read any more. */
  embark_fire_tracker_stop (embark_onboarding_get_tracker (f->onboarding));
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->canned.clock), ==, 0);
}

static void
test_hidden (Fixture *f, gconstpointer data)
{
  EmbarkConnectionWatcher *watcher = embark_onboarding_get_watcher (f->onboarding);
  g_autoptr (EmbarkFire) saved = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests;

  canned_set (&f->canned, "GET", "/execution", 200, "{\"docs\":[]}");
  g_assert_true (refresh (f, &error));
  embark_onboarding_set_visible (f->onboarding, FALSE);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->canned.clock), ==, 0);

  embark_connection_watcher_start (watcher, NULL);
  n_requests = f->canned.requests->len;
  canned_advance_quietly (&f->canned, 14999);
  canned_advance (&f->canned, 1, FALSE);
  g_assert_cmpuint (f->canned.requests->len, ==, n_requests + 1);
  embark_connection_watcher_stop (watcher);

  /* A verdict that is pending is waited for all the same. */
  saved = save_fire (f, "1", EMBARK_FIRE_ACCEPTED);
  g_assert_true (refresh (f, &error));
  canned_advance (&f->canned, 2000, FALSE);
  canned_until (canned_count (&f->canned, "GET /execution?") > 0);

  /* Somebody looks again: the open door is asked for at once. */
  embark_connection_watcher_start (watcher, NULL);
  n_requests = canned_count (&f->canned, "GET /application/salesforce");
  embark_onboarding_set_visible (f->onboarding, TRUE);
  canned_until (canned_count (&f->canned, "GET /application/salesforce") == n_requests + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, data, func) g_test_add ("/onboarding/" name, Fixture, data, set_up, func, tear_down)
  ADD ("facts", NULL, test_facts);
  ADD ("app-states", NULL, test_app_states);
  ADD ("config-is-made", NULL, test_config_is_made);
  ADD ("gone", NULL, test_gone);
  ADD ("one-refresh", NULL, test_one_refresh);
  ADD ("late-refresh", NULL, test_late_refresh);
  ADD ("offline", NULL, test_offline);
  ADD ("without-account", "none", test_without_account);
  ADD ("key-refused", NULL, test_key_refused);
  ADD ("attempts", NULL, test_attempts);
  ADD ("history", NULL, test_history);
  ADD ("follow-again", NULL, test_follow_again);
  ADD ("sent-elsewhere", NULL, test_sent_elsewhere);
  ADD ("hidden", NULL, test_hidden);

  return g_test_run ();
}
