package dev.hone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.hone.ChildJvm;
import dev.hone.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestS3Settings {

    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    private java.nio.file.Path folder;

    private final S3Server server = S3Server.shared();

    @Test
    void withoutKeysInTheSettingsTheProfileOfTheAwsToolsCountsAndTheRoleThatItAssumes() throws Exception {
        server.createBucket("by-role");
        java.nio.file.Path credentials = Files.writeString(
                folder.resolve("credentials"),
                """
                [person]
                aws_access_key_id = known to the token service only
                aws_secret_access_key = secret
                [tuner]
                role_arn = arn:aws:iam::111122223333:role/tuner
                source_profile = person
                region = us-east-1
                """);
        HttpServer tokens = tokenService();
        try {
            // A process of its own: the SDK looks for a profile once.
            java.nio.file.Path log = folder.resolve("child.log");
            Process child = ChildJvm.start(
                    PutByRole.class,
                    log,
                    Integer.toString(server.port()),
                    credentials.toString(),
                    Integer.toString(tokens.getAddress().getPort()));
            assertThat(child.waitFor(2, TimeUnit.MINUTES)).as("the child ended").isTrue();
            assertThat(child.exitValue()).as(ChildJvm.output(log)).isZero();
            assertThat(server.content("by-role", "object")).isEqualTo(CONTENT);
        } finally {
            tokens.stop(0);
        }
    }

    /** Writes an object with what the profile says; arguments: port of the server, file of the profiles, port of the token service. */
    static final class PutByRole {

        public static void main(String[] arguments) throws IOException {
            System.setProperty("aws.sharedCredentialsFile", arguments[1]);
            System.setProperty("aws.profile", "tuner");
            System.setProperty("aws.endpointUrlSts", "http://127.0.0.1:" + arguments[2]);
            Configuration hadoop = configuration("by-role", Integer.parseInt(arguments[0]));
            hadoop.unset("fs.s3a.bucket.by-role.access.key");
            hadoop.unset("fs.s3a.bucket.by-role.secret.key");
            Path path = new Path("s3://by-role/object");
            S3Objects.at(path, hadoop).put(path, CONTENT);
        }
    }

    @Test
    void wrongKeysAreToldAsSuch() {
        server.createBucket("wrong-keys");
        Configuration hadoop = configuration("wrong-keys", server.port());
        hadoop.set("fs.s3a.bucket.wrong-keys.secret.key", "wrong");
        Path path = new Path("s3a://wrong-keys/object");
        assertThatThrownBy(() -> S3Objects.at(path, hadoop).put(path, CONTENT))
                .isInstanceOf(IOException.class)
                .satisfies(thrown -> assertThat(StorageFailure.in(thrown))
                        .hasValueSatisfying(failure -> assertThat(failure)
                                .hasMessageStartingWith(
                                        "The storage failed at s3a://wrong-keys/object. The credentials are wrong")
                                .hasMessageContaining("The credentials are wrong: correct them, then run again.")));
    }

    @Test
    void conditionalWritesNeedS3A() {
        Path local = new Path(folder.resolve("object").toString());
        assertThatThrownBy(() -> S3Objects.at(local, new Configuration()))
                .hasMessageContaining("which has no conditional writes");
    }

    /** A token service of AWS that knows one role, whose keys are those of the S3 server. */
    private static HttpServer tokenService() throws IOException {
        HttpServer tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = asked.contains("Action=AssumeRole") && asked.contains("role%2Ftuner");
            byte[] answer =
                    """
                    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                    <AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey><SessionToken>token</SessionToken>
                    <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
                    """
                            .formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 403, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        tokens.start();
        return tokens;
    }

    private static Configuration configuration(String bucket, int port) {
        Configuration hadoop = new Configuration();
        S3Settings.sparkSettings().forEach((key, value) -> hadoop.set(key.substring("spark.hadoop.".length()), value));
        S3Server.configure(bucket, port, hadoop);
        return hadoop;
    }
}
