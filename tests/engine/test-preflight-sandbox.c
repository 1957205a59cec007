/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preflight against every address that the sandbox can give. */

#include "config.h"

#include <string.h>

#include "connect-fixture.h"
#include "embark-preflight.h"
#include "test-util.h"

static void
run (EmbarkPreflight *preflight)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_preflight_run_async (preflight, NULL, wait_cb, &wait);
  g_assert_true (embark_preflight_run_finish (preflight, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
test_sandbox (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkPreflight) preflight = embark_preflight_new (s->workspace, ACCOUNT);
  static const struct
  {
    const char *switches;
    EmbarkPreflightCheck check;
    const char *state;
  } rows[] = {
    { "{}", EMBARK_PREFLIGHT_LOGIN_HOST, "ok" },
    { "{\"host\":\"production\"}", EMBARK_PREFLIGHT_LOGIN_HOST, "ok" },
    { "{\"host\":\"my-domain-sandbox\"}", EMBARK_PREFLIGHT_LOGIN_HOST, "ok" },
    { "{\"host\":\"https://login.evil.example\"}", EMBARK_PREFLIGHT_LOGIN_HOST, "warning" },
    { "{\"client_id\":null}", EMBARK_PREFLIGHT_CLIENT, "blocker" },
    { "{\"credentials\":false}", EMBARK_PREFLIGHT_CLIENT, "blocker" },
    { "{\"live\":false}", EMBARK_PREFLIGHT_APP, "blocker" },
    { "{\"redirect_uri\":\"https://other.example/callback\"}", EMBARK_PREFLIGHT_REDIRECT, "blocker" },
    { "{\"redirect_uri\":null}", EMBARK_PREFLIGHT_REDIRECT, "blocker" },
    { "{\"scope\":\"id\"}", EMBARK_PREFLIGHT_SCOPES, "blocker" },
    { "{\"scope\":\"api\"}", EMBARK_PREFLIGHT_SCOPES, "warning" },
    { "{\"code_challenge\":null}", EMBARK_PREFLIGHT_PKCE, "warning" },
    { "{\"code_challenge_method\":\"plain\"}", EMBARK_PREFLIGHT_PKCE, "warning" },
    { "{\"portal\":\"down\"}", EMBARK_PREFLIGHT_PORTAL, "blocker" },
    { "{}", EMBARK_PREFLIGHT_PORTAL, "ok" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EmbarkPreflightLine *line = embark_preflight_get_line (preflight, rows[i].check);
      g_autofree char *text = NULL;

      g_test_message ("%s", rows[i].switches);
      g_assert_cmpuint (fixture_call (&s->sandbox, "POST", "/__sandbox/authorize", rows[i].switches), ==,
                        200);
      run (preflight);
      g_assert_cmpstr (embark_preflight_state_get_nick (embark_preflight_line_get_state (line)), ==,
                       rows[i].state);
      /* One thing is wrong, so one line at most says so (a callback that nobody noted apart). */
      text = embark_preflight_dup_text (preflight);
      g_assert_null (strstr (text, embark_sandbox_get_api_key (s->sandbox.sandbox)));
      g_assert_null (strstr (text, "state="));
      g_assert_cmpuint (embark_preflight_count (preflight, EMBARK_PREFLIGHT_BLOCKER)
                            + embark_preflight_count (preflight, EMBARK_PREFLIGHT_WARN),
                        ==, g_str_equal (rows[i].state, "ok") ? 0 : 1);
    }
}

static EmbarkPreflightLine *
look_at_clock (EmbarkPreflight *preflight)
{
  run (preflight);
  return embark_preflight_get_line (preflight, EMBARK_PREFLIGHT_CLOCK);
}

/* The server's clock and the program's agree, and then the program's goes ten minutes fast. */
static void
test_clock (Stand *s, gconstpointer data)
{
  const gint64 now = embark_clock_get_real_time (EMBARK_CLOCK (s->sandbox.clock));
  g_autoptr (EmbarkClockManual) fast = embark_clock_manual_new (now + 630 * G_USEC_PER_SEC);
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (EmbarkClient) client =
      embark_client_new (embark_client_get_base_uri (s->client), session, EMBARK_CLOCK (fast));
  g_autoptr (EmbarkWorkspace) workspace =
      embark_workspace_new (s->profile, client, s->journal, EMBARK_CLOCK (fast));
  g_autoptr (EmbarkPreflight) agreeing = embark_preflight_new (s->workspace, ACCOUNT);
  g_autoptr (EmbarkPreflight) differing = embark_preflight_new (workspace, ACCOUNT);
  EmbarkPreflightLine *line;

  g_assert_cmpint (embark_preflight_line_get_state (look_at_clock (agreeing)), ==, EMBARK_PREFLIGHT_OK);
  embark_client_set_api_key (client, embark_sandbox_get_api_key (s->sandbox.sandbox));
  line = look_at_clock (differing);
  g_assert_cmpint (embark_preflight_line_get_state (line), ==, EMBARK_PREFLIGHT_WARN);
  g_assert_nonnull (strstr (embark_preflight_line_get_detail (line), "10 minutes fast"));
}

/* The portal need not be where the API is: the newest link of the profile tells. */
static void
test_portal (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkPreflight) preflight = embark_preflight_new (s->workspace, ACCOUNT);
  EmbarkPreflightLine *line = embark_preflight_get_line (preflight, EMBARK_PREFLIGHT_PORTAL);
  const EmbarkLinkEntry link = {
    .id = (char *) "l",
    .profile_id = (char *) "p",
    .account_id = (char *) "somebody-else",
    .door = (char *) "link",
    .portal = (char *) "http://127.0.0.1:1", /* nobody listens there */
  };
  g_auto (Wait) wait = { NULL };

  embark_journal_save_link_async (s->journal, &link, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_save_link_finish (s->journal, wait_for (&wait), NULL));
  run (preflight);
  g_assert_cmpint (embark_preflight_line_get_state (line), ==, EMBARK_PREFLIGHT_BLOCKER);
  g_assert_true (g_str_has_prefix (embark_preflight_line_get_detail (line), "http://127.0.0.1:1: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/preflight/sandbox", Stand, NULL, stand_set_up, test_sandbox, stand_tear_down);
  g_test_add ("/preflight/clock", Stand, NULL, stand_set_up, test_clock, stand_tear_down);
  g_test_add ("/preflight/portal", Stand, NULL, stand_set_up, test_portal, stand_tear_down);
  return g_test_run ();
}
