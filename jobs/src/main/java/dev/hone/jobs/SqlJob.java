package dev.hone.jobs;

import dev.hone.error.ConfigException;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hone sql}: one query over the tables and views of a warehouse. */
@Command(name = "sql", mixinStandardHelpOptions = true, description = "query the tables and views of a warehouse")
public final class SqlJob extends SparkJob {

    @Parameters(arity = "1..*", paramLabel = "QUERY", description = "SQL; several are answered one after the other")
    private List<String> queries;

    @Mixin
    private WarehouseOptions warehouse;

    @Option(names = "--max-rows", paramLabel = "N", description = "rows shown (default: ${DEFAULT-VALUE})")
    private int maxRows = 100;

    @Option(
            names = "--max-width",
            paramLabel = "N",
            description = "characters of a value shown (default: ${DEFAULT-VALUE})")
    private int maxWidth = 80;

    @Option(names = "--write", description = "allow queries that change tables (INSERT, DELETE, DROP and so on)")
    private boolean write;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new SqlJob(), args);
    }

    @Override
    void check(PrintStream out) {
        warehouse.check();
        if (maxRows < 1 || maxWidth < 4) {
            throw new ConfigException("--max-rows must be at least 1 and --max-width at least 4");
        }
    }

    @Override
    void execute(SparkSession spark, PrintStream out) {
        Warehouse opened = warehouse.open(spark);
        String all = String.join("\n", queries).toLowerCase(Locale.ROOT);
        opened.registerViews(name -> all.contains(name) || all.contains("show"));
        for (String query : queries) {
            if (queries.size() > 1) {
                output.messages(out).println("\n> " + query.strip().replaceAll("\\s+", " "));
            }
            print(spark, opened, query, out);
        }
    }

    private void print(SparkSession spark, Warehouse opened, String query, PrintStream out) {
        try {
            if (!write) {
                ReadOnlyQuery.require(spark, query);
            }
            Dataset<Row> answer = spark.sql(query);
            if (output.json()) {
                printJson(answer, out);
            } else {
                printTable(answer, out);
            }
        } catch (Exception e) {
            Optional<String> problem = QueryMistake.in(e);
            if (problem.isEmpty()) {
                throw e;
            }
            opened.registerViews();
            String known = String.join(", ", tables(spark));
            throw new ConfigException(
                    "the query cannot be answered: " + problem.get() + "\nTables and views here: " + known, e);
        }
    }

    private void printTable(Dataset<Row> answer, PrintStream out) {
        List<Row> rows = answer.limit(maxRows + 1).collectAsList();
        boolean more = rows.size() > maxRows;
        List<Row> shown = more ? rows.subList(0, maxRows) : rows;
        out.print(new ResultTable(answer.schema().fields(), shown, maxWidth).text());
        output.messages(out)
                .println(more ? "(the first " + maxRows + " rows; --max-rows shows more)" : rowCount(rows.size()));
    }

    /** Every row, also those beyond --max-rows: a program that reads a part without being told so would be wrong. */
    private static void printJson(Dataset<Row> answer, PrintStream out) {
        Column row = functions.to_json(functions.struct(functions.col("*")), Map.of("ignoreNullFields", "false"));
        for (Iterator<Row> rows = answer.select(row).toLocalIterator(); rows.hasNext() && !out.checkError(); ) {
            out.println(rows.next().getString(0));
        }
    }

    private static List<String> tables(SparkSession spark) {
        return spark.sql("SHOW TABLES").collectAsList().stream()
                .map(row -> row.<String>getAs("tableName"))
                .sorted()
                .toList();
    }

    private static String rowCount(int count) {
        return count == 1 ? "(1 row)" : "(" + count + " rows)";
    }
}
