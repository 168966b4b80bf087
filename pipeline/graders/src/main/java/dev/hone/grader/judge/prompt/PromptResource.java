package dev.hone.grader.judge.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The prompts that Hone brings, one file each. */
public final class PromptResource {

    private PromptResource() {}

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
