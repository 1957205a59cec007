/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#include "embark-chip.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-notice.h"
#include "embark-payload-fields.h"
#include "embark-payload-pane.h"
#include "embark-template.h"

/* More names of what was not looked at are no sentence. */
#define MAX_GAPS   6
#define MAX_FAULTS 4

struct _EmbarkPayloadPane
{
  AdwBin parent_instance;

  GtkBox *columns;
  EmbarkPayloadFields *fields;
  GtkImage *validity_icon;
  GtkLabel *validity;
  GtkLabel *schema_note;
  EmbarkJsonView *view;

  EmbarkPayloadForm *form; /* (owned) */
  GtkTextBuffer *buffer;   /* (unowned): of the view */
  GtkTextTag *wrong;       /* (unowned): of the buffer */
  guint32 seed;            /* of what is made up: the same for a preview and for what is sent */
  gboolean editing;        /* the buffer follows the form, piece by piece */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkPayloadPane, embark_payload_pane, ADW_TYPE_BIN)

static void
mark_line (EmbarkPayloadPane *self, guint line)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->wrong, &start, &end);
  if (line == 0 || !gtk_text_buffer_get_iter_at_line (self->buffer, &start, (int) line - 1))
    return;
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  /* A line with nothing in it takes its end along, so that there is something to colour. */
  if (gtk_text_iter_equal (&start, &end))
    gtk_text_iter_forward_char (&end);
  gtk_text_buffer_apply_tag (self->buffer, self->wrong, &start, &end);
}

static void
say_validity (EmbarkPayloadPane *self, EmbarkTone tone, const char *text)
{
  GtkWidget *label = GTK_WIDGET (self->validity);

  embark_tone_apply_to_image (tone, self->validity_icon);
  gtk_widget_remove_css_class (label, "success-text");
  gtk_widget_remove_css_class (label, "error-text");
  gtk_widget_remove_css_class (label, "warning-text");
  gtk_widget_add_css_class (label, tone == EMBARK_TONE_OK    ? "success-text"
                                   : tone == EMBARK_TONE_BAD ? "error-text"
                                                             : "warning-text");
  /* Said again only when it changed: this is a live region. */
  if (g_strcmp0 (gtk_label_get_text (self->validity), text) != 0)
    gtk_label_set_text (self->validity, text);
  gtk_widget_set_tooltip_text (label, text);
}

/* What the schema has against the payload, and what of it was not looked at: both are said, whatever the form
 * shows. */
static void
update_schema_note (EmbarkPayloadPane *self)
{
  GPtrArray *faults = embark_payload_form_get_faults (self->form);
  GPtrArray *gaps = embark_payload_form_get_gaps (self->form);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (faults->len, MAX_FAULTS); i++)
    {
      const EmbarkSchemaFault *fault = g_ptr_array_index (faults, i);

      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", fault->path, fault->words);
    }
  if (faults->len > MAX_FAULTS)
    g_string_append_printf (text, "\n…");
  if (gaps->len > 0)
    {
      g_string_append (text, text->len > 0 ? "\n" : "");
      g_string_append (text, _ ("Not checked of the schema:"));
      for (guint i = 0; i < MIN (gaps->len, MAX_GAPS); i++)
        {
          const EmbarkSchemaGap *gap = g_ptr_array_index (gaps, i);

          g_string_append_printf (text, "%s %s (%s)", i > 0 ? "," : "", gap->keyword, gap->path);
        }
      if (gaps->len > MAX_GAPS)
        g_string_append (text, ", …");
    }
  if (g_strcmp0 (gtk_label_get_text (self->schema_note), text->str) != 0)
    gtk_label_set_text (self->schema_note, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->schema_note), text->len > 0);
}

