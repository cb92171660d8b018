package dev.fairlane.testsupport.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FakeForwarderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static SelfSigned own;
  private static SelfSigned operator;
  private static SelfSigned neighbour;

  private FakeForwarder forwarder;
  private HttpClient client;

  @BeforeAll
  static void makeCertificates() throws Exception {
    own =
        SelfSigned.create(
            directory, "dns:pool-node.forwarder.fairlane.internal,ip:127.0.0.1", "serverAuth");
    operator = SelfSigned.create(directory, "dns:operator.fairlane.internal", "clientAuth");
    neighbour =
        SelfSigned.create(directory, "dns:stolen.forwarder.fairlane.internal", "clientAuth");
  }

  @BeforeEach
  void start() {
    forwarder =
        FakeForwarder.start(
            new InetSocketAddress("127.0.0.1", 0),
            PemIdentity.context(
                own.certificate(), own.key(), operator.certificate() + neighbour.certificate()),
            FakeTopology.of(List.of(3), "uplink-0", "customers-0"));
    client = clientOf(operator);
  }

  @AfterEach
  void stop() {
    client.close();
    forwarder.close();
  }

  @Test
  void keepsWhatItIsTold() throws Exception {
    assertThat(get("config").statusCode()).isEqualTo(404);

    HttpResponse<String> answer = put(config("forwarder", 7, router("a", "uplink-0")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"generation\":7}");
    assertThat(JSON.readTree(get("config").body()).path("generation").asLong()).isEqualTo(7);
    assertThat(forwarder.applied()).isPresent();
  }

  @Test
  void refusesAnOlderGenerationOfTheSameForwarderOnly() throws Exception {
    put(config("forwarder", 7));

    assertThat(put(config("forwarder", 6)).statusCode()).isEqualTo(409);
    assertThat(put(config("forwarder", 7)).statusCode()).isEqualTo(200);
    assertThat(put(config("another", 1)).statusCode()).isEqualTo(200);
  }

  @Test
  void appliesNothingOfADocumentWithAnUnknownField() throws Exception {
    put(config("forwarder", 7));

    HttpResponse<String> answer =
        put(config("forwarder", 8, router("a", "uplink-0").replace("\"name\"", "\"nom\"")));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("{\"path\":\"routers[0].nom\",\"reason\":\"is not a field\"}");
    assertThat(report().path("generation").asLong()).isEqualTo(7);
  }

  @Test
  void refusesADeviceThatTwoInterfacesUse() throws Exception {
    HttpResponse<String> answer =
        put(config("forwarder", 1, router("a", "uplink-0"), router("b", "uplink-0")));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("routers[1].interfaces[0].device");
  }

  @Test
  void keepsTheAppliedEntryOfARouter() throws Exception {
    put(config("forwarder", 1, router("a", "uplink-0")));

    assertThat(put(config("forwarder", 2, keep("a"))).statusCode()).isEqualTo(200);
    assertThat(report().path("routers").get(0).path("name").asText()).isEqualTo("tenant/a");
    assertThat(put(config("forwarder", 3, keep("b"))).statusCode()).isEqualTo(422);
  }

  @Test
  void refusesWhatTheTestWants() throws Exception {
    forwarder.refuse("tenant/a", "interfaces[0].mtu", "9000 is more than 1500");

    HttpResponse<String> refusal = put(config("forwarder", 1, router("a", "uplink-0")));
    assertThat(refusal.body())
        .isEqualTo(
            "{\"problems\":[{\"path\":\"routers[0].interfaces[0].mtu\","
                + "\"reason\":\"9000 is more than 1500\"}]}");

    forwarder.accept("tenant/a");
    assertThat(put(config("forwarder", 1, router("a", "uplink-0"))).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesWhatIsNotJson() throws Exception {
    assertThat(put("generation: 1").statusCode()).isEqualTo(400);
  }

  @Test
  void reportsTrafficThatAddsUp() throws Exception {
    put(config("forwarder", 1, router("a", "uplink-0")));
    forwarder.traffic("tenant/a", "wan", new Traffic(1_000_000, 100_000, 500));

    JsonNode report = await().until(this::report, FakeForwarderTest::hasPackets);

    JsonNode path = report.path("routers").get(0).path("paths").get(0);
    assertThat(path.path("sentPackets").asLong() + path.path("droppedPackets").asLong())
        .isEqualTo(path.path("receivedPackets").asLong());
    JsonNode worker = report.path("workers").get(0);
    assertThat(worker.path("busyCycles").asLong() + worker.path("idleCycles").asLong())
        .isEqualTo(worker.path("elapsedCycles").asLong());
    assertThat(worker.path("busyCycles").asLong()).isEqualTo(path.path("busyCycles").asLong());
  }

  @Test
  void aRestartedProcessHasAnotherBootIdAndItsLastConfig() throws Exception {
    put(config("forwarder", 1, router("a", "uplink-0")));
    String bootId = report().path("bootId").asText();

    forwarder.restartProcess();

    assertThat(report().path("bootId").asText()).isNotEqualTo(bootId);
    assertThat(report().path("generation").asLong()).isEqualTo(1);
  }

  @Test
  void refusesAClientThatIsNotTheOperator() throws Exception {
    try (HttpClient other = clientOf(neighbour)) {
      assertThat(other.send(request("report").build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void breaksTheHandshakeOfAClientOfAnotherAuthority() throws Exception {
    SelfSigned foreign =
        SelfSigned.create(directory, "dns:operator.fairlane.internal", "clientAuth");
    try (HttpClient other = clientOf(foreign)) {
      assertThatThrownBy(() -> other.send(request("report").build(), BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void comesBackWhereItWas() throws Exception {
    InetSocketAddress address = forwarder.address();
    forwarder.disappear();
    assertThatThrownBy(() -> get("report")).isInstanceOf(IOException.class);

    forwarder.reappear();

    assertThat(forwarder.address()).isEqualTo(address);
    assertThat(get("report").statusCode()).isEqualTo(200);
  }

  private static boolean hasPackets(JsonNode report) {
    JsonNode path = report.path("routers").get(0).path("paths").get(0);
    return path.path("receivedPackets").asLong() > 0;
  }

  private JsonNode report() throws Exception {
    return JSON.readTree(get("report").body());
  }

  private HttpResponse<String> get(String resource) throws IOException, InterruptedException {
    return client.send(request(resource).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put(String config) throws IOException, InterruptedException {
    return client.send(
        request("config").PUT(BodyPublishers.ofString(config)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String resource) {
    return HttpRequest.newBuilder(
        URI.create("https://127.0.0.1:" + forwarder.address().getPort() + "/v1/" + resource));
  }

  private static HttpClient clientOf(SelfSigned identity) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(PemIdentity.context(identity.certificate(), identity.key(), own.certificate()))
        .build();
  }

  private static String config(String uid, long generation, String... routers) {
    return """
        {"forwarderUid": "%s", "generation": %d, "buffersPerRouter": 1024,
         "devices": [{"name": "uplink-0", "kind": "Kernel"}],
         "routers": [%s]}"""
        .formatted(uid, generation, String.join(",", routers));
  }

  private static String router(String name, String device) {
    return """
        {"uid": "%1$s", "generation": 3, "name": "tenant/%1$s",
         "interfaces": [{"name": "wan", "device": "%2$s", "addresses": ["192.0.2.1/24"]}],
         "forwarding": {"ipRouter": {}}, "paths": [{"interface": "wan", "worker": 0}],
         "shares": [{"worker": 0, "sharePpm": 500000}]}"""
        .formatted(name, device);
  }

  private static String keep(String name) {
    return "{\"uid\": \"%s\", \"generation\": 4, \"keep\": true}".formatted(name);
  }
}
