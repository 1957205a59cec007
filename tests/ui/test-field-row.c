/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "field-fixture.h"

static const char *const samples[][2] = {
  { "text", "\"NW:\"" },
  { "text", "5" },
  { "text", "true" },
  { "text", "[1,{\"a\":null}]" },
  { "textarea", "\"a\\nb\\r\\n c \"" },
  { "text", "\"a\\nb\"" },
  { "email", "\"not an address\"" },
  { "url", "\"ftp://x\"" },
  { "number", "30" },
  { "number", "1.5" },
  { "number", "-0.25" },
  { "number", "9007199254740993" },
  { "number", "\"12345678901234567890123\"" },
  { "number", "{\"n\":1}" },
  { "date", "\"24.11.2026\"" },
  { "date", "\"2026-11-24T10:00:00Z\"" },
  { "date", "1795514400" },
  { "json", "{\"b\":1,\"a\":[1.5,\"x\",null]}" },
  { "json", "\"text\"" },
  { "json", "false" },
  { "select", "\"gone\"" },
  { "select", "{\"name\":\"x\",\"value\":1}" },
  { "map", "{\"z\":\"1\",\"a\":[\"2\"],\"u\":{\"k\":1}}" },
  { "map", "\"no map\"" },
  { "map_v2", "{\"z\":\"1\",\"a\":[\"2\",\"x,y\"],\"n\":null,\"d\":{\"k\":[]}}" },
  { "map_v2", "[1]" },
  { "rule_engine", "{}" },
  { "rule_engine",
    "{\"logic\":\"AND\",\"conditions\":[{\"lhs\":\"a\",\"operator\":\"odd\",\"rhs\":[1,true],\"x\":{\"y\":1}}"
    ","
    "{\"logic\":\"OR\",\"conditions\":[{\"lhs\":1,\"rhs\":2.5},{\"logic\":\"AND\",\"conditions\":[]}]}]}" },
  { "rule_engine", "{\"logic\":\"XOR\",\"conditions\":[]}" },
  { "rule_engine", "{\"logic\":\"AND\",\"conditions\":[],\"more\":1}" },
  { "rule_engine", "{\"logic\":\"AND\",\"conditions\":[{\"lhs\":{\"deep\":1}}]}" },
  { "rule_engine", "{\"lhs\":\"a\",\"operator\":\"eq\",\"rhs\":1}" },
  { "week_grid", "{\"mon\":[22,23],\"sun\":[]}" },
  { "", "null" },
};

/* Whatever came goes back as it came, says nothing, and is never judged. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      FieldFixture fixture;
      g_autofree char *json =
          g_strdup_printf ("\"field_type\":\"%s\",\"value\":%s", samples[i][0], samples[i][1]);

      g_test_message ("%s %s", samples[i][0], samples[i][1]);
      field_set_up (&fixture, json);
      field_assert_value (&fixture, samples[i][1]);
      g_assert_true (embark_field_row_get_valid (fixture.row, NULL));
      g_assert_false (embark_field_row_get_edited (fixture.row));
      field_show (&fixture);
      field_set_value (&fixture, "null");
      field_assert_value (&fixture, "null");
      field_set_value (&fixture, samples[i][1]);
      field_assert_value (&fixture, samples[i][1]);
      field_assert_signals (&fixture, 0, 0);
      field_tear_down (&fixture);
    }
}

static void
test_text (void)
{
  FieldFixture fixture;
  GtkWidget *text;

  field_set_up (&fixture, "\"field_type\":\"text\",\"value\":\"old\"");
  text = field_find (&fixture, GTK_TYPE_TEXT, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "old");

  field_type (text, "new");
  field_assert_signals (&fixture, 1, 0);
  field_assert_value (&fixture, "\"new\"");
  g_assert_true (embark_field_row_get_edited (fixture.row));
  field_enter (text);
  field_enter (text);
  field_assert_signals (&fixture, 1, 1);

  /* The answer, and back again. */
  field_set_value (&fixture, "\"new\"");
  g_assert_false (embark_field_row_get_edited (fixture.row));
  field_enter (text);
  field_assert_signals (&fixture, 1, 1);
  field_type (text, "");
  field_assert_value (&fixture, "\"\"");
  field_enter (text);
  field_assert_signals (&fixture, 2, 2);
  field_tear_down (&fixture);
}

