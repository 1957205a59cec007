/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "connect-fixture.h"
#include "embark-link-book.h"
#include "embark-link-record-private.h"
#include "test-util.h"

#define DAY_MS (24 * 60 * 60 * 1000)

static void
load (EmbarkLinkBook *book)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_link_book_load_async (book, NULL, wait_cb, &wait);
  g_assert_true (embark_link_book_load_finish (book, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static EmbarkLinkRecord *
make (EmbarkLinkBook *book, const char *label, const EmbarkBranding *branding, EmbarkLinkRecord *replaces)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  EmbarkLinkRecord *record;

  embark_link_book_create_async (book, "link", label, branding, replaces, NULL, wait_cb, &wait);
  record = embark_link_book_create_finish (book, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpint (embark_link_record_get_state (record), ==, EMBARK_LINK_RECORD_LIVE);
  return record;
}

static gboolean
revoke_link (EmbarkLinkBook *book, EmbarkLinkRecord *record, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_link_book_revoke_async (book, record, NULL, wait_cb, &wait);
  return embark_link_book_revoke_finish (book, wait_for (&wait), error);
}

#define assert_state(record, state)                                                                          \
  g_assert_cmpstr (embark_link_record_state_get_nick (embark_link_record_get_state (record)), ==, state)

/* What opening the link leads to: 200 while it is good. */
static guint
open_link (Stand *s, const char *uri)
{
  g_autofree char *path = fixture_path (&s->sandbox, uri);

  return fixture_send (&s->sandbox, "GET", path, NULL, NULL);
}

static void
test_life (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkLinkBook) book = embark_link_book_new (s->workspace, ACCOUNT);
  const EmbarkBranding branding = { "Kestrel & Co", "#123456", "#fedcba" };
  g_autoptr (EmbarkLinkRecord) first = NULL;
  g_autoptr (EmbarkLinkRecord) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *other = NULL;
  g_autofree char *sentence = NULL;

  load (book);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (book)), ==, 0);
  first = make (book, "Mara\nat Kestrel", &branding, NULL);
  second = make (book, NULL, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (book)), ==, 2);
  g_assert_cmpuint (embark_link_book_get_n_live (book), ==, 2);
  g_assert_cmpstr (embark_link_record_get_label (first), ==, "Mara at Kestrel");
  g_assert_cmpstr (embark_link_book_get_portal (book), ==, embark_client_get_base_uri (s->client));
  g_assert_true (embark_link_book_find (book, embark_link_record_get_id (first)) == first);
  uri = embark_link_record_dup_uri (first);
  other = embark_link_record_dup_uri (second);
  g_assert_cmpstr (uri, !=, other);
  g_assert_cmpuint (open_link (s, uri), ==, 200);
  g_assert_nonnull (strstr (s->sandbox.text, "Kestrel &amp; Co"));
  sentence = embark_link_record_dup_sentence (first, embark_link_record_get_issued_at (first));
  g_assert_true (g_str_has_prefix (sentence, "Whoever has it can connect until "));

  /* Each is one client's alone: revoking it closes no other. */
  g_assert_true (embark_link_record_can_revoke (first));
  g_assert_true (revoke_link (book, first, &error));
  g_assert_no_error (error);
  assert_state (first, "revoked");
  g_assert_null (embark_link_record_dup_uri (first));
  g_assert_false (embark_link_record_can_revoke (first));
  g_assert_cmpuint (open_link (s, uri), !=, 200);
  g_assert_cmpuint (open_link (s, other), ==, 200);
  g_assert_cmpuint (embark_link_book_get_n_live (book), ==, 1);
  g_assert_false (revoke_link (book, first, &error));
  g_assert_error (error, EMBARK_LINK_ERROR, EMBARK_LINK_ERROR_OVER);
  stand_settle (s);
}

static void
test_replace (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkLinkBook) book = embark_link_book_new (s->workspace, ACCOUNT);
  g_autoptr (EmbarkLinkRecord) first = make (book, NULL, NULL, NULL);
  g_autofree char *uri = embark_link_record_dup_uri (first);
  g_autoptr (EmbarkLinkRecord) second = make (book, NULL, NULL, first);

  while (embark_link_record_get_busy (first))
    g_main_context_iteration (NULL, TRUE);
  assert_state (first, "replaced");
  assert_state (second, "live");
  g_assert_cmpuint (open_link (s, uri), !=, 200);
  stand_settle (s);
}

