/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-redact.h"

#define JWT                                                                                                  \
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJvcmdfaWQiOiI2NTAwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
#define DOTS EMBARK_REDACTED

typedef struct
{
  const char *text;
  const char *shown;
} Row;

/* Each row has a secret: SECRET-like values, never to be seen. */
static const Row secret_rows[] = {
  { JWT, DOTS },
  { "token is " JWT ".", "token is " DOTS "." },
  { "'" JWT "'", "'" DOTS "'" },
  { "x" JWT, DOTS },
  { "cut off eyJhbGciOiJIUzI1NiIsInR5cCI6IkpX", "cut off " DOTS },
  { "%22" JWT "%22", "%22" DOTS "%22" },
  { "%2F" JWT, "%2F" DOTS },
  { "\\n" JWT, "\\n" DOTS },
  { "Bearer " JWT, "Bearer " DOTS },
  { "bearer  abc123def456", "bearer  " DOTS },
  { "Bearer%20abc123def456", "Bearer%20" DOTS },
  { "Authorization: Bearer short", "Authorization: " DOTS },
  { "Authorization: Basic dXNlcjpwYXNz\nHost: x", "Authorization: " DOTS "\nHost: x" },
  { "x-api-key: whatever it is", "x-api-key: " DOTS },
  { "curl -H 'X-Api-Key: abc' https://h/p", "curl -H 'X-Api-Key: " DOTS "' https://h/p" },
  { "Cookie: a=b; c=d", "Cookie: " DOTS },
  { "set-cookie=sid", "set-cookie=" DOTS },
  { "key tk_test_51Habc", "key " DOTS },
  { "pk_live_abcdefgh refused", DOTS " refused" },
  { "tk-0123456789abcdef", DOTS },
  { "tk9f8e7d6c5b4a", DOTS },
  { "key=pk0123456789abcdef0123", "key=" DOTS },
  { "(tk1b2c3d4-aaaa-bbbb)", "(" DOTS ")" },
  { "https://app.refold.ai/connect/" JWT "?config_id=u1",
    "https://app.refold.ai/connect/" DOTS "?config_id=u1" },
  { "https://app.refold.ai/connect/opaque", "https://app.refold.ai/connect/" DOTS },
  { "/connect/opaque-token/next", "/connect/" DOTS "/next" },
  { "https://connect.gocobalt.io/opaque?x=1", "https://connect.gocobalt.io/" DOTS "?x=1" },
  { "u=https%3A%2F%2Fh%2Fconnect%2Fopaque%3Fx%3D1", "u=https%3A%2F%2Fh%2Fconnect%2F" DOTS "%3Fx%3D1" },
  { "u=https%253A%252F%252Fh%252Fconnect%252Fopaque", "u=https%253A%252F%252Fh%252Fconnect%252F" DOTS },
  { "https://h/cb?code=aPrx.1&state=xyz&a=b", "https://h/cb?code=" DOTS "&state=" DOTS "&a=b" },
  { "https://h/cb#access_token=00D!x&instance=1", "https://h/cb#access_token=" DOTS "&instance=1" },
  { "?token=a%26b", "?token=" DOTS },
  { "?r=https%3A%2F%2Fh%3Fcode%3Dabc%26a%3Db", "?r=https%3A%2F%2Fh%3Fcode%3D" DOTS "%26a%3Db" },
  { "&amp;code=abc", "&amp;code=" DOTS },
  { "\\u0026code=abc\\u0026x=1", "\\u0026code=" DOTS "\\u0026x=1" },
  { "code\\u003dabc\\u0026x", "code\\u003d" DOTS "\\u0026x" },
  { "TOKEN=abc", "TOKEN=" DOTS },
  { "{\"u\":\"https:\\/\\/user:pass@h\\/x\"}", "{\"u\":\"https:\\/\\/" DOTS "@h\\/x\"}" },
  { "https:\\/\\/h\\/connect\\/opaque\\/x", "https:\\/\\/h\\/connect\\/" DOTS "\\/x" },
  { "{\"pem\":\"-----BEGIN RSA PRIVATE KEY-----\\nMIIEvQ\\n-----END RSA PRIVATE KEY-----\"}",
    "{\"pem\":\"-----BEGIN RSA PRIVATE KEY-----" DOTS "-----END RSA PRIVATE KEY-----\"}" },
  { "{\\\"pem\\\":\\\"-----BEGIN PRIVATE KEY-----MIIEvQ\\\"}",
    "{\\\"pem\\\":\\\"-----BEGIN PRIVATE KEY-----" DOTS "\\\"}" },
  { "--token=abc --verbose", "--token=" DOTS " --verbose" },
  { "user[password]=abc", "user[password]=" DOTS },
  { "password=\"a b\" next", "password=\"" DOTS "\" next" },
  { "{\"token\":\"abc\",\"a\":1}", "{\"token\":\"" DOTS "\",\"a\":1}" },
  { "{\"refresh_token\" : \"a\\\"b\", \"a\":1}", "{\"refresh_token\" : \"" DOTS "\", \"a\":1}" },
  { "{\"hosted_url\":\"https://h/x\"}", "{\"hosted_url\":\"" DOTS "\"}" },
  { "{\"clientSecret\":12345,\"a\":1}", "{\"clientSecret\":" DOTS ",\"a\":1}" },
  { "{\"tokens\":[\"a]\",\"b\"],\"a\":1}", "{\"tokens\":" DOTS ",\"a\":1}" },
  { "{\"credentials\":{\"u\":\"x\"},\"a\":1}", "{\"credentials\":" DOTS ",\"a\":1}" },
  { "{\"token\":\"cut off", "{\"token\":\"" DOTS },
  { "{\\\"token\\\":\\\"abc\\\",\\\"a\\\":1}", "{\\\"token\\\":\\\"" DOTS "\\\",\\\"a\\\":1}" },
  { "{'token': 'abc'}", "{'token': '" DOTS "'}" },
  { "client_secret: hunter", "client_secret: " DOTS },
  { "password: hunter2", "password: " DOTS },
  { "token: abc123def456", "token: " DOTS },
  { "https://user:pass@host/path", "https://" DOTS "@host/path" },
  { "https://a@b:c@connect.host/opaque", "https://" DOTS "@connect.host/" DOTS },
  { "00D5g00000ABCDE!AQEAQ.x_y is expired", DOTS " is expired" },
};

