/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-track.h"

#define TRACK_HEIGHT        18
#define TRACK_MIN_WIDTH     60
#define TRACK_NATURAL_WIDTH 120
#define BAR_HEIGHT          12
/* Narrower than this a bar is no bar any more. */
#define BAR_MIN_WIDTH 4

typedef enum
{
  ITEM_BAR,
  ITEM_GRID,
  ITEM_MARK,
} ItemKind;

typedef struct
{
  GtkWidget *widget; /* (owned): child */
  ItemKind kind;
  double from;
  double to;
} Item;

struct _EmbarkTrack
{
  GtkWidget parent_instance;

  GArray *items; /* (owned) (element-type Item) */
  guint n_bars;
};

G_DEFINE_FINAL_TYPE (EmbarkTrack, embark_track, GTK_TYPE_WIDGET)

static void
item_clear (gpointer data)
{
  Item *item = data;

  gtk_widget_unparent (item->widget);
}

static void
embark_track_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  EmbarkTrack *self = EMBARK_TRACK (widget);
  int height = TRACK_HEIGHT;

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);
      int child_minimum;

      gtk_widget_measure (item->widget, orientation, -1, &child_minimum, NULL, NULL, NULL);
      height = MAX (height, child_minimum);
    }

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? TRACK_MIN_WIDTH : height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? TRACK_NATURAL_WIDTH : height;
}

static void
item_get_rectangle (Item *item, int width, int height, gboolean mirrored, GtkAllocation *rectangle)
{
  int at = (int) (item->from * width);
  int child_width;
  int child_height;

  gtk_widget_measure (item->widget, GTK_ORIENTATION_HORIZONTAL, -1, &child_width, NULL, NULL, NULL);
  gtk_widget_measure (item->widget, GTK_ORIENTATION_VERTICAL, -1, &child_height, NULL, NULL, NULL);

  switch (item->kind)
    {
    case ITEM_BAR:
      child_width = MAX (MAX (child_width, BAR_MIN_WIDTH), (int) ((item->to - item->from) * width));
      child_height = MAX (child_height, BAR_HEIGHT);
      break;
    case ITEM_GRID:
      child_height = height;
      break;
    case ITEM_MARK:
    default:
      break;
    }

  /* The last bar may be one of the narrow ones, and a mark at the end has to be read. */
  at = CLAMP (at, 0, MAX (0, width - child_width));
  rectangle->x = mirrored ? width - at - child_width : at;
  rectangle->y = (height - child_height) / 2;
  rectangle->width = child_width;
  rectangle->height = child_height;
}

static void
embark_track_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EmbarkTrack *self = EMBARK_TRACK (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);
      GtkAllocation rectangle;

      item_get_rectangle (item, width, height, mirrored, &rectangle);
      gtk_widget_size_allocate (item->widget, &rectangle, -1);
    }
}

static void
embark_track_dispose (GObject *object)
{
  EmbarkTrack *self = EMBARK_TRACK (object);

  embark_track_clear (self);
  G_OBJECT_CLASS (embark_track_parent_class)->dispose (object);
}

static void
embark_track_finalize (GObject *object)
{
  EmbarkTrack *self = EMBARK_TRACK (object);

  g_array_unref (self->items);
  G_OBJECT_CLASS (embark_track_parent_class)->finalize (object);
}

static void
embark_track_class_init (EmbarkTrackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_track_dispose;
  object_class->finalize = embark_track_finalize;
  widget_class->measure = embark_track_measure;
  widget_class->size_allocate = embark_track_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "embarktrack");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
embark_track_init (EmbarkTrack *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, item_clear);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
embark_track_new (void)
{
  return g_object_new (EMBARK_TYPE_TRACK, NULL);
}

void
embark_track_clear (EmbarkTrack *self)
{
  g_return_if_fail (EMBARK_IS_TRACK (self));

  g_array_set_size (self->items, 0);
  self->n_bars = 0;
}

static void
add_item (EmbarkTrack *self, GtkWidget *widget, ItemKind kind, double from, double to)
{
  Item item = { widget, kind, CLAMP (from, 0, 1), CLAMP (to, 0, 1) };

  g_array_append_val (self->items, item);
  /* Lines lie under the bars, whichever came first. */
  if (kind == ITEM_GRID)
    gtk_widget_insert_after (widget, GTK_WIDGET (self), NULL);
  else
    gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

static GtkWidget *
new_box (const char *css_class)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (box, css_class);
  return box;
}

void
embark_track_add_bar (EmbarkTrack *self, double from, double to, const char *css_class)
{
  g_return_if_fail (EMBARK_IS_TRACK (self));

  add_item (self, new_box (css_class), ITEM_BAR, from, to);
  self->n_bars++;
}

void
embark_track_add_grid (EmbarkTrack *self, double at)
{
  g_return_if_fail (EMBARK_IS_TRACK (self));

  add_item (self, new_box ("grid"), ITEM_GRID, at, at);
}

void
embark_track_add_mark (EmbarkTrack *self, double at, const char *text)
{
  GtkWidget *label;

  g_return_if_fail (EMBARK_IS_TRACK (self));

  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  add_item (self, label, ITEM_MARK, at, at);
}

guint
embark_track_get_n_bars (EmbarkTrack *self)
{
  g_return_val_if_fail (EMBARK_IS_TRACK (self), 0);

  return self->n_bars;
}
