/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-web-text.h"

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
static char *
dup_tls_sentence (GTlsCertificateFlags flags, const char *host)
{
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return g_strdup_printf (_ ("The certificate of %s was revoked."), host);
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return g_strdup_printf (_ ("The certificate shown by %s belongs to another host."), host);
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return g_strdup_printf (
        _ ("The certificate of %s is not signed by an authority that this computer trusts."), host);
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return g_strdup_printf (_ ("The certificate of %s has expired."), host);
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return g_strdup_printf (_ ("The certificate of %s is not valid yet. Check the clock of this computer."),
                            host);
  if (flags & G_TLS_CERTIFICATE_INSECURE)
    return g_strdup_printf (_ ("The certificate of %s uses a method that is no longer safe."), host);

  return g_strdup_printf (_ ("The certificate of %s could not be checked."), host);
}

/* Returns: (transfer full): which check failed, and who issued the certificate: a company's proxy shows
 * itself there */
char *
embark_web_text_dup_tls (GTlsCertificate *certificate, GTlsCertificateFlags flags, const char *host)
{
  g_autofree char *issuer = certificate != NULL ? g_tls_certificate_get_issuer_name (certificate) : NULL;
  g_autofree char *sentence = dup_tls_sentence (flags, host != NULL ? host : "?");
  g_autofree char *shortened = NULL;

  if (issuer == NULL || *issuer == '\0' || !g_utf8_validate (issuer, -1, NULL))
    return g_steal_pointer (&sentence);

  shortened = g_utf8_substring (issuer, 0, MIN (g_utf8_strlen (issuer, -1), 120));
  /* Translators: first %s is a sentence, second the name of who issued a certificate */
  return g_strdup_printf (_ ("%s Issued by: %s."), sentence, shortened);
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
