package dev.hone.storage;

import java.util.Map;
import java.util.stream.Collectors;

/** How {@code s3://} and {@code s3a://} are reached: both through Hadoop's S3A. */
public final class S3Settings {

    private static final String FILE_SYSTEM = "org.apache.hadoop.fs.s3a.S3AFileSystem";

    private static final String OF_SPARK = "spark.hadoop.";

    private S3Settings() {}

    /** The same settings as Hadoop names them, for whoever has no Spark session. */
    public static Map<String, String> hadoopSettings() {
        return sparkSettings().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().substring(OF_SPARK.length()), Map.Entry::getValue));
    }

    /**
     * The Spark settings that put it to use; names only, so that nothing of S3 is loaded before a path asks for it. Credentials are keys
     * in the settings where there are any, and else what the AWS tools would take: environment, profile, role of the machine.
     */
    public static Map<String, String> sparkSettings() {
        return Map.of(
                "spark.hadoop.fs.s3.impl",
                FILE_SYSTEM,
                "spark.hadoop.fs.AbstractFileSystem.s3.impl",
                "org.apache.hadoop.fs.s3a.S3A",
                // The pause doubles each time: S3A's own 20 tries at a store that asks for fewer requests would take
                // days, these 8 minutes.
                "spark.hadoop.fs.s3a.retry.throttle.limit",
                "8",
                "spark.hadoop.fs.s3a.aws.credentials.provider",
                "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider,"
                        + "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider,"
                        + "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");
    }

    /** Whether a class is S3A's, asked by name: where S3 is not used its libraries may be missing. */
    static boolean isS3A(Class<?> fileSystem) {
        return fileSystem.getName().equals(FILE_SYSTEM);
    }
}
