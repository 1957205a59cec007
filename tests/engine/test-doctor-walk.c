/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The doctor against every way in which the sandbox lets connecting fail. Each is switched on and walked
 * through as a browser would; the evidence is what the web view would have told of it, and the doctor has to
 * name that row. It may name several only where nothing that is seen tells them apart. */

#include "config.h"

#include <string.h>

#include "embark-doctor.h"
#include "embark-glib.h"
#include "embark-json.h"
#include "embark-web-policy.h"
#include "sandbox-fixture.h"

#define CONSENT "/setup/secur/RemoteAccessAuthorizationPage.apexp"
#define ACTION  "/api/v2/integration-schema/salesforce/actions/get_accounts/execute"
#define USER    "dana@northwind.example"
#define MONTH   (31u * 24 * 60 * 60 * 1000)
/* More steps than any way has. */
#define MAX_STEPS 20

/* Switches that are a variant of a row. */
static const char *const variants[][2] = {
  { "client-secret-named", "client-secret" },
  { "device-trust-certificate", "device-trust" },
  { "device-trust-policy", "device-trust" },
  { "grants-exceeded", "grant-expired" },
};

/* Salesforce says the same for these, or nothing; where a person can tell more, that decides. */
static const struct
{
  const char *id;
  const char *symptom; /* (nullable): there is none */
} alike[] = {
  { "grant-expired", NULL },      { "grants-exceeded", NULL },
  { "install-error-page", NULL }, { "refresh-fails", "refresh-fails" },
  { "idle-30-days", "idle" },
};

typedef struct
{
  Fixture *f;
  EmbarkEvidence *evidence; /* (owned) */
  GPtrArray *secrets;       /* (owned) (element-type utf8): what must not be told to anybody */
  gboolean signed_in;
} Walk;

static void
choose (Fixture *f, const char *id)
{
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\"}", id);

  g_assert_cmpuint (fixture_call (f, "POST", "/__sandbox/oauth-error", body), ==, 200);
}

/* What the view says of an address it passes through. */
static void
look_at_address (Walk *walk, const char *path)
{
  g_autofree char *uri = g_str_has_prefix (path, "http")
                             ? g_strdup (path)
                             : g_strconcat (embark_sandbox_get_base_uri (walk->f->sandbox), path, NULL);
  g_autofree char *host = embark_web_policy_dup_host (uri);
  g_autofree char *code = embark_web_policy_dup_oauth_error (uri);
  g_autofree char *description = embark_web_policy_dup_oauth_description (uri);
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GHashTable) query =
      soup_form_decode (g_uri_get_query (parsed) != NULL ? g_uri_get_query (parsed) : "");

  if (code != NULL)
    embark_set_str (&walk->evidence->code, code);
  if (description != NULL)
    embark_set_str (&walk->evidence->description, description);
  embark_set_str (&walk->evidence->hosts, host);
  embark_set_str (
      &walk->evidence->landmark,
      embark_web_policy_find_landmark (uri, embark_doctor_get_landmarks (embark_doctor_get_default ())));
  for (guint i = 0; i < 4; i++)
    {
      static const char *const names[] = { "state", "code", "source", "code_challenge" };
      const char *value = g_hash_table_lookup (query, names[i]);

      if (value != NULL)
        g_ptr_array_add (walk->secrets, g_strdup (value));
    }
}

/* What the view says of the page that nothing leads on from; and, where it shows nothing, the person before
 * it. */
static void
look_at_page (Walk *walk)
{
  const char *start = strstr (walk->f->text, "<title>");
  const char *end = start != NULL ? strstr (start, "</title>") : NULL;
  g_autofree char *title = end != NULL ? g_strndup (start + 7, (gsize) (end - start - 7)) : NULL;

  embark_set_str (&walk->evidence->title, title);
  if (fixture_header (walk->f, "WWW-Authenticate") != NULL)
    embark_set_str (&walk->evidence->trouble, "http-auth");
  if (strstr (walk->f->text, "<body></body>") != NULL)
    embark_set_str (&walk->evidence->symptom, "white-page");
}

/* Returns: whether a page was left by its form */
static gboolean
fill_page (Walk *walk)
{
  g_autofree char *state = NULL;
  g_autofree char *ticket = NULL;
  g_autofree char *form = NULL;

  if (!walk->signed_in && strstr (walk->f->text, "name=\"username\"") != NULL)
    {
      walk->signed_in = TRUE;
      state = fixture_input (walk->f, "state");
      form = soup_form_encode ("state", state, "username", USER, "password", "x", NULL);
      fixture_send (walk->f, "POST", "/services/oauth2/login", form, NULL);
      return TRUE;
    }
  if (strstr (walk->f->text, "name=\"decision\"") != NULL)
    {
      state = fixture_input (walk->f, "state");
      ticket = fixture_input (walk->f, "ticket");
      form = soup_form_encode ("state", state, "ticket", ticket, "decision", "allow", NULL);
      fixture_send (walk->f, "POST", CONSENT, form, NULL);
      return TRUE;
    }
  return FALSE;
}

static void
walk_through_pages (Walk *walk)
{
  g_autofree char *portal = fixture_portal (walk->f, ACCOUNT);
  g_autofree char *start = g_strconcat (portal, "/salesforce/start", NULL);
  guint steps = 0;

  g_ptr_array_add (walk->secrets, g_strdup (strrchr (portal, '/') + 1));
  fixture_send (walk->f, "GET", start, NULL, NULL);
  do
    {
      while (walk->f->status == 303)
        {
          look_at_address (walk, fixture_header (walk->f, "Location"));
          fixture_follow (walk->f);
          g_assert_cmpuint (++steps, <, MAX_STEPS);
        }
    }
  while (fill_page (walk));
  look_at_page (walk);
}

