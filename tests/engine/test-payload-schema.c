/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a schema makes of a payload's form. */

#include "config.h"

#include <string.h>

#include "payload-fixture.h"

#define SCHEMA                                                                                               \
  "{\"type\":\"object\",\"required\":[\"id\",\"kind\",\"when\"],\"properties\":{"                            \
  "\"id\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":100,\"title\":\"Number\",\"description\":\"Which " \
  "one\"},"                                                                                                  \
  "\"kind\":{\"enum\":[\"lead\",\"contact\",3]},"                                                            \
  "\"fixed\":{\"const\":\"v1\"},"                                                                            \
  "\"when\":{\"type\":\"string\",\"format\":\"date-time\"},"                                                 \
  "\"mail\":{\"type\":[\"string\",\"null\"],\"format\":\"email\",\"maxLength\":40},"                         \
  "\"address\":{\"type\":\"object\",\"required\":[\"city\"],\"properties\":{\"street\":{\"type\":"           \
  "\"string\"},"                                                                                             \
  "\"city\":{\"type\":\"string\",\"minLength\":2},\"zip\":{\"type\":\"string\"}}},"                          \
  "\"tags\":{\"type\":\"array\",\"minItems\":1,\"items\":{\"type\":\"object\",\"properties\":{\"t\":{"       \
  "\"type\":"                                                                                                \
  "\"string\"}}}},"                                                                                          \
  "\"on\":{\"type\":\"boolean\",\"default\":true},"                                                          \
  "\"any\":{},\"odd\":{\"oneOf\":[]}}}"

static void
test_schema (void)
{
  g_autoptr (EmbarkPayloadForm) form = payload_make_form (SCHEMA, "{\"id\":5,\"kind\":\"lead\",\"other\":1}");
  EmbarkPayloadField *id = payload_find (form, "$.id");
  double limit = 0;
  GPtrArray *gaps = embark_payload_form_get_gaps (form);

  /* What is absent stands where the schema has it. */
  payload_assert_fields (
      form, "${ $.idi!5 $.kind*!\"lead\" $.fixeds- $.whens-! $.mails- $.address{- $.tags[- $.onb- $.any*- "
            "$.odd*- $.otherN1");
  g_assert_cmpstr (embark_payload_field_get_label (id), ==, "Number");
  g_assert_cmpstr (embark_payload_field_get_description (id), ==, "Which one");
  g_assert_cmpstr (embark_payload_field_get_bounds (id), ==, "1 to 100");
  g_assert_true (embark_payload_field_get_minimum (id, &limit));
  g_assert_cmpfloat (limit, ==, 1);
  g_assert_cmpstr (embark_payload_field_get_choices (payload_find (form, "$.kind"))[1], ==, "\"contact\"");
  g_assert_cmpint (embark_payload_field_get_choice (payload_find (form, "$.kind")), ==, 0);
  g_assert_cmpstr (embark_payload_field_get_constant (payload_find (form, "$.fixed")), ==, "\"v1\"");
  g_assert_cmpstr (embark_payload_field_get_format (payload_find (form, "$.when")), ==, "date-time");
  g_assert_true (embark_payload_field_get_nullable (payload_find (form, "$.mail")));
  g_assert_cmpstr (embark_payload_field_get_bounds (payload_find (form, "$.mail")), ==,
                   "At most 40 characters");
  g_assert_cmpstr (embark_payload_field_get_bounds (payload_find (form, "$.tags")), ==, "At least 1 item");
  g_assert_cmpuint (gaps->len, ==, 1);
  g_assert_cmpstr (((EmbarkSchemaGap *) g_ptr_array_index (gaps, 0))->keyword, ==, "oneOf");
}

