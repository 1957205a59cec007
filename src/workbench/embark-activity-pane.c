/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-activity-pane.h"
#include "embark-activity-words.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-notice.h"
#include "embark-task.h"

/* The widgets of one half: what was sent, what came back. */
typedef struct
{
  GtkLabel *note;
  EmbarkJsonView *body;
  GtkExpander *headers;
  GtkLabel *header_lines;
} Half;

struct _EmbarkActivityPane
{
  AdwBin parent_instance;

  GtkWidget *back;
  GtkLabel *title;
  GtkLabel *facts;
  EmbarkChip *chip;
  GtkWidget *copy_curl;
  GtkScrolledWindow *scroller;
  GtkLabel *error;
  GtkWidget *trace_row;
  GtkLabel *trace;
  GtkWidget *call;
  GtkLabel *uri;
  GtkGrid *attempt;
  GtkLabel *request_note;
  EmbarkJsonView *request_body;
  GtkExpander *request_headers;
  GtkLabel *request_header_lines;
  GtkLabel *response_note;
  EmbarkJsonView *response_body;
  GtkExpander *response_headers;
  GtkLabel *response_header_lines;

  EmbarkActivityEntry *entry; /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) (nullable): of the reading under way */
};

enum
{
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkActivityPane, embark_activity_pane, ADW_TYPE_BIN)

/* ---- bodies: searching them for secrets and indenting them takes longer than a frame ---- */

typedef struct _Bodies
{
  EmbarkExchange *exchange; /* (owned) */
  char *request;            /* (owned) (nullable) */
  char *response;           /* (owned) (nullable) */
  EmbarkRecorded request_how;
  EmbarkRecorded response_how;
} Bodies;

static void
bodies_clear (Bodies *self)
{
  g_clear_object (&self->exchange);
  g_free (self->request);
  g_free (self->response);
}

EMBARK_DEFINE_TASK_DATA (Bodies, bodies)

/* Returns: (transfer full) (nullable): takes @text; indented when it is JSON, else as it is */
static char *
indent (char *text)
{
  g_autofree char *plain = text;
  g_autoptr (JsonNode) json = plain != NULL ? embark_json_parse (plain, -1, NULL) : NULL;

  return json != NULL ? embark_json_to_string (json, TRUE) : g_steal_pointer (&plain);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Bodies *self = data;

  self->request = indent (embark_exchange_dup_request_body (self->exchange, &self->request_how));
  self->response = indent (embark_exchange_dup_response_body (self->exchange, &self->response_how));
  g_task_return_boolean (task, TRUE);
}

static Half
get_half (EmbarkActivityPane *self, gboolean response)
{
  if (response)
    return (Half){ self->response_note, self->response_body, self->response_headers,
                   self->response_header_lines };
  return (Half){ self->request_note, self->request_body, self->request_headers, self->request_header_lines };
}

static void
show_body (EmbarkActivityPane *self, gboolean response, const char *text, EmbarkRecorded how, gsize size)
{
  const Half half = get_half (self, response);
  g_autofree char *note = embark_activity_dup_body_note (how, size);

  gtk_label_set_text (half.note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (half.note), note != NULL);
  embark_json_view_set_text (half.body, text);
  gtk_widget_set_visible (GTK_WIDGET (half.body), text != NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  EmbarkActivityPane *self;
  Bodies *bodies;

  /* Another one is shown by now, or the pane is gone. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    return;
  self = EMBARK_ACTIVITY_PANE (user_data);
  bodies = embark_task_get_bodies (G_TASK (result));
  g_clear_object (&self->cancellable);
  show_body (self, FALSE, bodies->request, bodies->request_how, embark_exchange_get_sent (bodies->exchange));
  show_body (self, TRUE, bodies->response, bodies->response_how, embark_exchange_get_size (bodies->exchange));
}

static void
stop_reading (EmbarkActivityPane *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_bodies (EmbarkActivityPane *self, EmbarkExchange *exchange)
{
  g_autoptr (GTask) task = NULL;
  Bodies *bodies = bodies_new ();

  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, read_cb, self);
  g_task_set_source_tag (task, read_bodies);
  bodies->exchange = g_object_ref (exchange);
  embark_task_set_bodies (task, bodies);
  g_task_run_in_thread (task, read_in_thread);
}

/* ---- what is shown ---- */

static void
show_headers (EmbarkActivityPane *self, gboolean response, const char *const *headers)
{
  const Half half = get_half (self, response);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *label = NULL;
  guint n = 0;

  for (; headers[2 * n] != NULL && headers[2 * n + 1] != NULL; n++)
    g_string_append_printf (lines, "%s%s: %s", n > 0 ? "\n" : "", headers[2 * n], headers[2 * n + 1]);
  /* Translators: of a request or an answer */
  label = g_strdup_printf (ngettext ("%u header", "%u headers", n), n);
  gtk_expander_set_label (half.headers, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (half.headers), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_label_set_text (half.header_lines, lines->str);
  gtk_widget_set_visible (GTK_WIDGET (half.headers), n > 0);
}

static void
show_exchange (EmbarkActivityPane *self, EmbarkExchange *exchange)
{
  const char *error = embark_exchange_get_error (exchange);
  const char *trace = embark_exchange_get_trace_id (exchange);

  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
  gtk_label_set_text (self->trace, trace != NULL ? trace : "");
  gtk_widget_set_visible (self->trace_row, trace != NULL);
  gtk_label_set_text (self->uri, embark_exchange_get_uri (exchange));
  show_headers (self, FALSE, embark_exchange_get_request_headers (exchange));
  show_headers (self, TRUE, embark_exchange_get_response_headers (exchange));
  /* Nothing of the one before beside what is this one's. */
  show_body (self, FALSE, NULL, EMBARK_RECORDED_WHOLE, 0);
  show_body (self, TRUE, NULL, EMBARK_RECORDED_WHOLE, 0);
  read_bodies (self, exchange);
}

static void
add_fact (EmbarkActivityPane *self, int row, const char *name, const char *value)
{
  GtkWidget *key =
      g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.f, "valign", GTK_ALIGN_START, NULL);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL, "label", value, "xalign", 0.f, "hexpand", TRUE, "wrap",
                                  TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE, NULL);

  gtk_widget_add_css_class (key, "dim-label");
  gtk_grid_attach (self->attempt, key, 0, row, 1, 1);
  gtk_grid_attach (self->attempt, text, 1, row, 1, 1);
}

static void
show_attempt (EmbarkActivityPane *self, const EmbarkAttempt *attempt)
{
  const struct
  {
    const char *name;
    const char *value;
  } facts[] = {
    { _ ("Linked account"), attempt->account_id },
    { _ ("Way"), attempt->hosts },
    { _ ("Code"), attempt->code },
    { _ ("Answer"), attempt->description },
    { _ ("Reached"), attempt->landmark },
    { _ ("Connected as"), attempt->identifier },
  };
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->attempt))) != NULL)
    gtk_grid_remove (self->attempt, child);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i].value != NULL && *facts[i].value != '\0')
      add_fact (self, row++, facts[i].name, facts[i].value);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_widget_set_visible (self->trace_row, FALSE);
}

