package dev.hone.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.settings.ingest.LogFilters;
import dev.hone.settings.ingest.MetadataFilter;
import dev.hone.settings.ingest.MetadataFilter.AndAll;
import dev.hone.settings.ingest.MetadataFilter.Condition;
import dev.hone.settings.ingest.MetadataFilter.Equals;
import dev.hone.settings.ingest.MetadataFilter.NotEquals;
import dev.hone.settings.ingest.MetadataFilter.OrAll;
import dev.hone.settings.ingest.TimeRange;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestLogFilters {

    private static final Condition SUPPORT = new Equals("project", "support");
    private static final Condition NOT_DEV = new NotEquals("env", "dev");

    @Test
    void conditionsAskForAValueOrForItsAbsence() {
        assertThat(SUPPORT.accepts(Map.of("project", "support"))).isTrue();
        assertThat(SUPPORT.accepts(Map.of("project", "Support"))).isFalse();
        assertThat(SUPPORT.accepts(Map.of())).isFalse();
        assertThat(NOT_DEV.accepts(Map.of("env", "dev"))).isFalse();
        assertThat(NOT_DEV.accepts(Map.of("env", "prod"))).isTrue();
        assertThat(NOT_DEV.accepts(Map.of())).as("a key that is not there").isTrue();
    }

    @Test
    void listsAskForAllOrForOneOfThem() {
        Map<String, String> both = Map.of("project", "support", "env", "prod");
        Map<String, String> one = Map.of("project", "support", "env", "dev");
        Map<String, String> none = Map.of("project", "sales", "env", "dev");
        AndAll all = new AndAll(List.of(SUPPORT, NOT_DEV));
        OrAll any = new OrAll(List.of(SUPPORT, NOT_DEV));
        assertThat(all.accepts(both)).isTrue();
        assertThat(all.accepts(one)).isFalse();
        assertThat(any.accepts(one)).isTrue();
        assertThat(any.accepts(none)).isFalse();
    }

    @Test
    void theLimitsOfTheServiceAreKept() {
        assertThatThrownBy(() -> new AndAll(List.of())).hasMessage("must hold 1 to 16 conditions, got 0");
        assertThatThrownBy(() -> new OrAll(Collections.nCopies(17, SUPPORT)))
                .hasMessage("must hold 1 to 16 conditions, got 17");
        assertThatThrownBy(() -> new Equals("", "v"))
                .hasMessage("the key '' must have 1 to 256 characters out of letters, digits, blanks and ._:/=+$@-");
        assertThatThrownBy(() -> new NotEquals("k", "a*b")).hasMessageStartingWith("the value 'a*b' must have");
        assertThat(new Equals("k", "").accepts(Map.of("k", ""))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "us.amazon.nova-lite-v1:0, us.amazon.nova-lite-v1:0, true",
        "us.amazon.nova-lite-v1:0, amazon.nova-lite-v1:0, false",
        "us.amazon.nova-lite-v1:0, *nova-lite*, true",
        "us.amazon.nova-lite-v1:0, us.*:0, true",
        "us.amazon.nova-lite-v1:0, us.amazonXnova*, false",
        "us.amazon.nova-lite-v1:0, *, true",
    })
    void aModelIsNamedInFullOrWithStars(String modelId, String wanted, boolean accepted) throws RecordRefused {
        LogFilters filters = new LogFilters(new MetadataFilter.None(), List.of("other", wanted), TimeRange.ALL);
        assertThat(UnwantedCalls.reason(filters, JsonRecord.parse("{\"modelId\":\"" + modelId + "\"}")))
                .isEqualTo(accepted ? Optional.empty() : Optional.of(FilterReason.OTHER_MODEL));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-20T00:00:00Z, true",
        "2026-04-19T23:59:59.999Z, false",
        "2026-04-20T23:59:59Z, true",
        "2026-04-21T00:00:00Z, false",
        "2026-04-21T01:30:00+02:00, true",
        "yesterday, false",
    })
    void aTimeRangeHoldsItsStartAndNotItsEnd(String timestamp, boolean accepted) {
        TimeRange day = new TimeRange(Instant.parse("2026-04-20T00:00:00Z"), Instant.parse("2026-04-21T00:00:00Z"));
        assertThat(day.accepts(timestamp)).isEqualTo(accepted);
        assertThat(TimeRange.ALL.accepts(timestamp)).isTrue();
    }

    @Test
    void callsThatAreNotWantedAreFilteredBeforeAnythingElseIsAskedOfThem() throws RecordRefused {
        String unreadable = LogRecords.record("InvokeModel", "x.y", "r", "{\"riddle\":1}", "{}");
        assertThat(parse(new Equals("project", "other"), unreadable))
                .isEqualTo(new RecordOutcome.Filtered(FilterReason.OTHER_METADATA));
        assertThat(parse(new Equals("project", "CS"), LogRecords.converse("r", "q", "a")))
                .isInstanceOf(RecordOutcome.Prompt.class);
    }

    private static RecordOutcome parse(MetadataFilter filter, String line) throws RecordRefused {
        return new LogRecordParser("", false, new LogFilters(filter, List.of(), TimeRange.ALL), OffloadedBodies.NONE)
                .parse(line);
    }
}
