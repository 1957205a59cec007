/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "field-fixture.h"

/* Under the address sanitizer every block costs a whole stack: there few are enough, which read the same
 * code. */
#ifdef __SANITIZE_ADDRESS__
#define N_MANY 2000
#define N_SOME 300
#else
#define N_MANY 100000
#define N_SOME 3000
#endif
#define OPTIONS                                                                                              \
  "\"options\":[{\"name\":\"One\",\"value\":1},{\"name\":\"One as "                                          \
  "text\",\"value\":\"1\"},{\"name\":\"Yes\",\"value\":true}]"

/* Chooses the @position-th line of the @index-th drop-down. */
static void
choose (FieldFixture *fixture, guint index, guint position)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (field_find (fixture, GTK_TYPE_DROP_DOWN, index)), position);
}

static void
click (FieldFixture *fixture, const char *tooltip_or_label)
{
  GtkWidget *button = ui_find_button (GTK_WIDGET (fixture->row), tooltip_or_label);

  for (guint i = 0; button == NULL; i++)
    {
      guint index = i;
      GtkWidget *candidate = field_nth (GTK_WIDGET (fixture->row), GTK_TYPE_BUTTON, &index);

      g_assert_nonnull (candidate);
      if (g_strcmp0 (gtk_widget_get_tooltip_text (candidate), tooltip_or_label) == 0)
        button = candidate;
    }
  g_signal_emit_by_name (button, "clicked");
}

static void
test_select (void)
{
  FieldFixture fixture;

  field_set_up (&fixture, "\"field_type\":\"select\",\"value\":1," OPTIONS);
  /* The first line is for none; each value keeps its type. */
  choose (&fixture, 0, 2);
  field_assert_value (&fixture, "\"1\"");
  choose (&fixture, 0, 3);
  field_assert_value (&fixture, "true");
  field_assert_signals (&fixture, 2, 2);
  choose (&fixture, 0, 0);
  field_assert_value (&fixture, "null");
  field_assert_signals (&fixture, 3, 3);
  g_assert_false (
      gtk_drop_down_get_enable_search (GTK_DROP_DOWN (field_find (&fixture, GTK_TYPE_DROP_DOWN, 0))));

  /* Other options, as after a reload: the choice stays. */
  field_set (&fixture, "\"field_type\":\"select\",\"value\":1,\"options\":[\"a\"]");
  field_assert_value (&fixture, "null");
  field_assert_signals (&fixture, 3, 3);
  field_tear_down (&fixture);
}

static void
test_select_gone (void)
{
  FieldFixture fixture;
  g_autoptr (GString) options =
      g_string_new ("\"field_type\":\"select\",\"value\":\"<b>gone\",\"options\":[");

  for (guint i = 0; i < N_SOME; i++)
    g_string_append_printf (options, "%s{\"name\":\"Option %u\",\"value\":%u}", i > 0 ? "," : "", i, i);
  g_string_append_c (options, ']');
  field_set_up (&fixture, options->str);
  field_show (&fixture);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "<b>gone (no longer offered)"));
  g_assert_nonnull (ui_find (GTK_WIDGET (fixture.row), GTK_TYPE_LABEL, "warning-text"));
  g_assert_true (
      gtk_drop_down_get_enable_search (GTK_DROP_DOWN (field_find (&fixture, GTK_TYPE_DROP_DOWN, 0))));
  field_assert_value (&fixture, "\"<b>gone\"");
  choose (&fixture, 0, 2);
  field_assert_value (&fixture, "0");
  field_tear_down (&fixture);
}

/* Returns: (transfer none): the @position-th line that the @index-th drop-down offers; the model holds it */
static gpointer
get_line (FieldFixture *fixture, guint index, guint position)
{
  g_autoptr (GObject) line = g_list_model_get_item (
      gtk_drop_down_get_model (GTK_DROP_DOWN (field_find (fixture, GTK_TYPE_DROP_DOWN, index))), position);

  return line;
}

