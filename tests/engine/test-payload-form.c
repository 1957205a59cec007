/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A payload as fields over its text. */

#include "config.h"

#include <string.h>
#include <time.h>

#include "embark-json-spans.h"
#include "embark-json.h"
#include "embark-payload-form.h"
#include "embark-template.h"

/* ---- where values stand ---- */

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

/* ---- helpers ---- */

static EmbarkJsonSchema *
make_schema (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = embark_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return embark_json_schema_new (node);
}

/* @schema: (nullable) */
static EmbarkPayloadForm *
make_form (const char *schema, const char *text)
{
  g_autoptr (EmbarkJsonSchema) made = schema != NULL ? make_schema (schema) : NULL;
  EmbarkPayloadForm *form = embark_payload_form_new (made);

  embark_payload_form_set_text (form, text);
  return form;
}

/* Returns: (transfer full): the fields: path, a sign for the type, the text in the entry */
static char *
describe (EmbarkPayloadForm *form)
{
  static const char types[] = "{[siNb0*";
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (form)); i++)
    {
      g_autoptr (EmbarkPayloadField) field = g_list_model_get_item (G_LIST_MODEL (form), i);

      g_string_append_printf (out, "%s%s%c%s%s%s", i > 0 ? " " : "", embark_payload_field_get_path (field),
                              types[embark_payload_field_get_payload_type (field)],
                              embark_payload_field_get_absent (field) ? "-" : "",
                              embark_payload_field_get_required (field) ? "!" : "",
                              embark_payload_field_get_text (field));
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_fields (EmbarkPayloadForm *form, const char *expected)
{
  g_autofree char *fields = describe (form);

  g_assert_cmpstr (fields, ==, expected);
}

static EmbarkPayloadField *
find (EmbarkPayloadForm *form, const char *path)
{
  g_autoptr (EmbarkPayloadField) field = embark_payload_form_dup_field (form, path);

  g_assert_nonnull (field);
  return field; /* the form has it */
}

static void
set (EmbarkPayloadForm *form, const char *path, const char *entry)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (embark_payload_form_set_entry (form, find (form, path), entry, &error));
  g_assert_no_error (error);
}

static void
assert_text (EmbarkPayloadForm *form, const char *expected)
{
  g_assert_cmpstr (embark_payload_form_get_text (form), ==, expected);
}

/* ---- fields ---- */

#define PERSON                                                                                               \
  "{\n  \"name\" : \"Ada\",\n  \"age\": 36.50,\n  \"ok\":true,\n  \"none\":null,\n  "                        \
  "\"tags\":[\"a\",{\"b\":1e2}]\n}"

static void
test_fields (void)
{
  g_autoptr (EmbarkPayloadForm) form = make_form (NULL, PERSON);

  g_assert_false (embark_payload_form_get_frozen (form));
  assert_fields (
      form, "$"
            "{ $.namesAda $.ageN36.50 $.okbtrue $.none*null $.tags[ $.tags[0]sa $.tags[1]{ $.tags[1].bN1e2");
  g_assert_cmpuint (embark_payload_field_get_n_items (find (form, "$.tags")), ==, 2);
  g_assert_cmpuint (embark_payload_field_get_depth (find (form, "$.tags[1].b")), ==, 3);
  g_assert_cmpstr (embark_payload_field_get_label (find (form, "$.tags[1]")), ==, "Item 2");
  g_assert_cmpstr (embark_payload_field_get_json (find (form, "$.name")), ==, "\"Ada\"");
  g_assert_null (embark_payload_field_get_json (find (form, "$.tags")));
}

/* Setting one value leaves every other byte: the number as it was written, the order, the spaces. */
static void
test_set (void)
{
  g_autoptr (EmbarkPayloadForm) form = make_form (NULL, PERSON);

  set (form, "$.name", "O\"Hara\\ \n{{email}} 🦅");
  set (form, "$.tags[1].b", " 12345678901234567 ");
  assert_text (form,
               "{\n  \"name\" : \"O\\\"Hara\\\\ \\n{{email}} 🦅\",\n  \"age\": 36.50,\n  \"ok\":true,\n  "
               "\"none\":null,\n  \"tags\":[\"a\",{\"b\":12345678901234567}]\n}");
  g_assert_cmpstr (embark_payload_field_get_text (find (form, "$.name")), ==, "O\"Hara\\ \n{{email}} 🦅");
  g_assert_true (embark_payload_field_get_has_variables (find (form, "$.name")));
}

