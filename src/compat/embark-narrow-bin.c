/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-narrow-bin.h"

#define MINIMUM_WIDTH     360
#define DEFAULT_THRESHOLD 720

struct _EmbarkNarrowBin
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable): a child of the widget tree */
  int threshold;
  gboolean narrow;
  gboolean pending; /* what the last allocation asks for; told from an idle, since a layout must not change
                       itself */
  guint idle_id;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_THRESHOLD,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkBuildableIface *parent_buildable;

static void
embark_narrow_bin_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    embark_narrow_bin_set_child (EMBARK_NARROW_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
embark_narrow_bin_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = embark_narrow_bin_add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkNarrowBin,
                               embark_narrow_bin,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, embark_narrow_bin_buildable_init))

static gboolean
tell_cb (gpointer data)
{
  EmbarkNarrowBin *self = data;

  self->idle_id = 0;
  if (self->narrow != self->pending)
    {
      self->narrow = self->pending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
embark_narrow_bin_get_request_mode (GtkWidget *widget)
{
  EmbarkNarrowBin *self = EMBARK_NARROW_BIN (widget);

  return self->child != NULL ? gtk_widget_get_request_mode (self->child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
embark_narrow_bin_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  EmbarkNarrowBin *self = EMBARK_NARROW_BIN (widget);
  int child_minimum = 0;
  int child_natural = 0;

  if (self->child != NULL)
    {
      if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
        {
          int width = 0;

          /* The child may need more than it is given for the one frame until it was told to be narrow. */
          gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
          for_size = MAX (for_size, width);
        }
      gtk_widget_measure (self->child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (child_minimum, MINIMUM_WIDTH);
      *natural = MAX (*minimum, child_natural);
    }
  else
    {
      *minimum = MIN (child_minimum, MINIMUM_WIDTH);
      *natural = child_natural;
    }
}

static void
embark_narrow_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EmbarkNarrowBin *self = EMBARK_NARROW_BIN (widget);

  self->pending = width < self->threshold;
  if (self->pending != self->narrow && self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_cb, self, NULL);

  if (self->child != NULL)
    {
      int minimum_width = 0;
      int minimum_height = 0;

      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
      width = MAX (width, minimum_width);
      gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &minimum_height, NULL, NULL, NULL);
      gtk_widget_allocate (self->child, width, MAX (height, minimum_height), baseline, NULL);
    }
}

static void
embark_narrow_bin_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkNarrowBin *self = EMBARK_NARROW_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      embark_narrow_bin_set_child (self, g_value_get_object (value));
      break;
    case PROP_THRESHOLD:
      if (self->threshold != g_value_get_int (value))
        {
          self->threshold = g_value_get_int (value);
          gtk_widget_queue_resize (GTK_WIDGET (self));
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_narrow_bin_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkNarrowBin *self = EMBARK_NARROW_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_narrow_bin_dispose (GObject *object)
{
  EmbarkNarrowBin *self = EMBARK_NARROW_BIN (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (embark_narrow_bin_parent_class)->dispose (object);
}

static void
embark_narrow_bin_class_init (EmbarkNarrowBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_narrow_bin_dispose;
  object_class->set_property = embark_narrow_bin_set_property;
  object_class->get_property = embark_narrow_bin_get_property;
  widget_class->get_request_mode = embark_narrow_bin_get_request_mode;
  widget_class->measure = embark_narrow_bin_measure;
  widget_class->size_allocate = embark_narrow_bin_size_allocate;

  properties[PROP_CHILD] =
      g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_THRESHOLD] =
      g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, DEFAULT_THRESHOLD,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_narrow_bin_init (EmbarkNarrowBin *self)
{
  self->threshold = DEFAULT_THRESHOLD;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
embark_narrow_bin_new (void)
{
  return g_object_new (EMBARK_TYPE_NARROW_BIN, NULL);
}

void
embark_narrow_bin_set_child (EmbarkNarrowBin *self, GtkWidget *child)
{
  g_return_if_fail (EMBARK_IS_NARROW_BIN (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

gboolean
embark_narrow_bin_get_narrow (EmbarkNarrowBin *self)
{
  g_return_val_if_fail (EMBARK_IS_NARROW_BIN (self), FALSE);

  return self->narrow;
}
