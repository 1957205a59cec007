/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-web-policy.h"

typedef struct
{
  const char *uri;
  EmbarkWebNavigation navigation;
  unsigned int depth;
  unsigned int popups;
  EmbarkWebVerdict verdict;
} DecideCase;

#define LOAD               EMBARK_WEB_NAVIGATION_LOAD, 0, 0
#define PAGE               EMBARK_WEB_NAVIGATION_PAGE, 0, 0
#define NEW(depth, popups) EMBARK_WEB_NAVIGATION_NEW_WINDOW, depth, popups
#define ALLOW              EMBARK_WEB_VERDICT_ALLOW
#define DENY(reason)       EMBARK_WEB_VERDICT_DENY_##reason

static const DecideCase decide_cases[] = {
  { "https://login.salesforce.com/", LOAD, ALLOW },
  { "HTTPS://Login.Salesforce.com/", LOAD, ALLOW },
  { "https://a.example/x?y=%zz&z={1|2}#f=%", PAGE, ALLOW },
  { "https://[2001:db8::1]:8443/", PAGE, ALLOW },
  { "http://127.0.0.1:8080/x", LOAD, ALLOW },
  { "http://127.255.0.9/", PAGE, ALLOW },
  { "http://[::1]:1234/", PAGE, ALLOW },
  { "http://localhost/", PAGE, ALLOW },
  { "http://LOCALHOST:99/", PAGE, ALLOW },
  /* not loopback, however it looks */
  { "http://example.com/", LOAD, DENY (PLAIN) },
  { "http://127.0.0.1.example.com/", PAGE, DENY (PLAIN) },
  { "http://localhost.example.com/", PAGE, DENY (PLAIN) },
  { "http://127.1/", PAGE, DENY (PLAIN) },
  { "http://2130706433/", PAGE, DENY (PLAIN) },
  { "http://0177.0.0.1/", PAGE, DENY (PLAIN) },
  { "http://0.0.0.0/", PAGE, DENY (PLAIN) },
  { "http://[::]/", PAGE, DENY (PLAIN) },
  { "http://192.168.1.1/", PAGE, DENY (PLAIN) },
  /* user info */
  { "https://login.salesforce.com@evil.example/", PAGE, DENY (USER_INFO) },
  { "https://user:pass@evil.example/", LOAD, DENY (USER_INFO) },
  { "https://@evil.example/", LOAD, DENY (USER_INFO) },
  { "http://127.0.0.1@evil.example/", PAGE, DENY (USER_INFO) },
  { "https://good.example\\@evil.example/", LOAD, DENY (MALFORMED) },
  /* schemes */
  { "file:///etc/passwd", LOAD, DENY (SCHEME) },
  { "file:///etc/passwd", PAGE, DENY (SCHEME) },
  { "javascript:alert(1)", PAGE, DENY (SCHEME) },
  { "JavaScript:alert(1)", NEW (1, 0), DENY (SCHEME) },
  { "data:text/html,x", PAGE, DENY (SCHEME) },
  { "data:text/html,x", NEW (1, 0), DENY (SCHEME) },
  { "blob:https://a.example/1", PAGE, DENY (SCHEME) },
  { "mailto:a@b.example", PAGE, DENY (SCHEME) },
  { "salesforce1://x", PAGE, DENY (SCHEME) },
  { "ftp://a.example/", PAGE, DENY (SCHEME) },
  { "view-source:https://a.example/", PAGE, DENY (SCHEME) },
  { "webkit://gpu", PAGE, DENY (SCHEME) },
  /* pages without content */
  { "about:blank", LOAD, DENY (SCHEME) },
  { "about:srcdoc", LOAD, DENY (SCHEME) },
  { "about:blank", PAGE, ALLOW },
  { "about:srcdoc", PAGE, ALLOW },
  { "about:blank#x", PAGE, DENY (SCHEME) },
  { "about:config", PAGE, DENY (SCHEME) },
  { "about:blank", NEW (1, 0), ALLOW },
  { "about:srcdoc", NEW (1, 0), DENY (SCHEME) },
  { "", NEW (1, 0), ALLOW },
  { NULL, NEW (1, 0), ALLOW },
  { NULL, LOAD, DENY (MALFORMED) },
  { "", PAGE, DENY (MALFORMED) },
  /* malformed */
  { "https://", LOAD, DENY (MALFORMED) },
  { "https:///x", LOAD, DENY (MALFORMED) },
  { "//a.example/", LOAD, DENY (MALFORMED) },
  { "a.example", LOAD, DENY (MALFORMED) },
  { "https://a.example/\n", LOAD, DENY (MALFORMED) },
  { "java\tscript:alert(1)", PAGE, DENY (MALFORMED) },
  { "https://a.example/\xff", LOAD, DENY (MALFORMED) },
  { "https://a.example:99999/", LOAD, DENY (MALFORMED) },
  { "https://a%E2%80%AEb.example/", LOAD, DENY (MALFORMED) },
  /* windows */
  { "https://a.example/", NEW (1, 0), ALLOW },
  { "https://a.example/", NEW (3, 2), ALLOW },
  { "https://a.example/", NEW (4, 3), DENY (DEPTH) },
  { "https://a.example/", NEW (1, 4), ALLOW },
  { "https://a.example/", NEW (1, 5), DENY (DEPTH) },
  { "about:blank", NEW (4, 3), DENY (DEPTH) },
  { "file:///etc/passwd", NEW (4, 3), DENY (SCHEME) },
  { "https://a.example/", EMBARK_WEB_NAVIGATION_PAGE, 3, 5, ALLOW },
};

