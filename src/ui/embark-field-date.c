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

/* Shows @day without choosing it. */
static void
select_day (EmbarkFieldDate *self, GDateTime *day)
{
  self->setting = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->setting = FALSE;
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

/* The calendar's own keys begin in its corner and know no Return. */
static gboolean
key_cb (EmbarkFieldDate *self, guint keyval, guint keycode, GdkModifierType state)
{
  const int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) other = NULL;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_Right)
    other = g_date_time_add_days (day, keyval == GDK_KEY_Right ? forward : -forward);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_Down)
    other = g_date_time_add_weeks (day, keyval == GDK_KEY_Down ? 1 : -1);
  else if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_Page_Down)
    other = g_date_time_add_months (day, keyval == GDK_KEY_Page_Down ? 1 : -1);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space)
    day_selected_cb (self);
  else
    return GDK_EVENT_PROPAGATE;

  if (other != NULL)
    select_day (self, other);
  return GDK_EVENT_STOP;
}

static void
create_calendar (EmbarkFieldDate *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Day"),
                                  -1);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  gtk_menu_button_set_popover (self->button, popover);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), keys);
}

/* A calendar is dear and most are never opened. */
static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  EmbarkFieldDate *self = data;
  EmbarkFieldEditor *line;
  GtkWidget *control = get_line (EMBARK_FIELD_EDITOR (self), &line)->get_control (line);
  g_autoptr (GDateTime) day = embark_field_parse_day (gtk_editable_get_text (GTK_EDITABLE (control)), FALSE);

  if (self->calendar == NULL)
    create_calendar (self);
  if (day != NULL)
    select_day (self, day);
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

static char *
embark_field_date_dup_text (EmbarkFieldEditor *editor)
{
  EmbarkFieldEditor *line;

  return get_line (editor, &line)->dup_text (line);
}

static void
embark_field_date_set_text (EmbarkFieldEditor *editor, const char *text)
{
  EmbarkFieldEditor *line;

  get_line (editor, &line)->set_text (line, text);
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
  iface->dup_text = embark_field_date_dup_text;
  iface->set_text = embark_field_date_set_text;
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
