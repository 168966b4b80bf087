package dev.hone.settings.ingest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestPromptSource {

    @Test
    void onlyFormatsThatLeaveThemOpenHaveColumns() {
        RowColumns columns = new RowColumns("a", "b", "c", "d", "e", "f");
        assertThatThrownBy(() -> new PromptSource("rows", SourceFormat.CHAT_JSONL, columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the format chat-jsonl says itself where the parts of a prompt are. Remove the columns, or choose the"
                                + " format table");
    }
}
