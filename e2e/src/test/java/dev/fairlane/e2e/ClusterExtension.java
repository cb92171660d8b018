package dev.fairlane.e2e;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives tests the cluster, waits for the samples before each test, and shows the cluster's state
 * after a failure.
 */
final class ClusterExtension
    implements BeforeEachCallback, ParameterResolver, TestExecutionExceptionHandler {

  @Override
  public void beforeEach(ExtensionContext context) {
    Cluster cluster = cluster(context);
    try {
      new Samples(cluster).awaitReady();
    } catch (AssertionError e) {
      new ClusterState(cluster).print();
      throw e;
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Cluster.class || type == Figures.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class
        ? cluster(context)
        : figures(context);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    new ClusterState(cluster(context)).print();
    throw failure;
  }

  private static Cluster cluster(ExtensionContext context) {
    return store(context)
        .getOrComputeIfAbsent(Cluster.class, key -> Cluster.fromEnvironment(), Cluster.class);
  }

  private static Figures figures(ExtensionContext context) {
    return store(context)
        .getOrComputeIfAbsent(
            Figures.class,
            key -> new Figures(cluster(context).root().resolve("build/results/e2e.json")),
            Figures.class);
  }

  /** Of the whole run: what is in it is closed at its end. */
  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(Namespace.create(ClusterExtension.class));
  }
}
