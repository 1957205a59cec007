/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-run-node-row.h"
#include "embark-time.h"

#define NAME_CHARS        24
#define NAME_CHARS_NARROW 14
/* A name is data and may be of any length; a screen reader need not read all of it. */
#define SPOKEN_NAME_CHARS 120

struct _EmbarkRunNodeRow
{
  GtkListBoxRow parent_instance;

  GtkImage *state;
  GtkLabel *name;
  EmbarkTrack *track;
  GtkLabel *note;

  EmbarkExecutionNode *node; /* (owned) (nullable) */
  EmbarkRunTurn turn;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (EmbarkRunNodeRow, embark_run_node_row, GTK_TYPE_LIST_BOX_ROW)

static void
embark_run_node_row_dispose (GObject *object)
{
  EmbarkRunNodeRow *self = EMBARK_RUN_NODE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_RUN_NODE_ROW);
  g_clear_object (&self->node);
  G_OBJECT_CLASS (embark_run_node_row_parent_class)->dispose (object);
}

static void
embark_run_node_row_class_init (EmbarkRunNodeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_run_node_row_dispose;

  g_type_ensure (EMBARK_TYPE_TRACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/ui/embark-run-node-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunNodeRow, state);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunNodeRow, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunNodeRow, track);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunNodeRow, note);
}

