/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "connect-fixture.h"
#include "test-util.h"

void
stand_set_up (Stand *s, gconstpointer data)
{
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("embark-connect-XXXXXX", &error);
  g_autofree char *callback = NULL;
  g_auto (Wait) wait = { NULL };

  g_assert_no_error (error);
  s->journal_path = g_build_filename (folder, "journal.sqlite", NULL);
  s->sandbox.clock = embark_clock_manual_new (g_get_real_time ());
  s->sandbox.sandbox = embark_sandbox_new (EMBARK_CLOCK (s->sandbox.clock), 7);
  s->sandbox.session = soup_session_new ();
  g_assert_true (embark_sandbox_listen (s->sandbox.sandbox, 0, &error));
  s->client = embark_client_new (embark_sandbox_get_base_uri (s->sandbox.sandbox), session,
                                 EMBARK_CLOCK (s->sandbox.clock));
  embark_client_set_api_key (s->client, embark_sandbox_get_api_key (s->sandbox.sandbox));
  s->journal = embark_journal_new (s->journal_path);
  embark_journal_open_async (s->journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (s->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
  s->profile = embark_profile_new ("p", "Kestrel", embark_client_get_base_uri (s->client));
  callback = g_strconcat (embark_client_get_base_uri (s->client), "/api/v1/salesforce/callback", NULL);
  embark_profile_set_callback (s->profile, callback);
  s->workspace = embark_workspace_new (s->profile, s->client, s->journal, EMBARK_CLOCK (s->sandbox.clock));
}

void
stand_tear_down (Stand *s, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (s->journal_path);
  g_auto (Wait) wait = { NULL };

  stand_settle (s);
  g_assert_finalize_object (s->workspace);
  g_assert_finalize_object (s->profile);
  embark_journal_close_async (s->journal, wait_cb, &wait);
  wait_for (&wait);
  wait_reset (&wait);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (s->journal);
  g_assert_finalize_object (s->client);
  g_unlink (s->journal_path);
  g_rmdir (folder);
  g_free (s->journal_path);
  fixture_tear_down (&s->sandbox, data);
}

void
stand_switch (Stand *s, const char *name, const char *json)
{
  g_autofree char *path = g_strconcat ("/__sandbox/", name, NULL);

  g_assert_cmpuint (fixture_call (&s->sandbox, "POST", path, json), ==, 200);
}

void
stand_go_through (Stand *s, const char *uri, const char *username)
{
  g_autofree char *path = fixture_path (&s->sandbox, uri);
  g_autofree char *start = NULL;
  g_autofree char *state = NULL;
  g_autofree char *form = NULL;

  g_strdelimit (path, "?", '\0');
  start = g_strconcat (path, "/salesforce/start", NULL);
  g_assert_cmpuint (fixture_send (&s->sandbox, "GET", start, NULL, NULL), ==, 303);
  g_assert_cmpuint (fixture_follow (&s->sandbox), ==, 200);
  state = fixture_input (&s->sandbox, "state");
  form = soup_form_encode ("state", state, "username", username, "password", "x", NULL);
  g_assert_cmpuint (fixture_send (&s->sandbox, "POST", "/services/oauth2/login", form, NULL), ==, 303);
  fixture_decide (&s->sandbox, "allow");
}

void
stand_refresh (EmbarkOnboarding *onboarding)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_onboarding_refresh_async (onboarding, NULL, wait_cb, &wait);
  g_assert_true (embark_onboarding_refresh_finish (onboarding, wait_for (&wait), &error));
  g_assert_no_error (error);
}

EmbarkOnboarding *
stand_open (Stand *s, const char *account)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkLinkedAccount) record = NULL;
  EmbarkOnboarding *onboarding;

  embark_workspace_save_account_async (s->workspace, account, NULL, NULL, wait_cb, &wait);
  record = embark_workspace_save_account_finish (s->workspace, wait_for (&wait), &error);
  g_assert_no_error (error);
  onboarding = embark_onboarding_new (s->workspace, record);
  stand_refresh (onboarding);
  return onboarding;
}

void
stand_settle (Stand *s)
{
  g_auto (Wait) wait = { NULL };

  /* The journal works in order: what was asked for before is done. */
  embark_journal_list_links_async (s->journal, "p", NULL, 1, NULL, wait_cb, &wait);
  wait_for (&wait);
  wait_reset (&wait);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
