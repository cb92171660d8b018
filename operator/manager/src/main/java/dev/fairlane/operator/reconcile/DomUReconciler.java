package dev.fairlane.operator.reconcile;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.operator.pod.ForwarderLabels;
import dev.fairlane.operator.realize.ForwarderWriter;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;

/**
 * Removes the pod and the Secret of a router's own forwarder before its Forwarder goes: they are in
 * another namespace, where nothing owned by a Forwarder can be. All else about such a forwarder is
 * the business of {@link ForwarderReconciler}.
 */
@ControllerConfiguration(
    name = DomUReconciler.NAME,
    finalizerName = ForwarderWriter.DOM_U_FINALIZER,
    informer =
        @Informer(
            namespaces = Constants.WATCH_CURRENT_NAMESPACE,
            labelSelector = ForwarderLabels.ROLE + "=" + ForwarderLabels.DOM_U))
public class DomUReconciler implements Reconciler<Forwarder>, Cleaner<Forwarder> {

  static final String NAME = "domu";

  private static final Duration WHILE_THE_POD_ENDS = Duration.ofSeconds(1);

  private final DomUPods pods;

  public DomUReconciler(DomUPods pods) {
    this.pods = pods;
  }

  @Override
  public UpdateControl<Forwarder> reconcile(Forwarder forwarder, Context<Forwarder> context) {
    return UpdateControl.noUpdate();
  }

  @Override
  public DeleteControl cleanup(Forwarder forwarder, Context<Forwarder> context) {
    return pods.remove(forwarder)
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(WHILE_THE_POD_ENDS);
  }
}
