/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-fire-stages.h"
#include "embark-fire-tracker.h"
#include "embark-time.h"

/* What a fire goes through, in this order. */
typedef enum
{
  STAGE_SENT,
  STAGE_ACCEPTED,
  STAGE_RUN,
  STAGE_END,
  N_STAGES,
} StageId;

typedef struct
{
  GtkWidget *box;
  GtkWidget *line;
  GtkLabel *name;
  GtkLabel *time;
} Stage;

struct _EmbarkFireStages
{
  AdwBin parent_instance;

  GtkGrid *grid;
  Stage stage[N_STAGES];
  EmbarkFire *fire;   /* (unowned) (nullable): while it is shown */
  EmbarkClock *clock; /* (unowned) (nullable): while it is shown */
};

G_DEFINE_FINAL_TYPE (EmbarkFireStages, embark_fire_stages, ADW_TYPE_BIN)

static void
set_stage (EmbarkFireStages *self, StageId id, const char *css_class, const char *name, const char *time)
{
  static const char *const classes[] = { "now", "warn", "bad", "idle" };
  Stage *stage = &self->stage[id];

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (stage->line, classes[i]);
  if (css_class != NULL)
    gtk_widget_add_css_class (stage->line, css_class);
  gtk_label_set_text (stage->name, name != NULL ? name : "");
  gtk_label_set_text (stage->time, time != NULL ? time : "");
  gtk_widget_set_visible (GTK_WIDGET (stage->time), time != NULL && *time != '\0');
}

/* Returns: (transfer full) (nullable): "+184 ms" from when the fire was sent until @time */
static char *
dup_since_sent (EmbarkFireStages *self, gint64 time)
{
  gint64 sent = embark_fire_get_created_at (self->fire);
  g_autofree char *duration = NULL;

  if (time < sent || time == 0)
    return NULL;
  duration = embark_time_dup_duration ((time - sent) / 1000.0);
  return g_strdup_printf ("+%s", duration);
}

/* Returns: (transfer full) (nullable): how long it has been going on, in whole seconds */
static char *
dup_elapsed (EmbarkFireStages *self)
{
  gint64 elapsed;

  if (self->clock == NULL)
    return NULL;
  elapsed =
      (embark_clock_get_real_time (self->clock) - embark_fire_get_created_at (self->fire)) / G_USEC_PER_SEC;
  if (elapsed < 1)
    return NULL;
  if (elapsed >= 60)
    return embark_time_dup_duration (elapsed * 1000.0);
  return g_strdup_printf (_ ("%d s"), (int) elapsed);
}

static void
update_end_stage (EmbarkFireStages *self)
{
  gint64 ended_at = embark_fire_get_ended_at (self->fire);
  g_autofree char *time = ended_at != 0 ? dup_since_sent (self, ended_at) : dup_elapsed (self);

  if (ended_at == 0)
    set_stage (self, STAGE_END, "now", C_ ("stage", "Running"), time);
  else if (embark_fire_get_succeeded (self->fire))
    set_stage (self, STAGE_END, NULL, C_ ("stage", "Completed"), time);
  else
    set_stage (self, STAGE_END, "bad", C_ ("stage", "Errored"), time);
}

/* The stages after the answer, for a fire that was accepted. */
static void
update_late_stages (EmbarkFireStages *self, EmbarkFireState state)
{
  g_autofree char *seen = dup_since_sent (self, embark_fire_get_run_seen_at (self->fire));
  g_autofree char *elapsed = dup_elapsed (self);
  g_autofree char *after = NULL;

  switch (state)
    {
    case EMBARK_FIRE_ACCEPTED:
      set_stage (self, STAGE_RUN, "now", C_ ("stage", "Looking for a run"), elapsed);
      break;
    case EMBARK_FIRE_RAN:
      set_stage (self, STAGE_RUN, NULL, C_ ("stage", "Run seen"), seen);
      update_end_stage (self);
      break;
    case EMBARK_FIRE_NOTHING_LISTENED:
      /* Translators: for how long a run was looked for, in seconds */
      after = g_strdup_printf (_ ("after %d s"), EMBARK_FIRE_RUN_DEADLINE_MS / 1000);
      set_stage (self, STAGE_RUN, "warn", C_ ("stage", "No run"), after);
      break;
    case EMBARK_FIRE_DUPLICATE:
      set_stage (self, STAGE_RUN, "warn", C_ ("stage", "Dropped"), NULL);
      break;
    case EMBARK_FIRE_SENDING:
    case EMBARK_FIRE_REFUSED:
    case EMBARK_FIRE_UNKNOWN:
    default:
      break;
    }
}

