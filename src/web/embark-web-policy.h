/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the embedded view may open, and what it may tell of an address. Pure functions, without WebKit. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A popup of a popup of a popup is the last; the second bound keeps a page that may open windows from opening
 * hundreds. */
#define EMBARK_WEB_POLICY_MAX_DEPTH  3
#define EMBARK_WEB_POLICY_MAX_POPUPS 5

typedef enum
{
  EMBARK_WEB_NAVIGATION_LOAD, /* asked by the window */
  EMBARK_WEB_NAVIGATION_PAGE, /* asked by a page: link, form, script or redirect, in it or in a frame inside
                                 it */
  EMBARK_WEB_NAVIGATION_NEW_WINDOW, /* asked by a page for a new window */
} EmbarkWebNavigation;

typedef enum
{
  EMBARK_WEB_VERDICT_ALLOW,
  EMBARK_WEB_VERDICT_DENY_MALFORMED, /* not an address that can be judged */
  EMBARK_WEB_VERDICT_DENY_SCHEME,    /* not http or https */
  EMBARK_WEB_VERDICT_DENY_PLAIN,     /* http to another machine */
  EMBARK_WEB_VERDICT_DENY_USER_INFO, /* a name before the host, which makes the host look like another */
  EMBARK_WEB_VERDICT_DENY_DEPTH,     /* too many windows */
} EmbarkWebVerdict;

EmbarkWebVerdict embark_web_policy_decide (const char *uri,
                                           EmbarkWebNavigation navigation,
                                           unsigned int depth,
                                           unsigned int popups);
gboolean embark_web_policy_is_loopback (const char *uri);
gboolean embark_web_policy_is_same_origin (const char *uri, const char *other);
char *embark_web_policy_dup_host (const char *uri);

/* The most characters of what a page says for itself that are told on. */
#define EMBARK_WEB_POLICY_MAX_DESCRIPTION 300
#define EMBARK_WEB_POLICY_MAX_TITLE       200

char *embark_web_policy_dup_oauth_error (const char *uri);
char *embark_web_policy_dup_oauth_description (const char *uri);
const char *embark_web_policy_find_landmark (const char *uri, const char *const *fragments);
char *embark_web_policy_dup_clean (const char *text, gsize max_chars);

G_END_DECLS
