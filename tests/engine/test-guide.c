/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-api-error.h"
#include "embark-guide.h"
#include "embark-json.h"

#define STEP                                                                                                 \
  "{\"id\":\"one\",\"title\":{\"en\":\"One\",\"de\":\"Eins\"},\"text\":{\"en\":\"Do it\"},"                  \
  "\"where\":{\"place\":\"dashboard\",\"path\":{\"en\":\"A → B\"},\"address\":\"/a\"},"                    \
  "\"drawing\":\"switch\",\"verify\":[\"app-live\"]}"

static EmbarkGuide *
parse (const char *text, const char *const *languages, GError **error)
{
  g_autoptr (JsonNode) node = embark_json_parse (text, -1, NULL);

  g_assert_nonnull (node);
  return embark_guide_new_from_json (node, languages, error);
}

static EmbarkGuide *
with_steps (const char *steps, const char *const *languages, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "{\"version\":1,\"id\":\"way\",\"title\":{\"en\":\"Way\",\"de\":\"Weg\"},\"steps\":[%s]}", steps);

  return parse (text, languages, error);
}

/* Those that are part of the program: each of their texts is there, each drawing too. */
static void
test_own (void)
{
  g_autoptr (GPtrArray) guides = embark_guides_load ();
  EmbarkGuideChecks all = 0;

  g_assert_cmpuint (guides->len, ==, 2);
  g_assert_cmpstr (((EmbarkGuide *) guides->pdata[0])->id, ==, "external-client-app");
  g_assert_cmpstr (((EmbarkGuide *) guides->pdata[1])->id, ==, "connected-app");
  for (guint i = 0; i < guides->len; i++)
    {
      EmbarkGuide *guide = g_ptr_array_index (guides, i);

      g_assert_nonnull (guide->summary);
      g_assert_cmpuint (guide->steps->len, ==, 11);
      g_assert_cmpuint (guide->notes->len, >=, 3);
      for (guint j = 0; j < guide->steps->len; j++)
        {
          EmbarkGuideStep *step = g_ptr_array_index (guide->steps, j);
          g_autofree char *path =
              g_strdup_printf ("/dev/embark/Embark/icons/scalable/actions/%s.svg", step->drawing);
          g_autoptr (GBytes) drawing = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

          g_assert_nonnull (drawing);
          g_assert_nonnull (step->path);
          g_assert_nonnull (step->address);
          g_assert_true (g_str_has_prefix (step->tick, guide->id));
          all |= step->checks;
        }
    }
  g_assert_cmpuint (all, ==,
                    EMBARK_GUIDE_CHECK_APP_LIVE | EMBARK_GUIDE_CHECK_CLIENT | EMBARK_GUIDE_CHECK_REDIRECT
                        | EMBARK_GUIDE_CHECK_SCOPES | EMBARK_GUIDE_CHECK_PKCE);
}

static void
test_languages (void)
{
  const char *const german[] = { "de_AT.UTF-8", "de_AT", "de", "C", NULL };
  const char *const klingon[] = { "tlh", NULL };
  g_autoptr (EmbarkGuide) de = with_steps (STEP, german, NULL);
  g_autoptr (EmbarkGuide) other = with_steps (STEP, klingon, NULL);
  EmbarkGuideStep *step = de->steps->pdata[0];

  g_assert_cmpstr (de->title, ==, "Weg");
  g_assert_cmpstr (step->title, ==, "Eins");
  g_assert_cmpstr (step->text, ==, "Do it");
  g_assert_cmpstr (step->tick, ==, "way/one");
  g_assert_cmpint (step->place, ==, EMBARK_GUIDE_DASHBOARD);
  g_assert_cmpstr (step->address, ==, "/a");
  g_assert_cmpstr (other->title, ==, "Way");
}