void
embark_activity_pane_set_entry (EmbarkActivityPane *self, EmbarkActivityEntry *entry)
{
  EmbarkExchange *exchange;
  g_autofree char *title = NULL, *facts = NULL, *result = NULL;

  g_return_if_fail (EMBARK_IS_ACTIVITY_PANE (self));

  if (!g_set_object (&self->entry, entry))
    return;
  stop_reading (self);
  exchange = entry != NULL ? embark_activity_entry_get_exchange (entry) : NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "activity.copy-curl", exchange != NULL);
  gtk_widget_set_visible (self->copy_curl, exchange != NULL);
  gtk_widget_set_visible (self->call, exchange != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->attempt), exchange == NULL);
  if (entry == NULL)
    return;
  title = embark_activity_dup_title (entry);
  facts = embark_activity_dup_facts (entry);
  result = embark_activity_dup_result (entry);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  gtk_label_set_text (self->facts, facts);
  embark_chip_set (self->chip, embark_activity_get_tone (entry), result);
  if (exchange != NULL)
    show_exchange (self, exchange);
  else
    show_attempt (self, embark_activity_entry_get_attempt (entry));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

EmbarkActivityEntry *
embark_activity_pane_get_entry (EmbarkActivityPane *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_PANE (self), NULL);

  return self->entry;
}

void
embark_activity_pane_set_narrow (EmbarkActivityPane *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_ACTIVITY_PANE (self));

  gtk_widget_set_visible (self->back, narrow);
  /* Beside the title there is no room for it. */
  gtk_widget_set_visible (GTK_WIDGET (self->chip), TRUE);
  gtk_button_set_label (GTK_BUTTON (self->copy_curl), narrow ? _ ("_cURL") : _ ("Copy as _cURL"));
}

gboolean
embark_activity_pane_get_loading (EmbarkActivityPane *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_PANE (self), FALSE);

  return self->cancellable != NULL;
}

/* ---- what is done ---- */

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
}

static void
copy_curl_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkActivityPane *self = EMBARK_ACTIVITY_PANE (widget);
  g_autofree char *command = self->entry != NULL ? embark_activity_entry_dup_curl (self->entry) : NULL;

  if (command != NULL)
    embark_notice_copy (widget, command, _ ("Command copied; the API key is a shell variable in it"));
}

static void
copy_trace_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkActivityPane *self = EMBARK_ACTIVITY_PANE (widget);

  embark_notice_copy (widget, gtk_label_get_text (self->trace), _ ("Trace ID copied"));
}

/* ---- the class ---- */

static void
embark_activity_pane_dispose (GObject *object)
{
  EmbarkActivityPane *self = EMBARK_ACTIVITY_PANE (object);

  stop_reading (self);
  g_clear_object (&self->entry);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_ACTIVITY_PANE);
  G_OBJECT_CLASS (embark_activity_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-activity-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, back);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, facts);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, chip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, copy_curl);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, error);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, trace_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, trace);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, call);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, uri);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, attempt);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, request_note);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, request_body);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, request_headers);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, request_header_lines);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, response_note);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, response_body);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, response_headers);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityPane, response_header_lines);
}

static void
embark_activity_pane_class_init (EmbarkActivityPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_activity_pane_dispose;

  signals[BACK] = g_signal_new ("back", EMBARK_TYPE_ACTIVITY_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (EMBARK_TYPE_CHIP);
  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "activity.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "activity.copy-curl", NULL, copy_curl_action);
  gtk_widget_class_install_action (widget_class, "activity.copy-trace", NULL, copy_trace_action);
}

static void
embark_activity_pane_init (EmbarkActivityPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
