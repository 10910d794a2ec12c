package io.mltwin.customerkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.ServiceHttp;
import io.mltwin.customerkeys.CustomerKeyException.Reason;
import io.mltwin.customerkeys.VaultKeyWrapper.WrappedKey;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.Principals;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.http.TrustedHttp;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.Tracing;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestSettings;
import io.mltwin.testkit.TestVault;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VaultKeyWrapperTest {

    private static final String PRINCIPAL = UUID.randomUUID().toString();
    private static final String SURFACE = "storage-account:1";
    private static final byte[] MATERIAL = "a data key ".repeat(40).getBytes(StandardCharsets.UTF_8);

    private static TestPlatform platform;
    private static TestVault vault;
    private static Addresses addresses;
    private static KeyVaultClient client;

    @BeforeAll
    static void aVault() {
        platform = TestPlatform.around("workspace");
        vault = TestVault.play(platform, "cmk", "k");
        vault.letIn(PRINCIPAL);
        Path trust = platform.trust().folder().trust();
        PlatformConfig config = TestSettings.of("workspace", platform.trust());
        addresses = new Addresses(config, Principals.read(trust));
        client = new KeyVaultClient(
                new ServiceHttp(
                        new TrustedHttp(config, new BackgroundWork()),
                        addresses,
                        new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                        new ResetGate(),
                        new Tracing(addresses, SpanProcessor::composite)),
                addresses);
    }

    @AfterAll
    static void end() throws IOException {
        platform.close();
    }

    private static VaultKeyWrapper wrapper(String keyUri, boolean follows) {
        return new VaultKeyWrapper(customer(keyUri, follows), client, addresses, new SecureRandom());
    }

    private static CustomerKey customer(String keyUri, boolean follows) {
        return new CustomerKey(
                "id",
                SURFACE,
                KeyIdentifier.parse(keyUri, addresses).orElseThrow(),
                follows,
                () -> platform.issuer()
                        .aad(addresses.vaultAudience(), PRINCIPAL)
                        .sign());
    }

    @Test
    void materialThatIsLongerThanRsaTakesComesBack() {
        byte[] stored = wrapper(vault.keyUri(), true).wrap(MATERIAL, SURFACE);

        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .contains(vault.versionUri())
                .doesNotContain("a data key");
        assertThat(wrapper(vault.keyUri(), true).unwrap(stored, SURFACE)).isEqualTo(MATERIAL);
        assertThat(wrapper(vault.keyUri(), true).wrap(MATERIAL, SURFACE)).isNotEqualTo(stored);
    }

    @Test
    void vaultUnwrapsKeysWrappedByThePublicHalf() {
        // Given
        TestVault unwrapsOnly = TestVault.play(platform, "cmk", "unwraps");
        unwrapsOnly.letIn(PRINCIPAL);
        unwrapsOnly.refuseToWrap();
        String version = unwrapsOnly.versionUri();
        VaultKeyWrapper here = new VaultKeyWrapper(
                customer(version, false), client, addresses, new SecureRandom(), client::wrapByPublicHalf);

        // When
        byte[] stored = here.wrap(MATERIAL, SURFACE);

        // Then
        assertThat(wrapper(version, false).unwrap(stored, SURFACE)).isEqualTo(MATERIAL);
        assertThatThrownBy(() -> wrapper(version, false).wrap(MATERIAL, SURFACE))
                .isInstanceOfSatisfying(
                        CustomerKeyException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_ACCESS));
    }

    @Test
    void aWrappedKeyCountsInItsPlaceAlone() {
        byte[] stored = wrapper(vault.keyUri(), true).wrap(MATERIAL, SURFACE);

        assertThatThrownBy(() -> wrapper(vault.keyUri(), true).unwrap(stored, SURFACE + "1"))
                .isInstanceOf(DataKeyException.class);
        String other = vault.uri() + "keys/other";
        assertThatThrownBy(() -> wrapper(other, true).unwrap(stored, SURFACE))
                .isInstanceOfSatisfying(
                        CustomerKeyException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.KEY_NOT_FOUND));
        WrappedKey read = WrappedKey.read(stored);
        byte[] altered = read.data().clone();
        altered[altered.length - 1] ^= 1;
        byte[] forged = new WrappedKey(read.kid(), read.kek(), altered).write();
        assertThatThrownBy(() -> wrapper(vault.keyUri(), true).unwrap(forged, SURFACE))
                .isInstanceOf(DataKeyException.class);
        assertThatThrownBy(() -> wrapper(vault.keyUri(), true).unwrap(MATERIAL, SURFACE))
                .isInstanceOf(DataKeyException.class);
    }

    @Test
    void aNewerVersionWrapsAnewAndTheOldWrappingStaysGood() {
        byte[] stored = wrapper(vault.keyUri(), true).wrap(MATERIAL, SURFACE);
        String first = vault.versionUri();
        vault.rotate();

        VaultKeyWrapper following = wrapper(vault.keyUri(), true);
        assertThat(following.unwrap(stored, SURFACE)).isEqualTo(MATERIAL);
        assertThat(following.renewed().map(CustomerKeys::versionOf)).contains(vault.versionUri());
        VaultKeyWrapper pinned = wrapper(first, false);
        assertThat(pinned.unwrap(stored, SURFACE)).isEqualTo(MATERIAL);
        assertThat(pinned.renewed()).isEmpty();
        byte[] renewed = following.renewed().orElseThrow();
        assertThat(wrapper(vault.keyUri(), true).unwrap(renewed, SURFACE)).isEqualTo(MATERIAL);
    }

    @Test
    void aNewestVersionThatIsDisabledHasNoSay() {
        byte[] stored = wrapper(vault.keyUri(), true).wrap(MATERIAL, SURFACE);
        vault.rotate();
        vault.enable(false);

        VaultKeyWrapper following = wrapper(vault.keyUri(), true);
        assertThat(following.unwrap(stored, SURFACE)).isEqualTo(MATERIAL);
        assertThat(following.renewed()).isEmpty();
        vault.enable(true);
    }
}
