/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-doctor.h"
#include "embark-symptom-popover.h"

#define WIDTH      300
#define MAX_HEIGHT 360

struct _EmbarkSymptomPopover
{
  GtkPopover parent_instance;

  GtkWidget *scrolled;
  GtkListBox *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkSymptomPopover, embark_symptom_popover, GTK_TYPE_POPOVER)

static GtkWidget *
new_label (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                       "label", text, "max-width-chars", 36, NULL);
}

static EmbarkPhase
phase_of (GtkListBoxRow *row)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "embark-phase"));
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GtkWidget *label = NULL;

  if (before == NULL || phase_of (before) != phase_of (row))
    {
      label = new_label (phase_of (row) == EMBARK_PHASE_AFTER ? _ ("It says connected, but")
                                                              : _ ("On the page of the sign-in"));
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_set_margin_top (label, before == NULL ? 0 : 9);
      gtk_widget_set_margin_bottom (label, 3);
      gtk_widget_set_margin_start (label, 12);
    }
  gtk_list_box_row_set_header (row, label);
}

/* Made when it is first opened: most sign-ins need none of it. */
static void
fill (EmbarkSymptomPopover *self)
{
  g_autoptr (GPtrArray) symptoms = embark_doctor_list_symptoms (embark_doctor_get_default (), NULL);

  for (guint i = 0; i < symptoms->len; i++)
    {
      const EmbarkSymptom *symptom = g_ptr_array_index (symptoms, i);
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *label = new_label (symptom->text);

      gtk_widget_set_margin_top (label, 6);
      gtk_widget_set_margin_bottom (label, 6);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      g_object_set_data_full (G_OBJECT (row), "embark-symptom", g_strdup (symptom->id), g_free);
      g_object_set_data (G_OBJECT (row), "embark-phase", GINT_TO_POINTER (symptom->phase));
      gtk_list_box_append (self->list, row);
    }
  embark_popover_fit_height (GTK_SCROLLED_WINDOW (self->scrolled), MAX_HEIGHT);
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, EmbarkSymptomPopover *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "embark-symptom"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
embark_symptom_popover_show (GtkWidget *widget)
{
  EmbarkSymptomPopover *self = EMBARK_SYMPTOM_POPOVER (widget);

  if (gtk_list_box_get_row_at_index (self->list, 0) == NULL)
    fill (self);
  GTK_WIDGET_CLASS (embark_symptom_popover_parent_class)->show (widget);
}

static void
embark_symptom_popover_class_init (EmbarkSymptomPopoverClass *klass)
{
  GTK_WIDGET_CLASS (klass)->show = embark_symptom_popover_show;

  signals[CHOSEN] = g_signal_new ("chosen", EMBARK_TYPE_SYMPTOM_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
embark_symptom_popover_init (EmbarkSymptomPopover *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->scrolled = scrolled;
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "list-pane");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What is on the screen"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, WIDTH, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
}

void
embark_popover_fit_height (GtkScrolledWindow *scrolled, int max)
{
  int width;
  int height;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scrolled));

  gtk_widget_get_size_request (GTK_WIDGET (scrolled), &width, NULL);
  gtk_widget_measure (gtk_scrolled_window_get_child (scrolled), GTK_ORIENTATION_VERTICAL, width, NULL,
                      &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (scrolled, MIN (height, max));
}
