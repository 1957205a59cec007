/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

#include "embark-web-dialog.h"
#include "embark-web-page.h"
#include "embark-web-policy.h"

G_BEGIN_DECLS

struct _EmbarkWebPage
{
  AdwBin parent_instance;

  GtkOverlay *overlay;           /* (unowned): the child */
  WebKitWebView *web;            /* (owned) (nullable): in the overlay; NULL once ended */
  EmbarkWebDialog *dialog;       /* (unowned) (nullable): over it, while a script waits for an answer */
  WebKitNetworkSession *session; /* (owned) (nullable): popups have that of their opener; NULL once ended */
  unsigned int depth;            /* 0: the view's own page */

  char *host; /* (owned) (nullable): of what is shown, or of what failed */
  EmbarkWebSecurity security;
  gboolean loading;
  gboolean slow; /* late, or its process does not answer */
  gboolean late; /* it has been loading for longer than one is patient */
  guint slow_id;         /* while loading, until it is late */
  unsigned int patience; /* seconds till then */

  gboolean touched; /* a key or a button was pressed in it */

  /* Addresses are secrets: they stay in this struct. */
  char *start_uri; /* (owned) (nullable): what load() was given */
  char *shown_uri; /* (owned) (nullable): of the page that is shown */
  char *told_uri;  /* (owned) (nullable): the last one told as visited, so that it is told once */
  char *retry_uri; /* (owned) (nullable): what reload() opens after a failure */

  char *own_uri; /* (owned) (nullable): what we asked for ourselves, until its server answers */
  int retries;   /* how often it may be repeated */

  guint title_id;       /* while further titles wait to be told */
  gboolean title_waits; /* one does */
  guint gather_id;      /* while changes of the address without a load wait to be told as one */

  EmbarkWebRefusal asked; /* a password or a certificate, by what is loading; OTHER: neither */

  unsigned int redirects; /* of what is loading */
  gboolean provisional;   /* a load has begun and its page is not shown yet */
  gboolean failed;      /* nothing is shown; what the old page still does is ignored */

  char *denied_detail; /* (owned) (nullable): set while a denied redirect waits to become a failure */

  /* See embark_web_page_focus(). */
  guint32 tab_time;         /* of the last Tab that was on its way to the page; 0: none */
  gboolean tab_returned;    /* WebKit gave it back unused */
  gboolean tab_swallowed;   /* a move of the focus was left out, as another follows */
  gboolean tabs_are_single; /* none followed: this WebKit moves once */

  /* Since the page was shown. */
  gboolean denial_told;
  unsigned int dialogs;
};

/* For the files of this class. */
void embark_web_page_mute (EmbarkWebPage *self);
void embark_web_page_connect_navigation (EmbarkWebPage *self);
void embark_web_page_connect_requests (EmbarkWebPage *self);
void embark_web_page_fail (EmbarkWebPage *self,
                           EmbarkWebFailure failure,
                           const char *uri,
                           const char *retry_uri,
                           const char *detail);
void embark_web_page_refuse (EmbarkWebPage *self,
                             EmbarkWebRefusal refusal,
                             const char *host,
                             const char *detail);
void embark_web_page_settle_asked (EmbarkWebPage *self, const char *host);
void embark_web_page_fail_asked (EmbarkWebPage *self, const char *uri);
void embark_web_page_deny (EmbarkWebPage *self, EmbarkWebVerdict verdict, const char *uri);
void embark_web_page_tell_visited (EmbarkWebPage *self, const char *uri);
void embark_web_page_tell_titled (EmbarkWebPage *self, const char *title);
void embark_web_page_connect_watch (EmbarkWebPage *self);
void embark_web_page_watch_touches (EmbarkWebPage *self);
void embark_web_page_watch_loading (EmbarkWebPage *self);
void embark_web_page_stop_watching (EmbarkWebPage *self);
void embark_web_page_set_slow (EmbarkWebPage *self, gboolean slow);
void embark_web_page_set_shown (EmbarkWebPage *self, const char *uri);
void embark_web_page_set_loading (EmbarkWebPage *self, gboolean loading);
EmbarkWebPage *embark_web_page_open_popup (EmbarkWebPage *self, const char *uri, gboolean by_hand);
void embark_web_page_say_ready (EmbarkWebPage *self);
void embark_web_page_say_touched (EmbarkWebPage *self);
void embark_web_page_say_done (EmbarkWebPage *self);

G_END_DECLS
