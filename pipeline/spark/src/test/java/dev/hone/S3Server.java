package dev.hone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.impl.AWSClientConfig;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server on the loopback interface, in a process of its own, for all tests of this JVM. It keeps objects in memory. */
public final class S3Server {

    /** The only pair of keys that it knows. */
    public static final String ACCESS_KEY = "AK";

    public static final String SECRET_KEY = "SK";

    private final int port;
    private final S3Client client;

    private S3Server(int port) {
        this.port = port;
        this.client = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    /** The server; started where it is not running yet. */
    public static S3Server shared() {
        return Holder.SERVER;
    }

    public int port() {
        return port;
    }

    /** Makes a bucket; each test has its own, since Hadoop keeps one client for each. */
    public void createBucket(String bucket) {
        client.createBucket(request -> request.bucket(bucket));
    }

    /** Sets S3A up for a bucket, directly or through a relay at another port. */
    public static void configure(String bucket, int port, Configuration hadoop) {
        String prefix = "fs.s3a.bucket." + bucket + ".";
        hadoop.set(prefix + "endpoint", "http://127.0.0.1:" + port);
        hadoop.set(prefix + "endpoint.region", "us-east-1");
        hadoop.set(prefix + "path.style.access", "true");
        hadoop.set(prefix + "connection.ssl.enabled", "false");
        hadoop.set(prefix + "access.key", ACCESS_KEY);
        hadoop.set(prefix + "secret.key", SECRET_KEY);
    }

    /** Sets S3A up for a bucket behind a bad line, with little patience. */
    public static void configure(String bucket, FaultyRelay line, Configuration hadoop) {
        configure(bucket, line.port(), hadoop);
        String prefix = "fs.s3a.bucket." + bucket + ".";
        AWSClientConfig.setMinimumOperationDuration(Duration.ofMillis(100));
        hadoop.set(prefix + "connection.timeout", "2s");
        hadoop.set(prefix + "attempts.maximum", "1");
        hadoop.set(prefix + "retry.interval", "10ms");
        hadoop.set(prefix + "retry.throttle.interval", "10ms");
    }

    public void put(String bucket, String key, byte[] content) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    public byte[] content(String bucket, String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
    }

    /** The keys of a bucket that begin so. */
    public List<String> keys(String bucket, String prefix) {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    private static final class Holder {
        private static final S3Server SERVER = start();
    }

    private static S3Server start() {
        try {
            Path folder = Files.createTempDirectory("s3-test-server");
            int port = freePort();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-Dlogback.configurationFile=" + quietLog(folder),
                            "-cp",
                            classPath(),
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            properties(folder, port).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            awaitPort(process, port, folder.resolve("log"));
            return new S3Server(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() throws IOException {
        Path file = Repository.root().resolve("pipeline/test-server/target/classpath.txt");
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    file + " is missing, which the build makes: mvn -pl pipeline/test-server generate-test-resources");
        }
        return Files.readString(file);
    }

    private static Path properties(Path folder, int port) throws IOException {
        return Files.writeString(
                folder.resolve("server.properties"),
                """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                s3proxy.ignore-unknown-headers=true
                jclouds.provider=transient-nio2
                jclouds.identity=unused
                jclouds.credential=unused
                """
                        .formatted(port, ACCESS_KEY, SECRET_KEY));
    }

    private static Path quietLog(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("logback.xml"),
                """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %p %c: %m%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="out"/></root>
                </configuration>
                """);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(Process process, int port, Path log) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                try (Stream<String> lines = Files.lines(log)) {
                    throw new IllegalStateException("the S3 server did not start: " + lines.toList());
                }
            }
            Thread.onSpinWait();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
