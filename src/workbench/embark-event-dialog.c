/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "embark-event-dialog.h"
#include "embark-event-keys.h"
#include "embark-json-entry.h"
#include "embark-json.h"
#include "embark-problem.h"

struct _EmbarkEventDialog
{
  EmbarkBookDialog parent_instance;

  GtkEditable *name;
  GtkLabel *hint;
  EmbarkJsonEntry *sample;
  GtkExpander *schema_expander;
  EmbarkJsonEntry *schema;

  EmbarkEvent *event;        /* (owned) (nullable): the one that is edited */
  char *first_sample;        /* (owned): what stood there at first: what differs is asked about */
  char *first_schema;        /* (owned) */
  char *refusal;             /* (owned) (nullable): what the server said of the name */
  gboolean schema_is_string; /* the server keeps it as one */
};

G_DEFINE_FINAL_TYPE (EmbarkEventDialog, embark_event_dialog, EMBARK_TYPE_BOOK_DIALOG)

static const char *
first_name (EmbarkEventDialog *self)
{
  return self->event != NULL ? embark_event_get_name (self->event) : "";
}

static gboolean
embark_event_dialog_is_edited (EmbarkBookDialog *dialog)
{
  EmbarkEventDialog *self = EMBARK_EVENT_DIALOG (dialog);
  g_autofree char *sample = embark_json_entry_dup_text (self->sample);
  g_autofree char *schema = embark_json_entry_dup_text (self->schema);

  return g_strcmp0 (gtk_editable_get_text (self->name), first_name (self)) != 0
         || g_strcmp0 (sample, self->first_sample) != 0 || g_strcmp0 (schema, self->first_schema) != 0;
}

/* ---- the name, and what is to be said of it ---- */

static EmbarkEventNameState
check_name (EmbarkEventDialog *self)
{
  return embark_event_book_check_name (
      EMBARK_EVENT_BOOK (embark_book_dialog_get_book (EMBARK_BOOK_DIALOG (self))),
      gtk_editable_get_text (self->name), self->event != NULL ? embark_event_get_id (self->event) : NULL);
}

static const char *
name_words (EmbarkEventDialog *self, const char **css_class)
{
  *css_class = "dim-label";
  if (self->refusal != NULL)
    {
      *css_class = "error-text";
      return self->refusal;
    }
  switch (check_name (self))
    {
    case EMBARK_EVENT_NAME_TAKEN:
      *css_class = "error-text";
      return _ ("There is an event of this name already. Choose another name, or edit that one.");
    case EMBARK_EVENT_NAME_SPACE:
      *css_class = "warning-text";
      return _ ("The name begins or ends with a blank, which has to be sent too when the event is fired.");
    case EMBARK_EVENT_NAME_SIMILAR:
      *css_class = "warning-text";
      return _ ("Another event differs from this by capitals only. They are two events: names are compared "
                "letter by letter.");
    case EMBARK_EVENT_NAME_EMPTY:
    case EMBARK_EVENT_NAME_GOOD:
    default:
      break;
    }
  if (self->event != NULL && g_strcmp0 (gtk_editable_get_text (self->name), first_name (self)) != 0)
    {
      *css_class = "warning-text";
      return _ ("Workflows are matched by the exact name: those that listen to the old one will not start "
                "from the new one.");
    }
  return _ ("Your product fires the event by this name, letter by letter, capitals included.");
}

static void
update (EmbarkEventDialog *self)
{
  EmbarkEventNameState state;
  const char *css_class;
  const char *words;
  gboolean right;

  if (embark_book_dialog_get_book (EMBARK_BOOK_DIALOG (self)) == NULL)
    return;
  state = check_name (self);
  right = state != EMBARK_EVENT_NAME_EMPTY && state != EMBARK_EVENT_NAME_TAKEN
          && embark_json_entry_get_valid (self->sample) && embark_json_entry_get_valid (self->schema);
  words = name_words (self, &css_class);
  embark_book_dialog_say (self->hint, css_class, words);
  if (g_str_equal (css_class, "error-text"))
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");

  embark_book_dialog_set_complete (
      EMBARK_BOOK_DIALOG (self),
      right && (self->event == NULL || embark_event_dialog_is_edited (EMBARK_BOOK_DIALOG (self))));
}

static void
name_changed_cb (EmbarkEventDialog *self)
{
  g_clear_pointer (&self->refusal, g_free);
  update (self);
}

static void
changed_cb (EmbarkEventDialog *self)
{
  update (self);
}

/* ---- saving ---- */

/* Returns: whether @error is about the name, which then says so */
static gboolean
is_about_name (const GError *error)
{
  g_autofree char *words = g_utf8_casefold (error->message, -1);

  if (error->domain != EMBARK_API_ERROR || embark_api_error_get_status (error) != 400)
    return FALSE;
  return g_strcmp0 (embark_api_error_get_server_code (error), "INVALID_EVENT_ID") == 0
         || strstr (words, "already exists") != NULL;
}

static gboolean
is_about_sample (const GError *error)
{
  g_autofree char *words = g_utf8_casefold (error->message, -1);

  return error->domain == EMBARK_API_ERROR && embark_api_error_get_status (error) == 400
         && strstr (words, "response") != NULL;
}

/* Returns: (transfer full): the server's words for a field, with the id to quote */
static char *
dup_words (const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  const char *said = problem->quote != NULL ? problem->quote : problem->explanation;

  if (problem->request_id == NULL)
    /* Translators: %s is what the server answered */
    return g_strdup_printf (_ ("Cobalt said: “%s”"), said);
  /* Translators: first what the server answered, then the id of the request */
  return g_strdup_printf (_ ("Cobalt said: “%s” (request %s)"), said, problem->request_id);
}

