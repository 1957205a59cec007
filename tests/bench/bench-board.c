/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the window of the connections holds the main loop while it reads, sorts, filters and scrolls all
 * linked accounts of a sandbox that bench.py started. Prints "name value" lines. The address is the argument;
 * the key is in EMBARK_SANDBOX_API_KEY. */

#include "config.h"

#include <stdio.h>
#include <time.h>

#include "embark-health-window.h"

#define QUIET_MS 400

static gint64 last_turn;    /* monotonic µs of the last time the loop came round */
static gint64 longest;      /* µs between two, since start_measuring() */
static gint64 worked;       /* µs of the processor that its thread had used by then */
static gint64 longest_work; /* the longest without the time that other programs took from it */
static gint64 last_long;    /* monotonic µs when a turn last took more than a frame */

static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Comes round as often as the loop turns, at the lowest priority that is not starved: what holds the loop
 * shows as the time since the last. */
static gboolean
turn_cb (gpointer data)
{
  const gint64 now = g_get_monotonic_time ();

  longest = MAX (longest, now - last_turn);
  longest_work = MAX (longest_work, get_work () - worked);
  if (now - last_turn > 16 * 1000)
    last_long = now;
  last_turn = now;
  worked = get_work ();
  return G_SOURCE_CONTINUE;
}

static void
start_measuring (void)
{
  last_turn = g_get_monotonic_time ();
  last_long = last_turn;
  worked = get_work ();
  longest = 0;
  longest_work = 0;
}

/* Until nothing took longer than a frame for a while. */
static void
settle (void)
{
  while (g_get_monotonic_time () - last_long < QUIET_MS * 1000)
    g_main_context_iteration (NULL, TRUE);
}

static void
print_longest (const char *name)
{
  settle ();
  printf ("%s %.6f\n%s-work %.6f\n", name, (double) longest / G_USEC_PER_SEC, name,
          (double) longest_work / G_USEC_PER_SEC);
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

static void
scroll_through (GtkWidget *table)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table));
  const double step = gtk_adjustment_get_page_size (adjustment);

  for (int i = 0; i < 60; i++)
    {
      const gint64 until = g_get_monotonic_time () + 16 * 1000;

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + step);
      while (g_get_monotonic_time () < until)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
measure (EmbarkHealthWindow *window)
{
  EmbarkHealthBoard *board = embark_health_window_get_board (window);
  GtkWidget *table = find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *search = find (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY);
  g_autoptr (GtkColumnViewColumn) names =
      g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (table)), 1);

  start_measuring ();
  while (!embark_health_board_get_loaded (board))
    g_main_context_iteration (NULL, TRUE);
  print_longest ("board-read");
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (table), names, GTK_SORT_DESCENDING);
  print_longest ("board-sort");
  gtk_editable_set_text (GTK_EDITABLE (search), "a");
  print_longest ("board-filter");
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  print_longest ("board-unfilter");
  scroll_through (table);
  print_longest ("board-scroll");
  printf ("board-rows %u\n", g_list_model_get_n_items (G_LIST_MODEL (board)));
}

int
main (int argc, char *argv[])
{
  g_autoptr (EmbarkClock) clock = NULL;
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (EmbarkClient) client = NULL;
  g_autoptr (EmbarkJournal) journal = NULL;
  g_autoptr (EmbarkProfile) profile = NULL;
  g_autoptr (EmbarkWorkspace) workspace = NULL;
  EmbarkHealthWindow *window;

  if (argc != 2)
    return 2;
  adw_init ();
  clock = embark_clock_system_new ();
  session = embark_session_new ();
  client = embark_client_new (argv[1], session, clock);
  embark_client_set_api_key (client, g_getenv ("EMBARK_SANDBOX_API_KEY"));
  journal = embark_journal_new (":memory:");
  profile = embark_profile_new ("bench", "Bench", argv[1]);
  workspace = embark_workspace_new (profile, client, journal, clock);
  g_timeout_add (1, turn_cb, NULL);

  window = embark_health_window_new (workspace, NULL);
  gtk_window_present (GTK_WINDOW (window));
  measure (window);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
