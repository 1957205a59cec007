/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-health-columns.h"
#include "embark-health-window.h"
#include "embark-narrow-bin.h"
#include "embark-notice.h"
#include "embark-tab-out.h"
#include "embark-workbench-problem.h"

/* What the drop-down shows. */
typedef enum
{
  SHOW_ALL,
  SHOW_ACT, /* somebody has to do something */
  SHOW_NOT_CONNECTED,
  SHOW_CONNECTED,
  SHOW_PROVED,
} Show;

struct _EmbarkHealthWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  AdwToastOverlay *toasts;
  EmbarkNarrowBin *narrow_bin;
  EmbarkProblemView *problem;
  GtkOrientable *bar;
  GtkSearchEntry *search;
  GtkDropDown *show;
  GtkButton *probe_button;
  GtkLabel *summary;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkColumnView *table;
  GtkWidget *foot;
  GtkProgressBar *progress;
  GtkLabel *progress_label;

  EmbarkHealthBoard *board;     /* (owned) (nullable) */
  GtkFilter *filter;            /* (owned) (nullable) */
  GtkSortListModel *sorted;     /* (owned) (nullable) */
  GtkFilterListModel *shown;    /* (owned) (nullable) */
  GtkMultiSelection *selection; /* (owned) (nullable) */
  char *needle;                 /* (owned) (nullable): case-folded */
  GError *error;                /* (owned) (nullable): of the last probe */
  GCancellable *cancellable;    /* (owned) */
  GCancellable *probe_cancel;   /* (owned) (nullable): while probing */
  EmbarkRemedy remedy;
};

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void embark_health_window_notice_host_init (EmbarkNoticeHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkHealthWindow,
                               embark_health_window,
                               ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_NOTICE_HOST,
                                                      embark_health_window_notice_host_init))

/* ---- notices ---- */

static AdwToastOverlay *
embark_health_window_get_toasts (EmbarkNoticeHost *host)
{
  return EMBARK_HEALTH_WINDOW (host)->toasts;
}

static void
embark_health_window_notice_host_init (EmbarkNoticeHostInterface *iface)
{
  iface->get_toasts = embark_health_window_get_toasts;
}

/* ---- what is shown ---- */

static gboolean
filter_cb (gpointer item, gpointer data)
{
  EmbarkHealthWindow *self = data;
  EmbarkHealth health = embark_health_row_get_health (item);
  gboolean fits = TRUE;

  switch ((Show) gtk_drop_down_get_selected (self->show))
    {
    case SHOW_ACT:
      fits = embark_health_row_get_owner (item) >= 0 && health != EMBARK_HEALTH_NOT_CONNECTED;
      break;
    case SHOW_NOT_CONNECTED:
      fits = health == EMBARK_HEALTH_NOT_CONNECTED;
      break;
    case SHOW_CONNECTED:
      fits = health == EMBARK_HEALTH_CONNECTED || health == EMBARK_HEALTH_UNKNOWN;
      break;
    case SHOW_PROVED:
      fits = health == EMBARK_HEALTH_PROVED;
      break;
    case SHOW_ALL:
    default:
      break;
    }
  return fits && (self->needle == NULL || embark_health_row_matches (item, self->needle));
}

static void
add_count (EmbarkHealthWindow *self, GString *text, EmbarkHealth health)
{
  guint n = embark_health_board_get_count (self->board, health);

  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  /* Translators: how many linked accounts are in a state: the state's name, then a number */
  g_string_append_printf (text, _ ("%s: %'u"), embark_health_get_label (health), n);
}

static char *
dup_summary (EmbarkHealthWindow *self)
{
  GString *text = g_string_new (NULL);

  for (int health = 0; health < EMBARK_N_HEALTHS; health++)
    add_count (self, text, (EmbarkHealth) health);
  return g_string_free (text, FALSE);
}

static const char *
get_page (EmbarkHealthWindow *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
    return "list";
  if (g_list_model_get_n_items (G_LIST_MODEL (self->board)) > 0)
    return "no-match";
  if (embark_health_board_get_loading (self->board))
    return "loading";
  return embark_health_board_get_loaded (self->board) ? "empty" : "nothing";
}

