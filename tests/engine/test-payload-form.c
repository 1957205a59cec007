/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A payload as fields over its text. */

#include "config.h"

#include <string.h>

#include "embark-template.h"
#include "payload-fixture.h"

/* ---- fields ---- */

#define PERSON                                                                                               \
  "{\n  \"name\" : \"Ada\",\n  \"age\": 36.50,\n  \"ok\":true,\n  \"none\":null,\n  "                        \
  "\"tags\":[\"a\",{\"b\":1e2}]\n}"

static void
test_fields (void)
{
  g_autoptr (EmbarkPayloadForm) form = payload_make_form (NULL, PERSON);

  g_assert_false (embark_payload_form_get_frozen (form));
  payload_assert_fields (
      form, "$"
            "{ $.namesAda $.ageN36.50 $.okbtrue $.none*null $.tags[ $.tags[0]sa $.tags[1]{ $.tags[1].bN1e2");
  g_assert_cmpuint (embark_payload_field_get_n_items (payload_find (form, "$.tags")), ==, 2);
  g_assert_cmpuint (embark_payload_field_get_depth (payload_find (form, "$.tags[1].b")), ==, 3);
  g_assert_cmpstr (embark_payload_field_get_label (payload_find (form, "$.tags[1]")), ==, "Item 2");
  g_assert_cmpstr (embark_payload_field_get_json (payload_find (form, "$.name")), ==, "\"Ada\"");
  g_assert_null (embark_payload_field_get_json (payload_find (form, "$.tags")));
}

/* Setting one value leaves every other byte: the number as it was written, the order, the spaces. */
static void
test_set (void)
{
  g_autoptr (EmbarkPayloadForm) form = payload_make_form (NULL, PERSON);

  payload_set (form, "$.name", "O\"Hara\\ \n{{email}} 🦅");
  payload_set (form, "$.tags[1].b", " 12345678901234567 ");
  payload_assert_text (
      form, "{\n  \"name\" : \"O\\\"Hara\\\\ \\n{{email}} 🦅\",\n  \"age\": 36.50,\n  \"ok\":true,\n  "
            "\"none\":null,\n  \"tags\":[\"a\",{\"b\":12345678901234567}]\n}");
  g_assert_cmpstr (embark_payload_field_get_text (payload_find (form, "$.name")), ==,
                   "O\"Hara\\ \n{{email}} 🦅");
  g_assert_true (embark_payload_field_get_has_variables (payload_find (form, "$.name")));
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
  g_autoptr (EmbarkPayloadForm) form = payload_make_form (NULL, PERSON);
  Mirror mirror = { g_strdup (PERSON), 0 };

  g_signal_connect (form, "edited", G_CALLBACK (edited_cb), &mirror);
  payload_set (form, "$.name", "Grace");
  payload_set (form, "$.tags[0]", "");
  g_assert_true (embark_payload_form_add_item (form, payload_find (form, "$.tags"), NULL));
  g_assert_true (embark_payload_form_remove (form, payload_find (form, "$.age"), NULL));
  g_assert_cmpuint (mirror.n, ==, 4);
  payload_assert_text (form, mirror.text);
  payload_set (form, "$.name", "Grace"); /* the same again is no change */
  g_assert_cmpuint (mirror.n, ==, 4);
  g_free (mirror.text);
}

