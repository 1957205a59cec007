/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Webhook subscriptions created, edited, switched and deleted by the widgets, against the sandbox. */

#include "config.h"

#include "embark-json.h"
#include "embark-webhook-group.h"
#include "embark-webhook-headers.h"
#include "embark-webhook-row.h"
#include "embark-webhooks-window.h"
#include "workbench-fixture.h"

#define SECRET "Bearer zebra-crossing"

static EmbarkWebhookBook *book; /* the window's */

static void
add (Fixture *f, EmbarkWebhookBook *to, const char *json)
{
  g_autoptr (JsonNode) body = embark_json_parse (json, -1, NULL);

  f->elsewhere = FALSE;
  embark_webhook_book_save_async (to, NULL, body, NULL, fixture_elsewhere_cb, f);
  fixture_wait (f, fixture_is_elsewhere_done);
}

static gboolean
sees (const char *text, Fixture *f)
{
  return fixture_sees (GTK_WIDGET (f->window), text);
}

static void
show_window (Fixture *f)
{
  f->window = GTK_WINDOW (embark_webhooks_window_new (f->workspace, NULL));
  book = embark_webhooks_window_get_book (EMBARK_WEBHOOKS_WINDOW (f->window));
  f->book = EMBARK_BOOK (book);
  gtk_window_present (f->window);
  fixture_wait (f, fixture_is_loaded);
}

/* Shows the window, with one subscription in it. */
static void
show (Fixture *f)
{
  g_autoptr (EmbarkWebhookBook) other = embark_webhook_book_new (f->workspace);

  add (f, other,
       "{\"webhook_url\":\"https://ops.example/hook/s3cret\",\"webhook_events\":[\"Workflow Errored\"],"
       "\"webhook_headers\":{\"Authorization\":\"" SECRET "\"},\"group\":\"night\"}");
  show_window (f);
}

static void
do_action (Fixture *f, const char *name, const char *id)
{
  if (id != NULL)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), name, "s", id));
  else
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), name, NULL));
  ui_settle ();
}

/* The subscription to the host @host. */
static EmbarkWebhook *
find (const char *host)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (book)); i++)
    {
      g_autoptr (EmbarkWebhook) webhook = g_list_model_get_item (G_LIST_MODEL (book), i);
      g_autofree char *its = embark_webhook_uri_dup_host (embark_webhook_get_uri (webhook));

      if (g_str_equal (its, host))
        return webhook;
    }
  return NULL;
}

static const char *
find_id (const char *host)
{
  g_assert_nonnull (find (host));
  return embark_webhook_get_id (find (host));
}

/* The row of the subscription to @host in @root. */
static GtkWidget *
find_row (GtkWidget *root, const char *host)
{
  if (EMBARK_IS_WEBHOOK_ROW (root)
      && embark_webhook_row_get_webhook (EMBARK_WEBHOOK_ROW (root)) == find (host))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, host);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkSwitch *
get_switch (Fixture *f, const char *host)
{
  GtkWidget *row = find_row (GTK_WIDGET (f->window), host);

  g_assert_nonnull (row);
  return GTK_SWITCH (ui_find (row, GTK_TYPE_SWITCH, NULL));
}

static void
type_uri (const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find (fixture_get_dialog (), ADW_TYPE_ENTRY_ROW, NULL)), text);
  ui_settle ();
}

