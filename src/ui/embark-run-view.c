/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-notice.h"
#include "embark-run-data.h"
#include "embark-run-node-row.h"
#include "embark-run-timeline.h"
#include "embark-run-view.h"
#include "embark-tab-out.h"
#include "embark-time.h"

struct _EmbarkRunView
{
  AdwBin parent_instance;

  GtkBox *head;
  GtkLabel *title;
  EmbarkChip *chip;
  GtkLabel *meta;
  GtkLabel *no_nodes;
  GtkListBox *nodes;
  GtkBox *panes;
  GtkWidget *input_pane;
  GtkWidget *output_pane;
  EmbarkRunData *input;
  EmbarkRunData *output;
  GtkWidget *open_record;
  GtkWidget *error_box;
  GtkLabel *error;

  EmbarkExecution *run;        /* (owned) (nullable) */
  EmbarkExecutionNode *node;   /* (owned) (nullable): the chosen one */
  EmbarkRunTimeline *timeline; /* (owned) (nullable): the rows of nodes */
  gboolean narrow;
  gboolean chosen; /* the user chose a node: it stays chosen */
};

enum
{
  PROP_0,
  PROP_RUN,
  PROP_NARROW,
  PROP_NODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkRunView, embark_run_view, ADW_TYPE_BIN)

static gboolean
run_has_ended (EmbarkRunView *self)
{
  return embark_execution_status_is_terminal (embark_execution_get_status (self->run));
}

static EmbarkRunTurn
get_turn (EmbarkRunView *self, guint position, guint working)
{
  if (run_has_ended (self))
    return EMBARK_RUN_TURN_OVER;
  return position <= working ? EMBARK_RUN_TURN_NOW : EMBARK_RUN_TURN_LATER;
}

/* ---- the chosen node ---- */

/* Returns: (nullable) */
static EmbarkExecutionNode *
get_selected (EmbarkRunView *self)
{
  GPtrArray *nodes = embark_execution_get_nodes (self->run);
  const int position = embark_run_timeline_get_position (self->timeline);

  return position >= 0 && position < (int) nodes->len ? g_ptr_array_index (nodes, position) : NULL;
}

static void
show_record (EmbarkRunView *self, EmbarkExecutionNode *node)
{
  g_autofree char *record = embark_execution_node_dup_record_uri (node);
  g_autoptr (GUri) uri = record != NULL ? g_uri_parse (record, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *tooltip = NULL;

  /* An address whose host cannot be said is not opened. */
  gtk_widget_set_visible (self->open_record, host != NULL);
  if (host == NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open_record), NULL);
      return;
    }

  /* The target before the name: an action that wants one warns about a button without. */
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->open_record), g_variant_new_string (record));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open_record), "win.open-record");
  /* Translators: %s is the host of an address */
  tooltip = g_strdup_printf (_ ("Opens %s"), host);
  gtk_widget_set_tooltip_text (self->open_record, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_record), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  tooltip, -1);
}

static void
show_node (EmbarkRunView *self, EmbarkExecutionNode *node)
{
  g_autofree char *error = NULL;
  gboolean other, settled;
  EmbarkTone tone;

  other = node == NULL || self->node == NULL
          || !g_str_equal (embark_execution_node_get_id (node), embark_execution_node_get_id (self->node));
  /* Long data of what ended earlier is not read again with every answer. */
  settled = !other && embark_run_node_has_ended (self->node) && embark_run_node_has_ended (node)
            && embark_execution_node_get_attempts (self->node) == embark_execution_node_get_attempts (node);
  if (g_set_object (&self->node, node))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
  gtk_widget_set_visible (GTK_WIDGET (self->panes), node != NULL);
  if (node == NULL || self->run == NULL)
    return;

  tone = embark_run_node_get_tone (node, EMBARK_RUN_TURN_OVER);
  if (tone == EMBARK_TONE_BAD || tone == EMBARK_TONE_WARN)
    error = embark_execution_node_dup_error (node);
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (self->error_box, error != NULL);

  if (settled)
    return;
  embark_run_data_show (self->input, embark_execution_node_get_input (node), other, _ ("Nothing went in."));
  embark_run_data_show (self->output, embark_execution_node_get_output (node), other,
                        embark_run_node_has_ended (node) || run_has_ended (self)
                            ? _ ("Nothing came out.")
                            : _ ("Nothing came out yet."));
  show_record (self, node);
}

