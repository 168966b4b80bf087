package dev.hone.jobs.process;

import java.nio.charset.Charset;
import java.util.Optional;

/** Whether this JVM can name every file. */
public final class FileNames {

    private FileNames() {}

    /**
     * What is wrong where it cannot: Java 17 takes the encoding of file names from the locale, and under {@code LC_ALL=C} it neither finds
     * nor opens a file whose name is not plain ASCII.
     */
    public static Optional<String> problem() {
        return problem(System.getProperty("sun.jnu.encoding"));
    }

    static Optional<String> problem(String encoding) {
        if (Charset.forName(encoding).newEncoder().canEncode("ü€文🎓")) {
            return Optional.empty();
        }
        return Optional.of("this JVM can only name files in " + encoding
                + ": a file with another character in its name or path cannot be read here. Start it with LC_ALL=C.UTF-8 in its environment,"
                + " or with the Java option -Dsun.jnu.encoding=UTF-8 (spark-submit: --driver-java-options; in a cluster's driver:"
                + " spark.yarn.appMasterEnv.LC_ALL or spark.kubernetes.driverEnv.LC_ALL)");
    }
}
