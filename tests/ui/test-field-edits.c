/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits of a field that are not saved, or not in the way they were written. */

#include "config.h"

#include <string.h>

#include "field-fixture.h"

/* A place is said once, and none where there is none. */
static void
test_json_reasons (void)
{
  static const char *const texts[] = { "{\"a\": 1 1}",
                                       "nul",
                                       "{",
                                       "[1e999]",
                                       "[1",
                                       "{\"a\":1,\"a\":2}",
                                       "\x01",
                                       "[\"\\ud800\"]",
                                       "[12345678901234567890123]",
                                       "1 2" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      FieldFixture fixture;
      g_autofree char *reason = NULL;

      field_set_up (&fixture, "\"field_type\":\"json\",\"value\":{}");
      gtk_text_buffer_set_text (
          gtk_text_view_get_buffer (GTK_TEXT_VIEW (field_find (&fixture, GTK_TYPE_TEXT_VIEW, 0))), texts[i],
          -1);
      if (!embark_field_row_get_valid (fixture.row, &reason))
        {
          g_test_message ("%s: %s", texts[i], reason);
          g_assert_null (strstr (reason, "not valid JSON at"));
          g_assert_null (strstr (reason, "column 0"));
          g_assert_true (g_str_has_prefix (reason, "Line 1")
                         || g_str_has_prefix (reason, "Not valid JSON: "));
        }
      field_tear_down (&fixture);
    }
}

/* What is no value yet goes over into another row, as after a form was built anew. */
static void
test_half_written (void)
{
  static const char *const kinds[][3] = {
    { "number", "5", "ninety" },
    { "email", "\"a@b.example\"", "a@" },
    { "date", "\"2026-11-24\"", "24.11.2026" },
    { "json", "{\"a\":1}", "{\"a\": [1," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      FieldFixture one, other;
      g_autofree char *json =
          g_strdup_printf ("\"field_type\":\"%s\",\"value\":%s", kinds[i][0], kinds[i][1]);
      g_autofree char *text = NULL;
      g_autofree char *again = NULL;

      field_set_up (&one, json);
      field_set_up (&other, json);
      g_assert_null (embark_field_row_dup_text (one.row));
      if (i < 3)
        field_type (field_find (&one, GTK_TYPE_TEXT, 0), kinds[i][2]);
      else
        gtk_text_buffer_set_text (
            gtk_text_view_get_buffer (GTK_TEXT_VIEW (field_find (&one, GTK_TYPE_TEXT_VIEW, 0))), kinds[i][2],
            -1);
      text = embark_field_row_dup_text (one.row);
      g_assert_cmpstr (text, ==, kinds[i][2]);
      embark_field_row_set_text (other.row, text);
      field_assert_signals (&other, 0, 0);
      again = embark_field_row_dup_text (other.row);
      g_assert_cmpstr (again, ==, text);
      field_assert_value (&other, kinds[i][1]);
      g_assert_true (embark_field_row_get_edited (other.row));
      /* What is wrong is said, since nobody is writing it at the moment. */
      g_assert_nonnull (ui_find (GTK_WIDGET (other.row), GTK_TYPE_LABEL, "error-text"));
      field_tear_down (&one);
      field_tear_down (&other);
    }
}

/* Enter on something that cannot be saved says so to whoever listens. */
static void
test_rejected (void)
{
  FieldFixture fixture;
  GtkWidget *text;

  field_set_up (&fixture, "\"field_type\":\"number\",\"required\":true,\"value\":5");
  text = field_find (&fixture, GTK_TYPE_TEXT, 0);
  field_type (text, "ninety");
  g_assert_cmpuint (fixture.n_rejected, ==, 0);
  field_enter (text);
  g_assert_cmpuint (fixture.n_rejected, ==, 1);
  field_type (text, "");
  field_enter (text);
  g_assert_cmpuint (fixture.n_rejected, ==, 2);
  field_assert_signals (&fixture, 2, 0);
  field_tear_down (&fixture);
}

/* "None" was chosen and saved, and the default came back, which is what was there before. */
static void
test_settle (void)
{
  FieldFixture fixture;
  g_autoptr (JsonNode) no = field_parse ("false");
  g_autoptr (JsonNode) object = field_parse ("{\"a\":1}");
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;

  field_set_up (&fixture,
                "\"field_type\":\"select\",\"value\":false,\"options\":[{\"name\":\"No\",\"value\":false}]");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (field_find (&fixture, GTK_TYPE_DROP_DOWN, 0)), 0);
  field_assert_value (&fixture, "null");
  embark_field_row_settle (fixture.row, no);
  field_assert_value (&fixture, "false");
  g_assert_false (embark_field_row_get_edited (fixture.row));
  field_assert_signals (&fixture, 1, 1);
  field_tear_down (&fixture);

  /* As it is written, where that means the same. */
  field_set_up (&fixture, "\"field_type\":\"json\"");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field_find (&fixture, GTK_TYPE_TEXT_VIEW, 0)));
  gtk_text_buffer_set_text (buffer, "{ \"a\" : 1 }", -1);
  embark_field_row_settle (fixture.row, object);
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "{ \"a\" : 1 }");
  field_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/field-edits/json-reasons", test_json_reasons);
  g_test_add_func ("/ui/field-edits/half-written", test_half_written);
  g_test_add_func ("/ui/field-edits/rejected", test_rejected);
  g_test_add_func ("/ui/field-edits/settle", test_settle);
  return g_test_run ();
}