static void
update (EmbarkPayloadPane *self)
{
  const EmbarkPayloadFault *fault = embark_payload_form_get_fault (self->form);
  const guint n_faults = embark_payload_form_get_faults (self->form)->len;
  g_autofree char *words = NULL;

  mark_line (self, fault != NULL ? fault->line : 0);
  if (fault != NULL && fault->line > 0)
    /* Translators: where JSON is wrong, and what is wrong there */
    words = g_strdup_printf (_ ("Line %u: %s"), fault->line, fault->words);
  else if (fault != NULL)
    words = g_strdup (fault->words);
  else if (embark_payload_form_get_reading_now (self->form))
    words = g_strdup (_ ("Being read"));
  else if (n_faults > 0)
    words = g_strdup_printf (ngettext ("%u thing is not as the schema wants it",
                                       "%u things are not as the schema wants them", n_faults),
                             n_faults);
  else
    words = g_strdup (_ ("Valid"));
  say_validity (self,
                fault != NULL  ? EMBARK_TONE_BAD
                : n_faults > 0 ? EMBARK_TONE_WARN
                               : EMBARK_TONE_OK,
                words);
  update_schema_note (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "payload.format", embark_payload_pane_get_valid (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
typed_cb (EmbarkPayloadPane *self)
{
  g_autofree char *text = NULL;

  if (self->editing)
    return;
  text = embark_json_view_dup_text (self->view);
  embark_payload_form_set_text (self->form, text);
}

/* A field was set: the same few bytes change in the editor, so that its cursor and its undo stay. */
static void
edited_cb (EmbarkPayloadPane *self, guint64 start, guint64 end, const char *replacement)
{
  g_autofree char *text = embark_json_view_dup_text (self->view);
  GtkTextIter from;
  GtkTextIter to;

  if (end > strlen (text) || start > end)
    return;
  self->editing = TRUE;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &from,
                                      (int) g_utf8_pointer_to_offset (text, text + start));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &to, (int) g_utf8_pointer_to_offset (text, text + end));
  gtk_text_buffer_delete (self->buffer, &from, &to);
  gtk_text_buffer_insert (self->buffer, &from, replacement, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  self->editing = FALSE;
}

/* Lays the text out anew, two spaces a level; only when it is JSON. */
static void
format_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkPayloadPane *self = EMBARK_PAYLOAD_PANE (widget);
  g_autofree char *text = embark_json_view_dup_text (self->view);
  g_autofree char *formatted = embark_payload_format (text, NULL, NULL, NULL);

  if (formatted != NULL && !g_str_equal (formatted, text))
    embark_payload_pane_replace (self, formatted);
}

static void
new_values_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_payload_pane_renew_values (EMBARK_PAYLOAD_PANE (widget));
  embark_notice_toast (widget, _ ("Variables get other values the next time"));
}

static void
embark_payload_pane_dispose (GObject *object)
{
  EmbarkPayloadPane *self = EMBARK_PAYLOAD_PANE (object);

  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_PAYLOAD_PANE);
  g_clear_object (&self->form);
  G_OBJECT_CLASS (embark_payload_pane_parent_class)->dispose (object);
}

static void
embark_payload_pane_class_init (EmbarkPayloadPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_payload_pane_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  g_type_ensure (EMBARK_TYPE_PAYLOAD_FIELDS);
  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-payload-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadPane, columns);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadPane, fields);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadPane, validity_icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadPane, validity);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadPane, schema_note);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPayloadPane, view);
  gtk_widget_class_install_action (widget_class, "payload.format", NULL, format_action);
  gtk_widget_class_install_action (widget_class, "payload.new-values", NULL, new_values_action);
}

