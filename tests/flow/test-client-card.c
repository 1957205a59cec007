/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Client ID and Secret on the page of the Salesforce app. */

#include "config.h"

#include "app-page-fixture.h"
#include "embark-secret-clip.h"
#include "embark-secret-store-libsecret.h"

#define WRONG_SECRET "1955279925675241571"

/* Returns: (transfer none) (nullable) */
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

static void
test_shapes (Fixture *f, gconstpointer data)
{
  fixture_refresh (f);
  app_page_show (f);
  g_assert_false (gtk_widget_get_sensitive (app_page_button (f, "_Prove…")));
  g_assert_false (gtk_widget_get_sensitive (app_page_button (f, "_Keep in Keyring")));
  app_page_type (f, "Client ID", "short");
  g_assert_true (app_page_reads (GTK_WIDGET (f->page), "Client ID: "));
  app_page_type (f, "Client Secret", "3MVG9abcdefghijklmnopqrstuvwxyz");
  g_assert_true (app_page_reads (GTK_WIDGET (f->page), "Client Secret: "));
  /* What cannot be one is neither kept nor sent. */
  g_assert_true (
      gtk_widget_has_css_class (app_page_find_titled (GTK_WIDGET (f->page), "Client Secret"), "error"));
  g_assert_false (gtk_widget_get_sensitive (app_page_button (f, "_Prove…")));
  g_assert_false (gtk_widget_get_sensitive (app_page_button (f, "_Keep in Keyring")));
}

/* What has only a picture says what it does. */
static void
test_named (Fixture *f, gconstpointer data)
{
  GtkWidget *row, *button;

  app_page_show (f);
  row = app_page_find_titled (GTK_WIDGET (f->page), "Client Secret");
  button = find_icon_button (row, "view-reveal-symbolic");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Show Text");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (find_icon_button (row, "view-conceal-symbolic") == button);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Hide Text");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_icon_button (row, "edit-copy-symbolic")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Copy Client Secret");
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
  return kept (f) == EMBARK_KEPT_NOWHERE && *app_page_typed (f, "Client ID") == '\0';
}

static gboolean
is_filled (Fixture *f)
{
  return *app_page_typed (f, "Client Secret") != '\0';
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
  app_page_get_pair (f, &id, &secret);
  blank = g_strconcat ("  ", secret, "\n", NULL);
  fixture_refresh (f);
  app_page_show (f);
  app_page_type (f, "Client ID", id);
  app_page_type (f, "Client Secret", blank);
  g_signal_emit_by_name (app_page_button (f, "_Keep in Keyring"), "clicked");
  fixture_wait (f, is_kept);
  app_page_wait_text (f, "In your keyring");
  g_assert_cmpstr (app_page_typed (f, "Client Secret"), ==, secret);
  g_assert_false (gtk_widget_get_sensitive (app_page_button (f, "_Keep in Keyring")));

  /* Another page finds them. */
  ui_close (f->window);
  app_page_show (f);
  fixture_wait (f, is_filled);
  g_assert_cmpstr (app_page_typed (f, "Client ID"), ==, id);
  g_signal_emit_by_name (app_page_button (f, "_Forget…"), "clicked");
  app_page_answer ("_Forget");
  fixture_wait (f, is_forgotten);
  g_assert_cmpstr (app_page_typed (f, "Client Secret"), ==, "");
}

/* The page goes while the pair is being kept: both parts are, or neither. */
static void
test_kept_and_gone (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkSecretStore) keyring = embark_secret_store_memory_new ();
  g_autoptr (EmbarkSecretStore) memory = embark_secret_store_memory_new ();
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;

  embark_workspace_set_secret_stores (f->workspace, keyring, memory);
  app_page_get_pair (f, &id, &secret);
  fixture_refresh (f);
  app_page_show (f);
  app_page_type (f, "Client ID", id);
  app_page_type (f, "Client Secret", secret);
  g_signal_emit_by_name (app_page_button (f, "_Keep in Keyring"), "clicked");
  ui_close (f->window);
  f->page = NULL;
  fixture_wait (f, is_kept);
  g_assert_cmpstr (
      embark_client_credentials_get_client_secret (embark_workspace_get_client_credentials (f->workspace)),
      ==, secret);
  app_page_show (f);
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
  app_page_show (f);
  app_page_wait_text (f, "4 of 11 done");
  app_page_type (f, "Client ID", "3MVG9LumenDeskSandbox7QpXk2vYtRw0aBcDeFgHiJkLmNoPqStUvWxYz");
  app_page_type (f, "Client Secret", WRONG_SECRET);
  g_signal_emit_by_name (app_page_button (f, "_Keep in Keyring"), "clicked");
  app_page_wait_text (f, "Keep for This Run Only");
  g_assert_cmpint (kept (f), ==, EMBARK_KEPT_NOWHERE);
  g_assert_cmpstr (app_page_typed (f, "Client Secret"), ==, WRONG_SECRET);
  g_signal_emit_by_name (app_page_button (f, "Keep for _This Run Only"), "clicked");
  fixture_wait (f, is_kept);
  g_assert_cmpint (kept (f), ==, EMBARK_KEPT_MEMORY);
  app_page_wait_text (f, "For this run only");
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
copy_button (Fixture *f)
{
  return find_icon_button (app_page_find_titled (GTK_WIDGET (f->page), "Client Secret"),
                           "edit-copy-symbolic");
}