static const char *const plain_rows[] = {
  "",
  "The event was accepted, no run has appeared yet.",
  "Config with config id user_12345 not found",
  "No linked account found for account id : acme@example.com in environment test",
  "Authorization Token Missing",
  "Invalid token",
  "Session token expired. Bearer token is missing.",
  "basic authentication is off, bearer authentication is on",
  "Unexpected token: }",
  "Status code: 400",
  "state: running",
  "The code: see the documentation",
  "error_code=SERVER_ERROR status_code=404",
  "pkgconfig tkinter pkexec tk pk pkcs11 tkt-1",
  "6a314c54d4616e99e7fa5a02",
  "89bd1675-7d5f-4d5c-8d8e-0a1b2c3d4e5f",
  "POST /api/v2/public/connect-url?linked_account_id=acme",
  "GET /api/v2/public/application/salesforce",
  "Please connect / reconnect the account",
  "disconnect/now",
  "https://app.refold.ai/api/v2/public/slug/salesforce/config/user_12345",
  "MonkeyJungle.example.com and the keyJar",
  "eyJ",
  "{\"status_code\":404,\"http_error_type\":\"NOT_FOUND\",\"message\":\"Execution not found\"}",
  "{\"token\":null,\"tokenized\":\"yes\",\"max_tokens\":100}",
  "mail me at someone@example.com: 10:30",
  "Käse – 日本語 • 100 % %zz %",
  "trailing \\",
};

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (secret_rows); i++)
    {
      g_autofree char *shown = embark_redact_text (secret_rows[i].text);
      g_autofree char *again = embark_redact_text (shown);

      g_assert_cmpstr (shown, ==, secret_rows[i].shown);
      g_assert_true (g_utf8_validate (again, -1, NULL));
    }
}

