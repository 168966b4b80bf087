package dev.hone.serving.key;

import dev.hone.serving.http.Caller;
import dev.hone.serving.http.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key without its secret.
 *
 * @param name of who has it
 * @param sha256 of the secret (hex)
 * @param scopes that it opens
 * @param expires empty for never
 * @param limits how often and how much at once
 */
public record ApiKey(String name, String sha256, Set<Scope> scopes, Optional<Instant> expires, KeyLimits limits) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public ApiKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a key's name has 1 to 63 letters, digits, '.', '_' or '-', not '" + name + "'");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key needs a scope: view, infer, train or admin");
        }
        scopes = Set.copyOf(scopes);
    }

    boolean isValidAt(Instant now) {
        return expires.isEmpty() || now.isBefore(expires.get());
    }

    Caller caller() {
        return new Caller(name, scopes);
    }
}
