package org.fraiseql.declaration;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records. Thread-safe. */
public final class Records {

  /** The canonical constructor, which takes its arguments as an array. */
  private record Maker(RecordComponent[] components, MethodHandle constructor) {}

  private static final ClassValue<Maker> MAKERS =
      new ClassValue<>() {
        @Override
        protected Maker computeValue(Class<?> type) {
          return maker(type);
        }
      };

  private Records() {}

  private static Maker maker(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      MethodHandle handle =
          MethodHandles.lookup()
              .unreflectConstructor(constructor)
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new Maker(components, handle);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  /**
   * A new record. What has no value is null, or zero where that cannot be.
   *
   * @param values by component, as the component holds them: an Optional as an Optional
   * @throws RuntimeException what the constructor throws
   */
  public static Object create(Class<?> type, Map<String, ? extends @Nullable Object> values) {
    Maker maker = MAKERS.get(type);
    @Nullable Object[] arguments = new Object[maker.components.length];
    for (int i = 0; i < arguments.length; i++) {
      RecordComponent component = maker.components[i];
      Object value = values.get(component.getName());
      arguments[i] =
          value == null && component.getType().isPrimitive()
              ? Array.get(Array.newInstance(component.getType(), 1), 0)
              : value;
    }
    try {
      return (Object) maker.constructor.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
