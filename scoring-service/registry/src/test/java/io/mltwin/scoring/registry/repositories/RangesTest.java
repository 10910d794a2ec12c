package io.mltwin.scoring.registry.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that name a part of a blob, of one that is read and of one that is pushed. */
class RangesTest {

    @ParameterizedTest(name = "{0} of 2000 bytes")
    @CsvSource(
            nullValues = "null",
            value = {
                "null, null",
                "bytes=0-0, bytes 0-0/2000",
                "bytes=500-1499, bytes 500-1499/2000",
                "bytes=500-, bytes 500-1999/2000",
                "bytes=-500, bytes 1500-1999/2000",
                "bytes=-5000, bytes 0-1999/2000",
                "bytes=1999-5000, bytes 1999-1999/2000",
                "'bytes=0-1,5-6', null",
                "items=0-1, null",
                "bytes=-, null",
                "bytes=a-b, null",
                "bytes=500-0, 416",
                "bytes=2000-2001, 416",
                "bytes=-0, 416"
            })
    void aRangeIsReadWhereItHoldsAByte(String header, String expected) {
        if ("416".equals(expected)) {
            assertThatThrownBy(() -> BlobRange.parse(header, 2000))
                    .isInstanceOfSatisfying(AzureException.class, refused -> {
                        assertThat(refused.status()).isEqualTo(416);
                        assertThat(refused.content().headers()).containsEntry("Content-Range", "bytes */2000");
                    });
            return;
        }
        BlobRange range = BlobRange.parse(header, 2000);
        assertThat(range == null ? null : range.contentRange(2000)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "null",
            value = {
                "null, null, null",
                "0-99, 0, 100",
                "bytes 100-199/*, 100, 100",
                "bytes=5-5/6, 5, 1",
                "'', 400, null",
                "5, 400, null",
                "9-5, 400, null",
                "bytes a-b/*, 400, null",
                "0-99999999999999999999, 400, null"
            })
    void aChunkSaysWhereItLies(String header, Long first, Long length) {
        if (first != null && first == 400) {
            assertThatThrownBy(() -> ContentRange.parse(header))
                    .isInstanceOfSatisfying(AzureException.class, refused -> {
                        assertThat(refused.status()).isEqualTo(400);
                        assertThat(refused.code()).isEqualTo("BLOB_UPLOAD_INVALID");
                    });
            return;
        }
        ContentRange range = ContentRange.parse(header);
        assertThat(range == null ? null : range.first()).isEqualTo(first);
        assertThat(range == null ? null : range.length()).isEqualTo(length);
    }
}
