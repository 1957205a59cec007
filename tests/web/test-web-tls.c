/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Servers whose certificates are not good, and servers that ask for one. */

#include "config.h"

#include <string.h>

#include "embark-web-text.h"
#include "web-certificate.h"
#include "web-fixture.h"

/* Longer than anybody runs these tests, and what there can be none of. */
#define PAST_FROM   "20200101000000Z"
#define PAST_TO     "20200201000000Z"
#define VALID_FROM  "20200101000000Z"
#define VALID_TO    "20991231000000Z"
#define FUTURE_FROM "20990101000000Z"
#define FUTURE_TO   "20991231000000Z"

static const WebRoute routes[] = {
  { "/page", 200, NULL, NULL, "<p id=p>page</p>" },
  { NULL },
};

typedef struct
{
  const char *san;
  const char *from;
  const char *to;
  const char *words[4]; /* what is said of it, besides host and issuer */
} BadCertificate;

static const BadCertificate self_signed = {
  "IP:127.0.0.1",
  VALID_FROM,
  VALID_TO,
  { "not signed by an authority", "Valid from 2020-01-01 to 2099-12-31", NULL },
};
static const BadCertificate expired = {
  "IP:127.0.0.1",
  PAST_FROM,
  PAST_TO,
  { "has expired", "not signed by an authority", "Valid from 2020-01-01 to 2020-02-01", NULL },
};
static const BadCertificate early = {
  "IP:127.0.0.1",
  FUTURE_FROM,
  FUTURE_TO,
  { "is not valid yet", "Check the clock", "Valid from 2099-01-01 to 2099-12-31", NULL },
};
static const BadCertificate wrong_host = {
  "DNS:login.example.com",
  VALID_FROM,
  VALID_TO,
  { "belongs to another host", "not signed by an authority", "Valid from 2020-01-01", NULL },
};

static void
assert_tls_failure (WebFixture *f)
{
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_TLS);
  g_assert_cmpstr (f->failed_host, ==, "127.0.0.1");
  g_assert_nonnull (strstr (f->failed_detail, "127.0.0.1"));
  g_assert_null (strstr (f->failed_detail, "s3cret"));
}

/* Rule: a bad certificate is a page that says host, issuer, validity and every check that failed; nothing of
 * the page is asked for or shown, and no reload gets through. */
static void
test_bad (WebFixture *f, gconstpointer data)
{
  const BadCertificate *bad = data;
  g_autofree char *host = NULL;
  int security = -1;
  int tries = 0;

  web_fixture_load (f, "/page?token=s3cret");
  web_fixture_wait (f, web_fixture_has_failed);
  assert_tls_failure (f);

  /* Which check it was is now and then lost inside WebKit (see connection_failed()), but not for ever. */
  do
    {
      f->failure = -1;
      embark_web_host_reload (EMBARK_WEB_HOST (f->view));
      web_fixture_wait (f, web_fixture_has_failed);
      assert_tls_failure (f);
    }
  while (strstr (f->failed_detail, bad->words[0]) == NULL && tries++ < 5);

  g_test_message ("%s", f->failed_detail);
  g_assert_nonnull (strstr (f->failed_detail, "Issued by: CN=Proxy of a test."));
  for (gsize i = 0; bad->words[i] != NULL; i++)
    g_assert_nonnull (strstr (f->failed_detail, bad->words[i]));

  /* Never asked for, never shown, never called visited. */
  g_assert_cmpstr (f->requests->str, ==, "");
  g_assert_null (web_fixture_page (f)->shown_uri);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (web_fixture_page (f)->web)));
  g_assert_cmpstr (f->visited->str, ==, "");
  g_object_get (f->view, "host", &host, "security", &security, NULL);
  g_assert_cmpstr (host, ==, "127.0.0.1");
  g_assert_cmpint (security, ==, EMBARK_WEB_SECURITY_NONE);
}

static void
set_up (WebFixture *f, gconstpointer data)
{
  const BadCertificate *bad = data;
  g_autoptr (GTlsCertificate) certificate = web_certificate_new (bad->san, bad->from, bad->to);

  web_fixture_init (f, routes, certificate);
}