/* A secret that was copied leaves the clipboard by itself, and nothing else that was copied meanwhile does.
 */
static void
test_copied (Fixture *f, gconstpointer data)
{
  GdkClipboard *clipboard;
  g_autofree char *here = NULL;
  G_GNUC_UNUSED g_autofree char *gone = NULL;
  g_autofree char *other = NULL;

  fixture_refresh (f);
  app_page_show (f);
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->page));
  app_page_type (f, "Client Secret", WRONG_SECRET);
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

static void
prove (Fixture *f, const char *id, const char *secret, const char *verdict)
{
  app_page_type (f, "Client ID", id);
  app_page_type (f, "Client Secret", secret);
  g_assert_true (gtk_widget_get_sensitive (app_page_button (f, "_Prove…")));
  g_signal_emit_by_name (app_page_button (f, "_Prove…"), "clicked");
  app_page_answer ("_Ask Salesforce");
  app_page_wait_text (f, verdict);
}

/* The stand-in answers as Salesforce does. */
static void
test_proved (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;

  app_page_get_pair (f, &id, &secret);
  fixture_refresh (f);
  app_page_show (f);
  prove (f, id, WRONG_SECRET, "invalid_client");
  g_assert_false (app_page_reads (GTK_WIDGET (f->page), "Salesforce accepts this ID and secret"));
  prove (f, "3MVG9aNlkJwuH9vPePQ1Z0KS0.2bKaVhG1HdqrFzqPB3FhVbXcUb3pKpYt5sLd6f7AbCdEfGhIjKlMnOpQrSt", secret,
         "invalid_client_id");
  prove (f, id, secret, "Salesforce accepts this ID and secret");
  /* What was said of this pair is not said of another one. */
  app_page_type (f, "Client Secret", WRONG_SECRET);
  g_assert_false (app_page_reads (GTK_WIDGET (f->page), "Salesforce accepts this ID and secret"));
}

static gboolean
is_asking (Fixture *f)
{
  return !gtk_widget_get_sensitive (app_page_button (f, "_Prove…"));
}

static gboolean
is_answered (Fixture *f)
{
  return !is_asking (f);
}

/* The pair is changed while Salesforce is asked about the one before. */
static void
test_changed_meanwhile (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;

  app_page_get_pair (f, &id, &secret);
  fixture_refresh (f);
  app_page_show (f);
  app_page_type (f, "Client ID", id);
  app_page_type (f, "Client Secret", secret);
  fixture_wait (f, is_answered);
  g_signal_emit_by_name (app_page_button (f, "_Prove…"), "clicked");
  app_page_answer ("_Ask Salesforce");
  /* No further than that: the answer is not to be there yet. */
  while (!is_asking (f))
    g_main_context_iteration (NULL, TRUE);
  app_page_type (f, "Client Secret", WRONG_SECRET);
  fixture_wait (f, is_answered);
  g_assert_false (app_page_reads (GTK_WIDGET (f->page), "Salesforce accepts this ID and secret"));
  g_assert_cmpstr (app_page_typed (f, "Client Secret"), ==, WRONG_SECRET);
}

#define TEST(name, func)                                                                                     \
  g_test_add ("/flow/client-card/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("shapes", test_shapes);
  TEST ("named", test_named);
  TEST ("kept", test_kept);
  TEST ("kept-and-gone", test_kept_and_gone);
  TEST ("no-keyring", test_no_keyring);
  TEST ("copied", test_copied);
  TEST ("proved", test_proved);
  TEST ("changed-meanwhile", test_changed_meanwhile);
  return g_test_run ();
}