/* However many rows offer the same options, there is one list of them. */
static void
test_shared (void)
{
  FieldFixture fixture;
  g_autofree char *value = NULL;
  g_autoptr (GString) json = g_string_new ("\"field_type\":\"map\",\"labels\":[");

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (json, "%s{\"name\":\"Label %u\",\"value\":\"l%u\"}", i > 0 ? "," : "", i, i);
  g_string_append_printf (json, "],\"value\":{\"l3\":%d},\"options\":[", N_MANY - 1);
  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (json, "%s{\"name\":\"Option %u\",\"value\":%u}", i > 0 ? "," : "", i, i);
  g_string_append_c (json, ']');
  field_set_up (&fixture, json->str);
  g_assert_nonnull (get_line (&fixture, 0, N_MANY / 2));
  g_assert_true (get_line (&fixture, 0, N_MANY / 2) == get_line (&fixture, 19, N_MANY / 2));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (field_find (&fixture, GTK_TYPE_DROP_DOWN, 3))),
                    ==, N_MANY);
  /* The same once more, as after a reload, leaves the list as it is. */
  {
    gpointer before = get_line (&fixture, 0, N_MANY / 2);

    field_set (&fixture, json->str);
    g_assert_true (get_line (&fixture, 7, N_MANY / 2) == before);
  }
  choose (&fixture, 2, 5);
  value = g_strdup_printf ("{\"l3\":%d,\"l2\":4}", N_MANY - 1);
  field_assert_value (&fixture, value);
  field_tear_down (&fixture);
}

/* What is looked for may stand anywhere in a line. */
static void
test_search (void)
{
  FieldFixture fixture;
  g_autoptr (GString) json = g_string_new ("\"field_type\":\"select\",\"options\":[\"Support phone\"");
  GtkWidget *list;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (json, ",\"Option %u\"", i);
  g_string_append_c (json, ']');
  field_set_up (&fixture, json->str);
  field_show (&fixture);
  list = ui_find (GTK_WIDGET (fixture.row), GTK_TYPE_LIST_VIEW, NULL);
  g_object_set (ui_find (GTK_WIDGET (fixture.row), GTK_TYPE_SEARCH_ENTRY, NULL), "text", "PHONE", NULL);
  while (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) != 1)
    g_main_context_iteration (NULL, TRUE);
  field_tear_down (&fixture);
}

static void
test_chips (void)
{
  FieldFixture fixture;
  GtkWidget *chip;

  field_set_up (&fixture, "\"field_type\":\"select\",\"multiple\":true,\"value\":[true,\"gone\"]," OPTIONS);
  field_show (&fixture);
  /* What is not offered any more comes first. */
  chip = field_find (&fixture, GTK_TYPE_TOGGLE_BUTTON, 0);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));
  g_assert_nonnull (ui_find_text (chip, "gone (no longer offered)"));
  field_assert_value (&fixture, "[true,\"gone\"]");

  chip = field_find (&fixture, GTK_TYPE_TOGGLE_BUTTON, 1);
  gtk_widget_grab_focus (chip);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  field_assert_value (&fixture, "[true,\"gone\",1]");
  field_assert_signals (&fixture, 1, 1);
  field_set_value (&fixture, "[true,\"gone\",1]");
  g_assert_true (gtk_window_get_focus (fixture.window) == chip);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (field_find (&fixture, GTK_TYPE_TOGGLE_BUTTON, 0)), FALSE);
  field_assert_value (&fixture, "[true,1]");
  field_set_value (&fixture, "[1]");
  g_assert_true (
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (field_find (&fixture, GTK_TYPE_TOGGLE_BUTTON, 0))));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (field_find (&fixture, GTK_TYPE_TOGGLE_BUTTON, 0)), FALSE);
  field_assert_value (&fixture, "[]");
  field_assert_signals (&fixture, 3, 3);
  field_tear_down (&fixture);
}

static void
test_check_list (void)
{
  FieldFixture fixture;
  GtkWidget *list;
  g_autoptr (GString) options =
      g_string_new ("\"field_type\":\"select\",\"multiple\":true,\"value\":7,\"options\":[");

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (options, "%s{\"name\":\"Option %u\",\"value\":%u}", i > 0 ? "," : "", i, i);
  g_string_append_c (options, ']');
  field_set_up (&fixture, options->str);
  field_show (&fixture);
  field_assert_value (&fixture, "7");
  list = field_find (&fixture, GTK_TYPE_LIST_VIEW, 0);
  g_signal_emit_by_name (list, "activate", 3);
  field_assert_value (&fixture, "[7,3]");
  g_object_set (field_find (&fixture, GTK_TYPE_SEARCH_ENTRY, 0), "text", "Option 1999", NULL);
  while (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) != 1)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (list, "activate", 0);
  field_assert_value (&fixture, "[7,3,1999]");
  field_assert_signals (&fixture, 2, 2);
  field_tear_down (&fixture);
}