static void
update_foot (EmbarkHealthWindow *self)
{
  const gboolean probing = embark_health_board_get_probing (self->board);
  const guint n = embark_health_board_get_n_to_probe (self->board);
  const guint done = embark_health_board_get_n_probed (self->board);
  const guint read = g_list_model_get_n_items (G_LIST_MODEL (self->board));
  const gint64 total = embark_health_board_get_total (self->board);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->foot, probing || (embark_health_board_get_loading (self->board) && read > 0));
  if (probing && embark_health_board_get_waiting (self->board))
    text = g_strdup (_ ("Cobalt asks for patience; probing goes on by itself."));
  else if (probing)
    /* Translators: how many linked accounts were probed, of how many */
    text = g_strdup_printf (_ ("Probed %'u of %'u"), done, n);
  else if (total >= 0)
    /* Translators: how many linked accounts were read, of how many */
    text = g_strdup_printf (_ ("Read %'u of %'u"), read, (guint) MIN (total, G_MAXUINT));
  else
    text = g_strdup_printf (_ ("Read %'u"), read);
  gtk_label_set_text (self->progress_label, text);
  if (probing)
    gtk_progress_bar_set_fraction (self->progress, n > 0 ? (double) done / n : 0);
  else
    gtk_progress_bar_set_fraction (self->progress, total > 0 ? MIN (1.0, (double) read / (double) total) : 0);
}

/* Returns: (transfer container): the rows that a probe would be of */
static GPtrArray *
list_rows (EmbarkHealthWindow *self, gboolean selected_only)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  const guint n = selected_only ? (guint) gtk_bitset_get_size (chosen)
                                : g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkHealthRow) row = g_list_model_get_item (
          G_LIST_MODEL (self->selection), selected_only ? gtk_bitset_get_nth (chosen, i) : i);

      if (embark_health_board_can_probe (row))
        g_ptr_array_add (rows, g_steal_pointer (&row));
    }
  return rows;
}

static gboolean
has_selection (EmbarkHealthWindow *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return !gtk_bitset_is_empty (chosen);
}

static void
update_probe_button (EmbarkHealthWindow *self)
{
  const gboolean probing = embark_health_board_get_probing (self->board);

  if (probing)
    gtk_button_set_label (self->probe_button, _ ("_Stop"));
  else
    gtk_button_set_label (self->probe_button,
                          has_selection (self) ? _ ("_Probe Selected") : _ ("_Probe All Shown"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->probe_button),
                            probing || g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0);
}

/* Rows that are still being read come at the end: a list whose rows move while it grows cannot be read. */
static void
update_order (EmbarkHealthWindow *self)
{
  gtk_sort_list_model_set_sorter (self->sorted, embark_health_board_get_loading (self->board)
                                                    ? NULL
                                                    : gtk_column_view_get_sorter (self->table));
}

static void
update (EmbarkHealthWindow *self)
{
  const gboolean loading = embark_health_board_get_loading (self->board);
  const GError *error = loading ? NULL : embark_health_board_get_error (self->board);
  const char *page = get_page (self);
  g_autofree char *summary = dup_summary (self);

  self->remedy =
      embark_workbench_show_problem (self->problem, error != NULL ? error : self->error, error != NULL);
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *summary != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "health.refresh", !loading);
  update_probe_button (self);
  update_foot (self);
}

static void
filter_changed_cb (EmbarkHealthWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->filter == NULL)
    return;
  g_clear_pointer (&self->needle, g_free);
  self->needle = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

/* Rows do not move under the pointer while they are probed; what no longer fits what is shown goes at the
 * end. */
static void
counts_changed_cb (EmbarkHealthWindow *self)
{
  if (!embark_health_board_get_probing (self->board) && gtk_drop_down_get_selected (self->show) != SHOW_ALL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
narrow_changed_cb (EmbarkHealthWindow *self)
{
  const gboolean narrow = embark_narrow_bin_get_narrow (self->narrow_bin);

  gtk_orientable_set_orientation (self->bar, narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  embark_health_columns_set_narrow (self->table, narrow);
}

/* ---- what a user does ---- */

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkHealthWindow *self = EMBARK_HEALTH_WINDOW (widget);

  g_clear_error (&self->error);
  embark_health_board_load (self->board);
}

static void
remedy_cb (EmbarkHealthWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent == NULL || !embark_workbench_follow_remedy (GTK_WIDGET (parent), self->remedy))
    refresh_action (GTK_WIDGET (self), NULL, NULL);
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkHealthWindow) self = user_data;
  guint n_unanswered = 0;
  g_autoptr (GError) error = NULL;

  embark_health_board_probe_finish (EMBARK_HEALTH_BOARD (source), result, &n_unanswered, &error);
  g_clear_object (&self->probe_cancel);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_steal_pointer (&error);
  if (n_unanswered > 0)
    {
      g_autofree char *text = g_strdup_printf (
          /* Translators: %'u is how many */
          ngettext ("Cobalt did not answer for %'u linked account: it stays as it was",
                    "Cobalt did not answer for %'u linked accounts: they stay as they were", n_unanswered),
          n_unanswered);

      embark_notice_toast (GTK_WIDGET (self), text);
    }
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (gtk_column_view_get_sorter (self->table), GTK_SORTER_CHANGE_DIFFERENT);
  update (self);
}