typedef struct
{
  char *text;
  guint n;
} Mirror;

static void
edited_cb (EmbarkPayloadForm *form, guint64 start, guint64 end, const char *replacement, Mirror *mirror)
{
  g_autoptr (GString) text = g_string_new (mirror->text);

  g_string_erase (text, (gssize) start, (gssize) (end - start));
  g_string_insert (text, (gssize) start, replacement);
  g_free (mirror->text);
  mirror->text = g_string_free (g_steal_pointer (&text), FALSE);
  mirror->n++;
  /* What an editor does that makes the same change and tells the form. */
  embark_payload_form_set_text (form, mirror->text);
}

/* Who applies what `edited` says has the same text. */
static void
test_edited (void)
{
  g_autoptr (EmbarkPayloadForm) form = make_form (NULL, PERSON);
  Mirror mirror = { g_strdup (PERSON), 0 };

  g_signal_connect (form, "edited", G_CALLBACK (edited_cb), &mirror);
  set (form, "$.name", "Grace");
  set (form, "$.tags[0]", "");
  g_assert_true (embark_payload_form_add_item (form, find (form, "$.tags"), NULL));
  g_assert_true (embark_payload_form_remove (form, find (form, "$.age"), NULL));
  g_assert_cmpuint (mirror.n, ==, 4);
  assert_text (form, mirror.text);
  set (form, "$.name", "Grace"); /* the same again is no change */
  g_assert_cmpuint (mirror.n, ==, 4);
  g_free (mirror.text);
}

static void
count_cb (GObject *object, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  ++*n;
}

/* While something is typed the field stays, and nothing else is touched. */
static void
test_same_field (void)
{
  g_autoptr (EmbarkPayloadForm) form = make_form (NULL, PERSON);
  EmbarkPayloadField *name = find (form, "$.name"), *age = find (form, "$.age");
  guint n_changes = 0, n_name = 0, n_age = 0;

  g_signal_connect (form, "items-changed", G_CALLBACK (changed_cb), &n_changes);
  g_signal_connect (name, "notify::text", G_CALLBACK (count_cb), &n_name);
  g_signal_connect (age, "notify::text", G_CALLBACK (count_cb), &n_age);
  set (form, "$.name", "Adah");
  set (form, "$.name", "{{name}}");
  embark_payload_form_set_text (
      form, "{\n  \"name\" : \"Bo\",\n  \"age\": {{n}},\n  \"ok\":true,\n  \"none\":null,\n"
            "  \"tags\":[\"a\",{\"b\":1e2}]\n}");
  g_assert_cmpuint (n_name, ==, 3);
  g_assert_cmpuint (n_age, ==, 1);
  g_assert_cmpuint (n_changes, ==, 0);
  /* A variable does not make it forget what it was. */
  g_assert_cmpint (embark_payload_field_get_payload_type (age), ==, EMBARK_PAYLOAD_NUMBER);
  g_assert_true (find (form, "$.name") == name);
  /* One that comes in between leaves those around it alone. */
  embark_payload_form_set_text (
      form, "{\"name\":\"Bo\",\"new\":1,\"age\":2,\"ok\":true,\"none\":null,\"tags\":[\"a\",{"
            "\"b\":1e2}]}");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (find (form, "$.name") == name);
  g_assert_true (find (form, "$.age") == age);
}

