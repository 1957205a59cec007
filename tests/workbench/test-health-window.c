/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The connections of all linked accounts in their window, against the sandbox and against canned rows. */

#include "config.h"

#include "embark-health-columns.h"
#include "embark-health-window.h"
#include "workbench-fixture.h"

static EmbarkHealthBoard *board; /* the window's */

static gboolean
is_loaded (Fixture *f)
{
  return embark_health_board_get_loaded (board) && !embark_health_board_get_loading (board)
         && embark_health_board_get_count (board, EMBARK_HEALTH_NOT_CONNECTED) > 0;
}

static gboolean
has_ended (Fixture *f)
{
  return !embark_health_board_get_loading (board);
}

static void
show_window (Fixture *f, gboolean (*done) (Fixture *f))
{
  f->window = GTK_WINDOW (embark_health_window_new (f->workspace, NULL));
  board = embark_health_window_get_board (EMBARK_HEALTH_WINDOW (f->window));
  gtk_window_present (f->window);
  fixture_wait (f, done);
}

static gboolean
sees (Fixture *f, const char *text)
{
  return fixture_sees (GTK_WIDGET (f->window), text);
}

static GListModel *
get_shown (Fixture *f)
{
  GtkWidget *table = ui_find (GTK_WIDGET (f->window), GTK_TYPE_COLUMN_VIEW, NULL);

  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

static EmbarkHealthRow *
get_row (Fixture *f, guint position)
{
  g_autoptr (EmbarkHealthRow) row = g_list_model_get_item (get_shown (f), position);

  return row; /* the model holds it */
}

static void
choose (Fixture *f, guint show)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (GTK_WIDGET (f->window), GTK_TYPE_DROP_DOWN, NULL)),
                              show);
  ui_settle ();
}

static gboolean
is_filtered (Fixture *f)
{
  return g_list_model_get_n_items (get_shown (f)) == 1;
}

static guint
count_texts (GtkWidget *widget, const char *text)
{
  guint n = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_texts (child, text);
  return n;
}

static void
test_list (Fixture *f, gconstpointer data)
{
  guint n;

  show_window (f, is_loaded);
  n = g_list_model_get_n_items (get_shown (f));
  g_assert_cmpuint (n, ==, g_list_model_get_n_items (G_LIST_MODEL (board)));
  g_assert_true (sees (f, "Northwind Traders"));
  g_assert_true (sees (f, "Not connected"));
  g_assert_true (sees (f, "Nobody at the client has signed in yet."));

  gtk_editable_set_text (GTK_EDITABLE (ui_find (GTK_WIDGET (f->window), GTK_TYPE_SEARCH_ENTRY, NULL)),
                         "NORTHwind");
  fixture_wait (f, is_filtered);
  g_assert_true (sees (f, "Northwind Traders"));
  gtk_editable_set_text (GTK_EDITABLE (ui_find (GTK_WIDGET (f->window), GTK_TYPE_SEARCH_ENTRY, NULL)), "");
  ui_settle ();

  choose (f, 2);
  for (guint i = 0; i < g_list_model_get_n_items (get_shown (f)); i++)
    g_assert_cmpint (embark_health_row_get_health (get_row (f, i)), ==, EMBARK_HEALTH_NOT_CONNECTED);
  choose (f, 4);
  g_assert_true (sees (f, "No Linked Account Fits"));
  fixture_check_narrow (GTK_WIDGET (f->window));
}

/* The rows that are on the screen change with the width. */
static void
test_narrow (Fixture *f, gconstpointer data)
{
  GtkColumnView *table;
  const char *id;

  show_window (f, is_loaded);
  choose (f, 2);
  table = GTK_COLUMN_VIEW (ui_find (GTK_WIDGET (f->window), GTK_TYPE_COLUMN_VIEW, NULL));
  id = embark_linked_account_get_id (embark_health_row_get_account (get_row (f, 0)));
  g_assert_cmpuint (count_texts (GTK_WIDGET (table), id), ==, 1);
  embark_health_columns_set_narrow (table, TRUE);
  /* What is in the way takes its place: the column that said so is hidden. */
  g_assert_cmpuint (count_texts (GTK_WIDGET (table), id), ==, 0);
  g_assert_cmpuint (count_texts (GTK_WIDGET (table), embark_health_row_get_blocker (get_row (f, 0))), ==,
                    g_list_model_get_n_items (get_shown (f)));
  embark_health_columns_set_narrow (table, FALSE);
  g_assert_cmpuint (count_texts (GTK_WIDGET (table), id), ==, 1);
}

