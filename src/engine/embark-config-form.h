/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-config-field.h"
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkConfigForm:
 *
 * The settings of one linked account as a form: every field of the chosen config, on its own way to the server. Saving is
 * one call a field, one after the other: what is edited meanwhile is saved afterwards. A newer config never takes away
 * what the user entered. It follows the account's own config through its EmbarkOnboarding and gives back what it reads, so
 * that the guided path counts the same.
 *
 * Signals: `changed`: config, list of configs, loading or error did; `field-changed` (EmbarkConfigField).
 */
#define EMBARK_TYPE_CONFIG_FORM (embark_config_form_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConfigForm, embark_config_form, EMBARK, CONFIG_FORM, GObject)

/* @onboarding: of an account that exists */
EmbarkConfigForm *embark_config_form_new (EmbarkOnboarding *onboarding);
EmbarkOnboarding *embark_config_form_get_onboarding (EmbarkConfigForm *self);
/* Returns: (transfer none) (nullable): the chosen config as the server last told it */
EmbarkConfig *embark_config_form_get_config (EmbarkConfigForm *self);
/* Returns: the id of the chosen config; the account's id for its own one */
const char *embark_config_form_get_config_id (EmbarkConfigForm *self);
/* Returns: whether the chosen config is the account's own one, which events and runs use */
gboolean embark_config_form_get_is_own (EmbarkConfigForm *self);
/* Returns: (transfer none): every field (EmbarkConfigField), hidden ones too: those that all workflows share, then those
 * of each workflow */
GListModel *embark_config_form_get_fields (EmbarkConfigForm *self);
gboolean embark_config_form_get_loading (EmbarkConfigForm *self);
/* Returns: (nullable): why the config was not loaded */
const GError *embark_config_form_get_error (EmbarkConfigForm *self);
/* Returns: whether anything is on its way to the server */
gboolean embark_config_form_get_busy (EmbarkConfigForm *self);
/* Returns: whether the account is known not to be connected: choices that come from Salesforce cannot be had then */
gboolean embark_config_form_get_unconnected (EmbarkConfigForm *self);
/* Asks for the chosen config again. What is being saved is waited for. */
void embark_config_form_reload (EmbarkConfigForm *self);

/* @workflow_id: (nullable): %NULL for the fields that all workflows share. How many visible fields were refused or cannot
 * load (but for those that wait for the connection), how many required ones are empty, and how many are being saved. */
void embark_config_form_count (EmbarkConfigForm *self, const char *workflow_id, guint *n_fields, guint *n_refused,
                               guint *n_missing, guint *n_busy);
/* Returns: how many visible fields have an edit that is not saved yet */
guint embark_config_form_count_edits (EmbarkConfigForm *self, const char *workflow_id);

/* ---- a field ---- */

/* The user changed it. @value: (nullable): in the JSON type to send; %NULL for none. Nothing is sent yet. A field of a type
 * that is not known, or that is hidden, is left as it is. */
void embark_config_form_edit (EmbarkConfigForm *self, EmbarkConfigField *field, JsonNode *value);
/* The user wrote something that is no value of the field's type yet. It is kept as any edit is, and never sent. @text: to
 * show it again; @reason: (nullable): what is wrong with it, once the user is done; the field counts as refused then */
void embark_config_form_hold (EmbarkConfigForm *self, EmbarkConfigField *field, const char *text, const char *reason);
/* The user is done with it: what differs from what the server has is saved. */
void embark_config_form_commit (EmbarkConfigForm *self, EmbarkConfigField *field);
/* Back to what the server has. */
void embark_config_form_revert (EmbarkConfigForm *self, EmbarkConfigField *field);
/* Asks for its choices again. */
void embark_config_form_load_options (EmbarkConfigForm *self, EmbarkConfigField *field);
/* Asks what a rule can compare @lhs with. */
void embark_config_form_load_rule_async (EmbarkConfigForm *self, EmbarkConfigField *field, const char *lhs,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): the answer (EmbarkRuleOptions) */
gpointer embark_config_form_load_rule_finish (EmbarkConfigForm *self, GAsyncResult *result, GError **error);

/* ---- workflows ---- */

/* Switches a workflow of the chosen config. The config changes only once the server agreed. */
void embark_config_form_set_workflow_enabled_async (EmbarkConfigForm *self, const char *workflow_id, gboolean enabled,
                                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                                    gpointer user_data);
gboolean embark_config_form_set_workflow_enabled_finish (EmbarkConfigForm *self, GAsyncResult *result, GError **error);

/* ---- several configs ---- */

/* Returns: (transfer none): the refs (EmbarkConfigRef) of the account's configs, as last listed */
GListModel *embark_config_form_get_configs (EmbarkConfigForm *self);
/* Asks which configs there are; `changed` tells. */
void embark_config_form_list_configs (EmbarkConfigForm *self);
/* Shows another config. What was entered in the one before is kept for when it is chosen again. */
void embark_config_form_choose (EmbarkConfigForm *self, const char *config_id);
/* Makes a config, or finds it, and chooses it. */
void embark_config_form_create_async (EmbarkConfigForm *self, const char *config_id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_config_form_create_finish (EmbarkConfigForm *self, GAsyncResult *result, GError **error);
/* Deletes a config with its values and switches; the account's own one is chosen when it was the chosen one. */
void embark_config_form_delete_async (EmbarkConfigForm *self, const char *config_id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_config_form_delete_finish (EmbarkConfigForm *self, GAsyncResult *result, GError **error);

G_END_DECLS
