package io.mltwin.workspace.storage.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SasTermsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest(name = "{0} from {1}: {2}")
    @CsvSource(
            nullValues = "null",
            value = {
                "se=2026-11-24T12:00:01Z, 127.0.0.1, null",
                "se=2026-11-24T12:01Z, 127.0.0.1, null",
                "se=2026-11-25, 127.0.0.1, null",
                "se=2026-11-24T12:00:00.5000000Z, 127.0.0.1, null",
                "se=2026-11-24T12:00:00Z, 127.0.0.1, Expiry",
                "se=2026-11-24, 127.0.0.1, Expiry",
                "sp=r, 127.0.0.1, missing",
                "se=soon, 127.0.0.1, missing",
                "se=2026-11-25&st=2026-11-24T11:59:59Z, 127.0.0.1, null",
                "se=2026-11-25&st=2026-11-24T12:00:01Z, 127.0.0.1, Start",
                "se=2026-11-25&st=then, 127.0.0.1, Start",
                "se=2026-11-25&spr=https, 127.0.0.1, null",
                "'se=2026-11-25&spr=https,http', 127.0.0.1, null",
                "se=2026-11-25&spr=http, 127.0.0.1, https",
                "se=2026-11-25&sip=127.0.0.1, 127.0.0.1, null",
                "se=2026-11-25&sip=10.0.0.1-10.0.1.1, 10.0.0.200, null",
                "se=2026-11-25&sip=10.0.0.1-10.0.1.1, 10.0.1.2, outside",
                "se=2026-11-25&sip=10.0.0.1, 10.0.0.2, outside",
                "se=2026-11-25&sip=here, 10.0.0.2, outside",
                "se=2026-11-25&sip=10.0.0.1, 0:0:0:0:0:0:0:1, outside"
            })
    void whenAndFromWhereASignatureHolds(String query, String address, String refusal) {
        QueryParameters parsed = QueryParameters.parse(query);
        String result = SasTerms.refusal(parsed, parsed.get("st"), parsed.get("se"), NOW, address);

        if (refusal == null) {
            assertThat(result).isNull();
        } else {
            assertThat(result).contains(refusal);
        }
    }
}
