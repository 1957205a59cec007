/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Client ID and Secret, proved against the sandbox's stand-in for Salesforce. */

#include "config.h"

#include <string.h>

#include "connect-fixture.h"
#include "embark-credential-proof.h"
#include "test-util.h"

static EmbarkProof *
prove (Stand *s, const char *host, const char *id, const char *secret, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_credential_proof_async (s->workspace, host, id, secret, NULL, wait_cb, &wait);
  return embark_credential_proof_finish (wait_for (&wait), error);
}

/* The pair that the stand-in accepts. */
static void
read_pair (Stand *s, char **id, char **secret)
{
  JsonObject *salesforce;

  g_assert_cmpuint (fixture_call (&s->sandbox, "GET", "/__sandbox/client", NULL), ==, 200);
  salesforce = json_object_get_object_member (fixture_object (&s->sandbox), "salesforce");
  *id = g_strdup (json_object_get_string_member (salesforce, "client_id"));
  *secret = g_strdup (json_object_get_string_member (salesforce, "client_secret"));
}

static void
test_verdicts (Stand *s, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *pasted = NULL;
  g_autofree char *other = NULL;
  g_autoptr (EmbarkProof) good = NULL;
  g_autoptr (EmbarkProof) unknown = NULL;
  g_autoptr (EmbarkProof) wrong = NULL;
  g_autoptr (EmbarkProof) off = NULL;
  g_autoptr (GError) error = NULL;

  read_pair (s, &id, &secret);
  pasted = g_strdup_printf (" %s\r\n", id);
  other = g_strdup (secret);
  other[3] = other[3] == 'A' ? 'B' : 'A';

  good = prove (s, NULL, pasted, secret, &error);
  g_assert_no_error (error);
  g_assert_cmpint (good->verdict, ==, EMBARK_TOKEN_ACCEPTED);
  g_assert_true (embark_proof_is_good (good));
  g_assert_null (good->quote);
  g_assert_true (g_str_has_prefix (good->login_host, "127.0.0.1:"));
  g_assert_cmpint (good->asked_at, >, 0);

  unknown = prove (s, NULL, "3MVG9SomebodyElse", secret, &error);
  g_assert_cmpint (unknown->verdict, ==, EMBARK_TOKEN_ID_UNKNOWN);
  g_assert_cmpstr (unknown->code, ==, "invalid_client_id");
  g_assert_nonnull (unknown->quote);
  wrong = prove (s, NULL, id, other, &error);
  g_assert_cmpint (wrong->verdict, ==, EMBARK_TOKEN_SECRET_WRONG);
  g_assert_false (embark_proof_is_good (wrong));
  g_assert_null (strstr (wrong->explanation, other));

  stand_switch (s, "client", "{\"salesforce\":{\"code_grant\":false}}");
  g_assert_true (embark_proof_is_of_endpoint (good));
  g_assert_true (embark_proof_is_of_endpoint (unknown));
  g_assert_true (embark_proof_is_of_endpoint (wrong));
  off = prove (s, NULL, id, secret, &error);
  g_assert_cmpint (off->verdict, ==, EMBARK_TOKEN_FLOW_OFF);
  g_assert_no_error (error);
}

static void
test_refused (Stand *s, gconstpointer data)
{
  static const char *const hosts[] = { "evil.example", "http://login.salesforce.com",
                                       "login.salesforce.com.evil.example", "" };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_assert_null (prove (s, hosts[i], "3MVG9", "secret", &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
      g_assert_null (strstr (error->message, "secret\""));
      g_clear_error (&error);
    }
  g_assert_null (prove (s, NULL, " ", "secret", &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (prove (s, NULL, "3MVG9", NULL, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
}

/* Nobody answers, or somebody who is no token endpoint: what was typed is not known to be a login host. */
static void
test_no_endpoint (Stand *s, gconstpointer data)
{
  const EmbarkProof unclear = { .verdict = EMBARK_TOKEN_UNCLEAR };
  g_autoptr (EmbarkProof) nobody = NULL;
  g_autoptr (GError) error = NULL;

  nobody = prove (s, "http://127.0.0.1:1", "3MVG9", "secret", &error);
  g_assert_no_error (error);
  g_assert_false (embark_proof_is_of_endpoint (nobody));
  g_assert_false (embark_proof_is_of_endpoint (&unclear));
}

static void
test_hosts (Stand *s, gconstpointer data)
{
  g_autofree char *stand_in = embark_credential_proof_dup_default_host (s->workspace);
  g_autofree char *noted = NULL;
  g_auto (GStrv) hosts = NULL;

  g_assert_cmpstr (stand_in, ==, embark_client_get_base_uri (s->client));
  embark_profile_set_login_host (s->profile, "acme.my.salesforce.com");
  noted = embark_credential_proof_dup_default_host (s->workspace);
  g_assert_cmpstr (noted, ==, "acme.my.salesforce.com");
  hosts = embark_credential_proof_dup_hosts (s->workspace);
  g_assert_cmpuint (g_strv_length (hosts), ==, 4);
  g_assert_cmpstr (hosts[0], ==, "acme.my.salesforce.com");
  g_assert_cmpstr (hosts[1], ==, stand_in);
  embark_profile_set_login_host (s->profile, "test.salesforce.com");
  g_strfreev (hosts);
  hosts = embark_credential_proof_dup_hosts (s->workspace);
  g_assert_cmpuint (g_strv_length (hosts), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                                  \
  g_test_add ("/credential-proof/" name, Stand, NULL, stand_set_up, function, stand_tear_down)
  ADD ("verdicts", test_verdicts);
  ADD ("refused", test_refused);
  ADD ("no-endpoint", test_no_endpoint);
  ADD ("hosts", test_hosts);
#undef ADD
  return g_test_run ();
}
