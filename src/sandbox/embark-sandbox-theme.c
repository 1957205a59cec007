/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a customer's portal looks, as the connect call asked for it. The documents have two sets of names
 * (register 25); both are taken, and colours alone, so that nothing else gets into the style sheet. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "embark-sandbox-private.h"

static JsonObject *
properties (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonNode *kept = NULL;

  if (self != NULL && sandbox_str (request->claims, "jti") != NULL)
    kept = g_hash_table_lookup (self->properties, sandbox_str (request->claims, "jti"));
  return kept != NULL && JSON_NODE_HOLDS_OBJECT (kept) ? json_node_get_object (kept) : NULL;
}

/* Returns: (nullable): "#rrggbb", the first of the three members that has one */
static const char *
color (JsonObject *kept, const char *a, const char *b, const char *c)
{
  const char *names[] = { a, b, c };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = names[i] != NULL ? sandbox_str (kept, names[i]) : NULL;

      if (text != NULL && text[0] == '#' && strlen (text) == 7
          && strspn (text + 1, "0123456789abcdefABCDEF") == 6)
        return text;
    }
  return NULL;
}

static gboolean
is_light (const char *hex)
{
  gulong rgb = strtoul (hex + 1, NULL, 16);

  return (rgb >> 16) * 299 + (rgb >> 8 & 0xff) * 587 + (rgb & 0xff) * 114 > 150 * 1000;
}

char *
sandbox_theme_style (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *kept = properties (self, request);
  const char *accent = color (kept, "button_color", "color", "base_color");
  const char *page = color (kept, "bgColor", NULL, NULL);
  GString *style = g_string_new (NULL);

  if (accent != NULL)
    g_string_append_printf (style, "\nbody.portal { --accent: %s; --accent-text: %s; }", accent,
                            is_light (accent) ? "#101418" : "#ffffff");
  /* A light page with dark words on it; in the dark the page keeps its own. */
  if (page != NULL && is_light (page))
    g_string_append_printf (style, "\n@media (prefers-color-scheme: light) { body.portal { --page: %s; } }",
                            page);
  return g_string_free (style, FALSE);
}

const char *
sandbox_theme_company (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *name = sandbox_str (properties (self, request), "name");

  return name != NULL && *name != '\0' ? name : SANDBOX_COMPANY;
}

const char *
sandbox_theme_return (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *address = sandbox_str (properties (self, request), "redirect_url");
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return scheme != NULL && (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) ? address : NULL;
}
