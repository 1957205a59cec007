/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The gate. What it accepts must come back the same after it was written and read again, and its three doors
 * must agree. */

#include "config.h"

#include "fuzz.h"

#include "embark-json.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autoptr (GError) check_error = NULL, error = NULL, reply_error = NULL, again_error = NULL;
  guint line = 0, column = 0;
  gboolean good = embark_json_check (text, size, &line, &column, &check_error);
  g_autoptr (JsonNode) node = embark_json_parse (text, size, &error);
  g_autoptr (JsonNode) reply = embark_json_parse_reply (text, size, &reply_error);

  g_assert_true (good == (check_error == NULL));
  g_assert_true (good == (node != NULL));
  g_assert_true ((reply == NULL) == (reply_error != NULL));
  if (node != NULL)
    {
      g_autofree char *written = embark_json_to_string (node, FALSE);
      g_autofree char *pretty = embark_json_to_string (node, TRUE);
      g_autoptr (JsonNode) again = embark_json_parse (written, -1, &again_error);
      g_autofree char *identifier = embark_json_stringify_identifier (node);

      g_assert_nonnull (reply);
      g_assert_no_error (again_error);
      g_assert_true (json_node_equal (node, again));
      g_assert_true (g_utf8_validate (pretty, -1, NULL));
      g_assert_true (identifier == NULL || g_utf8_validate (identifier, -1, NULL));
    }

  return 0;
}
