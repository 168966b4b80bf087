package dev.hone.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestBodyPlaces {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            s3a://logs/AWSLogs/x.json.gz,        s3://logs/other/data/r.json.gz,                  true
            s3a://logs/AWSLogs/x.json.gz,        s3a://logs/a/../b.json,                          true
            s3a://logs/AWSLogs/x.json.gz,        s3a://logs/../b.json,                            false
            s3a://logs/AWSLogs/x.json.gz,        s3://logs-b/r.json,                              false
            s3a://logs/AWSLogs/x.json.gz,        s3://listed/a/r.json,                            true
            s3a://logs/AWSLogs/x.json.gz,        s3://listed/ab/r.json,                           false
            s3a://logs/AWSLogs/x.json.gz,        s3://listed/a/../ab/r.json,                      false
            s3a://logs/AWSLogs/x.json.gz,        s3://whole/r.json,                               true
            s3a://logs/AWSLogs/x.json.gz,        file:/etc/passwd,                                false
            s3a://logs/AWSLogs/x.json.gz,        /etc/passwd,                                     false
            s3a://logs/AWSLogs/x.json.gz,        https://logs/r.json,                             false
            s3a://logs/AWSLogs/x.json.gz,        hdfs://logs/r.json,                              false
            hdfs://n:1/a/BedrockModelInvocationLogs/x.json, hdfs://n:1/a/BedrockModelInvocationLogs/y/r.json, true
            hdfs://n:1/a/BedrockModelInvocationLogs/x.json, hdfs://n:1/a/r.json,                  false
            hdfs://n:1/a/BedrockModelInvocationLogs/x.json, hdfs://n:2/a/BedrockModelInvocationLogs/r.json, false
            hdfs://n:1/a/x.json,                 hdfs://n:1/a/data/r.json,                        true
            hdfs://n:1/a/x.json,                 hdfs://n:1/ab/r.json,                            false
            """)
    void bodiesMayLieInTheBucketOrFolderOfTheLogAndWhereTheSpecificationSays(
            String log, String place, boolean allowed) {
        BodyPlaces places = new BodyPlaces(log, List.of("s3://listed/a", "s3a://whole"), new Configuration());
        assertThat(places.allow(place)).isEqualTo(allowed);
    }
}
