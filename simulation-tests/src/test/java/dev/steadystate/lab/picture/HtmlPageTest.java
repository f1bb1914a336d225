package dev.steadystate.lab.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlPageTest {
  @TempDir Path directory;

  @Test
  void writesTheSameCharactersTwice() throws IOException {
    assertThat(page(MadeUpRun.small())).isEqualTo(page(MadeUpRun.small()));
  }

  @Test
  void keepsDataFromEndingTheScript() throws IOException {
    String page = page(MadeUpRun.called("</script><b onclick='x'>\u2028&\"\\"));

    assertThat(page)
        .contains("<title>&lt;/script&gt;&lt;b onclick=&#39;x&#39;&gt;")
        .contains("\"title\":\"\\u003c/script\\u003e\\u003cb onclick='x'\\u003e\\u2028\\u0026")
        .doesNotContain("<b onclick");
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void needsNothingFromElsewhere() throws IOException {
    assertThat(page(MadeUpRun.small()))
        .contains("default-src 'none'")
        .doesNotContain("src=\"")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("@import")
        .doesNotContain("{{");
  }

  @Test
  void writesTenThousandTasksInTwoSecondsAndFifteenMegabytes() throws IOException {
    Recording recording = MadeUpRun.large();
    Path file = directory.resolve("large.html");

    // The best of three, since the machine may have other things to do.
    Duration took = Duration.ofDays(1);
    for (int i = 0; i < 3; i++) {
      long began = System.nanoTime();
      HtmlPage.write(recording, file);
      took = min(took, Duration.ofNanos(System.nanoTime() - began));
    }

    System.out.printf(
        "page of %d tasks and %d journal entries: %d ms, %d bytes%n",
        recording.tasks().size(), recording.journal().size(), took.toMillis(), Files.size(file));
    assertThat(recording.tasks().size()).isGreaterThan(10_000);
    assertThat(recording.journal().size()).isGreaterThan(100_000);
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    assertThat(Files.size(file)).isLessThan(15L << 20);
    assertThat(Files.readString(file, UTF_8)).endsWith("</html>\n");
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String page(Recording recording) throws IOException {
    StringWriter out = new StringWriter();
    HtmlPage.write(recording, out);
    return out.toString();
  }
}
