/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-health-columns.h"
#include "embark-time.h"
#include "embark-tooltip.h"

typedef enum
{
  COLUMN_HEALTH,
  COLUMN_ACCOUNT,
  COLUMN_BLOCKER,
  COLUMN_OWNER,
  COLUMN_CHECKED,
  N_COLUMNS
} Column;

/* What the cells of one column share; the factory's. */
typedef struct
{
  GtkColumnView *view; /* (unowned) */
  EmbarkClock *clock;  /* (owned) */
  GPtrArray *bound;    /* (owned) (element-type GtkListItem): not held, the factory says when each goes */
  Column column;
} Cells;

#define NARROW_KEY "embark-narrow"
#define CELLS_KEY  "embark-cell"

static void
cells_free (gpointer data)
{
  Cells *cells = data;

  g_object_unref (cells->clock);
  g_ptr_array_unref (cells->bound);
  g_free (cells);
}

static gboolean
is_narrow (GtkColumnView *view)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (view), NARROW_KEY));
}

/* ---- a cell ---- */

static EmbarkTone
tone_of (EmbarkHealthRow *row)
{
  if (embark_health_row_get_checking (row))
    return EMBARK_TONE_NOW;
  switch (embark_health_row_get_health (row))
    {
    case EMBARK_HEALTH_BROKEN:
      return EMBARK_TONE_BAD;
    case EMBARK_HEALTH_EXPIRED:
      return EMBARK_TONE_WARN;
    case EMBARK_HEALTH_PROVED:
    case EMBARK_HEALTH_CONNECTED:
      return EMBARK_TONE_OK;
    case EMBARK_HEALTH_NOT_CONNECTED:
    case EMBARK_HEALTH_UNKNOWN:
    case EMBARK_N_HEALTHS:
    default:
      return EMBARK_TONE_IDLE;
    }
}

static const char *
words_of (EmbarkHealthRow *row)
{
  return embark_health_row_get_checking (row) ? _ ("Probing")
                                              : embark_health_get_label (embark_health_row_get_health (row));
}

/* The second line of the account: its id, or, where that is all there is room for, what is the matter. */
static const char *
detail_of (Cells *cells, EmbarkHealthRow *row)
{
  const char *blocker = embark_health_row_get_blocker (row);

  if (!is_narrow (cells->view))
    return embark_linked_account_get_id (embark_health_row_get_account (row));
  return blocker != NULL ? blocker : words_of (row);
}

/* What a row is called: nothing else names it to whoever does not see it. */
static void
name_row (GtkWidget *child, EmbarkHealthRow *row)
{
  GtkWidget *cell = gtk_widget_get_parent (child);
  GtkWidget *whole = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  const char *name = embark_linked_account_get_display_name (embark_health_row_get_account (row));
  const char *blocker = embark_health_row_get_blocker (row);
  g_autofree char *label = blocker != NULL ? g_strdup_printf ("%s, %s, %s", name, words_of (row), blocker)
                                           : g_strdup_printf ("%s, %s", name, words_of (row));

  if (whole != NULL && !GTK_IS_COLUMN_VIEW (whole))
    gtk_accessible_update_property (GTK_ACCESSIBLE (whole), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_account (Cells *cells, GtkWidget *box, EmbarkHealthRow *row)
{
  EmbarkLinkedAccount *account = embark_health_row_get_account (row);
  GtkWidget *name = gtk_widget_get_first_child (box);

  gtk_label_set_text (GTK_LABEL (name), embark_linked_account_get_display_name (account));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)), detail_of (cells, row));
  name_row (box, row);
}

static void
show_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
}

static void
update_cell (Cells *cells, GtkListItem *item)
{
  EmbarkHealthRow *row = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);
  g_autofree char *moment = NULL;
  int owner = embark_health_row_get_owner (row);

  switch (cells->column)
    {
    case COLUMN_HEALTH:
      embark_tone_apply_to_image (tone_of (row), GTK_IMAGE (gtk_widget_get_first_child (child)));
      gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (child)), words_of (row));
      gtk_widget_set_visible (gtk_widget_get_last_child (child), !is_narrow (cells->view));
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (child)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, words_of (row), -1);
      break;
    case COLUMN_ACCOUNT:
      show_account (cells, child, row);
      break;
    case COLUMN_BLOCKER:
      show_text (child, embark_health_row_get_blocker (row));
      break;
    case COLUMN_OWNER:
      show_text (child, owner >= 0 ? embark_owner_get_label ((EmbarkOwner) owner) : NULL);
      break;
    case COLUMN_CHECKED:
      moment = embark_time_dup_moment (embark_health_row_get_checked_at (row),
                                       embark_clock_get_real_time (cells->clock));
      show_text (child, moment);
      break;
    case N_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  embark_tooltip_when_cut (GTK_LABEL (label));
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  GtkWidget *child;

  switch (cells->column)
    {
    case COLUMN_HEALTH:
      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (child), g_object_new (GTK_TYPE_IMAGE, "pixel-size", 13, NULL));
      gtk_box_append (GTK_BOX (child), new_label (NULL));
      break;
    case COLUMN_ACCOUNT:
      child = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (child), new_label (NULL));
      gtk_box_append (GTK_BOX (child), new_label ("caption"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (child), "dim-label");
      break;
    case COLUMN_CHECKED:
      child = new_label ("numeric");
      break;
    case COLUMN_BLOCKER:
    case COLUMN_OWNER:
    case N_COLUMNS:
    default:
      child = new_label (NULL);
      break;
    }
  gtk_list_item_set_child (item, child);
}

