package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.report.RunConsole;
import dev.hone.schema.RunRow;
import dev.hone.serving.run.WatchedRun;
import dev.hone.serving.table.EventTail;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hone watch}: a live run, a line a step, until it ends; nothing that is typed here reaches the run. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "follow a live run, a line a step, until it ends; Ctrl-C ends the watching only; no Spark")
public final class WatchJob extends Job {

    /** The state is a read of a table; the events say first that a run ends, unless its driver was killed. */
    private static final int LOOKS_BETWEEN_STATES = 10;

    @Mixin
    private RunArgument run;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new WatchJob(), args);
    }

    @Override
    void check(PrintStream out) {
        run.check();
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        RunRow row = run.row();
        EventTail tail = run.files().folders().events(row.runId());
        RunConsole console = output.json() ? RunConsole.silent() : output.console();
        WatchedRun watched = new WatchedRun(row.plannedSteps(), console);
        follow(tail, row, lines -> {
            if (output.json()) {
                lines.forEach(out::println);
                out.flush();
            }
            watched.accept(lines);
        });
        console.done();
        output.result(
                out,
                row.runId() + " is " + run.files().folders().stateNow(run.row()) + "\n",
                () -> JsonNodeFactory.instance
                        .objectNode()
                        .put("run", row.runId())
                        .put("state", run.files().folders().stateNow(run.row())));
    }

    private void follow(EventTail tail, RunRow row, Consumer<List<String>> seen) {
        long millis = tail.pauseMillis();
        seen.accept(tail.next());
        for (long look = 0; look % LOOKS_BETWEEN_STATES != 0 || isLive(row); look++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            seen.accept(tail.next());
        }
    }

    private boolean isLive(RunRow row) {
        return run.files()
                .folders()
                .stateNow(run.runs().find(row.runId()).orElse(row))
                .startsWith("running");
    }
}
