package dev.hone.grader.contract;

import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardParameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How a reward Lambda is asked and understood, as its definition says.
 *
 * @param referencePlace where a sample holds the reference
 * @param assistantRole the role of the message with the completion: {@code assistant} or {@code nova_assistant}
 * @param passThreshold the least score of a success; empty where success has no meaning
 */
public record LambdaContract(ReferencePlace referencePlace, String assistantRole, OptionalDouble passThreshold) {

    private static final String ASSISTANT = "assistant";

    /** As Bedrock's user guide has it, without a threshold. */
    public static final LambdaContract STANDARD =
            new LambdaContract(ReferencePlace.METADATA, ASSISTANT, OptionalDouble.empty());

    /** Reads {@code referencePlace}, {@code assistantRole} and {@code passThreshold}. */
    public static LambdaContract read(RewardParameters parameters) {
        Map<String, ReferencePlace> places = new LinkedHashMap<>();
        Arrays.stream(ReferencePlace.values()).forEach(place -> places.put(place.word(), place));
        String place = parameters.choice("referencePlace", ReferencePlace.METADATA.word(), places.keySet());
        return new LambdaContract(
                places.get(place),
                parameters.choice("assistantRole", ASSISTANT, Set.of(ASSISTANT, "nova_assistant")),
                passThreshold(parameters, "passThreshold"));
    }

    /** The least score of a success, where the parameter is there. */
    public static OptionalDouble passThreshold(RewardParameters parameters, String key) {
        return parameters.has(key) ? OptionalDouble.of(parameters.number(key, 0, -1e9, 1e9)) : OptionalDouble.empty();
    }

    /** The event that asks for the scores of some completions. */
    public LambdaEvent event(List<RewardInput> inputs) {
        return LambdaEvent.of(inputs, this);
    }
}
