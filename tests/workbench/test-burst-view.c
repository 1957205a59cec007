/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bursts made, watched, stopped and continued by the widgets, against the sandbox and the journal. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "embark-burst-chart.h"
#include "embark-burst-figures.h"
#include "embark-burst-form.h"
#include "embark-burst-pane.h"
#include "embark-burst-view.h"
#include "embark-burst-words.h"
#include "embark-journal-burst.h"
#include "workbench-fixture.h"

#define ACCOUNT "northwind-20418"

static EmbarkBurstView *view; /* in the fixture's window */

/* Returns: whether a label in @root that can be seen has @text in it */
static gboolean
sees (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (sees (child, text))
      return TRUE;
  return FALSE;
}

static GtkWidget *
find (GType type)
{
  GtkWidget *widget = ui_find (GTK_WIDGET (view), type, NULL);

  g_assert_nonnull (widget);
  return widget;
}

static EmbarkBurst *
get_burst (void)
{
  return embark_burst_pane_get_burst (EMBARK_BURST_PANE (find (EMBARK_TYPE_BURST_PANE)));
}

static const char *
figure (const char *name)
{
  return embark_burst_figures_get (EMBARK_BURST_FIGURES (find (EMBARK_TYPE_BURST_FIGURES)), name);
}

static GtkWidget *
button (const char *label)
{
  GtkWidget *found = ui_find_button (GTK_WIDGET (view), label);

  g_assert_nonnull (found);
  return found;
}

static gboolean
can_start (Fixture *f)
{
  return gtk_widget_is_sensitive (button ("_Start Burst"));
}

static gboolean
is_refused (Fixture *f)
{
  return !can_start (f) && sees (GTK_WIDGET (view), "Event 1 cannot be made");
}

static gboolean
is_listed (Fixture *f)
{
  GtkWidget *list = find (GTK_TYPE_LIST_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) > 0;
}

static gboolean
is_empty (Fixture *f)
{
  return sees (GTK_WIDGET (view), "No bursts yet");
}

static gboolean
has_ended (Fixture *f)
{
  return get_burst () != NULL && embark_burst_get_state (get_burst ()) == EMBARK_BURST_ENDED;
}

static gboolean
is_in_flight (Fixture *f)
{
  return get_burst () != NULL && embark_burst_get_count (get_burst (), EMBARK_BURST_EVENT_IN_FLIGHT) == 4;
}

static gboolean
is_waiting (Fixture *f)
{
  return get_burst () != NULL && embark_burst_get_state (get_burst ()) == EMBARK_BURST_WAITING;
}

static void
show (Fixture *f)
{
  view = g_object_new (EMBARK_TYPE_BURST_VIEW, NULL);
  f->window = ui_show (GTK_WIDGET (view), 1000, 700);
  g_assert_true (sees (GTK_WIDGET (view), "No Linked Account Yet"));
  embark_burst_view_set_account (view, f->workspace, ACCOUNT);
  fixture_wait (f, is_empty);
}

static GtkSpinButton *
spin (guint index)
{
  GtkWidget *row = ui_find (find (EMBARK_TYPE_BURST_FORM), GTK_TYPE_SPIN_BUTTON, NULL);

  /* Each stands in a row of its own, one below the other. */
  row = gtk_widget_get_ancestor (row, ADW_TYPE_ACTION_ROW);
  for (guint i = 0; i < index; i++)
    row = gtk_widget_get_next_sibling (row);
  return GTK_SPIN_BUTTON (ui_find (row, GTK_TYPE_SPIN_BUTTON, NULL));
}

/* @n events as fast as they go, four at once. */
static void
fill (Fixture *f, guint n)
{
  embark_burst_view_prepare (view, "contact.created", NULL, NULL, "{\"n\":{{n}}}");
  gtk_spin_button_set_value (spin (0), n);
  gtk_spin_button_set_value (spin (1), 0);
  fixture_wait (f, can_start);
}

