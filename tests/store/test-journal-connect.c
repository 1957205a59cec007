/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps of connecting, and a file of the first version that becomes one of today. */

#include "config.h"

#include "journal-fixture.h"

#define ODD "<b>&\"'; DROP TABLE link; -- 🦅 \u202eright to left"

/* As the first version made it, with something in every table. */
static const char first_version[] =
    "CREATE TABLE fire (id TEXT NOT NULL PRIMARY KEY, profile_id TEXT NOT NULL, account_id TEXT NOT NULL, "
    "slug TEXT,"
    "  config_id TEXT, event TEXT NOT NULL, payload TEXT, created_at INTEGER NOT NULL, state INTEGER NOT "
    "NULL,"
    "  answered_at INTEGER NOT NULL, run_seen_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, detail TEXT,"
    "  request_id TEXT, succeeded INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX fire_by_account ON fire (profile_id, account_id, created_at);"
    "CREATE TABLE fire_run (fire_id TEXT NOT NULL REFERENCES fire (id) ON DELETE CASCADE, position INTEGER "
    "NOT NULL,"
    "  run_id TEXT NOT NULL, PRIMARY KEY (fire_id, position)) WITHOUT ROWID;"
    "CREATE TABLE attempt (id INTEGER PRIMARY KEY, profile_id TEXT NOT NULL, account_id TEXT NOT NULL, door "
    "TEXT,"
    "  hosts TEXT, code TEXT, verdict TEXT, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL);"
    "CREATE INDEX attempt_by_account ON attempt (profile_id, account_id, started_at);"
    "CREATE TABLE milestone (profile_id TEXT NOT NULL, account_id TEXT NOT NULL, milestone INTEGER NOT NULL,"
    "  time INTEGER NOT NULL, PRIMARY KEY (profile_id, account_id, milestone)) WITHOUT ROWID;"
    "INSERT INTO fire VALUES ('f', 'p', 'a', 'salesforce', 'a', 'contact.created', '{}', 5, 2, 6, 7, 8, "
    "NULL, 'r', 1);"
    "INSERT INTO fire_run VALUES ('f', 0, 'run-1');"
    "INSERT INTO attempt (profile_id, account_id, door, hosts, code, verdict, started_at, ended_at)"
    "  VALUES ('p', 'a', 'embedded', 'x → y', 'access_denied', 'denied', 0, 0);"
    "INSERT INTO milestone VALUES ('p', 'a', 0, 9);"
    "PRAGMA application_id = 0x456d626b; PRAGMA user_version = 1";

typedef JournalFixture Fixture;

static GPtrArray *
list_attempts (Fixture *f, guint limit)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *attempts;

  embark_journal_list_attempts_async (f->journal, "p", "a", limit, NULL, wait_cb, &wait);
  attempts = embark_journal_list_attempts_finish (f->journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  return attempts;
}

