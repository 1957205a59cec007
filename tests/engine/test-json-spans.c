/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the values of a JSON text stand. */

#include "config.h"

#include <string.h>

#include "embark-json-spans.h"

static const struct
{
  const char *text;
  const char *expected; /* kind, depth and bytes of each value; NULL: none */
} scans[] = {
  { "1", "i0<1>" },
  { " -1.5e3 ", "n0<-1.5e3>" },
  { "\"a\\\"b\"", "s0<\"a\\\"b\">" },
  { "{}", "o0<{}>" },
  { "[ ]", "a0<[ ]>" },
  { "{\"a\":1,\"b\":[true,null]}",
    "o0<{\"a\":1,\"b\":[true,null]}>i1\"a\"<1>a1\"b\"<[true,null]>b2<true>0<null>" },
  { "{ \"x\" : { \"y\" : \"}\" } }",
    "o0<{ \"x\" : { \"y\" : \"}\" } }>o1\"x\"<{ \"y\" : \"}\" }>s2\"y\"<\"}\">" },
  { "[[],[[]]]", "a0<[[],[[]]]>a1<[]>a1<[[]]>a2<[]>" },
  { "{\"\":\"\"}", "o0<{\"\":\"\"}>s1\"\"<\"\">" },
  { "", "" },
  { "[", "" },
  { "{\"a\"}", "" },
  { "{1}", "" },
  { "[1}", "" },
  { "1 2", "" },
  { "\"", "" },
};

static void
test_spans (void)
{
  static const char kinds[] = "oasinb";

  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    {
      g_autoptr (GArray) spans = embark_json_spans_scan (scans[i].text, strlen (scans[i].text));
      g_autoptr (GString) seen = g_string_new (NULL);

      for (guint k = 0; k < spans->len; k++)
        {
          const EmbarkJsonSpan *span = &g_array_index (spans, EmbarkJsonSpan, k);

          if (span->kind == EMBARK_JSON_SPAN_NULL)
            g_string_append_c (seen, '0');
          else
            g_string_append_printf (seen, "%c%u", kinds[span->kind], span->depth);
          g_string_append_len (seen, scans[i].text + span->key_start,
                               (gssize) (span->key_end - span->key_start));
          g_string_append_printf (seen, "<%.*s>", (int) (span->end - span->start),
                                  scans[i].text + span->start);
        }
      g_assert_cmpstr (seen->str, ==, scans[i].expected);
    }
}

static const struct
{
  const char *json;
  const char *expected;
} strings[] = {
  { "\"\"", "" },
  { "\"a\\n\\t\\\"\\\\\\/\\b\\f\\r\"", "a\n\t\"\\/\b\f\r" },
  { "\"\\u00e9\\ud83e\\udd85\"", "é🦅" },
  { "\"\\ud83e\"", "\xef\xbf\xbd" },
  { "\"\\udd85x\"", "\xef\xbf\xbdx" },
  { "\"a\\u0000b\"", "a\xef\xbf\xbd"
                     "b" },
};

static void
test_strings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autofree char *text = embark_json_spans_decode (strings[i].json, strlen (strings[i].json));

      g_assert_cmpstr (text, ==, strings[i].expected);
    }
}

/* Nothing in it is recursive. */
static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) spans = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, ']');
  spans = embark_json_spans_scan (text->str, text->len);
  g_assert_cmpuint (spans->len, ==, 200000);
  g_assert_cmpuint (g_array_index (spans, EmbarkJsonSpan, 199999).depth, ==, 199999);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-spans/table", test_spans);
  g_test_add_func ("/json-spans/strings", test_strings);
  g_test_add_func ("/json-spans/deep", test_deep);
  return g_test_run ();
}