static void
probe_clicked_cb (EmbarkHealthWindow *self)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (embark_health_board_get_probing (self->board))
    {
      g_cancellable_cancel (self->probe_cancel);
      return;
    }
  g_clear_error (&self->error);
  rows = list_rows (self, has_selection (self));
  if (rows->len == 0)
    {
      embark_notice_toast (GTK_WIDGET (self),
                           _ ("Nobody has signed in there yet, so there is nothing to probe"));
      return;
    }
  self->probe_cancel = g_cancellable_new ();
  embark_health_board_probe_async (self->board, rows, self->probe_cancel, probed_cb, g_object_ref (self));
  update (self);
}

static void
activated_cb (EmbarkHealthWindow *self, guint position)
{
  g_autoptr (EmbarkHealthRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, embark_health_row_get_account (row));
}

static void
stop_search_cb (EmbarkHealthWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (EMBARK_HEALTH_WINDOW (widget)->search));
}

/* ---- the class ---- */

/* What is under way holds the window: it is called off before. */
static void
embark_health_window_unrealize (GtkWidget *widget)
{
  EmbarkHealthWindow *self = EMBARK_HEALTH_WINDOW (widget);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->probe_cancel);
  GTK_WIDGET_CLASS (embark_health_window_parent_class)->unrealize (widget);
}

static void
embark_health_window_dispose (GObject *object)
{
  EmbarkHealthWindow *self = EMBARK_HEALTH_WINDOW (object);

  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  if (self->table != NULL)
    gtk_column_view_set_model (self->table, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filter);
  g_clear_object (&self->board);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_HEALTH_WINDOW);
  G_OBJECT_CLASS (embark_health_window_parent_class)->dispose (object);
}

static void
embark_health_window_finalize (GObject *object)
{
  EmbarkHealthWindow *self = EMBARK_HEALTH_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->probe_cancel);
  g_clear_pointer (&self->needle, g_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (embark_health_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, narrow_bin);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, search);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, show);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, probe_button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, table);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, foot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHealthWindow, progress_label);
}

static void
embark_health_window_class_init (EmbarkHealthWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_health_window_dispose;
  object_class->finalize = embark_health_window_finalize;
  widget_class->unrealize = embark_health_window_unrealize;

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_NARROW_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-health-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, probe_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_install_action (widget_class, "health.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "health.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "health.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "health.refresh", NULL);

  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, EMBARK_TYPE_LINKED_ACCOUNT);
}

static void
embark_health_window_init (EmbarkHealthWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  embark_tab_out (GTK_WIDGET (self->table));
}

/* Filtering and sorting go on over several turns of the main loop, so that ten thousand rows do not hold it.
 */
static void
make_models (EmbarkHealthWindow *self)
{
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->board)), NULL);
  gtk_sort_list_model_set_incremental (self->sorted, TRUE);
  self->shown =
      gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->sorted)), g_object_ref (self->filter));
  gtk_filter_list_model_set_incremental (self->shown, TRUE);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (update_probe_button), self,
                           G_CONNECT_SWAPPED);
}

EmbarkHealthWindow *
embark_health_window_new (EmbarkWorkspace *workspace, GtkWindow *parent)
{
  EmbarkHealthWindow *self = g_object_new (EMBARK_TYPE_HEALTH_WINDOW, "transient-for", parent, NULL);
  const char *environment = embark_workspace_get_environment (workspace);

  self->board = embark_health_board_new (workspace);
  if (g_strcmp0 (environment, "production") == 0)
    adw_window_title_set_subtitle (self->heading, _ ("Production environment"));
  else if (g_strcmp0 (environment, "test") == 0)
    adw_window_title_set_subtitle (self->heading, _ ("Test environment"));
  embark_health_columns_add (self->table, embark_workspace_get_clock (workspace));
  make_models (self);
  g_signal_connect_object (self->board, "counts-changed", G_CALLBACK (counts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->board, "notify::loading", G_CALLBACK (update_order), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->board, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  embark_health_board_load (self->board);
  update (self);
  return self;
}

EmbarkHealthBoard *
embark_health_window_get_board (EmbarkHealthWindow *self)
{
  g_return_val_if_fail (EMBARK_IS_HEALTH_WINDOW (self), NULL);

  return self->board;
}
