/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The base address that a user types: what is accepted is a base address already, and never one with a user
 * in it. */

#include "config.h"

#include "fuzz.h"

#include "embark-client.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL, again_error = NULL;
  g_autofree char *base = embark_client_normalize_base_uri (text, &error);
  g_autofree char *again = NULL;
  g_autoptr (GUri) uri = NULL;

  g_assert_true ((base == NULL) == (error != NULL));
  if (base == NULL)
    return 0;
  again = embark_client_normalize_base_uri (base, &again_error);
  g_assert_no_error (again_error);
  g_assert_cmpstr (base, ==, again);
  g_assert_true (g_str_has_prefix (base, "https://") || g_str_has_prefix (base, "http://"));
  uri = g_uri_parse (base, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  g_assert_nonnull (uri);
  g_assert_null (g_uri_get_userinfo (uri));

  return 0;
}
