/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-web-session.h"

/* Folder to session (unowned): two sessions that write to one folder would spoil each other's files. */
static GHashTable *kept;

static void
forgotten_cb (gpointer folder, GObject *session)
{
  g_hash_table_remove (kept, folder);
}

static WebKitNetworkSession *
open_kept (const char *folder)
{
  g_autofree char *path = g_canonicalize_filename (folder, NULL);
  g_autofree char *data = g_build_filename (path, "data", NULL);
  g_autofree char *cache = g_build_filename (path, "cache", NULL);
  g_autofree char *cookies = g_build_filename (path, "cookies.sqlite", NULL);
  WebKitNetworkSession *session;
  char *key;

  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  session = g_hash_table_lookup (kept, path);
  if (session != NULL)
    return g_object_ref (session);

  session = webkit_network_session_new (data, cache);
  webkit_cookie_manager_set_persistent_storage (webkit_network_session_get_cookie_manager (session), cookies,
                                                WEBKIT_COOKIE_PERSISTENT_STORAGE_SQLITE);
  key = g_steal_pointer (&path);
  g_hash_table_insert (kept, key, session);
  g_object_weak_ref (G_OBJECT (session), forgotten_cb, key);

  return session;
}

/**
 * embark_web_session_new:
 * @folder: (nullable): absolute path of the folder it is kept in
 *
 * Returns: (transfer full): a session of its own that nothing is kept of; with @folder the one that lives
 * there
 */
WebKitNetworkSession *
embark_web_session_new (const char *folder)
{
  WebKitNetworkSession *session =
      folder != NULL ? open_kept (folder) : webkit_network_session_new_ephemeral ();

  /* Names and passwords are asked for by pages only, and what a page stores is its own affair. */
  webkit_network_session_set_persistent_credential_storage_enabled (session, FALSE);
  webkit_network_session_set_tls_errors_policy (session, WEBKIT_TLS_ERRORS_POLICY_FAIL);

  return session;
}