static guint
count_received (Fixture *f)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (f->sandbox);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    n += json_object_has_member (json_array_get_object_element (requests, i), "event");
  return n;
}

static void
test_run (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = NULL;

  show (f);
  fill (f, 40);
  g_assert_true (sees (GTK_WIDGET (view), "Cobalt documents 20 events a second"));
  gtk_spin_button_set_value (spin (1), 20);
  g_assert_false (sees (GTK_WIDGET (view), "Cobalt documents 20 events a second"));
  gtk_spin_button_set_value (spin (1), 0);
  fixture_wait (f, can_start);
  fixture_press (button ("_Start Burst"));
  fixture_wait (f, has_ended);
  g_assert_cmpstr (figure ("Accepted"), ==, "40");
  g_assert_cmpstr (figure ("Sent"), ==, "40");
  g_assert_cmpstr (figure ("Not sent"), ==, "0");
  g_assert_true (is_listed (f));
  g_assert_true (sees (GTK_WIDGET (view), "40 of 40 accepted"));
  g_assert_true (sees (GTK_WIDGET (view), "40 answers in"));
  g_assert_cmpuint (embark_burst_chart_get_n_columns (EMBARK_BURST_CHART (find (EMBARK_TYPE_BURST_CHART))),
                    >=, 1);
  g_assert_cmpuint (count_received (f), ==, 40);
  g_assert_false (ui_is_shown (button ("Send the _Rest")));
  csv = embark_burst_dup_csv (get_burst ());
  g_assert_true (g_str_has_prefix (csv, "number,state,reason\r\n1,accepted,"));

  /* It is in the journal. */
  embark_burst_view_set_account (view, NULL, NULL);
  g_assert_true (sees (GTK_WIDGET (view), "No Linked Account Yet"));
  embark_burst_view_set_account (view, f->workspace, ACCOUNT);
  fixture_wait (f, is_listed);
}

