/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The many of "--seed large": linked accounts and runs that are worked out from their number whenever somebody asks, so
 * that a hundred thousand of them cost neither time at the start nor memory. One that is changed becomes an ordinary
 * account of the document, in its old place of the list. */

#pragma once

#include "embark-sandbox-private.h"

G_BEGIN_DECLS

/* Lets @env have so many accounts, and the first of its accounts so many past runs. */
void sandbox_crowd_seed (EmbarkSandbox *self, JsonObject *env, guint n_accounts, guint n_runs);

/* Returns: how many accounts of the crowd have @folded, which is case-folded, in name or id. Those that stand from
 * @skip up to @skip + @limit among them are given to @func. */
typedef void (*SandboxCrowdFunc) (EmbarkSandbox *self, JsonObject *account, gpointer data);
guint sandbox_crowd_list (EmbarkSandbox *self, JsonObject *env, const char *folded, gsize skip, gsize limit,
                          SandboxCrowdFunc func, gpointer data);
/* Returns: whether the account is one of the crowd that was changed, and is therefore told among it */
gboolean sandbox_crowd_has (JsonObject *account);
/* Returns: (transfer none) (nullable): the account, made one of the document when it was only a number */
JsonObject *sandbox_find_account (EmbarkSandbox *self, JsonObject *env, const char *account_id);
/* Takes the account out of the document, and out of the crowd. */
gboolean sandbox_remove_account (EmbarkSandbox *self, JsonObject *env, const char *account_id);
/* Forgets what was worked out of the document, after another one was loaded. */
void sandbox_crowd_forget (EmbarkSandbox *self);

/* Calls @func for each past run of @account_id, newest first, with only what filters look at; what it returns says
 * whether to go on. */
typedef gboolean (*SandboxCrowdRunFunc) (guint number, const char *status, guint workflow, gint64 created, gpointer data);
void sandbox_crowd_each_run (JsonObject *env, const char *account_id, SandboxCrowdRunFunc func, gpointer data);
/* Returns: (transfer full): the run of that number, as the document would hold it */
JsonObject *sandbox_crowd_run (EmbarkSandbox *self, JsonObject *env, guint number);
/* Returns: whether @id is a run of the crowd; @number is set then */
gboolean sandbox_crowd_parse_run (JsonObject *env, const char *id, guint *number);

G_END_DECLS