static void
test_map (void)
{
  FieldFixture fixture;

  field_set_up (
      &fixture,
      "\"field_type\":\"map\",\"labels\":[{\"name\":\"A\",\"value\":\"a\"},{\"name\":\"B\",\"value\":\"b\","
      "\"multiple\":true},{\"name\":\"C\",\"value\":\"c\"}],\"value\":{\"old\":\"x\",\"c\":1}," OPTIONS);
  field_show (&fixture);
  field_assert_value (&fixture, "{\"old\":\"x\",\"c\":1}");
  choose (&fixture, 0, 3);
  field_assert_value (&fixture, "{\"old\":\"x\",\"c\":1,\"a\":true}");
  field_assert_signals (&fixture, 1, 1);
  choose (&fixture, 1, 0);
  field_assert_value (&fixture, "{\"old\":\"x\",\"a\":true}");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (ui_find (field_find (&fixture, GTK_TYPE_FLOW_BOX, 0), GTK_TYPE_TOGGLE_BUTTON, NULL)),
      TRUE);
  field_assert_value (&fixture, "{\"old\":\"x\",\"a\":true,\"b\":[1]}");
  field_assert_signals (&fixture, 3, 3);
  field_set (&fixture, "\"field_type\":\"map\",\"labels\":{\"a\":\"A\",\"b\":\"B\"},\"value\":{\"old\":\"x\","
                       "\"c\":1}," OPTIONS);
  field_assert_signals (&fixture, 3, 3);
  field_tear_down (&fixture);
}

#define PAIRS                                                                                                \
  "\"field_type\":\"map_v2\",\"mapping\":{\"lhs\":{\"name\":\"Left\",\"options\":[{\"name\":\"One\","        \
  "\"value\":1},"                                                                                            \
  "{\"name\":\"Two\",\"value\":\"two\"}]},\"rhs\":{\"name\":\"Right\"%s}}%s"

static void
test_pairs (void)
{
  FieldFixture fixture;
  g_autofree char *json = g_strdup_printf (PAIRS, "", ",\"value\":{\"1\":\"a\"}");
  g_autofree char *reason = NULL;
  GtkWidget *entry;

  field_set_up (&fixture, json);
  field_show (&fixture);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "One"));
  click (&fixture, "_Add Pair");
  field_assert_value (&fixture, "{\"1\":\"a\"}");
  choose (&fixture, 1, 2);
  entry = field_find (&fixture, GTK_TYPE_ENTRY, 1);
  field_assert_value (&fixture, "{\"1\":\"a\"}");
  g_assert_cmpuint (fixture.n_committed, ==, 0);
  field_type (entry, "b");
  field_enter (entry);
  field_assert_value (&fixture, "{\"1\":\"a\",\"two\":\"b\"}");
  g_assert_cmpuint (fixture.n_committed, ==, 1);

  /* Each left side once. */
  choose (&fixture, 1, 1);
  g_assert_false (embark_field_row_get_valid (fixture.row, &reason));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), reason));
  g_assert_cmpuint (fixture.n_committed, ==, 1);
  click (&fixture, "Remove This Pair");
  field_assert_value (&fixture, "{\"1\":\"b\"}");
  click (&fixture, "Remove This Pair");
  field_assert_value (&fixture, "{}");
  g_assert_cmpuint (fixture.n_committed, ==, 3);
  field_tear_down (&fixture);
}

static void
test_pairs_multiple (void)
{
  FieldFixture fixture;
  g_autofree char *json =
      g_strdup_printf (PAIRS, ",\"multiple\":true", ",\"value\":{\"1\":[\"a\",\"b\"],\"two\":[\"c,d\"]}");
  GtkWidget *entry;

  field_set_up (&fixture, json);
  entry = field_find (&fixture, GTK_TYPE_ENTRY, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "a, b");
  field_type (entry, "a,  e f ,");
  field_assert_value (&fixture, "{\"1\":[\"a\",\"e f\"],\"two\":[\"c,d\"]}");
  entry = field_find (&fixture, GTK_TYPE_ENTRY, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "[\"c,d\"]");
  field_type (entry, "[\"c,d\",\"g\"]");
  field_assert_value (&fixture, "{\"1\":[\"a\",\"e f\"],\"two\":[\"c,d\",\"g\"]}");
  field_tear_down (&fixture);
}

