package dev.fairlane.operator.it;

import dev.fairlane.testsupport.apiserver.ApiServer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Story} on the one API server and the one operator that all test classes
 * share.
 */
final class OperatorExtension implements ParameterResolver {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(OperatorExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Story.class || type == Operator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Operator operator = operator(context);
    if (parameter.getParameter().getType() == Operator.class) {
      return operator;
    }
    return context
        .getStore(STORE)
        .getOrComputeIfAbsent(
            "story-" + context.getUniqueId(), key -> new Story(operator.server()), Story.class);
  }

  private static Operator operator(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(
            Operator.class, key -> Operator.start(ApiServer.start()), Operator.class);
  }
}
