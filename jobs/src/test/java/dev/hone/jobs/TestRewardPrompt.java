package dev.hone.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.grader.judge.prompt.PromptResource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestRewardPrompt {

    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    @Test
    void everyPromptIsPrintedAsTheJudgeUsesIt() {
        for (String name : PromptResource.names()) {
            out.reset();
            assertThat(prompt(name)).isZero();
            assertThat(out.toString(UTF_8)).isEqualTo(PromptResource.text(name)).contains("{{criteria}}");
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNamesThatThereAre() {
        assertThat(prompt("rubrik")).isEqualTo(78);
        assertThat(err.toString(UTF_8))
                .isEqualTo(
                        "error: there is no prompt called rubrik. Did you mean rubric? The prompts are instruction_following,"
                                + " judge_training, pairwise, rag_faithfulness, range, ranking, reasoning, rubric, summarization\n");
        assertThat(out.size()).isZero();
    }

    private static int prompt(String name) {
        return Commands.commandLine(new RewardPromptJob()).execute(name);
    }
}
