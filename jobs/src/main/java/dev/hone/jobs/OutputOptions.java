package dev.hone.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.report.PrintableStream;
import dev.hone.report.RunConsole;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How much a command says, and to whom: a person, or a program that reads JSON from its standard output. */
final class OutputOptions {

    @Option(
            names = "--json",
            description = "print the result as JSON on stdout, a line for each where there are several; what is said on"
                    + " the way goes to stderr")
    private boolean json;

    @Option(names = "--quiet", description = "print the result only, and errors")
    private boolean quiet;

    /** Whether a program reads the result. */
    boolean json() {
        return json;
    }

    /** What is said on the way. */
    PrintStream messages(PrintStream out) {
        if (quiet) {
            return new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        }
        return json ? new PrintableStream(System.err) : out;
    }

    /** Where what is being done is shown. */
    RunConsole console() {
        if (quiet) {
            return RunConsole.silent();
        }
        return json ? RunConsole.onStderr() : RunConsole.standard();
    }

    /**
     * Prints what came out.
     *
     * @param text for a person, with its line ends; shown by --quiet too
     * @param fields for a program; asked for only where one reads them
     */
    void result(PrintStream out, String text, Supplier<ObjectNode> fields) {
        if (json) {
            out.println(fields.get().toString());
        } else {
            out.print(text);
        }
    }

    /** The same where a person has read it on the way already, unless nothing was said. */
    void resultSaid(PrintStream out, String text, Supplier<ObjectNode> fields) {
        result(out, quiet ? text : "", fields);
    }
}
