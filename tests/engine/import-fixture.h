/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An import, a file for it and a sandbox in the same main context, the clock held by the test. */

#pragma once

#include "embark-import.h"
#include "sandbox-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  Fixture sandbox;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
  EmbarkImport *import;
  char *path;
} Bench;

void bench_set_up (Bench *b, gconstpointer data);
void bench_tear_down (Bench *b, gconstpointer data);

gboolean import_load_bytes (Bench *b, const char *text, gsize length, GError **error);
void import_load (Bench *b, const char *text);
void import_check (Bench *b);
void import_run (Bench *b);
/* Returns: (transfer none) */
EmbarkImportRow *import_row (Bench *b, guint index);
guint import_n_rows (Bench *b);

#define assert_row(b, index, expected)                                                                       \
  g_assert_cmpint (embark_import_row_get_state (import_row (b, index)), ==, EMBARK_IMPORT_##expected)
#define assert_count(b, state, n)                                                                            \
  g_assert_cmpuint (embark_import_get_count ((b)->import, EMBARK_IMPORT_##state), ==, n)

/* How many requests the server had of a method and path (a part of it). */
guint import_count_requests (Bench *b, const char *method, const char *path);
/* Returns: (transfer full) (nullable): the account as the server has it */
EmbarkLinkedAccount *import_get_account (Bench *b, const char *id);
/* Returns: (transfer full) (nullable): a user-defined field of it, as text */
char *import_get_udf (Bench *b, const char *id, const char *key);
/* Makes the server fail as its route for that says. */
void import_fault (Bench *b, const char *json);

G_END_DECLS