#define RULE_FIELD                                                                                           \
  "\"field_type\":\"rule_engine\",\"options\":[{\"name\":\"Stage\",\"value\":\"stage\"},{\"name\":\"Size\"," \
  "\"value\":\"size\"},"                                                                                     \
  "{\"name\":\"Rating\",\"value\":\"rating\"}],\"rule_columns\":{\"stage\":{\"operator\":{\"type\":"         \
  "\"select\",\"options\":[{\"name\":\"=\","                                                                 \
  "\"value\":\"eq\"}]},\"rhs\":{\"type\":\"select\",\"options\":[{\"name\":\"Won\",\"value\":\"won\"},{"     \
  "\"name\":\"Lost\",\"value\":0}]}},"                                                                       \
  "\"size\":{\"rhs\":{\"type\":\"number\"}}}"

static void
test_rule (void)
{
  FieldFixture fixture;
  g_autofree char *reason = NULL;

  field_set_up (&fixture, RULE_FIELD);
  field_show (&fixture);
  click (&fixture, "Add Condition");
  field_assert_value (&fixture, "null");
  g_assert_false (embark_field_row_get_valid (fixture.row, &reason));
  /* 0 is the logic; 1, 2 and 3 the condition. */
  choose (&fixture, 1, 1);
  g_assert_cmpuint (fixture.n_committed, ==, 0);
  choose (&fixture, 3, 2);
  field_assert_value (&fixture, "{\"logic\":\"AND\",\"conditions\":[{\"lhs\":\"stage\",\"operator\":\"eq\","
                                "\"rhs\":0,\"type\":\"select\"}]}");
  g_assert_cmpuint (fixture.n_committed, ==, 1);
  choose (&fixture, 0, 1);
  g_assert_cmpuint (fixture.n_committed, ==, 2);

  click (&fixture, "Add Group");
  /* 4 is the group's logic. */
  choose (&fixture, 5, 2);
  choose (&fixture, 6, 5);
  field_type (field_find (&fixture, GTK_TYPE_ENTRY, 0), "50");
  field_enter (field_find (&fixture, GTK_TYPE_ENTRY, 0));
  field_assert_value (&fixture, "{\"logic\":\"OR\",\"conditions\":[{\"lhs\":\"stage\",\"operator\":\"eq\","
                                "\"rhs\":0,\"type\":\"select\"},"
                                "{\"logic\":\"AND\",\"conditions\":[{\"lhs\":\"size\",\"operator\":\"greater_"
                                "or_equal\",\"rhs\":50,\"type\":\"number\"}]}]}");
  g_assert_cmpuint (fixture.n_committed, ==, 3);
  g_assert_cmpstr (fixture.asked->str, ==, "");

  click (&fixture, "Remove This Group");
  click (&fixture, "Remove This Condition");
  field_assert_value (&fixture, "null");
  field_tear_down (&fixture);
}

/* Members that no version knows stay where they are when what is beside them changes. */
static void
test_rule_keeps (void)
{
  FieldFixture fixture;

  field_set_up (
      &fixture, RULE_FIELD
      ",\"value\":{\"logic\":\"OR\",\"conditions\":[{\"note\":{\"by\":1},\"lhs\":\"size\",\"operator\":"
      "\"near\",\"rhs\":\"5\",\"type\":\"odd\"},{\"lhs\":\"stage\",\"operator\":\"set\"}]}");
  field_show (&fixture);
  field_type (field_find (&fixture, GTK_TYPE_ENTRY, 0), "6");
  field_enter (field_find (&fixture, GTK_TYPE_ENTRY, 0));
  field_assert_value (
      &fixture,
      "{\"logic\":\"OR\",\"conditions\":[{\"note\":{\"by\":1},\"lhs\":\"size\",\"operator\":\"near\",\"rhs\":"
      "\"6\",\"type\":\"odd\"},{\"lhs\":\"stage\",\"operator\":\"set\"}]}");
  field_assert_signals (&fixture, 1, 1);

  /* Another left side: its own type, and no value that cannot stand beside it. */
  choose (&fixture, 1, 1);
  g_assert_false (embark_field_row_get_valid (fixture.row, NULL));
  choose (&fixture, 3, 1);
  field_assert_value (
      &fixture,
      "{\"logic\":\"OR\",\"conditions\":[{\"note\":{\"by\":1},\"lhs\":\"stage\",\"operator\":\"eq\",\"rhs\":"
      "\"won\",\"type\":\"select\"},{\"lhs\":\"stage\",\"operator\":\"set\"}]}");
  field_tear_down (&fixture);
}

