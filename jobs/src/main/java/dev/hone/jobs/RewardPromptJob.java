package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.error.ConfigException;
import dev.hone.grader.judge.prompt.PromptResource;
import dev.hone.reward.Suggestions;
import java.io.PrintStream;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hone reward prompt}: prints the prompt of a judge, to be changed. */
@Command(
        name = "prompt",
        mixinStandardHelpOptions = true,
        description =
                "print the prompt that a judge is asked with, to copy and change: hone reward prompt rubric > my_judge.txt")
public final class RewardPromptJob extends Job {

    @Parameters(
            arity = "1",
            paramLabel = "NAME",
            description =
                    "rubric, range, pairwise, ranking, or the name of a template whose judge has a prompt of its own")
    private String name;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new RewardPromptJob(), args);
    }

    @Override
    void check(PrintStream out) {
        if (!PromptResource.names().contains(name)) {
            throw new ConfigException("there is no prompt called " + name + ". "
                    + Suggestions.nearest(name, PromptResource.names())
                            .map(nearest -> "Did you mean " + nearest + "? ")
                            .orElse("")
                    + "The prompts are " + String.join(", ", PromptResource.names()));
        }
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        String text = PromptResource.text(name);
        output.result(
                out,
                text,
                () -> JsonNodeFactory.instance.objectNode().put("name", name).put("prompt", text));
    }
}