static void
test_set_while_editing (void)
{
  FieldFixture fixture;
  GtkWidget *text;

  field_set_up (&fixture, "\"field_type\":\"text\",\"value\":\"old\"");
  text = field_find (&fixture, GTK_TYPE_TEXT, 0);
  field_type (text, "typed");
  gtk_editable_set_position (GTK_EDITABLE (text), 2);

  /* A reload. */
  field_set_value (&fixture, "\"old\"");
  field_set (&fixture, "\"field_type\":\"text\",\"value\":\"old\",\"help_text\":\"Help\"");
  field_assert_value (&fixture, "\"typed\"");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (text)), ==, 2);

  /* Typing on while it is saved. */
  field_enter (text);
  field_type (text, "typed on");
  field_set_value (&fixture, "\"typed\"");
  field_assert_value (&fixture, "\"typed on\"");
  g_assert_true (embark_field_row_get_edited (fixture.row));

  /* An answer that is overtaken. */
  field_enter (text);
  field_type (text, "third");
  field_enter (text);
  field_assert_signals (&fixture, 3, 3);
  field_set_value (&fixture, "\"typed on\"");
  field_assert_value (&fixture, "\"third\"");
  field_set_value (&fixture, "\"third\"");
  g_assert_false (embark_field_row_get_edited (fixture.row));

  /* Another value, from somebody else. */
  field_type (text, "mine");
  field_set_value (&fixture, "\"theirs\"");
  field_assert_value (&fixture, "\"theirs\"");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "theirs");

  /* The server writes it in another way. */
  field_type (text, "a b ");
  field_enter (text);
  field_set_value (&fixture, "\"a b\"");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "a b");
  field_tear_down (&fixture);
}

/* An edit that outlives the row it was begun in. */
static void
test_draft (void)
{
  FieldFixture fixture;
  g_autoptr (JsonNode) draft = field_parse ("\"draft\"");
  g_autoptr (JsonNode) list = field_parse ("[1]");
  GtkWidget *text;

  field_set_up (&fixture, "\"field_type\":\"text\",\"value\":\"old\"");
  embark_field_row_set_draft (fixture.row, list);
  field_assert_value (&fixture, "\"old\"");
  embark_field_row_set_draft (fixture.row, draft);
  field_assert_signals (&fixture, 0, 0);
  g_assert_true (embark_field_row_get_edited (fixture.row));
  field_assert_value (&fixture, "\"draft\"");
  field_set_value (&fixture, "\"old\"");
  field_assert_value (&fixture, "\"draft\"");
  text = field_find (&fixture, GTK_TYPE_TEXT, 0);
  field_enter (text);
  field_assert_signals (&fixture, 0, 1);
  field_tear_down (&fixture);
}

static void
check_number (const char *was, const char *typed, const char *is)
{
  FieldFixture fixture;
  g_autofree char *json = g_strdup_printf ("\"field_type\":\"number\",\"value\":%s", was);
  GtkWidget *text;

  field_set_up (&fixture, json);
  text = field_find (&fixture, GTK_TYPE_TEXT, 0);
  field_type (text, typed);
  field_enter (text);
  field_assert_signals (&fixture, 1, is != NULL ? 1 : 0);
  g_assert_true (embark_field_row_get_valid (fixture.row, NULL) == (is != NULL));
  field_assert_value (&fixture, is != NULL ? is : was);
  field_tear_down (&fixture);
}