static gboolean
is_probed (Fixture *f)
{
  if (embark_clock_manual_get_n_pending (f->clock) > 0)
    embark_clock_manual_advance (f->clock, 200);
  return !embark_health_board_get_probing (board);
}

static void
test_probe (Fixture *f, gconstpointer data)
{
  show_window (f, is_loaded);
  fixture_press (ui_find_button (GTK_WIDGET (f->window), "_Probe All Shown"));
  g_assert_true (embark_health_board_get_probing (board));
  g_assert_nonnull (ui_find_button (GTK_WIDGET (f->window), "_Stop"));
  fixture_wait (f, is_probed);
  g_assert_true (sees (f, "Works"));
  choose (f, 4);
  g_assert_cmpuint (g_list_model_get_n_items (get_shown (f)), >, 0);
  g_assert_cmpint (embark_health_row_get_health (get_row (f, 0)), ==, EMBARK_HEALTH_PROVED);
}

static void
test_stop (Fixture *f, gconstpointer data)
{
  show_window (f, is_loaded);
  fixture_press (ui_find_button (GTK_WIDGET (f->window), "_Probe All Shown"));
  fixture_press (ui_find_button (GTK_WIDGET (f->window), "_Stop"));
  fixture_wait (f, is_probed);
  g_assert_nonnull (ui_find_button (GTK_WIDGET (f->window), "_Probe All Shown"));
}

static void
opened_cb (EmbarkHealthWindow *window, EmbarkLinkedAccount *account, char **id)
{
  *id = g_strdup (embark_linked_account_get_id (account));
}

static void
test_open (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;

  show_window (f, is_loaded);
  g_signal_connect (f->window, "open", G_CALLBACK (opened_cb), &id);
  g_signal_emit_by_name (ui_find (GTK_WIDGET (f->window), GTK_TYPE_COLUMN_VIEW, NULL), "activate", 0);
  g_assert_cmpstr (id, ==, embark_linked_account_get_id (embark_health_row_get_account (get_row (f, 0))));
}

static void
test_wrong_key (Fixture *f, gconstpointer data)
{
  embark_workspace_set_api_key (f->workspace, "tk_wrong_key_000000");
  show_window (f, has_ended);
  g_assert_true (sees (f, "Cobalt refused the API key"));
}

/* Closing the window ends the probe that it shows. */
static void
test_close (Fixture *f, gconstpointer data)
{
  show_window (f, is_loaded);
  fixture_press (ui_find_button (GTK_WIDGET (f->window), "_Probe All Shown"));
  g_object_add_weak_pointer (G_OBJECT (board), (gpointer *) &board);
  ui_close (g_steal_pointer (&f->window));
  while (board != NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/workbench/health-window/list", Fixture, NULL, fixture_set_up, test_list, fixture_tear_down);
  g_test_add ("/workbench/health-window/narrow", Fixture, NULL, fixture_set_up, test_narrow,
              fixture_tear_down);
  g_test_add ("/workbench/health-window/probe", Fixture, NULL, fixture_set_up, test_probe, fixture_tear_down);
  g_test_add ("/workbench/health-window/stop", Fixture, NULL, fixture_set_up, test_stop, fixture_tear_down);
  g_test_add ("/workbench/health-window/open", Fixture, NULL, fixture_set_up, test_open, fixture_tear_down);
  g_test_add ("/workbench/health-window/wrong-key", Fixture, NULL, fixture_set_up, test_wrong_key,
              fixture_tear_down);
  g_test_add ("/workbench/health-window/close", Fixture, NULL, fixture_set_up, test_close, fixture_tear_down);
  return g_test_run ();
}
