package dev.hone.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.policy.TrainingGroup;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestMicroBatchPlan {

    private static final TrainingGroup SMALL = new TrainingGroup(new int[3], new int[][] {new int[2], new int[4]});
    private static final TrainingGroup LARGE =
            new TrainingGroup(new int[5], new int[][] {new int[1], new int[10], new int[9], new int[2]});

    @Test
    void groupsThatFitStayWholeAndTheLargestComesFirst() {
        List<TrainingGroup> plan = MicroBatchPlan.ofGroups(List.of(SMALL, LARGE), 45);
        assertThat(plan).containsExactly(LARGE, SMALL);
    }

    @Test
    void aLargeGroupIsCutWithLikeLengthsTogether() {
        List<TrainingGroup> plan = MicroBatchPlan.ofGroups(List.of(SMALL, LARGE), 25);
        assertThat(plan.stream().map(TestMicroBatchPlan::lengths))
                .containsExactly(List.of(10, 9), List.of(2, 4), List.of(2, 1));
        assertThat(plan).allMatch(group -> group.computedTokens() <= 25);
    }

    @Test
    void aCompletionLargerThanTheBudgetIsAMicroBatchOfItsOwn() {
        List<TrainingGroup> plan = MicroBatchPlan.ofGroups(List.of(LARGE), 1);
        assertThat(plan.stream().map(TestMicroBatchPlan::lengths))
                .containsExactly(List.of(10), List.of(9), List.of(2), List.of(1));
    }

    private static List<Integer> lengths(TrainingGroup group) {
        return Arrays.stream(group.completionTokenIds()).map(c -> c.length).toList();
    }
}
