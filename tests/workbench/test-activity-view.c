/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The activity: the real view over calls to a real sandbox, and attempts from a real journal. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "embark-activity-list.h"
#include "embark-activity-pane.h"
#include "embark-activity-view.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-redact.h"
#include "workbench-fixture.h"

#define ACCOUNT "acme-robotics"

typedef struct
{
  Fixture base;
  EmbarkActivityView *view;
  guint n_pending;
  guint n_wanted;
  GFile *file;  /* (owned) (nullable) */
  char *copied; /* (owned) (nullable) */
} View;

static void
view_set_up (View *v, gconstpointer data)
{
  fixture_set_up (&v->base, data);
  v->view = g_object_new (EMBARK_TYPE_ACTIVITY_VIEW, NULL);
  embark_activity_view_set_workspace (v->view, v->base.workspace);
  v->base.window = ui_show (GTK_WIDGET (v->view), 900, 700);
}

static void
view_tear_down (View *v, gconstpointer data)
{
  ui_close (g_steal_pointer (&v->base.window));
  g_clear_object (&v->file);
  g_clear_pointer (&v->copied, g_free);
  fixture_tear_down (&v->base, data);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  View *v = user_data;
  G_GNUC_UNUSED g_autoptr (EmbarkReply) reply =
      embark_client_send_finish (EMBARK_CLIENT (source), result, NULL);

  v->n_pending--;
}

static gboolean
is_sent (Fixture *f)
{
  return ((View *) f)->n_pending == 0;
}

/* @call: (transfer full) */
static void
send_call (View *v, EmbarkCall *call)
{
  v->n_pending++;
  embark_client_send_async (v->base.client, call, NULL, sent_cb, v);
  g_object_unref (call);
  fixture_wait (&v->base, is_sent);
}

static void
read_accounts (View *v)
{
  send_call (v, embark_call_new (EMBARK_OPERATION_ACCOUNT_LIST));
}

static void
save_account (View *v, const char *name)
{
  EmbarkCall *call = embark_call_new (EMBARK_OPERATION_ACCOUNT_UPSERT);
  g_autofree char *body = g_strdup_printf ("{\"linked_account_id\":\"%s\",\"name\":\"%s\"}", ACCOUNT, name);

  embark_call_set_body_text (call, body);
  send_call (v, call);
}

static void
read_missing (View *v)
{
  EmbarkCall *call = embark_call_new (EMBARK_OPERATION_ACCOUNT_GET);

  embark_call_set_account (call, "nobody");
  send_call (v, call);
}

static void
make_token (View *v)
{
  EmbarkCall *call = embark_call_new (EMBARK_OPERATION_SESSION_TOKEN);

  embark_call_set_account (call, ACCOUNT);
  embark_call_set_body_text (call, "{\"linked_account_id\":\"" ACCOUNT "\"}");
  send_call (v, call);
}

static guint
get_n (View *v)
{
  return g_list_model_get_n_items (embark_activity_view_get_shown (v->view));
}

static GtkWidget *
get_list (View *v)
{
  return ui_find (GTK_WIDGET (v->view), GTK_TYPE_LIST_VIEW, NULL);
}

static EmbarkActivityPane *
get_pane (View *v)
{
  return EMBARK_ACTIVITY_PANE (ui_find (GTK_WIDGET (v->view), EMBARK_TYPE_ACTIVITY_PANE, NULL));
}

static gboolean
is_read (Fixture *f)
{
  return !embark_activity_pane_get_loading (get_pane ((View *) f));
}

static void
choose (View *v, guint position)
{
  g_signal_emit_by_name (get_list (v), "activate", position);
  fixture_wait (&v->base, is_read);
}

/* ---- the list ---- */

static void
test_empty (View *v, gconstpointer data)
{
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "No Calls Yet"));
  read_accounts (v);
  g_assert_false (fixture_sees (GTK_WIDGET (v->view), "No Calls Yet"));
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "GET /linked-account"));
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "200"));
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "1 entry"));
  gtk_widget_activate_action (GTK_WIDGET (v->view), "activity.clear", NULL);
  ui_settle ();
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "No Calls Yet"));
  g_assert_cmpuint (g_list_model_get_n_items (embark_workspace_get_exchanges (v->base.workspace)), ==, 0);
}

static void
set_search (View *v, const char *text)
{
  GtkWidget *search = ui_find (GTK_WIDGET (v->view), GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (search), text);
  g_signal_emit_by_name (search, "search-changed");
  ui_settle ();
}

