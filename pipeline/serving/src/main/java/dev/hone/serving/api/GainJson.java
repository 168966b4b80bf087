package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.serving.run.RunLine;

/** What a run has gained, and what it cost, as pages and programs read it. */
public final class GainJson {

    private GainJson() {}

    /** Puts what is known among a run's members. */
    public static void put(RunLine line, ObjectNode run) {
        line.gain().base().ifPresent(share -> run.put("base", share));
        line.gain().tuned().ifPresent(share -> run.put("tuned", share));
        line.gain().difference().ifPresent(gain -> run.putObject("gain")
                .put("mean", gain.mean())
                .put("low", gain.low())
                .put("high", gain.high())
                .put("prompts", line.gain().prompts()));
        line.costUsd().ifPresent(usd -> run.put("cost_usd", usd));
    }
}
