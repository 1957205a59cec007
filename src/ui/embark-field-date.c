/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A date, typed or taken from a calendar. How the platform writes dates is stated nowhere: what came stays as
 * it came, and what is new is written as ISO 8601. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-editor.h"

#define EMBARK_TYPE_FIELD_DATE (embark_field_date_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldDate, embark_field_date, EMBARK, FIELD_DATE, AdwBin)

struct _EmbarkFieldDate
{
  AdwBin parent_instance;

  GtkText *text;         /* (unowned) */
  GtkMenuButton *button; /* (unowned) */
  GtkCalendar *calendar; /* (unowned) (nullable): made when it is first opened */
  JsonNode *value;       /* (owned) (nullable): as set */
  gboolean setting;
};

static void embark_field_date_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldDate,
                               embark_field_date,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR,
                                                      embark_field_date_editor_init))

static const char *
get_text (EmbarkFieldDate *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->text));
}

/* Returns: (transfer full) (nullable): the day that @text begins with, as in "2026-11-24" and
 * "2026-11-24T10:00:00Z" */
static GDateTime *
parse_day (const char *text, gboolean whole)
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

static void
changed_cb (EmbarkFieldDate *self)
{
  if (!self->setting)
    embark_field_editor_emit_changed (EMBARK_FIELD_EDITOR (self));
}

static void
activate_cb (EmbarkFieldDate *self)
{
  embark_field_editor_emit_done (EMBARK_FIELD_EDITOR (self));
}

static void
day_selected_cb (EmbarkFieldDate *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *text = NULL;

  if (self->setting)
    return;

  day = gtk_calendar_get_date (self->calendar);
  text = g_date_time_format (day, "%Y-%m-%d");
  if (!g_str_equal (text, get_text (self)))
    {
      /* An entry changes twice, by taking out and by putting in: told once. */
      self->setting = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->text), text);
      self->setting = FALSE;
      embark_field_editor_emit_changed (EMBARK_FIELD_EDITOR (self));
    }
  gtk_menu_button_popdown (self->button);
  embark_field_editor_emit_done (EMBARK_FIELD_EDITOR (self));
}

/* A calendar is dear and most are never opened. */
static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  EmbarkFieldDate *self = data;
  g_autoptr (GDateTime) day = parse_day (get_text (self), FALSE);
  GtkWidget *popover;

  if (self->calendar == NULL)
    {
      self->calendar = GTK_CALENDAR (gtk_calendar_new ());
      popover = gtk_popover_new ();
      gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
      gtk_menu_button_set_popover (button, popover);
      g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (day != NULL)
    {
      self->setting = TRUE;
      gtk_calendar_select_day (self->calendar, day);
      self->setting = FALSE;
    }
}

static void
embark_field_date_set_field (EmbarkFieldEditor *editor, EmbarkField *field)
{
  EmbarkFieldDate *self = EMBARK_FIELD_DATE (editor);
  const char *placeholder = embark_field_get_placeholder (field);

  gtk_text_set_placeholder_text (self->text, placeholder != NULL ? placeholder : _ ("Year-month-day"));
}

static gboolean
embark_field_date_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  EmbarkFieldDate *self = EMBARK_FIELD_DATE (editor);
  g_autofree char *text = NULL;
  JsonNode *old = self->value;

  if (value != NULL && !JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  text = embark_field_value_to_text (value);
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

static JsonNode *
embark_field_date_dup_value (EmbarkFieldEditor *editor)
{
  EmbarkFieldDate *self = EMBARK_FIELD_DATE (editor);
  const char *text = get_text (self);
  g_autofree char *old = embark_field_value_to_text (self->value);

  if (self->value != NULL && g_str_equal (text, old))
    return json_node_ref (self->value);

  return *text != '\0' ? embark_field_string_node (text) : NULL;
}

static gboolean
embark_field_date_get_valid (EmbarkFieldEditor *editor, char **reason)
{
  EmbarkFieldDate *self = EMBARK_FIELD_DATE (editor);
  const char *text = get_text (self);
  g_autofree char *old = embark_field_value_to_text (self->value);
  g_autoptr (GDateTime) day = parse_day (text, TRUE);

  if (*text == '\0' || day != NULL || g_str_equal (text, old))
    return TRUE;

  *reason = g_strdup (_ ("Not a date. It has the form 2026-11-24: year, month, day."));
  return FALSE;
}

static GtkWidget *
embark_field_date_get_control (EmbarkFieldEditor *editor)
{
  return GTK_WIDGET (EMBARK_FIELD_DATE (editor)->text);
}

static void
embark_field_date_dispose (GObject *object)
{
  EmbarkFieldDate *self = EMBARK_FIELD_DATE (object);

  g_clear_pointer (&self->value, json_node_unref);
  G_OBJECT_CLASS (embark_field_date_parent_class)->dispose (object);
}

static void
embark_field_date_editor_init (EmbarkFieldEditorInterface *iface)
{
  iface->place = EMBARK_FIELD_PLACE_UNDER_TITLE;
  iface->set_field = embark_field_date_set_field;
  iface->set_value = embark_field_date_set_value;
  iface->dup_value = embark_field_date_dup_value;
  iface->get_valid = embark_field_date_get_valid;
  iface->get_control = embark_field_date_get_control;
}

static void
embark_field_date_class_init (EmbarkFieldDateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_field_date_dispose;
}

static void
embark_field_date_init (EmbarkFieldDate *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = embark_field_line_new ();
  GtkWidget *button = gtk_menu_button_new ();

  self->text = GTK_TEXT (text);
  self->button = GTK_MENU_BUTTON (button);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose a Day"),
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "field-day");
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), button);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (text, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_field_date_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_DATE, NULL);
}
