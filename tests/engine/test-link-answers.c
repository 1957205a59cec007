/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The link book and answers that a platform should never give. */

#include "config.h"

#include <string.h>

#include "canned-server.h"
#include "embark-link-book.h"
#include "test-util.h"

#define GOOD_TOKEN "{\"token\":\"eyJhbGciOiJIUzI1NiJ9.e30.sig\",\"expires_in\":3600}"
#define GOOD_LINK  "{\"hosted_url\":\"https://connect.example/eyJhbGciOiJIUzI1NiJ9.e30.sig\"}"

typedef struct
{
  Canned canned;
  EmbarkWorkspace *workspace;
  EmbarkLinkBook *book;
} Desk;

static void
desk_set_up (Desk *d, gconstpointer data)
{
  g_autoptr (EmbarkProfile) profile = NULL;

  canned_set_up (&d->canned, NULL);
  profile = embark_profile_new ("p", "Kestrel", embark_client_get_base_uri (d->canned.client));
  d->workspace =
      embark_workspace_new (profile, d->canned.client, d->canned.journal, EMBARK_CLOCK (d->canned.clock));
  d->book = embark_link_book_new (d->workspace, "acme");
  canned_set (&d->canned, "POST", "/session-token/revoke", 200, "{\"success\":true,\"revoked_count\":1}");
}

static void
desk_tear_down (Desk *d, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };

  /* The journal works in order: what was asked for before is done. */
  embark_journal_list_links_async (d->canned.journal, "p", NULL, 1, NULL, wait_cb, &wait);
  wait_for (&wait);
  wait_reset (&wait);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (d->book);
  g_assert_finalize_object (d->workspace);
  canned_tear_down (&d->canned, NULL);
}

static EmbarkLinkRecord *
make (Desk *d, const char *token, const char *link, const EmbarkBranding *branding, GError **error)
{
  g_auto (Wait) wait = { NULL };

  canned_set (&d->canned, "POST", "/session-token", 200, token);
  canned_set (&d->canned, "POST", "/connect-url", 200, link);
  embark_link_book_create_async (d->book, "link", NULL, branding, NULL, NULL, wait_cb, &wait);
  return embark_link_book_create_finish (d->book, wait_for (&wait), error);
}

static void
test_addresses (Desk *d, gconstpointer data)
{
  static const char *const links[] = {
    "{\"hosted_url\":\"javascript:alert(1)\"}",
    "{\"hosted_url\":\"file:///etc/passwd\"}",
    "{\"hosted_url\":\"http://connect.example/x\"}",
    "{\"hosted_url\":\"https://login.salesforce.com@evil.example/x\"}",
    "{\"hosted_url\":\"//connect.example/x\"}",
    "{\"hosted_url\":\"https://connect.example/x?a=b\\r\\nBcc: eve@evil.example\"}",
    "{\"hosted_url\":\"https://connect.example/\\u202emoc.ecrofselas\"}",
    "{\"hosted_url\":\"https://connect.example/a b\"}",
    "{\"hosted_url\":\"https://connect.example/\\u0007\"}",
    "{\"hosted_url\":\"\"}",
    "{\"hosted_url\":7}",
    "{\"hosted_url\":null}",
    "{}",
    "[]",
    "<html>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", links[i]);
      g_assert_null (make (d, GOOD_TOKEN, links[i], NULL, &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      /* Nobody will come through this door: it is not left open. */
      canned_until (canned_count (&d->canned, "POST /session-token/revoke") == i + 1);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (d->book)), ==, 0);
}

/* A token that is told to be another client's opens that one's portal: nobody is sent there, and it dies. */
static void
test_of_another (Desk *d, gconstpointer data)
{
  static const struct
  {
    const char *rest;
    gboolean made;
  } rows[] = {
    { "", TRUE },
    { ",\"linked_account_id\":\"acme\"", TRUE },
    { ",\"linked_account_id\":\"kestrel\"", FALSE },
    { ",\"account_id\":\"acme2\"", FALSE },
    { ",\"account_id\":null", TRUE },
  };
  guint n_revoked = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const guint asked = canned_count (&d->canned, "POST /connect-url");
      g_autofree char *token = g_strdup_printf ("{\"token\":\"opaque%u\"%s}", (guint) i, rows[i].rest);
      g_autoptr (GError) error = NULL;
      g_autoptr (EmbarkLinkRecord) record = make (d, token, GOOD_LINK, NULL, &error);

      g_test_message ("%s", token);
      g_assert_true ((record != NULL) == rows[i].made);
      g_assert_cmpuint (canned_count (&d->canned, "POST /connect-url") - asked, ==, rows[i].made ? 1 : 0);
      if (rows[i].made)
        continue;
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
      n_revoked++;
      canned_until (canned_count (&d->canned, "POST /session-token/revoke") == n_revoked);
    }
}

