/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-ask.h"
#include "embark-burst-chart.h"
#include "embark-burst-figures.h"
#include "embark-burst-pane.h"
#include "embark-burst-words.h"
#include "embark-compat.h"
#include "embark-notice.h"
#include "embark-tab-out.h"
#include "embark-time.h"
#include "embark-workbench-problem.h"

struct _EmbarkBurstPane
{
  AdwBin parent_instance;

  GtkLabel *title;
  EmbarkChip *chip;
  GtkLabel *summary;
  GtkProgressBar *progress;
  GtkLabel *notice;
  EmbarkProblemView *problem;
  GtkButton *stop;
  GtkButton *go_on;
  GtkButton *export;
  EmbarkBurstFigures *figures;
  EmbarkBurstChart *chart;
  GtkLabel *chart_words;
  GtkWidget *refused_box;
  GtkListView *refused;

  EmbarkWorkspace *workspace; /* (owned) (nullable) */
  EmbarkBurst *burst;         /* (owned) (nullable) */
  GtkStringList *reasons;     /* (owned): a line for each event that has one */
  GCancellable *cancellable;  /* (owned) */
  guint n_reasons;            /* refused and turned away when the list was made */
  EmbarkRemedy remedy;
  guint tick; /* while it waits: each second */
};

G_DEFINE_FINAL_TYPE (EmbarkBurstPane, embark_burst_pane, ADW_TYPE_BIN)

static void update (EmbarkBurstPane *self);

/* ---- what is said ---- */

static gboolean
tick_cb (gpointer data)
{
  EmbarkBurstPane *self = data;

  self->tick = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static char *
dup_waiting (EmbarkBurstPane *self)
{
  EmbarkClock *clock = embark_workspace_get_clock (self->workspace);
  const gint64 left = embark_burst_get_waits_until (self->burst) - embark_clock_get_real_time (clock);
  g_autofree char *duration =
      embark_time_dup_duration ((double) MAX ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, 0) * 1000);

  if (self->tick == 0)
    self->tick = embark_clock_add_timeout (clock, 1000, tick_cb, self, NULL);
  /* Translators: %s: "12 s" */
  return g_strdup_printf (_ ("Cobalt said that there are too many events. It goes on in %s."), duration);
}

/* Returns: (transfer full) (nullable) */
static char *
dup_notice (EmbarkBurstPane *self)
{
  const guint n_out = embark_burst_get_count (self->burst, EMBARK_BURST_EVENT_IN_FLIGHT);
  const guint n_unknown = embark_burst_get_count (self->burst, EMBARK_BURST_EVENT_UNKNOWN);

  switch (embark_burst_get_state (self->burst))
    {
    case EMBARK_BURST_WAITING:
      return dup_waiting (self);
    case EMBARK_BURST_STOPPING:
      return g_strdup_printf (ngettext ("Nothing leaves any more. %'u answer is waited for.",
                                        "Nothing leaves any more. %'u answers are waited for.", n_out),
                              n_out);
    case EMBARK_BURST_INTERRUPTED:
    case EMBARK_BURST_ENDED:
      return n_unknown == 0
                 ? NULL
                 : g_strdup_printf (
                     ngettext ("Of %'u event nobody knows whether it arrived. It is never sent again.",
                               "Of %'u events nobody knows whether they arrived. They are never sent again.",
                               n_unknown),
                     n_unknown);
    case EMBARK_BURST_NEW:
    case EMBARK_BURST_PREPARING:
    case EMBARK_BURST_RUNNING:
    default:
      return NULL;
    }
}