static void
test_number (void)
{
  check_number ("30", "31", "31");
  check_number ("30", "-0.5", "-0.5");
  check_number ("1.5", "9007199254740993", "9007199254740993");
  check_number ("\"30\"", "31", "\"31\"");
  check_number ("30", "", "null");
  check_number ("30", "ninety", NULL);
  check_number ("30", "1,5", NULL);
  check_number ("30", "1e999", NULL);
  check_number ("30", "[1]", NULL);
  check_number ("30", "12345678901234567890123", NULL);
  check_number ("30", " 7 ", "7");
}

/* Shown as it was typed, not as a computer keeps it. */
static void
test_decimals (void)
{
  FieldFixture fixture;
  g_autoptr (JsonNode) value = NULL;

  field_set_up (&fixture, "\"field_type\":\"number\",\"value\":0.1");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field_find (&fixture, GTK_TYPE_TEXT, 0))), ==, "0.1");
  field_type (field_find (&fixture, GTK_TYPE_TEXT, 0), "2.30");
  value = embark_field_row_dup_value (fixture.row);
  g_assert_cmpfloat (json_node_get_double (value), ==, 2.3);
  field_tear_down (&fixture);
}

static void
check_shape (const char *type, const char *typed, gboolean valid)
{
  FieldFixture fixture;
  g_autofree char *json = g_strdup_printf ("\"field_type\":\"%s\"", type);
  g_autofree char *reason = NULL;
  GtkWidget *text;

  g_test_message ("%s %s", type, typed);
  field_set_up (&fixture, json);
  text = field_find (&fixture, GTK_TYPE_TEXT, 0);
  field_type (text, typed);
  field_enter (text);
  g_assert_cmpint (embark_field_row_get_valid (fixture.row, &reason), ==, valid);
  g_assert_true ((reason == NULL) == valid);
  field_assert_signals (&fixture, 1, valid ? 1 : 0);
  /* What is wrong is said, and to assistive technology too. */
  g_assert_true ((ui_find_text (GTK_WIDGET (fixture.row), reason != NULL ? reason : "-") != NULL) == !valid);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID,
                                    valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE);
  field_tear_down (&fixture);
}

static void
test_shapes (void)
{
  check_shape ("email", "a@b.example", TRUE);
  check_shape ("email", "a.b+c@sub.b.example", TRUE);
  check_shape ("email", "a@", FALSE);
  check_shape ("email", "@b", FALSE);
  check_shape ("email", "a b@c", FALSE);
  check_shape ("email", "a@b@c", FALSE);
  check_shape ("url", "https://a.example/x?y", TRUE);
  check_shape ("url", "http://a", TRUE);
  check_shape ("url", "ftp://a", FALSE);
  check_shape ("url", "javascript:alert(1)", FALSE);
  check_shape ("url", "a.example", FALSE);
  check_shape ("url", "https://", FALSE);
  check_shape ("date", "2026-02-28", TRUE);
  check_shape ("date", "2026-02-30", FALSE);
  check_shape ("date", "24.11.2026", FALSE);
}

static void
test_textarea (void)
{
  FieldFixture fixture;
  GtkTextBuffer *buffer;

  field_set_up (&fixture, "\"field_type\":\"textarea\",\"value\":\"a\"");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field_find (&fixture, GTK_TYPE_TEXT_VIEW, 0)));
  gtk_text_buffer_insert_at_cursor (buffer, "\nb", -1);
  field_assert_signals (&fixture, 1, 0);
  field_assert_value (&fixture, "\"a\\nb\"");
  field_tear_down (&fixture);
}

static void
test_date (void)
{
  FieldFixture fixture;
  GtkWidget *button;
  GtkCalendar *calendar;
  g_autoptr (GDateTime) day = g_date_time_new_utc (2027, 1, 5, 0, 0, 0);
  g_autoptr (GDateTime) shown = NULL;

  field_set_up (&fixture, "\"field_type\":\"date\",\"value\":\"2026-11-24T10:00:00Z\"");
  field_show (&fixture);
  button = field_find (&fixture, GTK_TYPE_MENU_BUTTON, 0);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  calendar = GTK_CALENDAR (field_find (&fixture, GTK_TYPE_CALENDAR, 0));
  shown = gtk_calendar_get_date (calendar);
  g_assert_cmpint (g_date_time_get_day_of_month (shown), ==, 24);
  field_assert_signals (&fixture, 0, 0);

  gtk_calendar_select_day (calendar, day);
  field_assert_value (&fixture, "\"2027-01-05\"");
  field_assert_signals (&fixture, 1, 1);
  field_tear_down (&fixture);
}

