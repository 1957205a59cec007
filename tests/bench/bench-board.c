/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the window of the connections holds the main loop while it reads, sorts, filters and scrolls all
 * linked accounts of a sandbox that bench.py started. Prints "name value" lines. The address is the argument;
 * the key is in EMBARK_SANDBOX_API_KEY. */

#include "config.h"

#include <stdio.h>

#include "embark-health-window.h"
#include "turns.h"
#include "ui-test-util.h"

static void
scroll_through (GtkWidget *table)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table));
  const double step = gtk_adjustment_get_page_size (adjustment);

  for (int i = 0; i < 60; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + step);
      turns_pass (16);
    }
}

static void
measure (EmbarkHealthWindow *window)
{
  EmbarkHealthBoard *board = embark_health_window_get_board (window);
  GtkWidget *table = ui_find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW, NULL);
  GtkWidget *search = ui_find (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_autoptr (GtkColumnViewColumn) names =
      g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (table)), 1);

  turns_begin ();
  while (!embark_health_board_get_loaded (board))
    g_main_context_iteration (NULL, TRUE);
  turns_print_settled ("board-read");
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (table), names, GTK_SORT_DESCENDING);
  turns_print_settled ("board-sort");
  gtk_editable_set_text (GTK_EDITABLE (search), "a");
  turns_print_settled ("board-filter");
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  turns_print_settled ("board-unfilter");
  scroll_through (table);
  turns_print_settled ("board-scroll");
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
  turns_watch ();

  window = embark_health_window_new (workspace, NULL);
  gtk_window_present (GTK_WINDOW (window));
  measure (window);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
