/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Commands of curl: what was read, printed and read again is the same. */

#include "config.h"

#include <string.h>

#include "fuzz.h"

#include "embark-curl.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (EmbarkCurl) curl = NULL;
  g_autoptr (EmbarkCurl) again = NULL;
  g_autoptr (EmbarkCurlFire) fire = NULL;
  g_autofree char *command = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = embark_curl_parse (text, &curl, &error);

  g_assert_true (good == (curl != NULL));
  g_assert_true (good == (error == NULL));
  if (!good)
    return 0;
  fire = embark_curl_read_fire (curl);
  command = embark_curl_print (curl);
  if (embark_curl_parse (command, &again, NULL))
    {
      other = embark_curl_print (again);
      g_assert_cmpstr (curl->method, ==, again->method);
      g_assert_cmpstr (curl->uri, ==, again->uri);
      g_assert_cmpstr (curl->body, ==, again->body);
    }

  return 0;
}
