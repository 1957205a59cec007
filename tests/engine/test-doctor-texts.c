/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The texts of the doctor: there for every row in both languages, and clean whatever the evidence says. */

#include "config.h"

#include <string.h>

#include "embark-doctor.h"
#include "embark-glib.h"
#include "embark-json.h"

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

/* Returns: the rows of the knowledge base, as it lies in the source tree */
static JsonNode *
read_base (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "diagnostics.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  JsonNode *node;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  node = embark_json_parse (text, (gssize) length, &error);
  g_assert_no_error (error);
  return node;
}

static EmbarkEvidence *
full_evidence (void)
{
  EmbarkEvidence *evidence = embark_evidence_new_for_code ("SOME_CODE");

  embark_set_str (&evidence->description, "words of it");
  embark_set_str (&evidence->hosts, "connect.example → login.salesforce.com");
  embark_set_str (&evidence->org, "Northwind");
  embark_set_str (&evidence->identifier, "mara@northwind.example");
  embark_set_str (&evidence->account_name, "Northwind Traders");
  embark_set_str (&evidence->app_name, "Ledgerline");
  evidence->time = G_GINT64_CONSTANT (1795526700) * G_USEC_PER_SEC;
  return evidence;
}

static void
check_row (const char *id, const EmbarkEvidence *evidence, const char *language, const char *other_language)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (EmbarkDiagnosis) diagnosis = embark_doctor_recall (doctor, id, evidence, language);
  g_autoptr (EmbarkDiagnosis) other = embark_doctor_recall (doctor, id, evidence, other_language);

  g_test_message ("%s in %s", id, language);
  g_assert_nonnull (diagnosis);
  g_assert_cmpstr (embark_diagnosis_get_language (diagnosis), ==, language);
  g_assert_cmpstr (embark_diagnosis_get_title (diagnosis), !=, embark_diagnosis_get_title (other));
  g_assert_cmpstr (embark_diagnosis_get_text (diagnosis), !=, embark_diagnosis_get_text (other));
  g_assert_cmpuint (g_strv_length ((char **) embark_diagnosis_get_admin_evidence (diagnosis)), >=, 5);
  g_assert_cmpuint (embark_diagnosis_get_n_causes (diagnosis), >, 0);
  for (guint n = 0; n < embark_diagnosis_get_n_causes (diagnosis); n++)
    {
      const EmbarkCause *cause = embark_diagnosis_get_cause (diagnosis, n);

      g_assert_cmpstr (cause->statement, !=, "");
      g_assert_cmpstr (cause->statement, !=, embark_diagnosis_get_cause (other, n)->statement);
      g_assert_cmpuint (g_strv_length (cause->steps), >, 0);
      check_message (diagnosis, n, language);
      check_message (diagnosis, n, other_language);
    }
}

static guint
count_names (const char *text, const char *name)
{
  guint n = 0;

  for (const char *p = strstr (text, name); p != NULL; p = strstr (p + 1, name))
    n++;
  return n;
}

/* Every text below @node names in German what it names in English. */
static void
check_names (JsonNode *node)
{
  static const char *const names[] = { "{client}", "{org}",   "{user}", "{app}", "{code}",
                                       "{quote}",  "{hosts}", "{host}", "{time}" };
  JsonObject *object = embark_json_node_object (node);
  const char *english = object != NULL ? embark_json_get_string (object, "en", NULL) : NULL;
  const char *german = object != NULL ? embark_json_get_string (object, "de", NULL) : NULL;
  g_autoptr (GList) children = object != NULL ? json_object_get_values (object) : NULL;

  for (gsize i = 0; english != NULL && german != NULL && i < G_N_ELEMENTS (names); i++)
    {
      if (count_names (english, names[i]) != count_names (german, names[i]))
        g_error ("%s: “%s”, “%s”", names[i], english, german);
    }
  for (GList *l = children; l != NULL; l = l->next)
    check_names (l->data);
  for (guint i = 0; JSON_NODE_HOLDS_ARRAY (node) && i < json_array_get_length (json_node_get_array (node));
       i++)
    check_names (json_array_get_element (json_node_get_array (node), i));
}

