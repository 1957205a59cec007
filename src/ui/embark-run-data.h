/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkRunData:
 *
 * What went into a node, or came out: as text or as a tree. What is long is a tree as long as nobody wants it otherwise,
 * since of a text only the beginning is shown; its text is printed in a thread when it is wanted. Properties: `label`
 * (string, nullable: its accessible name), `tree` (boolean), `has-data` (boolean, read-only), `has-tree` (boolean,
 * read-only: it is an object or array).
 */
#define EMBARK_TYPE_RUN_DATA (embark_run_data_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunData, embark_run_data, EMBARK, RUN_DATA, AdwBin)

/**
 * embark_run_data_show:
 * @json: (nullable): must not be changed any more
 * @other: it is of another node than what is shown
 * @nothing: what is said without @json
 */
void embark_run_data_show (EmbarkRunData *self, JsonNode *json, gboolean other, const char *nothing);
gboolean embark_run_data_get_tree (EmbarkRunData *self);
/* Shows it as a tree or as text, and what comes after it too. */
void embark_run_data_set_tree (EmbarkRunData *self, gboolean tree);
/* Copies all of it as text, which may take a moment, and says so with @toast. */
void embark_run_data_copy (EmbarkRunData *self, const char *toast);

G_END_DECLS
