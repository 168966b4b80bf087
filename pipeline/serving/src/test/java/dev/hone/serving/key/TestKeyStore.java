package dev.hone.serving.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.Caller;
import dev.hone.serving.http.Callers;
import dev.hone.serving.http.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestKeyStore {

    @TempDir
    private Path folder;

    private final MovedClock clock = new MovedClock();

    @Test
    void aKeyOpensWhatItWasMadeForAndIsNeverKept() throws IOException {
        KeyStore keys = new KeyStore(folder.resolve("keys"), clock);
        String secret = keys.create("service", Set.of(Scope.INFER), Optional.empty(), KeyLimits.NONE);
        Caller caller = keys.of(secret).orElseThrow();
        assertThat(caller.name()).isEqualTo("service");
        assertThat(caller.may(Scope.INFER)).isTrue();
        assertThat(caller.may(Scope.TRAIN)).isFalse();
        assertThat(keys.of(secret + "x")).isEmpty();
        assertThat(Files.readString(folder.resolve("keys/service.json"))).doesNotContain(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aKeyExpiresAndIsRevokedByAnotherProcess() {
        KeyStore keys = new KeyStore(folder, clock);
        String day = keys.create(
                "day", Set.of(Scope.INFER), Optional.of(clock.instant().plus(Duration.ofDays(1))), KeyLimits.NONE);
        String other =
                new KeyStore(folder, clock).create("other", Set.of(Scope.ADMIN), Optional.empty(), KeyLimits.NONE);
        assertThat(keys.of(day)).isPresent();
        assertThat(keys.of(other)).isPresent();
        clock.move(Duration.ofDays(1));
        assertThat(keys.of(day)).isEmpty();
        assertThat(new KeyStore(folder, clock).revoke("other")).isTrue();
        assertThat(keys.of(other)).isEmpty();
        assertThat(keys.revoke("../other")).isFalse();
    }

    @Test
    void whoAsksTooOftenOrTooMuchAtOnceIsToldWhenToAskAgain() {
        KeyStore keys = new KeyStore(folder, clock);
        Caller caller = keys.of(keys.create("busy", Set.of(Scope.INFER), Optional.empty(), new KeyLimits(3, 2)))
                .orElseThrow();
        Callers.Admission first = keys.enter(caller);
        keys.enter(caller);
        assertThatThrownBy(() -> keys.enter(caller))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("2 questions at once");
        first.close();
        keys.enter(caller).close();
        assertThatThrownBy(() -> keys.enter(caller))
                .hasMessage("The key busy may ask 3 questions a minute; ask again in 61 s");
        clock.move(Duration.ofSeconds(61));
        keys.enter(caller).close();
    }

    @Test
    void aNameThatIsTakenOrNoneIsRefused() {
        KeyStore keys = new KeyStore(folder, clock);
        keys.create("one", Set.of(Scope.INFER), Optional.empty(), KeyLimits.NONE);
        assertThatThrownBy(() -> keys.create("one", Set.of(Scope.INFER), Optional.empty(), KeyLimits.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is a key one already");
        assertThatThrownBy(() -> keys.create("../one", Set.of(Scope.INFER), Optional.empty(), KeyLimits.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-12-01T12:00:00Z");

        void move(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