static void
test_text_plain (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain_rows); i++)
    {
      g_autofree char *shown = embark_redact_text (plain_rows[i]);

      g_assert_cmpstr (shown, ==, plain_rows[i]);
    }
  g_assert_null (embark_redact_text (NULL));
}

/* A secret cut off anywhere, or in any surroundings, never makes the search read past the end. */
static void
test_text_cuts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (secret_rows); i++)
    {
      gsize length = strlen (secret_rows[i].text);

      for (gsize from = 0; from < length; from++)
        {
          for (gsize to = from; to <= length; to++)
            {
              g_autofree char *cut = g_strndup (secret_rows[i].text + from, to - from);
              g_autofree char *shown = embark_redact_text (cut);

              g_assert_nonnull (shown);
            }
        }
    }
}

/* The search is one pass: text made to be hard does not make it slow (a quadratic search takes minutes here).
 */
static void
test_text_long (void)
{
  static const char *const pieces[] = { "eyJ",     "eyJ.",        "tk_", "://",     "%25",
                                        "token\"", "\"token\":[", "\\",  "bearer ", "code" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *text = g_string_new (NULL);
      g_autofree char *shown = NULL;

      while (text->len < 300000)
        g_string_append (text, pieces[i]);
      shown = embark_redact_text (text->str);
      g_assert_nonnull (shown);
      g_string_free (text, TRUE);
    }
}

