package io.mltwin.workspace.storage.blob.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.AzureException;
import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each conditional header against a blob with the tag "0x1", modified at 12:00:00.7. */
class BlobConditionsTest {

    private record Blob(String etag, Instant modified) implements BlobConditions.Version {}

    private static final Blob BLOB = new Blob("\"0x1\"", Instant.parse("2026-11-24T12:00:00.7Z"));
    private static final String AT = "Tue, 24 Nov 2026 12:00:00 GMT";
    private static final String BEFORE = "Tue, 24 Nov 2026 11:59:59 GMT";

    private static BlobConditions conditions(String header, String value) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (!header.equals("none")) {
            headers.add(header, value.equals("AT") ? AT : value.equals("BEFORE") ? BEFORE : value);
        }
        return BlobConditions.of(headers);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "none, -, 200, 201, 201, 201",
        "If-Match, '\"0x1\"', 200, 201, 201, 412",
        "If-Match, 0x1, 200, 201, 201, 412",
        "If-Match, *, 200, 201, 201, 412",
        "If-Match, '\"0x2\"', 412, 412, 412, 412",
        "If-Match, '\"0x2\", \"0x1\"', 200, 400, 400, 400",
        "If-None-Match, *, 400, 412, 409, 201",
        "If-None-Match, '\"0x1\"', 304, 412, 412, 201",
        "If-None-Match, '\"0x2\"', 200, 201, 201, 201",
        "If-None-Match, '\"0x2\", \"0x1\"', 304, 400, 400, 400",
        "If-Modified-Since, BEFORE, 200, 201, 201, 201",
        "If-Modified-Since, AT, 304, 412, 412, 201",
        "If-Unmodified-Since, AT, 200, 201, 201, 412",
        "If-Unmodified-Since, BEFORE, 412, 412, 412, 412",
        "If-Modified-Since, yesterday, 400, 400, 400, 400"
    })
    void readChangeOverwriteCreate(String header, String value, int read, int change, int overwrite, int create) {
        assertThat(status(() -> conditions(header, value).allowRead(BLOB) ? 200 : 304))
                .isEqualTo(read);
        assertThat(status(() -> change(conditions(header, value)))).isEqualTo(change);
        assertThat(status(() -> put(conditions(header, value), BLOB))).isEqualTo(overwrite);
        assertThat(status(() -> put(conditions(header, value), null))).isEqualTo(create);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "If-Match, If-None-Match, 400",
        "If-Match, If-Modified-Since, 400",
        "If-Match, If-Unmodified-Since, 201",
        "If-None-Match, If-Modified-Since, 201",
        "If-None-Match, If-Unmodified-Since, 400",
        "If-Modified-Since, If-Unmodified-Since, 400"
    })
    void twoConditionsOfAWrite(String one, String other, int status) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String name : new String[] {one, other}) {
            headers.add(
                    name,
                    switch (name) {
                        case "If-Match" -> "0x1";
                        case "If-None-Match" -> "0x2";
                        case "If-Modified-Since" -> BEFORE;
                        default -> AT;
                    });
        }

        assertThat(status(() -> change(BlobConditions.of(headers)))).isEqualTo(status);
    }

    private static int change(BlobConditions conditions) {
        conditions.checkWrite(BLOB);
        return 201;
    }

    private static int put(BlobConditions conditions, Blob current) {
        conditions.checkCreate(current != null);
        conditions.checkWrite(current);
        return 201;
    }

    private interface Step {
        int run();
    }

    private static int status(Step step) {
        try {
            return step.run();
        } catch (AzureException fault) {
            return fault.status();
        }
    }
}
