/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-cause-row.h"
#include "embark-doctor-letter.h"
#include "embark-doctor-page.h"
#include "embark-glib.h"
#include "embark-symptom-popover.h"
#include "embark-time.h"

struct _EmbarkDoctorPage
{
  AdwBin parent_instance;

  GtkOrientable *head;
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *quote;
  GtkLabel *evidence_label;
  GtkBox *columns;
  GtkListBox *causes;
  EmbarkDoctorLetter *letter;
  EmbarkSymptomPopover *symptoms;

  EmbarkEvidence *evidence;   /* (owned) (nullable) */
  EmbarkDiagnosis *diagnosis; /* (owned) (nullable) */
  guint attempt;
  gint64 now;
};

enum
{
  AGAIN,
  CURE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkDoctorPage, embark_doctor_page, ADW_TYPE_BIN)

const char *
embark_doctor_page_get_door_words (const char *door)
{
  if (g_strcmp0 (door, "embedded") == 0)
    return _ ("in this window");
  if (g_strcmp0 (door, "browser") == 0)
    return _ ("in the browser");
  if (g_strcmp0 (door, "link") == 0)
    return _ ("by a link");
  return NULL;
}

static void
add_part (GPtrArray *parts, char *part)
{
  if (part != NULL && *part != '\0')
    g_ptr_array_add (parts, part);
  else
    g_free (part);
}

/* Returns: (transfer full): what the diagnosis rests on, to be read out to somebody who looks into logs */
static char *
dup_evidence (EmbarkDoctorPage *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first = NULL;

  add_part (parts, g_strdup (embark_diagnosis_get_code (self->diagnosis)));
  if (self->attempt > 0)
    add_part (parts, g_strdup_printf (_ ("attempt %u"), self->attempt));
  add_part (parts, embark_time_dup_moment (self->evidence->time, self->now));
  add_part (parts, g_strdup (embark_doctor_page_get_door_words (self->evidence->door)));
  g_ptr_array_add (parts, NULL);
  first = g_strjoinv (" · ", (char **) parts->pdata);
  if (self->evidence->hosts == NULL || *self->evidence->hosts == '\0')
    return g_steal_pointer (&first);
  return g_strjoin (*first != '\0' ? "\n" : "", first, self->evidence->hosts, NULL);
}

static void
cure_cb (EmbarkDoctorPage *self, int cure)
{
  g_signal_emit (self, signals[CURE], 0, cure);
}

/* One cause is read at a time; pressed again it closes. */
static void
row_activated_cb (EmbarkDoctorPage *self, GtkListBoxRow *activated)
{
  const gboolean open = !embark_cause_row_get_open (EMBARK_CAUSE_ROW (activated));
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->causes, i)) != NULL; i++)
    embark_cause_row_set_open (EMBARK_CAUSE_ROW (row), row == activated && open);
  if (open)
    embark_doctor_letter_set_cause (self->letter, (guint) gtk_list_box_row_get_index (activated));
}

static void
fill_causes (EmbarkDoctorPage *self)
{
  const guint n = embark_diagnosis_get_n_causes (self->diagnosis);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->causes, 0)) != NULL)
    gtk_list_box_remove (self->causes, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *cause =
          embark_cause_row_new (embark_diagnosis_get_cause (self->diagnosis, i), i + 1, i == 0);

      g_signal_connect_object (cause, "cure", G_CALLBACK (cure_cb), self, G_CONNECT_SWAPPED);
      embark_cause_row_set_open (EMBARK_CAUSE_ROW (cause), i == 0);
      gtk_list_box_append (self->causes, cause);
    }
}

/* Takes @diagnosis. */
static void
show (EmbarkDoctorPage *self, EmbarkDiagnosis *diagnosis)
{
  const char *quote = embark_diagnosis_get_quote (diagnosis);
  g_autofree char *words = NULL;
  g_autofree char *evidence = NULL;

  g_clear_pointer (&self->diagnosis, embark_diagnosis_unref);
  self->diagnosis = diagnosis;
  evidence = dup_evidence (self);
  /* Translators: %s are the words of Salesforce */
  words = quote != NULL ? g_strdup_printf (_ ("Salesforce said: “%s”"), quote) : NULL;
  gtk_label_set_text (self->title, embark_diagnosis_get_title (diagnosis));
  gtk_label_set_text (self->text, embark_diagnosis_get_text (diagnosis));
  gtk_label_set_text (self->quote, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->quote), words != NULL);
  gtk_label_set_text (self->evidence_label, evidence);
  gtk_widget_set_visible (GTK_WIDGET (self->evidence_label), *evidence != '\0');
  fill_causes (self);
  embark_doctor_letter_set_diagnosis (self->letter, diagnosis, self->evidence->account_name);
}

