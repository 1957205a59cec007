/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-web-text.h"

/* The most characters of an issuer's name that are shown. */
#define MAX_ISSUER 120

/* Returns: (transfer full): why an address was not opened; @host (nullable) is its host */
char *
embark_web_text_dup_denied (EmbarkWebVerdict verdict, const char *host)
{
  switch (verdict)
    {
    case EMBARK_WEB_VERDICT_DENY_SCHEME:
      return g_strdup (
          _ ("The page tried to open something that is not a web page. Use the browser for this step."));
    case EMBARK_WEB_VERDICT_DENY_PLAIN:
      if (host == NULL)
        break;
      /* Translators: %s is a host such as login.example.com */
      return g_strdup_printf (
          _ ("The page tried to open %s without encryption. A password typed there could be read on "
             "the way."),
          host);
    case EMBARK_WEB_VERDICT_DENY_USER_INFO:
      return g_strdup (
          _ ("The page tried to open an address with a user name in it, a common disguise for another "
             "host. Check where the link came from."));
    case EMBARK_WEB_VERDICT_DENY_DEPTH:
      return g_strdup (_ ("The page tried to open one window too many. Close the ones that are not needed."));
    case EMBARK_WEB_VERDICT_DENY_MALFORMED:
    case EMBARK_WEB_VERDICT_ALLOW:
    default:
      break;
    }

  return g_strdup (
      _ ("The page tried to open an address that cannot be read. Use the browser for this step."));
}

/* The gravest first: what says that it may be another server. */
static const struct
{
  GTlsCertificateFlags flag;
  const char *sentence;
} tls_sentences[] = {
  { G_TLS_CERTIFICATE_REVOKED, N_ ("The certificate of %s was revoked.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, N_ ("The certificate shown by %s belongs to another host.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    N_ ("The certificate of %s is not signed by an authority that this computer trusts.") },
  { G_TLS_CERTIFICATE_EXPIRED, N_ ("The certificate of %s has expired.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED,
    N_ ("The certificate of %s is not valid yet. Check the clock of this computer.") },
  { G_TLS_CERTIFICATE_INSECURE, N_ ("The certificate of %s uses a method that is no longer safe.") },
};

static void
add_sentence (GString *text, const char *sentence, const char *host)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);
  g_autofree char *filled = g_strjoinv (host, parts);

  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, filled);
}

/* Who issued it: a company's proxy shows itself there. */
static void
add_issuer (GString *text, GTlsCertificate *certificate)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *shown = embark_web_policy_dup_clean (issuer, MAX_ISSUER);

  if (shown == NULL)
    return;
  g_string_append_c (text, ' ');
  /* Translators: %s is the name of who issued a certificate */
  g_string_append_printf (text, _ ("Issued by: %s."), shown);
}

static void
add_validity (GString *text, GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) before = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) after = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *from = before != NULL ? g_date_time_format (before, "%Y-%m-%d") : NULL;
  g_autofree char *to = after != NULL ? g_date_time_format (after, "%Y-%m-%d") : NULL;

  if (from == NULL || to == NULL)
    return;
  g_string_append_c (text, ' ');
  /* Translators: two days such as 2026-03-31, of a certificate */
  g_string_append_printf (text, _ ("Valid from %s to %s."), from, to);
}

/* Returns: (transfer full): which checks failed, and who issued the certificate and for when; @certificate is
 * (nullable) */
char *
embark_web_text_dup_tls (GTlsCertificate *certificate, GTlsCertificateFlags flags, const char *host)
{
  GString *text = g_string_new (NULL);

  if (host == NULL)
    host = "?";
  for (gsize i = 0; i < G_N_ELEMENTS (tls_sentences); i++)
    if (flags & tls_sentences[i].flag)
      add_sentence (text, _ (tls_sentences[i].sentence), host);
  if (text->len == 0)
    add_sentence (text, _ ("The certificate of %s could not be checked."), host);
  if (certificate != NULL)
    {
      add_issuer (text, certificate);
      add_validity (text, certificate);
    }

  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): why nothing came. Never the error's own text, which can quote an address. */
char *
embark_web_text_dup_network (const GError *error, const char *host)
{
  if (host == NULL)
    return g_strdup (_ ("The page could not be loaded. Check the network connection."));
  if (error->domain == G_RESOLVER_ERROR)
    return g_strdup_printf (_ ("The host %s was not found. Check the network connection."), host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_strdup_printf (_ ("%s does not accept connections at the moment."), host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_strdup_printf (_ ("%s did not answer in time."), host);
  if (error->domain == G_TLS_ERROR)
    return g_strdup_printf (_ ("No encrypted connection to %s could be made."), host);

  return g_strdup_printf (_ ("The connection to %s broke. Check the network connection."), host);
}
