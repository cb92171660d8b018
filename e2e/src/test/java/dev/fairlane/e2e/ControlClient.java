package dev.fairlane.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlane.api.v1alpha1.Forwarder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * A client of a forwarder's control interface, at the pod's address, with whatever identity it is
 * given.
 */
final class ControlClient {

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final String serverName;
  private final TlsIdentity identity;

  ControlClient(Forwarder forwarder, TlsIdentity identity) {
    this.base = URI.create("https://%s:8443".formatted(forwarder.getStatus().podIP()));
    this.serverName = forwarder.getMetadata().getName() + ".forwarder.fairlane.internal";
    this.identity = identity;
  }

  /**
   * @param body null when the answer has none
   */
  record Answer(int status, JsonNode body) {}

  /**
   * @throws IOException also when the forwarder does not let the client in
   */
  Answer get(String path) throws IOException {
    return answer(connection(path));
  }

  /**
   * @throws IOException also when the forwarder does not let the client in
   */
  Answer put(String path, JsonNode document) throws IOException {
    HttpsURLConnection connection = connection(path);
    connection.setRequestMethod("PUT");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.getOutputStream().write(JSON.writeValueAsBytes(document));
    return answer(connection);
  }

  private HttpsURLConnection connection(String path) throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection) base.resolve(path).toURL().openConnection();
    connection.setSSLSocketFactory(identity.socketFactory());
    // The certificate is made out for the forwarder's name, not for the address.
    connection.setHostnameVerifier((host, session) -> isServer(session));
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection;
  }

  private static Answer answer(HttpsURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream stream =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, stream == null ? null : JSON.readTree(stream));
    } finally {
      connection.disconnect();
    }
  }

  private boolean isServer(SSLSession session) {
    try {
      Certificate first = session.getPeerCertificates()[0];
      Collection<List<?>> names = ((X509Certificate) first).getSubjectAlternativeNames();
      return names != null && names.stream().anyMatch(name -> serverName.equals(name.get(1)));
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return false;
    }
  }
}
