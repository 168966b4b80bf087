package dev.hone.serving.run;

import dev.hone.compare.TunedStep;
import dev.hone.schema.RunRow;
import dev.hone.schema.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a policy comes from: files, prompts, rollouts, adapter, exports, in this order.
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
     * @param exported steps whose policy was exported
     */
    public static Lineage of(RunRow run, DataSummary data, List<StepRow> steps, Set<Integer> exported) {
        List<Stage> stages = new ArrayList<>();
        data.files().forEach(file -> stages.add(new Stage(FILE, file.path() + ": " + file.records() + " records")));
        data.splits()
                .forEach(split -> stages.add(new Stage(
                        "prompts",
                        split.prompts() + " " + split.split().columnValue() + " prompts of " + data.dataset())));
        stages.add(new Stage("base model", run.baseModel().isEmpty() ? "not recorded" : run.baseModel()));
        if (!steps.isEmpty()) {
            StepRow last = steps.get(steps.size() - 1);
            stages.add(new Stage(
                    "rollouts",
                    "those of steps " + steps.get(0).step() + " to " + last.step() + perStep(run.identity())));
            int tuned = TunedStep.of(run, steps);
            steps.stream().filter(step -> step.step() == tuned).forEach(step -> stages.add(adapter(step, last.step())));
        }
        exported.forEach(step -> stages.add(
                new Stage("export", "the policy after step " + step + folder(run.identity(), exported.size()))));
        return new Lineage(stages);
    }

    private static Stage adapter(StepRow tuned, int last) {
        String why = tuned.step() == last ? "" : ", the best on validation of " + last;
        return new Stage("adapter", "SHA-256 " + tuned.adapterSha() + " after step " + tuned.step() + why);
    }

    private static String perStep(Map<String, String> identity) {
        String prompts = identity.getOrDefault("spec.train.batchSize", "");
        String samples = identity.getOrDefault("spec.train.trainingSamplePerPrompt", "");
        return isFixed(identity) && !prompts.isEmpty() && !samples.isEmpty()
                ? ", each of " + prompts + " prompts with " + samples + " completions"
                : "";
    }

    /** Whether each step samples as many as the settings say. */
    private static boolean isFixed(Map<String, String> identity) {
        return identity.keySet().stream().noneMatch(name -> name.startsWith("spec.train.dynamicSampling"));
    }

    private static String folder(Map<String, String> identity, int exports) {
        String path = identity.getOrDefault("spec.export.path", "");
        return path.isEmpty() || exports > 1 ? "" : " in " + path;
    }
}
