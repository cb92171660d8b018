package dev.fairlane.click;

import dev.fairlane.click.catalogue.AddressType;
import dev.fairlane.click.catalogue.ArgumentType;
import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.catalogue.ElementClass;
import dev.fairlane.click.catalogue.Flow;
import dev.fairlane.click.catalogue.Interfaces;
import dev.fairlane.click.catalogue.Ports;
import dev.fairlane.click.catalogue.Sharing;
import java.util.List;
import java.util.Set;

/** Classes in the style of the forwarder's, enough for the fixtures. */
final class TestCatalogue {

  static final Interfaces INTERFACES =
      new Interfaces(Set.of("wan", "lan", "dmz"), Set.of("wan", "lan"));

  private static final ArgumentType TEXT = new ArgumentType.Text();
  private static final ArgumentType ADDRESS = AddressType.IPV4_ADDRESS;
  private static final ArgumentType MAC = AddressType.MAC;
  private static final ArgumentType INTERFACE = new ArgumentType.Interface();

  private TestCatalogue() {}

  static final Catalogue CATALOGUE =
      Catalogue.of(
          List.of(
              named("FromDevice")
                  .required("DEVNAME", INTERFACE)
                  .inputs(Ports.exactly(0), Flow.PUSH)
                  .outputs(Ports.exactly(1), Flow.PUSH)
                  .startsPath(true)
                  .build(),
              named("ToDevice")
                  .required("DEVNAME", INTERFACE)
                  .outputs(Ports.exactly(0), Flow.PUSH)
                  .build(),
              named("Discard").outputs(Ports.exactly(0), Flow.PUSH).build(),
              named("Counter").build(),
              named("Strip").required("LENGTH", new ArgumentType.Whole(0, 256)).build(),
              named("Paint").required("COLOR", new ArgumentType.Whole(0, 255)).build(),
              named("Tee")
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.between(1, 16), Flow.PUSH)
                  .build(),
              named("Classifier")
                  .repeated("PATTERN", TEXT)
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.onePerArgument(), Flow.PUSH)
                  .build(),
              named("IPFilter")
                  .repeated("RULE", TEXT)
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.between(1, 256), Flow.PUSH)
                  .build(),
              named("IPClassifier")
                  .repeated("PATTERN", TEXT)
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.onePerArgument(), Flow.PUSH)
                  .build(),
              named("IPLookup")
                  .repeated("ROUTE", TEXT)
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.between(1, 256), Flow.PUSH)
                  .sharing(Sharing.SHARED)
                  .build(),
              named("CheckIPHeader")
                  .optional("OFFSET", new ArgumentType.Whole(0, 64), "0")
                  .optional("CHECKSUM", new ArgumentType.Truth(), "true")
                  .outputs(Ports.between(1, 2), Flow.AGNOSTIC)
                  .build(),
              named("IPGWOptions")
                  .required("MYADDR", ADDRESS)
                  .optional("OTHERADDRS", TEXT, "")
                  .outputs(Ports.between(1, 2), Flow.AGNOSTIC)
                  .build(),
              named("IPReassembler")
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.between(1, 2), Flow.PUSH)
                  .build(),
              named("IPRewriter")
                  .repeated("INPUTSPEC", TEXT)
                  .optional("UDP_TIMEOUT", new ArgumentType.Whole(1, 2592000), "300")
                  .inputs(Ports.onePerArgument(), Flow.PUSH)
                  .outputs(Ports.between(1, 16), Flow.PUSH)
                  .sharing(Sharing.JOINING)
                  .build(),
              named("DecIPTTL")
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.exactly(2), Flow.PUSH)
                  .build(),
              named("ICMPError")
                  .required("SRC", ADDRESS)
                  .required("TYPE", TEXT)
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.exactly(1), Flow.PUSH)
                  .breaksCycles(true)
                  .build(),
              named("ICMPPingResponder").breaksCycles(true).build(),
              named("StripIPHeader").build(),
              named("HashSwitch")
                  .required("OFFSET", new ArgumentType.Whole(0, 1500))
                  .required("LENGTH", new ArgumentType.Whole(1, 64))
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.between(1, 16), Flow.PUSH)
                  .build(),
              named("IP6NDAdvertiser")
                  .required("PREFIX", AddressType.IPV6_PREFIX)
                  .required("ETHER", MAC)
                  .build(),
              named("IP6NDSolicitor")
                  .required("IP", AddressType.IPV6_ADDRESS)
                  .required("ETHER", MAC)
                  .inputs(Ports.exactly(2), Flow.PUSH)
                  .outputs(Ports.exactly(1), Flow.PUSH)
                  .sharing(Sharing.SHARED)
                  .build(),
              named("ARPQuerier")
                  .required("IP", ADDRESS)
                  .required("ETHER", MAC)
                  .inputs(Ports.exactly(2), Flow.PUSH)
                  .outputs(Ports.exactly(1), Flow.PUSH)
                  .sharing(Sharing.SHARED)
                  .build(),
              named("ARPResponder")
                  .required("PREFIX", AddressType.IPV4_PREFIX)
                  .required("ETHER", MAC)
                  .build(),
              named("EtherEncap")
                  .required("ETHERTYPE", new ArgumentType.Whole(0, 65535))
                  .required("SRC", MAC)
                  .required("DST", MAC)
                  .build(),
              named("IPEncap")
                  .required("PROTOCOL", new ArgumentType.Whole(0, 255))
                  .required("SRC", ADDRESS)
                  .required("DST", ADDRESS)
                  .build(),
              named("RoundRobinSwitch")
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.between(1, 16), Flow.PUSH)
                  .build(),
              named("Queue")
                  .optional("CAPACITY", new ArgumentType.Whole(1, 65536), "1024")
                  .inputs(Ports.exactly(1), Flow.PUSH)
                  .outputs(Ports.exactly(1), Flow.PULL)
                  .sharing(Sharing.JOINING)
                  .build(),
              named("BandwidthShaper")
                  .required("RATE", new ArgumentType.Whole(1, 100_000_000_000L))
                  .inputs(Ports.exactly(1), Flow.PULL)
                  .outputs(Ports.exactly(1), Flow.PULL)
                  .sharing(Sharing.JOINING)
                  .build(),
              named("RoundRobinSched")
                  .inputs(Ports.between(1, 16), Flow.PULL)
                  .outputs(Ports.exactly(1), Flow.PULL)
                  .sharing(Sharing.JOINING)
                  .build()));

  private static ElementClass.Builder named(String name) {
    return ElementClass.named(name);
  }
}
