/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "embark-sandbox-json.h"
#include "embark-sandbox-jwt.h"

char *
sandbox_random_hex (guint length)
{
  GString *hex = g_string_sized_new (length * 2);

  for (guint i = 0; i < length; i++)
    {
      guint8 byte = 0;

      while (getrandom (&byte, 1, 0) != 1)
        if (errno != EINTR)
          g_error ("No random bytes: %s", g_strerror (errno));
      g_string_append_printf (hex, "%02x", byte);
    }
  return g_string_free (hex, FALSE);
}

static char *
base64_url (const guint8 *data, gsize length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
signature (const char *signed_part, gsize length, GBytes *secret)
{
  g_autoptr (GHmac) hmac = NULL;
  guint8 digest[32];
  gsize digest_length = sizeof digest;
  gsize key_length;
  const guint8 *key = g_bytes_get_data (secret, &key_length);

  hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  g_hmac_update (hmac, (const guchar *) signed_part, (gssize) length);
  g_hmac_get_digest (hmac, digest, &digest_length);
  return base64_url (digest, digest_length);
}

char *
sandbox_jwt_sign (JsonObject *claims, GBytes *secret)
{
  static const char header[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autofree char *head = NULL;
  g_autofree char *body = NULL;
  g_autofree char *signed_part = NULL;
  g_autofree char *sign = NULL;

  json_node_set_object (node, claims);
  text = sandbox_json_print (node, FALSE);
  head = base64_url ((const guint8 *) header, strlen (header));
  body = base64_url ((const guint8 *) text, strlen (text));
  signed_part = g_strdup_printf ("%s.%s", head, body);
  sign = signature (signed_part, strlen (signed_part), secret);
  return g_strdup_printf ("%s.%s", signed_part, sign);
}

gboolean
sandbox_equal_secret (const char *a, const char *b)
{
  gsize length = strlen (a);
  guint8 difference = 0;

  if (length != strlen (b))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint8) a[i] ^ (guint8) b[i];
  return difference == 0;
}

JsonObject *
sandbox_jwt_verify (const char *token, GBytes *secret, gint64 now)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *sign = NULL;
  g_autofree char *padded = NULL;
  g_autofree guchar *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;

  parts = g_strsplit (token, ".", 4);
  if (g_strv_length (parts) != 3)
    return NULL;

  sign = signature (token, strlen (parts[0]) + 1 + strlen (parts[1]), secret);
  if (!sandbox_equal_secret (sign, parts[2]))
    return NULL;

  /* Only what we signed comes this far. */
  padded = g_strconcat (parts[1], "===", NULL);
  padded[(strlen (parts[1]) + 3) / 4 * 4] = '\0';
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  text = g_base64_decode (padded, &length);
  node = sandbox_json_parse ((const char *) text, length, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)
      || sandbox_int (json_node_get_object (node), "exp") <= now)
    return NULL;
  return json_object_ref (json_node_get_object (node));
}