/* What is not understood is left out, and the rest is shown. */
static void
test_tolerant (void)
{
  static const char *const addresses[] = {
    "https://evil.example", "//evil.example", "/\\\\evil.example", "/a@b", "/a?x=1", "a", "/a b",
  };
  g_autoptr (EmbarkGuide) guide =
      with_steps ("null, 7, \"x\", [], {}, {\"id\":\"Big\",\"title\":{\"en\":\"x\"},\"text\":{\"en\":\"x\"}},"
                  "{\"id\":\"../up\",\"title\":{\"en\":\"x\"},\"text\":{\"en\":\"x\"}},"
                  "{\"id\":\"no-text\",\"title\":{\"en\":\"x\"}}," STEP "," STEP
                  ",{\"id\":\"two\",\"title\":{\"en\":\"T\\u202ewo\\n\"},\"text\":{\"en\":\"x\"},\"verify\":["
                  "\"magic\",3],"
                  "\"copy\":\"scopes\",\"drawing\":\"../../x\",\"where\":[]}",
                  NULL, NULL);
  EmbarkGuideStep *two;

  g_assert_nonnull (guide);
  g_assert_cmpuint (guide->steps->len, ==, 2);
  two = guide->steps->pdata[1];
  g_assert_cmpstr (two->title, ==, "Two");
  /* A check that nobody can do is one for a person. */
  g_assert_cmpuint (two->checks, ==, 0);
  g_assert_cmpuint (two->copies, ==, 0);
  g_assert_null (two->drawing);
  g_assert_null (two->path);
  g_assert_cmpuint (guide->notes->len, ==, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *step = g_strdup_printf (
          "{\"id\":\"one\",\"title\":{\"en\":\"x\"},\"text\":{\"en\":\"x\"},\"where\":{\"address\":\"%s\"}}",
          addresses[i]);
      g_autoptr (EmbarkGuide) led = with_steps (step, NULL, NULL);

      g_assert_nonnull (led);
      g_assert_null (((EmbarkGuideStep *) led->steps->pdata[0])->address);
    }
}

static void
test_nothing (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "3",
    "{\"version\":2,\"id\":\"way\",\"title\":{\"en\":\"x\"},\"steps\":[" STEP "]}",
    "{\"version\":1,\"id\":\"Way one\",\"title\":{\"en\":\"x\"},\"steps\":[" STEP "]}",
    "{\"version\":1,\"id\":\"way\",\"title\":\"x\",\"steps\":[" STEP "]}",
    "{\"version\":1,\"id\":\"way\",\"title\":{\"en\":\"x\"},\"steps\":[]}",
    "{\"version\":1,\"id\":\"way\",\"title\":{\"en\":\"x\"},\"steps\":{}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (texts[i], NULL, &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
    }
}

static void
test_many (void)
{
  g_autoptr (GString) steps = g_string_new (NULL);
  g_autoptr (EmbarkGuide) guide = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (steps,
                            "%s{\"id\":\"s%u\",\"title\":{\"en\":\"%0200d\"},\"text\":{\"en\":\"%02000d\"}}",
                            i > 0 ? "," : "", i, 1, 1);
  guide = with_steps (steps->str, NULL, NULL);
  g_assert_cmpuint (guide->steps->len, ==, 20);
  g_assert_cmpuint (g_utf8_strlen (((EmbarkGuideStep *) guide->steps->pdata[0])->title, -1), <=, 121);
}

/* ---- how far a step is ---- */

static EmbarkMarkState
judge (EmbarkGuideChecks checks, EmbarkGuideSeen seen, const char *said)
{
  EmbarkGuideStep step = { .checks = checks };
  g_autofree char *words = NULL;
  EmbarkMarkState state = embark_guide_step_judge (&step, &seen, &words);

  g_assert_nonnull (words);
  g_assert_cmpstr (words, !=, "");
  if (said != NULL)
    g_assert_cmpstr (words, ==, said);
  return state;
}

static void
test_by_eye (void)
{
  g_assert_cmpint (judge (0, (EmbarkGuideSeen){ 0 }, NULL), ==, EMBARK_MARK_OPEN);
  g_assert_cmpint (judge (0, (EmbarkGuideSeen){ .ticked = TRUE }, "Ticked by you"), ==, EMBARK_MARK_TICKED);
  g_assert_true (embark_mark_is_done (EMBARK_MARK_TICKED));
  g_assert_true (embark_mark_is_done (EMBARK_MARK_VERIFIED));
  g_assert_false (embark_mark_is_done (EMBARK_MARK_MISSING));
  /* What the server can tell is not a person's to tick. */
  g_assert_cmpint (
      judge (EMBARK_GUIDE_CHECK_APP_LIVE,
             (EmbarkGuideSeen){ .ticked = TRUE, .has_account = TRUE, .app = EMBARK_APP_NOT_LIVE }, NULL),
      ==, EMBARK_MARK_MISSING);
}

