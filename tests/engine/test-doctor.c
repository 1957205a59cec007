/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules and the texts of the doctor. */

#include "config.h"

#include <string.h>

#include "embark-doctor.h"
#include "embark-glib.h"
#include "embark-json.h"
#include "embark-redact.h"

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
  { "api-not-enabled", C, .code = "API_DISABLED_FOR_ORG" },
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
  { "refresh-fails", C, .code = "invalid_grant", .description = "expired access/refresh token",
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
  { "must-be-installed,client-id-unknown", S, .code = "invalid_client", .phase = EMBARK_PHASE_AUTHORIZE },
  { "install-error-page", C, .code = "generic_error", .description = "There was a problem." },
  { "install-wrong-org", C, .code = "generic_error",
    .description = "Non sandbox app cannot be installed in a sandbox organization" },
  { "install-error-page,install-wrong-org", S, .code = "generic_error" },

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

/* Every row that the table has reached by itself, or that a symptom reaches: none of the knowledge base is
 * out of reach. */
static void
test_reach (void)
{
  g_autoptr (GHashTable) reached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  static const char *const rows[] = {
    "ec-app-not-found",
    "cross-org-blocked",
    "app-blocked",
    "access-denied-app",
    "approval-generic",
    "must-be-installed",
    "redirect-mismatch",
    "redirect-missing",
    "client-id-unknown",
    "response-type",
    "pkce-required",
    "https-required",
    "must-use-get",
    "out-of-band",
    "denied",
    "scope",
    "immediate",
    "inactive-user",
    "inactive-org",
    "rate-limit",
    "server-error-after-allow",
    "state-lost",
    "install-error-page",
    "install-wrong-org",
    "grant-expired",
    "grant-authentication-failure",
    "grant-ip-restricted",
    "grant-not-approved",
    "app-access",
    "grant-code-expired",
    "client-secret",
    "grant-type",
    "refresh-fails",
    "idle-30-days",
    "invalid-session",
    "api-not-enabled",
    "triggers-silent",
    "connected-runs-fail",
    "sandbox-refreshed",
    "admins-only",
    "verify-identity",
    "mfa-sso",
    "passkey",
    "google-rejects",
    "device-trust",
    "white-page",
    "sso-forced",
    "not-stored",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) ids = g_strsplit (cases[i].id, ",", -1);

      for (char **id = ids; *id != NULL; id++)
        g_hash_table_add (reached, g_strdup (*id));
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkDiagnosis) diagnosis = embark_doctor_recall (doctor, rows[i], NULL, "en");

      g_test_message ("%s", rows[i]);
      g_assert_nonnull (diagnosis);
      g_assert_true (g_hash_table_contains (reached, rows[i]));
    }
}

static void
check_message (EmbarkDiagnosis *diagnosis, guint index, const char *language)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  const EmbarkCause *cause = embark_diagnosis_get_cause (diagnosis, index);
  g_autoptr (EmbarkDoctorMessage) message = embark_doctor_dup_message (doctor, diagnosis, index, language);

  g_assert_cmpstr (message->subject, !=, "");
  g_assert_null (strchr (message->subject, '\n'));
  g_assert_null (strpbrk (message->subject, "{}[]"));
  g_assert_null (strpbrk (message->body, "{}[]"));
  g_assert_null (strstr (message->body, "  "));
  g_assert_nonnull (strstr (message->body, "\n1. "));
  g_assert_nonnull (strstr (message->body, g_str_equal (language, embark_diagnosis_get_language (diagnosis))
                                               ? cause->statement
                                               : "\n1. "));
  g_assert_true ((strstr (message->body, "Login History: ") != NULL
                  || strstr (message->body, "„Login History“: ") != NULL)
                 == (cause->owner == EMBARK_OWNER_CLIENT_ADMIN));
}

/* Every row says in both languages why, who, what to do and what to write, and the two are not the same text.
 */
