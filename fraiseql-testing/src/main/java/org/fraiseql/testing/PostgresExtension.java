package org.fraiseql.testing;

import java.sql.Connection;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link PostgresTest} does. */
final class PostgresExtension implements ParameterResolver, AfterTestExecutionCallback {

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(PostgresExtension.class);

  private static final Set<Class<?>> TYPES =
      Set.of(
          TestDatabase.class,
          Connection.class,
          DataSource.class,
          Leaks.class,
          TestServer.class,
          GraphqlClient.class);

  /** Constructors are called for a test, if they are, and get what belongs to this test. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TYPES.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "Every test method has its own database, and here is none yet: take the %s as a parameter"
                  .formatted(type.getSimpleName())
              + " of the test method or of @BeforeEach, not of @BeforeAll, @AfterAll or the"
              + " constructor of a class with one instance for all tests.");
    }
    try {
      return value(type, run(context));
    } catch (SetupFailure e) {
      throw new ParameterResolutionException(Objects.requireNonNull(e.getMessage()), e);
    }
  }

  private static Object value(Class<?> type, TestRun run) {
    if (type == TestDatabase.class) {
      return run.database();
    } else if (type == Connection.class) {
      return run.connection();
    } else if (type == DataSource.class) {
      return run.dataSource();
    } else if (type == Leaks.class) {
      return run.leaks();
    } else if (type == TestServer.class) {
      return run.server();
    }
    return run.client();
  }

  /** Made when first asked for; the store closes it after all of the test's own clean-up. */
  private static TestRun run(ExtensionContext context) {
    return context
        .getStore(OURS)
        .computeIfAbsent(
            TestRun.class,
            _ -> TestRun.begin(annotation(context), template(context)),
            TestRun.class);
  }

  private static PostgresTest annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(
            context.getRequiredTestClass(), PostgresTest.class, context.getEnclosingTestClasses())
        .orElseThrow(() -> new SetupFailure("The class has no annotation @PostgresTest."));
  }

  /** Read once for a class, not for each of its tests. */
  private static Template template(ExtensionContext context) {
    ExtensionContext ofClass = context.getParent().orElse(context);
    return ofClass
        .getStore(OURS)
        .computeIfAbsent(
            context.getRequiredTestClass(),
            type -> Template.of(annotation(context), loader(type)),
            Template.class);
  }

  private static ClassLoader loader(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    TestRun run = context.getStore(OURS).get(TestRun.class, TestRun.class);
    if (run != null) {
      run.methodEnded();
    }
  }
}
