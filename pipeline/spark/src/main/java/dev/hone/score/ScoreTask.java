package dev.hone.score;

import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardDefinition;
import java.util.List;
import org.apache.spark.api.java.function.Function;

/**
 * The work of one task: scores a slice of the groups with the reward function of its JVM. Takes and gives serialized lists, so that it does
 * not matter which serializer the session uses: Kryo cannot write records.
 */
record ScoreTask(RewardDefinition definition, int timeoutSeconds) implements Function<byte[], byte[]> {

    @Override
    public byte[] call(byte[] slice) throws InterruptedException {
        List<CompletionGroup> groups = List.of(SerializedForm.read(slice, CompletionGroup[].class));
        return SerializedForm.write(ScoredSlice.of(groups, new RewardCalls(definition, timeoutSeconds)));
    }
}
