/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compare-row.h"
#include "embark-compare-view.h"
#include "embark-run-node-row.h"
#include "embark-run-row.h"
#include "embark-time.h"
#include "embark-workbench-problem.h"

struct _EmbarkCompareView
{
  AdwBin parent_instance;

  GtkOrientable *head;
  GtkLabel *title;
  GtkLabel *caption;
  GtkOrientable *switches;
  GtkToggleButton *only_different;
  GtkToggleButton *ignore;
  EmbarkProblemView *problem;
  GtkBox *sides;
  GtkSpinner *spinner;
  GtkListBox *nodes;
  GtkLabel *nothing;

  EmbarkRunDetail *runs[2];  /* (owned) (nullable): A and B */
  GPtrArray *compared;       /* (owned) (nullable) (element-type EmbarkComparedNode) */
  GCancellable *cancellable; /* (owned) (nullable): of comparing */
  EmbarkRemedy remedy;
  gboolean narrow;
};

enum
{
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkCompareView, embark_compare_view, ADW_TYPE_BIN)

static EmbarkExecution *
run_of (EmbarkCompareView *self, guint side)
{
  return embark_run_detail_get_run (self->runs[side]);
}

/* ---- the two cards ---- */

static GtkWidget *
new_card (EmbarkCompareView *self, guint side)
{
  EmbarkExecution *run = run_of (self, side);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *letter = gtk_label_new (side == 0 ? "A" : "B");
  GtkWidget *chip = embark_chip_new (embark_run_get_tone (run), embark_run_get_word (run));
  g_autofree char *when = embark_time_dup_moment (embark_execution_get_created_at (run), g_get_real_time ());
  g_autofree char *cause = embark_run_dup_cause (run);
  g_autofree char *took = embark_run_dup_took (run);
  g_autofree char *facts = g_strjoin (" · ", cause, took, NULL);
  GtkWidget *title =
      g_object_new (GTK_TYPE_LABEL, "label", when, "xalign", 0.f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *caption =
      g_object_new (GTK_TYPE_LABEL, "label", facts, "xalign", 0.f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "compare-line");
  gtk_widget_add_css_class (letter, "heading");
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (title, "numeric");
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), caption);
  gtk_box_append (GTK_BOX (card), letter);
  gtk_box_append (GTK_BOX (card), words);
  gtk_box_append (GTK_BOX (card), chip);
  return card;
}

static void
update_cards (EmbarkCompareView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sides))) != NULL)
    gtk_box_remove (self->sides, child);
  for (guint side = 0; side < 2; side++)
    gtk_box_append (self->sides, new_card (self, side));
}

/* ---- the nodes ---- */

static double
find_longest (GPtrArray *compared)
{
  double longest = 0;

  for (guint i = 0; i < compared->len; i++)
    {
      EmbarkExecutionNode *nodes[] = { embark_compared_node_get_a (g_ptr_array_index (compared, i)),
                                       embark_compared_node_get_b (g_ptr_array_index (compared, i)) };

      for (guint side = 0; side < 2; side++)
        if (nodes[side] != NULL)
          longest = MAX (longest, embark_execution_node_get_duration (nodes[side]));
    }
  return longest;
}

static void
update_caption (EmbarkCompareView *self, guint n_different, EmbarkComparedNode *first)
{
  g_autofree char *text = NULL;

  if (self->compared == NULL)
    text = g_strdup ("");
  else if (first == NULL)
    text = g_strdup (_ ("Nothing differs but the time it took"));
  else
    /* Translators: %u is how many nodes differ, %s the name of the first of them */
    text = g_strdup_printf (ngettext ("%u node differs: “%s”", "%u nodes differ, first “%s”", n_different),
                            n_different, embark_compared_node_get_name (first));
  gtk_label_set_text (self->caption, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->caption), text);
}

static void
clear_nodes (EmbarkCompareView *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->nodes, 0)) != NULL)
    gtk_list_box_remove (self->nodes, GTK_WIDGET (row));
}

static void
update_nodes (EmbarkCompareView *self)
{
  const gboolean only = gtk_toggle_button_get_active (self->only_different);
  double longest;
  EmbarkComparedNode *first = NULL;
  guint n_different = 0;

  clear_nodes (self);
  gtk_widget_set_visible (GTK_WIDGET (self->nodes), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), FALSE);
  if (self->compared == NULL)
    {
      update_caption (self, 0, NULL);
      return;
    }
  longest = find_longest (self->compared);
  for (guint i = 0; i < self->compared->len; i++)
    {
      EmbarkComparedNode *node = g_ptr_array_index (self->compared, i);
      const gboolean differs = embark_compared_node_get_differs (node);

      if (differs && n_different++ == 0)
        first = node;
      if (differs || !only)
        gtk_list_box_append (self->nodes, embark_compare_row_new (node, longest, self->narrow));
    }
  gtk_label_set_text (self->nothing, self->compared->len == 0 ? _ ("Cobalt keeps no nodes of these runs.")
                                                              : _ ("No node differs."));
  gtk_widget_set_visible (GTK_WIDGET (self->nodes), gtk_list_box_get_row_at_index (self->nodes, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), gtk_list_box_get_row_at_index (self->nodes, 0) == NULL);
  update_caption (self, n_different, first);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) compared = embark_run_compare_finish (result, &error);
  EmbarkCompareView *self;

  if (compared == NULL)
    return;
  self = EMBARK_COMPARE_VIEW (user_data);
  self->compared = g_steal_pointer (&compared);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_spinner_stop (self->spinner);
  update_nodes (self);
}