static const struct
{
  const char *text;
  guint line;
  guint column;
} faults[] = {
  { "", 0, 0 },
  { "{\n \"a\": 1,\n}", 3, 1 },
  { "{\"a\":\"{{nothing}}\"}", 1, 7 },
  { "{\"a\":\n  {{email}", 2, 3 },
  { "{\"ä🦅{{row.Größe}}\": {{row.Größe}}, x}", 1, 36 },
  { "[1, 2", 1, 5 },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (EmbarkPayloadForm) form = make_form (NULL, "{\"a\":1}");
      const EmbarkPayloadFault *fault;
      g_autoptr (GError) error = NULL;

      g_assert_null (embark_payload_form_get_fault (form));
      embark_payload_form_set_text (form, faults[i].text);
      fault = embark_payload_form_get_fault (form);
      g_assert_nonnull (fault);
      g_assert_cmpuint (fault->line, ==, faults[i].line);
      g_assert_cmpuint (fault->column, ==, faults[i].column);
      g_assert_cmpuint (strlen (fault->words), >, 10);
      /* The fields stay as they were and cannot be set. */
      g_assert_true (embark_payload_form_get_frozen (form));
      assert_fields (form, "${ $.aN1");
      g_assert_false (embark_payload_form_set_entry (form, find (form, "$.a"), "2", &error));
      g_assert_error (error, EMBARK_PAYLOAD_ERROR, EMBARK_PAYLOAD_ERROR_FROZEN);
      assert_text (form, faults[i].text);
      embark_payload_form_set_text (form, "{\"a\":3}");
      g_assert_false (embark_payload_form_get_frozen (form));
      g_assert_null (embark_payload_form_get_fault (form));
      set (form, "$.a", "4");
    }
}

/* ---- variables ---- */

static const struct
{
  const char *text;
  const char *fields;
} variables[] = {
  { "{\"a\":{{n}},\"b\":\"{{email}}\"}", "${ $.a*{{n}} $.bs{{email}}" },
  { "{{uuid}}", "$*{{uuid}}" },
  { "[{{n}},{{int:1:9}}]", "$[ $[0]*{{n}} $[1]*{{int:1:9}}" },
  { "{\"{{word}}\":1}", "${ $['{{word}}']N1" },
  { "{\"a\":\"{{choice:\"x\"|y}}\\n\"}", "${ $.as{{choice:\"x\"|y}}\n" },
  { "{\"a\":{\"b\":{}}}", "${ $.a{ $.a.b{" },
  { "{\"a\":\"{{open}}x\"}", "${ $.as{{open}}x" },
};

static void
test_variables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autoptr (EmbarkPayloadForm) form = make_form (NULL, variables[i].text);
      g_autofree char *masked = embark_template_mask (variables[i].text, NULL, NULL, NULL);

      g_assert_cmpuint (strlen (masked), ==, strlen (variables[i].text));
      assert_fields (form, variables[i].fields);
      /* What an entry shows goes back as it came. */
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (form)); k++)
        {
          g_autoptr (EmbarkPayloadField) field = g_list_model_get_item (G_LIST_MODEL (form), k);
          g_autofree char *entry = g_strdup (embark_payload_field_get_text (field));

          if (*entry != '\0')
            set (form, embark_payload_field_get_path (field), entry);
        }
      assert_text (form, variables[i].text);
    }
}

static const struct
{
  const char *path;
  const char *entry;
  const char *json; /* NULL: refused */
} entries[] = {
  { "$.s", "", "\"\"" },
  { "$.s", "1", "\"1\"" },
  { "$.s", "a\tb\x01", "\"a\\tb\\u0001\"" },
  { "$.s", "{{email", NULL },
  { "$.s", "{{nothing}}", NULL },
  { "$.s", "x {{choice:a\"b|c}} \" y", "\"x {{choice:a\"b|c}} \\\" y\"" },
  { "$.n", "1.50", "1.50" },
  { "$.n", " -0.1e-7 ", "-0.1e-7" },
  { "$.n", "", NULL },
  { "$.n", "1,5", NULL },
  { "$.n", "1.", NULL },
  { "$.n", "01", NULL },
  { "$.n", "1e999", NULL },
  { "$.n", "1, \"x\": 2", NULL },
  { "$.n", "\"1\"", NULL },
  { "$.n", "{{int:1:9}}", "{{int:1:9}}" },
  { "$.n", "{{int:9:1}}", NULL },
  { "$.b", "false", "false" },
  { "$.b", "no", NULL },
  { "$.b", "{{bool}}", "{{bool}}" },
  { "$.x", "\"text\"", "\"text\"" },
  { "$.x", "text", NULL },
  { "$.x", "{\"y\":[1]}", "{\"y\":[1]}" },
};

