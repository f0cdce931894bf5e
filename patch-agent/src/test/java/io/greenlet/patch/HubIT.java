package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.patch.programs.Carried;
import io.greenlet.patch.programs.PoolKinds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Converted threads are virtual, and share as few carriers as there are hubs. */
final class HubIT {
  private static List<String> carried(String options, int threads) {
    return Child.patchedWith(options, Carried.class, Integer.toString(threads), "t").ok().lines();
  }

  private static List<String> expected(boolean mainVirtual, int carriers) {
    return List.of("main virtual: " + mainVirtual, "carriers: " + carriers);
  }

  @Test
  void threads_unpatched_haveOneOfTheirOwnEach() {
    List<String> plain = Child.plain(Carried.class, "20", "t").ok().lines();
    assertEquals(expected(false, 20), plain);
  }

  @Test
  void threads_patched_shareOneCarrier() {
    assertEquals(expected(true, 1), carried("", 20));
    assertEquals(expected(true, 1), carried("", 5000));
  }

  @Test
  void threads_ofPools_areGreenletsButForkJoin() {
    for (String line : Child.patched(PoolKinds.class).ok().lines()) {
      String expected =
          line.startsWith("fork and join") || line.startsWith("common pool")
              ? "platform"
              : "greenlet";
      assertEquals(expected, line.substring(line.indexOf(": ") + 2), line);
    }
  }

  @Test
  void threads_ofPoolsUnpatched_arePlain() {
    List<String> lines = Child.plain(PoolKinds.class).ok().lines();
    assertEquals(13, lines.size());
    assertEquals(List.of(), lines.stream().filter(line -> line.endsWith("greenlet")).toList());
  }

  @Test
  void threads_threeHubs_shareThreeCarriers() {
    assertEquals(expected(true, 3), carried("hubs=3", 50));
  }

  @Test
  void threads_excludedByName_arePlain() {
    assertEquals(expected(true, 20), carried("exclude=name:t*", 20));
    // t1 and t10 to t19, and the carrier of the others.
    assertEquals(expected(true, 12), carried("exclude=name:t1*+name:none", 20));
  }

  @Test
  void threads_excludedByClass_arePlain() {
    String tasks = "exclude=class:" + Carried.class.getName() + "$*";
    assertEquals(expected(true, 20), carried(tasks, 20));
  }

  @Test
  void threads_notIncluded_arePlain() {
    assertEquals(expected(false, 20), carried("include=name:other", 20));
    assertEquals(expected(false, 1), carried("include=name:t*", 20));
    // t1 and t10 to t19, and the carrier of the others.
    assertEquals(expected(false, 12), carried("include=name:t*,exclude=name:t1*", 20));
  }

  @Test
  void main_excludedByNameOrClass_staysPlain() {
    assertEquals(expected(false, 1), carried("exclude=name:main", 20));
    assertEquals(expected(false, 1), carried("exclude=class:" + Carried.class.getName(), 20));
    String programs = Carried.class.getPackageName();
    assertEquals(expected(false, 20), carried("exclude=package:" + programs, 20));
    assertEquals(expected(true, 1), carried("include=package:" + programs, 20));
  }

  @Test
  void main_areaLeftOut_staysPlain() {
    assertEquals(expected(false, 1), carried("areas=thread+time", 20));
  }

  @Test
  void threads_areaLeftOut_arePlain() {
    assertEquals(expected(false, 20), carried("areas=time+socket", 20));
  }
}
