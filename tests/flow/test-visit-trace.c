/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a visit leaves behind for the doctor. */

#include "config.h"

#include "embark-doctor.h"
#include "embark-visit-trace.h"

#define VERIFY "EmailVerificationFinishUi"

static char *
diagnose (EmbarkVisitTrace *trace)
{
  g_autoptr (EmbarkDiagnosis) diagnosis =
      embark_doctor_diagnose (embark_doctor_get_default (), trace->evidence, "en");

  return g_strdup (embark_diagnosis_get_id (diagnosis));
}

/* A page explains a sign-in that stopped on it, and no other. */
static void
test_passed_page (void)
{
  EmbarkVisitTrace *trace = embark_visit_trace_new ();
  g_autofree char *on_page = NULL;
  g_autofree char *behind_it = NULL;

  embark_visit_trace_visited (trace, "login.salesforce.com", NULL, NULL, NULL);
  embark_visit_trace_visited (trace, "acme.my.salesforce.com", NULL, NULL, VERIFY);
  embark_visit_trace_titled (trace, "Verify Your Identity | Salesforce");
  g_assert_true (embark_visit_trace_tells (trace));
  on_page = diagnose (trace);
  g_assert_cmpstr (on_page, ==, "verify-identity");
  g_assert_cmpstr (trace->hosts->str, ==, "login.salesforce.com → acme.my.salesforce.com");

  embark_visit_trace_visited (trace, "acme.my.salesforce.com", NULL, NULL, NULL);
  embark_visit_trace_titled (trace, "Allow Access? | Salesforce");
  g_assert_false (embark_visit_trace_tells (trace));
  embark_visit_trace_failed (trace, EMBARK_WEB_FAILURE_TLS);
  behind_it = diagnose (trace);
  g_assert_cmpstr (behind_it, ==, "white-page");
  embark_visit_trace_free (trace);
}

/* Who closes the window in which the sign-in stopped sees the portal behind it, which explains nothing. */
static void
test_closed_over (void)
{
  EmbarkVisitTrace *trace = embark_visit_trace_new ();
  g_autofree char *id = NULL;

  embark_visit_trace_visited (trace, "connect.example", NULL, NULL, NULL);
  embark_visit_trace_titled (trace, "Connect your apps");
  embark_visit_trace_visited (trace, "acme.my.salesforce.com", NULL, NULL, NULL);
  embark_visit_trace_titled (trace, "Verify Your Identity | Salesforce");
  embark_visit_trace_titled (trace, "Connect your apps");
  g_assert_true (embark_visit_trace_tells (trace));
  id = diagnose (trace);
  g_assert_cmpstr (id, ==, "verify-identity");
  embark_visit_trace_free (trace);
}

/* An error stays what happened, wherever the page leads on to; a new one takes its place, with its own words.
 */
static void
test_code_stays (void)
{
  EmbarkVisitTrace *trace = embark_visit_trace_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  embark_visit_trace_visited (trace, "connect.example", "invalid_grant",
                              "IP restricted or invalid login hours", NULL);
  embark_visit_trace_visited (trace, "connect.example", NULL, NULL, NULL);
  first = diagnose (trace);
  g_assert_cmpstr (first, ==, "grant-ip-restricted");
  embark_visit_trace_visited (trace, "login.salesforce.com", "OAUTH_APP_BLOCKED", NULL, NULL);
  second = diagnose (trace);
  g_assert_cmpstr (second, ==, "app-blocked");
  g_assert_null (trace->evidence->description);
  embark_visit_trace_free (trace);
}

/* Every trouble that the view can tell of is one that the doctor knows. */
static void
test_troubles (void)
{
  for (int i = EMBARK_WEB_FAILURE_NETWORK; i <= EMBARK_WEB_FAILURE_REDIRECTS; i++)
    {
      EmbarkVisitTrace *trace = embark_visit_trace_new ();
      g_autofree char *id = NULL;

      embark_visit_trace_failed (trace, (EmbarkWebFailure) i);
      id = diagnose (trace);
      g_test_message ("failure %d: %s", i, id);
      g_assert_cmpstr (id, !=, "unknown");
      embark_visit_trace_free (trace);
    }
  for (int i = EMBARK_WEB_REFUSAL_DOWNLOAD; i < EMBARK_WEB_REFUSAL_OTHER; i++)
    {
      EmbarkVisitTrace *trace = embark_visit_trace_new ();
      g_autofree char *id = NULL;

      embark_visit_trace_refused (trace, (EmbarkWebRefusal) i);
      id = diagnose (trace);
      g_test_message ("refusal %d: %s", i, id);
      g_assert_cmpstr (id, !=, "unknown");
      embark_visit_trace_free (trace);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visit-trace/passed-page", test_passed_page);
  g_test_add_func ("/visit-trace/closed-over", test_closed_over);
  g_test_add_func ("/visit-trace/code-stays", test_code_stays);
  g_test_add_func ("/visit-trace/troubles", test_troubles);
  return g_test_run ();
}
