/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of JSON Schema that is looked at: a table. */

#include "config.h"

#include "embark-json-schema.h"
#include "embark-json.h"

static const struct
{
  const char *schema;
  const char *value;
  const char *faults; /* paths, separated by spaces */
} cases[] = {
  { "{}", "1", "" },
  { "true", "1", "" },
  { "false", "1", "$" },
  { "{\"type\":\"string\"}", "\"a\"", "" },
  { "{\"type\":\"string\"}", "1", "$" },
  { "{\"type\":\"number\"}", "1", "" },
  { "{\"type\":\"integer\"}", "1.0", "" },
  { "{\"type\":\"integer\"}", "1.5", "$" },
  { "{\"type\":\"boolean\"}", "0", "$" },
  { "{\"type\":\"null\"}", "null", "" },
  { "{\"type\":[\"string\",\"null\"]}", "null", "" },
  { "{\"type\":[\"string\",\"null\"]}", "[]", "$" },
  { "{\"type\":\"of-the-future\"}", "1", "$" },
  { "{\"enum\":[1,\"a\",null]}", "1.0", "" },
  { "{\"enum\":[1,\"a\",null]}", "\"b\"", "$" },
  { "{\"const\":{\"a\":[1]}}", "{\"a\":[1]}", "" },
  { "{\"const\":{\"a\":[1]}}", "{\"a\":[2]}", "$" },
  { "{\"minimum\":1,\"maximum\":3}", "1", "" },
  { "{\"minimum\":1,\"maximum\":3}", "0", "$" },
  { "{\"minimum\":1,\"maximum\":3}", "3.5", "$" },
  { "{\"exclusiveMinimum\":1}", "1", "$" },
  { "{\"exclusiveMaximum\":1}", "1", "$" },
  { "{\"multipleOf\":0.1}", "0.3", "" },
  { "{\"multipleOf\":2}", "3", "$" },
  { "{\"minLength\":2,\"maxLength\":3}", "\"äö\"", "" },
  { "{\"minLength\":2}", "\"a\"", "$" },
  { "{\"maxLength\":1}", "\"ab\"", "$" },
  { "{\"pattern\":\"^a+$\"}", "\"aa\"", "" },
  { "{\"pattern\":\"^a+$\"}", "\"ab\"", "$" },
  { "{\"pattern\":\"b\"}", "\"abc\"", "" },
  { "{\"pattern\":\"(\"}", "\"abc\"", "" },
  /* A trap: it gives up, and nothing is said. */
  { "{\"pattern\":\"^(a+)+$\"}", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"", "" },
  { "{\"format\":\"email\"}", "\"a@b.example\"", "" },
  { "{\"format\":\"email\"}", "\"a@b\"", "$" },
  { "{\"format\":\"email\"}", "\"a b@c.example\"", "$" },
  { "{\"format\":\"uri\"}", "\"https://x.example/a?b\"", "" },
  { "{\"format\":\"uri\"}", "\"x.example\"", "$" },
  { "{\"format\":\"date\"}", "\"2026-02-28\"", "" },
  { "{\"format\":\"date\"}", "\"2026-02-30\"", "$" },
  { "{\"format\":\"date\"}", "\"28.2.2026\"", "$" },
  { "{\"format\":\"date-time\"}", "\"2026-02-28T10:00:00Z\"", "" },
  { "{\"format\":\"date-time\"}", "\"2026-02-28\"", "$" },
  { "{\"format\":\"time\"}", "\"10:00:00Z\"", "" },
  { "{\"format\":\"uuid\"}", "\"3b241101-e2bb-4255-8caf-4136c566a962\"", "" },
  { "{\"format\":\"uuid\"}", "\"3b241101\"", "$" },
  { "{\"format\":\"hostname\"}", "\"not looked at\"", "" },
  { "{\"required\":[\"a\",\"b\"]}", "{\"a\":1}", "$" },
  { "{\"properties\":{\"a\":{\"type\":\"string\"}}}", "{\"a\":1,\"b\":2}", "$.a" },
  { "{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"a\":1,\"b\":2}", "$" },
  { "{\"additionalProperties\":{\"type\":\"string\"}}", "{\"a\":1,\"b\":\"c\"}", "$.a" },
  { "{\"items\":{\"type\":\"string\"}}", "[\"a\",1,\"b\",2]", "$[1] $[3]" },
  { "{\"minItems\":2}", "[1]", "$" },
  { "{\"maxItems\":1}", "[1,2]", "$" },
  { "{\"uniqueItems\":true}", "[1,2,1.0]", "$" },
  { "{\"properties\":{\"a\":{\"items\":{\"properties\":{\"b\":{\"minimum\":3}}}}}}",
    "{\"a\":[{\"b\":3},{\"b\":2}]}", "$.a[1].b" },
  /* What does not fit the type is not looked at further. */
  { "{\"type\":\"string\",\"minLength\":5}", "1", "$" },
  { "{\"minLength\":5}", "1", "" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = embark_json_parse (cases[i].schema, -1, NULL);
      g_autoptr (JsonNode) value = embark_json_parse (cases[i].value, -1, NULL);
      g_autoptr (EmbarkJsonSchema) schema = embark_json_schema_new (node);
      g_autoptr (GPtrArray) faults = embark_json_schema_check (schema, value);
      g_autoptr (GString) text = g_string_new (NULL);

      g_test_message ("%s | %s", cases[i].schema, cases[i].value);
      for (guint j = 0; j < faults->len; j++)
        {
          EmbarkSchemaFault *fault = g_ptr_array_index (faults, j);

          g_string_append_printf (text, "%s%s", j > 0 ? " " : "", fault->path);
          g_assert_cmpstr (fault->words, !=, "");
        }
      g_assert_cmpstr (text->str, ==, cases[i].faults);
    }
}

