package dev.hone.policy.serve;

/** A request that is being answered. */
public interface Generation {

    /** Frees what it takes before the next token; its listener hears nothing more. Does nothing where it has ended. */
    void cancel();
}
