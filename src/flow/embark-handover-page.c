/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-compat.h"
#include "embark-handover-page.h"
#include "embark-notice.h"
#include "embark-problem-view.h"
#include "embark-time.h"

struct _EmbarkHandoverPage
{
  EmbarkFlowPage parent_instance;

  GtkWidget *content;
  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *problem;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkTextView *summary;
  GtkWidget *foot;
  GtkImage *made_icon;
  GtkLabel *made;
  GtkWidget *save;

  char *text; /* (owned) (nullable): the summary shown */
};

G_DEFINE_FINAL_TYPE (EmbarkHandoverPage, embark_handover_page, EMBARK_TYPE_FLOW_PAGE)

static void
update_summary (EmbarkHandoverPage *self)
{
  g_autofree char *text =
      embark_onboarding_dup_summary (embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self)));

  /* What the user has marked stays marked while nothing new is said. */
  if (g_strcmp0 (text, self->text) == 0)
    return;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->summary), text != NULL ? text : "", -1);
  g_free (self->text);
  self->text = g_steal_pointer (&text);
}

static void
update_made (EmbarkHandoverPage *self, gint64 made_at)
{
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self));
  EmbarkClock *clock = embark_workspace_get_clock (embark_onboarding_get_workspace (onboarding));
  g_autofree char *when = embark_time_dup_moment (made_at, embark_clock_get_real_time (clock));
  /* Translators: %s is a moment: "today 14:41:07" or "3 Nov 14:41:07" */
  g_autofree char *text = g_strdup_printf (_ ("Made %s"), when);

  embark_tone_apply_to_image (made_at != 0 ? EMBARK_TONE_OK : EMBARK_TONE_IDLE, self->made_icon);
  gtk_label_set_text (self->made, made_at != 0 ? text : _ ("Not made yet"));
}

static void
embark_handover_page_update (EmbarkFlowPage *page)
{
  EmbarkHandoverPage *self = EMBARK_HANDOVER_PAGE (page);
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (page);
  const EmbarkFactsData *facts = embark_facts_get (embark_onboarding_get_facts (onboarding));
  const EmbarkStep *step =
      embark_plan_get_step (embark_onboarding_get_plan (onboarding), EMBARK_STEP_HANDOVER);
  const GError *error = embark_onboarding_get_error (onboarding, EMBARK_STEP_HANDOVER);
  /* What is not known yet would be said to be open. */
  gboolean loading = embark_onboarding_get_loading (onboarding) && !facts->config_known && self->text == NULL;

  gtk_label_set_text (self->title, _ ("Hand Over"));
  gtk_label_set_text (self->reason, step->reason);
  embark_flow_page_show_problem (page, self->problem, error);
  if (!loading)
    update_summary (self);
  update_made (self, facts->handover_at);
  gtk_stack_set_visible_child_name (self->stack, loading ? "loading" : "summary");
  gtk_spinner_set_spinning (self->spinner, loading);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkHandoverPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!embark_onboarding_mark_handover_finish (EMBARK_ONBOARDING (source), result, &error)
      && !g_cancellable_is_cancelled (embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self))))
    embark_flow_page_report (EMBARK_FLOW_PAGE (self), error);
}

static void
mark (EmbarkHandoverPage *self)
{
  EmbarkFlowPage *page = EMBARK_FLOW_PAGE (self);

  embark_onboarding_mark_handover_async (embark_flow_page_get_onboarding (page),
                                         embark_flow_page_get_cancellable (page), marked_cb,
                                         g_object_ref (self));
}

static void
copy_clicked_cb (EmbarkHandoverPage *self)
{
  embark_notice_copy (GTK_WIDGET (self), self->text != NULL ? self->text : "", _ ("Handover copied"));
  mark (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkHandoverPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = embark_compat_save_text_finish (GTK_WINDOW (source), result, &error);

  if (g_cancellable_is_cancelled (embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self))))
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (saved)
    {
      embark_notice_toast (GTK_WIDGET (self), _ ("Handover saved"));
      mark (self);
    }
  else if (error != NULL)
    {
      embark_flow_page_report (EMBARK_FLOW_PAGE (self), error);
    }
}

/* A name for a file, made of a name that is data: letters, digits and dashes of it, whatever it holds. */
static char *
dup_file_name (const char *name)
{
  g_autoptr (GString) safe = g_string_new (NULL);

  for (const char *p = name; *p != '\0' && safe->len < 60; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (safe, g_unichar_tolower (c));
      else if (safe->len > 0 && safe->str[safe->len - 1] != '-')
        g_string_append_c (safe, '-');
    }
  while (safe->len > 0 && safe->str[safe->len - 1] == '-')
    g_string_truncate (safe, safe->len - 1);

  /* Translators: the name of a file; %s is the name of an account made of letters, digits and dashes */
  return g_strdup_printf (_ ("handover-%s.txt"), safe->len > 0 ? safe->str : "account");
}

static void
save_clicked_cb (EmbarkHandoverPage *self)
{
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self));
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name =
      dup_file_name (account != NULL ? embark_linked_account_get_display_name (account) : "");

  if (!GTK_IS_WINDOW (root) || self->text == NULL)
    return;

  /* One dialog at a time. */
  gtk_widget_set_sensitive (self->save, FALSE);
  embark_compat_save_text_async (GTK_WINDOW (root), _ ("Save Handover"), name, self->text,
                                 embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self)), saved_cb,
                                 g_object_ref (self));
}

static void
embark_handover_page_narrow_changed (EmbarkFlowPage *page, gboolean narrow)
{
  EmbarkHandoverPage *self = EMBARK_HANDOVER_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->foot),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
embark_handover_page_dispose (GObject *object)
{
  EmbarkHandoverPage *self = EMBARK_HANDOVER_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_HANDOVER_PAGE);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (embark_handover_page_parent_class)->dispose (object);
}

static void
embark_handover_page_class_init (EmbarkHandoverPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EmbarkFlowPageClass *page_class = EMBARK_FLOW_PAGE_CLASS (klass);

  object_class->dispose = embark_handover_page_dispose;
  page_class->update = embark_handover_page_update;
  page_class->narrow_changed = embark_handover_page_narrow_changed;

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-handover-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, content);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, summary);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, foot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, made_icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, made);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHandoverPage, save);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
embark_handover_page_init (EmbarkHandoverPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EmbarkFlowPage *
embark_handover_page_new (EmbarkOnboarding *onboarding)
{
  return g_object_new (EMBARK_TYPE_HANDOVER_PAGE, "onboarding", onboarding, NULL);
}
