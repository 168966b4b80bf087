package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ConfigException;
import dev.hone.serving.ServeSettings;
import dev.hone.serving.deploy.DeploymentStore;
import dev.hone.serving.deploy.Target;
import dev.hone.serving.deploy.TrainedPolicy;
import java.io.PrintStream;
import java.util.OptionalInt;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone deploy}: a policy of a run under a name that clients ask for. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = "put a run's policy behind a name, which hone serve answers under; no Spark")
public final class DeployJob extends Job {

    @Mixin
    private RunArgument run;

    @Option(names = "--as", paramLabel = "NAME", required = true, description = "the name that clients ask for")
    private String name;

    @Option(
            names = "--step",
            paramLabel = "N",
            description =
                    "the policy after this step (default: the best on validation, or the last, as evaluate.keepBest says)")
    private Integer step;

    @Mixin
    private ServeState state;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new DeployJob(), args);
    }

    @Override
    void check(PrintStream out) {
        run.check();
        if (step != null && step < 0) {
            throw new ConfigException("--step " + step + " is no step: give 0 for the start, or one of the run's");
        }
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        OptionalInt wanted = step == null ? OptionalInt.empty() : OptionalInt.of(step);
        Target target = TrainedPolicy.read(run.files(), run.id(), wanted).target();
        new DeploymentStore(ServeSettings.deployments(state.folder())).want(name, target);
        output.result(out, text(target), () -> fields(target));
    }

    private String text(Target target) {
        return name + " serves " + target.text() + ", adapter "
                + target.adapterSha().substring(0, 12) + ", of "
                + target.model()
                + "\nscripts/hone serve answers under this name; a server that runs takes it over within"
                + " a second, once it has checked it.\n";
    }

    private ObjectNode fields(Target target) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("run", target.run())
                .put("step", target.step())
                .put("model", target.model())
                .put("adapter_sha", target.adapterSha());
    }
}