static void
test_complete (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < 2; k++)
      {
        const char *language = k == 0 ? "en" : "de";
        g_autoptr (EmbarkEvidence) evidence = evidence_of (&cases[i]);
        g_autoptr (EmbarkDiagnosis) diagnosis = embark_doctor_diagnose (doctor, evidence, language);
        g_autoptr (EmbarkDiagnosis) other = embark_doctor_diagnose (doctor, evidence, k == 0 ? "de" : "en");

        g_assert_cmpstr (embark_diagnosis_get_language (diagnosis), ==, language);
        g_assert_cmpstr (embark_diagnosis_get_title (diagnosis), !=, embark_diagnosis_get_title (other));
        g_assert_cmpstr (embark_diagnosis_get_text (diagnosis), !=, embark_diagnosis_get_text (other));
        for (guint n = 0; n < embark_diagnosis_get_n_causes (diagnosis); n++)
          {
            const EmbarkCause *cause = embark_diagnosis_get_cause (diagnosis, n);

            g_assert_cmpstr (cause->statement, !=, "");
            g_assert_cmpstr (cause->statement, !=, embark_diagnosis_get_cause (other, n)->statement);
            g_assert_cmpuint (g_strv_length (cause->steps), >, 0);
            for (char **step = cause->steps; *step != NULL; step++)
              g_assert_cmpstr (*step, !=, "");
            check_message (diagnosis, n, "en");
            check_message (diagnosis, n, "de");
          }
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
test_message (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new_for_code ("OAUTH_APP_BLOCKED");
  g_autoptr (EmbarkDiagnosis) diagnosis = NULL;
  g_autoptr (EmbarkDoctorMessage) message = NULL;
  g_autoptr (EmbarkDoctorMessage) german = NULL;
  g_autofree char *mailto = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *body = NULL;

  embark_set_str (&evidence->org, "Northwind & Sons");
  embark_set_str (&evidence->identifier, "mara@northwind.example");
  embark_set_str (&evidence->app_name, "Ledgerline");
  embark_set_str (&evidence->description, "this app is blocked by admin");
  evidence->time = G_GINT64_CONSTANT (1795526700) * G_USEC_PER_SEC;
  diagnosis = embark_doctor_diagnose (doctor, evidence, "de");
  message = embark_doctor_dup_message (doctor, diagnosis, 0, "en");
  german = embark_doctor_dup_message (doctor, diagnosis, 0, "de");

  g_assert_cmpstr (message->subject, ==, "Ledgerline is blocked in your Salesforce");
  g_assert_nonnull (strstr (message->body, "When mara@northwind.example tried to connect Northwind & Sons on "
                                           "2026-11-24 at 13:25 UTC, Salesforce"));
  g_assert_nonnull (
      strstr (message->body, "\n- Code: OAUTH_APP_BLOCKED\n- Words of Salesforce: “this app is"));
  g_assert_nonnull (strstr (message->body, "If that is not it:\nPermitted Users"));
  g_assert_nonnull (strstr (german->body, "am 24.11.2026 um 13:25 UTC"));

  /* Encoded once, and whole. */
  mailto = embark_doctor_message_dup_mailto (message, "admin+sf@northwind.example");
  g_assert_true (g_str_has_prefix (mailto, "mailto:admin%2Bsf@northwind.example?subject=Ledgerline%20is%20"));
  g_assert_null (strstr (mailto, "%25"));
  g_assert_nonnull (strstr (mailto, "Northwind%20%26%20Sons"));
  parts = g_strsplit (mailto, "&body=", 2);
  body = g_uri_unescape_string (parts[1], NULL);
  g_assert_null (strchr (parts[1], '&'));
  g_assert_nonnull (strstr (body, "\r\n1. In Setup"));
  text = embark_doctor_message_dup_text (message);
  g_assert_true (g_str_has_prefix (text, "Ledgerline is blocked in your Salesforce\n\nHello,\n"));
}

/* An address with more than an address in it stays one. */
static void
test_mailto_address (void)
{
  EmbarkDoctorMessage message = { (char *) "a&b=c%20", (char *) "x\ny" };
  g_autofree char *hostile = embark_doctor_message_dup_mailto (&message, "a@b?bcc=c@d&body=x\r\nBcc: e@f");
  g_autofree char *none = embark_doctor_message_dup_mailto (&message, NULL);

  g_assert_cmpstr (none, ==, "mailto:?subject=a%26b%3Dc%2520&body=x%0D%0Ay");
  g_assert_cmpstr (strchr (hostile, '?'), ==, "?subject=a%26b%3Dc%2520&body=x%0D%0Ay");
  g_assert_null (strpbrk (hostile, "\r\n "));
}

#define TOKEN "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3ODIwMDAwMDB9.dGhlLXNpZ25hdHVyZS1vZi1hLXNlc3Npb24tdG9rZW4"

static void
assert_harmless (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strstr (text, "dGhlLXNpZ25hdHVyZS"));
  g_assert_null (strstr (text, "tk_live"));
  g_assert_null (strpbrk (text, "<>\x01\x1b\x7f\r"));
  g_assert_null (strstr (text, "\u202e"));
  g_assert_null (strstr (text, "\u2066"));
  g_assert_null (strstr (text, "://"));
}

