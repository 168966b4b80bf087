package dev.hone.serving.http;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The keys of the console, one for each scope. They lie in files that only their owner can read, so that links and cookies outlive the
 * process. A cookie holds a hash of the key, never the key.
 */
public final class AccessKeys {

    private static final List<Scope> SCOPES = List.of(Scope.VIEW, Scope.ADMIN);
    private static final int KEY_BYTES = 32;

    private final Path folder;

    /** @param folder made where it is not there, for its owner only */
    public AccessKeys(Path folder) {
        this.folder = folder;
        for (Scope scope : SCOPES) {
            make(file(scope));
        }
    }

    /** The key, for a link. */
    public String key(Scope scope) {
        try {
            return Files.readString(file(scope)).strip();
        } catch (IOException e) {
            throw new StorageException("The console's key " + file(scope) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What a key opens; empty for one that is none. */
    Optional<Scope> ofKey(String key) {
        return SCOPES.stream().filter(scope -> equal(key, key(scope))).findFirst();
    }

    /** What a cookie opens. */
    Optional<Scope> ofCookie(String cookie) {
        return SCOPES.stream().filter(scope -> equal(cookie, cookie(scope))).findFirst();
    }

    /** The value of the cookie that stands for a key. */
    String cookie(Scope scope) {
        return DigestUtils.sha256Hex("cookie " + key(scope));
    }

    private Path file(Scope scope) {
        return folder.resolve(scope == Scope.ADMIN ? "admin-key" : "view-key");
    }

    private void make(Path file) {
        try {
            if (Files.exists(file)) {
                return;
            }
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            byte[] random = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(random);
            Path fresh = Files.createTempFile(folder, "key", ".new"); // for its owner only
            Files.writeString(
                    fresh, "hk-" + Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            Files.move(fresh, file);
        } catch (IOException e) {
            throw new StorageException(
                    "The console cannot keep its keys in " + folder + ": " + e.getMessage()
                            + ". Name another folder by --state",
                    e);
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
