package dev.hone.jobs;

import dev.hone.error.ConfigException;
import dev.hone.error.HoneException;
import dev.hone.jobs.process.MemoryShortage;
import dev.hone.reward.RewardDefinitionException;
import dev.hone.storage.MissingFileSystem;
import dev.hone.storage.StorageFailure;
import dev.hone.table.DamagedTable;
import java.util.Optional;

/** The exit codes of every command; the others are those of {@link HoneException}. */
final class ExitCodes {

    /** Everything was done. */
    static final int DONE = 0;

    /** Something that no part of Hone foresaw; worth another try. */
    static final int UNEXPECTED = 1;

    /** Whoever read the standard output has gone, as a shell says it of a program that SIGPIPE has ended. */
    static final int CLOSED_PIPE = 141;

    private ExitCodes() {}

    /** The error of our own that caused this one, or that says what to do about its cause: Spark wraps what its tasks throw. */
    static Optional<HoneException> cause(Throwable thrown) {
        return MemoryShortage.in(thrown)
                .or(() -> MissingFileSystem.in(thrown))
                .or(() -> own(thrown))
                .or(() -> StorageFailure.in(thrown))
                .or(() -> DamagedTable.in(thrown));
    }

    private static Optional<HoneException> own(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HoneException known) {
                return Optional.of(known);
            }
            if (cause instanceof RewardDefinitionException wrong) {
                return Optional.of(new ConfigException(wrong.getMessage(), wrong));
            }
            if (cause.getCause() == cause) {
                break;
            }
        }
        return Optional.empty();
    }

    static int of(Throwable thrown) {
        return cause(thrown).map(HoneException::exitCode).orElse(UNEXPECTED);
    }
}
