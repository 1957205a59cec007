/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the sandbox's own files share; nothing outside this folder includes it. */

#pragma once

#include <libsoup/soup.h>

#include "embark-sandbox.h"
#include "embark-sandbox-json.h"
#include "embark-sandbox-jwt.h"

G_BEGIN_DECLS

#define SANDBOX_SALESFORCE   "salesforce"
#define SANDBOX_ORGANISATION "6500a1b2c3d4e5f6a7b8c9d0"
#define SANDBOX_COMPANY      "Lumen Desk"
#define SANDBOX_CLIENT_ID    "3MVG9LumenDeskSandbox7QpXk2vYtRw0aBcDeFgHiJkLmNoPq.StUvWxYz_0123456789AbCdEfGhIjKlMno"
#define SANDBOX_SCOPES       "api refresh_token offline_access"
#define SANDBOX_MAX_BODY     (1024 * 1024)

/* What a route asks of its caller, and how it answers. */
typedef enum
{
  SANDBOX_KEY = 1 << 0,           /* x-api-key is accepted */
  SANDBOX_BEARER = 1 << 1,        /* a session token is accepted */
  SANDBOX_ACCOUNT = 1 << 2,       /* a linked account must be named */
  SANDBOX_ACCOUNT_MAYBE = 1 << 3, /* a linked account may be named */
  SANDBOX_QUERY = 1 << 4,         /* the account may stand in the query; the header wins */
  SANDBOX_FLOW = 1 << 5,          /* the workflow-side service: error_code, not error (contract 3.1) */
  SANDBOX_PAGE = 1 << 6,          /* for people: errors are pages */
  SANDBOX_SECRET = 1 << 7,        /* the path holds a secret: only the pattern is recorded */
  SANDBOX_CONTROL = 1 << 8,       /* not recorded, no faults */
} SandboxFlags;

/* Answers that single pages of the documents show, and that are asked for one by one. */
typedef enum
{
  SANDBOX_ODD_ACCOUNT_CREATED = 1 << 0, /* {"success": true} for a new account (register 18) */
  SANDBOX_ODD_CONFIGS_OBJECT = 1 << 1,  /* one whole config for the list of them (register 17) */
  SANDBOX_ODD_EVENT_KEYS = 1 << 2,      /* an event without its sample, as in the newer documents */
} SandboxOddities;

typedef struct _SandboxRequest SandboxRequest;
typedef void (*SandboxHandler) (EmbarkSandbox *self, SandboxRequest *request);

typedef struct
{
  const char *method;
  const char *pattern; /* segments in braces are parameters */
  guint flags;         /* SandboxFlags */
  SandboxHandler handler;
} SandboxRoute;

struct _SandboxRequest
{
  SoupServerMessage *message; /* (unowned) */
  const char *method;         /* (unowned): of @message */
  char *path;                 /* (owned): as it came, without the query */
  GPtrArray *segments;        /* (owned) (element-type utf8): decoded */
  GHashTable *query;          /* (owned): name to value */
  GHashTable *form;           /* (owned) (nullable): of a page's form */
  JsonNode *body;             /* (owned) (nullable) */
  const SandboxRoute *route;  /* (unowned) (nullable) */
  GHashTable *parameters;     /* (owned): name to value, from the path */
  const char *auth;           /* (unowned): "none", "key" or "bearer" */
  const char *environment;    /* (unowned): "test" or "production" */
  gboolean style_v2;          /* as the sandbox has it */
  guint odd;                  /* likewise */
  JsonObject *env;            /* (unowned) (nullable): its data set */
  JsonObject *account;        /* (unowned) (nullable): within @env */
  char *account_id;           /* (owned) (nullable): as named by the caller, for the record */
  JsonObject *claims;         /* (owned) (nullable): of the session token */
  char *token;                /* (owned) (nullable) */
  char *nonce;                /* (owned) (nullable): of the page's style and script */
  JsonObject *past_run;       /* (owned) (nullable): one of --seed large, for as long as it is told */
  JsonObject *record;         /* (owned): what the list of requests will say */
};

