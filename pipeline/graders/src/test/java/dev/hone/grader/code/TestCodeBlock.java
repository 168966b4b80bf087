package dev.hone.grader.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestCodeBlock {

    @Test
    void theLastClosedBlockInPythonIsTheProgram() {
        assertThat(CodeBlock.of(
                        "First\n```python\na = 1\n```\nbetter\n```py\na = 2\n```\nwhich prints\n```text\n2\n```"))
                .contains("a = 2\n");
        assertThat(CodeBlock.of("```\na = 3\n```")).contains("a = 3\n");
    }

    @Test
    void aBlockThatWasCutIsNone() {
        assertThat(CodeBlock.of("```python\na = 1")).isEmpty();
        assertThat(CodeBlock.of("```python\na = 1\n```\nor\n```python\na = ")).contains("a = 1\n");
    }

    @Test
    void aTextWithoutBlocksIsTheProgram() {
        assertThat(CodeBlock.of("print(1)")).contains("print(1)");
        assertThat(CodeBlock.of(" \n")).isEmpty();
    }
}