static void
embark_run_node_row_init (EmbarkRunNodeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_run_node_row_new (GtkSizeGroup *names, GtkSizeGroup *notes)
{
  EmbarkRunNodeRow *self = g_object_new (EMBARK_TYPE_RUN_NODE_ROW, NULL);

  gtk_size_group_add_widget (names, GTK_WIDGET (self->name));
  gtk_size_group_add_widget (notes, GTK_WIDGET (self->note));
  return GTK_WIDGET (self);
}

gboolean
embark_run_node_has_ended (EmbarkExecutionNode *node)
{
  EmbarkNodeStatus status = embark_execution_node_get_status (node);

  return status != EMBARK_NODE_READY && status != EMBARK_NODE_WAITING;
}

EmbarkTone
embark_run_node_get_tone (EmbarkExecutionNode *node, EmbarkRunTurn turn)
{
  switch (embark_execution_node_get_status (node))
    {
    case EMBARK_NODE_SUCCESS:
      return EMBARK_TONE_OK;
    case EMBARK_NODE_ERRORED:
    case EMBARK_NODE_REJECTED:
    case EMBARK_NODE_TIMED_OUT:
      return EMBARK_TONE_BAD;
    case EMBARK_NODE_SKIPPED:
      return EMBARK_TONE_WARN;
    case EMBARK_NODE_READY:
    case EMBARK_NODE_WAITING:
      return turn == EMBARK_RUN_TURN_NOW ? EMBARK_TONE_NOW : EMBARK_TONE_IDLE;
    case EMBARK_NODE_UNKNOWN:
    case EMBARK_NODE_STOPPED:
    default:
      return EMBARK_TONE_IDLE;
    }
}

const char *
embark_run_node_get_word (EmbarkExecutionNode *node, EmbarkRunTurn turn)
{
  switch (embark_execution_node_get_status (node))
    {
    case EMBARK_NODE_SUCCESS:
      return C_ ("node", "completed");
    case EMBARK_NODE_ERRORED:
      return C_ ("node", "failed");
    case EMBARK_NODE_SKIPPED:
      return C_ ("node", "failed, skipped");
    case EMBARK_NODE_STOPPED:
      return C_ ("node", "stopped");
    case EMBARK_NODE_REJECTED:
      return C_ ("node", "rejected");
    case EMBARK_NODE_TIMED_OUT:
      return C_ ("node", "timed out");
    case EMBARK_NODE_WAITING:
    case EMBARK_NODE_READY:
      if (turn == EMBARK_RUN_TURN_OVER)
        return C_ ("node", "not reached");
      return turn == EMBARK_RUN_TURN_NOW ? C_ ("node", "running") : C_ ("node", "not yet");
    case EMBARK_NODE_UNKNOWN:
    default:
      return embark_execution_node_get_status_text (node);
    }
}

EmbarkTone
embark_run_get_tone (EmbarkExecution *run)
{
  switch (embark_execution_get_status (run))
    {
    case EMBARK_EXECUTION_COMPLETED:
      return EMBARK_TONE_OK;
    case EMBARK_EXECUTION_ERRORED:
    case EMBARK_EXECUTION_TIMED_OUT:
      return EMBARK_TONE_BAD;
    case EMBARK_EXECUTION_QUEUED:
    case EMBARK_EXECUTION_RUNNING:
    case EMBARK_EXECUTION_STOPPING:
      return EMBARK_TONE_NOW;
    case EMBARK_EXECUTION_TERMINATED:
    case EMBARK_EXECUTION_DUPLICATE:
      return EMBARK_TONE_WARN;
    case EMBARK_EXECUTION_STOPPED:
    case EMBARK_EXECUTION_UNKNOWN:
    default:
      return EMBARK_TONE_IDLE;
    }
}

const char *
embark_run_get_word (EmbarkExecution *run)
{
  switch (embark_execution_get_status (run))
    {
    case EMBARK_EXECUTION_QUEUED:
      return C_ ("run", "Queued");
    case EMBARK_EXECUTION_RUNNING:
      return C_ ("run", "Running");
    case EMBARK_EXECUTION_COMPLETED:
      return C_ ("run", "Completed");
    case EMBARK_EXECUTION_ERRORED:
      return C_ ("run", "Errored");
    case EMBARK_EXECUTION_STOPPING:
      return C_ ("run", "Stopping");
    case EMBARK_EXECUTION_STOPPED:
      return C_ ("run", "Stopped");
    case EMBARK_EXECUTION_TIMED_OUT:
      return C_ ("run", "Timed out");
    case EMBARK_EXECUTION_TERMINATED:
      return C_ ("run", "Terminated");
    case EMBARK_EXECUTION_DUPLICATE:
      return C_ ("run", "Duplicate");
    case EMBARK_EXECUTION_UNKNOWN:
    default:
      return embark_execution_get_status_text (run);
    }
}

/* Returns: (transfer full): "2.9 s · 2 tries", "2.2 s · failed", "not reached" */
static char *
dup_note (EmbarkRunNodeRow *self)
{
  double duration = embark_execution_node_get_duration (self->node);
  guint attempts = embark_execution_node_get_attempts (self->node);
  g_autofree char *took = NULL;
  g_autofree char *tries = NULL;

  if (duration < 0)
    return g_strdup (embark_run_node_get_word (self->node, self->turn));
  took = embark_time_dup_duration (duration);
  if (self->narrow)
    return g_steal_pointer (&took);
  if (embark_execution_node_get_status (self->node) != EMBARK_NODE_SUCCESS)
    /* Translators: how long a step took and how it ended, "2.2 s · failed" */
    return g_strdup_printf (_ ("%s · %s"), took, embark_run_node_get_word (self->node, self->turn));
  if (attempts < 2)
    return g_steal_pointer (&took);

  /* Translators: how often a step was tried */
  tries = g_strdup_printf (ngettext ("%u try", "%u tries", attempts), attempts);
  return g_strdup_printf (_ ("%s · %s"), took, tries);
}

static void
update_note (EmbarkRunNodeRow *self)
{
  g_autofree char *note = NULL;

  gtk_label_set_max_width_chars (self->name, self->narrow ? NAME_CHARS_NARROW : NAME_CHARS);
  if (self->node == NULL)
    return;
  note = dup_note (self);
  gtk_label_set_text (self->note, note);
}

static void
update_accessible_label (EmbarkRunNodeRow *self)
{
  const char *name = embark_execution_node_get_name (self->node);
  double duration = embark_execution_node_get_duration (self->node);
  const char *word = embark_run_node_get_word (self->node, self->turn);
  g_autofree char *spoken = g_utf8_strlen (name, -1) > SPOKEN_NAME_CHARS
                                ? g_utf8_substring (name, 0, SPOKEN_NAME_CHARS)
                                : g_strdup (name);
  g_autofree char *took = duration >= 0 ? embark_time_dup_duration (duration) : NULL;
  g_autofree char *label = NULL;

  if (took != NULL)
    /* Translators: a step of a run for a screen reader: name, duration, how it ended */
    label = g_strdup_printf (_ ("%s, %s, %s"), spoken, took, word);
  else
    label = g_strdup_printf (_ ("%s, %s"), spoken, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
embark_run_node_row_set_node (EmbarkRunNodeRow *self,
                              EmbarkExecutionNode *node,
                              const EmbarkRunSpan *span,
                              EmbarkRunTurn turn)
{
  EmbarkTone tone;
  gboolean retried;

  g_return_if_fail (EMBARK_IS_RUN_NODE_ROW (self));

  g_set_object (&self->node, node);
  self->turn = turn;
  embark_track_clear (self->track);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), node != NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), node != NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self), node != NULL);
  if (node == NULL)
    return;

  tone = embark_run_node_get_tone (node, turn);
  retried = tone == EMBARK_TONE_OK && embark_execution_node_get_attempts (node) > 1;
  embark_tone_apply_to_image (retried ? EMBARK_TONE_WARN : tone, self->state);
  if (retried)
    gtk_image_set_from_icon_name (self->state, "embark-retry-symbolic");
  else if (!embark_run_node_has_ended (node) && turn == EMBARK_RUN_TURN_OVER)
    gtk_image_set_from_icon_name (self->state, "embark-skipped-symbolic");

  gtk_label_set_text (self->name, embark_execution_node_get_name (node));
  if (span != NULL)
    embark_track_add_bar (self->track, span->from, span->to,
                          tone == EMBARK_TONE_IDLE ? NULL : embark_tone_get_css_class (tone));
  update_note (self);
  update_accessible_label (self);
}

EmbarkExecutionNode *
embark_run_node_row_get_node (EmbarkRunNodeRow *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_NODE_ROW (self), NULL);

  return self->node;
}

EmbarkTrack *
embark_run_node_row_get_track (EmbarkRunNodeRow *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_NODE_ROW (self), NULL);

  return self->track;
}

void
embark_run_node_row_set_narrow (EmbarkRunNodeRow *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_RUN_NODE_ROW (self));

  self->narrow = narrow;
  update_note (self);
}