static void
test_decide (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (decide_cases); i++)
    {
      const DecideCase *c = &decide_cases[i];
      const EmbarkWebVerdict verdict = embark_web_policy_decide (c->uri, c->navigation, c->depth, c->popups);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpint (verdict, ==, c->verdict);
    }
}

static void
test_host (void)
{
  static const struct
  {
    const char *uri;
    const char *host;
  } cases[] = {
    { "https://Login.Salesforce.COM:8443/x?y#z", "login.salesforce.com" },
    { "http://127.0.0.1:8080/", "127.0.0.1" },
    { "http://[::1]:8080/", "[::1]" },
    { "https://xn--bcher-kva.example/", "bücher.example" },
    { "https://bücher.example/", "bücher.example" },
    { "https://xn--fiqs8s.example/", "中国.example" },
    /* Cyrillic that looks like apple */
    { "https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com" },
    /* mixed: p-Cyrillic а-ypal */
    { "https://p\xd0\xb0ypal.com/", "xn--pypal-4ve.com" },
    /* Latin letters that only look like others: dotless i */
    { "https://l\xc4\xb1nk.example/", "xn--lnk-jua.example" },
    /* right to left */
    { "https://xn--4dbrk0ce.example/", "xn--4dbrk0ce.example" },
    /* right-to-left override and isolate, a zero-width joiner, raw and escaped */
    { "https://moc.\xe2\x80\xae"
      "elpmaxe.test/",
      NULL },
    { "https://a%E2%80%AEb.test/", NULL },
    { "https://a%E2%81%A6b.test/", NULL },
    { "https://a%E2%80%8Db.test/", "ab.test" },
    { "https://a\xe2\x80\x8d"
      "b.test/",
      "ab.test" },
    { "https://a%20b.test/", NULL },
    { "https://a<b>.test/", NULL },
    { "about:blank", NULL },
    { "file:///etc/passwd", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = embark_web_policy_dup_host (cases[i].uri);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

static void
test_oauth_error (void)
{
  static const struct
  {
    const char *uri;
    const char *code;
  } cases[] = {
    { "https://a.example/cb?error=access_denied&error_description=end-user+denied", "access_denied" },
    { "https://a.example/cb?code=secret&state=x", NULL },
    { "https://a.example/cb#error=invalid_scope", "invalid_scope" },
    { "https://a.example/#/callback?error=OAUTH_APP_BLOCKED", "OAUTH_APP_BLOCKED" },
    { "https://a.example/x.apexp?error_code=generic_error", "generic_error" },
    { "https://a.example/cb?error_code=2.1&error=invalid_grant", "invalid_grant" },
    { "https://a.example/cb?error=&error_code=x-1", "x-1" },
    { "https://a.example/cb?error=two%20words", NULL },
    /* Salesforce's own pages */
    { "https://login.salesforce.com/setup/secur/RemoteAccessErrorPage.apexp?error=redirect_uri_mismatch",
      "redirect_uri_mismatch" },
    { "https://x.my.salesforce.com/_nc_external/identity/sso/ui/"
      "AuthorizationError?ErrorCode=NO_ACCESS&ErrorDescri"
      "ption=x",
      "NO_ACCESS" },
    { "https://x.my.salesforce.com/page#errorCode=REGISTRATION_HANDLER_ERROR", "REGISTRATION_HANDLER_ERROR" },
    { "https://a.example/cb?a=1&&b&error_code=x&", "x" },
    { "https://a.example/cb?error=<b>", NULL },
    { "https://a.example/cb?myerror=x", NULL },
    { "https://a.example/cb?error", NULL },
    { "https://a.example/cb?error=0123456789012345678901234567890123456789012345678901234567890123",
      "0123456789012345678901234567890123456789012345678901234567890123" },
    { "https://a.example/cb?error=01234567890123456789012345678901234567890123456789012345678901234", NULL },
    { "not an address", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = embark_web_policy_dup_oauth_error (cases[i].uri);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (code, ==, cases[i].code);
    }
}

static void
test_oauth_description (void)
{
  static const struct
  {
    const char *uri;
    const char *description;
  } cases[] = {
    { "https://a.example/cb?error=access_denied&error_description=end-user+denied%20authorization",
      "end-user denied authorization" },
    /* what the doctor looks for is not taken for a secret */
    { "https://a.example/cb#error_description=External+client+app+is+not+installed+in+this+org",
      "External client app is not installed in this org" },
    { "https://a.example/#/"
      "cb?error_description=Cross-org%20OAuth%20flows%20are%20not%20supported%20for%20this%20ex"
      "ternal%20client%20app",
      "Cross-org OAuth flows are not supported for this external client app" },
    { "https://a.example/cb?error_description=redirect_uri%20must%20match%20configuration",
      "redirect_uri must match configuration" },
    { "https://a.example/cb?error_description=user%20hasn%27t%20approved%20this%20consumer",
      "user hasn't approved this consumer" },
    { "https://a.example/cb?error_description=missing+required+code+challenge",
      "missing required code challenge" },
    { "https://a.example/x?ErrorCode=1&ErrorDescription=Not+allowed", "Not allowed" },
    /* nothing that is not seen, and one line */
    { "https://a.example/cb?error_description=a%0d%0a%09b%00c", "a b" },
    { "https://a.example/cb?error_description=a%E2%80%AEb%E2%81%A6c%E2%80%8Bd%1b%5B31me", "abcd[31me" },
    { "https://a.example/cb?error_description=%ff%fe", "\xef\xbf\xbd\xef\xbf\xbd" },
    { "https://a.example/cb?error_description=100%25+%+%4", "100% 4" },
    { "https://a.example/cb?error_description=e%CC%81%CC%81%CC%81%CC%81%CC%81%CC%81x",
      "e\xcc\x81\xcc\x81\xcc\x81x" },
    /* markup stays what it is: text */
    { "https://a.example/cb?error_description=%3Cb%3E", "<b>" },
    { "https://a.example/cb?error_description=", NULL },
    { "https://a.example/cb?error_description=%20%0a", NULL },
    { "https://a.example/cb?error=x", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *description = embark_web_policy_dup_oauth_description (cases[i].uri);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (description, ==, cases[i].description);
    }
}

/* Secrets and length of what a page says for itself. */
static void
test_clean (void)
{
  g_autofree char *full = g_strnfill (5000, 'a');
  g_autofree char *cut = NULL;
  g_autofree char *title = NULL;
  g_autofree char *hidden = NULL;

  for (char *p = full + 3; p - full < 5000; p += 4)
    *p = ' ';
  cut = embark_web_policy_dup_clean (full, EMBARK_WEB_POLICY_MAX_DESCRIPTION);
  g_assert_cmpuint (g_utf8_strlen (cut, -1), ==, EMBARK_WEB_POLICY_MAX_DESCRIPTION);

  title =
      embark_web_policy_dup_clean ("at https://a.example/cb?code=s3cretS3CRETs3cret&state=s3cret now", 200);
  g_assert_null (strstr (title, "s3cret"));
  /* Broken up by what is not seen, it is a secret all the same. */
  hidden = embark_web_policy_dup_clean ("?code=s3cret\xe2\x80\x8bS3CRETs3cret", 200);
  g_assert_null (strstr (hidden, "S3CRET"));

  g_assert_null (embark_web_policy_dup_clean (NULL, 10));
  g_assert_null (embark_web_policy_dup_clean ("\n", 10));
}

static void
test_landmark (void)
{
  static const char *const landmarks[] = { "", "RemoteAccessErrorPage", "/identity/", "s3cret", NULL };
  static const struct
  {
    const char *uri;
    const char *landmark;
  } cases[] = {
    { "https://a.example/setup/secur/RemoteAccessErrorPage.apexp?x", "RemoteAccessErrorPage" },
    { "https://a.example/identity/RemoteAccessErrorPage", "RemoteAccessErrorPage" },
    { "https://a.example/identity/x?s3cret", "/identity/" },
    /* in the path alone */
    { "https://a.example/x?s3cret#s3cret", NULL },
    { "https://s3cret.example/", NULL },
    { "https://a.example", NULL },
    { "x", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (embark_web_policy_find_landmark (cases[i].uri, landmarks), ==, cases[i].landmark);
  g_assert_null (embark_web_policy_find_landmark ("https://a.example/", NULL));
}

static void
test_origin (void)
{
  g_assert_true (embark_web_policy_is_same_origin ("https://a.example/x", "https://A.example/y#z"));
  g_assert_true (embark_web_policy_is_same_origin ("https://a.example:443/x", "https://a.example/"));
  g_assert_false (embark_web_policy_is_same_origin ("https://a.example/x", "https://b.example/x"));
  g_assert_false (embark_web_policy_is_same_origin ("https://a.example/x", "http://a.example/x"));
  g_assert_false (embark_web_policy_is_same_origin ("http://127.0.0.1:1/", "http://127.0.0.1:2/"));
  g_assert_false (embark_web_policy_is_same_origin (NULL, "http://127.0.0.1:2/"));

  g_assert_true (embark_web_policy_is_loopback ("https://127.0.0.1:1/"));
  g_assert_false (embark_web_policy_is_loopback ("https://a.example/"));
  g_assert_false (embark_web_policy_is_loopback ("about:blank"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/web/policy/decide", test_decide);
  g_test_add_func ("/web/policy/host", test_host);
  g_test_add_func ("/web/policy/oauth-error", test_oauth_error);
  g_test_add_func ("/web/policy/oauth-description", test_oauth_description);
  g_test_add_func ("/web/policy/clean", test_clean);
  g_test_add_func ("/web/policy/landmark", test_landmark);
  g_test_add_func ("/web/policy/origin", test_origin);

  return g_test_run ();
}
