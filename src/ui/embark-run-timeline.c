/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-run-axis.h"
#include "embark-run-node-row.h"
#include "embark-run-timeline.h"

/* How many lines the axis has at most, 0 not counted. */
#define MAX_TICKS        4
#define MAX_TICKS_NARROW 2
/* A run that goes on has this much of its axis free for the node that works. */
#define GROWING_SHARE    0.2
#define SHORTEST_AXIS_MS 100
#define LONGEST_BAR_MS   1e9
/* So many nodes fill a screen; the others come in pieces between which the window draws and listens. */
#define FIRST_NODES     24
#define PIECE_NODES     12
#define PIECE_BUDGET_US 8000

struct _EmbarkRunTimeline
{
  GtkListBox *list; /* (unowned) */
  EmbarkRunTimelineFunc chosen;
  gpointer data;

  EmbarkExecution *run; /* (owned) (nullable) */
  GtkSizeGroup *names;  /* (owned) */
  GtkSizeGroup *notes;  /* (owned) */
  guint fill_id;
  guint next;     /* the node whose row is the next to be made or brought up to date */
  double at;      /* ms at which its bar begins */
  double length;  /* ms of the axis */
  guint working;  /* see embark_run_timeline_find_working() */
  int position;   /* the chosen node, -1 for none */
  gboolean ended; /* the run has */
  gboolean narrow;
  gboolean updating;
};

guint
embark_run_timeline_find_working (EmbarkExecution *run)
{
  GPtrArray *nodes = embark_execution_get_nodes (run);
  guint i = 0;

  while (i < nodes->len && embark_run_node_has_ended (g_ptr_array_index (nodes, i)))
    i++;
  return i;
}

static EmbarkRunTurn
get_turn (EmbarkRunTimeline *self, guint position)
{
  if (self->ended)
    return EMBARK_RUN_TURN_OVER;
  return position <= self->working ? EMBARK_RUN_TURN_NOW : EMBARK_RUN_TURN_LATER;
}

/* Returns: the length of a node's bar in ms; what a server says may be any number */
static double
get_length (EmbarkExecutionNode *node)
{
  return CLAMP (embark_execution_node_get_duration (node), 0, LONGEST_BAR_MS);
}

static double
sum_durations (GPtrArray *nodes)
{
  double sum = 0;

  for (guint i = 0; i < nodes->len; i++)
    sum += get_length (g_ptr_array_index (nodes, i));
  return sum;
}

/* Where nothing has taken any time yet there is no scale to show. */
static void
add_lines (EmbarkRunTimeline *self, EmbarkRunNodeRow *row, gboolean with_text)
{
  EmbarkTrack *track = embark_run_node_row_get_track (row);
  const double length = self->length;
  double step = embark_run_axis_choose_step (length, self->narrow ? MAX_TICKS_NARROW : MAX_TICKS);

  for (double at = 0; at < length && length > SHORTEST_AXIS_MS / (1 - GROWING_SHARE); at += step)
    {
      g_autofree char *text = at > 0 ? embark_run_axis_dup_tick (at) : g_strdup ("0");

      if (!with_text)
        embark_track_add_grid (track, at / length);
      else if (at / length < 0.9) /* there would be no room for it */
        embark_track_add_mark (track, at / length, text);
    }
}

/* ---- rows ---- */

static EmbarkRunNodeRow *
ensure_row (EmbarkRunTimeline *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  if (row == NULL)
    {
      row = GTK_LIST_BOX_ROW (embark_run_node_row_new (self->names, self->notes));
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  embark_run_node_row_set_narrow (EMBARK_RUN_NODE_ROW (row), self->narrow);
  return EMBARK_RUN_NODE_ROW (row);
}

/* From the end: the rows before one are counted to find it. */
static void
drop_rows (EmbarkRunTimeline *self, int from)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, from)) != NULL)
    {
      GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self->list));

      gtk_list_box_remove (self->list, last);
    }
}

static void
fill_axis (EmbarkRunTimeline *self)
{
  EmbarkRunNodeRow *axis = ensure_row (self, 0);

  embark_run_node_row_set_node (axis, NULL, NULL, EMBARK_RUN_TURN_OVER);
  add_lines (self, axis, TRUE);
}

static void
select_row (EmbarkRunTimeline *self)
{
  GtkListBoxRow *row =
      self->position >= 0 ? gtk_list_box_get_row_at_index (self->list, self->position + 1) : NULL;

  if (row != NULL && row != gtk_list_box_get_selected_row (self->list))
    gtk_list_box_select_row (self->list, row);
}

