package io.greenlet.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemCallsTest {
  @Test
  void parse_nameThatComesAgain_countsAnswers() {
    String printed =
        """
        40,,raw_syscalls:sys_enter,100,100.00,,
        20,,syscalls:sys_enter_read,100,100.00,,
        12,,syscalls:sys_enter_write,100,100.00,,
        0,,syscalls:sys_enter_sendto,100,100.00,,
        10,,syscalls:sys_enter_write,100,100.00,,
        0,,syscalls:sys_enter_sendto,100,100.00,,
        """;

    assertEquals(
        Map.of("all", 40.0, "read", 20.0, "write", 12.0, "sendto", 0.0, "answers", 10.0),
        SystemCalls.parse(printed));
  }

  @Test
  void parse_eventThatCouldNotBeCounted_isLeftOut() {
    assertEquals(Map.of(), SystemCalls.parse("<not counted>,,syscalls:sys_enter_read,0,0.00,,\n"));
  }
}
