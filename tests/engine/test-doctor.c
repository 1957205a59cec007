/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules and the texts of the doctor. */

#include "config.h"

#include <string.h>

#include "embark-doctor.h"
#include "embark-glib.h"
#include "embark-json.h"

#define U EMBARK_CERTAINTY_UNKNOWN
#define S EMBARK_CERTAINTY_SEVERAL
#define L EMBARK_CERTAINTY_LIKELY
#define C EMBARK_CERTAINTY_CERTAIN

typedef struct
{
  const char *id; /* as embark_diagnosis_get_id() gives it */
  EmbarkCertainty certainty;
  const char *code, *description, *landmark, *title, *trouble, *symptom, *hosts;
  EmbarkPhase phase;
  int success;
} Case;

static const Case cases[] = {
  /* Codes of one row. */
  { "ec-app-not-found", C, .code = "OAUTH_EC_APP_NOT_FOUND" },
  { "ec-app-not-found", C, .code = "oauth_ec_app_not_found" },
  { "ec-app-not-found", C, .code = "OAUTH_EC_APP_NOT_FOUND", .description = "anything else" },
  { "cross-org-blocked", C, .code = "OAUTH_AUTHORIZATION_BLOCKED" },
  { "app-blocked", C, .code = "OAUTH_APP_BLOCKED" },
  { "access-denied-app", L, .code = "OAUTH_APP_ACCESS_DENIED" },
  { "approval-generic", C, .code = "OAUTH_APPROVAL_ERROR_GENERIC" },
  { "redirect-mismatch", C, .code = "redirect_uri_mismatch" },
  { "redirect-missing", C, .code = "redirect_uri_missing" },
  { "client-id-unknown", C, .code = "invalid_client_id" },
  { "response-type", C, .code = "unsupported_response_type" },
  { "denied", C, .code = "access_denied" },
  { "denied", C, .code = "access_denied", .description = "end-user denied authorization" },
  { "scope", C, .code = "invalid_scope" },
  { "immediate", C, .code = "immediate_unsuccessful" },
  { "inactive-user", C, .code = "inactive_user" },
  { "inactive-org", C, .code = "inactive_org" },
  { "rate-limit", C, .code = "rate_limit_exceeded" },
  { "app-access", C, .code = "invalid_app_access" },
  { "client-secret", C, .code = "invalid_client_credentials" },
  { "grant-type", L, .code = "unsupported_grant_type" },
  { "invalid-session", C, .code = "INVALID_SESSION_ID" },
  { "rest-api-off", C, .code = "API_DISABLED_FOR_ORG" },
  { "google-rejects", C, .code = "disallowed_useragent" },

  /* Codes of several rows, told apart by the words, or by where it happened, or not at all. */
  { "pkce-required", C, .code = "invalid_request", .description = "missing required code challenge" },
  { "https-required", C, .code = "invalid_request", .description = "HTTPS required" },
  { "must-use-get", C, .code = "invalid_request", .description = "Must use HTTP GET" },
  { "out-of-band", C, .code = "invalid_request", .description = "out-of-band not supported" },
  { "pkce-required,https-required,must-use-get,out-of-band", S, .code = "invalid_request" },
  { "grant-ip-restricted", C, .code = "invalid_grant",
    .description = "ip restricted or invalid login hours" },
  { "grant-not-approved", C, .code = "invalid_grant", .description = "user hasn't approved this consumer" },
  { "grant-authentication-failure", L, .code = "invalid_grant", .description = "authentication failure" },
  { "grant-code-expired", L, .code = "invalid_grant", .description = "expired authorization code" },
  { "grant-expired,refresh-fails,idle-30-days", S, .code = "invalid_grant",
    .description = "expired access/refresh token" },
  { "refresh-fails", L, .code = "invalid_grant", .description = "expired access/refresh token",
    .symptom = "refresh-fails" },
  { "idle-30-days", L, .code = "invalid_grant", .description = "expired access/refresh token",
    .symptom = "idle" },
  { "grant-expired,grant-authentication-failure,grant-ip-restricted,grant-not-approved,grant-code-expired,"
    "refresh-fails,idle-30-days",
    S, .code = "invalid_grant" },
  { "must-be-installed", L, .code = "invalid_client", .description = "app must be installed into org" },
  { "client-secret", C, .code = "invalid_client", .description = "invalid client credentials" },
  { "client-id-unknown", C, .code = "invalid_client", .description = "client identifier invalid" },
  { "must-be-installed,client-id-unknown,client-secret", S, .code = "invalid_client" },
  { "must-be-installed,client-id-unknown,client-secret", S, .code = "invalid_client",
    .phase = EMBARK_PHASE_AUTHORIZE },
  { "client-id-unknown,client-secret", S, .code = "invalid_client", .phase = EMBARK_PHASE_AFTER },
  { "grant-expired,grant-authentication-failure,grant-ip-restricted,refresh-fails,idle-30-days", S,
    .code = "invalid_grant", .phase = EMBARK_PHASE_AFTER },
  { "server-error-after-allow", L, .code = "server_error", .phase = EMBARK_PHASE_AUTHORIZE },
  { "install-error-page", C, .code = "generic_error", .description = "There was a problem." },
  { "install-wrong-org", C, .code = "generic_error",
    .description = "Non sandbox app cannot be installed in a sandbox organization" },
  { "install-error-page,install-wrong-org", S, .code = "generic_error" },

  /* The words of another row, with a code that says little. */
  { "inactive-user", C, .code = "invalid_grant", .description = "inactive user" },
  { "inactive-org", C, .code = "invalid_grant", .description = "inactive organization" },
  { "redirect-mismatch", C, .code = "invalid_request",
    .description = "redirect_uri must match configuration" },
  { "grant-code-expired", L, .code = "invalid_grant", .description = "invalid authorization code" },

  /* Code and words contradict: both, the code's first. */
  { "app-blocked,redirect-mismatch", S, .code = "OAUTH_APP_BLOCKED",
    .description = "redirect_uri must match configuration" },
  /* A code decides, whatever else was seen. */
  { "app-blocked", C, .code = "OAUTH_APP_BLOCKED", .landmark = "AppInstallErrorPage", .trouble = "tls",
    .symptom = "white-page" },

  /* Words without a code, or with one that is not known. */
  { "app-blocked", C, .description = "Error: THIS APP IS BLOCKED BY ADMIN (0x7)" },
  { "must-be-installed", L, .description = "app must be installed into org" },
  { "state-lost", L, .description = "There was a problem with the oauth flow: no valid challenge or state" },
  { "server-error-after-allow", L, .description = "Internal Server Error" },
  { "redirect-mismatch", L, .code = "BRAND_NEW", .description = "redirect_uri must match configuration" },

  /* What is only seen. */
  { "install-error-page,install-wrong-org", S, .landmark = "AppInstallErrorPage" },
  { "verify-identity", L, .landmark = "EmailVerificationFinishUi" },
  { "mfa-sso", L, .landmark = "TotpVerificationFinishUi" },
  { "verify-identity", L, .title = "Verify Your Identity | Salesforce" },
  { "google-rejects", L, .title = "Couldn’t sign you in - Google Accounts" },
  { "server-error-after-allow", L, .title = "Internal Server Error" },
  { "device-trust", L, .trouble = "http-auth" },
  { "device-trust", L, .trouble = "client-certificate", .hosts = "login.salesforce.com → sts.acme.example" },
  { "white-page", L, .trouble = "tls" },
  { "white-page", L, .trouble = "windows" },
  { "no-network", L, .trouble = "network" },
  { "page-stopped", L, .trouble = "crashed" },
  { "held-back", L, .trouble = "redirects" },
  { "mfa-sso", L, .symptom = "authenticator" },
  { "passkey", L, .symptom = "passkey" },
  { "sso-forced", L, .symptom = "sso-page" },
  { "triggers-silent", L, .symptom = "triggers-silent" },
  { "connected-runs-fail", L, .symptom = "connected-runs-fail" },
  { "sandbox-refreshed", L, .symptom = "sandbox-refreshed" },
  { "admins-only", L, .symptom = "admins-only" },
  { "approval-generic,must-be-installed,app-blocked", S, .symptom = "approval-error" },

  /* Signs that agree narrow, signs that do not are both given. */
  { "verify-identity", L, .landmark = "EmailVerificationFinishUi", .title = "Verify your identity" },
  { "mfa-sso,verify-identity", S, .landmark = "TotpVerificationFinishUi", .title = "Verify your identity" },
  { "white-page,verify-identity", S, .title = "Verify your identity", .trouble = "tls" },
  { "device-trust,sso-forced", S, .trouble = "client-certificate", .symptom = "sso-page" },

  /* The host, when there is nothing else; time, when not even that. */
  { "google-rejects,sso-forced", S, .hosts = "login.salesforce.com → accounts.google.com" },
  { "sso-forced", L, .hosts = "login.salesforce.com → acme.okta.com" },
  { "device-trust,sso-forced", S, .hosts = "test.salesforce.com → login.microsoftonline.com" },
  { "not-stored", L, .success = 60, .hosts = "acme.okta.com → connect.example" },
  { "not-stored", L, .success = 3600 },
  { "not-stored", L, .success = 60, .landmark = "EmailVerificationFinishUi",
    .title = "Verify your identity" },
  { "unknown", U, .success = 59 },

  /* What nobody knows. */
  { "unknown", U, .code = "BRAND_NEW" },
  { "unknown", U, .code = "BRAND_NEW", .description = "never heard of" },
  { "unknown", U },
  { "unknown", U, .code = "" },
  { "unknown", U, .symptom = "no-such-symptom" },
  { "unknown", U, .trouble = "no-such-trouble", .landmark = "/", .title = "Salesforce" },
  { "unknown", U, .hosts = "notokta.com" },
  { "unknown", U, .hosts = "okta.com.evil.example" },
  { "white-page", L, .code = "BRAND_NEW", .symptom = "white-page" },
};

