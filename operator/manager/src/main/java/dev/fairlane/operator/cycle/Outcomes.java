package dev.fairlane.operator.cycle;

import dev.fairlane.operator.model.PoolOutcome;
import dev.fairlane.operator.model.RouterOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The latest outcome of every pool's cycle: cycles publish, reconcilers copy from it. Any thread.
 */
public final class Outcomes {

  private final Map<String, PoolOutcome> byPool = new ConcurrentHashMap<>();
  private final List<Consumer<RouterOutcome>> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param listener hears of each router whose outcome changed or ended; must not block
   */
  public void onRouterChange(Consumer<RouterOutcome> listener) {
    listeners.add(listener);
  }

  public Optional<RouterOutcome> router(String pool, String uid) {
    return Optional.ofNullable(byPool.get(pool)).map(outcome -> outcome.routers().get(uid));
  }

  /** Whether any outcome of the pool is known. */
  public boolean knows(String pool) {
    return byPool.containsKey(pool);
  }

  public void publish(String pool, PoolOutcome outcome) {
    PoolOutcome before = byPool.put(pool, outcome);
    tell(before == null ? Map.of() : before.routers(), outcome.routers());
  }

  /** The pool is gone. */
  public void remove(String pool) {
    PoolOutcome before = byPool.remove(pool);
    if (before != null) {
      tell(before.routers(), Map.of());
    }
  }

  private void tell(Map<String, RouterOutcome> before, Map<String, RouterOutcome> after) {
    List<RouterOutcome> changed = new ArrayList<>();
    after.forEach(
        (uid, outcome) -> {
          if (!Objects.equals(before.get(uid), outcome)) {
            changed.add(outcome);
          }
        });
    before.forEach(
        (uid, outcome) -> {
          if (!after.containsKey(uid)) {
            changed.add(outcome);
          }
        });
    changed.forEach(outcome -> listeners.forEach(listener -> listener.accept(outcome)));
  }
}
