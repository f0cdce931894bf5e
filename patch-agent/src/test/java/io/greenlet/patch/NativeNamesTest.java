package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which native methods are wrapped without being named. */
final class NativeNamesTest {
  private static final String EPOLL = "io/netty/channel/epoll/Native";

  @Test
  void known_classOfALibraryThatIsKnown_isNamedInAnyPackage() {
    assertEquals(Set.of("epollWait", "epollWait0"), NativeNames.known(EPOLL));
    assertEquals(NativeNames.known(EPOLL), NativeNames.known("com/acme/shaded/" + EPOLL));
  }

  @Test
  void known_anyOtherClass_isNone() {
    assertEquals(Set.of(), NativeNames.known("com/acme/Native"));
    assertEquals(Set.of(), NativeNames.known(EPOLL + "Array"));
  }
}
