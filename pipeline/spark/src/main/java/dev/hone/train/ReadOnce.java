package dev.hone.train;

import java.util.Optional;
import java.util.function.LongFunction;

/** What is read of the prompts: a new run asks for its number of steps before it is recorded, and the training then for the prompts. */
public final class ReadOnce<T> {

    private final LongFunction<T> read;
    private long version;
    private Optional<T> last = Optional.empty();

    /**
     * @param read by the version of the table
     */
    public ReadOnce(LongFunction<T> read) {
        this.read = read;
    }

    /** Reads, unless this version was read last. */
    public T at(long wanted) {
        if (last.isEmpty() || version != wanted) {
            last = Optional.of(read.apply(wanted));
            version = wanted;
        }
        return last.get();
    }
}
