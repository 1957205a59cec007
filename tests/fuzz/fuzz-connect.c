/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is read of others on the way to a connection: an authorize address, an answer of a token endpoint, who
 * is connected, and what somebody pasted as a host, a Client ID or a secret. */

#include "config.h"

#include <string.h>

#include "fuzz.h"

#include "embark-authorize.h"
#include "embark-client-credentials.h"
#include "embark-identity.h"
#include "embark-json.h"
#include "embark-token-probe.h"

static void
assert_line (const char *text, glong max_chars)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, max_chars + 1);
  g_assert_null (strpbrk (text, "\n\r\a\x1b"));
}

static void
read_address (const char *text)
{
  g_autoptr (EmbarkAuthorize) read = embark_authorize_new (text);
  g_autoptr (EmbarkAuthorize) copy = NULL;

  if (read == NULL)
    return;
  copy = embark_authorize_copy (read);
  assert_line (copy->login_host, 300);
  assert_line (copy->redirect_host, 300);
  assert_line (copy->redirect_uri, 300);
  g_assert_true (copy->redirect_uri == NULL || strpbrk (copy->redirect_uri, "?#") == NULL);
  for (gsize i = 0; copy->scopes[i] != NULL; i++)
    assert_line (copy->scopes[i], 64);
  /* Only a host of Salesforce is called one. */
  if (copy->login_kind == EMBARK_LOGIN_MY_DOMAIN)
    g_assert_nonnull (strstr (copy->login_host, ".my.salesforce.com"));
}

static void
read_host (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *origin = embark_token_probe_check_host (text, &error);
  g_autofree char *again = NULL;

  g_assert_true ((origin == NULL) == (error != NULL));
  if (origin == NULL)
    return;
  again = embark_token_probe_check_host (origin, NULL);
  g_assert_cmpstr (again, ==, origin);
  g_assert_null (strchr (origin, '@'));
  g_assert_true (g_str_has_prefix (origin, "https://") || g_str_has_prefix (origin, "http://"));
}

static void
check_shape (EmbarkShape (*check) (const char *text, char **cleaned, gboolean *changed, const char **reason),
             const char *text)
{
  g_autofree char *cleaned = NULL;
  g_autofree char *again = NULL;
  gboolean changed = FALSE;
  const EmbarkShape shape = check (text, &cleaned, NULL, NULL);

  /* What was cleaned is clean. */
  g_assert_cmpint (check (cleaned, &again, &changed, NULL), ==, shape);
  g_assert_cmpstr (again, ==, cleaned);
  g_assert_false (changed);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (EmbarkTokenAnswer) answer = embark_token_answer_new (400, (const char *) data, size);
  g_autoptr (JsonNode) node = embark_json_parse_reply ((const char *) data, (gssize) size, NULL);
  g_autoptr (EmbarkIdentity) identity = embark_identity_new (node);

  assert_line (answer->code, 8192);
  assert_line (answer->words, 8192);
  if (identity != NULL)
    {
      assert_line (identity->text, 300);
      assert_line (identity->user, 200);
      assert_line (identity->org, 200);
      g_assert_true (embark_identity_compare_org (identity, identity) || identity->org == NULL);
    }
  read_address (text);
  read_host (text);
  check_shape (embark_client_id_check, text);
  check_shape (embark_client_secret_check, text);
  return 0;
}
