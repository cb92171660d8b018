package dev.fairlane.testsupport.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A kube-apiserver on loopback with RBAC, real tokens for service accounts and one static
 * administrator's token.
 */
final class KubeApiServer implements AutoCloseable {

  /** Bearer token of a member of system:masters. */
  static final String ADMIN_TOKEN = "fairlane-test-admin";

  private final ServerProcess process;
  private final int port;
  private final Path certificate;

  private KubeApiServer(ServerProcess process, int port, Path certificate) {
    this.process = process;
    this.port = port;
    this.certificate = certificate;
  }

  /**
   * @param directory folder for certificates, keys and the log, which exists
   */
  static KubeApiServer start(ToolsDirectory tools, Path directory, String etcdUrl) {
    ServiceAccountKey key = ServiceAccountKey.create(directory);
    Path tokens = directory.resolve("tokens.csv");
    writeTokens(tokens);
    int port = FreePort.find();
    Path certificates = directory.resolve("certificates");
    List<String> command =
        List.of(
            tools.tool("kube-apiserver").toString(),
            "--etcd-servers=" + etcdUrl,
            "--bind-address=127.0.0.1",
            "--secure-port=" + port,
            "--cert-dir=" + certificates,
            // Nobody reaches it from a pod: no Endpoints, and so no need of an address beyond
            // loopback.
            "--advertise-address=127.0.0.1",
            "--endpoint-reconciler-type=none",
            "--authorization-mode=Node,RBAC",
            "--token-auth-file=" + tokens,
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-key-file=" + key.publicKey(),
            "--service-account-signing-key-file=" + key.privateKey(),
            "--service-cluster-ip-range=10.96.0.0/16",
            "--allow-privileged=true",
            // Without a controller manager nobody makes the default service account that it would
            // ask for.
            "--disable-admission-plugins=ServiceAccount");
    ServerProcess process =
        ServerProcess.start("kube-apiserver", directory.resolve("kube-apiserver.log"), command);
    return new KubeApiServer(process, port, certificates.resolve("apiserver.crt"));
  }

  private static void writeTokens(Path file) {
    try {
      Files.writeString(
          file, ADMIN_TOKEN + ",fairlane-test-admin,fairlane-test-admin,system:masters\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  String url() {
    return "https://127.0.0.1:" + port;
  }

  /** The file with the certificate by which clients know the server; written before it listens. */
  Path certificate() {
    return certificate;
  }

  /**
   * @throws IllegalStateException when it has ended
   */
  void requireAlive() {
    process.requireAlive();
  }

  String logTail() {
    return process.logTail();
  }

  @Override
  public void close() {
    process.close();
  }
}
