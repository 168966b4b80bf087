package dev.hone.jobs;

import dev.hone.error.ConfigException;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.LocalTempView$;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.command.CreateViewCommand;
import org.apache.spark.sql.execution.datasources.CreateTempViewUsing;
import scala.jdk.javaapi.CollectionConverters;

/** Tells by its plan, not by its words, whether a query changes anything that outlasts the session. */
final class ReadOnlyQuery {

    /** Settings of the session; SHOW, DESCRIBE and EXPLAIN go by their first word. */
    private static final Set<String> HARMLESS =
            Set.of("ExplainCommand", "SetCommand", "ResetCommand", "SetCatalogAndNamespace");

    /** Delta's RESTORE and CLONE are no commands to Spark. */
    private static final String DELTA_STATEMENT = "Statement";

    private ReadOnlyQuery() {}

    /** Refuses a query that writes, deletes, or runs other programs; what is no SQL at all is left to whoever runs it. */
    static void require(SparkSession session, String query) {
        org.apache.spark.sql.classic.SparkSession spark = (org.apache.spark.sql.classic.SparkSession) session;
        LogicalPlan parsed;
        try {
            parsed = spark.sessionState().sqlParser().parsePlan(query);
        } catch (ParseException e) {
            return;
        }
        requireReading(parsed);
        QueryExecution execution = spark.sessionState().executePlan(parsed, CommandExecutionMode.SKIP());
        execution.assertAnalyzed();
        requireReading(execution.analyzed());
    }

    private static void requireReading(QueryPlan<?> plan) {
        boolean writes = plan instanceof Command
                || plan instanceof ParsedStatement
                || plan.nodeName().endsWith(DELTA_STATEMENT);
        if ((writes && !isHarmless(plan)) || plan instanceof ScriptTransformation) {
            throw refused(plan.nodeName());
        }
        CollectionConverters.asJava(plan.expressions()).forEach(ReadOnlyQuery::requireReading);
        CollectionConverters.asJava(plan.children()).forEach(child -> requireReading((QueryPlan<?>) child));
        if (!writes) {
            CollectionConverters.asJava(plan.innerChildren()).stream()
                    .filter(QueryPlan.class::isInstance)
                    .forEach(inner -> requireReading((QueryPlan<?>) inner));
        }
    }

    /** A function that calls any method of Java can do anything. */
    private static void requireReading(Expression expression) {
        if (expression instanceof CallMethodViaReflection) {
            throw refused("reflect");
        }
        CollectionConverters.asJava(expression.children()).forEach(ReadOnlyQuery::requireReading);
    }

    private static boolean isHarmless(QueryPlan<?> command) {
        if (command instanceof CreateViewCommand view) {
            return view.viewType() instanceof LocalTempView$;
        }
        String name = command.getClass().getSimpleName();
        return command instanceof CreateTempViewUsing
                || HARMLESS.contains(name)
                || name.startsWith("Show")
                || name.startsWith("Describe");
    }

    private static ConfigException refused(String what) {
        return new ConfigException("the query does more than read (" + what
                + "), and a changed table can make a run unusable. Add --write if that is what you want");
    }
}
