package dev.hone.storage.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestExportedSteps {

    @TempDir
    private Path run;

    @Test
    void whatWasExportedIsKnownInALocaleWithOtherDigitsToo() {
        ExportedSteps steps = new ExportedSteps(run.toString(), new Configuration());
        assertThat(steps.all()).isEmpty();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            steps.add(12);
        } finally {
            Locale.setDefault(before);
        }
        steps.add(24);
        assertThat(steps.all()).containsExactly(12, 24);
    }
}
