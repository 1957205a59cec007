/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the pages of runs hold the main loop: a hundred thousand runs of a sandbox that bench.py started
 * are listed, filtered and scrolled; a run with 200 nodes and ten megabytes of outputs is opened. Prints
 * "name value" lines. The address is the argument; the key is in EMBARK_SANDBOX_API_KEY. Without an address
 * only the large run is opened. */

#include "config.h"

#include <malloc.h>
#include <stdio.h>
#include <time.h>

#include "embark-json.h"
#include "embark-run-node-row.h"
#include "embark-run-pane.h"
#include "embark-run-view.h"
#include "embark-runs-view.h"

#define ACCOUNT  "acme-robotics"
#define QUIET_MS 400
/* Screens that are scrolled over. */
#define N_SCROLLED 300
#define N_NODES    200
/* With BENCH_TURNS in the environment turns from this on are told of, to be looked up in a profile. */
#define LONG_TURN_MS 25
#define NODE_BYTES   (50 * 1024)

static gint64 polled; /* monotonic µs: when the loop last woke */
static gint64 worked; /* µs of the processor that its thread had used by then */
static gint64 longest_work;
static gint64 last_long; /* monotonic µs: when a turn last took more than a frame */

static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* What happens between two waits is one turn: then nothing is drawn and no key is heard. */
static int
poll_cb (GPollFD *fds, guint n, int timeout)
{
  int result;

  if (polled != 0)
    {
      const gint64 work = get_work () - worked;

      longest_work = MAX (longest_work, work);
      if (work > LONG_TURN_MS * 1000 && g_getenv ("BENCH_TURNS") != NULL)
        g_printerr ("a turn of %.1f ms ended at %.6f\n", (double) work / 1000,
                    (double) g_get_monotonic_time () / G_USEC_PER_SEC);
      if (work > 16 * 1000)
        last_long = g_get_monotonic_time ();
    }
  result = g_poll (fds, n, timeout);
  polled = g_get_monotonic_time ();
  worked = get_work ();
  return result;
}

static void
start_measuring (void)
{
  longest_work = 0;
  last_long = g_get_monotonic_time ();
  polled = last_long;
  worked = get_work ();
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Until nothing took longer than a frame for a while. */
static void
settle (void)
{
  guint wake = g_timeout_add (50, wake_cb, NULL);

  while (g_get_monotonic_time () - last_long < QUIET_MS * 1000)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);
}

static void
print_longest (const char *name)
{
  settle ();
  printf ("%s %.6f\n", name, (double) longest_work / G_USEC_PER_SEC);
  start_measuring ();
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWindow *
show (GtkWidget *child)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, 1000, 700);
  gtk_window_set_child (window, child);
  gtk_window_present (window);
  return window;
}

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
  GtkWidget *list = find (GTK_WIDGET (view), GTK_TYPE_LIST_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  for (guint i = 0; i < n_pages; i++)
    {
      const gint64 until = g_get_monotonic_time () + 16 * 1000;
      guint wake = g_timeout_add (4, wake_cb, NULL);

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                                + gtk_adjustment_get_page_size (adjustment));
      while (g_get_monotonic_time () < until)
        g_main_context_iteration (NULL, TRUE);
      g_source_remove (wake);
    }
}

static void
measure_list (EmbarkRunsView *view)
{
  GtkWidget *list = find (GTK_WIDGET (view), GTK_TYPE_LIST_VIEW);
  EmbarkPagedList *runs;
  guint before;
  gsize bytes;

  start_measuring ();
  wait_loaded (view);
  runs = embark_run_list_get_runs (embark_runs_view_get_list (view));
  print_longest ("runs-open");
  gtk_widget_activate_action (list, "run-filter.status", "s", "ERRORED");
  wait_loaded (view);
  print_longest ("runs-filter");
  gtk_widget_activate_action (list, "run-filter.status", "s", "");
  wait_loaded (view);
  print_longest ("runs-unfilter");

  before = g_list_model_get_n_items (G_LIST_MODEL (runs));
  bytes = mallinfo2 ().uordblks;
  scroll_through (view, N_SCROLLED);
  print_longest ("runs-scroll");
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
  EmbarkRunView *view = EMBARK_RUN_VIEW (find (pane, EMBARK_TYPE_RUN_VIEW));
  GtkWidget *row = find (GTK_WIDGET (view), EMBARK_TYPE_RUN_NODE_ROW);

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
  settle ();
  return seconds;
}

/* The best of three, as the parse is: other programs take their time too. */
static void
measure_large_run (EmbarkWorkspace *workspace, char *text)
{
  g_autoptr (EmbarkRunList) list = embark_run_list_new (workspace, ACCOUNT);
  GtkWidget *pane = g_object_new (EMBARK_TYPE_RUN_PANE, NULL);
  GtkWindow *window = show (pane);
  double best = G_MAXDOUBLE, parse;
  gint64 longest_open = 0, longest_close = 0;

  settle ();
  parse = measure_parse (text);
  for (guint i = 0; i < 3; i++)
    {
      start_measuring ();
      best = MIN (best, open_large_run (pane, list));
      longest_open = MAX (longest_open, longest_work);
      start_measuring ();
      if (i < 2)
        embark_run_pane_set_detail (EMBARK_RUN_PANE (pane), NULL);
      settle ();
      longest_close = MAX (longest_close, longest_work);
    }
  printf ("run-complete %.6f\nrun-parse %.6f\nrun-bytes %zu\n", best, parse, strlen (text));
  printf ("run-longest %.6f\nrun-close %.6f\n", (double) longest_open / G_USEC_PER_SEC,
          (double) longest_close / G_USEC_PER_SEC);
  start_measuring ();
  embark_run_view_select_node (EMBARK_RUN_VIEW (find (pane, EMBARK_TYPE_RUN_VIEW)), 100);
  print_longest ("run-choose");
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
  GtkWindow *first =
      show (gtk_label_new ("Bench")); /* what GTK does once for the first window is not the list's */

  start_measuring ();
  settle ();
  start_measuring ();
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
  g_main_context_set_poll_func (NULL, poll_cb);

  if (argc == 2)
    {
      g_autoptr (EmbarkWorkspace) workspace = open_workspace (argv[1], journal, clock);

      measure_runs (workspace);
    }
  measure_run (journal, clock);
  return 0;
}
