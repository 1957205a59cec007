/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-api-error.h"
#include "embark-text.h"

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    const char *clean;
  } rows[] = {
    { "plain", "plain" },
    { "  two\n\t words \r\n", "two words" },
    { "a\x01\x1b[31mb\x7f", "a[31mb" },
    { "a\u202eb\u2066c\u200fd\u061ce\ufefff", "abcdef" },
    { "bad \xff bytes", "bad \ufffd byt…" },
    { "line\u2028break", "line break" },
    { "日本語 ä", "日本語 ä" },
    { "12345678901", "123456789…" },
    { "1234567890 ", "1234567890" },
    { "<b>&amp;", "<b>&amp;" },
    { "", NULL },
    { " \n\u202e", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clean = embark_text_clean (rows[i].text, 10);

      g_assert_cmpstr (clean, ==, rows[i].clean);
    }
}

static void
test_error (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autoptr (GError) error =
      embark_api_error_new (EMBARK_API_ERROR_EVENT, 404, "INVALID_EVENT", "trace-1", "token=abc\n\u202ex");
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) bare = embark_api_error_new (EMBARK_API_ERROR_FAILED, 0, NULL, NULL, NULL);
  g_autoptr (GError) large =
      embark_api_error_new (EMBARK_API_ERROR_FAILED, 0, long_text, long_text, long_text);
  g_autoptr (GError) foreign = g_error_new_literal (g_quark_from_static_string ("other"), 1, "x");

  g_assert_error (copy, EMBARK_API_ERROR, EMBARK_API_ERROR_EVENT);
  g_assert_cmpstr (copy->message, ==, "token=••• x");
  g_assert_cmpuint (embark_api_error_get_status (copy), ==, 404);
  g_assert_cmpstr (embark_api_error_get_server_code (copy), ==, "INVALID_EVENT");
  g_assert_cmpstr (embark_api_error_get_request_id (copy), ==, "trace-1");
  g_assert_cmpint (strlen (bare->message), >, 0);
  g_assert_null (embark_api_error_get_server_code (bare));
  g_assert_cmpint (g_utf8_strlen (large->message, -1), ==, 500);
  g_assert_cmpint (g_utf8_strlen (embark_api_error_get_request_id (large), -1), ==, 100);
  g_assert_null (embark_api_error_get_request_id (foreign));
  g_assert_cmpuint (embark_api_error_get_status (NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/text/clean", test_clean);
  g_test_add_func ("/model/text/error", test_error);
  return g_test_run ();
}