/* The row of the next node. */
static void
fill_next (EmbarkRunTimeline *self, GPtrArray *nodes)
{
  const guint i = self->next++;
  EmbarkExecutionNode *node = g_ptr_array_index (nodes, i);
  EmbarkRunNodeRow *row = ensure_row (self, (int) i + 1);
  double duration = embark_execution_node_get_duration (node);
  EmbarkRunTurn turn = get_turn (self, i);
  gboolean works = embark_run_node_get_tone (node, turn) == EMBARK_TONE_NOW;
  const double end = self->at + get_length (node);
  EmbarkRunSpan span = { self->at / self->length, works ? 1 : end / self->length };

  embark_run_node_row_set_node (row, node, duration >= 0 || works ? &span : NULL, turn);
  add_lines (self, row, FALSE);
  self->at = end;
  if ((int) i == self->position)
    select_row (self);
}

static gboolean
fill_cb (gpointer data)
{
  EmbarkRunTimeline *self = data;
  GPtrArray *nodes = embark_execution_get_nodes (self->run);
  const gint64 until = g_get_monotonic_time () + PIECE_BUDGET_US;

  self->updating = TRUE;
  for (guint i = 0; i < PIECE_NODES && self->next < nodes->len && g_get_monotonic_time () < until; i++)
    fill_next (self, nodes);
  self->updating = FALSE;
  if (self->next < nodes->len)
    return G_SOURCE_CONTINUE;
  self->fill_id = 0;
  return G_SOURCE_REMOVE;
}

static void
fill (EmbarkRunTimeline *self)
{
  GPtrArray *nodes = embark_execution_get_nodes (self->run);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  self->ended = embark_execution_status_is_terminal (embark_execution_get_status (self->run));
  self->working = embark_run_timeline_find_working (self->run);
  self->length = MAX (SHORTEST_AXIS_MS, sum_durations (nodes));
  if (!self->ended)
    self->length /= 1 - GROWING_SHARE;
  self->next = 0;
  self->at = 0;

  self->updating = TRUE;
  drop_rows (self, nodes->len > 0 ? (int) nodes->len + 1 : 0);
  if (nodes->len > 0)
    fill_axis (self);
  while (self->next < MIN (nodes->len, FIRST_NODES))
    fill_next (self, nodes);
  select_row (self);
  self->updating = FALSE;
  /* After what is drawn: the rows that are there are seen before there are more. */
  if (self->next < nodes->len)
    self->fill_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, fill_cb, self, NULL);
}

/* ---- the whole ---- */

static void
selected_cb (EmbarkRunTimeline *self, GtkListBoxRow *row)
{
  if (self->updating || row == NULL)
    return;
  self->position = gtk_list_box_row_get_index (row) - 1;
  self->chosen (self->data);
}

EmbarkRunTimeline *
embark_run_timeline_new (GtkListBox *list, EmbarkRunTimelineFunc chosen, gpointer data)
{
  EmbarkRunTimeline *self = g_new0 (EmbarkRunTimeline, 1);

  self->list = list;
  self->chosen = chosen;
  self->data = data;
  self->position = -1;
  self->names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->notes = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_signal_connect_swapped (list, "row-selected", G_CALLBACK (selected_cb), self);
  return self;
}

void
embark_run_timeline_free (EmbarkRunTimeline *self)
{
  g_clear_handle_id (&self->fill_id, g_source_remove);
  /* Rows leave one by one with their list and each would choose another. */
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->run);
  g_clear_object (&self->names);
  g_clear_object (&self->notes);
  g_free (self);
}

void
embark_run_timeline_show (EmbarkRunTimeline *self, EmbarkExecution *run, int position)
{
  const gboolean other =
      self->run == NULL || run == NULL
      || g_strcmp0 (embark_execution_get_id (self->run), embark_execution_get_id (run)) != 0;

  g_set_object (&self->run, run);
  self->position = position;
  self->updating = TRUE;
  if (run == NULL)
    {
      g_clear_handle_id (&self->fill_id, g_source_remove);
      drop_rows (self, 0);
    }
  /* Beyond the first piece there would be rows of the run before it for a moment. */
  else if (other)
    drop_rows (self, FIRST_NODES + 1);
  self->updating = FALSE;
  if (run != NULL)
    fill (self);
}

void
embark_run_timeline_set_narrow (EmbarkRunTimeline *self, gboolean narrow)
{
  self->narrow = narrow;
  if (self->run != NULL)
    fill (self);
}

void
embark_run_timeline_choose (EmbarkRunTimeline *self, guint position)
{
  if (self->run == NULL || position >= embark_execution_get_nodes (self->run)->len
      || (int) position == self->position)
    return;
  self->position = (int) position;
  self->updating = TRUE;
  select_row (self);
  self->updating = FALSE;
  self->chosen (self->data);
}

int
embark_run_timeline_get_position (EmbarkRunTimeline *self)
{
  return self->position;
}
