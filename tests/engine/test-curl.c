/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Commands of curl: printed for a real shell, and read as people copy them. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "embark-curl.h"

static EmbarkFire *
make_fire (const char *account, const char *payload)
{
  return embark_fire_new ("f-1", "p", account, "salesforce", "main", "contact.created", payload, 1);
}

static void
assert_same (const EmbarkCurl *a, const EmbarkCurl *b)
{
  g_assert_cmpstr (a->method, ==, b->method);
  g_assert_cmpstr (a->uri, ==, b->uri);
  g_assert_cmpstr (a->body, ==, b->body);
  g_assert_cmpuint (a->headers->len, ==, b->headers->len);
  for (guint i = 0; i < a->headers->len; i++)
    {
      const EmbarkCurlHeader *x = g_ptr_array_index (a->headers, i), *y = g_ptr_array_index (b->headers, i);

      g_assert_cmpstr (x->name, ==, y->name);
      g_assert_cmpstr (x->value, ==, y->value);
      g_assert_cmpstr (x->variable, ==, y->variable);
    }
}

/* ---- through a shell ---- */

typedef struct
{
  char *folder;
} Shell;

/* A curl that writes down what it was called with. */
static void
shell_set_up (Shell *shell, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  shell->folder = g_dir_make_tmp ("embark-curl-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (shell->folder, "curl", NULL);
  g_file_set_contents (path, "#!/bin/sh\nfor a in \"$@\"; do printf '%s\\0' \"$a\"; done > \"$DUMP\"\n", -1,
                       &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
}

static void
shell_tear_down (Shell *shell, gconstpointer data)
{
  const char *const names[] = { "curl", "dump", "pwned" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (shell->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (shell->folder), ==, 0);
  g_free (shell->folder);
}

/* Returns: (transfer full) (element-type utf8): what curl was given */
static GPtrArray *
run (Shell *shell, const char *command)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = g_build_filename (shell->folder, "dump", NULL);
  g_autofree char *path = g_strconcat (shell->folder, ":/usr/bin:/bin", NULL);
  g_autofree char *contents = NULL;
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);
  gsize length = 0;

  g_subprocess_launcher_setenv (launcher, "PATH", path, TRUE);
  g_subprocess_launcher_setenv (launcher, "DUMP", dump, TRUE);
  g_subprocess_launcher_setenv (launcher, "COBALT_API_KEY", "the key's \"$x\"", TRUE);
  g_subprocess_launcher_set_cwd (launcher, shell->folder);
  process = g_subprocess_launcher_spawn (launcher, &error, "/bin/sh", "-c", command, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (dump, &contents, &length, &error));
  for (const char *c = contents; c < contents + length; c += strlen (c) + 1)
    g_ptr_array_add (arguments, g_strdup (c));
  return arguments;
}

static void
assert_argument (GPtrArray *arguments, const char *before, const char *expected)
{
  for (guint i = 0; i + 1 < arguments->len; i++)
    if (g_strcmp0 (g_ptr_array_index (arguments, i), before) == 0
        && g_strcmp0 (g_ptr_array_index (arguments, i + 1), expected) == 0)
      return;
  g_error ("no %s %s", before, expected);
}

static const struct
{
  const char *account;
  const char *payload;
} hostile[] = {
  { "kestrel-1", "{\"a\":1}" },
  { "O'Hara \"& Sons\"", "{\"a\":\"it's \\\"quoted\\\" $HOME $(touch pwned) `touch pwned`\"}" },
  { "$(touch pwned)`touch pwned`;touch pwned", "{\n  \"a\": 'x'\n}\n" },
  { "';touch pwned;'", "@/etc/passwd" },
  { "\\", "\\' && touch pwned #" },
  { "a!b*c?[d]{e,f}~ %s\\n", "\xf0\x9f\xa6\x85 \t \\n $'\\n' \\\\" },
  { "-X", "--data-raw" },
  { "", "" },
};

static void
test_shell (Shell *shell, gconstpointer data)
{
  g_autofree char *pwned = g_build_filename (shell->folder, "pwned", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (EmbarkCurl) curl =
          embark_curl_new ("POST", "https://app.example/api/v2/x?a=1&b='2'", hostile[i].payload);
      g_autofree char *command = NULL;
      g_autofree char *account = g_strconcat ("linked_account_id: ", hostile[i].account, NULL);
      g_autoptr (GPtrArray) arguments = NULL;
      g_autoptr (EmbarkCurl) again = NULL;
      g_autoptr (GError) error = NULL;

      embark_curl_add_header (curl, "x-api-key", "tk_secret0123456789");
      embark_curl_add_header (curl, "linked_account_id", hostile[i].account);
      command = embark_curl_print (curl);
      g_assert_null (strstr (command, "tk_secret"));
      arguments = run (shell, command);
      g_assert_cmpuint (arguments->len, ==, 9);
      assert_argument (arguments, "-X", "POST");
      g_assert_cmpstr (g_ptr_array_index (arguments, 2), ==, curl->uri);
      assert_argument (arguments, "-H", "x-api-key: the key's \"$x\"");
      assert_argument (arguments, "-H", *hostile[i].account != '\0' ? account : "linked_account_id;");
      assert_argument (arguments, "--data-raw", hostile[i].payload);
      g_assert_false (g_file_test (pwned, G_FILE_TEST_EXISTS));
      /* And back. */
      embark_curl_parse (command, &again, &error);
      g_assert_no_error (error);
      assert_same (curl, again);
    }
}

/* A header is one line, whatever an account is called. */
static void
test_one_line (void)
{
  g_autoptr (EmbarkCurl) curl = embark_curl_new ("GET", "https://app.example/", NULL);

  embark_curl_add_header (curl, "linked_account_id", "a\r\nevil: 1\tb\x7f");
  g_assert_cmpstr (embark_curl_get_header (curl, "LINKED_ACCOUNT_ID"), ==, "a  evil: 1 b ");
}

static void
test_fire (void)
{
  g_autoptr (EmbarkFire) fire = make_fire ("kestrel-1", "{\"a\":1.50}");
  g_autoptr (EmbarkCurl) curl = embark_curl_new_for_fire ("https://app.example", fire, NULL, FALSE);
  g_autofree char *command = embark_curl_print (curl);
  g_autoptr (EmbarkCurl) again = NULL;
  g_autoptr (EmbarkCurlFire) read = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (command, ==,
                   "curl -X 'POST' 'https://app.example/api/v2/public/event/salesforce' \\\n"
                   "  -H 'x-api-key: '\"$COBALT_API_KEY\" \\\n"
                   "  -H 'linked_account_id: kestrel-1' \\\n"
                   "  -H 'config_id: main' \\\n"
                   "  -H 'Content-Type: application/json' \\\n"
                   "  --data-raw '{\"event\":\"contact.created\",\"payload\":{\"a\":1.50}}'");
  embark_curl_parse (command, &again, &error);
  g_assert_no_error (error);
  assert_same (curl, again);
  read = embark_curl_read_fire (again);
  g_assert_cmpstr (read->event, ==, "contact.created");
  g_assert_cmpstr (read->payload, ==, "{\"a\":1.50}");
  g_assert_cmpstr (read->account_id, ==, "kestrel-1");
  g_assert_cmpstr (read->config_id, ==, "main");
  g_assert_cmpstr (read->slug, ==, "salesforce");
  g_assert_null (read->workflow_id);
}

static void
test_workflow (void)
{
  g_autoptr (EmbarkFire) fire = embark_fire_new ("f-1", "p", "kestrel-1", "salesforce", NULL, "", "{}", 1);
  g_autoptr (EmbarkCurl) curl = NULL;
  g_autoptr (EmbarkCurlFire) read = NULL;

  embark_fire_set_workflow_id (fire, "w/1 ?");
  curl = embark_curl_new_for_fire ("https://app.example", fire, "{\"b\":2}", TRUE);
  g_assert_cmpstr (curl->uri, ==, "https://app.example/api/v2/public/workflow/w%2F1%20%3F/execute");
  g_assert_cmpstr (embark_curl_get_header (curl, "sync_execution"), ==, "true");
  read = embark_curl_read_fire (curl);
  g_assert_cmpstr (read->workflow_id, ==, "w/1 ?");
  g_assert_cmpstr (read->payload, ==, "{\"b\":2}");
  g_assert_true (read->sync);
  g_assert_null (read->event);
}

/* ---- as people copy them ---- */

static const struct
{
  const char *text;
  const char *method;
  const char *uri;
  const char *body;   /* (nullable) */
  const char *header; /* (nullable) */
  const char *value;
} good[] = {
  { "curl https://a.example/x", "GET", "https://a.example/x", NULL, NULL, NULL },
  { "$ curl a.example", "GET", "http://a.example", NULL, NULL, NULL },
  /* Chrome, "Copy as cURL (bash)" */
  { "curl 'https://a.example/api?x=1&y=2' \\\n  -H 'accept: application/json' \\\n  -H 'content-type: "
    "application/json' "
    "\\\n  --data-raw $'{\"a\":\"it\\'s\\u0021\\n\"}' \\\n  --compressed ;",
    NULL, NULL, NULL, NULL, NULL }, /* a semicolon is another command */
  { "curl 'https://a.example/api?x=1&y=2' \\\n  -H 'accept: application/json' \\\n  -H 'content-type: "
    "application/json' "
    "\\\n  --data-raw $'{\"a\":\"it\\'s\\u0021\\n\"}' \\\n  --compressed",
    "POST", "https://a.example/api?x=1&y=2", "{\"a\":\"it's!\n\"}", "Accept", "application/json" },
  /* Postman */
  { "curl --location 'https://a.example/event/trigger' \\\r\n--header 'linked_account_id: k-1' "
    "\\\r\n--header "
    "'Content-Type: application/json' \\\r\n--data '{\r\n    \"event\": \"e\"\r\n}'",
    "POST", "https://a.example/event/trigger", "{\r\n    \"event\": \"e\"\r\n}", "linked_account_id", "k-1" },
  { "curl -sSL -XPUT --url \"https://a.example/\\\"x\\\"\" -d a=1 -d b=2", "PUT", "https://a.example/\"x\"",
    "a=1&b=2", NULL, NULL },
  { "curl -G https://a.example/?z=0 -d a=1 --data-urlencode 'b=x y&'", "GET",
    "https://a.example/?z=0&a=1&b=x%20y%26", NULL, NULL, NULL },
  { "curl --json '{\"a\":1}' --json '{\"b\":2}' https://a.example", "POST", "https://a.example",
    "{\"a\":1}{\"b\":2}", "content-type", "application/json" },
  { "curl https://a.example -H 'X: a: b;' -I", "HEAD", "https://a.example", NULL, "x", "a: b;" },
  { "curl https://a.example -H \"x-api-key: $COBALT_API_KEY\" -H 'Y;'", "GET", "https://a.example", NULL, "y",
    "" },
  { "curl https://a.example -d \"a\\$b\\`c\\\"d\\\\e\\f$ \"", "POST", "https://a.example", "a$b`c\"d\\e\\f$ ",
    NULL, NULL },
  { "curl https://a.exam\\\nple/a\\ b --data-binary ''", "POST", "https://a.example/a b", "", NULL, NULL },
  { "/usr/bin/curl https://a.example --data-raw @x", "POST", "https://a.example", "@x", NULL, NULL },
  { "curl https://a.example -d $'\\x41\\101\\U0001f985\\q'", "POST", "https://a.example", "AA🦅\\q", NULL,
    NULL },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (EmbarkCurl) curl = NULL;
      g_autoptr (EmbarkCurl) again = NULL;
      g_autofree char *command = NULL;
      g_autoptr (GError) error = NULL;

      embark_curl_parse (good[i].text, &curl, &error);
      if (good[i].method == NULL)
        {
          g_assert_error (error, EMBARK_CURL_ERROR, EMBARK_CURL_ERROR_SHELL);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (curl->method, ==, good[i].method);
      g_assert_cmpstr (curl->uri, ==, good[i].uri);
      g_assert_cmpstr (curl->body, ==, good[i].body);
      if (good[i].header != NULL)
        g_assert_cmpstr (embark_curl_get_header (curl, good[i].header), ==, good[i].value);
      command = embark_curl_print (curl);
      embark_curl_parse (command, &again, &error);
      g_assert_no_error (error);
      assert_same (curl, again);
    }
}

static const struct
{
  const char *text;
  int code;
} bad[] = {
  { "", EMBARK_CURL_ERROR_NOT_CURL },
  { "wget https://a.example", EMBARK_CURL_ERROR_NOT_CURL },
  { "{\"a\":1}", EMBARK_CURL_ERROR_NOT_CURL },
  { "curl", EMBARK_CURL_ERROR_ADDRESS },
  { "curl https://a.example https://b.example", EMBARK_CURL_ERROR_ADDRESS },
  { "curl 'https://a.example", EMBARK_CURL_ERROR_QUOTES },
  { "curl \"https://a.example", EMBARK_CURL_ERROR_QUOTES },
  { "curl https://a.example -d $'x", EMBARK_CURL_ERROR_QUOTES },
  { "curl ^\"https://a.example^\" ^\n  -H ^\"accept: x^\"", EMBARK_CURL_ERROR_WINDOWS },
  { "curl \"https://a.example\" ^\r\n  -H \"accept: x\"", EMBARK_CURL_ERROR_WINDOWS },
  { "curl https://a.example/?a=1&b=2", EMBARK_CURL_ERROR_SHELL },
  { "curl https://a.example | jq .", EMBARK_CURL_ERROR_SHELL },
  { "curl https://a.example > x", EMBARK_CURL_ERROR_SHELL },
  { "curl https://a.example -d \"$(cat x)\"", EMBARK_CURL_ERROR_SHELL },
  { "curl https://a.example -d `cat x`", EMBARK_CURL_ERROR_SHELL },
  { "curl https://a.example -d \"$BODY\"", EMBARK_CURL_ERROR_SHELL },
  { "curl \"https://$HOST/\"", EMBARK_CURL_ERROR_SHELL },
  { "curl \"https://a.example/\" -d ${BODY:-x}", EMBARK_CURL_ERROR_SHELL },
  { "curl https://a.example\ncurl https://b.example", EMBARK_CURL_ERROR_SHELL },
  { "curl https://a.example -d @payload.json", EMBARK_CURL_ERROR_FILE },
  { "curl https://a.example --data-binary @-", EMBARK_CURL_ERROR_FILE },
  { "curl https://a.example --data-urlencode name@file", EMBARK_CURL_ERROR_FILE },
  { "curl https://a.example -H @headers", EMBARK_CURL_ERROR_FILE },
  { "curl https://a.example -F a=b", EMBARK_CURL_ERROR_FILE },
  { "curl https://a.example -T file", EMBARK_CURL_ERROR_FILE },
  { "curl -K config", EMBARK_CURL_ERROR_FILE },
  { "curl https://a.example --no-such-option", EMBARK_CURL_ERROR_OPTION },
  { "curl https://a.example -Z", EMBARK_CURL_ERROR_OPTION },
  { "curl https://a.example -H", EMBARK_CURL_ERROR_OPTION },
  { "curl https://a.example -H \"X: $A b\"", EMBARK_CURL_ERROR_SHELL },
  { "curl \xff", EMBARK_CURL_ERROR_NOT_CURL },
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (EmbarkCurl) curl = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = g_strescape (bad[i].text, NULL); /* one is no UTF-8 */

      g_assert_false (embark_curl_parse (bad[i].text, &curl, &error));
      g_test_message ("%s", shown);
      g_assert_error (error, EMBARK_CURL_ERROR, bad[i].code);
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_null (curl);
    }
}

