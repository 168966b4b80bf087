package dev.hone.serving.run;

import dev.hone.schema.RunRow;
import dev.hone.schema.StepRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a policy comes from: files, prompts, rollouts, adapter, in this order.
 *
 * @param stages those of which the tables know something
 */
public record Lineage(List<Stage> stages) {

    private static final String FILE = "file";

    /**
     * One of them.
     *
     * @param name what it is
     * @param text what there is of it
     */
    public record Stage(String name, String text) {

        /** Whether it is one of the files, which may be many. */
        public boolean isFile() {
            return name.equals(FILE);
        }
    }

    public Lineage {
        stages = List.copyOf(stages);
    }

    /**
     * Of a run.
     *
     * @param steps completed ones, in order
     */
    public static Lineage of(RunRow run, DataSummary data, List<StepRow> steps) {
        List<Stage> stages = new ArrayList<>();
        data.files().forEach(file -> stages.add(new Stage(FILE, file.path() + ": " + file.records() + " records")));
        data.splits()
                .forEach(split -> stages.add(new Stage(
                        "prompts",
                        split.prompts() + " " + split.split().columnValue() + " prompts of " + data.dataset())));
        stages.add(new Stage("base model", run.baseModel().isEmpty() ? "not recorded" : run.baseModel()));
        if (!steps.isEmpty()) {
            StepRow last = steps.get(steps.size() - 1);
            stages.add(new Stage("rollouts", "those of steps " + steps.get(0).step() + " to " + last.step()));
            stages.add(new Stage("adapter", "SHA-256 " + last.adapterSha() + " after step " + last.step()));
        }
        return new Lineage(stages);
    }
}
