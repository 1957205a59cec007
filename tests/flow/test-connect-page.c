/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-connect-page.h"
#include "embark-doctor-page.h"
#include "embark-link-door.h"
#include "embark-preflight-card.h"
#include "embark-qr-view.h"
#include "embark-secret-clip.h"
#include "flow-fixture.h"

#define ACCOUNT_OPEN "tern-analytics"

static GtkWidget *
find (Fixture *f, GType type)
{
  return ui_find (GTK_WIDGET (f->page), type, NULL);
}

static gboolean
is_summed_up (GtkWidget *root)
{
  GtkWidget *card = ui_find (root, EMBARK_TYPE_PREFLIGHT_CARD, NULL);

  return gtk_widget_get_visible (card) && !gtk_widget_get_visible (ui_find (card, GTK_TYPE_SPINNER, NULL))
         && strstr (gtk_label_get_text (GTK_LABEL (ui_find (card, GTK_TYPE_LABEL, "numeric"))), "checked at")
                != NULL;
}

static gboolean
is_checked (Fixture *f)
{
  return is_summed_up (GTK_WIDGET (f->page));
}

static EmbarkLinkRecord *
get_record (Fixture *f)
{
  return embark_link_door_get_record (EMBARK_LINK_DOOR (find (f, EMBARK_TYPE_LINK_DOOR)));
}

static gboolean
has_link (Fixture *f)
{
  return get_record (f) != NULL;
}

static gboolean
has_no_link (Fixture *f)
{
  return get_record (f) == NULL;
}

static guint
count_requests (Fixture *f, const char *path)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (f->sandbox);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    if (strstr (json_object_get_string_member (json_array_get_object_element (requests, i), "path"), path)
        != NULL)
      n++;
  return n;
}

static void
test_new_destroy (Fixture *f, gconstpointer data)
{
  fixture_check_finalize (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_refresh (f);
  fixture_check_finalize (f, EMBARK_TYPE_CONNECT_PAGE);
}

/* It is looked by itself whether a sign-in can work, once; and not for somebody who is connected. */
static void
test_preflight (Fixture *f, gconstpointer data)
{
  guint n;

  fixture_refresh (f);
  n = count_requests (f, "/oauth-url/");
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  g_assert_cmpuint (count_requests (f, "/oauth-url/"), ==, n + 1);
  embark_flow_page_hidden (f->page);
  embark_flow_page_shown (f->page);
  ui_settle ();
  g_assert_cmpuint (count_requests (f, "/oauth-url/"), ==, n + 1);
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (GTK_WIDGET (f->page), "Open _Here")));
  fixture_check_narrow (f);
}

static void
test_connected (Fixture *f, gconstpointer data)
{
  guint n;

  fixture_refresh (f);
  n = count_requests (f, "/oauth-url/");
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  ui_settle ();
  g_assert_cmpuint (count_requests (f, "/oauth-url/"), ==, n);
  g_assert_false (
      gtk_widget_has_css_class (ui_find_button (GTK_WIDGET (f->page), "Open _Here"), "suggested-action"));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (f->page), "Disconnect _First…")));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (f->page), "_Next: Workflows")));
  fixture_check_narrow (f);
}

/* Nobody noted a callback yet: that is no warning, and is one press away from being noted. */
static void
test_not_noted (Fixture *f, gconstpointer data)
{
  GtkWidget *card, *button;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  card = find (f, EMBARK_TYPE_PREFLIGHT_CARD);
  g_assert_nonnull (ui_find_text (card, "Callback address"));
  button = ui_find_button (card, "Go to _Salesforce App");
  g_assert_true (ui_is_shown (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (f->went_to, ==, EMBARK_STEP_APP);
  fixture_check_narrow (f);
}

/* What will fail keeps the doors shut, and whoever knows better opens them. */
static void
test_blocked (Fixture *f, gconstpointer data)
{
  GtkWidget *here;

  fixture_refresh (f);
  embark_sandbox_fail_next (f->sandbox, "GET", "/linked-account/integration/oauth-url", 400, 50);
  embark_sandbox_fail_next (f->sandbox, "GET", "/application/salesforce", 404, 50);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  here = ui_find_button (GTK_WIDGET (f->page), "Open _Here");
  g_assert_false (gtk_widget_is_sensitive (here));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (GTK_WIDGET (f->page), "Open in _Browser")));
  g_assert_false (gtk_widget_is_sensitive (find (f, EMBARK_TYPE_LINK_DOOR)));
  g_assert_false (gtk_widget_has_css_class (here, "suggested-action"));
  fixture_check_narrow (f);
}