static void
test_entries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (EmbarkPayloadForm) form = make_form (NULL, "{\"s\":\"-\",\"n\":7,\"b\":true,\"x\":null}");
      g_autofree char *before = g_strdup (embark_payload_form_get_text (form));
      g_autoptr (EmbarkPayloadField) field = embark_payload_form_dup_field (form, entries[i].path);
      g_autoptr (GError) error = NULL;

      if (entries[i].json == NULL)
        {
          g_assert_false (embark_payload_form_set_entry (form, field, entries[i].entry, &error));
          g_assert_error (error, EMBARK_PAYLOAD_ERROR, EMBARK_PAYLOAD_ERROR_VALUE);
          assert_text (form, before);
          continue;
        }
      g_assert_true (embark_payload_form_set_entry (form, field, entries[i].entry, &error));
      g_assert_no_error (error);
      {
        g_autoptr (EmbarkPayloadField) now = embark_payload_form_dup_field (form, entries[i].path);
        g_autofree char *json = embark_payload_form_dup_json (form, now);

        g_assert_cmpstr (json, ==, entries[i].json);
      }
    }
}

/* ---- schemas ---- */

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
  g_autoptr (EmbarkPayloadForm) form = make_form (SCHEMA, "{\"id\":5,\"kind\":\"lead\",\"other\":1}");
  EmbarkPayloadField *id = find (form, "$.id");
  double limit = 0;
  GPtrArray *gaps = embark_payload_form_get_gaps (form);

  /* What is absent stands where the schema has it. */
  assert_fields (
      form, "${ $.idi!5 $.kind*!\"lead\" $.fixeds- $.whens-! $.mails- $.address{- $.tags[- $.onb- $.any*- "
            "$.odd*- $.otherN1");
  g_assert_cmpstr (embark_payload_field_get_label (id), ==, "Number");
  g_assert_cmpstr (embark_payload_field_get_description (id), ==, "Which one");
  g_assert_cmpstr (embark_payload_field_get_bounds (id), ==, "1 to 100");
  g_assert_true (embark_payload_field_get_minimum (id, &limit));
  g_assert_cmpfloat (limit, ==, 1);
  g_assert_cmpstr (embark_payload_field_get_choices (find (form, "$.kind"))[1], ==, "\"contact\"");
  g_assert_cmpint (embark_payload_field_get_choice (find (form, "$.kind")), ==, 0);
  g_assert_cmpstr (embark_payload_field_get_constant (find (form, "$.fixed")), ==, "\"v1\"");
  g_assert_cmpstr (embark_payload_field_get_format (find (form, "$.when")), ==, "date-time");
  g_assert_true (embark_payload_field_get_nullable (find (form, "$.mail")));
  g_assert_cmpstr (embark_payload_field_get_bounds (find (form, "$.mail")), ==, "At most 40 characters");
  g_assert_cmpstr (embark_payload_field_get_bounds (find (form, "$.tags")), ==, "At least 1 item");
  g_assert_cmpuint (gaps->len, ==, 1);
  g_assert_cmpstr (((EmbarkSchemaGap *) g_ptr_array_index (gaps, 0))->keyword, ==, "oneOf");
}