static void
test_json (void)
{
  FieldFixture fixture;
  GtkTextBuffer *buffer;
  g_autofree char *reason = NULL;
  GtkTextIter end;

  field_set_up (&fixture, "\"field_type\":\"json\",\"value\":{\"b\":1,\"a\":2.50}");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field_find (&fixture, GTK_TYPE_TEXT_VIEW, 0)));
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, "\n}", -1);
  field_assert_signals (&fixture, 1, 0);
  g_assert_false (embark_field_row_get_valid (fixture.row, &reason));
  g_assert_true (g_str_has_prefix (reason, "Line 5, column "));
  g_assert_null (ui_find_text (GTK_WIDGET (fixture.row), "JSON, valid"));
  /* Of an invalid edit, nothing is given out. */
  field_assert_value (&fixture, "{\"b\":1,\"a\":2.5}");

  gtk_text_buffer_set_text (buffer, "[1, 2]", -1);
  g_assert_true (embark_field_row_get_valid (fixture.row, NULL));
  field_assert_value (&fixture, "[1,2]");
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "JSON, valid"));
  gtk_text_buffer_set_text (buffer, " \n", -1);
  field_assert_value (&fixture, "null");
  field_tear_down (&fixture);
}

static void
test_required (void)
{
  FieldFixture fixture;
  g_autofree char *reason = NULL;
  GtkWidget *text;

  field_set_up (&fixture, "\"field_type\":\"text\",\"required\":true,\"value\":\"\"");
  g_assert_false (embark_field_row_get_valid (fixture.row, &reason));
  g_assert_nonnull (reason);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), reason));
  g_assert_nonnull (ui_find (GTK_WIDGET (fixture.row), GTK_TYPE_LABEL, "warning-text"));
  text = field_find (&fixture, GTK_TYPE_TEXT, 0);
  field_type (text, "x");
  g_assert_true (embark_field_row_get_valid (fixture.row, NULL));
  g_assert_null (ui_find_text (GTK_WIDGET (fixture.row), reason));
  field_enter (text);
  field_set_value (&fixture, "\"x\"");
  field_type (text, "");
  field_enter (text);
  field_assert_signals (&fixture, 2, 1);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), reason));
  field_tear_down (&fixture);
}

static void
test_refused (void)
{
  FieldFixture fixture;
  GtkWidget *text;
  GtkWidget *undo;

  field_set_up (&fixture, "\"field_type\":\"number\",\"value\":30");
  text = field_find (&fixture, GTK_TYPE_TEXT, 0);
  field_type (text, "900");
  field_enter (text);
  embark_field_row_set_state (fixture.row, EMBARK_FIELD_ROW_SAVING, NULL);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "Saving"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_BUSY, TRUE);
  embark_field_row_set_state (fixture.row, EMBARK_FIELD_ROW_REFUSED, "Cobalt refused: “<b>at most 365</b>”.");
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "Cobalt refused: “<b>at most 365</b>”."));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Cobalt refused: “<b>at most 365</b>”.");
  field_assert_value (&fixture, "900");

  /* The same again, on purpose. */
  field_enter (text);
  field_assert_signals (&fixture, 1, 2);

  undo = ui_find_button (GTK_WIDGET (fixture.row), "Undo");
  g_assert_true (ui_is_shown (undo));
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpuint (fixture.n_reverted, ==, 1);
  field_assert_value (&fixture, "30");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "30");

  /* Or by hand. */
  field_type (text, "900");
  field_enter (text);
  field_type (text, "30");
  field_enter (text);
  g_assert_cmpuint (fixture.n_reverted, ==, 2);
  field_assert_signals (&fixture, 3, 3);
  field_tear_down (&fixture);
}

