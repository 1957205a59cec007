/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-attempts-popover.h"
#include "embark-chip.h"
#include "embark-doctor-page.h"
#include "embark-symptom-popover.h"
#include "embark-time.h"

#define MAX_ATTEMPTS 100
#define MAX_HEIGHT   360

struct _EmbarkAttemptsPopover
{
  GtkPopover parent_instance;

  GtkStack *attempts_stack;
  GtkScrolledWindow *attempts_window;
  GtkListBox *attempts_list;
  GtkLabel *attempts_error;

  EmbarkOnboarding *onboarding; /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned) (nullable): of the reading under way */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkAttemptsPopover, embark_attempts_popover, GTK_TYPE_POPOVER)

static EmbarkTone
tone_of (const char *verdict)
{
  if (g_strcmp0 (verdict, "connected") == 0)
    return EMBARK_TONE_OK;
  return g_strcmp0 (verdict, "cancelled") == 0 ? EMBARK_TONE_IDLE : EMBARK_TONE_BAD;
}

static gboolean
can_explain (const EmbarkAttempt *attempt)
{
  return g_strcmp0 (attempt->verdict, "connected") != 0
         && (attempt->code != NULL || attempt->diagnosis != NULL);
}

/* Returns: (transfer full): how it ended, in words */
static char *
dup_verdict (const EmbarkAttempt *attempt)
{
  g_autoptr (EmbarkEvidence) evidence = NULL;
  g_autoptr (EmbarkDiagnosis) diagnosis = NULL;

  if (g_strcmp0 (attempt->verdict, "connected") == 0)
    /* Translators: %s is who signed in */
    return attempt->identifier != NULL ? g_strdup_printf (_ ("Connected as %s"), attempt->identifier)
                                       : g_strdup (_ ("Connected"));
  if (!can_explain (attempt))
    return g_strdup (g_strcmp0 (attempt->verdict, "cancelled") == 0 ? _ ("Closed before anybody connected")
                                                                    : _ ("Failed"));
  evidence = embark_evidence_new_for_code (attempt->code);
  if (attempt->diagnosis != NULL)
    diagnosis = embark_doctor_recall (embark_doctor_get_default (), attempt->diagnosis, evidence, NULL);
  if (diagnosis == NULL)
    diagnosis = embark_doctor_diagnose (embark_doctor_get_default (), evidence, NULL);
  return g_strdup (embark_diagnosis_get_title (diagnosis));
}

static GtkWidget *
new_line (const char *text, gboolean small)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "max-width-chars", 36, "label", text, NULL);

  if (small)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
    }
  return label;
}

static void
free_attempt (gpointer data)
{
  embark_attempt_free (data);
}

static GtkWidget *
new_row (const EmbarkAttempt *attempt, guint number, gint64 now)
{
  g_autofree char *verdict = dup_verdict (attempt);
  g_autofree char *when = embark_time_dup_moment (attempt->started_at, now);
  const char *door = embark_doctor_page_get_door_words (attempt->door);
  g_autofree char *caption = g_strjoin (" · ", when, door != NULL ? door : "", attempt->code, NULL);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *row = gtk_list_box_row_new ();

  embark_tone_apply_to_image (tone_of (attempt->verdict), GTK_IMAGE (icon));
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), new_line (verdict, FALSE));
  gtk_box_append (GTK_BOX (texts), new_line (caption, TRUE));
  if (attempt->hosts != NULL && *attempt->hosts != '\0')
    gtk_box_append (GTK_BOX (texts), new_line (attempt->hosts, TRUE));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), texts);
  if (can_explain (attempt))
    {
      GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

      gtk_widget_add_css_class (arrow, "dim-label");
      gtk_box_append (GTK_BOX (box), arrow);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), can_explain (attempt));
  g_object_set_data_full (G_OBJECT (row), "embark-attempt", embark_attempt_copy (attempt), free_attempt);
  g_object_set_data (G_OBJECT (row), "embark-number", GUINT_TO_POINTER (number));
  return row;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts =
      embark_journal_list_attempts_finish (EMBARK_JOURNAL (source), result, &error);
  EmbarkAttemptsPopover *self;
  gint64 now;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_ATTEMPTS_POPOVER (user_data);
  if (attempts == NULL)
    {
      gtk_label_set_text (self->attempts_error, error->message);
      gtk_stack_set_visible_child_name (self->attempts_stack, "failed");
      return;
    }
  now = embark_clock_get_real_time (
      embark_workspace_get_clock (embark_onboarding_get_workspace (self->onboarding)));
  for (guint i = 0; i < attempts->len; i++)
    gtk_list_box_append (self->attempts_list,
                         new_row (g_ptr_array_index (attempts, i), attempts->len - i, now));
  embark_popover_fit_height (self->attempts_window, MAX_HEIGHT);
  gtk_stack_set_visible_child_name (self->attempts_stack, attempts->len > 0 ? "list" : "none");
  /* When it was opened there was nothing yet to put the focus on. */
  if (attempts->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->attempts_list, 0)));
}

static void
cancel (EmbarkAttemptsPopover *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Read when it is opened, as the journal stands then. */
static void
embark_attempts_popover_show (GtkWidget *widget)
{
  EmbarkAttemptsPopover *self = EMBARK_ATTEMPTS_POPOVER (widget);
  EmbarkLinkedAccount *account =
      self->onboarding != NULL ? embark_onboarding_get_account (self->onboarding) : NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->attempts_list, 0)) != NULL)
    gtk_list_box_remove (self->attempts_list, GTK_WIDGET (row));
  gtk_stack_set_visible_child_name (self->attempts_stack, account != NULL ? "loading" : "none");
  cancel (self);
  if (account != NULL)
    {
      EmbarkWorkspace *workspace = embark_onboarding_get_workspace (self->onboarding);

      self->cancellable = g_cancellable_new ();
      embark_journal_list_attempts_async (embark_workspace_get_journal (workspace),
                                          embark_profile_get_id (embark_workspace_get_profile (workspace)),
                                          embark_linked_account_get_id (account), MAX_ATTEMPTS,
                                          self->cancellable, listed_cb, self);
    }
  GTK_WIDGET_CLASS (embark_attempts_popover_parent_class)->show (widget);
}

static void
activated_cb (EmbarkAttemptsPopover *self, GtkListBoxRow *row)
{
  g_autoptr (EmbarkAttempt) attempt =
      embark_attempt_copy (g_object_get_data (G_OBJECT (row), "embark-attempt"));
  const guint number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "embark-number"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, attempt, number);
}

static void
embark_attempts_popover_dispose (GObject *object)
{
  EmbarkAttemptsPopover *self = EMBARK_ATTEMPTS_POPOVER (object);

  cancel (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_ATTEMPTS_POPOVER);
  g_clear_object (&self->onboarding);
  G_OBJECT_CLASS (embark_attempts_popover_parent_class)->dispose (object);
}

static void
embark_attempts_popover_class_init (EmbarkAttemptsPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_attempts_popover_dispose;
  widget_class->show = embark_attempts_popover_show;

  signals[CHOSEN] = g_signal_new ("chosen", EMBARK_TYPE_ATTEMPTS_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-attempts-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkAttemptsPopover, attempts_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAttemptsPopover, attempts_list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAttemptsPopover, attempts_window);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAttemptsPopover, attempts_error);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
embark_attempts_popover_init (EmbarkAttemptsPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
embark_attempts_popover_set_onboarding (EmbarkAttemptsPopover *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_ATTEMPTS_POPOVER (self));

  g_set_object (&self->onboarding, onboarding);
}