static void
row_changed_cb (EmbarkHealthRow *row, GParamSpec *pspec, GtkListItem *item)
{
  update_cell (g_object_get_data (G_OBJECT (item), CELLS_KEY), item);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  g_object_set_data (G_OBJECT (item), CELLS_KEY, cells);
  g_ptr_array_add (cells->bound, item);
  g_signal_connect (gtk_list_item_get_item (item), "notify", G_CALLBACK (row_changed_cb), item);
  update_cell (cells, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  g_ptr_array_remove_fast (cells->bound, item);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), row_changed_cb, item);
}

/* ---- columns ---- */

static GtkExpression *
property (const char *name)
{
  return gtk_property_expression_new (EMBARK_TYPE_HEALTH_ROW, NULL, name);
}

/* A sorter of texts needs one of every row. */
static char *
dup_blocker (EmbarkHealthRow *row, const char *blocker, gpointer user_data)
{
  return g_strdup (blocker != NULL ? blocker : "");
}

static GtkSorter *
new_sorter (Column column)
{
  static const char *const numbers[N_COLUMNS] = {
    [COLUMN_HEALTH] = "health",
    [COLUMN_OWNER] = "owner",
    [COLUMN_CHECKED] = "checked-at",
  };

  if (numbers[column] != NULL)
    return GTK_SORTER (gtk_numeric_sorter_new (property (numbers[column])));
  if (column == COLUMN_BLOCKER)
    return GTK_SORTER (gtk_string_sorter_new (
        gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 1, (GtkExpression *[]){ property ("blocker") },
                                     G_CALLBACK (dup_blocker), NULL, NULL)));
  return GTK_SORTER (gtk_string_sorter_new (
      gtk_property_expression_new (EMBARK_TYPE_LINKED_ACCOUNT, property ("account"), "display-name")));
}

static void
add_column (GtkColumnView *view, EmbarkClock *clock, Column column, const char *title, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = gtk_column_view_column_new (title, factory);
  g_autoptr (GtkSorter) sorter = new_sorter (column);
  Cells *cells = g_new0 (Cells, 1);

  cells->view = view;
  cells->clock = g_object_ref (clock);
  cells->bound = g_ptr_array_new ();
  cells->column = column;
  g_object_set_data_full (G_OBJECT (factory), CELLS_KEY, cells, cells_free);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), cells);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), cells);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), cells);
  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_column_set_resizable (added, TRUE);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (added, width);
  else
    gtk_column_view_column_set_expand (added, TRUE);
  gtk_column_view_append_column (view, added);
  if (column == COLUMN_HEALTH)
    gtk_column_view_sort_by_column (view, added, GTK_SORT_ASCENDING); /* what needs somebody comes first */
}

void
embark_health_columns_add (GtkColumnView *view, EmbarkClock *clock)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));
  g_return_if_fail (EMBARK_IS_CLOCK (clock));

  add_column (view, clock, COLUMN_HEALTH, _ ("State"), 190);
  add_column (view, clock, COLUMN_ACCOUNT, _ ("Linked Account"), 0);
  add_column (view, clock, COLUMN_BLOCKER, _ ("What Is in the Way"), 0);
  add_column (view, clock, COLUMN_OWNER, _ ("Who Acts"), 170);
  add_column (view, clock, COLUMN_CHECKED, _ ("Last Probe"), 150);
}

/* What is on the screen already was written for the other width. */
static void
rewrite_cells (GtkColumnViewColumn *column)
{
  GtkListItemFactory *factory = gtk_column_view_column_get_factory (column);
  Cells *cells = g_object_get_data (G_OBJECT (factory), CELLS_KEY);

  for (guint i = 0; i < cells->bound->len; i++)
    update_cell (cells, g_ptr_array_index (cells->bound, i));
}

void
embark_health_columns_set_narrow (GtkColumnView *view, gboolean narrow)
{
  GListModel *columns;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  g_object_set_data (G_OBJECT (view), NARROW_KEY, GINT_TO_POINTER (narrow));
  columns = gtk_column_view_get_columns (view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (i == COLUMN_HEALTH)
        gtk_column_view_column_set_fixed_width (column, narrow ? 44 : 190);
      else if (i != COLUMN_ACCOUNT)
        gtk_column_view_column_set_visible (column, !narrow);
      /* GTK gives a hidden column its share of the room, too. */
      if (i == COLUMN_BLOCKER)
        gtk_column_view_column_set_expand (column, !narrow);
      else if (i == COLUMN_OWNER || i == COLUMN_CHECKED)
        gtk_column_view_column_set_fixed_width (column, narrow ? 0 : i == COLUMN_OWNER ? 170 : 150);
      rewrite_cells (column);
    }
}
