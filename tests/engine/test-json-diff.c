/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The structural comparison of two values: a table. */

#include "config.h"

#include "embark-json-diff.h"
#include "embark-json.h"

typedef struct
{
  const char *a;
  const char *b;
  const char *expected; /* "+path -path ~path >path(from,to)", in order; "" for alike */
} Case;

static const Case plain[] = {
  { "1", "1", "" },
  { "1", "1.0", "" },
  { "1", "2", "~$" },
  { "1", "\"1\"", "~$" },
  { "null", "null", "" },
  { "null", "0", "~$" },
  { "true", "false", "~$" },
  { "9007199254740993", "9007199254740992", "~$" },
  { "{}", "[]", "~$" },
  { "{}", "null", "~$" },
  { "[]", "{}", "~$" },
  { "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", "" },
  { "{\"a\":1}", "{\"a\":1,\"b\":2}", "+$.b" },
  { "{\"a\":1,\"b\":2}", "{\"a\":1}", "-$.b" },
  { "{\"a\":null}", "{}", "-$.a" },
  { "{\"a\":{\"b\":{\"c\":1}}}", "{\"a\":{\"b\":{\"c\":2}}}", "~$.a.b.c" },
  { "{\"Last Name\":1}", "{\"Last Name\":2}", "~$['Last Name']" },
  { "{\"it's\":1}", "{\"it's\":2}", "~$['it\\'s']" },
  { "{\"\":1}", "{\"\":2}", "~$['']" },
  { "[1,2,3]", "[1,2,3]", "" },
  { "[1,2,3]", "[1,2]", "-$[2]" },
  { "[1,2]", "[1,2,3]", "+$[2]" },
  { "[1,2,3]", "[0,1,2,3]", "+$[0]" },
  { "[1,2,3]", "[1,9,3]", "~$[1]" },
  { "[1,2,3]", "[3,1,2]", ">$[0](2,0)" },
  { "[1,1,2]", "[1,2,1]", ">$[1](2,1)" },
  { "[]", "[]", "" },
  { "[[1],[2]]", "[[2],[1]]", ">$[0](1,0)" },
  /* by identity */
  { "[{\"id\":1,\"x\":1},{\"id\":2,\"x\":1}]", "[{\"id\":1,\"x\":1},{\"id\":2,\"x\":5}]", "~$[1].x" },
  { "[{\"id\":1,\"x\":1},{\"id\":2,\"x\":1}]", "[{\"id\":2,\"x\":5},{\"id\":1,\"x\":1}]",
    ">$[0](1,0) ~$[0].x" },
  { "[{\"id\":1},{\"id\":2}]", "[{\"id\":2}]", "-$[0]" },
  { "[{\"name\":\"a\",\"x\":1}]", "[{\"name\":\"b\",\"x\":1},{\"name\":\"a\",\"x\":2}]", "+$[0] ~$[1].x" },
  /* the same identity twice identifies nothing */
  { "[{\"id\":1,\"x\":1},{\"id\":1,\"x\":2}]", "[{\"id\":1,\"x\":1},{\"id\":1,\"x\":2}]", "" },
};

static const Case volatiles[] = {
  { "{\"id\":1,\"x\":1}", "{\"id\":2,\"x\":1}", "" },
  { "{\"contact_id\":1}", "{\"contact_id\":2}", "" },
  { "{\"createdAt\":1}", "{\"createdAt\":2}", "" },
  { "{\"id\":1}", "{}", "" },
  { "{\"x\":\"2026-01-01T10:00:00Z\"}", "{\"x\":\"2026-02-01T10:00:00.123Z\"}", "" },
  { "{\"x\":\"2026-01-01T10:00:00Z\"}", "{\"x\":\"tomorrow\"}", "~$.x" },
  { "{\"x\":\"2026-01-01\"}", "{\"x\":\"2026-01-02\"}", "~$.x" },
  { "{\"x\":\"003Qy000001abcDIAQ\"}", "{\"x\":\"003Qy000009zzzDIAQ\"}", "" },
  { "{\"x\":\"3b241101-e2bb-4255-8caf-4136c566a962\"}", "{\"x\":\"4b241101-e2bb-4255-8caf-4136c566a962\"}",
    "" },
  { "{\"x\":\"65f0c0ffee65f0c0ffee65f0\"}", "{\"x\":\"75f0c0ffee65f0c0ffee65f0\"}", "" },
  { "{\"x\":\"3b241101-e2bb-4255-8caf-4136c566a962\"}", "{\"x\":\"65f0c0ffee65f0c0ffee65f0\"}", "~$.x" },
  { "{\"x\":\"internationalize\"}", "{\"x\":\"misunderstanding\"}", "~$.x" },
  /* ids made anew by each run identify nothing: then what is equal belongs together */
  { "[{\"id\":1,\"x\":\"a\"},{\"id\":2,\"x\":\"b\"}]", "[{\"id\":8,\"x\":\"a\"},{\"id\":9,\"x\":\"c\"}]",
    "~$[1].x" },
};