/* An address is not taken at any length. */
static void
test_long_address (Desk *d, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tail = g_strnfill (4 * 1024 * 1024, 'x');
  g_autofree char *link = g_strconcat ("{\"hosted_url\":\"https://connect.example/", tail, "\"}", NULL);

  g_assert_null (make (d, GOOD_TOKEN, link, NULL, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
}

static void
test_lives (Desk *d, gconstpointer data)
{
  static const struct
  {
    const char *token;
    gboolean made;
    const char *state;
  } rows[] = {
    { "{\"token\":\"eyJhbGciOiJIUzI1NiJ9.e30.sig\",\"expires_in\":-5}", TRUE, NULL },
    { "{\"token\":\"eyJhbGciOiJIUzI1NiJ9.e30.sig\",\"expires_in\":99999999999999999}", TRUE, "live" },
    { "{\"token\":\"eyJhbGciOiJIUzI1NiJ9.e30.sig\",\"expires_in\":\"soon\"}", TRUE, "live" },
    { "{\"token\":\"opaque\"}", TRUE, "live" },
    { "{\"token\":7}", FALSE, NULL },
    { "{}", FALSE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EmbarkLinkRecord) record = make (d, rows[i].token, GOOD_LINK, NULL, &error);
      g_autofree char *sentence = NULL;

      g_test_message ("%s", rows[i].token);
      g_assert_true ((record != NULL) == rows[i].made);
      if (record == NULL)
        continue;
      sentence = embark_link_record_dup_sentence (record, embark_link_record_get_issued_at (record));
      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      g_assert_null (strstr (sentence, "%s"));
      if (rows[i].state != NULL)
        g_assert_cmpstr (embark_link_record_state_get_nick (embark_link_record_get_state (record)), ==,
                         rows[i].state);
      g_assert_cmpstr (embark_link_book_get_portal (d->book), ==, "https://connect.example");
    }
}

/* One that has run out before it is there, by its token or by this machine's clock, is none: whoever opens a
 * door has an address to open, or hears why not. */
static void
test_born_over (Desk *d, gconstpointer data)
{
  static const char *const tokens[] = {
    "{\"token\":\"eyJhIjoxfQ.eyJleHAiOjUwMDB9.x\"}", /* {"exp":5000} */
    "{\"token\":\"eyJhIjoxfQ.eyJleHAiOjUwMDB9.x\",\"expires_in\":-9}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", tokens[i]);
      g_assert_null (make (d, tokens[i], GOOD_LINK, NULL, &error));
      g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_TOKEN);
      canned_until (canned_count (&d->canned, "POST /session-token/revoke") == i + 1);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (d->book)), ==, 0);
}

/* A look goes along under both sets of names (register 25), and nothing when there is none. */
static void
test_branding (Desk *d, gconstpointer data)
{
  const EmbarkBranding branding = { "Kestrel", "#123456", NULL };
  G_GNUC_UNUSED g_autoptr (EmbarkLinkRecord) plain = make (d, GOOD_TOKEN, GOOD_LINK, NULL, NULL);
  g_autoptr (EmbarkLinkRecord) branded = NULL;
  const char *body = canned_body (&d->canned, "POST", "/connect-url");

  g_assert_cmpstr (body, ==, "{}");
  g_assert_nonnull (canned_find (&d->canned, "POST /session-token?force_refresh=true"));
  branded = make (d, GOOD_TOKEN, GOOD_LINK, &branding, NULL);
  body = canned_body (&d->canned, "POST", "/connect-url");
  g_assert_nonnull (strstr (body, "\"name\":\"Kestrel\""));
  g_assert_nonnull (strstr (body, "\"color\":\"#123456\""));
  g_assert_nonnull (strstr (body, "\"button_color\":\"#123456\""));
  g_assert_null (strstr (body, "bgColor"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                                  \
  g_test_add ("/link-answers/" name, Desk, NULL, desk_set_up, function, desk_tear_down)
  ADD ("addresses", test_addresses);
  ADD ("of-another", test_of_another);
  ADD ("long-address", test_long_address);
  ADD ("lives", test_lives);
  ADD ("born-over", test_born_over);
  ADD ("branding", test_branding);
#undef ADD
  return g_test_run ();
}
