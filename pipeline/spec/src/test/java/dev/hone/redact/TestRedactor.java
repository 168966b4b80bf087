package dev.hone.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestRedactor {

    private static final Redaction ALL = new Redaction(EnumSet.allOf(RedactionKind.class), Map.of());

    // The numbers and keys below are examples from documentation, or were made up for this test.
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
            Write to ann.lee+x@mail.example.org.                    ~ Write to [EMAIL].
            <ann@example.com>, bob@sub.example.co.uk                ~ <[EMAIL]>, [EMAIL]
            Grüße an jörg@müller.de!                                ~ Grüße an [EMAIL]!
            call +49 170 1234567 now                                ~ call [PHONE] now
            (555) 010-9999 or 555-010-9999                          ~ [PHONE] or [PHONE]
            Tel. 030/12345678, 0170 1234567                         ~ Tel. [PHONE], [PHONE]
            card 4111 1111 1111 1111, valid                         ~ card [CARD], valid
            4111-1111-1111-1111 123                                 ~ [CARD] 123
            5500005555555559                                        ~ [CARD]
            2026 4111 1111 1111 1111                                ~ 2026 [CARD]
            IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFF           ~ IBAN [IBAN] BIC COBADEFF
            GB82WEST12345698765432                                  ~ [IBAN]
            AKIAIOSFODNN7EXAMPLE is the id                          ~ [KEY] is the id
            Authorization: Bearer abcdef0123456789abcdef==          ~ Authorization: Bearer [KEY]
            aws_secret_access_key=wJalrXUtnFEMIaK7MDENGabPxRfiCYEXAMPLEKEY ~ aws_secret_access_key=[KEY]
            token ghp_0123456789abcdefghijklmnopqrstuvwxyz          ~ token [KEY]
            eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl   ~ [KEY]
            """)
    void whatShouldNotBeInATrainingSetIsMarked(String text, String redacted) {
        assertThat(redact(ALL, text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1112 fails Luhn's check",
                "IBAN DE88 3704 0044 0532 0130 00 fails its checksum",
                "GB82WEST1234569876543 is too short",
                "the 7 dwarfs in 2026-01-31 at 12:30:45, 1,234,567.89 euros",
                "Solve 2x+5=13 for x in 1..100",
                "request 3f2b8c1a-4111-4aaa-9bbb-123456789012",
                "user@localhost, @handle and a@b",
                "arn:aws:iam::111122223333:role/R",
                "version 1.2.3-rc.4, pi = 3.14159265358979",
                "bearer of bad news",
            })
    void ordinaryTextStaysAsItIs(String text) {
        assertThat(redact(ALL, text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            textBlock =
                    """
            {"a":"pay\\nDE89370400440532013000"}                       ~ {"a":"pay\\n[IBAN]"}
            "{\\"a\\":\\"pay\\\\nDE89 3704 0044 0532 0130 00\\"}"           ~ "{\\"a\\":\\"pay\\\\n[IBAN]\\"}"
            half {"a":"x\\t4111 1111 1111 1111, y\\r+49 170 1234567      ~ half {"a":"x\\t[CARD], y\\r[PHONE]
            {"a":"\\u0061nn\\u0040example.com\\u0020x"}                 ~ {"a":"[EMAIL]\\u0020x"}
            \\\\\\\\n0170 1234567                                        ~ \\\\\\\\n[PHONE]
            \\bAKIAIOSFODNN7EXAMPLE\\f                                  ~ \\b[KEY]\\f
            C:\\new\\table \\u00zz \\frac{1}{2} \\                         ~ C:\\new\\table \\u00zz \\frac{1}{2} \\
            """)
    void whatFollowsTheEscapeOfAJsonStringIsFoundInEveryDepth(String text, String redacted) {
        assertThat(redact(ALL, text)).isEqualTo(redacted);
    }

    @Test
    void aKeyThatOnlyItsFieldTellsIsFoundInJson() throws Exception {
        JsonMapper mapper = new JsonMapper();
        JsonNode json =
                mapper.readTree("{\"aws_secret_access_key\":\"wJalrXUtnFEMIaK7MDENGabPxRfiCYEXAMPLEKEY\",\"n\":\"x\"}");
        assertThat(new Redactor(ALL).json(json, new RedactionCounts()))
                .hasToString("{\"aws_secret_access_key\":\"[KEY]\",\"n\":\"x\"}");
    }

    @Test
    void aPrivateKeyGoesWithAllItsLines() {
        String pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\nAAAA\n-----END RSA PRIVATE KEY-----";
        assertThat(redact(ALL, "My key:\n" + pem + "\nKeep it.")).isEqualTo("My key:\n[KEY]\nKeep it.");
        assertThat(redact(ALL, "cut off: -----BEGIN PRIVATE KEY-----\nMIIB")).isEqualTo("cut off: [KEY]");
    }

    @Test
    void onlyTheKindsThatAreNamedAreSearched() {
        Redaction emails = new Redaction(Set.of(RedactionKind.EMAIL), Map.of("customer", "K-\\d{6}"));
        RedactionCounts counts = new RedactionCounts();
        String text = new Redactor(emails).text("K-123456: ann@example.com, +49 170 1234567, K-12", counts);
        assertThat(text).isEqualTo("[CUSTOMER]: [EMAIL], +49 170 1234567, K-12");
        assertThat(counts.byKind()).isEqualTo(Map.of("customer", 1, "email", 1));
    }

    @Test
    void jsonStaysJson() throws Exception {
        JsonMapper mapper = new JsonMapper();
        JsonNode json = mapper.readTree(
                "{\"mail\":\"a@example.com\",\"card\":4111111111111111,\"n\":[1,2.50,true,null],\"k@example.com\":1}");
        RedactionCounts counts = new RedactionCounts();
        assertThat(new Redactor(ALL).json(json, counts))
                .isEqualTo(mapper.readTree(
                        "{\"mail\":\"[EMAIL]\",\"card\":\"[CARD]\",\"n\":[1,2.50,true,null],\"k@example.com\":1}"));
        assertThat(json.path("mail").asText()).as("the tree given").isEqualTo("a@example.com");
    }

    @Test
    void aTextOfAMegabyteIsSearchedInSeconds() {
        String text = "a.b-c_d 1 2 3 4 5 6 7 ABCD12 ".repeat(40_000);
        long start = System.nanoTime();
        assertThat(redact(ALL, text)).isEqualTo(text);
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
    }

    @Test
    void patternsAreCheckedWhenTheyAreGiven() {
        assertThatThrownBy(() -> new Redaction(Set.of(), Map.of("x", "(")))
                .hasMessageStartingWith("the pattern x is no regular expression: ");
        assertThatThrownBy(() -> new Redaction(Set.of(), Map.of("x", "a*")))
                .hasMessage("the pattern x must not match an empty text");
        assertThatThrownBy(() -> new Redaction(Set.of(), Map.of("Big One", "a")))
                .hasMessage("the pattern Big One must be a name of small letters, digits and _");
        assertThatThrownBy(() -> new Redaction(Set.of(), Map.of("email", "a")))
                .hasMessageStartingWith("the pattern email is a kind that is known already");
    }

    private static String redact(Redaction redaction, String text) {
        return new Redactor(redaction).text(text, new RedactionCounts());
    }
}