static void
test_application (void)
{
  const EmbarkGuideChecks live = EMBARK_GUIDE_CHECK_APP_LIVE;
  const EmbarkGuideChecks client = EMBARK_GUIDE_CHECK_CLIENT;

  g_assert_cmpint (judge (live, (EmbarkGuideSeen){ 0 }, "Can be verified once a linked account exists"), ==,
                   EMBARK_MARK_UNKNOWN);
  g_assert_cmpint (judge (live, (EmbarkGuideSeen){ .has_account = TRUE, .running = TRUE }, NULL), ==,
                   EMBARK_MARK_CHECKING);
  g_assert_cmpint (judge (live, (EmbarkGuideSeen){ .has_account = TRUE, .app = EMBARK_APP_NO_CLIENT }, NULL),
                   ==, EMBARK_MARK_VERIFIED);
  g_assert_cmpint (
      judge (client, (EmbarkGuideSeen){ .has_account = TRUE, .app = EMBARK_APP_NO_CLIENT }, NULL), ==,
      EMBARK_MARK_MISSING);
  g_assert_cmpint (judge (client, (EmbarkGuideSeen){ .has_account = TRUE, .app = EMBARK_APP_NOT_LIVE }, NULL),
                   ==, EMBARK_MARK_UNKNOWN);
  g_assert_cmpint (judge (client, (EmbarkGuideSeen){ .has_account = TRUE, .app = EMBARK_APP_LIVE }, NULL), ==,
                   EMBARK_MARK_VERIFIED);
  g_assert_cmpint (judge (client,
                          (EmbarkGuideSeen){ .has_account = TRUE,
                                             .app = EMBARK_APP_LIVE,
                                             .client = EMBARK_PREFLIGHT_BLOCKER,
                                             .client_reason = "There is none any more." },
                          "There is none any more."),
                   ==, EMBARK_MARK_MISSING);
  /* Of two checks, what is in the way is said. */
  g_assert_cmpint (
      judge (live | client, (EmbarkGuideSeen){ .has_account = TRUE, .app = EMBARK_APP_NO_CLIENT }, NULL), ==,
      EMBARK_MARK_MISSING);
}

static void
test_authorize (void)
{
  EmbarkGuideSeen seen = { .has_account = TRUE, .app = EMBARK_APP_LIVE };

  g_assert_cmpint (judge (EMBARK_GUIDE_CHECK_REDIRECT, seen, "Not noted yet"), ==, EMBARK_MARK_OPEN);
  seen.has_callback = TRUE;
  seen.redirect = EMBARK_PREFLIGHT_BLOCKER;
  seen.redirect_reason = "It is another one.";
  g_assert_cmpint (judge (EMBARK_GUIDE_CHECK_REDIRECT, seen, "It is another one."), ==, EMBARK_MARK_WRONG);
  seen.redirect = EMBARK_PREFLIGHT_OK;
  g_assert_cmpint (judge (EMBARK_GUIDE_CHECK_REDIRECT, seen, NULL), ==, EMBARK_MARK_VERIFIED);

  seen.scopes = EMBARK_PREFLIGHT_WARN;
  seen.scopes_reason = "One is missing.";
  g_assert_cmpint (judge (EMBARK_GUIDE_CHECK_SCOPES, seen, "One is missing."), ==, EMBARK_MARK_MISSING);
  g_assert_cmpint (judge (EMBARK_GUIDE_CHECK_SCOPES | EMBARK_GUIDE_CHECK_CLIENT, seen, "One is missing."), ==,
                   EMBARK_MARK_MISSING);

  g_assert_cmpint (judge (EMBARK_GUIDE_CHECK_PKCE, seen, NULL), ==, EMBARK_MARK_UNKNOWN);
  seen.running = TRUE;
  g_assert_cmpint (judge (EMBARK_GUIDE_CHECK_PKCE, seen, NULL), ==, EMBARK_MARK_CHECKING);
  seen.running = FALSE;
  seen.pkce = EMBARK_PREFLIGHT_SKIPPED;
  seen.pkce_reason = "There is no address.";
  g_assert_cmpint (judge (EMBARK_GUIDE_CHECK_PKCE, seen, "There is no address."), ==, EMBARK_MARK_UNKNOWN);
  seen.app = EMBARK_APP_NO_CLIENT;
  g_assert_cmpint (judge (EMBARK_GUIDE_CHECK_PKCE, seen, "Can be verified once the Client ID is in Cobalt"),
                   ==, EMBARK_MARK_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guide/own", test_own);
  g_test_add_func ("/guide/languages", test_languages);
  g_test_add_func ("/guide/tolerant", test_tolerant);
  g_test_add_func ("/guide/nothing", test_nothing);
  g_test_add_func ("/guide/many", test_many);
  g_test_add_func ("/guide/mark/by-eye", test_by_eye);
  g_test_add_func ("/guide/mark/application", test_application);
  g_test_add_func ("/guide/mark/authorize", test_authorize);
  return g_test_run ();
}
