package dev.hone.math.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestMinHash {

    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.5, 3", "0.8, 5", "0.9, 11", "0.3, 2"})
    void setsShareAKeyAsOftenAsTheFormulaSays(double similarity, int rows) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        MinHash hashing = new MinHash(6, rows);
        int trials = 4000;
        int found = 0;
        for (int i = 0; i < trials; i++) {
            found += share(hashing, random, similarity) ? 1 : 0;
        }
        assertThat((double) found / trials)
                .as("seed %d", seed)
                .isCloseTo(hashing.probability(similarity), within(0.05));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.8, 0.9, 0.95})
    void setsOfTheWantedSimilarityAreFoundAndQuiteDifferentOnesAreNot(double similarity) {
        MinHash hashing = MinHash.forSimilarity(similarity);
        assertThat(hashing.probability(similarity)).isGreaterThanOrEqualTo(0.99);
        assertThat(hashing.probability(similarity / 2)).isLessThan(0.55);
        assertThat(new MinHash(hashing.bands(), hashing.rows() + 1).probability(similarity))
                .isLessThan(0.99);
    }

    @Test
    void equalSetsShareAllKeysWithinABlockAndNoneAcrossBlocks() {
        MinHash hashing = MinHash.forSimilarity(0.9);
        long[] set = Shingles.of("one two three four five");
        assertThat(hashing.sketch(set, 1).keys())
                .isEqualTo(hashing.sketch(set.clone(), 1).keys());
        assertThat(hashing.sketch(set, 1).keys())
                .doesNotContain(hashing.sketch(set, 2).keys());
    }

    @Test
    void shinglesAreSequencesOfThreeWordsWithoutCapitalsAndBlanks() {
        assertThat(Shingles.of("Solve  2x + 5\n= 13")).isEqualTo(Shingles.of("solve 2x+5=13"));
        assertThat(Shingles.of("solve 2x + 5 = 13")).hasSize(5);
        assertThat(Shingles.of("a b c a b c")).hasSize(3);
        assertThat(Shingles.of("hello")).hasSize(1);
        assertThat(Shingles.of(" \n")).isEmpty();
        assertThat(Shingles.of("東京はどこですか")).hasSize(6);
    }

    /** Whether two random sets of this similarity share a key. */
    private static boolean share(MinHash hashing, Random random, double similarity) {
        int union = 200;
        int common = (int) Math.round(similarity * union);
        long[] elements = LongStream.generate(random::nextLong).limit(union).toArray();
        long[] one = Arrays.copyOf(elements, common + (union - common) / 2);
        long[] other = LongStream.concat(
                        Arrays.stream(elements, 0, common),
                        Arrays.stream(elements, common + (union - common) / 2, union))
                .toArray();
        long[] keys = hashing.sketch(one, 0).keys();
        long[] otherKeys = hashing.sketch(other, 0).keys();
        for (int band = 0; band < keys.length; band++) {
            if (keys[band] == otherKeys[band]) {
                return true;
            }
        }
        return false;
    }
}
