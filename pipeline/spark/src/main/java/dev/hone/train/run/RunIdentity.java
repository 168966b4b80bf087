package dev.hone.train.run;

import dev.hone.error.ConfigException;
import dev.hone.policy.Cpu;
import dev.hone.policy.torch.ModelOnDisk;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must be equal for a run to be resumed: with another base model, tokenizer, chat template, code, compute type, thread count or data the same seeds would
 * give other tokens, and the run would be neither the old one nor a new one.
 *
 * @param values by name, such as {@code base_model_sha256}
 */
public record RunIdentity(Map<String, String> values) {

    /** Before the path of a value of the specification. */
    public static final String SPEC = "spec.";

    private static final String CPU = "cpu";

    public RunIdentity {
        values = Map.copyOf(values);
    }

    /**
     * The identity of a run on this machine.
     *
     * @param policy the base model and its compute type
     * @param spec effective values of the specification that decide results, by path
     */
    public static RunIdentity here(ModelOnDisk policy, Map<String, String> spec) {
        Map<String, String> values = new TreeMap<>();
        values.put("code_version", codeVersion());
        values.put(CPU, Cpu.kind());
        values.put("base_model_sha256", policy.weights().combined());
        policy.tokenizer().sha256().forEach((name, hash) -> values.put("model_file." + name, hash));
        values.put("compute_type", "float32");
        values.put("decode_slots", Integer.toString(policy.settings().decodeSlots()));
        values.put("intra_op_threads", Integer.toString(policy.settings().intraOpThreads()));
        spec.forEach((path, value) -> values.put(SPEC + path, value));
        return new RunIdentity(values);
    }

    private static String codeVersion() {
        String version = RunIdentity.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * What to tell where the run was created on another processor: its kernels may round otherwise, which the last bits of a result show.
     *
     * @param recorded what the run was created with
     */
    Optional<String> otherProcessor(RunIdentity recorded) {
        String before = recorded.values.getOrDefault(CPU, "unknown");
        String here = values.getOrDefault(CPU, "unknown");
        return before.equals(here)
                ? Optional.empty()
                : Optional.of("this driver has the processor " + here + ", and the run was created on " + before
                        + ": the last bits of its results may differ from those of an undisturbed run");
    }

    /**
     * Refuses to go on when something differs, except the processor.
     *
     * @param recorded what the run was created with
     * @throws ConfigException naming every value that differs
     */
    public void requireSameAs(String runId, RunIdentity recorded) {
        StringBuilder differences = new StringBuilder();
        Map<String, String> before = new TreeMap<>(recorded.values());
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(values.keySet());
        names.remove(CPU);
        for (String name : names) {
            String was = before.getOrDefault(name, "(none)");
            String is = values.getOrDefault(name, "(none)");
            if (!was.equals(is)) {
                differences
                        .append("\n  ")
                        .append(name)
                        .append(": was ")
                        .append(was)
                        .append(", is ")
                        .append(is);
            }
        }
        if (!differences.isEmpty()) {
            throw new ConfigException("Run " + runId + " cannot be resumed, because it was created with other values:"
                    + differences + "\nGo back to them, or start a new run with another --run-id.");
        }
    }
}
