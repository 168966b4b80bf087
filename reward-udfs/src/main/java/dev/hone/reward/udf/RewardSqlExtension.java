package dev.hone.reward.udf;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.classic.UserDefinedFunctionUtils;
import org.apache.spark.sql.expressions.SparkUserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Brings the reward functions into every session of an application that has this jar on its class path; Spark finds it as a service. The
 * parameters may be left out: {@code hone_normalized_match(completion, reference)}. Spark's internals that differ between its versions are
 * used here only.
 */
public final class RewardSqlExtension implements SparkSessionExtensionsProvider {

    private static final int ARGUMENTS = 3;

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        for (RewardUdf udf : RewardSqlFunctions.all()) {
            extensions.injectFunction(new Tuple3<>(
                    new FunctionIdentifier(udf.sqlName()),
                    new ExpressionInfo(udf.getClass().getName(), udf.sqlName()),
                    arguments -> expression(udf, arguments)));
        }
        return BoxedUnit.UNIT;
    }

    private static Expression expression(RewardUdf udf, Seq<Expression> arguments) {
        List<Expression> all = new ArrayList<>(CollectionConverters.asJava(arguments));
        if (all.isEmpty() || all.size() > ARGUMENTS) {
            throw new IllegalArgumentException(udf.sqlName()
                    + " takes a completion, a reference and parameters as JSON; the last two may be left out; got "
                    + all.size() + " arguments");
        }
        while (all.size() < ARGUMENTS) {
            all.add(Literal.create(null, DataTypes.StringType));
        }
        SparkUserDefinedFunction function =
                (SparkUserDefinedFunction) functions.udf(udf, RewardSqlFunctions.returnType());
        return UserDefinedFunctionUtils.toScalaUDF(
                function.withName(udf.sqlName()),
                CollectionConverters.asScala(all).toSeq());
    }
}
