package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.report.Printable;
import dev.hone.schema.RunRow;
import dev.hone.schema.StepRow;
import dev.hone.serving.api.GainJson;
import dev.hone.serving.note.Note;
import dev.hone.serving.note.Notes;
import dev.hone.serving.run.RunLine;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hone show}: where a run stands, what it has gained, and what to look at. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "where a run stands: its figures, its reward's curve and what to look at; no Spark")
public final class ShowJob extends Job {

    private static final int CURVE_WIDTH = 60;

    @Mixin
    private RunArgument run;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new ShowJob(), args);
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
        List<StepRow> steps = run.runs().steps(row.runId());
        RunLine line = run.runs().line(row, steps);
        List<Note> notes = Notes.of(steps);
        output.result(out, text(line, notes), () -> fields(line, notes));
    }

    static String text(RunLine line, List<Note> notes) {
        Map<String, String> identity = line.run().identity();
        StringBuilder text = new StringBuilder();
        text.append(line.run().runId()).append("  ").append(line.state());
        text.append(line.run().stateReason().isEmpty() ? "" : ", " + line.run().stateReason())
                .append('\n');
        row(text, "model", identity.getOrDefault("spec.model.path", ""));
        row(text, "trained by", identity.getOrDefault("spec.reward.kind", ""));
        row(
                text,
                "steps",
                line.completedSteps() + " of " + line.run().plannedSteps() + ", " + RunFigures.time(line.duration()));
        row(
                text,
                "reward",
                (RunFigures.rewards(line) + "  " + RunFigures.sparkline(line.rewards(), CURVE_WIDTH)).strip());
        row(text, "accuracy", RunFigures.accuracy(line));
        row(text, "gain", RunFigures.gain(line));
        row(text, "judges", RunFigures.cost(line));
        notes.forEach(note -> text.append("note: " + note.title() + ". " + note.text() + " " + note.advice() + "\n"));
        return Printable.of(text.toString());
    }

    private static void row(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "%-12s", name)).append(value).append('\n');
        }
    }

    private static ObjectNode fields(RunLine line, List<Note> notes) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("run", line.run().runId());
        fields.put("state", line.state());
        fields.put("reason", line.run().stateReason());
        fields.put("steps", line.completedSteps());
        fields.put("planned_steps", line.run().plannedSteps());
        ArrayNode rewards = fields.putArray("rewards");
        line.rewards().forEach(rewards::add);
        GainJson.put(line, fields);
        ArrayNode found = fields.putArray("notes");
        notes.forEach(note -> found.addObject()
                .put("title", note.title())
                .put("text", note.text())
                .put("advice", note.advice())
                .put("step", note.step()));
        return fields;
    }
}
