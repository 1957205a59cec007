/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that is done about connecting, once, and then a search through all that it leaves behind. */

#include "config.h"

#include <string.h>

#include "connect-fixture.h"
#include "embark-activity.h"
#include "embark-credential-proof.h"
#include "embark-har.h"
#include "embark-preflight.h"
#include "test-util.h"

/* As long and as mixed as the real ones. */
#define WRONG_SECRET "9F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C4B5A69788796A5B4C3D2E199"
#define AUTH_CODE    "aPrxSmAhJ7dKq2Zt0vWnYb5LcXeRf8UgHi3M"

static GString *logged; /* whatever any part of the program said, at any level */

static GLogWriterOutput
writer_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      g_string_append_printf (logged, "%s\n", (const char *) fields[i].value);
  return G_LOG_WRITER_HANDLED;
}

static void
search_text (const char *where, const char *text, GPtrArray *secrets)
{
  for (guint i = 0; i < secrets->len; i++)
    if (strstr (text, g_ptr_array_index (secrets, i)) != NULL)
      g_error ("secret %u is in %s", i, where);
}

static void
search_file (const char *path, GPtrArray *secrets, gboolean must_exist)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    {
      g_assert_false (must_exist);
      return;
    }
  for (gsize i = 0; i < length; i++)
    if (contents[i] == '\0')
      contents[i] = ' ';
  search_text (path, contents, secrets);
}

/* Every property that is text, as a view would show it. */
static void
search_object (GObject *object, GPtrArray *secrets)
{
  guint n_properties = 0;
  g_autofree GParamSpec **properties =
      g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n_properties);

  for (guint i = 0; i < n_properties; i++)
    {
      g_autofree char *text = NULL;

      if (properties[i]->value_type != G_TYPE_STRING)
        continue;
      g_object_get (object, properties[i]->name, &text, NULL);
      if (text != NULL)
        search_text (G_OBJECT_TYPE_NAME (object), text, secrets);
    }
}

static void
search_list (GListModel *model, GPtrArray *secrets)
{
  g_assert_cmpuint (g_list_model_get_n_items (model), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      search_object (item, secrets);
    }
}

/* What a person hands on: each call as a command, and all of them as an archive. */
static void
search_handed_on (EmbarkWorkspace *workspace, GPtrArray *secrets)
{
  GListModel *exchanges = embark_workspace_get_exchanges (workspace);
  g_autoptr (EmbarkActivity) activity = embark_activity_new (workspace);
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *archive = NULL;
  guint n_commands = 0;

  for (guint i = 0; i < g_list_model_get_n_items (exchanges); i++)
    g_ptr_array_add (calls, g_list_model_get_item (exchanges, i));
  archive = embark_har_print (calls);
  /* It has the calls with their bodies in it. */
  g_assert_nonnull (strstr (archive, "/session-token"));
  g_assert_nonnull (strstr (archive, "kestrel-1"));
  search_text ("the archive", archive, secrets);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (activity)); i++)
    {
      g_autoptr (EmbarkActivityEntry) entry = g_list_model_get_item (G_LIST_MODEL (activity), i);
      g_autofree char *command = embark_activity_entry_dup_curl (entry);

      if (command == NULL)
        continue;
      search_text ("a command", command, secrets);
      n_commands++;
    }
  g_assert_cmpuint (n_commands, ==, calls->len);
}

static void
add_pair (Stand *s, GPtrArray *secrets)
{
  JsonObject *salesforce;

  g_assert_cmpuint (fixture_call (&s->sandbox, "GET", "/__sandbox/client", NULL), ==, 200);
  salesforce = json_object_get_object_member (fixture_object (&s->sandbox), "salesforce");
  g_ptr_array_add (secrets, g_strdup (json_object_get_string_member (salesforce, "client_id")));
  g_ptr_array_add (secrets, g_strdup (json_object_get_string_member (salesforce, "client_secret")));
}

static void
prove (Stand *s, const char *id, const char *secret)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkProof) proof = NULL;

  embark_credential_proof_async (s->workspace, NULL, id, secret, NULL, wait_cb, &wait);
  proof = embark_credential_proof_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
}

static void
look (Stand *s, EmbarkPreflight *preflight)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_preflight_run_async (preflight, NULL, wait_cb, &wait);
  g_assert_true (embark_preflight_run_finish (preflight, wait_for (&wait), &error));
}

static void
connect_by_link (Stand *s, EmbarkOnboarding *onboarding, GPtrArray *secrets)
{
  EmbarkLinkBook *book = embark_onboarding_get_links (onboarding);
  g_autoptr (EmbarkLinkRecord) record = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  embark_link_book_create_async (book, "link", "Mara", NULL, NULL, NULL, wait_cb, &wait);
  record = embark_link_book_create_finish (book, wait_for (&wait), &error);
  g_assert_no_error (error);
  uri = embark_link_record_dup_uri (record);
  /* Its beginning: what is cut somewhere must not show that much of it either. */
  g_ptr_array_add (secrets, g_strndup (strstr (uri, "/connect/") + strlen ("/connect/"), 60));
  stand_go_through (s, uri, "dana@kestrel.example");
  stand_refresh (onboarding);
  wait_reset (&wait);
  embark_link_book_revoke_async (book, record, NULL, wait_cb, &wait);
  g_assert_true (embark_link_book_revoke_finish (book, wait_for (&wait), &error));

  /* Somebody pastes the address where a name is asked for. */
  wait_reset (&wait);
  label = g_strdup_printf ("for Mara: %s", uri);
  g_clear_object (&record);
  embark_link_book_create_async (book, "link", label, NULL, NULL, NULL, wait_cb, &wait);
  record = embark_link_book_create_finish (book, wait_for (&wait), &error);
  search_text ("the label", embark_link_record_get_label (record), secrets);
}