static EmbarkEvidence *
evidence_of (const Case *c)
{
  EmbarkEvidence *evidence = embark_evidence_new ();

  embark_set_str (&evidence->code, c->code);
  embark_set_str (&evidence->description, c->description);
  embark_set_str (&evidence->landmark, c->landmark);
  embark_set_str (&evidence->title, c->title);
  embark_set_str (&evidence->trouble, c->trouble);
  embark_set_str (&evidence->symptom, c->symptom);
  embark_set_str (&evidence->hosts, c->hosts);
  evidence->phase = c->phase;
  if (c->success > 0)
    evidence->success_seconds = c->success;
  return evidence;
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EmbarkEvidence) evidence = evidence_of (&cases[i]);
      g_autoptr (EmbarkDiagnosis) diagnosis =
          embark_doctor_diagnose (embark_doctor_get_default (), evidence, "en");

      g_test_message ("case %u: %s, %s", i, cases[i].code, cases[i].description);
      g_assert_cmpstr (embark_diagnosis_get_id (diagnosis), ==, cases[i].id);
      g_assert_cmpstr (embark_certainty_get_nick (embark_diagnosis_get_certainty (diagnosis)), ==,
                       embark_certainty_get_nick (cases[i].certainty));
      g_assert_cmpuint (embark_diagnosis_get_n_causes (diagnosis), >, 0);
      g_assert_true ((cases[i].certainty == S) == (embark_diagnosis_get_n_rows (diagnosis) > 1));
    }
}

