package dev.hone.serving.http;

import java.util.Optional;
import java.util.Set;

/** The programs that may ask: the seam between the port and what keys it knows. */
public interface Callers {

    /** Whose key this is; empty for one that is none or has expired. */
    Optional<Caller> of(String key);

    /** Who asks without a key; empty where that is nobody. */
    default Optional<Caller> withoutKey() {
        return Optional.empty();
    }

    /**
     * Lets a question in, until it is closed.
     *
     * @throws ApiException 429 where the caller asks too often, or too much at once
     */
    Admission enter(Caller caller);

    /** A question that is being answered. */
    @FunctionalInterface
    interface Admission extends AutoCloseable {
        @Override
        void close();
    }

    /** Whoever reaches the port, with any key or none. */
    static Callers anybody() {
        Caller everybody = new Caller("anybody", Set.of(Scope.ADMIN));
        return new Callers() {
            @Override
            public Optional<Caller> of(String key) {
                return Optional.of(everybody);
            }

            @Override
            public Optional<Caller> withoutKey() {
                return Optional.of(everybody);
            }

            @Override
            public Admission enter(Caller caller) {
                return () -> {};
            }
        };
    }
}
