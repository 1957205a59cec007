/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "connect-fixture.h"
#include "embark-identity.h"
#include "embark-json.h"
#include "test-util.h"

static EmbarkIdentity *
read_identity (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = embark_json_parse (json, -1, &error);

  g_assert_no_error (error);
  return embark_identity_new (node);
}

static void
test_forms (void)
{
  static const struct
  {
    const char *json;
    const char *text; /* (nullable): nobody */
    const char *user;
    const char *org;
  } rows[] = {
    { "\"mara@acme.example\"", "mara@acme.example", "mara@acme.example", NULL },
    { "\"Mara@ACME.example (Acme Inc.)\"", "Mara@ACME.example (Acme Inc.)", "mara@acme.example",
      "Acme Inc." },
    { "\"NA\"", NULL, NULL, NULL },
    { "\"\"", NULL, NULL, NULL },
    { "null", NULL, NULL, NULL },
    { "\"\\u202e\\u200b\\n\"", NULL, NULL, NULL },
    { "7", "7", NULL, NULL },
    { "[\"a\"]", "[\"a\"]", NULL, NULL },
    { "\"Acme\"", "Acme", NULL, NULL },
    { "\"00D5g000004XyZaEAK\"", "00D5g000004XyZaEAK", NULL, "00D5g000004XyZa" },
    { "\"https://Acme.my.salesforce.com/\"", "https://Acme.my.salesforce.com/", NULL,
      "acme.my.salesforce.com" },
    { "\"https://login.salesforce.com/id/00D5g000004XyZaEAK/0055g00000AbCdEAAV\"",
      "https://login.salesforce.com/id/00D5g000004XyZaEAK/0055g00000AbCdEAAV", "0055g00000AbCdE",
      "00D5g000004XyZa" },
    { "{\"email\":\"mara@acme.example\",\"org_name\":\"Acme\",\"organization_id\":\"00D5g000004XyZaEAK\"}",
      "mara@acme.example, Acme", "mara@acme.example", "00D5g000004XyZa" },
    { "{\"username\":\"m@a.example\",\"instance_url\":\"https://ACME.my.salesforce.com\"}",
      "m@a.example, https://ACME.my.salesforce.com", "m@a.example", "acme.my.salesforce.com" },
    { "{\"id\":\"https://test.salesforce.com/id/00D5g000004XyZa/0055g00000AbCdE\",\"name\":\"Mara\"}", "Mara",
      "Mara", "00D5g000004XyZa" },
    { "{\"email\":7,\"org_id\":{}}", "{\"email\":7,\"org_id\":{}}", NULL, NULL },
    { "{}", "{}", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkIdentity) identity = read_identity (rows[i].json);

      g_test_message ("%s", rows[i].json);
      g_assert_cmpstr (identity != NULL ? identity->text : NULL, ==, rows[i].text);
      g_assert_cmpstr (identity != NULL ? identity->user : NULL, ==, rows[i].user);
      g_assert_cmpstr (identity != NULL ? identity->org : NULL, ==, rows[i].org);
    }
}

static void
test_hostile (void)
{
  g_autofree char *big = g_strnfill (100000, 'x');
  g_autofree char *long_user = g_strdup_printf ("{\"email\":\"%s@a.example\",\"org_name\":\"%s\"}", big, big);
  const char *const rows[] = {
    "\"<b>bold</b> \\u202eorg\\u0007 evil\"",
    "\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl\"",
    "{\"access_token\":\"00D000000000001!AQ4AQFakeTokenFakeToken\"}",
    "\"https://login.salesforce.com/id/00D/../../005\"",
    "\"%s%n%s @ (\"",
    "\"a@b (\"",
    "\"a@b ()\"",
    long_user,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkIdentity) identity = read_identity (rows[i]);

      if (identity == NULL)
        continue;
      g_assert_true (g_utf8_validate (identity->text, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (identity->text, -1), <=, 301);
      g_assert_null (strstr (identity->text, "\u202e"));
      g_assert_null (strchr (identity->text, '\a'));
      g_assert_null (strstr (identity->text, "eyJhb"));
      g_assert_null (strstr (identity->text, "AQ4AQ"));
      g_assert_true (identity->user == NULL || g_utf8_strlen (identity->user, -1) <= 201);
      g_assert_true (identity->org == NULL || g_utf8_strlen (identity->org, -1) <= 201);
    }
}