static void
add_attempt (Fixture *f, const EmbarkAttempt *attempt)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_add_attempt_async (f->journal, attempt, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_add_attempt_finish (f->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
test_attempt (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) attempts = NULL;
  EmbarkAttempt attempt = {
    .profile_id = (char *) "p",
    .account_id = (char *) "a",
    .door = (char *) "link",
    .hosts = (char *) "x",
    .code = (char *) "invalid_scope",
    .verdict = (char *) "failed",
    .description = (char *) ODD,
    .landmark = (char *) "RemoteAccessErrorPage",
    .diagnosis = (char *) "scope",
    .identifier = (char *) "mara@acme.example",
    .link_id = (char *) "l",
  };
  const EmbarkAttempt *read;

  for (gint64 time = 1; time <= 30; time++)
    {
      attempt.started_at = time % 7;
      attempt.ended_at = time;
      add_attempt (f, &attempt);
    }
  attempts = list_attempts (f, 25);
  g_assert_cmpuint (attempts->len, ==, 25);
  /* Newest first, and of one time the one written last. */
  for (guint i = 1; i < attempts->len; i++)
    {
      const EmbarkAttempt *before = g_ptr_array_index (attempts, i - 1);

      read = g_ptr_array_index (attempts, i);
      g_assert_true (before->started_at > read->started_at
                     || (before->started_at == read->started_at && before->ended_at > read->ended_at));
    }
  read = g_ptr_array_index (attempts, 0);
  g_assert_cmpint (read->started_at, ==, 6);
  g_assert_cmpstr (read->description, ==, ODD);
  g_assert_cmpstr (read->landmark, ==, "RemoteAccessErrorPage");
  g_assert_cmpstr (read->diagnosis, ==, "scope");
  g_assert_cmpstr (read->identifier, ==, "mara@acme.example");
  g_assert_cmpstr (read->link_id, ==, "l");
}

static void
test_first_version (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) attempts = list_attempts (f, 10);
  g_autoptr (GPtrArray) fires = NULL;
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  const EmbarkAttempt *read;

  g_assert_cmpuint (attempts->len, ==, 1);
  read = g_ptr_array_index (attempts, 0);
  g_assert_cmpstr (read->code, ==, "access_denied");
  g_assert_cmpstr (read->hosts, ==, "x → y");
  g_assert_null (read->description);
  g_assert_null (read->link_id);

  embark_journal_list_fires_async (f->journal, "p", "a", 10, NULL, wait_cb, &wait);
  fires = embark_journal_list_fires_finish (f->journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fires->len, ==, 1);
  g_assert_cmpstr (embark_fire_get_run_ids (g_ptr_array_index (fires, 0))[0], ==, "run-1");
  wait_reset (&wait);
  embark_journal_get_milestone_async (f->journal, "p", "a", EMBARK_MILESTONE_HANDOVER, NULL, wait_cb, &wait);
  g_assert_cmpint (embark_journal_get_milestone_finish (f->journal, wait_for (&wait), &error), ==, 9);

  wait_reset (&wait);
  /* It is one of today in every way, also when it is opened once more. */
  test_attempt (f, NULL);
  journal_fixture_open_again (f);
  g_clear_pointer (&attempts, g_ptr_array_unref);
  attempts = list_attempts (f, 100);
  g_assert_cmpuint (attempts->len, ==, 31);
}

static GPtrArray *
list_links (Fixture *f)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *links;

  embark_journal_list_links_async (f->journal, "p", "a", 2, NULL, wait_cb, &wait);
  links = embark_journal_list_links_finish (f->journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  return links;
}

