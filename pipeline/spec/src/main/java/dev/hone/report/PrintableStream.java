package dev.hone.report;

import java.io.PrintStream;
import java.nio.charset.Charset;

/** An output of the process that shows no control characters, whatever texts it is given. */
public final class PrintableStream extends PrintStream {

    /** On top of standard output or standard error. */
    public PrintableStream(PrintStream out) {
        super(out, true, Charset.defaultCharset());
    }

    @Override
    public void print(String text) {
        super.print(Printable.of(String.valueOf(text)));
    }
}
