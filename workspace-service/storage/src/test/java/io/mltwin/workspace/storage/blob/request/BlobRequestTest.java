package io.mltwin.workspace.storage.blob.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.core.MultiMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobRequestTest {

    private static final String LENGTH = "x-ms-blob-content-length";
    private static final String TIER = "x-ms-access-tier";

    private static BlobRequest request(String header, String value) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (value != null) {
            headers.add(header, value);
        }
        return new BlobRequest(
                null,
                null,
                headers,
                null,
                BlobAddress.parse("/blob/acct/con/b"),
                BlobOperation.PUT_BLOB,
                QueryParameters.parse(""),
                null,
                false);
    }

    private static void assertRefused(String code, ThrowingCallable step) {
        assertThatThrownBy(step).isInstanceOfSatisfying(AzureException.class, refused -> {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo(code);
        });
    }

    @Test
    void aNumberThatIsNotSentHasADefault() {
        assertThat(request(LENGTH, null).number(LENGTH, 7)).isEqualTo(7);
        assertThat(request(LENGTH, "512").number(LENGTH, 7)).isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "0x10", "1234567890123456789"})
    void anotherTextIsNoNumber(String text) {
        assertRefused("InvalidHeaderValue", () -> request(LENGTH, text).number(LENGTH, 7));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 512, 8L << 40})
    void aPageBlobHasWholePages(long length) {
        assertThat(request(LENGTH, Long.toString(length)).pageBlobLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 511, 513, (8L << 40) + 512})
    void anotherLengthIsRefused(long length) {
        assertRefused(
                "InvalidHeaderValue",
                () -> request(LENGTH, Long.toString(length)).pageBlobLength());
    }

    @Test
    void aPageBlobNamesItsLength() {
        assertRefused("MissingRequiredHeader", () -> request(LENGTH, null).pageBlobLength());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hot", "Cool", "Cold", "Archive"})
    void tiersOfBlockBlobs(String tier) {
        assertThat(request(TIER, tier).accessTier()).isEqualTo(tier);
        assertThat(request(TIER, null).accessTier()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hot", "P10", "Premium"})
    void anotherTierIsRefused(String tier) {
        assertRefused("InvalidHeaderValue", () -> request(TIER, tier).accessTier());
    }
}
