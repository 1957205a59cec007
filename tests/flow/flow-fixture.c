/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-json.h"
#include "flow-fixture.h"

/* 2026-06-15 12:00:00 UTC */
#define NOON       (G_GINT64_CONSTANT (1781524800) * G_USEC_PER_SEC)
#define TICK_MS    2
#define STEP_MS    100
#define DEADLINE_S 120
#define AHEAD_US   (600 * (gint64) G_USEC_PER_SEC)

static gboolean
tick_cb (gpointer data)
{
  Fixture *f = data;

  embark_clock_manual_advance (f->clock, STEP_MS);
  return G_SOURCE_CONTINUE;
}

static gboolean
deadline_cb (gpointer data)
{
  g_error ("Waited for %d s in vain", DEADLINE_S);
  return G_SOURCE_REMOVE;
}

void
fixture_wait (Fixture *f, gboolean (*done) (Fixture *f))
{
  guint tick = g_timeout_add (TICK_MS, tick_cb, f);
  guint deadline = g_timeout_add_seconds (DEADLINE_S, deadline_cb, NULL);

  while (!done (f))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_source_remove (deadline);
  ui_settle ();
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (embark_journal_open_finish (EMBARK_JOURNAL (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

void
fixture_set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      g_strdup_printf ("{\"account_id\":\"%s\"}", data != NULL ? (const char *) data : ACCOUNT_READY);
  g_autoptr (JsonNode) json = embark_json_parse (text, -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);
  g_autoptr (EmbarkProfile) profile = NULL;
  gboolean opened = FALSE;

  f->went_to = -1;
  /* The server's Date header is that of the machine, and the engine allows for the difference of the clocks.
   * Ours goes ahead of it, however slowly the test runs, so that no run seems to be older than its event. */
  f->clock = embark_clock_manual_new (g_get_real_time () + AHEAD_US);
  f->sandbox = embark_sandbox_new (EMBARK_CLOCK (f->clock), 7);
  embark_sandbox_listen (f->sandbox, 0, &error);
  g_assert_no_error (error);

  f->session = embark_session_new ();
  f->client =
      embark_client_new (embark_sandbox_get_base_uri (f->sandbox), f->session, EMBARK_CLOCK (f->clock));
  f->journal = embark_journal_new (":memory:");
  embark_journal_open_async (f->journal, NULL, opened_cb, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);

  profile = embark_profile_new (NULL, "Test", embark_sandbox_get_base_uri (f->sandbox));
  f->workspace = embark_workspace_new (profile, f->client, f->journal, EMBARK_CLOCK (f->clock));
  embark_workspace_set_api_key (f->workspace, embark_sandbox_get_api_key (f->sandbox));
  f->onboarding = embark_onboarding_new (f->workspace, account);
  embark_onboarding_set_visible (f->onboarding, TRUE);
}

void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  if (f->window != NULL)
    ui_close (f->window);
  embark_onboarding_set_visible (f->onboarding, FALSE);
  soup_session_abort (f->session);
  ui_settle ();
  g_assert_finalize_object (f->onboarding);
  g_assert_finalize_object (f->workspace);
  g_assert_finalize_object (f->client);
  g_clear_object (&f->session);
  g_clear_object (&f->journal);
  embark_sandbox_close (f->sandbox);
  ui_settle ();
  g_assert_finalize_object (f->sandbox);
  g_assert_finalize_object (f->clock);
}

void
fixture_read_only (Fixture *f)
{
  g_autofree char *key = g_strconcat ("pk", embark_sandbox_get_api_key (f->sandbox) + 2, NULL);

  embark_workspace_set_api_key (f->workspace, key);
  embark_workspace_set_read_only (f->workspace, TRUE);
}

static gboolean
is_loaded (Fixture *f)
{
  return !embark_onboarding_get_loading (f->onboarding);
}

void
fixture_refresh (Fixture *f)
{
  embark_onboarding_refresh_async (f->onboarding, NULL, NULL, NULL);
  fixture_wait (f, is_loaded);
}

static void
go_to_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *f = data;

  f->went_to = g_variant_get_int32 (parameter);
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *f = data;

  embark_onboarding_refresh_async (f->onboarding, NULL, NULL, NULL);
}

void
fixture_show (Fixture *f, GType type)
{
  static const GActionEntry entries[] = {
    { .name = "go-to", .activate = go_to_cb, .parameter_type = "i" },
    { .name = "refresh", .activate = refresh_cb },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), f);
  f->page = g_object_new (type, "onboarding", f->onboarding, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (f->page), "flow", G_ACTION_GROUP (actions));
  embark_flow_page_shown (f->page);
  f->window = ui_show (GTK_WIDGET (f->page), 760, 640);
}

void
fixture_check_finalize (Fixture *f, GType type)
{
  EmbarkFlowPage *page =
      g_object_ref_sink (g_object_new (type, "onboarding", f->onboarding, "narrow", TRUE, NULL));

  embark_flow_page_shown (page);
  embark_flow_page_set_narrow (page, FALSE);
  ui_settle ();
  embark_flow_page_hidden (page);
  g_assert_finalize_object (page);
}

void
fixture_check_narrow (Fixture *f)
{
  int minimum;

  embark_flow_page_set_narrow (f->page, TRUE);
  ui_settle ();
  gtk_widget_measure (GTK_WIDGET (f->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}
