/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-chip.h"
#include "embark-earlier-popover.h"
#include "embark-fire-tracker.h"
#include "embark-time.h"
#include "embark-verdict-card.h"

/* Beyond this it is a history and no list of what was just done. */
#define MAX_FIRES 50

struct _EmbarkEarlierPopover
{
  GtkPopover parent_instance;

  GtkStack *earlier_stack;
  GtkListBox *earlier_list;

  GListModel *fires; /* (owned) (nullable) */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkEarlierPopover, embark_earlier_popover, GTK_TYPE_POPOVER)

static GtkWidget *
new_line (const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "single-line-mode", TRUE, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
    }
  return label;
}

static GtkWidget *
new_row (EmbarkFire *fire)
{
  g_autofree char *when = embark_time_dup_moment (embark_fire_get_created_at (fire), g_get_real_time ());
  g_autofree char *verdict = embark_fire_dup_verdict (fire);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *title = new_line (NULL);
  GtkWidget *time = new_line ("caption");
  GtkWidget *subtitle = new_line ("caption");
  GtkWidget *row = gtk_list_box_row_new ();

  embark_tone_apply_to_image (embark_verdict_get_tone (fire), GTK_IMAGE (icon));
  gtk_label_set_text (GTK_LABEL (title), embark_fire_get_event (fire));
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_text (GTK_LABEL (time), when);
  gtk_label_set_ellipsize (GTK_LABEL (time), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_text (GTK_LABEL (subtitle), verdict);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_widget_set_margin_top (grid, 6);
  gtk_widget_set_margin_bottom (grid, 6);
  gtk_grid_attach (GTK_GRID (grid), icon, 0, 0, 1, 2);
  gtk_grid_attach (GTK_GRID (grid), title, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), time, 2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), subtitle, 1, 1, 2, 1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);
  g_object_set_data_full (G_OBJECT (row), "embark-fire", g_object_ref (fire), g_object_unref);
  return row;
}

/* Made when it is opened, as the fires stand then: nobody reads it otherwise. */
static void
fill (EmbarkEarlierPopover *self)
{
  guint n = self->fires != NULL ? MIN (g_list_model_get_n_items (self->fires), MAX_FIRES) : 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->earlier_list, 0)) != NULL)
    gtk_list_box_remove (self->earlier_list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkFire) fire = g_list_model_get_item (self->fires, i);

      gtk_list_box_append (self->earlier_list, new_row (fire));
    }
  gtk_stack_set_visible_child_name (self->earlier_stack, n > 0 ? "list" : "none");
}

static void
earlier_activated_cb (EmbarkEarlierPopover *self, GtkListBoxRow *row)
{
  g_autoptr (EmbarkFire) fire = g_object_ref (g_object_get_data (G_OBJECT (row), "embark-fire"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, fire);
}

static void
embark_earlier_popover_show (GtkWidget *widget)
{
  fill (EMBARK_EARLIER_POPOVER (widget));
  GTK_WIDGET_CLASS (embark_earlier_popover_parent_class)->show (widget);
}

static void
embark_earlier_popover_dispose (GObject *object)
{
  EmbarkEarlierPopover *self = EMBARK_EARLIER_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_EARLIER_POPOVER);
  g_clear_object (&self->fires);
  G_OBJECT_CLASS (embark_earlier_popover_parent_class)->dispose (object);
}

static void
embark_earlier_popover_class_init (EmbarkEarlierPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_earlier_popover_dispose;
  widget_class->show = embark_earlier_popover_show;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, EMBARK_TYPE_FIRE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-earlier-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkEarlierPopover, earlier_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEarlierPopover, earlier_list);
  gtk_widget_class_bind_template_callback (widget_class, earlier_activated_cb);
}

static void
embark_earlier_popover_init (EmbarkEarlierPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_earlier_popover_new (void)
{
  return g_object_new (EMBARK_TYPE_EARLIER_POPOVER, NULL);
}

/* To fire any other again from here would send something else. */
static gboolean
is_of_path (gpointer fire, gpointer user_data)
{
  return embark_fire_get_workflow_id (fire) == NULL && embark_fire_get_slug (fire) != NULL;
}

void
embark_earlier_popover_set_fires (EmbarkEarlierPopover *self, GListModel *fires)
{
  GtkFilter *filter;

  g_return_if_fail (EMBARK_IS_EARLIER_POPOVER (self));

  g_clear_object (&self->fires);
  if (fires == NULL)
    return;
  filter = GTK_FILTER (gtk_custom_filter_new (is_of_path, NULL, NULL));
  self->fires = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (fires), filter));
}

GListModel *
embark_earlier_popover_get_fires (EmbarkEarlierPopover *self)
{
  g_return_val_if_fail (EMBARK_IS_EARLIER_POPOVER (self), NULL);

  return self->fires;
}
