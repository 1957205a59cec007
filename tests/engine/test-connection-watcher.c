/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "canned-server.h"
#include "embark-connection-watcher.h"
#include "embark-json.h"
#include "test-util.h"

#define APP "/application/salesforce"
#define JWT "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjIwMDAwMDAwMDB9.c2lnbmF0dXJl"

#define NOT_CONNECTED "{\"slug\":\"salesforce\",\"name\":\"Salesforce\"}"
#define CONNECTED(reauth, at)                                                                                \
  "{\"slug\":\"salesforce\",\"name\":\"Salesforce\",\"connected\":true,\"reauth_required\":" reauth          \
  ",\"connected_accounts\":[{\"identifier\":\"dana@k.example\",\"status\":\"active\",\"auth_type\":"         \
  "\"oauth2\","                                                                                              \
  "\"connectedAt\":\"" at "\"}]}"
#define MORNING "2026-06-15T08:00:00.000Z"
#define NOON    "2026-06-15T12:00:00.000Z"

typedef struct
{
  Canned canned;
  EmbarkConnectionWatcher *watcher;
  guint n_states;
} Fixture;

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *) data;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  canned_set_up (&f->canned, data);
  canned_set (&f->canned, "GET", APP, 200, NOT_CONNECTED);
  f->watcher =
      embark_connection_watcher_new (f->canned.client, EMBARK_CLOCK (f->canned.clock), "a", "salesforce");
  g_signal_connect (f->watcher, "notify::state", G_CALLBACK (count_cb), &f->n_states);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->watcher);
  canned_tear_down (&f->canned, data);
}

static EmbarkApplication *
make_application (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json != NULL ? embark_json_parse (json, -1, &error) : NULL;

  g_assert_no_error (error);
  return node != NULL ? embark_application_new_from_json (node, NULL) : NULL;
}

static void
test_is_new (void)
{
  static const struct
  {
    const char *before;
    const char *now;
    gboolean is_new;
  } rows[] = {
    { NULL, NULL, FALSE },
    { NULL, NOT_CONNECTED, FALSE },
    { NULL, CONNECTED ("false", NOON), TRUE },
    { NULL, CONNECTED ("true", NOON), FALSE },
    { NOT_CONNECTED, NOT_CONNECTED, FALSE },
    { NOT_CONNECTED, CONNECTED ("false", NOON), TRUE },
    { CONNECTED ("false", MORNING), CONNECTED ("false", MORNING), FALSE },
    { CONNECTED ("false", MORNING), CONNECTED ("false", NOON), TRUE },
    { CONNECTED ("false", MORNING), NOT_CONNECTED, FALSE },
    { CONNECTED ("true", MORNING), CONNECTED ("true", MORNING), FALSE },
    { CONNECTED ("true", MORNING), CONNECTED ("false", MORNING), TRUE },
    { CONNECTED ("true", MORNING), CONNECTED ("false", NOON), TRUE },
    { CONNECTED ("true", MORNING), CONNECTED ("true", NOON), FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkApplication) before = make_application (rows[i].before);
      g_autoptr (EmbarkApplication) now = make_application (rows[i].now);

      g_test_message ("row %zu", i);
      g_assert_cmpint (embark_connection_is_new (before, now), ==, rows[i].is_new);
    }
}

static guint
n_polls (Fixture *f)
{
  return canned_count (&f->canned, "GET " APP);
}

static gboolean
idle (Fixture *f)
{
  return embark_connection_watcher_get_state (f->watcher) != EMBARK_WATCH_WAITING;
}

static void
test_intervals (Fixture *f, gconstpointer data)
{
  embark_connection_watcher_start (f->watcher, NULL);
  g_assert_cmpint (embark_connection_watcher_get_state (f->watcher), ==, EMBARK_WATCH_WAITING);
  g_assert_cmpint (embark_connection_watcher_get_started_at (f->watcher), >, 0);
  for (guint i = 1; i <= 40; i++)
    {
      canned_advance (&f->canned, 3000, idle (f));
      g_assert_cmpuint (n_polls (f), ==, i);
    }
  /* Two minutes have passed. */
  canned_advance_quietly (&f->canned, 3000);
  g_assert_cmpuint (n_polls (f), ==, 40);
  canned_advance (&f->canned, 3000, idle (f));
  g_assert_cmpuint (n_polls (f), ==, 41);
  for (guint i = 0; i < 79; i++)
    canned_advance (&f->canned, 6000, idle (f));
  /* Ten minutes. */
  g_assert_cmpuint (n_polls (f), ==, 120);
  canned_advance_quietly (&f->canned, 14999);
  g_assert_cmpuint (n_polls (f), ==, 120);
  canned_advance (&f->canned, 1, idle (f));
  g_assert_cmpuint (n_polls (f), ==, 121);

  embark_connection_watcher_poll_now (f->watcher);
  canned_until (n_polls (f) == 122);
  canned_set (&f->canned, "GET", APP, 200, CONNECTED ("false", NOON));
  embark_connection_watcher_poll_now (f->watcher);
  canned_until (idle (f) || embark_clock_manual_get_n_pending (f->canned.clock) > 0);
  if (!idle (f))
    canned_advance (&f->canned, 15000, idle (f));
  g_assert_cmpint (embark_connection_watcher_get_state (f->watcher), ==, EMBARK_WATCH_CONNECTED);
  g_assert_cmpstr (embark_application_get_identifier (embark_connection_watcher_get_application (f->watcher)),
                   ==, "dana@k.example");
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->canned.clock), ==, 0);
  g_assert_cmpuint (f->n_states, ==, 2);
}