static void
test_same_org (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    EmbarkSameOrg same;
  } rows[] = {
    { "\"00D5g000004XyZaEAK\"", "\"00D5g000004XyZa\"", EMBARK_SAME_ORG_YES },
    { "\"00D5g000004XyZa\"", "\"00D5g000004XYZa\"", EMBARK_SAME_ORG_NO },
    { "\"m@a.example\"", "\"M@a.example\"", EMBARK_SAME_ORG_YES },
    /* A consultant has users in many. */
    { "\"m@a.example (Acme)\"", "\"m@a.example (Other)\"", EMBARK_SAME_ORG_NO },
    /* Many companies are called so. */
    { "\"m@a.example (Acme)\"", "\"n@b.example (Acme)\"", EMBARK_SAME_ORG_MAYBE },
    { "\"m@a.example (Acme)\"", "\"M@a.example (Acme)\"", EMBARK_SAME_ORG_YES },
    { "{\"name\":\"Mara\"}", "{\"name\":\"Mara\"}", EMBARK_SAME_ORG_NO },
    { "\"NA\"", "\"NA\"", EMBARK_SAME_ORG_NO },
    { "\"Acme\"", "\"Acme\"", EMBARK_SAME_ORG_NO },
    /* One org by two names, told by whoever has both. */
    { "{\"org_id\":\"00D5g000004XyZa\",\"instance_url\":\"https://Acme.my.salesforce.com\"}",
      "\"https://acme.my.salesforce.com\"", EMBARK_SAME_ORG_YES },
    { "{\"org_id\":\"00D5g000004XyZa\",\"my_domain\":\"acme.my.salesforce.com\"}", "\"00D5g000004XyZaEAK\"",
      EMBARK_SAME_ORG_YES },
    { "{\"org_id\":\"00D5g000004XyZa\",\"my_domain\":\"acme.my.salesforce.com\"}", "\"00D5g000004XYZa\"",
      EMBARK_SAME_ORG_NO },
    { "\"00D5g000004XyZa\"", "\"https://acme.my.salesforce.com\"", EMBARK_SAME_ORG_NO },
    /* The host of an instance is that of thousands of orgs. */
    { "{\"email\":\"m@a.example\",\"instance_url\":\"https://na139.salesforce.com\"}",
      "{\"email\":\"n@b.example\",\"instance_url\":\"https://na139.salesforce.com\"}", EMBARK_SAME_ORG_NO },
    { "\"https://login.salesforce.com\"", "\"https://login.salesforce.com\"", EMBARK_SAME_ORG_NO },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkIdentity) a = read_identity (rows[i].a);
      g_autoptr (EmbarkIdentity) b = read_identity (rows[i].b);

      g_test_message ("%s", rows[i].a);
      g_assert_cmpint (embark_identity_compare_org (a, b), ==, rows[i].same);
      g_assert_cmpint (embark_identity_compare_org (b, a), ==, rows[i].same);
    }
}

/* ---- the guard, against the sandbox ---- */

/* How sure the guard was last. */
static EmbarkSameOrg guarded;

/* Returns: (transfer full): the others of the same org, joined */
static char *
guard (Stand *s, const char *account, EmbarkIdentity *identity)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;

  embark_identity_guard_check_async (s->workspace, account, identity, NULL, wait_cb, &wait);
  names = embark_identity_guard_check_finish (wait_for (&wait), &guarded, &error);
  g_assert_no_error (error);
  g_assert_true ((names[0] != NULL) == (guarded != EMBARK_SAME_ORG_NO));
  return g_strjoinv (", ", names);
}

static void
connect_account (Stand *s, const char *account, const char *username)
{
  g_autoptr (EmbarkOnboarding) onboarding = stand_open (s, account);
  g_autoptr (EmbarkConnectLink) link = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  embark_connection_watcher_create_link_async (embark_onboarding_get_watcher (onboarding), NULL, wait_cb,
                                               &wait);
  link = embark_connection_watcher_create_link_finish (embark_onboarding_get_watcher (onboarding),
                                                       wait_for (&wait), &error);
  g_assert_no_error (error);
  embark_clock_manual_advance (s->sandbox.clock, 1000); /* no two connections are of one moment */
  stand_go_through (s, link->uri, username);
  stand_refresh (onboarding);
  wait_reset (&wait);
  stand_settle (s);
}

/* The identity that the journal then has. Returns: (transfer full) (nullable) */
static EmbarkIdentity *
identity_of (Stand *s, const char *account)
{
  g_autoptr (EmbarkOnboarding) onboarding = stand_open (s, account);
  EmbarkIdentity *identity = embark_onboarding_dup_identity (onboarding);

  stand_settle (s);
  return identity;
}

