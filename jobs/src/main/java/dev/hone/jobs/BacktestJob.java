package dev.hone.jobs;

import dev.hone.advantage.ComputeAdvantages;
import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.error.ConfigException;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.rescore.BacktestResult;
import dev.hone.rescore.BacktestRun;
import dev.hone.rescore.StepRange;
import dev.hone.reward.RewardDefinition;
import dev.hone.score.ScoreRollouts;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone backtest}: the reward that trained a run against another one, on the same rollouts. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description =
                "compare the reward that trained a run with another one on its rollouts; what the other has not scored yet is scored first")
public final class BacktestJob extends SpecJob {

    @Mixin
    private RewardOption rewardOption;

    @Option(
            names = "--against",
            paramLabel = "GRADER",
            description = "a reward that has scored the run by hone score: its name, or name@version")
    private String against;

    @Option(names = "--steps", paramLabel = "A-B", description = "steps to compare, such as 3-10 or 7 (default: all)")
    private String steps;

    @Mixin
    private OutputOptions output;

    private Optional<RewardDefinition> reward = Optional.empty();
    private StepRange range = StepRange.ALL;

    public BacktestJob() {
        super(Set.of(Part.TRAIN));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new BacktestJob(), args);
    }

    @Override
    JobSpec complete(JobSpec written) {
        if (rewardOption.isGiven() && against != null) {
            throw new ConfigException("--reward and --against both name the other reward. Give one of them");
        }
        reward = against == null ? Optional.of(rewardOption.read(written)) : Optional.empty();
        if (against != null && written.train().advantage().kind() == AdvantageKind.GDPO) {
            throw new ConfigException("the advantages of gdpo need the weights of the other reward's components, which"
                    + " no table has. Name it by --reward FILE instead of --against");
        }
        if (steps != null) {
            range = ScoreJob.range(steps);
        }
        return written;
    }

    @Override
    String whatStays() {
        return "steps that are scored stay; start the same command again";
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        String grader;
        Map<String, Double> weights = Map.of();
        if (reward.isPresent()) {
            ScoreRollouts other = new ScoreRollouts(
                    warehouse.spark(), reward.get(), spec().train().scoring());
            ScoreJob.score(warehouse, spec(), other, range, output.console());
            grader = other.grader();
            weights = other.componentWeights();
        } else {
            grader = stored(warehouse);
        }
        ComputeAdvantages computeAdvantages =
                new ComputeAdvantages(spec().train().advantage(), weights);
        BacktestResult result = new BacktestRun(warehouse, spec().run(), grader).execute(computeAdvantages, range);
        output.result(out, String.join("\n", result.lines()) + "\n\n" + queries(grader), () -> result.fields()
                .put("run", spec().run()));
    }

    private String queries(String grader) {
        String ofThis = " where run_id = '" + spec().run() + "' and grader = '" + grader + "' ";
        return "All rows:   hone sql \"select * from backtest_rows" + ofThis + "order by abs(place_difference) desc\"\n"
                + "All groups: hone sql \"select * from backtest_groups" + ofThis
                + "and (best_changes or trained_signal <> signal)\"\n";
    }

    /** The one reward that has scored the run and is meant. */
    private String stored(Warehouse warehouse) {
        Set<String> known = warehouse.rescores().exists() ? warehouse.rescores().graders(spec().run()) : Set.of();
        List<String> meant = known.stream()
                .filter(name -> name.equals(against) || name.startsWith(against + "@"))
                .toList();
        if (meant.size() != 1) {
            throw new ConfigException("--against " + against + " names " + (meant.isEmpty() ? "no" : "more than one")
                    + " reward that has scored run " + spec().run() + ". "
                    + (known.isEmpty()
                            ? "None has: run hone score --reward FILE first"
                            : "There are: " + String.join(", ", known)));
        }
        return meant.get(0);
    }
}