/* No row of the knowledge base is out of reach: the table has met each of them. */
static void
test_reach (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "diagnostics.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) base = NULL;
  g_autoptr (GString) reached = g_string_new (",");
  JsonArray *rows;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  base = embark_json_parse (text, -1, NULL);
  rows = embark_json_get_array (embark_json_node_object (base), "rows");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_string_append_printf (reached, "%s,", cases[i].id);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      const char *id = embark_json_get_id (json_array_get_object_element (rows, i), "id");
      g_autofree char *needle = g_strconcat (",", id, ",", NULL);

      g_test_message ("%s", id);
      g_assert_nonnull (strstr (reached->str, needle));
    }
}

static gboolean
any_standing (EmbarkDiagnosis *diagnosis, EmbarkOwner owner, EmbarkCure cure, EmbarkStanding standing)
{
  for (guint i = 0; i < embark_diagnosis_get_n_causes (diagnosis); i++)
    {
      const EmbarkCause *cause = embark_diagnosis_get_cause (diagnosis, i);

      if (cause->owner == owner && cause->cure == cure && cause->standing == standing)
        return (cause->check != NULL) == (standing != EMBARK_STANDING_OPEN);
    }
  return FALSE;
}

static void
test_checks (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new_for_code ("OAUTH_APPROVAL_ERROR_GENERIC");
  g_autoptr (EmbarkDiagnosis) open = embark_doctor_diagnose (doctor, evidence, NULL);
  g_autoptr (EmbarkDiagnosis) without = NULL;
  g_autoptr (EmbarkDiagnosis) with = NULL;
  g_autoptr (EmbarkDiagnosis) secret = NULL;

  g_assert_true (any_standing (open, EMBARK_OWNER_PLATFORM, EMBARK_CURE_PREFLIGHT, EMBARK_STANDING_OPEN));
  g_assert_cmpint (embark_diagnosis_get_owner (open), ==, EMBARK_OWNER_CLIENT_ADMIN);

  evidence->pkce = EMBARK_KNOWN_YES;
  with = embark_doctor_diagnose (doctor, evidence, NULL);
  g_assert_true (
      any_standing (with, EMBARK_OWNER_PLATFORM, EMBARK_CURE_PREFLIGHT, EMBARK_STANDING_RULED_OUT));
  g_assert_cmpint (embark_diagnosis_get_cause (with, embark_diagnosis_get_n_causes (with) - 1)->owner, ==,
                   EMBARK_OWNER_PLATFORM);

  evidence->pkce = EMBARK_KNOWN_NO;
  without = embark_doctor_diagnose (doctor, evidence, NULL);
  g_assert_cmpint (embark_diagnosis_get_cause (without, 0)->standing, ==, EMBARK_STANDING_CONFIRMED);
  g_assert_cmpint (embark_diagnosis_get_owner (without), ==, EMBARK_OWNER_PLATFORM);

  /* Of several rows, the one that something speaks for stands first; it is still one of several. */
  embark_set_str (&evidence->code, "invalid_client");
  evidence->client_secret = EMBARK_KNOWN_NO;
  secret = embark_doctor_diagnose (doctor, evidence, NULL);
  g_assert_cmpstr (embark_diagnosis_get_row (secret, 0)->id, ==, "client-secret");
  g_assert_cmpint (embark_diagnosis_get_certainty (secret), ==, EMBARK_CERTAINTY_SEVERAL);
}

