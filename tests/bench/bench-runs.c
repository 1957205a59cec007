/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the pages of runs hold the main loop: a hundred thousand runs of a sandbox that bench.py started
 * are listed, filtered and scrolled; a run with 200 nodes and ten megabytes of outputs is opened. Prints
 * "name value" lines. The address is the argument; the key is in EMBARK_SANDBOX_API_KEY. Without an address
 * only the large run is opened. */

#include "config.h"

#include <malloc.h>
#include <stdio.h>

#include "embark-json.h"
#include "embark-run-node-row.h"
#include "embark-run-pane.h"
#include "embark-run-view.h"
#include "embark-runs-view.h"
#include "turns.h"
#include "ui-test-util.h"

#define ACCOUNT "acme-robotics"
/* Screens that are scrolled over. */
#define N_SCROLLED 300
#define N_NODES    200
#define NODE_BYTES (50 * 1024)

static EmbarkOnboarding *
open_account (EmbarkWorkspace *workspace)
{
  g_autoptr (JsonNode) json = embark_json_parse ("{\"account_id\":\"" ACCOUNT "\"}", -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);

  return embark_onboarding_new (workspace, account);
}

/* ---- a hundred thousand runs ---- */

static gboolean
is_loaded (EmbarkRunsView *view)
{
  EmbarkRunList *list = embark_runs_view_get_list (view);

  return list != NULL && embark_paged_list_get_loaded (embark_run_list_get_runs (list))
         && !embark_paged_list_get_loading (embark_run_list_get_runs (list));
}

static void
wait_loaded (EmbarkRunsView *view)
{
  while (!is_loaded (view))
    g_main_context_iteration (NULL, TRUE);
}

/* As fast as a wheel turns, page after page of what is loaded meanwhile. */
static void
scroll_through (EmbarkRunsView *view, guint n_pages)
{
  GtkWidget *list = ui_find (GTK_WIDGET (view), GTK_TYPE_LIST_VIEW, NULL);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  for (guint i = 0; i < n_pages; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                                + gtk_adjustment_get_page_size (adjustment));
      turns_pass (16);
    }
}

static void
measure_list (EmbarkRunsView *view)
{
  GtkWidget *list = ui_find (GTK_WIDGET (view), GTK_TYPE_LIST_VIEW, NULL);
  EmbarkPagedList *runs;
  guint before;
  gsize bytes;

  turns_begin ();
  wait_loaded (view);
  runs = embark_run_list_get_runs (embark_runs_view_get_list (view));
  turns_print_settled ("runs-open");
  gtk_widget_activate_action (list, "run-filter.status", "s", "ERRORED");
  wait_loaded (view);
  turns_print_settled ("runs-filter");
  gtk_widget_activate_action (list, "run-filter.status", "s", "");
  wait_loaded (view);
  turns_print_settled ("runs-unfilter");

  before = g_list_model_get_n_items (G_LIST_MODEL (runs));
  bytes = mallinfo2 ().uordblks;
  scroll_through (view, N_SCROLLED);
  turns_print_settled ("runs-scroll");
  printf ("runs-total %" G_GINT64_FORMAT "\n", embark_run_list_get_total (embark_runs_view_get_list (view)));
  printf ("runs-loaded %u\n", g_list_model_get_n_items (G_LIST_MODEL (runs)));
  printf ("runs-bytes-per-run %.0f\n",
          ((double) mallinfo2 ().uordblks - (double) bytes)
              / MAX (1, g_list_model_get_n_items (G_LIST_MODEL (runs)) - before));
}

/* ---- a large run ---- */

