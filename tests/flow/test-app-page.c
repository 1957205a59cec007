/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-app-page.h"
#include "embark-client-card.h"
#include "embark-guide-row.h"
#include "embark-json.h"
#include "embark-secret-clip.h"
#include "embark-secret-store-libsecret.h"
#include "flow-fixture.h"

#define WRONG_SECRET "1955279925675241571"

static char *dashboard; /* the address that was asked for last */

static void
dashboard_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_free (dashboard);
  dashboard = g_variant_dup_string (parameter, NULL);
}

static void
show (Fixture *f)
{
  static const GActionEntry entries[] = {
    { .name = "open-dashboard", .activate = dashboard_cb, .parameter_type = "s" }
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), f);
  fixture_show (f, EMBARK_TYPE_APP_PAGE);
  gtk_widget_insert_action_group (GTK_WIDGET (f->page), "win", G_ACTION_GROUP (actions));
}

static EmbarkProfile *
profile_of (Fixture *f)
{
  return embark_workspace_get_profile (f->workspace);
}

/* ---- what is on the page ---- */

static EmbarkGuideRow *
find_row (GtkWidget *root, const char *id)
{
  if (EMBARK_IS_GUIDE_ROW (root) && g_str_equal (embark_guide_row_get_step (EMBARK_GUIDE_ROW (root))->id, id))
    return EMBARK_GUIDE_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      EmbarkGuideRow *found = find_row (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static EmbarkGuideRow *
row (Fixture *f, const char *id)
{
  EmbarkGuideRow *found = find_row (GTK_WIDGET (f->page), id);

  g_assert_nonnull (found);
  return found;
}

static gboolean
says (Fixture *f, const char *id, const char *words)
{
  return ui_find_text (GTK_WIDGET (row (f, id)), words) != NULL;
}

static GtkWidget *
find_titled (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type (Fixture *f, const char *title, const char *text)
{
  GtkWidget *entry = find_titled (GTK_WIDGET (f->page), title);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static const char *
typed (Fixture *f, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_titled (GTK_WIDGET (f->page), title)));
}

static GtkWidget *
button (Fixture *f, const char *label)
{
  GtkWidget *found = ui_find_button (GTK_WIDGET (f->page), label);

  g_assert_nonnull (found);
  return found;
}

/* Returns: whether @text is in one of the texts that are shown */
static gboolean
reads (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_visible (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (reads (child, text))
      return TRUE;
  return FALSE;
}

static const char *awaited;

static gboolean
is_read (Fixture *f)
{
  return reads (GTK_WIDGET (f->page), awaited);
}

static void
wait_text (Fixture *f, const char *text)
{
  awaited = text;
  fixture_wait (f, is_read);
}

/* ---- the server's side ---- */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GBytes **) data = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
}

/* Says to the stand-in what its dashboard would say, or asks it. Returns: (transfer full): its answer */
static JsonNode *
client (Fixture *f, const char *body)
{
  g_autofree char *uri = g_strconcat (embark_sandbox_get_base_uri (f->sandbox), "/__sandbox/client", NULL);
  g_autoptr (SoupMessage) message = soup_message_new (body != NULL ? "POST" : "GET", uri);
  g_autoptr (GBytes) answer = NULL;
  JsonNode *node;

  soup_message_headers_append (soup_message_get_request_headers (message), "x-api-key",
                               embark_sandbox_get_api_key (f->sandbox));
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  soup_session_send_and_read_async (f->session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  node = embark_json_parse (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), NULL);
  g_assert_nonnull (node);
  return node;
}

/* Client ID and Secret as Salesforce has them. */
static void
get_pair (Fixture *f, char **client_id, char **secret)
{
  g_autoptr (JsonNode) node = client (f, NULL);
  JsonObject *app = embark_json_get_object (json_node_get_object (node), "salesforce");

  *client_id = g_strdup (embark_json_get_string (app, "client_id", NULL));
  *secret = g_strdup (embark_json_get_string (app, "client_secret", NULL));
  g_assert_nonnull (*client_id);
  g_assert_nonnull (*secret);
}

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
  show (f);
  wait_text (f, "0 of 11 done");
  wait_text (f, "Not live in this environment");
  g_assert_true (says (f, "enter", "Can be verified once the app is live"));
  g_assert_true (embark_guide_row_get_open (row (f, "go-live")));
  g_assert_true (gtk_widget_has_css_class (button (f, "Open _Here"), "suggested-action"));
  g_assert_false (ui_is_shown (button (f, "_Next: Account")));
  g_signal_emit_by_name (button (f, "Open _Here"), "clicked");
  g_assert_cmpstr (dashboard, ==, "/applications");

  live = client (f, "{\"platform\":{\"live\":true}}");
  g_signal_emit_by_name (button (f, "Check _Again"), "clicked");
  wait_text (f, "No Client ID is entered yet");
  g_assert_true (says (f, "go-live", "Live, verified by Cobalt"));
  /* What was done in the dashboard makes room for what comes next. */
  g_assert_false (embark_guide_row_get_open (row (f, "go-live")));
  g_assert_true (embark_guide_row_get_open (row (f, "callback")));

  get_pair (f, &id, &secret);
  body = g_strdup_printf ("{\"platform\":{\"client_id\":\"%s\",\"client_secret\":\"%s\"}}", id, secret);
  entered = client (f, body);
  g_signal_emit_by_name (button (f, "Check _Again"), "clicked");
  wait_text (f, "Cobalt asks for both, read off the sign-in");
  wait_text (f, "4 of 11 done");
  g_assert_true (says (f, "enter", "Entered, verified by Cobalt"));
  g_assert_true (says (f, "pkce", "Cobalt sends the challenge, read off the sign-in"));
  g_assert_true (ui_is_shown (button (f, "_Next: Account")));
  g_assert_false (gtk_widget_has_css_class (button (f, "Open _Here"), "suggested-action"));
}