/* A key that somebody pastes is not taken in. */
static void
test_secrets (void)
{
  g_autoptr (EmbarkCurl) curl = NULL;
  g_autofree char *command = NULL;
  g_autoptr (GError) error = NULL;

  embark_curl_parse (
      "curl https://a.example -H 'X-API-Key: tk_secret1' -H 'authorization: Bearer secret2' -b "
      "'session=secret3' -u me:secret4",
      &curl, &error);
  g_assert_no_error (error);
  command = embark_curl_print (curl);
  g_assert_null (strstr (command, "secret"));
  g_assert_nonnull (strstr (command, "'X-API-Key: '\"$COBALT_API_KEY\""));
  g_assert_nonnull (strstr (command, "\"$COBALT_COOKIE\""));
  g_assert_null (embark_curl_get_header (curl, "x-api-key"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/curl/shell", Shell, NULL, shell_set_up, test_shell, shell_tear_down);
  g_test_add_func ("/curl/one-line", test_one_line);
  g_test_add_func ("/curl/fire", test_fire);
  g_test_add_func ("/curl/workflow", test_workflow);
  g_test_add_func ("/curl/good", test_good);
  g_test_add_func ("/curl/bad", test_bad);
  g_test_add_func ("/curl/secrets", test_secrets);
  return g_test_run ();
}
