/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-json.h"
#include "payload-fixture.h"

EmbarkJsonSchema *
payload_make_schema (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = embark_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return embark_json_schema_new (node);
}

/* @schema: (nullable) */
EmbarkPayloadForm *
payload_make_form (const char *schema, const char *text)
{
  g_autoptr (EmbarkJsonSchema) made = schema != NULL ? payload_make_schema (schema) : NULL;
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

void
payload_assert_fields (EmbarkPayloadForm *form, const char *expected)
{
  g_autofree char *fields = describe (form);

  g_assert_cmpstr (fields, ==, expected);
}

EmbarkPayloadField *
payload_find (EmbarkPayloadForm *form, const char *path)
{
  g_autoptr (EmbarkPayloadField) field = embark_payload_form_dup_field (form, path);

  g_assert_nonnull (field);
  return field; /* the form has it */
}

void
payload_set (EmbarkPayloadForm *form, const char *path, const char *entry)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (embark_payload_form_set_entry (form, payload_find (form, path), entry, &error));
  g_assert_no_error (error);
}

void
payload_assert_text (EmbarkPayloadForm *form, const char *expected)
{
  g_assert_cmpstr (embark_payload_form_get_text (form), ==, expected);
}

void
payload_count_cb (GObject *object, GParamSpec *pspec, guint *n)
{
  ++*n;
}

void
payload_changed_cb (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  ++*n;
}
