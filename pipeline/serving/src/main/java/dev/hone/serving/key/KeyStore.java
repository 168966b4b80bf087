package dev.hone.serving.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import dev.hone.serving.http.Caller;
import dev.hone.serving.http.Callers;
import dev.hone.serving.http.Scope;
import dev.hone.serving.job.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The keys of a server, a file for each in a folder that only its owner can read. A key that another process makes or revokes counts from
 * the next question on.
 */
public final class KeyStore implements Callers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECRET_BYTES = 32;
    private static final String ENDING = ".json";

    private final Path folder;
    private final Clock clock;
    private final Map<String, KeyUse> uses = new ConcurrentHashMap<>();
    private List<ApiKey> keys = List.of();
    private Optional<FileTime> read = Optional.empty();

    public KeyStore(Path folder) {
        this(folder, Clock.systemUTC());
    }

    /** The same by another clock. */
    KeyStore(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw failure("kept", e);
        }
    }

    /**
     * Makes a key.
     *
     * @return its secret, which is told this once
     * @throws ConfigException where there is one of this name
     */
    public String create(String name, Set<Scope> scopes, Optional<Instant> expires, KeyLimits limits) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = "hk-" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        ApiKey key = new ApiKey(name, DigestUtils.sha256Hex(secret), scopes, expires, limits);
        Path file = folder.resolve(name + ENDING);
        if (Files.exists(file)) {
            throw new ConfigException(
                    "there is a key " + name + " already. Take another name, or revoke that one first");
        }
        try {
            AtomicFile.write(file, JSON.writeValueAsBytes(json(key)));
        } catch (IOException e) {
            throw failure("kept", e);
        }
        return secret;
    }

    /** Takes a key away; false where there is none of this name. */
    public boolean revoke(String name) {
        try {
            return all().stream().anyMatch(key -> key.name().equals(name))
                    && Files.deleteIfExists(folder.resolve(name + ENDING));
        } catch (IOException e) {
            throw failure("taken away", e);
        }
    }

    /** The keys by name. */
    public synchronized List<ApiKey> all() {
        try {
            FileTime changed = Files.getLastModifiedTime(folder);
            if (!read.equals(Optional.of(changed))) {
                keys = readAll();
                read = Optional.of(changed);
            }
            return keys;
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    @Override
    public Optional<Caller> of(String secret) {
        byte[] hash = DigestUtils.sha256Hex(secret).getBytes(StandardCharsets.US_ASCII);
        Optional<ApiKey> found = Optional.empty();
        for (ApiKey key : all()) {
            if (MessageDigest.isEqual(hash, key.sha256().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(key);
            }
        }
        return found.filter(key -> key.isValidAt(clock.instant())).map(ApiKey::caller);
    }

    @Override
    public Admission enter(Caller caller) {
        KeyUse use = uses.computeIfAbsent(caller.name(), name -> new KeyUse(clock));
        all().stream()
                .filter(key -> key.name().equals(caller.name()))
                .findFirst()
                .ifPresent(use::enter);
        return use::leave;
    }

    private List<ApiKey> readAll() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<ApiKey> all = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                all.add(key(JSON.readTree(file.toFile())));
            }
            return List.copyOf(all);
        }
    }

    private static ObjectNode json(ApiKey key) {
        ObjectNode node = JSON.createObjectNode().put("name", key.name()).put("sha256", key.sha256());
        key.scopes().stream()
                .map(Scope::name)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(node.putArray("scopes")::add);
        key.expires().ifPresent(end -> node.put("expires", end.toString()));
        return node.put("per_minute", key.limits().perMinute())
                .put("at_once", key.limits().atOnce());
    }

    private static ApiKey key(JsonNode node) {
        Set<Scope> scopes = Stream.iterate(0, i -> i < node.required("scopes").size(), i -> i + 1)
                .map(i -> Scope.valueOf(node.required("scopes").get(i).asText().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        return new ApiKey(
                node.required("name").asText(),
                node.required("sha256").asText(),
                scopes,
                Optional.ofNullable(node.get("expires")).map(JsonNode::asText).map(Instant::parse),
                new KeyLimits(
                        node.path("per_minute").asInt(), node.path("at_once").asInt()));
    }

    private StorageException failure(String what, IOException e) {
        return new StorageException(
                "The keys in " + folder + " cannot be " + what + ": " + e.getMessage() + ". Look after the folder", e);
    }
}
