/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-config-form.h"

G_BEGIN_DECLS

struct _EmbarkConfigField
{
  GObject parent_instance;

  EmbarkField *field; /* (owned) */
  char *config_id;    /* (owned): the config that it is of */
  char *workflow_id;  /* (owned) (nullable) */
  JsonNode *saved;    /* (owned) (nullable) */

  gboolean has_draft;
  JsonNode *draft;   /* (owned) (nullable): what the user entered; NULL for "no value" */
  char *text;        /* (owned) (nullable): what the user entered that is no value yet; the draft is the saved one */
  gboolean saving;
  JsonNode *sent;    /* (owned) (nullable): on its way */
  gboolean again;    /* the user finished another edit meanwhile */
  char *refusal;     /* (owned) (nullable) */
  char *request_id;  /* (owned) (nullable) */

  gboolean waiting;  /* the field it depends on has no value */
  gboolean loading;
  char *blocked;     /* (owned) (nullable): why there are no choices */
  gboolean blocked_alone; /* its own call says so, not the config */
  char *note;        /* (owned) (nullable): what happened to its value by itself */
  gboolean asked;    /* for the choices... */
  JsonNode *asked_for; /* (owned) (nullable): ...with this value of the field it depends on */

  gboolean ticked;   /* saved a moment ago */
};

struct _EmbarkConfigForm
{
  GObject parent_instance;

  EmbarkOnboarding *onboarding; /* (owned) */
  char *config_id;              /* (owned) */
  EmbarkConfig *config;         /* (owned) (nullable) */
  GListStore *fields;           /* (owned) (element-type EmbarkConfigField) */
  GHashTable *parents;          /* (owned) (element-type EmbarkConfigField EmbarkConfigField): those in `fields` */
  GHashTable *kept;             /* (owned) (element-type utf8 GPtrArray): fields with edits, by config */
  GListStore *configs;          /* (owned) (element-type EmbarkConfigRef) */
  GCancellable *cancellable;    /* (owned): ends with the form */
  GCancellable *load;           /* (owned) (nullable): of the load under way */
  GError *error;                /* (owned) (nullable) */
  guint n_busy;                 /* writes and questions on their way */
  guint serial;                 /* counts what was changed on the server, or told by somebody else */
  guint round_serial;           /* as it was when the onboarding last began to ask */
  gboolean connected;           /* as last told */
  gboolean unconnected;         /* and known not to be */
  gboolean stale;               /* to be loaded once nothing is on its way */
};

/* In embark-config-field.c */
EmbarkConfigField *embark_config_field_new (EmbarkField *field, const char *config_id, const char *workflow_id);
void embark_config_field_changed (EmbarkConfigField *self);
void embark_config_field_drop_draft (EmbarkConfigField *self);
void embark_config_field_set_saved (EmbarkConfigField *self, JsonNode *saved);
gboolean embark_config_field_same (JsonNode *a, JsonNode *b);
/* Returns: whether @value is null, absent, "", [] or {} */
gboolean embark_config_field_is_empty (JsonNode *value);
/* Returns: whether its type has choices and it has some */
gboolean embark_config_field_wants_options (EmbarkField *field);
gboolean embark_config_field_has_options (EmbarkField *field);
/* Returns: whether every choice in @value is offered by @field */
gboolean embark_config_field_offers (EmbarkField *field, JsonNode *value);
/* Returns: (nullable) */
const char *embark_config_field_get_parent_id (EmbarkField *field);
/* Returns: (transfer full): "The saved value is still 30." */
char *embark_config_field_dup_still (EmbarkConfigField *self);

/* In embark-config-form.c */
void embark_config_form_changed (EmbarkConfigForm *self);
void embark_config_form_field_changed (EmbarkConfigForm *self, EmbarkConfigField *field);
void embark_config_form_begin (EmbarkConfigForm *self);
/* @wrote: something may be different on the server */
void embark_config_form_end (EmbarkConfigForm *self, gboolean wrote);
EmbarkClient *embark_config_form_get_client (EmbarkConfigForm *self);
const char *embark_config_form_get_account_id (EmbarkConfigForm *self);
/* Returns: (transfer full): a call about @field */
EmbarkCall *embark_config_form_new_call (EmbarkConfigForm *self, EmbarkOperation operation, EmbarkConfigField *field);

/* In embark-config-form-fields.c */
void embark_config_form_take_config (EmbarkConfigForm *self, EmbarkConfig *config);
/* Returns: (nullable): what @field depends on */
EmbarkConfigField *embark_config_form_find_parent (EmbarkConfigForm *self, EmbarkConfigField *field);
/* Returns: (transfer full) (element-type EmbarkConfigField) */
GPtrArray *embark_config_form_list_fields (EmbarkConfigForm *self);
void embark_config_form_drop_fields (EmbarkConfigForm *self);

/* In embark-config-form-options.c */
/* Works out which fields wait for others and which lack choices, and asks for these. */
void embark_config_form_look_at_options (EmbarkConfigForm *self);
/* @parent has another value: what depends on it is not what it was. */
void embark_config_form_follow (EmbarkConfigForm *self, EmbarkConfigField *parent);

G_END_DECLS
