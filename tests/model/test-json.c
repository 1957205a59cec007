/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <malloc.h>
#include <string.h>

#include "embark-api-error.h"
#include "embark-json.h"

/* Returns: (transfer full): @depth times @open, an inner value, and as many times @close */
static char *
nest (const char *open, const char *close, guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, "1");
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);

  return g_string_free (text, FALSE);
}

static void
test_refused (void)
{
  /* What json-glib 1.6 would take, or break on. */
  static const char *const texts[] = {
    "",
    " ",
    "8{\"a\":1}",
    "{\"a\":1}{\"a\":2}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "/* x */ {}",
    "{} // x",
    "{'a':1}",
    "{a:1}",
    "var x = {};",
    "01",
    "0x10",
    ".5",
    "5.",
    "+1",
    "1e400",
    "-1e400",
    "12345678901234567890",
    "-9223372036854775809",
    "[1,]",
    "{\"a\":1,}",
    "NaN",
    "Infinity",
    "nul",
    "\"tab\tin it\"",
    "\"line\nin it\"",
    "\"\\u0000\"",
    "{\"\\u0000\":1}",
    "\"\\ud800\"",
    "\"\\x41\"",
    "\"\xff\"",
    "\"\xc0\xaf\"",
    "\"\xed\xa0\x80\"",
    "\xef\xbb\xbf{}",
    "{\"a\"",
    "[",
    "\"",
    "]",
    "{\"a\":1]",
    "<html>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL, other = NULL;
      guint line = 99, column = 99;

      g_assert_null (embark_json_parse (texts[i], -1, &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      g_assert_false (embark_json_check (texts[i], -1, &line, &column, &other));
      g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      g_assert_cmpuint (line, <=, 2);
    }
}

static void
test_accepted (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "null",
    "true",
    "-0.5",
    "1E5",
    "1e+5",
    "1.5e-3",
    "9223372036854775807",
    "-9223372036854775808",
    "\"\\ud83d\\ude00 \\u00e4 ä \\/ \\b\\f\\n\\r\\t\"",
    " { \"a\" : [ 1 , 2.0 , null , \"[[[\" ] } \n",
    "1e-400",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = embark_json_parse (texts[i], -1, &error);

      g_assert_no_error (error);
      g_assert_nonnull (node);
      g_assert_true (json_node_is_immutable (node));
      g_assert_true (embark_json_check (texts[i], -1, NULL, NULL, NULL));
    }
}

static void
test_place (void)
{
  guint line, column;
  g_autoptr (GError) error = NULL, deep_error = NULL;
  g_autofree char *deep = NULL, *text = NULL;

  g_assert_false (embark_json_check ("{\n  \"a\": tk_secret_value\n}", -1, &line, &column, &error));
  g_assert_cmpuint (line, ==, 2);
  g_assert_cmpuint (column, >=, 8);
  /* What stands there may be a secret: it is not repeated. */
  g_assert_null (strstr (error->message, "secret"));
  g_assert_nonnull (strstr (error->message, "line 2"));

  deep = nest ("[", "]", EMBARK_JSON_MAX_DEPTH + 1);
  text = g_strconcat ("\n", deep, NULL);
  g_assert_false (embark_json_check (text, -1, &line, &column, &deep_error));
  g_assert_cmpuint (line, ==, 2);
  g_assert_cmpuint (column, ==, EMBARK_JSON_MAX_DEPTH + 1);
  g_assert_true (embark_json_check ("1", -1, &line, &column, NULL));
  g_assert_cmpuint (line, ==, 0);
}

static void
test_depth (void)
{
  g_autofree char *fits = nest ("[", "]", EMBARK_JSON_MAX_DEPTH);
  g_autofree char *objects = nest ("{\"a\":", "}", EMBARK_JSON_MAX_DEPTH);
  g_autofree char *deep = nest ("[", "]", EMBARK_JSON_MAX_DEPTH + 1);
  g_autofree char *huge = nest ("[", "", 500000);
  g_autofree char *mixed = nest ("[{\"a\":", "}]", 200000);
  g_autofree char *printed = NULL;
  g_autoptr (JsonNode) node = embark_json_parse (fits, -1, NULL);
  g_autoptr (JsonNode) other = embark_json_parse (objects, -1, NULL);

  g_assert_nonnull (node);
  g_assert_nonnull (other);
  printed = embark_json_to_string (node, FALSE);
  g_assert_cmpstr (printed, ==, fits);
  g_assert_null (embark_json_parse (deep, -1, NULL));
  g_assert_null (embark_json_parse (huge, -1, NULL));
  g_assert_null (embark_json_parse (mixed, -1, NULL));
}

/* Not more than was given is read. */
static void
test_length (void)
{
  g_autoptr (JsonNode) node = embark_json_parse ("[1]garbage", 3, NULL);
  char *exact = g_memdup2 ("{\"a\":12345678901234567890}", 26);
  g_autoptr (JsonNode) reply = embark_json_parse_reply (exact, 26, NULL);

  g_assert_nonnull (node);
  g_assert_nonnull (reply);
  g_assert_null (embark_json_parse (exact, 25, NULL));
  g_assert_null (embark_json_parse (exact, 0, NULL));
  g_assert_null (embark_json_parse (NULL, 0, NULL));
  g_assert_null (embark_json_parse ("[1]\0[2]", 7, NULL));
  g_free (exact);
}

/* In an answer a number that fits nowhere is shown as it came, and the rest stays readable. */
static void
test_reply_numbers (void)
{
  static const struct
  {
    const char *text;
    const char *printed;
  } rows[] = {
    { "{\"a\":12345678901234567890,\"b\":1}", "{\"a\":\"12345678901234567890\",\"b\":1}" },
    { "[-9223372036854775809,-9223372036854775808]", "[\"-9223372036854775809\",-9223372036854775808]" },
    { "[1e400,-1e999,1e5]", "[\"1e400\",\"-1e999\",100000.0]" },
    { "\"12345678901234567890 \\\" 1e400\"", "\"12345678901234567890 \\\" 1e400\"" },
    { "12345678901234567890", "\"12345678901234567890\"" },
    { "\xef\xbb\xbf[1]", "[1]" },
    { "[9007199254740993]", "[9007199254740993]" },
  };
  static const char *const refused[] = { "[012345678901234567890]", "[12345678901234567890x]", "[1e400.5]",
                                         "{12345678901234567890:1,12345678901234567890:2}" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = embark_json_parse_reply (rows[i].text, -1, &error);
      g_autofree char *printed = NULL;

      g_assert_no_error (error);
      printed = embark_json_to_string (node, FALSE);
      g_assert_cmpstr (printed, ==, rows[i].printed);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (embark_json_parse_reply (refused[i], -1, NULL));
}

static void
test_getters (void)
{
  g_autoptr (JsonNode) node =
      embark_json_parse ("{\"s\":\"x\",\"e\":\"\",\"n\":null,\"i\":5,\"d\":2.5,\"w\":3.0,\"b\":true,"
                         "\"o\":{},\"a\":[],\"h\":1e300}",
                         -1, NULL);
  JsonObject *o = json_node_get_object (node);
  static const char *const not_strings[] = { "n", "i", "d", "b", "o", "a", "absent" };

  g_assert_cmpstr (embark_json_get_string (o, "s", "f"), ==, "x");
  for (gsize i = 0; i < G_N_ELEMENTS (not_strings); i++)
    {
      g_assert_cmpstr (embark_json_get_string (o, not_strings[i], "f"), ==, "f");
      g_assert_null (embark_json_get_id (o, not_strings[i]));
    }
  g_assert_null (embark_json_get_id (o, "e"));
  g_assert_null (embark_json_dup_label (o, "e"));
  g_assert_cmpint (embark_json_get_int (o, "i", 7), ==, 5);
  g_assert_cmpint (embark_json_get_int (o, "w", 7), ==, 3);
  g_assert_cmpint (embark_json_get_int (o, "d", 7), ==, 7);
  g_assert_cmpint (embark_json_get_int (o, "h", 7), ==, 7);
  g_assert_cmpint (embark_json_get_int (o, "s", 7), ==, 7);
  g_assert_cmpfloat (embark_json_get_double (o, "d", 7), ==, 2.5);
  g_assert_cmpfloat (embark_json_get_double (o, "i", 7), ==, 5);
  g_assert_cmpfloat (embark_json_get_double (o, "b", 7), ==, 7);
  g_assert_true (embark_json_get_boolean (o, "b", FALSE));
  g_assert_true (embark_json_get_boolean (o, "i", TRUE));
  g_assert_nonnull (embark_json_get_object (o, "o"));
  g_assert_null (embark_json_get_object (o, "a"));
  g_assert_nonnull (embark_json_get_array (o, "a"));
  g_assert_null (embark_json_get_array (o, "o"));
  g_assert_null (embark_json_get_node (o, "n"));
  g_assert_cmpstr (embark_json_get_string (NULL, "s", "f"), ==, "f");
  g_assert_cmpint (embark_json_get_int (NULL, "s", 7), ==, 7);
  g_assert_null (embark_json_get_node (NULL, "s"));
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gint64 time;
  } rows[] = {
    { "\"2026-06-16T11:35:25.951Z\"", G_GINT64_CONSTANT (1781609725951000) },
    { "\"2026-06-16T13:35:25+02:00\"", G_GINT64_CONSTANT (1781609725000000) },
    { "\"2026-06-16T11:35:25\"", G_GINT64_CONSTANT (1781609725000000) },
    { "\"2026-06-16\"", G_GINT64_CONSTANT (1781568000000000) },
    { "\"Tue, 16 Jun 2026 11:35:25 GMT\"", G_GINT64_CONSTANT (1781609725000000) },
    { "\"Tue, 16 Foo 2026 11:35:25 GMT\"", 0 },
    { "\"Tue, 99 Jun 2026 11:35:25 GMT\"", 0 },
    { "\"Tue, 16 anJ 2026 11:35:25 GMT\"", 0 },
    { "\"yesterday, \"", 0 },
    { "\"\"", 0 },
    { "\"2026-13-45T99:99:99Z\"", 0 },
    { "1781609725", 0 },
    { "null", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"t\":%s}", rows[i].text);
      g_autoptr (JsonNode) node = embark_json_parse (text, -1, NULL);

      g_assert_cmpint (embark_json_get_time (json_node_get_object (node), "t"), ==, rows[i].time);
    }
}

static void
test_to_string (void)
{
  static const char text[] =
      "{\"z\":1,\"a\":[0.1,-5,1.5e+300,\"ä\\\"\\n\"],\"b\":{\"x\":null,\"a \\\" : b\":\" : \\\\\"}}";
  g_autoptr (JsonNode) node = embark_json_parse (text, -1, NULL);
  g_autofree char *printed = embark_json_to_string (node, FALSE);
  g_autofree char *pretty = embark_json_to_string (node, TRUE);
  g_autofree char *none = embark_json_to_string (NULL, TRUE);
  g_autoptr (JsonNode) again = embark_json_parse (pretty, -1, NULL);

  g_assert_true (json_node_equal (node, again));
  g_assert_true (g_str_has_prefix (printed, "{\"z\":1,\"a\":[0.1"));
  g_assert_nonnull (strstr (pretty, "\n  \"z\": 1,\n"));
  g_assert_nonnull (strstr (pretty, "\"a \\\" : b\": \" : \\\\\"\n"));
  g_assert_cmpstr (none, ==, "null");
}

/* A number is written as a person would, reads back the same, and stays a double where it was one. */
static void
test_doubles (void)
{
  static const struct
  {
    const char *text;
    const char *printed;
  } rows[] = {
    { "0.1", "0.1" },
    { "[1.10,-0.30,19.99]", "[1.1,-0.3,19.99]" },
    { "{\"a\":3.0,\"b\":3,\"c\":-0.0}", "{\"a\":3.0,\"b\":3,\"c\":-0.0}" },
    { "0.30000000000000004", "0.30000000000000004" },
    { "0.1234567890123456", "0.1234567890123456" },
    { "99999999999999984.0", "99999999999999984.0" },
    { "2e22", "2e+22" },
    { "1.5e-7", "1.5e-07" },
    { "1.7976931348623157e308", "1.7976931348623157e+308" },
    { "\"0.10000000000000001\"", "\"0.10000000000000001\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = embark_json_parse (rows[i].text, -1, NULL);
      g_autofree char *printed = embark_json_to_string (node, FALSE);
      g_autoptr (JsonNode) again = embark_json_parse (printed, -1, NULL);

      g_assert_cmpstr (printed, ==, rows[i].printed);
      g_assert_true (json_node_equal (node, again));
    }
}

static void
test_identifier (void)
{
  static const struct
  {
    const char *text;
    const char *shown;
  } rows[] = {
    { "\"me@example.com\"", "me@example.com" },
    { "\"NA\"", NULL },
    { "\"\"", NULL },
    { "null", NULL },
    { "5", "5" },
    { "{\"id\":\"x\"}", "{\"id\":\"x\"}" },
    { "[1]", "[1]" },
    { "{\"email\":\"me@example.com\",\"org_name\":\"Acme\"}", "me@example.com, Acme" },
    { "{\"username\":\"me\",\"org_name\":5}", "me" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = embark_json_parse (rows[i].text, -1, NULL);
      g_autofree char *shown = embark_json_stringify_identifier (node);

      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
  g_assert_null (embark_json_stringify_identifier (NULL));
}

#ifdef __SANITIZE_ADDRESS__
#define get_used_bytes() ((gsize) 0) /* it counts its own blocks, and tells of those that are left */
#else
static gsize
get_used_bytes (void)
{
  return mallinfo2 ().uordblks;
}
#endif

/* Freed in pieces, all of it, and not what somebody else holds. */
static void
test_release (void)
{
  g_autoptr (GString) text = g_string_new ("{\"list\":[");
  g_autofree char *word = g_strnfill (1000, 'x');
  g_autoptr (JsonNode) kept = NULL;
  JsonNode *node;
  gsize full, used;

  for (guint i = 0; i < 4000; i++)
    g_string_append_printf (text, "%s{\"n\":\"%s\"}", i > 0 ? "," : "", word);
  g_string_append (text, "]}");
  node = embark_json_parse (text->str, (gssize) text->len, NULL);
  g_assert_nonnull (node);
  kept = json_node_ref (
      json_array_get_element (embark_json_get_array (json_node_get_object (node), "list"), 3999));

  full = get_used_bytes ();
  embark_json_release (node);
  used = get_used_bytes ();
  g_assert_cmpuint (full, <=, used + 1000 * 1000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  used = get_used_bytes ();
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (full, >=, used + 3900 * 1000);
#endif
  g_assert_cmpstr (embark_json_get_string (json_node_get_object (kept), "n", NULL), ==, word);

  embark_json_release (NULL);
  embark_json_release (json_node_ref (kept));
  g_assert_cmpstr (embark_json_get_string (json_node_get_object (kept), "n", NULL), ==, word);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/json/refused", test_refused);
  g_test_add_func ("/model/json/accepted", test_accepted);
  g_test_add_func ("/model/json/place", test_place);
  g_test_add_func ("/model/json/depth", test_depth);
  g_test_add_func ("/model/json/length", test_length);
  g_test_add_func ("/model/json/reply-numbers", test_reply_numbers);
  g_test_add_func ("/model/json/getters", test_getters);
  g_test_add_func ("/model/json/times", test_times);
  g_test_add_func ("/model/json/to-string", test_to_string);
  g_test_add_func ("/model/json/doubles", test_doubles);
  g_test_add_func ("/model/json/identifier", test_identifier);
  g_test_add_func ("/model/json/release", test_release);
  return g_test_run ();
}
