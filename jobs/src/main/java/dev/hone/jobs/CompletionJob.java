package dev.hone.jobs;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.spark.SparkUserAppException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hone completion}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "print completions for a shell: source <(hone completion bash)")
public final class CompletionJob extends Job {

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell;

    /** Shells; bash's completions are zsh's, too. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new CompletionJob(), args);
    }

    @Override
    void check(PrintStream out) {}

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        CommandLine hone = new CommandLine(new Hone());
        out.print(shell == Shell.FISH ? FishCompletion.of(hone) : AutoComplete.bash("hone", hone));
    }
}
