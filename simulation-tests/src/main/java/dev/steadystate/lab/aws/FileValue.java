package dev.steadystate.lab.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a value from a file where it says {@code file://}, as the AWS CLI does. */
final class FileValue {
  private static final String FILE = "file://";
  private static final String BINARY = "fileb://";

  private FileValue() {}

  /** Returns the text of the file that a value names, or the value if it names none. */
  static String resolve(String value) {
    if (value.startsWith(FILE)) {
      return read(value, value.substring(FILE.length()));
    }
    if (value.startsWith(BINARY)) {
      return read(value, value.substring(BINARY.length()));
    }
    return value;
  }

  private static String read(String value, String name) {
    try {
      return Files.readString(path(name), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw unreadable(value, "[Errno 2] No such file or directory: '" + name + "'");
    } catch (AccessDeniedException e) {
      throw unreadable(value, "[Errno 13] Permission denied: '" + name + "'");
    } catch (IOException | InvalidPathException e) {
      throw unreadable(value, "it is no file of text in UTF-8");
    }
  }

  private static Path path(String name) {
    return name.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), name.substring(2))
        : Path.of(name);
  }

  private static UsageException unreadable(String value, String reason) {
    return new UsageException("Unable to load paramfile " + value + ": " + reason);
  }
}
