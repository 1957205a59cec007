/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-history-pane.h"
#include "embark-history-row.h"
#include "embark-json-view.h"
#include "embark-notice.h"
#include "embark-run-row.h"
#include "embark-time.h"
#include "embark-workbench-problem.h"

struct _EmbarkHistoryPane
{
  AdwBin parent_instance;

  GtkWidget *back;
  GtkLabel *title;
  EmbarkChip *chip;
  GtkLabel *when;
  GtkLabel *verdict;
  GtkLabel *evidence;
  GtkLabel *late;
  GtkLabel *warning;
  GtkWidget *buttons;
  GtkWidget *fresh;
  GtkToggleButton *pin;
  GtkWidget *runs_box;
  GtkListBox *runs;
  GtkWidget *payload_box;
  EmbarkJsonView *payload;
  GtkLabel *trace;

  EmbarkOnboarding *onboarding; /* (owned) (nullable) */
  EmbarkFire *fire;             /* (owned) (nullable) */
  gboolean syncing;             /* the pin follows, nobody pressed it */
};

enum
{
  EDIT,
  OPEN_RUN,
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkHistoryPane, embark_history_pane, ADW_TYPE_BIN)

static gint64
get_now (EmbarkHistoryPane *self)
{
  return embark_clock_get_real_time (
      embark_workspace_get_clock (embark_onboarding_get_workspace (self->onboarding)));
}

/* Shows @text, or nothing. Takes @text. */
static void
show_text (GtkLabel *label, char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  gtk_label_set_text (label, text != NULL ? text : "");
  g_free (text);
}

/* ---- runs ---- */

/* Returns: (transfer full) (nullable): the run @id as far as it was read */
static EmbarkExecution *
find_run (EmbarkHistoryPane *self, const char *id)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (self->fire));

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      if (g_strcmp0 (embark_execution_get_id (run), id) == 0)
        return g_steal_pointer (&run);
    }
  return NULL;
}

/* A row keeps its place and the focus while what is known of its run changes. */
static void
update_run (EmbarkHistoryPane *self, GtkListBoxRow *row, const char *id)
{
  g_autoptr (EmbarkExecution) run = find_run (self, id);
  GtkWidget *child = gtk_list_box_row_get_child (row);

  if (run != NULL)
    {
      if (!EMBARK_IS_RUN_ROW (child))
        {
          child = embark_run_row_new ();
          gtk_widget_set_margin_start (child, 12);
          gtk_widget_set_margin_end (child, 12);
          gtk_list_box_row_set_child (row, child);
        }
      embark_run_row_set_run (EMBARK_RUN_ROW (child), run, FALSE, get_now (self));
    }
  else if (child == NULL || EMBARK_IS_RUN_ROW (child))
    {
      child = gtk_label_new (id);
      gtk_label_set_xalign (GTK_LABEL (child), 0);
      gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (child, "dim-label");
      gtk_widget_set_margin_start (child, 12);
      gtk_widget_set_margin_end (child, 12);
      gtk_list_box_row_set_child (row, child);
    }
}

static void
update_runs (EmbarkHistoryPane *self)
{
  const char *const *ids = embark_fire_get_run_ids (self->fire);
  const guint n = g_strv_length ((char **) ids);
  GtkListBoxRow *row;

  gtk_widget_set_visible (self->runs_box, n > 0);
  while ((row = gtk_list_box_get_row_at_index (self->runs, (int) n)) != NULL)
    gtk_list_box_remove (self->runs, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      row = gtk_list_box_get_row_at_index (self->runs, (int) i);
      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
          gtk_list_box_append (self->runs, GTK_WIDGET (row));
        }
      g_object_set_data_full (G_OBJECT (row), "run", g_strdup (ids[i]), g_free);
      update_run (self, row, ids[i]);
    }
}

static void
run_activated_cb (EmbarkHistoryPane *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[OPEN_RUN], 0, (const char *) g_object_get_data (G_OBJECT (row), "run"));
}

/* ---- the fire ---- */

/* Until when a late run would correct the verdict; nothing when that is over. */
static char *
dup_late (EmbarkHistoryPane *self)
{
  const gint64 until =
      embark_fire_get_created_at (self->fire) + EMBARK_FIRE_LATE_LIMIT_MS * G_GINT64_CONSTANT (1000);
  g_autofree char *clock = NULL;

  if (embark_fire_get_ended_at (self->fire) == 0 || !embark_fire_may_change (self->fire, get_now (self)))
    return NULL;
  clock = embark_time_dup_clock (until);
  /* Translators: %s: a time of day */
  return g_strdup_printf (_ ("A run that comes late is looked for until %s."), clock);
}

static char *
dup_trace (EmbarkFire *fire)
{
  const char *id = embark_fire_get_request_id (fire);

  /* Translators: %s: an ID by which Cobalt's support finds the call */
  return id != NULL && *id != '\0' ? g_strdup_printf (_ ("Trace ID: %s"), id) : NULL;
}

