package dev.hone.grader.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class TestMissingClient {

    @Test
    void aClusterWithoutTheClientIsToldWhatToAdd() throws Exception {
        try (URLClassLoader bare = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            assertThat(MissingClient.problem(bare))
                    .contains("AWS's client for Lambda is not on the class path:"
                            + " there is no software.amazon.awssdk.services.lambda.LambdaAsyncClient");
        }
        assertThat(MissingClient.FIX).contains("--packages software.amazon.awssdk:lambda:");
    }

    @Test
    void itIsThereInTests() {
        assertThat(MissingClient.problem(getClass().getClassLoader())).isEmpty();
    }
}