/* What a call says once the connection stands and does not hold. */
static void
walk_through_use (Walk *walk, const char *id)
{
  JsonObject *data = NULL;
  const char *code;

  fixture_connect (walk->f, ACCOUNT, USER);
  if (g_str_equal (id, "idle-30-days"))
    embark_clock_manual_advance (walk->f->clock, MONTH);
  for (guint i = 0; i < 3 && sandbox_str (data, "message") == NULL; i++)
    {
      g_assert_cmpuint (fixture_call (walk->f, "POST", ACTION, "{}"), ==, 200);
      data = sandbox_obj (fixture_object (walk->f), "data");
    }
  g_assert_nonnull (sandbox_str (data, "message"));
  code = sandbox_str (data, "errorCode");
  embark_set_str (&walk->evidence->code, code != NULL ? code : sandbox_str (data, "code"));
  embark_set_str (&walk->evidence->description, sandbox_str (data, "message"));
}

static const char *
row_of (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    if (g_str_equal (variants[i][0], id))
      return variants[i][1];
  return id;
}

static gboolean
may_be_several (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (alike); i++)
    if (g_str_equal (alike[i].id, id))
      return TRUE;
  return FALSE;
}

/* Nothing of the addresses that were passed through is in what is sent to people. */
static void
assert_no_secret (Walk *walk, EmbarkDiagnosis *diagnosis)
{
  for (guint n = 0; n < embark_diagnosis_get_n_causes (diagnosis); n++)
    for (guint i = 0; i < walk->secrets->len; i++)
      {
        g_autoptr (EmbarkDoctorMessage) message =
            embark_doctor_dup_message (embark_doctor_get_default (), diagnosis, n, "en");

        g_assert_null (strstr (message->body, g_ptr_array_index (walk->secrets, i)));
        g_assert_null (strstr (embark_diagnosis_get_text (diagnosis), g_ptr_array_index (walk->secrets, i)));
      }
}

static void
assert_symptom_decides (Walk *walk, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (alike); i++)
    if (g_str_equal (alike[i].id, id) && alike[i].symptom != NULL)
      {
        g_autoptr (EmbarkDiagnosis) diagnosis = NULL;

        embark_set_str (&walk->evidence->symptom, alike[i].symptom);
        diagnosis = embark_doctor_diagnose (embark_doctor_get_default (), walk->evidence, "en");
        g_assert_cmpstr (embark_diagnosis_get_id (diagnosis), ==, id);
      }
}

static void
walk_row (Fixture *f, const char *id, const char *at)
{
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new ();
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EmbarkDiagnosis) diagnosis = NULL;
  Walk walk = { f, evidence, secrets, FALSE };

  embark_set_str (&evidence->door, "embedded");
  choose (f, id);
  if (g_str_equal (at, "refresh") || g_str_equal (at, "use"))
    walk_through_use (&walk, id);
  else
    walk_through_pages (&walk);

  diagnosis = embark_doctor_diagnose (embark_doctor_get_default (), evidence, "en");
  g_print ("# %-28s | %-28s | %-7s | %s\n", row_of (id), id,
           embark_certainty_get_nick (embark_diagnosis_get_certainty (diagnosis)),
           embark_diagnosis_get_id (diagnosis));
  if (!embark_diagnosis_has_row (diagnosis, row_of (id))
      || (embark_diagnosis_get_n_rows (diagnosis) > 1) != may_be_several (id))
    {
      g_print ("# not so: code %s, description %s, landmark %s, title %s, trouble %s\n", evidence->code,
               evidence->description, evidence->landmark, evidence->title, evidence->trouble);
      g_test_fail ();
      return;
    }
  /* With confidence one alone is named. */
  g_assert_true ((embark_diagnosis_get_certainty (diagnosis) == EMBARK_CERTAINTY_SEVERAL)
                 == (embark_diagnosis_get_n_rows (diagnosis) > 1));
  assert_no_secret (&walk, diagnosis);
  assert_symptom_decides (&walk, id);
}

/* The rows that only a person can tell of, and what stands for them in the list to choose from. */
static gboolean
is_told_by_people (const char *id)
{
  static const char *const rows[] = { "triggers-silent", "connected-runs-fail", "sandbox-refreshed",
                                      "admins-only" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i], id))
      return TRUE;
  return FALSE;
}

static void
assert_all_walked (GHashTable *walked)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "diagnostics.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) base = NULL;
  JsonArray *rows;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  base = embark_json_parse (text, -1, NULL);
  rows = embark_json_get_array (embark_json_node_object (base), "rows");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *id = embark_json_get_id (row, "id");
      const char *section = embark_json_get_string (row, "section", "");

      if (!g_str_equal (section, "4.7") && !g_str_equal (section, "view") && !is_told_by_people (id)
          && !g_hash_table_contains (walked, id))
        g_error ("%s was not walked", id);
    }
}

static void
test_walk (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) walked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonArray) list = NULL;

  g_assert_cmpuint (fixture_call (f, "GET", "/__sandbox/oauth-errors", NULL), ==, 200);
  list = json_array_ref (fixture_array (f));
  g_print ("# %-28s | %-28s | %-7s | %s\n", "row", "switch", "verdict", "named");
  for (guint i = 0; i < sandbox_length (list); i++)
    {
      const char *id = sandbox_str (sandbox_item (list, i), "id");

      walk_row (f, id, sandbox_str (sandbox_item (list, i), "at"));
      g_hash_table_add (walked, g_strdup (row_of (id)));
    }
  assert_all_walked (walked);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/doctor-walk/every-row", Fixture, NULL, fixture_set_up, test_walk, fixture_tear_down);
  return g_test_run ();
}