static void
test_rule_column (void)
{
  FieldFixture fixture;
  g_autoptr (JsonNode) answer = field_parse ("{\"options\":[{\"name\":\"Hot\",\"value\":\"h\"}]}");
  g_autoptr (EmbarkRuleOptions) options = embark_rule_options_new_from_json (answer, NULL);

  field_set_up (&fixture, RULE_FIELD
                ",\"value\":{\"logic\":\"AND\",\"conditions\":[{\"lhs\":\"rating\",\"operator\":\"eq\","
                "\"rhs\":\"h\"},{\"lhs\":\"rating\",\"operator\":\"eq\",\"rhs\":\"x\"}]}");
  g_assert_cmpstr (fixture.asked->str, ==, "");
  field_show (&fixture);
  g_assert_cmpstr (fixture.asked->str, ==, "rating;");
  g_assert_null (ui_find_text (GTK_WIDGET (fixture.row), "Hot"));
  embark_field_row_set_rule_options (fixture.row, "rating", options);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "Hot"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "x (no longer offered)"));
  field_assert_signals (&fixture, 0, 0);
  g_assert_cmpstr (fixture.asked->str, ==, "rating;");
  embark_field_row_set_rule_options (fixture.row, "rating", NULL);
  field_assert_value (
      &fixture, "{\"logic\":\"AND\",\"conditions\":[{\"lhs\":\"rating\",\"operator\":\"eq\",\"rhs\":\"h\"},"
                "{\"lhs\":\"rating\",\"operator\":\"eq\",\"rhs\":\"x\"}]}");
  field_tear_down (&fixture);
}

/* An answer that was asked for is one also after a reload: the choices do not turn into something to type. */
static void
test_rule_reload (void)
{
  FieldFixture fixture;
  g_autoptr (JsonNode) answer = field_parse ("{\"options\":[{\"name\":\"Hot\",\"value\":\"h\"}]}");
  g_autoptr (EmbarkRuleOptions) options = embark_rule_options_new_from_json (answer, NULL);

  field_set_up (&fixture, RULE_FIELD
                ",\"value\":{\"logic\":\"AND\",\"conditions\":[{\"lhs\":\"rating\",\"operator\":\"eq\","
                "\"rhs\":\"h\"}]}");
  field_show (&fixture);
  embark_field_row_set_rule_options (fixture.row, "rating", options);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "Hot"));
  field_set (&fixture, RULE_FIELD
             ",\"value\":{\"logic\":\"AND\",\"conditions\":[{\"lhs\":\"rating\",\"operator\":\"eq\","
             "\"rhs\":\"h\"}]}");
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture.row), "Hot"));
  g_assert_cmpstr (fixture.asked->str, ==, "rating;");
  field_tear_down (&fixture);
}

/* A rule that is being written goes over into another row with what it lacks. */
static void
test_rule_half_written (void)
{
  FieldFixture one, other;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  field_set_up (&one, RULE_FIELD ",\"value\":{\"logic\":\"AND\",\"conditions\":[]}");
  field_set_up (&other, RULE_FIELD ",\"value\":{\"logic\":\"AND\",\"conditions\":[]}");
  click (&one, "Add Group");
  text = embark_field_row_dup_text (one.row);
  g_assert_nonnull (text);
  embark_field_row_set_text (other.row, text);
  field_assert_signals (&other, 0, 0);
  again = embark_field_row_dup_text (other.row);
  g_assert_cmpstr (again, ==, text);
  g_assert_false (embark_field_row_get_valid (other.row, NULL));
  field_tear_down (&one);
  field_tear_down (&other);
}