static void
test_hidden (Fixture *f, gconstpointer data)
{
  embark_connection_watcher_set_visible (f->watcher, FALSE);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->canned.clock), ==, 0);
  embark_connection_watcher_set_visible (f->watcher, TRUE);
  g_assert_cmpuint (n_polls (f), ==, 0); /* nothing is waited for */

  embark_connection_watcher_start (f->watcher, NULL);
  canned_advance_quietly (&f->canned, 2000);
  embark_connection_watcher_set_visible (f->watcher, FALSE);
  canned_advance_quietly (&f->canned, 14999);
  canned_advance (&f->canned, 1, idle (f));
  g_assert_cmpuint (n_polls (f), ==, 1);
  canned_advance_quietly (&f->canned, 14999);
  g_assert_cmpuint (n_polls (f), ==, 1);

  /* At once, and then as fast as before. */
  embark_connection_watcher_set_visible (f->watcher, TRUE);
  canned_until (embark_clock_manual_get_n_pending (f->canned.clock) > 0);
  g_assert_cmpuint (n_polls (f), ==, 2);
  canned_advance (&f->canned, 3000, idle (f));
  g_assert_cmpuint (n_polls (f), ==, 3);

  /* Hidden while an answer is on its way, and noticed there all the same. */
  embark_connection_watcher_poll_now (f->watcher);
  embark_connection_watcher_set_visible (f->watcher, FALSE);
  canned_until (embark_clock_manual_get_n_pending (f->canned.clock) > 0);
  canned_set (&f->canned, "GET", APP, 200, CONNECTED ("false", NOON));
  canned_advance_quietly (&f->canned, 14999);
  canned_advance (&f->canned, 1, idle (f));
  g_assert_true (idle (f));
}

static void
test_errors_do_not_end_it (Fixture *f, gconstpointer data)
{
  canned_set (&f->canned, "GET", APP, 500, "{\"message\":\"oops\"}");
  embark_connection_watcher_start (f->watcher, NULL);
  canned_advance (&f->canned, 3000, FALSE);
  g_assert_error ((GError *) embark_connection_watcher_get_error (f->watcher), EMBARK_API_ERROR,
                  EMBARK_API_ERROR_SERVER);
  g_assert_false (idle (f));
  canned_set (&f->canned, "GET", APP, 200, CONNECTED ("false", NOON));
  canned_advance (&f->canned, 3000, idle (f));
  g_assert_true (idle (f));
  g_assert_null (embark_connection_watcher_get_error (f->watcher));
}

static void
test_reconnect (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkApplication) baseline = make_application (CONNECTED ("true", MORNING));

  canned_set (&f->canned, "GET", APP, 200, CONNECTED ("true", MORNING));
  embark_connection_watcher_start (f->watcher, baseline);
  canned_advance (&f->canned, 3000, idle (f));
  g_assert_false (idle (f));
  canned_set (&f->canned, "GET", APP, 200, CONNECTED ("false", NOON));
  canned_advance (&f->canned, 3000, idle (f));
  g_assert_true (idle (f));
}

static void
test_stop (Fixture *f, gconstpointer data)
{
  embark_connection_watcher_start (f->watcher, NULL);
  embark_connection_watcher_poll_now (f->watcher);
  embark_connection_watcher_stop (f->watcher);
  embark_connection_watcher_poll_now (f->watcher);
  g_assert_cmpint (embark_connection_watcher_get_state (f->watcher), ==, EMBARK_WATCH_IDLE);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->canned.clock), ==, 0);
}

static void
test_link (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (EmbarkConnectLink) link = NULL;
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "POST", "/session-token", 200, "{\"token\":\"" JWT "\",\"expires_in\":600}");
  canned_set (&f->canned, "POST", "/connect-url", 200,
              "{\"hosted_url\":\"https://connect.example/" JWT "?config_id=a\"}");
  canned_set (&f->canned, "POST", "/session-token/revoke", 200, "{\"success\":true,\"revoked_count\":1}");
  embark_connection_watcher_create_link_async (f->watcher, NULL, wait_cb, &wait);
  link = embark_connection_watcher_create_link_finish (f->watcher, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (link->uri, ==, "https://connect.example/" JWT "?config_id=a");
  g_assert_cmpint (link->expires_at, >, embark_clock_get_real_time (EMBARK_CLOCK (f->canned.clock)));
  g_assert_nonnull (canned_find (&f->canned, "POST /session-token?force_refresh=true"));
  g_assert_nonnull (
      strstr (canned_body (&f->canned, "POST", "/session-token"), "\"linked_account_id\":\"a\""));
  g_assert_nonnull (canned_find (&f->canned, "POST /connect-url?linked_account_id=a"));
  g_assert_cmpstr (canned_header (&f->canned, "POST", "/connect-url", "authorization"), ==, "Bearer " JWT);
  g_assert_cmpstr (canned_body (&f->canned, "POST", "/connect-url"), ==, "{}");

  embark_connection_watcher_revoke_link (f->watcher, link);
  canned_until (canned_count (&f->canned, "POST /session-token/revoke") == 1);
}