static void
test_restart (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkLinkBook) book = embark_link_book_new (s->workspace, ACCOUNT);
  g_autoptr (EmbarkLinkBook) again = NULL;
  g_autoptr (EmbarkLinkRecord) record = make (book, "Mara", NULL, NULL);
  g_autoptr (EmbarkLinkRecord) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  stand_settle (s);
  again = embark_link_book_new (s->workspace, ACCOUNT);
  load (again);
  g_assert_true (embark_link_book_get_loaded (again));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 1);
  read = g_list_model_get_item (G_LIST_MODEL (again), 0);
  g_assert_cmpstr (embark_link_record_get_id (read), ==, embark_link_record_get_id (record));
  g_assert_cmpstr (embark_link_record_get_label (read), ==, "Mara");
  g_assert_cmpint (embark_link_record_get_expires_at (read), ==, embark_link_record_get_expires_at (record));
  assert_state (read, "live");
  /* Its address is nowhere any more, and that is said. */
  g_assert_false (embark_link_record_get_has_address (read));
  g_assert_null (embark_link_record_dup_uri (read));
  g_assert_false (embark_link_record_can_revoke (read));
  g_assert_false (revoke_link (again, read, &error));
  g_assert_error (error, EMBARK_LINK_ERROR, EMBARK_LINK_ERROR_NO_TOKEN);
  sentence = embark_link_record_dup_sentence (read, embark_link_record_get_issued_at (read));
  g_assert_nonnull (strstr (sentence, "before the program was restarted"));
  load (again); /* twice the same */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 1);

  /* It runs out by itself, here and in a program that starts later. */
  embark_clock_manual_advance (s->sandbox.clock, 8 * DAY_MS);
  assert_state (read, "expired");
  assert_state (record, "expired");
  g_assert_null (embark_link_record_dup_uri (record));
  g_assert_cmpuint (embark_link_book_get_n_live (again), ==, 0);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (s->sandbox.clock), ==, 0);
  stand_settle (s);
}

static void
save (Stand *s, const char *id, int state, gint64 issued_at, gint64 expires_at)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  const EmbarkLinkEntry entry = {
    .id = (char *) id,
    .profile_id = (char *) embark_profile_get_id (embark_workspace_get_profile (s->workspace)),
    .account_id = (char *) ACCOUNT,
    .door = (char *) "attic",
    .issued_at = issued_at,
    .expires_at = expires_at,
    .ended_at = G_MININT64,
    .state = state,
  };

  embark_journal_save_link_async (s->journal, &entry, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_save_link_finish (s->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

/* A journal that somebody else wrote in. */
static void
test_odd_entries (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkLinkBook) book = embark_link_book_new (s->workspace, ACCOUNT);
  const gint64 now = embark_clock_get_real_time (EMBARK_CLOCK (s->sandbox.clock));

  save (s, "no-state", 99, now, now);
  save (s, "no-end", EMBARK_LINK_RECORD_LIVE, G_MININT64, G_MAXINT64);
  save (s, "no-beginning", EMBARK_LINK_RECORD_LIVE, G_MAXINT64, G_MININT64);
  load (book);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (book)), ==, 3);
  assert_state (embark_link_book_find (book, "no-state"), "expired");
  assert_state (embark_link_book_find (book, "no-end"), "live");
  assert_state (embark_link_book_find (book, "no-beginning"), "expired");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (EmbarkLinkRecord) record = g_list_model_get_item (G_LIST_MODEL (book), i);
      g_autofree char *sentence = embark_link_record_dup_sentence (record, now);

      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      g_assert_cmpint (embark_link_record_get_issued_at (record), >=, 0);
      g_assert_cmpint (embark_link_record_get_expires_at (record), <, G_MAXINT64 / 2);
      g_assert_cmpint (embark_link_record_get_ended_at (record), >=, 0);
    }
  stand_settle (s);
}

/* Somebody connects through a link while the path of the account is open. */
static void
test_used (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkOnboarding) onboarding = stand_open (s, "kestrel-1");
  EmbarkLinkBook *book = embark_onboarding_get_links (onboarding);
  g_autoptr (EmbarkLinkRecord) record = make (book, NULL, NULL, NULL);
  g_autofree char *uri = embark_link_record_dup_uri (record);
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  stand_refresh (onboarding);
  assert_state (record, "live");
  stand_go_through (s, uri, "dana@kestrel.example");
  stand_refresh (onboarding);
  assert_state (record, "used");
  g_assert_false (embark_link_record_holds_address (record));
  g_assert_true (embark_link_record_get_sure (record));
  g_assert_cmpint (embark_link_record_get_used_at (record), ==,
                   embark_application_get_connected_at (embark_onboarding_get_application (onboarding)));
  sentence = embark_link_record_dup_sentence (record, embark_link_record_get_used_at (record));
  g_assert_nonnull (strstr (sentence, "the only link out"));

  /* The door still opens a portal, and can be shut; what is known of it stays. */
  g_assert_cmpuint (open_link (s, uri), ==, 200);
  g_assert_true (revoke_link (book, record, &error));
  assert_state (record, "used");
  g_assert_cmpuint (open_link (s, uri), !=, 200);
  g_assert_false (embark_link_record_can_revoke (record));

  /* A connection that was there before says nothing of a link that is made now. */
  {
    g_autoptr (EmbarkLinkRecord) later = make (book, NULL, NULL, NULL);

    stand_refresh (onboarding);
    assert_state (later, "live");
    g_assert_true (revoke_link (book, later, &error));
  }
  g_clear_object (&record);
  stand_settle (s);
}