static void
check_first_event (void)
{
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (ui_find (fixture_get_dialog (), GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  ui_settle ();
}

static void
test_create (Fixture *f, gconstpointer data)
{
  GtkWidget *save;

  show (f);
  do_action (f, "webhooks.new", NULL);
  save = ui_find_button (fixture_get_dialog (), "_Create");
  g_assert_false (gtk_widget_is_sensitive (save));
  type_uri ("ftp://x.example");
  g_assert_nonnull (ui_find (fixture_get_dialog (), GTK_TYPE_LABEL, "error-text"));
  check_first_event ();
  g_assert_false (gtk_widget_is_sensitive (save));
  type_uri ("http://plain.example");
  g_assert_true (ui_is_shown (ui_find (fixture_get_dialog (), GTK_TYPE_LABEL, "warning-text")));
  g_assert_true (gtk_widget_is_sensitive (save));
  type_uri ("https://new.example/hook");
  g_assert_false (ui_is_shown (ui_find (fixture_get_dialog (), GTK_TYPE_LABEL, "warning-text")));
  fixture_press (save);
  fixture_wait (f, fixture_is_closed);
  g_assert_true (sees ("new.example", f));
  g_assert_true (sees ("ops.example", f));
  g_assert_true (sees ("night", f));
  g_assert_true (sees ("Without a group", f));
}

/* Returns: whether anything in @root that can be read says @text */
static gboolean
says (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

/* Only what was changed is sent; a header that was not touched stays, hidden as it is. */
static void
test_edit (Fixture *f, gconstpointer data)
{
  GtkWidget *value;
  JsonObject *headers;

  show (f);
  g_assert_false (says (GTK_WIDGET (f->window), "s3cret"));
  do_action (f, "webhooks.edit", find_id ("ops.example"));
  value = ui_find (fixture_get_dialog (), GTK_TYPE_PASSWORD_ENTRY, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (value)), ==, SECRET);
  g_assert_false (gtk_text_get_visibility (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (value)))));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture_get_dialog (), "_Save")));
  type_uri ("https://day.example/hook");
  fixture_press (ui_find_button (fixture_get_dialog (), "_Save"));
  fixture_wait (f, fixture_is_closed);
  g_assert_true (sees ("day.example", f));
  headers = embark_webhook_get_headers (find ("day.example"));
  g_assert_cmpstr (embark_json_get_string (headers, "Authorization", NULL), ==, SECRET);

  do_action (f, "webhooks.edit", find_id ("day.example"));
  gtk_editable_set_text (GTK_EDITABLE (ui_find (fixture_get_dialog (), GTK_TYPE_PASSWORD_ENTRY, NULL)),
                         "other");
  fixture_press (ui_find_button (fixture_get_dialog (), "Add _Header"));
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (fixture_get_dialog (), "_Save")));
  fixture_press (ui_find_button (fixture_get_dialog (), "_Save"));
  fixture_wait (f, fixture_is_closed);
  headers = embark_webhook_get_headers (find ("day.example"));
  g_assert_cmpstr (embark_json_get_string (headers, "Authorization", NULL), ==, "other");
  g_assert_cmpuint (json_object_get_size (headers), ==, 1);
}

static gboolean
is_off (Fixture *f)
{
  return !embark_webhook_get_enabled (find ("ops.example"));
}

static gboolean
is_refused (Fixture *f)
{
  return ui_find (GTK_WIDGET (f->window), EMBARK_TYPE_WEBHOOK_ROW, "refused") != NULL;
}

static void
test_switch (Fixture *f, gconstpointer data)
{
  show (f);
  g_assert_true (gtk_switch_get_active (get_switch (f, "ops.example")));
  embark_sandbox_fail_next (f->sandbox, "PUT", "/webhook", 400, 1);
  gtk_switch_set_active (get_switch (f, "ops.example"), FALSE);
  g_assert_true (gtk_switch_get_state (get_switch (f, "ops.example")));
  fixture_wait (f, is_refused);
  g_assert_true (gtk_switch_get_active (get_switch (f, "ops.example")));
  g_assert_true (gtk_switch_get_state (get_switch (f, "ops.example")));

  gtk_switch_set_active (get_switch (f, "ops.example"), FALSE);
  fixture_wait (f, is_off);
  g_assert_false (gtk_switch_get_state (get_switch (f, "ops.example")));
  g_assert_false (is_refused (f));
}

static gboolean
is_deleted (Fixture *f)
{
  return !embark_book_get_loading (EMBARK_BOOK (book)) && find ("ops.example") == NULL;
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  show (f);
  do_action (f, "webhooks.delete", find_id ("ops.example"));
  fixture_answer (f, "_Cancel");
  g_assert_nonnull (find ("ops.example"));
  do_action (f, "webhooks.delete", find_id ("ops.example"));
  fixture_answer (f, "_Delete");
  fixture_wait (f, is_deleted);
  g_assert_false (sees ("ops.example", f));
}

/* 400 RESOURCE_NOT_FOUND: what was typed can be made a webhook again. */
static void
test_deleted_meanwhile (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkWebhookBook) other = embark_webhook_book_new (f->workspace);

  show (f);
  do_action (f, "webhooks.edit", find_id ("ops.example"));
  type_uri ("https://again.example/hook");
  f->elsewhere = FALSE;
  embark_webhook_book_delete_async (other, find_id ("ops.example"), NULL, fixture_elsewhere_cb, f);
  fixture_wait (f, fixture_is_elsewhere_done);
  fixture_press (ui_find_button (fixture_get_dialog (), "_Save"));
  fixture_wait (f, fixture_is_answered);
  g_assert_nonnull (ui_find_text (fixture_get_dialog (), "Somebody deleted this webhook meanwhile"));
  fixture_press (ui_find_button (fixture_get_dialog (), "_Create"));
  fixture_wait (f, fixture_is_closed);
  g_assert_true (sees ("again.example", f));
  g_assert_cmpstr (embark_webhook_get_group (find ("again.example")), ==, "night");
}

