/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Session tokens that strangers show to the sandbox: none is good that it did not sign. */

#include "config.h"

#include <string.h>

#include "fuzz.h"

#include "embark-sandbox-jwt.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char secret[] = "one that nobody guesses in a minute, 7c2f41";
  g_autoptr (GBytes) bytes = g_bytes_new_static (secret, strlen (secret));
  g_autofree char *token = g_strndup ((const char *) data, size);
  JsonObject *claims = sandbox_jwt_verify (token, bytes, 0);

  g_assert_null (claims);
  sandbox_equal_secret (token, secret);

  return 0;
}
