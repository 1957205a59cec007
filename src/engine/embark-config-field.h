/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-field.h"

G_BEGIN_DECLS

typedef enum
{
  EMBARK_CONFIG_FIELD_IDLE,
  EMBARK_CONFIG_FIELD_EDITED,  /* there is a value that was not saved yet */
  EMBARK_CONFIG_FIELD_LOADING, /* its choices are asked for */
  EMBARK_CONFIG_FIELD_SAVING,
  EMBARK_CONFIG_FIELD_SAVED,   /* just now */
  EMBARK_CONFIG_FIELD_REFUSED, /* the server, or the form, did not take the value: see the message */
  EMBARK_CONFIG_FIELD_WAITING, /* for a value of the field that it depends on */
  EMBARK_CONFIG_FIELD_BLOCKED, /* its choices cannot be loaded: see the message */
} EmbarkConfigFieldState;

/**
 * EmbarkConfigField:
 *
 * One field of an EmbarkConfigForm: what the server has, what the user made of it, and what becomes of that. Signal
 * `changed`: anything of it did.
 */
#define EMBARK_TYPE_CONFIG_FIELD (embark_config_field_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConfigField, embark_config_field, EMBARK, CONFIG_FIELD, GObject)

/* Returns: the definition, with its newest choices */
EmbarkField *embark_config_field_get_field (EmbarkConfigField *self);
/* Returns: (nullable): %NULL for a field that all workflows share */
const char *embark_config_field_get_workflow_id (EmbarkConfigField *self);
/* Returns: (transfer none) (nullable): what to show: the draft, else what is saved */
JsonNode *embark_config_field_get_value (EmbarkConfigField *self);
/* Returns: (transfer none) (nullable): what the server has */
JsonNode *embark_config_field_get_saved (EmbarkConfigField *self);
/* Returns: whether there is a value that the server does not have */
gboolean embark_config_field_get_has_draft (EmbarkConfigField *self);
/* Returns: (nullable): what the user entered that is no value of its type yet; has_draft is true then */
const char *embark_config_field_get_text (EmbarkConfigField *self);
EmbarkConfigFieldState embark_config_field_get_state (EmbarkConfigField *self);
/* Returns: (nullable): a sentence about the state, with the server's words in it */
const char *embark_config_field_get_message (EmbarkConfigField *self);
/* Returns: (nullable): to quote to the platform's support, when the server refused */
const char *embark_config_field_get_request_id (EmbarkConfigField *self);
/* Returns: whether it is required, visible, and the server has no value of it */
gboolean embark_config_field_get_missing (EmbarkConfigField *self);
/* Returns: whether the form shows it */
gboolean embark_config_field_get_visible (EmbarkConfigField *self);
/* Returns: (nullable): the page that it stands on; ids only, pages have no names */
const char *embark_config_field_get_page (EmbarkConfigField *self);

G_END_DECLS