static const struct
{
  const char *schema;
  const char *gaps;
} gaps[] = {
  { "{\"type\":\"object\",\"title\":\"x\",\"default\":{}}", "" },
  { "{\"oneOf\":[]}", "$:oneOf" },
  { "{\"$ref\":\"#/x\"}", "$:$ref" },
  { "{\"properties\":{\"a\":{\"if\":{}}}}", "$.properties.a:if" },
  { "{\"items\":{\"format\":\"hostname\"}}", "$.items:format" },
  { "{\"items\":[{}]}", "$:items" },
  { "{\"exclusiveMinimum\":true}", "$:exclusiveMinimum" },
  { "{\"pattern\":\"(\"}", "$:pattern" },
  { "{\"additionalProperties\":{\"not\":{}}}", "$.additionalProperties:not" },
  { "7", "$:" },
  { "true", "" },
};

static void
test_gaps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      g_autoptr (JsonNode) node = embark_json_parse (gaps[i].schema, -1, NULL);
      g_autoptr (EmbarkJsonSchema) schema = embark_json_schema_new (node);
      GPtrArray *found = embark_json_schema_get_gaps (schema);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < found->len; j++)
        {
          EmbarkSchemaGap *gap = g_ptr_array_index (found, j);

          g_string_append_printf (text, "%s%s:%s", j > 0 ? " " : "", gap->path, gap->keyword);
        }
      g_assert_cmpstr (text->str, ==, gaps[i].gaps);
    }
}

static void
test_is_one (void)
{
  g_autoptr (JsonNode) schema = embark_json_parse ("{\"type\":\"object\",\"properties\":{}}", -1, NULL);
  g_autoptr (JsonNode) draft = embark_json_parse ("{\"$schema\":\"https://json-schema.org/x\"}", -1, NULL);
  g_autoptr (JsonNode) sample = embark_json_parse ("{\"type\":\"customer\",\"name\":\"x\"}", -1, NULL);

  g_assert_true (embark_json_schema_is_one (schema));
  g_assert_true (embark_json_schema_is_one (draft));
  g_assert_false (embark_json_schema_is_one (sample));
  g_assert_false (embark_json_schema_is_one (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-schema/table", test_table);
  g_test_add_func ("/json-schema/gaps", test_gaps);
  g_test_add_func ("/json-schema/is-one", test_is_one);
  return g_test_run ();
}