static void
test_session_and_host (void)
{
  static const struct
  {
    const char *code, *door, *login_host, *hosts;
    EmbarkCure cure;
    EmbarkStanding standing;
  } facts[] = {
    { "OAUTH_AUTHORIZATION_BLOCKED", "embedded", NULL, NULL, EMBARK_CURE_FRESH_SESSION,
      EMBARK_STANDING_RULED_OUT },
    { "OAUTH_AUTHORIZATION_BLOCKED", "browser", NULL, NULL, EMBARK_CURE_FRESH_SESSION,
      EMBARK_STANDING_CONFIRMED },
    { "OAUTH_AUTHORIZATION_BLOCKED", NULL, NULL, NULL, EMBARK_CURE_FRESH_SESSION, EMBARK_STANDING_OPEN },
    { "OAUTH_EC_APP_NOT_FOUND", NULL, "login.salesforce.com", NULL, EMBARK_CURE_OTHER_HOST,
      EMBARK_STANDING_CONFIRMED },
    { "OAUTH_EC_APP_NOT_FOUND", NULL, "test.salesforce.com", NULL, EMBARK_CURE_OTHER_HOST,
      EMBARK_STANDING_CONFIRMED },
    { "OAUTH_EC_APP_NOT_FOUND", NULL, "acme.my.salesforce.com", NULL, EMBARK_CURE_OTHER_HOST,
      EMBARK_STANDING_RULED_OUT },
    { "OAUTH_EC_APP_NOT_FOUND", NULL, NULL, "connect.example → login.salesforce.com → acme.my.salesforce.com",
      EMBARK_CURE_OTHER_HOST, EMBARK_STANDING_CONFIRMED },
    { "OAUTH_EC_APP_NOT_FOUND", NULL, "evilmy.salesforce.com", NULL, EMBARK_CURE_OTHER_HOST,
      EMBARK_STANDING_OPEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autoptr (EmbarkEvidence) evidence = embark_evidence_new_for_code (facts[i].code);
      g_autoptr (EmbarkDiagnosis) diagnosis = NULL;

      embark_set_str (&evidence->door, facts[i].door);
      embark_set_str (&evidence->login_host, facts[i].login_host);
      embark_set_str (&evidence->hosts, facts[i].hosts);
      diagnosis = embark_doctor_diagnose (embark_doctor_get_default (), evidence, "en");
      g_test_message ("fact %u", i);
      g_assert_true (any_standing (diagnosis, EMBARK_OWNER_US, facts[i].cure, facts[i].standing));
    }
}

static void
test_recall (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (EmbarkDiagnosis) several = embark_doctor_recall (doctor, "denied,scope", NULL, "en");
  g_autoptr (EmbarkDiagnosis) unknown = embark_doctor_recall (doctor, "unknown", NULL, "en");
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new_for_code ("invalid_scope");
  g_autoptr (EmbarkDiagnosis) scope = embark_doctor_recall (doctor, "scope", evidence, "en");
  g_autoptr (EmbarkDiagnosis) denied = embark_doctor_recall (doctor, "denied", evidence, "en");

  g_assert_cmpstr (embark_diagnosis_get_id (several), ==, "denied,scope");
  g_assert_cmpint (embark_diagnosis_get_certainty (several), ==, EMBARK_CERTAINTY_SEVERAL);
  g_assert_cmpint (embark_diagnosis_get_certainty (unknown), ==, EMBARK_CERTAINTY_UNKNOWN);
  g_assert_cmpint (embark_diagnosis_get_certainty (scope), ==, EMBARK_CERTAINTY_CERTAIN);
  g_assert_cmpint (embark_diagnosis_get_certainty (denied), ==, EMBARK_CERTAINTY_LIKELY);
  g_assert_null (embark_doctor_recall (doctor, "no-such-row", NULL, "en"));
  g_assert_null (embark_doctor_recall (doctor, "", NULL, "en"));
}

static void
test_lists (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (GPtrArray) english = embark_doctor_list_symptoms (doctor, "en");
  g_autoptr (GPtrArray) german = embark_doctor_list_symptoms (doctor, "de_AT.UTF-8");

  g_assert_cmpuint (english->len, >=, 13);
  g_assert_cmpuint (english->len, ==, german->len);
  for (guint i = 0; i < english->len; i++)
    {
      const EmbarkSymptom *one = g_ptr_array_index (english, i);
      g_autoptr (EmbarkEvidence) evidence = embark_evidence_new ();
      g_autoptr (EmbarkDiagnosis) diagnosis = NULL;

      g_assert_cmpstr (one->text, !=, ((EmbarkSymptom *) g_ptr_array_index (german, i))->text);
      g_assert_true (one->phase == EMBARK_PHASE_VIEW || one->phase == EMBARK_PHASE_AFTER);
      embark_set_str (&evidence->symptom, one->id);
      diagnosis = embark_doctor_diagnose (doctor, evidence, "en");
      g_assert_cmpuint (embark_diagnosis_get_n_rows (diagnosis), >, 0);
    }
  g_assert_true (g_strv_contains (embark_doctor_get_landmarks (doctor), "AppInstallErrorPage"));
  g_assert_true (g_strv_contains (embark_doctor_get_title_patterns (doctor), "verify your identity"));
  g_assert_true (embark_doctor_knows_title (doctor, "VERIFY your identity | Salesforce"));
  g_assert_false (embark_doctor_knows_title (doctor, "Home"));
  g_assert_false (embark_doctor_knows_title (doctor, NULL));
}

static void
test_refused_base (void)
{
  static const struct
  {
    const char *text;
    int code;
  } bases[] = {
    { "", EMBARK_DOCTOR_ERROR_NOT_JSON },
    { "{", EMBARK_DOCTOR_ERROR_NOT_JSON },
    { "[]", EMBARK_DOCTOR_ERROR_NOT_KNOWN },
    { "{}", EMBARK_DOCTOR_ERROR_NOT_KNOWN },
    { "{\"format\":2}", EMBARK_DOCTOR_ERROR_NOT_KNOWN },
    { "{\"format\":1,\"unknown\":{\"causes\":[{}]},\"rows\":[]}", EMBARK_DOCTOR_ERROR_NOT_KNOWN },
    { "{\"format\":1,\"unknown\":{\"causes\":[7]},\"rows\":[]}", EMBARK_DOCTOR_ERROR_NOT_KNOWN },
    { "{\"format\":1,\"unknown\":{\"causes\":[{}]},\"rows\":[{\"id\":\"a\"}]}",
      EMBARK_DOCTOR_ERROR_NOT_KNOWN },
    { "{\"format\":1,\"unknown\":{\"causes\":[{}]},\"rows\":[{\"id\":\"a\",\"causes\":[{}]},"
      "{\"id\":\"a\",\"causes\":[{}]}]}",
      EMBARK_DOCTOR_ERROR_NOT_KNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bases[i].text, strlen (bases[i].text));
      g_autoptr (GError) error = NULL;

      g_test_message ("base %u", i);
      g_assert_null (embark_doctor_new (bytes, &error));
      g_assert_error (error, EMBARK_DOCTOR_ERROR, bases[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doctor/table", test_table);
  g_test_add_func ("/doctor/reach", test_reach);
  g_test_add_func ("/doctor/checks", test_checks);
  g_test_add_func ("/doctor/session-and-host", test_session_and_host);
  g_test_add_func ("/doctor/recall", test_recall);
  g_test_add_func ("/doctor/lists", test_lists);
  g_test_add_func ("/doctor/refused-base", test_refused_base);
  return g_test_run ();
}