static GtkEditable *
callback_entry (Fixture *f)
{
  return GTK_EDITABLE (ui_find (GTK_WIDGET (row (f, "callback")), GTK_TYPE_ENTRY, NULL));
}

/* A wrong address is told from the right one by what Cobalt really sends. */
static void
test_callback (Fixture *f, gconstpointer data)
{
  g_autofree char *right =
      g_strconcat (embark_sandbox_get_base_uri (f->sandbox), "/api/v1/salesforce/callback", NULL);
  g_autofree char *slash = g_strconcat (right, "/", NULL);

  fixture_refresh (f);
  show (f);
  wait_text (f, "4 of 11 done");
  gtk_editable_set_text (callback_entry (f), "app.refold.ai/callback");
  g_assert_true (reads (GTK_WIDGET (f->page), "This is no complete address"));
  g_assert_null (embark_profile_get_callback (profile_of (f)));
  gtk_editable_set_text (callback_entry (f), "https://sam:secret@app.refold.ai/callback");
  g_assert_null (embark_profile_get_callback (profile_of (f)));

  gtk_editable_set_text (callback_entry (f), slash);
  g_assert_cmpstr (embark_profile_get_callback (profile_of (f)), ==, slash);
  /* In the step that it is copied in, it stands too. */
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (ui_find (GTK_WIDGET (row (f, "oauth")), GTK_TYPE_ENTRY, NULL))),
      ==, slash);
  g_assert_false (reads (GTK_WIDGET (f->page), "This is no complete address"));
  fixture_refresh (f);
  g_assert_false (embark_guide_row_get_done (row (f, "callback")));

  gtk_editable_set_text (callback_entry (f), right);
  wait_text (f, "Cobalt sends just this address, read off the sign-in");
  wait_text (f, "5 of 11 done");
  gtk_editable_set_text (callback_entry (f), "");
  g_assert_null (embark_profile_get_callback (profile_of (f)));
  g_assert_true (says (f, "callback", "Not noted yet"));
}

static void
tick (Fixture *f, const char *id, gboolean active)
{
  GtkWidget *check = ui_find (GTK_WIDGET (row (f, id)), GTK_TYPE_CHECK_BUTTON, NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
}

/* What no server can tell is ticked by hand, said to be, and kept for this way alone. */
static void
test_ticked (Fixture *f, gconstpointer data)
{
  GtkWidget *other;

  fixture_refresh (f);
  show (f);
  wait_text (f, "4 of 11 done");
  tick (f, "policies", TRUE);
  g_assert_true (says (f, "policies", "Ticked by you"));
  g_assert_true (embark_profile_get_ticked (profile_of (f), "external-client-app/policies"));
  wait_text (f, "5 of 11 done");

  other = ui_find_button (GTK_WIDGET (f->page), "Connected App");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (other), TRUE);
  ui_settle ();
  g_assert_cmpstr (embark_profile_get_guide (profile_of (f)), ==, "connected-app");
  g_assert_true (says (f, "policies", "Tick it when it is done"));
  wait_text (f, "4 of 11 done");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (ui_find_button (GTK_WIDGET (f->page), "External Client App")), TRUE);
  ui_settle ();
  g_assert_true (says (f, "policies", "Ticked by you"));
  tick (f, "policies", FALSE);
  g_assert_false (embark_profile_get_ticked (profile_of (f), "external-client-app/policies"));
}