/* A secret in JSON that no name before it tells of. */
static void
test_json (void)
{
  static const char *const members[] = { "webhook_headers", NULL };
  static const Row rows[] = {
    { "{\"name\":\"password\",\"value\":\"plain\"}", "{\"name\":\"password\",\"value\":\"" DOTS "\"}" },
    { "[{\"value\": \"pl\\\"ain\", \"key\": \"client_secret\"}, 1]",
      "[{\"value\": \"" DOTS "\", \"key\": \"client_secret\"}, 1]" },
    { "{\"name\":\"token\",\"value\":{\"a\":[1,2]},\"x\":1}",
      "{\"name\":\"token\",\"value\":\"" DOTS "\",\"x\":1}" },
    { "{\"name\":\"pin\",\"value\":1234}", "{\"name\":\"pin\",\"value\":\"" DOTS "\"}" },
    { "{\"name\":\"password\",\"value\":\"cut of", "{\"name\":\"password\",\"value\":\"" DOTS },
    { "{\"webhook_headers\":{\"X-Mine\":\"abc\",\"n\":[\"d\",{\"e\":7}]},\"url\":\"u\"}",
      "{\"webhook_headers\":{\"X-Mine\":\"" DOTS "\",\"n\":[\"" DOTS "\",{\"e\":\"" DOTS
      "\"}]},\"url\":\"u\"}" },
    { "{\"name\":\"city\",\"value\":\"Kiel\",\"n\":12345678901234567890.10}",
      "{\"name\":\"city\",\"value\":\"Kiel\",\"n\":12345678901234567890.10}" },
    { "{\"client_secret\":\"abc\"}", "{\"client_secret\":\"" DOTS "\"}" },
    { "{\"rawHeaders\":[\"Accept\",\"x\",\"X-API-Key\",\"short\",\"Cookie\",\"a=b\",\"Cookie\"]}",
      "{\"rawHeaders\":[\"Accept\",\"x\",\"X-API-Key\",\"" DOTS "\",\"Cookie\",\"" DOTS "\",\"Cookie\"]}" },
    { "[[\"Set-Cookie\",\"s=1\"],[\"Cookie\",7,\"x\"]]",
      "[[\"Set-Cookie\",\"" DOTS "\"],[\"Cookie\",7,\"x\"]]" },
    { "{\"name\":\"pass\\u0077ord\",\"value\":\"hush\"}",
      "{\"name\":\"pass\\u0077ord\",\"value\":\"" DOTS "\"}" },
    { "{\"pass\\u0077ord\":\"hush\",\"pass phrase\":[1,\"hush\"],\"PIN \":12}",
      "{\"pass\\u0077ord\":\"" DOTS "\",\"pass phrase\":[\"" DOTS "\",\"" DOTS "\"],\"PIN \":\"" DOTS "\"}" },
    { "]}{\"", "]}{\"" },
  };
  g_autofree char *deep = g_strnfill (1000, '[');
  g_autofree char *same = embark_redact_json (deep, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = embark_redact_json (rows[i].text, members);

      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
  g_assert_cmpstr (same, ==, deep);
  g_assert_null (embark_redact_json (NULL, NULL));
}

static void
test_uri (void)
{
  static const Row rows[] = {
    { "https://app.refold.ai/connect/" JWT "?x=1#y", "https://app.refold.ai" },
    { "http://user:pass@127.0.0.1:8080/x", "http://127.0.0.1:8080" },
    { "https://[::1]:3000/x", "https://[::1]:3000" },
    { "https://" JWT "/", "https://" DOTS },
    { "https://h%40x/", DOTS },
    { "embark:callback?code=abc", DOTS },
    { "not an address", DOTS },
    { "", DOTS },
    { NULL, DOTS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = embark_redact_uri (rows[i].text);

      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

static void
test_names (void)
{
  static const char *const secret[] = {
    "token",         "refresh_token",
    "Access-Token",  "hosted_url",
    "auth_url",      "client_secret",
    "clientSecret",  "password",
    "code",          "STATE",
    "x-api-key",     "jwt",
    "session_token", "a_very_long_prefix_that_does_not_fit_into_the_buffer_of_the_function_client_secret"
  };
  static const char *const plain[] = { "name",       "error_code", "status_code",
                                       "status",     "stated",     "token_type",
                                       "expires_in", "message",    "event",
                                       "max_tokens", "",           "linked_account_id" };

  for (gsize i = 0; i < G_N_ELEMENTS (secret); i++)
    g_assert_true (embark_redact_is_secret_name (secret[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    g_assert_false (embark_redact_is_secret_name (plain[i]));
  g_assert_false (embark_redact_is_secret_name (NULL));

  g_assert_true (embark_redact_is_secret_header ("X-API-Key"));
  g_assert_true (embark_redact_is_secret_header ("authorization"));
  g_assert_true (embark_redact_is_secret_header ("Proxy-Authorization"));
  g_assert_true (embark_redact_is_secret_header ("Location"));
  g_assert_true (embark_redact_is_secret_header ("Set-Cookie"));
  g_assert_false (embark_redact_is_secret_header ("Content-Type"));
  g_assert_false (embark_redact_is_secret_header ("linked_account_id"));
  g_assert_false (embark_redact_is_secret_header (NULL));
}

static void
test_key (void)
{
  static const Row rows[] = {
    { "tk_0123456789abcdef", "tk_••••cdef" },
    { "pk0123456789abcdef", "pk••••cdef" },
    { "tk_short", "tk_••••" },
    { "0123456789abcdefgh", "••••efgh" },
    { "tk_ääääääääääääää", "tk_••••" },
    { "", "" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = embark_redact_key (rows[i].text);

      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/redact/text", test_text);
  g_test_add_func ("/core/redact/text/plain", test_text_plain);
  g_test_add_func ("/core/redact/text/cuts", test_text_cuts);
  g_test_add_func ("/core/redact/text/long", test_text_long);
  g_test_add_func ("/core/redact/json", test_json);
  g_test_add_func ("/core/redact/uri", test_uri);
  g_test_add_func ("/core/redact/names", test_names);
  g_test_add_func ("/core/redact/key", test_key);
  return g_test_run ();
}
