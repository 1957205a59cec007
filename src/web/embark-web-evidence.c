/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be told of an address, or of a page's own words, to find out why a sign-in failed. */

#include "config.h"

#include <string.h>

#include "embark-redact.h"
#include "embark-web-policy-private.h"

/* Longest OAuth error code worth believing; what is longer is not a code. */
#define MAX_CODE 64

/* What is read of a text before it is cleaned and cut. */
#define MAX_READ 8192

/* More marks than this on one letter are there to paint over the lines above and below. */
#define MAX_MARKS 3

/* Salesforce's own error pages write them in other ways than OAuth does. */
static const char *const code_names[] = { "error", "error_code", "errorcode", NULL };
static const char *const description_names[] = { "error_description", "errordescription", NULL };

/* Returns: (transfer full) (nullable): the value of @name, as it stands in the address */
static char *
dup_value (const char *parameters, const char *name)
{
  const gsize length = strlen (name);

  for (const char *pair = parameters; pair != NULL && *pair != '\0';)
    {
      const char *end = strchr (pair, '&');

      if (g_ascii_strncasecmp (pair, name, length) == 0 && pair[length] == '=')
        return end != NULL ? g_strndup (pair + length + 1, end - pair - length - 1)
                           : g_strdup (pair + length + 1);
      pair = end != NULL ? end + 1 : NULL;
    }

  return NULL;
}

typedef char *(*ReadValue) (const char *value);

/* Returns: (transfer full) (nullable): as a whole or not at all: the beginning of something else could be the
 * beginning of a secret */
static char *
read_code (const char *value)
{
  const gsize length = strspn (value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

  return length > 0 && length <= MAX_CODE && value[length] == '\0' ? g_strdup (value) : NULL;
}

/* Returns: (transfer full) (nullable) */
static char *
read_description (const char *value)
{
  g_autofree char *spaced = g_strndup (value, MIN (strlen (value), MAX_READ));
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  g_strdelimit (spaced, "+", ' ');
  /* An escape that was cut in two, or never was one, does not cost the rest. */
  for (char *p = strchr (spaced, '%'); p != NULL; p = strchr (p + 1, '%'))
    if (!g_ascii_isxdigit (p[1]) || !g_ascii_isxdigit (p[2]))
      *p = ' ';
  bytes = g_uri_unescape_bytes (spaced, -1, NULL, NULL);
  if (bytes == NULL)
    return NULL;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return embark_web_policy_dup_clean (text, EMBARK_WEB_POLICY_MAX_DESCRIPTION);
}

/* Returns: (transfer full) (nullable): the first of @names in the query, else in the fragment, that can be
 * read */
static char *
dup_parameter (const char *uri, const char *const *names, ReadValue read_value)
{
  g_autoptr (GUri) parsed = embark_web_policy_parse (uri);
  const char *places[2] = { NULL, NULL };

  if (parsed == NULL)
    return NULL;

  places[0] = g_uri_get_query (parsed);
  places[1] = g_uri_get_fragment (parsed);
  /* Single-page portals keep a whole path and query behind the '#'. */
  if (places[1] != NULL && strchr (places[1], '?') != NULL)
    places[1] = strchr (places[1], '?') + 1;

  for (gsize i = 0; names[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (places); j++)
      {
        g_autofree char *value = dup_value (places[j], names[i]);
        char *read = value != NULL ? read_value (value) : NULL;

        if (read != NULL)
          return read;
      }

  return NULL;
}

/**
 * embark_web_policy_dup_oauth_error:
 * @uri: (nullable): an address the flow passes through
 *
 * Returns: (transfer full) (nullable): the value of `error`, else of `error_code`, else of `ErrorCode`, each
 * in the query, else in the fragment
 */
char *
embark_web_policy_dup_oauth_error (const char *uri)
{
  return dup_parameter (uri, code_names, read_code);
}

/**
 * embark_web_policy_dup_oauth_description:
 * @uri: (nullable): an address the flow passes through
 *
 * Returns: (transfer full) (nullable): the value of `error_description`, else of `ErrorDescription`, decoded
 * and cleaned
 */
char *
embark_web_policy_dup_oauth_description (const char *uri)
{
  return dup_parameter (uri, description_names, read_description);
}

/**
 * embark_web_policy_find_landmark:
 * @uri: (nullable): an address
 * @fragments: (nullable): what to look for, %NULL-terminated
 *
 * Returns: (nullable): the first of @fragments that occurs in the path; not in the query, where secrets are
 */
const char *
embark_web_policy_find_landmark (const char *uri, const char *const *fragments)
{
  g_autoptr (GUri) parsed = embark_web_policy_parse (uri);

  if (parsed == NULL)
    return NULL;

  for (gsize i = 0; fragments != NULL && fragments[i] != NULL; i++)
    if (*fragments[i] != '\0' && strstr (g_uri_get_path (parsed), fragments[i]) != NULL)
      return fragments[i];

  return NULL;
}

static gboolean
is_seen (gunichar c)
{
  const GUnicodeType type = g_unichar_type (c);

  /* Format: marks of direction, joiners and other things that work unseen. */
  return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_UNASSIGNED
         && type != G_UNICODE_PRIVATE_USE && type != G_UNICODE_SURROGATE;
}

/* Returns: (transfer full): one line of what can be seen of @text */
static char *
dup_line (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean space = FALSE;
  guint marks = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0x2028 || c == 0x2029)
        {
          space = TRUE;
          continue;
        }
      marks = g_unichar_ismark (c) ? marks + 1 : 0;
      if (!is_seen (c) || marks > MAX_MARKS)
        continue;
      if (space && line->len > 0)
        g_string_append_c (line, ' ');
      space = FALSE;
      g_string_append_unichar (line, c);
    }

  return g_string_free (line, FALSE);
}

/**
 * embark_web_policy_dup_clean:
 * @text: (nullable): what a page or an address says
 * @max_chars: the most characters of it to tell
 *
 * One line of what @text says, without what cannot be seen, turns the line around or paints over others, and
 * without secrets: pages put whole addresses into their words.
 *
 * Returns: (transfer full) (nullable): the line; %NULL when nothing is left
 */
char *
embark_web_policy_dup_clean (const char *text, gsize max_chars)
{
  g_autofree char *valid = NULL;
  g_autofree char *line = NULL;
  g_autofree char *told = NULL;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, strnlen (text, MAX_READ));
  line = dup_line (valid);
  /* Before it is cut: half a secret might not be known for one. */
  told = embark_redact_text (line);
  if (*told == '\0')
    return NULL;

  return g_utf8_substring (told, 0, MIN ((gsize) g_utf8_strlen (told, -1), max_chars));
}