static void
save_link (Fixture *f, const EmbarkLinkEntry *link)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_save_link_async (f->journal, link, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_save_link_finish (f->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
test_links (Fixture *f, gconstpointer data)
{
  EmbarkLinkEntry link = {
    .profile_id = (char *) "p",
    .account_id = (char *) "a",
    .door = (char *) "link",
    .label = (char *) ODD,
    .portal = (char *) "https://connect.example",
    .expires_at = 99,
    .baseline = 7,
  };
  static const char *const ids[] = { "one", "two", "three" };
  g_autoptr (GPtrArray) links = NULL;
  const EmbarkLinkEntry *read;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      link.id = (char *) ids[i];
      link.issued_at = (gint64) i;
      save_link (f, &link);
    }
  /* Only how it ended changes. */
  link.state = 1;
  link.ended_at = 55;
  link.sure = TRUE;
  link.issued_at = 1000;
  link.label = NULL;
  save_link (f, &link);
  journal_fixture_open_again (f);

  links = list_links (f);
  g_assert_cmpuint (links->len, ==, 2);
  read = g_ptr_array_index (links, 0);
  g_assert_cmpstr (read->id, ==, "three");
  g_assert_cmpstr (read->label, ==, ODD);
  g_assert_cmpstr (read->portal, ==, "https://connect.example");
  g_assert_cmpint (read->issued_at, ==, 2);
  g_assert_cmpint (read->expires_at, ==, 99);
  g_assert_cmpint (read->baseline, ==, 7);
  g_assert_cmpint (read->state, ==, 1);
  g_assert_cmpint (read->ended_at, ==, 55);
  g_assert_true (read->sure);

  journal_fixture_forget_profile (f);
  g_clear_pointer (&links, g_ptr_array_unref);
  links = list_links (f);
  g_assert_cmpuint (links->len, ==, 0);
}

static void
save_identity_at (
    Fixture *f, const char *account, const char *org, const char *host, const char *user, gint64 seen_at)
{
  const EmbarkIdentityEntry identity = {
    .profile_id = (char *) "p",
    .account_id = (char *) account,
    .account_name = (char *) ODD,
    .identifier = (char *) "who",
    .org = (char *) org,
    .host = (char *) host,
    .user = (char *) user,
    .seen_at = seen_at,
  };
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_save_identity_async (f->journal, &identity, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_save_identity_finish (f->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
save_identity (Fixture *f, const char *account, const char *org, const char *user, gint64 seen_at)
{
  save_identity_at (f, account, org, NULL, user, seen_at);
}

/* Returns: (transfer full): the accounts found, joined */
static char *
find_at (Fixture *f, const char *org, const char *host, const char *user)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (GPtrArray) found = NULL;

  embark_journal_find_identities_async (f->journal, "p", org, host, user, 10, NULL, wait_cb, &wait);
  found = embark_journal_find_identities_finish (f->journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s ", ((EmbarkIdentityEntry *) g_ptr_array_index (found, i))->account_id);
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static char *
find (Fixture *f, const char *org, const char *user)
{
  return find_at (f, org, NULL, user);
}

/* Returns: (transfer full): what is kept of @account: "org host" */
static char *
org_of (Fixture *f, const char *account, const char *user)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) found = NULL;
  char *org = NULL;

  embark_journal_find_identities_async (f->journal, "p", NULL, NULL, user, 10, NULL, wait_cb, &wait);
  found = embark_journal_find_identities_finish (f->journal, wait_for (&wait), NULL);
  for (guint i = 0; i < found->len; i++)
    {
      const EmbarkIdentityEntry *entry = g_ptr_array_index (found, i);

      if (g_str_equal (entry->account_id, account))
        org = g_strjoin (" ", entry->org, entry->host, NULL);
    }
  return org;
}

/* An org has an id and a host: whoever was seen with both ties them, for others too. */
static void
test_two_names (Fixture *f, gconstpointer data)
{
  g_autofree char *both = NULL;
  g_autofree char *turned = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *named = NULL;
  g_autofree char *by_id = NULL;
  g_autofree char *by_host = NULL;

  save_identity_at (f, "a", "00D1", NULL, "u@1", 1);
  save_identity_at (f, "a", "acme.host", "acme.host", "u@1", 2);
  both = org_of (f, "a", "u@1");
  g_assert_cmpstr (both, ==, "00D1 acme.host");
  save_identity_at (f, "b", "heron.host", "heron.host", "u@2", 3);
  save_identity_at (f, "b", "00D2", NULL, "u@2", 4);
  turned = org_of (f, "b", "u@2");
  g_assert_cmpstr (turned, ==, "00D2 heron.host");
  /* Another user, or one without an address, may be of another org. */
  save_identity_at (f, "b", "00D3", NULL, "u@3", 5);
  moved = org_of (f, "b", "u@3");
  g_assert_cmpstr (moved, ==, "00D3");
  save_identity_at (f, "c", "acme.host", "acme.host", "Mara", 6);
  save_identity_at (f, "c", "00D4", NULL, "Mara", 7);
  named = org_of (f, "c", "Mara");
  g_assert_cmpstr (named, ==, "00D4");

  save_identity_at (f, "d", "acme.host", "acme.host", NULL, 8);
  save_identity_at (f, "e", "00D1", NULL, NULL, 9);
  by_id = find_at (f, "00D1", NULL, NULL);
  g_assert_cmpstr (by_id, ==, "e d a ");
  by_host = find_at (f, "acme.host", "acme.host", NULL);
  g_assert_cmpstr (by_host, ==, "e d a ");
}

static void
test_identities (Fixture *f, gconstpointer data)
{
  const struct
  {
    const char *org;
    const char *user;
    const char *found;
  } rows[] = {
    { "00D1", NULL, "b a " }, { NULL, "u1", "a " }, { "00D1", "u3", "c b a " },
    { NULL, NULL, "" },       { "00D2", NULL, "" }, { "none", "none", "" },
  };
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;

  save_identity (f, "a", "00D1", "u1", 1);
  save_identity (f, "b", "00D2", "u2", 2);
  save_identity (f, "b", "00D1", "u2", 3); /* moved */
  save_identity (f, "c", NULL, "u3", 4);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = find (f, rows[i].org, rows[i].user);

      g_assert_cmpstr (found, ==, rows[i].found);
    }

  embark_journal_forget_identity_async (f->journal, "p", "a", NULL, wait_cb, &wait);
  g_assert_true (embark_journal_forget_identity_finish (f->journal, wait_for (&wait), &error));
  left = find (f, "00D1", NULL);
  g_assert_cmpstr (left, ==, "b ");
  journal_fixture_forget_profile (f);
  g_free (left);
  left = find (f, "00D1", NULL);
  g_assert_cmpstr (left, ==, "");
}

#define N_CHECKS 10000

static GPtrArray *
list_checks (Fixture *f)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *checks;

  embark_journal_list_checks_async (f->journal, "p", NULL, wait_cb, &wait);
  checks = embark_journal_list_checks_finish (f->journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  return checks;
}

static void
test_checks (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) checks = g_ptr_array_new_with_free_func ((GDestroyNotify) embark_check_entry_free);
  g_autoptr (GPtrArray) read = NULL;
  const EmbarkCheckEntry *newest;

  for (int i = 0; i < N_CHECKS; i++)
    {
      EmbarkCheckEntry *check = g_new0 (EmbarkCheckEntry, 1);

      check->profile_id = g_strdup ("p");
      check->account_id = g_strdup_printf ("account-%d", i);
      check->state = i % 5;
      check->checked_at = i;
      check->blocker = i % 2 == 0 ? g_strdup (ODD) : NULL;
      check->owner = i % 4;
      g_ptr_array_add (checks, check);
    }
  for (int round = 0; round < 2; round++) /* a later one replaces it */
    {
      g_auto (Wait) wait = { NULL };
      g_autoptr (GError) error = NULL;

      embark_journal_save_checks_async (f->journal, checks, NULL, wait_cb, &wait);
      g_assert_true (embark_journal_save_checks_finish (f->journal, wait_for (&wait), &error));
      g_assert_no_error (error);
    }
  read = list_checks (f);
  g_assert_cmpuint (read->len, ==, N_CHECKS);
  newest = g_ptr_array_index (read, 0);
  g_assert_cmpstr (newest->account_id, ==, "account-9999");
  g_assert_cmpint (newest->state, ==, 4);
  g_assert_cmpint (newest->owner, ==, 3);
  g_assert_null (newest->blocker);
  g_assert_cmpstr (((EmbarkCheckEntry *) g_ptr_array_index (read, 1))->blocker, ==, ODD);

  journal_fixture_forget_profile (f);
  g_clear_pointer (&read, g_ptr_array_unref);
  read = list_checks (f);
  g_assert_cmpuint (read->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, data, function)                                                                            \
  g_test_add ("/journal/" name, Fixture, data, journal_fixture_set_up, function, journal_fixture_tear_down)
  ADD ("attempt", NULL, test_attempt);
  ADD ("first-version", first_version, test_first_version);
  ADD ("links", NULL, test_links);
  ADD ("identities", NULL, test_identities);
  ADD ("two-names", NULL, test_two_names);
  ADD ("checks", NULL, test_checks);
#undef ADD
  return g_test_run ();
}
