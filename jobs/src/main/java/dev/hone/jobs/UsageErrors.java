package dev.hone.jobs;

import dev.hone.report.Printable;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong arguments, in the form of all errors: what is wrong, and what to do. */
final class UsageErrors {

    private UsageErrors() {}

    /** Prints the error, and gives the exit code. */
    static int report(ParameterException thrown, String[] arguments) {
        CommandLine line = thrown.getCommandLine();
        line.getErr().println(Commands.error() + Printable.of(problem(thrown) + ". " + advice(thrown)));
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String problem(ParameterException thrown) {
        String message = String.valueOf(thrown.getMessage())
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceFirst("\\.$", "")
                .replaceFirst("^Unmatched argument at index \\d+", "unknown argument");
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String advice(ParameterException thrown) {
        CommandLine line = thrown.getCommandLine();
        List<String> meant =
                thrown instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String command = line.getCommandSpec().qualifiedName();
        String help =
                command.equals("hone") ? "hone --help lists the commands" : command + " --help says what it takes";
        return meant.isEmpty() ? help : "Did you mean " + String.join(" or ", meant) + "? " + help;
    }
}
