package io.mltwin.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobStorageException;
import io.mltwin.e2e.clients.SdkAccount;
import io.mltwin.e2e.clients.SdkVault;
import io.mltwin.e2e.platform.TestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * The vault and the storage account of {@link SdkOperationsTest}, and what its clients did in them.
 */
public final class SdkSuite {
    public static final Duration POLL = Duration.ofMillis(50);

    private static SdkSuite made;

    final SdkOperations operations = new SdkOperations();
    final SdkVault vault;
    public final SdkAccount account;

    private SdkSuite() throws IOException, InterruptedException {
        TestPlatform platform = TestPlatform.get();
        vault = SdkVault.create(platform, "sdkoperations1", Map.of(), operations);
        account = SdkAccount.create(platform, "sdkoperations1", operations);
    }

    /** Made when it is asked for first. */
    public static synchronized SdkSuite get() {
        if (made == null) {
            try {
                made = new SdkSuite();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return made;
    }

    public static void assertStatus(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        refused -> assertThat(refused.getResponse().getStatusCode())
                                .isEqualTo(status));
    }

    static void assertRefused(int status, String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        refused -> assertThat(refused.getStatusCode() + " " + refused.getErrorCode())
                                .isEqualTo(status + " " + code));
    }
}
