/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A template that does not parse, or names a child that is not there, fails only at run time: every widget of
 * the program is made once, and must be gone once nobody holds it. */

#include "config.h"

#include "embark-account-page.h"
#include "embark-account-row.h"
#include "embark-activity-view.h"
#include "embark-app-page.h"
#include "embark-app.h"
#include "embark-chip.h"
#include "embark-client-card.h"
#include "embark-connect-page.h"
#include "embark-connection-card.h"
#include "embark-dashboard-window.h"
#include "embark-environment-page.h"
#include "embark-event-details.h"
#include "embark-event-dialog.h"
#include "embark-event-page.h"
#include "embark-events-page.h"
#include "embark-events-view.h"
#include "embark-payload-pane.h"
#include "embark-guide-list.h"
#include "embark-handover-page.h"
#include "embark-json-entry.h"
#include "embark-json-view.h"
#include "embark-narrow-bin.h"
#include "embark-onboarding-view.h"
#include "embark-problem-view.h"
#include "embark-profile-dialog.h"
#include "embark-record-window.h"
#include "embark-run-view.h"
#include "embark-shortcuts.h"
#include "embark-sidebar.h"
#include "embark-step-button.h"
#include "embark-track.h"
#include "embark-verdict-card.h"
#include "embark-visit.h"
#include "embark-webhook-dialog.h"
#include "embark-webhook-events.h"
#include "embark-webhook-headers.h"
#include "embark-webhooks-window.h"
#include "embark-welcome.h"
#include "embark-window.h"
#include "embark-workflows-page.h"

static EmbarkApp *app;

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
drop_widget (GtkWidget *widget)
{
  gpointer alive = widget;

  g_object_ref_sink (widget);
  g_object_add_weak_pointer (G_OBJECT (widget), &alive);
  g_object_unref (widget);
  settle ();
  g_assert_null (alive);
}

static void
drop_window (GtkWindow *window)
{
  gpointer alive = window;

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_destroy (window);
  settle ();
  g_assert_null (alive);
}

static void
test_widget (gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);

  drop_widget (g_object_new (type, NULL));
}

static EmbarkWorkspace *
make_workspace (void)
{
  /* Nothing listens there; no call of this test waits for an answer. */
  return embark_app_try_profile (app, "http://127.0.0.1:9", "tk_test");
}

static void
test_page (gconstpointer data)
{
  g_autoptr (EmbarkWorkspace) workspace = make_workspace ();
  g_autoptr (JsonNode) json = json_from_string ("{\"account_id\":\"a1\",\"name\":\"Acme <b>&\\\"\"}", NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EmbarkOnboarding) onboarding = embark_onboarding_new (workspace, i == 0 ? NULL : account);
      EmbarkFlowPage *page = g_object_new (GPOINTER_TO_SIZE (data), "onboarding", onboarding, NULL);

      g_object_ref_sink (page);
      embark_flow_page_shown (page);
      embark_flow_page_set_narrow (page, TRUE);
      embark_flow_page_set_narrow (page, FALSE);
      embark_flow_page_hidden (page);
      settle ();
      g_assert_finalize_object (page);
    }
}

static void
test_view (void)
{
  g_autoptr (EmbarkWorkspace) workspace = make_workspace ();
  g_autoptr (EmbarkOnboarding) onboarding = embark_onboarding_new (workspace, NULL);
  GtkWidget *view = embark_onboarding_view_new (onboarding);

  g_object_ref_sink (view);
  for (EmbarkStepId step = 0; step < EMBARK_N_STEPS; step++)
    {
      embark_onboarding_view_set_step (EMBARK_ONBOARDING_VIEW (view), step);
      g_assert_cmpint (embark_onboarding_view_get_step (EMBARK_ONBOARDING_VIEW (view)), ==, step);
      g_object_set (view, "narrow", step % 2 == 0, NULL);
      settle ();
    }
  g_assert_finalize_object (view);
}