static void
show_refusal (EmbarkEventDialog *self, const GError *error)
{
  if (self->event != NULL
      && (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_EVENT)
          || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND)))
    {
      g_clear_object (&self->event);
      embark_book_dialog_show_gone (EMBARK_BOOK_DIALOG (self), _ ("Somebody deleted this event meanwhile"));
    }
  else if (is_about_name (error))
    {
      self->refusal = dup_words (error);
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
    }
  else if (is_about_sample (error))
    {
      g_autofree char *words = dup_words (error);

      embark_json_entry_set_refusal (self->sample, words);
      embark_json_entry_go_to_fault (self->sample);
    }
  else
    embark_book_dialog_show_problem (EMBARK_BOOK_DIALOG (self), error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkEvent) event = embark_event_book_save_finish (EMBARK_EVENT_BOOK (source), result, &error);
  EmbarkEventDialog *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_EVENT_DIALOG (user_data);
  if (event != NULL)
    {
      embark_book_dialog_saved (EMBARK_BOOK_DIALOG (self), event);
      return;
    }
  /* A widget takes the focus only once it is sensitive again. */
  embark_book_dialog_refused (EMBARK_BOOK_DIALOG (self));
  show_refusal (self, error);
  update (self);
}

static void
embark_event_dialog_save (EmbarkBookDialog *dialog, GCancellable *cancellable)
{
  EmbarkEventDialog *self = EMBARK_EVENT_DIALOG (dialog);
  g_autofree char *sample = embark_json_entry_dup_text (self->sample);
  g_autofree char *schema = embark_json_entry_dup_text (self->schema);
  g_autoptr (JsonNode) node = NULL;

  g_strstrip (schema);
  if (*schema != '\0' && self->schema_is_string)
    node = json_node_init_string (json_node_alloc (), schema);
  else if (*schema != '\0')
    node = embark_json_parse (schema, -1, NULL);
  else if (self->first_schema != NULL && *self->first_schema != '\0')
    /* Left out it might be kept. */
    node = json_node_new (JSON_NODE_NULL);

  embark_event_book_save_async (EMBARK_EVENT_BOOK (embark_book_dialog_get_book (dialog)),
                                self->event != NULL ? embark_event_get_id (self->event) : NULL,
                                gtk_editable_get_text (self->name), sample, node, cancellable, saved_cb,
                                self);
}

static char *
embark_event_dialog_dup_question (EmbarkBookDialog *dialog, const char **body)
{
  *body = _ ("Workflows of real clients are built with its name and keys.");
  /* Translators: %s is the name of an event */
  return g_strdup_printf (_ ("Save “%s” in production?"),
                          gtk_editable_get_text (EMBARK_EVENT_DIALOG (dialog)->name));
}

/* ---- the class ---- */

static void
embark_event_dialog_dispose (GObject *object)
{
  EmbarkEventDialog *self = EMBARK_EVENT_DIALOG (object);

  /* What the fields report while they go is looked at no more. */
  embark_book_dialog_set_book (EMBARK_BOOK_DIALOG (self), NULL);
  g_clear_object (&self->event);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_EVENT_DIALOG);
  G_OBJECT_CLASS (embark_event_dialog_parent_class)->dispose (object);
}

static void
embark_event_dialog_finalize (GObject *object)
{
  EmbarkEventDialog *self = EMBARK_EVENT_DIALOG (object);

  g_free (self->first_sample);
  g_free (self->first_schema);
  g_free (self->refusal);
  G_OBJECT_CLASS (embark_event_dialog_parent_class)->finalize (object);
}

static void
embark_event_dialog_class_init (EmbarkEventDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EmbarkBookDialogClass *dialog_class = EMBARK_BOOK_DIALOG_CLASS (klass);

  object_class->dispose = embark_event_dialog_dispose;
  object_class->finalize = embark_event_dialog_finalize;
  dialog_class->is_edited = embark_event_dialog_is_edited;
  dialog_class->dup_question = embark_event_dialog_dup_question;
  dialog_class->save = embark_event_dialog_save;

  g_type_ensure (EMBARK_TYPE_JSON_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-event-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, sample);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, schema_expander);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, schema);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, embark_book_dialog_save);
}

static void
embark_event_dialog_init (EmbarkEventDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EmbarkEventDialog *
embark_event_dialog_new (EmbarkEventBook *book, GtkWindow *parent, EmbarkEvent *event)
{
  EmbarkEventDialog *self = g_object_new (EMBARK_TYPE_EVENT_DIALOG, "transient-for", parent, NULL);
  const char *title = event != NULL ? _ ("Edit Event") : _ ("New Event");

  embark_book_dialog_set_title (EMBARK_BOOK_DIALOG (self), title, event == NULL);
  self->event = event != NULL ? g_object_ref (event) : NULL;
  self->first_sample = event != NULL ? embark_event_dup_sample (event) : g_strdup ("{\n  \n}");
  self->first_schema = event != NULL ? embark_event_keys_dup_schema (event, &self->schema_is_string) : NULL;
  if (self->first_schema == NULL)
    self->first_schema = g_strdup ("");
  gtk_editable_set_text (self->name, first_name (self));
  embark_json_entry_set_text (self->sample, self->first_sample);
  embark_json_entry_set_text (self->schema, self->first_schema);
  gtk_expander_set_expanded (self->schema_expander, *self->first_schema != '\0');

  embark_book_dialog_set_book (EMBARK_BOOK_DIALOG (self), EMBARK_BOOK (book));
  g_signal_connect_object (book, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return self;
}
