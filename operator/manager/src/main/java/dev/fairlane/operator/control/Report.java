package dev.fairlane.operator.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a forwarder answers to {@code GET /v1/report}. Counters are cumulative since its boot;
 * cycles are those of the time stamp counter. Lists are never null.
 *
 * @param generation the applied configuration's generation, 0 before the first
 * @param forwarderUid the uid of the Forwarder object whose configuration is applied, empty before
 *     the first
 * @param monotonicNanos the forwarder's own clock
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Report(
    String bootId,
    String forwarderUid,
    long generation,
    long monotonicNanos,
    long tscHz,
    List<Worker> workers,
    List<Router> routers) {

  public Report {
    forwarderUid = forwarderUid == null ? "" : forwarderUid;
    workers = workers == null ? List.of() : List.copyOf(workers);
    routers = routers == null ? List.of() : List.copyOf(routers);
  }

  public Optional<Router> router(String uid) {
    return routers.stream().filter(router -> router.uid().equals(uid)).findFirst();
  }

  public Optional<Worker> worker(int index) {
    return workers.stream().filter(worker -> worker.index() == index).findFirst();
  }

  /** One forwarding thread: busy + idle + overhead + stolen = elapsed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Worker(
      int index,
      int cpu,
      long elapsedCycles,
      long busyCycles,
      long idleCycles,
      long overheadCycles,
      long stolenCycles) {}

  /**
   * One router as it is applied.
   *
   * @param paths one for each that is scheduled: the forwarder's entries of interfaces that are
   *     inputs of another one's path are added to it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Router(
      String uid,
      long generation,
      String release,
      String name,
      List<Interface> interfaces,
      List<Path> paths) {

    public Router {
      interfaces = interfaces == null ? List.of() : List.copyOf(interfaces);
      paths = paths == null ? List.of() : whole(paths);
    }

    private static List<Path> whole(List<Path> entries) {
      return entries.stream()
          .filter(entry -> entry.inputOf() == null)
          .map(
              first ->
                  entries.stream()
                      .filter(entry -> first.interfaceName().equals(entry.inputOf()))
                      .reduce(first, Path::with))
          .toList();
    }

    public boolean forwards() {
      return !paths.isEmpty() && paths.stream().allMatch(path -> path.state().equals("Forwarding"));
    }

    /** Every path forwards or was quarantined: none is on its way. */
    public boolean isSettled() {
      return !paths.isEmpty()
          && paths.stream()
              .allMatch(path -> path.state().equals("Forwarding") || path.isQuarantined());
    }

    /** The paths that the watchdog took off their workers. */
    public List<Path> quarantined() {
      return paths.stream().filter(Path::isQuarantined).toList();
    }

    /** The interfaces whose devices did not start. */
    public List<Interface> down() {
      return interfaces.stream().filter(Interface::isDown).toList();
    }

    public Optional<Interface> interfaceNamed(String name) {
      return interfaces.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    public Optional<Path> path(String interfaceName) {
      return paths.stream().filter(path -> path.interfaceName().equals(interfaceName)).findFirst();
    }
  }

  /**
   * An interface with the device that serves it.
   *
   * @param startError what the device's driver answered when the device did not start; null unless
   *     the interface is silent for that
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Interface(
      String name,
      String device,
      String mac,
      Integer mtu,
      Boolean hardwareClassified,
      String startError) {

    public boolean isDown() {
      return startError != null;
    }
  }

  /**
   * A forwarding path.
   *
   * @param missedPackets came to its input and were lost before it took them in
   * @param costCyclesPerPacket robust mean over recent dispatches, null before the first packet
   * @param quarantine why the watchdog took it off its worker, null unless it did
   * @param inputOf the interface that names the path of which this one is an input; null for a path
   * @param moves what its moves from worker to worker cost it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Path(
      @JsonProperty("interface") String interfaceName,
      int worker,
      String state,
      long busyCycles,
      long dispatches,
      long backloggedDispatches,
      long receivedPackets,
      long receivedBytes,
      long sentPackets,
      long droppedPackets,
      long missedPackets,
      Double costCyclesPerPacket,
      Map<String, Long> drops,
      Quarantine quarantine,
      String inputOf,
      Moves moves) {

    public Path {
      moves = moves == null ? Moves.NONE : moves;
      drops = drops == null ? Map.of() : Map.copyOf(drops);
    }

    /** The path together with what came in by another input of it. */
    private Path with(Path input) {
      return new Path(
          interfaceName,
          worker,
          state,
          busyCycles,
          dispatches,
          backloggedDispatches,
          receivedPackets + input.receivedPackets(),
          receivedBytes + input.receivedBytes(),
          sentPackets,
          droppedPackets,
          missedPackets + input.missedPackets(),
          costCyclesPerPacket,
          drops,
          quarantine,
          null,
          moves);
    }

    public boolean isQuarantined() {
      return state.equals("Quarantined");
    }
  }

  /**
   * The evidence against a path.
   *
   * @param reason DispatchTooLong or PacketTooDear
   * @param element the node that ran
   * @param cycles of the dispatch
   * @param packets how many the element had
   * @param packetHeader the first bytes of the first of them, hexadecimal
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Quarantine(
      String reason, String element, long cycles, int packets, String packetHeader) {}
}
