/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether two linked accounts are connected to one org. */

#include "config.h"

#include "embark-glib.h"
#include "embark-identity.h"
#include "embark-task.h"

#define MAX_NAMES 5
/* Among the found ones may be some that turn out to be of other orgs. */
#define MAX_FOUND 50

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_journal_save_identity_finish (EMBARK_JOURNAL (source), result, &error))
    g_message ("Who is connected could not be written down: %s", error->message);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_journal_forget_identity_finish (EMBARK_JOURNAL (source), result, &error))
    g_message ("Who was connected could not be forgotten: %s", error->message);
}

void
embark_identity_note (EmbarkWorkspace *workspace,
                      const char *account_id,
                      const char *account_name,
                      const EmbarkIdentity *identity)
{
  const char *profile_id;
  EmbarkJournal *journal;

  g_return_if_fail (EMBARK_IS_WORKSPACE (workspace));
  g_return_if_fail (account_id != NULL);

  profile_id = embark_profile_get_id (embark_workspace_get_profile (workspace));
  journal = embark_workspace_get_journal (workspace);
  if (identity == NULL)
    embark_journal_forget_identity_async (journal, profile_id, account_id, NULL, forgotten_cb, NULL);
  else
    {
      const EmbarkIdentityEntry entry = {
        .profile_id = (char *) profile_id,
        .account_id = (char *) account_id,
        .account_name = (char *) account_name,
        .identifier = identity->text,
        .user = identity->user,
        .org = identity->org,
        .host = identity->host,
        .seen_at = embark_clock_get_real_time (embark_workspace_get_clock (workspace)),
      };

      embark_journal_save_identity_async (journal, &entry, NULL, noted_cb, NULL);
    }
}

typedef struct _Guard Guard;
struct _Guard
{
  char *account_id;         /* (owned) */
  EmbarkIdentity *identity; /* (owned) (nullable) */
  EmbarkSameOrg how;        /* of those that are named */
};

static void
guard_clear (Guard *self)
{
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->identity, embark_identity_free);
}

EMBARK_DEFINE_TASK_DATA (Guard, guard)

/* What the journal knows of the org beside what this connection tells: the other one of its id and its host.
 */
static void
complete (EmbarkIdentity *identity, GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      const EmbarkIdentityEntry *entry = g_ptr_array_index (found, i);

      if (entry->org == NULL || entry->host == NULL || g_str_equal (entry->org, entry->host))
        continue;
      if (identity->host == NULL && g_strcmp0 (identity->org, entry->org) == 0)
        identity->host = g_strdup (entry->host);
      else if (g_strcmp0 (identity->org, identity->host) == 0 && g_strcmp0 (identity->host, entry->host) == 0)
        embark_set_str (&identity->org, entry->org);
    }
}

/* Returns: (transfer full): those of @found that compare with the guarded one as @how says */
static char **
name_those (Guard *guard, GPtrArray *found, EmbarkSameOrg how)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; i < found->len && n < MAX_NAMES; i++)
    {
      const EmbarkIdentityEntry *entry = g_ptr_array_index (found, i);
      const EmbarkIdentity other = {
        .text = entry->identifier, .user = entry->user, .org = entry->org, .host = entry->host
      };

      if (g_strcmp0 (entry->account_id, guard->account_id) == 0
          || embark_identity_compare_org (guard->identity, &other) != how)
        continue;
      g_strv_builder_add (names, entry->account_name != NULL ? entry->account_name : entry->account_id);
      n++;
    }
  return g_strv_builder_end (names);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Guard *guard = embark_task_get_guard (task);
  g_auto (GStrv) names = NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) found =
      embark_journal_find_identities_finish (EMBARK_JOURNAL (source), result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  complete (guard->identity, found);
  guard->how = EMBARK_SAME_ORG_YES;
  names = name_those (guard, found, guard->how);
  if (names[0] == NULL)
    {
      g_strfreev (names);
      guard->how = EMBARK_SAME_ORG_MAYBE;
      names = name_those (guard, found, guard->how);
    }
  if (names[0] == NULL)
    guard->how = EMBARK_SAME_ORG_NO;
  g_task_return_pointer (task, g_steal_pointer (&names), (GDestroyNotify) g_strfreev);
}

void
embark_identity_guard_check_async (EmbarkWorkspace *workspace,
                                   const char *account_id,
                                   const EmbarkIdentity *identity,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Guard *guard;

  g_return_if_fail (EMBARK_IS_WORKSPACE (workspace));
  g_return_if_fail (account_id != NULL);

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_identity_guard_check_async);
  guard = guard_new ();
  guard->account_id = g_strdup (account_id);
  embark_task_set_guard (task, guard);
  if (identity == NULL || (identity->org == NULL && identity->user == NULL))
    {
      g_task_return_pointer (task, g_new0 (char *, 1), (GDestroyNotify) g_strfreev);
      return;
    }
  guard->identity = embark_identity_copy (identity);
  embark_journal_find_identities_async (embark_workspace_get_journal (workspace),
                                        embark_profile_get_id (embark_workspace_get_profile (workspace)),
                                        identity->org, identity->host, identity->user, MAX_FOUND, cancellable,
                                        found_cb, g_object_ref (task));
}

char **
embark_identity_guard_check_finish (GAsyncResult *result, EmbarkSameOrg *how, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_identity_guard_check_async), NULL);

  if (how != NULL)
    *how = embark_task_get_guard (G_TASK (result))->how;
  return g_task_propagate_pointer (G_TASK (result), error);
}
