package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TestResultTable {

    private static final StructType SCHEMA =
            new StructType().add("name", DataTypes.StringType).add("reward", DataTypes.DoubleType);

    @Test
    void numbersStandRightAndTextsLeft() {
        String text = new ResultTable(
                        SCHEMA.fields(), List.of(RowFactory.create("a", 1.0 / 3), RowFactory.create("long", -12.5)), 80)
                .text();
        assertThat(text)
                .isEqualTo(
                        """
                        name    reward
                        ----  --------
                        a     0.333333
                        long     -12.5
                        """);
    }

    @Test
    void longTextsAreCutAndMissingValuesNamed() {
        String text = new ResultTable(SCHEMA.fields(), List.of(RowFactory.create("abcdefghij", null)), 5).text();
        assertThat(text)
                .isEqualTo(
                        """
                        name   reward
                        -----  ------
                        abcd…    NULL
                        """);
    }

    @Test
    void controlCharactersOfAModelDoNotReachTheTerminal() {
        assertThat(Cells.text("a\nb\tc\u001b[31mred\u009b2J\u202etxt"))
                .isEqualTo("a\\nb\\tc\\u001b[31mred\\u009b2J\\u202etxt");
    }

    @Test
    void smallAndLargeNumbersStayReadable() {
        assertThat(Cells.text(2e-7)).isEqualTo("2E-7");
        assertThat(Cells.text(123456789.0)).isEqualTo("123457000");
        assertThat(Cells.text(0.0)).isEqualTo("0");
        assertThat(Cells.text(Double.NaN)).isEqualTo("NaN");
        assertThat(Cells.text(0.1f)).isEqualTo("0.1");
    }
}
