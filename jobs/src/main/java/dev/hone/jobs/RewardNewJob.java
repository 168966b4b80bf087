package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ConfigException;
import dev.hone.starter.RewardStarter;
import dev.hone.starter.RewardStarters;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hone reward new}: writes a starter, or lists the templates that there are. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "write a reward that runs at once, to be changed; without --template: list the templates")
public final class RewardNewJob extends Job {

    @Option(names = "--template", paramLabel = "NAME", description = "which template")
    private String template;

    @Option(names = "--force", description = "write over a file that is there")
    private boolean force;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the file to write, such as my_reward.py")
    private Path file;

    @Mixin
    private OutputOptions output;

    private RewardStarters starters;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new RewardNewJob(), args);
    }

    @Override
    void check(PrintStream out) {
        starters = RewardStarters.all();
        if (template != null) {
            starters.named(template);
        } else if (file != null) {
            throw new ConfigException("no template is named, so nothing can be written to " + file + ". Add --template "
                    + String.join(" or ", starters.names()));
        }
        if (template != null && file == null) {
            RewardStarter starter = starters.named(template);
            throw new ConfigException("no file is named. Write hone reward new --template " + template + " my_reward"
                    + starter.extension());
        }
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        if (template == null) {
            starters.names().forEach(fields.putArray("templates")::add);
            output.result(out, starters.list(), () -> fields);
        } else {
            RewardStarter starter = starters.named(template);
            starter.write(file, force);
            fields.put("template", template).put("file", file.toString());
            output.result(out, starter.nextSteps(file), () -> fields);
        }
    }
}
