package dev.fairlane.testsupport.forwarder;

import com.sun.net.httpserver.HttpsExchange;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Whether a client is the operator: the name and the key usage of its certificate say so. */
final class ClientIdentity {

  private static final String OPERATOR = "operator.fairlane.internal";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int DNS_NAME = 2;

  private ClientIdentity() {}

  static boolean isOperator(HttpsExchange exchange) {
    try {
      X509Certificate certificate =
          (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
      List<String> usages = certificate.getExtendedKeyUsage();
      return usages != null && usages.contains(CLIENT_AUTH) && isNamedOperator(certificate);
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return false;
    }
  }

  private static boolean isNamedOperator(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names != null && names.contains(List.of(DNS_NAME, OPERATOR));
  }
}