static void
test_popup (WebFixture *f, gconstpointer data)
{
  WebFixture plain = { 0 };
  g_autofree char *script = g_strdup_printf ("void window.open('%s/page')", f->base);

  web_fixture_init (&plain, routes, NULL);
  web_fixture_load_and_wait (&plain, "/page");
  g_free (web_fixture_evaluate (web_fixture_page (&plain), script));
  web_fixture_wait (&plain, web_fixture_has_popup_failed);
  g_assert_cmpint (plain.popup_failure, ==, EMBARK_WEB_FAILURE_TLS);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (web_fixture_popup (&plain, 0)->web)));
  g_assert_cmpstr (f->requests->str, ==, "");
  web_fixture_clear (&plain);
}

/* The server is trusted here, so that what it asks for is what counts. */
static void
set_up_asking (WebFixture *f, gconstpointer mode)
{
  g_autoptr (GTlsCertificate) certificate = web_certificate_new ("IP:127.0.0.1", VALID_FROM, VALID_TO);

  web_fixture_init (f, routes, certificate);
  g_object_set (f->server, "tls-auth-mode", GPOINTER_TO_INT (mode), NULL);
  webkit_network_session_allow_tls_certificate_for_host (web_fixture_page (f)->session, certificate,
                                                         "127.0.0.1");
}

/* Rule: a request for a client certificate is refused in words, with the browser as the way on. */
static void
test_certificate_required (WebFixture *f, gconstpointer data)
{
  web_fixture_load (f, "/page?token=s3cret");
  web_fixture_wait (f, web_fixture_has_failed);
  g_test_message ("%d %s", f->failure, f->failed_detail);
  g_assert_cmpint (f->failure, ==, EMBARK_WEB_FAILURE_CLIENT_CERTIFICATE);
  g_assert_cmpstr (f->failed_host, ==, "127.0.0.1");
  g_assert_nonnull (strstr (f->failed_detail, "127.0.0.1 asks for a client certificate"));
  g_assert_nonnull (strstr (f->failed_detail, "browser"));
  g_assert_null (strstr (f->failed_detail, "s3cret"));
  g_assert_cmpstr (f->requests->str, ==, "");
}

static void
test_certificate_requested (WebFixture *f, gconstpointer data)
{
  int tries = 0;

  /* Now and then a connection made ahead of the request is the one that is asked, and nobody hears of it. */
  web_fixture_load_and_wait (f, "/page");
  while (f->n_refused == 0 && tries++ < 5)
    {
      web_fixture_clear (f);
      memset (f, 0, sizeof *f);
      set_up_asking (f, data);
      web_fixture_load_and_wait (f, "/page");
    }
  g_assert_cmpint (f->failure, ==, -1);
  g_assert_cmpuint (f->n_refused, ==, 1);
  g_assert_cmpint (f->refusal, ==, EMBARK_WEB_REFUSAL_CLIENT_CERTIFICATE);
}

static void
test_sentences (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *both = NULL;

  for (guint flag = G_TLS_CERTIFICATE_UNKNOWN_CA; flag <= G_TLS_CERTIFICATE_GENERIC_ERROR; flag <<= 1)
    {
      char *sentence = embark_web_text_dup_tls (NULL, flag, "a.example");

      g_assert_nonnull (strstr (sentence, "a.example"));
      g_assert_true (g_hash_table_add (seen, sentence));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 7);

  both = embark_web_text_dup_tls (NULL, G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_BAD_IDENTITY, NULL);
  g_assert_cmpstr (both, ==,
                   "The certificate shown by ? belongs to another host. The certificate of ? has expired.");
}

static void
tear_down (WebFixture *f, gconstpointer data)
{
  web_fixture_clear (f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, data, set_up, func) g_test_add ("/web/tls/" path, WebFixture, data, set_up, func, tear_down)
  ADD ("self-signed", &self_signed, set_up, test_bad);
  ADD ("expired", &expired, set_up, test_bad);
  ADD ("early", &early, set_up, test_bad);
  ADD ("wrong-host", &wrong_host, set_up, test_bad);
  ADD ("popup", &self_signed, set_up, test_popup);
  ADD ("certificate-required", GINT_TO_POINTER (G_TLS_AUTHENTICATION_REQUIRED), set_up_asking,
       test_certificate_required);
  ADD ("certificate-requested", GINT_TO_POINTER (G_TLS_AUTHENTICATION_REQUESTED), set_up_asking,
       test_certificate_requested);
#undef ADD
  g_test_add_func ("/web/tls/sentences", test_sentences);

  return g_test_run ();
}
