package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestHadoopSettings {

    @Test
    void settingsOfSparkSubmitAreTakenFromItsOptions() {
        assertThat(
                        HadoopSettings.options(
                                "--name x --conf spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:9000?a=b  -c spark.ui.enabled=true"))
                .containsEntry("spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:9000?a=b")
                .containsEntry("spark.ui.enabled", "true")
                .hasSize(2);
        assertThat(HadoopSettings.options("")).isEmpty();
    }

    @Test
    void aCommandWithoutSparkReachesS3AsSparkDoes() {
        assertThat(HadoopSettings.here()).containsEntry("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    }
}
