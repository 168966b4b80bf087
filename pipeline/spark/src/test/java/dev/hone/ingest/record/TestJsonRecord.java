package dev.hone.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestJsonRecord {

    @Test
    void whatStoodInTheLineIsKeptToTheLetter() throws RecordRefused {
        JsonRecord record = JsonRecord.parse("{\"price\": 1.50, \"tags\": [ 1,2 ]}");
        assertThat(record.fields().get("price").text()).isEqualTo("1.50");
        assertThat(record.fields().get("tags").text()).isEqualTo("[ 1,2 ]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": [1", "{\"a\": NaN}", "{\"a\": tru}", "nonsense", "{\"a\": \"\t\"}", "{\"a\": 01}"})
    void whatIsWrongIsSaidWithoutWordsForProgrammers(String line) {
        assertThatThrownBy(() -> JsonRecord.parse(line))
                .isInstanceOf(RecordRefused.class)
                .hasMessageNotContaining("Source")
                .hasMessageNotContaining("Feature");
    }
}
