package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Servers that others have written and published, run as they are: to their clients they are the
 * same with the agent as without, and the system sees no thread for a client.
 */
@Timeout(180)
final class RegistryServerIT {
  private static final Map<RegistryServer, RegistryTrial> PLAIN =
      new EnumMap<>(RegistryServer.class);

  /** The control: ran once, without the agent. */
  private static RegistryTrial plain(RegistryServer program) throws Exception {
    RegistryTrial trial = PLAIN.get(program);
    if (trial == null) {
      trial = RegistryTrial.run(program, List.of());
      PLAIN.put(program, trial);
    }
    return trial;
  }

  @ParameterizedTest
  @CsvSource({
    "H2, 1", "H2, 2",
    "DERBY, 1", "DERBY, 2",
    "NANOHTTPD, 1", "NANOHTTPD, 2",
    "JETTY, 1", "JETTY, 2",
    "JDK_HTTP, 1", "JDK_HTTP, 2",
    "REDIS, 1", "REDIS, 2"
  })
  void server_patched_sameAsUnpatchedOnFlatThreads(RegistryServer program, int hubs)
      throws Exception {
    RegistryTrial plain = plain(program);
    RegistryTrial patched =
        RegistryTrial.run(program, List.of(Child.agent("hubs=" + hubs), "-Xverify:all"));

    assertEquals(plain.answers(), patched.answers());
    Child.assertSame(plain.end(), patched.end());
    assertTrue(patched.threadsGrown() < program.clients / 10, patched::toString);
  }

  @ParameterizedTest
  @EnumSource
  void server_unpatched_takesAThreadForEachClient(RegistryServer program) throws Exception {
    RegistryTrial plain = plain(program);

    assertTrue(plain.threadsGrown() > program.clients / 2, plain::toString);
    assertEquals(RegistryTrial.FEW + program.clients + 1, plain.answers().size());
  }
}