static void
test_hostile (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autofree char *huge = g_strnfill (3 * 1024 * 1024, 'A');
  g_autofree char *control = g_strnfill (200000, '\x01');
  g_autofree char *buried = g_strconcat (control, huge, " " TOKEN, NULL);
  const char *const inputs[] = {
    huge,
    buried,
    control,
    "<b onclick=\"x\">bold</b> <script>alert(1)</script> &lt;",
    "safe \u202eevil\u2066\x1b[31m red\x7f\r\nBcc: all@example.com",
    "token=" TOKEN " and " TOKEN,
    "https://evil.example/?code=aPrxSecretCode123&state=abcdef12345",
    "\xff\xfe\xc0\x80 broken",
    "%s%n%d {org} {user} [x {time}] {",
    "{client}",
    "[[[[",
    "]]]]",
    "",
    " ",
    "{\"access_token\":\"" TOKEN "\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (EmbarkEvidence) evidence =
          embark_evidence_new_for_code (i % 2 == 0 ? inputs[i] : "OAUTH_APP_BLOCKED");
      g_autoptr (EmbarkDiagnosis) diagnosis = NULL;

      embark_set_str (&evidence->description, inputs[i]);
      embark_set_str (&evidence->title, inputs[i]);
      embark_set_str (&evidence->hosts, inputs[i]);
      embark_set_str (&evidence->org, inputs[i]);
      embark_set_str (&evidence->identifier, inputs[i]);
      embark_set_str (&evidence->account_name, inputs[i]);
      embark_set_str (&evidence->app_name, inputs[i]);
      embark_set_str (&evidence->landmark, inputs[i]);
      embark_set_str (&evidence->trouble, inputs[i]);
      embark_set_str (&evidence->symptom, inputs[i]);
      embark_set_str (&evidence->login_host, inputs[i]);
      embark_set_str (&evidence->door, inputs[i]);
      evidence->time = G_MAXINT64;
      diagnosis = embark_doctor_diagnose (doctor, evidence, inputs[i]);
      g_test_message ("input %u", i);
      assert_harmless (embark_diagnosis_get_title (diagnosis));
      assert_harmless (embark_diagnosis_get_text (diagnosis));
      if (embark_diagnosis_get_code (diagnosis) != NULL)
        assert_harmless (embark_diagnosis_get_code (diagnosis));
      if (embark_diagnosis_get_quote (diagnosis) != NULL)
        assert_harmless (embark_diagnosis_get_quote (diagnosis));
      for (guint n = 0; n < embark_diagnosis_get_n_causes (diagnosis); n++)
        {
          g_autoptr (EmbarkDoctorMessage) message = embark_doctor_dup_message (doctor, diagnosis, n, "en");

          assert_harmless (message->subject);
          assert_harmless (message->body);
          g_assert_null (strchr (message->subject, '\n'));
          g_assert_cmpuint (strlen (message->body), <, 12000);
        }
    }
}

static void
test_unknown_is_honest (void)
{
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new_for_code ("BRAND_NEW_CODE");
  g_autoptr (EmbarkDiagnosis) diagnosis =
      embark_doctor_diagnose (embark_doctor_get_default (), evidence, "en");

  g_assert_nonnull (strstr (embark_diagnosis_get_text (diagnosis), "“BRAND_NEW_CODE”"));
  g_assert_cmpstr (embark_diagnosis_get_code (diagnosis), ==, "BRAND_NEW_CODE");
  g_assert_cmpuint (embark_diagnosis_get_n_rows (diagnosis), ==, 0);
  g_assert_null (embark_diagnosis_get_row (diagnosis, 0));
}

/* Where little is known, the words say so. */
static void
test_care (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  static const char *const thin[] = { "access-denied-app", "grant-expired", "grant-type",
                                      "admins-only",       "mfa-sso",       "sso-forced",
                                      "not-stored",        "idle-30-days",  "server-error-after-allow" };

  for (guint i = 0; i < G_N_ELEMENTS (thin); i++)
    {
      g_autoptr (EmbarkDiagnosis) diagnosis = embark_doctor_recall (doctor, thin[i], NULL, "en");

      g_assert_true (embark_diagnosis_get_row (diagnosis, 0)->hedged);
      g_assert_cmpint (embark_diagnosis_get_certainty (diagnosis), ==, EMBARK_CERTAINTY_LIKELY);
      g_assert_nonnull (strstr (embark_diagnosis_get_text (diagnosis), "check before anything is changed"));
    }
}

static void
test_recall (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (EmbarkDiagnosis) several = embark_doctor_recall (doctor, "denied,scope", NULL, "en");
  g_autoptr (EmbarkDiagnosis) unknown = embark_doctor_recall (doctor, "unknown", NULL, "en");

  g_assert_cmpstr (embark_diagnosis_get_id (several), ==, "denied,scope");
  g_assert_cmpint (embark_diagnosis_get_certainty (several), ==, EMBARK_CERTAINTY_SEVERAL);
  g_assert_cmpint (embark_diagnosis_get_certainty (unknown), ==, EMBARK_CERTAINTY_UNKNOWN);
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
  g_test_add_func ("/doctor/complete", test_complete);
  g_test_add_func ("/doctor/checks", test_checks);
  g_test_add_func ("/doctor/session-and-host", test_session_and_host);
  g_test_add_func ("/doctor/message", test_message);
  g_test_add_func ("/doctor/mailto-address", test_mailto_address);
  g_test_add_func ("/doctor/hostile", test_hostile);
  g_test_add_func ("/doctor/unknown-is-honest", test_unknown_is_honest);
  g_test_add_func ("/doctor/care", test_care);
  g_test_add_func ("/doctor/recall", test_recall);
  g_test_add_func ("/doctor/lists", test_lists);
  g_test_add_func ("/doctor/refused-base", test_refused_base);
  return g_test_run ();
}
