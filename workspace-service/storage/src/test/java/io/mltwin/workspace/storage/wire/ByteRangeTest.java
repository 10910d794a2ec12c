package io.mltwin.workspace.storage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {

    private static ByteRange read(String name, String value, long length) {
        return ByteRange.of(MultiMap.caseInsensitiveMultiMap().add(name, value), length);
    }

    @ParameterizedTest(name = "{0}: {1} of {2}")
    @CsvSource({
        "x-ms-range, bytes=0-0, 10, 0, 0",
        "x-ms-range, bytes=0-9, 10, 0, 9",
        "x-ms-range, bytes=0-33554431, 10, 0, 9",
        "x-ms-range, bytes=3-, 10, 3, 9",
        "x-ms-range, bytes=9-9, 10, 9, 9",
        "Range, bytes=2-5, 10, 2, 5",
        "Range, bytes=2-999999999999999999, 10, 2, 9"
    })
    void clipped(String name, String value, long length, long first, long last) {
        assertThat(read(name, value, length)).isEqualTo(new ByteRange(first, last));
    }

    @ParameterizedTest(name = "{0}: {1} of {2} is {3}")
    @CsvSource({
        "x-ms-range, bytes=10-, 10, InvalidRange",
        "x-ms-range, bytes=10-20, 10, InvalidRange",
        "x-ms-range, bytes=0-, 0, InvalidRange",
        "x-ms-range, bytes=5-4, 10, InvalidRange",
        "Range, bytes=10-, 10, InvalidRange",
        "x-ms-range, bytes=-5, 10, InvalidHeaderValue",
        "x-ms-range, lines=0-1, 10, InvalidHeaderValue",
        "x-ms-range, 'bytes=0-1,3-4', 10, InvalidHeaderValue"
    })
    void refused(String name, String value, long length, String code) {
        assertThatThrownBy(() -> read(name, value, length))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @ParameterizedTest(name = "Range: {0}")
    @CsvSource({"bytes=-5", "lines=0-1", "'bytes=0-1,3-4'", "bytes=a-b"})
    void anotherFormOfRangeIsTheWholeBlob(String value) {
        assertThat(read("Range", value, 10)).isNull();
    }

    @Test
    void azuresOwnHeaderGoesFirst() {
        MultiMap both =
                MultiMap.caseInsensitiveMultiMap().add("Range", "bytes=0-1").add("x-ms-range", "bytes=4-5");

        assertThat(ByteRange.of(both, 10)).isEqualTo(new ByteRange(4, 5));
        assertThat(ByteRange.of(MultiMap.caseInsensitiveMultiMap(), 10)).isNull();
        assertThat(new ByteRange(4, 5).contentRange(10)).isEqualTo("bytes 4-5/10");
    }
}
