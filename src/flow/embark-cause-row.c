/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "embark-cause-row.h"
#include "embark-owner-chip.h"

struct _EmbarkCauseRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *number;
  GtkLabel *title;
  AdwBin *owner;
  GtkLabel *check;
  GtkBox *steps;
  GtkButton *cure_button;
  GtkImage *arrow;

  EmbarkCure cure;
  gboolean open;
};

enum
{
  CURE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkCauseRow, embark_cause_row, GTK_TYPE_LIST_BOX_ROW)

static void
cure_clicked_cb (EmbarkCauseRow *self)
{
  g_signal_emit (self, signals[CURE], 0, (int) self->cure);
}

static void
embark_cause_row_dispose (GObject *object)
{
  /* The row's own child is a child of the template too, and each of the two would take it out. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_CAUSE_ROW);
  G_OBJECT_CLASS (embark_cause_row_parent_class)->dispose (object);
}

static void
embark_cause_row_class_init (EmbarkCauseRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_cause_row_dispose;

  signals[CURE] = g_signal_new ("cure", EMBARK_TYPE_CAUSE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-cause-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkCauseRow, number);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCauseRow, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCauseRow, owner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCauseRow, check);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCauseRow, steps);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCauseRow, cure_button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkCauseRow, arrow);
  gtk_widget_class_bind_template_callback (widget_class, cure_clicked_cb);
}

static void
embark_cause_row_init (EmbarkCauseRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_step (guint number, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "label", text, "hexpand", TRUE, NULL);
  /* Translators: the number of a step in a list of steps */
  g_autofree char *digits = g_strdup_printf (C_ ("step", "%u."), number);
  GtkWidget *mark = gtk_label_new (digits);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_add_css_class (mark, "dim-label");
  gtk_widget_add_css_class (mark, "numeric");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

GtkWidget *
embark_cause_row_new (const EmbarkCause *cause, guint number, gboolean first)
{
  EmbarkCauseRow *self = g_object_new (EMBARK_TYPE_CAUSE_ROW, NULL);
  const char *cure = embark_cure_get_label (cause->cure);
  g_autofree char *digits = g_strdup_printf ("%u", number);

  self->cure = cause->cure;
  gtk_label_set_text (self->number, digits);
  gtk_label_set_text (self->title, cause->statement);
  adw_bin_set_child (self->owner,
                     embark_owner_chip_new (cause->owner, first ? EMBARK_TONE_WARN : EMBARK_TONE_IDLE));
  gtk_label_set_text (self->check, cause->check != NULL ? cause->check : "");
  gtk_widget_set_visible (GTK_WIDGET (self->check), cause->check != NULL);
  if (cause->standing == EMBARK_STANDING_RULED_OUT)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  for (guint i = 0; cause->steps[i] != NULL; i++)
    gtk_box_append (self->steps, new_step (i + 1, cause->steps[i]));
  gtk_button_set_label (self->cure_button, cure != NULL ? cure : "");
  embark_cause_row_set_open (self, FALSE);
  return GTK_WIDGET (self);
}

void
embark_cause_row_set_open (EmbarkCauseRow *self, gboolean open)
{
  g_return_if_fail (EMBARK_IS_CAUSE_ROW (self));

  self->open = open;
  gtk_widget_set_visible (GTK_WIDGET (self->steps), open);
  gtk_widget_set_visible (GTK_WIDGET (self->cure_button), open && self->cure != EMBARK_CURE_NONE);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-up-symbolic" : "pan-down-symbolic");
  if (open)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->number), "now");
      gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->number), "now");
      gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

gboolean
embark_cause_row_get_open (EmbarkCauseRow *self)
{
  g_return_val_if_fail (EMBARK_IS_CAUSE_ROW (self), FALSE);

  return self->open;
}