static void
test_schema_faults (void)
{
  g_autoptr (EmbarkPayloadForm) form = make_form (
      SCHEMA,
      "{\"id\":500,\"kind\":\"lead\",\"when\":\"soon\",\"mail\":\"{{word}}\",\"address\":{\"city\":\"X\"}}");
  guint line = 0, column = 0;

  g_assert_cmpuint (embark_payload_form_get_faults (form)->len, ==, 3);
  g_assert_cmpstr (embark_payload_field_get_fault (find (form, "$.id")), ==, "This has to be 100 or less.");
  g_assert_nonnull (embark_payload_field_get_fault (find (form, "$.when")));
  g_assert_nonnull (embark_payload_field_get_fault (find (form, "$.address.city")));
  /* What a variable becomes is not judged before. */
  g_assert_null (embark_payload_field_get_fault (find (form, "$.mail")));
  g_assert_true (embark_payload_form_get_place (form, find (form, "$.when"), NULL, NULL, &line, &column));
  g_assert_cmpuint (line, ==, 1);
  g_assert_cmpuint (column, ==, 32);
  set (form, "$.id", "50");
  set (form, "$.when", "{{now}}");
  set (form, "$.address.city", "Ulm");
  g_assert_cmpuint (embark_payload_form_get_faults (form)->len, ==, 0);
  /* Missing members are told where they are missing, too. */
  g_assert_true (embark_payload_form_remove (form, find (form, "$.kind"), NULL));
  g_assert_cmpuint (embark_payload_form_get_faults (form)->len, ==, 1);
  g_assert_nonnull (embark_payload_field_get_fault (find (form, "$.kind")));
  g_assert_null (embark_payload_field_get_fault (find (form, "$.mail")));
}

/* Setting what is absent puts it where the schema has it, in the style of the text. */
static void
test_absent (void)
{
  g_autoptr (EmbarkPayloadForm) form = make_form (SCHEMA, "{\n\t\"kind\" : 3,\n\t\"any\" : []\n}");
  EmbarkPayloadField *mail = find (form, "$.mail");
  guint n_changes = 0, n_absent = 0;

  g_signal_connect (form, "items-changed", G_CALLBACK (changed_cb), &n_changes);
  g_signal_connect (mail, "notify::absent", G_CALLBACK (count_cb), &n_absent);
  set (form, "$.mail", "a");
  assert_text (form, "{\n\t\"kind\" : 3,\n\t\"mail\" : \"a\",\n\t\"any\" : []\n}");
  /* The first letter does not take the field away from under the second. */
  g_assert_true (find (form, "$.mail") == mail);
  g_assert_cmpuint (n_absent, ==, 1);
  g_assert_cmpuint (n_changes, ==, 0);
  set (form, "$.id", "1");
  assert_text (form, "{\n\t\"id\" : 1,\n\t\"kind\" : 3,\n\t\"mail\" : \"a\",\n\t\"any\" : []\n}");
  g_assert_true (embark_payload_form_add (form, find (form, "$.address"), NULL));
  g_assert_true (embark_payload_form_add (form, find (form, "$.on"), NULL));
  assert_text (form, "{\n\t\"id\" : 1,\n\t\"kind\" : 3,\n\t\"mail\" : \"a\",\n\t\"address\" : {\n\t  "
                     "\"city\": \"\"\n\t},\n\t"
                     "\"on\" : true,\n\t\"any\" : []\n}");
  set (form, "$.address.zip", "8");
  g_assert_nonnull (
      strstr (embark_payload_form_get_text (form), "{\n\t  \"city\": \"\",\n\t  \"zip\" : \"8\"\n\t}"));
}

