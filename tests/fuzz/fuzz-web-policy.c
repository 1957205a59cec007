/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses that a page gives to the embedded view. */

#include "config.h"

#include "fuzz.h"

#include "embark-web-policy.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *uri = g_strndup ((const char *) data, size);
  g_autofree char *host = embark_web_policy_dup_host (uri);
  g_autofree char *code = embark_web_policy_dup_oauth_error (uri);
  g_autofree char *description = embark_web_policy_dup_oauth_description (uri);
  g_autofree char *title = embark_web_policy_dup_clean (uri, EMBARK_WEB_POLICY_MAX_TITLE);
  const char *const landmarks[] = { "/a", NULL };
  EmbarkWebVerdict verdict = embark_web_policy_decide (uri, EMBARK_WEB_NAVIGATION_PAGE, 0, 0);

  g_assert_true (host == NULL || g_utf8_validate (host, -1, NULL));
  g_assert_true (code == NULL || g_utf8_validate (code, -1, NULL));
  g_assert_true (description == NULL
                 || (g_utf8_validate (description, -1, NULL)
                     && g_utf8_strlen (description, -1) <= EMBARK_WEB_POLICY_MAX_DESCRIPTION));
  g_assert_true (title == NULL || g_utf8_validate (title, -1, NULL));
  embark_web_policy_find_landmark (uri, landmarks);
  if (verdict == EMBARK_WEB_VERDICT_ALLOW)
    {
      /* Which leaves spaces around an address out, and stray percent signs in, as browsers do. */
      g_autoptr (GUri) parsed =
          g_uri_parse (uri,
                       G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_SCHEME_NORMALIZE | G_URI_FLAGS_ENCODED_PATH
                           | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT,
                       NULL);

      g_assert_nonnull (parsed);
      g_assert_true (g_ascii_strcasecmp (g_uri_get_scheme (parsed), "https") == 0
                     || g_ascii_strcasecmp (g_uri_get_scheme (parsed), "about") == 0
                     || embark_web_policy_is_loopback (uri));
    }
  embark_web_policy_is_same_origin (uri, "https://app.example");

  return 0;
}