static void
update (EmbarkHistoryPane *self)
{
  const gboolean pinned = embark_fire_get_pinned (self->fire);
  g_autofree char *title = embark_history_dup_title (self->fire);
  g_autofree char *fresh = embark_fire_dup_fresh_payload (self->fire);

  gtk_label_set_text (self->title, title);
  embark_chip_set (self->chip, embark_history_get_tone (self->fire),
                   embark_history_verdict_get_word (embark_history_get_verdict (self->fire)));
  show_text (self->when, embark_time_dup_moment (embark_fire_get_created_at (self->fire), get_now (self)));
  show_text (self->verdict, embark_fire_dup_verdict (self->fire));
  show_text (self->evidence, embark_fire_dup_evidence (self->fire));
  show_text (self->late, dup_late (self));
  show_text (self->warning, embark_fire_dup_warning (self->fire));
  show_text (self->trace, dup_trace (self->fire));
  gtk_widget_set_visible (self->fresh, fresh != NULL);
  self->syncing = TRUE;
  gtk_toggle_button_set_active (self->pin, pinned);
  self->syncing = FALSE;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pin), pinned ? _ ("Unpin") : _ ("Pin"));
  update_runs (self);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkHistoryPane *self = EMBARK_HISTORY_PANE (widget);

  if (self->fire != NULL)
    g_signal_emit (self, signals[EDIT], 0, self->fire);
}

/* The same event again, but for what the workflow took for a repetition. */
static void
fresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkHistoryPane *self = EMBARK_HISTORY_PANE (widget);
  g_autofree char *payload = self->fire != NULL ? embark_fire_dup_fresh_payload (self->fire) : NULL;
  g_autoptr (EmbarkFire) fire = NULL;

  if (payload == NULL)
    return;
  fire =
      embark_fire_new (NULL, embark_fire_get_profile_id (self->fire), embark_fire_get_account_id (self->fire),
                       embark_fire_get_slug (self->fire), embark_fire_get_config_id (self->fire),
                       embark_fire_get_event (self->fire), payload, get_now (self));
  g_signal_emit (self, signals[EDIT], 0, fire);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkHistoryPane *self = EMBARK_HISTORY_PANE (widget);

  if (self->fire != NULL && embark_fire_get_payload (self->fire) != NULL)
    embark_notice_copy (widget, embark_fire_get_payload (self->fire), _ ("Payload copied"));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
}

static void
pinned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkHistoryPane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!embark_onboarding_pin_fire_finish (EMBARK_ONBOARDING (source), result, &error)
      && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    embark_workbench_report (GTK_WIDGET (self), error);
}

static void
pin_toggled_cb (EmbarkHistoryPane *self)
{
  if (self->syncing || self->fire == NULL)
    return;
  embark_onboarding_pin_fire_async (self->onboarding, self->fire, gtk_toggle_button_get_active (self->pin),
                                    NULL, pinned_cb, g_object_ref (self));
}

EmbarkFire *
embark_history_pane_get_fire (EmbarkHistoryPane *self)
{
  g_return_val_if_fail (EMBARK_IS_HISTORY_PANE (self), NULL);

  return self->fire;
}

void
embark_history_pane_set_fire (EmbarkHistoryPane *self, EmbarkOnboarding *onboarding, EmbarkFire *fire)
{
  g_return_if_fail (EMBARK_IS_HISTORY_PANE (self));

  g_set_object (&self->onboarding, (fire != NULL ? onboarding : NULL));
  if (self->fire == fire)
    return;
  if (self->fire != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->fire, self);
      g_signal_handlers_disconnect_by_data (embark_fire_get_runs (self->fire), self);
    }
  g_set_object (&self->fire, fire);
  if (fire == NULL)
    return;

  g_signal_connect_object (fire, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (embark_fire_get_runs (fire), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->payload_box, embark_fire_get_payload (fire) != NULL);
  embark_json_view_set_text (self->payload, embark_fire_get_payload (fire));
  update (self);
  /* What ended before the program was started was only kept by its ids. */
  if (g_list_model_get_n_items (G_LIST_MODEL (embark_fire_get_runs (fire))) == 0)
    embark_fire_tracker_load_runs (embark_onboarding_get_tracker (onboarding), fire);
}

void
embark_history_pane_set_narrow (EmbarkHistoryPane *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_HISTORY_PANE (self));

  gtk_widget_set_visible (self->back, narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
embark_history_pane_dispose (GObject *object)
{
  EmbarkHistoryPane *self = EMBARK_HISTORY_PANE (object);

  embark_history_pane_set_fire (self, NULL, NULL);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_HISTORY_PANE);
  G_OBJECT_CLASS (embark_history_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-history-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, back);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, chip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, when);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, verdict);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, evidence);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, late);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, warning);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, buttons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, fresh);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, pin);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, runs_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, runs);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, payload_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, payload);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryPane, trace);
  gtk_widget_class_bind_template_callback (widget_class, pin_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_activated_cb);
}

static void
embark_history_pane_class_init (EmbarkHistoryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_history_pane_dispose;
  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, EMBARK_TYPE_FIRE);
  signals[OPEN_RUN] = g_signal_new ("open-run", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  g_type_ensure (EMBARK_TYPE_CHIP);
  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  gtk_widget_class_install_action (widget_class, "fire.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "fire.new-key", NULL, fresh_action);
  gtk_widget_class_install_action (widget_class, "fire.copy-payload", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "fire.back", NULL, back_action);
  bind_template (widget_class);
}

static void
embark_history_pane_init (EmbarkHistoryPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  embark_json_view_set_label (self->payload, _ ("Payload"));
}
