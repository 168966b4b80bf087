package dev.hone.jobs;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Names an option that does not exist also where another one is missing: {@code hone train --sepc x.yaml} lacks {@code --spec}, but that is
 * not what is wrong with it.
 */
final class UnknownOptions {

    private UnknownOptions() {}

    /** The handler, with the unknown option in the place of the missing one. */
    static IParameterExceptionHandler named(IParameterExceptionHandler handler) {
        return (thrown, arguments) -> {
            CommandLine line = thrown.getCommandLine();
            List<String> unknown = of(line, arguments);
            return thrown instanceof MissingParameterException && !unknown.isEmpty()
                    ? handler.handleParseException(new UnmatchedArgumentException(line, unknown), arguments)
                    : handler.handleParseException(thrown, arguments);
        };
    }

    private static List<String> of(CommandLine line, String[] arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--") && argument.length() > 2)
                .filter(argument -> line.getCommandSpec().findOption(argument.replaceFirst("=.*", "")) == null)
                .toList();
    }
}
