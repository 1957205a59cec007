/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-event-dialog.h"
#include "embark-event-keys.h"
#include "embark-json-entry.h"
#include "embark-json.h"
#include "embark-workbench-problem.h"

struct _EmbarkEventDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkButton *save;
  GtkWidget *spinner;
  GtkWidget *form;
  EmbarkProblemView *problem;
  GtkEditable *name;
  GtkLabel *hint;
  EmbarkJsonEntry *sample;
  GtkExpander *schema_expander;
  EmbarkJsonEntry *schema;

  EmbarkEventBook *book;     /* (owned) */
  EmbarkEvent *event;        /* (owned) (nullable): the one that is edited */
  char *first_sample;        /* (owned): what stood there at first: what differs is asked about */
  char *first_schema;        /* (owned) */
  char *refusal;             /* (owned) (nullable): what the server said of the name */
  GCancellable *cancellable; /* (owned) */
  gboolean schema_is_string; /* the server keeps it as one */
  gboolean busy;
  gboolean discarded; /* somebody agreed to lose what was typed */
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkEventDialog, embark_event_dialog, ADW_TYPE_WINDOW)

static const char *
first_name (EmbarkEventDialog *self)
{
  return self->event != NULL ? embark_event_get_name (self->event) : "";
}

static gboolean
is_edited (EmbarkEventDialog *self)
{
  g_autofree char *sample = embark_json_entry_dup_text (self->sample);
  g_autofree char *schema = embark_json_entry_dup_text (self->schema);

  return g_strcmp0 (gtk_editable_get_text (self->name), first_name (self)) != 0
         || g_strcmp0 (sample, self->first_sample) != 0 || g_strcmp0 (schema, self->first_schema) != 0;
}

/* ---- the name, and what is to be said of it ---- */

static EmbarkEventNameState
check_name (EmbarkEventDialog *self)
{
  return embark_event_book_check_name (self->book, gtk_editable_get_text (self->name),
                                       self->event != NULL ? embark_event_get_id (self->event) : NULL);
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
  static const char *const classes[] = { "dim-label", "warning-text", "error-text" };
  EmbarkEventNameState state;
  const char *css_class;
  const char *words;
  gboolean right;

  if (self->book == NULL)
    return;
  state = check_name (self);
  right = state != EMBARK_EVENT_NAME_EMPTY && state != EMBARK_EVENT_NAME_TAKEN
          && embark_json_entry_get_valid (self->sample) && embark_json_entry_get_valid (self->schema);
  words = name_words (self, &css_class);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->hint), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), css_class);
  if (g_strcmp0 (gtk_label_get_text (self->hint), words) != 0)
    gtk_label_set_text (self->hint, words);
  if (g_str_equal (css_class, "error-text"))
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");

  gtk_widget_set_sensitive (GTK_WIDGET (self->save),
                            right && !self->busy && (self->event == NULL || is_edited (self)));
  gtk_widget_set_sensitive (self->form, !self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
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

static void
set_busy (EmbarkEventDialog *self, gboolean busy)
{
  self->busy = busy;
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

/* What was typed stays, and is one press away from being an event again. */
static void
show_gone (EmbarkEventDialog *self)
{
  g_clear_object (&self->event);
  gtk_button_set_label (self->save, _ ("_Create"));
  embark_problem_view_set (
      self->problem, _ ("Somebody deleted this event meanwhile"),
      _ ("Cobalt does not have it any more. Create makes a new one of what stands here."), NULL, NULL, NULL,
      NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
show_refusal (EmbarkEventDialog *self, const GError *error)
{
  if (self->event != NULL
      && (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_EVENT)
          || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND)))
    show_gone (self);
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
    embark_workbench_show_problem (self->problem, error, FALSE);
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
      g_signal_emit (self, signals[SAVED], 0, event);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  /* A widget takes the focus only once it is sensitive again. */
  set_busy (self, FALSE);
  show_refusal (self, error);
  update (self);
}

static void
save (EmbarkEventDialog *self)
{
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

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  set_busy (self, TRUE);
  embark_event_book_save_async (self->book, self->event != NULL ? embark_event_get_id (self->event) : NULL,
                                gtk_editable_get_text (self->name), sample, node, self->cancellable, saved_cb,
                                self);
}

static void
production_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkEventDialog) self = user_data;

  if (embark_compat_confirm_finish (GTK_WINDOW (source), result)
      && !g_cancellable_is_cancelled (self->cancellable))
    save (self);
}