static void
test_guard (Stand *s, gconstpointer data)
{
  static const char *const forms[] = { "{\"form\":\"object\"}", "{\"form\":\"text\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (EmbarkIdentity) identity = NULL;
      g_autofree char *others = NULL;
      g_autofree char *again = NULL;

      stand_switch (s, "identifier", forms[i]);
      connect_account (s, "one", "dana@kestrel.example");
      connect_account (s, "two", "emil@kestrel.example");
      connect_account (s, "three", "finn@osprey.example");
      identity = identity_of (s, "two");
      g_assert_cmpstr (identity->user, ==, "emil@kestrel.example");
      g_assert_nonnull (identity->org);
      others = guard (s, "two", identity);
      g_assert_cmpstr (others, ==, "one");
      /* By their id they are; by their name they may be. */
      g_assert_cmpint (guarded, ==, i == 0 ? EMBARK_SAME_ORG_YES : EMBARK_SAME_ORG_MAYBE);
      g_clear_pointer (&identity, embark_identity_free);

      /* It moves to its own org, and the warning ends. */
      connect_account (s, "one", "dana@heron.example");
      identity = identity_of (s, "two");
      again = guard (s, "two", identity);
      g_assert_cmpstr (again, ==, "");
    }
}

/* One is known by id and another by host: a third, or the second itself earlier, was seen with both. */
static void
test_tied (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkIdentity) by_id = read_identity ("\"00D5g000004XyZa\"");
  g_autoptr (EmbarkIdentity) by_host = read_identity ("\"https://acme.my.salesforce.com\"");
  g_autoptr (EmbarkIdentity) both =
      read_identity ("{\"org_id\":\"00D5g000004XyZa\",\"instance_url\":\"https://acme.my.salesforce.com\"}");
  g_autofree char *untied = NULL;
  g_autofree char *id_tied = NULL;
  g_autofree char *host_tied = NULL;

  embark_identity_note (s->workspace, "one", "One", by_id);
  embark_identity_note (s->workspace, "two", "Two", by_host);
  untied = guard (s, "two", by_host);
  g_assert_cmpstr (untied, ==, "");
  embark_identity_note (s->workspace, "three", "Three", both);
  host_tied = guard (s, "two", by_host);
  g_assert_nonnull (strstr (host_tied, "One"));
  g_assert_nonnull (strstr (host_tied, "Three"));
  g_assert_cmpint (guarded, ==, EMBARK_SAME_ORG_YES);
  id_tied = guard (s, "one", by_id);
  g_assert_nonnull (strstr (id_tied, "Two"));
  stand_settle (s);
}

static void
test_nobody (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkIdentity) identity = NULL;
  g_autoptr (EmbarkOnboarding) onboarding = NULL;
  g_autofree char *others = NULL;
  g_autofree char *gone = NULL;
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  /* Who is "NA" is nobody's double. */
  stand_switch (s, "identifier", "{\"form\":\"none\"}");
  connect_account (s, "one", "dana@kestrel.example");
  connect_account (s, "two", "dana@kestrel.example");
  identity = identity_of (s, "two");
  g_assert_null (identity);
  others = guard (s, "two", identity);
  g_assert_cmpstr (others, ==, "");

  /* What was disconnected is no double any more. */
  stand_switch (s, "identifier", "{\"form\":\"object\"}");
  connect_account (s, "one", "dana@kestrel.example");
  onboarding = stand_open (s, "one");
  embark_onboarding_disconnect_async (onboarding, NULL, wait_cb, &wait);
  g_assert_true (embark_onboarding_disconnect_finish (onboarding, wait_for (&wait), &error));
  stand_settle (s);
  identity = identity_of (s, "two");
  g_assert_nonnull (identity);
  gone = guard (s, "two", identity);
  g_assert_cmpstr (gone, ==, "");
}

static void
test_deleted (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkIdentity) identity = NULL;
  g_autofree char *others = NULL;
  g_auto (Wait) wait = { NULL };

  connect_account (s, "one", "dana@kestrel.example");
  connect_account (s, "two", "dana@kestrel.example");
  embark_workspace_delete_account_async (s->workspace, "one", NULL, wait_cb, &wait);
  g_assert_true (embark_workspace_delete_account_finish (s->workspace, wait_for (&wait), NULL));
  wait_reset (&wait);
  identity = identity_of (s, "two");
  others = guard (s, "two", identity);
  g_assert_cmpstr (others, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/identity/forms", test_forms);
  g_test_add_func ("/identity/hostile", test_hostile);
  g_test_add_func ("/identity/same-org", test_same_org);
  g_test_add ("/identity/guard", Stand, NULL, stand_set_up, test_guard, stand_tear_down);
  g_test_add ("/identity/tied", Stand, NULL, stand_set_up, test_tied, stand_tear_down);
  g_test_add ("/identity/nobody", Stand, NULL, stand_set_up, test_nobody, stand_tear_down);
  g_test_add ("/identity/deleted", Stand, NULL, stand_set_up, test_deleted, stand_tear_down);
  return g_test_run ();
}
