package dev.hone.rollout;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PolicySource;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.template.ChatPrompt;
import dev.hone.policy.torch.ModelOnDisk;
import dev.hone.schema.RolloutRow;
import dev.hone.settings.RolloutSettings;
import dev.hone.settings.run.RolloutPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** The same small step of the demo policy, sampled wherever the caller likes; also the program of a child JVM. */
final class DemoRollouts {

    static final RolloutStep STEP = new RolloutStep("r", 3, 2);

    private DemoRollouts() {}

    /** Prints the digest of the rollouts on the Spark master args[0] with the model in args[1]; an executor is killed once if args[2] names a marker file. */
    public static void main(String[] args) throws Exception {
        SparkSession.Builder builder = SparkSession.builder()
                .master(args[0])
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        try (SparkSession spark = builder.getOrCreate()) {
            PolicySource model = model(Path.of(args[1]));
            PolicySource source = args.length > 2 ? new DiesOnce(model, args[2]) : model;
            System.out.println("DIGEST " + digest(sample(spark, source, model, 2)));
        }
    }

    static ModelOnDisk model(Path directory) {
        return ModelOnDisk.of(directory, EngineSettings.defaults());
    }

    static List<RolloutRow> sample(SparkSession spark, PolicySource source, PolicySource driver, int partitions)
            throws Exception {
        PolicyModel policy = driver.open();
        Adapter adapter = policy.initialAdapter(new AdapterKind.Lora(4, 8, Set.of("q_proj", "v_proj")), 1);
        RolloutSettings settings = new RolloutSettings(SamplingSettings.plain(1.0, 12), 4);
        RolloutPlan plan = new RolloutPlan(4, partitions, 99, new ReasoningStyle.None());
        List<EncodedPrompt> prompts = new ArrayList<>();
        for (int p = 0; p < 10; p++) {
            String messages = "[{\"role\":\"user\",\"content\":\"parcel " + "again ".repeat(p % 4) + p + " is late\"}]";
            ChatPrompt chat = ChatPrompt.of(new ObjectMapper().readTree(messages));
            prompts.add(new EncodedPrompt("p" + p, policy.tokenizer().encodeChat(chat)));
        }
        return new SampleRollouts(spark, source, settings, plan)
                .execute(STEP, adapter, prompts)
                .rollouts();
    }

    /** Everything but times and hosts. */
    static String digest(List<RolloutRow> rows) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (RolloutRow row : rows) {
            digest.update((row.promptId()
                            + row.sample()
                            + row.seed()
                            + row.unit()
                            + row.stopReason()
                            + row.completion()
                            + row.tokenIds()
                            + row.samplerLogprobs()
                            + row.adapterSha())
                    .getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Kills the whole executor, as kill -9 does, the first time that any of them opens the model. */
    private record DiesOnce(PolicySource model, String marker) implements PolicySource {

        @Override
        public PolicyModel open() {
            if (Path.of(marker).toFile().mkdir()) {
                Runtime.getRuntime().halt(137);
            }
            return model.open();
        }
    }
}
