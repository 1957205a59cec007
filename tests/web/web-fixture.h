/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A view in a window, and a server on loopback that serves what a table says and remembers what it was asked.
 */

#pragma once

#include <libsoup/soup.h>

#include "embark-web-page-private.h"
#include "embark-web-view.h"

G_BEGIN_DECLS

typedef struct
{
  const char *path;
  unsigned int status;
  const char *header; /* (nullable): "Name: value"; {BASE} in it is the server's address, {OTHER} the same as another site */
  const char *type;
  const char *body; /* {BASE} likewise */
} WebRoute;

typedef struct
{
  SoupServer *server;     /* (owned) */
  const WebRoute *routes; /* ends with a path of NULL */
  char *base;             /* (owned): "http://127.0.0.1:PORT" */
  GHashTable *cookies;    /* (owned): path to the Cookie header of its last request, "" without one */

  GtkWindow *window;   /* (unowned) */
  EmbarkWebView *view; /* (owned) */

  GString *requests;      /* (owned): "host path [cookies]" of each request, a line each */
  GString *visited;       /* (owned): "host", or "host!code", each with a space after it */
  char *description;      /* (owned) (nullable): the last one told */
  char *landmark;         /* (owned) (nullable): likewise */
  GString *titles;        /* (owned): "host: title", a line each */
  GString *closings;      /* (owned): "user", "page" or "untouched", "(view)" after it where no popup closed */
  int failure;          /* -1: none */
  char *failed_host;    /* (owned) (nullable) */
  char *failed_detail;  /* (owned) (nullable) */
  int popup_failure;    /* -1: none */
  char *popup_detail;   /* (owned) (nullable) */
  int refusal;
  char *refused_detail; /* (owned) (nullable) */
  unsigned int n_refused;
} WebFixture;

typedef gboolean (*WebCondition) (WebFixture *f);

void web_fixture_init (WebFixture *f, const WebRoute *routes, GTlsCertificate *certificate);
/* With the session kept in @folder. */
void web_fixture_init_kept (WebFixture *f, const WebRoute *routes, const char *folder);
void web_fixture_clear (WebFixture *f);
void web_fixture_wait (WebFixture *f, WebCondition condition);
void web_fixture_load (WebFixture *f, const char *path);
void web_fixture_load_and_wait (WebFixture *f, const char *path);
/* Returns: (transfer full): what @script gives in @page, as text */
char *web_fixture_evaluate (EmbarkWebPage *page, const char *script);
/* Waits until @script is true in @page. */
void web_fixture_wait_script (WebFixture *f, EmbarkWebPage *page, const char *script);
/* Presses a real button in the middle of @window, the one on top. */
void web_fixture_click (GtkWidget *window);
EmbarkWebPage *web_fixture_page (WebFixture *f);
EmbarkWebPage *web_fixture_popup (WebFixture *f, unsigned int index);

gboolean web_fixture_is_shown (WebFixture *f);
gboolean web_fixture_has_failed (WebFixture *f);
gboolean web_fixture_has_popup_failed (WebFixture *f);
gboolean web_fixture_has_refused (WebFixture *f);
gboolean web_fixture_has_popup (WebFixture *f);
gboolean web_fixture_has_no_popup (WebFixture *f);

G_END_DECLS