static void
test_bad_links (Fixture *f, gconstpointer data)
{
  static const char *const answers[] = { "{}",
                                         "{\"hosted_url\":17}",
                                         "{\"hosted_url\":\"javascript:alert(1)\"}",
                                         "{\"hosted_url\":\"file:///etc/passwd\"}",
                                         "{\"hosted_url\":\"https://\"}",
                                         "{\"hosted_url\":\"http://connect.example/\"}",
                                         "{\"hosted_url\":\"https://login.example@other.example/\"}",
                                         "[]" };

  canned_set (&f->canned, "POST", "/session-token", 200, "{\"token\":\"" JWT "\"}");
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_auto (Wait) wait = { NULL };
      g_autoptr (EmbarkConnectLink) link = NULL;
      g_autoptr (GError) error = NULL;

      canned_set (&f->canned, "POST", "/connect-url", 200, answers[i]);
      embark_connection_watcher_create_link_async (f->watcher, NULL, wait_cb, &wait);
      link = embark_connection_watcher_create_link_finish (f->watcher, wait_for (&wait), &error);
      g_assert_null (link);
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      g_assert_null (strstr (error->message, JWT));
      canned_until (canned_count (&f->canned, "POST /session-token/revoke") == i + 1);
    }
}

/* A token that says it is somebody else's opens nothing and is given back; one that names the account is
 * taken. */
static void
test_another_account (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *member;
    gboolean taken;
  } rows[] = {
    { "\"linked_account_id\":\"b\"", FALSE },
    { "\"account_id\":\"17\"", FALSE },
    { "\"linked_account_id\":\"a\"", TRUE },
    { "\"linked_account_id\":{}", TRUE },
  };
  guint n_revoked = 0;

  canned_set (&f->canned, "POST", "/connect-url", 200,
              "{\"hosted_url\":\"https://connect.example/" JWT "\"}");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *answer = g_strdup_printf ("{\"token\":\"" JWT "\",%s}", rows[i].member);
      g_auto (Wait) wait = { NULL };
      g_autoptr (EmbarkConnectLink) link = NULL;
      g_autoptr (GError) error = NULL;

      canned_set (&f->canned, "POST", "/session-token", 200, answer);
      embark_connection_watcher_create_link_async (f->watcher, NULL, wait_cb, &wait);
      link = embark_connection_watcher_create_link_finish (f->watcher, wait_for (&wait), &error);
      g_test_message ("%s: %s", rows[i].member, error != NULL ? error->message : "");
      g_assert_true ((link != NULL) == rows[i].taken);
      if (rows[i].taken)
        continue;
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      g_assert_null (strstr (error->message, JWT));
      n_revoked++;
      canned_until (canned_count (&f->canned, "POST /session-token/revoke") == n_revoked);
    }
}

/* Nobody can connect an account that is not there any more: it is not waited for. */
static void
test_account_gone (Fixture *f, gconstpointer data)
{
  static const char gone[] =
      "{\"status_code\":404,\"error\":\"INVALID_LINKED_ACCOUNT_ID\","
      "\"message\":\"No linked account found for account id : a in environment test\"}";
  g_autoptr (EmbarkApplication) baseline = make_application (CONNECTED ("true", MORNING));

  canned_set (&f->canned, "GET", APP, 404, gone);
  embark_connection_watcher_start (f->watcher, baseline);
  canned_advance (&f->canned, 3000, embark_connection_watcher_get_state (f->watcher) == EMBARK_WATCH_IDLE);
  g_assert_cmpint (embark_connection_watcher_get_state (f->watcher), ==, EMBARK_WATCH_IDLE);
  g_assert_error ((GError *) embark_connection_watcher_get_error (f->watcher), EMBARK_API_ERROR,
                  EMBARK_API_ERROR_ACCOUNT);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->canned.clock), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/connection-watcher/" name, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/connection-watcher/is-new", test_is_new);
  ADD ("intervals", test_intervals);
  ADD ("hidden", test_hidden);
  ADD ("errors-do-not-end-it", test_errors_do_not_end_it);
  ADD ("reconnect", test_reconnect);
  ADD ("stop", test_stop);
  ADD ("link", test_link);
  ADD ("bad-links", test_bad_links);
  ADD ("another-account", test_another_account);
  ADD ("account-gone", test_account_gone);

  return g_test_run ();
}
