package org.fraiseql.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.fraiseql.declaration.DeclarationReader;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.repository.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What calls for many objects ask of one session. */
class GatheringTest {

  record Thing(String id, String name) {}

  private static final Declarations DECLARED =
      DeclarationReader.read(List.of(Thing.class), Set.of());

  private static final Map<String, Thing> THINGS =
      Map.of("a", new Thing("a", "A"), "b", new Thing("b", "B"), "c", new Thing("c", "C"));

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** A session on a map, which notes what it is asked. */
  private final Session session =
      (Session)
          Proxy.newProxyInstance(
              Session.class.getClassLoader(),
              new Class<?>[] {Session.class},
              (_, method, arguments) -> answer(method.getName(), arguments[1]));

  private @Nullable Object answer(String method, Object asked) {
    this.asked.add(method + " " + asked);
    if (asked.toString().contains("bad")) {
      throw new IllegalArgumentException("bad");
    }
    return switch (asked) {
      case Collection<?> ids -> ids.stream().filter(THINGS::containsKey).map(THINGS::get).toList();
      case Object id -> Optional.ofNullable(THINGS.get(id));
    };
  }

  private List<Object> together(Gathering gathering, String... ids) throws Exception {
    for (String _ : ids) {
      gathering.begun();
    }
    List<Future<Object>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String id : ids) {
        running.add(
            threads.submit(
                () -> {
                  try {
                    return gathering.findById(Thing.class, id).map(Thing::name);
                  } catch (RuntimeException e) {
                    return "" + e.getMessage();
                  } finally {
                    gathering.ended();
                  }
                }));
      }
    }
    List<Object> answers = new ArrayList<>();
    for (Future<Object> each : running) {
      answers.add(each.get());
    }
    return answers;
  }

  @Test
  void everyoneGetsTheDocumentOfItsOwnId() throws Exception {
    Gathering gathering = new Gathering(session, DECLARED);
    for (int i = 0; i < 50; i++) {
      assertThat(together(gathering, "b", "none", "a", "b"))
          .containsExactly(Optional.of("B"), Optional.empty(), Optional.of("A"), Optional.of("B"));
    }
    assertThat(asked).filteredOn(each -> each.startsWith("findByIds")).isNotEmpty();
  }

  @Test
  void anIdThatIsNoneFailsAlone() throws Exception {
    Gathering gathering = new Gathering(session, DECLARED);
    assertThat(together(gathering, "a", "bad", "c"))
        .containsExactly(Optional.of("A"), "bad", Optional.of("C"));
  }

  @Test
  void oneWhoHoldsWhatAnotherNeedsDoesNotWaitForIt() throws Exception {
    Gathering gathering = new Gathering(session, DECLARED);
    ReentrantLock lock = new ReentrantLock();
    gathering.begun();
    gathering.begun();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String id : List.of("a", "b")) {
        var unused =
            threads.submit(
                () -> {
                  lock.lock();
                  try {
                    gathering.findById(Thing.class, id);
                  } finally {
                    lock.unlock();
                    gathering.ended();
                  }
                });
      }
    }
    assertThat(asked).containsExactlyInAnyOrder("findById a", "findById b");
  }

  @Test
  void whatHasNoIdIsFoundAsItIs() {
    record Nameless(String name) {}
    Gathering gathering = new Gathering(session, DECLARED);
    gathering.begun();
    assertThatThrownBy(() -> gathering.findById(Nameless.class, "bad"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(asked).containsExactly("findById bad");
  }
}