static void
chosen_cb (gpointer data)
{
  EmbarkRunView *self = data;

  self->chosen = TRUE;
  show_node (self, get_selected (self));
}

static void
input_copy_clicked_cb (EmbarkRunView *self)
{
  embark_run_data_copy (self->input, _ ("Input copied"));
}

static void
output_copy_clicked_cb (EmbarkRunView *self)
{
  embark_run_data_copy (self->output, _ ("Output copied"));
}

/* The node worth reading first: the one that failed, else the first that wrote a record, else the last that
 * did anything. */
static int
find_default_node (EmbarkRunView *self)
{
  GPtrArray *nodes = embark_execution_get_nodes (self->run);
  guint working = embark_run_timeline_find_working (self->run);
  int with_record = -1;
  int last = nodes->len > 0 ? 0 : -1;

  for (guint i = 0; i < nodes->len; i++)
    {
      EmbarkExecutionNode *node = g_ptr_array_index (nodes, i);
      g_autofree char *record = embark_execution_node_dup_record_uri (node);
      EmbarkTone tone = embark_run_node_get_tone (node, get_turn (self, i, working));

      if (tone == EMBARK_TONE_BAD)
        return i;
      if (record != NULL && with_record < 0)
        with_record = i;
      if (tone != EMBARK_TONE_IDLE)
        last = i;
    }

  return with_record >= 0 ? with_record : last;
}

/* ---- the whole ---- */

static void
update_meta (EmbarkRunView *self)
{
  gint64 created_at = embark_execution_get_created_at (self->run);
  gint64 completed_at = embark_execution_get_completed_at (self->run);
  const char *event = embark_execution_get_event_name (self->run);
  g_autofree char *when = embark_time_dup_moment (created_at, g_get_real_time ());
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  if (*when != '\0')
    g_ptr_array_add (parts, g_steal_pointer (&when));
  if (created_at > 0 && completed_at >= created_at)
    g_ptr_array_add (parts, embark_time_dup_duration ((completed_at - created_at) / 1000.0));
  if (event != NULL && *event != '\0')
    /* Translators: %s is the name of an event that started a run */
    g_ptr_array_add (parts, g_strdup_printf (_ ("from %s"), event));
  if (embark_execution_get_id (self->run) != NULL)
    /* Translators: %s is the ID of a run */
    g_ptr_array_add (parts, g_strdup_printf (_ ("run %s"), embark_execution_get_id (self->run)));
  g_ptr_array_add (parts, NULL);

  text = g_strjoinv (" · ", (char **) parts->pdata);
  gtk_label_set_text (self->meta, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->meta), text);
}

