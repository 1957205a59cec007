/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-notice.h"
#include "embark-problem-view.h"

struct _EmbarkProblemView
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *explanation;
  GtkLabel *quote;
  GtkLabel *request_id;
  GtkWidget *buttons;
  GtkButton *button;
  GtkWidget *copy;

  char *details; /* (owned) (nullable) */
};

enum
{
  REMEDY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkProblemView, embark_problem_view, ADW_TYPE_BIN)

static void
remedy_clicked_cb (EmbarkProblemView *self)
{
  g_signal_emit (self, signals[REMEDY], 0);
}

static void
copy_clicked_cb (EmbarkProblemView *self)
{
  if (self->details != NULL)
    embark_notice_copy (GTK_WIDGET (self), self->details, _ ("Details copied"));
}

static void
embark_problem_view_dispose (GObject *object)
{
  EmbarkProblemView *self = EMBARK_PROBLEM_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_PROBLEM_VIEW);
  g_clear_pointer (&self->details, g_free);
  G_OBJECT_CLASS (embark_problem_view_parent_class)->dispose (object);
}

static void
embark_problem_view_class_init (EmbarkProblemViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_problem_view_dispose;

  signals[REMEDY] = g_signal_new ("remedy", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/ui/embark-problem-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkProblemView, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProblemView, explanation);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProblemView, quote);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProblemView, request_id);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProblemView, buttons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProblemView, button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProblemView, copy);
  gtk_widget_class_bind_template_callback (widget_class, remedy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
embark_problem_view_init (EmbarkProblemView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_problem_view_new (void)
{
  return g_object_new (EMBARK_TYPE_PROBLEM_VIEW, NULL);
}

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

void
embark_problem_view_set (EmbarkProblemView *self,
                         const char *title,
                         const char *explanation,
                         const char *quote,
                         const char *request_id,
                         const char *details,
                         const char *button)
{
  g_autofree char *quoted = NULL;
  g_autofree char *request = NULL;
  g_autofree char *copy = g_strdup (details);

  g_return_if_fail (EMBARK_IS_PROBLEM_VIEW (self));
  g_return_if_fail (title != NULL);

  if (quote != NULL)
    /* Translators: %s is what the server said, word for word */
    quoted = g_strdup_printf (_ ("Cobalt said: “%s”"), quote);
  if (request_id != NULL)
    request = g_strdup_printf (_ ("Request ID %s"), request_id);

  set_line (self->title, title);
  set_line (self->explanation, explanation);
  set_line (self->quote, quoted);
  set_line (self->request_id, request);
  g_free (self->details);
  self->details = g_steal_pointer (&copy);

  gtk_button_set_label (self->button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  gtk_widget_set_visible (self->copy, self->details != NULL);
  gtk_widget_set_visible (self->buttons, button != NULL || self->details != NULL);
}