/* Returns: (transfer full): what a server answers for it */
static char *
make_large_run (void)
{
  GString *text = g_string_new (
      "{\"_id\":\"5eed00010000000000000001\",\"status\":\"COMPLETED\",\"associated_workflow\":{\"_id\":\"w\","
      "\"name\":\"Large\"},\"createdAt\":\"2026-06-15T12:00:00Z\",\"nodes\":[");

  for (guint n = 0; n < N_NODES; n++)
    {
      const gsize start = text->len;

      g_string_append_printf (text,
                              "%s{\"node_id\":\"%u\",\"node_name\":\"Node %u\",\"node_type\":\"action\","
                              "\"node_status\":\"Success\",\"attempts_made\":1,\"execution_time\":%u,"
                              "\"input_data\":{\"n\":%u},\"latest_output\":[",
                              n > 0 ? "," : "", n, n, n + 1, n);
      for (guint i = 0; text->len - start < NODE_BYTES; i++)
        g_string_append_printf (
            text, "%s{\"Id\":\"0035g%010u\",\"Email\":\"mara.%u@nordlicht.example\",\"Amount\":%u.5}",
            i > 0 ? "," : "", i, i, i);
      g_string_append (text, "]}");
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

typedef struct
{
  GMainContext *context;
  GMainLoop *loop;
  char *uri;
  const char *body;
  gboolean ready;
  GMutex mutex;
  GCond cond;
} Server;

static void
answer_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  const char *body = ((Server *) data)->body;

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
}

/* In a thread, as another program would be. */
static gpointer
serve (gpointer data)
{
  Server *self = data;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, answer_cb, self, NULL);
  if (!soup_server_listen_local (server, 0, 0, &error))
    g_error ("the server: %s", error->message);
  uris = soup_server_get_uris (server);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_mutex_lock (&self->mutex);
  self->ready = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* In a thread: the heap of the main one does not get to have the work of what was freed here. Returns:
 * microseconds
 */
static gpointer
parse_in_thread (gpointer text)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 3; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (JsonNode) node = embark_json_parse_reply (text, -1, NULL);

      if (node == NULL)
        g_error ("the large run is no JSON");
      best = MIN (best, g_get_monotonic_time () - start);
    }
  return GSIZE_TO_POINTER (best);
}

/* Returns: seconds */
static double
measure_parse (char *text)
{
  GThread *thread = g_thread_new ("parse", parse_in_thread, text);

  return (double) GPOINTER_TO_SIZE (g_thread_join (thread)) / G_USEC_PER_SEC;
}

/* All nodes have their row, and the output of the one that is shown is there. */
static gboolean
is_complete (GtkWidget *pane, EmbarkRunDetail *detail)
{
  EmbarkRunView *view = EMBARK_RUN_VIEW (ui_find (pane, EMBARK_TYPE_RUN_VIEW, NULL));
  GtkWidget *row = ui_find (GTK_WIDGET (view), EMBARK_TYPE_RUN_NODE_ROW, NULL);

  return embark_run_detail_get_loaded (detail) && embark_run_view_get_node (view) != NULL && row != NULL
         && gtk_list_box_get_row_at_index (GTK_LIST_BOX (gtk_widget_get_parent (row)), N_NODES) != NULL;
}

/* Returns: seconds until all of it is shown */
static double
open_large_run (GtkWidget *pane, EmbarkRunList *list)
{
  g_autoptr (EmbarkExecution) run = embark_run_list_dup_run (list, "5eed00010000000000000001", NULL);
  g_autoptr (EmbarkRunDetail) detail = embark_run_detail_new (list, run);
  const gint64 start = g_get_monotonic_time ();
  double seconds;

  embark_run_pane_set_detail (EMBARK_RUN_PANE (pane), detail);
  embark_run_detail_refresh (detail);
  while (!is_complete (pane, detail))
    {
      if (embark_run_detail_get_error (detail) != NULL)
        g_error ("the large run: %s", embark_run_detail_get_error (detail)->message);
      g_main_context_iteration (NULL, TRUE);
    }
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  turns_settle ();
  return seconds;
}

