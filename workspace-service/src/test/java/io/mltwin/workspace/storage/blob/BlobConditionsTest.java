package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.AzureFault;
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
        "none, -, 200, 201, 201",
        "If-Match, '\"0x1\"', 200, 201, 412",
        "If-Match, 0x1, 200, 201, 412",
        "If-Match, *, 200, 201, 412",
        "If-Match, '\"0x2\"', 412, 412, 412",
        "If-None-Match, *, 304, 409, 201",
        "If-None-Match, '\"0x1\"', 304, 412, 201",
        "If-None-Match, '\"0x2\"', 200, 201, 201",
        "If-Modified-Since, BEFORE, 200, 201, 201",
        "If-Modified-Since, AT, 304, 412, 201",
        "If-Unmodified-Since, AT, 200, 201, 412",
        "If-Unmodified-Since, BEFORE, 412, 412, 412",
        "If-Modified-Since, yesterday, 400, 400, 400"
    })
    void readOverwriteCreate(String header, String value, int read, int overwrite, int create) {
        assertThat(status(() -> conditions(header, value).allowRead(BLOB) ? 200 : 304))
                .isEqualTo(read);
        assertThat(status(() -> write(conditions(header, value), BLOB))).isEqualTo(overwrite);
        assertThat(status(() -> write(conditions(header, value), null))).isEqualTo(create);
    }

    private static int write(BlobConditions conditions, Blob current) {
        conditions.checkWrite(current);
        return 201;
    }

    private interface Step {
        int run();
    }

    private static int status(Step step) {
        try {
            return step.run();
        } catch (AzureFault fault) {
            return fault.status();
        }
    }
}
