/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of the connections in every order that its headings offer. */

#include "config.h"

#include "embark-health-columns.h"
#include "embark-json.h"
#include "ui-test-util.h"

static void
add_row (GListStore *rows, const char *name, int works, gint64 checked_at, EmbarkOwner owner)
{
  g_autofree char *text =
      g_strdup_printf ("{\"account_id\":\"%s\",\"email\":\"%s\",\"environment\":\"test\"}", name, name);
  g_autoptr (JsonNode) json = embark_json_parse (text, -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);
  g_autoptr (EmbarkHealthRow) row = embark_health_row_new (account);
  g_autofree char *blocker = g_strdup_printf ("%c blocks", 'a' + (int) checked_at);

  if (works >= 0)
    embark_health_row_set_probed (row, checked_at, works, works ? NULL : blocker, owner);
  g_list_store_append (rows, row);
}

static const char *
get_name (EmbarkHealthRow *row)
{
  return embark_linked_account_get_display_name (embark_health_row_get_account (row));
}

static gint64
compare (guint column, EmbarkHealthRow *a, EmbarkHealthRow *b)
{
  switch (column)
    {
    case 0:
      return (int) embark_health_row_get_health (a) - (int) embark_health_row_get_health (b);
    case 1:
      return g_utf8_collate (get_name (a), get_name (b));
    case 2:
      return g_strcmp0 (embark_health_row_get_blocker (a), embark_health_row_get_blocker (b));
    case 3:
      return embark_health_row_get_owner (a) - embark_health_row_get_owner (b);
    default:
      return embark_health_row_get_checked_at (a) - embark_health_row_get_checked_at (b);
    }
}

static void
assert_sorted (GListModel *rows, guint column, GtkSortType order)
{
  gboolean differ = FALSE;

  for (guint i = 1; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (EmbarkHealthRow) above = g_list_model_get_item (rows, i - 1);
      g_autoptr (EmbarkHealthRow) below = g_list_model_get_item (rows, i);
      const gint64 compared = compare (column, above, below);

      g_test_message ("column %u: %s over %s", column, get_name (above), get_name (below));
      g_assert_true (order == GTK_SORT_ASCENDING ? compared <= 0 : compared >= 0);
      differ = differ || compared != 0;
    }
  g_assert_true (differ);
}

static void
test_orders (void)
{
  g_autoptr (EmbarkClockManual) clock = embark_clock_manual_new (0);
  GListStore *rows = g_list_store_new (EMBARK_TYPE_HEALTH_ROW);
  g_autoptr (GtkSortListModel) sorted = gtk_sort_list_model_new (G_LIST_MODEL (rows), NULL);
  GtkSelectionModel *selection =
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (sorted))));
  GtkColumnView *view = g_object_ref_sink (GTK_COLUMN_VIEW (gtk_column_view_new (selection)));
  GListModel *columns = gtk_column_view_get_columns (view);

  add_row (rows, "mid", FALSE, 3, EMBARK_OWNER_CLIENT_ADMIN);
  add_row (rows, "zeta", TRUE, 5, EMBARK_OWNER_US);
  add_row (rows, "alpha", -1, 0, EMBARK_OWNER_US);
  add_row (rows, "beta", FALSE, 1, EMBARK_OWNER_PLATFORM);
  add_row (rows, "delta", FALSE, 4, EMBARK_OWNER_US);
  embark_health_columns_add (view, EMBARK_CLOCK (clock));
  gtk_sort_list_model_set_sorter (sorted, gtk_column_view_get_sorter (view));

  /* At first what needs somebody. */
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 5);
  assert_sorted (G_LIST_MODEL (sorted), 0, GTK_SORT_ASCENDING);
  for (guint i = 0; i < 5; i++)
    for (GtkSortType order = GTK_SORT_ASCENDING; order <= GTK_SORT_DESCENDING; order++)
      {
        g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

        gtk_column_view_sort_by_column (view, column, order);
        assert_sorted (G_LIST_MODEL (sorted), i, order);
      }
  gtk_sort_list_model_set_sorter (sorted, NULL);
  g_assert_finalize_object (view);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/workbench/health-sort/orders", test_orders);
  return g_test_run ();
}
