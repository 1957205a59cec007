/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-step-button.h"

struct _EmbarkStepButton
{
  GtkButton parent_instance;

  GtkWidget *line_before;
  GtkWidget *line_after;
  GtkStack *mark;
  GtkLabel *number;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *state;
};

G_DEFINE_FINAL_TYPE (EmbarkStepButton, embark_step_button, GTK_TYPE_BUTTON)

static void
embark_step_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_STEP_BUTTON);
  G_OBJECT_CLASS (embark_step_button_parent_class)->dispose (object);
}

static void
embark_step_button_class_init (EmbarkStepButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_step_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-step-button.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkStepButton, line_before);
  gtk_widget_class_bind_template_child (widget_class, EmbarkStepButton, line_after);
  gtk_widget_class_bind_template_child (widget_class, EmbarkStepButton, mark);
  gtk_widget_class_bind_template_child (widget_class, EmbarkStepButton, number);
  gtk_widget_class_bind_template_child (widget_class, EmbarkStepButton, icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkStepButton, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkStepButton, state);
}

static void
embark_step_button_init (EmbarkStepButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_step_button_new (EmbarkStepId id)
{
  EmbarkStepButton *self = g_object_new (EMBARK_TYPE_STEP_BUTTON, NULL);
  g_autofree char *number = g_strdup_printf ("%d", (int) id + 1);

  gtk_label_set_text (self->number, number);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "i", (int) id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "flow.go-to");
  return GTK_WIDGET (self);
}

static const char *
state_icon (EmbarkStepState state)
{
  switch (state)
    {
    case EMBARK_STEP_DONE:
      return "object-select-symbolic";
    case EMBARK_STEP_LOCKED:
      return "changes-prevent-symbolic";
    case EMBARK_STEP_ATTENTION:
      return "dialog-warning-symbolic";
    case EMBARK_STEP_READY:
    case EMBARK_STEP_WORKING:
    default:
      return NULL;
    }
}

static void
set_class (GtkWidget *widget, const char *name, gboolean wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
embark_step_button_update (EmbarkStepButton *self,
                           const EmbarkStep *step,
                           const EmbarkStep *previous,
                           gboolean current)
{
  const char *icon;
  g_autofree char *name = NULL;

  g_return_if_fail (EMBARK_IS_STEP_BUTTON (self));
  g_return_if_fail (step != NULL);

  gtk_label_set_text (self->title, step->title);
  gtk_label_set_text (self->state, step->label);

  icon = state_icon (step->state);
  if (icon != NULL)
    gtk_image_set_from_icon_name (self->icon, icon);
  gtk_stack_set_visible_child_name (self->mark, icon != NULL ? "icon" : "number");

  for (EmbarkStepState state = EMBARK_STEP_LOCKED; state <= EMBARK_STEP_ATTENTION; state++)
    set_class (GTK_WIDGET (self), embark_step_state_get_nick (state), state == step->state);
  /* A step at work looks like one that is ready; its words tell them apart. */
  set_class (GTK_WIDGET (self), "ready",
             step->state == EMBARK_STEP_READY || step->state == EMBARK_STEP_WORKING);
  set_class (GTK_WIDGET (self), "current", current);
  /* On the label too: a rule for what is inside a current step is not always looked at again. */
  set_class (GTK_WIDGET (self->title), "current", current);
  set_class (self->line_before, "blank", previous == NULL);
  set_class (self->line_before, "done", previous != NULL && previous->state == EMBARK_STEP_DONE);
  set_class (self->line_after, "blank", step->id + 1 == EMBARK_N_STEPS);
  set_class (self->line_after, "done", step->state == EMBARK_STEP_DONE);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), step->reason);
  /* Translators: a step of the path for a screen reader: "Step 4 of 7, Connect, Ready" */
  name = g_strdup_printf (_ ("Step %d of %d, %s, %s"), (int) step->id + 1, EMBARK_N_STEPS, step->title,
                          step->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, step->reason, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED, current, -1);
}
