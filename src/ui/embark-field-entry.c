/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of text: text, email, url and number, and what is typed of a date. How the platform writes dates is
 * stated nowhere: what came stays as it came, and what is new is written as ISO 8601. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-editor.h"

#define EMBARK_TYPE_FIELD_ENTRY (embark_field_entry_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldEntry, embark_field_entry, EMBARK, FIELD_ENTRY, AdwBin)

struct _EmbarkFieldEntry
{
  AdwBin parent_instance;

  GtkText *text; /* (unowned): the child */
  EmbarkFieldKind kind;
  JsonNode *value; /* (owned) (nullable): as set */
  gboolean setting;
};

static void embark_field_entry_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldEntry,
                               embark_field_entry,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR,
                                                      embark_field_entry_editor_init))

GDateTime *
embark_field_parse_day (const char *text, gboolean whole)
{
  for (guint i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return NULL;
  if (whole && text[10] != '\0')
    return NULL;

  return g_date_time_new_utc ((int) g_ascii_strtoll (text, NULL, 10),
                              (int) g_ascii_strtoll (text + 5, NULL, 10),
                              (int) g_ascii_strtoll (text + 8, NULL, 10), 0, 0, 0);
}

static const char *
get_text (EmbarkFieldEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->text));
}

static void
changed_cb (EmbarkFieldEntry *self)
{
  if (!self->setting)
    embark_field_editor_emit_changed (EMBARK_FIELD_EDITOR (self));
}

static void
activate_cb (EmbarkFieldEntry *self)
{
  embark_field_editor_emit_done (EMBARK_FIELD_EDITOR (self));
}

static void
embark_field_entry_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  EmbarkFieldEntry *self = EMBARK_FIELD_ENTRY (editor);
  const char *placeholder = embark_field_get_placeholder (field);
  GtkInputPurpose purpose = GTK_INPUT_PURPOSE_FREE_FORM;

  self->kind = embark_field_get_kind (field);
  if (self->kind == EMBARK_FIELD_KIND_EMAIL)
    purpose = GTK_INPUT_PURPOSE_EMAIL;
  else if (self->kind == EMBARK_FIELD_KIND_URL)
    purpose = GTK_INPUT_PURPOSE_URL;
  else if (self->kind == EMBARK_FIELD_KIND_NUMBER)
    purpose = GTK_INPUT_PURPOSE_NUMBER;
  gtk_text_set_input_purpose (self->text, purpose);
  if (placeholder == NULL && self->kind == EMBARK_FIELD_KIND_DATE)
    placeholder = _ ("Year-month-day");
  gtk_text_set_placeholder_text (self->text, placeholder);
}

static gboolean
embark_field_entry_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  EmbarkFieldEntry *self = EMBARK_FIELD_ENTRY (editor);
  g_autofree char *text = NULL;
  JsonNode *old = self->value;

  if (value != NULL && !JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  text = embark_field_value_to_text (value);
  /* An entry has one line: it would give other text back. */
  if (strpbrk (text, "\r\n") != NULL)
    return FALSE;

  self->value = value != NULL ? json_node_ref (value) : NULL;
  g_clear_pointer (&old, json_node_unref);
  if (g_str_equal (text, get_text (self)))
    return TRUE;

  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->setting = FALSE;
  return TRUE;
}

/* A number that was saved as a string stays one. */
static gboolean
is_string (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING
         && *json_node_get_string (value) != '\0';
}

static JsonNode *
embark_field_entry_dup_value (EmbarkFieldEditor *editor)
{
  EmbarkFieldEntry *self = EMBARK_FIELD_ENTRY (editor);
  const char *text = get_text (self);
  g_autofree char *old = embark_field_value_to_text (self->value);

  if (self->value != NULL && g_str_equal (text, old))
    return json_node_ref (self->value);
  if (self->kind == EMBARK_FIELD_KIND_NUMBER && !is_string (self->value))
    return embark_field_number_from_text (text);
  if (self->kind == EMBARK_FIELD_KIND_DATE)
    return *text != '\0' ? embark_field_string_node (text) : NULL;

  return embark_field_value_from_text (text, self->value);
}