static void
test_names (void)
{
  g_autoptr (JsonNode) base = read_base ();

  check_names (base);
}

/* Every row says in both languages why, who, what to do and what to write, whether much is known of the
 * attempt or nothing. */
static void
test_complete (void)
{
  g_autoptr (JsonNode) base = read_base ();
  JsonArray *rows = embark_json_get_array (embark_json_node_object (base), "rows");
  g_autoptr (EmbarkEvidence) full = full_evidence ();

  g_assert_cmpuint (json_array_get_length (rows), >=, 48);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      const char *id = embark_json_get_id (json_array_get_object_element (rows, i), "id");

      check_row (id, full, "en", "de");
      check_row (id, full, "de", "en");
      check_row (id, NULL, "en", "de");
      check_row (id, NULL, "de", "en");
    }
  check_row ("unknown", full, "en", "de");
  check_row ("unknown", NULL, "de", "en");
}

static EmbarkDiagnosis *
diagnose_blocked (void)
{
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new_for_code ("OAUTH_APP_BLOCKED");

  embark_set_str (&evidence->org, "Northwind & Sons");
  embark_set_str (&evidence->identifier, "mara@northwind.example");
  embark_set_str (&evidence->app_name, "Ledgerline");
  embark_set_str (&evidence->description, "this app is blocked by admin");
  evidence->time = G_GINT64_CONSTANT (1795526700) * G_USEC_PER_SEC;
  return embark_doctor_diagnose (embark_doctor_get_default (), evidence, "de");
}