static void
test_filter (View *v, gconstpointer data)
{
  g_autoptr (EmbarkExchange) newest = NULL;

  read_accounts (v);
  read_accounts (v);
  save_account (v, "Acme");
  read_missing (v);
  g_assert_cmpuint (get_n (v), ==, 4);

  g_object_set (v->view, "only-failures", TRUE, NULL);
  g_assert_cmpuint (get_n (v), ==, 1);
  g_object_set (v->view, "only-failures", FALSE, "only-changes", TRUE, NULL);
  g_assert_cmpuint (get_n (v), ==, 1);
  g_object_set (v->view, "only-changes", FALSE, "hide-polling", TRUE, NULL);
  g_assert_cmpuint (get_n (v), ==, 3);
  /* After a minute it is a new look. */
  embark_clock_manual_advance (v->base.clock, 61 * 1000);
  read_accounts (v);
  g_assert_cmpuint (get_n (v), ==, 4);
  g_object_set (v->view, "hide-polling", FALSE, NULL);

  set_search (v, "PUT /linked");
  g_assert_cmpuint (get_n (v), ==, 1);
  newest = g_list_model_get_item (embark_workspace_get_exchanges (v->base.workspace), 0);
  set_search (v, embark_exchange_get_trace_id (newest));
  g_assert_cmpuint (get_n (v), ==, 1);
  set_search (v, "no such call");
  g_assert_cmpuint (get_n (v), ==, 0);
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "No Match"));
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "0 of 5"));
  fixture_press (ui_find_button (GTK_WIDGET (v->view), "_Show All Calls"));
  g_assert_cmpuint (get_n (v), ==, 5);
}

/* ---- attempts ---- */

static gboolean
has_attempt (Fixture *f)
{
  return get_n ((View *) f) >= ((View *) f)->n_wanted;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((View *) user_data)->n_pending--;
}

static void
add_attempt (View *v, const char *verdict, gint64 started_at)
{
  const EmbarkAttempt attempt = {
    .profile_id = (char *) embark_profile_get_id (embark_workspace_get_profile (v->base.workspace)),
    .account_id = (char *) ACCOUNT,
    .door = (char *) "browser",
    .hosts = (char *) "connect.example → login.salesforce.com",
    .code = (char *) "invalid_scope",
    .verdict = (char *) verdict,
    .started_at = started_at,
    .ended_at = started_at + 1000,
  };

  v->n_pending++;
  embark_journal_add_attempt_async (v->base.journal, &attempt, NULL, added_cb, v);
  fixture_wait (&v->base, is_sent);
}

static void
test_attempts (View *v, gconstpointer data)
{
  gint64 now = embark_clock_get_real_time (EMBARK_CLOCK (v->base.clock));
  g_autoptr (EmbarkActivityEntry) first = NULL;
  g_autoptr (EmbarkActivityEntry) last = NULL;

  add_attempt (v, "failed", now - G_USEC_PER_SEC);
  read_accounts (v);
  embark_activity_refresh (embark_activity_view_get_activity (v->view));
  v->n_wanted = 2;
  fixture_wait (&v->base, has_attempt);
  first = g_list_model_get_item (embark_activity_view_get_shown (v->view), 0);
  last = g_list_model_get_item (embark_activity_view_get_shown (v->view), 1);
  g_assert_nonnull (embark_activity_entry_get_exchange (first));
  g_assert_nonnull (embark_activity_entry_get_attempt (last));
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "Sign-in in the browser"));
  choose (v, 1);
  g_assert_true (fixture_sees (GTK_WIDGET (get_pane (v)), "connect.example → login.salesforce.com"));
  g_assert_true (fixture_sees (GTK_WIDGET (get_pane (v)), "invalid_scope"));
  g_assert_true (fixture_sees (GTK_WIDGET (get_pane (v)), "Failed"));

  /* Read again, nothing is listed twice. */
  add_attempt (v, "cancelled", now - 1);
  embark_activity_refresh (embark_activity_view_get_activity (v->view));
  v->n_wanted = 3;
  fixture_wait (&v->base, has_attempt);
  g_assert_cmpuint (get_n (v), ==, 3);

  /* What was cleared does not come back. */
  embark_clock_manual_advance (v->base.clock, 1000);
  gtk_widget_activate_action (GTK_WIDGET (v->view), "activity.clear", NULL);
  add_attempt (v, "connected", now + 10 * G_USEC_PER_SEC);
  embark_activity_refresh (embark_activity_view_get_activity (v->view));
  embark_activity_refresh (embark_activity_view_get_activity (v->view));
  v->n_wanted = 1;
  fixture_wait (&v->base, has_attempt);
  g_assert_cmpuint (get_n (v), ==, 1);
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "Connected"));
}

/* ---- the details ---- */

static void
clipboard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  View *v = user_data;

  v->copied = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  v->n_pending--;
}

static const char *
read_clipboard (View *v)
{
  g_clear_pointer (&v->copied, g_free);
  v->n_pending++;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (v->view)), NULL, clipboard_cb, v);
  fixture_wait (&v->base, is_sent);
  return v->copied;
}

