/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payload forms, and what is expected of them. */

#pragma once

#include "embark-payload-form.h"

G_BEGIN_DECLS

EmbarkJsonSchema *payload_make_schema (const char *text);
/* @schema: (nullable): as text */
EmbarkPayloadForm *payload_make_form (const char *schema, const char *text);
/* @expected: the fields: path, a sign for the type ({[siNb0*), "-" when absent, "!" when required, the text in the entry */
void payload_assert_fields (EmbarkPayloadForm *form, const char *expected);
void payload_assert_text (EmbarkPayloadForm *form, const char *expected);
/* Returns: (transfer none): the field at @path, which there has to be */
EmbarkPayloadField *payload_find (EmbarkPayloadForm *form, const char *path);
/* Sets what is typed into it, which has to go well. */
void payload_set (EmbarkPayloadForm *form, const char *path, const char *entry);
/* For notify and items-changed: count how often. */
void payload_count_cb (GObject *object, GParamSpec *pspec, guint *n);
void payload_changed_cb (GListModel *model, guint position, guint removed, guint added, guint *n);

G_END_DECLS