void sandbox_sign_in_free (gpointer sign_in);

/* A rule that makes requests fail. */
typedef struct
{
  char *method; /* (owned) (nullable) */
  char *path;   /* (owned) */
  guint status; /* 0: answer as usual (after the delay) */
  guint count;
  char *body;         /* (owned) (nullable) */
  guint retry_after;  /* seconds; 0: no header */
  guint delay;        /* milliseconds */
  gboolean malformed; /* answer something that is not JSON */
  gboolean drop;      /* do the work, then close the connection without an answer */
  gboolean cut;       /* do the work, then end the answer in its middle */
} SandboxFault;

void sandbox_fault_free (SandboxFault *fault);

typedef struct _SandboxCrowd SandboxCrowd;
typedef struct _SandboxConnections SandboxConnections;

struct _EmbarkSandbox
{
  GObject parent_instance;

  EmbarkClock *clock; /* (owned) */
  SoupServer *server; /* (owned) (nullable) */
  char *base_uri;     /* (owned) (nullable) */
  guint port;
  guint32 seed;
  char *api_key;        /* (owned) */
  guint token_lifetime; /* seconds */
  gboolean same_window;
  guint n_large; /* of --seed large; 0: none */
  double speed;
  gint64 ahead; /* milliseconds: how far the sandbox's clock was put forward */
  gboolean style_v2; /* answers as the older documents have them (contract 3.1, 18) */
  guint odd;         /* SandboxOddities */
  char *oauth_error; /* (owned) (nullable): id of the row with which the next sign-in ends */
  gboolean fresh_app; /* begins without a live application, as a new customer of the platform does */
  JsonObject *authorize; /* (owned) (nullable): what the authorize address is to have instead */
  char *identifier; /* (owned) (nullable): the form in which the API names who is connected */

  JsonObject *state;      /* (owned): everything that a snapshot keeps */
  JsonObject *catalogue;  /* (owned): workflows, fields, events and the seed's people, as shipped */
  GHashTable *tokens;     /* (owned): "environment/account" to the current session token */
  GHashTable *revoked;    /* (owned): set of token ids */
  GHashTable *properties; /* (owned): token id to the connect page's properties (JsonNode) */
  GHashTable *sign_ins;   /* (owned): state to SandboxSignIn */
  GBytes *secret;         /* (owned): signs tokens; of this process alone */
  GPtrArray *faults;      /* (owned) (element-type SandboxFault) */
  GQueue requests;        /* (element-type JsonObject) */
  SandboxConnections *connections; /* (owned) (nullable): of @server */
  SandboxCrowd *crowd;    /* (owned) (nullable): what is worked out of the many of --seed large */
};

/* embark-sandbox-connections.c */
/* Returns: (transfer full): what keeps the descriptors of @server from running out */
SandboxConnections *sandbox_connections_new (SoupServer *server, EmbarkClock *clock);
void sandbox_connections_free (SandboxConnections *self, SoupServer *server);
/* Returns: whether only a quarter of them is left */
gboolean sandbox_descriptors_run_high (void);

/* embark-sandbox-record.c */
/* Writes @request down, once it was answered. */
void sandbox_record_request (EmbarkSandbox *self, SandboxRequest *request);

/* embark-sandbox-router.c */
void sandbox_route (EmbarkSandbox *self, SandboxRequest *request);

