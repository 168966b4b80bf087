package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.error.ConfigException;
import dev.hone.error.NothingToDoException;
import dev.hone.serving.ServeSettings;
import dev.hone.serving.http.Scope;
import dev.hone.serving.key.ApiKey;
import dev.hone.serving.key.KeyLimits;
import dev.hone.serving.key.KeyStore;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone key}: the keys of programs that ask a server of policies. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "make, list and revoke the keys with which programs ask hone serve; no Spark")
public final class KeyJob extends Job {

    @Option(names = "--new", paramLabel = "NAME", description = "make a key of this name; it is printed this once")
    private String created;

    @Option(names = "--revoke", paramLabel = "NAME", description = "take the key of this name away")
    private String revoked;

    @Option(
            names = "--scope",
            split = ",",
            defaultValue = "infer",
            description = "what a new key opens: infer, train, view or admin; default ${DEFAULT-VALUE}")
    private List<Scope> scopes;

    @Option(names = "--days", paramLabel = "N", description = "how long a new key lives; default for ever")
    private Integer days;

    @Option(
            names = "--per-minute",
            paramLabel = "N",
            defaultValue = "0",
            description = "questions a minute; 0: any number")
    private int perMinute;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "0",
            description = "questions at the same time; 0: any number")
    private int atOnce;

    @Mixin
    private ServeState state;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new KeyJob(), args);
    }

    @Override
    void check(PrintStream out) {
        if (created != null && revoked != null) {
            throw new ConfigException("--new and --revoke are two commands: give one of them");
        }
        if (days != null && days < 1) {
            throw new ConfigException("--days " + days + " is no time to live: give 1 or more");
        }
        if (perMinute < 0 || atOnce < 0) {
            throw new ConfigException("--per-minute and --at-once are 0 or more");
        }
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        KeyStore keys = new KeyStore(ServeSettings.keys(state.folder()));
        if (created != null) {
            create(keys, out);
        } else if (revoked != null) {
            revoke(keys, out);
        } else {
            keys.all().forEach(key -> list(key, out));
        }
    }

    private void create(KeyStore keys, PrintStream out) {
        Optional<Instant> expires =
                Optional.ofNullable(days).map(n -> Instant.now().plus(Duration.ofDays(n)));
        try {
            String secret = keys.create(created, EnumSet.copyOf(scopes), expires, new KeyLimits(perMinute, atOnce));
            output.result(out, secret + "\n", () -> JsonNodeFactory.instance
                    .objectNode()
                    .put("name", created)
                    .put("key", secret));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private void revoke(KeyStore keys, PrintStream out) {
        if (!keys.revoke(revoked)) {
            throw new NothingToDoException("there is no key " + revoked + ". hone key lists the keys");
        }
        output.result(out, "Revoked " + revoked + "\n", () -> JsonNodeFactory.instance
                .objectNode()
                .put("revoked", revoked));
    }

    private void list(ApiKey key, PrintStream out) {
        String expires = key.expires().map(end -> ", until " + end).orElse("");
        output.result(out, key.name() + "  " + words(key.scopes()) + expires + "\n", () -> JsonNodeFactory.instance
                .objectNode()
                .put("name", key.name())
                .put("scopes", words(key.scopes()))
                .put("expires", key.expires().map(Instant::toString).orElse(null)));
    }

    private static String words(Set<Scope> scopes) {
        return scopes.stream()
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