static void
test_dialogs (void)
{
  g_autoptr (EmbarkProfile) profile = embark_profile_new (NULL, "Lumen Desk", "https://app.refold.ai");

  drop_window (GTK_WINDOW (embark_profile_dialog_new (app, NULL, NULL)));
  drop_window (GTK_WINDOW (embark_profile_dialog_new (app, NULL, profile)));
  drop_window (g_object_new (EMBARK_TYPE_SHORTCUTS, NULL));
  drop_window (g_object_new (EMBARK_TYPE_EVENT_DIALOG, NULL));
  drop_window (g_object_new (EMBARK_TYPE_WEBHOOK_DIALOG, NULL));
  drop_window (g_object_new (EMBARK_TYPE_WEBHOOKS_WINDOW, NULL));
  drop_window (g_object_new (EMBARK_TYPE_DASHBOARD_WINDOW, NULL));
  drop_window (g_object_new (EMBARK_TYPE_RECORD_WINDOW, NULL));
}

static void
test_window (void)
{
  EmbarkWindow *window = embark_window_new (app);

  while (!embark_app_get_ready (app))
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (embark_app_get_startup_error (app));
  settle ();
  drop_window (GTK_WINDOW (window));
}

static void
add (const char *name, GType type, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/templates/%s", name);

  g_test_add_data_func (path, GSIZE_TO_POINTER (type), func);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  /* The home of its own is the display wrapper’s; the test framework’s would not be there yet when the
   * application starts. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app = embark_app_new ();
  if (!g_application_register (G_APPLICATION (app), NULL, &error))
    g_error ("%s", error->message);

  add ("chip", EMBARK_TYPE_CHIP, test_widget);
  add ("narrow-bin", EMBARK_TYPE_NARROW_BIN, test_widget);
  add ("problem-view", EMBARK_TYPE_PROBLEM_VIEW, test_widget);
  add ("json-view", EMBARK_TYPE_JSON_VIEW, test_widget);
  add ("run-view", EMBARK_TYPE_RUN_VIEW, test_widget);
  add ("track", EMBARK_TYPE_TRACK, test_widget);
  add ("visit", EMBARK_TYPE_VISIT, test_widget);
  add ("client-card", EMBARK_TYPE_CLIENT_CARD, test_widget);
  add ("guide-list", EMBARK_TYPE_GUIDE_LIST, test_widget);
  add ("guide-row", EMBARK_TYPE_GUIDE_ROW, test_widget);
  add ("connection-card", EMBARK_TYPE_CONNECTION_CARD, test_widget);
  add ("step-button", EMBARK_TYPE_STEP_BUTTON, test_widget);
  add ("verdict-card", EMBARK_TYPE_VERDICT_CARD, test_widget);
  add ("activity-view", EMBARK_TYPE_ACTIVITY_VIEW, test_widget);
  add ("event-details", EMBARK_TYPE_EVENT_DETAILS, test_widget);
  add ("events-view", EMBARK_TYPE_EVENTS_VIEW, test_widget);
  add ("events-page", EMBARK_TYPE_EVENTS_PAGE, test_widget);
  add ("event-composer", EMBARK_TYPE_EVENT_COMPOSER, test_widget);
  add ("payload-pane", EMBARK_TYPE_PAYLOAD_PANE, test_widget);
  add ("json-entry", EMBARK_TYPE_JSON_ENTRY, test_widget);
  add ("webhook-events", EMBARK_TYPE_WEBHOOK_EVENTS, test_widget);
  add ("webhook-headers", EMBARK_TYPE_WEBHOOK_HEADERS, test_widget);
  add ("account-row", EMBARK_TYPE_ACCOUNT_ROW, test_widget);
  add ("sidebar", EMBARK_TYPE_SIDEBAR, test_widget);
  add ("welcome", EMBARK_TYPE_WELCOME, test_widget);
  add ("environment-page", EMBARK_TYPE_ENVIRONMENT_PAGE, test_page);
  add ("app-page", EMBARK_TYPE_APP_PAGE, test_page);
  add ("account-page", EMBARK_TYPE_ACCOUNT_PAGE, test_page);
  add ("connect-page", EMBARK_TYPE_CONNECT_PAGE, test_page);
  add ("workflows-page", EMBARK_TYPE_WORKFLOWS_PAGE, test_page);
  add ("event-page", EMBARK_TYPE_EVENT_PAGE, test_page);
  add ("handover-page", EMBARK_TYPE_HANDOVER_PAGE, test_page);
  g_test_add_func ("/templates/onboarding-view", test_view);
  g_test_add_func ("/templates/dialogs", test_dialogs);
  g_test_add_func ("/templates/window", test_window);

  result = g_test_run ();
  g_clear_object (&app);
  return result;
}
