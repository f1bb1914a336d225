package dev.steadystate.lab.picture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A real browser without a window, driven over its own debugging protocol. */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private int calls;

  private Chromium(Process process, Path profile, URI page) {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .connectTimeout(PATIENCE)
            .buildAsync(page, new Ear())
            .join();
  }

  /** Opens a browser; where there is none, the test that asks is skipped and says so. */
  static Chromium open() throws IOException, InterruptedException {
    Optional<Path> program = find();
    assumeTrue(
        program.isPresent(),
        "skipped: no browser found, looked for " + NAMES + " on the path (install chromium)");
    Path profile = Files.createTempDirectory("chromium");
    Process process =
        new ProcessBuilder(
                program.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb",
                "--window-size=1440,1000",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Chromium browser = new Chromium(process, profile, addressOfPage(process, profile));
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      browser.call(domain + ".enable", Map.of());
    }
    return browser;
  }

  private static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : Splitter.on(File.pathSeparator).split(path)) {
      for (String name : NAMES) {
        Path program = Path.of(directory, name);
        if (Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return Optional.empty();
  }

  private static URI addressOfPage(Process process, Path profile)
      throws IOException, InterruptedException {
    Path port = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the browser does not start");
      }
      Thread.sleep(50);
    }
    String base = "http://127.0.0.1:" + Files.readAllLines(port).get(0);
    while (true) {
      JsonNode targets = JSON.readTree(URI.create(base + "/json/list").toURL().openStream());
      for (JsonNode target : targets) {
        if (target.path("type").asString().equals("page")) {
          return URI.create(target.path("webSocketDebuggerUrl").asString());
        }
      }
      Thread.sleep(50);
    }
  }

  // What a reader does.

  /** Opens a file, and waits until it is there. */
  void open(Path file, String hash) {
    // From nothing, so that another hash alone loads the page anew.
    load("about:blank");
    complaints.clear();
    requests.clear();
    load(file.toUri() + hash);
    evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  private void load(String address) {
    loaded = new CompletableFuture<>();
    call("Page.navigate", Map.of("url", address));
    await(loaded);
  }

  void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void prefer(String scheme) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void click(double x, double y) {
    mouse("mouseMoved", x, y, 0);
    mouse("mousePressed", x, y, 1);
    mouse("mouseReleased", x, y, 1);
    frame();
  }

  void move(double x, double y) {
    mouse("mouseMoved", x, y, 0);
    frame();
  }

  private void mouse(String type, double x, double y, int clicks) {
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            x,
            "y",
            y,
            "button",
            clicks == 0 ? "none" : "left",
            "clickCount",
            clicks));
  }

  /** Clicks the middle of what a selector finds. */
  void click(String selector) {
    JsonNode box =
        evaluate(
            "(() => { const found = document.querySelector("
                + JSON.writeValueAsString(selector)
                + "); found.scrollIntoView({ block: 'nearest' });"
                + " const box = found.getBoundingClientRect();"
                + " return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()");
    click(box.path("x").asDouble(), box.path("y").asDouble());
  }

  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", Map.of("type", type, "key", key));
    }
    frame();
  }

  void type(String text) {
    call("Input.insertText", Map.of("text", text));
    frame();
  }

  private void frame() {
    evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  // What a reader sees.

  String text(String selector) {
    return evaluate("document.querySelector(" + JSON.writeValueAsString(selector) + ").textContent")
        .asString();
  }

  /** Returns the value of an expression, or of the promise that it is. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.path("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  void screenshot(Path file) throws IOException {
    JsonNode answer = call("Page.captureScreenshot", Map.of("format", "png"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asString()));
  }

  /** Returns what went wrong in the page since it was opened. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Returns all addresses that the page asked for since it was opened. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  // The protocol.

  private synchronized JsonNode call(String method, Map<String, ?> parameters) {
    int id = ++calls;
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    String message =
        JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(message, true).join();
    JsonNode received = await(answer);
    if (received.has("error")) {
      throw new IllegalStateException(method + ": " + received.path("error"));
    }
    return received.path("result");
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the browser", stopped);
    } catch (ExecutionException | TimeoutException late) {
      throw new IllegalStateException("no answer from the browser within " + PATIENCE, late);
    }
  }

  private void hear(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt());
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    JsonNode about = message.path("params");
    switch (message.path("method").asString()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown" -> complaints.add(about.path("exceptionDetails").toString());
      case "Log.entryAdded" -> complaints.add(about.path("entry").toString());
      case "Network.requestWillBeSent" ->
          requests.add(about.path("request").path("url").asString());
      default -> {
        // Everything else is of no interest here.
      }
    }
  }

  /** Listens to the browser; a message may come in parts. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        JsonNode message = JSON.readTree(parts.toString());
        parts.setLength(0);
        hear(message);
      }
      return WebSocket.Listener.super.onText(webSocket, data, last);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = new ArrayList<>(process.descendants().toList());
    process.destroy();
    await(process.onExit());
    for (ProcessHandle child : children) {
      child.destroyForcibly();
    }
    try {
      MoreFiles.deleteRecursively(profile, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException busy) {
      // The browser may still write while it goes; what is left is a temporary directory.
      profile.toFile().deleteOnExit();
    }
  }
}
