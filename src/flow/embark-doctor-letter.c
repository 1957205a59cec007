/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-doctor-letter.h"
#include "embark-notice.h"
#include "embark-scroll-through.h"

struct _EmbarkDoctorLetter
{
  AdwBin parent_instance;

  GtkDropDown *language;
  GtkLabel *recipient;
  GtkEditable *subject;
  GtkScrolledWindow *scroller;
  GtkTextView *message;

  EmbarkDiagnosis *diagnosis; /* (owned) (nullable) */
  char *account;              /* (owned) (nullable) */
  GHashTable *changed; /* (owned): "cause/language" → EmbarkDoctorMessage, what the user made of it */
  guint cause;
  char *shown_language; /* (owned) (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (EmbarkDoctorLetter, embark_doctor_letter, ADW_TYPE_BIN)

/* A language is named in itself: whoever reads it finds it. */
static const struct
{
  const char *language;
  const char *name;
} names[] = {
  { "en", "English" },
  { "de", "Deutsch" },
};

static const char *
chosen_language (EmbarkDoctorLetter *self)
{
  const char *const *languages = embark_doctor_get_languages (embark_doctor_get_default ());
  const guint selected = gtk_drop_down_get_selected (self->language);

  return selected < g_strv_length ((char **) languages) ? languages[selected] : languages[0];
}

static char *
dup_recipient (EmbarkOwner owner, const char *account)
{
  if (owner == EMBARK_OWNER_US)
    return g_strdup (_ ("whoever keeps the app, in your own team"));
  if (owner == EMBARK_OWNER_PLATFORM)
    return g_strdup (_ ("the support of Cobalt"));
  if (account == NULL)
    return g_strdup (embark_owner_get_label (owner));
  /* Translators: %s is the name of the client */
  return g_strdup_printf (owner == EMBARK_OWNER_CLIENT_ADMIN ? _ ("the Salesforce administrator at %s")
                                                             : _ ("the person who signs in at %s"),
                          account);
}

static char *
dup_key (EmbarkDoctorLetter *self)
{
  return g_strdup_printf ("%u/%s", self->cause, self->shown_language);
}

static char *
dup_body (EmbarkDoctorLetter *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
changed_cb (EmbarkDoctorLetter *self)
{
  EmbarkDoctorMessage *message;

  if (self->filling || self->diagnosis == NULL)
    return;
  message = g_new0 (EmbarkDoctorMessage, 1);
  message->subject = g_strdup (gtk_editable_get_text (self->subject));
  message->body = dup_body (self);
  g_hash_table_replace (self->changed, dup_key (self), message);
}

static void
fill (EmbarkDoctorLetter *self)
{
  const EmbarkCause *cause;
  g_autoptr (EmbarkDoctorMessage) fresh = NULL;
  const EmbarkDoctorMessage *message;
  g_autofree char *recipient = NULL;
  g_autofree char *key = NULL;

  if (self->diagnosis == NULL)
    return;
  cause = embark_diagnosis_get_cause (self->diagnosis, self->cause);
  recipient = dup_recipient (cause->owner, self->account);
  g_free (self->shown_language);
  self->shown_language = g_strdup (chosen_language (self));
  key = dup_key (self);
  message = g_hash_table_lookup (self->changed, key);
  if (message == NULL)
    message = fresh = embark_doctor_dup_message (embark_doctor_get_default (), self->diagnosis, self->cause,
                                                 self->shown_language);
  self->filling = TRUE;
  gtk_label_set_text (self->recipient, recipient);
  gtk_editable_set_text (self->subject, message->subject);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->message), message->body, -1);
  self->filling = FALSE;
}

static void
language_changed_cb (EmbarkDoctorLetter *self)
{
  if (!self->filling)
    fill (self);
}

