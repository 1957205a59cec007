/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sandbox's own reader of bodies and snapshots. */

#include "config.h"

#include "fuzz.h"

#include "embark-sandbox-json.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL, again_error = NULL;
  g_autoptr (JsonNode) node = sandbox_json_parse ((const char *) data, size, &error);

  g_assert_true ((node == NULL) == (error != NULL));
  if (node != NULL)
    {
      g_autofree char *written = sandbox_json_print (node, FALSE);
      g_autoptr (JsonNode) again = sandbox_json_parse (written, strlen (written), &again_error);
      g_autoptr (JsonNode) copy = sandbox_deep_copy (node);

      g_assert_no_error (again_error);
      g_assert_true (json_node_equal (node, again));
      g_assert_true (json_node_equal (node, copy));
    }

  return 0;
}