static void
embark_payload_pane_init (EmbarkPayloadPane *self)
{
  GtkWidget *text_view;

  self->seed = g_random_int ();
  gtk_widget_init_template (GTK_WIDGET (self));
  text_view = embark_json_view_get_text_view (self->view);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_view));
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (text_view), TRUE);
  self->wrong = gtk_text_buffer_create_tag (self->buffer, NULL, "paragraph-background", "rgba(224,27,36,.16)",
                                            "underline", PANGO_UNDERLINE_ERROR, NULL);

  self->form = embark_payload_form_new (NULL);
  embark_payload_fields_set_form (self->fields, self->form);
  g_signal_connect_object (self->form, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::text", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

void
embark_payload_pane_set_text (EmbarkPayloadPane *self, const char *text, EmbarkJsonSchema *schema)
{
  g_return_if_fail (EMBARK_IS_PAYLOAD_PANE (self));

  embark_payload_form_set_schema (self->form, schema);
  embark_json_view_set_text (self->view, text);
  typed_cb (self);
}

void
embark_payload_pane_replace (EmbarkPayloadPane *self, const char *text)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *valid = NULL;

  g_return_if_fail (EMBARK_IS_PAYLOAD_PANE (self));

  valid = g_utf8_make_valid (text, -1);
  self->editing = TRUE;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, valid, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  self->editing = FALSE;
  typed_cb (self);
}

void
embark_payload_pane_insert (EmbarkPayloadPane *self, const char *text)
{
  g_return_if_fail (EMBARK_IS_PAYLOAD_PANE (self));

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

char *
embark_payload_pane_dup_text (EmbarkPayloadPane *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_PANE (self), NULL);

  return embark_json_view_dup_text (self->view);
}

gboolean
embark_payload_pane_get_valid (EmbarkPayloadPane *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_PANE (self), FALSE);

  return embark_payload_form_get_fault (self->form) == NULL
         && !embark_payload_form_get_reading_now (self->form);
}

EmbarkPayloadForm *
embark_payload_pane_get_form (EmbarkPayloadPane *self)
{
  g_return_val_if_fail (EMBARK_IS_PAYLOAD_PANE (self), NULL);

  return self->form;
}

char *
embark_payload_pane_expand (EmbarkPayloadPane *self, EmbarkOnboarding *onboarding, GError **error)
{
  EmbarkLinkedAccount *account = onboarding != NULL ? embark_onboarding_get_account (onboarding) : NULL;
  g_autofree char *text = NULL;
  EmbarkTemplateContext context = { .index = 1 };

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_PANE (self), NULL);

  context.seed = self->seed;
  context.now = onboarding != NULL ? embark_clock_get_real_time (
                    embark_workspace_get_clock (embark_onboarding_get_workspace (onboarding)))
                                   : g_get_real_time ();
  context.account_id = account != NULL ? embark_linked_account_get_id (account) : NULL;
  context.account_name = account != NULL ? embark_linked_account_get_name (account) : NULL;
  text = embark_json_view_dup_text (self->view);
  return embark_template_expand (text, &context, NULL, NULL, error);
}

void
embark_payload_pane_renew_values (EmbarkPayloadPane *self)
{
  g_return_if_fail (EMBARK_IS_PAYLOAD_PANE (self));

  self->seed = g_random_int ();
}

char *
embark_payload_pane_dup_objection (EmbarkPayloadPane *self, const char *payload)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  EmbarkJsonSchema *schema;
  const EmbarkSchemaFault *fault;

  g_return_val_if_fail (EMBARK_IS_PAYLOAD_PANE (self), NULL);

  schema = embark_payload_form_get_schema (self->form);
  node = embark_json_parse (payload, -1, NULL);
  if (schema != NULL && node != NULL)
    faults = embark_json_schema_check (schema, node);
  if (faults == NULL || faults->len == 0)
    return NULL;
  fault = g_ptr_array_index (faults, 0);
  return g_strdup_printf ("%s\n%s: %s%s", _ ("The payload is not as the schema wants it:"), fault->path,
                          fault->words, faults->len > 1 ? "\n…" : "");
}

void
embark_payload_pane_set_stacked (EmbarkPayloadPane *self, gboolean stacked)
{
  g_return_if_fail (EMBARK_IS_PAYLOAD_PANE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !stacked);
}