/* Used while the program was not running, with another link out: it is not claimed to be known. */
static void
test_used_unseen (Stand *s, gconstpointer data)
{
  g_autofree char *older_id = NULL;
  g_autofree char *newer_id = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (EmbarkOnboarding) onboarding = stand_open (s, "kestrel-1");
  EmbarkLinkBook *book = embark_onboarding_get_links (onboarding);
  EmbarkLinkRecord *used;

  {
    g_autoptr (EmbarkLinkRecord) older = make (book, NULL, NULL, NULL);
    g_autoptr (EmbarkLinkRecord) newer = NULL;

    embark_clock_manual_advance (s->sandbox.clock, 60000);
    newer = make (book, NULL, NULL, NULL);
    older_id = g_strdup (embark_link_record_get_id (older));
    newer_id = g_strdup (embark_link_record_get_id (newer));
    uri = embark_link_record_dup_uri (older);
  }
  stand_settle (s);
  g_clear_object (&onboarding);
  embark_clock_manual_advance (s->sandbox.clock, 600000);
  stand_go_through (s, uri, "dana@kestrel.example");
  embark_clock_manual_advance (s->sandbox.clock, DAY_MS);

  onboarding = stand_open (s, "kestrel-1");
  book = embark_onboarding_get_links (onboarding);
  while (!embark_link_book_get_loaded (book))
    g_main_context_iteration (NULL, TRUE);
  used = embark_link_book_find (book, newer_id);
  assert_state (used, "used");
  g_assert_false (embark_link_record_get_sure (used));
  sentence = embark_link_record_dup_sentence (used, embark_link_record_get_used_at (used));
  g_assert_nonnull (strstr (sentence, "probably"));
  assert_state (embark_link_book_find (book, older_id), "live");
  stand_refresh (onboarding); /* and it is told once */
  assert_state (embark_link_book_find (book, older_id), "live");
  stand_settle (s);
}

static void
error_changed_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_refusals (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkLinkBook) book = embark_link_book_new (s->workspace, ACCOUNT);
  g_autoptr (EmbarkLinkBook) nobody = embark_link_book_new (s->workspace, "not-there");
  g_autoptr (EmbarkLinkRecord) record = make (book, NULL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };
  guint n_changes = 0;

  g_signal_connect (record, "notify::error", G_CALLBACK (error_changed_cb), &n_changes);
  embark_sandbox_fail_next (s->sandbox.sandbox, "POST", "/session-token/revoke", 500, 1);
  g_assert_false (revoke_link (book, record, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_SERVER);
  g_assert_error (embark_link_record_get_error (record), EMBARK_API_ERROR, EMBARK_API_ERROR_SERVER);
  assert_state (record, "live");
  g_assert_true (embark_link_record_can_revoke (record));
  g_clear_error (&error);
  g_assert_true (revoke_link (book, record, &error));
  g_assert_null (embark_link_record_get_error (record));
  g_assert_cmpuint (n_changes, ==, 2);
  assert_state (record, "revoked");

  /* No account, no link, no record. */
  embark_link_book_create_async (nobody, "link", NULL, NULL, NULL, NULL, wait_cb, &wait);
  g_assert_null (embark_link_book_create_finish (nobody, wait_for (&wait), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (nobody)), ==, 0);
  g_clear_error (&error);
  wait_reset (&wait);
  embark_link_book_create_async (book, "link", NULL, NULL, NULL, cancellable, wait_cb, &wait);
  g_cancellable_cancel (cancellable);
  g_assert_null (embark_link_book_create_finish (book, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (book)), ==, 1);
  stand_settle (s);
}

/* A token that is void already is as good as revoked. */
static void
test_void_token (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkLinkBook) book = embark_link_book_new (s->workspace, ACCOUNT);
  g_autoptr (EmbarkLinkRecord) record = make (book, NULL, NULL, NULL);
  g_autofree char *uri = embark_link_record_dup_uri (record);
  g_autofree char *bearer = NULL;
  g_autoptr (GError) error = NULL;
  char *token = g_strrstr (uri, "/connect/") + strlen ("/connect/");

  g_strdelimit (token, "/?", '\0');
  bearer = g_strdup (token);
  g_assert_cmpuint (
      fixture_send (&s->sandbox, "POST", API "/session-token/revoke", NULL, "bearer", bearer, NULL), ==, 200);
  g_assert_true (revoke_link (book, record, &error));
  g_assert_no_error (error);
  assert_state (record, "revoked");
  stand_settle (s);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                                  \
  g_test_add ("/link-book/" name, Stand, NULL, stand_set_up, function, stand_tear_down)
  ADD ("life", test_life);
  ADD ("replace", test_replace);
  ADD ("restart", test_restart);
  ADD ("odd-entries", test_odd_entries);
  ADD ("used", test_used);
  ADD ("used-unseen", test_used_unseen);
  ADD ("refusals", test_refusals);
  ADD ("void-token", test_void_token);
#undef ADD
  return g_test_run ();
}