/* Only the shape: whether there is such an address, nobody here can know. */
static gboolean
is_email (const char *text)
{
  const char *at = strrchr (text, '@');

  return at != NULL && at > text && at[1] != '\0' && strpbrk (text, " \t<>,;") == NULL && at[1] != '.'
         && strchr (text, '@') == at;
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0
             || g_strcmp0 (g_uri_get_scheme (uri), "http") == 0);
}

static gboolean
embark_field_entry_get_valid (EmbarkFieldEditor *editor, char **reason)
{
  EmbarkFieldEntry *self = EMBARK_FIELD_ENTRY (editor);
  const char *text = get_text (self);
  g_autofree char *old = embark_field_value_to_text (self->value);
  g_autoptr (JsonNode) number = NULL;
  g_autoptr (GDateTime) day = NULL;

  if (*text == '\0' || g_str_equal (text, old))
    return TRUE;

  if (self->kind == EMBARK_FIELD_KIND_EMAIL && !is_email (text))
    *reason = g_strdup (_ ("Not an email address. It has the form name@example.com."));
  else if (self->kind == EMBARK_FIELD_KIND_URL && !is_web_address (text))
    *reason = g_strdup (_ ("Not a web address. It begins with https:// or http://."));
  else if (self->kind == EMBARK_FIELD_KIND_NUMBER)
    {
      number = embark_field_number_from_text (text);
      if (number == NULL)
        *reason = g_strdup (_ ("Not a number that can be saved. It has the form 12, -3 or 0.5."));
    }
  else if (self->kind == EMBARK_FIELD_KIND_DATE)
    {
      day = embark_field_parse_day (text, TRUE);
      if (day == NULL)
        *reason = g_strdup (_ ("Not a date. It has the form 2026-11-24: year, month, day."));
    }
  return *reason == NULL;
}

static char *
embark_field_entry_dup_text (EmbarkFieldEditor *editor)
{
  return g_strdup (get_text (EMBARK_FIELD_ENTRY (editor)));
}

static void
embark_field_entry_set_text (EmbarkFieldEditor *editor, const char *text)
{
  EmbarkFieldEntry *self = EMBARK_FIELD_ENTRY (editor);

  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->setting = FALSE;
}

static GtkWidget *
embark_field_entry_get_control (EmbarkFieldEditor *editor)
{
  return GTK_WIDGET (EMBARK_FIELD_ENTRY (editor)->text);
}

static void
embark_field_entry_dispose (GObject *object)
{
  EmbarkFieldEntry *self = EMBARK_FIELD_ENTRY (object);

  g_clear_pointer (&self->value, json_node_unref);
  G_OBJECT_CLASS (embark_field_entry_parent_class)->dispose (object);
}

static void
embark_field_entry_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_UNDER_TITLE;
  iface->set_field = embark_field_entry_set_field;
  iface->set_value = embark_field_entry_set_value;
  iface->dup_value = embark_field_entry_dup_value;
  iface->get_valid = embark_field_entry_get_valid;
  iface->dup_text = embark_field_entry_dup_text;
  iface->set_text = embark_field_entry_set_text;
  iface->get_control = embark_field_entry_get_control;
}

static void
embark_field_entry_class_init (EmbarkFieldEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_field_entry_dispose;
}

static void
embark_field_entry_init (EmbarkFieldEntry *self)
{
  /* A bare GtkText has no role, so that a screen reader would pass it by. */
  GtkWidget *text = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);

  self->text = GTK_TEXT (text);
  gtk_widget_set_hexpand (text, TRUE);
  adw_bin_set_child (ADW_BIN (self), text);
  g_signal_connect_object (text, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
}

void
embark_field_entry_put_text (EmbarkFieldEditor *editor, const char *text)
{
  EmbarkFieldEntry *self = EMBARK_FIELD_ENTRY (editor);

  if (g_str_equal (text, get_text (self)))
    return;
  /* An entry changes twice, by taking out and by putting in: told once. */
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->setting = FALSE;
  embark_field_editor_emit_changed (editor);
}

GtkWidget *
embark_field_entry_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_ENTRY, NULL);
}