static void
drop_compared (EmbarkCompareView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->compared, g_ptr_array_unref);
}

static void
compare (EmbarkCompareView *self)
{
  EmbarkDiffRules rules = { 0 };

  drop_compared (self);
  if (gtk_toggle_button_get_active (self->ignore))
    rules = (EmbarkDiffRules){ embark_diff_volatile_names, TRUE, TRUE };
  self->cancellable = g_cancellable_new ();
  embark_run_compare_async (run_of (self, 0), run_of (self, 1), &rules, self->cancellable, compared_cb, self);
}

/* One of the two has an answer. */
static void
update (EmbarkCompareView *self)
{
  const GError *error;
  gboolean loaded;

  if (self->runs[0] == NULL)
    return;
  error = embark_run_detail_get_error (self->runs[0]);
  if (error == NULL)
    error = embark_run_detail_get_error (self->runs[1]);
  self->remedy = embark_workbench_show_problem (self->problem, error, TRUE);
  loaded = embark_run_detail_get_loaded (self->runs[0]) && embark_run_detail_get_loaded (self->runs[1]);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), error == NULL && !loaded);
  gtk_spinner_set_spinning (self->spinner, error == NULL && !loaded);
  update_cards (self);
  if (loaded)
    compare (self);
}

/* ---- what a user does ---- */

static void
back_clicked_cb (EmbarkCompareView *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
only_toggled_cb (EmbarkCompareView *self)
{
  update_nodes (self);
}

static void
ignore_toggled_cb (EmbarkCompareView *self)
{
  update (self);
}

static void
swap_clicked_cb (EmbarkCompareView *self)
{
  EmbarkRunDetail *a = self->runs[0];

  self->runs[0] = self->runs[1];
  self->runs[1] = a;
  update (self);
}

static void
remedy_cb (EmbarkCompareView *self)
{
  if (embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy) || self->runs[0] == NULL)
    return;
  for (guint side = 0; side < 2; side++)
    if (!embark_run_detail_get_loaded (self->runs[side]))
      embark_run_detail_refresh (self->runs[side]);
}

/* ---- the class ---- */

static void
drop_runs (EmbarkCompareView *self)
{
  drop_compared (self);
  for (guint side = 0; side < 2; side++)
    {
      if (self->runs[side] != NULL)
        g_signal_handlers_disconnect_by_data (self->runs[side], self);
      g_clear_object (&self->runs[side]);
    }
}

static void
embark_compare_view_dispose (GObject *object)
{
  EmbarkCompareView *self = EMBARK_COMPARE_VIEW (object);

  drop_runs (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_COMPARE_VIEW);
  G_OBJECT_CLASS (embark_compare_view_parent_class)->dispose (object);
}

static void
embark_compare_view_class_init (EmbarkCompareViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_compare_view_dispose;
  signals[BACK] =
      g_signal_new ("back", EMBARK_TYPE_COMPARE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-compare-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, head);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, caption);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, switches);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, only_different);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, ignore);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, sides);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, nodes);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCompareView, nothing);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, only_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, ignore_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, swap_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
}

static void
embark_compare_view_init (EmbarkCompareView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
embark_compare_view_set_runs (EmbarkCompareView *self,
                              EmbarkRunList *list,
                              EmbarkExecution *a,
                              EmbarkExecution *b)
{
  g_autofree char *title = NULL;
  gboolean later;

  g_return_if_fail (EMBARK_IS_COMPARE_VIEW (self));
  g_return_if_fail ((a == NULL) == (b == NULL));

  drop_runs (self);
  clear_nodes (self);
  update_nodes (self);
  if (a == NULL)
    return;
  /* Translators: %s is the name of a workflow */
  title = g_strdup_printf (_ ("Two runs of “%s”"), embark_execution_get_title (b));
  gtk_label_set_text (self->title, title);
  /* A is the earlier one. */
  later = embark_execution_get_created_at (a) > embark_execution_get_created_at (b);
  self->runs[0] = embark_run_detail_new (list, later ? b : a);
  self->runs[1] = embark_run_detail_new (list, later ? a : b);
  for (guint side = 0; side < 2; side++)
    {
      g_signal_connect_object (self->runs[side], "notify::run", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->runs[side], "notify::error", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      embark_run_detail_refresh (self->runs[side]);
    }
  update (self);
}

void
embark_compare_view_set_narrow (EmbarkCompareView *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (EMBARK_IS_COMPARE_VIEW (self));

  self->narrow = narrow;
  gtk_orientable_set_orientation (self->head, orientation);
  gtk_orientable_set_orientation (self->switches, orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides), orientation);
  update_nodes (self);
}

gboolean
embark_compare_view_get_compared (EmbarkCompareView *self)
{
  g_return_val_if_fail (EMBARK_IS_COMPARE_VIEW (self), FALSE);

  return self->compared != NULL;
}
