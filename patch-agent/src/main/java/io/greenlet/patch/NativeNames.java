package io.greenlet.patch;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Native methods, as the option {@code calls} names them: {@code com.acme.Lib.poll}, or {@code
 * com.acme.Lib.*} for all of a class.
 *
 * @param byClass the methods by their class's internal name, in the order in which they were said
 */
record NativeNames(Map<String, Set<String>> byClass) {
  static final NativeNames NONE = new NativeNames(Map.of());

  private static final String ALL = "*";

  /** By the end of its name, since libraries put it into packages of their own. */
  private static final String KNOWN_CLASS = "io/netty/channel/epoll/Native";

  /** Each thread of an event loop waits in one of them, and they never call Java back. */
  private static final Set<String> KNOWN_METHODS = Set.of("epollWait", "epollWait0");

  /** Throws, naming the option, if it names anything that no method can be called. */
  static NativeNames parse(String option, String value) {
    Map<String, Set<String>> byClass = new LinkedHashMap<>();
    for (String name : value.split("\\+", -1)) {
      int dot = name.lastIndexOf('.');
      String method = name.substring(dot + 1);
      boolean hasStar = (method.equals(ALL) ? name.substring(0, dot + 1) : name).contains(ALL);
      if (dot <= 0 || method.isEmpty() || hasStar) {
        throw Options.wrong(
            option,
            "'"
                + name
                + "' is neither CLASS.METHOD nor CLASS.*, with the class's package before it");
      }
      byClass
          .computeIfAbsent(name.substring(0, dot).replace('.', '/'), type -> new LinkedHashSet<>())
          .add(method);
    }
    return new NativeNames(byClass);
  }

  /** The names said of a class, by its internal name; empty if it is not among them. */
  Set<String> of(String type) {
    return byClass.getOrDefault(type, Set.of());
  }

  /** Methods of a class that block and never call back, whatever was said; empty for most. */
  static Set<String> known(String type) {
    return type.endsWith(KNOWN_CLASS) ? KNOWN_METHODS : Set.of();
  }

  /** Whether what was said of a class names a method. */
  static boolean include(Set<String> names, String method) {
    return names.contains(method) || names.contains(ALL);
  }

  /** Whether a name said of a class is none of its native methods. */
  static boolean isUnknown(String said, Collection<String> natives) {
    return said.equals(ALL) ? natives.isEmpty() : !natives.contains(said);
  }

  /** As the user wrote it. */
  static String text(String type, String method) {
    return type.replace('/', '.') + "." + method;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Set<String>> entry : byClass.entrySet()) {
      for (String method : entry.getValue()) {
        text.append(text.isEmpty() ? "" : "+").append(text(entry.getKey(), method));
      }
    }
    return text.toString();
  }
}