static void
save_clicked_cb (EmbarkEventDialog *self)
{
  g_autofree char *heading = NULL;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->save)))
    return;
  if (!embark_workspace_is_production (embark_book_get_workspace (EMBARK_BOOK (self->book))))
    {
      save (self);
      return;
    }
  /* Translators: %s is the name of an event */
  heading = g_strdup_printf (_ ("Save “%s” in production?"), gtk_editable_get_text (self->name));
  embark_compat_confirm_async (GTK_WINDOW (self), heading,
                               _ ("Workflows of real clients are built with its name and keys."), _ ("_Save"),
                               FALSE, self->cancellable, production_confirmed_cb, g_object_ref (self));
}

/* ---- closing ---- */

static void
discard_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkEventDialog *self = EMBARK_EVENT_DIALOG (source);

  if (!embark_compat_confirm_finish (GTK_WINDOW (source), result))
    return;
  self->discarded = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
embark_event_dialog_close_request (GtkWindow *window)
{
  EmbarkEventDialog *self = EMBARK_EVENT_DIALOG (window);

  if (self->busy)
    return TRUE; /* it was sent: the answer says what became of it, and closes the dialog */
  if (self->discarded || self->book == NULL || !is_edited (self))
    return GTK_WINDOW_CLASS (embark_event_dialog_parent_class)->close_request (window);
  embark_compat_confirm_async (window, _ ("Discard what was typed?"),
                               _ ("What was typed is lost. Nothing was sent to Cobalt."), _ ("_Discard"),
                               TRUE, self->cancellable, discard_confirmed_cb, NULL);
  return TRUE;
}

static void
cancel_clicked_cb (EmbarkEventDialog *self)
{
  if (self->busy)
    {
      /* What the server makes of it is seen in the list. */
      g_cancellable_cancel (self->cancellable);
      embark_book_load_async (EMBARK_BOOK (self->book), NULL, NULL, NULL);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_window_close (GTK_WINDOW (self));
}

/* ---- the class ---- */

/* A question over a dialog that is destroyed holds it: it is called off before. */
static void
embark_event_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (EMBARK_EVENT_DIALOG (widget)->cancellable);
  GTK_WIDGET_CLASS (embark_event_dialog_parent_class)->unrealize (widget);
}

static void
embark_event_dialog_dispose (GObject *object)
{
  EmbarkEventDialog *self = EMBARK_EVENT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->book != NULL)
    g_signal_handlers_disconnect_by_data (self->book, self);
  g_clear_object (&self->book);
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
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_event_dialog_parent_class)->finalize (object);
}

static void
embark_event_dialog_class_init (EmbarkEventDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_event_dialog_dispose;
  object_class->finalize = embark_event_dialog_finalize;
  widget_class->unrealize = embark_event_dialog_unrealize;
  GTK_WINDOW_CLASS (klass)->close_request = embark_event_dialog_close_request;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, EMBARK_TYPE_EVENT);

  g_type_ensure (EMBARK_TYPE_JSON_ENTRY);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-event-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, save);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, form);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, sample);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, schema_expander);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventDialog, schema);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
embark_event_dialog_init (EmbarkEventDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

EmbarkEventDialog *
embark_event_dialog_new (EmbarkEventBook *book, GtkWindow *parent, EmbarkEvent *event)
{
  EmbarkEventDialog *self = g_object_new (EMBARK_TYPE_EVENT_DIALOG, "transient-for", parent, NULL);
  const char *title = event != NULL ? _ ("Edit Event") : _ ("New Event");

  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (self->save, event != NULL ? _ ("_Save") : _ ("_Create"));
  self->event = event != NULL ? g_object_ref (event) : NULL;
  self->first_sample = event != NULL ? embark_event_dup_sample (event) : g_strdup ("{\n  \n}");
  self->first_schema = event != NULL ? embark_event_keys_dup_schema (event, &self->schema_is_string) : NULL;
  if (self->first_schema == NULL)
    self->first_schema = g_strdup ("");
  gtk_editable_set_text (self->name, first_name (self));
  embark_json_entry_set_text (self->sample, self->first_sample);
  embark_json_entry_set_text (self->schema, self->first_schema);
  gtk_expander_set_expanded (self->schema_expander, *self->first_schema != '\0');

  self->book = g_object_ref (book);
  g_signal_connect_object (book, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return self;
}