static void
test_states (void)
{
  FieldFixture fixture;
  GtkWidget *drop;

  field_set_up (&fixture,
                "\"field_type\":\"select\",\"value\":1,\"options\":[{\"name\":\"One\",\"value\":1}]");
  drop = field_find (&fixture, GTK_TYPE_DROP_DOWN, 0);
  for (int state = EMBARK_FIELD_ROW_IDLE; state <= EMBARK_FIELD_ROW_BLOCKED; state++)
    {
      gboolean off = state == EMBARK_FIELD_ROW_LOADING || state == EMBARK_FIELD_ROW_WAITING
                     || state == EMBARK_FIELD_ROW_BLOCKED;

      embark_field_row_set_state (fixture.row, state, "Words.");
      g_assert_cmpint (embark_field_row_get_state (fixture.row), ==, state);
      g_assert_cmpint (gtk_widget_is_sensitive (drop), ==, !off);
    }

  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "Words."));
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (fixture.row), "Reload"), "clicked");
  g_assert_cmpuint (fixture.n_reloads, ==, 1);

  embark_field_row_set_state (fixture.row, EMBARK_FIELD_ROW_SAVED, NULL);
  while (embark_field_row_get_state (fixture.row) == EMBARK_FIELD_ROW_SAVED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (embark_field_row_get_state (fixture.row), ==, EMBARK_FIELD_ROW_IDLE);

  /* A tick that is waited for does not outlive the row. */
  embark_field_row_set_state (fixture.row, EMBARK_FIELD_ROW_SAVED, NULL);
  field_tear_down (&fixture);
}

static void
test_focus (void)
{
  FieldFixture fixture;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *other = gtk_button_new_with_label ("Other");
  GtkWidget *text;
  GtkWindow *window;

  field_set_up (&fixture, "\"field_type\":\"text\",\"value\":\"a\"");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture.row));
  gtk_box_append (GTK_BOX (box), other);
  window = ui_show (box, 400, 200);
  text = field_find (&fixture, GTK_TYPE_TEXT, 0);
  gtk_widget_grab_focus (GTK_WIDGET (fixture.row));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), GTK_WIDGET (fixture.row)));
  gtk_widget_grab_focus (other);
  field_assert_signals (&fixture, 0, 0);

  gtk_widget_grab_focus (text);
  field_type (text, "b");
  gtk_widget_grab_focus (other);
  field_assert_signals (&fixture, 1, 1);
  gtk_widget_grab_focus (text);
  gtk_widget_grab_focus (other);
  field_assert_signals (&fixture, 1, 1);
  ui_close (window);
  field_tear_down (&fixture);
}

static void
test_markup (void)
{
  FieldFixture fixture;

  field_set_up (&fixture, "\"field_type\":\"text\",\"help_text\":\"<i>&\",\"name\":\"<b>%s</b>\"");
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "<i>&"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "<b>%s</b>"));
  field_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/field-row/round-trip", test_round_trip);
  g_test_add_func ("/ui/field-row/text", test_text);
  g_test_add_func ("/ui/field-row/set-while-editing", test_set_while_editing);
  g_test_add_func ("/ui/field-row/draft", test_draft);
  g_test_add_func ("/ui/field-row/number", test_number);
  g_test_add_func ("/ui/field-row/decimals", test_decimals);
  g_test_add_func ("/ui/field-row/shapes", test_shapes);
  g_test_add_func ("/ui/field-row/textarea", test_textarea);
  g_test_add_func ("/ui/field-row/date", test_date);
  g_test_add_func ("/ui/field-row/json", test_json);
  g_test_add_func ("/ui/field-row/required", test_required);
  g_test_add_func ("/ui/field-row/refused", test_refused);
  g_test_add_func ("/ui/field-row/states", test_states);
  g_test_add_func ("/ui/field-row/focus", test_focus);
  g_test_add_func ("/ui/field-row/markup", test_markup);
  return g_test_run ();
}