static char *
describe (GPtrArray *entries)
{
  static const char signs[] = { '+', '-', '~', '>' };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const EmbarkDiffEntry *entry = g_ptr_array_index (entries, i);

      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text, "%c%s", signs[entry->kind], entry->path);
      if (entry->kind == EMBARK_DIFF_MOVED)
        g_string_append_printf (text, "(%u,%u)", entry->from, entry->to);
      g_assert_true ((entry->a == NULL) == (entry->kind == EMBARK_DIFF_ADDED));
      g_assert_true ((entry->b == NULL) == (entry->kind == EMBARK_DIFF_REMOVED));
    }
  return g_string_free (text, FALSE);
}

static void
check (const Case *cases, guint n, const EmbarkDiffRules *rules)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (JsonNode) a = embark_json_parse (cases[i].a, -1, NULL);
      g_autoptr (JsonNode) b = embark_json_parse (cases[i].b, -1, NULL);
      g_autoptr (GPtrArray) entries = NULL;
      g_autofree char *text = NULL;
      gboolean truncated = TRUE;

      g_test_message ("%s | %s", cases[i].a, cases[i].b);
      entries = embark_json_diff (a, b, rules, 100, &truncated);
      text = describe (entries);
      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_false (truncated);
      g_assert_cmpint (embark_json_alike (a, b, rules), ==, entries->len == 0);
    }
}

static void
test_plain (void)
{
  check (plain, G_N_ELEMENTS (plain), NULL);
}

static void
test_volatile (void)
{
  const EmbarkDiffRules rules = { embark_diff_volatile_names, TRUE, TRUE };

  check (volatiles, G_N_ELEMENTS (volatiles), &rules);
}

static void
test_nothing (void)
{
  g_autoptr (JsonNode) a = embark_json_parse ("1", -1, NULL);
  g_autoptr (GPtrArray) both = embark_json_diff (NULL, NULL, NULL, 10, NULL);
  g_autoptr (GPtrArray) added = embark_json_diff (NULL, a, NULL, 10, NULL);
  g_autoptr (GPtrArray) removed = embark_json_diff (a, NULL, NULL, 10, NULL);
  g_autofree char *first = describe (added);
  g_autofree char *second = describe (removed);

  g_assert_cmpuint (both->len, ==, 0);
  g_assert_cmpstr (first, ==, "+$");
  g_assert_cmpstr (second, ==, "-$");
}

/* Wholly different lists are many differences; a few are enough to know. */
static void
test_truncated (void)
{
  g_autoptr (GString) a = g_string_new ("[");
  g_autoptr (GString) b = g_string_new ("[");
  g_autoptr (JsonNode) node_a = NULL;
  g_autoptr (JsonNode) node_b = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gboolean truncated = FALSE;

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append_printf (a, "%s%u", i > 0 ? "," : "", i);
      g_string_append_printf (b, "%s%u", i > 0 ? "," : "", i + 1000000);
    }
  g_string_append_c (a, ']');
  g_string_append_c (b, ']');
  node_a = embark_json_parse (a->str, -1, NULL);
  node_b = embark_json_parse (b->str, -1, NULL);
  entries = embark_json_diff (node_a, node_b, NULL, 50, &truncated);
  g_assert_true (truncated);
  g_assert_cmpuint (entries->len, ==, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-diff/plain", test_plain);
  g_test_add_func ("/json-diff/volatile", test_volatile);
  g_test_add_func ("/json-diff/nothing", test_nothing);
  g_test_add_func ("/json-diff/truncated", test_truncated);
  return g_test_run ();
}
