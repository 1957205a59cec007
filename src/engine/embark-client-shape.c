/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a Client ID and a Client Secret of Salesforce look like. Pure. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-client-credentials.h"

/* What Salesforce's consumer keys begin with, as far as any was seen. */
#define ID_PREFIX  "3MVG9"
#define MIN_ID     50
#define MAX_ID     256
#define OLD_SECRET 19
#define NEW_SECRET 64
#define MAX_SECRET 256

/* Returns: (transfer full): @text without white space and without what cannot be seen, both of which a
 * clipboard brings along: neither is ever part of the two. @inside: (out): whether any stood between the rest
 */
static char *
clean (const char *text, gboolean *inside)
{
  GString *out = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  gboolean gap = FALSE;

  *inside = FALSE;
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c) && g_unichar_type (c) != G_UNICODE_FORMAT
          && g_unichar_type (c) != G_UNICODE_SPACE_SEPARATOR)
        {
          *inside |= gap && out->len > 0;
          gap = FALSE;
          g_string_append_unichar (out, c);
        }
      else
        gap = TRUE;
    }
  explicit_bzero (valid, strlen (valid));
  return g_string_free (out, FALSE);
}

static gboolean
consists_of (const char *text, gboolean (*allowed) (char c))
{
  for (; *text != '\0'; text++)
    if (!allowed (*text))
      return FALSE;
  return TRUE;
}

static gboolean
is_id_char (char c)
{
  return g_ascii_isalnum (c) || strchr ("._-", c) != NULL;
}

static gboolean
is_hex (char c)
{
  return g_ascii_isxdigit (c);
}

static gboolean
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

static gboolean
is_visible (char c)
{
  return g_ascii_isgraph (c);
}

static EmbarkShape
judge_id (const char *id, const char **reason)
{
  const gsize length = strlen (id);

  if (length == NEW_SECRET && consists_of (id, is_hex))
    {
      *reason = _ ("This looks like a Client Secret. The Client ID is the consumer key.");
      return EMBARK_SHAPE_WRONG;
    }
  if (!consists_of (id, is_id_char))
    {
      *reason = _ (
          "A Client ID has letters, digits, dots, underscores and hyphens only. Copy the consumer key anew.");
      return EMBARK_SHAPE_WRONG;
    }
  if (length > MAX_ID)
    {
      *reason = _ ("This is too long for a Client ID. Something else may have been pasted along.");
      return EMBARK_SHAPE_WRONG;
    }
  if (!g_str_has_prefix (id, ID_PREFIX))
    {
      *reason =
          _ ("Client IDs of Salesforce usually begin with 3MVG9. Compare it with the consumer key in Setup.");
      return EMBARK_SHAPE_ODD;
    }
  if (length < MIN_ID)
    {
      *reason = _ ("Client IDs of Salesforce usually have about 85 characters; this one is shorter. Its end "
                   "may be missing.");
      return EMBARK_SHAPE_ODD;
    }
  return EMBARK_SHAPE_GOOD;
}

static EmbarkShape
judge_secret (const char *secret, const char **reason)
{
  const gsize length = strlen (secret);

  if (g_str_has_prefix (secret, ID_PREFIX))
    {
      *reason = _ ("This looks like a Client ID. The Client Secret is the consumer secret.");
      return EMBARK_SHAPE_WRONG;
    }
  if (!consists_of (secret, is_visible) || length > MAX_SECRET)
    {
      *reason = _ ("This cannot be a Client Secret. Copy the consumer secret anew.");
      return EMBARK_SHAPE_WRONG;
    }
  if ((length == NEW_SECRET && consists_of (secret, is_hex))
      || (length == OLD_SECRET && consists_of (secret, is_digit)))
    return EMBARK_SHAPE_GOOD;
  *reason = _ ("Client Secrets of Salesforce usually have 64 digits and letters from A to F, older ones up "
               "to 19 digits. "
               "Compare it with the consumer secret in Setup.");
  return EMBARK_SHAPE_ODD;
}

static EmbarkShape
check (const char *text,
       EmbarkShape (*judge) (const char *text, const char **reason),
       char **cleaned,
       gboolean *changed,
       const char **reason)
{
  gboolean inside;
  const char *why = NULL;
  g_autofree char *plain = clean (text, &inside);
  EmbarkShape shape = *plain == '\0' ? EMBARK_SHAPE_EMPTY : judge (plain, &why);

  if (shape == EMBARK_SHAPE_GOOD && inside)
    why = _ ("Blanks or line breaks were pasted along; they are left out.");
  else if (shape != EMBARK_SHAPE_GOOD && inside)
    /* Whatever else is wrong follows from that: a part is missing, or two things were pasted. */
    why =
        _ ("There is a blank or a line break inside it: a part may be missing, or something else was pasted "
           "along. Copy it anew.");
  if (cleaned != NULL)
    *cleaned = g_steal_pointer (&plain);
  else
    explicit_bzero (plain, strlen (plain));
  if (changed != NULL)
    *changed = inside;
  if (reason != NULL)
    *reason = why;
  return shape;
}

EmbarkShape
embark_client_id_check (const char *text, char **cleaned, gboolean *changed, const char **reason)
{
  return check (text, judge_id, cleaned, changed, reason);
}

EmbarkShape
embark_client_secret_check (const char *text, char **cleaned, gboolean *changed, const char **reason)
{
  return check (text, judge_secret, cleaned, changed, reason);
}
