package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.Repository;
import dev.hone.SparkTest;
import dev.hone.error.NothingToDoException;
import dev.hone.math.optim.AdamWSettings;
import dev.hone.math.optim.LearningRateSchedule;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.ModelOnDisk;
import dev.hone.policy.PolicyModel;
import dev.hone.report.RunConsole;
import dev.hone.table.StepRow;
import dev.hone.table.Warehouse;
import dev.hone.update.OptimizerSettings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TestSftRun extends SparkTest {

    private static final int STEPS = 6;

    @Test
    void aWarmStartLowersTheLossAndKeepsWhatItStartedFromAndWhatItCameTo() {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        SmallRun.prepare(warehouse);
        SftLoop.Result result = train(warehouse);
        assertThat(result.steps()).isEqualTo(STEPS);
        List<StepRow> steps = warehouse.steps().ofRun("warm");
        assertThat(steps).hasSize(STEPS);
        assertThat(result.loss()).isLessThan(steps.get(0).metrics().get("sft/loss"));

        CheckpointStore checkpoints =
                new CheckpointStore(spark().sparkContext().hadoopConfiguration(), warehouse.runPath("warm"));
        assertThat(checkpoints.load(0)).isPresent();
        assertThat(checkpoints.load(STEPS).orElseThrow().state().adapter().sha256())
                .isEqualTo(steps.get(STEPS - 1).adapterSha());
        assertThatThrownBy(() -> train(warehouse)).isInstanceOf(NothingToDoException.class);
    }

    private static SftLoop.Result train(Warehouse warehouse) {
        ModelOnDisk source = ModelOnDisk.of(Repository.demoPolicy(), EngineSettings.defaults());
        OptimizerSettings optimizer =
                new OptimizerSettings(LearningRateSchedule.constant(1e-3), AdamWSettings.DEFAULT, 1.0, 512, 2);
        SftSettings settings = new SftSettings(
                "warm", "d", 7, SftTarget.REFERENCE, 8, 9, OptionalInt.of(STEPS), SmallRun.LORA, optimizer);
        RunDescription description =
                new RunDescription("sft", "run: warm", "hash", "the demo policy", RunIdentity.here(source, Map.of()));
        PolicyModel policy = source.open();
        return SftLoop.run(warehouse, policy, settings, description, new RunConsole(System.out, false));
    }
}
