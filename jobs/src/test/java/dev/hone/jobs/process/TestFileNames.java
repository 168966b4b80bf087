package dev.hone.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestFileNames {

    @Test
    void onlyAnEncodingOfAllCharactersNamesEveryFile() {
        assertThat(FileNames.problem("UTF-8")).isEmpty();
        assertThat(FileNames.problem("ISO-8859-1")).isPresent();
        assertThat(FileNames.problem("ANSI_X3.4-1968")).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith("this JVM can only name files in ANSI_X3.4-1968")
                .contains("LC_ALL=C.UTF-8"));
    }
}
