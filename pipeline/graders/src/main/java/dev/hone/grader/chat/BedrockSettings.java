package dev.hone.grader.chat;

import dev.hone.reward.RewardParameters;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A model of Amazon Bedrock, asked by Converse with the credentials that AWS's tools would take.
 *
 * @param modelId model, inference profile or ARN
 * @param region empty: that of the environment
 * @param endpoint another address of the service, such as that of a VPC endpoint
 */
record BedrockSettings(String modelId, Optional<String> region, Optional<URI> endpoint) implements ModelSettings {

    static final String KEY = "bedrock";

    private static final List<String> NEEDED = List.of(
            "software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient",
            "software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient");

    static BedrockSettings from(RewardParameters section) {
        BedrockSettings settings =
                new BedrockSettings(section.requiredText(KEY), section.text("region"), endpoint(section));
        absent(BedrockSettings.class.getClassLoader())
                .ifPresent(name -> section.problem(
                        KEY,
                        "AWS's client for Bedrock is not on the class path: there is no " + name,
                        "Give it to spark-submit with --packages software.amazon.awssdk:bedrockruntime:2.54.14,"
                                + "software.amazon.awssdk:netty-nio-client:2.56.0,software.amazon.awssdk:sts:2.56.0, or start"
                                + " scripts/hone, which has it"));
        return settings;
    }

    /** A class that is needed and not there. */
    static Optional<String> absent(ClassLoader loader) {
        return NEEDED.stream().filter(name -> !isThere(name, loader)).findFirst();
    }

    private static boolean isThere(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    @Override
    public String who() {
        return "The model " + modelId + " of Bedrock";
    }

    @Override
    public String identity() {
        return modelId + " at bedrock" + region.map(name -> " " + name).orElse("")
                + endpoint.map(address -> " " + address).orElse("");
    }

    /** Converse takes no seed. */
    @Override
    public ChatRequest sent(ChatRequest request) {
        return request.withoutSeed();
    }

    @Override
    public ChatModel open(EndpointLimits limits) {
        return new BedrockChat(this, limits);
    }

    private static Optional<URI> endpoint(RewardParameters section) {
        return section.text("endpoint").flatMap(address -> {
            if (address.matches("https?://[^\\s/?#]+/?")) {
                return Optional.of(URI.create(address));
            }
            section.problem(
                    "endpoint",
                    "is no address: " + address,
                    "Write it as in https://vpce-1234.bedrock-runtime.us-east-1.vpce.amazonaws.com, or leave it out");
            return Optional.empty();
        });
    }
}