static void
show_problem (EmbarkBurstPane *self)
{
  const GError *error = embark_burst_get_error (self->burst);

  if (error == NULL || error->domain != EMBARK_BURST_ERROR)
    {
      self->remedy = embark_workbench_show_problem (self->problem, error, TRUE);
      return;
    }
  embark_problem_view_set (self->problem, _ ("The burst ended"), error->message, NULL, NULL, error->message,
                           NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  self->remedy = EMBARK_REMEDY_NONE;
}

static gboolean
is_told (EmbarkBurst *burst, guint i)
{
  const EmbarkBurstEventState state = embark_burst_get_event_state (burst, i);

  return state == EMBARK_BURST_EVENT_REFUSED
         || (state == EMBARK_BURST_EVENT_NOT_SENT && embark_burst_get_event_words (burst, i) != NULL);
}

static void
show_reasons (EmbarkBurstPane *self)
{
  const guint n = embark_burst_get_n (self->burst);
  g_autoptr (GPtrArray) lines = NULL;
  guint n_told = 0;

  for (guint i = 0; i < n; i++)
    n_told += is_told (self->burst, i);
  gtk_widget_set_visible (self->refused_box, n_told > 0);
  if (n_told == self->n_reasons)
    return;
  self->n_reasons = n_told;
  lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    if (is_told (self->burst, i))
      {
        const char *words = embark_burst_get_event_words (self->burst, i);

        /* Translators: %1$'u: number of an event; %2$s: why it was refused */
        g_ptr_array_add (lines, g_strdup_printf (_ ("Event %1$'u: %2$s"), i + 1,
                                                 words != NULL ? words : _ ("no reason given")));
      }
  g_ptr_array_add (lines, NULL);
  gtk_string_list_splice (self->reasons, 0, g_list_model_get_n_items (G_LIST_MODEL (self->reasons)),
                          (const char *const *) lines->pdata);
}

static void
show_summary (EmbarkBurstPane *self)
{
  EmbarkClock *clock = embark_workspace_get_clock (self->workspace);
  const guint n = embark_burst_get_n (self->burst);
  const guint n_left = embark_burst_get_count (self->burst, EMBARK_BURST_EVENT_NOT_SENT);
  g_autofree char *summary = embark_burst_dup_summary (self->burst);
  g_autofree char *when =
      embark_time_dup_moment (embark_burst_get_created_at (self->burst), embark_clock_get_real_time (clock));
  g_autofree char *line = g_strdup_printf ("%s · %s", when, summary);

  gtk_label_set_text (self->summary, line);
  gtk_progress_bar_set_fraction (self->progress, n > 0 ? (double) (n - n_left) / n : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  summary, -1);
}

static void
show_buttons (EmbarkBurstPane *self)
{
  const EmbarkBurstState state = embark_burst_get_state (self->burst);
  const gboolean running = embark_burst_is_running (self->burst);
  const guint n_left = embark_burst_get_count (self->burst, EMBARK_BURST_EVENT_NOT_SENT);
  const gboolean had_focus = gtk_widget_is_focus (GTK_WIDGET (self->stop));

  gtk_button_set_label (self->stop, state == EMBARK_BURST_STOPPING ? _ ("Do Not _Wait") : _ ("_Stop"));
  gtk_widget_set_visible (GTK_WIDGET (self->stop), running);
  gtk_widget_set_visible (GTK_WIDGET (self->go_on),
                          (state == EMBARK_BURST_ENDED || state == EMBARK_BURST_INTERRUPTED) && n_left > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->export), !running && state != EMBARK_BURST_NEW);
  /* The keyboard stays where something can be done. */
  if (had_focus && !running)
    gtk_widget_grab_focus (GTK_WIDGET (self->export));
}

static void
update (EmbarkBurstPane *self)
{
  g_autofree char *notice = NULL;
  const guint32 *values;
  guint n, seconds;

  if (self->burst == NULL)
    return;
  notice = dup_notice (self);
  gtk_label_set_text (self->title, embark_burst_get_event (self->burst));
  embark_chip_set (self->chip, embark_burst_get_tone (self->burst), embark_burst_state_word (self->burst));
  gtk_label_set_text (self->notice, notice != NULL ? notice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), notice != NULL);
  show_summary (self);
  show_problem (self);
  show_buttons (self);
  embark_burst_figures_show (self->figures, self->burst);
  values = embark_burst_get_throughput (self->burst, &n, &seconds);
  embark_burst_chart_set (self->chart, values, n, seconds);
  gtk_label_set_text (self->chart_words, embark_burst_chart_get_words (self->chart));
  show_reasons (self);
}

/* ---- what is done ---- */

static void
state_cb (EmbarkBurstPane *self)
{
  update (self);
  embark_compat_announce (GTK_WIDGET (self), embark_burst_state_word (self->burst));
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* Why it failed the burst itself keeps, and the pane shows it. */
  embark_burst_run_finish (EMBARK_BURST (source), result, NULL);
}

void
embark_burst_pane_run (EmbarkBurstPane *self)
{
  g_return_if_fail (EMBARK_IS_BURST_PANE (self));

  if (self->burst != NULL && !embark_burst_is_running (self->burst))
    embark_burst_run_async (self->burst, run_cb, NULL);
  update (self);
}

static void
stop_cb (EmbarkBurstPane *self)
{
  if (self->burst != NULL)
    embark_burst_stop (self->burst);
}

static void
asked_cb (GtkWidget *from, EmbarkBurst *burst)
{
  EmbarkBurstPane *self = EMBARK_BURST_PANE (from);

  if (self->burst == burst)
    embark_burst_pane_run (self);
}

