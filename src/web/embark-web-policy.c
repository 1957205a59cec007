/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-web-policy-private.h"

/* Encoded parts are left as they are: they are not judged here, and odd escapes in a query are no reason to
 * refuse. */
#define URI_FLAGS                                                                                            \
  (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY                           \
   | G_URI_FLAGS_ENCODED_FRAGMENT | G_URI_FLAGS_SCHEME_NORMALIZE | G_URI_FLAGS_PARSE_RELAXED)

static gboolean
has_control_characters (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return TRUE;

  return FALSE;
}

/* Returns: (transfer full) (nullable) */
GUri *
embark_web_policy_parse (const char *uri)
{
  /* GUri takes a backslash for a part of the host, browsers for a slash: what two readers read differently is
   * not read. */
  if (uri == NULL || !g_utf8_validate (uri, -1, NULL) || has_control_characters (uri)
      || strchr (uri, '\\') != NULL)
    return NULL;

  return g_uri_parse (uri, URI_FLAGS, NULL);
}

static gboolean
host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  /* Strict: four numbers, or IPv6. Short and octal forms never come out of WebKit and are refused elsewhere.
   */
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
is_scheme (GUri *uri, const char *scheme)
{
  return g_ascii_strcasecmp (g_uri_get_scheme (uri), scheme) == 0;
}

/* A page without content of its own: an empty popup that script fills, an empty frame, a frame whose text its
 * parent holds. Each has its opener's rights and nothing more. */
static gboolean
is_empty_page (const char *uri, EmbarkWebNavigation navigation)
{
  switch (navigation)
    {
    case EMBARK_WEB_NAVIGATION_PAGE:
      return g_ascii_strcasecmp (uri, "about:blank") == 0 || g_ascii_strcasecmp (uri, "about:srcdoc") == 0;
    case EMBARK_WEB_NAVIGATION_NEW_WINDOW:
      return *uri == '\0' || g_ascii_strcasecmp (uri, "about:blank") == 0;
    case EMBARK_WEB_NAVIGATION_LOAD:
    default:
      return FALSE;
    }
}

static EmbarkWebVerdict
judge_address (const char *uri)
{
  g_autoptr (GUri) parsed = embark_web_policy_parse (uri);
  const char *host;

  if (parsed == NULL)
    return EMBARK_WEB_VERDICT_DENY_MALFORMED;
  if (!is_scheme (parsed, "http") && !is_scheme (parsed, "https"))
    return EMBARK_WEB_VERDICT_DENY_SCHEME;

  host = g_uri_get_host (parsed);
  if (host == NULL || *host == '\0')
    return EMBARK_WEB_VERDICT_DENY_MALFORMED;
  if (g_uri_get_userinfo (parsed) != NULL)
    return EMBARK_WEB_VERDICT_DENY_USER_INFO;
  if (is_scheme (parsed, "http") && !host_is_loopback (host))
    return EMBARK_WEB_VERDICT_DENY_PLAIN;

  return EMBARK_WEB_VERDICT_ALLOW;
}

/**
 * embark_web_policy_decide:
 * @uri: (nullable): the address asked for; empty or %NULL for a window without one
 * @navigation: who asks for what
 * @depth: for a new window: how deep it would lie (1 for a popup of the view)
 * @popups: for a new window: how many are open
 *
 * Returns: whether @uri may be opened, or why not
 */
EmbarkWebVerdict
embark_web_policy_decide (const char *uri,
                          EmbarkWebNavigation navigation,
                          unsigned int depth,
                          unsigned int popups)
{
  if (uri == NULL)
    uri = "";

  if (!is_empty_page (uri, navigation))
    {
      EmbarkWebVerdict verdict = judge_address (uri);

      if (verdict != EMBARK_WEB_VERDICT_ALLOW)
        return verdict;
    }

  if (navigation == EMBARK_WEB_NAVIGATION_NEW_WINDOW
      && (depth > EMBARK_WEB_POLICY_MAX_DEPTH || popups >= EMBARK_WEB_POLICY_MAX_POPUPS))
    return EMBARK_WEB_VERDICT_DENY_DEPTH;

  return EMBARK_WEB_VERDICT_ALLOW;
}

/* Returns: whether @uri is on this machine */
gboolean
embark_web_policy_is_loopback (const char *uri)
{
  g_autoptr (GUri) parsed = embark_web_policy_parse (uri);

  return parsed != NULL && g_uri_get_host (parsed) != NULL && host_is_loopback (g_uri_get_host (parsed));
}

