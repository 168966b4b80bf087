package dev.hone.policy.checkpoint;

import dev.hone.error.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What some files of a model folder hold.
 *
 * @param sha256 hash (hex) of each file that is there, by its name in the folder
 */
public record ModelFiles(TreeMap<String, String> sha256) implements Serializable {

    /** Reads those of the files that are there: about 1 s per GB. */
    public static ModelFiles hash(Path folder, Collection<String> names) {
        TreeMap<String, String> hashes = new TreeMap<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                hashes.put(name, hash(file));
            }
        }
        return new ModelFiles(hashes);
    }

    /** One hash (hex) over all of them: that of the lines {@code HASH  NAME} that {@code sha256sum} prints, in the order of the names. */
    public String combined() {
        StringBuilder lines = new StringBuilder();
        sha256.forEach(
                (name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
        return DigestUtils.sha256Hex(lines.toString());
    }

    /** The first file by name that is another one elsewhere, in words. */
    public Optional<String> difference(ModelFiles elsewhere) {
        TreeSet<String> names = new TreeSet<>(sha256.keySet());
        names.addAll(elsewhere.sha256.keySet());
        return names.stream()
                .filter(name -> !of(name).equals(elsewhere.of(name)))
                .findFirst()
                .map(name -> name + " has the hash " + of(name) + ", but " + elsewhere.of(name));
    }

    private String of(String name) {
        return sha256.getOrDefault(name, "(no such file)");
    }

    private static String hash(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(in);
        } catch (IOException e) {
            throw new ModelException(
                    file + " cannot be read: " + e.getMessage() + ". Check the path and its permissions", e);
        }
    }
}
