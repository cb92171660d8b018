package dev.fairlane.testsupport.apiserver;

import java.nio.file.Path;
import java.util.List;

/** An etcd with one member on loopback, its data in a folder of its own and not synced to disk. */
final class Etcd implements AutoCloseable {

  private final ServerProcess process;
  private final String url;

  private Etcd(ServerProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * @param directory folder for data and log, which exists
   */
  static Etcd start(ToolsDirectory tools, Path directory) {
    String client = "http://127.0.0.1:" + FreePort.find();
    String peer = "http://127.0.0.1:" + FreePort.find();
    List<String> command =
        List.of(
            tools.tool("etcd").toString(),
            "--data-dir=" + directory.resolve("etcd"),
            "--listen-client-urls=" + client,
            "--advertise-client-urls=" + client,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer,
            "--log-level=warn",
            "--unsafe-no-fsync");
    return new Etcd(ServerProcess.start("etcd", directory.resolve("etcd.log"), command), client);
  }

  /** Where the API server reaches it. */
  String url() {
    return url;
  }

  /**
   * @throws IllegalStateException when it has ended
   */
  void requireAlive() {
    process.requireAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
