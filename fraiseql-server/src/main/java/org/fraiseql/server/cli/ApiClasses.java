package org.fraiseql.server.cli;

import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fraiseql.server.ServerException;

/** Loads the classes that an API is written in, from where a build left them. */
final class ApiClasses {

  private ApiClasses() {}

  /**
   * Objects of classes that can be made without anything, and the classes of all others that need
   * no object: records, enums and interfaces.
   *
   * @param names fully qualified
   * @param path folders and jars
   * @throws ServerException if one cannot be loaded
   */
  static List<Object> load(List<String> names, List<Path> path) {
    List<Object> apis = new ArrayList<>();
    // Classes are loaded as they are needed, so the loader lives as long as they do.
    ClassLoader loader = new URLClassLoader(urls(path), ApiClasses.class.getClassLoader());
    for (String name : names) {
      apis.add(load(name, loader));
    }
    return apis;
  }

  private static URL[] urls(List<Path> path) {
    List<URL> urls = new ArrayList<>();
    for (Path each : path) {
      if (!Files.exists(each)) {
        throw new ServerException(
            "%s of --classpath does not exist. Compile the project first.".formatted(each));
      }
      try {
        urls.add(each.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new ServerException("%s of --classpath is no place".formatted(each));
      }
    }
    return urls.toArray(URL[]::new);
  }

  private static Object load(String name, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(name, true, loader);
      if (type.isInterface() || type.isRecord() || type.isEnum()) {
        return type;
      }
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ClassNotFoundException e) {
      throw new ServerException(
          ("there is no class %s of --api. Name it with its package, an inner one with $, and its"
                  + " place with --classpath.")
              .formatted(name));
    } catch (NoSuchMethodException e) {
      throw new ServerException(
          ("%s of --api has no constructor without parameters. Serve it from a program of its own:"
                  + " FraiseQLServer.at(…).api(new %s(…)).")
              .formatted(name, name.substring(name.lastIndexOf('.') + 1)));
    } catch (InvocationTargetException e) {
      throw new ServerException("%s of --api cannot be made: %s".formatted(name, e.getCause()));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ServerException("%s of --api cannot be loaded: %s".formatted(name, e));
    }
  }
}