/* ---- the pair ---- */

static void
test_shapes (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  show (f);
  g_assert_false (gtk_widget_get_sensitive (button (f, "_Prove…")));
  g_assert_false (gtk_widget_get_sensitive (button (f, "_Keep in Keyring")));
  type (f, "Client ID", "short");
  g_assert_true (reads (GTK_WIDGET (f->page), "Client ID: "));
  type (f, "Client Secret", "3MVG9abcdefghijklmnopqrstuvwxyz");
  g_assert_true (reads (GTK_WIDGET (f->page), "Client Secret: "));
  /* What cannot be one is neither kept nor sent. */
  g_assert_true (gtk_widget_has_css_class (find_titled (GTK_WIDGET (f->page), "Client Secret"), "error"));
  g_assert_false (gtk_widget_get_sensitive (button (f, "_Prove…")));
  g_assert_false (gtk_widget_get_sensitive (button (f, "_Keep in Keyring")));
}

static EmbarkKept
kept (Fixture *f)
{
  return embark_client_credentials_get_kept (embark_workspace_get_client_credentials (f->workspace));
}

static gboolean
is_kept (Fixture *f)
{
  return kept (f) != EMBARK_KEPT_NOWHERE;
}

static gboolean
is_forgotten (Fixture *f)
{
  return kept (f) == EMBARK_KEPT_NOWHERE && *typed (f, "Client ID") == '\0';
}

static gboolean
is_filled (Fixture *f)
{
  return *typed (f, "Client Secret") != '\0';
}

static void
test_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkSecretStore) keyring = embark_secret_store_memory_new ();
  g_autoptr (EmbarkSecretStore) memory = embark_secret_store_memory_new ();
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *blank = NULL;

  embark_workspace_set_secret_stores (f->workspace, keyring, memory);
  get_pair (f, &id, &secret);
  blank = g_strconcat ("  ", secret, "\n", NULL);
  fixture_refresh (f);
  show (f);
  type (f, "Client ID", id);
  type (f, "Client Secret", blank);
  g_signal_emit_by_name (button (f, "_Keep in Keyring"), "clicked");
  fixture_wait (f, is_kept);
  wait_text (f, "In your keyring");
  g_assert_cmpstr (typed (f, "Client Secret"), ==, secret);
  g_assert_false (gtk_widget_get_sensitive (button (f, "_Keep in Keyring")));

  /* Another page finds them. */
  ui_close (f->window);
  show (f);
  fixture_wait (f, is_filled);
  g_assert_cmpstr (typed (f, "Client ID"), ==, id);
  g_signal_emit_by_name (button (f, "_Forget"), "clicked");
  fixture_wait (f, is_forgotten);
  g_assert_cmpstr (typed (f, "Client Secret"), ==, "");
}

/* Without a keyring on this machine the pair can be kept for this run. */
static void
test_no_keyring (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkSecretStore) keyring =
      embark_secret_store_libsecret_new (EMBARK_CLOCK (f->clock), 1000, 1000);
  g_autoptr (EmbarkSecretStore) memory = embark_secret_store_memory_new ();

  embark_workspace_set_secret_stores (f->workspace, keyring, memory);
  fixture_refresh (f);
  show (f);
  wait_text (f, "4 of 11 done");
  type (f, "Client ID", "3MVG9LumenDeskSandbox7QpXk2vYtRw0aBcDeFgHiJkLmNoPqStUvWxYz");
  type (f, "Client Secret", WRONG_SECRET);
  g_signal_emit_by_name (button (f, "_Keep in Keyring"), "clicked");
  wait_text (f, "Keep for This Run Only");
  g_assert_cmpint (kept (f), ==, EMBARK_KEPT_NOWHERE);
  g_assert_cmpstr (typed (f, "Client Secret"), ==, WRONG_SECRET);
  g_signal_emit_by_name (button (f, "Keep for _This Run Only"), "clicked");
  fixture_wait (f, is_kept);
  g_assert_cmpint (kept (f), ==, EMBARK_KEPT_MEMORY);
  wait_text (f, "For this run only");
}