static void
note_careless_attempt (EmbarkOnboarding *onboarding, GPtrArray *secrets)
{
  g_autofree char *hosts =
      g_strdup_printf ("https://connect.example/connect/%s → login.salesforce.com/callback?code=" AUTH_CODE,
                       (char *) g_ptr_array_index (secrets, secrets->len - 1));
  const EmbarkAttempt attempt = {
    .door = (char *) "embedded",
    .hosts = hosts,
    .code = (char *) "invalid_grant",
    .verdict = (char *) "failed",
    .description =
        (char *) "bad code=" AUTH_CODE " at https://x.example/?code=" AUTH_CODE "&state=" AUTH_CODE,
    .identifier = (char *) "Bearer " AUTH_CODE,
    .started_at = 5,
  };

  embark_onboarding_note_whole_attempt (onboarding, &attempt);
}

static void
test_secrets (Stand *s, gconstpointer data)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EmbarkOnboarding) onboarding = stand_open (s, "kestrel-1");
  g_autoptr (EmbarkPreflight) preflight = embark_preflight_new (s->workspace, "kestrel-1");
  g_autofree char *wal = g_strconcat (s->journal_path, "-wal", NULL);
  g_autofree char *text = NULL;

  add_pair (s, secrets);
  g_ptr_array_add (secrets, g_strdup (embark_sandbox_get_api_key (s->sandbox.sandbox)));
  g_ptr_array_add (secrets, g_strdup (WRONG_SECRET));
  g_ptr_array_add (secrets, g_strdup (AUTH_CODE));
  g_ptr_array_add (secrets, g_strdup ("code_challenge="));
  prove (s, g_ptr_array_index (secrets, 0), g_ptr_array_index (secrets, 1));
  prove (s, g_ptr_array_index (secrets, 0), WRONG_SECRET);
  look (s, preflight);
  connect_by_link (s, onboarding, secrets);
  look (s, preflight);
  note_careless_attempt (onboarding, secrets);
  stand_settle (s);

  search_file (s->journal_path, secrets, TRUE);
  search_file (wal, secrets, FALSE);
  search_list (embark_workspace_get_exchanges (s->workspace), secrets);
  search_handed_on (s->workspace, secrets);
  search_list (G_LIST_MODEL (embark_onboarding_get_links (onboarding)), secrets);
  search_list (G_LIST_MODEL (preflight), secrets);
  text = embark_preflight_dup_text (preflight);
  search_text ("the preflight's text", text, secrets);
  /* It was listened to: the log has the calls in it. */
  g_assert_nonnull (strstr (logged->str, "/session-token"));
  search_text ("the log", logged->str, secrets);
}

/* All that is known of an attempt is written down, cleaned and cut. */
static void
test_attempt (Stand *s, gconstpointer data)
{
  g_autoptr (EmbarkOnboarding) onboarding = stand_open (s, "kestrel-1");
  g_autofree char *long_words = g_strnfill (5000, 'w');
  const EmbarkAttempt attempt = {
    .profile_id = (char *) "another",
    .account_id = (char *) "another",
    .door = (char *) "embedded",
    .hosts = (char *) "connect.example → login.salesforce.com",
    .code = (char *) "invalid_scope",
    .verdict = (char *) "failed",
    .started_at = 5,
    .description = long_words,
    .landmark = (char *) "RemoteAccessErrorPage",
    .diagnosis = (char *) "scope\u202e",
    .identifier = (char *) "dana@kestrel.example",
    .link_id = (char *) "link-1",
  };
  g_autoptr (GPtrArray) attempts = NULL;
  const EmbarkAttempt *read;
  g_auto (Wait) wait = { NULL };

  embark_onboarding_note_whole_attempt (onboarding, &attempt);
  g_assert_cmpint (embark_facts_get (embark_onboarding_get_facts (onboarding))->link, ==,
                   EMBARK_LINK_REFUSED);
  embark_onboarding_note_attempt (onboarding, "browser", NULL, NULL, "cancelled", 4);
  embark_journal_list_attempts_async (s->journal, "p", "kestrel-1", 10, NULL, wait_cb, &wait);
  attempts = embark_journal_list_attempts_finish (s->journal, wait_for (&wait), NULL);
  g_assert_cmpuint (attempts->len, ==, 2);
  read = g_ptr_array_index (attempts, 0);
  g_assert_cmpstr (read->profile_id, ==, "p");
  g_assert_cmpstr (read->account_id, ==, "kestrel-1");
  g_assert_cmpint (read->ended_at, >, 0);
  g_assert_cmpstr (read->hosts, ==, attempt.hosts);
  g_assert_cmpstr (read->code, ==, "invalid_scope");
  g_assert_cmpint (g_utf8_strlen (read->description, -1), <=, 301);
  g_assert_cmpstr (read->landmark, ==, "RemoteAccessErrorPage");
  g_assert_cmpstr (read->diagnosis, ==, "scope");
  g_assert_cmpstr (read->identifier, ==, "dana@kestrel.example");
  g_assert_cmpstr (read->link_id, ==, "link-1");
  g_assert_cmpstr (((EmbarkAttempt *) g_ptr_array_index (attempts, 1))->hosts, ==, "");
  wait_reset (&wait);
}

int
main (int argc, char **argv)
{
  /* Before a session asks whether anybody listens. */
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  logged = g_string_new (NULL);
  g_log_set_writer_func (writer_cb, NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/connect/secrets", Stand, NULL, stand_set_up, test_secrets, stand_tear_down);
  g_test_add ("/connect/attempt", Stand, NULL, stand_set_up, test_attempt, stand_tear_down);
  return g_test_run ();
}
