package dev.hone.grader.judge.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The prompts that Hone brings, one file each. */
public final class PromptResource {

    /** The prompts that a user's own can take the place of. */
    private static final List<String> NAMES = List.of(
            "instruction_following",
            "judge_training",
            "pairwise",
            "rag_faithfulness",
            "range",
            "ranking",
            "reasoning",
            "rubric",
            "summarization");

    private PromptResource() {}

    /** The names of prompts that a user may copy. */
    public static List<String> names() {
        return NAMES;
    }

    /** The text of a prompt that there is. */
    public static String text(String name) {
        try (InputStream stream = PromptResource.class.getResourceAsStream(name + ".txt")) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no prompt called " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the prompt " + name + " cannot be read from the class path", e);
        }
    }
}