/* embark-sandbox-request.c */
SandboxRequest *sandbox_request_new (SoupServerMessage *message);
void sandbox_request_free (SandboxRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxRequest, sandbox_request_free)
/* Reads the body into @request: FALSE when it was refused (and answered). */
gboolean sandbox_request_read_body (SandboxRequest *request);
const char *sandbox_request_header (SandboxRequest *request, const char *name);
const char *sandbox_request_query (SandboxRequest *request, const char *name);
const char *sandbox_request_form (SandboxRequest *request, const char *name);
const char *sandbox_request_parameter (SandboxRequest *request, const char *name);
/* Returns: (transfer full) (nullable): the value of a cookie */
char *sandbox_request_cookie (SandboxRequest *request, const char *name);
/* @max_age: seconds; 0: until the browser ends */
void sandbox_set_cookie (SandboxRequest *request, const char *name, const char *value, guint max_age);
/* Returns: (transfer none) (nullable): the body, when it is an object */
JsonObject *sandbox_request_object (SandboxRequest *request);
void sandbox_reply_text (SandboxRequest *request, guint status, const char *type, char *text);
/* Takes @node, @object or @array over. */
void sandbox_reply_node (SandboxRequest *request, guint status, JsonNode *node);
void sandbox_reply_object (SandboxRequest *request, JsonObject *object);
void sandbox_reply_array (SandboxRequest *request, JsonArray *array);
void sandbox_reply_redirect (SandboxRequest *request, const char *location);
/* The vendor's error body; for a page's route, a page. */
void sandbox_reply_error (SandboxRequest *request, guint status, const char *code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/* Takes @docs over: answers the page of it that the query asks for (contract 3.2). */
void sandbox_reply_page_of (SandboxRequest *request, JsonArray *docs, JsonObject *extra);
/* Which of all the query asks for: from @first on, @limit of them. */
void sandbox_request_page (SandboxRequest *request, gsize *first, gsize *limit);
/* Takes @slice over, which is that page of @total. */
void sandbox_reply_slice (SandboxRequest *request, JsonArray *slice, guint total, JsonObject *extra);

/* embark-sandbox-auth.c */
/* Returns: whether the caller may go on; else it was answered */
gboolean sandbox_authenticate (EmbarkSandbox *self, SandboxRequest *request);
/* Returns: (transfer full): a session token for the account; a kept one unless @force */
char *
sandbox_mint_token (EmbarkSandbox *self, const char *environment, const char *account_id, gboolean force);
/* Returns: (transfer full) (nullable): the claims of a token that is good now */
JsonObject *sandbox_check_token (EmbarkSandbox *self, const char *token);
/* Returns: the key's environment, %NULL when it is not ours */
const char *sandbox_check_key (EmbarkSandbox *self, const char *key);

/* embark-sandbox-state.c */
gint64 sandbox_now (EmbarkSandbox *self); /* milliseconds since 1970 */
/* Returns: (transfer full): "2026-04-28T12:13:25.968Z" */
char *sandbox_iso (gint64 milliseconds);
/* Returns: whether @text is a date or a date with time; @milliseconds is set then */
gboolean sandbox_parse_time (const char *text, gint64 *milliseconds);
/* Returns: (transfer full): the next 24 digit id */
char *sandbox_new_id (EmbarkSandbox *self);
/* Returns: (transfer full): the next 18 character record id of Salesforce that begins with @prefix */
char *sandbox_new_record_id (EmbarkSandbox *self, const char *prefix);
/* Returns: the next number from 0 up to and without @limit */
guint sandbox_random (EmbarkSandbox *self, guint limit);
JsonObject *sandbox_environment (EmbarkSandbox *self, const char *name);
/* Returns: (transfer none) (nullable): the account, if it is one of the document; see sandbox_find_account() */
JsonObject *sandbox_account (JsonObject *env, const char *account_id);
/* Takes @account over. */
void sandbox_add_account (JsonObject *env, JsonObject *account);
JsonObject *sandbox_connection (JsonObject *account, const char *slug);
/* Returns: whether the app is connected and need not sign in again */
gboolean sandbox_is_connected (JsonObject *account, const char *slug);
JsonObject *sandbox_config (JsonObject *account, const char *slug, const char *config_id);
JsonObject *
sandbox_ensure_config (EmbarkSandbox *self, JsonObject *account, const char *slug, const char *config_id);
JsonArray *sandbox_workflows (EmbarkSandbox *self);
JsonObject *sandbox_workflow (EmbarkSandbox *self, const char *id);
/* Returns: (transfer none) (nullable): the value of a field, else its default */
JsonNode *sandbox_field_value (JsonObject *values, JsonObject *field);
JsonObject *sandbox_org (EmbarkSandbox *self, const char *token);
/* Returns: the org that the user @username signs in to, made when it is new */
JsonObject *sandbox_ensure_org (EmbarkSandbox *self, const char *username, const char *name);
void sandbox_connect (
    EmbarkSandbox *self, JsonObject *account, const char *username, const char *org_name, gint64 time);
void sandbox_changed (EmbarkSandbox *self);

/* embark-sandbox-seed.c */
JsonObject *sandbox_catalogue_new (void);
void sandbox_seed (EmbarkSandbox *self);
/* Gives an org that has no records yet a few, dated before @now. */
void sandbox_seed_org (EmbarkSandbox *self, JsonObject *org, gint64 now);

/* embark-sandbox-runs.c */
typedef struct
{
  JsonObject *env;      /* (unowned) */
  JsonObject *account;  /* (unowned) */
  JsonObject *workflow; /* (unowned) */
  const char *config_id;
  const char *event;    /* (nullable) */
  const char *event_id; /* (nullable) */
  const char *source;   /* "Event", "API Call", "Schedule" or "Salesforce" */
  const char *tag;      /* (nullable) */
  const char *rerun_of; /* (nullable) */
  gboolean sync;        /* somebody waits for its end */
  JsonNode *payload;    /* (unowned) (nullable) */
  gint64 time;          /* milliseconds since 1970 */
} SandboxStart;

/* Returns: (transfer none): the new run */
JsonObject *sandbox_start_run (EmbarkSandbox *self, const SandboxStart *start);
/* Returns: (transfer none): the new run, with all its nodes behind it */
JsonObject *sandbox_complete_run (EmbarkSandbox *self, const SandboxStart *start);
/* Brings every run to where it is at the clock's time. */
void sandbox_advance (EmbarkSandbox *self);
gboolean sandbox_run_is_over (JsonObject *run);

/* embark-sandbox-nodes.c */
typedef struct
{
  EmbarkSandbox *self;  /* (unowned) */
  JsonObject *run;      /* (unowned) */
  JsonObject *account;  /* (unowned) (nullable): gone if it was deleted */
  JsonObject *workflow; /* (unowned) */
  JsonNode *input;      /* (unowned) */
  gint64 time;          /* when the node ends */
} SandboxNode;

/* Does what a node of @kind does. Returns: (transfer full): its output; @failed says whether it is an error
 */
JsonNode *sandbox_node_perform (const char *kind, const SandboxNode *node, gboolean *failed);
/* Starts the workflows of the accounts connected to @org that wait for a changed contact. */
void sandbox_contact_changed (EmbarkSandbox *self, JsonObject *org, JsonObject *contact, const char *what);
/* Returns: (transfer full): the path of a record's page. Outputs keep it in this form, since a snapshot may
 * come back on another port; it is made an address when a run is told (sandbox_execution_get). */
char *sandbox_record_path (JsonObject *org, const char *id);
/* Returns: (transfer full): what Salesforce's API says of @contact */
JsonObject *sandbox_contact_record (JsonObject *contact);
/* Returns: (transfer full) (nullable): Salesforce's error array for a contact that it refuses */
JsonArray *sandbox_contact_errors (JsonObject *values);
JsonObject *sandbox_contact_add (EmbarkSandbox *self, JsonObject *org, JsonObject *values, gint64 time);

/* embark-sandbox-field-records.c */
/* The fields of the application, or of one workflow. */
typedef struct
{
  EmbarkSandbox *self;      /* (unowned) */
  JsonObject *account;      /* (unowned) */
  JsonObject *config;       /* (unowned) */
  JsonArray *fields;        /* (unowned): definitions */
  JsonObject *values;       /* (unowned): by id; those that were saved */
  gboolean without_options; /* choices that must be looked up are left out */
} SandboxLevel;

/* @search: (nullable): what the names of looked up choices must contain
 * @problem: (out) (nullable): why the choices could not be looked up
 * Returns: (transfer full): the field with value and choices, as the platform tells it */
JsonObject *
sandbox_field_record (const SandboxLevel *level, JsonObject *field, const char *search, char **problem);
/* Returns: (transfer full): every field of @level; what could not be looked up is added to @errors */
JsonArray *sandbox_field_list_records (const SandboxLevel *level, JsonArray *errors);
/* Returns: (transfer full) (nullable): why @value is not taken */
char *sandbox_field_refusal (JsonObject *field, JsonNode *value);
/* Saves a value, or with %NULL clears it, and with it what depended on the old one. */
void sandbox_field_store (const SandboxLevel *level, const char *id, JsonNode *value);

/* embark-sandbox-html.c */
/* Answers a page made of the template @name. Pairs of name and value follow, ended by %NULL; a value is
 * escaped where the template says {{name}} and stands as it is where it says {{&name}}. */
void sandbox_reply_html (EmbarkSandbox *self, SandboxRequest *request, guint status, const char *name, ...)
    G_GNUC_NULL_TERMINATED;
/* Returns: (transfer full): a fragment made of the template @name, in the same way */
char *sandbox_render (const char *name, ...) G_GNUC_NULL_TERMINATED;
/* Returns: (transfer full): @text for HTML; %NULL is empty */
char *sandbox_escape (const char *text);
/* Returns: (transfer full): the initials of @name for a picture of letters */
char *sandbox_initials (const char *name);
GBytes *sandbox_resource (const char *name);
void sandbox_reply_notice (
    EmbarkSandbox *self, SandboxRequest *request, guint status, const char *title, const char *text);

/* The handlers, by file. */
#define SANDBOX_HANDLER(name) void sandbox_##name (EmbarkSandbox *self, SandboxRequest *request)
/* embark-sandbox-accounts.c */
SANDBOX_HANDLER (account_list);
SANDBOX_HANDLER (account_create);
SANDBOX_HANDLER (account_upsert);
SANDBOX_HANDLER (account_get);
SANDBOX_HANDLER (account_delete);
SANDBOX_HANDLER (account_active);
SANDBOX_HANDLER (integration_delete);
/* embark-sandbox-tokens.c */
SANDBOX_HANDLER (token_mint);
SANDBOX_HANDLER (token_revoke);
SANDBOX_HANDLER (connect_url);
SANDBOX_HANDLER (hosted_properties);
/* embark-sandbox-applications.c */
SANDBOX_HANDLER (application_list);
SANDBOX_HANDLER (application_get);
SANDBOX_HANDLER (auth_structure);
SANDBOX_HANDLER (oauth_url);
SANDBOX_HANDLER (integrate);
SANDBOX_HANDLER (control_identifier);
/* embark-sandbox-configs.c */
SANDBOX_HANDLER (config_ensure);
SANDBOX_HANDLER (config_update);
SANDBOX_HANDLER (config_get);
SANDBOX_HANDLER (config_delete);
SANDBOX_HANDLER (config_list);
SANDBOX_HANDLER (workflow_toggle);
/* embark-sandbox-fields.c */
SANDBOX_HANDLER (field_list);
SANDBOX_HANDLER (field_get);
SANDBOX_HANDLER (field_set);
SANDBOX_HANDLER (field_clear);
/* Returns: (transfer full): the config as the platform tells it */
JsonObject *sandbox_config_dto (EmbarkSandbox *self, SandboxRequest *request, JsonObject *config);
void sandbox_level_init (SandboxLevel *level,
                         EmbarkSandbox *self,
                         SandboxRequest *request,
                         JsonObject *config,
                         JsonObject *workflow);
/* Finds the field that the path names. Returns: (transfer none) (nullable): its definition; else it was
 * answered */
JsonObject *sandbox_called_field (EmbarkSandbox *self, SandboxRequest *request, SandboxLevel *level);
/* embark-sandbox-rules.c */
SANDBOX_HANDLER (rule_options);
/* embark-sandbox-events.c */
SANDBOX_HANDLER (event_list);
SANDBOX_HANDLER (event_get);
SANDBOX_HANDLER (event_create);
SANDBOX_HANDLER (event_update);
SANDBOX_HANDLER (event_delete);
SANDBOX_HANDLER (event_fire);
/* Returns: (transfer full): the definition of an event from its name and sample */
JsonObject *sandbox_event_new (EmbarkSandbox *self, const char *name, JsonNode *sample);
/* embark-sandbox-executions.c */
SANDBOX_HANDLER (execution_list);
SANDBOX_HANDLER (execution_get);
SANDBOX_HANDLER (execution_stop);
SANDBOX_HANDLER (execution_rerun);
SANDBOX_HANDLER (execution_batches);
SANDBOX_HANDLER (execution_response);
/* embark-sandbox-workflows.c */
/* Returns: (transfer container) (element-type JsonObject): the published workflows that the account may see */
GPtrArray *sandbox_visible_workflows (EmbarkSandbox *self, JsonObject *env, JsonObject *account);
/* Returns: (transfer none) (nullable): the one of them with this id or alias */
JsonObject *sandbox_visible_workflow (EmbarkSandbox *self, SandboxRequest *request, const char *id);
SANDBOX_HANDLER (workflow_list);
SANDBOX_HANDLER (workflow_get);
SANDBOX_HANDLER (workflow_enabled);
SANDBOX_HANDLER (workflow_structure);
SANDBOX_HANDLER (workflow_execute);
/* Returns: (transfer full): the workflow with its nodes, as the platform tells it */
JsonObject *sandbox_workflow_whole (EmbarkSandbox *self, SandboxRequest *request, JsonObject *workflow);
/* embark-sandbox-workflow-edit.c */
SANDBOX_HANDLER (workflow_create);
SANDBOX_HANDLER (workflow_update);
SANDBOX_HANDLER (workflow_delete);
SANDBOX_HANDLER (workflow_edit);
SANDBOX_HANDLER (workflow_publish);
SANDBOX_HANDLER (workflow_versions);
/* Returns: (transfer none): { draft, published, versions, settings } of a workflow in @env */
JsonObject *sandbox_workflow_state (JsonObject *env, JsonObject *workflow);
gboolean sandbox_workflow_is_published (JsonObject *env, JsonObject *workflow);
/* Returns: (transfer none) (nullable): the workflow that the path names; else it was answered */
JsonObject *sandbox_called_workflow (EmbarkSandbox *self, SandboxRequest *request);
/* embark-sandbox-dedup.c */
/* Returns: (transfer full) (nullable): what tells this event from others, if the workflow says so */
char *sandbox_dedup_key (SandboxRequest *request, JsonObject *workflow, JsonNode *payload);
/* Ends @run as a duplicate when one with the same key began a short while ago. */
void sandbox_mark_duplicate (JsonObject *env, JsonObject *run, const char *key);
/* embark-sandbox-webhooks.c */
SANDBOX_HANDLER (webhook_list);
SANDBOX_HANDLER (webhook_get);
SANDBOX_HANDLER (webhook_create);
SANDBOX_HANDLER (webhook_update);
SANDBOX_HANDLER (webhook_delete);
SANDBOX_HANDLER (webhook_group_edit);
/* embark-sandbox-credentials.c */
SANDBOX_HANDLER (save_credentials);
SANDBOX_HANDLER (default_app_set);
SANDBOX_HANDLER (default_app_delete);
SANDBOX_HANDLER (migrate_token);
SANDBOX_HANDLER (org_basics);
/* embark-sandbox-actions.c */
SANDBOX_HANDLER (action_list);
SANDBOX_HANDLER (action_get);
SANDBOX_HANDLER (action_execute);
/* embark-sandbox-portal.c */
SANDBOX_HANDLER (portal_list);
SANDBOX_HANDLER (portal_app);
SANDBOX_HANDLER (portal_start);
SANDBOX_HANDLER (portal_disconnect);
/* Returns: the picture of an application */
const char *sandbox_drawing (const char *slug);
/* embark-sandbox-hostile.c */
SANDBOX_HANDLER (hostile_page);
SANDBOX_HANDLER (hostile_index);
/* embark-sandbox-dashboard.c */
SANDBOX_HANDLER (dashboard_login);
SANDBOX_HANDLER (dashboard_sign_in);
SANDBOX_HANDLER (dashboard_sign_out);
SANDBOX_HANDLER (dashboard_home);
SANDBOX_HANDLER (dashboard_list);
SANDBOX_HANDLER (dashboard_app);
SANDBOX_HANDLER (dashboard_switch);
SANDBOX_HANDLER (dashboard_save);
SANDBOX_HANDLER (dashboard_other);
SANDBOX_HANDLER (setup_page);
/* Lets in whoever holds the address. Returns: whether it is good; else it was answered */
gboolean sandbox_portal_enter (EmbarkSandbox *self, SandboxRequest *request);
/* Returns: (transfer none) (nullable): the application that the path names; else it was answered */
JsonObject *sandbox_portal_app_of (EmbarkSandbox *self, SandboxRequest *request);
char *sandbox_portal_query (SandboxRequest *request);
/* embark-sandbox-portal-configure.c */
SANDBOX_HANDLER (portal_configure);
SANDBOX_HANDLER (portal_configure_save);
/* embark-sandbox-theme.c */
/* Returns: (transfer full): what is added to the style sheet */
char *sandbox_theme_style (EmbarkSandbox *self, SandboxRequest *request);
/* Returns: whose portal it is */
const char *sandbox_theme_company (EmbarkSandbox *self, SandboxRequest *request);
/* Returns: (nullable): where the customer goes back to */
const char *sandbox_theme_return (EmbarkSandbox *self, SandboxRequest *request);
/* embark-sandbox-oauth.c */
SANDBOX_HANDLER (oauth_authorize);
SANDBOX_HANDLER (oauth_login);
SANDBOX_HANDLER (oauth_consent);
SANDBOX_HANDLER (oauth_decide);
SANDBOX_HANDLER (oauth_error_page);
/* embark-sandbox-exchange.c */
SANDBOX_HANDLER (oauth_callback);
SANDBOX_HANDLER (oauth_failed);
SANDBOX_HANDLER (oauth_token);
/* embark-sandbox-obstacles.c */
SANDBOX_HANDLER (obstacle);
SANDBOX_HANDLER (obstacle_verify);
/* embark-sandbox-client.c */
SANDBOX_HANDLER (control_client);
/* embark-sandbox-authorize.c */
SANDBOX_HANDLER (control_authorize);
/* embark-sandbox-records.c */
SANDBOX_HANDLER (record_list);
SANDBOX_HANDLER (record_view);
SANDBOX_HANDLER (record_form);
SANDBOX_HANDLER (record_create);
SANDBOX_HANDLER (record_update);
SANDBOX_HANDLER (opportunity_list);
/* embark-sandbox-control.c */
SANDBOX_HANDLER (control_requests);
SANDBOX_HANDLER (control_state);
SANDBOX_HANDLER (control_reset);
SANDBOX_HANDLER (control_fault);
SANDBOX_HANDLER (control_oauth_error);
SANDBOX_HANDLER (control_oauth_errors);
SANDBOX_HANDLER (control_expire);
SANDBOX_HANDLER (control_clock);
/* embark-sandbox-style.c */
SANDBOX_HANDLER (control_style);
/* Returns: what became of @status in the style that is set */
guint sandbox_style_status (SandboxRequest *request, guint status);
/* Returns: (transfer full): the body of an error */
JsonObject *sandbox_style_error (
    SandboxRequest *request, guint status, const char *type, const char *code, const char *message);

G_END_DECLS