static void
update (EmbarkRunView *self)
{
  gboolean has_nodes = self->run != NULL && embark_execution_get_nodes (self->run)->len > 0;

  gtk_widget_set_visible (gtk_widget_get_first_child (GTK_WIDGET (self)), self->run != NULL);
  if (self->run == NULL)
    {
      /* Its rows would keep all that came out of it. */
      embark_run_timeline_show (self->timeline, NULL, -1);
      return;
    }

  gtk_label_set_text (self->title, embark_execution_get_title (self->run));
  embark_chip_set (self->chip, embark_run_get_tone (self->run), embark_run_get_word (self->run));
  gtk_widget_set_visible (GTK_WIDGET (self->chip), *embark_run_get_word (self->run) != '\0');
  update_meta (self);

  gtk_label_set_text (self->no_nodes, run_has_ended (self) ? _ ("Cobalt keeps no nodes of this run.")
                                                           : _ ("No node has started yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->no_nodes), !has_nodes);
  gtk_widget_set_visible (GTK_WIDGET (self->nodes), has_nodes);

  /* Of the same run the node stays that the user chose. */
  embark_run_timeline_show (self->timeline, self->run,
                            self->chosen && get_selected (self) != NULL
                                ? embark_run_timeline_get_position (self->timeline)
                                : find_default_node (self));
  show_node (self, get_selected (self));
}

static void
embark_run_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkRunView *self = EMBARK_RUN_VIEW (object);

  switch (prop_id)
    {
    case PROP_RUN:
      embark_run_view_set_run (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      embark_run_view_set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_run_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkRunView *self = EMBARK_RUN_VIEW (object);

  switch (prop_id)
    {
    case PROP_RUN:
      g_value_set_object (value, self->run);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_NODE:
      g_value_set_object (value, self->node);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_run_view_dispose (GObject *object)
{
  EmbarkRunView *self = EMBARK_RUN_VIEW (object);

  g_clear_pointer (&self->timeline, embark_run_timeline_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_RUN_VIEW);
  g_clear_object (&self->run);
  g_clear_object (&self->node);
  G_OBJECT_CLASS (embark_run_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/ui/embark-run-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, head);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, chip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, meta);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, no_nodes);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, nodes);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, panes);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, input_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, output_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, input);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, output);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, open_record);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, error_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunView, error);
  gtk_widget_class_bind_template_callback (widget_class, input_copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, output_copy_clicked_cb);
}

static void
embark_run_view_class_init (EmbarkRunViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = embark_run_view_set_property;
  object_class->get_property = embark_run_view_get_property;
  object_class->dispose = embark_run_view_dispose;

  properties[PROP_RUN] = g_param_spec_object ("run", NULL, NULL, EMBARK_TYPE_EXECUTION, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_NODE] =
      g_param_spec_object ("node", NULL, NULL, EMBARK_TYPE_EXECUTION_NODE,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (EMBARK_TYPE_CHIP);
  g_type_ensure (EMBARK_TYPE_RUN_DATA);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
embark_run_view_init (EmbarkRunView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->timeline = embark_run_timeline_new (self->nodes, chosen_cb, self);
  embark_tab_out (GTK_WIDGET (self->nodes));
  update (self);
}

GtkWidget *
embark_run_view_new (EmbarkExecution *run)
{
  return g_object_new (EMBARK_TYPE_RUN_VIEW, "run", run, NULL);
}

void
embark_run_view_set_run (EmbarkRunView *self, EmbarkExecution *run)
{
  gboolean other;

  g_return_if_fail (EMBARK_IS_RUN_VIEW (self));
  g_return_if_fail (run == NULL || EMBARK_IS_EXECUTION (run));

  other = self->run == NULL || run == NULL
          || g_strcmp0 (embark_execution_get_id (self->run), embark_execution_get_id (run)) != 0;
  if (!g_set_object (&self->run, run))
    return;

  if (other)
    self->chosen = FALSE;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUN]);
}

EmbarkExecution *
embark_run_view_get_run (EmbarkRunView *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_VIEW (self), NULL);

  return self->run;
}

void
embark_run_view_set_narrow (EmbarkRunView *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_RUN_VIEW (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  embark_run_timeline_set_narrow (self->timeline, self->narrow);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->panes),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->panes, !narrow);
  /* Where only one fits at a time, what came out is read first. */
  if (narrow)
    gtk_box_reorder_child_after (self->panes, self->input_pane, self->output_pane);
  else
    gtk_box_reorder_child_after (self->panes, self->output_pane, self->input_pane);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

void
embark_run_view_add_action (EmbarkRunView *self, GtkWidget *widget)
{
  g_return_if_fail (EMBARK_IS_RUN_VIEW (self));

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (self->head, widget);
}

EmbarkExecutionNode *
embark_run_view_get_node (EmbarkRunView *self)
{
  g_return_val_if_fail (EMBARK_IS_RUN_VIEW (self), NULL);

  return self->node;
}

void
embark_run_view_select_node (EmbarkRunView *self, guint position)
{
  g_return_if_fail (EMBARK_IS_RUN_VIEW (self));

  embark_run_timeline_choose (self->timeline, position);
}
