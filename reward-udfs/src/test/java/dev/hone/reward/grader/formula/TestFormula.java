package dev.hone.reward.grader.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestFormula {

    private static final Map<String, Double> VALUES = Map.of("x", 0.5, "y", 2.0, "json_2", 1.0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    7                         | 7
                    .5                        | 0.5
                    1.                        | 1
                    2.5e-1                    | 0.25
                    0.5*x + 0.5*y             | 1.25
                    1 - 2 - 3                 | -4
                    8 / 4 / 2                 | 1
                    2 + 3 * 4                 | 14
                    (2 + 3) * 4               | 20
                    2 ^ 3 ^ 2                 | 512
                    -2 ^ 2                    | -4
                    2 ^ -1                    | 0.5
                    - - x                     | 0.5
                    y * -x                    | -1
                    min(3, x, y)              | 0.5
                    max(x, y)                 | 2
                    max(x)                    | 0.5
                    abs(-y) + sqrt(4)         | 4
                    floor(1.7) + ceil(1.2)    | 3
                    log(exp(y))               | 2
                    json_2 * (x > 0.4)        | 1
                    x >= 0.5                  | 1
                    x < 0.5                   | 0
                    (x <= 1) + (x == y)       | 1
                    x != y                    | 1
                    """)
    void aFormulaIsReadAsInMathematics(String text, double expected) {
        assertThat(Formula.parse(text).value(VALUES)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''            | expected a number, a name, a function or (, found the end at character 1
                    0.5 * x +     | expected a number, a name, a function or (, found the end at character 10
                    0.5 x         | expected an operator or the end, found x at character 5
                    (x + y        | expected an operator or ), found the end at character 7
                    x + y)        | expected an operator or the end, found ) at character 6
                    x ** y        | expected a number, a name, a function or (, found * at character 4
                    min(x; y)     | expected an operator, a comma or ), found ; at character 6
                    min()         | expected a number, a name, a function or (, found ) at character 5
                    mean(x, y)    | there is no function mean, only min, max, abs, floor, ceil, exp, sqrt, log: at character 1
                    1 + sqrt(1,2) | sqrt takes one number, got 2: at character 5
                    1 < x < 2     | expected an operator or the end, found < at character 7
                    1e            | expected an operator or the end, found e at character 2
                    1e999         | a number that is too great: at character 1
                    x = 1         | expected an operator or the end, found = at character 3
                    2 + 😀        | expected a number, a name, a function or (, found 😀 at character 5
                    """)
    void whatIsNoFormulaSaysWhereAndWhatWasExpected(String text, String message) {
        assertThatThrownBy(() -> Formula.parse(text))
                .isInstanceOf(FormulaException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1 / (x - 0.5)     | (1.0 / (x - 0.5)) is Infinity where {x=0.5}
                    sqrt(-x)          | sqrt(-x) is NaN where {x=0.5}
                    1 / exp(2000 * x) | exp((2000.0 * x)) is Infinity where {x=0.5}
                    log(0 * x)        | log((0.0 * x)) is -Infinity where {x=0.5}
                    x + z             | z has no value
                    """)
    void whatIsNotFiniteIsAnErrorEvenInside(String text, String message) {
        Formula formula = Formula.parse(text);

        assertThatThrownBy(() -> formula.value(Map.of("x", 0.5)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(message);
    }

    @Test
    void theNamesInItAreKnown() {
        assertThat(Formula.parse("min(right, 1) + 2 * clear_2 - right").names())
                .containsExactlyInAnyOrder("right", "clear_2");
    }

    @Test
    void hugeAndDeepOnesAreRefusedAndLongOnesAreNot() {
        assertThatThrownBy(() -> Formula.parse("(".repeat(900) + "x" + ")".repeat(900)))
                .hasMessageContaining("more than 100 brackets");
        assertThatThrownBy(() -> Formula.parse("-".repeat(1_999) + "x")).hasMessageContaining("more than 100 brackets");
        assertThatThrownBy(() -> Formula.parse("x" + " ".repeat(2_000))).hasMessageContaining("more than 2000");
        assertThat(Formula.parse("x" + "+x".repeat(999)).value(VALUES)).isEqualTo(500);
    }

    @Test
    void anyTextIsAFormulaOrRefused() {
        Random random = new Random(20);
        String signs = "xy1.9e+-*/^()<>=!, minabslog";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(20); c >= 0; c--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            try {
                assertThat(Formula.parse(text.toString()).value(VALUES))
                        .as("%s", text)
                        .isFinite();
            } catch (FormulaException e) {
                assertThat(e.position()).as("%s", text).isBetween(0, text.length());
            } catch (ArithmeticException e) {
                assertThat(e).as("%s", text).hasMessageMatching("(?s).* (has no value|is -?(NaN|Infinity) where .*)");
            }
        }
    }
}
