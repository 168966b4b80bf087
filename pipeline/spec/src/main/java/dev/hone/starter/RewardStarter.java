package dev.hone.starter;

import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A reward to begin with.
 *
 * @param name of the template
 * @param extension of its file, with the point: {@code .py} or {@code .yaml}
 * @param text what is written
 */
public record RewardStarter(String name, String extension, String text) {

    private static final String SPECIFICATION = ".yaml";

    public RewardStarter {
        if (!text.startsWith("# ")) {
            throw new IllegalArgumentException(
                    "the starter " + name + extension + " must begin with a comment that says what it is for");
        }
    }

    static RewardStarter of(String fileName, String text) {
        int point = fileName.lastIndexOf('.');
        return new RewardStarter(fileName.substring(0, point), fileName.substring(point), text);
    }

    /** What it is for. */
    public String description() {
        return text.lines().findFirst().orElseThrow().substring(2);
    }

    /**
     * Writes it.
     *
     * @param over whether a file that is there may be written over
     * @throws ConfigException where it may not, or where the name has another ending
     * @throws StorageException where it cannot be written
     */
    public void write(Path file, boolean over) {
        if (!file.toString().endsWith(extension)) {
            throw new ConfigException("the template " + name + " is a " + extension + " file, got " + file
                    + ". Name it so that it ends with " + extension);
        }
        OpenOption ifThere = over ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW;
        try {
            Files.writeString(file, text, ifThere, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigException(file + " is there already. Choose another name, or --force to write over it", e);
        } catch (IOException e) {
            throw new StorageException(file + " cannot be written: " + e, e);
        }
    }

    /** What to do with the file that was written. */
    public String nextSteps(Path file) {
        String spec = extension.equals(SPECIFICATION) ? file.toString() : "FILE";
        String use = extension.equals(SPECIFICATION)
                ? "It is a whole specification with data to try it on"
                : "A specification takes it with:  reward: {kind: python, file: " + file + "}";
        return """
                Wrote %s: %s
                %s; comments in it say what to change. Then try it, before it trains:
                  hone reward check --spec %s
                """
                .formatted(file, description(), use, spec);
    }
}