/* A rule that would not come back whole is not taken apart: it is JSON to read. */
static void
test_rule_unknown (void)
{
  static const char *const values[] = {
    "{\"logic\":\"XOR\",\"conditions\":[]}",
    "{\"logic\":\"AND\",\"conditions\":[],\"more\":1}",
    "{\"logic\":\"AND\",\"conditions\":[{\"lhs\":{\"deep\":1}}]}",
    "{\"lhs\":\"size\",\"operator\":\"eq\",\"rhs\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      FieldFixture fixture;
      g_autofree char *json = g_strdup_printf (RULE_FIELD ",\"value\":%s", values[i]);

      field_set_up (&fixture, json);
      g_assert_false (
          gtk_text_view_get_editable (GTK_TEXT_VIEW (field_find (&fixture, GTK_TYPE_TEXT_VIEW, 0))));
      g_assert_null (ui_find_button (GTK_WIDGET (fixture.row), "Add Group"));
      field_set_value (&fixture, "{}");
      g_assert_nonnull (ui_find_button (GTK_WIDGET (fixture.row), "Add Group"));
      field_tear_down (&fixture);
    }
}

/* What has so many entries that no person edits them one by one is JSON, not as many widgets. */
static void
test_too_many (void)
{
  static const char *const fields[] = {
    "\"field_type\":\"map\",\"labels\":[{\"name\":\"L\",\"value\":\"l\"}],\"value\":{\"k0\":1%s}",
    "\"field_type\":\"map_v2\",\"value\":{\"k0\":1%s}",
    "\"field_type\":\"rule_engine\",\"value\":{\"logic\":\"AND\",\"conditions\":[{\"lhs\":\"a\"}%s]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      FieldFixture fixture;
      g_autoptr (GString) entries = g_string_new (NULL);
      g_autoptr (GString) json = g_string_new (fields[i]);

      for (guint k = 1; k <= 500; k++)
        g_string_append_printf (entries, i < 2 ? ",\"k%u\":1" : ",{\"lhs\":\"a%u\"}", k);
      g_string_replace (json, "%s", entries->str, 1);
      field_set_up (&fixture, json->str);
      g_assert_false (
          gtk_text_view_get_editable (GTK_TEXT_VIEW (field_find (&fixture, GTK_TYPE_TEXT_VIEW, 0))));
      field_tear_down (&fixture);
    }
}

/* A text of megabytes in one line is not laid out as a whole. */
static void
test_too_long (void)
{
  static const char *const types[] = { "json", "textarea" };
  g_autofree char *text = g_strnfill (1000000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      FieldFixture fixture;
      g_autofree char *json = g_strdup_printf ("\"field_type\":\"%s\",\"value\":\"%s\"", types[i], text);

      field_set_up (&fixture, json);
      field_show (&fixture);
      g_assert_false (
          gtk_text_view_get_editable (GTK_TEXT_VIEW (field_find (&fixture, GTK_TYPE_TEXT_VIEW, 0))));
      field_tear_down (&fixture);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/field-choices/select", test_select);
  g_test_add_func ("/ui/field-choices/select-gone", test_select_gone);
  g_test_add_func ("/ui/field-choices/shared", test_shared);
  g_test_add_func ("/ui/field-choices/search", test_search);
  g_test_add_func ("/ui/field-choices/chips", test_chips);
  g_test_add_func ("/ui/field-choices/check-list", test_check_list);
  g_test_add_func ("/ui/field-choices/map", test_map);
  g_test_add_func ("/ui/field-choices/pairs", test_pairs);
  g_test_add_func ("/ui/field-choices/pairs-multiple", test_pairs_multiple);
  g_test_add_func ("/ui/field-choices/rule", test_rule);
  g_test_add_func ("/ui/field-choices/rule-keeps", test_rule_keeps);
  g_test_add_func ("/ui/field-choices/rule-column", test_rule_column);
  g_test_add_func ("/ui/field-choices/rule-reload", test_rule_reload);
  g_test_add_func ("/ui/field-choices/rule-half-written", test_rule_half_written);
  g_test_add_func ("/ui/field-choices/rule-unknown", test_rule_unknown);
  g_test_add_func ("/ui/field-choices/too-many", test_too_many);
  g_test_add_func ("/ui/field-choices/too-long", test_too_long);
  return g_test_run ();
}
