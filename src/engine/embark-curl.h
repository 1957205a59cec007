/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An HTTP request as the command line of curl, for a POSIX shell, and back. Nothing is ever run or read: what only a shell
 * would know is refused with a sentence. */

#pragma once

#include <gio/gio.h>
#include "embark-fire.h"

G_BEGIN_DECLS

/* The shell variables that stand for what must not be written down. */
#define EMBARK_CURL_KEY   "COBALT_API_KEY"
#define EMBARK_CURL_TOKEN "COBALT_TOKEN"

#define EMBARK_CURL_ERROR (embark_curl_error_quark ())
GQuark embark_curl_error_quark (void);
typedef enum
{
  EMBARK_CURL_ERROR_NOT_CURL,    /* another command, or none */
  EMBARK_CURL_ERROR_QUOTES,      /* a quote is open at the end */
  EMBARK_CURL_ERROR_WINDOWS,     /* quoted with ^, for the Windows command prompt */
  EMBARK_CURL_ERROR_SHELL,       /* $(…), `…`, a pipe, a variable…: only a shell knows what it gives */
  EMBARK_CURL_ERROR_FILE,        /* @file, -F, -T, -K: something would have to be read */
  EMBARK_CURL_ERROR_OPTION,      /* an option that is not known, or lacks its value */
  EMBARK_CURL_ERROR_ADDRESS,     /* no address, or several */
} EmbarkCurlError;

typedef struct
{
  char *name;
  char *value;    /* "" when @variable stands for it all */
  char *variable; /* (nullable): name of the shell variable that is appended to @value */
} EmbarkCurlHeader;

/**
 * EmbarkCurl:
 *
 * A request. Plain data; nothing secret: the value of a header that carries a secret (x-api-key, Authorization, Cookie…)
 * is never taken in, a shell variable stands in its place.
 */
typedef struct
{
  char *method;
  char *uri;
  GPtrArray *headers; /* (element-type EmbarkCurlHeader), in their order */
  char *body;         /* (nullable): sent byte for byte */
} EmbarkCurl;

EmbarkCurl *embark_curl_new (const char *method, const char *uri, const char *body);
void embark_curl_free (EmbarkCurl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkCurl, embark_curl_free)
/* Appends a header. A header is one line: control characters in @value become spaces. Of a secret one only the name is
 * taken. */
void embark_curl_add_header (EmbarkCurl *self, const char *name, const char *value);
/* Returns: (nullable): the value of the first header of that name, case aside; %NULL when there is none or it is secret */
const char *embark_curl_get_header (const EmbarkCurl *self, const char *name);

/* Returns: (transfer full): the command, a part a line, for a POSIX shell whatever is in it */
char *embark_curl_print (const EmbarkCurl *self);

/* The call that fires @fire, or that executes its workflow when it names one. @base_uri: as the client has it; @payload:
 * (nullable): with values in the place of variables, %NULL for that of @fire; @sync: wait for the answer, for a
 * workflow */
EmbarkCurl *embark_curl_new_for_fire (const char *base_uri, EmbarkFire *fire, const char *payload, gboolean sync);

/**
 * embark_curl_parse:
 * @text: a command as browsers, Postman and people write it: quotes ' " $'…', lines continued with \, options with their
 * values before, behind or apart from them
 * @curl: (out) (transfer full): the request, on success
 * @error: a sentence
 */
gboolean embark_curl_parse (const char *text, EmbarkCurl **curl, GError **error);

/**
 * EmbarkCurlFire:
 *
 * What a request means to Cobalt: an event that is fired, or a workflow that is executed. Plain data.
 */
typedef struct
{
  char *event;       /* (nullable) */
  char *workflow_id; /* (nullable) */
  char *slug;        /* (nullable) */
  char *account_id;  /* (nullable): the linked account that it names */
  char *config_id;   /* (nullable) */
  char *payload;     /* JSON, as it stands in the body */
  gboolean sync;
} EmbarkCurlFire;

void embark_curl_fire_free (EmbarkCurlFire *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkCurlFire, embark_curl_fire_free)
/* Returns: (transfer full) (nullable): %NULL when it is neither; then the body may still serve as a payload */
EmbarkCurlFire *embark_curl_read_fire (const EmbarkCurl *self);

G_END_DECLS
