/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-execution.h"
#include "embark-history-row.h"
#include "embark-time.h"

struct _EmbarkHistoryRow
{
  AdwBin parent_instance;

  GtkImage *state;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *when;
  GtkImage *pin;

  EmbarkFire *fire; /* (owned) (nullable) */
  gint64 now;
};

G_DEFINE_FINAL_TYPE (EmbarkHistoryRow, embark_history_row, ADW_TYPE_BIN)

EmbarkHistoryVerdict
embark_history_get_verdict (EmbarkFire *fire)
{
  switch (embark_fire_get_state (fire))
    {
    case EMBARK_FIRE_RAN:
      if (embark_fire_get_ended_at (fire) == 0)
        return EMBARK_HISTORY_OPEN;
      return embark_fire_get_succeeded (fire) ? EMBARK_HISTORY_COMPLETED : EMBARK_HISTORY_NOT_COMPLETED;
    case EMBARK_FIRE_NOTHING_LISTENED:
      return EMBARK_HISTORY_NOTHING;
    case EMBARK_FIRE_DUPLICATE:
      return EMBARK_HISTORY_DUPLICATE;
    case EMBARK_FIRE_REFUSED:
      return EMBARK_HISTORY_REFUSED;
    case EMBARK_FIRE_UNKNOWN:
      return EMBARK_HISTORY_UNKNOWN;
    case EMBARK_FIRE_SENDING:
    case EMBARK_FIRE_ACCEPTED:
    default:
      return EMBARK_HISTORY_OPEN;
    }
}

EmbarkTone
embark_history_get_tone (EmbarkFire *fire)
{
  switch (embark_history_get_verdict (fire))
    {
    case EMBARK_HISTORY_COMPLETED:
      return EMBARK_TONE_OK;
    case EMBARK_HISTORY_NOT_COMPLETED:
    case EMBARK_HISTORY_REFUSED:
      return EMBARK_TONE_BAD;
    case EMBARK_HISTORY_NOTHING:
    case EMBARK_HISTORY_DUPLICATE:
    case EMBARK_HISTORY_UNKNOWN:
      return EMBARK_TONE_WARN;
    case EMBARK_HISTORY_OPEN:
    case EMBARK_HISTORY_ANY:
    default:
      return EMBARK_TONE_NOW;
    }
}

const char *
embark_history_verdict_get_word (EmbarkHistoryVerdict verdict)
{
  switch (verdict)
    {
    case EMBARK_HISTORY_COMPLETED:
      /* Translators: verdict on a fired event: its runs completed */
      return _ ("Completed");
    case EMBARK_HISTORY_NOT_COMPLETED:
      /* Translators: verdict on a fired event: a run of it failed or was stopped */
      return _ ("Not completed");
    case EMBARK_HISTORY_NOTHING:
      return _ ("Nothing listened");
    case EMBARK_HISTORY_DUPLICATE:
      /* Translators: verdict on a fired event: dropped as a repetition */
      return _ ("Duplicate");
    case EMBARK_HISTORY_REFUSED:
      return _ ("Refused");
    case EMBARK_HISTORY_UNKNOWN:
      /* Translators: verdict on a fired event: whether it arrived is not known */
      return _ ("Unknown");
    case EMBARK_HISTORY_OPEN:
      /* Translators: verdict on a fired event: there is none yet */
      return _ ("Under way");
    case EMBARK_HISTORY_ANY:
    default:
      return "";
    }
}

char *
embark_history_dup_title (EmbarkFire *fire)
{
  const char *event = embark_fire_get_event (fire);
  g_autoptr (EmbarkExecution) run = NULL;

  if (event != NULL && *event != '\0')
    return g_strdup (event);
  run = g_list_model_get_item (G_LIST_MODEL (embark_fire_get_runs (fire)), 0);
  if (run != NULL)
    return g_strdup (embark_execution_get_title (run));
  /* Translators: a workflow was executed without an event; %s: its ID */
  return g_strdup_printf (_ ("Workflow %s"), embark_fire_get_workflow_id (fire) != NULL
                                                 ? embark_fire_get_workflow_id (fire)
                                                 : "");
}

static void
update (EmbarkHistoryRow *self)
{
  const EmbarkHistoryVerdict verdict = embark_history_get_verdict (self->fire);
  const guint n = g_strv_length ((char **) embark_fire_get_run_ids (self->fire));
  const gboolean pinned = embark_fire_get_pinned (self->fire);
  g_autofree char *title = embark_history_dup_title (self->fire);
  g_autofree char *when = embark_time_dup_moment (embark_fire_get_created_at (self->fire), self->now);
  g_autofree char *runs = g_strdup_printf (ngettext ("%u run", "%u runs", n), n);
  g_autofree char *detail = NULL;
  g_autofree char *label = NULL;

  /* Translators: %1$s: a verdict (“Completed”), %2$s: “2 runs” */
  detail = n > 0 ? g_strdup_printf (_ ("%1$s · %2$s"), embark_history_verdict_get_word (verdict), runs)
                 : g_strdup (embark_history_verdict_get_word (verdict));
  embark_tone_apply_to_image (embark_history_get_tone (self->fire), self->state);
  gtk_label_set_text (self->name, title);
  gtk_label_set_text (self->detail, detail);
  gtk_label_set_text (self->when, when);
  gtk_widget_set_visible (GTK_WIDGET (self->pin), pinned);
  /* Translators: a fired event in a list for a screen reader: its name, verdict and when */
  label = g_strdup_printf (pinned ? _ ("%s, %s, %s, pinned") : _ ("%s, %s, %s"), title, detail, when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), label);
}

void
embark_history_row_set_fire (EmbarkHistoryRow *self, EmbarkFire *fire, gint64 now)
{
  g_return_if_fail (EMBARK_IS_HISTORY_ROW (self));

  if (self->fire != NULL)
    g_signal_handlers_disconnect_by_data (self->fire, self);
  g_set_object (&self->fire, fire);
  self->now = now;
  if (fire == NULL)
    return;
  g_signal_connect_object (fire, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
embark_history_row_dispose (GObject *object)
{
  EmbarkHistoryRow *self = EMBARK_HISTORY_ROW (object);

  embark_history_row_set_fire (self, NULL, 0);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_HISTORY_ROW);
  G_OBJECT_CLASS (embark_history_row_parent_class)->dispose (object);
}

static void
embark_history_row_class_init (EmbarkHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_history_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryRow, state);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryRow, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryRow, detail);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryRow, when);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryRow, pin);
}

static void
embark_history_row_init (EmbarkHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_history_row_new (void)
{
  return g_object_new (EMBARK_TYPE_HISTORY_ROW, NULL);
}