static void
go_on_cb (EmbarkBurstPane *self)
{
  if (self->burst != NULL)
    embark_burst_ask (GTK_WIDGET (self), self->workspace, self->burst,
                      embark_burst_get_count (self->burst, EMBARK_BURST_EVENT_NOT_SENT), self->cancellable,
                      asked_cb);
}

static void
remedy_cb (EmbarkBurstPane *self)
{
  if (!embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy))
    go_on_cb (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkBurstPane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (embark_compat_save_text_finish (GTK_WINDOW (source), result, &error))
    embark_notice_toast (GTK_WIDGET (self), _ ("Results saved"));
  else if (error != NULL)
    embark_workbench_report (GTK_WIDGET (self), error);
}

static void
export_cb (EmbarkBurstPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *text = NULL;

  if (self->burst == NULL || !GTK_IS_WINDOW (root))
    return;
  text = embark_burst_dup_csv (self->burst);
  embark_compat_save_text_async (GTK_WINDOW (root), _ ("Export Results"), "burst.csv", text,
                                 self->cancellable, saved_cb, g_object_ref (self));
}

/* ---- the list of what was refused ---- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "burst-reason");
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
set_up_list (EmbarkBurstPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) model = NULL;

  self->reasons = gtk_string_list_new (NULL);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->reasons)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->refused, factory);
  gtk_list_view_set_model (self->refused, GTK_SELECTION_MODEL (model));
  embark_tab_out (GTK_WIDGET (self->refused));
}

/* ---- the class ---- */

/* Of one that is over the runs are looked for while somebody looks at it; of one that runs it does so itself.
 */
static void
watch (EmbarkBurstPane *self, gboolean watching)
{
  if (self->burst == NULL || embark_burst_get_state (self->burst) == EMBARK_BURST_NEW
      || embark_burst_is_running (self->burst))
    return;
  if (watching)
    embark_burst_watch_runs (self->burst);
  else
    embark_burst_unwatch_runs (self->burst);
}

static void
embark_burst_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (embark_burst_pane_parent_class)->map (widget);
  watch (EMBARK_BURST_PANE (widget), TRUE);
}

static void
embark_burst_pane_unmap (GtkWidget *widget)
{
  watch (EMBARK_BURST_PANE (widget), FALSE);
  GTK_WIDGET_CLASS (embark_burst_pane_parent_class)->unmap (widget);
}

static void
drop (EmbarkBurstPane *self)
{
  watch (self, FALSE);
  if (self->workspace != NULL)
    embark_clock_clear (embark_workspace_get_clock (self->workspace), &self->tick);
  if (self->burst != NULL)
    g_signal_handlers_disconnect_by_data (self->burst, self);
  g_clear_object (&self->burst);
  g_clear_object (&self->workspace);
  self->n_reasons = 0;
}

void
embark_burst_pane_set_burst (EmbarkBurstPane *self, EmbarkWorkspace *workspace, EmbarkBurst *burst)
{
  g_return_if_fail (EMBARK_IS_BURST_PANE (self));

  if (self->burst == burst)
    return;
  drop (self);
  gtk_string_list_splice (self->reasons, 0, g_list_model_get_n_items (G_LIST_MODEL (self->reasons)), NULL);
  if (burst == NULL)
    return;
  self->workspace = g_object_ref (workspace);
  self->burst = g_object_ref (burst);
  g_signal_connect_swapped (burst, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (burst, "notify::state", G_CALLBACK (state_cb), self);
  watch (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
  update (self);
}

EmbarkBurst *
embark_burst_pane_get_burst (EmbarkBurstPane *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST_PANE (self), NULL);

  return self->burst;
}

static void
embark_burst_pane_dispose (GObject *object)
{
  EmbarkBurstPane *self = EMBARK_BURST_PANE (object);

  drop (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reasons);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_BURST_PANE);
  G_OBJECT_CLASS (embark_burst_pane_parent_class)->dispose (object);
}

static void
embark_burst_pane_class_init (EmbarkBurstPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_burst_pane_dispose;
  widget_class->map = embark_burst_pane_map;
  widget_class->unmap = embark_burst_pane_unmap;
  g_type_ensure (EMBARK_TYPE_CHIP);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_BURST_CHART);
  g_type_ensure (EMBARK_TYPE_BURST_FIGURES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-burst-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, chip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, summary);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, progress);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, notice);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, stop);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, go_on);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, export);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, figures);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, chart);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, chart_words);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, refused_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstPane, refused);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
}

static void
embark_burst_pane_init (EmbarkBurstPane *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_list (self);
}