static const struct
{
  const char *text;
  const char *path;
  const char *added;   /* an item more; NULL: no array */
  const char *removed; /* the last item, or the member, less; NULL: cannot be */
} lists[] = {
  { "[1,2]", "$", "[1,2,2]", "[1]" },
  { "[1]", "$", "[1,1]", "[]" },
  { "[ ]", "$", "[\"\"]", NULL },
  { "[\n  {\"a\":1},\n  {\"a\":{{n}}}\n]", "$", "[\n  {\"a\":1},\n  {\"a\":{{n}}},\n  {\"a\":{{n}}}\n]",
    "[\n  {\"a\":1}\n]" },
  { "{\n  \"a\": []\n}", "$.a", "{\n  \"a\": [\n    \"\"\n  ]\n}", NULL },
  { "{\"a\":1,\"b\":2,\"c\":3}", "$.a", NULL, "{\"b\":2,\"c\":3}" },
  { "{\"a\":1, \"b\":{\"x\":[]} ,\"c\":3}", "$.b", NULL, "{\"a\":1, \"c\":3}" },
  { "{\"a\":1,\n\"c\":3\n}", "$.c", NULL, "{\"a\":1\n}" },
  { "{ \"a\":1 }", "$.a", NULL, "{}" },
  { "{ \"a\":1 }", "$", NULL, NULL },
};

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (EmbarkPayloadForm) form = make_form (NULL, lists[i].text);
      g_autoptr (EmbarkPayloadForm) other = make_form (NULL, lists[i].text);
      g_autoptr (GError) error = NULL;
      gboolean list = embark_payload_field_get_kind (find (form, lists[i].path)) == EMBARK_PAYLOAD_ARRAY;

      g_assert_true (embark_payload_form_add_item (form, find (form, lists[i].path), NULL)
                     == (lists[i].added != NULL));
      assert_text (form, lists[i].added != NULL ? lists[i].added : lists[i].text);
      if (list)
        g_assert_true (embark_payload_form_remove_item (other, find (other, lists[i].path), &error)
                       == (lists[i].removed != NULL));
      else
        g_assert_true (embark_payload_form_remove (other, find (other, lists[i].path), &error)
                       == (lists[i].removed != NULL));
      assert_text (other, lists[i].removed != NULL ? lists[i].removed : lists[i].text);
    }
}

/* ---- the whole text ---- */

static void
test_format (void)
{
  g_autofree char *text = embark_payload_format (
      "{\"a\":1.50,\"b\":[],\"c\":{\"d\":{{n}},\"e\":[\"{{email}}\",{}]}}", NULL, NULL, NULL);
  g_autofree char *again = embark_payload_format (text, NULL, NULL, NULL);
  guint line = 0, column = 0;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (text, ==,
                   "{\n  \"a\": 1.50,\n  \"b\": [],\n  \"c\": {\n    \"d\": {{n}},\n    \"e\": [\n      "
                   "\"{{email}}\",\n      {}\n    ]\n  }\n}");
  g_assert_cmpstr (again, ==, text);
  g_assert_null (embark_payload_format ("{\n\"a\" 1}", &line, &column, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (line, ==, 2);
}

static void
test_make (void)
{
  g_autoptr (EmbarkJsonSchema) schema = make_schema (SCHEMA);
  g_autoptr (EmbarkJsonSchema) loose =
      make_schema ("{\"properties\":{\"a\":{\"type\":\"number\",\"minimum\":2.5},\"b\":{"
                   "\"type\":\"array\",\"minItems\":2,\"items\":{\"type\":\"null\"}}}}");
  g_autofree char *text = embark_payload_make (schema);
  g_autofree char *other = embark_payload_make (loose);

  g_assert_cmpstr (text, ==, "{\n  \"id\": 1,\n  \"kind\": \"lead\",\n  \"when\": \"{{now}}\"\n}");
  g_assert_cmpstr (other, ==, "{\n  \"a\": 2.5,\n  \"b\": [\n    null,\n    null\n  ]\n}");
}

/* ---- large and deep ---- */

/* Of the processor, which others who use it do not lengthen. */
static double
get_cpu_time (void)
{
  struct timespec time;

  g_assert_cmpint (clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time), ==, 0);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double
time_of (guint n_keys)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (EmbarkPayloadForm) form = NULL;
  double start;

  for (guint i = 0; i < n_keys; i++)
    g_string_append_printf (text, "%s\"key_%u\":%u", i > 0 ? "," : "", i, i);
  g_string_append_c (text, '}');
  start = get_cpu_time ();
  form = make_form (NULL, text->str);
  while (embark_payload_form_get_reading_now (form))
    g_main_context_iteration (NULL, TRUE);
  set (form, "$.key_7", "8");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, n_keys + 1);
  return get_cpu_time () - start;
}

