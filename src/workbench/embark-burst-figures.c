/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-figures.h"
#include "embark-burst-words.h"
#include "embark-time.h"

#define N_STATUSES (EMBARK_EXECUTION_DUPLICATE + 1)

struct _EmbarkBurstFigures
{
  AdwBin parent_instance;

  GHashTable *values; /* (owned) (element-type utf8 GtkLabel): by name */
  GtkLabel *events[EMBARK_BURST_N_EVENT_STATES];
  GtkLabel *sent;
  GtkLabel *latency[4];
  GtkLabel *runs[N_STATUSES];
  GtkLabel *no_runs;
};

G_DEFINE_FINAL_TYPE (EmbarkBurstFigures, embark_burst_figures, ADW_TYPE_BIN)

/* Percentiles, and 100 for the longest. */
static const double percents[] = { 50, 90, 99, 100 };

static GtkLabel *
new_label (const char *text, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

/* Returns: (transfer none): where the value is shown */
static GtkLabel *
add (EmbarkBurstFigures *self, GtkGrid *grid, int row, const char *name)
{
  GtkLabel *title = new_label (name, "dim-label", 0);
  GtkLabel *value = new_label ("", "numeric", 1);

  gtk_widget_set_hexpand (GTK_WIDGET (title), TRUE);
  gtk_grid_attach (grid, GTK_WIDGET (title), 0, row, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (value), 1, row, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL,
                                  -1);
  g_object_set_data (G_OBJECT (value), "title", title);
  return value;
}

static void
set_value (EmbarkBurstFigures *self, GtkLabel *value, const char *name, const char *text)
{
  GtkWidget *title = g_object_get_data (G_OBJECT (value), "title");

  gtk_label_set_text (value, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (value), text != NULL);
  gtk_widget_set_visible (title, text != NULL);
  if (text != NULL && name != NULL)
    g_hash_table_insert (self->values, g_strdup (name), value);
}

static GtkGrid *
new_card (GtkFlowBox *box, const char *title)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkLabel *heading = new_label (title, "heading", 0);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "burst-card");
  gtk_widget_set_valign (grid, GTK_ALIGN_FILL);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (heading), 0, 0, 2, 1);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), grid);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (box, child);
  return GTK_GRID (grid);
}

static void
set_count (EmbarkBurstFigures *self, GtkLabel *value, const char *name, guint count, gboolean always)
{
  g_autofree char *text = count > 0 || always ? g_strdup_printf ("%'u", count) : NULL;

  set_value (self, value, name, text);
}

static const char *
percent_name (guint i)
{
  static const char *const names[] = { N_ ("Half within"), N_ ("90 % within"), N_ ("99 % within"),
                                       N_ ("Longest") };

  return _ (names[i]);
}

void
embark_burst_figures_show (EmbarkBurstFigures *self, EmbarkBurst *burst)
{
  const guint n_runs = embark_burst_get_n_runs (burst);
  const guint n_sent =
      embark_burst_get_n (burst) - embark_burst_get_count (burst, EMBARK_BURST_EVENT_NOT_SENT);

  g_return_if_fail (EMBARK_IS_BURST_FIGURES (self));

  g_hash_table_remove_all (self->values);
  set_count (self, self->sent, _ ("Sent"), n_sent, TRUE);
  for (guint i = 0; i < EMBARK_BURST_N_EVENT_STATES; i++)
    set_count (self, self->events[i], embark_burst_event_word ((EmbarkBurstEventState) i),
               embark_burst_get_count (burst, (EmbarkBurstEventState) i), i != EMBARK_BURST_EVENT_IN_FLIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      const double ms = embark_burst_get_latency (burst, percents[i]);
      g_autofree char *text = ms > 0 ? embark_time_dup_duration (ms) : g_strdup ("–");

      set_value (self, self->latency[i], percent_name (i), text);
    }
  for (guint i = 0; i < N_STATUSES; i++)
    set_count (self, self->runs[i], NULL, embark_burst_count_runs (burst, (EmbarkExecutionStatus) i), FALSE);
  gtk_label_set_text (self->no_runs, embark_burst_get_watching (burst) ? _ ("Looking for runs")
                                     : embark_burst_get_runs_cut (burst)
                                         ? _ ("There are more runs than are counted")
                                         : _ ("None seen"));
  gtk_widget_set_visible (GTK_WIDGET (self->no_runs), n_runs == 0 || embark_burst_get_runs_cut (burst));
}

const char *
embark_burst_figures_get (EmbarkBurstFigures *self, const char *name)
{
  GtkLabel *label;

  g_return_val_if_fail (EMBARK_IS_BURST_FIGURES (self), NULL);

  label = g_hash_table_lookup (self->values, name);
  return label != NULL ? gtk_label_get_text (label) : NULL;
}

static void
embark_burst_figures_finalize (GObject *object)
{
  g_hash_table_unref (EMBARK_BURST_FIGURES (object)->values);
  G_OBJECT_CLASS (embark_burst_figures_parent_class)->finalize (object);
}

static void
embark_burst_figures_class_init (EmbarkBurstFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_burst_figures_finalize;
}

static void
embark_burst_figures_init (EmbarkBurstFigures *self)
{
  static const EmbarkBurstEventState order[] = {
    EMBARK_BURST_EVENT_ACCEPTED, EMBARK_BURST_EVENT_REFUSED,  EMBARK_BURST_EVENT_DUPLICATE,
    EMBARK_BURST_EVENT_UNKNOWN,  EMBARK_BURST_EVENT_NOT_SENT, EMBARK_BURST_EVENT_IN_FLIGHT,
  };
  GtkFlowBox *box = GTK_FLOW_BOX (gtk_flow_box_new ());
  GtkGrid *grid;

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* Nothing in it takes the focus, and GTK's box would keep Tab from ever getting past it. */
  gtk_widget_set_can_focus (GTK_WIDGET (box), FALSE);
  gtk_flow_box_set_selection_mode (box, GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (box, 1);
  gtk_flow_box_set_max_children_per_line (box, 3);
  gtk_flow_box_set_column_spacing (box, 12);
  gtk_flow_box_set_row_spacing (box, 12);
  gtk_flow_box_set_homogeneous (box, TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));

  grid = new_card (box, _ ("Events"));
  self->sent = add (self, grid, 1, _ ("Sent"));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    self->events[order[i]] = add (self, grid, (int) i + 2, embark_burst_event_word (order[i]));
  grid = new_card (box, _ ("Answer Time"));
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    self->latency[i] = add (self, grid, (int) i + 1, percent_name (i));
  grid = new_card (box, _ ("Runs"));
  self->no_runs = new_label ("", "dim-label", 0);
  gtk_label_set_wrap (self->no_runs, TRUE);
  gtk_grid_attach (grid, GTK_WIDGET (self->no_runs), 0, 1, 2, 1);
  for (guint i = 0; i < N_STATUSES; i++)
    self->runs[i] = add (self, grid, (int) i + 2, embark_burst_run_word ((EmbarkExecutionStatus) i));
}
