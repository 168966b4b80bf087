package dev.hone.jobs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code hone help}: the help of a command, also of one below another, such as {@code hone help reward check}. */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        description = "print what a command takes, an example, its exit codes and the page that explains it")
public final class HelpJob extends Job {

    @Parameters(paramLabel = "COMMAND", description = "such as train, or reward check; none: all commands")
    private List<String> names = new ArrayList<>();

    private String text = "";

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new HelpJob(), args);
    }

    @Override
    void check(PrintStream out) {
        CommandLine found = Commands.commandLine(new Hone());
        for (String name : names) {
            CommandLine below = found.getSubcommands().get(name);
            if (below == null) {
                throw new UnmatchedArgumentException(found, List.of(name));
            }
            found = below;
        }
        text = found.getUsageMessage();
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        out.print(text);
    }
}