static gboolean
is_grouped (Fixture *f)
{
  return g_strcmp0 (embark_webhook_get_group (find ("ops.example")), "day") == 0;
}

static void
test_group (Fixture *f, gconstpointer data)
{
  GtkWidget *group;
  GtkWidget *popover;

  show (f);
  group = ui_find (GTK_WIDGET (f->window), EMBARK_TYPE_WEBHOOK_GROUP, NULL);
  g_assert_cmpstr (embark_webhook_group_get_name (EMBARK_WEBHOOK_GROUP (group)), ==, "night");
  popover = GTK_WIDGET (
      gtk_menu_button_get_popover (GTK_MENU_BUTTON (ui_find (group, GTK_TYPE_MENU_BUTTON, NULL))));
  gtk_menu_button_popup (GTK_MENU_BUTTON (ui_find (group, GTK_TYPE_MENU_BUTTON, NULL)));
  ui_settle ();
  gtk_editable_set_text (GTK_EDITABLE (ui_find (popover, GTK_TYPE_ENTRY, NULL)), "day");
  fixture_press (ui_find_button (popover, "_Change"));
  fixture_wait (f, is_grouped);
  g_assert_true (sees ("day", f));
  g_assert_false (sees ("night", f));
}

static void
test_unsaved (Fixture *f, gconstpointer data)
{
  show (f);
  do_action (f, "webhooks.new", NULL);
  type_uri ("https://x.example");
  fixture_press (ui_find_button (fixture_get_dialog (), "_Cancel"));
  fixture_answer (f, "_Cancel");
  g_assert_false (fixture_is_closed (f));
  fixture_press (ui_find_button (fixture_get_dialog (), "_Cancel"));
  fixture_answer (f, "_Discard");
  g_assert_true (fixture_is_closed (f));
}

static void
test_wrong_key (Fixture *f, gconstpointer data)
{
  embark_workspace_set_api_key (f->workspace, "tk_wrong_key_000000");
  show_window (f);
  g_assert_true (sees ("Cobalt refused the API key", f));
  g_assert_true (ui_is_shown (ui_find_button (GTK_WIDGET (f->window), "_Replace Key…")));
}

static void
test_production (Fixture *f, gconstpointer data)
{
  show (f);
  gtk_switch_set_active (get_switch (f, "ops.example"), FALSE);
  fixture_answer (f, "_Cancel");
  g_assert_true (gtk_switch_get_active (get_switch (f, "ops.example")));
  gtk_switch_set_active (get_switch (f, "ops.example"), FALSE);
  fixture_answer (f, "Switch _Off");
  fixture_wait (f, is_off);
  do_action (f, "webhooks.delete", find_id ("ops.example"));
  fixture_answer_by_name (f, "ops.example", "_Delete");
  fixture_wait (f, is_deleted);
}

/* What is read only is refused before a question is asked. */
static void
test_read_only (Fixture *f, gconstpointer data)
{
  show (f);
  embark_workspace_set_read_only (f->workspace, TRUE);
  do_action (f, "webhooks.delete", find_id ("ops.example"));
  fixture_answer (f, "_Close");
  gtk_switch_set_active (get_switch (f, "ops.example"), FALSE);
  g_assert_false (fixture_is_asked (f));
  fixture_wait (f, is_refused);
  g_assert_true (gtk_switch_get_active (get_switch (f, "ops.example")));
  g_assert_nonnull (find ("ops.example"));
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  show (f);
  fixture_check_narrow (GTK_WIDGET (f->window));
  do_action (f, "webhooks.edit", find_id ("ops.example"));
  fixture_check_narrow (fixture_get_dialog ());
  fixture_press (ui_find_button (fixture_get_dialog (), "_Cancel"));
}

#define TEST(name, func, data)                                                                               \
  g_test_add ("/workbench/webhooks-window/" name, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  TEST ("create", test_create, NULL);
  TEST ("edit", test_edit, NULL);
  TEST ("switch", test_switch, NULL);
  TEST ("delete", test_delete, NULL);
  TEST ("deleted-meanwhile", test_deleted_meanwhile, NULL);
  TEST ("group", test_group, NULL);
  TEST ("unsaved", test_unsaved, NULL);
  TEST ("wrong-key", test_wrong_key, NULL);
  TEST ("production", test_production, "production");
  TEST ("read-only", test_read_only, "production");
  TEST ("narrow", test_narrow, NULL);
  return g_test_run ();
}
