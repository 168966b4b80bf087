package dev.hone.serving.http;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name of the key
 * @param scopes that it opens
 */
public record Caller(String name, Set<Scope> scopes) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it may ask what needs this. */
    public boolean may(Scope needed) {
        return scopes.stream().anyMatch(scope -> scope.covers(needed));
    }
}
