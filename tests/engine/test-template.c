/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Variables of payloads. */

#include "config.h"

#include <string.h>

#include "embark-json.h"
#include "embark-template.h"

/* 2026-06-15 12:00:00.250 UTC */
#define NOW (G_GINT64_CONSTANT (1781524800) * G_USEC_PER_SEC + 250000)

static char *
expand (const char *text, guint32 seed, guint *line, guint *column, GError **error)
{
  g_autoptr (GHashTable) row = g_hash_table_new (g_str_hash, g_str_equal);
  const EmbarkTemplateContext context = { .seed = seed,
                                          .now = NOW,
                                          .index = 7,
                                          .account_id = "a-1",
                                          .account_name = "Kestrel \"& Sons\"\n",
                                          .row = row };

  g_hash_table_insert (row, (gpointer) "Last Name", (gpointer) "O\"Hara\\");
  return embark_template_expand (text, &context, line, column, error);
}

static const struct
{
  const char *text;
  const char *expected;
} cases[] = {
  { "", "" },
  { "{\"a\":1}", "{\"a\":1}" },
  { "{ \"a\" : 1.50e2 ,\n\"b\":[ ] }", "{ \"a\" : 1.50e2 ,\n\"b\":[ ] }" },
  { "{\"a\":\"{{n}}\"}", "{\"a\":\"7\"}" },
  { "{\"a\":{{n}}}", "{\"a\":7}" },
  { "{\"a\":{{ account_id }}}", "{\"a\":\"a-1\"}" },
  { "{\"a\":\"x {{account_id}} y\"}", "{\"a\":\"x a-1 y\"}" },
  { "{\"a\":\"{{account_name}}\"}", "{\"a\":\"Kestrel \\\"& Sons\\\"\\u000a\"}" },
  { "{\"a\":{{account_name}}}", "{\"a\":\"Kestrel \\\"& Sons\\\"\\u000a\"}" },
  { "{\"a\":\"{{row.Last Name}}\"}", "{\"a\":\"O\\\"Hara\\\\\"}" },
  { "{\"a\":\"{{now}}\"}", "{\"a\":\"2026-06-15T12:00:00.250Z\"}" },
  { "{\"a\":\"{{now:+2h}}\"}", "{\"a\":\"2026-06-15T14:00:00.250Z\"}" },
  { "{\"a\":\"{{date:-7d}}\"}", "{\"a\":\"2026-06-08\"}" },
  { "{\"a\":{{timestamp}}}", "{\"a\":1781524800}" },
  { "{\"a\":{{int:5:5}}}", "{\"a\":5}" },
  { "{\"a\":\"{{choice:only}}\"}", "{\"a\":\"only\"}" },
  { "{\"a\":\"{{open}}n}}\"}", "{\"a\":\"{{n}}\"}" },
  { "{\"{{n}}\":1}", "{\"7\":1}" },
  /* Objects in objects without a space are no variable. */
  { "[{\"a\":{\"b\":{}}}]", "[{\"a\":{\"b\":{}}}]" },
  { "{\"a\":\"quote \\\" {{n}}\"}", "{\"a\":\"quote \\\" 7\"}" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = expand (cases[i].text, 1, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
check_error (const char *text, int code, guint expected_line, guint expected_column)
{
  g_autoptr (GError) error = NULL;
  guint line = 0, column = 0;

  g_assert_null (expand (text, 1, &line, &column, &error));
  g_assert_error (error, EMBARK_TEMPLATE_ERROR, code);
  g_assert_cmpuint (line, ==, expected_line);
  g_assert_cmpuint (column, ==, expected_column);
}

static void
test_errors (void)
{
  check_error ("{\"a\":\"{{nonsense}}\"}", EMBARK_TEMPLATE_ERROR_UNKNOWN, 1, 7);
  check_error ("{\n  \"ä\": {{n\n}", EMBARK_TEMPLATE_ERROR_OPEN, 2, 8);
  check_error ("{\"a\":{{int:9:1}}}", EMBARK_TEMPLATE_ERROR_ARGUMENT, 1, 6);
  check_error ("{\"a\":{{int:1:99999999999999}}}", EMBARK_TEMPLATE_ERROR_ARGUMENT, 1, 6);
  check_error ("{\"a\":\"{{now:soon}}\"}", EMBARK_TEMPLATE_ERROR_ARGUMENT, 1, 7);
  check_error ("{\"a\":\"{{choice}}\"}", EMBARK_TEMPLATE_ERROR_ARGUMENT, 1, 7);
  check_error ("{\"a\":\"{{row.None}}\"}", EMBARK_TEMPLATE_ERROR_UNKNOWN, 1, 7);
}

/* Whatever is made up, it is JSON; the same seed makes up the same. */
static void
test_made_up (void)
{
  guint n;
  const EmbarkTemplateVariable *variables = embark_template_list_variables (&n);

  g_assert_true (embark_template_has_variables ("{{"));
  g_assert_false (embark_template_has_variables ("{}"));
  for (guint i = 0; i < n; i++)
    for (guint32 seed = 0; seed < 50; seed++)
      {
        g_autofree char *text =
            g_strdup_printf ("{\"a\":{{%s}},\"b\":\"<{{%s}}>\"}", variables[i].name, variables[i].name);
        g_autoptr (GError) error = NULL;
        g_autofree char *once = expand (text, seed, NULL, NULL, &error);
        g_autofree char *twice = expand (text, seed, NULL, NULL, NULL);
        g_autoptr (JsonNode) node = NULL;

        g_assert_no_error (error);
        g_assert_cmpstr (once, ==, twice);
        node = embark_json_parse (once, -1, &error);
        g_assert_no_error (error);
        g_assert_nonnull (node);
        g_assert_cmpstr (variables[i].description, !=, "");
      }
}

static void
test_uuid (void)
{
  for (guint32 seed = 0; seed < 200; seed++)
    {
      g_autofree char *a = expand ("{{uuid}}", seed, NULL, NULL, NULL);
      g_autofree char *b = expand ("{{uuid}}", seed + 1, NULL, NULL, NULL);
      g_autofree char *id = g_strndup (a + 1, strlen (a) - 2);

      g_assert_true (g_uuid_string_is_valid (id));
      g_assert_cmpstr (a, !=, b);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template/table", test_table);
  g_test_add_func ("/template/errors", test_errors);
  g_test_add_func ("/template/made-up", test_made_up);
  g_test_add_func ("/template/uuid", test_uuid);
  return g_test_run ();
}