static void
test_schema_faults (void)
{
  g_autoptr (EmbarkPayloadForm) form = payload_make_form (
      SCHEMA,
      "{\"id\":500,\"kind\":\"lead\",\"when\":\"soon\",\"mail\":\"{{word}}\",\"address\":{\"city\":\"X\"}}");
  guint line = 0, column = 0;

  g_assert_cmpuint (embark_payload_form_get_faults (form)->len, ==, 3);
  g_assert_cmpstr (embark_payload_field_get_fault (payload_find (form, "$.id")), ==,
                   "This has to be 100 or less.");
  g_assert_nonnull (embark_payload_field_get_fault (payload_find (form, "$.when")));
  g_assert_nonnull (embark_payload_field_get_fault (payload_find (form, "$.address.city")));
  /* What a variable becomes is not judged before. */
  g_assert_null (embark_payload_field_get_fault (payload_find (form, "$.mail")));
  g_assert_true (
      embark_payload_form_get_place (form, payload_find (form, "$.when"), NULL, NULL, &line, &column));
  g_assert_cmpuint (line, ==, 1);
  g_assert_cmpuint (column, ==, 32);
  payload_set (form, "$.id", "50");
  payload_set (form, "$.when", "{{now}}");
  payload_set (form, "$.address.city", "Ulm");
  g_assert_cmpuint (embark_payload_form_get_faults (form)->len, ==, 0);
  /* Missing members are told where they are missing, too. */
  g_assert_true (embark_payload_form_remove (form, payload_find (form, "$.kind"), NULL));
  g_assert_cmpuint (embark_payload_form_get_faults (form)->len, ==, 1);
  g_assert_nonnull (embark_payload_field_get_fault (payload_find (form, "$.kind")));
  g_assert_null (embark_payload_field_get_fault (payload_find (form, "$.mail")));
}

/* Setting what is absent puts it where the schema has it, in the style of the text. */
static void
test_absent (void)
{
  g_autoptr (EmbarkPayloadForm) form = payload_make_form (SCHEMA, "{\n\t\"kind\" : 3,\n\t\"any\" : []\n}");
  EmbarkPayloadField *mail = payload_find (form, "$.mail");
  guint n_changes = 0, n_absent = 0;

  g_signal_connect (form, "items-changed", G_CALLBACK (payload_changed_cb), &n_changes);
  g_signal_connect (mail, "notify::absent", G_CALLBACK (payload_count_cb), &n_absent);
  payload_set (form, "$.mail", "a");
  payload_assert_text (form, "{\n\t\"kind\" : 3,\n\t\"mail\" : \"a\",\n\t\"any\" : []\n}");
  /* The first letter does not take the field away from under the second. */
  g_assert_true (payload_find (form, "$.mail") == mail);
  g_assert_cmpuint (n_absent, ==, 1);
  g_assert_cmpuint (n_changes, ==, 0);
  payload_set (form, "$.id", "1");
  payload_assert_text (form, "{\n\t\"id\" : 1,\n\t\"kind\" : 3,\n\t\"mail\" : \"a\",\n\t\"any\" : []\n}");
  g_assert_true (embark_payload_form_add (form, payload_find (form, "$.address"), NULL));
  g_assert_true (embark_payload_form_add (form, payload_find (form, "$.on"), NULL));
  payload_assert_text (form, "{\n\t\"id\" : 1,\n\t\"kind\" : 3,\n\t\"mail\" : \"a\",\n\t\"address\" : {\n\t  "
                             "\"city\": \"\"\n\t},\n\t"
                             "\"on\" : true,\n\t\"any\" : []\n}");
  payload_set (form, "$.address.zip", "8");
  g_assert_nonnull (
      strstr (embark_payload_form_get_text (form), "{\n\t  \"city\": \"\",\n\t  \"zip\" : \"8\"\n\t}"));
}

static void
test_make (void)
{
  g_autoptr (EmbarkJsonSchema) schema = payload_make_schema (SCHEMA);
  g_autoptr (EmbarkJsonSchema) loose =
      payload_make_schema ("{\"properties\":{\"a\":{\"type\":\"number\",\"minimum\":2.5},\"b\":{"
                           "\"type\":\"array\",\"minItems\":2,\"items\":{\"type\":\"null\"}}}}");
  g_autofree char *text = embark_payload_make (schema);
  g_autofree char *other = embark_payload_make (loose);

  g_assert_cmpstr (text, ==, "{\n  \"id\": 1,\n  \"kind\": \"lead\",\n  \"when\": \"{{now}}\"\n}");
  g_assert_cmpstr (other, ==, "{\n  \"a\": 2.5,\n  \"b\": [\n    null,\n    null\n  ]\n}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payload-schema/fields", test_schema);
  g_test_add_func ("/payload-schema/faults", test_schema_faults);
  g_test_add_func ("/payload-schema/absent", test_absent);
  g_test_add_func ("/payload-schema/make", test_make);
  return g_test_run ();
}