static void
copy_clicked_cb (EmbarkDoctorLetter *self)
{
  g_autofree char *body = dup_body (self);
  const EmbarkDoctorMessage message = { (char *) gtk_editable_get_text (self->subject), body };
  g_autofree char *text = embark_doctor_message_dup_text (&message);

  embark_notice_copy (GTK_WIDGET (self), text, _ ("Message copied"));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkDoctorLetter) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!embark_compat_open_uri_finish (GTK_WINDOW (source), result, &error))
    embark_notice_message (GTK_WIDGET (self), _ ("No e-mail program could be opened"),
                           _ ("Copy the message instead, and paste it where you write to the client."), NULL);
}

static void
email_clicked_cb (EmbarkDoctorLetter *self)
{
  g_autofree char *body = dup_body (self);
  const EmbarkDoctorMessage message = { (char *) gtk_editable_get_text (self->subject), body };
  g_autofree char *uri = embark_doctor_message_dup_mailto (&message, NULL);

  embark_compat_open_uri_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, NULL, opened_cb,
                                g_object_ref (self));
}

static void
embark_doctor_letter_dispose (GObject *object)
{
  EmbarkDoctorLetter *self = EMBARK_DOCTOR_LETTER (object);

  self->filling = TRUE;
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_DOCTOR_LETTER);
  G_OBJECT_CLASS (embark_doctor_letter_parent_class)->dispose (object);
}

static void
embark_doctor_letter_finalize (GObject *object)
{
  EmbarkDoctorLetter *self = EMBARK_DOCTOR_LETTER (object);

  g_clear_pointer (&self->diagnosis, embark_diagnosis_unref);
  g_free (self->account);
  g_free (self->shown_language);
  g_hash_table_unref (self->changed);
  G_OBJECT_CLASS (embark_doctor_letter_parent_class)->finalize (object);
}

static void
embark_doctor_letter_class_init (EmbarkDoctorLetterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_doctor_letter_dispose;
  object_class->finalize = embark_doctor_letter_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-doctor-letter.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorLetter, language);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorLetter, recipient);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorLetter, subject);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorLetter, message);
  gtk_widget_class_bind_template_child (widget_class, EmbarkDoctorLetter, scroller);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, email_clicked_cb);
}

static void
message_free (gpointer data)
{
  embark_doctor_message_free (data);
}

static void
embark_doctor_letter_init (EmbarkDoctorLetter *self)
{
  const char *const *languages = embark_doctor_get_languages (embark_doctor_get_default ());
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, message_free);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Half of the page is this text: the wheel would end in it. */
  embark_scroll_through (self->scroller);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      const char *name = languages[i];

      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        if (g_str_equal (names[k].language, languages[i]))
          name = names[k].name;
      gtk_string_list_append (list, name);
    }
  gtk_drop_down_set_model (self->language, G_LIST_MODEL (list));
  g_signal_connect_object (gtk_text_view_get_buffer (self->message), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subject, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->filling = FALSE;
}

void
embark_doctor_letter_set_diagnosis (EmbarkDoctorLetter *self, EmbarkDiagnosis *diagnosis, const char *account)
{
  const char *const *languages = embark_doctor_get_languages (embark_doctor_get_default ());

  g_return_if_fail (EMBARK_IS_DOCTOR_LETTER (self));
  g_return_if_fail (diagnosis != NULL);

  if (self->diagnosis == NULL)
    for (guint i = 0; languages[i] != NULL; i++)
      if (g_str_equal (languages[i], embark_diagnosis_get_language (diagnosis)))
        {
          self->filling = TRUE;
          gtk_drop_down_set_selected (self->language, i);
          self->filling = FALSE;
        }
  embark_diagnosis_ref (diagnosis);
  g_clear_pointer (&self->diagnosis, embark_diagnosis_unref);
  self->diagnosis = diagnosis;
  g_free (self->account);
  self->account = g_strdup (account);
  g_hash_table_remove_all (self->changed);
  self->cause = 0;
  fill (self);
}

void
embark_doctor_letter_set_cause (EmbarkDoctorLetter *self, guint index)
{
  g_return_if_fail (EMBARK_IS_DOCTOR_LETTER (self));
  g_return_if_fail (self->diagnosis != NULL && index < embark_diagnosis_get_n_causes (self->diagnosis));

  self->cause = index;
  fill (self);
}
