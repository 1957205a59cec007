/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app-page-fixture.h"
#include "embark-app-page.h"

static void
set_up_fresh (Fixture *f, gconstpointer data)
{
  /* Nobody at this client signed in yet. */
  fixture_set_up (f, "northwind-20418");
  embark_sandbox_set_fresh_app (f->sandbox, TRUE);
}

/* ---- the checklist ---- */

static void
test_new_destroy (Fixture *f, gconstpointer data)
{
  fixture_check_finalize (f, EMBARK_TYPE_APP_PAGE);
  fixture_refresh (f);
  fixture_check_finalize (f, EMBARK_TYPE_APP_PAGE);
}

/* Before anybody set anything up, then live, then with its pair: what the server says of each step. */
static void
test_verified (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) live = NULL;
  g_autoptr (JsonNode) entered = NULL;
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *body = NULL;

  fixture_refresh (f);
  app_page_show (f);
  app_page_wait_text (f, "0 of 11 done");
  app_page_wait_text (f, "Not live in this environment");
  g_assert_true (app_page_says (f, "enter", "Can be verified once the app is live"));
  g_assert_true (embark_guide_row_get_open (app_page_row (f, "go-live")));
  g_assert_true (gtk_widget_has_css_class (app_page_button (f, "Open _Here"), "suggested-action"));
  g_assert_false (ui_is_shown (app_page_button (f, "_Next: Account")));
  g_signal_emit_by_name (app_page_button (f, "Open _Here"), "clicked");
  g_assert_cmpstr (app_page_dashboard, ==, "/applications");

  live = app_page_client (f, "{\"platform\":{\"live\":true}}");
  g_signal_emit_by_name (app_page_button (f, "Check _Again"), "clicked");
  app_page_wait_text (f, "No Client ID is entered yet");
  g_assert_true (app_page_says (f, "go-live", "Live, verified by Cobalt"));
  /* What was done in the dashboard makes room for what comes next. */
  g_assert_false (embark_guide_row_get_open (app_page_row (f, "go-live")));
  g_assert_true (embark_guide_row_get_open (app_page_row (f, "callback")));

  app_page_get_pair (f, &id, &secret);
  body = g_strdup_printf ("{\"platform\":{\"client_id\":\"%s\",\"client_secret\":\"%s\"}}", id, secret);
  entered = app_page_client (f, body);
  g_signal_emit_by_name (app_page_button (f, "Check _Again"), "clicked");
  app_page_wait_text (f, "Cobalt asks for both, read off the sign-in");
  app_page_wait_text (f, "4 of 11 done");
  g_assert_true (app_page_says (f, "enter", "Entered, verified by Cobalt"));
  g_assert_true (app_page_says (f, "pkce", "Cobalt sends the challenge, read off the sign-in"));
  g_assert_true (ui_is_shown (app_page_button (f, "_Next: Account")));
  g_assert_false (gtk_widget_has_css_class (app_page_button (f, "Open _Here"), "suggested-action"));
}

static GtkEditable *
callback_entry (Fixture *f)
{
  return GTK_EDITABLE (ui_find (GTK_WIDGET (app_page_row (f, "callback")), GTK_TYPE_ENTRY, NULL));
}

/* A wrong address is told from the right one by what Cobalt really sends. */
static void
test_callback (Fixture *f, gconstpointer data)
{
  g_autofree char *right =
      g_strconcat (embark_sandbox_get_base_uri (f->sandbox), "/api/v1/salesforce/callback", NULL);
  g_autofree char *slash = g_strconcat (right, "/", NULL);

  fixture_refresh (f);
  app_page_show (f);
  app_page_wait_text (f, "4 of 11 done");
  gtk_editable_set_text (callback_entry (f), "app.refold.ai/callback");
  g_assert_true (app_page_reads (GTK_WIDGET (f->page), "This is no complete address"));
  g_assert_null (embark_profile_get_callback (app_page_profile_of (f)));
  gtk_editable_set_text (callback_entry (f), "https://sam:secret@app.refold.ai/callback");
  g_assert_null (embark_profile_get_callback (app_page_profile_of (f)));

  gtk_editable_set_text (callback_entry (f), slash);
  g_assert_cmpstr (embark_profile_get_callback (app_page_profile_of (f)), ==, slash);
  /* In the step that it is copied in, it stands too. */
  g_assert_cmpstr (gtk_editable_get_text (
                       GTK_EDITABLE (ui_find (GTK_WIDGET (app_page_row (f, "oauth")), GTK_TYPE_ENTRY, NULL))),
                   ==, slash);
  g_assert_false (app_page_reads (GTK_WIDGET (f->page), "This is no complete address"));
  fixture_refresh (f);
  g_assert_false (embark_guide_row_get_done (app_page_row (f, "callback")));

  gtk_editable_set_text (callback_entry (f), right);
  app_page_wait_text (f, "Cobalt sends just this address, read off the sign-in");
  app_page_wait_text (f, "5 of 11 done");
  gtk_editable_set_text (callback_entry (f), "");
  g_assert_null (embark_profile_get_callback (app_page_profile_of (f)));
  g_assert_true (app_page_says (f, "callback", "Not noted yet"));
}

static void
tick (Fixture *f, const char *id, gboolean active)
{
  GtkWidget *check = ui_find (GTK_WIDGET (app_page_row (f, id)), GTK_TYPE_CHECK_BUTTON, NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
}

/* What no server can tell is ticked by hand, said to be, and kept for this way alone. */
static void
test_ticked (Fixture *f, gconstpointer data)
{
  GtkWidget *other;

  fixture_refresh (f);
  app_page_show (f);
  app_page_wait_text (f, "4 of 11 done");
  tick (f, "policies", TRUE);
  g_assert_true (app_page_says (f, "policies", "Ticked by you"));
  g_assert_true (embark_profile_get_ticked (app_page_profile_of (f), "external-client-app/policies"));
  app_page_wait_text (f, "5 of 11 done");

  other = ui_find_button (GTK_WIDGET (f->page), "Connected App");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (other), TRUE);
  ui_settle ();
  g_assert_cmpstr (embark_profile_get_guide (app_page_profile_of (f)), ==, "connected-app");
  g_assert_true (app_page_says (f, "policies", "Tick it when it is done"));
  app_page_wait_text (f, "4 of 11 done");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (ui_find_button (GTK_WIDGET (f->page), "External Client App")), TRUE);
  ui_settle ();
  g_assert_true (app_page_says (f, "policies", "Ticked by you"));
  tick (f, "policies", FALSE);
  g_assert_false (embark_profile_get_ticked (app_page_profile_of (f), "external-client-app/policies"));
}

/* ---- the rest ---- */

static void
test_offline (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  embark_sandbox_fail_next (f->sandbox, "GET", "/application/salesforce", 500, 20);
  app_page_show (f);
  g_signal_emit_by_name (app_page_button (f, "Check _Again"), "clicked");
  app_page_wait_text (f, "Copy Details");
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  app_page_show (f);
  app_page_wait_text (f, "4 of 11 done");
  fixture_check_narrow (f);
}

#define TEST(name, func)                                                                                     \
  g_test_add ("/flow/app-page/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("new-destroy", test_new_destroy);
  g_test_add ("/flow/app-page/verified", Fixture, NULL, set_up_fresh, test_verified, fixture_tear_down);
  TEST ("callback", test_callback);
  TEST ("ticked", test_ticked);
  TEST ("offline", test_offline);
  TEST ("narrow", test_narrow);
  return g_test_run ();
}