static void
test_message (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (EmbarkDiagnosis) diagnosis = diagnose_blocked ();
  g_autoptr (EmbarkDoctorMessage) message = NULL;
  g_autoptr (EmbarkDoctorMessage) german = NULL;
  g_autofree char *mailto = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *body = NULL;

  message = embark_doctor_dup_message (doctor, diagnosis, 0, "en");
  german = embark_doctor_dup_message (doctor, diagnosis, 0, "de");

  g_assert_cmpstr (message->subject, ==, "Ledgerline is blocked in your Salesforce");
  g_assert_nonnull (strstr (message->body,
                            "During the sign-in of mara@northwind.example to Northwind & Sons on "
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
assert_all_harmless (EmbarkDiagnosis *diagnosis)
{
  assert_harmless (embark_diagnosis_get_title (diagnosis));
  assert_harmless (embark_diagnosis_get_text (diagnosis));
  if (embark_diagnosis_get_code (diagnosis) != NULL)
    assert_harmless (embark_diagnosis_get_code (diagnosis));
  if (embark_diagnosis_get_quote (diagnosis) != NULL)
    assert_harmless (embark_diagnosis_get_quote (diagnosis));
  for (guint n = 0; n < embark_diagnosis_get_n_causes (diagnosis); n++)
    {
      g_autoptr (EmbarkDoctorMessage) message =
          embark_doctor_dup_message (embark_doctor_get_default (), diagnosis, n, "en");

      assert_harmless (message->subject);
      assert_harmless (message->body);
      g_assert_null (strchr (message->subject, '\n'));
      g_assert_cmpuint (strlen (message->body), <, 12000);
    }
}

static void
fill_all (EmbarkEvidence *evidence, const char *text)
{
  embark_set_str (&evidence->description, text);
  embark_set_str (&evidence->title, text);
  embark_set_str (&evidence->hosts, text);
  embark_set_str (&evidence->org, text);
  embark_set_str (&evidence->identifier, text);
  embark_set_str (&evidence->account_name, text);
  embark_set_str (&evidence->app_name, text);
  embark_set_str (&evidence->landmark, text);
  embark_set_str (&evidence->trouble, text);
  embark_set_str (&evidence->symptom, text);
  embark_set_str (&evidence->login_host, text);
  embark_set_str (&evidence->door, text);
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

      fill_all (evidence, inputs[i]);
      evidence->time = G_MAXINT64;
      diagnosis = embark_doctor_diagnose (doctor, evidence, inputs[i]);
      g_test_message ("input %u", i);
      assert_all_harmless (diagnosis);
    }
}

/* A text that is cut before it is searched ends in no half of a secret, wherever the cut falls. */
static void
test_cut (void)
{
  for (guint pad = 0; pad < 130; pad++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *clean = NULL;

      for (guint i = 0; i < pad; i++)
        g_string_append_c (text, '-');
      for (guint i = 0; i < 40; i++)
        g_string_append (text, " " TOKEN);
      clean = embark_evidence_clean (text->str, 300);
      g_test_message ("%s", clean);
      g_assert_null (strstr (clean, "ey"));
    }
}

/* Nothing is said of what is not known. */
/* Each of several explanations is named, as far as that can be read. */
static void
test_several (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (EmbarkDiagnosis) two = embark_doctor_recall (doctor, "denied,scope", NULL, "en");
  g_autoptr (EmbarkDiagnosis) five =
      embark_doctor_recall (doctor, "denied,scope,immediate,passkey,idle-30-days", NULL, "de");
  g_autoptr (EmbarkDoctorMessage) message = embark_doctor_dup_message (doctor, two, 0, "en");

  g_assert_cmpstr (embark_diagnosis_get_title (two), ==, "Several explanations fit");
  g_assert_cmpstr (
      embark_diagnosis_get_text (two), ==,
      "It may be one of these: “Access was declined in Salesforce”; “A scope that is asked for is not on the "
      "app”. What was seen does not tell them apart; the one to check first stands first.");
  g_assert_true (g_str_has_prefix (embark_diagnosis_get_text (five),
                                   "Eines davon kann es sein: „Der Zugriff wurde in "));
  g_assert_nonnull (strstr (embark_diagnosis_get_text (five), "; und 2 weitere. Was zu sehen war"));
  g_assert_nonnull (strstr (message->body, "this is one of them, so it is worth checking before"));
}

static void
test_message_of_little (void)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();
  g_autoptr (EmbarkDiagnosis) diagnosis = embark_doctor_recall (doctor, "app-blocked", NULL, "en");
  g_autoptr (EmbarkDoctorMessage) message = embark_doctor_dup_message (doctor, diagnosis, 0, "en");
  g_autoptr (EmbarkDoctorMessage) german = embark_doctor_dup_message (doctor, diagnosis, 0, "de");

  g_assert_cmpstr (message->subject, ==, "Our app is blocked in your Salesforce");
  g_assert_nonnull (
      strstr (message->body, "\n\nDuring the sign-in, Salesforce answered that the app is blocked"));
  g_assert_null (strstr (message->body, "The attempt:"));
  g_assert_cmpstr (german->subject, ==, "Unsere App ist in Ihrem Salesforce gesperrt");
  g_assert_nonnull (
      strstr (german->body, "\n\nBeim Verbinden antwortete Salesforce, dass die App von einem"));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doctor-texts/complete", test_complete);
  g_test_add_func ("/doctor-texts/names", test_names);
  g_test_add_func ("/doctor-texts/message", test_message);
  g_test_add_func ("/doctor-texts/mailto-address", test_mailto_address);
  g_test_add_func ("/doctor-texts/hostile", test_hostile);
  g_test_add_func ("/doctor-texts/cut", test_cut);
  g_test_add_func ("/doctor-texts/several", test_several);
  g_test_add_func ("/doctor-texts/message-of-little", test_message_of_little);
  g_test_add_func ("/doctor-texts/unknown-is-honest", test_unknown_is_honest);
  g_test_add_func ("/doctor-texts/care", test_care);
  return g_test_run ();
}
