package dev.hone.math.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSimilarPairs {

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.8, 0.9, 0.99})
    void allPairsAreFoundThatComparingEachWithEachFinds(double similarity) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<long[]> sets = templated(random, 300);
        List<SimilarPairs.Pair> pairs = SimilarPairs.of(sets, similarity, sets.size());
        assertThat(pairs).as("seed %d", seed).hasSize(new HashSet<>(pairs).size());
        assertThat(new HashSet<>(pairs)).as("seed %d", seed).isEqualTo(eachWithEach(sets, similarity));
    }

    @Test
    void aSetIsComparedWithNoMoreThanItMay() {
        List<long[]> same =
                LongStream.range(0, 50).mapToObj(i -> new long[] {1, 2, 3}).toList();
        List<SimilarPairs.Pair> pairs = SimilarPairs.of(same, 0.9, 4);
        assertThat(pairs).hasSize(1 + 2 + 3 + 46 * 4);
        assertThat(pairs)
                .allSatisfy(pair -> assertThat(pair.other() - pair.one()).isBetween(1, 4));
    }

    @Test
    void similarityIsTheShareOfCommonElements() {
        assertThat(SimilarPairs.jaccard(new long[] {1, 2, 3}, new long[] {2, 3, 4, 5}))
                .isEqualTo(0.4);
        assertThat(SimilarPairs.jaccard(new long[] {-5, 7}, new long[] {-5, 7})).isEqualTo(1);
        assertThat(SimilarPairs.jaccard(new long[] {1}, new long[] {2})).isZero();
    }

    /** Sets of 5 to 45 elements, of which all share some and many are almost the same. */
    private static List<long[]> templated(Random random, int count) {
        List<long[]> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Set<Long> set = new HashSet<>();
            LongStream.range(0, 5 + random.nextInt(20)).forEach(set::add);
            if (i > 0 && random.nextBoolean()) {
                LongStream.of(sets.get(random.nextInt(i))).forEach(set::add);
                set.remove(set.iterator().next());
            }
            random.longs(random.nextInt(4), 100, 200).forEach(set::add);
            sets.add(set.stream().mapToLong(Long::longValue).sorted().toArray());
        }
        return sets;
    }

    private static Set<SimilarPairs.Pair> eachWithEach(List<long[]> sets, double similarity) {
        Set<SimilarPairs.Pair> pairs = new HashSet<>();
        for (int i = 0; i < sets.size(); i++) {
            for (int j = i + 1; j < sets.size(); j++) {
                double between = SimilarPairs.jaccard(sets.get(i), sets.get(j));
                if (between >= similarity) {
                    pairs.add(new SimilarPairs.Pair(i, j, between));
                }
            }
        }
        return pairs;
    }
}
