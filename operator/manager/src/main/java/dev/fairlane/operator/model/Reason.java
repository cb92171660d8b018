package dev.fairlane.operator.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reasons of conditions and events: the whole vocabulary, each with one meaning. */
public enum Reason {
  /** Nothing is wrong with the object. */
  ACCEPTED,
  /** No pool of that name exists. */
  POOL_NOT_FOUND,
  /** No tenant of the pool selects the router's namespace. */
  NAMESPACE_NOT_ALLOWED,
  /** The tenant's maxRouters older routers are already accepted. */
  TOO_MANY_ROUTERS,
  /** The pool has no network of that name. */
  NETWORK_NOT_FOUND,
  /** The interface gives a MAC, and its attachment is not shared. */
  MAC_NOT_SETTABLE,
  /** The interface gives a VLAN, and its attachment is not shared. */
  VLAN_NOT_SETTABLE,
  /** The pool does not let the tenant have (more) routers with pods of their own. */
  DOM_U_NOT_ALLOWED,
  /** The router's Click configuration has mistakes, and no forwarder is told of it. */
  GRAPH_REFUSED,
  /** A ConfigMap, or a key of it, that the router's Click configuration needs is not there. */
  PARAMETER_NOT_FOUND,
  /** The forwarder refused the router's configuration. */
  CONFIG_REFUSED,
  /** The router has a forwarder, devices and workers. */
  PLACED,
  /** The router was not accepted. */
  NOT_ACCEPTED,
  /** No forwarder answers that could take the router. */
  NO_FORWARDER,
  /** No forwarder has enough free attachments of the router's networks. */
  INSUFFICIENT_ATTACHMENTS,
  /** The cycle has not seen the object yet. */
  PENDING,
  /** Every path forwards with the present configuration. */
  FORWARDING,
  /** The router was not placed. */
  NOT_PLACED,
  /** The forwarder has not answered for too long. */
  FORWARDER_UNREACHABLE,
  /** The forwarder's pod is not running yet. */
  FORWARDER_NOT_READY,
  /** The present configuration is not applied yet, or paths are starting. */
  CONFIGURING,
  /** A device of the router does not start. */
  INTERFACE_DOWN,
  /** The watchdog took paths of the router off their workers. */
  PATH_QUARANTINED,
  /** The router receives what is due to it. */
  ENTITLEMENT_RECEIVED,
  /** The router has work and receives less than 95 % of what is due to it. */
  BELOW_ENTITLEMENT,
  /** The guarantee of the router cannot be honoured beside those of older ones. */
  FLOOR_UNAVAILABLE,
  /** The router asks for less than it is entitled to. */
  NOT_BACKLOGGED,
  /** There is no report to judge by. */
  NO_REPORT,
  /** The forwarder answers. */
  CONNECTED,
  /** The present configuration is applied. */
  CONFIGURED,
  /** The pod differs from what the pool asks for, and replacing it would interrupt routers. */
  POD_OUTDATED,
  /** The pod failed; another follows. */
  POD_FAILED,
  /** The API server refuses the pod: a quota, Pod Security, or the operator's rights there. */
  POD_REFUSED,
  /** The former forwarder is about to leave the router to the next one. */
  HANDING_OVER,
  /** The pool does not exist any more. */
  POOL_GONE,
  /** Every forwarder is ready. */
  ALL_READY,
  /** No node matches the pool's selector. */
  NO_NODES,
  /** No forwarder gave a fresh report: nothing is decided. */
  NOT_READY,
  /** The assignment is as it should be. */
  NO_CHANGE,
  /** Routers were placed, moved or removed. */
  PLACE,
  /** Some routers could not be placed. */
  ROUTERS_NOT_PLACED,
  /** Rebalancing is off. */
  DISABLED,
  /** Paths are on their way to another worker. */
  BUSY,
  /** The last plan is too recent. */
  COOLING_DOWN,
  /** No router lacks enough of what is due to it. */
  WITHIN_THRESHOLD,
  /** The best plan would not help enough. */
  NO_IMPROVEMENT,
  /** The plan moves a path whose last move did not bring what it promised. */
  INEFFECTIVE,
  /** No maintenance window is open. */
  OUTSIDE_WINDOW,
  /** The plan waits for approval. */
  RECOMMEND,
  /** The plan is realized. */
  MOVE,
  /** A path runs on another worker now. */
  PATH_MOVED,
  /** There is a plan, and it waits for approval. */
  PLAN_RECOMMENDED,
  /** A plan brought less than half of the gain that it promised; its paths stay for a while. */
  PLAN_INEFFECTIVE,
  /** A path is not on the worker that it was moved to within its time. */
  MOVE_NOT_REACHED;

  private final String text =
      Arrays.stream(name().split("_"))
          .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
          .collect(Collectors.joining());

  /** As in a condition: CamelCase. */
  public String text() {
    return text;
  }
}
