/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server answers to the operation FUZZ_OPERATION, from the bytes of the body to the record: the gate,
 * the record's parser, and everything a widget may ask of the record. FUZZ_STATUS is the answer's HTTP
 * status. */

#include "config.h"

#include "fuzz.h"

#include "embark-call.h"
#include "embark-field.h"
#include "embark-json.h"
#include "embark-reply.h"
#include "embark-response.h"

#define NOW G_GINT64_CONSTANT (1782000000000000)

/* What only the editors of a field ask. */
static void
look_at_field (EmbarkField *field)
{
  g_autoptr (GPtrArray) labels = embark_field_dup_labels (field);
  static const char *const sides[] = { "lhs", "rhs", NULL };

  for (guint i = 0; i <= labels->len; i++)
    embark_field_get_label_multiple (field, i);
  for (const char *const *side = sides; *side != NULL; side++)
    g_ptr_array_unref (embark_field_dup_options_of (embark_field_get_mapping (field, *side)));
  for (guint i = 0; i < embark_field_get_options (field)->len; i++)
    {
      EmbarkOption *option = g_ptr_array_index (embark_field_get_options (field), i);

      g_assert_nonnull (embark_option_get_value (option));
      g_assert_true (g_utf8_validate (embark_option_get_name (option), -1, NULL));
    }
  embark_field_get_rule_column (field, "Stage");
  embark_field_get_missing (field);
}

/* Reads every property, as a binding would. */
static void
look_at (GObject *record)
{
  guint n;
  g_autofree GParamSpec **specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (record), &n);

  if (EMBARK_IS_FIELD (record))
    look_at_field (EMBARK_FIELD (record));
  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_autofree char *text = NULL;

      if ((specs[i]->flags & G_PARAM_READABLE) == 0)
        continue;
      g_value_init (&value, specs[i]->value_type);
      g_object_get_property (record, specs[i]->name, &value);
      text = g_strdup_value_contents (&value);
      /* A string that reaches a label has to be UTF-8. */
      if (G_VALUE_HOLDS_STRING (&value) && g_value_get_string (&value) != NULL)
        g_assert_true (g_utf8_validate (g_value_get_string (&value), -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (EmbarkCall) call = embark_call_new (FUZZ_OPERATION);
  g_autoptr (EmbarkResponse) response = embark_response_new ();
  g_autoptr (EmbarkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  embark_call_set_account (call, "northwind-20418");
  for (const char *const *name = (const char *const[]){ "slug", "config", "execution", "workflow", "node",
                                                        "event", "field", "webhook", "action", "key", NULL };
       *name != NULL; name++)
    embark_call_set_path (call, *name, "salesforce");
  response->status = FUZZ_STATUS;
  response->content_type = g_strdup ("application/json");
  response->body = g_byte_array_new ();
  response->secrets = g_new0 (char *, 2);
  response->secrets[0] = g_strdup ("tk_live_secret");
  g_byte_array_append (response->body, data, size);

  reply = embark_response_read (response, call, NOW, &error);
  g_assert_true ((reply == NULL) == (error != NULL));
  if (reply == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strstr (error->message, "tk_live_secret"));
      return 0;
    }

  if (embark_reply_get_json (reply) != NULL)
    {
      g_autofree char *text = embark_json_to_string (embark_reply_get_json (reply), TRUE);

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  if (embark_reply_get_record (reply) != NULL)
    look_at (embark_reply_get_record (reply));
  for (guint i = 0; embark_reply_get_records (reply) != NULL && i < embark_reply_get_records (reply)->len;
       i++)
    look_at (g_ptr_array_index (embark_reply_get_records (reply), i));

  return 0;
}