static void
text_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  *(char **) data = g_strdup (text != NULL ? text : "");
}

static char *
dup_clipboard (Fixture *f)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (f->page)), NULL, text_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static GtkWidget *
find_icon_button (GtkWidget *root, const char *icon)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), icon) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_icon_button (child, icon);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
copy_button (Fixture *f)
{
  return find_icon_button (find_titled (GTK_WIDGET (f->page), "Client Secret"), "edit-copy-symbolic");
}

/* A secret that was copied leaves the clipboard by itself, and nothing else that was copied meanwhile does.
 */
static void
test_copied (Fixture *f, gconstpointer data)
{
  GdkClipboard *clipboard;
  g_autofree char *here = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *other = NULL;

  fixture_refresh (f);
  show (f);
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->page));
  type (f, "Client Secret", WRONG_SECRET);
  g_signal_emit_by_name (copy_button (f), "clicked");
  here = dup_clipboard (f);
  g_assert_cmpstr (here, ==, WRONG_SECRET);
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                        "x-kde-passwordManagerHint"));
  embark_clock_manual_advance (f->clock, 59000);
  g_assert_nonnull (gdk_clipboard_get_content (clipboard));
  embark_clock_manual_advance (f->clock, 1000);
  g_assert_null (gdk_clipboard_get_content (clipboard));

  g_signal_emit_by_name (copy_button (f), "clicked");
  gdk_clipboard_set_text (clipboard, "mine");
  embark_clock_manual_advance (f->clock, 60000);
  other = dup_clipboard (f);
  g_assert_cmpstr (other, ==, "mine");

  g_signal_emit_by_name (copy_button (f), "clicked");
  embark_secret_clip_clear ();
  g_assert_null (gdk_clipboard_get_content (clipboard));
}

static GtkWidget *
find_ask (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *found = ui_find_button (window, "_Ask Salesforce");

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
prove (Fixture *f, const char *id, const char *secret, const char *verdict)
{
  type (f, "Client ID", id);
  type (f, "Client Secret", secret);
  g_assert_true (gtk_widget_get_sensitive (button (f, "_Prove…")));
  g_signal_emit_by_name (button (f, "_Prove…"), "clicked");
  while (find_ask () == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (find_ask (), "clicked");
  while (find_ask () != NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_text (f, verdict);
}

/* The stand-in answers as Salesforce does. */
static void
test_proved (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;

  get_pair (f, &id, &secret);
  fixture_refresh (f);
  show (f);
  prove (f, id, WRONG_SECRET, "invalid_client");
  g_assert_false (reads (GTK_WIDGET (f->page), "Salesforce accepts this ID and secret"));
  prove (f, "3MVG9aNlkJwuH9vPePQ1Z0KS0.2bKaVhG1HdqrFzqPB3FhVbXcUb3pKpYt5sLd6f7AbCdEfGhIjKlMnOpQrSt", secret,
         "invalid_client_id");
  prove (f, id, secret, "Salesforce accepts this ID and secret");
  /* What was said of this pair is not said of another one. */
  type (f, "Client Secret", WRONG_SECRET);
  g_assert_false (reads (GTK_WIDGET (f->page), "Salesforce accepts this ID and secret"));
}

/* ---- the rest ---- */

static void
test_offline (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  embark_sandbox_fail_next (f->sandbox, "GET", "/application/salesforce", 500, 20);
  show (f);
  g_signal_emit_by_name (button (f, "Check _Again"), "clicked");
  wait_text (f, "Copy Details");
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  show (f);
  wait_text (f, "4 of 11 done");
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
  TEST ("shapes", test_shapes);
  TEST ("kept", test_kept);
  TEST ("no-keyring", test_no_keyring);
  TEST ("copied", test_copied);
  TEST ("proved", test_proved);
  TEST ("offline", test_offline);
  TEST ("narrow", test_narrow);
  return g_test_run ();
}