/* The best of three, as the parse is: other programs take their time too. */
static void
measure_large_run (EmbarkWorkspace *workspace, char *text)
{
  g_autoptr (EmbarkRunList) list = embark_run_list_new (workspace, ACCOUNT);
  GtkWidget *pane = g_object_new (EMBARK_TYPE_RUN_PANE, NULL);
  GtkWindow *window = ui_show (pane, 1000, 700);
  double best = G_MAXDOUBLE, longest_open = 0, longest_close = 0, parse;

  turns_settle ();
  parse = measure_parse (text);
  for (guint i = 0; i < 3; i++)
    {
      turns_begin ();
      best = MIN (best, open_large_run (pane, list));
      longest_open = MAX (longest_open, turns_get_work ());
      turns_begin ();
      if (i < 2)
        embark_run_pane_set_detail (EMBARK_RUN_PANE (pane), NULL);
      turns_settle ();
      longest_close = MAX (longest_close, turns_get_work ());
    }
  printf ("run-complete %.6f\nrun-parse %.6f\nrun-bytes %zu\n", best, parse, strlen (text));
  printf ("run-longest %.6f\nrun-close %.6f\n", longest_open, longest_close);
  turns_begin ();
  embark_run_view_select_node (EMBARK_RUN_VIEW (ui_find (pane, EMBARK_TYPE_RUN_VIEW, NULL)), 100);
  turns_print_settled ("run-choose");
  embark_run_pane_set_detail (EMBARK_RUN_PANE (pane), NULL);
  gtk_window_destroy (window);
}

static EmbarkWorkspace *
open_workspace (const char *address, EmbarkJournal *journal, EmbarkClock *clock)
{
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (EmbarkClient) client = embark_client_new (address, session, clock);
  g_autoptr (EmbarkProfile) profile = embark_profile_new ("bench", "Bench", address);

  embark_client_set_api_key (client, g_getenv ("EMBARK_SANDBOX_API_KEY"));
  return embark_workspace_new (profile, client, journal, clock);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (!embark_journal_open_finish (EMBARK_JOURNAL (source), result, NULL))
    g_error ("the journal cannot be opened");
  *(gboolean *) data = TRUE;
}

static void
measure_runs (EmbarkWorkspace *workspace)
{
  g_autoptr (EmbarkOnboarding) onboarding = open_account (workspace);
  GtkWidget *view = embark_runs_view_new (onboarding);
  GtkWindow *first = ui_show (gtk_label_new ("Bench"), 1000,
                              700); /* what GTK does once for the first window is not the list's */

  turns_begin ();
  turns_settle ();
  turns_begin ();
  gtk_window_set_child (first, view);
  measure_list (EMBARK_RUNS_VIEW (view));
  gtk_window_destroy (first);
}

static void
measure_run (EmbarkJournal *journal, EmbarkClock *clock)
{
  g_autofree char *text = make_large_run ();
  g_autoptr (EmbarkWorkspace) workspace = NULL;
  Server server = { .body = text };
  GThread *thread;

  server.context = g_main_context_new ();
  server.loop = g_main_loop_new (server.context, FALSE);
  thread = g_thread_new ("server", serve, &server);
  g_mutex_lock (&server.mutex);
  while (!server.ready)
    g_cond_wait (&server.cond, &server.mutex);
  g_mutex_unlock (&server.mutex);
  workspace = open_workspace (server.uri, journal, clock);
  measure_large_run (workspace, text);
  g_main_loop_quit (server.loop);
  g_thread_join (thread);
  g_main_loop_unref (server.loop);
  g_main_context_unref (server.context);
  g_free (server.uri);
}

int
main (int argc, char *argv[])
{
  g_autoptr (EmbarkClock) clock = NULL;
  g_autoptr (EmbarkJournal) journal = NULL;
  gboolean done = FALSE;

  if (argc > 2)
    return 2;
  adw_init ();
  clock = embark_clock_system_new ();
  journal = embark_journal_new (":memory:");
  embark_journal_open_async (journal, NULL, opened_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  turns_watch ();

  if (argc == 2)
    {
      g_autoptr (EmbarkWorkspace) workspace = open_workspace (argv[1], journal, clock);

      measure_runs (workspace);
    }
  measure_run (journal, clock);
  return 0;
}
