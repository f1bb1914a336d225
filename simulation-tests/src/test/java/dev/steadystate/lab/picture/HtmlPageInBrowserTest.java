package dev.steadystate.lab.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Opens the page as a reader would, in a real browser, and leaves pictures of it behind. */
@TestInstance(Lifecycle.PER_CLASS)
final class HtmlPageInBrowserTest {
  private static final Path PICTURES = Path.of("target", "pictures");

  private Path small = Path.of("");
  private Path large = Path.of("");
  private Chromium browser;

  @BeforeAll
  void openTheBrowser(@TempDir Path directory) throws IOException, InterruptedException {
    browser = Chromium.open();
    browser.resize(1440, 1000);
    small = directory.resolve("small.html");
    large = directory.resolve("large.html");
    HtmlPage.write(MadeUpRun.small(), small);
    HtmlPage.write(MadeUpRun.large(), large);
  }

  @AfterAll
  void closeTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void asksForNothingButItself() {
    browser.open(small, "");

    assertThat(browser.requests()).containsExactly(small.toUri().toString());
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.text("h1")).isEqualTo("a release, a drain and a loss");
    assertThat(browser.text("#facts")).contains("seed 42", "from 2026-01-01 00:00:00 UTC");
  }

  @Test
  void showsTextOfTheRunAsTextEvenWhereItLooksLikeHtml() throws IOException {
    Path file = small.resolveSibling("odd.html");
    String title = "</script><img src=x onerror=alert(1)> \u2028 \ud83d\ude80";
    HtmlPage.write(MadeUpRun.called(title), file);

    browser.open(file, "");

    assertThat(browser.text("h1")).isEqualTo(title);
    assertThat(browser.evaluate("recording.title").asString()).isEqualTo(title);
    assertThat(browser.evaluate("document.images.length").asInt()).isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void saysWhyATaskStoppedAndWhyItStarted() {
    browser.open(small, "#t=522");
    JsonNode place =
        browser.evaluate(
            "hostsView.placeOf("
                + "recording.tasks.name.findIndex((text) => recording.text(text) === 'web/2'))");

    browser.click(place.path("x").asDouble(), place.path("y").asDouble());

    assertThat(browser.text("#reasons"))
        .contains("Task web/2", "web:1", "Why it stopped", "replaced by a task of web:2")
        .contains("UpdateService", "Why it started", "CreateService");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void followsACauseChainFromAnEvent() {
    browser.open(small, "#t=600");

    browser.click("#list .entry.latest");

    assertThat(browser.text("#reasons .name")).isEqualTo("Service event");
    assertThat(browser.evaluate("document.querySelectorAll('#reasons .chain li').length").asInt())
        .isGreaterThan(1);
    String last = browser.text("#reasons .chain li:last-child");
    assertThat(last).contains("Service");
    browser.click("#reasons .chain li:last-child .link");
    assertThat(browser.text("#reasons .name")).isEqualTo("Call");
    assertThat(browser.text("#reasons")).contains("What it brought about");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void saysWhatAnInstanceAndAPointOfAChartAre() {
    browser.open(small, "#t=1230");
    JsonNode box =
        browser.evaluate(
            "(() => { const box = document.querySelector('.chart canvas').getBoundingClientRect();"
                + " return { x: box.x + box.width * 0.4, y: box.y + 40 }; })()");

    browser.click(box.path("x").asDouble(), box.path("y").asDouble());
    assertThat(browser.text("#reasons")).contains("Service web", "bounds10 to 40");

    JsonNode host =
        browser.evaluate(
            "(() => { const box = hostsView.canvas.getBoundingClientRect();"
                + " return { x: box.x + 20, y: box.y + 32 }; })()");
    browser.click(host.path("x").asDouble(), host.path("y").asDouble());
    assertThat(browser.text("#reasons")).contains("Container instance i-1", "us-east-1a");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void answersToKeys() {
    browser.open(small, "");
    browser.press("ArrowRight");
    double later = browser.evaluate("time.now").asDouble();
    browser.press("End");
    double end = browser.evaluate("time.now").asDouble();
    browser.press("Home");
    browser.press("+");
    double stretch = browser.evaluate("time.to - time.from").asDouble();
    browser.press("0");
    browser.press("/");
    browser.type("web:2 pull");
    int found =
        browser
            .evaluate("Number(document.querySelector('#rows-now').textContent.split(' ')[0])")
            .asInt();
    browser.press("Escape");
    browser.press("t");
    String theme = browser.evaluate("document.documentElement.dataset.theme").asString();
    browser.press("t");

    assertThat(later).isGreaterThan(0);
    assertThat(end).isEqualTo(30 * 60_000);
    assertThat(stretch).isEqualTo(15 * 60_000);
    assertThat(found).isBetween(1, 3);
    assertThat(theme).isEqualTo("dark");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void playsToTheEnd() {
    browser.open(small, "#t=1795");
    browser.evaluate("document.getElementById('speed').value = '10'");

    browser.press(" ");
    browser.evaluate(
        "new Promise((done) => { const wait = () => time.isPlaying ? setTimeout(wait, 50) : done();"
            + " wait(); })");

    assertThat(browser.evaluate("time.now").asDouble()).isEqualTo(30 * 60_000);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void scrubsTenThousandTasksSmoothly() {
    browser.open(large, "");
    // Every frame is drawn and read back, so that what the canvas put off is counted too.
    JsonNode frames =
        browser.evaluate(
            "(() => { const took = []; const one ="
                + " document.createElement('canvas').getContext('2d', { willReadFrequently: true"
                + " }); const readBack = () => { one.drawImage(hostsView.canvas, 0, 0, 1, 1);"
                + " one.getImageData(0, 0, 1, 1); }; for (let i = 0; i <= 240; i++) { const began ="
                + " performance.now(); time.goTo(recording.length * i / 240); time.draw();"
                + " readBack(); took.push(performance.now() - began); } took.sort((a, b) => a - b);"
                + " return { median: took[120], high: took[228], most: took[240] }; })()");
    JsonNode live =
        browser.evaluate(
            "new Promise((done) => { const took = []; let last = 0; let i = 0; const next = (at) =>"
                + " { if (last > 0) took.push(at - last); last = at; if (i++ < 120) {"
                + " time.goTo(recording.length * i / 120); requestAnimationFrame(next); } else {"
                + " took.sort((a, b) => a - b); done({ median: took[60], high: took[114], most:"
                + " took[119] }); } }; requestAnimationFrame(next); })");

    System.out.printf("ms to draw a frame of 10,000 tasks: %s, between frames: %s%n", frames, live);
    assertThat(frames.path("median").asDouble()).isLessThan(16);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void explainsARealRunToItsFirstCause() throws IOException {
    Path file = small.resolveSibling("real.html");
    HtmlPage.write(Recording.of(ScenarioRun.of(Scenario.parse(RecordingTest.SCENARIO))), file);

    browser.open(file, "#t=480");
    browser.evaluate(
        "page.show(recording.text(recording.tasks.name[recording.tasks.taskDefinition.findIndex((text)"
            + " => recording.text(text) === 'web:2')]))");

    assertThat(browser.text("#reasons"))
        .contains("pull access denied", "Why it stopped", "Why it started", "UpdateService");
    assertThat(browser.complaints()).isEmpty();
    for (String scheme : new String[] {"light", "dark"}) {
      browser.prefer(scheme);
      browser.open(file, "#t=488&task=web/15");
      browser.screenshot(PICTURES.resolve("real-" + scheme + ".png"));
      browser.open(file, "#t=1203&task=web/4");
      browser.screenshot(PICTURES.resolve("real-loss-" + scheme + ".png"));
    }
    browser.prefer("light");
  }

  @Test
  void leavesPicturesBehind() throws IOException {
    for (String scheme : new String[] {"light", "dark"}) {
      browser.prefer(scheme);
      browser.open(small, "#t=575&task=web/2");
      browser.screenshot(PICTURES.resolve("small-" + scheme + ".png"));
      browser.open(large, "#t=600");
      browser.screenshot(PICTURES.resolve("large-" + scheme + ".png"));
    }
    browser.prefer("light");
    browser.open(small, "#t=540");
    browser.evaluate("time.zoom(0.125)");
    browser.screenshot(PICTURES.resolve("small-zoomed.png"));
    browser.resize(820, 1400);
    browser.open(small, "#t=575&task=web/2");
    boolean isTooWide =
        browser
            .evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            .asBoolean();
    browser.screenshot(PICTURES.resolve("small-narrow.png"));
    browser.resize(400, 900);
    browser.open(small, "#t=575&task=web/2");
    int widthOnATelephone = browser.evaluate("document.documentElement.scrollWidth").asInt();
    browser.screenshot(PICTURES.resolve("small-telephone.png"));
    browser.resize(1440, 1000);

    assertThat(isTooWide).isFalse();
    assertThat(widthOnATelephone).isLessThanOrEqualTo(400);
    assertThat(PICTURES.resolve("large-dark.png")).isNotEmptyFile();
    assertThat(browser.complaints()).isEmpty();
  }
}