static void
test_many_keys (void)
{
  double few = G_MAXDOUBLE, many = G_MAXDOUBLE;

  for (guint i = 0; i < 3; i++)
    {
      few = MIN (few, time_of (1000));
      many = MIN (many, time_of (10000));
    }
  g_test_message ("1,000 keys in %.1f ms, 10,000 in %.1f ms", few, many);
  /* Ten times as many: about ten times as long, where looking through all for each would take a hundred. */
  g_assert_cmpfloat (many, <, 60 * few);
}

static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("{\"first\":1,\"list\":[");
  g_autoptr (EmbarkPayloadForm) form = embark_payload_form_new (NULL);
  guint n_frozen = 0;

  while (text->len < 1024 * 1024)
    g_string_append (text, "{\"a\":\"b\"},");
  g_string_append (text, "0]}");
  g_signal_connect (form, "notify::frozen", G_CALLBACK (count_cb), &n_frozen);
  embark_payload_form_set_text (form, text->str);
  /* It is read elsewhere, and nothing is to be set meanwhile. */
  g_assert_true (embark_payload_form_get_reading_now (form));
  g_assert_true (embark_payload_form_get_frozen (form));
  g_assert_null (embark_payload_form_get_fault (form));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, 0);
  /* Another text wins over the one that is still being read. */
  embark_payload_form_set_text (form, "[]");
  g_assert_false (embark_payload_form_get_reading_now (form));
  assert_fields (form, "$[");
  embark_payload_form_set_text (form, text->str);
  while (embark_payload_form_get_reading_now (form))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (embark_payload_form_get_frozen (form));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, EMBARK_PAYLOAD_MAX_FIELDS);
  g_assert_true (embark_payload_form_get_truncated (form));
  set (form, "$.first", "22");
  g_assert_true (g_str_has_prefix (embark_payload_form_get_text (form), "{\"first\":22,\"list\":[{\"a\""));
  g_assert_cmpuint (strlen (embark_payload_form_get_text (form)), ==, text->len + 1);
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (EmbarkPayloadForm) form = NULL;
  g_autoptr (GString) much = g_string_new (NULL);
  g_autoptr (GArray) spans = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (text, "{\"a\":");
  g_string_append (text, "[\"end\"]");
  for (guint i = 0; i < 100; i++)
    g_string_append_c (text, '}');
  form = make_form (NULL, text->str);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, 102);
  g_string_set_size (text, 0);
  g_string_append_c (text, '$');
  for (guint i = 0; i < 100; i++)
    g_string_append (text, ".a");
  g_string_append (text, "[0]");
  set (form, text->str, "here");
  g_assert_nonnull (strstr (embark_payload_form_get_text (form), "[\"here\"]"));
  /* Deeper than the gate lets through, the scanner alone. */
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (much, '[');
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (much, ']');
  spans = embark_json_spans_scan (much->str, much->len);
  g_assert_cmpuint (spans->len, ==, 200000);
  embark_payload_form_set_text (form, much->str);
  while (embark_payload_form_get_reading_now (form))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (embark_payload_form_get_frozen (form));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payload-form/spans", test_spans);
  g_test_add_func ("/payload-form/strings", test_strings);
  g_test_add_func ("/payload-form/fields", test_fields);
  g_test_add_func ("/payload-form/set", test_set);
  g_test_add_func ("/payload-form/edited", test_edited);
  g_test_add_func ("/payload-form/same-field", test_same_field);
  g_test_add_func ("/payload-form/faults", test_faults);
  g_test_add_func ("/payload-form/variables", test_variables);
  g_test_add_func ("/payload-form/entries", test_entries);
  g_test_add_func ("/payload-form/schema", test_schema);
  g_test_add_func ("/payload-form/schema-faults", test_schema_faults);
  g_test_add_func ("/payload-form/absent", test_absent);
  g_test_add_func ("/payload-form/lists", test_lists);
  g_test_add_func ("/payload-form/format", test_format);
  g_test_add_func ("/payload-form/make", test_make);
  g_test_add_func ("/payload-form/many-keys", test_many_keys);
  g_test_add_func ("/payload-form/large", test_large);
  g_test_add_func ("/payload-form/deep", test_deep);
  return g_test_run ();
}