/* A link is made, shown, copied, revoked; it is in the list of those that were issued. */
static void
test_link (Fixture *f, gconstpointer data)
{
  GtkWidget *door;
  GdkClipboard *clipboard;
  g_autofree char *uri = NULL;
  EmbarkQrView *expected = EMBARK_QR_VIEW (g_object_ref_sink (embark_qr_view_new ()));
  EmbarkQrView *shown;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  door = find (f, EMBARK_TYPE_LINK_DOOR);
  gtk_widget_activate_action (door, "link.create", NULL);
  fixture_wait (f, has_link);
  uri = embark_link_record_dup_uri (get_record (f));
  g_assert_nonnull (strstr (uri, "/connect/"));

  shown = EMBARK_QR_VIEW (find (f, EMBARK_TYPE_QR_VIEW));
  g_assert_true (embark_qr_view_set_text (expected, uri));
  g_assert_cmpuint (embark_qr_view_get_n_modules (shown), ==, embark_qr_view_get_n_modules (expected));
  for (guint y = 0; y < embark_qr_view_get_n_modules (shown); y++)
    for (guint x = 0; x < embark_qr_view_get_n_modules (shown); x++)
      g_assert_cmpint (embark_qr_view_get_module (shown, x, y), ==,
                       embark_qr_view_get_module (expected, x, y));
  g_assert_finalize_object (expected);
  fixture_check_narrow (f);
  embark_flow_page_set_narrow (f->page, FALSE);

  gtk_widget_activate_action (door, "link.copy", NULL);
  clipboard = gtk_widget_get_clipboard (door);
  g_assert_true (gdk_clipboard_is_local (clipboard));
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                        "x-kde-passwordManagerHint"));
  embark_clock_manual_advance (f->clock, (EMBARK_SECRET_CLIP_SECONDS + 1) * 1000);
  g_assert_null (gdk_clipboard_get_content (clipboard));

  gtk_widget_activate_action (door, "link.revoke", NULL);
  fixture_wait (f, has_no_link);
  g_assert_cmpuint (count_requests (f, "/session-token/revoke"), ==, 1);
  g_assert_true (ui_is_shown (ui_find_text (GTK_WIDGET (f->page), "Links that were issued")));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (f->page), "Create _Link")));
}

static gboolean
has_failed (Fixture *f)
{
  return embark_link_record_get_error (get_record (f)) != NULL;
}

/* What did not come through can be tried again. */
static void
test_revoke_again (Fixture *f, gconstpointer data)
{
  GtkWidget *door;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  door = find (f, EMBARK_TYPE_LINK_DOOR);
  gtk_widget_activate_action (door, "link.create", NULL);
  fixture_wait (f, has_link);
  embark_sandbox_fail_next (f->sandbox, "POST", "/session-token/revoke", 400, 1);
  gtk_widget_activate_action (door, "link.revoke", NULL);
  fixture_wait (f, has_failed);
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (door, "_Revoke")));
  gtk_widget_activate_action (door, "link.revoke", NULL);
  fixture_wait (f, has_no_link);
}

static GtkWindow *
find_large (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), "Connect Link") == 0)
        return window;
    }
  return NULL;
}

/* The large code does not outlive the link. */
static void
test_enlarged (Fixture *f, gconstpointer data)
{
  GtkWidget *door;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  door = find (f, EMBARK_TYPE_LINK_DOOR);
  gtk_widget_activate_action (door, "link.create", NULL);
  fixture_wait (f, has_link);
  gtk_widget_activate_action (door, "link.enlarge", NULL);
  ui_settle ();
  g_assert_nonnull (find_large ());
  gtk_widget_activate_action (door, "link.revoke", NULL);
  fixture_wait (f, has_no_link);
  g_assert_null (find_large ());
}

/* ---- somebody at the other end of a link ---- */

typedef struct
{
  guint status;
  char *text;     /* (owned) */
  char *location; /* (owned) (nullable) */
} Page;

static void
page_clear (Page *page)
{
  g_clear_pointer (&page->text, g_free);
  g_clear_pointer (&page->location, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GBytes **bytes = data;

  *bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

/* Another machine asks for @address, with @form (nullable) to send. */
static void
ask (Fixture *f, Page *page, const char *address, const char *form)
{
  g_autoptr (GUri) base = g_uri_parse (embark_sandbox_get_base_uri (f->sandbox), SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) uri = g_uri_parse_relative (base, address, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (form != NULL ? "POST" : "GET", uri);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GBytes) bytes = NULL;

  page_clear (page);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (form != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));

      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
    }
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, got_cb, &bytes);
  while (bytes == NULL)
    g_main_context_iteration (NULL, TRUE);
  page->status = soup_message_get_status (message);
  page->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  page->location =
      g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
}

/* Returns: (transfer full): the value of a hidden input */
static char *
dup_input (Page *page, const char *name)
{
  g_autofree char *begin = g_strdup_printf ("name=\"%s\" value=\"", name);
  const char *at = strstr (page->text, begin);

  g_assert_nonnull (at);
  at += strlen (begin);
  return g_strndup (at, strcspn (at, "\""));
}

static void
follow (Fixture *f, Page *page)
{
  g_autofree char *location = g_strdup (page->location);

  g_assert_nonnull (location);
  ask (f, page, location, NULL);
}

