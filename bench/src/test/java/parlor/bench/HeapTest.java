package parlor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HeapTest {

  @Test
  void everyCollectorIsUnderstood() {
    assertThat(
            Heap.used(
                """
                 garbage-first heap   total reserved 6291456K, committed 401408K, used 20480K [0x1)
                  region size 4096K, 5 young (20480K), 0 survivors (0K)
                 Metaspace       used 812K, committed 1024K, reserved 1114112K
                  class space    used 66K, committed 192K, reserved 1048576K
                """))
        .isEqualTo(20480 * 1024);
    assertThat(
            Heap.used(
                """
                 def new generation   total 118016K, used 2098K [0x1, 0x2, 0x3)
                  eden space 104960K,   2% used [0x1, 0x2, 0x3)
                 tenured generation   total 262144K, used 1000K [0x1, 0x2, 0x3)
                   the space 262144K,   0% used [0x1, 0x2, 0x3)
                 Metaspace       used 812K, committed 1024K, reserved 1114112K
                """))
        .isEqualTo(3098 * 1024);
    assertThat(Heap.used(" ZHeap           used 12M, capacity 384M, max capacity 6144M\n"))
        .isEqualTo(12 * 1024 * 1024);
  }

  @Test
  void ourOwnHeapIsTold() throws IOException, InterruptedException {
    assertThat(Heap.usedAfterCollection(ProcessHandle.current().pid())).isPositive();
  }
}