static void
test_details (View *v, gconstpointer data)
{
  const char *key = embark_sandbox_get_api_key (v->base.sandbox);
  g_autofree char *body = NULL;
  GtkWidget *request;

  save_account (v, "Acme 'n' Co");
  choose (v, 0);
  g_assert_true (fixture_sees (GTK_WIDGET (get_pane (v)), "PUT /linked-account"));
  /* The second is of the request. */
  request = ui_find (GTK_WIDGET (get_pane (v)), EMBARK_TYPE_JSON_VIEW, NULL);
  g_assert_nonnull (request);
  body = embark_json_view_dup_text (EMBARK_JSON_VIEW (request));
  g_assert_nonnull (strstr (body, "\n"));
  gtk_widget_activate_action (GTK_WIDGET (get_pane (v)), "activity.copy-curl", NULL);
  g_assert_nonnull (strstr (read_clipboard (v), "$COBALT_API_KEY"));
  g_assert_nonnull (strstr (v->copied, "Acme"));
  g_assert_null (strstr (v->copied, key));
  gtk_widget_activate_action (GTK_WIDGET (get_pane (v)), "activity.copy-trace", NULL);
  g_assert_cmpuint (strlen (read_clipboard (v)), >, 4);
}

static void
test_withheld (View *v, gconstpointer data)
{
  make_token (v);
  choose (v, 0);
  g_assert_true (fixture_sees (GTK_WIDGET (get_pane (v)), "Not shown: all of it is a secret."));
}

/* The list and the details take turns. */
static void
test_narrow (View *v, gconstpointer data)
{
  read_accounts (v);
  embark_activity_view_set_narrow (v->view, TRUE);
  ui_settle ();
  fixture_check_narrow (GTK_WIDGET (v->view));
  g_assert_true (ui_is_shown (get_list (v)));
  choose (v, 0);
  fixture_check_narrow (GTK_WIDGET (v->view));
  g_assert_false (ui_is_shown (get_list (v)));
  g_assert_true (ui_is_shown (GTK_WIDGET (get_pane (v))));
  gtk_widget_activate_action (GTK_WIDGET (get_pane (v)), "activity.back", NULL);
  ui_settle ();
  g_assert_true (ui_is_shown (get_list (v)));
}

/* ---- growing ---- */

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n = user_data;

  return ++*n < 6 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
let_draw (View *v)
{
  guint n = 0;

  gtk_widget_add_tick_callback (GTK_WIDGET (v->view), count_frame_cb, &n, NULL);
  while (n < 6)
    g_main_context_iteration (NULL, TRUE);
  ui_settle ();
}

static void
test_follow (View *v, gconstpointer data)
{
  GtkAdjustment *adjustment;

  for (guint i = 0; i < 40; i++)
    read_accounts (v);
  let_draw (v);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_list (v)));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, 2 * gtk_adjustment_get_page_size (adjustment));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 1);
  read_missing (v);
  let_draw (v);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 1);

  /* Who reads further down is not moved, and told what is new. */
  gtk_adjustment_set_value (adjustment, 300);
  let_draw (v);
  read_missing (v);
  read_missing (v);
  let_draw (v);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 300);
  g_assert_true (fixture_sees (GTK_WIDGET (v->view), "2 New"));
  fixture_press (ui_find_button (GTK_WIDGET (v->view), "2 New"));
  let_draw (v);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 1);
  read_missing (v);
  let_draw (v);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 1);
}

/* ---- the export ---- */

/* All of it is written. */
static gboolean
is_exported (Fixture *f)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) json = NULL;

  if (!g_file_load_contents (((View *) f)->file, NULL, &text, NULL, NULL, NULL))
    return FALSE;
  json = embark_json_parse (text, -1, NULL);
  return json != NULL;
}

static void
test_export (View *v, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("embark-activity-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "calls.har", NULL);
  g_autofree char *text = NULL;
  const char *first, *second;

  read_accounts (v);
  make_token (v);
  v->file = g_file_new_for_path (path);
  embark_activity_view_export (v->view, v->file);
  fixture_wait (&v->base, is_exported);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, embark_sandbox_get_api_key (v->base.sandbox)));
  g_assert_null (strstr (text, "eyJ"));
  /* The oldest first. */
  first = strstr (text, "\"linked-account.list\"");
  second = strstr (text, "\"session-token.create\"");
  g_assert_nonnull (first);
  g_assert_true (second == NULL || first < second);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                                      \
  g_test_add ("/workbench/activity-view/" name, View, NULL, view_set_up, func, view_tear_down)
  ADD ("empty", test_empty);
  ADD ("filter", test_filter);
  ADD ("attempts", test_attempts);
  ADD ("details", test_details);
  ADD ("withheld", test_withheld);
  ADD ("narrow", test_narrow);
  ADD ("follow", test_follow);
  ADD ("export", test_export);
  return g_test_run ();
}
