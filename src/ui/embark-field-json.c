/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any JSON value, typed as text. Nothing is read by anything but the gate that also reads what servers send.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-field-editor.h"
#include "embark-json-view.h"
#include "embark-json.h"

#define MIN_HEIGHT 96
#define MAX_HEIGHT 320

#define EMBARK_TYPE_FIELD_JSON (embark_field_json_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldJson, embark_field_json, EMBARK, FIELD_JSON, AdwBin)

struct _EmbarkFieldJson
{
  AdwBin parent_instance;

  EmbarkJsonView *view; /* (unowned) */
  GtkLabel *verdict;    /* (unowned) */
  JsonNode *value;      /* (owned) (nullable): as set */
  char *text;           /* (owned): as set */
  gboolean setting;
};

static void embark_field_json_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldJson,
                               embark_field_json,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR,
                                                      embark_field_json_editor_init))

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* While it is written, what is right is said and what is wrong is not: it is half written. */
static void
update_verdict (EmbarkFieldJson *self)
{
  g_autofree char *text = embark_json_view_dup_text (self->view);
  gboolean valid = !self->setting && !is_blank (text) && embark_json_check (text, -1, NULL, NULL, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->verdict), valid);
}

static void
text_cb (EmbarkFieldJson *self)
{
  update_verdict (self);
  if (!self->setting)
    embark_field_editor_emit_changed (EMBARK_FIELD_EDITOR (self));
}

static void
embark_field_json_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  /* Its name is the row's title. */
}

static gboolean
embark_field_json_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  EmbarkFieldJson *self = EMBARK_FIELD_JSON (editor);
  JsonNode *old = self->value;
  g_autofree char *text = value != NULL ? embark_json_to_string (value, TRUE) : g_strdup ("");

  if (strlen (text) > EMBARK_FIELD_MAX_TEXT)
    return FALSE;
  self->value = value != NULL ? json_node_ref (value) : NULL;
  g_clear_pointer (&old, json_node_unref);
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  self->setting = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), FALSE);
  embark_json_view_set_text (self->view, self->text);
  self->setting = FALSE;
  return TRUE;
}

static JsonNode *
embark_field_json_dup_value (EmbarkFieldEditor *editor)
{
  EmbarkFieldJson *self = EMBARK_FIELD_JSON (editor);
  g_autofree char *text = embark_json_view_dup_text (self->view);

  if (self->value != NULL && g_str_equal (text, self->text))
    return json_node_ref (self->value);
  if (is_blank (text))
    return NULL;

  return embark_json_parse (text, -1, NULL);
}

/* Returns: (transfer full): the place once, and what is wrong there; the message has both in the words of a
 * log */
static char *
dup_reason (const GError *error, guint line, guint column)
{
  const char *what = strstr (error->message, "not valid JSON");

  what = what != NULL ? strstr (what, ": ") : NULL;
  if (line == 0)
    return g_strdup_printf (_ ("Not valid JSON: %s"), what != NULL ? what + 2 : error->message);
  if (what == NULL)
    /* Translators: a place in a text */
    return g_strdup_printf (_ ("Not valid JSON: see line %u"), line);
  if (column == 0)
    /* Translators: %s is what is wrong there */
    return g_strdup_printf (_ ("Line %u: %s"), line, what + 2);
  /* Translators: %s is what is wrong there */
  return g_strdup_printf (_ ("Line %u, column %u: %s"), line, column, what + 2);
}

static gboolean
embark_field_json_get_valid (EmbarkFieldEditor *editor, char **reason)
{
  EmbarkFieldJson *self = EMBARK_FIELD_JSON (editor);
  g_autofree char *text = embark_json_view_dup_text (self->view);
  g_autoptr (GError) error = NULL;
  guint line = 0;
  guint column = 0;

  if (is_blank (text) || g_str_equal (text, self->text)
      || embark_json_check (text, -1, &line, &column, &error))
    return TRUE;

  *reason = dup_reason (error, line, column);
  return FALSE;
}

static char *
embark_field_json_dup_text (EmbarkFieldEditor *editor)
{
  return embark_json_view_dup_text (EMBARK_FIELD_JSON (editor)->view);
}

static void
embark_field_json_set_text (EmbarkFieldEditor *editor, const char *text)
{
  EmbarkFieldJson *self = EMBARK_FIELD_JSON (editor);

  self->setting = TRUE;
  embark_json_view_set_text (self->view, text);
  self->setting = FALSE;
}

static GtkWidget *
embark_field_json_get_control (EmbarkFieldEditor *editor)
{
  return embark_json_view_get_text_view (EMBARK_FIELD_JSON (editor)->view);
}

static void
embark_field_json_dispose (GObject *object)
{
  EmbarkFieldJson *self = EMBARK_FIELD_JSON (object);

  self->setting = TRUE;
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (embark_field_json_parent_class)->dispose (object);
}

static void
embark_field_json_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_BELOW;
  iface->set_field = embark_field_json_set_field;
  iface->set_value = embark_field_json_set_value;
  iface->dup_value = embark_field_json_dup_value;
  iface->get_valid = embark_field_json_get_valid;
  iface->dup_text = embark_field_json_dup_text;
  iface->set_text = embark_field_json_set_text;
  iface->get_control = embark_field_json_get_control;
}

static void
embark_field_json_class_init (EmbarkFieldJsonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_field_json_dispose;
}

static void
embark_field_json_init (EmbarkFieldJson *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *view = embark_json_view_new ();
  GtkWidget *verdict = gtk_label_new (_ ("JSON, valid"));

  self->view = EMBARK_JSON_VIEW (view);
  self->verdict = GTK_LABEL (verdict);
  gtk_label_set_xalign (self->verdict, 0);
  gtk_widget_set_visible (verdict, FALSE);
  gtk_widget_add_css_class (verdict, "caption");
  gtk_widget_add_css_class (verdict, "success-text");
  self->text = g_strdup ("");
  embark_json_view_set_editable (self->view, TRUE);
  g_object_set (view, "min-height", MIN_HEIGHT, "max-height", MAX_HEIGHT, NULL);
  gtk_widget_add_css_class (view, "field-code");
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), verdict);
  adw_bin_set_child (ADW_BIN (self), box);
  embark_field_editor_bind_save (EMBARK_FIELD_EDITOR (self));
  g_signal_connect_object (view, "notify::text", G_CALLBACK (text_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_field_json_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_JSON, NULL);
}