static void
go_through (Fixture *f, const char *uri, const char *username)
{
  g_auto (Page) page = { 0 };
  g_auto (GStrv) parts = g_strsplit (uri, "?", 2);
  g_autofree char *start = g_strconcat (parts[0], "/salesforce/start", NULL);
  g_autofree char *state = NULL;
  g_autofree char *ticket = NULL;
  g_autofree char *login = NULL;
  g_autofree char *consent = NULL;

  ask (f, &page, start, NULL);
  follow (f, &page);
  state = dup_input (&page, "state");
  login = soup_form_encode ("state", state, "username", username, "password", "x", NULL);
  ask (f, &page, "/services/oauth2/login", login);
  follow (f, &page);
  ticket = dup_input (&page, "ticket");
  consent = soup_form_encode ("state", state, "ticket", ticket, "decision", "allow", NULL);
  ask (f, &page, "/setup/secur/RemoteAccessAuthorizationPage.apexp", consent);
  follow (f, &page);
}

static gboolean
is_connected (Fixture *f)
{
  return embark_facts_get (embark_onboarding_get_facts (f->onboarding))->link == EMBARK_LINK_CONNECTED
         && !embark_onboarding_get_loading (f->onboarding);
}

static gboolean
is_used (Fixture *f)
{
  g_autoptr (EmbarkLinkRecord) record =
      g_list_model_get_item (G_LIST_MODEL (embark_onboarding_get_links (f->onboarding)), 0);

  return is_connected (f) && embark_link_record_get_state (record) == EMBARK_LINK_RECORD_USED;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GPtrArray **) data = embark_journal_list_attempts_finish (EMBARK_JOURNAL (source), result, NULL);
}

/* The link is used somewhere else: the page notices, and the attempt is written down once. */
static void
test_link_used (Fixture *f, gconstpointer data)
{
  g_autofree char *uri = NULL;
  g_autoptr (GPtrArray) attempts = NULL;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  gtk_widget_activate_action (find (f, EMBARK_TYPE_LINK_DOOR), "link.create", NULL);
  fixture_wait (f, has_link);
  uri = embark_link_record_dup_uri (get_record (f));
  go_through (f, uri, "mara@tern.example");
  fixture_wait (f, is_used);
  fixture_wait (f, has_no_link);
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (f->page), "_Next: Workflows")));

  embark_journal_list_attempts_async (f->journal,
                                      embark_profile_get_id (embark_workspace_get_profile (f->workspace)),
                                      ACCOUNT_OPEN, 10, NULL, listed_cb, &attempts);
  while (attempts == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (attempts->len, ==, 1);
  g_assert_cmpstr (((EmbarkAttempt *) attempts->pdata[0])->door, ==, "link");
  g_assert_cmpstr (((EmbarkAttempt *) attempts->pdata[0])->verdict, ==, "connected");
  g_assert_nonnull (((EmbarkAttempt *) attempts->pdata[0])->link_id);
}

/* A link that is out is no open door: what came of the last attempt is still said. */
static void
test_link_aside (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  fixture_wait (f, is_checked);
  embark_onboarding_note_attempt (f->onboarding, "embedded", "", "access_denied", "denied",
                                  embark_clock_get_real_time (EMBARK_CLOCK (f->clock)));
  fixture_refresh (f);
  gtk_widget_activate_action (find (f, EMBARK_TYPE_LINK_DOOR), "link.create", NULL);
  fixture_wait (f, has_link);
  g_assert_cmpint (embark_connection_watcher_get_state (embark_onboarding_get_watcher (f->onboarding)), ==,
                   EMBARK_WATCH_WAITING);
  g_assert_cmpint (embark_facts_get (embark_onboarding_get_facts (f->onboarding))->link, ==,
                   EMBARK_LINK_REFUSED);
  g_assert_true (ui_is_shown (ui_find_text (GTK_WIDGET (f->page), "Access was declined in Salesforce")));
}

/* The page goes while the link is on its way. */
static void
test_closed_while_creating (Fixture *f, gconstpointer data)
{
  gpointer page;

  fixture_refresh (f);
  fixture_show (f, EMBARK_TYPE_CONNECT_PAGE);
  page = f->page;
  g_object_add_weak_pointer (G_OBJECT (f->page), &page);
  gtk_widget_activate_action (find (f, EMBARK_TYPE_LINK_DOOR), "link.create", NULL);
  ui_close (g_steal_pointer (&f->window));
  fixture_refresh (f);
  g_assert_null (page);
}

#define TEST(name, func, account)                                                                            \
  g_test_add ("/flow/connect-page/" name, Fixture, account, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("new-destroy", test_new_destroy, NULL);
  TEST ("preflight", test_preflight, ACCOUNT_OPEN);
  TEST ("not-noted", test_not_noted, ACCOUNT_OPEN);
  TEST ("connected", test_connected, NULL);
  TEST ("blocked", test_blocked, ACCOUNT_OPEN);
  TEST ("link", test_link, ACCOUNT_OPEN);
  TEST ("revoke-again", test_revoke_again, ACCOUNT_OPEN);
  TEST ("enlarged", test_enlarged, ACCOUNT_OPEN);
  TEST ("link-used", test_link_used, ACCOUNT_OPEN);
  TEST ("link-aside", test_link_aside, ACCOUNT_OPEN);
  TEST ("closed-while-creating", test_closed_while_creating, ACCOUNT_OPEN);
  return g_test_run ();
}