static void
update_stages (EmbarkFireStages *self)
{
  EmbarkFireState state = embark_fire_get_state (self->fire);
  g_autofree char *sent = embark_time_dup_clock (embark_fire_get_created_at (self->fire));
  g_autofree char *answered = dup_since_sent (self, embark_fire_get_answered_at (self->fire));

  set_stage (self, STAGE_RUN, "idle", NULL, NULL);
  set_stage (self, STAGE_END, "idle", NULL, NULL);
  if (state == EMBARK_FIRE_SENDING)
    {
      set_stage (self, STAGE_SENT, "now", C_ ("stage", "Sending"), sent);
      set_stage (self, STAGE_ACCEPTED, "idle", NULL, NULL);
      return;
    }

  if (state == EMBARK_FIRE_REFUSED && answered == NULL)
    {
      /* It could not be written to the journal, so it did not leave. */
      set_stage (self, STAGE_SENT, "bad", C_ ("stage", "Not sent"), NULL);
      set_stage (self, STAGE_ACCEPTED, "idle", NULL, NULL);
      return;
    }

  set_stage (self, STAGE_SENT, NULL, C_ ("stage", "Sent"), sent);
  if (state == EMBARK_FIRE_REFUSED)
    set_stage (self, STAGE_ACCEPTED, "bad", C_ ("stage", "Refused"), answered);
  else if (state == EMBARK_FIRE_UNKNOWN)
    set_stage (self, STAGE_ACCEPTED, "warn", C_ ("stage", "Answer lost"), answered);
  else
    set_stage (self, STAGE_ACCEPTED, NULL, C_ ("stage", "Accepted"), answered);
  update_late_stages (self, state);
}

static void
embark_fire_stages_class_init (EmbarkFireStagesClass *klass)
{
}

static void
embark_fire_stages_init (EmbarkFireStages *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 9);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));

  for (guint i = 0; i < N_STAGES; i++)
    {
      Stage *stage = &self->stage[i];
      GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      stage->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      stage->line = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_add_css_class (stage->line, "stage-line");
      stage->name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (stage->name), "caption");
      stage->time = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (stage->time), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (stage->time), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (stage->time), "numeric");

      gtk_box_append (GTK_BOX (words), GTK_WIDGET (stage->name));
      gtk_box_append (GTK_BOX (words), GTK_WIDGET (stage->time));
      gtk_box_append (GTK_BOX (stage->box), stage->line);
      gtk_box_append (GTK_BOX (stage->box), words);
      gtk_grid_attach (self->grid, stage->box, i, 0, 1, 1);
    }
}

void
embark_fire_stages_show (EmbarkFireStages *self, EmbarkFire *fire, EmbarkClock *clock)
{
  g_return_if_fail (EMBARK_IS_FIRE_STAGES (self));
  g_return_if_fail (EMBARK_IS_FIRE (fire));

  self->fire = fire;
  self->clock = clock;
  update_stages (self);
  self->fire = NULL;
  self->clock = NULL;
}

void
embark_fire_stages_set_narrow (EmbarkFireStages *self, gboolean narrow)
{
  GtkLayoutManager *layout;
  int columns = narrow ? 2 : N_STAGES;

  g_return_if_fail (EMBARK_IS_FIRE_STAGES (self));

  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  for (int i = 0; i < N_STAGES; i++)
    {
      GtkLayoutChild *child = gtk_layout_manager_get_layout_child (layout, self->stage[i].box);

      g_object_set (child, "column", i % columns, "row", i / columns, NULL);
    }
}