static void
fault (Fixture *f, guint count, guint status, guint delay, const char *words, int retry_after)
{
  g_autofree char *uri = g_strconcat (embark_sandbox_get_base_uri (f->sandbox), "/__sandbox/fault", NULL);
  g_autofree char *body =
      g_strdup_printf ("{\"path\":\"/event\",\"count\":%u,\"status\":%u,\"delay_ms\":%u,"
                       "\"retry_after\":%d,\"body\":{\"error\":\"%s\",\"message\":\"%s\"}}",
                       count, status, delay, retry_after, words, words);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  gboolean done = FALSE;

  if (status == 0)
    {
      g_autofree char *late =
          g_strdup_printf ("{\"path\":\"/event\",\"count\":%u,\"delay_ms\":%u}", count, delay);

      g_bytes_unref (bytes);
      bytes = g_bytes_new (late, strlen (late));
    }
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_message_headers_replace (soup_message_get_request_headers (message), "x-api-key",
                                embark_sandbox_get_api_key (f->sandbox));
  g_signal_connect_swapped (message, "finished", G_CALLBACK (g_atomic_int_inc), &done);
  soup_session_send_async (f->session, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

/* Nothing leaves after the press; the second press gives up waiting; the rest is sent when somebody says so.
 */
static void
test_stop (Fixture *f, gconstpointer data)
{
  show (f);
  fault (f, 4, 0, 600000, NULL, 0);
  fill (f, 60);
  fixture_press (button ("_Start Burst"));
  fixture_wait (f, is_in_flight);
  fixture_press (button ("_Stop"));
  g_assert_true (sees (GTK_WIDGET (view), "4 answers are waited for"));
  g_assert_cmpuint (embark_burst_get_count (get_burst (), EMBARK_BURST_EVENT_IN_FLIGHT), ==, 4);
  fixture_press (button ("Do Not _Wait"));
  fixture_wait (f, has_ended);
  g_assert_cmpstr (figure ("Unknown"), ==, "4");
  g_assert_cmpstr (figure ("Not sent"), ==, "56");
  g_assert_true (sees (GTK_WIDGET (view), "never sent again"));
  g_assert_cmpuint (count_received (f), ==, 0);

  embark_sandbox_reset (f->sandbox);
  fixture_press (button ("Send the _Rest"));
  fixture_wait (f, has_ended);
  g_assert_cmpstr (figure ("Accepted"), ==, "56");
  g_assert_cmpstr (figure ("Unknown"), ==, "4");
  g_assert_cmpuint (count_received (f), ==, 56);
  /* The sandbox lives until it has answered those that nobody waits for. */
  embark_clock_manual_advance (f->clock, 600000);
}

static void
test_limited (Fixture *f, gconstpointer data)
{
  show (f);
  fault (f, 1, 429, 0, "too many", 7);
  fill (f, 3);
  gtk_spin_button_set_value (spin (2), 1);
  fixture_wait (f, can_start);
  fixture_press (button ("_Start Burst"));
  fixture_wait (f, is_waiting);
  g_assert_true (sees (GTK_WIDGET (view), "It goes on in 7"));
  embark_clock_manual_advance (f->clock, 1000);
  ui_settle ();
  g_assert_true (sees (GTK_WIDGET (view), "It goes on in 6"));
  embark_clock_manual_advance (f->clock, 6000);
  fixture_wait (f, has_ended);
  g_assert_cmpstr (figure ("Accepted"), ==, "2");
  g_assert_true (sees (GTK_WIDGET (view), "Event 1: "));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = NULL;

  show (f);
  fault (f, 2, 400, 0, "=1+1", 0);
  fill (f, 5);
  fixture_press (button ("_Start Burst"));
  fixture_wait (f, has_ended);
  g_assert_cmpstr (figure ("Refused"), ==, "2");
  g_assert_cmpstr (figure ("Accepted"), ==, "3");
  g_assert_true (sees (GTK_WIDGET (view), "Refused or Turned Away"));
  g_assert_true (sees (GTK_WIDGET (view), "=1+1"));
  /* A table program must not compute what a server said. */
  csv = embark_burst_dup_csv (get_burst ());
  g_assert_nonnull (strstr (csv, "refused,"));
  g_assert_null (strstr (csv, "refused,="));
  g_assert_null (strstr (csv, "refused,\"="));
}

static gboolean
sees_row (Fixture *f)
{
  return can_start (f) && sees (GTK_WIDGET (view), "ann@example.org");
}

static void
test_data (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "rows.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  EmbarkBurstForm *form;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "mail\nann@example.org\nbob@example.org\n", -1, NULL));
  show (f);
  fill (f, 10);
  form = EMBARK_BURST_FORM (find (EMBARK_TYPE_BURST_FORM));
  embark_burst_view_prepare (view, "contact.created", NULL, NULL, "{\"to\":\"{{row.mail}}\"}");
  fixture_wait (f, is_refused);
  embark_burst_form_set_data (form, file);
  fixture_wait (f, sees_row);
  g_assert_true (sees (GTK_WIDGET (view), "rows.csv: 2 rows"));
  fixture_press (button ("_Start Burst"));
  fixture_wait (f, has_ended);
  g_assert_cmpstr (figure ("Accepted"), ==, "2");
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (embark_journal_add_burst_finish (EMBARK_JOURNAL (source), result, NULL));
  *(gboolean *) data = TRUE;
}

/* What the program leaves in the journal when it ends in the middle: three accepted, two in flight. */
static void
leave_behind (Fixture *f)
{
  static const guint8 events[] = {
    EMBARK_BURST_EVENT_ACCEPTED,  0, EMBARK_BURST_EVENT_ACCEPTED,  0, EMBARK_BURST_EVENT_ACCEPTED, 0,
    EMBARK_BURST_EVENT_IN_FLIGHT, 0, EMBARK_BURST_EVENT_IN_FLIGHT, 0, EMBARK_BURST_EVENT_NOT_SENT, 0,
  };
  EmbarkBurstEntry *entry = embark_burst_entry_new ();
  const EmbarkBurstPart part = { .number = 0, .bytes = g_bytes_new_static (events, sizeof events) };
  gboolean done = FALSE;

  entry->id = g_strdup ("left");
  entry->state = EMBARK_BURST_ENTRY_RUNNING;
  entry->profile_id = g_strdup (embark_profile_get_id (embark_workspace_get_profile (f->workspace)));
  entry->account_id = g_strdup (ACCOUNT);
  entry->event = g_strdup ("contact.created");
  entry->payload = g_strdup ("{\"n\":{{n}}}");
  entry->n = 6;
  entry->created_at = embark_clock_get_real_time (EMBARK_CLOCK (f->clock));
  g_array_append_val (entry->parts, part);
  embark_journal_add_burst_async (f->journal, entry, NULL, added_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_interrupted (Fixture *f, gconstpointer data)
{
  GtkWidget *list;

  leave_behind (f);
  view = g_object_new (EMBARK_TYPE_BURST_VIEW, NULL);
  f->window = ui_show (GTK_WIDGET (view), 1000, 700);
  embark_burst_view_set_account (view, f->workspace, ACCOUNT);
  fixture_wait (f, is_listed);
  list = find (GTK_TYPE_LIST_VIEW);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  ui_settle ();
  g_assert_true (sees (GTK_WIDGET (view), "Interrupted"));
  g_assert_true (sees (GTK_WIDGET (view), "Of 2 events nobody knows whether they arrived"));
  g_assert_cmpstr (figure ("Unknown"), ==, "2");
  g_assert_cmpstr (figure ("Not sent"), ==, "1");
  fixture_press (button ("Send the _Rest"));
  fixture_wait (f, has_ended);
  g_assert_cmpstr (figure ("Accepted"), ==, "4");
  g_assert_cmpstr (figure ("Unknown"), ==, "2");
  g_assert_cmpuint (count_received (f), ==, 1);
}

/* Production asks for the event's name first; read-only refuses before that. */
static void
test_production (Fixture *f, gconstpointer data)
{
  show (f);
  fill (f, 3);
  embark_workspace_set_read_only (f->workspace, TRUE);
  fixture_press (button ("_Start Burst"));
  g_assert_false (fixture_is_asked (f));
  g_assert_null (get_burst ());
  embark_workspace_set_read_only (f->workspace, FALSE);
  fixture_press (button ("_Start Burst"));
  g_assert_null (get_burst ());
  fixture_answer_by_name (f, "contact.created", "_Send");
  fixture_wait (f, has_ended);
  /* The account is not one of production: all left, and all were refused. */
  g_assert_cmpstr (figure ("Sent"), ==, "3");
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  show (f);
  embark_burst_view_set_narrow (view, TRUE);
  ui_settle ();
  g_assert_true (ui_is_shown (button ("_New Burst")));
  g_assert_false (ui_is_shown (button ("_Start Burst")));
  fixture_check_narrow (GTK_WIDGET (view));
  fill (f, 3);
  g_assert_false (ui_is_shown (button ("_New Burst")));
  fixture_check_narrow (GTK_WIDGET (view));
  fixture_press (button ("_Start Burst"));
  fixture_wait (f, has_ended);
  fixture_check_narrow (GTK_WIDGET (view));
  embark_burst_view_set_narrow (view, FALSE);
  ui_settle ();
  g_assert_true (ui_is_shown (button ("_New Burst")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, data, func)                                                                                \
  g_test_add ("/workbench/burst-view/" name, Fixture, data, fixture_set_up, func, fixture_tear_down)
  ADD ("run", NULL, test_run);
  ADD ("stop", NULL, test_stop);
  ADD ("limited", NULL, test_limited);
  ADD ("refused", NULL, test_refused);
  ADD ("data", NULL, test_data);
  ADD ("interrupted", NULL, test_interrupted);
  ADD ("production", "production", test_production);
  ADD ("narrow", NULL, test_narrow);

  return g_test_run ();
}
