/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two runs beside each other. */

#include "config.h"

#include "embark-json.h"
#include "embark-run-compare.h"
#include "test-util.h"

#define RUN(nodes) "{\"_id\":\"r\",\"status\":\"COMPLETED\",\"nodes\":[" nodes "]}"
#define NODE(id, name, status, output)                                                                       \
  "{\"node_id\":\"" id "\",\"node_name\":\"" name "\",\"node_status\":\"" status "\",\"attempts_made\":1,"   \
  "\"latest_output\":" output "}"

static EmbarkExecution *
run_of (const char *text)
{
  g_autoptr (JsonNode) node = embark_json_parse (text, -1, NULL);
  g_autoptr (GError) error = NULL;
  EmbarkExecution *run = embark_execution_new_from_json (node, "r", &error);

  g_assert_no_error (error);
  return run;
}

/* "=name" alike, "!name" differs, "<name" only in a, ">name" only in b */
static char *
describe (GPtrArray *nodes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < nodes->len; i++)
    {
      EmbarkComparedNode *node = g_ptr_array_index (nodes, i);
      char sign = embark_compared_node_get_differs (node) ? '!' : '=';

      if (embark_compared_node_get_a (node) == NULL)
        sign = '>';
      else if (embark_compared_node_get_b (node) == NULL)
        sign = '<';
      g_string_append_printf (text, "%s%c%s", i > 0 ? " " : "", sign, embark_compared_node_get_name (node));
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *a;
  const char *b;
  const char *expected;
} cases[] = {
  { RUN (""), RUN (""), "" },
  { RUN (NODE ("1", "x", "Success", "1")), RUN (NODE ("1", "x", "Success", "1")), "=x" },
  { RUN (NODE ("1", "x", "Success", "1")), RUN (NODE ("1", "x", "Errored", "1")), "!x" },
  { RUN (NODE ("1", "x", "Success", "1")), RUN (NODE ("1", "x", "Success", "2")), "!x" },
  { RUN (NODE ("1", "x", "Success", "1")), RUN (NODE ("2", "x", "Success", "1")), "=x" },
  { RUN (NODE ("1", "x", "Success", "1")), RUN (NODE ("1", "renamed", "Success", "1")), "=renamed" },
  { RUN (NODE ("1", "x", "Success", "1")), RUN (NODE ("2", "y", "Success", "1")), ">y <x" },
  { RUN (NODE ("1", "x", "Success", "1") "," NODE ("2", "y", "Success", "1")),
    RUN (NODE ("2", "y", "Success", "1")), "<x =y" },
  { RUN (NODE ("1", "x", "Success", "1")),
    RUN (NODE ("1", "x", "Success", "1") "," NODE ("2", "y", "Success", "1")), "=x >y" },
  /* One id twice: a loop's node, in order. */
  { RUN (NODE ("1", "x", "Success", "1") "," NODE ("1", "x", "Success", "2")),
    RUN (NODE ("1", "x", "Success", "1") "," NODE ("1", "x", "Success", "3")), "=x !x" },
  { RUN (NODE ("1", "x", "Success", "1") "," NODE ("1", "x", "Success", "2")),
    RUN (NODE ("1", "x", "Success", "1")), "=x <x" },
  /* The id wins over the name. */
  { RUN (NODE ("1", "x", "Success", "1") "," NODE ("2", "y", "Success", "2")),
    RUN (NODE ("2", "x", "Success", "2") "," NODE ("3", "y", "Success", "1")), "<x =x >y" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EmbarkExecution) a = run_of (cases[i].a);
      g_autoptr (EmbarkExecution) b = run_of (cases[i].b);
      g_autoptr (GPtrArray) nodes = embark_run_compare (a, b, NULL);
      g_autofree char *text = describe (nodes);

      g_test_message ("%u", i);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_thread (void)
{
  g_auto (Wait) wait = { NULL };
  const EmbarkDiffRules rules = { embark_diff_volatile_names, TRUE, TRUE };
  g_autoptr (EmbarkExecution) a = run_of (RUN (NODE ("1", "x", "Success", "{\"id\":1,\"v\":1}")));
  g_autoptr (EmbarkExecution) b = run_of (RUN (NODE ("1", "x", "Success", "{\"id\":2,\"v\":2}")));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  GPtrArray *entries;

  embark_run_compare_async (a, b, &rules, NULL, wait_cb, &wait);
  nodes = embark_run_compare_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
  entries = embark_compared_node_get_output_diff (g_ptr_array_index (nodes, 0));
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpstr (((EmbarkDiffEntry *) g_ptr_array_index (entries, 0))->path, ==, "$.v");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-compare/table", test_table);
  g_test_add_func ("/run-compare/thread", test_thread);
  return g_test_run ();
}
