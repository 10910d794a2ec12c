package io.mltwin.identity.oauth.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

    @ParameterizedTest(name = "RFC 6238, {0} s")
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130",
    })
    void theVectorsOfTheStandard(long time, String eightDigits) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(time)))).isEqualTo(eightDigits.substring(2));
    }

    @ParameterizedTest(name = "a code of {0} steps from now, after the one of {1} had counted: {2}")
    @CsvSource({
        "0, -9, true",
        "-1, -9, true",
        "1, -9, true",
        "-2, -9, false",
        "2, -9, false",
        "0, 0, false",
        "0, 1, false",
        "-1, 0, false",
        "1, 0, true",
    })
    void aCodeCountsNowAndOnce(int apart, int last, boolean counts) {
        long present = Totp.step(NOW);
        String code = Totp.code(SECRET, present + apart);

        OptionalLong step = Totp.stepOf(SECRET, code, NOW, present + last);

        assertThat(step).isEqualTo(counts ? OptionalLong.of(present + apart) : OptionalLong.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "'050471', true",
        "'050 471', true",
        "'50471', false",
        "'', false",
        "'０５０４７１', false",
        "'0504711', false",
        "'abcdef', false"
    })
    void whatIsTyped(String typed, boolean counts) {
        assertThat(Totp.stepOf(SECRET, typed, NOW, 0).isPresent()).isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32OfTheStandard(String plain, String encoded) {
        byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);

        assertThat(Base32.encode(bytes)).isEqualTo(encoded);
        assertThat(Base32.decode(encoded)).isEqualTo(bytes);
    }

    @Test
    void base32OfNothingElse() {
        assertThatThrownBy(() -> Base32.decode("MZXW1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addressIsWhatAnAppReads() {
        NewFactor factor = new NewFactor("GEZDGNBVGY3TQOJQ", "mltwin Contoso & Co", "olivia@contoso.test");

        assertThat(factor.uri())
                .isEqualTo("otpauth://totp/mltwin%20Contoso%20%26%20Co:olivia%40contoso.test?secret=GEZDGNBVGY3TQOJQ"
                        + "&issuer=mltwin%20Contoso%20%26%20Co");
        assertThat(factor.grouped()).isEqualTo("GEZD GNBV GY3T QOJQ");
        assertThat(factor.drawing().path()).startsWith("M2 2h1v1h-1z");
        assertThat(factor.toString()).doesNotContain("GEZD");
    }
}
