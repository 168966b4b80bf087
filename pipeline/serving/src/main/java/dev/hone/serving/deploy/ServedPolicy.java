package dev.hone.serving.deploy;

import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.serve.ServingModel;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.time.Instant;
import java.util.Optional;

/**
 * A policy that answers. A request that has found one keeps it to its end, whatever its name serves meanwhile.
 *
 * @param name under which clients ask
 * @param base name of the base model, which is served too
 * @param root folder of the base model, or of the run's checkpoint
 * @param model that computes
 * @param adapter on top of it; empty for the base
 * @param tokenizer with the chat template as the run saw it
 * @param reasoning how it writes down reasoning
 * @param target the run's policy that it is; empty for a base model, and for an adapter that was loaded by its path
 */
public record ServedPolicy(
        String name,
        String base,
        String root,
        ServingModel model,
        Optional<Adapter> adapter,
        PolicyTokenizer tokenizer,
        ReasoningStyle reasoning,
        Optional<Target> target,
        Instant since) {

    private static final int SHA_CHARACTERS = 8;

    /** Says which weights answered, for {@code system_fingerprint}. */
    public String fingerprint() {
        return "fp_" + base.replaceAll("[^A-Za-z0-9]", "") + "_"
                + adapter.map(a -> a.sha256().substring(0, SHA_CHARACTERS)).orElse("base");
    }
}