/* Returns: whether a script of @other could have changed its address to @uri without a load */
gboolean
embark_web_policy_is_same_origin (const char *uri, const char *other)
{
  g_autoptr (GUri) a = embark_web_policy_parse (uri);
  g_autoptr (GUri) b = embark_web_policy_parse (other);

  return a != NULL && b != NULL && g_ascii_strcasecmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0
         && g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0
         && g_uri_get_port (a) == g_uri_get_port (b);
}

/* Scripts that may stand in a host as themselves. Not among them: those whose letters look like Latin ones
 * (Cyrillic, Greek, Armenian, Cherokee…) and those written from right to left, which turn the labels of a
 * host around. */
static gboolean
script_is_shown (GUnicodeScript script)
{
  static const GUnicodeScript shown[] = { G_UNICODE_SCRIPT_LATIN,      G_UNICODE_SCRIPT_HAN,
                                          G_UNICODE_SCRIPT_HIRAGANA,   G_UNICODE_SCRIPT_KATAKANA,
                                          G_UNICODE_SCRIPT_HANGUL,     G_UNICODE_SCRIPT_THAI,
                                          G_UNICODE_SCRIPT_BENGALI,    G_UNICODE_SCRIPT_TAMIL,
                                          G_UNICODE_SCRIPT_DEVANAGARI, G_UNICODE_SCRIPT_TELUGU };

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    if (shown[i] == script)
      return TRUE;

  return FALSE;
}

static gboolean
scripts_go_together (GUnicodeScript a, GUnicodeScript b)
{
  const gboolean a_is_japanese =
      a == G_UNICODE_SCRIPT_HAN || a == G_UNICODE_SCRIPT_HIRAGANA || a == G_UNICODE_SCRIPT_KATAKANA;
  const gboolean b_is_japanese =
      b == G_UNICODE_SCRIPT_HAN || b == G_UNICODE_SCRIPT_HIRAGANA || b == G_UNICODE_SCRIPT_KATAKANA;

  return a == b || (a_is_japanese && b_is_japanese);
}

static gboolean
character_is_shown (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c) || c == '-';
  if (!g_unichar_isalpha (c) && !g_unichar_ismark (c))
    return FALSE;
  /* The accented letters of living languages; beyond them lie letters that only differ from "a" or "l" under
   * a lens. */
  if (g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN)
    return c >= 0xdf && c <= 0x17e && c != 0x131 && c != 0x138;

  return TRUE;
}

static gboolean
label_is_shown (const char *label)
{
  GUnicodeScript script = G_UNICODE_SCRIPT_COMMON;

  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      const GUnicodeScript next = g_unichar_get_script (c);

      if (!character_is_shown (c))
        return FALSE;
      if (next == G_UNICODE_SCRIPT_COMMON || next == G_UNICODE_SCRIPT_INHERITED)
        continue;
      if (!script_is_shown (next)
          || (script != G_UNICODE_SCRIPT_COMMON && !scripts_go_together (script, next)))
        return FALSE;
      script = next;
    }

  return TRUE;
}

/* Returns: (transfer full) (nullable): only letters, digits, hyphen and dot; %NULL when it is not. GUri has
 * put the host through nameprep: invisible joiners are gone, and a host with overrides or isolates of
 * direction was not parsed. */
static char *
dup_ascii_host (const char *host)
{
  g_autofree char *ascii = g_ascii_strdown (host, -1);

  for (const char *p = ascii; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '.' && *p != '_')
      return NULL;

  return g_steal_pointer (&ascii);
}

/**
 * embark_web_policy_dup_host:
 * @uri: (nullable): an address
 *
 * The host as it can be shown to somebody about to type a password: letters outside ASCII only where a label
 * keeps to one script that does not imitate Latin, punycode otherwise, no invisible characters, IPv6 in
 * brackets.
 *
 * Returns: (transfer full) (nullable): the host, %NULL where there is none
 */
char *
embark_web_policy_dup_host (const char *uri)
{
  g_autoptr (GUri) parsed = embark_web_policy_parse (uri);
  g_autofree char *ascii = NULL;
  g_auto (GStrv) labels = NULL;
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  if (host == NULL || *host == '\0')
    return NULL;
  if (strchr (host, ':') != NULL)
    return g_hostname_is_ip_address (host) ? g_strdup_printf ("[%s]", host) : NULL;

  ascii = dup_ascii_host (host);
  if (ascii == NULL)
    return NULL;

  labels = g_strsplit (ascii, ".", -1);
  for (gsize i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *label = NULL;

      if (!g_str_has_prefix (labels[i], "xn--"))
        continue;
      label = g_hostname_to_unicode (labels[i]);
      if (label != NULL && label_is_shown (label))
        {
          g_free (labels[i]);
          labels[i] = g_steal_pointer (&label);
        }
    }

  return g_strjoinv (".", labels);
}
