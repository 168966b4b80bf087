package dev.hone.grader.judge.golden;

import dev.hone.grader.judge.form.Winner;
import dev.hone.math.statistics.Interval;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.math.statistics.WilsonInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the verdicts on some pairs say of a judge. Shares of pairs have Wilson's interval, means over pairs the bootstrap's, 95 % both. An answer
 * that could not be read is not right, agrees with nothing, and is counted apart.
 */
record JudgeFigures(List<PairVerdicts> verdicts) {

    private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(7, 2000);

    JudgeFigures {
        verdicts = List.copyOf(verdicts);
    }

    /** A count and what it is a count of, at least 1. */
    record Share(int count, int of) {

        Interval interval() {
            return WilsonInterval.of((double) count / of, of);
        }
    }

    /** Whether pairs were shown in both orders. */
    boolean bothOrders() {
        return !verdicts.get(0).swapped().isEmpty();
    }

    /** Right verdicts in the order given. */
    Share rightAsGiven() {
        return share(pair -> pair.isRight(pair.given()));
    }

    /** Right verdicts in the other order. */
    Share rightSwapped() {
        return share(pair -> pair.isRight(pair.other()));
    }

    /** Right verdicts, the mean of both orders. */
    Interval rightOnAverage() {
        return bothOrders()
                ? mean(verdicts.stream()
                        .mapToDouble(pair -> (one(pair.isRight(pair.given())) + one(pair.isRight(pair.other()))) / 2)
                        .toArray())
                : rightAsGiven().interval();
    }

    /** Pairs that are right in both orders. */
    Share rightInBoth() {
        return share(pair -> pair.isRight(pair.given()) && pair.isRight(pair.other()));
    }

    /** Pairs with the same winner in both orders. */
    Share sameInBoth() {
        return share(pair -> pair.given().isPresent() && pair.given().equals(pair.other()));
    }

    /** Cohen's kappa of the verdicts in both orders: 0 is what chance gives, 1 is always the same. Empty where chance gives that too. */
    OptionalDouble kappaOfOrders() {
        List<PairVerdicts> read = verdicts.stream()
                .filter(pair -> pair.given().isPresent() && pair.other().isPresent())
                .toList();
        double observed = share(read, pair -> pair.given().equals(pair.other()));
        double byChance = 0;
        for (Winner winner : Winner.values()) {
            byChance += share(read, pair -> pair.given().get() == winner)
                    * share(read, pair -> pair.other().get() == winner);
        }
        return read.isEmpty() || byChance == 1
                ? OptionalDouble.empty()
                : OptionalDouble.of((observed - byChance) / (1 - byChance));
    }

    /** How often the answer that is shown first wins, of the verdicts that name a winner; without bias a half. */
    Optional<Interval> firstShownWins() {
        List<Double> means = new ArrayList<>();
        verdicts.forEach(pair -> {
            double[] first = Stream.concat(pair.given().stream(), pair.other().map(Winner::swapped).stream())
                    .filter(winner -> winner != Winner.TIE)
                    .mapToDouble(winner -> one(winner == Winner.A))
                    .toArray();
            Arrays.stream(first).average().ifPresent(means::add);
        });
        return bothOrders() && !means.isEmpty() ? Optional.of(mean(array(means))) : Optional.empty();
    }

    /** How much more often the longer answer wins than people say it should; without bias 0. */
    Optional<Interval> longerWinsMore() {
        List<Double> byPeople = new ArrayList<>();
        List<Double> byJudge = new ArrayList<>();
        for (PairVerdicts pair : verdicts) {
            Winner longer = pair.pair().lengthDifference() > 0 ? Winner.A : Winner.B;
            OptionalDouble judged = Stream.concat(pair.given().stream(), pair.other().stream())
                    .filter(winner -> winner != Winner.TIE)
                    .mapToDouble(winner -> one(winner == longer))
                    .average();
            if (pair.pair().lengthDifference() != 0 && pair.pair().label() != Winner.TIE && judged.isPresent()) {
                byPeople.add(one(pair.pair().label() == longer));
                byJudge.add(judged.getAsDouble());
            }
        }
        return byJudge.isEmpty()
                ? Optional.empty()
                : Optional.of(BOOTSTRAP.compare(array(byPeople), array(byJudge)).difference());
    }

    /** Questions that got the same answer in each round; empty where there was one round. */
    Optional<Share> sameInAllRounds() {
        int questions = 0;
        int same = 0;
        for (PairVerdicts pair : verdicts) {
            for (List<Optional<Winner>> rounds : List.of(pair.asGiven(), pair.swapped())) {
                questions += rounds.size() > 1 ? 1 : 0;
                same += rounds.size() > 1
                                && rounds.get(0).isPresent()
                                && rounds.stream().distinct().count() == 1
                        ? 1
                        : 0;
            }
        }
        return questions == 0 ? Optional.empty() : Optional.of(new Share(same, questions));
    }

    /** Answers that could not be read, in all rounds. */
    Share unreadable() {
        int answers = 0;
        int unreadable = 0;
        for (PairVerdicts pair : verdicts) {
            for (List<Optional<Winner>> rounds : List.of(pair.asGiven(), pair.swapped())) {
                answers += rounds.size();
                unreadable += (int) rounds.stream().filter(Optional::isEmpty).count();
            }
        }
        return new Share(unreadable, answers);
    }

    private Share share(Predicate<PairVerdicts> holds) {
        return new Share((int) verdicts.stream().filter(holds).count(), verdicts.size());
    }

    private static double share(List<PairVerdicts> of, Predicate<PairVerdicts> holds) {
        return (double) of.stream().filter(holds).count() / of.size();
    }

    private static Interval mean(double[] values) {
        return BOOTSTRAP.compare(values, values).base();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double one(boolean so) {
        return so ? 1 : 0;
    }
}
