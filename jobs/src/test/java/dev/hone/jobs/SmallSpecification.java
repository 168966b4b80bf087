package dev.hone.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The specification {@code spec.yaml} of a run r that trains the demo policy on 24 prompts, three steps of 32 rollouts an epoch. */
final class SmallSpecification {

    private SmallSpecification() {}

    /**
     * Writes it, and the prompts, into a folder.
     *
     * @param reward kind and parameters, as lines of YAML
     */
    static void write(Path folder, int epochs, String reward) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            rows.append(
                    """
                    {"messages": [{"role": "user", "content": "order %d is late"}], "reference_answer": "delivery"}
                    """
                            .formatted(100 + i));
        }
        Files.writeString(folder.resolve("rows.jsonl"), rows);
        Files.writeString(
                folder.resolve("spec.yaml"),
                """
                run: r
                warehouse: tables
                model: {path: %s}
                ingest:
                  sources: [{path: rows.jsonl, format: chat-jsonl}]
                  splits: {train: 1.0, validation: 0.0, test: 0.0}
                train: {epochCount: %d, batchSize: 8, trainingSamplePerPrompt: 4, inferenceMaxTokens: 24, maxPromptLength: 160}
                reward:
                %s"""
                        .formatted(
                                Path.of(System.getProperty("hone.repository"), "conf", "demo-policy"),
                                epochs,
                                reward.indent(2)));
    }
}
