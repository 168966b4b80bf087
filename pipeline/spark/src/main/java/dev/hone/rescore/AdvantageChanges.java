package dev.hone.rescore;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What completions would have been trained with under another reward.
 *
 * @param cosine of all advantages, -1 to 1: about how much of the gradient's direction stays; empty where one reward gives none
 * @param trained completions that were trained on
 * @param opposite those among them that would have been pushed the other way
 * @param nothing those among them that nothing would have been learnt from
 * @param added completions that were not trained on and would have been
 */
record AdvantageChanges(OptionalDouble cosine, int trained, int opposite, int nothing, int added) {

    static AdvantageChanges of(List<CompletionPair> pairs) {
        double products = 0;
        double squares = 0;
        double otherSquares = 0;
        int trained = 0;
        int opposite = 0;
        int nothing = 0;
        int added = 0;
        for (CompletionPair pair : pairs) {
            double was = pair.trainedAdvantage();
            double wouldBe = pair.otherAdvantage();
            products += was * wouldBe;
            squares += was * was;
            otherSquares += wouldBe * wouldBe;
            trained += was != 0 ? 1 : 0;
            opposite += was * wouldBe < 0 ? 1 : 0;
            nothing += was != 0 && wouldBe == 0 ? 1 : 0;
            added += was == 0 && wouldBe != 0 ? 1 : 0;
        }
        OptionalDouble cosine = squares > 0 && otherSquares > 0
                ? OptionalDouble.of(products / Math.sqrt(squares) / Math.sqrt(otherSquares))
                : OptionalDouble.empty();
        return new AdvantageChanges(cosine, trained, opposite, nothing, added);
    }
}
