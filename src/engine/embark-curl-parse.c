/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading a command of curl. First its words, as a POSIX shell (and bash's $'…') would make them, as far as
 * that can be done without being one; then what they mean to curl. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-curl-private.h"
#include "embark-redact.h"

/* More is no command that somebody copied. */
#define MAX_TEXT (4 * 1024 * 1024)

/* ---- options ---- */

typedef enum
{
  OPTION_IGNORED,
  OPTION_IGNORED_VALUE,
  OPTION_METHOD,
  OPTION_HEADER,
  OPTION_DATA, /* "@" at the beginning names a file */
  OPTION_DATA_RAW,
  OPTION_DATA_ENCODE,
  OPTION_JSON,
  OPTION_GET,
  OPTION_HEAD,
  OPTION_URL,
  OPTION_AGENT,
  OPTION_REFERER,
  OPTION_SECRET, /* a cookie, a password */
  OPTION_FILE,   /* reads one */
} OptionKind;

/* clang-format off */
static const struct
{
  char letter; /* 0: none */
  const char *name;
  OptionKind kind;
} options[] = {
  { 'X', "request", OPTION_METHOD },
  { 'H', "header", OPTION_HEADER },
  { 'd', "data", OPTION_DATA },
  { 0, "data-ascii", OPTION_DATA },
  { 0, "data-binary", OPTION_DATA },
  { 0, "data-raw", OPTION_DATA_RAW },
  { 0, "data-urlencode", OPTION_DATA_ENCODE },
  { 0, "json", OPTION_JSON },
  { 'G', "get", OPTION_GET },
  { 'I', "head", OPTION_HEAD },
  { 0, "url", OPTION_URL },
  { 'A', "user-agent", OPTION_AGENT },
  { 'e', "referer", OPTION_REFERER },
  { 'b', "cookie", OPTION_SECRET },
  { 'u', "user", OPTION_SECRET },
  { 0, "oauth2-bearer", OPTION_SECRET },
  { 'F', "form", OPTION_FILE },
  { 'T', "upload-file", OPTION_FILE },
  { 'K', "config", OPTION_FILE },
  { 0, "form-string", OPTION_FILE },
  { 'k', "insecure", OPTION_IGNORED },
  { 's', "silent", OPTION_IGNORED },
  { 'S', "show-error", OPTION_IGNORED },
  { 'L', "location", OPTION_IGNORED },
  { 'i', "include", OPTION_IGNORED },
  { 'v', "verbose", OPTION_IGNORED },
  { 'f', "fail", OPTION_IGNORED },
  { 'g', "globoff", OPTION_IGNORED },
  { 'N', "no-buffer", OPTION_IGNORED },
  { '#', "progress-bar", OPTION_IGNORED },
  { '4', "ipv4", OPTION_IGNORED },
  { '6', "ipv6", OPTION_IGNORED },
  { '0', "http1.0", OPTION_IGNORED },
  { 0, "http1.1", OPTION_IGNORED },
  { 0, "http2", OPTION_IGNORED },
  { 0, "compressed", OPTION_IGNORED },
  { 0, "fail-with-body", OPTION_IGNORED },
  { 0, "location-trusted", OPTION_IGNORED },
  { 0, "no-progress-meter", OPTION_IGNORED },
  { 0, "path-as-is", OPTION_IGNORED },
  { 'o', "output", OPTION_IGNORED_VALUE },
  { 'w', "write-out", OPTION_IGNORED_VALUE },
  { 'm', "max-time", OPTION_IGNORED_VALUE },
  { 'x', "proxy", OPTION_IGNORED_VALUE },
  { 'c', "cookie-jar", OPTION_IGNORED_VALUE },
  { 0, "connect-timeout", OPTION_IGNORED_VALUE },
  { 0, "retry", OPTION_IGNORED_VALUE },
  { 0, "resolve", OPTION_IGNORED_VALUE },
};
/* clang-format on */

typedef struct
{
  EmbarkCurl *curl; /* (owned) */
  char *method;     /* (owned) (nullable): of -X */
  GString *body;    /* (owned) (nullable) */
  gboolean json;
  gboolean get;
  gboolean head;
} Command;

static gboolean
has_variable (const char *text)
{
  return strchr (text, EMBARK_CURL_VARIABLE_MARK) != NULL;
}

static gboolean
refuse_variable (GError **error)
{
  return embark_curl_refuse (
      error, EMBARK_CURL_ERROR_SHELL,
      _ ("A shell variable stands where its value is needed: in the address, the method or the data. Put the "
         "value in its place."));
}

static void
append_data (Command *self, const char *data, const char *between)
{
  if (self->body == NULL)
    self->body = g_string_new (NULL);
  else
    g_string_append (self->body, between);
  g_string_append (self->body, data);
}

static gboolean
take_encoded (Command *self, const char *value, GError **error)
{
  const char *equals = strchr (value, '=');
  const char *content = equals != NULL ? equals + 1 : value;
  g_autofree char *name =
      equals != NULL && equals > value ? g_strndup (value, (gsize) (content - value)) : g_strdup ("");
  g_autofree char *escaped = g_uri_escape_string (content, NULL, FALSE);
  g_autofree char *pair = g_strconcat (name, escaped, NULL);

  if (equals == NULL && strchr (value, '@') != NULL)
    return embark_curl_refuse (
        error, EMBARK_CURL_ERROR_FILE,
        _ ("The data are in a file (@), and no file is read here. Paste what is in it."));
  append_data (self, pair, "&");
  return TRUE;
}

static gboolean
take_data (Command *self, OptionKind kind, const char *value, GError **error)
{
  if (kind != OPTION_DATA_RAW && *value == '@')
    return embark_curl_refuse (
        error, EMBARK_CURL_ERROR_FILE,
        _ ("The data are in a file (@), and no file is read here. Paste what is in it."));
  if (has_variable (value))
    return refuse_variable (error);
  if (kind == OPTION_DATA_ENCODE)
    return take_encoded (self, value, error);
  append_data (self, value, kind == OPTION_JSON ? "" : "&");
  self->json |= kind == OPTION_JSON;
  return TRUE;
}

/* A header: "Name: value", or "Name;" for one without a value. */
static gboolean
take_header (Command *self, const char *text, GError **error)
{
  const char *colon = strchr (text, ':');
  const gsize length = strlen (text);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  char *mark;

  if (*text == '@')
    return embark_curl_refuse (
        error, EMBARK_CURL_ERROR_FILE,
        _ ("The headers are in a file (@), and no file is read here. Paste what is in it."));
  if (colon == NULL && length > 1 && text[length - 1] == ';')
    {
      name = g_strndup (text, length - 1);
      embark_curl_add_header (self->curl, name, "");
      return TRUE;
    }
  /* "Name:" takes one away that curl would send by itself. */
  if (colon == NULL || colon[1 + strspn (colon + 1, " \t")] == '\0')
    return TRUE;
  name = g_strstrip (g_strndup (text, (gsize) (colon - text)));
  /* One blank belongs to the way it is written; others are the value's. */
  value = g_strdup (colon + 1 + (colon[1] == ' '));
  if (has_variable (name))
    return refuse_variable (error);
  mark = strchr (value, EMBARK_CURL_VARIABLE_MARK);
  if (mark == NULL || embark_redact_is_secret_header (name))
    {
      embark_curl_add_header (self->curl, name, mark == NULL ? value : NULL);
      return TRUE;
    }
  /* A variable at the end is kept as one; anywhere else it cannot be. */
  if (strchr (mark + 1, EMBARK_CURL_VARIABLE_MARK)[1] != '\0')
    return refuse_variable (error);
  *strchr (mark + 1, EMBARK_CURL_VARIABLE_MARK) = '\0';
  *mark = '\0';
  embark_curl_add_header (self->curl, name, value);
  ((EmbarkCurlHeader *) g_ptr_array_index (self->curl->headers, self->curl->headers->len - 1))->variable =
      g_strdup (mark + 1);
  return TRUE;
}

static gboolean
take_address (Command *self, const char *address, GError **error)
{
  if (has_variable (address))
    return refuse_variable (error);
  if (*self->curl->uri != '\0')
    return embark_curl_refuse (error, EMBARK_CURL_ERROR_ADDRESS,
                               _ ("The command has more than one address, or a value without an option."));
  g_free (self->curl->uri);
  self->curl->uri = g_strdup (address);
  return TRUE;
}

static gboolean
take_option (Command *self, OptionKind kind, const char *name, const char *value, GError **error)
{
  switch (kind)
    {
    case OPTION_METHOD:
      if (has_variable (value))
        return refuse_variable (error);
      g_free (self->method);
      self->method = g_strdup (value);
      return TRUE;
    case OPTION_HEADER:
      return take_header (self, value, error);
    case OPTION_DATA:
    case OPTION_DATA_RAW:
    case OPTION_DATA_ENCODE:
    case OPTION_JSON:
      return take_data (self, kind, value, error);
    case OPTION_GET:
      self->get = TRUE;
      return TRUE;
    case OPTION_HEAD:
      self->head = TRUE;
      return TRUE;
    case OPTION_URL:
      return take_address (self, value, error);
    case OPTION_AGENT:
    case OPTION_REFERER:
      if (has_variable (value))
        return refuse_variable (error);
      embark_curl_add_header (self->curl, kind == OPTION_AGENT ? "User-Agent" : "Referer", value);
      return TRUE;
    case OPTION_SECRET:
      embark_curl_add_header (self->curl, g_str_equal (name, "cookie") ? "Cookie" : "Authorization", NULL);
      return TRUE;
    case OPTION_FILE:
      g_set_error (
          error, EMBARK_CURL_ERROR, EMBARK_CURL_ERROR_FILE,
          /* Translators: %s: an option of curl */
          _ ("--%s sends a file or a form, which no call to Cobalt needs. Paste a command with --data."),
          name);
      return FALSE;
    case OPTION_IGNORED:
    case OPTION_IGNORED_VALUE:
    default:
      return TRUE;
    }
}

static gboolean
wants_value (OptionKind kind)
{
  return kind != OPTION_IGNORED && kind != OPTION_GET && kind != OPTION_HEAD;
}

static gboolean
refuse_option (const char *word, gboolean known, GError **error)
{
  g_autofree char *shown = g_strndup (word, 40);
  g_autofree char *valid = g_utf8_make_valid (shown, -1);

  g_strdelimit (valid, "\x01\n\r\t", ' ');
  /* Translators: %s: an option of curl, as somebody wrote it */
  g_set_error (error, EMBARK_CURL_ERROR, EMBARK_CURL_ERROR_OPTION,
               known ? _ ("The option %s has no value behind it.")
                     : _ ("The option %s is not known here. Leave it out."),
               valid);
  return FALSE;
}

/* "--name value". */
static gboolean
take_long (Command *self, GPtrArray *words, guint *i, GError **error)
{
  const char *word = g_ptr_array_index (words, *i);

  for (guint k = 0; k < G_N_ELEMENTS (options); k++)
    {
      if (!g_str_equal (options[k].name, word + 2))
        continue;
      if (!wants_value (options[k].kind))
        return take_option (self, options[k].kind, options[k].name, NULL, error);
      if (*i + 1 >= words->len)
        return refuse_option (word, TRUE, error);
      return take_option (self, options[k].kind, options[k].name, g_ptr_array_index (words, ++*i), error);
    }
  return refuse_option (word, FALSE, error);
}

/* "-sSL", "-XPOST", "-X POST". */
static gboolean
take_short (Command *self, GPtrArray *words, guint *i, GError **error)
{
  const char *word = g_ptr_array_index (words, *i);

  for (const char *c = word + 1; *c != '\0'; c++)
    {
      guint k = 0;

      while (k < G_N_ELEMENTS (options) && options[k].letter != *c)
        k++;
      if (k == G_N_ELEMENTS (options))
        return refuse_option (word, FALSE, error);
      if (!wants_value (options[k].kind))
        {
          take_option (self, options[k].kind, options[k].name, NULL, NULL);
          continue;
        }
      if (c[1] != '\0')
        return take_option (self, options[k].kind, options[k].name, c + 1, error);
      if (*i + 1 >= words->len)
        return refuse_option (word, TRUE, error);
      return take_option (self, options[k].kind, options[k].name, g_ptr_array_index (words, ++*i), error);
    }
  return TRUE;
}

/* What follows from the options together, as curl has it. */
static gboolean
finish (Command *self, GError **error)
{
  EmbarkCurl *curl = self->curl;
  const char *method = self->body != NULL && !self->get ? "POST" : "GET";

  if (*curl->uri == '\0')
    return embark_curl_refuse (error, EMBARK_CURL_ERROR_ADDRESS, _ ("The command has no address."));
  if (strstr (curl->uri, "://") == NULL)
    {
      g_autofree char *bare = g_steal_pointer (&curl->uri);

      curl->uri = g_strconcat ("http://", bare, NULL);
    }
  if (self->get && self->body != NULL)
    {
      g_autofree char *bare = g_steal_pointer (&curl->uri);

      curl->uri = g_strconcat (bare, strchr (bare, '?') != NULL ? "&" : "?", self->body->str, NULL);
    }
  else if (self->body != NULL)
    curl->body = g_strdup (self->body->str);
  if (self->head)
    method = "HEAD";
  g_free (curl->method);
  curl->method = g_strdup (self->method != NULL ? self->method : method);
  if (self->json && embark_curl_get_header (curl, "Content-Type") == NULL)
    embark_curl_add_header (curl, "Content-Type", "application/json");
  if (self->json && embark_curl_get_header (curl, "Accept") == NULL)
    embark_curl_add_header (curl, "Accept", "application/json");
  return TRUE;
}

static gboolean
take_words (Command *self, GPtrArray *words, GError **error)
{
  guint i = 0;

  /* The prompt that was copied along. */
  if (words->len > 0 && g_str_equal (g_ptr_array_index (words, 0), "$"))
    i++;
  if (i >= words->len
      || (!g_str_equal (g_ptr_array_index (words, i), "curl")
          && !g_str_equal (g_ptr_array_index (words, i), "curl.exe")
          && !g_str_has_suffix (g_ptr_array_index (words, i), "/curl")))
    return embark_curl_refuse (error, EMBARK_CURL_ERROR_NOT_CURL,
                               _ ("This is not a curl command: it has to begin with “curl”."));
  for (i++; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      gboolean good;

      if (g_str_has_prefix (word, "--") && word[2] != '\0')
        good = take_long (self, words, &i, error);
      else if (word[0] == '-' && word[1] != '\0' && word[1] != '-')
        good = take_short (self, words, &i, error);
      else
        good = take_address (self, word, error);
      if (!good)
        return FALSE;
    }
  return finish (self, error);
}

gboolean
embark_curl_parse (const char *text, EmbarkCurl **curl, GError **error)
{
  g_autoptr (GPtrArray) words = NULL;
  Command command = { 0 };
  gboolean good;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (curl != NULL, FALSE);

  *curl = NULL;
  if (strlen (text) > MAX_TEXT || !g_utf8_validate (text, -1, NULL)
      || strchr (text, EMBARK_CURL_VARIABLE_MARK) != NULL)
    return embark_curl_refuse (error, EMBARK_CURL_ERROR_NOT_CURL,
                               _ ("This is not a curl command: it is no text, or far too long."));
  words = embark_curl_split (text, error);
  if (words == NULL)
    return FALSE;
  command.curl = embark_curl_new ("GET", "", NULL);
  good = take_words (&command, words, error);
  if (good)
    *curl = g_steal_pointer (&command.curl);
  embark_curl_free (command.curl);
  g_free (command.method);
  if (command.body != NULL)
    g_string_free (command.body, TRUE);
  return good;
}
