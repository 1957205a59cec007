/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payloads with variables: each value stands within the one that holds it; laid out anew they are the same;
 * and what is put into an entry comes back. The scanner alone takes anything. */

#include "config.h"

#include <string.h>

#include "fuzz.h"

#include "embark-json-spans.h"
#include "embark-payload-form.h"

static void
check_spans (const char *text, size_t size)
{
  g_autoptr (GArray) spans = embark_json_spans_scan (text, size);

  for (guint i = 0; i < spans->len; i++)
    {
      const EmbarkJsonSpan *span = &g_array_index (spans, EmbarkJsonSpan, i);
      const EmbarkJsonSpan *parent =
          span->parent != EMBARK_JSON_SPAN_NONE ? &g_array_index (spans, EmbarkJsonSpan, span->parent) : NULL;
      g_autofree char *key =
          embark_json_spans_decode (text + span->key_start, span->key_end - span->key_start);

      g_assert_true (g_utf8_validate (key, -1, NULL));
      g_assert_true (span->key_start <= span->key_end && span->key_end <= span->start
                     && span->start < span->end && span->end <= size);
      g_assert_true (span->next > i && span->next <= spans->len);
      g_assert_true ((parent == NULL) == (i == 0));
      g_assert_true (parent == NULL
                     || (parent->start < span->key_start && span->end < parent->end && span->index < parent->n
                         && span->depth == parent->depth + 1 && span->next <= parent->next));
    }
}

/* Sets each entry to what it shows: the text does not change its meaning, and stays JSON. */
static void
check_form (const char *text)
{
  g_autoptr (EmbarkPayloadForm) form = embark_payload_form_new (NULL);

  embark_payload_form_set_text (form, text);
  g_assert_true (embark_payload_form_get_frozen (form) == (embark_payload_form_get_fault (form) != NULL));
  for (guint i = 0; i < MIN (g_list_model_get_n_items (G_LIST_MODEL (form)), 50); i++)
    {
      g_autoptr (EmbarkPayloadField) field = g_list_model_get_item (G_LIST_MODEL (form), i);
      g_autofree char *entry = g_strdup (embark_payload_field_get_text (field));

      g_assert_true (g_utf8_validate (entry, -1, NULL));
      g_assert_nonnull (embark_payload_field_get_path (field));
      if (!embark_payload_form_get_frozen (form))
        embark_payload_form_set_entry (form, field, entry, NULL);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;
  g_autofree char *laid_out = NULL;
  g_autoptr (GError) error = NULL;

  check_spans ((const char *) data, size);
  if (size > 64 * 1024 || memchr (data, '\0', size) != NULL
      || !g_utf8_validate ((const char *) data, (gssize) size, NULL))
    return 0;
  text = g_strndup ((const char *) data, size);
  laid_out = embark_payload_format (text, NULL, NULL, &error);
  g_assert_true ((laid_out == NULL) == (error != NULL));
  if (laid_out != NULL)
    {
      g_autofree char *again = embark_payload_format (laid_out, NULL, NULL, NULL);

      g_assert_cmpstr (again, ==, laid_out);
    }
  check_form (text);

  return 0;
}
