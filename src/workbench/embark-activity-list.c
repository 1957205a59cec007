/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of the activity: its rows, and how it grows. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-activity-list.h"
#include "embark-activity-words.h"

/* ---- rows ---- */

static GtkWidget *
new_label (PangoEllipsizeMode ellipsize, gboolean small)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "ellipsize", ellipsize, "single-line-mode", TRUE, NULL);

  if (small)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
    }
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box =
      g_object_new (GTK_TYPE_BOX, "spacing", 9, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *chip = embark_chip_new (EMBARK_TONE_IDLE, "");

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, 5);
  gtk_widget_set_margin_bottom (box, 5);
  gtk_box_append (GTK_BOX (texts), new_label (PANGO_ELLIPSIZE_MIDDLE, FALSE));
  gtk_box_append (GTK_BOX (texts), new_label (PANGO_ELLIPSIZE_END, TRUE));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), chip);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  EmbarkActivityEntry *entry = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *texts = gtk_widget_get_first_child (box);
  GtkWidget *title_label = gtk_widget_get_first_child (texts);
  g_autofree char *title = embark_activity_dup_title (entry);
  g_autofree char *facts = embark_activity_dup_facts (entry);
  g_autofree char *result = embark_activity_dup_result (entry);
  g_autofree char *all = g_strdup_printf ("%s, %s, %s", title, result, facts);

  gtk_label_set_text (GTK_LABEL (title_label), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title_label)), facts);
  embark_chip_set (EMBARK_CHIP (gtk_widget_get_next_sibling (texts)), embark_activity_get_tone (entry),
                   result);
  gtk_widget_set_tooltip_text (box, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

GtkListItemFactory *
embark_activity_list_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

/* ---- growing ---- */

struct _EmbarkActivityFollow
{
  GObject parent_instance;

  GtkScrolledWindow *scrolled; /* (owned) */
  GListModel *model;           /* (owned) */
  GtkAdjustment *adjustment;   /* (owned) */
  GtkEventController *motion;  /* (unowned): the list's */
  guint tick_id;
  guint n_frames; /* to come until the list has grown */
  guint n_new;
  gboolean following;
};

enum
{
  PROP_0,
  PROP_N_NEW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkActivityFollow, embark_activity_follow, G_TYPE_OBJECT)

static void
set_n_new (EmbarkActivityFollow *self, guint n_new)
{
  if (self->n_new == n_new)
    return;
  self->n_new = n_new;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_NEW]);
}

static gboolean
is_pointed_at (EmbarkActivityFollow *self)
{
  return gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->motion));
}

/* A list keeps the row on top where it is when others come in above it, and moves the adjustment for that in
 * the next frame: nobody scrolled then. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  EmbarkActivityFollow *self = user_data;

  if (self->following && !is_pointed_at (self))
    {
      gtk_adjustment_set_value (self->adjustment, 0);
      set_n_new (self, 0);
    }
  if (--self->n_frames > 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
let_grow (EmbarkActivityFollow *self)
{
  self->n_frames = 3;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->scrolled), tick_cb, self, NULL);
}

static void
items_changed_cb (EmbarkActivityFollow *self, guint position, guint removed, guint added)
{
  if (g_list_model_get_n_items (self->model) == 0)
    {
      self->following = TRUE;
      set_n_new (self, 0);
    }
  else if (position == 0 && removed == 0 && (!self->following || is_pointed_at (self)))
    set_n_new (self, self->n_new + added);
  let_grow (self);
}

static void
value_changed_cb (EmbarkActivityFollow *self)
{
  const gboolean top = gtk_adjustment_get_value (self->adjustment) < 1;

  if (top && self->n_frames == 0)
    {
      self->following = TRUE;
      set_n_new (self, 0);
    }
  else if (!top && self->n_frames == 0)
    self->following = FALSE;
}

static void
left_cb (EmbarkActivityFollow *self)
{
  if (self->following)
    let_grow (self);
}

static void
embark_activity_follow_dispose (GObject *object)
{
  EmbarkActivityFollow *self = EMBARK_ACTIVITY_FOLLOW (object);

  if (self->scrolled != NULL)
    {
      if (self->tick_id != 0)
        gtk_widget_remove_tick_callback (GTK_WIDGET (self->scrolled), self->tick_id);
      self->tick_id = 0;
      gtk_widget_remove_controller (GTK_WIDGET (self->scrolled), self->motion);
    }
  g_clear_object (&self->scrolled);
  g_clear_object (&self->model);
  g_clear_object (&self->adjustment);
  G_OBJECT_CLASS (embark_activity_follow_parent_class)->dispose (object);
}

static void
embark_activity_follow_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_N_NEW)
    g_value_set_uint (value, EMBARK_ACTIVITY_FOLLOW (object)->n_new);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
embark_activity_follow_class_init (EmbarkActivityFollowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = embark_activity_follow_dispose;
  object_class->get_property = embark_activity_follow_get_property;

  properties[PROP_N_NEW] =
      g_param_spec_uint ("n-new", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_activity_follow_init (EmbarkActivityFollow *self)
{
  self->following = TRUE;
}

EmbarkActivityFollow *
embark_activity_follow_new (GtkScrolledWindow *scrolled, GListModel *model)
{
  EmbarkActivityFollow *self;

  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scrolled), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (EMBARK_TYPE_ACTIVITY_FOLLOW, NULL);
  self->scrolled = g_object_ref (scrolled);
  self->model = g_object_ref (model);
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scrolled));
  self->motion = gtk_event_controller_motion_new ();
  gtk_widget_add_controller (GTK_WIDGET (scrolled), self->motion);
  g_signal_connect_object (self->motion, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

guint
embark_activity_follow_get_n_new (EmbarkActivityFollow *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_FOLLOW (self), 0);

  return self->n_new;
}

void
embark_activity_follow_to_top (EmbarkActivityFollow *self)
{
  g_return_if_fail (EMBARK_IS_ACTIVITY_FOLLOW (self));

  self->following = TRUE;
  gtk_adjustment_set_value (self->adjustment, 0);
  set_n_new (self, 0);
  let_grow (self);
}