/* While something is typed the field stays, and nothing else is touched. */
static void
test_same_field (void)
{
  g_autoptr (EmbarkPayloadForm) form = payload_make_form (NULL, PERSON);
  EmbarkPayloadField *name = payload_find (form, "$.name"), *age = payload_find (form, "$.age");
  guint n_changes = 0, n_name = 0, n_age = 0;

  g_signal_connect (form, "items-changed", G_CALLBACK (payload_changed_cb), &n_changes);
  g_signal_connect (name, "notify::text", G_CALLBACK (payload_count_cb), &n_name);
  g_signal_connect (age, "notify::text", G_CALLBACK (payload_count_cb), &n_age);
  payload_set (form, "$.name", "Adah");
  payload_set (form, "$.name", "{{name}}");
  embark_payload_form_set_text (
      form, "{\n  \"name\" : \"Bo\",\n  \"age\": {{n}},\n  \"ok\":true,\n  \"none\":null,\n"
            "  \"tags\":[\"a\",{\"b\":1e2}]\n}");
  g_assert_cmpuint (n_name, ==, 3);
  g_assert_cmpuint (n_age, ==, 1);
  g_assert_cmpuint (n_changes, ==, 0);
  /* A variable does not make it forget what it was. */
  g_assert_cmpint (embark_payload_field_get_payload_type (age), ==, EMBARK_PAYLOAD_NUMBER);
  g_assert_true (payload_find (form, "$.name") == name);
  /* One that comes in between leaves those around it alone. */
  embark_payload_form_set_text (
      form, "{\"name\":\"Bo\",\"new\":1,\"age\":2,\"ok\":true,\"none\":null,\"tags\":[\"a\",{"
            "\"b\":1e2}]}");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (payload_find (form, "$.name") == name);
  g_assert_true (payload_find (form, "$.age") == age);
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
      g_autoptr (EmbarkPayloadForm) form = payload_make_form (NULL, "{\"a\":1}");
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
      payload_assert_fields (form, "${ $.aN1");
      g_assert_false (embark_payload_form_set_entry (form, payload_find (form, "$.a"), "2", &error));
      g_assert_error (error, EMBARK_PAYLOAD_ERROR, EMBARK_PAYLOAD_ERROR_FROZEN);
      payload_assert_text (form, faults[i].text);
      embark_payload_form_set_text (form, "{\"a\":3}");
      g_assert_false (embark_payload_form_get_frozen (form));
      g_assert_null (embark_payload_form_get_fault (form));
      payload_set (form, "$.a", "4");
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
      g_autoptr (EmbarkPayloadForm) form = payload_make_form (NULL, variables[i].text);
      g_autofree char *masked = embark_template_mask (variables[i].text, NULL, NULL, NULL);

      g_assert_cmpuint (strlen (masked), ==, strlen (variables[i].text));
      payload_assert_fields (form, variables[i].fields);
      /* What an entry shows goes back as it came. */
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (form)); k++)
        {
          g_autoptr (EmbarkPayloadField) field = g_list_model_get_item (G_LIST_MODEL (form), k);
          g_autofree char *entry = g_strdup (embark_payload_field_get_text (field));

          if (*entry != '\0')
            payload_set (form, embark_payload_field_get_path (field), entry);
        }
      payload_assert_text (form, variables[i].text);
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
      g_autoptr (EmbarkPayloadForm) form =
          payload_make_form (NULL, "{\"s\":\"-\",\"n\":7,\"b\":true,\"x\":null}");
      g_autofree char *before = g_strdup (embark_payload_form_get_text (form));
      g_autoptr (EmbarkPayloadField) field = embark_payload_form_dup_field (form, entries[i].path);
      g_autoptr (GError) error = NULL;

      if (entries[i].json == NULL)
        {
          g_assert_false (embark_payload_form_set_entry (form, field, entries[i].entry, &error));
          g_assert_error (error, EMBARK_PAYLOAD_ERROR, EMBARK_PAYLOAD_ERROR_VALUE);
          payload_assert_text (form, before);
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
      g_autoptr (EmbarkPayloadForm) form = payload_make_form (NULL, lists[i].text);
      g_autoptr (EmbarkPayloadForm) other = payload_make_form (NULL, lists[i].text);
      g_autoptr (GError) error = NULL;
      gboolean list =
          embark_payload_field_get_kind (payload_find (form, lists[i].path)) == EMBARK_PAYLOAD_ARRAY;

      g_assert_true (embark_payload_form_add_item (form, payload_find (form, lists[i].path), NULL)
                     == (lists[i].added != NULL));
      payload_assert_text (form, lists[i].added != NULL ? lists[i].added : lists[i].text);
      if (list)
        g_assert_true (embark_payload_form_remove_item (other, payload_find (other, lists[i].path), &error)
                       == (lists[i].removed != NULL));
      else
        g_assert_true (embark_payload_form_remove (other, payload_find (other, lists[i].path), &error)
                       == (lists[i].removed != NULL));
      payload_assert_text (other, lists[i].removed != NULL ? lists[i].removed : lists[i].text);
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

/* ---- large and deep ---- */

static void
test_many_keys (void)
{
  const guint n_keys = 10000;
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (EmbarkPayloadForm) form = NULL;

  for (guint i = 0; i < n_keys; i++)
    g_string_append_printf (text, "%s\"key_%u\":%u", i > 0 ? "," : "", i, i);
  g_string_append_c (text, '}');
  form = payload_make_form (NULL, text->str);
  while (embark_payload_form_get_reading_now (form))
    g_main_context_iteration (NULL, TRUE);
  payload_set (form, "$.key_7", "8");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, n_keys + 1);
  g_assert_cmpstr (embark_payload_field_get_text (payload_find (form, "$.key_7")), ==, "8");
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
  g_signal_connect (form, "notify::frozen", G_CALLBACK (payload_count_cb), &n_frozen);
  embark_payload_form_set_text (form, text->str);
  /* It is read elsewhere, and nothing is to be set meanwhile. */
  g_assert_true (embark_payload_form_get_reading_now (form));
  g_assert_true (embark_payload_form_get_frozen (form));
  g_assert_null (embark_payload_form_get_fault (form));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, 0);
  /* Another text wins over the one that is still being read. */
  embark_payload_form_set_text (form, "[]");
  g_assert_false (embark_payload_form_get_reading_now (form));
  payload_assert_fields (form, "$[");
  embark_payload_form_set_text (form, text->str);
  while (embark_payload_form_get_reading_now (form))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (embark_payload_form_get_frozen (form));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, EMBARK_PAYLOAD_MAX_FIELDS);
  g_assert_true (embark_payload_form_get_truncated (form));
  payload_set (form, "$.first", "22");
  g_assert_true (g_str_has_prefix (embark_payload_form_get_text (form), "{\"first\":22,\"list\":[{\"a\""));
  g_assert_cmpuint (strlen (embark_payload_form_get_text (form)), ==, text->len + 1);
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (EmbarkPayloadForm) form = NULL;
  g_autoptr (GString) much = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    g_string_append (text, "{\"a\":");
  g_string_append (text, "[\"end\"]");
  for (guint i = 0; i < 100; i++)
    g_string_append_c (text, '}');
  form = payload_make_form (NULL, text->str);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, 102);
  g_string_set_size (text, 0);
  g_string_append_c (text, '$');
  for (guint i = 0; i < 100; i++)
    g_string_append (text, ".a");
  g_string_append (text, "[0]");
  payload_set (form, text->str, "here");
  g_assert_nonnull (strstr (embark_payload_form_get_text (form), "[\"here\"]"));
  /* Deeper than the gate lets through. */
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (much, '[');
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (much, ']');
  embark_payload_form_set_text (form, much->str);
  while (embark_payload_form_get_reading_now (form))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (embark_payload_form_get_frozen (form));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payload-form/fields", test_fields);
  g_test_add_func ("/payload-form/set", test_set);
  g_test_add_func ("/payload-form/edited", test_edited);
  g_test_add_func ("/payload-form/same-field", test_same_field);
  g_test_add_func ("/payload-form/faults", test_faults);
  g_test_add_func ("/payload-form/variables", test_variables);
  g_test_add_func ("/payload-form/entries", test_entries);
  g_test_add_func ("/payload-form/lists", test_lists);
  g_test_add_func ("/payload-form/format", test_format);
  g_test_add_func ("/payload-form/many-keys", test_many_keys);
  g_test_add_func ("/payload-form/large", test_large);
  g_test_add_func ("/payload-form/deep", test_deep);
  return g_test_run ();
}
