package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which types users see, and that these show nothing of what they must not see. */
class PublicDoorsTest {
  private static final String INTERNAL = "io.greenlet.internal";
  private static final Path CLASSES = FreshJvm.placeOf(Greenlet.class);

  /** All types of the core, nested ones included. */
  private static List<Class<?>> types() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      List<Class<?>> types = new ArrayList<>();
      for (Path file : files.toList()) {
        String name = CLASSES.relativize(file).toString();
        if (name.endsWith(".class") && !name.contains("-info")) {
          types.add(load(name.substring(0, name.length() - 6).replaceAll("[/\\\\]", ".")));
        }
      }
      return types;
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicDoorsTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> exported() throws IOException {
    try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in).exports().stream()
          .filter(export -> !export.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static boolean isVisible(Class<?> type) {
    for (Class<?> t = type; t != null; t = t.getEnclosingClass()) {
      if (!isVisible(t.getModifiers())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  @Test
  void publicTypes_outsideInternal_sitBehindAnExportedPackage() throws IOException {
    Set<String> exported = exported();

    assertTrue(exported.contains("io.greenlet"));
    assertTrue(exported.stream().noneMatch(name -> name.startsWith(INTERNAL)), exported::toString);
    assertEquals(
        List.of(),
        types().stream()
            .filter(type -> isVisible(type) && !type.getPackageName().startsWith(INTERNAL))
            .filter(type -> !exported.contains(type.getPackageName()))
            .toList());
  }

  @Test
  void publicTypes_topLevel_areAtMostTenInFrontAndTwelveInAnyOther() throws IOException {
    Map<String, List<String>> byPackage =
        types().stream()
            .filter(type -> isVisible(type) && !type.isMemberClass())
            .filter(type -> !type.getPackageName().startsWith(INTERNAL))
            .collect(
                Collectors.groupingBy(
                    Class::getPackageName,
                    Collectors.mapping(Class::getSimpleName, Collectors.toList())));

    byPackage.forEach((name, types) ->
        assertTrue(
            types.size() <= (name.equals("io.greenlet") ? 10 : 12), () -> name + " has " + types));
  }

  @Test
  void publicSignatures_outsideInternal_nameNoInternalType() throws IOException {
    List<String> leaks = new ArrayList<>();
    for (Class<?> type : types()) {
      if (isVisible(type) && !type.getPackageName().startsWith(INTERNAL)) {
        signaturesOf(type).filter(s -> s.contains(INTERNAL)).forEach(leaks::add);
      }
    }

    assertEquals(List.of(), leaks);
  }

  /** The control: a class with a leak of each kind. */
  @Test
  void publicSignatures_ofALeakingClass_areFound() {
    assertEquals(
        6, signaturesOf(Leaking.class).filter(s -> s.contains(INTERNAL)).distinct().count());
  }

  /**
   * Leaks by its supertype, a field, a constructor, a type argument, what it throws, a parameter.
   */
  @SuppressWarnings("unused")
  private static class Leaking implements io.greenlet.internal.Switches.Trace {
    public io.greenlet.internal.Strand field;

    protected Leaking(io.greenlet.internal.Loop loop) {}

    public List<? extends io.greenlet.internal.Strand> result() {
      return null;
    }

    public void failing() throws io.greenlet.internal.Timeout {}

    io.greenlet.internal.Strand hidden() {
      return null;
    }

    @Override
    public void switched(
        io.greenlet.internal.Strand from, io.greenlet.internal.Strand to, boolean threw) {}
  }

  private static Stream<String> signaturesOf(Class<?> type) {
    Stream<String> supertypes =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Arrays.stream(type.getGenericInterfaces()))
            .map(Type::getTypeName)
            .map(name -> type.getName() + " is a " + name);
    Stream<Member> members =
        Stream.of(
                type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
            .flatMap(Arrays::stream);
    return Stream.concat(
        supertypes,
        members
            .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
            .map(PublicDoorsTest::signatureOf));
  }

  private static String signatureOf(Member member) {
    return switch (member) {
      case Field f -> f.toGenericString();
      case Constructor<?> c -> c.toGenericString();
      case Method m -> m.toGenericString();
      default -> throw new AssertionError(member);
    };
  }

  /** Users cannot extend what is not made for it. */
  @Test
  void publicClasses_thatAreNotThrown_areFinal() throws IOException {
    assertEquals(
        List.of(),
        types().stream()
            .filter(type -> isVisible(type) && !type.getPackageName().startsWith(INTERNAL))
            .filter(type -> !type.isInterface() && !Throwable.class.isAssignableFrom(type))
            .filter(type -> !type.accessFlags().contains(AccessFlag.FINAL))
            .toList());
  }
}
