package org.fraiseql.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullMarked;

/** What is checked on compiled classes. {@link SourceSize} looks at the sources. */
final class Rules {

  private static final Set<String> VAGUE =
      Set.of("util", "utils", "common", "impl", "internal", "model", "manager", "helper", "misc");

  private static final Set<String> INJECTIONS = Set.of("Inject", "Autowired", "Resource", "Value");

  /** Field types whose content changes. Arrays and collections are left to reviewers. */
  private static final List<Class<?>> CHANGING =
      List.of(
          java.util.concurrent.Future.class,
          java.util.concurrent.locks.Lock.class,
          java.util.concurrent.ConcurrentMap.class,
          java.util.concurrent.BlockingQueue.class,
          java.util.concurrent.atomic.AtomicReference.class,
          java.util.concurrent.atomic.AtomicBoolean.class,
          java.util.concurrent.atomic.AtomicInteger.class,
          java.util.concurrent.atomic.AtomicLong.class,
          ArrayList.class,
          java.util.HashMap.class,
          java.util.HashSet.class,
          java.util.Random.class,
          ThreadLocal.class,
          Executor.class,
          AutoCloseable.class,
          StringBuilder.class);

  static final ArchRule PACKAGES_USE_ONLY_WHAT_STANDS_BELOW =
      classes()
          .should(
              condition(
                  "use only packages that stand below their own",
                  (type, problems) -> {
                    String user = Place.of(type);
                    if (!Place.isKnown(user)) {
                      problems.add(
                          type.getName() + " is in a package without a place in the order");
                    }
                    type.getDirectDependenciesFromSelf().stream()
                        .filter(use -> Place.isOurs(use.getTargetClass()))
                        .filter(use -> !Place.mayUse(user, Place.of(use.getTargetClass())))
                        .forEach(use -> problems.add(use.getDescription()));
                  }))
          .because("a reader must be able to understand a package from what stands below it");

  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  return Place.isOurs(type)
                      ? SliceIdentifier.of(type.getPackageName())
                      : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                  return "packages";
                }
              })
          .should()
          .beFreeOfCycles()
          .because("packages that need each other are one package");

  static final ArchRule PACKAGES_SAY_WHAT_THEY_HOLD =
      classes()
          .should(
              condition(
                  "be in a package that is named after what it holds",
                  (type, problems) -> {
                    for (String part : type.getPackageName().split("\\.", -1)) {
                      if (VAGUE.contains(part)) {
                        problems.add(type.getName() + " is in a package named " + part);
                      }
                    }
                  }))
          .because("a vague name collects whatever has no home");

  static final ArchRule PACKAGES_ARE_NULL_MARKED =
      classes()
          .should(
              condition(
                  "be in a @NullMarked package",
                  (type, problems) -> {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                      problems.add(
                          type.getPackageName() + " is not @NullMarked: " + type.getName());
                    }
                  }))
          .because("NullAway checks nothing elsewhere");

  static final ArchRule GRAPHQL_JAVA_STAYS_AT_ITS_PLACE =
      classes()
          .that(areNotIn("", "schema", "operation"))
          .should(
              not(
                  dependOnClassesThat(resideInAnyPackage("graphql..", "org.dataloader.."))
                      .as("use graphql-java")))
          .because("documents and schemas are its part, executing is not");

  static final ArchRule THE_DATABASE_HAS_ONE_DOOR =
      classes()
          .that(areNotIn("database"))
          .should(
              not(
                  dependOnClassesThat(
                          resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient.."))
                      .as("use the PostgreSQL client")))
          .because("who runs a statement outside of it may forget the caller's role and settings");

  static final ArchRule OPTIONAL_IS_ONLY_RETURNED =
      classes()
          .should(
              condition(
                  "not have an Optional as a field or parameter",
                  (type, problems) -> {
                    for (JavaField field : type.getFields()) {
                      if (field.getRawType().isEquivalentTo(Optional.class)) {
                        problems.add(field.getDescription() + " is an Optional");
                      }
                    }
                    for (JavaCodeUnit unit : type.getCodeUnits()) {
                      // A lambda's parameters are what the stream has, not what somebody chose.
                      if (!unit.getName().startsWith("lambda$")
                          && unit.getRawParameterTypes().stream()
                              .anyMatch(parameter -> parameter.isEquivalentTo(Optional.class))) {
                        problems.add(unit.getDescription() + " takes an Optional");
                      }
                    }
                  }))
          .because("a @Nullable is checked by the compiler and needs no wrapping");

  static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS =
      fields()
          .should(
              condition(
                  "not be injected",
                  (field, problems) ->
                      field.getAnnotations().stream()
                          .filter(found -> INJECTIONS.contains(found.getRawType().getSimpleName()))
                          .forEach(found -> problems.add(found.getDescription()))))
          .because("what a class needs stands in its constructor");

  static final ArchRule NOTHING_STATIC_CHANGES =
      fields()
          .that(
              describe(
                  "are static and written by people",
                  field ->
                      field.getModifiers().contains(JavaModifier.STATIC)
                          && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                          && !field.getName().startsWith("$")))
          .and()
          .areDeclaredInClassesThat(areNotIn("testing"))
          .should(
              condition(
                  "be final and unchanging",
                  (field, problems) -> {
                    if (!field.getModifiers().contains(JavaModifier.FINAL)) {
                      problems.add(field.getDescription() + " is not final");
                    }
                    CHANGING.stream()
                        .filter(field.getRawType()::isAssignableTo)
                        .findFirst()
                        .ifPresent(
                            kind ->
                                problems.add(
                                    field.getDescription() + " is a " + kind.getSimpleName()));
                  }))
          .because("two engines in one JVM must not share anything");

  static final ArchRule ONLY_COMMANDS_PRINT =
      noClasses()
          .that(describe("are neither the console nor commands", type -> !mayPrint(type)))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethodWhere(
              describe(
                  "a stack trace is printed",
                  call ->
                      call.getName().equals("printStackTrace")
                          && call.getTargetOwner().isAssignableTo(Throwable.class)))
          .because("standard output belongs to what a command prints, the rest is logged");

  /** Every rule under its name. */
  static Map<String, ArchRule> all() {
    return Map.ofEntries(
        Map.entry("packages use only what stands below", PACKAGES_USE_ONLY_WHAT_STANDS_BELOW),
        Map.entry("packages have no cycles", PACKAGES_HAVE_NO_CYCLES),
        Map.entry("packages say what they hold", PACKAGES_SAY_WHAT_THEY_HOLD),
        Map.entry("packages are null-marked", PACKAGES_ARE_NULL_MARKED),
        Map.entry("graphql-java stays at its place", GRAPHQL_JAVA_STAYS_AT_ITS_PLACE),
        Map.entry("the database has one door", THE_DATABASE_HAS_ONE_DOOR),
        Map.entry("Optional is only returned", OPTIONAL_IS_ONLY_RETURNED),
        Map.entry("nothing is injected into fields", NOTHING_IS_INJECTED_INTO_FIELDS),
        Map.entry("nothing static changes", NOTHING_STATIC_CHANGES),
        Map.entry("only commands print", ONLY_COMMANDS_PRINT));
  }

  private Rules() {}

  private static DescribedPredicate<JavaClass> areNotIn(String... places) {
    return describe(
        "are not in " + String.join(", ", places),
        type -> !List.of(places).contains(Place.of(type)));
  }

  private static boolean mayPrint(JavaClass type) {
    return type.getFullName().equals("org.fraiseql.server.Console") || isCommand(type);
  }

  private static boolean isCommand(JavaClass type) {
    return Place.of(type).equals("server")
        && (type.getPackageName().endsWith(".cli")
            || type.isAnnotatedWith("picocli.CommandLine$Command")
            || type.getEnclosingClass().map(Rules::isCommand).orElse(false));
  }

  /** A condition that is kept by whoever gets no complaint. */
  private static <T> ArchCondition<T> condition(
      String description, BiConsumer<T, Collection<String>> check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(T item, ConditionEvents events) {
        Collection<String> problems = new ArrayList<>();
        check.accept(item, problems);
        problems.forEach(problem -> events.add(SimpleConditionEvent.violated(item, problem)));
      }
    };
  }
}
