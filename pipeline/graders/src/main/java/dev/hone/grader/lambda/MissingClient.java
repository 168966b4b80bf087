package dev.hone.grader.lambda;

import java.util.List;
import java.util.Optional;

/** Whether AWS's client for Lambda is on the class path: the assembly for clusters does not hold it. */
final class MissingClient {

    private static final List<String> NEEDED = List.of(
            "software.amazon.awssdk.services.lambda.LambdaAsyncClient",
            "software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient");

    /** What to do about it. */
    static final String FIX = "Give it to spark-submit with --packages software.amazon.awssdk:lambda:2.51.3,"
            + "software.amazon.awssdk:netty-nio-client:2.56.0,software.amazon.awssdk:sts:2.56.0 (docs/rewards-endpoints.md),"
            + " or start scripts/hone, which has it";

    private MissingClient() {}

    /** What is wrong; empty where all is there. */
    static Optional<String> problem(ClassLoader loader) {
        return NEEDED.stream()
                .filter(name -> isAbsent(name, loader))
                .findFirst()
                .map(name -> "AWS's client for Lambda is not on the class path: there is no " + name);
    }

    private static boolean isAbsent(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }
}
