package dev.steadystate.lab;

import dev.steadystate.testkit.scenario.Scenario;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a scenario from a file and says in one sentence what is wrong with either. */
final class ScenarioFile {
  private ScenarioFile() {}

  static Scenario read(Path file) {
    byte[] text = bytes(file);
    try {
      return Scenario.parse(text);
    } catch (IllegalArgumentException e) {
      throw new WrongRequest(file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw new WrongRequest("cannot read " + file + ": it is a directory");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new WrongRequest("cannot read " + file + ": " + reason(e), e);
    }
  }

  /** The messages of these exceptions are names of files and no reasons. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof FileSystemException fileSystem && fileSystem.getReason() != null) {
      return fileSystem.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
