/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A date: a line to type it in, and a calendar that fills the line. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-editor.h"

#define EMBARK_TYPE_FIELD_DATE (embark_field_date_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldDate, embark_field_date, EMBARK, FIELD_DATE, AdwBin)

struct _EmbarkFieldDate
{
  AdwBin parent_instance;

  EmbarkFieldEditor *line; /* (unowned) */
  GtkMenuButton *button;   /* (unowned) */
  GtkCalendar *calendar;   /* (unowned) (nullable): made when it is first opened */
  gboolean setting;
};

static void embark_field_date_editor_init (EmbarkFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkFieldDate,
                               embark_field_date,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_FIELD_EDITOR,
                                                      embark_field_date_editor_init))

static EmbarkFieldEditorInterface *
get_line (EmbarkFieldEditor *editor, EmbarkFieldEditor **line)
{
  *line = EMBARK_FIELD_DATE (editor)->line;
  return EMBARK_FIELD_EDITOR_GET_IFACE (*line);
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
  embark_field_entry_put_text (self->line, text);
  gtk_menu_button_popdown (self->button);
  embark_field_editor_emit_done (EMBARK_FIELD_EDITOR (self));
}

/* A calendar is dear and most are never opened. */
static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  EmbarkFieldDate *self = data;
  EmbarkFieldEditor *line;
  GtkWidget *control = get_line (EMBARK_FIELD_EDITOR (self), &line)->get_control (line);
  g_autoptr (GDateTime) day = embark_field_parse_day (gtk_editable_get_text (GTK_EDITABLE (control)), FALSE);
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
  EmbarkFieldEditor *line;

  get_line (editor, &line)->set_field (line, field);
}

static gboolean
embark_field_date_set_value (EmbarkFieldEditor *editor, JsonNode *value)
{
  EmbarkFieldEditor *line;

  return get_line (editor, &line)->set_value (line, value);
}

static JsonNode *
embark_field_date_dup_value (EmbarkFieldEditor *editor)
{
  EmbarkFieldEditor *line;

  return get_line (editor, &line)->dup_value (line);
}

static gboolean
embark_field_date_get_valid (EmbarkFieldEditor *editor, char **reason)
{
  EmbarkFieldEditor *line;

  return get_line (editor, &line)->get_valid (line, reason);
}

static GtkWidget *
embark_field_date_get_control (EmbarkFieldEditor *editor)
{
  EmbarkFieldEditor *line;

  return get_line (editor, &line)->get_control (line);
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
}

static void
embark_field_date_init (EmbarkFieldDate *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *line = embark_field_entry_new ();
  GtkWidget *button = gtk_menu_button_new ();

  self->line = EMBARK_FIELD_EDITOR (line);
  self->button = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose a Day"),
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "field-day");
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
  gtk_widget_set_hexpand (line, TRUE);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), button);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (line, "changed", G_CALLBACK (embark_field_editor_emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "done", G_CALLBACK (embark_field_editor_emit_done), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_field_date_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_DATE, NULL);
}
