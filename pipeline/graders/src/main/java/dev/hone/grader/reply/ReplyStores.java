package dev.hone.grader.reply;

import java.util.concurrent.atomic.AtomicReference;

/** The store of this process: reward functions are made from data alone, and find it here. */
public final class ReplyStores {

    private static final AtomicReference<ReplyStore> CURRENT = new AtomicReference<>(ReplyStore.NONE);

    private ReplyStores() {}

    /** The one that was put in place, or {@link ReplyStore#NONE}. */
    public static ReplyStore current() {
        return CURRENT.get();
    }

    /**
     * Puts a store in place.
     *
     * @throws IllegalStateException while there is another one
     */
    public static void install(ReplyStore store) {
        if (!CURRENT.compareAndSet(ReplyStore.NONE, store)) {
            throw new IllegalStateException("another run of this process keeps the answers of judges");
        }
    }

    /** Takes a store away. */
    public static void remove(ReplyStore store) {
        CURRENT.compareAndSet(store, ReplyStore.NONE);
    }
}