void
embark_doctor_page_focus (EmbarkDoctorPage *self)
{
  g_return_if_fail (EMBARK_IS_DOCTOR_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->causes, 0)));
  /* The focus of what went out of sight came by here, and marked the text. */
  gtk_label_select_region (self->quote, 0, 0);
  gtk_label_select_region (self->evidence_label, 0, 0);
}

/* What a person sees counts for more than what the program saw: it is why they looked for it in the list. */
static void
symptom_chosen_cb (EmbarkDoctorPage *self, const char *id)
{
  embark_set_str (&self->evidence->code, NULL);
  embark_set_str (&self->evidence->description, NULL);
  embark_set_str (&self->evidence->landmark, NULL);
  embark_set_str (&self->evidence->title, NULL);
  embark_set_str (&self->evidence->trouble, NULL);
  self->evidence->success_seconds = -1;
  self->evidence->phase = EMBARK_PHASE_UNKNOWN;
  embark_set_str (&self->evidence->symptom, id);
  show (self, embark_doctor_diagnose (embark_doctor_get_default (), self->evidence, NULL));
}

static void
again_clicked_cb (EmbarkDoctorPage *self)
{
  g_signal_emit (self, signals[AGAIN], 0);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  again_clicked_cb (EMBARK_DOCTOR_PAGE (widget));
  return TRUE;
}

static void
embark_doctor_page_dispose (GObject *object)
{
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_DOCTOR_PAGE);
  G_OBJECT_CLASS (embark_doctor_page_parent_class)->dispose (object);
}

static void
embark_doctor_page_finalize (GObject *object)
{
  EmbarkDoctorPage *self = EMBARK_DOCTOR_PAGE (object);

  g_clear_pointer (&self->evidence, embark_evidence_free);
  g_clear_pointer (&self->diagnosis, embark_diagnosis_unref);
  G_OBJECT_CLASS (embark_doctor_page_parent_class)->finalize (object);
}

static void
embark_doctor_page_class_init (EmbarkDoctorPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_doctor_page_dispose;
  object_class->finalize = embark_doctor_page_finalize;

  signals[AGAIN] =
      g_signal_new ("again", EMBARK_TYPE_DOCTOR_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CURE] = g_signal_new ("cure", EMBARK_TYPE_DOCTOR_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);

  g_type_ensure (EMBARK_TYPE_DOCTOR_LETTER);
  g_type_ensure (EMBARK_TYPE_SYMPTOM_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-doctor-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorPage, head);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorPage, text);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorPage, quote);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorPage, evidence_label);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorPage, columns);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorPage, causes);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorPage, letter);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorPage, symptoms);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, symptom_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
}

static void
embark_doctor_page_init (EmbarkDoctorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_evidence (EmbarkDoctorPage *self, const EmbarkEvidence *evidence, guint attempt, gint64 now)
{
  EmbarkEvidence *copy = embark_evidence_copy (evidence);

  g_clear_pointer (&self->evidence, embark_evidence_free);
  self->evidence = copy;
  self->attempt = attempt;
  self->now = now;
}

void
embark_doctor_page_set_evidence (EmbarkDoctorPage *self,
                                 const EmbarkEvidence *evidence,
                                 guint attempt,
                                 gint64 now)
{
  g_return_if_fail (EMBARK_IS_DOCTOR_PAGE (self));
  g_return_if_fail (evidence != NULL);

  set_evidence (self, evidence, attempt, now);
  show (self, embark_doctor_diagnose (embark_doctor_get_default (), self->evidence, NULL));
}

void
embark_doctor_page_recall (
    EmbarkDoctorPage *self, const char *id, const EmbarkEvidence *evidence, guint attempt, gint64 now)
{
  EmbarkDiagnosis *diagnosis;

  g_return_if_fail (EMBARK_IS_DOCTOR_PAGE (self));
  g_return_if_fail (evidence != NULL);

  set_evidence (self, evidence, attempt, now);
  diagnosis =
      id != NULL ? embark_doctor_recall (embark_doctor_get_default (), id, self->evidence, NULL) : NULL;
  if (diagnosis == NULL)
    diagnosis = embark_doctor_diagnose (embark_doctor_get_default (), self->evidence, NULL);
  show (self, diagnosis);
}

EmbarkDiagnosis *
embark_doctor_page_get_diagnosis (EmbarkDoctorPage *self)
{
  g_return_val_if_fail (EMBARK_IS_DOCTOR_PAGE (self), NULL);

  return self->diagnosis;
}

void
embark_doctor_page_set_narrow (EmbarkDoctorPage *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (EMBARK_IS_DOCTOR_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), orientation);
  gtk_box_set_homogeneous (self->columns, !narrow);
  gtk_orientable_set_orientation (self->head, orientation);
}
